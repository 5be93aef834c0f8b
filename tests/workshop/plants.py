"""The relay story with a mistake planted in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.mission.phases import PHASES, START, TRANSITIONS
from game.narrative.declarations import DECLARATION_FILES, read_declarations
from game.narrative.shelf import Book

from .relay import relay_files

if TYPE_CHECKING:
    from pathlib import Path

    from game.narrative.book import Start

SECOND = next(PHASES[row.target].scene for row in TRANSITIONS if row.source == START)
"""The scene that follows the first."""

FAKE = """\
## here

One two three four five six seven eight nine ten.

- [one] The one. -> same
- [other] The other. -> same

## same

The same follows, whichever it was.

=> titles
"""
"""A list whose choices come to the same."""

REAL = """\
## here

Words of the scene.

- [up] Raise it. `nerve += 5` -> on
- [down] Lower it. `nerve -= 5` -> on
- [aside] In short. `aside` -> on

## on

What follows, the same for both.

`if nerve > 100` Nobody ever sees this paragraph.

- [go] Go on. `if nerve > 50` -> end
- [stay] Wait, and go. -> end

## end

`if nerve > 50` Somebody remembers that you raised it.

=> titles
"""
"""One choice is better; it is recalled by the next list; a paragraph cannot be shown."""


def relay_texts(**changed: str) -> dict[str, str]:
    """Return the relay story's files, some scenes with other beats."""
    texts = {file: data.decode() for file, data in relay_files().items()}
    for scene, body in changed.items():
        head = texts[f"reels/1_all/{scene}.md"].partition("## ")[0]
        texts[f"reels/1_all/{scene}.md"] = head + body
    return texts


def relay(**changed: str) -> Book:
    """Return the relay story, some scenes replaced by other beats."""
    texts = relay_texts(**changed)
    scenes = {
        file.rpartition("/")[2].removesuffix(".md"): file for file in texts if file.startswith("reels/")
    }
    declarations = read_declarations({name: texts[name] for name in DECLARATION_FILES})
    return Book(declarations, scenes, texts.__getitem__)


def starting(start: Start, **changed: str) -> Book:
    """Return the relay story with a marked start."""
    book = relay(**changed)
    scenes = {ident: book.scene(ident).file for ident in book.scene_ids}
    declarations = replace(book.declarations, starts={start.reel: start})
    return Book(declarations, scenes, relay_texts(**changed).__getitem__)


def write(folder: Path, **changed: str) -> None:
    """Write the relay story into a folder."""
    for name, text in relay_texts(**changed).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
