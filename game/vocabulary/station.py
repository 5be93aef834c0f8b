"""Orders to people and machines of the station, and what happens to it.

Law: an order says who shall do what, never how it was typed; a cue is a fact about the simulation, with the
numbers and words that belong to it, and no sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Person(Enum):
    """Who can be spoken to. The order of the list is that of every list of people."""

    SELF = "self"
    """The engineer, strapped into the docked ship."""
    ROOKIE = "rookie"
    COMMANDER = "commander"
    ASTRONAUT = "astronaut"
    DIRECTOR = "director"
    ACTOR = "actor"
    MOSCOW = "moscow"
    HOUSTON = "houston"


ABOARD = (
    Person.SELF,
    Person.ROOKIE,
    Person.COMMANDER,
    Person.ASTRONAUT,
    Person.DIRECTOR,
    Person.ACTOR,
)
"""Those who are in the station, and somewhere in it."""

GROUNDS = (Person.MOSCOW, Person.HOUSTON)
"""Those who are heard only while an antenna points."""


class Module(Enum):
    """A place aboard."""

    SHIP = "ship"
    """The docked ship under test, at Nauka's nadir port."""
    NAUKA = "nauka"
    ZVEZDA = "zvezda"
    ZARYA = "zarya"
    RASSVET = "rassvet"
    OTHER_SHIP = "other_ship"
    """The ship at Rassvet, which stays."""
    UNITY = "unity"
    TRANQUILITY = "tranquility"
    CUPOLA = "cupola"
    LAB = "lab"
    HARMONY = "harmony"
    CAPSULE = "capsule"
    """The ship of the other four, at Harmony."""


class Task(Enum):
    """Something that one person can be told to do. Who can, where and how long stands in ``tasks``."""

    # the ship's own jets, from its seat
    SEND_OFF = "send_off"
    """The test's own stop, again."""
    MOTION_CONTROL_OFF = "motion_control_off"
    """The guarded switch: everything that fires goes cold, and the test will not have been finished."""
    CLOSE_MANIFOLD_1 = "close_manifold_1"
    CLOSE_MANIFOLD_2 = "close_manifold_2"
    CLOSE_VALVES = "close_valves"
    """The propellant valves of both manifolds at once, hot: they may not open again."""
    # the Russian segment's jets
    TAKE_CONTROL = "take_control"
    """The Russian segment takes the attitude: it is in charge from now on."""
    NULL_RATES = "null_rates"
    TURN_BACK = "turn_back"
    """At the book's rate."""
    TURN_BACK_FAST = "turn_back_fast"
    HOLD = "hold"
    """Stop turning, and hold what is."""
    JETS_OFF = "jets_off"
    """Nothing of the Russian segment fires."""
    # the other segment
    FREE_DRIFT = "free_drift"
    """The gyros are taken out of the loop."""
    ARRAYS_EDGE_ON = "arrays_edge_on"
    LOCK_ARRAYS = "lock_arrays"
    UNLOCK_ARRAYS = "unlock_arrays"
    """They follow the sun again."""
    GYROS_TAKE_OVER = "gyros_take_over"
    """The gyros are in charge again."""
    SWITCH_ANTENNA = "switch_antenna"
    SHED_COMFORT = "shed_comfort"
    """Freezers, galley, lights."""
    SHED_FILM = "shed_film"
    """The film's chargers and discs."""
    SHED_COOLING = "shed_cooling"
    """The second cooling loop and what hangs on it."""
    LOADS_ON = "loads_on"
    """Everything that was shed comes on again."""
    # the Cupola
    ROLL = "roll"
    """Keep the camera on, or put it on."""
    CUT = "cut"
    CLOSE_SHUTTERS = "close_shutters"
    OPEN_SHUTTERS = "open_shutters"
    LOOK_OUT = "look_out"
    """Say what the window shows: the only rate that needs no laptop."""
    SPEAK_TO_CAMERA = "speak_to_camera"
    """Say to the lens, aloud, what is happening."""
    # anybody
    READ_RATES = "read_rates"
    REPORT = "report"
    """Say what you see: place, work, and what stands before you."""
    STAND_BY = "stand_by"
    """Leave what you are doing."""
    GO_TO_SHIP = "go_to_ship"
    """To the seat that is yours."""
    COME_BACK = "come_back"
    """To the place of work."""


class News(Enum):
    """What somebody can be told."""

    RUNS_ON = "runs_on"
    """The thrust has not stopped."""
    HOLD_TIGHT = "hold_tight"
    """Away from the glass, hold on."""
    LOST = "lost"
    """The station is turning: attitude lost."""
    STOPPED = "stopped"
    """The thrust is off."""


