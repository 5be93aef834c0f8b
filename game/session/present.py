"""What a front end is told: the present, the sentences about an order, the lines of the transcript.

Law: frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.state import State
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
        durable: False while something is only in memory.
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
