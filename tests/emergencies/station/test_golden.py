"""Three flights come out as they always did."""

from __future__ import annotations

import json

from .golden import FILE, golden_hashes


def test_three_flights_hash_to_what_they_always_did() -> None:
    """The stepped state is the same on every machine and Python, to a millionth, or the version goes up."""
    assert golden_hashes() == json.loads(FILE.read_text(encoding="utf-8"))
