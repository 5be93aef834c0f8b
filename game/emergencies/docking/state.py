"""All of a flight at one tick.

Law: frozen, and nothing in it but numbers, words, enums, tuples and frozen values of the same kind, so that
it can be written to a save and read back to the same bytes. A tick replaces only the parts that changed; what
never changes in a flight is in `Brief`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.emergencies.docking.starts import Start  # noqa: TC001 - a save is decoded by these annotations
from game.flight.attitude import Quaternion  # noqa: TC001 - likewise
from game.flight.ship import ShipState  # noqa: TC001 - likewise
from game.flight.soyuz import EMPTY_MASS_KG
from game.vocabulary.flying import TICK_S, Control, Rung

CONTROLS: tuple[Control, ...] = tuple(Control)
"""In the order of `Hands.left`."""

IDLE: tuple[int, ...] = (0,) * len(CONTROLS)
"""No pulse is under way."""


class Phase(Enum):
    """Whether the flight goes on, or how it ended."""

    FLYING = "flying"
    CAPTURED = "captured"
    BOUNCED = "bounced"
    STRUCK = "struck"
    RETREATED = "retreated"
    WAVED_OFF = "waved_off"
    PROPELLANT_OUT = "propellant_out"
    CALLED_OFF = "called_off"
    PASSED = "passed"
    """A lesson's goal was reached, other than by docking."""
    MISSED = "missed"
    """A lesson's time was over."""


class Asked(Enum):
    """What an answer is about."""

    GO = "go"
    RANGE = "range"
    OFFER = "offer"
    """A range that nobody asked for."""
    MOSCOW = "moscow"
    MOSCOW_OFFER = "moscow_offer"
    STATION = "station"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody will say.

    Attributes:
        about: which answer.
        due: the tick at which it is said.
        asked: the tick at which it was asked for, or measured.
        range_m: what will be said, before it is rounded [m].
        squares_tenths: width of the module's near end in cells of the grid, times ten, when it was measured.
        right_dm: for the station: of the ship from the line, as the pilot sits [0.1 m].
        down_dm: likewise.
        silent: nothing will come.
    """

    about: Asked
    due: int
    asked: int
    range_m: float = 0.0
    squares_tenths: int = 0
    right_dm: int = 0
    down_dm: int = 0
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """What does not change in a flight.

    Attributes:
        version: of the simulation.
        seed: of the playthrough.
        start: where the flight begins.
        attempt: which approach of the day, from 1.
        waited: whether this is the second daylight.
        day: of the mission, ``YYYY-MM-DD``; a lesson has another than the flight.
        start_s: second of that day at tick 0.
        nerve: of the commander, 0 to 100.
        learned_ranging: whether the seat at the right can measure a range.
        propellant_kg: at tick 0 [kg].
        lessons_passed: before this flight.
    """

    version: int
    seed: int
    start: Start
    attempt: int
    waited: bool
    day: str
    start_s: int
    nerve: int
    learned_ranging: bool
    propellant_kg: float
    lessons_passed: int


@dataclass(frozen=True, slots=True)
class Hands:
    """What the two hand controllers are doing.

    Attributes:
        left: ticks that are left of each control's pulses, in `CONTROLS` order.
        burns: bit mask of the controls that are held down, in the same order.
        pulses: how many pulses were given, for the unsteadiness of a hand.
        busy: whether any of the former is not zero.
    """

    left: tuple[int, ...] = IDLE
    burns: int = 0
    pulses: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Cabin:
    """Switches, and who may speak.

    Attributes:
        rung: how hard it is flown.
        rate_hold: whether the computer holds the attitude.
        both_sets: whether both thruster sets fire.
        lamp: of the ship.
        filter_on: the screen before the sight.
        narrow: the narrower field.
        go: whether the word to go has been given.
        camera_running: the director's.
        speaks: who may speak unasked: nobody, vera, moscow.
        without_go: went inside 50 m without it.
    """

    rung: Rung
    rate_hold: bool
    both_sets: bool
    lamp: bool
    filter_on: bool
    narrow: bool
    go: bool
    camera_running: bool
    speaks: str
    without_go: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """What the computer is doing.

    Attributes:
        held: the attitude that is held, body to Hill.
        settle: until this tick it holds tightly, because the right hand moved the nose.
        slide_free: from this tick on sideways speed may be damped.
        counted_m_s: forward speed that the accelerometers have counted since taking over [m/s].
        counted_right_m_s: likewise to the right in the ship's own axes; the panel does not show it.
        counted_down_m_s: likewise down.
        braking: takes the counted speed off.
        backing_off: on the way back to 70 m.
        returning: that retreat is being stopped.
        damp_right: ticks of sliding to the right that are left, below zero to the left.
        damp_down: likewise down and up.
        firing: what fires in the tick that led here, bit mask in `CONTROLS` order.
    """

    held: Quaternion
    settle: int = 0
    slide_free: int = 0
    counted_m_s: float = 0.0
    counted_right_m_s: float = 0.0
    counted_down_m_s: float = 0.0
    braking: bool = False
    backing_off: bool = False
    returning: bool = False
    damp_right: int = 0
    damp_down: int = 0
    firing: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What the crew knows by having heard it.

    Attributes:
        range_m: of the last call, whoever made it; 0 before the first [m].
        tick: at which it was true, as far as the caller knew.
        counted_m: of the last call of the seat at the right, who measures a rate from it; 0 if none [m].
        counted_tick: likewise.
        squares_tenths: of that call's count; 0 if none.
        vera: calls that were heard of her.
        moscow: of Moscow.
        stepan: of the station.
    """

    range_m: float = 0.0
    tick: int = 0
    counted_m: float = 0.0
    counted_tick: int = 0
    squares_tenths: int = 0
    vera: int = 0
    moscow: int = 0
    stepan: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """One quantity as the crew has it in mind.

    Attributes:
        value: [m].
        rate: [m/s].
        doubt: variance of the value [m2].
        coupling: covariance of both [m2/s].
        rate_doubt: variance of the rate [m2/s2].
    """

    value: float
    rate: float
    doubt: float
    coupling: float
    rate_doubt: float


