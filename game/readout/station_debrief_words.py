"""The debrief of the station in sentences: for whoever does not see the pictures, and for lists beside them.

Law: pure; numbers come from the debrief, words from the phrases. Nobody need know the book to follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.limits import DEPARTURE_KG
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, Phase
from game.engine.station_debrief import Day, ModuleDay
from game.engine.station_decisions import StationDeed
from game.engine.station_outcomes import station_cost_of
from game.readout.debrief_words import Kind, TimelineRow, clock_at, day_clock
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, Person, StationCue, Task, Tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.engine.station_debrief import StationDebrief
    from game.engine.station_decisions import StationDecision
    from game.engine.station_outcomes import StationResult
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.flying import FlightOrder

_LITTLE = 2.0
"""An effect below this is told as little; chosen for reading."""

_FULL = 0.95
"""Of batteries above this there is nothing to tell; likewise."""

_SAME_TICKS = 10 * TICKS_PER_S
"""Nearer together than this, one thing came no sooner than another."""

_COMES_TO: Mapping[Task, StationCue] = {
    **dict.fromkeys(
        (Task.MOTION_CONTROL_OFF, Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.CLOSE_VALVES),
        StationCue.THRUST_STOPPED,
    ),
    Task.SEND_OFF: StationCue.THRUST_STOPPED,
    Task.FREE_DRIFT: StationCue.FREE_DRIFT,
    Task.ARRAYS_EDGE_ON: StationCue.ARRAYS_EDGE_ON,
    Task.LOCK_ARRAYS: StationCue.ARRAYS_LOCKED,
    Task.TAKE_CONTROL: StationCue.RUSSIAN_CONTROL,
    Task.NULL_RATES: StationCue.RATES_NULLED,
    Task.TURN_BACK: StationCue.TURNING_BACK,
    Task.TURN_BACK_FAST: StationCue.LEVEL_AGAIN,
    Task.GYROS_TAKE_OVER: StationCue.GYROS_HOLD,
    Task.SWITCH_ANTENNA: StationCue.RELAY_PATCHED,
    **dict.fromkeys((Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING), StationCue.LOADS_SHED),
}
"""What a task comes to; of every other order the control that is regained tells."""


def summary(debrief: StationDebrief, phrases: Phrasebook) -> tuple[str, ...]:
    """Return the emergency in five to nine sentences."""
    sentences = [
        _end(debrief, phrases),
        _turning(debrief, phrases),
        _thrust(debrief, phrases),
        _power(debrief, phrases),
        _troubles(debrief, phrases),
        _answers(debrief, phrases),
        _compared(debrief, phrases, "nothing"),
        _compared(debrief, phrases, "trained"),
        _day(debrief, phrases),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def decision_sentences(
    debrief: StationDebrief, decision: StationDecision, phrases: Phrasebook
) -> tuple[str, str]:
    """Return what was decided, and what it did."""
    where = phrases.say(
        "debrief.station.where",
        time=clock_at(debrief, decision.tick),
        tilt=_degrees(decision.tilt_deg, phrases),
    )
    told = phrases.say("debrief.station.told", where=where, what=_what(debrief, decision, phrases))
    much = "worse" if decision.effect > 0.0 else "better"
    how = "little" if abs(decision.effect) < _LITTLE else much
    ordered = decision.deed is StationDeed.ORDERED
    held = "wait_last" if decision.after == debrief.result else "wait_then"
    effect = phrases.say(
        f"debrief.station.against.{'order' if ordered else held}",
        judged=phrases.say(f"debrief.judged.{how}"),
        time=clock_at(debrief, decision.end_tick),
        before=station_result_words(decision.before, debrief, phrases),
        after=station_result_words(decision.after, debrief, phrases),
    )
    sooner = _sooner(debrief, decision, phrases) if ordered else ""
    done = [sooner, *_came_with(debrief, decision, phrases), effect]
    return told, " ".join(sentence for sentence in done if sentence)


def station_result_words(result: StationResult, debrief: StationDebrief, phrases: Phrasebook) -> str:
    """Return what an emergency came to, as the middle of a sentence."""
    time = "" if result.regained_tick == NEVER else clock_at(debrief, result.regained_tick)
    how = result.phase.value
    if result.phase is Phase.REGAINED and not result.lost:
        how = Phase.HELD.value
    said = [
        phrases.say(
            f"debrief.station.result.{how}",
            time=time,
            minutes=_minutes(result.minutes, phrases),
            peak=_degrees(result.peak_deg, phrases),
        )
    ]
    also = {
        "hurt": result.array_lost > 0.0,
        "low": result.low and result.phase is not Phase.LONG_NIGHT,
        "line": result.under_line and debrief.start is Scenario.ROLL,
        "unproved": result.unproved and debrief.start is Scenario.ROLL,
        "valves": result.valves_shut,
    }
    said += [phrases.say(f"debrief.station.also.{name}") for name, so in also.items() if so]
    return ", ".join(said)


def timeline(debrief: StationDebrief, phrases: Phrasebook) -> tuple[TimelineRow, ...]:
    """Return what has a name, the questions and the troubles, with the real day's beside them, in order."""
    rows = [
        TimelineRow(
            mark.tick,
            clock_at(debrief, mark.tick),
            phrases.say(
                f"debrief.station.mark.{mark.cue.value}",
                tilt=_degrees(mark.tilt_deg, phrases),
                number=dict(mark.numbers).get("number", 0),
            ),
            Kind.FLOWN,
        )
        for mark in debrief.marks
    ]
    rows += [
        TimelineRow(
            one.tick,
            clock_at(debrief, one.tick),
            phrases.say(
                f"debrief.station.{'answered' if one.answered else 'settled'}",
                who=_name(ASKINGS[one.question].who, phrases),
                reply=phrases.say(f"debrief.station.reply.{one.reply.value}"),
            ),
            Kind.CALL,
        )
        for one in debrief.settled
    ]
    rows += [
        TimelineRow(
            tick,
            clock_at(debrief, tick),
            phrases.say(f"debrief.station.trouble.{trouble.value}"),
            Kind.FLOWN,
        )
        for tick, trouble in debrief.troubles
    ]
    rows += [
        TimelineRow(
            one.tick,
            clock_at(debrief, one.tick),
            phrases.say(
                f"debrief.station.going.{'you_' if one.who is Person.SELF else ''}{one.way.value}",
                who=_name(one.who, phrases),
            ),
            Kind.FLOWN,
        )
        for one in debrief.going
    ]
    days = {Scenario.ROLL: tuple(Day), Scenario.MODULE: tuple(ModuleDay), Scenario.DRILL: ()}
    rows += [
        TimelineRow(
            (moment.value - debrief.start_s) * TICKS_PER_S,
            day_clock(moment.value),
            phrases.say(f"debrief.station.{debrief.start.value}_day.{moment.name.lower()}"),
            Kind.HISTORY,
        )
        for moment in days[debrief.start]
    ]
    # The sort is stable: what happened in one tick stays in its order.
    return tuple(sorted(rows, key=lambda row: row.tick))


