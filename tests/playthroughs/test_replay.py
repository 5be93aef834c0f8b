"""Every recorded playthrough leads where it led: in the engine, through files, and in both front ends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from game.app.app import OffScriptApp
from game.app.house import House
from game.engine.state import state_hash
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.film import Film
from game.storage.library import open_book, phrases
from game.storage.profile import Profile
from tests.engine.stage import NOW, PlayThroughFilm, play_on

from .recording import read_recording, recordings, replay

if TYPE_CHECKING:
    from pathlib import Path

    from game.narrative.shelf import Book
    from tests.cli.program import Program

FILES = recordings()
FIVE = FILES[::2][:5]
"""Those that are also played line by line."""

TWO = sorted(FILES, key=lambda path: (len(read_recording(path).choices), path.stem))[:2]
"""The shortest ones, which are also played full screen: a key there takes a twentieth of a second."""


@cache
def _book() -> Book:
    return open_book()


def test_every_ending_has_its_recording() -> None:
    """One file an ending, named after it; `python -m tests.playthroughs.record` makes what is missing."""
    assert {path.stem for path in FILES} == set(_book().declarations.endings)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recording_leads_to_its_ending_and_its_last_state(path: Path) -> None:
    """To the letter: the hash is over everything that a save holds."""
    recording = read_recording(path)
    state = replay(_book(), recording.seed, recording.choices).state
    assert (state.ending, state_hash(state)) == (recording.ending, recording.state_hash)
    assert recording.ending == path.stem


@pytest.mark.parametrize("path", TWO, ids=lambda path: path.stem)
def test_a_recording_leads_there_through_save_and_load(path: Path, tmp_path: Path) -> None:
    """Every state is written to a film, the film closed and opened, and the state read back."""
    recording = read_recording(path)
    play = PlayThroughFilm(_book(), tmp_path)
    state = play_on(play, play.begin(recording.seed), recording.choices)[-1].state
    assert state_hash(state) == recording.state_hash


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem)
def test_a_recording_leads_there_line_by_line(path: Path, whole_program: Program) -> None:
    """In a process of its own, from the first line to the last; and the file then holds all of it."""
    recording = read_recording(path)
    typed = "".join(f"{choice}\n" for choice in recording.choices)
    told = whole_program.plain(typed, "--seed", str(recording.seed))
    assert (told.code, told.err) == (0, "")
    ending = _book().declarations.endings[recording.ending]
    assert told.out.splitlines()[-1] == f"[end] {ending.ident}: {ending.title}"
    assert not [line for line in told.out.splitlines() if line.startswith("? ")]
    with Film.open(next(whole_program.saves.glob("*.film")), writable=False) as film:
        film.check()
        assert film.count() == len(recording.choices) + 1
        assert state_hash(film.moment(film.head().moment).state) == recording.state_hash


@pytest.mark.parametrize("path", TWO, ids=lambda path: path.stem)
async def test_a_recording_leads_there_full_screen(path: Path, tmp_path: Path) -> None:
    """Every choice by its number key, as a player presses it."""
    recording = read_recording(path)
    words = Phrasebook(phrases())
    session = Session(
        _book(), Can(tmp_path), phrases=words, edition="a test", now=lambda: NOW, fresh_seed=lambda: 1
    )
    house = House(words, Profile(reduced_motion=True), tmp_path, seed=recording.seed, reel=0)
    async with OffScriptApp(house, lambda: session).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        for choice in recording.choices:
            offers = [offer.ident for offer in session.present.state.offers]
            await pilot.press(str(offers.index(choice) + 1))
        assert state_hash(session.present.state) == recording.state_hash


def test_always_taking_the_first_choice_reaches_an_end(whole_program: Program) -> None:
    """As ``yes 1 | offscript --plain`` does: nobody who only ever says yes is caught in a circle."""
    told = whole_program.plain("1\n" * 3000, "--difficulty", "told")
    assert told.code == 0
    assert told.out.splitlines()[-1].startswith("[end] ")
