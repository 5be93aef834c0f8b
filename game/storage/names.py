"""Names that a player gives, and names of files as they may be shown.

Law: a name is never a file's name, so nearly every character is welcome in it; what could not be typed again,
or would speak to the terminal instead of the player, is refused.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path

from game.errors import SaveRefused

LONGEST_NAME = 80
"""Characters that a bookmark's name may have, composed (NFC). Chosen for play: it fits one row."""

LONGEST_SHOWN = 100
"""Characters of a file's name that a refusal repeats. Chosen for reading: who typed more knows it."""

_ODD = frozenset({"Cc", "Cs", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Zs"})
# The marks that turn the direction of what follows them (Unicode Standard Annex 9, table 3): they would reach
# past the name and into the rest of the row.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def bookmark_name(text: str) -> str:
    """Return the name as it is kept: trimmed and composed (NFC).

    Args:
        text: what the player typed; slashes, emoji and any script are fine.

    Raises:
        SaveRefused: ``save.name_empty`` when nothing of it can be seen, ``save.name_long`` over
            `LONGEST_NAME` characters, ``save.name_odd`` when it holds a control character.
    """
    name = unicodedata.normalize("NFC", text.strip())
    categories = [unicodedata.category(character) for character in name]
    if any(category in _ODD for category in categories) or not _TURNING.isdisjoint(name):
        raise SaveRefused("save.name_odd")
    if all(category in _UNSEEN for category in categories):
        raise SaveRefused("save.name_empty")
    if len(name) > LONGEST_NAME:
        raise SaveRefused("save.name_long", length=len(name), longest=LONGEST_NAME)
    return name


def printable(path: str | Path) -> str:
    """Return a path, or a file's name, so that it can be printed: what is not printable becomes ``?``."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "?" for character in text)


def shown_name(path: Path) -> str:
    """Return a file's own name, without its folder, so that it can be printed."""
    return printable(path.name)


def cut_short(shown: str) -> str:
    """Return a name as a refusal repeats it: the beginning of one that is very long."""
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}..."


def path_as_typed(text: str) -> Path:
    """Return a file as a player means it: from the folder where the game was started, ``~`` is home.

    Args:
        text: as it was typed or pasted, quotes around it and all.
    """
    path = Path(text.strip().strip("'\""))
    # It is raised where nobody is called as it says after the tilde; then that is a name like any other.
    with suppress(RuntimeError):
        path = path.expanduser()
    return path.absolute()
