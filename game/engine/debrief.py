"""A docking as it is looked at afterwards: where it went, what was called, and which decisions mattered.

Law: pure, and nothing is guessed: every number is read from the flight flown again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from game.emergencies.docking import truth
from game.emergencies.docking.pilots.characters import Name
from game.emergencies.docking.pilots.headless import fly_approach
from game.emergencies.docking.starts import FIRST_S, Start
from game.engine.decisions import DECISIONS, Decision, decisions_of
from game.engine.outcomes import Result, result_of
from game.engine.recording import LONGEST_TICKS, Given, Recording, docking_of, record, replay
from game.vocabulary.flying import TICKS_PER_S, Cue, CueGiven, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState

__all__ = [
    "CALLS",
    "DECISIONS",
    "MARKS",
    "Debrief",
    "Decision",
    "History",
    "Mark",
    "RangeCall",
    "Sample",
    "Track",
    "debrief",
    "sample_of",
    "trained_flight",
]

CALLS = (Cue.RANGE_CALLED, Cue.RANGE_OFFERED, Cue.MOSCOW_RANGE, Cue.STATION_SEES)

MARKS = frozenset(
    {
        *(
            Cue.GATE_60,
            Cue.GATE_50,
            Cue.GATE_40,
            Cue.GATE_30,
            Cue.GATE_20,
            Cue.GATE_10,
            Cue.GATE_5,
            Cue.GATE_2,
        ),
        *(Cue.GO_GIVEN, Cue.WENT_WITHOUT_GO, Cue.TOO_FAST, Cue.STOPPED, Cue.STOPPED_AT_TWO, Cue.LOST_TARGET),
        *(Cue.SUNSET, Cue.SUNRISE, Cue.SIGNAL_LOST, Cue.LAMP_ON, Cue.FILTER_OFF, Cue.DARK_WITHOUT_LAMP),
        *(Cue.CHASING, Cue.RUNG_CHANGED, Cue.CONTACT, Cue.CAPTURED, Cue.BOUNCED, Cue.STRUCK),
    }
)
"""Cues that a debrief names with their time."""


class History(Enum):
    """The real day, in seconds of 5 October 2021 (UTC)."""

    BEGUN = FIRST_S
    SIGNAL_LOST = 12 * 3600 + 18 * 60 + 20
    SUNSET = 12 * 3600 + 18 * 60 + 35
    CONTACT = 12 * 3600 + 22 * 60 + 31


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the ship was at one second.

    Attributes:
        tick: when.
        range_m: probe head to cone plane along the axis [m].
        closing_m_s: above zero when coming nearer [m/s].
        offset_right_m: of the head from the axis, as the pilot sits [m].
        offset_down_m: likewise [m].
        miss_m: both together [m].
        angle_deg: between nose and axis [deg].
        propellant_kg: left [kg].
    """

    tick: int
    range_m: float
    closing_m_s: float
    offset_right_m: float
    offset_down_m: float
    miss_m: float
    angle_deg: float
    propellant_kg: float


@dataclass(frozen=True, slots=True)
class RangeCall:
    """A range that was called, and the truth.

    Attributes:
        tick: when it was heard.
        cue: by whom, one of `CALLS`.
        called_m: as it was called [m].
        true_m: when it was heard [m].
        closing_m_s: when it was heard [m/s].
        late_s: how old it was [s].
    """

    tick: int
    cue: Cue
    called_m: float
    true_m: float
    closing_m_s: float
    late_s: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with a name.

    Attributes:
        tick: when.
        cue: one of `MARKS`.
        range_m: at that moment [m].
    """

    tick: int
    cue: Cue
    range_m: float


@dataclass(frozen=True, slots=True)
class Track:
    """A flight to compare with.

    Attributes:
        samples: one a second.
        result: what it came to.
        ticks: how long it was.
    """

    samples: tuple[Sample, ...]
    result: Result | None
    ticks: int


@dataclass(frozen=True, slots=True)
class Debrief:
    """A flight as it is looked at afterwards.

    Attributes:
        start: where it opened.
        start_s: second of 5 October 2021 at tick 0.
        attempt: which approach of the day, from 1.
        ticks: how long it was.
        rung: at the opening.
        samples: one a second, and one at the end.
        calls: every range that was called.
        marks: the moments with a name.
        result: what it came to; None while it is flown.
        trained: the trained pilot's flight from the same opening, or None.
        decisions: the ones that mattered, the weightiest first; none of a flight that cannot be flown again.
        replayed: whether all of this was flown again, or only read from keyframes.
    """

    start: Start
    start_s: int
    attempt: int
    ticks: int
    rung: Rung
    samples: tuple[Sample, ...]
    calls: tuple[RangeCall, ...]
    marks: tuple[Mark, ...]
    result: Result | None
    trained: Track | None
    decisions: tuple[Decision, ...]
    replayed: bool

    @property
    def on_the_day(self) -> bool:
        """Whether it opened when the real approach did, so that the two have one timeline."""
        return self.start is Start.DAY and self.start_s == History.BEGUN.value


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look through a flight."""

    samples: tuple[Sample, ...]
    calls: tuple[RangeCall, ...]
    marks: tuple[Mark, ...]
    cues: tuple[CueGiven, ...]
    states: dict[int, DockingState]


