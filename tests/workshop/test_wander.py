"""Playing whole games by rule: the same games every time, every one to its end, and honest about the rest."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from game.mission.phases import FREE, PHASES, ending_of
from game.storage.library import open_book
from game.workshop import wander as wander_module
from game.workshop.players import Policy
from game.workshop.probing import ENOUGH
from game.workshop.seen import MOST_FAILURES, Wander
from game.workshop.walk import STRETCH, Walk
from game.workshop.wander import TOLD, wander, wander_together

from .plants import FAKE, REAL, SECOND, relay, write

if TYPE_CHECKING:
    from pathlib import Path


ENDINGS = {ending_of(name) for name in PHASES if ending_of(name)}


def test_least_used_choices_see_the_whole_story_in_few_games() -> None:
    """Every ending, every beat and every choice of a story without a lock."""
    seen = wander(relay(), Walk(250, 1, Policy.LEAST_USED))
    assert set(seen.endings) == ENDINGS
    assert seen.endings.total() == seen.runs == 250
    book = relay()
    scenes = [book.scene(ident) for ident in book.scene_ids if ident != PHASES[FREE].scene]
    assert len(seen.beats_read) == sum(len(scene.beats) for scene in scenes)
    assert len(seen.choices_taken) == sum(
        len(beat.choices) for scene in scenes for beat in scene.beats.values()
    )
    assert (seen.errors, seen.dead_ends) == ([], {})


@pytest.mark.parametrize("policy", list(Policy))
def test_the_same_seed_plays_the_same_games(policy: Policy) -> None:
    """And another seed plays others."""

    def played(seed: int) -> Wander:
        return wander(relay(), Walk(10, seed, policy))

    assert played(7) == played(7)
    assert played(7).choices_taken != played(8000).choices_taken


def test_games_have_seeds_of_their_own() -> None:
    """Game ``i`` of seed ``s`` is game 0 of seed ``s + i``."""
    together = wander(relay(), Walk(3, 5, Policy.RANDOM))
    apart = [wander(relay(), Walk(1, seed, Policy.RANDOM)) for seed in (5, 6, 7)]
    assert together.words_per_run == [seen.words_per_run[0] for seen in apart]


def test_words_are_prose_speech_and_labels() -> None:
    """Sluglines and the echo of a label are not counted again; between choices all that is shown is."""
    book = relay()
    seen = wander(book, Walk(1, 1, Policy.RANDOM))
    expected = 0
    for key, times in seen.choices_taken.items():
        scene, _, choice = key.partition("/")
        beats = book.scene(scene).beats.values()
        stop = next(beat for beat in beats if choice in [offer.ident for offer in beat.choices])
        prose = 10 if stop.ident == "here" else 0
        expected += times * (prose + sum(len(offer.label.split()) for offer in stop.choices))
    assert seen.words_per_run == [expected]
    # the echo (3), a slugline (3), the text (10)
    assert set(seen.words_between.values()) <= {13, 16, 3}


def test_a_dead_end_is_counted_with_its_place() -> None:
    """The game stops there; the walk does not."""
    stuck = "## here\n\nWords.\n\n- [go] Go. `if nerve > 90` -> on\n\n## on\n\n=> titles\n"
    seen = wander(relay(cold_open=stuck), Walk(3, 1, Policy.RANDOM))
    assert seen.dead_ends == {"cold_open/here in opening.cold_open": 3}
    assert seen.endings.total() == 0
    assert seen.errors == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("## here\n\n=> no_such_trigger\n", "no_such_trigger"),
        ("## here\n\n-> nowhere\n", "nowhere"),
        ("## here\n\n-> there\n\n## there\n\n-> here\n", "circle"),
        ("## here\n\n- [go] Go. `nerve += 0` -> here\n", "no ending after 2000 choices"),
        ("## here\n\n`set nothing`\n\n=> titles\n", "nothing"),
    ],
)
def test_what_breaks_is_an_error_with_its_seed_and_not_the_end_of_the_walk(body: str, names: str) -> None:
    """All games are tried."""
    seen = wander(relay(cold_open=body), Walk(2, 5, Policy.RANDOM))
    assert len(seen.errors) == 2
    assert all(names in error for error in seen.errors)
    assert seen.errors[0].startswith("seed 5")


def test_a_broken_game_is_told_with_what_a_player_would_type() -> None:
    """Its seed, and every choice it took."""
    seen = wander(relay(**{SECOND: "## here\n\n=> nothing_knows_it\n"}), Walk(1, 5, Policy.RANDOM))
    assert seen.broken == 1
    assert seen.failures[0].seed == 5
    assert seen.failures[0].typed == ("titles",)


def test_a_list_is_tried_a_few_times_without_its_summary() -> None:
    """In each stretch of games; and what it came to is added up."""
    pairs = wander(relay(cold_open=REAL), Walk(STRETCH + 40, 1, Policy.RANDOM)).probes.pairs
    tried = {key: times for key, times in pairs.items() if key[0] == "cold_open/here"}
    assert tried == {("cold_open/here", "up", "down"): 2 * ENOUGH}


def test_all_that_is_seen_is_added_up() -> None:
    """Of every stretch, and no more failures than are kept of one."""
    stuck = "## here\n\nWords.\n\n- [go] Go. `if nerve > 90` -> on\n\n## on\n\n=> titles\n"
    walks = [
        wander(relay(cold_open=REAL), Walk(30, 1, Policy.GOAL, goal="ending cut")),
        wander(relay(cold_open="## here\n\n=> nothing\n"), Walk(STRETCH + 1, 1, Policy.RANDOM)),
        wander(relay(cold_open=stuck), Walk(1, 1, Policy.RANDOM)),
        wander(relay(), Walk(1, 1, Policy.RANDOM, (0, 0))),
    ]
    seen, none = Wander(), Wander()
    for walk in walks:
        seen.add(walk)
    assert [
        field.name for field in fields(seen) if getattr(seen, field.name) == getattr(none, field.name)
    ] == []
    assert seen.runs == sum(walk.runs for walk in walks)
    assert seen.broken == STRETCH + 1
    assert len(seen.failures) == MOST_FAILURES


def test_the_controllers_are_put_away_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with the choices, for whoever plays a game again."""
    monkeypatch.setattr(wander_module, "LONGEST_RUN", 40)
    seen = wander(open_book(), Walk(4, 1, Policy.RANDOM, (2, 7)))
    assert any(TOLD in failure.typed for failure in seen.failures)


