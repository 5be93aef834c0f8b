"""What whoever gives the orders has to go by.

Law: panels, the loops, who is where and what was heard; there is no way from here to how the station really
hangs and turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.vocabulary.flying import TICK_S, TICKS_PER_S

if TYPE_CHECKING:
    from game.emergencies.station.instruments import StationReading
    from game.emergencies.station.scenarios import Scenario
    from game.emergencies.station.state import Open, Ordered, Settled, Someone
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import Person, Task


@dataclass(frozen=True, slots=True)
class View:
    """The seat in the docked ship at one instant.

    Attributes:
        tick: of the emergency.
        scenario: which one.
        reading: what panels and the laptop show.
        people: who is where, at what, and what they were told: the engineer hears all of it on the intercom.
        asked: questions that wait for an answer.
        settled: those that do not any more.
        ordered: what the engineer last asked for, and when.
        said: values of the cues that come only once and have come.
        regained: control was lost and is back.
        shooting: a camera is up in the Cupola.
        ships_called: everybody was sent to the ships.
        heard: what was heard since the last view.
    """

    tick: int
    scenario: Scenario
    reading: StationReading
    people: tuple[Someone, ...]
    asked: tuple[Open, ...]
    settled: tuple[Settled, ...]
    ordered: tuple[Ordered, ...]
    said: tuple[str, ...]
    regained: bool
    shooting: bool
    ships_called: bool
    heard: tuple[CueGiven, ...] = ()

    @property
    def seconds(self) -> float:
        """Since the emergency began [s]."""
        return self.tick * TICK_S

    @property
    def lost(self) -> bool:
        """The tone has sounded, and control is not back."""
        return self.reading.lost

    def someone(self, who: Person) -> Someone:
        """Return a person as they are now."""
        return next(one for one in self.people if one.who is who)

    def lately(self, task: Task, seconds: float) -> bool:
        """Tell whether the engineer asked for something not longer ago than this [s]."""
        since = self.tick - seconds * TICKS_PER_S
        return any(one.task is task and one.tick >= since for one in self.ordered)
