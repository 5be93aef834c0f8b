"""Which decisions in the station mattered: found by flying on without them.

Law: pure, and nothing is guessed. What an order did is what comes of it when nothing more is said after it,
less what comes of it when nothing more is said from just before it; what waiting did is what the crew's
standing advice makes of it from its end, less what it makes of it from its beginning. The same recording
gives the same decisions, whatever the machine: work is counted in ticks, not in seconds.

Most orders change nothing. So the flight is halved where its worth changed most, and halved again, until an
order stands alone; each half costs one flight in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.state import Phase, Trouble
from game.engine.decisions import DECISIONS
from game.engine.station_counsel import advised, silent
from game.engine.station_outcomes import StationResult, station_cost_of
from game.vocabulary.flying import TICKS_PER_S, ChangeRung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Question,
    StationCue,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from game.emergencies.station.state import StationState
    from game.engine.recording import Given
    from game.engine.station_counsel import FlownOn
    from game.vocabulary.flying import CueGiven, FlightOrder

    _Way = Callable[[StationState, Iterable[CueGiven], int], FlownOn]

BUDGET_TICKS = 260_000
"""Ticks that a debrief may fly on; a few seconds of one core."""

MOST_IN_SILENCE = 7
"""Flights in silence, the one from the opening with them."""

MOST_BY_ADVICE = 4
"""Flights by advice: one more than the waits that are looked at."""

_LITTLE = 0.05
"""An effect below this is none; numbers of the last place."""

_LONE = 0.3
"""What an undivided order more counts as, so that of two equal halves the longer one is looked into."""

_GRAVE = frozenset(
    {
        *(Trouble.FIRED_UNLOCKED, Trouble.FOUGHT, Trouble.HANDED_BACK_EARLY, Trouble.TOOK_TOO_SOON),
        *(Trouble.VALVES_HOT, Trouble.DARK),
    }
)
_GRAVE_WORTH, _LIGHT_WORTH = 12.0, 3.0
"""What a trouble that came, or was spared, adds to how much a decision is worth telling: it must be named
even where the rest of the flight made good for it."""

_WAIT_TICKS = 40 * TICKS_PER_S
"""Somebody who says nothing for so long has decided to."""

_CUTS_S = (0, 20, 90, 300)
"""A long wait is several decisions, the first ones the shorter: the seat is left to itself for so long."""


class StationDeed(Enum):
    """What kind of decision it was."""

    ORDERED = "ordered"
    """Somebody was told to do something, or told something, or answered."""
    WAITED = "waited"
    """Nothing was ordered."""
    LEFT = "left"
    """A question was left to whoever had asked it."""


_WEIGHTS: Mapping[Task, int] = {
    **dict.fromkeys((Task.READ_RATES, Task.REPORT, Task.LOOK_OUT), 0),
    **dict.fromkeys((Task.ROLL, Task.CUT, Task.SPEAK_TO_CAMERA), 1),
    **dict.fromkeys((Task.CLOSE_SHUTTERS, Task.OPEN_SHUTTERS, Task.STAND_BY), 2),
    **dict.fromkeys((Task.MOTION_CONTROL_OFF, Task.CLOSE_VALVES, Task.TAKE_CONTROL, Task.NULL_RATES), 9),
    **dict.fromkeys((Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.GYROS_TAKE_OVER), 8),
}
_USUAL_WEIGHT, _ANSWER_WEIGHT, _NEWS_WEIGHT = 5, 6, 4
"""Which of several orders names a decision; nought has no effect to look for. Chosen for play."""


@dataclass(frozen=True, slots=True)
class StationDecision:
    """One of the decisions that mattered.

    Attributes:
        tick: when it began; a Retake goes there.
        end_tick: when the last order of it was given, or the waiting was over.
        deed: what it was.
        order: the weightiest order, where there was one.
        more: how many other orders belong to it.
        question: which was left, where one was.
        tilt_deg: how far over she was when it began [deg].
        effect: how much it cost: above zero it made the end worse, below zero better.
        before: what comes of it from just before it.
        after: what comes of it from just after it; for the last one what it came to.
    """

    tick: int
    end_tick: int
    deed: StationDeed
    order: FlightOrder | None
    more: int
    question: Question | None
    tilt_deg: float
    effect: float
    before: StationResult
    after: StationResult

    @property
    def worth(self) -> float:
        """How much it is worth telling; of waiting, its troubles are somebody else's."""
        return _worth(self.before, self.after) if self.deed is StationDeed.ORDERED else abs(self.effect)


