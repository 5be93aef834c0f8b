"""An emergency of the station as it is looked at afterwards: how far over, how fast, on what power, and why.

Law: pure, and nothing is guessed: every number is read from the flight flown again. What it is compared with
is flown from the same opening: with nobody in the player's seat saying anything, which is the day as it was,
and by the trained pilot.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from math import degrees
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.flight import outcome, step
from game.emergencies.station.pilots.characters import Name
from game.emergencies.station.pilots.headless import fly_from
from game.emergencies.station.scenarios import Scenario
from game.engine.recording import LONGEST_TICKS, Given, replay, station_of
from game.engine.station_counsel import reached_by
from game.engine.station_decisions import station_decisions_of
from game.engine.station_outcomes import station_result_of
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import Person, Question, Reply, StationCue, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.emergencies.station.state import InCharge, StationState, Trouble
    from game.engine.recording import Recording
    from game.engine.station_decisions import StationDecision
    from game.engine.station_outcomes import StationResult
    from game.vocabulary.flying import CueGiven, Rung

SAMPLE_TICKS = 5 * TICKS_PER_S
"""Between two samples: she turns less than a degree in it, and a flight of forty minutes has 500."""

MARKS = frozenset(
    {
        *(
            StationCue.THRUST_STOPPED,
            StationCue.OFF_IGNORED,
            StationCue.MANIFOLD_SHUT,
            StationCue.VALVES_SHUT,
        ),
        *(StationCue.CONTROL_OFF, StationCue.COUNTER_STOPPED, StationCue.SHIP_FUEL_UNDER),
        *(StationCue.GYROS_FULL, StationCue.ATTITUDE_LOST, StationCue.FREE_DRIFT, StationCue.UPSIDE_DOWN),
        *(StationCue.TILT_30, StationCue.TILT_60, StationCue.TILT_90, StationCue.RATE_HALF),
        *(StationCue.RUSSIAN_CONTROL, StationCue.CONTROL_REFUSED, StationCue.FIRING, StationCue.FORCE_FIGHT),
        *(StationCue.RATES_NULLED, StationCue.TURNING_BACK, StationCue.LEVEL_AGAIN),
        *(StationCue.CONTROL_REGAINED, StationCue.GYROS_TAKING, StationCue.GYROS_HOLD),
        *(StationCue.GYROS_FULL_AGAIN, StationCue.LOST_AGAIN),
        *(StationCue.ARRAYS_EDGE_ON, StationCue.ARRAYS_LOCKED, StationCue.ARRAYS_UNLOCKED),
        *(StationCue.ARRAY_STRUCK, StationCue.SUN_OFF_ARRAYS, StationCue.SUNSET, StationCue.SUNRISE),
        *(StationCue.BATTERY_60, StationCue.BATTERY_LOW, StationCue.POWER_DOWN, StationCue.LOADS_SHED),
        *(StationCue.LOADS_BACK, StationCue.OVERHEATED),
        *(StationCue.SITE_LOST, StationCue.SITE_HEARD, StationCue.S_BAND_LOST, StationCue.S_BAND_BACK),
        *(StationCue.RELAY_PATCHED, StationCue.RUNG_CHANGED, StationCue.TO_SHIPS, StationCue.STAYING),
        *(StationCue.CAMERA_OFF, StationCue.CAMERA_ON, StationCue.EARTH_SIDEWAYS),
        *(StationCue.SPOKEN_TO_CAMERA, StationCue.SHUTTERS_SHUT, StationCue.SHUTTERS_OPEN),
    }
)
"""Cues that a debrief names with their time; each once a minute at most."""

AGAIN_TICKS = 60 * TICKS_PER_S
"""What comes and goes is named again after so long."""


class Day(Enum):
    """The real day, in seconds of 15 October 2021 (UTC)."""

    SITE_LOST = 9 * 3600 + 13 * 60
    """Attitude lost as well: the minute is NASA's, the site is derived."""
    SUNSET = 9 * 3600 + 38 * 60 + 50
    REGAINED = 9 * 3600 + 43 * 60
    """At the latest: within half an hour."""
    NEXT_SITE = 10 * 3600 + 35 * 60 + 30


class ModuleDay(Enum):
    """29 July 2021, in seconds of the day (UTC)."""

    LOST = 16 * 3600 + 42 * 60
    REGAINED = 17 * 3600 + 29 * 60


PEAK_DEG = 57.0
"""The farthest over on 15 October 2021, as the flight director said it over the radio."""

MODULE_DEG = 540.0
"""Turned through on 29 July 2021."""


