"""The four pictures of the station's debrief: how far over, how fast, the gyros, the power.

Law: pure; how a picture becomes text is in ``charts``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from game.emergencies.station.scenarios import Scenario
from game.engine.station_debrief import MODULE_DEG, PEAK_DEG, Day, ModuleDay
from game.readout.charts import Axis, Chart, Curve, Pen, over_time, upright
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine.station_debrief import StationDebrief, StationSample

    _Value = Callable[[StationSample], float]


class StationPlot(Enum):
    """Which picture."""

    TILT = "tilt"
    """From level, over time."""
    TURNED = "turned"
    """The whole angle, over time, where she goes round more than once."""
    RATE = "rate"
    MOMENTUM = "momentum"
    """In the gyros, in hundredths of what they hold."""
    POWER = "power"
    """What the arrays make, and the charge of the batteries; both fit one scale of a hundred."""


_STEPS_S = (60, 120, 300, 600)
_MOST_LABELS = 9.0

_MOMENTS = {
    StationCue.ATTITUDE_LOST: "lost",
    StationCue.ARRAYS_LOCKED: "locked",
    StationCue.SUNSET: "sunset",
    StationCue.CONTROL_REGAINED: "regained",
    StationCue.ARRAY_STRUCK: "struck",
}


def station_charts(debrief: StationDebrief) -> tuple[Chart, ...]:
    """Return the four pictures of a debrief."""
    first = StationPlot.TURNED if debrief.start is Scenario.MODULE else StationPlot.TILT
    plots = (first, StationPlot.RATE, StationPlot.MOMENTUM, StationPlot.POWER)
    return tuple(station_chart(debrief, plot) for plot in plots)


def station_chart(debrief: StationDebrief, plot: StationPlot) -> Chart:
    """Return one picture of a debrief."""
    match plot:
        case StationPlot.TILT:
            peak = PEAK_DEG if debrief.on_the_day else None
            return _chart(debrief, plot, lambda sample: sample.tilt_deg, 10.0, peak)
        case StationPlot.TURNED:
            return _chart(debrief, plot, lambda sample: sample.turned_deg, 90.0, MODULE_DEG)
        case StationPlot.RATE:
            return _chart(debrief, plot, lambda sample: sample.rate_deg_s, 0.1)
        case StationPlot.MOMENTUM:
            return _chart(debrief, plot, lambda sample: 100.0 * sample.momentum, 100.0)
        case StationPlot.POWER:
            made = over_time(debrief.samples, lambda sample: sample.made_kw)
            curve = Curve("made", Pen.SECOND, made, every=2)
            return _chart(debrief, plot, lambda sample: 100.0 * sample.charge, 100.0, None, curve)


def _chart(
    debrief: StationDebrief,
    plot: StationPlot,
    value: _Value,
    least: float,
    limit: float | None = None,
    second: Curve | None = None,
) -> Chart:
    """Return a value over time: flown, in silence, by the trained pilot.

    Args:
        debrief: of the flight.
        plot: which picture.
        value: of a sample.
        least: the upright axis goes so far at least.
        limit: a level line: what the real day came to.
        second: another value of the flight.
    """
    level = _clock(debrief)
    flown = Curve("flown", Pen.FLOWN, over_time(debrief.samples, value))
    compared = [
        Curve(name, pen, over_time(track.samples, value), every=3)
        for name, pen, track in (
            ("nothing", Pen.HISTORY, debrief.nothing),
            ("trained", Pen.TRAINED, debrief.trained),
        )
        if track is not None
    ]
    line = () if limit is None else (Curve("peak", Pen.LIMIT, _across(level, limit), every=2),)
    curves = (*line, *compared, *((second,) if second else ()), flown)
    high = max([least, *(y for curve in curves for _, y in curve.points)])
    times = {decision.tick for decision in debrief.decisions}
    return Chart(
        plot,
        level,
        upright(0.0, high),
        curves,
        calls=_decided(debrief, value, times),
        moments=_moments(debrief),
        called="decision",
    )


def _decided(debrief: StationDebrief, value: _Value, ticks: set[int]) -> tuple[tuple[float, float], ...]:
    """Return where the decisions stand on the flown line."""
    return tuple(
        (tick / TICKS_PER_S, value(min(debrief.samples, key=lambda sample: abs(sample.tick - tick))))
        for tick in sorted(ticks)
    )


def _across(level: Axis, value: float) -> tuple[tuple[float, float], ...]:
    return ((level.low, value), (level.high, value))


def _clock(debrief: StationDebrief) -> Axis:
    """Return the time of day to the end of all that is shown, in seconds from the opening."""
    tracks = [track.ticks for track in (debrief.nothing, debrief.trained) if track is not None]
    day = _day_s(debrief)
    end = max([60.0, *(ticks / TICKS_PER_S for ticks in (debrief.ticks, *tracks)), day or 0.0])
    step = next((step for step in _STEPS_S if end / step <= _MOST_LABELS), 1200)
    first = -debrief.start_s % step
    seconds = range(first, int(end) + 1, step)
    return Axis(0.0, end, tuple((float(s), _hour_and_minute(debrief.start_s + s)) for s in seconds))


def _hour_and_minute(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def _day_s(debrief: StationDebrief) -> float | None:
    """Return when control was back on the real day, in seconds from the opening; None for a drill."""
    days = {Scenario.ROLL: Day.REGAINED.value, Scenario.MODULE: ModuleDay.REGAINED.value}
    second = days.get(debrief.start)
    return None if second is None else float(second - debrief.start_s)


def _moments(debrief: StationDebrief) -> tuple[tuple[float, str], ...]:
    day = _day_s(debrief)
    real = () if day is None else ((day, "day_regained"),)
    seen: dict[str, float] = {}
    for mark in debrief.marks:
        if mark.cue in _MOMENTS:
            seen.setdefault(_MOMENTS[mark.cue], mark.tick / TICKS_PER_S)
    return tuple(sorted((*((second, name) for name, second in seen.items()), *real)))
