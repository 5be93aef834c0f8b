"""The debrief of a docking in sentences: for whoever does not see the pictures, and for lists beside them.

Law: pure; numbers come from the debrief, words from the phrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.emergencies.docking.rules import closing_limit_m_s
from game.engine.debrief import History
from game.engine.outcomes import BEATS, FLYING
from game.vocabulary.flying import TICKS_PER_S, Cue

if TYPE_CHECKING:
    from game.engine.debrief import Debrief, Decision, Sample
    from game.engine.debriefing import AnyDebrief
    from game.engine.outcomes import Result
    from game.readout.phrasebook import Phrasebook

_LITTLE = 2.0
"""An effect below this is told as little; chosen for reading."""

_NEAR_M = 10.0
_TOLERANCE_M_S = 0.01


class Kind(Enum):
    """What a row of the timeline is."""

    FLOWN = "flown"
    CALL = "call"
    """A range that was called; a question that was settled."""
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One moment of the timeline.

    Attributes:
        tick: when.
        clock: time of day, ``12:14:30``.
        text: what happened.
        kind: in this flight, a call in it, or on the real day.
    """

    tick: int
    clock: str
    text: str
    kind: Kind


def clock_at(debrief: AnyDebrief, tick: int) -> str:
    """Return the time of day at a tick, ``12:14:30``."""
    return day_clock(debrief.start_s + tick // TICKS_PER_S)


def day_clock(second: int) -> str:
    """Return a second of the day as ``12:14:30``."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def summary(debrief: Debrief, phrases: Phrasebook) -> tuple[str, ...]:
    """Return the flight in five to eight sentences."""
    sentences = [
        _end(debrief.result, debrief, phrases),
        _speed(debrief, phrases),
        _line(debrief, phrases),
        _light(debrief, phrases),
        _propellant(debrief, phrases),
        _calls(debrief, phrases),
        _trained(debrief, phrases),
        _history(debrief, phrases),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def decision_sentences(debrief: Debrief, decision: Decision, phrases: Phrasebook) -> tuple[str, str]:
    """Return what was decided, and what it did."""
    values: dict[str, str | int] = {
        "time": clock_at(debrief, decision.tick),
        "range": _metres(decision.range_m),
        "pulses": decision.pulses,
        "seconds": f"{decision.seconds:.1f}",
    }
    if decision.control is not None:
        way = phrases.say(f"debrief.way.{decision.control.value}")
        number = "pulse" if decision.pulses == 1 else "pulses"
        told = phrases.say(f"debrief.deed.{number}", way=way, **values)
    else:
        told = phrases.say(f"debrief.deed.{decision.deed.value}", **values)
    much = "worse" if decision.effect > 0.0 else "better"
    how = "little" if abs(decision.effect) < _LITTLE else much
    last = "last" if decision.after == debrief.result else "then"
    done = phrases.say(
        f"debrief.effect.{last}",
        judged=phrases.say(f"debrief.judged.{how}"),
        before=result_words(decision.before, phrases),
        after=result_words(decision.after, phrases),
    )
    return told, done


def result_words(result: Result, phrases: Phrasebook) -> str:
    """Return what a flight came to, as the middle of a sentence."""
    beat = result.beat if result.beat in BEATS else FLYING
    said = phrases.say(f"debrief.result.{beat}")
    if result.closing_m_s is None or result.miss_m is None:
        return said
    closing = round(100 * result.closing_m_s)
    if result.miss_m >= 1.0:
        return phrases.say("debrief.result_far", result=said, closing=closing, miss=_metres(result.miss_m))
    return phrases.say(
        "debrief.result_touched", result=said, closing=closing, miss=round(100 * result.miss_m)
    )


def timeline(debrief: Debrief, phrases: Phrasebook) -> tuple[TimelineRow, ...]:
    """Return the gates, the calls and what else has a name, with the real day's beside them, in order."""
    rows = [
        TimelineRow(
            mark.tick,
            clock_at(debrief, mark.tick),
            phrases.say(f"debrief.mark.{mark.cue.value}", range=_metres(mark.range_m)),
            Kind.FLOWN,
        )
        for mark in debrief.marks
    ]
    rows += [
        TimelineRow(
            call.tick,
            clock_at(debrief, call.tick),
            phrases.say(
                f"debrief.called.{call.cue.value}",
                called=_metres(call.called_m),
                true=_metres(call.true_m),
                late=call.late_s,
            ),
            Kind.CALL,
        )
        for call in debrief.calls
    ]
    if debrief.on_the_day:
        rows += [
            TimelineRow(
                (moment.value - debrief.start_s) * TICKS_PER_S,
                day_clock(moment.value),
                phrases.say(f"debrief.history.{moment.name.lower()}"),
                Kind.HISTORY,
            )
            for moment in History
        ]
    # The sort is stable: what happened in one tick stays in its order.
    return tuple(sorted(rows, key=lambda row: row.tick))


def _end(result: Result | None, debrief: Debrief, phrases: Phrasebook) -> str:
    time = span(debrief.ticks, phrases)
    if result is None:
        return phrases.say("debrief.so_far", time=time)
    return phrases.say("debrief.end", result=result_words(result, phrases), time=time)


def _speed(debrief: Debrief, phrases: Phrasebook) -> str:
    coming = [sample for sample in debrief.samples if sample.range_m > 0.0]
    if not coming:
        return ""

    def excess(sample: Sample) -> float:
        return sample.closing_m_s - closing_limit_m_s(sample.range_m)

    worst = max(coming, key=excess)
    if excess(worst) > _TOLERANCE_M_S:
        return phrases.say(
            "debrief.too_fast",
            speed=f"{worst.closing_m_s:.2f}",
            range=_metres(worst.range_m),
            limit=f"{closing_limit_m_s(worst.range_m):.2f}",
        )
    fastest = max(coming, key=lambda sample: sample.closing_m_s)
    return phrases.say(
        "debrief.within", speed=f"{max(0.0, fastest.closing_m_s):.2f}", range=_metres(fastest.range_m)
    )


def _line(debrief: Debrief, phrases: Phrasebook) -> str:
    farthest = max(debrief.samples, key=lambda sample: sample.miss_m)
    nose = max(debrief.samples, key=lambda sample: sample.angle_deg)
    near = [sample.miss_m for sample in debrief.samples if sample.range_m <= _NEAR_M]
    values = {
        "off": _metres(farthest.miss_m),
        "range": _metres(farthest.range_m),
        "angle": f"{nose.angle_deg:.1f}",
    }
    if not near:
        return phrases.say("debrief.line", **values)
    return phrases.say("debrief.line_near", near=_metres(max(near)), **values)


def _light(debrief: Debrief, phrases: Phrasebook) -> str:
    seen = {mark.cue: mark for mark in debrief.marks}
    sunset = seen.get(Cue.SUNSET)
    if sunset is None:
        return ""
    lamp = seen.get(Cue.LAMP_ON)
    if lamp is None:
        return phrases.say("debrief.sunset", range=_metres(sunset.range_m))
    return phrases.say(
        "debrief.sunset_lamp", range=_metres(sunset.range_m), lamp=clock_at(debrief, lamp.tick)
    )


def _propellant(debrief: Debrief, phrases: Phrasebook) -> str:
    first, last = debrief.samples[0].propellant_kg, debrief.samples[-1].propellant_kg
    return phrases.say("debrief.propellant", used=f"{first - last:.0f}", left=f"{last:.0f}")


def _calls(debrief: Debrief, phrases: Phrasebook) -> str:
    errors = sorted(abs(call.called_m - call.true_m) / max(1.0, call.true_m) for call in debrief.calls)
    if not errors:
        return phrases.say("debrief.no_calls")
    percent = round(100 * errors[len(errors) // 2])
    number = "call" if len(errors) == 1 else "calls"
    return phrases.say(f"debrief.{number}", count=len(errors), percent=percent)


def _trained(debrief: Debrief, phrases: Phrasebook) -> str:
    track = debrief.trained
    if track is None or track.result is None:
        return ""
    return phrases.say(
        "debrief.trained", result=result_words(track.result, phrases), time=span(track.ticks, phrases)
    )


def _history(debrief: Debrief, phrases: Phrasebook) -> str:
    if not debrief.on_the_day:
        return ""
    ticks = (History.CONTACT.value - History.BEGUN.value) * TICKS_PER_S
    return phrases.say("debrief.day", time=span(ticks, phrases))


def _metres(metres: float) -> str:
    """Return metres as they are read: whole ones beyond ten."""
    return f"{metres:.0f}" if abs(metres) >= 10.0 else f"{round(metres, 1) + 0.0:.1f}"


def span(ticks: int, phrases: Phrasebook) -> str:
    """Return how long so many ticks are, as the middle of a sentence."""
    seconds = ticks // TICKS_PER_S
    return phrases.say("debrief.span", minutes=seconds // 60, seconds=seconds % 60)
