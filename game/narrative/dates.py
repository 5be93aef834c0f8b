"""Reads ``story/calendar.toml``, the dates and times of day that the story may name, and looks for others.

Law: pure. A date or a clock time in the prose of the watched reels stands in the table, with its meaning; a
date in the prose without its year means any entry of that day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.narrative.declarations import line_in
from game.narrative.tables import inner_table, load_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

CALENDAR = "calendar.toml"

WATCHED_REELS = range(3)
"""The cold open and the first two reels."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])")
_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTHS})(?:,? (\d{{4}}))?\b")
_TURNED = re.compile(rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?")
_IS_TIME = re.compile(r"\d{2}:\d{2}(?::\d{2})?")
_IS_DATE = re.compile(rf"\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?")


def scan_calendar(text: str) -> tuple[frozenset[str], tuple[tuple[int, str], ...]]:
    """Return the dates and times of the table, and line and message of every mistake in it."""
    tables, broken = load_table(text)
    known: set[str] = set()
    mistakes = list(broken)
    for heading, table in tables.items():
        form = {"times": _IS_TIME, "dates": _IS_DATE}.get(heading)
        rows = inner_table(table)
        if form is None:
            mistakes.append(
                (line_in(text, heading), f"{heading!r} means nothing here; write [times] or [dates]")
            )
            continue
        for key, meaning in rows.items():
            line = line_in(text, heading, key)
            if not form.fullmatch(key):
                wanted = "12:18:35" if heading == "times" else "5 October 2021"
                mistakes.append((line, f"{key!r} is not written as in {wanted!r}; correct it"))
            elif not isinstance(meaning, str) or not meaning.strip():
                mistakes.append((line, f"{key!r} needs its meaning: what happens then, and where it is from"))
            else:
                known.add(key)
    return frozenset(known), tuple(mistakes)


def unknown_dates(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield the message of every date and time in a paragraph that the table does not have."""
    for found in _TIME.finditer(text):
        time = found[0] if len(found[0].partition(":")[0]) > 1 else f"0{found[0]}"
        if not any(key == time or key.startswith(f"{time}:") for key in known):
            yield f"the time {found[0]} is not in {CALENDAR}; look it up, and correct one of the two"
    dated = [(found[0], found[1], found[2], found[3]) for found in _DATE.finditer(text)]
    dated += [(found[0], found[2], found[1], found[3]) for found in _TURNED.finditer(_DATE.sub("", text))]
    for words, day, month, year in dated:
        date = f"{int(day)} {month}"
        whole = f"{date} {year}" if year else date
        if whole not in known and not (
            any(key.startswith(f"{date} ") for key in known) if not year else date in known
        ):
            yield f"the date {words!r} is not in {CALENDAR}; look it up, and correct one of the two"
