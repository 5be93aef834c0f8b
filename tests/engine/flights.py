"""Flights to record: flown by hands that know the truth, so that they are the same whatever the advice is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from game.emergencies.docking import truth
from game.emergencies.docking.flight import begin
from game.emergencies.docking.starts import Start
from game.engine.recording import Said, fly
from game.vocabulary.flying import TICKS_PER_S, Ask, Call, Control, FlightOrder, Pulse, Rung, Set, Switch
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.docking.state import DockingState
    from game.engine.recording import Recording
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.values import Value

FACTS: Mapping[str, Value] = {
    "attempts": 1,
    "propellant_kg": 612,
    "daylight": True,
    "waited": False,
    "nerve": 60,
    "actor_craft": "ranging",
    "speaks": "vera",
    "camera_running": False,
    "in_shadow": False,
    "lessons_passed": 0,
}
SEED = 7
EDITION = "test"
PUSH_M_S2 = 0.038
"""What one jet pair gives, nearly."""


def opening(seed: int = SEED, rung: Rung = Rung.FLOWN, start: Start = Start.COME_IN) -> DockingState:
    """Return a flight at its first tick."""
    return begin(FACTS, seed, rung, start)


def sure_hands(state: DockingState, _: tuple[CueGiven, ...]) -> tuple[FlightOrder, ...]:
    """Fly straight in, once a second one correction."""
    if state.tick % TICKS_PER_S:
        return ()
    known = truth.read(state)
    orders: list[FlightOrder] = []
    if state.tick == 10 * TICKS_PER_S:
        orders += [Call(Ask.RANGE), Set(Switch.LAMP, on=True)]
    wanted = 0.10 if known.range_m < 3.0 else min(0.3, 0.10 + 0.01 * known.range_m)
    _push(orders, wanted - known.closing_m_s, Control.FORWARD, Control.AFT)
    _push(orders, -0.05 * known.offset_right_m - known.sliding_right_m_s, Control.RIGHT, Control.LEFT)
    _push(orders, -0.05 * known.offset_down_m - known.sliding_down_m_s, Control.DOWN, Control.UP)
    if abs(known.nose_right_deg) > 0.4:
        orders.append(Pulse(Control.NOSE_LEFT if known.nose_right_deg > 0 else Control.NOSE_RIGHT, 8))
    if abs(known.nose_down_deg) > 0.4:
        orders.append(Pulse(Control.NOSE_UP if known.nose_down_deg > 0 else Control.NOSE_DOWN, 8))
    return tuple(orders)


def _push(orders: list[FlightOrder], more_m_s: float, one: Control, other: Control) -> None:
    ticks = round(abs(more_m_s) / PUSH_M_S2 * TICKS_PER_S)
    if ticks >= 2:
        orders.append(Pulse(one if more_m_s > 0.0 else other, min(ticks, 20)))


def rash_hands(state: DockingState, cues: tuple[CueGiven, ...]) -> tuple[FlightOrder, ...]:
    """Fly in as the sure ones do, until 6 m; there push for three seconds and let go."""
    if truth.read(state).range_m > 6.0:
        return sure_hands(state, cues)
    spoilt = state.hands.busy or truth.read(state).closing_m_s > 0.4
    return () if spoilt or state.tick % TICKS_PER_S else (Pulse(Control.FORWARD, 60), Pulse(Control.LEFT, 30))


def no_hands(_: DockingState, __: tuple[CueGiven, ...]) -> tuple[FlightOrder, ...]:
    """Give no order."""
    return ()


@cache
def docked() -> Recording:
    """Return a lesson flown to its capture, with something said in it."""
    flown = fly(opening(), sure_hands, edition=EDITION)
    said = (
        Said(0, "flight_director", "You have the ship.", Voice.LOOP),
        Said(300, "actor", "Twenty."),
    )
    return replace(flown, said=said)


@cache
def spoilt() -> Recording:
    """Return a lesson that a push at the end has spoilt."""
    return fly(opening(), rash_hands, edition=EDITION)


@cache
def day() -> Recording:
    """Return the approach of the day, flown to its capture."""
    return fly(opening(start=Start.DAY), sure_hands, edition=EDITION)
