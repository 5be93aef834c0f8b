"""The pilots as data: how quickly they read, what they do first, what they mistake.

Law: habits and delays, never a chance of failing. Every number here is chosen for play, by measuring against
the bands that `docs/balance.md` prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.chance import draw
from game.vocabulary.station import Task

_FINE = 1_000_001


class Name(Enum):
    """Who gives the orders."""

    TRAINED = "trained"
    NOVICE = "novice"
    NOTHING = "nothing"
    WRONG_ORDER = "wrong-order"


@dataclass(frozen=True, slots=True)
class Band:
    """From here to there; what a person does differs from one day to the next."""

    low: float
    high: float

    def at(self, seed: int, stream: str, index: int) -> float:
        """Return the value that this draw picks, evenly."""
        return self.low + (self.high - self.low) * draw(seed, stream, index, _FINE) / (_FINE - 1)


class Mistake(Enum):
    """A right thing at a wrong time."""

    FIRES_FIRST = "fires_first"
    """Control and jets before the arrays are looked at."""
    TAKES_WHILE_IT_BURNS = "takes_while_it_burns"
    """The segment against the ship's jet."""
    HANDS_BACK_TURNING = "hands_back_turning"
    """The gyros get a station that still turns."""
    VALVES_FIRST = "valves_first"
    COLD_AFTERWARDS = "cold_afterwards"
    """The guarded switch, when the counter had stopped the thrust already."""
    TELLS_NOBODY = "tells_nobody"
    COOLING_FIRST = "cooling_first"
    """The loads from the wrong end."""
    KEEPS_ALL = "keeps_all"
    """Every load stays on, and the arrays stay as they are."""


@dataclass(frozen=True, slots=True)
class Character:
    """What somebody is like in the seat.

    Attributes:
        name: who.
        finds_s: until the first thing of all is said [s].
        reads_s: from seeing what is next to saying it [s].
        stops_s: likewise while the ship's jet fires [s].
        arrays_s: what is added before anything about the arrays [s].
        asks: share of the steps before which somebody is asked for the rate or for a report, 0 to 1.
        answers: share of the questions that get an answer; the others are left to who asked.
        by_the_list: stops the thrust as the book has it; otherwise in an order that is drawn.
        errs: does right things in a wrong order; which ones is drawn.
    """

    name: Name
    finds_s: Band
    reads_s: Band
    stops_s: Band
    arrays_s: Band
    asks: float
    answers: float
    by_the_list: bool
    errs: bool


TRAINED = Character(
    name=Name.TRAINED,
    finds_s=Band(1.0, 3.0),
    reads_s=Band(3.0, 8.0),
    stops_s=Band(1.0, 3.5),
    arrays_s=Band(0.0, 3.0),
    asks=0.0,
    answers=1.0,
    by_the_list=True,
    errs=False,
)

NOVICE = Character(
    name=Name.NOVICE,
    finds_s=Band(45.0, 62.0),
    reads_s=Band(18.0, 50.0),
    stops_s=Band(8.0, 16.0),
    arrays_s=Band(15.0, 60.0),
    asks=0.4,
    answers=0.6,
    by_the_list=False,
    errs=False,
)

WRONG_ORDER = Character(
    name=Name.WRONG_ORDER,
    finds_s=Band(2.0, 3.0),
    reads_s=Band(8.0, 25.0),
    stops_s=Band(4.0, 12.0),
    arrays_s=Band(0.0, 10.0),
    asks=0.0,
    answers=0.7,
    by_the_list=True,
    errs=True,
)

CHARACTERS: dict[Name, Character] = {one.name: one for one in (TRAINED, NOVICE, WRONG_ORDER)}
"""Everybody who does something."""

_STOPS = (
    (Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.MOTION_CONTROL_OFF),
    (Task.CLOSE_MANIFOLD_2, Task.CLOSE_MANIFOLD_1, Task.MOTION_CONTROL_OFF),
    (Task.SEND_OFF, Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2),
    (Task.SEND_OFF, Task.CLOSE_MANIFOLD_2, Task.CLOSE_MANIFOLD_1),
    (Task.SEND_OFF, Task.MOTION_CONTROL_OFF),
)
"""In which order somebody who does not know the list tries to stop the thrust."""

_LEAST_MISTAKES, _MOST_MISTAKES = 2, 3


@dataclass(frozen=True, slots=True)
class Mood:
    """How one emergency finds somebody.

    Attributes:
        seed: of the flight; every later draw comes from it.
        stream: names the draws of this pilot.
        stops: what is tried in turn to stop the thrust.
        mistakes: what will be done at a wrong time.
    """

    seed: int
    stream: str
    stops: tuple[Task, ...]
    mistakes: tuple[Mistake, ...]


def mood_of(character: Character, seed: int) -> Mood:
    """Return how an emergency finds somebody.

    Args:
        character: who.
        seed: of the flight.
    """
    stream = f"station/pilot/{character.name.value}"
    by_the_list = (Task.SEND_OFF, Task.MOTION_CONTROL_OFF)
    stops = by_the_list if character.by_the_list else _STOPS[draw(seed, f"{stream}/stops", 0, len(_STOPS))]
    mistakes = _mistakes(seed, f"{stream}/mistakes") if character.errs else ()
    return Mood(seed, stream, stops, mistakes)


def _mistakes(seed: int, stream: str) -> tuple[Mistake, ...]:
    """Return two or three of them, in the order in which they come to mind."""
    left = list(Mistake)
    many = _LEAST_MISTAKES + draw(seed, stream, 0, _MOST_MISTAKES - _LEAST_MISTAKES + 1)
    return tuple(left.pop(draw(seed, stream, 1 + index, len(left))) for index in range(many))
