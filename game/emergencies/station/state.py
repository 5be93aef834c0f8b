"""All of the station at one tick.

Law: frozen, and nothing in it but numbers, words, enums, tuples and frozen values of the same kind, so that
it can be written to a save and read back to the same bytes. A tick replaces only the parts that changed; what
never changes is in `Brief`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.emergencies.station.scenarios import Scenario  # noqa: TC001 - a save is decoded by these annotations
from game.flight.attitude import NO_TURN, Quaternion
from game.flight.turning import Turning  # noqa: TC001 - likewise
from game.vocabulary.flying import TICK_S, Rung
from game.vocabulary.station import Module, News, Person, Question, Reply, Task  # noqa: TC001 - likewise

NEVER = -1
"""A tick that has not been."""


class Phase(Enum):
    """Whether it goes on, or how it ended."""

    RUNNING = "running"
    HELD = "held"
    """The thrust was off before control was lost."""
    REGAINED = "regained"
    LONG_NIGHT = "long_night"
    """The buses went down, or the next pass came, before there was control."""
    TO_SHIPS = "to_ships"
    """Everybody sits in a ship, hatches shut."""
    DRILL_PASSED = "drill_passed"
    DRILL_MISSED = "drill_missed"


class InCharge(Enum):
    """Who holds the attitude; never two, unless they fight."""

    GYROS = "gyros"
    NOBODY = "nobody"
    RUSSIAN = "russian"


class Steering(Enum):
    """What the Russian segment's jets are doing."""

    OFF = "off"
    NULLING = "nulling"
    """Taking the rates off."""
    TURNING = "turning"
    """Turning back at a chosen rate."""
    HOLDING = "holding"


class Pointing(Enum):
    """What the arrays do."""

    TRACKING = "tracking"
    """They follow where the sun would be if she were level."""
    TURNING = "turning"
    """To where a plume does not hurt them."""
    EDGE_ON = "edge_on"
    LOCKING = "locking"
    LOCKED = "locked"


class Trouble(Enum):
    """The right thing done in the wrong order, or another thing."""

    FIRED_UNLOCKED = "fired_unlocked"
    """Jets fired near arrays that were not locked edge-on, long enough to hurt one."""
    FOUGHT = "fought"
    """Gyros and jets, or two sets of jets, pushed against one another."""
    HANDED_BACK_EARLY = "handed_back_early"
    """The gyros were given a station that still turned, and filled again."""
    TOOK_TOO_SOON = "took_too_soon"
    """Control was taken while the ship's jet still fired: the station burnt its own propellant against it."""
    VALVES_HOT = "valves_hot"
    COLD_SHIP = "cold_ship"
    """The guarded switch after the thrust was off already, for nothing."""
    DARK = "dark"
    """The buses dropped."""
    HOT = "hot"
    """A cooling loop overheated."""
    NOBODY_KNEW = "nobody_knew"
    """Neither room on the ground was told anything before the tone."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What does not change.

    Attributes:
        version: of the simulation.
        seed: of the playthrough.
        scenario: which.
        day: ``YYYY-MM-DD``.
        start_s: second of that day at tick 0.
        nerve: of the engineer, 0 to 100.
        crew: the gauge, 0 to 100: from 75 on people begin before they are asked.
        ship_kg: propellant of the docked ship at tick 0 [kg].
        shooting: whether a camera is up in the Cupola.
        warned: whether the Cupola was told beforehand to hold on.
        jets: names of the docked ship's jets that stick, of `SOYUZ_AT_NAUKA_JETS`; empty in the drill.
        thrust_share: of the nominal thrust, drawn.
        counter_kg: burnt so much, the propellant counter stops the test [kg].
    """

    version: int
    seed: int
    scenario: Scenario
    day: str
    start_s: int
    nerve: int
    crew: int
    ship_kg: float
    shooting: bool
    warned: bool
    jets: tuple[str, ...]
    thrust_share: float
    counter_kg: float


