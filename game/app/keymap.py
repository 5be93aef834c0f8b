"""Which key does which act, for any screen whose keys the player may move.

Law: a table and functions on it; no screen is known here. An act's word is what the profile keeps; screens
that share a word share the key that the player gave it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

A = TypeVar("A", bound=Enum)

_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "full_stop": ".",
        "comma": ",",
        "question_mark": "?",
        "minus": "-",
    }
)
_SHORT: Mapping[str, str] = MappingProxyType({"space": "SPC", "enter": "ENT", "backspace": "BSP"})

_NEVER = ("escape", "tab", "shift+tab")
"""Keys that a terminal is slow to tell, or that mean something everywhere."""


@dataclass(frozen=True, slots=True)
class Taken(Generic[A]):
    """A key that cannot be taken, since it does something already.

    Attributes:
        by: what it does.
    """

    by: A


@dataclass(frozen=True, slots=True)
class Keymap(Generic[A]):
    """The acts of a screen and their keys.

    Attributes:
        defaults: the key of every act, until the player takes another.
        always: keys that keep their act whatever the player takes.
    """

    defaults: Mapping[A, str]
    always: Mapping[str, A]

    def keys_of(self, taken: Mapping[str, str]) -> dict[A, str]:
        """Return the key of every act.

        Args:
            taken: the player's own keys, by the act's word. An unknown word, a key that cannot be taken and a
                key that another act has already are passed over.
        """
        words = {str(act.value): act for act in self.defaults}
        own = {
            words[word]: plain_key(key) for word, key in taken.items() if word in words and may_be_taken(key)
        }
        while True:
            keys = {**self.defaults, **own}
            doubled = next((act for act in own if list(keys.values()).count(keys[act]) > 1), None)
            if doubled is None:
                return keys
            del own[doubled]

    def acts_by_key(self, keys: Mapping[A, str]) -> dict[str, A]:
        """Return what each key does."""
        return {**self.always, **{key: act for act, key in keys.items()}}

    def take(self, taken: Mapping[str, str], act: A, key: str) -> dict[str, str] | Taken[A]:
        """Return the player's keys with another key for an act, or whose key it is already.

        Args:
            taken: the player's own keys so far.
            act: what shall have another key.
            key: Textual's name for it; `may_be_taken` was asked.
        """
        wanted = plain_key(key)
        if self.always.get(wanted, act) is not act:
            return Taken(self.always[wanted])
        for other, theirs in self.keys_of(taken).items():
            if theirs == wanted and other is not act:
                return Taken(other)
        kept = {word: own for word, own in taken.items() if word != act.value}
        if wanted != self.defaults[act]:
            kept[str(act.value)] = wanted
        return kept


def plain_key(key: str) -> str:
    """Return a key's name with a letter made small: Caps Lock changes nothing."""
    return key.lower() if len(key) == 1 else key


def may_be_taken(key: str) -> bool:
    """Return whether a key can be an order: no Escape, no function key, nothing held with Ctrl or Alt."""
    held = "+" in key and len(key) > 1
    function = key[:1] == "f" and key[1:].isdigit()
    return key not in _NEVER and not held and not function


def shown_key(key: str) -> str:
    """Return a key as the line of keys shows it."""
    if len(key) == 1:
        return key.upper()
    return _SIGNS.get(key) or _SHORT.get(key) or key.replace("_", " ")
