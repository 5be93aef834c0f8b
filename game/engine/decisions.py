"""Which decisions of a flight mattered: found by flying on without them.

Law: pure, and nothing is guessed. A decision's effect is what flying on by the crew's standing advice comes
to from after it, less what it comes to from before it; so the effects of those that were looked at add up.
The same recording gives the same decisions, whatever the machine: work is counted in ticks, not in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from game.emergencies.docking import truth
from game.emergencies.docking.state import Phase
from game.engine.counsel import advised
from game.engine.outcomes import Result, cost_of
from game.vocabulary.flying import (
    TICKS_PER_S,
    BackOff,
    Brake,
    Burn,
    ChangeRung,
    Control,
    Cue,
    CueGiven,
    FlightOrder,
    Pulse,
    Set,
    StopAll,
    Switch,
    WaveOff,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.emergencies.docking.state import DockingState
    from game.engine.recording import Given

DECISIONS = 3
"""How many are told."""

MOST_CANDIDATES = 12
"""How many are looked at, the weightiest."""

BUDGET_TICKS = 50_000
"""Ticks of flying by advice that a debrief may take; about two seconds of one core."""

_TOGETHER_TICKS = 3 * TICKS_PER_S
"""Pulses so close to one another are one decision."""

_LONGEST_GROUP_TICKS = 10 * TICKS_PER_S
_UNSEEING_TICKS = 30 * TICKS_PER_S
"""`Cue.DARK_WITHOUT_LAMP` comes so long after the dark."""

_IDLE_TICKS = 40 * TICKS_PER_S
"""Hands that rest for so long have decided to; the same as for `Cue.HANDS_OFF`."""

_STILL_IDLE_TICKS = 60 * TICKS_PER_S
"""And after each such span they have decided it again."""


class Deed(Enum):
    """What kind of decision it was."""

    PUSHED = "pushed"
    """Moved a hand controller, once or several times within a few seconds."""
    STOPPED = "stopped"
    BRAKED = "braked"
    WITHOUT_GO = "without_go"
    UNSEEING = "unseeing"
    """Flew on in the dark with the lamp off, or the filter on."""
    IDLE = "idle"
    """Gave no order for at least forty seconds."""
    BACKED_OFF = "backed_off"
    WAVED_OFF = "waved_off"
    HOLD_ON = "hold_on"
    HOLD_OFF = "hold_off"
    SETS = "sets"
    RUNG = "rung"


_WEIGHTS = {
    Deed.STOPPED: 1.5,
    Deed.BRAKED: 3.0,
    Deed.WITHOUT_GO: 6.0,
    Deed.UNSEEING: 6.0,
    Deed.IDLE: 1.5,
    Deed.BACKED_OFF: 20.0,
    Deed.WAVED_OFF: 20.0,
    Deed.HOLD_ON: 3.0,
    Deed.HOLD_OFF: 6.0,
    Deed.SETS: 1.0,
    Deed.RUNG: 8.0,
}
"""How much a decision may have moved, in seconds of one jet pair's push; chosen for play."""

_TURN_WEIGHT = 0.3
"""What a second of turning counts as, likewise."""

_SLIDES = frozenset({Control.FORWARD, Control.AFT, Control.LEFT, Control.RIGHT, Control.UP, Control.DOWN})


