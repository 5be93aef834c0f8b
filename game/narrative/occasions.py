"""What an emergency brings to its call-outs: its cues, what may be asked of it, and how its people are heard.

Law: tables, made of the vocabulary alone. The stem of a file's name says by which of them it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from game.narrative.book import Fact, ValueType
from game.narrative.numbers import Form
from game.vocabulary.flying import Cue
from game.vocabulary.station import Module, News, Person, Question, Reply, StationCue, Task

if TYPE_CHECKING:
    from collections.abc import Mapping

AnyCue = Cue | StationCue
"""A cue of any emergency."""


class Loop(Enum):
    """How somebody is heard."""

    ROOM = "room"
    """Aloud, or over the intercom."""
    ONE = "one"
    """On Moscow's loop."""
    TWO = "two"
    """On Houston's."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that a number fills.

    Attributes:
        number: its name.
        form: how it is said.
        typical: a long one, to measure a line with.
    """

    number: str
    form: Form
    typical: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """An emergency, as its call-outs see it.

    Attributes:
        name: its word, and the stem of its file.
        cues: by value.
        listing: the file in which a writer finds them.
        numbers: the numbers that a cue brings.
        said: the words that a cue brings, by the name under which a condition asks for each.
        words: what a condition may ask of the emergency itself; they hide the declared facts. Each is a fact
            in everything but its home: the flight knows it, the story does not keep it.
        counted: the words that count somebody's lines, with the role.
        blanks: every blank that a number fills.
        player: the role that is the player, and speaks only what was ordered.
        ordered: the cues at which that is so.
        loops: how a role is heard, where it is not in the room.
        breaks: the cues at which a line may break off in a room that is heard no more.
    """

    name: str
    cues: Mapping[str, AnyCue]
    listing: str
    numbers: Mapping[AnyCue, tuple[str, ...]]
    words: Mapping[str, Fact]
    counted: Mapping[str, str]
    blanks: Mapping[str, Blank]
    player: str
    ordered: frozenset[AnyCue]
    loops: Mapping[str, Loop]
    said: Mapping[AnyCue, Mapping[str, Fact]] = field(default_factory=dict[AnyCue, "Mapping[str, Fact]"])
    breaks: frozenset[AnyCue] = frozenset()

    def values_of(self, cue: AnyCue) -> frozenset[str]:
        """Return the names of everything that a cue brings."""
        return frozenset(self.numbers.get(cue, ())) | self.said.get(cue, {}).keys()


def count(name: str, meaning: str, high: int = 999) -> Fact:
    """Return a word that is a whole number from nought."""
    return Fact(name, ValueType.WHOLE, 0, meaning, high=high)


def _flag(name: str, meaning: str) -> Fact:
    return Fact(name, ValueType.YES_NO, default=False, meaning=meaning)


def _word(name: str, words: tuple[str, ...], meaning: str) -> Fact:
    return Fact(name, ValueType.WORD, words[0], meaning, words=words)


def _named(*facts: Fact) -> dict[str, Fact]:
    return {fact.name: fact for fact in facts}


def _counts(counted: Mapping[str, str]) -> tuple[Fact, ...]:
    return tuple(count(name, "Lines that this person has said in this flight.") for name in counted)


# the docking

_RANGE = (*("metres", "decimetres", "squares_tenths", "before_tenths", "rate_cm_s", "seconds_late", "sure"),)
_DOCKING_COUNTED = {
    "spoken_vera": "actor",
    "spoken_ruben": "director",
    "spoken_moscow": "flight_director",
    "spoken_stepan": "engineer",
    "spoken_hale": "astronaut",
}