# --- The summary


def _end(debrief: StationDebrief, phrases: Phrasebook) -> str:
    time = _length(debrief.ticks, phrases)
    if debrief.result is None:
        return phrases.say("debrief.station.so_far", time=time)
    result = station_result_words(debrief.result, debrief, phrases)
    return phrases.say("debrief.station.end", result=result, time=time)


def _turning(debrief: StationDebrief, phrases: Phrasebook) -> str:
    farthest = max(debrief.samples, key=lambda sample: sample.tilt_deg)
    fastest = max(debrief.samples, key=lambda sample: sample.rate_deg_s)
    values = {
        "tilt": _degrees(farthest.tilt_deg, phrases),
        "time": clock_at(debrief, farthest.tick),
        "rate": f"{fastest.rate_deg_s:.2f}",
    }
    if debrief.start is Scenario.MODULE:
        turned = f"{debrief.samples[-1].turned_deg:.0f}"
        return phrases.say("debrief.station.turned", turned=turned, **values)
    return phrases.say("debrief.station.turning", **values)


def _thrust(debrief: StationDebrief, phrases: Phrasebook) -> str:
    first, last = debrief.samples[0], debrief.samples[-1]
    if debrief.start is not Scenario.ROLL:
        return phrases.say("debrief.station.segment", used=f"{last.segment_kg:.0f}")
    over = last.ship_kg - DEPARTURE_KG
    return phrases.say(
        f"debrief.station.{'thrust' if over >= 0.0 else 'thrust_under'}",
        burnt=f"{first.ship_kg - last.ship_kg:.1f}",
        left=f"{last.ship_kg:.0f}",
        over=f"{abs(over):.0f}",
        used=f"{last.segment_kg:.0f}",
    )


