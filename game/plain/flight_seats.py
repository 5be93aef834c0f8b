"""At which desk an emergency is met: one for the docking, one for the station.

Law: a desk is loaded when something is flown there; plain play without an emergency never pays for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.flown import Kind, kind_of

if TYPE_CHECKING:
    from game.emergencies.flown import Simulated
    from game.narrative.flightbook import FlightBook
    from game.plain.teller import Teller
    from game.plain.turn_desk import TurnDesk


def take_seat(sim: Simulated, teller: Teller) -> TurnDesk:
    """Return a desk for an emergency at which nothing was told yet.

    Args:
        sim: the emergency.
        teller: who speaks.
    """
    session = teller.session
    if kind_of(sim) is Kind.DOCKING:
        from game.plain.flight_desk import FlightDesk

        return FlightDesk(session, teller.phrases, teller.paper, teller.write)
    from game.plain.station_desk import StationDesk

    def book() -> FlightBook:
        return session.book.flightbook

    return StationDesk(session, teller.phrases, teller.paper, teller.write, book)
