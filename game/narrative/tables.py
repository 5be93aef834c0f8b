"""Loads the small TOML tables that the checks read.

Law: a file that cannot be read is one mistake with its line, and an empty table.
"""

from __future__ import annotations

import re
import tomllib
from typing import cast

Mistake = tuple[int, str]
"""Line and message."""


def load_table(text: str) -> tuple[dict[str, object], tuple[Mistake, ...]]:
    """Return a TOML text's table, and the mistake for which there is none."""
    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        return {}, ((line, f"not TOML: {error}; correct the line"),)


def inner_table(value: object) -> dict[str, object]:
    """Return what stands under a heading, or an empty table."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
