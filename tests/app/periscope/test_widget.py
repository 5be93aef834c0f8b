"""The round glass as a widget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from game.app.periscope.picture import View, picture
from game.app.periscope.tones import Tone
from game.app.periscope.widget import Periscope, labelled
from game.app.themes import LOOKS
from tests.app.stage import shown_by

from .views import SMALL, pose, sight, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Region

    from game.app.periscope.tones import DrawnRow


class _Counted(Periscope):
    """Notes which pictures it made and which rows it painted."""

    def __init__(self, label: str = "") -> None:
        super().__init__(label)
        self.made = 0
        self.painted: list[int] = []

    def make(self, view: View, columns: int, rows: int) -> Sequence[DrawnRow]:
        self.made += 1
        return super().make(view, columns, rows)

    def refresh(self, *regions: Region, **how: bool) -> Periscope:  # type: ignore[override]  # counted only
        self.painted += [region.y for region in regions]
        super().refresh(*regions, **how)
        return self


class _Stage(App[int]):
    CSS = "Screen { background: $background; }"

    def __init__(self, glass: Periscope, size: tuple[int, int] = SMALL) -> None:
        super().__init__()
        self.glass = glass
        glass.styles.width, glass.styles.height = size
        for look in LOOKS.values():
            self.register_theme(look)
        self.theme = LOOKS["dark"].name

    def compose(self) -> ComposeResult:
        yield self.glass


def _text(rows: Sequence[DrawnRow]) -> list[str]:
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def _shown(app: App[int]) -> list[str]:
    return [row.rstrip() for row in shown_by(app).split("\n")]


async def test_it_shows_the_picture_in_its_own_size() -> None:
    """Row by row what the pure function gives, and another size when it is made larger."""
    app = _Stage(Periscope())
    async with app.run_test(size=(60, 32)) as pilot:
        app.glass.show(view(30.0, 0.5))
        await pilot.pause()
        assert _shown(app)[: SMALL[1]] == _text(picture(view(30.0, 0.5), *SMALL))
        app.glass.styles.width, app.glass.styles.height = 60, 32
        await pilot.pause()
        assert _shown(app) == _text(picture(view(30.0, 0.5), 60, 32))


async def test_it_is_empty_until_it_is_shown_something_and_after() -> None:
    """None takes the picture away."""
    app = _Stage(Periscope())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert not any(_shown(app))
        app.glass.show(view(30.0))
        await pilot.pause()
        assert any(_shown(app))
        app.glass.show(None)
        await pilot.pause()
        assert not any(_shown(app))


async def test_the_same_view_is_not_drawn_again() -> None:
    """Whatever stands still costs nothing."""
    glass = _Counted()
    app = _Stage(glass)
    async with app.run_test(size=SMALL) as pilot:
        glass.show(view(30.0))
        await pilot.pause()
        made = glass.made
        glass.show(view(30.0))
        await pilot.pause()
        assert glass.made == made


async def test_only_the_rows_that_changed_are_painted() -> None:
    """A mark in the lower half leaves the upper half alone."""
    glass = _Counted()
    app = _Stage(glass)
    async with app.run_test(size=SMALL) as pilot:
        glass.show(view(30.0))
        await pilot.pause()
        glass.painted.clear()
        glass.show(replace(view(30.0), bound_deg=(3.0, 4.0)))
        await pilot.pause()
        assert glass.painted
        assert min(glass.painted) > SMALL[1] // 2
        assert _shown(app) == _text(picture(replace(view(30.0), bound_deg=(3.0, 4.0)), *SMALL))


async def test_a_view_that_came_before_the_size_is_shown() -> None:
    """The screen may show it before the first layout."""
    glass = Periscope()
    glass.show(view(30.0))
    app = _Stage(glass)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert any(_shown(app))


async def test_the_narrow_field_says_so() -> None:
    """In the words that it was given, below at the left; the wide one says nothing."""
    app = _Stage(Periscope("x5 (assumed)"))
    async with app.run_test(size=SMALL) as pilot:
        app.glass.show(View(pose(30.0), sight(narrow=True)))
        await pilot.pause()
        assert _shown(app)[-1].startswith("x5 (assumed)")
        app.glass.show(View(pose(30.0), sight()))
        await pilot.pause()
        assert "assumed" not in shown_by(app)


@pytest.mark.parametrize("look", LOOKS)
async def test_a_look_changes_colours_and_no_dot(look: str) -> None:
    """Painted anew in another theme."""
    app = _Stage(Periscope())
    async with app.run_test(size=SMALL) as pilot:
        app.glass.show(view(30.0))
        await pilot.pause()
        before = _shown(app)
        app.theme = LOOKS[look].name
        await pilot.pause()
        assert _shown(app) == before


@pytest.mark.parametrize("size", [(11, 5), (1, 1), (5, 40), (200, 7)])
async def test_no_size_is_too_odd(size: tuple[int, int]) -> None:
    """A terminal can be any size for a moment."""
    app = _Stage(Periscope("x5"), size)
    async with app.run_test(size=size) as pilot:
        app.glass.show(View(pose(30.0), sight(narrow=True)))
        await pilot.pause()
        assert len(_shown(app)) == size[1]


def test_a_label_takes_the_place_of_what_stood_there() -> None:
    """The row stays as wide as it was, and a longer label is cut."""
    row = (("abc", Tone.RIM), ("defgh", Tone.STAR))
    assert labelled(row, "xy") == (("xy", Tone.RIM), (" ", Tone.NOTHING), ("defgh", Tone.STAR))
    assert labelled(row, "wxyz") == (("wxyz", Tone.RIM), (" ", Tone.NOTHING), ("fgh", Tone.STAR))
    assert labelled(row, "0123456789") == (("01234567", Tone.RIM),)