@pytest.mark.parametrize("policy", list(Policy))
def test_processes_see_what_one_sees(policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the policy, over more games than know of each other."""
    write(tmp_path, cold_open=REAL)
    file = tmp_path / "reels/1_all/cold_open.md"
    file.write_text(file.read_text(encoding="utf-8").replace("reel: 1", "reel: 0"), encoding="utf-8")
    monkeypatch.setenv("OFFSCRIPT_STORY", str(tmp_path))
    walk = Walk(STRETCH + 3, 1, policy, (0, 0))
    assert wander_together(walk, 1) == wander_together(walk, 2)


def test_the_other_of_two_games_takes_what_the_one_did_not() -> None:
    """At every list that both come to, as long as there is something else."""
    seen = wander(relay(cold_open=FAKE), Walk(40, 1, Policy.OPPOSITE))
    assert seen.choices_taken["cold_open/one"] == seen.choices_taken["cold_open/other"] == 20


def test_the_other_of_two_games_goes_in_no_circle() -> None:
    """A list that is come to again is anybody's."""
    again = "## here\n\n- [again] Again. `wait 1` -> here\n- [on] On. -> on\n\n## on\n\n=> titles\n"
    seen = wander(relay(cold_open=again), Walk(20, 1, Policy.OPPOSITE))
    assert (seen.broken, seen.endings.total()) == (0, 20)


def test_a_walk_over_some_reels_leaves_the_rest() -> None:
    """The relay is one reel, and its endings another: a walk of reel 0 ends before it begins."""
    seen = wander(relay(), Walk(3, 1, Policy.RANDOM, (0, 0)))
    assert (seen.left, seen.endings.total(), seen.choices_taken.total()) == (3, 0, 0)
    seen = wander(relay(), Walk(3, 1, Policy.RANDOM, (0, 1)))
    assert (seen.left, seen.endings.total()) == (0, 3)
    assert {place.scene[:4] for place in seen.beats_read} != {"end_"}
    assert not any(place.scene.startswith("end_") for place in seen.beats_read)