@dataclass(frozen=True, slots=True)
class _Told:
    """The orders of one tick that may have mattered."""

    tick: int
    orders: tuple[FlightOrder, ...]


@dataclass(frozen=True, slots=True)
class _Wait:
    tick: int
    end: int
    question: Question | None = None


class _Flying:
    """What is left of the budget, and what was flown already."""

    def __init__(
        self,
        states: Mapping[int, StationState],
        cues: Sequence[CueGiven],
        result: StationResult,
        known: dict[int, StationResult],
    ) -> None:
        self._states = states
        self._cues = cues
        self._result = result
        self._left = BUDGET_TICKS
        self._silent = known
        self._advised: dict[int, StationResult] = {}

    def silence_from(self, tick: int | None) -> StationResult | None:
        """Return what silence from a tick comes to; from None on, what the flight came to."""
        return self._flown(tick, self._silent, MOST_IN_SILENCE, silent)

    def advice_from(self, tick: int) -> StationResult | None:
        """Return what advice from a tick comes to."""
        return self._flown(tick, self._advised, MOST_BY_ADVICE, advised)

    def _flown(
        self, tick: int | None, done: dict[int, StationResult], most: int, way: _Way
    ) -> StationResult | None:
        if tick is None or tick >= self._result.ticks:
            return self._result
        if tick not in done:
            state = self._states.get(tick)
            if state is None or state.phase is not Phase.RUNNING or len(done) >= most or self._left <= 0:
                return None
            flown = way(state, self._cues, self._left)
            self._left -= flown.ticks
            if flown.result is None:
                return None
            done[tick] = flown.result
        return done[tick]


def station_decisions_of(
    orders: Sequence[Given],
    cues: Sequence[CueGiven],
    states: Mapping[int, StationState],
    result: StationResult,
    nothing: StationResult | None = None,
) -> tuple[StationDecision, ...]:
    """Return the decisions that mattered, the one most worth telling first.

    Args:
        orders: all that were given, by rising tick.
        cues: what happened.
        states: by tick: at least every one at which an order was given, and every second from the opening.
        result: what the flight came to.
        nothing: what silence from the opening comes to, where that is known already.
    """
    known = {orders[0].tick: nothing} if nothing is not None and orders else {}
    flying = _Flying(states, cues, result, known)
    told = [*_of_orders(orders, states, flying), *_of_waits(orders, cues, states, flying)]
    told = [one for one in told if one.worth >= _LITTLE]
    told.sort(key=lambda one: (-one.worth, one.tick))
    return tuple(_one_a_tick(told)[:DECISIONS])


def _worth(before: StationResult, after: StationResult) -> float:
    """Return how much lies between two ends, for better or worse."""
    worth = abs(station_cost_of(after) - station_cost_of(before))
    for trouble in sorted({*before.troubles} ^ {*after.troubles}, key=lambda one: one.value):
        worth += _GRAVE_WORTH if trouble in _GRAVE else _LIGHT_WORTH
    return worth


def _one_a_tick(told: Iterable[StationDecision]) -> list[StationDecision]:
    """Return the first of each tick: there is one Retake to it."""
    kept: dict[int, StationDecision] = {}
    for one in told:
        kept.setdefault(one.tick, one)
    return list(kept.values())


# --- What was ordered


def _of_orders(
    orders: Sequence[Given], states: Mapping[int, StationState], flying: _Flying
) -> list[StationDecision]:
    """Halve the orders where most changed, until each part that changed much is one order."""
    told = [_Told(given.tick, given.orders) for given in orders if weight_of(given.orders) > 0]
    if not told:
        return []
    # The boundary k lies just before told[k]; the last one is the end of the flight.
    bounds: list[int | None] = [*(one.tick for one in told), None]
    known = [0, len(told)]
    while True:
        split = _widest(known, bounds, flying)
        if split is None:
            break
        known = sorted({*known, split})
    found: list[StationDecision] = []
    for first, end in pairwise(known):
        before, after = flying.silence_from(bounds[first]), flying.silence_from(bounds[end])
        if before is not None and after is not None:
            found.append(_ordered(told[first:end], states, before, after))
    return found