DOCKING = Occasion(
    name="docking",
    cues={cue.value: cue for cue in Cue},
    listing="game/vocabulary/flying.py",
    numbers={
        # A range comes in whole metres and, for the halves, in tenths of one.
        Cue.RANGE_CALLED: _RANGE,
        Cue.RANGE_OFFERED: _RANGE,
        Cue.MOSCOW_RANGE: ("metres", "decimetres", "seconds_late"),
        Cue.STATION_SEES: ("metres", "decimetres", "right_dm", "down_dm", "seconds_late"),
        Cue.RUNG_CHANGED: ("rung",),
        Cue.COACH: ("advice", "tenths"),
        Cue.CONTACT: ("closing_mm_s", "miss_mm", "angle_mrad", "rate_mrad_s"),
    },
    words=_named(
        _flag("dark", "No sun out there."),
        _flag("direct", "Moscow's voice comes straight from a ground site."),
        _flag("lamp", "The ship's own lamp is on."),
        _flag("filter_on", "The filter is before the sight."),
        _flag("again", "Not the first approach."),
        _flag("waited", "The second daylight."),
        _flag("steady", "The hand is steady: nerve of 55 or more."),
        _flag("close", "Inside ten metres, as far as they know."),
        _flag("late", "After 12:18 on the first day's approach."),
        _flag("lesson", "In the trainer."),
        _flag("learned_ranging", "She knows the sight and the stopwatch."),
        _flag("camera_running", "The red light is on."),
        _flag("rate_hold", "The computer holds the attitude."),
        _flag("both_sets", "Both thruster sets fire together."),
        _flag("narrow", "The sight shows its narrower field."),
        _flag("go", "Moscow has given the word."),
        _flag("computer", "The computer is alive."),
        count("attempt", "Which approach this is, from 1."),
        count("nerve", "The commander's.", 100),
        count("propellant_kg", "In the tanks."),
        *_counts(_DOCKING_COUNTED),
        _word("speaks", ("none", "nobody", "vera", "moscow"), "Who offers anything unasked."),
        _word("flying", ("unasked", "told", "assisted", "flown", "bare"), "The rung of the ladder."),
        _word("start", ("day", "hold", "come_in", "in_the_dark"), "The day itself, or which lesson."),
    ),
    counted=_DOCKING_COUNTED,
    blanks={
        "metres": Blank("decimetres", Form.HALVES, 770),
        "squares": Blank("squares_tenths", Form.TENTHS, 37),
        "grid": Blank("squares_tenths", Form.NEAREST, 37),
        "before": Blank("before_tenths", Form.TENTHS, 27),
        "rate": Blank("rate_cm_s", Form.WHOLE, 17),
        "seconds": Blank("seconds_late", Form.WHOLE, 9),
        "right": Blank("right_dm", Form.LENGTH, 15),
        "down": Blank("down_dm", Form.LENGTH, 15),
        "pulse": Blank("tenths", Form.TENTHS, 24),
        "closing": Blank("closing_mm_s", Form.NEAREST, 170),
        "miss": Blank("miss_mm", Form.NEAREST, 170),
        "propellant": Blank("propellant_kg", Form.WHOLE, 577),
    },
    player="commander",
    ordered=frozenset(
        {Cue.SAID_STEADY, Cue.SAID_QUIET, Cue.SAID_TALK, Cue.CAMERA_ON, Cue.CAMERA_OFF, Cue.GO_ASKED}
    ),
    loops=dict.fromkeys(("flight_director", "engineer", "astronaut", "examiner"), Loop.ONE),
)

# the station

_WHO = _named(_word("who", tuple(one.value for one in Person), "Whom the cue is about."))
_WHOM = _named(_word("whom", tuple(one.value for one in Person), "Who was spoken to."))
_TASK = _named(_word("task", tuple(task.value for task in Task), "What they do, or were told to."))
_NEWS = _named(_word("news", tuple(news.value for news in News), "What was told."))
_QUESTION = _named(_word("question", tuple(asked.value for asked in Question), "What is asked."))
_REPLY = _named(_word("reply", tuple(reply.value for reply in Reply), "What was answered."))
_PLACE = _named(_word("place", tuple(module.value for module in Module), "Where they are."))
_ADVICE = _named(
    _word(
        "advice",
        (
            *("wait", "busy", "call_back", "feel", "tell", "motion_control", "manifold_1", "manifold_2"),
            *("valves", "going_cold", "stopped", "held", "tell_all", "hold_tight", "free_drift", "drifting"),
            *("edge_on", "arrays_turn", "lock", "locking", "ship_cold", "take", "taking", "null", "nulling"),
            *("back", "turning", "still", "take_over", "taking_over", "unlock", "unlocking", "loads_on"),
            *("comfort", "film", "cooling", "antenna", "camera", "fire_first", "which_loads"),
            *("to_the_ships", "how_fast", "hand_back", "what_to_say"),
        ),
        "The crew's standing advice; the words of the emergency's own list.",
    ),
    _word(
        "page",
        (
            *("contents", "engine_test", "stop_fails", "runs_on", "attitude_lost", "arrays", "hand_over"),
            *("turn_back", "to_gyros", "loads", "radio", "to_ships", "window", "stations", "numbers"),
            "module_fires",
        ),
        "Where it stands in the flight book.",
    ),
)
_STATION_COUNTED = {
    **_DOCKING_COUNTED,
    "spoken_timur": "rookie",
    "spoken_gleb": "commander",
    "spoken_houston": "houston",
}

