"""The least that Textual can be asked for: two words, and another one at every key. Run as a program.

With a file's name behind it, it appends a row to that SQLite file at every key first, as durably as the game.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from game.storage.database import Database


class MinimalApp(App[None]):
    """Says the game's first words, and counts keys."""

    def __init__(self, journal: Database | None) -> None:
        super().__init__()
        self._label = Static("OFF SCRIPT  New")
        self._journal = journal
        self._keys = 0

    def compose(self) -> ComposeResult:
        """Show the words."""
        yield self._label

    def on_key(self) -> None:
        """Show how many keys there were."""
        self._keys += 1
        if self._journal is not None:
            append(self._journal, str(self._keys))
        self._label.update(f"OFF SCRIPT  key {self._keys}")


def bare_journal(path: Path) -> Database:
    """Return a new SQLite file with one table and the settings of a film."""
    from game.storage.database import Database

    journal = Database(f"{path.absolute().as_uri()}?mode=rwc", path.name)
    journal.write("CREATE TABLE journal (ident INTEGER PRIMARY KEY, command BLOB NOT NULL) STRICT")
    return journal


def append(journal: Database, command: str) -> None:
    """Append one row, durably."""
    journal.write("BEGIN IMMEDIATE")
    journal.write("INSERT INTO journal (command) VALUES (?)", command.encode())
    journal.write("COMMIT")


if __name__ == "__main__":
    MinimalApp(bare_journal(Path(sys.argv[1])) if sys.argv[1:] else None).run()
