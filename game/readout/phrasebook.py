"""Every sentence of the game that is not story, by id.

Law: code knows ids, ``story/phrases.toml`` knows words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.errors import OffScriptError


class Phrasebook:
    """The sentences of ``story/phrases.toml``, flattened to dotted ids."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = phrases

    def __contains__(self, ident: str) -> bool:
        return ident in self._phrases

    def say(self, ident: str, /, **values: str | int) -> str:
        """Return the sentence with its placeholders filled.

        Raises:
            KeyError: if there is no such sentence, or a placeholder has no value; the tests prove neither is.
        """
        return self._phrases[ident].format(**values)

    def say_error(self, error: OffScriptError) -> str:
        """Return the sentence of an error."""
        return self.say(error.phrase, **error.values)
