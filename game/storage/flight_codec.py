"""How a flight at one tick is written.

Law: as in `codec`: the shapes here are the file's. A part that a later simulation adds to its state must have
a default and must not be written where it has it, so that what was sealed stays sealed;
``tests/saves`` holds a film that would tell. The simulation is imported here, and so this module only where a
film holds a flight.
"""

from __future__ import annotations

import msgspec

from game.emergencies.crew import CrewState  # noqa: TC001  msgspec reads the annotations at run time
from game.emergencies.docking.state import DockingState
from game.emergencies.station.state import StationState  # noqa: TC001  as above
from game.engine.state import Flight
from game.storage.order_codec import OrderRecord, order_of, order_record

_encode = msgspec.json.Encoder(order="deterministic").encode


class FlightRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`Flight` on disk, where it is a docking."""

    docking: DockingState
    crew: CrewState
    queued: tuple[OrderRecord, ...] = ()


class StationRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`Flight` on disk, where it is the station's."""

    station: StationState
    crew: CrewState
    queued: tuple[OrderRecord, ...] = ()


class _Which(msgspec.Struct, frozen=True):
    """As much of a flight as tells which emergency it is."""

    station: msgspec.Raw = msgspec.Raw()


def encode_flight(flight: Flight) -> bytes:
    """Return a flight as it is kept."""
    queued = tuple(order_record(each) for each in flight.queued)
    if isinstance(flight.sim, DockingState):
        return _encode(FlightRecord(flight.sim, flight.crew, queued))
    return _encode(StationRecord(flight.sim, flight.crew, queued))


def decode_flight(plain: bytes) -> Flight:
    """Return the flight that `encode_flight` was given.

    Raises:
        msgspec.MsgspecError: or ValueError, if this is not what was written.
    """
    if msgspec.json.decode(plain, type=_Which).station:
        kept = msgspec.json.decode(plain, type=StationRecord)
        return Flight(kept.station, kept.crew, tuple(order_of(each) for each in kept.queued))
    record = msgspec.json.decode(plain, type=FlightRecord)
    return Flight(record.docking, record.crew, tuple(order_of(each) for each in record.queued))
