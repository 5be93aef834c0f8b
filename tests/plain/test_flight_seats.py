"""Each emergency has its desk, and a desk is loaded when something is flown there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.plain.flight_desk import FlightDesk
from game.plain.flight_seats import take_seat
from game.plain.station_desk import StationDesk
from game.storage.library import open_book
from game.vocabulary.flying import Rung
from tests.plain.counter import Counter
from tests.session.stage import sitting

if TYPE_CHECKING:
    from pathlib import Path

    from game.plain.turn_desk import TurnDesk


@pytest.mark.parametrize(("start", "desk"), [("day", FlightDesk), ("roll", StationDesk)])
def test_an_emergency_is_met_at_its_own_desk(tmp_path: Path, start: str, desk: type[TurnDesk]) -> None:
    """A new one each time, which has told nothing yet: it tells the same."""
    with sitting(tmp_path, book=open_book()) as session:
        present = session.begin_flight(Rung.FLOWN, start, 5)
        assert present.state.flight is not None
        teller = Counter(session).teller
        first, second = (take_seat(present.state.flight.sim, teller) for _ in range(2))
        assert isinstance(first, desk)
        assert first is not second
        assert first.situation(present, whole=True) == second.situation(present, whole=True)
