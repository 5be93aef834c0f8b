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

MoveKind = Literal["retake", "go", "load", "what_if", "skip", "undo", "redo"]
"""What took the head to another moment."""


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


def frame_of(moment: Moment) -> Frame:
    """Return the frame of a moment."""
    return Frame(
        ident=moment.ident,
        parent=moment.parent,
        lines=moment.lines,
        caption=moment.caption,
        take=moment.take,
        made_at=moment.made_at,
        reel=moment.state.reel,
        scene=moment.state.place.scene,
        clock=moment.state.clock,
        ending=moment.state.ending,
    )


@dataclass(frozen=True, slots=True)
class Head:
    """Where the playthrough stands.

    Attributes:
        moment: the moment that is now.
        take: the take that is being shot.
        words: how many words were shown on the line that leads to it.
    """

    moment: int
    take: int
    words: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the head; nothing is taken away by it.

    Attributes:
        kind: what it was.
        left: where the playthrough stood.
        to: where it stands since.
        name: of a what-if, if the player gave one, else ``""``.
        moments: how many the film held; 0 where a format before the fourth did not note it.
        made_at: when, ISO 8601, UTC.
    """

    kind: MoveKind
    left: Head
    to: Head
    name: str
    moments: int
    made_at: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A name on a moment.

    Attributes:
        name: as the player sees it.
        moment: like take, where it stands.
        kind: who gave it.
        made_at: when, ISO 8601, UTC.
        words: how many were shown on the line that leads to it.
    """

    name: str
    moment: int
    take: int
    kind: BookmarkKind
    made_at: str
    words: int = 0


@dataclass(frozen=True, slots=True)
class Twig:
    """A moment as the map of takes needs it: without its state, and with no more of its text than was chosen.

    Attributes:
        ident: like parent, take, made_at, caption, reel, scene, clock and ending as in `Frame`.
        beat: where in the scene.
        choice: ``scene/beat/choice`` that led here, or ``""``.
        ordered: whether an order to a flight led here.
        echo: the words of the choice as they were shown, or ``""``.
        offers: id and label of each choice that was open here.
        speakers: who speaks in its lines, each once, by role.
        words: how many its own lines have.
        flight: the emergency that is under way, by `game.emergencies.flown.Kind`'s word, or ``""``.
        tick: of that flight, else 0.
    """

    ident: int
    parent: int | None
    take: int
    made_at: str
    caption: str
    reel: int
    scene: str
    beat: str
    clock: str
    ending: str
    choice: str
    ordered: bool
    echo: str
    offers: tuple[tuple[str, str], ...]
    speakers: tuple[str, ...]
    words: int
    flight: str
    tick: int


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
