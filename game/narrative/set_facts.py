"""Facts as they are typed, ``craft=ranging,nerve=20,met=true``, made into values.

Law: pure. What is not declared, or may not hold its value, is refused in one sentence.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from game.narrative.book import ValueType
from game.narrative.declarations import fits

if TYPE_CHECKING:
    from game.narrative.book import Declarations
    from game.vocabulary.values import Value


def fact_pairs(typed: str) -> dict[str, str]:
    """Return the names and the values that a text sets, whatever they are; no value is ``""``."""
    pairs = (piece.partition("=") for piece in typed.split(",") if piece.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def typed_facts(typed: str, declared: Declarations) -> dict[str, Value]:
    """Return the facts that a text sets.

    Args:
        typed: pairs ``name=value`` with commas between them.
        declared: what may be named.

    Raises:
        ValueError: if one is not declared, or may not hold its value.
    """
    found: dict[str, Value] = {}
    for name, text in fact_pairs(typed).items():
        fact = declared.facts.get(name)
        if fact is None:
            near = get_close_matches(name, declared.facts, n=1)
            meant = f"did you mean {near[0]!r}?" if near else "see facts.toml"
            raise ValueError(f"no fact is called {name!r}; {meant}")
        value: Value = text
        if fact.type is ValueType.YES_NO and text in ("true", "false"):
            value = text == "true"
        elif fact.type is ValueType.WHOLE and text.removeprefix("-").isdecimal():
            value = int(text)
        if not fits(fact, value):
            may = " or ".join(fact.words) or ("true or false" if fact.type is ValueType.YES_NO else "")
            raise ValueError(f"{name} cannot be {text!r}; {may or f'{fact.low} to {fact.high}'}")
        found[name] = value
    return found


def as_typed(value: Value) -> str:
    """Return a fact's value as it would be typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)
