"""Which decisions in the station mattered: found by flying on without them.

Law: pure, and nothing is guessed. What an order did is what the flight came to, less what comes of the same
flight without that order, all the others as they were given. What waiting did is what the crew's standing
advice makes of it from its end, less what it makes of it from its beginning; of a wait after which advice
comes to no better end than the player did, nothing is told. The same recording gives the same decisions,
whatever the machine: work is counted in ticks, not in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Phase, Trouble
from game.engine.decisions import DECISIONS
from game.engine.station_counsel import advised, ordered
from game.engine.station_outcomes import StationResult, station_cost_of
from game.vocabulary.flying import TICKS_PER_S, ChangeRung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.emergencies.station.state import StationState
    from game.engine.recording import Given
    from game.vocabulary.flying import CueGiven, FlightOrder

BUDGET_TICKS = 260_000
"""Ticks that a debrief may fly on; a few seconds of one core."""

MOST_WITHOUT = 10
"""Orders that are left out, one flight for each: the weightiest."""

MOST_BY_ADVICE = 4
"""Flights by advice: one more than the waits that are looked at."""

_LITTLE = 1.0
"""A decision worth less than that decided nothing. Chosen for play."""

_WAITED_LITTLE = 2.0
"""A wait that cost less than that is none: everybody thinks for a moment. Chosen for play."""

_AGAIN_TICKS = 60 * TICKS_PER_S
"""The same order so soon after is the same decision."""

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
    **dict.fromkeys((Task.MOTION_CONTROL_OFF, Task.CLOSE_VALVES), 10),
    **dict.fromkeys((Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.GO_TO_SHIP), 10),
    **dict.fromkeys((Task.TAKE_CONTROL, Task.NULL_RATES), 9),
    **dict.fromkeys((Task.GYROS_TAKE_OVER, Task.SEND_OFF), 8),
}
_SHIPS_WEIGHT, _USUAL_WEIGHT, _ANSWER_WEIGHT, _NEWS_WEIGHT = 10, 5, 6, 4
"""Which orders are left out first; nought has no effect to look for. Chosen for play: what stopped the jet,
and who was taken from their work, always."""

_NOT_DONE = frozenset({StationCue.BUSY, StationCue.CANNOT, StationCue.NOT_HEARD})
"""By these an order was answered that nobody carried out."""


@dataclass(frozen=True, slots=True)
class StationDecision:
    """One of the decisions that mattered.

    Attributes:
        tick: when it began; a Retake goes there.
        end_tick: when the last order of it was given, or the waiting was over.
        deed: what it was.
        order: the first of its orders, where there was one.
        more: how many other orders belong to it; in a wait, how often only words were asked for.
        sent: who was sent to a ship by it one at a time.
        question: which was left, where one was.
        tilt_deg: how far over she was when it began [deg].
        effect: how much it cost: above zero it made the end worse, below zero better.
        before: the same flight without the order; of a wait, what advice comes to from its beginning.
        after: what the flight came to; of a wait, what advice comes to from its end.
    """

    tick: int
    end_tick: int
    deed: StationDeed
    order: FlightOrder | None
    more: int
    sent: tuple[Person, ...]
    question: Question | None
    tilt_deg: float
    effect: float
    before: StationResult
    after: StationResult

    @property
    def worth(self) -> float:
        """How much it is worth telling; of waiting, its troubles are somebody else's."""
        return _worth(self.before, self.after) if self.deed is StationDeed.ORDERED else abs(self.effect)


@dataclass(slots=True)
class _Candidate:
    """Orders that are one decision, each with its tick."""

    given: list[tuple[int, FlightOrder]]

    @property
    def tick(self) -> int:
        return self.given[0][0]

    @property
    def weight(self) -> int:
        return _weight(self.given[0][1])

    def continues(self, tick: int, order: FlightOrder) -> bool:
        """Whether an order belongs to it: the same one again, or one more who is sent to a ship."""
        last, other = self.given[-1]
        return (_sends(order) and _sends(other)) or (order == other and tick - last < _AGAIN_TICKS)


