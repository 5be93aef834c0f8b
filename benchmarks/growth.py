"""``python -m benchmarks growth``: what twenty hours of play cost, beside a playthrough that was just begun.

Twenty hours are five thousand choices of the whole story, taken by chance over many Retakes and branches,
with three long flights in real time (two dockings and the station's half-hour), which write themselves down
as the screen has them written. The same seed plays the same film.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import copy, rmtree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from benchmarks.pages import write_between
from benchmarks.pairs import in_turn, spread
from game.chance import draw
from game.emergencies.docking.eyes import glimpse
from game.emergencies.docking.instruments import read
from game.emergencies.docking.pilots.characters import CHARACTERS, Name, mood_of
from game.emergencies.docking.pilots.headless import LOOK_TICKS
from game.emergencies.docking.pilots.procedure import begin as begin_remembering
from game.emergencies.docking.pilots.procedure import decide
from game.emergencies.docking.pilots.view import View
from game.emergencies.flown import Kind, kind_of
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.vocabulary.flying import TICK_S, TICKS_PER_S, ChangeRung, CueGiven, Rung
from game.vocabulary.station import Assign, Person, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.engine.state import Flight
    from game.narrative.shelf import Book
    from game.vocabulary.flying import FlightOrder

COMMANDS: Final = 5000
LONG_FLIGHTS: Final[dict[Kind, int]] = {Kind.DOCKING: 2, Kind.STATION: 1}
MOST_BYTES: Final = 10_000_000

_PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_FLOWN_SCENES: Final = frozenset({"manual_approach", "loss_of_attitude"})
_ASK_EVERY_TICKS: Final = 15 * TICKS_PER_S
_BACK_ONE_IN: Final = 45
"""Choices to a Retake, in the mean."""
_SEED: Final = 20
_PAIRS: Final = 15
_COMMITS: Final = 200


@dataclass(frozen=True, slots=True)
class Grown:
    """A playthrough of many hours.

    Attributes:
        path: its file.
        commands: how many choices were taken.
        flights: how many ticks each long flight took, in order.
        retakes: how often it was gone back.
        moments: how many it holds.
        commit_s: how long every choice took, in order [s].
    """

    path: Path
    commands: int
    flights: tuple[int, ...]
    retakes: int
    moments: int
    commit_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the table.

    Attributes:
        name: what was measured.
        grown: of the long playthrough, as it is shown.
        beside: of the one just begun, or what it is measured against.
        ratio: the one to the other; None where it is a plain number.
        target: what is aimed at, in words.
        met: whether it is; None where nothing is aimed at.
    """

    name: str
    grown: str
    beside: str
    ratio: float | None
    target: str
    met: bool | None


def make_session(book: Book, folder: Path) -> Session:
    """Return a session whose can is this folder and whose time of day counts the questions."""
    asked = count()

    def now() -> str:
        number = next(asked)
        time = f"{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}"
        return f"2026-03-{1 + number // 86400:02}T{time}.000+00:00"

    return Session(
        book,
        Can(folder),
        phrases=Phrasebook(phrases()),
        edition="growth",
        now=now,
        fresh_seed=lambda: _SEED,
        rung=Rung.FLOWN,
    )


