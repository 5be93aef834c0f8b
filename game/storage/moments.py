"""What a film is made of, as the rooms above see it.

Law: frozen values; nothing here knows how they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from game.engine.state import State
    from game.vocabulary.commands import Command
    from game.vocabulary.values import Line

BookmarkKind = Literal["named", "quick"]
"""Whether the player gave the name, or one key did."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a playthrough where an order had been carried out.

    Attributes:
        ident: its number; 0 is the first, each next one is `game.storage.film.Film.count`.
        parent: the moment it was played from; None for the first.
        command: the order that led here; None for the first.
        state: all that was.
        lines: the text as it was shown.
        caption: a few words for the can and the Dailies.
        take: the take in which it was played.
        made_at: when, ISO 8601, UTC.
        hash: 32 hex digits over all of the above and the parent's hash. The film fills it in and does not
            believe a caller's.
    """

    ident: int
    parent: int | None
    command: Command | None
    state: State
    lines: tuple[Line, ...]
    caption: str
    take: int
    made_at: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment as the transcript and the Dailies need it: without its state.

    Attributes:
        ident: like parent, lines, caption, take and made_at as in `Moment`.
        reel: like scene, clock and ending from the moment's state.
    """

    ident: int
    parent: int | None
    lines: tuple[Line, ...]
    caption: str
    take: int
    made_at: str
    reel: int
    scene: str
    clock: str
    ending: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the playthrough stands: the moment that is now, and the take that is being shot."""

    moment: int
    take: int


@dataclass(frozen=True, slots=True)
class Retake:
    """One step back (or aside): what was left, what was gone to, and when."""

    left: Head
    to: Head
    made_at: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A name on a moment."""

    name: str
    moment: int
    take: int
    kind: BookmarkKind
    made_at: str


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on the tin.

    Attributes:
        ident: the playthrough's, as it was born; a copied file keeps it.
        title: what the can calls it.
        seed: chance was drawn from it.
        edition: the story's when it began (`game.storage.library.edition`).
        started_at: when, ISO 8601, UTC.
        start_reel: 0 for the cold open.
        marks: words that set it apart, for example that it began in mid-mission.
    """

    ident: str
    title: str
    seed: int
    edition: str
    started_at: str
    start_reel: int
    marks: tuple[str, ...]