@dataclass(frozen=True, slots=True)
class _Wait:
    tick: int
    end: int
    question: Question | None = None


class _Flying:
    """What is left of the budget, and what was flown already."""

    def __init__(
        self,
        orders: Sequence[Given],
        cues: Sequence[CueGiven],
        states: Mapping[int, StationState],
        result: StationResult,
    ) -> None:
        self._orders = orders
        self._cues = cues
        self._states = states
        self._result = result
        self._left = BUDGET_TICKS
        self._advised: dict[int, StationResult] = {}

    def without(self, candidate: _Candidate) -> StationResult | None:
        """Return what the flight comes to without these orders; None if the budget is spent."""
        state = self._states.get(candidate.tick)
        if state is None or state.phase is not Phase.RUNNING or self._left <= 0:
            return None
        left = {
            given.tick: tuple(order for order in given.orders if (given.tick, order) not in candidate.given)
            for given in self._orders
            if given.tick >= candidate.tick
        }
        flown = ordered(state, self._cues, self._left, left)
        self._left -= flown.ticks
        return flown.result

    def advice_from(self, tick: int) -> StationResult | None:
        """Return what advice from a tick comes to; None if the budget is spent."""
        if tick >= self._result.ticks:
            return self._result
        if tick not in self._advised:
            state = self._states.get(tick)
            if state is None or state.phase is not Phase.RUNNING or self._left <= 0:
                return None
            if len(self._advised) >= MOST_BY_ADVICE:
                return None
            flown = advised(state, self._cues, self._left)
            self._left -= flown.ticks
            if flown.result is None:
                return None
            self._advised[tick] = flown.result
        return self._advised[tick]


def station_decisions_of(
    orders: Sequence[Given],
    cues: Sequence[CueGiven],
    states: Mapping[int, StationState],
    result: StationResult,
) -> tuple[StationDecision, ...]:
    """Return the decisions that mattered, the one most worth telling first.

    Args:
        orders: all that were given, by rising tick.
        cues: what happened.
        states: by tick: at least every one at which an order was given, and every second from the opening.
        result: what the flight came to.
    """
    flying = _Flying(orders, cues, states, result)
    told = [
        *_of_waits(orders, cues, states, result, flying),
        *_of_orders(orders, cues, states, result, flying),
    ]
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
    orders: Sequence[Given],
    cues: Iterable[CueGiven],
    states: Mapping[int, StationState],
    result: StationResult,
    flying: _Flying,
) -> list[StationDecision]:
    """Leave out one after the other, the weightiest first."""
    found: list[StationDecision] = []
    candidates = sorted(_candidates(orders, cues), key=lambda one: (-one.weight, one.tick))
    for candidate in candidates[:MOST_WITHOUT]:
        before = flying.without(candidate)
        if before is None:
            continue
        found.append(
            StationDecision(
                tick=candidate.tick,
                end_tick=candidate.given[-1][0],
                deed=StationDeed.ORDERED,
                order=candidate.given[0][1],
                more=len(candidate.given) - 1,
                sent=_sent(candidate),
                question=None,
                tilt_deg=truth.tilt_deg(states[candidate.tick]),
                effect=station_cost_of(result) - station_cost_of(before),
                before=before,
                after=result,
            )
        )
    return found


def _candidates(orders: Iterable[Given], cues: Iterable[CueGiven]) -> list[_Candidate]:
    """Return the orders that somebody carried out, those of one decision together."""
    taken, refused = _answers(cues)
    found: list[_Candidate] = []
    for given in orders:
        for order in given.orders:
            who = order.who.value if isinstance(order, Assign) else ""
            who = order.whom.value if isinstance(order, Tell) else who
            if _calls_back(order):
                # Who is sent to a ship after that is sent anew.
                found = [*found, _Candidate([(given.tick, order)])]
                continue
            if _weight(order) == 0 or (_near(given.tick, who, refused) and not _near(given.tick, who, taken)):
                continue
            open_ones = found[_last_call_back(found) :]
            same = next((one for one in open_ones if one.continues(given.tick, order)), None)
            if same is not None:
                same.given.append((given.tick, order))
            else:
                found.append(_Candidate([(given.tick, order)]))
    return found