def _widest(known: Sequence[int], bounds: Sequence[int | None], flying: _Flying) -> int | None:
    """Return the middle of the part that changed most and is not one order yet; None if there is none."""
    parts = [(first, end) for first, end in pairwise(known) if end - first > 1]

    def change(part: tuple[int, int]) -> float:
        before, after = flying.silence_from(bounds[part[0]]), flying.silence_from(bounds[part[1]])
        if before is None or after is None:
            return 0.0
        return _worth(before, after) + _LONE * (part[1] - part[0] - 1)

    if not parts:
        return None
    first, end = max(parts, key=change)
    middle = (first + end) // 2
    return middle if flying.silence_from(bounds[middle]) is not None else None


def _ordered(
    told: Sequence[_Told], states: Mapping[int, StationState], before: StationResult, after: StationResult
) -> StationDecision:
    every = [order for one in told for order in one.orders if _weight(order) > 0]
    return StationDecision(
        tick=told[0].tick,
        end_tick=told[-1].tick,
        deed=StationDeed.ORDERED,
        order=max(every, key=_weight),
        more=len(every) - 1,
        question=None,
        tilt_deg=truth.tilt_deg(states[told[0].tick]),
        effect=station_cost_of(after) - station_cost_of(before),
        before=before,
        after=after,
    )


def weight_of(orders: Iterable[FlightOrder]) -> int:
    """Return the weight of the weightiest of some orders; 0 if none of them can have done anything."""
    return max((_weight(order) for order in orders), default=0)


def _weight(order: FlightOrder) -> int:
    match order:
        case Assign(_, task):
            return _WEIGHTS.get(task, _USUAL_WEIGHT)
        case Answer():
            return _ANSWER_WEIGHT
        case Tell():
            return _NEWS_WEIGHT
        case AllToShips() | AllStay():
            return _ANSWER_WEIGHT
        case ChangeRung():
            return 1
        case _:
            return 0


# --- What was not


def _of_waits(
    orders: Sequence[Given],
    cues: Iterable[CueGiven],
    states: Mapping[int, StationState],
    flying: _Flying,
) -> list[StationDecision]:
    """Hold the waits against advice, the earliest first: the emergency is decided early."""
    found: list[StationDecision] = []
    ticks = [given.tick for given in orders if weight_of(given.orders) > 0]
    last = max(states)
    for wait in sorted({*_pauses(ticks, last), *_left(cues)}, key=lambda one: (one.tick, one.end)):
        before = flying.advice_from(wait.tick)
        after = flying.advice_from(wait.end) if before is not None else None
        if before is None or after is None or wait.tick not in states:
            continue
        found.append(
            StationDecision(
                tick=wait.tick,
                end_tick=wait.end,
                deed=StationDeed.WAITED if wait.question is None else StationDeed.LEFT,
                order=None,
                more=0,
                question=wait.question,
                tilt_deg=truth.tilt_deg(states[wait.tick]),
                effect=station_cost_of(after) - station_cost_of(before),
                before=before,
                after=after,
            )
        )
    # Of waiting that did no harm there is nothing to be told: nobody had anything to do.
    return [one for one in found if one.effect > 0.0]


def _pauses(ordered: Iterable[int], last: int) -> list[_Wait]:
    """Return the times without an order, the long ones in pieces."""
    found: list[_Wait] = []
    for begun, until in pairwise([0, *ordered, last]):
        if until - begun < _WAIT_TICKS:
            continue
        first = (begun + TICKS_PER_S - 1) // TICKS_PER_S * TICKS_PER_S
        cuts = [first + seconds * TICKS_PER_S for seconds in _CUTS_S]
        end = until if until == last else until // TICKS_PER_S * TICKS_PER_S
        found += [_Wait(start, stop) for start, stop in pairwise([*(cut for cut in cuts if cut < end), end])]
    return [wait for wait in found if wait.end > wait.tick]


def _left(cues: Iterable[CueGiven]) -> list[_Wait]:
    """Return the questions that were left to those who had asked them."""
    asked: dict[str, int] = {}
    found: list[_Wait] = []
    for given in cues:
        question = dict(given.words).get("question", "")
        if given.cue is StationCue.ASKED:
            asked[question] = given.tick
        elif given.cue is StationCue.SETTLED and question in asked:
            begun = asked[question] // TICKS_PER_S * TICKS_PER_S
            end = given.tick // TICKS_PER_S * TICKS_PER_S
            found.append(_Wait(begun, end, Question(question)))
    return found
