"""``story read``: the game that a walk plays, as prose; the same bytes for the same seed."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.mission.phases import PHASES, START, ending_of
from game.narrative.book import Start
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases, story_files
from game.vocabulary.values import Voice
from game.workshop import story_tools
from game.workshop.goals import Goals
from game.workshop.players import Player, Policy
from game.workshop.reading import as_page, play, words_of
from game.workshop.walk import STRETCH, Walk
from game.workshop.wander import wander

from .plants import REAL, relay, starting
from .relay import relay_files

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.vocabulary.values import Offer, Value
    from game.workshop.reading import Run

WORDS = Phrasebook(phrases())


def page(book: Book, run: Run, form: str = "markdown") -> str:
    return as_page(run, book, WORDS, "A title", ["Branch 1"], form)


@pytest.mark.parametrize("policy", list(Policy))
def test_the_same_seed_gives_the_same_bytes(policy: Policy) -> None:
    """In both forms."""
    once, again = (play(relay(), Walk(3, 1, policy), {}) for _ in range(2))
    for form in ("markdown", "html"):
        assert page(relay(), once, form) == page(relay(), again, form)
    assert once.broken == ""


@pytest.mark.parametrize("facts", [{}, {"nerve": 20}])
def test_facts_are_set_at_the_start(facts: dict[str, Value]) -> None:
    """Beside what starts.toml sets."""
    asking = "## here\n\nOne.\n\n`if nerve < 30` Shaken.\n\n- [on] On. -> on\n\n## on\n\n=> titles\n"
    run = play(relay(cold_open=asking), Walk(1, 1, Policy.RANDOM), facts)
    assert ("Shaken." in [line.text for line in run.frames[0].lines]) is bool(facts)
    marked = starting(Start(1, START, {"nerve": 10, "film_is": "none"}), cold_open=asking)
    run = play(marked, Walk(1, 1, Policy.RANDOM, (1, 7)), {"nerve": 90, **facts})
    assert ("Shaken." in [line.text for line in run.frames[0].lines]) is bool(facts)
    run = play(marked, Walk(1, 1, Policy.RANDOM, (1, 7)), {"film_is": "none"})
    assert "Shaken." in [line.text for line in run.frames[0].lines]


@pytest.fixture
def games(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[str]]:
    """What was taken in each game that was played, by its seed."""
    found: dict[int, list[str]] = {}
    pick = Player.pick

    def noting(player: Player, state: State, step: int) -> Offer:
        offer = pick(player, state, step)
        taken = found.setdefault(state.seed, [])
        # a seed that is played again is noted from the start
        del taken[step:]
        taken.append(f"{state.place} {offer.ident}")
        return offer

    monkeypatch.setattr(Player, "pick", noting)
    return found


@pytest.mark.parametrize("policy", list(Policy))
def test_a_read_game_is_the_game_that_was_walked(policy: Policy, games: dict[int, list[str]]) -> None:
    """Game N of a walk from seed 1, also where its player knows of the games before."""
    wander(relay(cold_open=REAL), Walk(STRETCH + 3, 1, policy))
    walked = dict(games)
    assert len(walked) == STRETCH + 3
    for branch in (1, 2, 7, STRETCH, STRETCH + 2):
        games.clear()
        run = play(relay(cold_open=REAL), Walk(branch, 1, policy), {})
        assert games[branch] == walked[branch]
        assert len(run.frames) == len(walked[branch]) + 1
        assert len(games) == Walk(branch, 1, policy).known_before(branch - 1) + 1


@pytest.mark.parametrize("policy", [Policy.RANDOM, Policy.GOAL])
def test_a_game_with_flights_is_read_as_it_was_walked(policy: Policy, games: dict[int, list[str]]) -> None:
    """The controllers are put away in both."""
    wander(open_book(), Walk(2, 1, policy, (2, 2)))
    walked = games[2]
    games.clear()
    run = play(open_book(), Walk(2, 1, policy, (2, 2)), {})
    assert games == {2: walked}
    assert run.broken == ""


def test_a_run_goes_to_an_ending() -> None:
    """Through the mission's own machine."""
    run = play(relay(), Walk(1, 1, Policy.RANDOM), {})
    assert run.frames[-1].ending in {ending_of(name) for name in PHASES if ending_of(name)}
    assert words_of(run) > 0
    assert run.wanted == ""


def test_a_run_says_what_its_player_wanted() -> None:
    """What was asked for leads there; else what the seed draws, as in a walk."""
    run = play(relay(), Walk(1, 1, Policy.GOAL, goal="ending shortest_shoot"), {})
    assert (run.wanted, run.frames[-1].ending) == ("ending shortest_shoot", "shortest_shoot")
    taken = [line.text for frame in run.frames for line in frame.lines if line.voice is Voice.ECHO]
    assert len(taken) == len(run.frames) - 1
    assert play(relay(), Walk(5, 1, Policy.GOAL), {}).wanted == Goals(relay()).of(5).name


