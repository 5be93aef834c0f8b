"""How orders to a flight are written.

Law: as in `codec`: the shapes here are the file's. An order's tag and a word of a closed list, once released,
are never renamed.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from game.vocabulary import flying, station
from game.vocabulary.flying import Ask, Control, Rung, Switch, Word  # noqa: TC001  msgspec reads them at run time
from game.vocabulary.station import News, Person, Question, Reply, Task  # noqa: TC001  as above


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


class AssignRecord(msgspec.Struct, frozen=True, tag="assign", forbid_unknown_fields=True):
    """`Assign` on disk."""

    who: Person
    task: Task


class TellRecord(msgspec.Struct, frozen=True, tag="tell", forbid_unknown_fields=True):
    """`Tell` on disk."""

    whom: Person
    news: News


class AnswerRecord(msgspec.Struct, frozen=True, tag="answer", forbid_unknown_fields=True):
    """`Answer` on disk."""

    question: Question
    reply: Reply


class AllToShipsRecord(msgspec.Struct, frozen=True, tag="all_to_ships", forbid_unknown_fields=True):
    """`AllToShips` on disk."""


class AllStayRecord(msgspec.Struct, frozen=True, tag="all_stay", forbid_unknown_fields=True):
    """`AllStay` on disk."""


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
    | AssignRecord
    | TellRecord
    | AnswerRecord
    | AllToShipsRecord
    | AllStayRecord
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
        case station.Assign(who, task):
            return AssignRecord(who, task)
        case station.Tell(whom, news):
            return TellRecord(whom, news)
        case station.Answer(question, reply):
            return AnswerRecord(question, reply)
        case station.AllToShips():
            return AllToShipsRecord()
        case station.AllStay():
            return AllStayRecord()
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
        case AssignRecord():
            return station.Assign(record.who, record.task)
        case TellRecord():
            return station.Tell(record.whom, record.news)
        case AnswerRecord():
            return station.Answer(record.question, record.reply)
        case AllToShipsRecord():
            return station.AllToShips()
        case AllStayRecord():
            return station.AllStay()
    assert_never(record)
