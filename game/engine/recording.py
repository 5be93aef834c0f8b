"""The flight recorder: one flight as a value, and how it is flown again.

Law: a recording holds orders and states, nothing that could be run; flown again under the simulation that
made it, it gives the same states to the last bit. Under another one only what it holds as states is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, TypeVar, cast

from game.emergencies.docking.state import DockingState
from game.emergencies.flown import Kind, kind_of, outcome, simulation_of, step
from game.emergencies.station.state import StationState
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import Person
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.emergencies.docking.starts import Start
    from game.emergencies.flown import Simulated
    from game.emergencies.protocol import Ending
    from game.emergencies.station.scenarios import Scenario
    from game.vocabulary.flying import CueGiven, FlightOrder, Rung

    _Hands = Callable[[Simulated, tuple[CueGiven, ...]], tuple[FlightOrder, ...]]

S = TypeVar("S", DockingState, StationState)

KEYFRAME_TICKS = 10 * TICKS_PER_S
"""Between two keyframes; ten seconds are flown again in less time than a picture takes."""

LONGEST_TICKS = 5400 * TICKS_PER_S
"""An hour and a half, some minutes more than the station can take (83); no recording is longer."""

FASTEST = 8.0
"""The highest speed of a `Playback`; chosen for play."""

SLOWEST = 0.25
"""The lowest."""

_LONGEST_STALL_S = 0.5
"""What a picture may come late [s]; the rest of a longer stall is dropped, as in flight."""


@dataclass(frozen=True, slots=True)
class Given:
    """Orders at one tick, in the order in which they came; the step that leaves the tick carries them out."""

    tick: int
    orders: tuple[FlightOrder, ...]


@dataclass(frozen=True, slots=True)
class Keyframe:
    """The whole state at one tick."""

    tick: int
    state: Simulated


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was said.

    Attributes:
        tick: when.
        who: the role id of who spoke, or ``""``.
        text: the words.
        voice: aloud in the cabin, or over the loop.
    """

    tick: int
    who: str
    text: str
    voice: Voice = Voice.SPEECH


@dataclass(frozen=True, slots=True)
class Recording:
    """A flight, from its opening to its end or to now.

    Attributes:
        emergency: the value of a `Kind`.
        simulation: the version of the simulation that flew it.
        edition: the story's.
        seed: of the playthrough.
        rung: at the opening.
        start: where it opened.
        opening: the state at tick 0.
        orders: all that were given, by rising tick.
        keyframes: from the opening on, by rising tick, the last one the end; at most `KEYFRAME_TICKS` apart,
            but of another simulation as they were kept.
        said: what was heard, by rising tick.
        ending: what it came to; None while it is flown.
        ticks: how long it was.
    """

    emergency: str
    simulation: int
    edition: str
    seed: int
    rung: Rung
    start: Start | Scenario
    opening: Simulated
    orders: tuple[Given, ...]
    keyframes: tuple[Keyframe, ...]
    said: tuple[Said, ...]
    ending: Ending | None
    ticks: int

    @property
    def replays(self) -> bool:
        """Whether this game's simulation is the one that flew it, so that every tick can be shown."""
        return self.simulation == simulation_of(self.kind)

    @property
    def kind(self) -> Kind:
        """Which emergency it is of, by its states."""
        return kind_of(self.opening)

    @property
    def last(self) -> Simulated:
        """The state at the end."""
        return self.keyframes[-1].state


def docking_of(state: Simulated) -> DockingState:
    """Return a state that is known to be a docking's, as one.

    Raises:
        LookupError: if it is not.
    """
    if isinstance(state, DockingState):
        return state
    raise LookupError("this is no docking")


def station_of(state: Simulated) -> StationState:
    """Return a state that is known to be the station's, as one.

    Raises:
        LookupError: if it is not.
    """
    if isinstance(state, StationState):
        return state
    raise LookupError("this is not the station")


class RecordingBroken(ValueError):  # noqa: N818  named for what it is, as the tree in `game.errors` is
    """A recording contradicts itself, or its states cannot be flown."""


def record(
    opening: Simulated,
    orders: tuple[Given, ...],
    ticks: int,
    *,
    edition: str,
    said: tuple[Said, ...] = (),
) -> Recording:
    """Return the recording of a flight, flown again from its opening and its orders.

    Args:
        opening: the state at tick 0.
        orders: by rising tick; those at the last tick are still to be carried out.
        ticks: how long it was flown at most; the flight's end ends it sooner.
        edition: the story's.
        said: what was heard.
    """
    due = {given.tick: given.orders for given in orders}
    flown = _fly(opening, lambda state, _: due.get(state.tick, ()), ticks, edition)
    return replace(flown, said=said)


