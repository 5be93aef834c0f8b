"""Pages that say what was measured, where a command writes its table by itself.

Law: only what stands between a table's two marks is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write_between(page: Path, mark: str, lines: Sequence[str]) -> None:
    """Write lines between the marks ``<!-- mark -->`` and ``<!-- /mark -->`` of a page.

    Raises:
        ValueError: if the page has no such marks.
    """
    opens, closes = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, begin, rest = page.read_text(encoding="utf-8").partition(opens)
    _, end, after = rest.partition(closes)
    if not begin or not end:
        raise ValueError(f"{page} has no {opens}")
    page.write_text("\n".join([before + opens, *lines, closes + after]), encoding="utf-8")