def _power(debrief: StationDebrief, phrases: Phrasebook) -> str:
    least = min(debrief.samples, key=lambda sample: sample.charge)
    lost = debrief.result.array_lost if debrief.result else 0.0
    if lost == 0.0 and least.charge > _FULL:
        return ""
    return phrases.say(
        f"debrief.station.{'power_hurt' if lost > 0.0 else 'power'}",
        charge=f"{100.0 * least.charge:.0f}",
        time=clock_at(debrief, least.tick),
        lost=f"{100.0 * lost:.0f}",
    )


def _troubles(debrief: StationDebrief, phrases: Phrasebook) -> str:
    told = [phrases.say(f"debrief.station.trouble.{trouble.value}") for _, trouble in debrief.troubles]
    return phrases.say("debrief.station.troubles", troubles="; ".join(told)) if told else ""


def _answers(debrief: StationDebrief, phrases: Phrasebook) -> str:
    if not debrief.settled:
        return ""
    answered = [one for one in debrief.settled if one.answered]
    number = "question" if len(debrief.settled) == 1 else "questions"
    return phrases.say(f"debrief.station.{number}", count=len(debrief.settled), answered=len(answered))


def _compared(debrief: StationDebrief, phrases: Phrasebook, which: str) -> str:
    track = debrief.nothing if which == "nothing" else debrief.trained
    if track is None:
        return ""
    result = debrief.result
    if which == "trained" and result and station_cost_of(result) < station_cost_of(track.result):
        which = "trained_less"
    return phrases.say(
        f"debrief.station.{which}", result=station_result_words(track.result, debrief, phrases)
    )


def _day(debrief: StationDebrief, phrases: Phrasebook) -> str:
    if debrief.start is Scenario.DRILL:
        return ""
    return phrases.say(f"debrief.station.{debrief.start.value}_day")


# --- A decision


def _what(debrief: StationDebrief, decision: StationDecision, phrases: Phrasebook) -> str:
    if decision.deed is StationDeed.WAITED or (decision.order is None and decision.question is None):
        how = "asked" if decision.more else "waited"
        time = _length(decision.end_tick - decision.tick, phrases)
        return phrases.say(f"debrief.station.{how}", time=time)
    if decision.question is not None:
        asking = ASKINGS[decision.question]
        return phrases.say(
            "debrief.station.left",
            who=_name(asking.who, phrases),
            question=phrases.say(f"debrief.station.question.{decision.question.value}"),
        )
    if len(decision.sent) > 1:
        return phrases.say("debrief.station.sent", who=_names(decision.sent, phrases))
    ordered = order_words(decision.order, phrases)
    if not decision.more:
        return ordered
    number = "and_one" if decision.more == 1 else "and_more"
    return phrases.say(
        f"debrief.station.{number}",
        what=ordered,
        more=decision.more,
        time=clock_at(debrief, decision.end_tick),
    )


