"""Finds which sentences of ``phrases.toml`` the game says by id.

Law: a dotted word in quotes that is handed to ``say``, to a notice, to a refusal or to an exception is such
an id; nothing is run. Ids that are put together while playing are not seen.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_ID = re.compile(
    r"\b(?:say|\w*[Nn]otice|\w*[Rr]efused?|UsedWrongly|OffScriptError)\(\s*(?:\w+,\s*)?"
    r"[\"']([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)[\"']"
)


def phrase_ids_used() -> frozenset[str]:
    """Return the ids that the game's own modules name."""
    return frozenset(ident for text in _sources(files("game")) for ident in _ID.findall(text))


def _sources(folder: Traversable) -> Iterator[str]:
    folders = [folder]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.is_dir():
                folders.append(entry)
            elif entry.name.endswith(".py"):
                yield entry.read_text(encoding="utf-8")
