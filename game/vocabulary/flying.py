"""Orders to a flight, and what a flight reports.

Law: an order says what the hands do or what is asked, never how it was typed; a cue is a fact about the
simulation, with the numbers that belong to it, and no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.vocabulary.station import StationCue, StationOrder

TICK_S = 0.05
"""One step of every simulation [s]; chosen for play: 20 a second."""

TICKS_PER_S = 20
"""The same the other way round."""

LONGEST_PULSE_TICKS = 100
"""Five seconds."""


class Rung(Enum):
    """How an emergency is met: the ladder of difficulty, with no content withheld."""

    TOLD = "told"
    """As a scene of decisions; nothing is flown."""
    ASSISTED = "assisted"
    FLOWN = "flown"
    """As the day was."""
    BARE = "bare"
    """The computer is dead too."""


FLYING_RUNGS = (Rung.ASSISTED, Rung.FLOWN, Rung.BARE)
"""The rungs between which a flight may be switched."""


class Control(Enum):
    """One way to move a hand controller. The left hand slides the ship, the right hand turns it."""

    FORWARD = "fwd"
    AFT = "aft"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    NOSE_UP = "nose_up"
    NOSE_DOWN = "nose_down"
    NOSE_LEFT = "nose_left"
    NOSE_RIGHT = "nose_right"
    ROLL_LEFT = "roll_left"
    """Counter-clockwise as the pilot sits."""
    ROLL_RIGHT = "roll_right"


@dataclass(frozen=True, slots=True)
class Pulse:
    """Deflect one way for so long; a second pulse the same way is put behind what is left of the first.

    Raises:
        ValueError: if the length is not from 1 to `LONGEST_PULSE_TICKS`.
    """

    control: Control
    ticks: int

    def __post_init__(self) -> None:
        if not 1 <= self.ticks <= LONGEST_PULSE_TICKS:
            raise ValueError(f"ticks must be from 1 to {LONGEST_PULSE_TICKS}, got {self.ticks!r}")


@dataclass(frozen=True, slots=True)
class Burn:
    """Deflect one way until it is let go: a mouse button that is pressed, and released."""

    control: Control
    on: bool


@dataclass(frozen=True, slots=True)
class StopAll:
    """Close every jet and forget every pulse, burn, brake and retreat that is under way."""


class Switch(Enum):
    """Something in the cabin that is on or off."""

    RATE_HOLD = "rate_hold"
    """The computer holds the attitude; without it the right hand fires jets, and what turns keeps turning."""
    BOTH_SETS = "both_sets"
    """Both thruster sets fire together: twice the push, for hard braking."""
    LAMP = "lamp"
    FILTER = "filter"
    """The screen before the sight by day."""
    NARROW = "narrow"
    """The narrower field of the sight (an assumption; five times as large)."""


@dataclass(frozen=True, slots=True)
class Set:
    """Put a switch on or off."""

    switch: Switch
    on: bool


@dataclass(frozen=True, slots=True)
class Brake:
    """Have the computer take off the speed that its accelerometers have counted."""


@dataclass(frozen=True, slots=True)
class BackOff:
    """Retreat to 70 m on both sets; this approach is over when the ship stands there."""


@dataclass(frozen=True, slots=True)
class WaveOff:
    """Give up this approach and wait for daylight."""


class Ask(Enum):
    """Who is asked for what."""

    RANGE = "range"
    """The seat at the right: count squares, divide, tell."""
    MOSCOW = "moscow"
    """Tell Moscow that you are ready and ask for the word; once it is given, ask for their range."""
    STATION = "station"
    """The engineer at a window of the station: where the ship stands."""


@dataclass(frozen=True, slots=True)
class Call:
    """Ask somebody; the answer comes when it comes."""

    whom: Ask


class Word(Enum):
    """What the commander can say to the two beside him."""

    STEADY = "steady"
    """Tell them what you are doing."""
    QUIET = "quiet"
    """Ask for silence: nobody offers anything until asked."""
    TALK = "talk"
    """Ask her to call the range without being asked."""
    CAMERA = "camera"
    """Tell him to run the camera, or to stop it, whichever it is not doing."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say something to the crew."""

    word: Word


@dataclass(frozen=True, slots=True)
class ChangeRung:
    """Switch between the rungs that are flown, in flight."""

    rung: Rung


DockingOrder = Pulse | Burn | StopAll | Set | Brake | BackOff | WaveOff | Call | Say | ChangeRung
"""Everything that a docking understands."""

FlightOrder = DockingOrder | StationOrder
"""Everything that a flight understands. What means nothing now is answered by a cue and changes nothing."""


