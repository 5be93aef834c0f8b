"""One tree of exceptions; each says whose fault it was.

- `OffScriptError`: the root. Carries a phrase id and the values its sentence names, so that the words a
  player reads live in ``story/phrases.toml``.

  - `StoryError`: the writer's fault: a story file is wrong. Names file and line, and what to do.
  - `SaveRefused`: the file's or the disk's fault: a save cannot be used or written. The file is untouched.
  - `UsedWrongly`: the caller's fault: a name, an option or a number that means nothing.

Law: raise what the reader can act on, with the offending value. A refused order inside the game is an
event (`game.vocabulary.events.OrderRefused`), not an exception.
"""

from __future__ import annotations


class OffScriptError(Exception):
    """Something a player, a writer or a disk did that the game can name in one sentence.

    Attributes:
        phrase: the id of the sentence in ``story/phrases.toml``.
        values: what the sentence names, by placeholder.
    """

    def __init__(self, phrase: str, **values: str | int) -> None:
        self.phrase = phrase
        self.values = values
        named = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{phrase} ({named})" if named else phrase)


class StoryError(OffScriptError):
    """A story file is wrong.

    Attributes:
        file: the file, relative to ``story/``.
        line: its line, from 1; 0 where the whole file is meant.
        message: what is wrong and what to do.
    """

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file = file
        self.line = line
        self.message = message
        super().__init__("story.broken", file=file, line=line, message=message)


class SaveRefused(OffScriptError):  # noqa: N818  the tree is named for what happened
    """A save cannot be read or written; the file is as it was."""


class UsedWrongly(OffScriptError):  # noqa: N818  as above
    """A name, an option or a number that means nothing here."""
