"""What can be advised, where each piece of advice stands in the flight book, and the advised answers.

Law: tables; what is advised when is in ``by_the_book``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.vocabulary.station import Question, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.vocabulary.station import StationOrder


class Point(Enum):
    """What is advised; the value is a word for phrases and call-outs, and never changes."""

    WAIT = "wait"
    """Nothing to be done now."""
    BUSY = "busy"
    """Who could do the next thing is at something else."""
    CALL_BACK = "call_back"
    """Whoever could do the next thing sits in a ship."""
    # the docked ship
    FEEL = "feel"
    TELL = "tell"
    MOTION_CONTROL = "motion_control"
    MANIFOLD_1 = "manifold_1"
    MANIFOLD_2 = "manifold_2"
    VALVES = "valves"
    GOING_COLD = "going_cold"
    """The switch, the manifold or the valves take their seconds."""
    STOPPED = "stopped"
    HELD = "held"
    """The thrust is off, and the gyros have her."""
    # the tone
    TELL_ALL = "tell_all"
    HOLD_TIGHT = "hold_tight"
    FREE_DRIFT = "free_drift"
    DRIFTING = "drifting"
    # the arrays
    EDGE_ON = "edge_on"
    ARRAYS_TURN = "arrays_turn"
    LOCK = "lock"
    LOCKING = "locking"
    # hand-over
    SHIP_COLD = "ship_cold"
    """Nothing of the segment fires while a ship's jet does."""
    TAKE = "take"
    TAKING = "taking"
    NULL = "null"
    NULLING = "nulling"
    # turning back
    BACK = "back"
    TURNING = "turning"
    STILL = "still"
    """She hangs level; let her come to rest."""
    # the gyros
    TAKE_OVER = "take_over"
    TAKING_OVER = "taking_over"
    UNLOCK = "unlock"
    UNLOCKING = "unlocking"
    LOADS_ON = "loads_on"
    # loads and radio
    COMFORT = "comfort"
    FILM = "film"
    COOLING = "cooling"
    ANTENNA = "antenna"
    # answers
    CAMERA = "camera"
    FIRE_FIRST = "fire_first"
    WHICH_LOADS = "which_loads"
    TO_THE_SHIPS = "to_the_ships"
    HOW_FAST = "how_fast"
    HAND_BACK = "hand_back"
    WHAT_TO_SAY = "what_to_say"


PAGES: Mapping[Point, tuple[str, str]] = MappingProxyType(
    {
        Point.WAIT: ("to_gyros", "count"),
        Point.BUSY: ("stations", "one_thing"),
        Point.CALL_BACK: ("to_ships", "come_back"),
        Point.FEEL: ("stop_fails", "feel"),
        Point.TELL: ("stop_fails", "tell"),
        Point.MOTION_CONTROL: ("runs_on", "motion_control"),
        Point.MANIFOLD_1: ("runs_on", "manifold_1"),
        Point.MANIFOLD_2: ("runs_on", "manifold_2"),
        Point.VALVES: ("runs_on", "valves"),
        Point.GOING_COLD: ("runs_on", "look_1"),
        Point.STOPPED: ("runs_on", "stopped"),
        Point.HELD: ("engine_test", "line_8"),
        Point.TELL_ALL: ("attitude_lost", "tell_all"),
        Point.HOLD_TIGHT: ("attitude_lost", "tell_all"),
        Point.FREE_DRIFT: ("attitude_lost", "free_drift"),
        Point.DRIFTING: ("attitude_lost", "free_drift"),
        Point.EDGE_ON: ("arrays", "edge_on"),
        Point.ARRAYS_TURN: ("arrays", "wait"),
        Point.LOCK: ("arrays", "lock"),
        Point.LOCKING: ("arrays", "lock"),
        Point.SHIP_COLD: ("hand_over", "ship_cold"),
        Point.TAKE: ("hand_over", "take"),
        Point.TAKING: ("hand_over", "take"),
        Point.NULL: ("hand_over", "null"),
        Point.NULLING: ("hand_over", "read"),
        Point.BACK: ("turn_back", "back"),
        Point.TURNING: ("turn_back", "watch"),
        Point.STILL: ("to_gyros", "still"),
        Point.TAKE_OVER: ("to_gyros", "take_over"),
        Point.TAKING_OVER: ("to_gyros", "take_over"),
        Point.UNLOCK: ("to_gyros", "unlock"),
        Point.UNLOCKING: ("to_gyros", "unlock"),
        Point.LOADS_ON: ("to_gyros", "loads_on"),
        Point.COMFORT: ("loads", "comfort"),
        Point.FILM: ("loads", "film"),
        Point.COOLING: ("loads", "cooling"),
        Point.ANTENNA: ("radio", "antenna"),
        Point.CAMERA: ("window", "shutters"),
        Point.FIRE_FIRST: ("arrays", "locked"),
        Point.WHICH_LOADS: ("loads", "comfort"),
        Point.TO_THE_SHIPS: ("to_ships", "call"),
        Point.HOW_FAST: ("turn_back", "rate"),
        Point.HAND_BACK: ("to_gyros", "still"),
        Point.WHAT_TO_SAY: ("window", "look"),
    }
)
"""Page and step of the flight book where each piece of advice stands."""

MODULE_PAGES: Mapping[Point, tuple[str, str]] = MappingProxyType(
    {
        Point.TELL: ("module_fires", "say"),
        Point.TELL_ALL: ("module_fires", "say"),
        Point.FREE_DRIFT: ("module_fires", "drift"),
        Point.DRIFTING: ("module_fires", "drift"),
        Point.EDGE_ON: ("module_fires", "wings"),
        Point.ARRAYS_TURN: ("module_fires", "wings"),
        Point.LOCK: ("module_fires", "wings"),
        Point.LOCKING: ("module_fires", "wings"),
        Point.TAKE: ("module_fires", "push"),
        Point.TAKING: ("module_fires", "push"),
        Point.NULL: ("module_fires", "push"),
        Point.NULLING: ("module_fires", "end"),
    }
)
"""The same while a module fires that nobody aboard can stop."""

REPLIES: Mapping[Question, tuple[Point, Reply | None]] = MappingProxyType(
    {
        Question.CAMERA: (Point.CAMERA, None),
        Question.FIRE_FIRST: (Point.FIRE_FIRST, Reply.LOCK_FIRST),
        Question.WHICH_LOADS: (Point.WHICH_LOADS, Reply.COMFORT_FIRST),
        Question.TO_THE_SHIPS: (Point.TO_THE_SHIPS, None),
        Question.HOW_FAST: (Point.HOW_FAST, Reply.BY_THE_BOOK),
        Question.HAND_BACK: (Point.HAND_BACK, Reply.WHEN_STILL),
        Question.WHAT_TO_SAY: (Point.WHAT_TO_SAY, None),
    }
)
"""What is advised to answer; None where no page has a line for it, and the answer is the player's own."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice.

    Attributes:
        name: a value of `Point`.
        order: what to do about it; None: let time pass.
        page: id of the page of the flight book.
        step: id of its step.
        ticks: how long a turn it is meant for.
    """

    name: str
    order: StationOrder | None
    page: str
    step: str
    ticks: int