class Cue(Enum):
    """What happened in a flight. The value is the key of the call-outs that belong to it."""

    # the approach
    BEGUN = "begun"
    GATE_60 = "gate_60"
    GATE_50 = "gate_50"
    GATE_40 = "gate_40"
    GATE_30 = "gate_30"
    GATE_20 = "gate_20"
    GATE_10 = "gate_10"
    GATE_5 = "gate_5"
    GATE_2 = "gate_2"
    """Each gate once an approach, inwards."""
    OPENING = "opening"
    """The range grows again, unasked, by two metres."""
    FALLING_AWAY = "falling_away"
    """Beyond 90 m and opening."""
    STOPPED = "stopped"
    """Closing was taken off between 60 m and 3 m."""
    STOPPED_AT_TWO = "stopped_at_two"
    """The optional stop at about 2 m."""
    # rules
    GO_ASKED = "go_asked"
    GO_GIVEN = "go_given"
    WENT_WITHOUT_GO = "went_without_go"
    TOO_FAST = "too_fast"
    """Over the closing limit for the range; again only after it was back under it."""
    SLOW_ENOUGH = "slow_enough"
    TOO_SLOW = "too_slow"
    """At this speed the propellant or the day will not do."""
    # hands
    DRIFTING = "drifting"
    """Off the line by more than a tenth of the range and growing."""
    LINED_UP = "lined_up"
    """Back on the line after that."""
    NOSE_OFF = "nose_off"
    """The nose points more than four degrees off the port's axis."""
    NOSE_TRUE = "nose_true"
    ROLLED = "rolled"
    """More than six degrees of roll."""
    TURNING = "turning"
    """Turning faster than half a degree a second."""
    CHASING = "chasing"
    """Ten pulses in ten seconds, on both sides of an axis."""
    LOST_TARGET = "lost_target"
    """The target left the round field."""
    FOUND_TARGET = "found_target"
    HANDS_OFF = "hands_off"
    """No order for forty seconds."""
    # light and radio
    SUN_ONE_MINUTE = "sun_one_minute"
    SUNSET = "sunset"
    SUNRISE = "sunrise"
    SIGNAL_ONE_MINUTE = "signal_one_minute"
    SIGNAL_LOST = "signal_lost"
    RELAY_HEARD = "relay_heard"
    RELAY_GONE = "relay_gone"
    LAMP_ON = "lamp_on"
    LAMP_OFF = "lamp_off"
    GLARE = "glare"
    """The lamp dazzles: close, on, and dark."""
    FILTER_ON = "filter_on"
    FILTER_OFF = "filter_off"
    DARK_WITHOUT_LAMP = "dark_without_lamp"
    """Half a minute of night with the lamp off, or the filter on."""
    # answers, from the simulation's values
    RANGE_ASKED = "range_asked"
    RANGE_CALLED = "range_called"
    """metres, squares_tenths, before_tenths (0: none), rate_cm_s (-999: none), seconds_late, sure (0, 1)."""
    RANGE_OFFERED = "range_offered"
    """The same, without having been asked for."""
    MOSCOW_RANGE = "moscow_range"
    """metres, seconds_late."""
    MOSCOW_SILENT = "moscow_silent"
    """Asked, and nothing came."""
    STATION_SEES = "station_sees"
    """metres, right_dm, down_dm (tenths of a metre, of the ship, as the pilot sits), seconds_late."""
    # orders to the machine
    RATE_HOLD_ON = "rate_hold_on"
    RATE_HOLD_OFF = "rate_hold_off"
    BOTH_SETS_ON = "both_sets_on"
    BOTH_SETS_OFF = "both_sets_off"
    NARROW_ON = "narrow_on"
    NARROW_OFF = "narrow_off"
    BRAKING = "braking"
    BACKING_OFF = "backing_off"
    COMPUTER_DEAD = "computer_dead"
    """Asked for something that only the computer can do, on bare."""
    RUNG_CHANGED = "rung_changed"
    """rung: 1 assisted, 2 flown, 3 bare."""
    ALL_STOPPED = "all_stopped"
    # people
    SAID_STEADY = "said_steady"
    SAID_QUIET = "said_quiet"
    SAID_TALK = "said_talk"
    CAMERA_ON = "camera_on"
    CAMERA_OFF = "camera_off"
    QUIET_CABIN = "quiet_cabin"
    """Nobody has spoken for half a minute."""
    # coaching, on assisted
    COACH = "coach"
    """advice: a number of `game.emergencies.docking.advice.Advice`; tenths: of a second, how long."""
    # the end
    FUEL_LOW = "fuel_low"
    TIME_SHORT = "time_short"
    """A minute before the ground calls it off."""
    CALLED_OFF = "called_off"
    WAVED_OFF = "waved_off"
    BACKED_OFF = "backed_off"
    CONTACT = "contact"
    """closing_mm_s, miss_mm, angle_mrad, rate_mrad_s, dark (0, 1)."""
    CAPTURED = "captured"
    BOUNCED = "bounced"
    STRUCK = "struck"
    OUT_OF_PROPELLANT = "out_of_propellant"


@dataclass(frozen=True, slots=True)
class CueGiven:
    """Something happened in a flight.

    Attributes:
        cue: what.
        tick: when, in ticks from the beginning of the flight.
        numbers: its values by name, whole numbers in the units that the names end in.
        words: its words by name, each the value of one of the enums of the vocabulary.
    """

    cue: Cue | StationCue
    tick: int
    numbers: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