def _answers(cues: Iterable[CueGiven]) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """Return when who took an order, and when whose was not carried out."""
    taken: set[tuple[int, str]] = set()
    refused: set[tuple[int, str]] = set()
    for given in cues:
        words = dict(given.words)
        who = words.get("who", words.get("whom", ""))
        if given.cue in (StationCue.TAKEN, StationCue.TOLD):
            taken.add((given.tick, who))
        elif given.cue in _NOT_DONE:
            refused.add((given.tick, who))
    return taken, refused


def _near(tick: int, who: str, answered: set[tuple[int, str]]) -> bool:
    return bool({(tick, who), (tick + 1, who)} & answered)


def _last_call_back(found: Sequence[_Candidate]) -> int:
    """Return where those begin that came after somebody was called back."""
    backs = [at for at, one in enumerate(found) if _calls_back(one.given[0][1])]
    return backs[-1] + 1 if backs else 0


def _sends(order: FlightOrder) -> bool:
    """Whether it takes somebody to a ship."""
    match order:
        case Assign(_, Task.GO_TO_SHIP) | AllToShips() | Answer(Question.TO_THE_SHIPS, Reply.GO):
            return True
        case _:
            return False


def _calls_back(order: FlightOrder) -> bool:
    """Whether it takes somebody back from a ship, or keeps them from going."""
    match order:
        case Assign(_, Task.COME_BACK) | AllStay():
            return True
        case _:
            return False


def _sent(candidate: _Candidate) -> tuple[Person, ...]:
    """Return who was sent to a ship one at a time; nobody where everybody was."""
    if not all(isinstance(order, Assign) and _sends(order) for _, order in candidate.given):
        return ()
    named = [order.who for _, order in candidate.given if isinstance(order, Assign)]
    return tuple(dict.fromkeys(named))


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
            return _SHIPS_WEIGHT
        case ChangeRung():
            return 1
        case _:
            return 0


# --- What was not


def _of_waits(
    orders: Sequence[Given],
    cues: Iterable[CueGiven],
    states: Mapping[int, StationState],
    result: StationResult,
    flying: _Flying,
) -> list[StationDecision]:
    """Hold the waits against advice, the earliest first: the emergency is decided early."""
    if states[0].brief.scenario is Scenario.MODULE:
        # Nobody aboard can stop the jets there, and silence may be wiser than the book: no wait is to blame.
        return []
    found: list[StationDecision] = []
    ticks = [given.tick for given in orders if weight_of(given.orders) > 0]
    last = max(states)
    for wait in sorted({*_pauses(ticks, last), *_left(cues)}, key=lambda one: (one.tick, one.end)):
        before = flying.advice_from(wait.tick)
        after = flying.advice_from(wait.end) if before is not None else None
        if before is None or after is None or wait.tick not in states:
            continue
        within = [one for given in orders if wait.tick <= given.tick < wait.end for one in given.orders]
        found.append(
            StationDecision(
                tick=wait.tick,
                end_tick=wait.end,
                deed=StationDeed.WAITED if wait.question is None else StationDeed.LEFT,
                order=None,
                more=len([order for order in within if _weight(order) == 0]),
                sent=(),
                question=wait.question,
                tilt_deg=truth.tilt_deg(states[wait.tick]),
                effect=station_cost_of(after) - station_cost_of(before),
                before=before,
                after=after,
            )
        )
    # Of waiting that did no harm there is nothing to be told, nor where the player came to a better end than
    # the book would have from there: nobody had anything to do, or knew better.
    came_to = station_cost_of(result)
    return [one for one in found if one.effect > _WAITED_LITTLE and station_cost_of(one.before) < came_to]


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
