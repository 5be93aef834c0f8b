"""Reports from the engine, in the past tense.

Law: an event is a fact about a turn; words for the panel are made from it above, never stored in it
(the lines of the story themselves excepted).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.vocabulary.flying import CueGiven

if TYPE_CHECKING:
    from game.vocabulary.values import Line, Value


@dataclass(frozen=True, slots=True)
class LineShown:
    """A paragraph, a speech, an echo or a slugline reached the transcript."""

    line: Line


@dataclass(frozen=True, slots=True)
class SceneOpened:
    """The picture cut to another scene."""

    scene: str
    reel: int


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    """The mission machine moved."""

    phase: str
    trigger: str


@dataclass(frozen=True, slots=True)
class FactChanged:
    """A declared fact or gauge took another value."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PlaceLost:
    """The story's next edition no longer has the place the state names; play goes on at another.

    Attributes:
        wanted: the place, as text, that is gone.
        landed: the place where play goes on.
        kind: ``"beat"`` or ``"scene"``: what was missing.
    """

    wanted: str
    landed: str
    kind: str


@dataclass(frozen=True, slots=True)
class OrderRefused:
    """The order meant nothing here; nothing changed.

    Attributes:
        phrase: the id in ``story/phrases.toml`` of the sentence that says why.
        detail: what the sentence names, for example the choice that was asked for.
    """

    phrase: str
    detail: str


@dataclass(frozen=True, slots=True)
class FilmEnded:
    """The playthrough reached an ending.

    Attributes:
        ending: its id in ``story/endings.toml``.
    """

    ending: str


@dataclass(frozen=True, slots=True)
class FlightBegun:
    """The hands are on the controllers.

    Attributes:
        start: where the flight begins, a word of `game.emergencies.docking.starts.Start`.
    """

    start: str


@dataclass(frozen=True, slots=True)
class FlightEnded:
    """The flight is over, and the story goes on.

    Attributes:
        trigger: what it came to, as the mission hears it.
        tick: when, in ticks from the beginning of the approach.
    """

    trigger: str
    tick: int


Event = (
    LineShown
    | SceneOpened
    | PhaseEntered
    | FactChanged
    | PlaceLost
    | OrderRefused
    | FilmEnded
    | FlightBegun
    | FlightEnded
    | CueGiven
)
"""Everything a turn can report."""