@dataclass(frozen=True, slots=True)
class Felt:
    """What the crew makes of all that it has seen, kept up once a second; standing advice comes from it.

    Attributes:
        away: range and its rate.
        right: of the eye from the line, as the pilot sits.
        down: likewise.
        nose_right_deg: the nose points so far to the right of the line [deg].
        nose_down_deg: likewise down.
        roll_deg: of the ship, clockwise [deg].
        counted: what was counted forward, right and down when this was last kept up (3,) [m/s].
        looks: how often the target was seen.
        heard_tick: for which the last range call was true that is in this already.
    """

    away: Track
    right: Track
    down: Track
    nose_right_deg: float = 0.0
    nose_down_deg: float = 0.0
    roll_deg: float = 0.0
    counted: tuple[float, float, float] = (0.0, 0.0, 0.0)
    looks: int = 0
    heard_tick: int = -1


@dataclass(frozen=True, slots=True)
class Watch:
    """What has been noticed, so that it is not said twice.

    Attributes:
        on: bit mask of conditions that hold now (`game.emergencies.docking.watch.Noted`).
        gates: bit mask of the gates that were passed.
        least_m: the smallest range so far, to 0.2 m [m].
        worst_off: distance off the line over the range, when drifting was last looked at.
        order_tick: of the last order.
        cue_tick: of the last cue.
        dark_from: the tick at which target and light were last fit to see; -1 while they are.
        taps: the last ten pulses as (tick, index in `CONTROLS`).
        next_offer: the tick of the next range that is offered.
        coached: the tick of the last piece of advice.
        advice: its number.
        steady_from: the tick since which a lesson's goal has been held; -1 while it is not.
    """

    on: int = 0
    gates: int = 0
    least_m: float = 1000.0
    worst_off: float = 0.0
    order_tick: int = 0
    cue_tick: int = 0
    dark_from: int = -1
    taps: tuple[tuple[int, int], ...] = ()
    next_offer: int = 0
    coached: int = 0
    advice: int = 0
    steady_from: int = -1


