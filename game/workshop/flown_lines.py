"""What the lines of all emergencies share: sums and hashes that are equal on every machine."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

Line = dict[str, object]
"""What is printed of one run."""


def sum_of(numbers: tuple[float, ...]) -> float:
    """Return the sum, added in order: the same on every supported Python."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def hash_of(states: Sequence[object]) -> str:
    """Return 32 hex digits that are equal for equal flights: BLAKE2b over the states that they ended in.

    Numbers are rounded to a millionth, so that the last digit of a machine does not count.
    """
    plain = [_rounded(msgspec.to_builtins(state)) for state in states]
    return blake2b(msgspec.json.encode(plain, order="deterministic"), digest_size=16).hexdigest()


def _rounded(value: object) -> object:
    match value:
        case float():
            # 0.0 and -0.0 are one number
            return round(value, 6) + 0.0
        case dict():
            return {key: _rounded(inner) for key, inner in cast("dict[str, object]", value).items()}
        case list() | tuple():
            return [_rounded(inner) for inner in cast("Sequence[object]", value)]
        case _:
            return value
