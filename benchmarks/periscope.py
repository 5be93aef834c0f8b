"""What the pictures cost, and what can be judged in the sight: ``python -m benchmarks.periscope [...]``.

Law: the cost is a share of one core at 20 frames a second, measured as processor time while an app without a
terminal shows a flight that moves in every frame; beside it the same app shows rows that were made before.
``--station`` measures the station turning over the horizon instead of the glass of the sight.
What can be judged is found by drawing: the eye is moved until the picture is another one.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, degrees, radians
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from benchmarks.pairs import in_turn, spread
from game.app.periscope.camera import Camera
from game.app.periscope.frame import frame
from game.app.periscope.picture import View, canvas_of, picture
from game.app.periscope.widget import Periscope
from game.app.station.picture import StationView
from game.app.station.picture import picture as station_picture
from game.app.station.widget import Outside
from game.app.themes import LOOKS
from game.app.widgets.braille import Braille
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M, EyePose
from game.emergencies.docking.sight import HULL_LENGTH_M, POST_M, Light, Sight
from game.flight.attitude import from_rotation_vector, product
from game.flight.ports import DOCKED
from game.flight.station import SOYUZ_AT_NAUKA_JETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from game.app.periscope.tones import DrawnRow

V = TypeVar("V")
Picture = Callable[[V, int, int], "Sequence[DrawnRow]"]

SIZES = {"80x24": (38, 18), "120x40": (60, 32), "200x60": (100, 50)}
"""Cells of the glass, by the size of the terminal."""

STATION_SIZES = {"80x24": (38, 17), "120x40": (60, 34), "200x60": (136, 54)}
"""The same of the picture of the station."""

RANGES_M = (70.0, 30.0, 10.0, 2.0)

_FRAMES_A_S = 20
_SHARE_MOST = 0.35
_PAIRS = 3
_PHASES = 7
_GROWTH = 1.15


def view_at(
    range_m: float,
    right_m: float = 0.0,
    down_m: float = 0.0,
    nose_right_deg: float = 0.0,
    nose_down_deg: float = 0.0,
    *,
    narrow: bool = False,
    light: Light = Light.DAY,
) -> View:
    """Return what is seen from a place.

    Args:
        range_m: from the probe's head to the plane of the cone's mouth [m].
        right_m: the eye off the line [m].
        down_m: likewise.
        nose_right_deg: where the nose points, off the line [deg].
        nose_down_deg: likewise.
        narrow: whether through the narrower field.
        light: out there; in the dark the lamp is on.
    """
    turn = from_rotation_vector((0.0, -radians(nose_down_deg), radians(nose_right_deg)))
    pose = EyePose((range_m + HEAD_BEFORE_EYE_M, -right_m, down_m), product(DOCKED, turn))
    dark = light is Light.DARK
    sight = Sight(
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        in_field=True, narrow=narrow, light=light, clarity=0.7 if dark else 1.0, glare=0.0,
    )  # fmt: skip
    return View(pose, sight, lamp=dark, filter_on=not dark)


def approach(frames: int) -> list[View]:
    """Return a flight in which everything moves in every frame, from 70 m to 2 m."""
    return [
        view_at(
            70.0 - 68.0 * number / frames,
            1.5 - 1.5 * number / frames,
            0.8 - 0.7 * number / frames,
            1.2 - 1.0 * number / frames,
            -0.5 + 0.4 * number / frames,
        )
        for number in range(frames)
    ]


def roll(frames: int) -> list[StationView]:
    """Return a station that turns in every frame, about every axis, with a jet on and the ground going by."""
    jet = next(jet.name for jet in SOYUZ_AT_NAUKA_JETS if "turn" in jet.name)
    return [
        StationView(
            attitude=from_rotation_vector((0.3 * turn, turn, 0.2 * turn)),
            jets=(jet,),
            flicker=number // 3 % 2,
            sun=(0.4, 0.4, -0.82),
            second=number // _FRAMES_A_S,
            tilt_deg=round(degrees(turn), 1),
        )
        for number in range(frames)
        for turn in (number / frames,)
    ]


class Prepared(Braille[V]):
    """A picture with rows that were made before: what Textual alone costs."""

    def __init__(self, make: Picture[V], views: Sequence[V], columns: int, rows: int) -> None:
        super().__init__()
        self._made = {(view, columns, rows): make(view, columns, rows) for view in views}

    def make(self, view: V, columns: int, rows: int) -> Sequence[DrawnRow]:
        """Return what was made."""
        return self._made[view, columns, rows]


class Glass(App[int]):
    """An app that is one glass."""

    CSS = "Screen { background: $background; }"

    def __init__(self, glass: Widget, size: tuple[int, int]) -> None:
        super().__init__()
        self.glass = glass
        glass.styles.width, glass.styles.height = size
        self.register_theme(LOOKS["dark"])
        self.theme = LOOKS["dark"].name

    def compose(self) -> ComposeResult:
        """Yield the glass."""
        yield self.glass


async def _cpu_a_frame(glass: Braille[V], size: tuple[int, int], views: Sequence[V]) -> float:
    """Show the views at 20 a second; return processor seconds a frame."""
    app = Glass(glass, size)
    async with app.run_test(size=(size[0] + 2, size[1])) as pilot:
        await pilot.pause()
        begun = process_time()
        for view in views:
            glass.show(view)
            await asyncio.sleep(1.0 / _FRAMES_A_S)
        return (process_time() - begun) / len(views)


def cost(
    views: Sequence[V], sizes: Mapping[str, tuple[int, int]], made: Callable[[], Braille[V]], make: Picture[V]
) -> None:
    """Print what a frame costs in each size, beside rows that were made before.

    Args:
        views: to be shown, one a frame.
        sizes: in cells, by the size of the terminal.
        made: returns a widget that draws them.
        make: draws one.
    """
    print("| terminal | glass | picture | with Textual | share of a core | Textual alone | ratio | verdict |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, size in sizes.items():
        begun = process_time()
        for view in views:
            make(view, *size)
        alone = (process_time() - begun) / len(views)

        def drawn(size: tuple[int, int] = size) -> float:
            return asyncio.run(_cpu_a_frame(made(), size, views))

        def prepared(size: tuple[int, int] = size) -> float:
            return asyncio.run(_cpu_a_frame(Prepared(make, views, *size), size, views))

        ours, bare = in_turn(drawn, prepared, _PAIRS)
        share = spread(ours).middle * _FRAMES_A_S
        verdict = "met" if share <= _SHARE_MOST else "missed"
        ratio = median(a / b for a, b in zip(ours, bare, strict=True))
        print(
            f"| {name} | {size[0]}x{size[1]} | {1e3 * alone:.1f} ms | {1e3 * spread(ours).middle:.1f} ms "
            f"| {100 * share:.0f} % | {1e3 * spread(bare).middle:.1f} ms | x{ratio:.2f} | {verdict} |",
            flush=True,
        )


@dataclass(frozen=True, slots=True)
class Smallest:
    """What can be told apart in one picture; each but the last the median over a few places of the eye.

    Attributes:
        first_m: sideways, the nose as it was: some dot of the picture changes [m].
        first_deg: of the nose, the eye where it was: likewise [deg].
        seen_m: sideways: a quarter of the dots that are out there have changed [m].
        seen_deg: of the nose: likewise [deg].
        slide_m: sideways, with the nose turned so that the plate stays where it is: the cross slides over
            the plate by a whole dot, or the far ring behind the near one, whichever does so first [m].
    """

    first_m: float
    first_deg: float
    seen_m: float
    seen_deg: float
    slide_m: float


def smallest(size: tuple[int, int], range_m: float, *, narrow: bool) -> Smallest:
    """Return what can be told apart, by drawing."""
    still = frame(*size, narrow=narrow).still.dots
    found: list[list[float]] = [[], [], [], []]
    for phase in range(_PHASES):
        # Places a little beside the line, so that no luck of rounding is taken for sight.
        right, nose = 0.0137 * (phase - 3), 0.0113 * (phase - 3)

        def drawn(by_m: float, by_deg: float, right: float = right, nose: float = nose) -> int:
            view = view_at(range_m, right + by_m, 0.0, nose + by_deg, narrow=narrow)
            return canvas_of(view, *size).dots & ~still

        before = drawn(0.0, 0.0)
        quarter = before.bit_count() // 4
        for number, (sideways, enough) in enumerate(((1, 1), (0, 1), (1, quarter), (0, quarter))):

            def changes(
                by: float, sideways: int = sideways, enough: int = enough, before: int = before
            ) -> bool:
                now = drawn(by, 0.0) if sideways else drawn(0.0, by)
                return (now & ~before).bit_count() >= enough or (before & ~now).bit_count() >= enough

            found[number].append(_first(changes, 1e-4))
    first_m, first_deg, seen_m, seen_deg = (median(values) for values in found)
    return Smallest(first_m, first_deg, seen_m, seen_deg, _slide_m(size, range_m, narrow=narrow))


def _first(changes: Callable[[float], bool], least: float) -> float:
    """Return the first of a growing row of steps that changes the picture."""
    step = least
    while not changes(step):
        step *= _GROWTH
    return step


def _slide_m(size: tuple[int, int], range_m: float, *, narrow: bool) -> float:
    """Return how far the eye must move for a slide of one dot, with the plate kept where it is [m]."""
    glass = frame(*size, narrow=narrow)

    def slides(by: float) -> bool:
        nose = -degrees(atan2(by, range_m + HEAD_BEFORE_EYE_M))
        pose = view_at(range_m, by, 0.0, nose, narrow=narrow).pose
        camera = Camera(pose, glass.middle, glass.radius - 1.0, narrow=narrow)
        plate, cross, far = camera.outline(((0.0, 0.0, 0.0), (POST_M, 0.0, 0.0), (-HULL_LENGTH_M, 0.0, 0.0)))
        return max(abs(cross[0] - plate[0]), abs(far[0] - plate[0])) >= 1.0

    return _first(slides, 1e-4)


def judge() -> None:
    """Print what can be told apart, for each size and range, through both fields."""
    print(
        "| terminal | range | field | offset, first dot | angle | offset, seen | angle | slide of one dot |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, size in SIZES.items():
        for range_m in RANGES_M:
            for narrow in (False, True):
                told = smallest(size, range_m, narrow=narrow)
                print(
                    f"| {name} | {range_m:g} m | {'narrow' if narrow else 'wide'} "
                    f"| {1e3 * told.first_m:.1f} mm | {told.first_deg:.4f} deg "
                    f"| {told.seen_m:.3f} m | {told.seen_deg:.3f} deg | {told.slide_m:.3f} m |",
                    flush=True,
                )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="benchmarks.periscope", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--smallest", action="store_true", help="what can be judged, instead of what it costs"
    )
    parser.add_argument("--station", action="store_true", help="the station instead of the sight")
    parser.add_argument("--seconds", type=float, default=4.0, help="of flight that each measurement shows")
    asked = parser.parse_args(argv)
    if asked.smallest:
        judge()
    elif asked.station:
        cost(roll(round(asked.seconds * _FRAMES_A_S)), STATION_SIZES, Outside, station_picture)
    else:
        cost(approach(round(asked.seconds * _FRAMES_A_S)), SIZES, Periscope, picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