@dataclass(frozen=True, slots=True)
class Contact:
    """The touch.

    Attributes:
        closing_m_s: along the axis [m/s].
        miss_m: off the axis [m].
        angle_rad: between the axes [rad].
        rate_rad_s: of turning, all three together [rad/s].
        dark: whether it was night.
    """

    closing_m_s: float
    miss_m: float
    angle_rad: float
    rate_rad_s: float
    dark: bool


@dataclass(frozen=True, slots=True)
class DockingState:
    """All of a flight at one tick.

    Attributes:
        brief: what does not change.
        tick: from the beginning, 0.05 s each.
        ship: in Hill's frame.
        hands: pulses and burns under way.
        cabin: switches.
        machine: what the computer does.
        watch: what was noticed.
        heard: what was heard.
        felt: what the crew makes of what it has seen.
        answers: what will be said.
        contact: the touch, or None.
        phase: flying, or how it ended.
    """

    brief: Brief
    tick: int
    ship: ShipState
    hands: Hands
    cabin: Cabin
    machine: Machine
    watch: Watch
    heard: Heard
    felt: Felt
    answers: tuple[Answer, ...] = ()
    contact: Contact | None = None
    phase: Phase = Phase.FLYING

    @property
    def version(self) -> int:
        """Of the simulation that made it."""
        return self.brief.version

    @property
    def seed(self) -> int:
        """Of the playthrough."""
        return self.brief.seed

    @property
    def start(self) -> Start:
        """Where the flight began."""
        return self.brief.start

    @property
    def rung(self) -> Rung:
        """How hard it is flown."""
        return self.cabin.rung

    @property
    def attempt(self) -> int:
        """Which approach of the day, from 1."""
        return self.brief.attempt

    @property
    def waited(self) -> bool:
        """Whether this is the second daylight."""
        return self.brief.waited

    @property
    def start_s(self) -> int:
        """Second of 5 October 2021 at tick 0."""
        return self.brief.start_s

    @property
    def now_s(self) -> float:
        """Second of 5 October 2021."""
        return self.brief.start_s + self.tick * TICK_S

    @property
    def propellant_kg(self) -> float:
        """In the tanks [kg]."""
        return self.ship.mass_kg - EMPTY_MASS_KG

    @property
    def nerve(self) -> int:
        """Of the commander, 0 to 100."""
        return self.brief.nerve

    @property
    def learned_ranging(self) -> bool:
        """Whether the seat at the right can measure a range."""
        return self.brief.learned_ranging

    @property
    def speaks(self) -> str:
        """Who may speak unasked: nobody, vera or moscow."""
        return self.cabin.speaks

    @property
    def camera_running(self) -> bool:
        """The director's camera."""
        return self.cabin.camera_running

    @property
    def rate_hold(self) -> bool:
        """Whether the computer holds the attitude."""
        return self.cabin.rate_hold

    @property
    def both_sets(self) -> bool:
        """Whether both thruster sets fire."""
        return self.cabin.both_sets

    @property
    def lamp(self) -> bool:
        """Whether the ship's lamp burns."""
        return self.cabin.lamp

    @property
    def filter_on(self) -> bool:
        """Whether the screen is before the sight."""
        return self.cabin.filter_on

    @property
    def narrow(self) -> bool:
        """Whether the narrower field is looked at."""
        return self.cabin.narrow

    @property
    def go(self) -> bool:
        """Whether the word to go has been given."""
        return self.cabin.go

    @property
    def braking(self) -> bool:
        """Whether the computer takes off the counted speed."""
        return self.machine.braking

    @property
    def backing_off(self) -> bool:
        """Whether the ship is on its way back to 70 m."""
        return self.machine.backing_off
