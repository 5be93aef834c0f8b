"""The slate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.ink import row_width
from game.app.widgets.slate import Slate, short_slugline
from game.readout.panel import SlateReading

from .stage import make_app, picture

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = "INT. ORBITAL MODULE. FREE FLIGHT. POV GLEB"


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (42, LONGEST),
        (41, "INT. ORBITAL MODULE. FREE… POV GLEB"),
        (34, "INT. ORBITAL MODULE… POV GLEB"),
        (28, "INT. ORBITAL… POV GLEB"),
        (21, "POV GLEB"),
        (8, "POV GLEB"),
        (7, ""),
    ],
)
def test_a_slugline_without_room_loses_its_middle_and_keeps_whose_eyes_it_is(width: int, text: str) -> None:
    """The point of view goes last."""
    assert short_slugline(LONGEST, width) == text


@pytest.mark.parametrize(
    ("width", "text"),
    [(32, "INT. DESCENT MODULE. ORBITAL DAY"), (31, "INT. DESCENT MODULE. ORBITAL…"), (9, "")],
)
def test_a_slugline_without_a_point_of_view_is_cut_at_a_word(width: int, text: str) -> None:
    """Two words at least, or none."""
    assert short_slugline("INT. DESCENT MODULE. ORBITAL DAY", width) == text


@pytest.mark.parametrize("name", ["GLEB", "STEPAN"])
@pytest.mark.parametrize("mark", ["", "! NOT SAVED", "! LOOKING"])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_the_point_of_view_stands_on_every_slate(
    tmp_path: Path, width: int, mark: str, name: str
) -> None:
    """At the least width and beside a mark of care; the take and the time stay too."""
    async with make_app(tmp_path).run_test(size=(width, 20)) as pilot:
        slate = Slate(make_app(tmp_path).house)
        await pilot.app.screen.mount(slate)
        slugline = f"Int. Orbital module. Free flight. POV {name}"
        reading = SlateReading(2, 12, 3, slugline, "15 NOV", "06:32:10")
        slate.show(reading, mark != "! NOT SAVED", mark == "! LOOKING")
        row = slate.draw(Size(width, 2))[0]
        text = "".join(piece for piece, _ in row)
        assert row_width(row) == width
        for piece in ("REEL 2  SC 12  TAKE 3  ", f"POV {name}  ", "06:32:10"):
            assert piece in text
        assert mark in text
        assert ("!" in text) is bool(mark)
        assert ("15 NOV" in text) or (width == 60 and mark)


async def test_the_mark_of_what_is_not_saved_leaves_room_for_the_place(tmp_path: Path) -> None:
    """On the smallest terminal."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    async with make_app(blocked / "saves").run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        assert "TAKE 1" in picture(pilot)[0]
        assert "! NOT SAVED  " in picture(pilot)[0]
