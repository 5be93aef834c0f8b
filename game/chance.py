"""Draws by (seed, stream, index): the only source of chance.

Law: no hidden state. The same three arguments give the same number on every machine, for ever; decoration
has streams of its own and never draws from the rules'.

The number is the first eight bytes of BLAKE2b (RFC 7693) over the three arguments, so it does not depend on
any library's generator.
"""

from __future__ import annotations

from hashlib import blake2b


def draw(seed: int, stream: str, index: int, sides: int) -> int:
    """Return a whole number from 0 to ``sides - 1``.

    Args:
        seed: the playthrough's seed.
        stream: the name of the stream, for example ``"story/ticket"``.
        index: which draw of the stream, from 0.
        sides: how many outcomes; at least 1. The bias of the remainder is below ``sides / 2**64``.

    Raises:
        ValueError: if ``sides`` is below 1.
    """
    if sides < 1:
        raise ValueError(f"sides must be at least 1, got {sides}")
    digest = blake2b(f"{seed}\x1f{stream}\x1f{index}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % sides
