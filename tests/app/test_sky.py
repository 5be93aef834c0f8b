"""The picture on the title."""

from __future__ import annotations

import pytest

from game.app.ink import Ink, row_width
from game.app.sky import Sky


def _dots(sky: Sky, beat: int) -> dict[tuple[int, int], str]:
    return {
        (x, y): cell
        for y, row in enumerate(sky.rows(beat))
        for x, cell in enumerate("".join(text for text, _ in row))
    }


@pytest.mark.parametrize("size", [(80, 22), (120, 38), (200, 58), (60, 18), (1, 1), (7, 3)])
def test_the_picture_fills_its_size_and_nothing_more(size: tuple[int, int]) -> None:
    """Every row is as wide as was asked, in blanks and braille alone."""
    rows = Sky(*size).rows(0)
    assert len(rows) == size[1]
    assert all(row_width(row) == size[0] for row in rows)
    assert all(
        cell == " " or 0x2800 < ord(cell) <= 0x28FF for row in rows for text, _ in row for cell in text
    )


def test_the_same_beat_gives_the_same_picture() -> None:
    """Nothing in it comes from a clock or a die."""
    assert Sky(80, 22).rows(17) == Sky(80, 22).rows(17)


def test_it_moves_slowly() -> None:
    """From one beat to the next a little changes; over a minute, much more."""
    sky = Sky(80, 22)
    first, next_, later = _dots(sky, 0), _dots(sky, 1), _dots(sky, 120)
    changed = sum(first[cell] != next_[cell] for cell in first)
    assert 0 < changed < len(first) // 5
    assert sum(first[cell] != later[cell] for cell in first) > changed


def test_station_earth_and_stars_are_all_there() -> None:
    """It is the station over the limb, not a pattern."""
    inks = {ink for row in Sky(80, 22).rows(0) for _, ink in row}
    assert {Ink.STAR, Ink.AIR, Ink.EARTH, Ink.HULL, Ink.WING} <= inks