def fly(
    opening: S,
    hands: Callable[[S, tuple[CueGiven, ...]], tuple[FlightOrder, ...]],
    ticks: int = LONGEST_TICKS,
    *,
    edition: str = "",
) -> Recording:
    """Return the recording of a flight by somebody's hands.

    Args:
        opening: the state at tick 0.
        hands: asked before every tick, with the state and what happened in the tick before.
        ticks: the longest it may take.
        edition: the story's.
    """
    # A step gives back a state of the kind that it was given.
    return _fly(opening, cast("_Hands", hands), ticks, edition)


def _fly(opening: Simulated, hands: _Hands, ticks: int, edition: str) -> Recording:
    state, cues = opening, tuple["CueGiven", ...]()
    given: list[Given] = []
    frames = [Keyframe(opening.tick, opening)]
    ending = outcome(opening)
    while ending is None and state.tick < ticks:
        orders = hands(state, cues)
        if orders:
            given.append(Given(state.tick, orders))
        done = step(state, orders)
        state, cues = done.state, done.cues
        ending = outcome(state)
        if state.tick % KEYFRAME_TICKS == 0:
            frames.append(Keyframe(state.tick, state))
    if frames[-1].tick != state.tick:
        frames.append(Keyframe(state.tick, state))
    return Recording(
        emergency=kind_of(opening).value,
        simulation=simulation_of(kind_of(opening)),
        edition=edition,
        seed=opening.seed,
        rung=opening.rung,
        start=opening.start,
        opening=opening,
        orders=tuple(given),
        keyframes=tuple(frames),
        said=(),
        ending=ending,
        ticks=state.tick,
    )


def replay(recording: Recording) -> Iterator[tuple[Simulated, tuple[CueGiven, ...]]]:
    """Yield the opening, then the state after every tick with what happened in it.

    Under another simulation the keyframes are yielded instead, and nothing has happened in them.
    """
    if not recording.replays:
        for frame in recording.keyframes:
            yield frame.state, ()
        return
    state, cues = recording.opening, tuple["CueGiven", ...]()
    due = orders_between(recording, 0, recording.ticks)
    for tick in range(recording.ticks):
        yield state, cues
        done = step(state, due.get(tick, ()))
        state, cues = done.state, done.cues
    yield state, cues


def at(recording: Recording, tick: int, since: Simulated | None = None) -> Simulated:
    """Return the state at a tick: from the nearest keyframe before it, by the orders that follow.

    Under another simulation (`Recording.replays` says so) it is that keyframe itself, whose own tick tells
    how far it is from what was asked.

    Args:
        recording: the flight.
        tick: kept within the flight.
        since: a state of the same recording to go on from, where it is nearer than the keyframe.
    """
    wanted = min(max(tick, 0), recording.ticks)
    state = _keyframe_before(recording, wanted).state
    if not recording.replays:
        return state
    if since is not None and state.tick < since.tick <= wanted:
        state = since
    due = orders_between(recording, state.tick, wanted)
    for now in range(state.tick, wanted):
        state = step(state, due.get(now, ())).state
    return state


def orders_between(recording: Recording, first: int, end: int) -> dict[int, tuple[FlightOrder, ...]]:
    """Return the orders by tick, from the first tick up to before the end."""
    return {given.tick: given.orders for given in recording.orders if first <= given.tick < end}


def verify(recording: Recording) -> int | None:
    """Return the first tick at which a keyframe differs from the flight flown again; None if none does.

    It means nothing under another simulation, where it returns None; ask `Recording.replays` first.

    Raises:
        RecordingBroken: if its states cannot be flown.
    """
    if not recording.replays:
        return None
    wanted = {frame.tick: frame.state for frame in recording.keyframes}
    try:
        for state, _ in replay(recording):
            known = wanted.get(state.tick)
            if known is not None and known != state:
                return state.tick
        ending = outcome(recording.last)
    except (ValueError, ArithmeticError, LookupError) as error:
        raise RecordingBroken(f"the flight cannot be flown: {error}") from error
    return None if ending == recording.ending else recording.ticks


