"""What a flight does with an order.

Law: an order that means nothing now changes nothing but the stopwatch of the last order, and is answered by a
cue where there is one for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from game.emergencies.docking.answers import (
    go_answer,
    moscow_answer,
    range_answer,
    station_answer,
)
from game.emergencies.docking.computer import BACK_OFF_TO_M
from game.emergencies.docking.hands import INDEX, burning, pulsed, stopped
from game.emergencies.docking.line import line
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Asked, DockingState, Phase
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Cue,
    CueGiven,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, Tell

if TYPE_CHECKING:
    from game.vocabulary.flying import FlightOrder

_SWITCHED: dict[Switch, tuple[Cue, Cue]] = {
    Switch.RATE_HOLD: (Cue.RATE_HOLD_ON, Cue.RATE_HOLD_OFF),
    Switch.BOTH_SETS: (Cue.BOTH_SETS_ON, Cue.BOTH_SETS_OFF),
    Switch.LAMP: (Cue.LAMP_ON, Cue.LAMP_OFF),
    Switch.FILTER: (Cue.FILTER_ON, Cue.FILTER_OFF),
    Switch.NARROW: (Cue.NARROW_ON, Cue.NARROW_OFF),
}

RUNG_NUMBER: dict[Rung, int] = {Rung.TOLD: 0, Rung.ASSISTED: 1, Rung.FLOWN: 2, Rung.BARE: 3}
"""As `Cue.RUNG_CHANGED` tells it."""

_FULLY_OUT_M = BACK_OFF_TO_M - 2.0


def obeyed(state: DockingState, order: FlightOrder) -> tuple[DockingState, tuple[CueGiven, ...]]:
    """Return the state with an order done, and what was answered."""
    state = replace(state, watch=replace(state.watch, order_tick=state.tick))
    match order:
        case Pulse():
            taps = (*state.watch.taps[-9:], (state.tick, INDEX[order.control]))
            hands = pulsed(state.hands, order, state.seed, state.nerve)
            return replace(
                _hands_on(state, INDEX[order.control]), hands=hands, watch=replace(state.watch, taps=taps)
            ), ()
        case Burn():
            hands = burning(state.hands, order)
            return replace(_hands_on(state, INDEX[order.control]) if order.on else state, hands=hands), ()
        case StopAll():
            machine = replace(
                state.machine, braking=False, backing_off=False, returning=False, damp_right=0, damp_down=0
            )
            return replace(state, hands=stopped(state.hands), machine=machine), _said(state, Cue.ALL_STOPPED)
        case Set():
            return _switched(state, order)
        case Brake():
            if state.rung is Rung.BARE:
                return state, _said(state, Cue.COMPUTER_DEAD)
            machine = replace(state.machine, braking=True, backing_off=False, returning=False)
            return replace(state, hands=stopped(state.hands), machine=machine), _said(state, Cue.BRAKING)
        case BackOff():
            return _backing_off(state)
        case WaveOff():
            return replace(state, phase=Phase.WAVED_OFF), _said(state, Cue.WAVED_OFF)
        case Call():
            return _called(state, order.whom)
        case Say():
            return _spoken(state, order.word)
        case ChangeRung():
            return _rung(state, order.rung)
        case Assign() | Tell() | Answer() | AllToShips() | AllStay():
            # The station's; there is nobody here who could do it.
            return state, ()
        case _:
            assert_never(order)


def _said(state: DockingState, cue: Cue, *numbers: tuple[str, int]) -> tuple[CueGiven, ...]:
    return (CueGiven(cue, state.tick, numbers),)


def _hands_on(state: DockingState, index: int) -> DockingState:
    """A translation by hand ends what the computer does with the ship's way."""
    machine = state.machine
    if index < 6 and (machine.braking or machine.backing_off):
        machine = replace(machine, braking=False, backing_off=False, returning=False)
        return replace(state, machine=machine)
    return state


