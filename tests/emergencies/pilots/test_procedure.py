"""The procedure: the word, the light, line up, come in, stop at two metres, one push, and the ways out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.advice import Advice
from game.emergencies.docking.pilots.characters import NOVICE, TRAINED, mood_of
from game.emergencies.docking.pilots.procedure import Memory, Part, begin, decide
from game.emergencies.docking.sight import Light
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Call,
    Control,
    Cue,
    CueGiven,
    Pulse,
    Set,
    Switch,
    WaveOff,
)

from .seat import view

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character
    from game.vocabulary.flying import FlightOrder

MOOD = replace(mood_of(TRAINED, 1, 1), range_error=0.0, bars_right=0.0, bars_down=0.0)


def flown(
    seconds: float, character: Character = TRAINED, memory: Memory | None = None, **seat: object
) -> tuple[Memory, list[FlightOrder]]:
    """Look at the same made-up picture twice a second, and return every order with the memory at the end."""
    memory = begin(MOOD) if memory is None else memory
    given: list[FlightOrder] = []
    for count in range(int(seconds * 2)):
        memory, orders = decide(character, memory, view(0.5 * count, **seat))  # type: ignore[arg-type]  # the seat's own names
        given.extend(orders)
    return memory, given


def pulses(orders: list[FlightOrder]) -> set[Control]:
    return {order.control for order in orders if isinstance(order, Pulse)}


def test_the_word_is_asked_for_once_and_at_once() -> None:
    """With the first look; never again, and not at all where it has been given."""
    _, orders = flown(30.0, ahead_m=74.0)
    assert orders.count(Call(Ask.MOSCOW)) == 1
    _, orders = flown(5.0, ahead_m=74.0, go=True)
    assert Call(Ask.MOSCOW) not in orders


def test_nobody_goes_in_without_the_word() -> None:
    """Lined up at 70 m, a minute and a half without an answer: still lining up."""
    memory, _ = flown(90.0, ahead_m=74.0)
    assert memory.part is Part.LINE_UP
    memory, orders = flown(20.0, ahead_m=74.0, go=True)
    assert memory.part is Part.COME_IN
    assert Control.FORWARD in pulses(orders)


@pytest.mark.parametrize(
    ("right_m", "down_m", "control"),
    [
        (3.0, 0.0, Control.LEFT),
        (-3.0, 0.0, Control.RIGHT),
        (0.0, 3.0, Control.UP),
        (0.0, -3.0, Control.DOWN),
    ],
)
def test_a_ship_off_the_line_is_slid_back(right_m: float, down_m: float, control: Control) -> None:
    """The first slide goes the other way, and the nose is left alone."""
    _, orders = flown(6.0, ahead_m=30.0, right_m=right_m, down_m=down_m)
    slides = [order.control for order in orders if isinstance(order, Pulse)]
    assert slides[0] is control
    turns = {Control.NOSE_LEFT, Control.NOSE_RIGHT, Control.NOSE_UP, Control.NOSE_DOWN}
    assert not turns & pulses(orders)


@pytest.mark.parametrize(
    ("nose_right_deg", "nose_down_deg", "control"),
    [
        (2.5, 0.0, Control.NOSE_LEFT),
        (-2.5, 0.0, Control.NOSE_RIGHT),
        (0.0, 2.5, Control.NOSE_UP),
        (0.0, -2.5, Control.NOSE_DOWN),
    ],
)
def test_a_nose_off_the_line_is_turned_back(
    nose_right_deg: float, nose_down_deg: float, control: Control
) -> None:
    """The first turn goes the other way."""
    _, orders = flown(20.0, ahead_m=30.0, nose_right_deg=nose_right_deg, nose_down_deg=nose_down_deg)
    assert control in pulses(orders)


def test_the_lamp_goes_on_and_the_filter_off_after_dark() -> None:
    """Within five seconds for the trained one; nothing of the kind by day."""
    _, orders = flown(8.0, light=Light.DARK, clarity=0.5)
    assert Set(Switch.LAMP, on=True) in orders
    assert Set(Switch.FILTER, on=False) in orders
    _, orders = flown(8.0)
    assert not [order for order in orders if isinstance(order, Set) and order.switch is not Switch.NARROW]


def test_the_novice_is_reminded_of_the_lamp() -> None:
    """Not by the dark itself, within fifteen seconds, but when somebody says that nothing can be seen."""
    memory = begin(mood_of(NOVICE, 1, 1))
    memory, orders = flown(14.0, NOVICE, memory, light=Light.DARK, clarity=0.1)
    assert Set(Switch.LAMP, on=True) not in orders
    said = CueGiven(Cue.DARK_WITHOUT_LAMP, 0)
    _, reminded = decide(NOVICE, memory, view(14.5, light=Light.DARK, clarity=0.1, heard=(said,)))
    assert Set(Switch.LAMP, on=True) in reminded


def test_two_metres_out_it_stops_lines_up_and_pushes() -> None:
    """The stop, then the push of two and a half seconds from rest."""
    memory = replace(begin(MOOD), part=Part.COME_IN)
    memory, _ = flown(10.0, TRAINED, memory, ahead_m=6.2, go=True)
    assert memory.part in {Part.STOPPED, Part.PUSH}
    memory, orders = flown(60.0, TRAINED, replace(memory, part=Part.STOPPED), ahead_m=6.2, go=True)
    assert memory.part is Part.PUSH
    pushes = [
        order.ticks for order in orders if isinstance(order, Pulse) and order.control is Control.FORWARD
    ]
    assert pushes
    assert 44 <= max(pushes) <= 56


def test_far_off_the_line_close_in_it_backs_off() -> None:
    """And gives no order afterwards."""
    memory = replace(begin(MOOD), part=Part.COME_IN)
    memory, orders = flown(20.0, TRAINED, memory, ahead_m=6.5, right_m=2.0, go=True)
    assert orders[-1] == BackOff()
    assert memory.gone


@pytest.mark.parametrize(("right_m", "backs_off"), [(0.0, False), (0.5, True)])
def test_the_last_look_settles_whether_it_goes_on(right_m: float, *, backs_off: bool) -> None:
    """A metre before the cone, half a metre off: not this time. Dead ahead: on."""
    memory = replace(begin(MOOD), part=Part.PUSH)
    _, orders = flown(12.0, TRAINED, memory, ahead_m=5.35, right_m=right_m, go=True)
    assert (BackOff() in orders) is backs_off


def test_who_is_told_to_go_slower_does() -> None:
    """In from 25 m at the taught speed; a coach's word, and the next push is a brake."""
    memory = replace(begin(MOOD), part=Part.COME_IN)
    memory, _ = flown(10.0, NOVICE, memory, ahead_m=25.0, go=True)
    fast = replace(memory.mind, ahead=replace(memory.mind.ahead, rate=-0.2))
    told = CueGiven(Cue.COACH, 200, (("advice", Advice.SLOWER.value),))
    memory = replace(memory, mind=fast, busy_until_s=0.0)
    _, orders = decide(NOVICE, memory, view(20.0, ahead_m=25.0, go=True, heard=(told,)))
    assert pulses(list(orders)) == {Control.AFT}


def test_who_sees_nothing_for_a_long_time_waits_for_the_light() -> None:
    """A wave-off, far out."""
    memory, orders = flown(60.0, light=Light.DARK, clarity=0.0, lamp=True, filter_on=False, go=True)
    assert orders[-1] == WaveOff()
    assert memory.gone


def test_deciding_is_pure() -> None:
    """The same memory and the same view give the same orders, and the memory that came in is as it was."""
    memory, _ = flown(20.0, ahead_m=30.0, right_m=2.0)
    seen = view(20.0, ahead_m=30.0, right_m=2.0)
    assert decide(TRAINED, memory, seen) == decide(TRAINED, memory, seen)
