"""The profile: what belongs to the player and not to a playthrough.

Law: its loss never harms a playthrough. It is read whole or not at all, and written whole or not at all.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from game.errors import SaveRefused
from game.storage.database import sync
from game.storage.refusals import refusing

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "profile.json"
DAMAGED: Final = "profile.json.damaged"

Difficulty = Literal["told", "assisted", "flown", "bare"]
Pace = Literal["real", "turns"]

NARROWEST: Final = 48
WIDEST: Final = 76
"""Columns that the prose may be set to. Chosen for reading: 76 is what an 80-column screen leaves."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Settings and what was seen. What a later edition adds is kept by no earlier one, and missed by none.

    Attributes:
        theme: a theme's name; ``""`` until one was chosen.
        text_width: columns of prose, `NARROWEST` to `WIDEST`.
        reduced_motion: nothing moves that need not.
        difficulty: how the emergencies are met.
        pace: how time passes in them.
        keys: the player's own keys in a flight, by what they do.
        endings_seen: the ids of endings, sorted.
    """

    theme: str = ""
    text_width: int = WIDEST
    reduced_motion: bool = False
    difficulty: Difficulty = "assisted"
    pace: Pace = "real"
    keys: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    endings_seen: tuple[str, ...] = ()

    def with_ending(self, ending: str) -> Profile:
        """Return the profile with one more ending seen."""
        return msgspec.structs.replace(self, endings_seen=tuple(sorted({*self.endings_seen, ending})))


def load_profile(folder: Path) -> tuple[Profile, SaveRefused | None]:
    """Return the profile of this folder, and what had to be refused.

    A profile that cannot be understood is laid aside as `DAMAGED`, and the game goes on with the defaults.
    """
    path = folder / FILE
    try:
        return _read(path), None
    except (FileNotFoundError, NotADirectoryError):
        return Profile(), None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            # No such folder can be; whoever wants to save in it is told.
            return Profile(), None
        return Profile(), SaveRefused("profile.unreadable", file=FILE)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        with suppress(OSError):
            path.replace(folder / DAMAGED)
        return Profile(), SaveRefused("profile.damaged", file=FILE, aside=DAMAGED)


def save_profile(folder: Path, profile: Profile) -> None:
    """Write the profile; it is the old one or the new one, whatever happens meanwhile.

    Raises:
        SaveRefused: if it cannot be written; the old one is as it was.
    """
    with refusing(FILE):
        unfinished = folder / f".{FILE}-{os.urandom(3).hex()}"
        try:
            unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(profile), indent=2) + b"\n")
            sync(unfinished)
            unfinished.replace(folder / FILE)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        sync(folder)


def _read(path: Path) -> Profile:
    profile = msgspec.json.decode(path.read_bytes(), type=Profile)
    return msgspec.structs.replace(profile, text_width=min(max(profile.text_width, NARROWEST), WIDEST))