def test_what_was_taken_stands_above_what_was_not() -> None:
    """As an italic line, and the others small beneath it; they can be left out."""
    book = relay()
    run = play(book, Walk(1, 1, Policy.RANDOM), {})
    fork = next(frame for frame in run.frames if frame.others)
    text = page(book, run)
    assert text.startswith("# A title\n\nEvery person in the story is invented")
    assert "\nBranch 1\n\n## INT. HERE. DAY\n\n" in text
    assert f"*> Go on there.*\n\n<small>Not taken: {' / '.join(fork.others)}</small>\n" in text
    bare = replace(run, frames=tuple(replace(frame, others=()) for frame in run.frames))
    assert "Not taken" not in page(book, bare)
    html = page(book, run, "html")
    assert '<ul class="others"><li>Go on there.</li>' in html
    assert html.count('<ul class="others">') == sum(1 for frame in run.frames if frame.others)
    assert "http://" not in html.replace("http-equiv", "")
    assert "https://" not in html


def test_only_what_was_not_taken_is_offered_beside_it() -> None:
    """What was taken stands there already."""
    labels = {"Raise it.", "Lower it.", "In short."}
    run = play(relay(cold_open=REAL), Walk(1, 1, Policy.RANDOM), {})
    taken = next(line.text for line in run.frames[1].lines if line.voice is Voice.ECHO)
    assert set(run.frames[1].others) == labels - {taken}


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_nobody_reads_times_and_slates_aloud(form: str) -> None:
    """Only what is said and seen."""
    body = "## here\n\nOne.\n\n- [on] On. `wait 5000` -> on\n\n"
    body += "## on\n\nTwo.\n\n- [go] Go. -> out\n\n## out\n\n=> titles\n"
    book = relay(cold_open=body)
    run = play(book, Walk(1, 1, Policy.RANDOM), {})
    text = page(book, run, form)
    assert "Two." in text
    assert not re.search(r"\d\d:\d\d", text)
    assert "Reel" not in text


def test_emphasis_in_what_was_taken_does_not_end_its_italics() -> None:
    """The whole line is one."""
    book = relay(cold_open="## here\n\nOne.\n\n- [on] On *now*. -> on\n\n## on\n\n=> titles\n")
    assert "\n*> On now.*\n" in page(book, play(book, Walk(1, 1, Policy.RANDOM), {}))


def test_a_run_stops_where_its_reels_do() -> None:
    """Not a word of the next reel is printed."""
    book = relay()
    assert play(book, Walk(1, 1, Policy.RANDOM, (0, 0)), {}).frames[0].lines == ()
    with pytest.raises(ValueError, match="reel_2"):
        play(book, Walk(1, 1, Policy.RANDOM, (2, 2)), {})


def test_what_breaks_is_said_and_what_was_read_is_kept() -> None:
    """A scene that leads nowhere costs the rest of the run."""
    book = relay(cold_open="## here\n\nOne.\n\n- [on] On. -> on\n\n## on\n\n=> nowhere\n")
    run = play(book, Walk(1, 1, Policy.RANDOM), {})
    assert run.broken.startswith("after cold_open/here")
    assert len(run.frames) == 1


def test_a_dead_end_is_said() -> None:
    """With its place."""
    book = relay(cold_open="## here\n\nOne.\n\n- [go] Go. `if nerve > 90` -> on\n\n## on\n\n=> titles\n")
    run = play(book, Walk(1, 1, Policy.RANDOM), {})
    assert (run.broken, len(run.frames)) == ("cold_open/here offers nothing", 1)


def test_the_command_prints_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Markdown, HTML, and one sentence and another code for what cannot be meant."""
    for name, data in relay_files().items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for words in ("phrases.toml", "flight_phrases.toml"):
        (tmp_path / words).write_bytes(story_files()[words])
    monkeypatch.setenv("OFFSCRIPT_STORY", str(tmp_path))
    parser = argparse.ArgumentParser()
    story_tools.add_arguments(parser)

    def run(*words: str) -> int:
        return story_tools.run(parser.parse_args(["read", *words]))

    assert run("all", "--branch", "2", "--facts", "nerve=3") == 0
    said = capsys.readouterr().out
    assert said.startswith("# Off Script, the whole film\n\nEvery person in the story is invented")
    assert "\nBranch 2, random  \nSet at the start: nerve=3  \n" in said
    assert run("all", "--branch", "2", "--html", "--no-choices") == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert run("all", "--policy", "goal", "--goal", "raise nerve", "--branch", "4") == 0
    assert "\nBranch 4, goal: raise nerve  \n" in capsys.readouterr().out
    for asked, wrong in (
        (["9"], "a reel is 0 to 6"),
        (["2"], "no [reel_2]"),
        (["all", "--goal", "refusals"], "--goal needs --policy goal"),
        (["all", "--facts", "nerves=2"], "did you mean 'nerve'"),
    ):
        assert run(*asked) == 2
        assert wrong in capsys.readouterr().err
    file = tmp_path / "reels/1_all/cold_open.md"
    file.write_text(file.read_text(encoding="utf-8").replace("=> titles", "=> nothing"), encoding="utf-8")
    assert run("all") == 1
    told = capsys.readouterr()
    assert "One two three" in told.out
    assert told.err.startswith("story read: after cold_open/here")
