"""What every scene is asked by itself."""

from __future__ import annotations

import pytest

from game.narrative.checks import check_story
from game.narrative.dates import CALENDAR

from .samples import PHASES, TRANSITIONS, check, file_of, head, story_files

BEFORE = head().count("\n")
CHOICES = "- [x] {} -> z\n- [y] Y. `nerve -= 1` -> z\n\n## z\n\n=> docked\n"
TWO = "Where is he? Who saw him?"
THREE = f"{TWO} What now?"


def habits(body: str) -> list[tuple[int, str]]:
    """Return the lines of the habits in the cold open, and what is said of each up to the semicolon."""
    report = check(cold_open=f"## a\n\n{body}")
    return [
        (f.line - BEFORE, f.message.partition(";")[0])
        for f in report.warnings
        if f.message.startswith(("questions", "more than one dash"))
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"{TWO}\n\n=> docked\n", [3]),
        (f"**Vera:** {TWO}\n\n=> docked\n", []),
        (f"> **Moscow:** {TWO}\n\n=> docked\n", []),
        (f"**Vera:** {THREE}\n\n=> docked\n", [3]),
        (CHOICES.format(TWO), []),
        (CHOICES.format(THREE), [3]),
        (f"Words.\n\n{CHOICES.format(THREE)}", [5]),
    ],
)
def test_who_tells_asks_fewer_questions_than_who_speaks_or_chooses(body: str, lines: list[int]) -> None:
    """A choice is the player's own words."""
    assert [line for line, said in habits(body) if said == "questions in a row"] == lines


def test_dates_are_looked_up_in_every_word_of_the_film_but_not_in_newsreels() -> None:
    """Those say what is read elsewhere, and give their sources."""
    body = f"## a\n\nIt is 12:18.\n\n{CHOICES.format('At 13:00.')}"
    files = {
        **story_files(cold_open=body),
        "newsreels/reel_a.md": (head("reel_a", "kind: newsreel\n") + body).encode(),
        CALENDAR: b'[times]\n"14:00" = "M."\n',
    }
    found = [f for f in check_story(files, PHASES, TRANSITIONS).errors if f"not in {CALENDAR}" in f.message]
    assert [(f.file, f.line) for f in found] == [(file_of("cold_open"), BEFORE + line) for line in (3, 5)]