@dataclass(frozen=True, slots=True)
class Body:
    """How the station hangs and turns.

    Attributes:
        turning: attitude to LVLH, rate, momentum in the gyros.
        turned_rad: the whole angle that it has turned through, relative to LVLH [rad].
    """

    turning: Turning
    turned_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Ship:
    """The docked ship's jets.

    Attributes:
        firing: the stuck jets fire.
        control_on: its motion control is on.
        manifold_1: open.
        manifold_2: open.
        valves_open: the propellant valves.
        kg: propellant [kg].
        burnt_kg: since the run-on began [kg].
        counted_kg: what the test's propellant counter has counted since it was last started [kg].
        stopped_tick: when the thrust went off.
        stopped_by: the task that did it, `Task` value, or ``"counter"``.
    """

    firing: bool
    kg: float
    control_on: bool = True
    manifold_1: bool = True
    manifold_2: bool = True
    valves_open: bool = True
    burnt_kg: float = 0.0
    counted_kg: float = 0.0
    stopped_tick: int = NEVER
    stopped_by: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Who is in charge, and the Russian segment's jets.

    Attributes:
        in_charge: who.
        steering: of the jets.
        fast: the quicker of the two rates of turning back.
        kg: propellant used since tick 0 [kg].
        firing: the axes that fire now, pitch, yaw, roll: -1, 0, 1.
        fired_ticks: with any of them on.
        fighting: they push against something.
        fought_ticks: so long.
        gyros_on: the gyros are in the loop, whoever is in charge; free drift takes them out.
        held: the attitude in LVLH that whoever is in charge keeps.
        turned_from_rad: how far over it hung when the way back began [rad].
    """

    in_charge: InCharge
    steering: Steering = Steering.OFF
    fast: bool = False
    kg: float = 0.0
    firing: tuple[int, int, int] = (0, 0, 0)
    fired_ticks: int = 0
    fighting: bool = False
    fought_ticks: int = 0
    gyros_on: bool = True
    held: Quaternion = NO_TURN
    turned_from_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrays:
    """The other segment's solar arrays.

    Attributes:
        pointing: what they do.
        until: the tick at which a motion or a lock is finished; 0 for none.
        incidence: cosine between their normal and the sun, 0 to 1, sunlight not counted in.
        exposed_s: so long jets fired while they were not locked edge-on [s].
        lost_share: of the power, by plumes, 0 to 1.
        strikes: so many plumes have hurt one.
        lock_wanted: they were told to lock while they still turned, and will.
    """

    pointing: Pointing = Pointing.TRACKING
    until: int = 0
    incidence: float = 1.0
    exposed_s: float = 0.0
    lost_share: float = 0.0
    strikes: int = 0
    lock_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Power:
    """Arrays, batteries, loads.

    Attributes:
        made_kw: by the arrays [kW].
        load_kw: asked for [kW].
        charge: of the batteries, 0 to 1.
        comfort: freezers, galley, lights are on.
        film: the film's chargers and discs.
        cooling: the second cooling loop.
        down: the buses have dropped.
    """

    made_kw: float
    load_kw: float
    charge: float
    comfort: bool = True
    film: bool = True
    cooling: bool = True
    down: bool = False


@dataclass(frozen=True, slots=True)
class Radio:
    """Who is heard.

    Attributes:
        site: a Russian ground site hears the station.
        s_band: voice and commands of the other segment.
        ku_band: pictures.
        antenna: 1 or 2, of the S-band.
        patched: Moscow is led through the S-band.
        lost_ticks: so long no room on the ground was heard.
        patching_ticks: so long both rooms have worked at leading Moscow through the S-band.
    """

    site: bool
    s_band: bool
    ku_band: bool
    antenna: int = 1
    patched: bool = False
    lost_ticks: int = 0
    patching_ticks: int = 0


@dataclass(frozen=True, slots=True)
class Someone:
    """One person, aboard or on the ground.

    Attributes:
        who: they are.
        place: where; None on the ground, and of somebody on the way the module they left.
        task: what they are at or on the way to, None for nothing.
        until: the tick at which it is done; while they are on the way 0.
        arrives: the tick at which they are where they are bound; 0 for standing.
        bound: where to; None for nowhere.
        knows: what has reached them.
        alone: they began it by themselves.
        seated: in the seat that is theirs, hatch shut.
    """

    who: Person
    place: Module | None
    task: Task | None = None
    until: int = 0
    arrives: int = 0
    bound: Module | None = None
    knows: tuple[News, ...] = ()
    alone: bool = False
    seated: bool = False


@dataclass(frozen=True, slots=True)
class Film:
    """What the camera in the Cupola does.

    Attributes:
        rolling: it runs.
        shutters_open: of the window.
        caught_s: filmed with the Earth going sideways in the window [s].
        caught_deg: the farthest tilt that is on film [deg].
        engineer_chose: it runs, or does not, on the engineer's word.
        left_to_director: the engineer left it to him.
        spoken: what was said to the lens; None for nothing yet.
    """

    rolling: bool
    shutters_open: bool = True
    caught_s: float = 0.0
    caught_deg: float = 0.0
    engineer_chose: bool = False
    left_to_director: bool = False
    spoken: Reply | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A question that waits for its answer."""

    question: Question
    asked: int
    due: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that was answered, or that was settled without the engineer."""

    question: Question
    reply: Reply
    by_engineer: bool
    tick: int


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that somebody is going to begin by themselves, if nothing comes between.

    Attributes:
        name: of the habit.
        due: the tick at which they begin, unless they were told and begin sooner.
    """

    name: str
    due: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """When the engineer last asked for something, of whomever: nobody undoes it at once."""

    task: Task
    tick: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What has been noticed and is remembered.

    Attributes:
        said: values of the cues that come only once; of those that come and go (sun off the arrays), while
            it is so.
        lost_tick: when control was lost.
        regained_tick: when it was regained.
        level_since: since when it hangs level and still; `NEVER` while it does not.
        gyros_since: since when the gyros hold it again.
        peak_tilt_rad: the most.
        peak_rate_rad_s: the most, relative to LVLH.
        order_tick: the last order.
        speech_tick: the last cue that somebody will speak to.
        first_told: who was told first of anybody, `Person` value; ``""`` for nobody.
        told_before_loss: `Person` values of those who were told before the tone.
        troubles: in the order in which they came.
        ships_called: everybody was sent to the ships.
        ships_tick: since when everybody is in a ship or on the way to it.
        over_tick: since when it would be over, but for somebody who is about to answer.
        coached: the last piece of advice that was spoken aloud, on assisted.
        coached_tick: when that was.
        shed: loads that went at any time, `Task` values, in that order.
    """

    said: tuple[str, ...] = ()
    lost_tick: int = NEVER
    regained_tick: int = NEVER
    level_since: int = NEVER
    gyros_since: int = NEVER
    peak_tilt_rad: float = 0.0
    peak_rate_rad_s: float = 0.0
    order_tick: int = 0
    speech_tick: int = 0
    first_told: str = ""
    told_before_loss: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    ships_called: bool = False
    ships_tick: int = NEVER
    over_tick: int = NEVER
    coached: str = ""
    coached_tick: int = NEVER
    shed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StationState:
    """The station at one tick."""

    brief: Brief
    tick: int
    phase: Phase
    rung: Rung
    body: Body
    ship: Ship
    segment: Segment
    arrays: Arrays
    power: Power
    radio: Radio
    people: tuple[Someone, ...]
    film: Film
    asked: tuple[Open, ...] = ()
    settled: tuple[Settled, ...] = ()
    loop_c: float = 0.0
    """How far the cooling loops are above their usual temperature [K]."""
    watch: Watch = Watch()
    intents: tuple[Intent, ...] = ()
    ordered: tuple[Ordered, ...] = ()

    @property
    def seed(self) -> int:
        """Of the playthrough."""
        return self.brief.seed

    @property
    def version(self) -> int:
        """Of the simulation that made it."""
        return self.brief.version

    @property
    def start(self) -> Scenario:
        """Where it began."""
        return self.brief.scenario

    @property
    def start_s(self) -> int:
        """Second of the day at tick 0."""
        return self.brief.start_s

    @property
    def attempt(self) -> int:
        """Always the first: there is one station."""
        return 1

    @property
    def now_s(self) -> float:
        """Second of the day."""
        return self.brief.start_s + self.tick * TICK_S

    def someone(self, who: Person) -> Someone:
        """Return a person as they are now."""
        return next(one for one in self.people if one.who is who)

    def has_happened(self, cue: str) -> bool:
        """Tell whether a cue that comes only once has come."""
        return cue in self.watch.said