STATION = Occasion(
    name="station",
    cues={cue.value: cue for cue in StationCue},
    listing="game/vocabulary/station.py",
    numbers={
        StationCue.MANIFOLD_SHUT: ("number", "stopped"),
        StationCue.THRUST_STOPPED: ("seconds",),
        StationCue.RATES_NULLED: ("degrees",),
        StationCue.CONTROL_REGAINED: ("minutes",),
        StationCue.ARRAY_STRUCK: ("quarter",),
        StationCue.LOADS_SHED: ("which",),
        StationCue.TAKEN: ("seconds",),
        StationCue.MOVING: ("seconds",),
        StationCue.BUSY: ("seconds",),
        StationCue.BY_THEMSELVES: ("seconds",),
        StationCue.TOLD: ("again", "untrue"),
        StationCue.CANNOT: ("seated",),
        StationCue.DID_NOTHING: ("not_yet",),
        StationCue.TURNING_BACK: ("fast",),
        StationCue.ASKED: ("seconds",),
        StationCue.RATES_READ: ("thousandths", "tilt", "momentum"),
        StationCue.WINDOW_READ: ("thousandths", "tilt"),
        StationCue.EARTH_SIDEWAYS: ("tilt",),
        StationCue.RUNG_CHANGED: ("rung",),
    },
    said={
        **{
            cue: {**_WHO, **_TASK}
            for cue in (
                *(StationCue.TAKEN, StationCue.DONE, StationCue.BUSY, StationCue.CANNOT),
                *(StationCue.LEFT_OFF, StationCue.BY_THEMSELVES),
            )
        },
        # an order for work, or an answer, that meant nothing
        StationCue.DID_NOTHING: {**_WHO, **_TASK, **_QUESTION, **_REPLY},
        StationCue.MOVING: {**_WHO, **_PLACE},
        StationCue.ARRIVED: {**_WHO, **_PLACE},
        StationCue.REPORTED: {**_WHO, **_PLACE},
        StationCue.RATES_READ: _WHO,
        StationCue.WINDOW_READ: _WHO,
        StationCue.ABOARD: _WHO,
        StationCue.TOLD: {**_WHOM, **_NEWS},
        StationCue.NOT_HEARD: {**_WHOM, **_NEWS},
        StationCue.ASKED: {**_WHO, **_QUESTION},
        StationCue.ANSWERED: {**_WHO, **_QUESTION, **_REPLY},
        StationCue.SETTLED: {**_WHO, **_QUESTION, **_REPLY},
        StationCue.SPOKEN_TO_CAMERA: _REPLY,
        StationCue.COACH: {**_ADVICE, **_WHO, **_TASK, **_WHOM, **_NEWS, **_QUESTION, **_REPLY},
    },
    words=_named(
        _flag("dark", "No sun out there."),
        _flag("sun_on_arrays", "The arrays make something worth having."),
        _flag("s_band", "Houston's antenna points: Hale hears them."),
        _flag("ku_band", "Pictures go down."),
        _flag("site", "A ground site of Moscow's hears the station."),
        _flag("moscow_heard", "Moscow hears, and is heard: by a site, or by relay."),
        _flag("houston_heard", "Houston is heard in the ship: never on bare, where its loop is dead to us."),
        _flag("thrust", "The ship's jet fires."),
        _flag("adrift", "Control is lost, and not yet regained."),
        _flag("regained", "Control was lost, and is back."),
        _flag("arrays_locked", "No plume can hurt them."),
        _flag("array_hurt", "One did."),
        _flag("jets_firing", "The Russian segment's jets fire now."),
        _flag("shooting", "A camera is up in the Cupola."),
        _flag("rolling", "It runs."),
        _flag("shutters_open", "The Cupola sees out."),
        _flag("warned", "The Cupola was told beforehand to hold on."),
        _flag("steady", "The engineer's nerve is 55 or more."),
        _flag("crew_ready", "The crew gauge is 75 or more: they begin before they are asked."),
        _flag("asked", "A question is open."),
        _flag("ships_called", "Everybody was sent to the ships."),
        _flag("comfort_off", "Freezers, galley and lights are off."),
        _flag("film_off", "The film's chargers and discs are off."),
        _flag("cooling_off", "The second cooling loop is off."),
        _flag("told_moscow", "Moscow has been told something."),
        _flag("told_houston", "Likewise."),
        _flag("told_timur", "Likewise."),
        _flag("told_gleb", "Likewise."),
        _flag("told_hale", "Likewise."),
        _flag("told_cupola", "One of the two there has."),
        _flag("gleb_there", "He is in Zvezda: not on the way, and in no seat."),
        _flag("timur_there", "Likewise."),
        _flag("hale_there", "Likewise, in the laboratory."),
        _flag("vera_there", "Likewise, in the Cupola."),
        _flag("ruben_there", "Likewise."),
        _flag("cupola_there", "One of the two is."),
        _flag("seated_all", "All five sit in their ships."),
        _flag("fast", "She is turned back at the quicker of the two rates."),
        count("tilt", "How far over she hangs, whole degrees.", 180),
        count("turned", "How far she has turned in all, whole degrees."),
        count("minutes", "Whole minutes without control so far."),
        count("charge", "Of the batteries, per cent.", 100),
        count("ship_kg", "Propellant of the docked ship."),
        count("margin", "Of that, over the line for leaving."),
        count("crew", "The gauge.", 100),
        count("nerve", "The engineer's.", 100),
        *_counts(_STATION_COUNTED),
        _word("flying", ("unasked", "told", "assisted", "flown", "bare"), "The rung of the ladder."),
        _word("scenario", ("roll", "drill", "module"), "Which emergency."),
        _word("in_charge", ("gyros", "nobody", "russian"), "Who holds the attitude."),
        _word("steering", ("off", "nulling", "turning", "holding"), "What the segment's jets are at."),
    ),
    counted=_STATION_COUNTED,
    blanks={
        "rate": Blank("thousandths", Form.HUNDREDTHS, 177),
        "tilt": Blank("tilt", Form.WHOLE, 57),
        "turned": Blank("turned", Form.WHOLE, 357),
        "momentum": Blank("momentum", Form.WHOLE, 77),
        "seconds": Blank("seconds", Form.WHOLE, 77),
        "degrees": Blank("degrees", Form.WHOLE, 57),
        "minutes": Blank("minutes", Form.WHOLE, 27),
        "manifold": Blank("number", Form.WHOLE, 2),
        "quarter": Blank("quarter", Form.WHOLE, 25),
        "charge": Blank("charge", Form.WHOLE, 77),
        "kilos": Blank("ship_kg", Form.WHOLE, 297),
        "margin": Blank("margin", Form.WHOLE, 7),
    },
    player="engineer",
    ordered=frozenset(
        {
            *(StationCue.TOLD, StationCue.NOT_HEARD, StationCue.ANSWERED),
            *(StationCue.TO_SHIPS, StationCue.STAYING),
            # what he was told to do himself, and says while he does it
            *(StationCue.TAKEN, StationCue.BUSY, StationCue.CANNOT, StationCue.DID_NOTHING),
            *(StationCue.DONE, StationCue.LEFT_OFF, StationCue.REPORTED, StationCue.ABOARD),
            *(StationCue.MANIFOLD_SHUT, StationCue.CONTROL_OFF, StationCue.VALVES_SHUT),
        }
    ),
    loops={"flight_director": Loop.ONE, "houston": Loop.TWO, "astronaut": Loop.TWO},
    breaks=frozenset({StationCue.SITE_LOST, StationCue.S_BAND_LOST}),
)

OCCASIONS: Mapping[str, Occasion] = {occasion.name: occasion for occasion in (DOCKING, STATION)}
"""Every emergency in which somebody talks."""
