"""Every transcript plays as it stands, and reads as plain text may."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from game.narrative.previously import Recaps, Sentence
from tests.storage.samples import in_child

from .transcript import EMPTY, END, PROMPTS, files, play, split, written


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_transcript_plays_as_it_stands(path: Path, tmp_path: Path) -> None:
    """What is typed in it leads to what is shown in it, to the letter."""
    text = path.read_text(encoding="utf-8")
    promise, typed = split(text)
    assert promise, f"{path.name} does not say what it promises"
    assert written(promise, play(typed, tmp_path)) == text


def test_there_are_transcripts() -> None:
    """So that the test above cannot pass by finding none."""
    assert len(files()) >= 6


@pytest.mark.parametrize("width", [0, 76, 40, 12])
def test_only_a_prompt_begins_like_a_prompt(tmp_path: Path, width: int) -> None:
    """At every width: a program that reads along can wait for it."""
    typed = [
        "wait",
        "nothing",
        "/history",
        "/help",
        "/archive ball",
        "say_no",
        "hold",
        "1",
        "back_off",
        "/status",
    ]
    shown = written([], play(typed, tmp_path, width=width))
    prompts = [line for line in shown.splitlines() if line.startswith(PROMPTS)]
    assert [line.removeprefix("> ") for line in prompts] == [*typed, END]
    assert EMPTY not in shown


@pytest.mark.parametrize("width", [76, 40])
def test_paragraphs_are_wrapped_to_the_terminal(tmp_path: Path, width: int) -> None:
    """Everything but what is typed and the list of orders."""
    shown = play(["wait", "say_no", "hold", "/history", "/archive ball", "/status"], tmp_path, width=width)
    assert max(len(line) for line in shown.splitlines()) <= width


def test_going_on_says_so_and_stands_at_the_same_line(tmp_path: Path) -> None:
    """The last paragraphs and the choices are shown again."""
    play(["wait", "say_no"], tmp_path)
    shown = play([], tmp_path, hour=11)
    assert shown.startswith("Going on with Film of 2026-03-01, 10:00. Moments so far: 3.")
    assert "The arm is eighteen metres long." in shown
    assert "1. Keep the thumb down.  [hold]" in shown


def test_after_a_film_that_is_over_another_is_begun(tmp_path: Path) -> None:
    """The old one stays in the can."""
    play(["say_no", "hold", "give_up", "keep"], tmp_path)
    shown = play(["/saves"], tmp_path, hour=11)
    assert "The range reads *0041*." in shown
    assert shown.count("(FILM)") == 2


def test_a_damaged_newest_film_is_named_and_the_one_before_it_gone_on_with(tmp_path: Path) -> None:
    """One sentence, and play."""
    play(["wait"], tmp_path)
    (tmp_path / "newer.film").write_bytes(b"")
    shown = play([], tmp_path, hour=11)
    assert shown.startswith("newer.film is empty; there is nothing in it to load.\n\nGoing on with Film of")


def test_what_cannot_be_saved_is_said_and_the_prompt_says_it_too(tmp_path: Path) -> None:
    """The bare prompt stands only where everything is durable."""
    folder = tmp_path / "saves"
    folder.write_text("", encoding="utf-8")
    shown = play(["wait", "/status"], folder)
    assert f"Nothing can be saved in {folder}." in shown
    assert "\n(NOT SAVED)> wait\n" in shown
    assert "\n> " not in shown


def test_looking_at_a_film_does_not_hide_what_another_could_not_save() -> None:
    """The bare prompt does not stand there either: what waited is still not on any disk."""
    folder = Path(tempfile.mkdtemp())
    play(["wait", "/rename Kept"], folder)
    (film,) = folder.glob("*.film")
    film.chmod(0o444)
    folder.chmod(0o555)
    typed = ["/new", "wait", "/load Kept", "/status"]
    shown = in_child(lambda: play(typed, folder, hour=11), as_nobody=True)[0]
    assert "\n(NOT SAVED)> wait\n" in shown
    assert shown.count("\n(ONLY LOOKING)\n> ") == 1, shown
    assert "\n(ONLY LOOKING)\n(NOT SAVED)> /status\n" in shown


def test_who_was_away_for_long_is_told_what_happened_above_the_scene(tmp_path: Path) -> None:
    """Once, on coming back; not again in the same sitting, and not after minutes."""
    key = "cold_open/dark/wait"
    told = Recaps({key: (Sentence(key, 0, 3, "Nobody moved for a second.", None, 1),)})
    play(["wait"], tmp_path, told=told)
    shown = play(["/new", "/load Film of 2026-03-01, 10:00"], tmp_path, hour=11, told=told)
    assert shown.count("\n\nPreviously: Nobody moved for a second.\n\nREEL 0, ") == 1
    assert "Previously: " not in play(["/load Film of 2026-03-01, 11:00"], tmp_path, hour=11, told=told)
