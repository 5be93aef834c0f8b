"""What a front end is told: the present, the sentences about an order, the lines of the transcript.

Law: frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.state import State
    from game.errors import SaveRefused
    from game.storage.moments import Frame, Twig
    from game.vocabulary.events import Event
    from game.vocabulary.values import Line


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about an order.

    Attributes:
        phrase: its id in ``story/phrases.toml``.
        values: what it names.
        refused: whether the order was refused; then nothing changed.
    """

    phrase: str
    values: Mapping[str, str | int]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the transcript, and the moment that showed it."""

    moment: int
    line: Line


@dataclass(frozen=True, slots=True)
class Present:
    """Everything that a screen may ask of now.

    Attributes:
        film: the playthrough's id.
        title: what the can calls it.
        marks: words that set it apart.
        moment: the number of the moment that is now.
        moments: how many the playthrough holds.
        take: the take that is being shot.
        takes: how many takes the film took so far: one, and one more for each time the player went back.
        state: all that is; `State.offers` are the open choices.
        before: the state before the last order, for what it cost; None after a load and while a flight runs.
        lines: what the last order showed, or the last stretch of a flight.
        events: what it did.
        notices: sentences about the order itself.
        durable: False while something is only in memory, of this playthrough or of one that was left.
        looking: whether the playthrough is only looked at, because another game has it open or its file
            cannot be written; the first order goes on in a file of its own.
        undo: what `Session.undo` would take back: the kind of a move of the head, or ``""``.
        redo: what `Session.redo` would make again, likewise.
        absent_s: how long this playthrough had not been played when it was opened just now [s]; else 0.
        words: how many were shown on the line that leads to now.
    """

    film: str
    title: str
    marks: tuple[str, ...]
    moment: int
    moments: int
    take: int
    takes: int
    state: State
    before: State | None
    lines: tuple[Line, ...]
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    durable: bool
    looking: bool
    undo: str
    redo: str
    absent_s: int
    words: int


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What lies on no disk.

    Attributes:
        moments: how many moments and moves of the head.
        because: why.
    """

    moments: int
    because: SaveRefused


@dataclass(frozen=True, slots=True)
class Preview:
    """Another moment, looked at from now.

    Attributes:
        moment: its number.
        tick: of the flight that was under way there, if one was looked for; else None.
        frame: the moment without its state.
        state: all that was there, at that tick.
        present: all that is now.
        fork: the last moment that lies on the way to both.
        there: the choices and orders after the fork that led there, in order.
        here: those that led to now.
    """

    moment: int
    tick: int | None
    frame: Frame
    state: State
    present: State
    fork: int
    there: tuple[Twig, ...]
    here: tuple[Twig, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """What is shot since a what-if that the player named.

    Attributes:
        name: as it was named.
        moment: the first that was shot on it, or where it begins while nothing was.
        root: where it begins.
        made_at: when, ISO 8601, UTC.
    """

    name: str
    moment: int
    root: int
    made_at: str


@dataclass(frozen=True, slots=True)
class Flown:
    """A flight as one line of moments has it, to its end or to where it was left.

    Attributes:
        moment: its last moment; `Session.recording` and `Session.retake_to_tick` take it.
        kind: the emergency, by `game.emergencies.flown.Kind`'s word.
        scene: in which it is flown.
        clock: mission time of the last moment.
        ticks: how long it was flown; where it is over, as far as the last moment in flight knew.
        take: in which it was shot.
        over: whether it came to an end.
        live: whether it is under way now.
    """

    moment: int
    kind: str
    scene: str
    clock: str
    ticks: int
    take: int
    over: bool
    live: bool


class Keeper(Protocol):
    """Keeps what belongs to the player and not to a playthrough; it never raises."""

    def heard(self, present: Present) -> tuple[Notice, ...]:
        """Take note of what an order or a flight's time showed; returns what is to be said about it."""
        ...

    def has_seen(self, line: Line) -> bool:
        """Return whether this line, word for word, was ever shown before."""
        ...