def refuse_broken(recording: Recording) -> None:
    """Do nothing where a recording that somebody else wrote makes sense.

    Raises:
        RecordingBroken: with what contradicts what.
    """
    if recording.emergency != recording.kind.value:
        raise RecordingBroken(f"nothing flies {recording.emergency!r} from here")
    if any(kind_of(frame.state) is not recording.kind for frame in recording.keyframes):
        raise RecordingBroken("the keyframes are of two emergencies")
    if not 0 <= recording.ticks <= LONGEST_TICKS:
        raise RecordingBroken(f"ticks must be from 0 to {LONGEST_TICKS}, got {recording.ticks}")
    frames = recording.keyframes
    if not frames or frames[0].state != recording.opening or frames[-1].tick != recording.ticks:
        raise RecordingBroken("the keyframes do not go from the opening to the end")
    if any(frame.tick != frame.state.tick for frame in frames) or recording.opening.tick != 0:
        raise RecordingBroken("a keyframe is not where its state is")
    apart = KEYFRAME_TICKS if recording.replays else LONGEST_TICKS
    _refuse_disorder([frame.tick for frame in frames], apart, "keyframes")
    _refuse_disorder([given.tick for given in recording.orders], LONGEST_TICKS, "orders")
    if recording.orders and not 0 <= recording.orders[0].tick <= recording.orders[-1].tick <= recording.ticks:
        raise RecordingBroken("an order was given outside the flight")
    heard = [said.tick for said in recording.said]
    if heard != sorted(heard) or not all(0 <= tick <= recording.ticks for tick in heard):
        raise RecordingBroken("a line was said outside the flight")
    opening = recording.opening
    told = (recording.simulation, recording.seed, recording.rung, recording.start)
    if told != (opening.version, opening.seed, opening.rung, opening.start):
        raise RecordingBroken("the opening is another flight's")
    for frame in frames:
        if isinstance(frame.state, StationState):
            _refuse_strangers(frame.state)


def _refuse_strangers(state: StationState) -> None:
    """Refuse a station in which somebody is missing, or is there twice."""
    there = [one.who for one in state.people]
    if len(there) != len(set(there)) or set(there) != set(Person):
        raise RecordingBroken(f"somebody is missing at {state.tick}")


def _refuse_disorder(ticks: list[int], farthest: int, what: str) -> None:
    if any(not before < after <= before + farthest for before, after in pairwise(ticks)):
        raise RecordingBroken(f"the {what} are not in order")


def _keyframe_before(recording: Recording, tick: int) -> Keyframe:
    low, high = 0, len(recording.keyframes) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if recording.keyframes[middle].tick <= tick:
            low = middle
        else:
            high = middle - 1
    return recording.keyframes[low]


@dataclass(frozen=True, slots=True)
class Playback:
    """A recording as it is watched: where, how fast, and whether it stands.

    Attributes:
        recording: the flight.
        tick: shown now.
        speed: seconds of flight in a second, `SLOWEST` to `FASTEST`.
        paused: whether it stands; at its end it stands by itself.
        owed_ticks: the part of a tick that has passed and is not shown yet, 0 to 1.
    """

    recording: Recording
    tick: int = 0
    speed: float = 1.0
    paused: bool = False
    owed_ticks: float = 0.0

    @property
    def over(self) -> bool:
        """Whether the end is shown."""
        return self.tick >= self.recording.ticks

    @property
    def seconds(self) -> float:
        """Since the opening [s]."""
        return self.tick / TICKS_PER_S

    def state(self, since: Simulated | None = None) -> Simulated:
        """Return the state that is shown; ``since`` as in `at`."""
        return at(self.recording, self.tick, since)

    def said(self, within_ticks: int) -> tuple[Said, ...]:
        """Return what was heard in so many ticks up to now, oldest first."""
        return tuple(
            said for said in self.recording.said if self.tick - within_ticks < said.tick <= self.tick
        )

    def sought(self, tick: int) -> Playback:
        """Return it at another tick, kept within the flight."""
        return replace(self, tick=min(max(tick, 0), self.recording.ticks), owed_ticks=0.0)

    def skipped(self, seconds: float) -> Playback:
        """Return it so many seconds on, or back."""
        return self.sought(self.tick + round(seconds * TICKS_PER_S))

    def at_speed(self, speed: float) -> Playback:
        """Return it at another speed, kept within the limits.

        Raises:
            ValueError: if the speed is not finite.
        """
        if not isfinite(speed):
            raise ValueError(f"speed must be finite, got {speed!r}")
        return replace(self, speed=min(max(speed, SLOWEST), FASTEST))

    def toggled(self) -> Playback:
        """Return it paused, or going on; from the end it begins anew."""
        if self.paused and self.over:
            return replace(self.sought(0), paused=False)
        return replace(self, paused=not self.paused)

    def advanced(self, real_s: float) -> Playback:
        """Return it after real time has passed.

        Args:
            real_s: since the last call [s]; what is beyond half a second is dropped.
        """
        if self.paused or real_s <= 0.0:
            return self
        owed = self.owed_ticks + min(real_s, _LONGEST_STALL_S) * self.speed * TICKS_PER_S
        whole = int(owed)
        tick = self.tick + whole
        if tick >= self.recording.ticks:
            return replace(self, tick=self.recording.ticks, owed_ticks=0.0, paused=True)
        return replace(self, tick=tick, owed_ticks=owed - whole)