def grow(book: Book, folder: Path, commands: int = COMMANDS, tell: Callable[[str], None] = print) -> Grown:
    """Play a film of many hours into this folder, and close it.

    Args:
        book: the whole story.
        folder: for the file.
        commands: how many choices.
        tell: hears how far it is.
    """
    session = make_session(book, folder)
    session.begin(_SEED)
    flights: list[int] = []
    owed = dict(LONG_FLIGHTS)
    openings: dict[Kind, int] = {}
    places = [0]
    taken = retakes = 0
    commit_s: list[float] = []
    while taken < commands:
        flight = session.present.state.flight
        if flight is not None:
            kind = kind_of(flight.sim)
            if owed[kind] and session.present.state.place.scene in _FLOWN_SCENES:
                owed[kind] -= 1
                openings.setdefault(kind, session.present.moment)
                flights.append(_fly(session))
                tell(f"{taken} choices, {session.present.moments} moments: a flight of {flights[-1]} ticks")
            elif any(owed.values()):
                _fly(session)
            else:
                session.order(ChangeRung(Rung.TOLD))
            continue
        # The flights first, and everything that comes after them later.
        wants_back = not any(owed.values()) and draw(_SEED, "growth/back", taken + retakes, _BACK_ONE_IN) == 0
        back = wants_back or session.present.state.ending
        offers = session.present.state.offers
        if (back or not offers) and owed[Kind.DOCKING] and not owed[Kind.STATION]:
            session.go(openings[Kind.DOCKING])
            retakes += 1
            continue
        if back or not offers:
            session.go(places[draw(_SEED, "growth/to", taken + retakes, len(places))])
            retakes += 1
            continue
        choice = offers[draw(_SEED, "growth/choice", taken, len(offers))].ident
        began = perf_counter()
        present = session.choose(choice)
        commit_s.append(perf_counter() - began)
        taken += 1
        if present.state.flight is None and not present.state.ending:
            places.append(present.moment)
        if taken % 1000 == 0:
            tell(f"{taken} choices, {present.moments} moments")
    moments = session.present.moments
    session.close()
    (path,) = folder.glob("*.film")
    return Grown(path, taken, tuple(flights), retakes, moments, tuple(commit_s))


def _fly(session: Session) -> int:
    """Fly to the end as the screen does, a tenth of a second at a time; return its ticks."""
    flight = session.present.state.flight
    if flight is None:
        return 0
    hand = _docking_hand(flight.sim.seed) if kind_of(flight.sim) is Kind.DOCKING else _station_hand
    heard: list[CueGiven] = []
    ticks = 0
    while (flight := session.present.state.flight) is not None:
        ticks = flight.tick
        orders = hand(flight, tuple(heard)) if ticks % LOOK_TICKS == 0 else ()
        if ticks % LOOK_TICKS == 0:
            heard.clear()
        if orders:
            session.order(*orders)
        heard += [event for event in session.run(2).events if isinstance(event, CueGiven)]
    return ticks


def _docking_hand(seed: int) -> Callable[[Flight, tuple[CueGiven, ...]], tuple[FlightOrder, ...]]:
    """Return the hand of the pilot who was trained for it: many small orders, and mostly a capture."""
    character = CHARACTERS[Name.TRAINED]
    memory = begin_remembering(mood_of(character, seed, 1))

    def hand(flight: Flight, heard: tuple[CueGiven, ...]) -> tuple[FlightOrder, ...]:
        nonlocal memory
        state = flight.docking
        view = View(state.tick * TICK_S, glimpse(state), read(state), heard)
        memory, orders = decide(character, memory, view)
        return orders

    return hand


def _station_hand(flight: Flight, _: tuple[CueGiven, ...]) -> tuple[FlightOrder, ...]:
    """Ask for the rates every quarter of a minute, and leave the day to go as it went."""
    if flight.tick % _ASK_EVERY_TICKS or not flight.tick:
        return ()
    return (Assign(Person.ROOKIE, Task.READ_RATES),)


def measure(folder: Path, tell: Callable[[str], None] = print) -> list[Cost]:
    """Grow a film in this folder and measure it beside one that was just begun."""
    book = open_book()
    old_folder, new_folder = folder / "old", folder / "new"
    for each in (old_folder, new_folder):
        # Measuring plays on, so each time begins with the film as it was grown.
        rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    kept = folder / "grown.film"
    if kept.exists():
        copy(kept, old_folder / "20260301-growth.film")
        grown = None
        path = old_folder / "20260301-growth.film"
    else:
        grown = grow(book, old_folder, tell=tell)
        path = grown.path
        copy(path, kept)
    session = make_session(book, new_folder)
    session.begin(_SEED)
    session.choose("1")
    session.close()
    costs = [_size(path)]
    if grown is not None:
        told = f"{grown.moments} moments, {grown.commands} choices, {grown.retakes} Retakes"
        costs.insert(0, Cost("what it is", told, f"flights of {grown.flights} ticks", None, "", None))
        tenth = len(grown.commit_s) // 10
        costs.append(
            # Half a minute lies between the two, and the disk may have other work in it: told, not aimed at.
            _ratio("a choice, last tenth beside first", grown.commit_s[-tenth:], grown.commit_s[:tenth], None)
        )
    costs.append(
        _pair(
            "load: Session.resume", lambda: _resume(book, old_folder), lambda: _resume(book, new_folder), 5.0
        )
    )
    costs.append(_pair("saves list", lambda: _films(old_folder), lambda: _films(new_folder), None))
    old, new = make_session(book, old_folder), make_session(book, new_folder)
    old.resume()
    new.resume()
    names = ("frames", "transcript", "twigs", "flights")
    costs += [_asked(name, getattr(old, name), getattr(new, name)) for name in names]
    old.go(0)
    new.go(0)
    ours, theirs = in_turn(lambda: _one_choice(old), lambda: _one_choice(new), _COMMITS)
    costs.append(_ratio("a choice, in it beside in a new one", ours, theirs, 1.3))
    ours, theirs = in_turn(lambda: _back(old), lambda: _back(new), _PAIRS)
    costs.append(_ratio("going to a moment", ours, theirs, None))
    old.close()
    new.close()
    return costs