@dataclass(frozen=True, slots=True)
class Decision:
    """One of the decisions that mattered.

    Attributes:
        tick: when it began; a Retake goes there.
        deed: what it was.
        control: which way for the most part, where a hand controller was moved.
        pulses: how many times it was moved.
        seconds: of all of them together [s].
        range_m: when it began [m].
        closing_m_s: when it began [m/s].
        effect: how much it cost: above zero it made the end worse, below zero better.
        before: what advice makes of the flight from before it.
        after: what advice makes of it from after it; for the last one what it came to.
    """

    tick: int
    deed: Deed
    control: Control | None
    pulses: int
    seconds: float
    range_m: float
    closing_m_s: float
    effect: float
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Moved:
    """A hand controller was moved.

    Attributes:
        control: which way.
        begun: the tick of the order.
        end: the tick at which it was let go.
    """

    control: Control
    begun: int
    end: int

    @property
    def weight(self) -> float:
        """How much it may have done, in seconds of pushing."""
        return (self.end - self.begun) / TICKS_PER_S * (1.0 if self.control in _SLIDES else _TURN_WEIGHT)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A decision that may have mattered; where hands moved, the deed is theirs together."""

    tick: int
    deed: Deed
    moved: tuple[Moved, ...] = ()

    @property
    def weight(self) -> float:
        weight = 0.0 if self.moved else _WEIGHTS[self.deed]
        for moved in self.moved:
            weight += moved.weight
        return weight

    @property
    def chief(self) -> Control | None:
        """The way in which most was moved."""
        by_control: dict[Control, float] = {}
        for moved in self.moved:
            by_control[moved.control] = by_control.get(moved.control, 0.0) + moved.weight
        return max(by_control, key=by_control.__getitem__) if by_control else None

    @property
    def seconds(self) -> float:
        """How long the hands moved, together [s]."""
        ticks = 0
        for moved in self.moved:
            ticks += moved.end - moved.begun
        return ticks / TICKS_PER_S


def decisions_of(
    orders: Sequence[Given],
    cues: Iterable[CueGiven],
    states: Mapping[int, DockingState],
    result: Result,
) -> tuple[Decision, ...]:
    """Return the decisions that mattered, the weightiest first.

    Args:
        orders: all that were given, by rising tick.
        cues: what happened.
        states: by tick: at least every one at which an order was given, and every second from the opening.
        result: what the flight came to.
    """
    found = [one for one in _candidates(orders, cues, result.ticks) if one.tick in states]
    candidates = sorted(_weightiest(found), key=lambda one: one.tick)
    told: list[Decision] = []
    budget = BUDGET_TICKS
    after = result
    for candidate in reversed(candidates):
        state = _flying_at(states, candidate.tick)
        end, spent = advised(state, budget)
        budget -= spent
        if end is None:
            # The rest of the budget is not enough to know; what came earlier costs more still.
            break
        told.append(_decision(candidate, state, end, after))
        after = end
    told.sort(key=lambda one: (-abs(one.effect), one.tick))
    return tuple(told[:DECISIONS])


def _flying_at(states: Mapping[int, DockingState], tick: int) -> DockingState:
    """Return the state at a tick; of an order that ended the flight at once, the one at the second before."""
    state = states[tick]
    while state.phase is not Phase.FLYING:
        tick = (tick - 1) // TICKS_PER_S * TICKS_PER_S
        state = states[tick]
    return state


def _decision(candidate: _Candidate, state: DockingState, before: Result, after: Result) -> Decision:
    known = truth.read(state)
    return Decision(
        tick=candidate.tick,
        deed=candidate.deed,
        control=candidate.chief,
        pulses=len(candidate.moved),
        seconds=candidate.seconds,
        range_m=known.range_m,
        closing_m_s=known.closing_m_s,
        effect=cost_of(after) - cost_of(before),
        before=before,
        after=after,
    )


def _weightiest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Return the weightiest candidates, one for each tick."""
    taken: dict[int, _Candidate] = {}
    for one in sorted(candidates, key=lambda one: (-one.weight, one.tick)):
        if len(taken) < MOST_CANDIDATES:
            taken.setdefault(one.tick, one)
    return list(taken.values())


def _candidates(orders: Sequence[Given], cues: Iterable[CueGiven], ticks: int) -> list[_Candidate]:
    found = [*_of_orders(orders, ticks), *_of_none([given.tick for given in orders], ticks)]
    for given in cues:
        match given.cue:
            case Cue.WENT_WITHOUT_GO:
                found.append(_at_second(given.tick, Deed.WITHOUT_GO))
            case Cue.DARK_WITHOUT_LAMP:
                found.append(_at_second(given.tick - _UNSEEING_TICKS, Deed.UNSEEING))
            case _:
                pass
    return found


def _at_second(tick: int, deed: Deed) -> _Candidate:
    whole = max(0, tick // TICKS_PER_S * TICKS_PER_S)
    return _Candidate(whole, deed)


def _of_orders(orders: Sequence[Given], ticks: int) -> list[_Candidate]:
    found: list[_Candidate] = []
    group: _Candidate | None = None
    for index, given in enumerate(orders):
        for order in given.orders:
            if not isinstance(order, Pulse | Burn):
                deed = _deed_of(order)
                found += [_Candidate(given.tick, deed)] if deed else []
                continue
            if isinstance(order, Burn) and not order.on:
                continue
            moved = Moved(order.control, given.tick, _end_of(order, orders[index:], ticks))
            if group is not None and _joins(group, moved):
                group = replace(group, moved=(*group.moved, moved))
            else:
                found += [group] if group else []
                group = _Candidate(given.tick, Deed.PUSHED, (moved,))
    return [*found, group] if group else found


def _of_none(ordered: Sequence[int], ticks: int) -> list[_Candidate]:
    """Return the decisions to wait."""
    return [
        _at_second(tick + TICKS_PER_S - 1, Deed.IDLE)
        for before, after in pairwise([0, *ordered, ticks])
        for tick in range(before, after - _IDLE_TICKS + 1, _STILL_IDLE_TICKS)
    ]


def _joins(group: _Candidate, moved: Moved) -> bool:
    near = moved.begun - max(before.end for before in group.moved) <= _TOGETHER_TICKS
    return near and moved.begun - group.tick <= _LONGEST_GROUP_TICKS


def _deed_of(order: FlightOrder) -> Deed | None:
    match order:
        case StopAll():
            return Deed.STOPPED
        case Brake():
            return Deed.BRAKED
        case BackOff():
            return Deed.BACKED_OFF
        case WaveOff():
            return Deed.WAVED_OFF
        case ChangeRung():
            return Deed.RUNG
        case Set(Switch.RATE_HOLD, on):
            return Deed.HOLD_ON if on else Deed.HOLD_OFF
        case Set(Switch.BOTH_SETS, True):
            return Deed.SETS
        case _:
            return None


def _end_of(order: Pulse | Burn, later: Sequence[Given], ticks: int) -> int:
    """Return the tick at which a control is let go, if it comes to that."""
    if isinstance(order, Pulse):
        return min(ticks, later[0].tick + order.ticks)
    for given in later:
        if StopAll() in given.orders or Burn(order.control, on=False) in given.orders:
            return given.tick
    return ticks
