"""The engineer's seat in the docked ship, for whoever runs the station's emergency by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.scenarios import Scenario
from game.plain.station_desk import StationDesk
from game.vocabulary.flying import Rung
from game.vocabulary.values import Place
from tests.plain.seat import BOOK, PHRASES, Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.station.state import StationState
    from game.plain.paper import Paper


class Cabin(Seat):
    """A sitting that holds one emergency of the station and nothing else."""

    def __init__(self, rung: Rung = Rung.ASSISTED, seed: int = 1, scenario: Scenario = Scenario.ROLL) -> None:
        super().__init__(rung, seed, scenario.value, Place("loss_of_attitude", "start"), {})

    def sit(self, paper: Paper, write: Callable[[str], None]) -> StationDesk:
        """Return the desk at which it is run."""
        self.desk = StationDesk(self, PHRASES, paper, write, lambda: BOOK.flightbook)
        return self.desk

    @property
    def state(self) -> StationState:
        """The flight's, for what a test compares with."""
        return self.flight.station