def _size(path: Path) -> Cost:
    size = path.stat().st_size
    return Cost(
        "file", f"{size / 1e6:.2f} MB", "-", None, f"under {MOST_BYTES / 1e6:.0f} MB", size < MOST_BYTES
    )


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _asked(name: str, old: Callable[[], object], new: Callable[[], object]) -> Cost:
    """Measure a question; the first answer, before anything is at hand, stands in the name."""
    first_s = _timed(old)
    return _pair(
        f"{name}(), the first time {first_s * 1000:.0f} ms", lambda: _timed(old), lambda: _timed(new), None
    )


def _resume(book: Book, folder: Path) -> float:
    session = make_session(book, folder)
    took = _timed(session.resume)
    session.close()
    return took


def _films(folder: Path) -> float:
    return _timed(Can(folder).films)


def _one_choice(session: Session) -> float:
    present = session.present
    if present.state.ending or present.state.flight is not None:
        present = session.go(0)
    # The same choice on both sides: by how many were open, never by how old the film is.
    offers = present.state.offers
    return _timed(lambda: session.choose(offers[present.state.turn % len(offers)].ident))


def _back(session: Session) -> float:
    there = 0 if session.present.moment else 1
    return _timed(lambda: session.go(there))


def _pair(name: str, old: Callable[[], float], new: Callable[[], float], most: float | None) -> Cost:
    ours, theirs = in_turn(old, new, _PAIRS)
    return _ratio(name, ours, theirs, most)


def _ratio(name: str, ours: Sequence[float], theirs: Sequence[float], most: float | None) -> Cost:
    ratio = median(ours) / median(theirs)
    target = "" if most is None else f"at most x{most:g}"
    met = None if most is None else ratio <= most
    return Cost(name, _ms(ours), _ms(theirs), ratio, target, met)


def _ms(times: Sequence[float]) -> str:
    return f"{spread(times).middle * 1000:.3g} ms"


def lines_of(costs: Sequence[Cost]) -> list[str]:
    """Return the table, a line each."""
    heads = ("what", "twenty hours", "a new one", "ratio", "target", "verdict")
    rows = [heads, ("---",) * len(heads)]
    for cost in costs:
        verdict = "-" if cost.met is None else "met" if cost.met else "missed"
        ratio = "-" if cost.ratio is None else f"x{cost.ratio:.2f}"
        rows.append((cost.name, cost.grown, cost.beside, ratio, cost.target or "-", verdict))
    return [f"| {' | '.join(row)} |" for row in rows]


def main(argv: Sequence[str]) -> int:
    """Grow, measure and print; a missed target is printed, not raised."""
    parser = argparse.ArgumentParser(prog="benchmarks growth", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--keep", type=Path, help="a folder for the film; one that is there is measured again"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table into {_PAGE.name}")
    asked = parser.parse_args(argv)
    if asked.keep is not None:
        lines = lines_of(measure(asked.keep))
    else:
        with TemporaryDirectory() as folder:
            lines = lines_of(measure(Path(folder)))
    print("\n".join(lines))
    if asked.write:
        write_between(_PAGE, "growth", lines)
    return 0
