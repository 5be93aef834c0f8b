"""How orders to a flight are written.

Law: as in `codec`: the shapes here are the file's. An order's tag and a word of a closed list, once released,
are never renamed.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from game.vocabulary import flying
from game.vocabulary.flying import Ask, Control, Rung, Switch, Word  # noqa: TC001  msgspec reads them at run time


class PulseRecord(msgspec.Struct, frozen=True, tag="pulse", forbid_unknown_fields=True):
    """`Pulse` on disk."""

    control: Control
    ticks: int


class BurnRecord(msgspec.Struct, frozen=True, tag="burn", forbid_unknown_fields=True):
    """`Burn` on disk."""

    control: Control
    on: bool


class StopAllRecord(msgspec.Struct, frozen=True, tag="stop_all", forbid_unknown_fields=True):
    """`StopAll` on disk."""


class SetRecord(msgspec.Struct, frozen=True, tag="set", forbid_unknown_fields=True):
    """`Set` on disk."""

    switch: Switch
    on: bool


class BrakeRecord(msgspec.Struct, frozen=True, tag="brake", forbid_unknown_fields=True):
    """`Brake` on disk."""


class BackOffRecord(msgspec.Struct, frozen=True, tag="back_off", forbid_unknown_fields=True):
    """`BackOff` on disk."""


class WaveOffRecord(msgspec.Struct, frozen=True, tag="wave_off", forbid_unknown_fields=True):
    """`WaveOff` on disk."""


class CallRecord(msgspec.Struct, frozen=True, tag="call", forbid_unknown_fields=True):
    """`Call` on disk."""

    whom: Ask


class SayRecord(msgspec.Struct, frozen=True, tag="say", forbid_unknown_fields=True):
    """`Say` on disk."""

    word: Word


class ChangeRungRecord(msgspec.Struct, frozen=True, tag="rung", forbid_unknown_fields=True):
    """`ChangeRung` on disk."""

    rung: Rung


OrderRecord = (
    PulseRecord
    | BurnRecord
    | StopAllRecord
    | SetRecord
    | BrakeRecord
    | BackOffRecord
    | WaveOffRecord
    | CallRecord
    | SayRecord
    | ChangeRungRecord
)
"""Any `FlightOrder` on disk."""


def order_record(order: flying.FlightOrder) -> OrderRecord:
    """Return an order as it is kept."""
    match order:
        case flying.Pulse(control, ticks):
            return PulseRecord(control, ticks)
        case flying.Burn(control, on):
            return BurnRecord(control, on)
        case flying.StopAll():
            return StopAllRecord()
        case flying.Set(switch, on):
            return SetRecord(switch, on)
        case flying.Brake():
            return BrakeRecord()
        case flying.BackOff():
            return BackOffRecord()
        case flying.WaveOff():
            return WaveOffRecord()
        case flying.Call(whom):
            return CallRecord(whom)
        case flying.Say(word):
            return SayRecord(word)
        case flying.ChangeRung(rung):
            return ChangeRungRecord(rung)
    assert_never(order)


def order_of(record: OrderRecord) -> flying.FlightOrder:
    """Return the order that was kept.

    Raises:
        ValueError: if a number in it is out of its range.
    """
    match record:
        case PulseRecord():
            return flying.Pulse(record.control, record.ticks)
        case BurnRecord():
            return flying.Burn(record.control, record.on)
        case StopAllRecord():
            return flying.StopAll()
        case SetRecord():
            return flying.Set(record.switch, record.on)
        case BrakeRecord():
            return flying.Brake()
        case BackOffRecord():
            return flying.BackOff()
        case WaveOffRecord():
            return flying.WaveOff()
        case CallRecord():
            return flying.Call(record.whom)
        case SayRecord():
            return flying.Say(record.word)
        case ChangeRungRecord():
            return flying.ChangeRung(record.rung)
    assert_never(record)
