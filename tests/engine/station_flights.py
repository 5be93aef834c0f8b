"""Emergencies of the station to record: by a few orders that are the same whatever the advice is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from game.emergencies.station.flight import begin
from game.emergencies.station.scenarios import Scenario
from game.engine.recording import LONGEST_TICKS, Given, Said, record
from game.engine.station_debrief import station_debrief
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import Answer, Assign, News, Person, Question, Reply, Task, Tell
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.station.state import StationState
    from game.engine.recording import Recording
    from game.engine.station_debrief import StationDebrief
    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.values import Value

FACTS: Mapping[str, Value] = {
    "nerve": 60,
    "crew": 60,
    "soyuz_kg": 302,
    "cupola_warned": False,
    "shoot_stopped": False,
}
SEED = 7
EDITION = "test"

HALE_EARLY: tuple[tuple[float, FlightOrder], ...] = (
    (20.0, Tell(Person.MOSCOW, News.RUNS_ON)),
    (24.0, Assign(Person.ROOKIE, Task.READ_RATES)),
    (110.0, Assign(Person.ASTRONAUT, Task.FREE_DRIFT)),
    (130.0, Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)),
    (235.0, Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)),
    (270.0, Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
    (300.0, Assign(Person.COMMANDER, Task.NULL_RATES)),
)
"""Seconds from the opening, and what is ordered: the book, minutes before anybody asks for it."""

FIRED_EARLY: tuple[tuple[float, FlightOrder], ...] = (
    (20.0, Tell(Person.MOSCOW, News.RUNS_ON)),
    (24.0, Assign(Person.ROOKIE, Task.READ_RATES)),
    (110.0, Assign(Person.ASTRONAUT, Task.FREE_DRIFT)),
    (130.0, Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
    (162.0, Assign(Person.COMMANDER, Task.NULL_RATES)),
    (240.0, Assign(Person.COMMANDER, Task.TURN_BACK)),
)
"""The same without a thought of the arrays."""

COLD_AT_ONCE: tuple[tuple[float, FlightOrder], ...] = (
    (0.0, Assign(Person.SELF, Task.MOTION_CONTROL_OFF)),
    (30.0, Answer(Question.CAMERA, Reply.KEEP_ROLLING)),
)
"""The guarded switch in the first second, and an answer to what nobody asks."""

TO_THE_SHIPS: tuple[tuple[float, FlightOrder], ...] = (
    (20.0, Assign(Person.SELF, Task.MOTION_CONTROL_OFF)),
    (60.0, Assign(Person.ASTRONAUT, Task.GO_TO_SHIP)),
    (65.0, Assign(Person.COMMANDER, Task.GO_TO_SHIP)),
    (70.0, Assign(Person.ROOKIE, Task.GO_TO_SHIP)),
)
"""Everybody who could do anything is taken from it, one at a time."""

ASKED_ONLY: tuple[tuple[float, FlightOrder], ...] = tuple(
    (30.0 * number, Assign(Person.ROOKIE, Task.READ_RATES)) for number in range(1, 20)
)
"""Readings, and nothing else."""

TALKED_MUCH: tuple[tuple[float, FlightOrder], ...] = (
    *((float(number), Tell(person, News.HOLD_TIGHT)) for number, person in enumerate(Person, 1)),
    (40.0, Assign(Person.SELF, Task.MOTION_CONTROL_OFF)),
    *((50.0 + number, Tell(person, News.LOST)) for number, person in enumerate(Person)),
    *HALE_EARLY[2:],
)
"""Many orders, one of which stops the jet."""


def opening(seed: int = SEED, rung: Rung = Rung.FLOWN, scenario: Scenario = Scenario.ROLL) -> StationState:
    """Return an emergency at its first tick."""
    return begin(FACTS, seed, rung, scenario)


def given(orders: tuple[tuple[float, FlightOrder], ...]) -> tuple[Given, ...]:
    """Return orders by seconds as a recording holds them."""
    return tuple(Given(round(seconds * TICKS_PER_S), (order,)) for seconds, order in orders)


@cache
def silent() -> Recording:
    """Return the day as it was: nobody says anything."""
    return record(opening(), (), LONGEST_TICKS, edition=EDITION)


@cache
def early() -> Recording:
    """Return the day with Hale asked early, and something said in it."""
    said = (
        Said(0, "engineer", "It should have stopped.", Voice.SPEECH),
        Said(500, "flight_director", "We see it. Wait.", Voice.LOOP),
        Said(620, "houston", "Station, Houston.", Voice.SECOND_LOOP),
    )
    return record(opening(), given(HALE_EARLY), LONGEST_TICKS, edition=EDITION, said=said)


@cache
def hurt() -> Recording:
    """Return the day on which the jets were fired before the arrays were locked."""
    return record(opening(), given(FIRED_EARLY), LONGEST_TICKS, edition=EDITION)


@cache
def held() -> Recording:
    """Return the day on which the guarded switch was turned at once."""
    return record(opening(), given(COLD_AT_ONCE), LONGEST_TICKS, edition=EDITION)


@cache
def to_the_ships() -> Recording:
    """Return the day on which three were sent to their ships."""
    return record(opening(), given(TO_THE_SHIPS), LONGEST_TICKS, edition=EDITION)


@cache
def asked_only() -> Recording:
    """Return the day on which nothing was wanted but readings."""
    return record(opening(), given(ASKED_ONLY), LONGEST_TICKS, edition=EDITION)


@cache
def talked_much() -> Recording:
    """Return the day with many orders."""
    return record(opening(), given(TALKED_MUCH), LONGEST_TICKS, edition=EDITION)


@cache
def module() -> Recording:
    """Return 29 July with nobody saying anything."""
    return record(opening(scenario=Scenario.MODULE), (), LONGEST_TICKS, edition=EDITION)


@cache
def drilled() -> Recording:
    """Return the evening before, with nobody saying anything."""
    return record(opening(scenario=Scenario.DRILL), (), LONGEST_TICKS, edition=EDITION)


@cache
def early_debrief() -> StationDebrief:
    """Return the whole debrief of `early`."""
    return station_debrief(early())


@cache
def hurt_debrief() -> StationDebrief:
    """Return the whole debrief of `hurt`."""
    return station_debrief(hurt())


@cache
def ships_debrief() -> StationDebrief:
    """Return the whole debrief of `to_the_ships`."""
    return station_debrief(to_the_ships())


@cache
def silent_debrief() -> StationDebrief:
    """Return the whole debrief of `silent`."""
    return station_debrief(silent())


@cache
def held_debrief() -> StationDebrief:
    """Return the whole debrief of `held`."""
    return station_debrief(held())


def without_ending(recording: Recording) -> Recording:
    """Return a recording as it would be, had it not ended."""
    return replace(recording, ending=None)