def _switched(state: DockingState, order: Set) -> tuple[DockingState, tuple[CueGiven, ...]]:
    switch, on = order.switch, order.on
    cabin = state.cabin
    match switch:
        case Switch.RATE_HOLD:
            if state.rung is Rung.BARE:
                return state, _said(state, Cue.COMPUTER_DEAD)
            now, after = cabin.rate_hold, replace(cabin, rate_hold=on)
        case Switch.BOTH_SETS:
            now, after = cabin.both_sets, replace(cabin, both_sets=on)
        case Switch.LAMP:
            now, after = cabin.lamp, replace(cabin, lamp=on)
        case Switch.FILTER:
            now, after = cabin.filter_on, replace(cabin, filter_on=on)
        case Switch.NARROW:
            now, after = cabin.narrow, replace(cabin, narrow=on)
    if now is on:
        return state, ()
    state = replace(state, cabin=after)
    if switch is Switch.RATE_HOLD and on:
        # What is held is how the ship stands now.
        state = replace(state, machine=replace(state.machine, held=state.ship.attitude))
    return state, _said(state, _SWITCHED[switch][0 if on else 1])


def _backing_off(state: DockingState) -> tuple[DockingState, tuple[CueGiven, ...]]:
    """Begin a retreat. It works on bare too: the escape is armed apart from the computer (facts 2.8)."""
    if line(state.ship).range_m >= _FULLY_OUT_M:
        ended = Phase.RETREATED if state.start is Start.DAY else Phase.MISSED
        return replace(state, phase=ended), _said(state, Cue.BACKED_OFF)
    if state.machine.backing_off:
        return state, ()
    machine = replace(state.machine, braking=False, backing_off=True, returning=False)
    return replace(state, hands=stopped(state.hands), machine=machine), _said(state, Cue.BACKING_OFF)


def _called(state: DockingState, whom: Ask) -> tuple[DockingState, tuple[CueGiven, ...]]:
    now = line(state.ship)
    pending = {answer.about for answer in state.answers}
    match whom:
        case Ask.RANGE:
            if Asked.RANGE in pending:
                return state, ()
            answer, cues = range_answer(state, now, Asked.RANGE), _said(state, Cue.RANGE_ASKED)
        case Ask.STATION:
            if Asked.STATION in pending:
                return state, ()
            answer, cues = station_answer(state, now), ()
        case Ask.MOSCOW:
            if state.go:
                if Asked.MOSCOW in pending:
                    return state, ()
                answer, cues = moscow_answer(state, now, Asked.MOSCOW), ()
            else:
                asked = go_answer(state)
                waiting = [one for one in state.answers if one.about is Asked.GO]
                if any(one.due <= asked.due and one.asked > 0 for one in waiting):
                    return state, ()
                # Asked for, the word comes at the sooner of the two times.
                due = min([asked.due, *(one.due for one in waiting)])
                others = tuple(one for one in state.answers if one.about is not Asked.GO)
                asked = replace(asked, due=due, asked=max(1, state.tick))
                return replace(state, answers=(*others, asked)), _said(state, Cue.GO_ASKED)
        case _:
            assert_never(whom)
    return replace(state, answers=(*state.answers, answer)), cues


def _spoken(state: DockingState, word: Word) -> tuple[DockingState, tuple[CueGiven, ...]]:
    cabin = state.cabin
    match word:
        case Word.STEADY:
            return state, _said(state, Cue.SAID_STEADY)
        case Word.QUIET:
            return replace(state, cabin=replace(cabin, speaks="nobody")), _said(state, Cue.SAID_QUIET)
        case Word.TALK:
            return replace(state, cabin=replace(cabin, speaks="vera")), _said(state, Cue.SAID_TALK)
        case Word.CAMERA:
            on = not cabin.camera_running
            state = replace(state, cabin=replace(cabin, camera_running=on))
            return state, _said(state, Cue.CAMERA_ON if on else Cue.CAMERA_OFF)
        case _:
            assert_never(word)


def _rung(state: DockingState, rung: Rung) -> tuple[DockingState, tuple[CueGiven, ...]]:
    if rung is Rung.TOLD or rung is state.rung:
        return state, ()
    hold = rung is not Rung.BARE
    cabin = replace(state.cabin, rung=rung, rate_hold=hold)
    machine = replace(state.machine, damp_right=0, damp_down=0, braking=False)
    if hold and not state.rate_hold:
        machine = replace(machine, held=state.ship.attitude)
    return (
        replace(state, cabin=cabin, machine=machine),
        _said(state, Cue.RUNG_CHANGED, ("rung", RUNG_NUMBER[rung])),
    )