def debrief(recording: Recording, trained: Recording | None = None, *, decide: bool = True) -> Debrief:
    """Return the debrief of a docking.

    Args:
        recording: the flight.
        trained: the trained pilot's from the same opening, to compare with.
        decide: whether the decisions that mattered are looked for, which takes most of the time.

    Raises:
        RecordingBroken: if the states of a recording that somebody else wrote cannot be flown.
        LookupError: if another emergency was flown.
    """
    seen = _look_through(recording)
    opening = docking_of(recording.opening)
    result = result_of(docking_of(recording.last), recording.ending) if recording.ending else None
    decided: tuple[Decision, ...] = ()
    if decide and result and recording.replays:
        decided = decisions_of(recording.orders, seen.cues, seen.states, result)
    return Debrief(
        start=opening.start,
        start_s=opening.start_s,
        attempt=opening.attempt,
        ticks=recording.ticks,
        rung=recording.rung,
        samples=seen.samples,
        calls=seen.calls,
        marks=seen.marks,
        result=result,
        trained=_track(trained) if trained is not None else None,
        decisions=decided,
        replayed=recording.replays,
    )


def trained_flight(recording: Recording) -> Recording:
    """Return the flight that the trained pilot makes from the same opening, with the same difficulty."""
    opening = docking_of(recording.opening)
    flown = fly_approach(Name.TRAINED, opening, opening.attempt)
    orders = tuple(
        Given(tick, tuple(order for _, order in together))
        for tick, together in groupby(flown.orders, key=lambda given: given[0])
    )
    return record(opening, orders, LONGEST_TICKS, edition=recording.edition)


def sample_of(state: DockingState) -> Sample:
    """Return where the ship is in a state; at the touch, with the speed of the touch."""
    known = truth.read(state)
    touch = state.contact
    return Sample(
        tick=state.tick,
        range_m=known.range_m,
        closing_m_s=touch.closing_m_s if touch else known.closing_m_s,
        offset_right_m=known.offset_right_m,
        offset_down_m=known.offset_down_m,
        miss_m=known.miss_m,
        angle_deg=known.angle_deg,
        propellant_kg=known.propellant_kg,
    )


def _look_through(recording: Recording) -> _Seen:
    samples: list[Sample] = []
    calls: list[RangeCall] = []
    marks: list[Mark] = []
    cues: list[CueGiven] = []
    states: dict[int, DockingState] = {}
    ordered = {given.tick for given in recording.orders}
    for simulated, happened in replay(recording):
        state = docking_of(simulated)
        tick = state.tick
        if tick % TICKS_PER_S == 0 or tick in ordered:
            states[tick] = state
        if tick % TICKS_PER_S == 0 or tick == recording.ticks or not recording.replays:
            samples.append(sample_of(state))
        for given in happened:
            cues.append(given)
            if not isinstance(given.cue, Cue):
                continue
            if given.cue in CALLS:
                calls.append(_call(given.cue, given, state))
            elif given.cue in MARKS:
                marks.append(Mark(tick, given.cue, truth.read(state).range_m))
    return _Seen(tuple(samples), tuple(calls), tuple(marks), tuple(cues), states)


def _call(cue: Cue, given: CueGiven, state: DockingState) -> RangeCall:
    numbers, known = dict(given.numbers), truth.read(state)
    return RangeCall(
        tick=state.tick,
        cue=cue,
        called_m=float(numbers.get("metres", 0)),
        true_m=known.range_m,
        closing_m_s=known.closing_m_s,
        late_s=numbers.get("seconds_late", 0),
    )


def _track(recording: Recording) -> Track:
    result = result_of(docking_of(recording.last), recording.ending) if recording.ending else None
    return Track(_look_through(recording).samples, result, recording.ticks)
