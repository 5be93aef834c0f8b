"""Moments and films to test with.

Law: the same arguments give the same moment, to the letter; nothing here reads a clock.
"""

from __future__ import annotations

import sys
import warnings
from os import _exit, close, fork, geteuid, pipe, read, setgid, setgroups, setuid, waitpid, write
from pathlib import Path
from stat import S_IXOTH
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from game.engine.state import State, freeze_facts
from game.storage.film import Film, Moment
from game.vocabulary.commands import Choose
from game.vocabulary.values import Line, Offer, Place, Voice

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from game.vocabulary.values import Value

NOW = "2026-11-22T10:00:00+00:00"
_NOBODY = 65534
_WORDS = [
    "the",
    "range",
    "reads",
    "0041",
    "and",
    "then",
    "four",
    "cells",
    "go",
    "dark",
    "green",
    "cross",
    "walking",
    "toward",
    "station",
    "stops",
    "pencil",
]


def a_state(number: int, *, scene: str = "", ending: str = "") -> State:
    """Return a state that differs from its neighbours in about ten facts out of a hundred."""
    facts: dict[str, Value] = {f"fact_{each:02}": each % 3 == 0 for each in range(90)}
    facts |= {f"gauge_{each}": (number * 7 + each) % 100 for each in range(9)}
    facts["mood"] = "even" if number % 2 == 0 else "odd"
    return State(
        seed=5,
        turn=number,
        phase="up.manual_approach",
        reel=number % 8,
        place=Place(scene or f"scene_{number // 10}", f"beat_{number % 10}"),
        clock=f"2021-10-05 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}",
        facts=freeze_facts(facts),
        once=tuple(sorted(f"scene/choice_{each:03}" for each in range(min(number // 40, 60)))),
        offers=(Offer("wait", f"Give it {number} seconds."), Offer("ask_range", "Ask Vera, by eye.")),
        ending=ending,
    )


def stands(film: Film) -> tuple[int, int]:
    """Return the moment and the take where a film stands."""
    head = film.head()
    return head.moment, head.take


def a_moment(number: int, parent: int | None, *, take: int = 1, scene: str = "", ending: str = "") -> Moment:
    """Return the moment with this number."""
    words = " ".join(_WORDS[(number + each) % len(_WORDS)] for each in range(60))
    return Moment(
        ident=number,
        parent=parent,
        command=None if parent is None else Choose(Place("cold_open", "range_0041"), f"choice_{number}"),
        state=a_state(number, scene=scene, ending=ending),
        lines=(
            Line(Voice.ECHO, f"Give it {number} seconds."),
            Line(Voice.NARRATION, f"{number}: {words}", "", "cold_open/range_0041"),
            Line(
                Voice.LOOP, "Irtysh, Moscow. \N{LEFT DOUBLE QUOTATION MARK}Видим.", "moscow", "cold_open/no"
            ),
        ),
        caption=f"The pencil stops, {number}",
        take=take,
        made_at=NOW,
    )


def a_film(folder: Path, moments: int = 1, *, title: str = "The range reads 0041", seed: int = 5) -> Film:
    """Return a new film on the disk, open, with this many moments in a row."""
    film = Film.create(
        folder,
        seed=seed,
        edition="0123456789ab",
        title=title,
        started_at=NOW,
        start_reel=0,
        first=a_moment(0, None),
    )
    if moments > 1:
        film.append([a_moment(number, number - 1) for number in range(1, moments)], 1)
    return film


def a_film_file(folder: Path, moments: int = 1) -> Path:
    """Return the file of a new film that nobody has open."""
    with a_film(folder, moments) as film:
        return file_of(film)


def file_of(film: Film) -> Path:
    """Return the file of a film that lies on a disk."""
    assert film.path is not None
    return film.path


def connection_of(film: Film) -> sqlite3.Connection:
    """Return a film's connection, for tests that bring the disk into a state that is hard to come by."""
    return film._database.connection  # pyright: ignore[reportPrivateUsage] - see above


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, so that a test can prove that nothing was touched."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _shut_to_others() -> Path | None:
    """Return a folder above the game or its Python that another user cannot pass, or None."""
    ways = (Path(__file__).resolve().parents[1], Path(sys.prefix).resolve())
    folders = (folder for way in ways for folder in (way, *way.parents))
    return next((folder for folder in folders if not folder.stat().st_mode & S_IXOTH), None)


def in_child(act: Callable[[], str], *, as_nobody: bool = False) -> tuple[str, int]:
    """Run something in a process of its own.

    Args:
        act: returns what shall be reported.
        as_nobody: without the rights of root, whom no file refuses.

    Returns:
        What was reported (everything that was, if the process was killed), and the wait status.
    """
    if as_nobody and geteuid() == 0:
        shut = _shut_to_others()
        if shut is not None:
            pytest.skip(f"another user cannot read the game here: {shut} is shut")
    reading, writing = pipe()
    with warnings.catch_warnings():
        # Other threads belong to the test runner; the child never touches what they hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = fork()
    if child == 0:
        report = "the child did not get to its report"
        try:
            if as_nobody and geteuid() == 0:
                setgroups([])
                setgid(_NOBODY)
                setuid(_NOBODY)
            report = act()
        except BaseException as error:  # noqa: BLE001 - whatever it was, the parent must see it and the child must end
            report = f"{type(error).__name__}: {error}"
        finally:
            write(writing, report.encode())
            _exit(0)
    close(writing)
    told = b""
    while part := read(reading, 65536):
        told += part
    close(reading)
    return told.decode(), waitpid(child, 0)[1]


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_whole = st.integers(-(1 << 63), (1 << 63) - 1)
_values = st.booleans() | _whole | _text
_small = st.integers(0, 1000)
places = st.builds(Place, _text, _text)
lines = st.builds(Line, st.sampled_from(Voice), _text, _text, _text)
states = st.builds(
    State,
    seed=_whole,
    turn=_small,
    phase=_text,
    reel=_small,
    place=places,
    clock=_text,
    facts=st.dictionaries(st.sampled_from("abcdef"), _values).map(freeze_facts),
    once=st.frozensets(st.sampled_from("uvwxyz")).map(lambda names: tuple(sorted(names))),
    offers=st.lists(st.builds(Offer, _text, _text), max_size=4).map(tuple),
    ending=_text,
)


@st.composite
def trees(draw: st.DrawFn, *, longest: int = 12) -> list[Moment]:
    """Draw moments in which every field is anything at all and every moment grows out of any earlier one."""
    return [
        Moment(
            ident=number,
            parent=draw(st.integers(0, number - 1)) if number else None,
            command=draw(st.builds(Choose, places, _text)) if number else None,
            state=draw(states),
            lines=tuple(draw(st.lists(lines, max_size=3))),
            caption=draw(_text),
            take=draw(_small),
            made_at=draw(_text),
        )
        for number in range(draw(st.integers(1, longest)))
    ]
