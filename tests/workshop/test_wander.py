"""Playing whole games by rule: the same games every time, every one to its end, and honest about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.mission.phases import FREE, PHASES, ending_of
from game.narrative.declarations import DECLARATION_FILES, read_declarations
from game.narrative.shelf import Book
from game.workshop.wander import Policy, wander

from .relay import relay_files

if TYPE_CHECKING:
    from game.workshop.wander import Wander

ENDINGS = {ending_of(name) for name in PHASES if ending_of(name)}


def relay(**changed: str) -> Book:
    """Return the relay story, some scenes replaced by other beats."""
    texts = {file: data.decode() for file, data in relay_files().items()}
    for scene, body in changed.items():
        head = texts[f"reels/1_all/{scene}.md"].partition("## ")[0]
        texts[f"reels/1_all/{scene}.md"] = head + body
    scenes = {
        file.rpartition("/")[2].removesuffix(".md"): file for file in texts if file.startswith("reels/")
    }
    declarations = read_declarations({name: texts[name] for name in DECLARATION_FILES})
    return Book(declarations, scenes, texts.__getitem__)


def test_least_used_choices_see_the_whole_story_in_few_games() -> None:
    """Every ending, every beat and every choice of a story without a lock."""
    seen = wander(relay(), 250, 1, Policy.LEAST_USED)
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
        return wander(relay(), 10, seed, policy)

    assert played(7) == played(7)
    assert played(7).choices_taken != played(8000).choices_taken


def test_games_have_seeds_of_their_own() -> None:
    """Game ``i`` of seed ``s`` is game 0 of seed ``s + i``."""
    together = wander(relay(), 3, 5, Policy.RANDOM)
    apart = [wander(relay(), 1, seed, Policy.RANDOM) for seed in (5, 6, 7)]
    assert together.words_per_run == [seen.words_per_run[0] for seen in apart]


def test_words_are_prose_speech_and_labels() -> None:
    """Sluglines and the echo of a label are not counted again; between choices all that is shown is."""
    book = relay()
    seen = wander(book, 1, 1, Policy.RANDOM)
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
    seen = wander(relay(cold_open=stuck), 3, 1, Policy.RANDOM)
    assert seen.dead_ends == {"cold_open/here in opening.cold_open": 3}
    assert seen.endings.total() == 0


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
    seen = wander(relay(cold_open=body), 2, 5, Policy.RANDOM)
    assert len(seen.errors) == 2
    assert all(names in error for error in seen.errors)
    assert seen.errors[0].startswith("seed 5")