def order_words(order: FlightOrder | None, phrases: Phrasebook) -> str:
    """Return what the engineer did by an order, as the end of a sentence."""
    match order:
        case Assign(Person.SELF, task):
            return phrases.say(f"debrief.station.you.{task.value}")
        case Assign(who, task):
            done = phrases.say(f"debrief.station.task.{task.value}")
            return phrases.say("debrief.station.ordered", who=_name(who, phrases), task=done)
        case Tell(whom, news):
            said = phrases.say(f"debrief.station.news.{news.value}")
            return phrases.say("debrief.station.news", who=_name(whom, phrases), news=said)
        case Answer(question, reply):
            said = phrases.say(f"debrief.station.reply.{reply.value}")
            asking = _name(ASKINGS[question].who, phrases)
            return phrases.say("debrief.station.reply", who=asking, reply=said)
        case AllToShips():
            return phrases.say("debrief.station.all_to_ships")
        case AllStay():
            return phrases.say("debrief.station.all_stay")
        case _:
            return phrases.say("debrief.station.rung")


def _sooner(debrief: StationDebrief, decision: StationDecision, phrases: Phrasebook) -> str:
    """Return how much sooner something came than without the order."""
    cue = StationCue.CONTROL_REGAINED
    if isinstance(decision.order, Assign):
        cue = _COMES_TO.get(decision.order.task, cue)
    before, after = decision.before.when(cue), decision.after.when(cue)
    if after is None or (before is not None and abs(after - before) < _SAME_TICKS):
        return ""
    what = phrases.say(f"debrief.station.reached.{cue.value}", time=clock_at(debrief, after))
    if before is None:
        return phrases.say("debrief.station.only_so", what=what)
    when = "sooner" if after < before else "later"
    return phrases.say(f"debrief.station.{when}", what=what, span=_about(abs(after - before), phrases))


def _came_with(debrief: StationDebrief, decision: StationDecision, phrases: Phrasebook) -> list[str]:
    """Return the troubles that came by a decision, and those that were spared by it."""
    came = [one for one in decision.after.troubles if one not in decision.before.troubles]
    spared = [one for one in decision.before.troubles if one not in decision.after.troubles]
    if decision.deed is not StationDeed.ORDERED:
        # Both ends are the book's: only what came to the player as well is told.
        really = debrief.result.troubles if debrief.result else ()
        came, spared = [one for one in came if one in really], []
    return [
        phrases.say(
            f"debrief.station.{how}",
            troubles="; ".join(phrases.say(f"debrief.station.trouble.{one.value}") for one in troubles),
        )
        for how, troubles in (("brought", came), ("spared", spared))
        if troubles
    ]


# --- Words


def _names(people: Sequence[Person], phrases: Phrasebook) -> str:
    """Return two people or more as they are listed."""
    names = [_name(who, phrases) for who in people]
    return phrases.say("debrief.station.names", names=", ".join(names[:-1]), last=names[-1])


def _name(who: Person, phrases: Phrasebook) -> str:
    return phrases.say(f"debrief.station.who.{who.value}")


def _degrees(degrees: float, phrases: Phrasebook) -> str:
    whole = round(degrees)
    return phrases.say("debrief.station.degree" if whole == 1 else "debrief.station.degrees", degrees=whole)


def _length(ticks: int, phrases: Phrasebook) -> str:
    """Return how long so many ticks are, to the second."""
    seconds = ticks // TICKS_PER_S
    if seconds < 60:
        return phrases.say("debrief.station.seconds", seconds=seconds)
    return phrases.say("debrief.span", minutes=seconds // 60, seconds=seconds % 60)


def _about(ticks: int, phrases: Phrasebook) -> str:
    """Return how long so many ticks are, as people say it."""
    seconds = ticks / TICKS_PER_S
    if seconds < 90.0:
        return phrases.say("debrief.station.seconds", seconds=round(seconds))
    return _minutes(seconds / 60.0, phrases)


def _minutes(minutes: float, phrases: Phrasebook) -> str:
    whole = round(minutes)
    return phrases.say("debrief.station.minute" if whole == 1 else "debrief.station.minutes", minutes=whole)