@dataclass(frozen=True, slots=True)
class StationSample:
    """How the station was at one moment.

    Attributes:
        tick: when.
        tilt_deg: from level [deg].
        rate_deg_s: relative to level flight [deg/s].
        momentum: in the gyros, as a share of what they hold, 0 to 1.
        made_kw: by the arrays [kW].
        load_kw: asked for [kW].
        charge: of the batteries, 0 to 1.
        in_charge: who holds the attitude.
        ship_kg: propellant of the docked ship [kg].
        segment_kg: used by the Russian segment [kg].
        turned_deg: turned through since the opening [deg].
    """

    tick: int
    tilt_deg: float
    rate_deg_s: float
    momentum: float
    made_kw: float
    load_kw: float
    charge: float
    in_charge: InCharge
    ship_kg: float
    segment_kg: float
    turned_deg: float


@dataclass(frozen=True, slots=True)
class StationMark:
    """A moment with a name.

    Attributes:
        tick: when.
        cue: one of `MARKS`.
        numbers: the cue's own, by name.
        tilt_deg: at that moment [deg].
    """

    tick: int
    cue: StationCue
    numbers: tuple[tuple[str, int], ...]
    tilt_deg: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """A question, and what became of it.

    Attributes:
        tick: when it was settled.
        question: which.
        reply: what was done.
        answered: by the player, and not by whoever had asked.
    """

    tick: int
    question: Question
    reply: Reply
    answered: bool


class Way(Enum):
    """Which way somebody went."""

    SENT = "sent"
    """To the ship."""
    SEATED = "seated"
    """They sit in it."""
    BACK = "back"
    """To their work."""


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody was taken from their work to a ship, or back.

    Attributes:
        tick: when.
        who: it was.
        way: which.
    """

    tick: int
    who: Person
    way: Way


@dataclass(frozen=True, slots=True)
class StationTrack:
    """A flight to compare with.

    Attributes:
        samples: as in the debrief.
        result: what it came to.
        ticks: how long it was.
    """

    samples: tuple[StationSample, ...]
    result: StationResult
    ticks: int


@dataclass(frozen=True, slots=True)
class StationDebrief:
    """An emergency of the station as it is looked at afterwards.

    Attributes:
        start: where it opened.
        start_s: second of the day at tick 0.
        ticks: how long it was.
        rung: at the opening.
        samples: one each `SAMPLE_TICKS`, and one at the end.
        marks: the moments with a name.
        settled: the questions.
        troubles: each with the tick at which it came.
        going: who went to a ship, and back.
        result: what it came to; None while it goes on.
        nothing: the same with nobody saying anything, or None; of a flight without an order there is none.
        trained: the trained pilot's, or None.
        decisions: the ones that mattered, the one most worth telling first; none of a flight that cannot be
            flown again.
        replayed: whether all of this was flown again, or only read from keyframes.
    """

    start: Scenario
    start_s: int
    ticks: int
    rung: Rung
    samples: tuple[StationSample, ...]
    marks: tuple[StationMark, ...]
    settled: tuple[Settlement, ...]
    troubles: tuple[tuple[int, Trouble], ...]
    going: tuple[Going, ...]
    result: StationResult | None
    nothing: StationTrack | None
    trained: StationTrack | None
    decisions: tuple[StationDecision, ...]
    replayed: bool

    @property
    def on_the_day(self) -> bool:
        """Whether it is the emergency of 15 October 2021, so that the two have one timeline."""
        return self.start is Scenario.ROLL


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look through a flight."""

    samples: tuple[StationSample, ...]
    marks: tuple[StationMark, ...]
    settled: tuple[Settlement, ...]
    troubles: tuple[tuple[int, Trouble], ...]
    cues: tuple[CueGiven, ...]
    states: dict[int, StationState]


def station_debrief(recording: Recording, *, decide: bool = True) -> StationDebrief:
    """Return the debrief of an emergency of the station.

    Args:
        recording: the flight.
        decide: whether the flights to compare with are flown, and the decisions that mattered looked for,
            which takes most of the time.

    Raises:
        RecordingBroken: if the states of a recording that somebody else wrote cannot be flown.
        LookupError: if another emergency was flown.
    """
    opening = station_of(recording.opening)
    seen = _look_through(recording)
    result = None
    if recording.ending is not None:
        reached = reached_by(seen.cues, recording.ticks)
        result = station_result_of(station_of(recording.last), recording.ending, reached)
    compares = decide and recording.replays
    nothing = track_of(opening, ()) if compares and recording.orders else None
    decided: tuple[StationDecision, ...] = ()
    if compares and result:
        decided = station_decisions_of(recording.orders, seen.cues, seen.states, result)
    return StationDebrief(
        start=opening.start,
        start_s=opening.start_s,
        ticks=recording.ticks,
        rung=recording.rung,
        samples=seen.samples,
        marks=seen.marks,
        settled=seen.settled,
        troubles=seen.troubles,
        going=tuple(_goings(seen.cues)),
        result=result,
        nothing=nothing,
        trained=trained_track(opening) if compares else None,
        decisions=decided,
        replayed=recording.replays,
    )