class Question(Enum):
    """Something that somebody asks of the engineer, and will settle alone if no answer comes."""

    CAMERA = "camera"
    """The director: do I stop?"""
    FIRE_FIRST = "fire_first"
    """The commander: I can stop her before the arrays are locked. Your advice?"""
    WHICH_LOADS = "which_loads"
    """Houston: what can you do without?"""
    TO_THE_SHIPS = "to_the_ships"
    """Houston: does everybody remember which seat is theirs?"""
    HOW_FAST = "how_fast"
    """The commander: at the book's rate, or faster, on more propellant?"""
    HAND_BACK = "hand_back"
    """The astronaut: the gyros are ready. Now, or when it is quite still?"""
    WHAT_TO_SAY = "what_to_say"
    """The actor: the lens is on me. What do I say?"""


class Reply(Enum):
    """An answer to a question; which fit which stands in ``questions``."""

    KEEP_ROLLING = "keep_rolling"
    CUT_AND_SHUT = "cut_and_shut"
    YOUR_FILM = "your_film"
    LOCK_FIRST = "lock_first"
    FIRE_NOW = "fire_now"
    ASK_HALE = "ask_hale"
    COMFORT_FIRST = "comfort_first"
    FILM_FIRST = "film_first"
    KEEP_ALL = "keep_all"
    STAY = "stay"
    GO = "go"
    ROLL_CALL = "roll_call"
    BY_THE_BOOK = "by_the_book"
    FASTER = "faster"
    NOW = "now"
    WHEN_STILL = "when_still"
    TRUTH = "truth"
    """Say what is happening."""
    THE_SCENE = "the_scene"
    """Say the lines of the scene."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Assign:
    """Tell somebody to do something; they go where it is done, and are busy until it is."""

    who: Person
    task: Task


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell somebody what has happened."""

    whom: Person
    news: News


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer a question that is open."""

    question: Question
    reply: Reply


@dataclass(frozen=True, slots=True)
class AllToShips:
    """Everybody to the ship whose seat is theirs; the emergency ends when all are in."""


@dataclass(frozen=True, slots=True)
class AllStay:
    """Take that back, or say that nobody goes."""


StationOrder = Assign | Tell | Answer | AllToShips | AllStay
"""Everything that the station understands, `game.vocabulary.flying.ChangeRung` excepted."""


class StationCue(Enum):
    """What happened in the station. The value is the key of the call-outs that belong to it."""

    BEGUN = "begun"
    # thrust
    HUM = "hum"
    """Ten seconds on, it has not stopped."""
    STILL_FIRING = "still_firing"
    """Every twenty seconds while it goes on."""
    OFF_IGNORED = "off_ignored"
    """The stop was sent, and the computer, in its test, did not hear."""
    MANIFOLD_SHUT = "manifold_shut"
    """number: 1 or 2; stopped (0, 1): whether that was the one."""
    CONTROL_OFF = "control_off"
    """The guarded switch has done its work."""
    VALVES_SHUT = "valves_shut"
    COUNTER_STOPPED = "counter_stopped"
    """The propellant counter came to its figure."""
    THRUST_STOPPED = "thrust_stopped"
    """Whatever stopped it. seconds: how long it ran on."""
    SHIP_FUEL_NEAR = "ship_fuel_near"
    """Five kilograms over the line for leaving."""
    SHIP_FUEL_UNDER = "ship_fuel_under"
    # attitude
    GYROS_HALF = "gyros_half"
    GYROS_FULL = "gyros_full"
    ATTITUDE_LOST = "attitude_lost"
    """The tone."""
    TILT_10 = "tilt_10"
    TILT_20 = "tilt_20"
    TILT_30 = "tilt_30"
    TILT_45 = "tilt_45"
    TILT_60 = "tilt_60"
    TILT_90 = "tilt_90"
    """Each once, outwards."""
    RATE_TENTH = "rate_tenth"
    """A tenth of a degree a second."""
    RATE_HALF = "rate_half"
    """Half a degree a second."""
    UPSIDE_DOWN = "upside_down"
    FREE_DRIFT = "free_drift"
    RUSSIAN_CONTROL = "russian_control"
    CONTROL_REFUSED = "control_refused"
    """The hand-over did not take: somebody else is still in charge, or jets of a docked ship still fire."""
    FIRING = "firing"
    """The Russian segment's jets fire for the first time."""
    FORCE_FIGHT = "force_fight"
    """Two of them push against one another."""
    RATES_NULLED = "rates_nulled"
    """degrees: how far over she hangs."""
    TURNING_BACK = "turning_back"
    HALFWAY_BACK = "halfway_back"
    LEVEL_AGAIN = "level_again"
    CONTROL_REGAINED = "control_regained"
    """minutes: without control."""
    GYROS_TAKING = "gyros_taking"
    GYROS_HOLD = "gyros_hold"
    """They have held for a minute."""
    GYROS_FULL_AGAIN = "gyros_full_again"
    LOST_AGAIN = "lost_again"
    STATION_FUEL_LOW = "station_fuel_low"
    # arrays, power, heat
    ARRAYS_TURNING = "arrays_turning"
    ARRAYS_EDGE_ON = "arrays_edge_on"
    ARRAYS_LOCKED = "arrays_locked"
    ARRAYS_UNLOCKED = "arrays_unlocked"
    ARRAY_STRUCK = "array_struck"
    """A plume hit one. quarter: how much of the power went, in hundredths."""
    SUN_OFF_ARRAYS = "sun_off_arrays"
    SUN_ON_ARRAYS = "sun_on_arrays"
    SUNSET_SOON = "sunset_soon"
    """Two minutes."""
    SUNSET = "sunset"
    SUNRISE = "sunrise"
    BATTERY_80 = "battery_80"
    BATTERY_60 = "battery_60"
    BATTERY_45 = "battery_45"
    BATTERY_LOW = "battery_low"
    """What is left is for the night that comes."""
    POWER_DOWN = "power_down"
    """The buses drop, one after the other."""
    LOADS_SHED = "loads_shed"
    """which: 1 comfort, 2 film, 3 cooling."""
    LOADS_BACK = "loads_back"
    HEATING = "heating"
    """The cooling loops are warmer than they should be."""
    OVERHEATED = "overheated"
    # radio
    SITE_LOST = "site_lost"
    """The last ground site; none until the next pass."""
    SITE_SOON = "site_soon"
    SITE_HEARD = "site_heard"
    KU_LOST = "ku_lost"
    KU_BACK = "ku_back"
    S_BAND_LOST = "s_band_lost"
    S_BAND_BACK = "s_band_back"
    RELAY_PATCHED = "relay_patched"
    """Moscow is heard by relay, through the other segment's antenna."""
    ANTENNA_SWITCHED = "antenna_switched"
    # people
    TOLD = "told"
    """words whom, news."""
    NOT_HEARD = "not_heard"
    """words whom: said into a dead loop."""
    TAKEN = "taken"
    """An order was understood. words who, task; seconds: how long it will take."""
    MOVING = "moving"
    """words who; seconds."""
    ARRIVED = "arrived"
    DONE = "done"
    """words who, task."""
    DID_NOTHING = "did_nothing"
    """It was done already, or means nothing now. words who, task."""
    BUSY = "busy"
    """words who, task: what they are doing; seconds: how long yet."""
    CANNOT = "cannot"
    """words who, task: not theirs to do."""
    LEFT_OFF = "left_off"
    """Somebody stopped what they were doing. words who, task."""
    BY_THEMSELVES = "by_themselves"
    """Somebody began what nobody had told them. words who, task."""
    RATES_READ = "rates_read"
    """words who; thousandths: of a degree a second; tilt: degrees; momentum: per cent."""
    WINDOW_READ = "window_read"
    """thousandths; tilt: by eye, to five degrees."""
    REPORTED = "reported"
    """words who, place."""
    ASKED = "asked"
    """words question."""
    ANSWERED = "answered"
    """words question, reply."""
    SETTLED = "settled"
    """Nobody answered, and they did what they thought best. words question, reply."""
    TO_SHIPS = "to_ships"
    STAYING = "staying"
    ABOARD = "aboard"
    """words who: in the seat, hatch shut."""
    QUIET = "quiet"
    """Nobody has spoken for forty seconds."""
    RUNG_CHANGED = "rung_changed"
    """rung: 1 assisted, 2 flown, 3 bare."""
    COACH = "coach"
    """On assisted. words advice, who, task; page, step."""
    # the film
    CAMERA_ON = "camera_on"
    CAMERA_OFF = "camera_off"
    SHUTTERS_SHUT = "shutters_shut"
    SHUTTERS_OPEN = "shutters_open"
    EARTH_SIDEWAYS = "earth_sideways"
    """The window shows it, and the camera runs."""
    SPOKEN_TO_CAMERA = "spoken_to_camera"
    # the end
    HELD = "held"
    REGAINED = "regained"
    LONG_NIGHT = "long_night"
    IN_THE_SHIPS = "in_the_ships"
    DRILL_PASSED = "drill_passed"
    DRILL_MISSED = "drill_missed"
