"""Small values that every deck above shares.

Law: a value here is frozen and can be written to a save as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Value = bool | int | str
"""What a declared fact may hold: a yes or no, a whole number, or one word of a closed list."""


class Voice(Enum):
    """How a line of the transcript reaches the player."""

    NARRATION = "narration"
    SPEECH = "speech"
    LOOP = "loop"
    """Heard over the radio or the intercom."""
    SECOND_LOOP = "second_loop"
    """Heard on the other segment's loop."""
    ECHO = "echo"
    """The player's own choice, repeated so that the Dailies read as a screenplay."""
    SLUGLINE = "slugline"
    NOTE = "note"
    """A word from the game itself: a place that was renamed, an ending's title."""


LOOPS = (Voice.LOOP, Voice.SECOND_LOOP)
"""What is heard over the radio."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the transcript, as it was shown.

    Attributes:
        voice: how it reaches the player.
        text: the words; emphasis is kept as ``*word*``, everything else is plain text.
        speaker: the role id of who speaks (see ``story/people.toml``), or ``""``.
        ident: the written place the line came from, ``scene/beat``, or ``""`` for lines of the game itself.
    """

    voice: Voice
    text: str
    speaker: str = ""
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A written place in the story: a scene's id and one of its beats' ids."""

    scene: str
    beat: str

    def __str__(self) -> str:
        return f"{self.scene}/{self.beat}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice that is open now.

    Attributes:
        ident: the id that the writer wrote; it never depends on the position.
        label: the words on the key.
    """

    ident: str
    label: str
