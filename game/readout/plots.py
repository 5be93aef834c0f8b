"""The four pictures of a docking's debrief: closing against range, the offset, the nose, the propellant.

Law: pure; how a picture becomes text is in ``charts``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from game.emergencies.docking.rules import closing_limit_m_s
from game.engine.debrief import History
from game.readout.charts import Axis, Chart, Curve, Pen, draw_chart, over_time, upright
from game.vocabulary.flying import TICKS_PER_S, Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.engine.debrief import Debrief, Sample
    from game.readout.charts import Row
    from game.readout.phrasebook import Phrasebook


class Plot(Enum):
    """Which picture."""

    APPROACH = "approach"
    """Closing speed against range, with the limit of the rules."""
    OFFSET = "offset"
    """Off the line, to the right and down, over time."""
    NOSE = "nose"
    """The angle between nose and axis, over time."""
    PROPELLANT = "propellant"


NEAREST_M = 0.5
"""Where the range axis ends: it is logarithmic, so that the last ten metres have half of it."""

_DAY_S = float(History.CONTACT.value - History.BEGUN.value)
"""From the start to contact on the real day [s]."""

_STANDING_M_S = 0.05
"""Slower backwards than this the upright axis begins at zero."""

_RANGES_M = (70.0, 50.0, 30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5)


def chart(debrief: Debrief, plot: Plot) -> Chart:
    """Return one picture of a debrief."""
    match plot:
        case Plot.APPROACH:
            return _approach(debrief)
        case Plot.OFFSET:
            return _offset(debrief)
        case Plot.NOSE:
            return _nose(debrief)
        case Plot.PROPELLANT:
            return _propellant(debrief)


def draw(debrief: Debrief, plot: Plot, phrases: Phrasebook, columns: int, rows: int) -> tuple[Row, ...]:
    """Return one picture as rows; as `draw_chart` does."""
    return draw_chart(chart(debrief, plot), phrases, columns, rows)


def _approach(debrief: Debrief) -> Chart:
    flown = _against_range(debrief.samples)
    trained = _against_range(debrief.trained.samples) if debrief.trained else ()
    fastest = max((speed for _, speed in (*flown, *trained)), default=0.0)
    slowest = min((speed for _, speed in (*flown, *trained)), default=0.0)
    farthest = max((place for place, _ in flown), default=70.0)
    far = max(70.0, farthest)
    level = Axis(far, NEAREST_M, tuple((r, f"{r:g}") for r in _RANGES_M if r <= far), logarithmic=True)
    places = [far * (NEAREST_M / far) ** (i / 120) for i in range(121)]
    limit = tuple((place, closing_limit_m_s(place)) for place in places)
    return Chart(
        Plot.APPROACH,
        level,
        upright(slowest if slowest < -_STANDING_M_S else 0.0, max(fastest, 0.5)),
        (
            Curve("limit", Pen.LIMIT, limit, every=2),
            *((Curve("trained", Pen.TRAINED, trained, every=3),) if trained else ()),
            Curve("flown", Pen.FLOWN, flown),
        ),
        calls=tuple((max(call.true_m, NEAREST_M), call.closing_m_s) for call in debrief.calls),
    )


def _offset(debrief: Debrief) -> Chart:
    right = over_time(debrief.samples, lambda sample: sample.offset_right_m)
    down = over_time(debrief.samples, lambda sample: sample.offset_down_m)
    high = max([0.5, *(abs(value) for _, value in (*right, *down))])
    return Chart(
        Plot.OFFSET,
        _time(debrief),
        upright(-high, high, signed=True),
        (Curve("down", Pen.SECOND, down, every=2), Curve("right", Pen.FLOWN, right)),
        moments=_moments(debrief),
    )


def _nose(debrief: Debrief) -> Chart:
    flown = over_time(debrief.samples, lambda sample: sample.angle_deg)
    trained = _trained(debrief, lambda sample: sample.angle_deg)
    high = max([2.0, *(value for _, value in (*flown, *trained))])
    return Chart(
        Plot.NOSE,
        _time(debrief),
        upright(0.0, high),
        (*_dotted(trained), Curve("flown", Pen.FLOWN, flown)),
        moments=_moments(debrief),
    )


def _propellant(debrief: Debrief) -> Chart:
    flown = over_time(debrief.samples, lambda sample: sample.propellant_kg)
    trained = _trained(debrief, lambda sample: sample.propellant_kg)
    values = [value for _, value in (*flown, *trained)] or [0.0]
    return Chart(
        Plot.PROPELLANT,
        _time(debrief),
        upright(min(values), max(*values, min(values) + 5.0)),
        (*_dotted(trained), Curve("flown", Pen.FLOWN, flown)),
        moments=_moments(debrief),
    )


def _dotted(points: tuple[tuple[float, float], ...]) -> tuple[Curve, ...]:
    return (Curve("trained", Pen.TRAINED, points, every=3),) if points else ()


def _trained(debrief: Debrief, value: Callable[[Sample], float]) -> tuple[tuple[float, float], ...]:
    return over_time(debrief.trained.samples, value) if debrief.trained else ()


def _against_range(samples: Sequence[Sample]) -> tuple[tuple[float, float], ...]:
    return tuple((sample.range_m, sample.closing_m_s) for sample in samples if sample.range_m >= NEAREST_M)


def _time(debrief: Debrief) -> Axis:
    ends = [1.0, debrief.ticks / TICKS_PER_S]
    if debrief.trained:
        ends.append(debrief.trained.ticks / TICKS_PER_S)
    if debrief.on_the_day:
        ends.append(_DAY_S)
    end = max(ends)
    step = next((step for step in (10, 30, 60, 120, 300) if end / step <= 9.0), 600)
    seconds = range(0, int(end) + 1, step)
    return Axis(0.0, end, tuple((float(second), f"{second // 60}:{second % 60:02d}") for second in seconds))


def _moments(debrief: Debrief) -> tuple[tuple[float, str], ...]:
    day = ((_DAY_S, "day"),) if debrief.on_the_day else ()
    shown = {Cue.SUNSET: "sunset", Cue.SUNRISE: "sunrise", Cue.SIGNAL_LOST: "signal", Cue.GO_GIVEN: "go"}
    seen = tuple((mark.tick / TICKS_PER_S, shown[mark.cue]) for mark in debrief.marks if mark.cue in shown)
    return tuple(sorted((*seen, *day)))