def trained_track(opening: StationState) -> StationTrack:
    """Return the flight that the trained pilot makes from an opening, with the same difficulty."""
    flown = fly_from(Name.TRAINED, opening)
    return track_of(
        opening,
        tuple(
            Given(tick, tuple(order for _, order in together))
            for tick, together in groupby(flown.orders, key=lambda given: given[0])
        ),
    )


def track_of(opening: StationState, orders: tuple[Given, ...]) -> StationTrack:
    """Return the flight that these orders make from an opening, to its end."""
    due = {given.tick: given.orders for given in orders}
    samples = [station_sample_of(opening)]
    cues: list[CueGiven] = []
    state, ending = opening, outcome(opening)
    while ending is None and state.tick < LONGEST_TICKS:
        done = step(state, due.get(state.tick, ()))
        state = done.state
        cues += done.cues
        ending = outcome(state)
        if state.tick % SAMPLE_TICKS == 0 or ending is not None:
            samples.append(station_sample_of(state))
    result = station_result_of(state, ending, reached_by(cues, state.tick))
    return StationTrack(tuple(samples), result, state.tick)


def station_sample_of(state: StationState) -> StationSample:
    """Return how the station is in a state."""
    return StationSample(
        tick=state.tick,
        tilt_deg=truth.tilt_deg(state),
        rate_deg_s=truth.rate_deg_s(state),
        momentum=truth.momentum_share(state),
        made_kw=state.power.made_kw,
        load_kw=state.power.load_kw,
        charge=state.power.charge,
        in_charge=state.segment.in_charge,
        ship_kg=state.ship.kg,
        segment_kg=state.segment.kg,
        turned_deg=degrees(state.body.turned_rad),
    )


def _look_through(recording: Recording) -> _Seen:
    samples: list[StationSample] = []
    marks: list[StationMark] = []
    settled: list[Settlement] = []
    troubles: list[tuple[int, Trouble]] = []
    cues: list[CueGiven] = []
    states: dict[int, StationState] = {}
    named: dict[StationCue, int] = {}
    ordered = {given.tick for given in recording.orders}
    for simulated, happened in replay(recording):
        state = station_of(simulated)
        tick = state.tick
        if tick % TICKS_PER_S == 0 or tick in ordered:
            states[tick] = state
        if tick % SAMPLE_TICKS == 0 or tick == recording.ticks or not recording.replays:
            samples.append(station_sample_of(state))
        troubles += [(tick, trouble) for trouble in state.watch.troubles[len(troubles) :]]
        for given in happened:
            cues.append(given)
            if not isinstance(given.cue, StationCue):
                continue
            if given.cue in (StationCue.ANSWERED, StationCue.SETTLED):
                settled.append(_settlement(given))
            elif given.cue in MARKS and tick - named.get(given.cue, -AGAIN_TICKS) >= AGAIN_TICKS:
                named[given.cue] = tick
                marks.append(StationMark(tick, given.cue, given.numbers, truth.tilt_deg(state)))
    return _Seen(tuple(samples), tuple(marks), tuple(settled), tuple(troubles), tuple(cues), states)


def _settlement(given: CueGiven) -> Settlement:
    words = dict(given.words)
    answered = given.cue is StationCue.ANSWERED
    return Settlement(given.tick, Question(words["question"]), Reply(words["reply"]), answered)


def _goings(cues: Iterable[CueGiven]) -> Iterable[Going]:
    """Yield who was sent to a ship, sits in one, or was called back."""
    ways = {Task.GO_TO_SHIP.value: Way.SENT, Task.COME_BACK.value: Way.BACK}
    for given in cues:
        words = dict(given.words)
        if given.cue is StationCue.ABOARD:
            yield Going(given.tick, Person(words["who"]), Way.SEATED)
        elif given.cue in (StationCue.TAKEN, StationCue.BY_THEMSELVES) and words["task"] in ways:
            yield Going(given.tick, Person(words["who"]), ways[words["task"]])
