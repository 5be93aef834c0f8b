"""``story read``: a run as prose, the same bytes for the same seed."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.mission.phases import PHASES, ending_of
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases, story_files
from game.vocabulary.values import Voice
from game.workshop import story_tools
from game.workshop.reading import Reels, as_page, play, read_facts, read_reels, words_of

from .plants import relay
from .relay import relay_files

if TYPE_CHECKING:
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.workshop.reading import Run

WHOLE = Reels(0, 7)
WORDS = Phrasebook(phrases())


def page(book: Book, run: Run, form: str = "markdown") -> str:
    return as_page(run, book, WORDS, "A title", ["Branch 1"], form)


@pytest.mark.parametrize(
    ("typed", "reels"), [("0", (0, 0)), ("2", (2, 2)), ("1-2", (1, 2)), ("all", (0, 7)), ("0-6", (0, 6))]
)
def test_reels_are_read(typed: str, reels: tuple[int, int]) -> None:
    """One, several, or the whole film."""
    assert read_reels(typed) == Reels(*reels)


@pytest.mark.parametrize("typed", ["7", "2-1", "", "x", "1-", "-1", "1-2-3", "²"])
def test_what_is_no_reel_is_refused(typed: str) -> None:
    """In one sentence."""
    with pytest.raises(ValueError, match="reel"):
        read_reels(typed)


def test_facts_are_set_at_the_start() -> None:
    """As in starts.toml; what is not declared, or may not be, is refused."""
    book = relay()
    assert read_facts("nerve=20, film_is=none", book) == {"nerve": 20, "film_is": "none"}
    for typed in ("nerves=2", "nerve=x", "nerve=101", "nerve", "film_is=oddity"):
        with pytest.raises(ValueError, match=r"fact is called|cannot be"):
            read_facts(typed, book)
    run = play(book, WHOLE, 1, "random", {"nerve": 20})
    assert run.broken == ""


@pytest.mark.parametrize("policy", ["random", "least-used", "goal:nerve", "goal:-nerve", "goal:film_is=none"])
def test_the_same_seed_gives_the_same_bytes(policy: str) -> None:
    """In both forms; another seed gives another run."""
    once, again = (play(relay(), WHOLE, 3, policy, {}) for _ in range(2))
    for form in ("markdown", "html"):
        assert page(relay(), once, form) == page(relay(), again, form)
    assert once.broken == ""


def test_a_run_goes_to_an_ending() -> None:
    """Through the mission's own machine."""
    run = play(relay(), WHOLE, 1, "random", {})
    assert run.frames[-1].ending in {ending_of(name) for name in PHASES if ending_of(name)}
    assert words_of(run) > 0


def test_a_wish_for_an_ending_leads_there_where_it_can_be_seen() -> None:
    """The last fork is taken by whoever wants what lies behind it."""
    run = play(relay(), WHOLE, 1, "goal:shortest_shoot", {})
    taken = [line.text for frame in run.frames for line in frame.lines if line.voice is Voice.ECHO]
    assert len(taken) == len(run.frames) - 1
    with pytest.raises(ValueError, match="nobody can want"):
        play(relay(), WHOLE, 1, "goal:fame", {})


def test_what_was_taken_stands_above_what_was_not() -> None:
    """As an italic line, and the others small beneath it; they can be left out."""
    book = relay()
    run = play(book, WHOLE, 1, "random", {})
    fork = next(frame for frame in run.frames if frame.others)
    text = page(book, run)
    assert text.startswith("# A title\n\nEvery person in the story is invented")
    assert "\nBranch 1\n\n## INT. HERE. DAY\n\n" in text
    assert f"*> Go on there.*\n\n<small>Not taken: {' / '.join(fork.others)}</small>\n" in text
    bare = replace(run, frames=tuple(replace(frame, others=()) for frame in run.frames))
    assert "Not taken" not in page(book, bare)
    html = page(book, run, "html")
    assert '<ul class="others"><li>Go on there.</li>' in html
    assert "http://" not in html.replace("http-equiv", "")
    assert "https://" not in html


def test_a_run_stops_where_its_reels_do() -> None:
    """Not a word of the next reel is printed."""
    book = relay()
    assert play(book, Reels(0, 0), 1, "random", {}).frames[0].lines == ()
    with pytest.raises(ValueError, match="reel_2"):
        play(book, Reels(2, 2), 1, "random", {})


def test_what_breaks_is_said_and_what_was_read_is_kept() -> None:
    """A scene that leads nowhere costs the rest of the run."""
    book = relay(cold_open="## here\n\nOne.\n\n- [on] On. -> on\n\n## on\n\n=> nowhere\n")
    run = play(book, WHOLE, 1, "random", {})
    assert run.broken.startswith("after cold_open/here")
    assert len(run.frames) == 1


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
    assert run("9") == 2
    assert run("1", "--policy", "whim") == 2
    assert "no policy is called 'whim'" in capsys.readouterr().err
