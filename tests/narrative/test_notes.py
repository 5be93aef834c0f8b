"""A scene with a content note offers a way round it, in the first list that can be come to."""

from __future__ import annotations

import pytest

from .samples import check, head

NOTE = "note: heat, being shut in\n"
BEFORE = head(extra=NOTE).count("\n")
END = "\n\n=> docked\n"
OPEN = "- [go] Go. -> z\n- [no] No. `nerve -= 1` -> z\n"
ROUND = f"{OPEN}- [in_short] In three sentences. `aside` -> z\n"
SHUT = ROUND.replace("`aside`", "`aside` `if nerve > 50`")
LAST = f"\n## z{END}"


def without(body: str, extra: str = NOTE) -> list[int]:
    """Return the lines of the first lists without a way round the cold open."""
    report = check(cold_open=head(extra=extra) + body)
    return [f.line - BEFORE for f in report.errors if "no way round it" in f.message]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"## a\n\n{OPEN}{LAST}", [3]),
        (f"## a\n\n{SHUT}{LAST}", [3]),
        (f"## a\n\n{ROUND}{LAST}", []),
        (f"## a\n\nWords.\n\n-> b\n\n## b\n\n{OPEN}{LAST}", [9]),
        (f"## a\n\n`if nerve > 50` -> b\n\n{OPEN}\n## b\n\n{OPEN}{LAST}", [5, 10]),
        (f"## a\n\n`if nerve > 50` -> b\n\n{ROUND}\n## b\n\n{ROUND}{LAST}", []),
        (f"## a\n\n{ROUND.replace('-> z', '-> b')}\n## b\n\n{OPEN}{LAST}", []),
        ("## a\n\n-> hatch/\n", []),
        (f"## a\n\n`if nerve > 50` -> z\n\n-> c\n\n## c\n\n`if nerve > 60` -> a\n\n{OPEN}{LAST}", [11]),
        (f"## a\n\n`if nerve > 50` -> b\n\n-> c\n\n## b\n\n{OPEN}\n## c\n\n-> z\n{LAST}", [9]),
        ("## a\n\n`if nerve > 50` -> nowhere\n\n=> docked\n", []),
    ],
)
def test_the_first_list_of_a_scene_with_a_note_has_a_way_round_it(body: str, lines: list[int]) -> None:
    """Over arrows, on every way, always open; a later list needs none, nor does another scene's."""
    assert without(body) == lines


def test_a_scene_without_a_note_needs_no_way_round() -> None:
    """Nothing was told of it."""
    assert without(f"## a\n\n{OPEN}{LAST}", "") == []
