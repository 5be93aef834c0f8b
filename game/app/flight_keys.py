"""What the keys of the flying screen do, and which key does it.

Law: pure. An act is known by its word, which the profile keeps; a key by Textual's name for it. Two acts
never share a key. No act has only Escape, and none a function key.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.app.keymap import Keymap
from game.vocabulary.flying import Ask, Control, Switch

if TYPE_CHECKING:
    from collections.abc import Mapping


class Act(Enum):
    """Everything that a key of the flying screen can do; the value is the word that the profile keeps."""

    FORE = "fore"
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
    ROLL_RIGHT = "roll_right"
    STOP = "stop"
    PULSE_1 = "pulse_1"
    PULSE_2 = "pulse_2"
    PULSE_3 = "pulse_3"
    PULSE_4 = "pulse_4"
    PULSE_5 = "pulse_5"
    PULSE_6 = "pulse_6"
    RANGE = "range"
    MOSCOW = "moscow"
    STATION = "station"
    BRAKE = "brake"
    LAMP = "lamp"
    FILTER = "filter"
    NARROW = "narrow"
    RATE_HOLD = "rate_hold"
    BOTH_SETS = "both_sets"
    BACK_OFF = "back_off"
    WAVE_OFF = "wave_off"
    SAY = "say"
    TURN = "turn"
    TURN_LENGTH = "turn_length"
    PACE = "pace"
    PAUSE = "pause"
    RETAKE = "retake"
    RUNG = "rung"
    PANEL = "panel"
    HELP = "help"
    QUIT = "quit"


CONTROLS: Mapping[Act, Control] = MappingProxyType(
    {
        Act.FORE: Control.FORWARD,
        Act.AFT: Control.AFT,
        Act.LEFT: Control.LEFT,
        Act.RIGHT: Control.RIGHT,
        Act.UP: Control.UP,
        Act.DOWN: Control.DOWN,
        Act.NOSE_UP: Control.NOSE_UP,
        Act.NOSE_DOWN: Control.NOSE_DOWN,
        Act.NOSE_LEFT: Control.NOSE_LEFT,
        Act.NOSE_RIGHT: Control.NOSE_RIGHT,
        Act.ROLL_LEFT: Control.ROLL_LEFT,
        Act.ROLL_RIGHT: Control.ROLL_RIGHT,
    }
)
"""The acts that move a hand controller."""

PULSES: Mapping[Act, int] = MappingProxyType(
    {Act.PULSE_1: 2, Act.PULSE_2: 4, Act.PULSE_3: 10, Act.PULSE_4: 20, Act.PULSE_5: 50, Act.PULSE_6: 100}
)
"""The acts that choose a length of pulse, and how long it is [ticks]. Chosen for play."""

SWITCHES: Mapping[Act, Switch] = MappingProxyType(
    {
        Act.LAMP: Switch.LAMP,
        Act.FILTER: Switch.FILTER,
        Act.NARROW: Switch.NARROW,
        Act.RATE_HOLD: Switch.RATE_HOLD,
        Act.BOTH_SETS: Switch.BOTH_SETS,
    }
)
"""The acts that turn a switch over."""

QUESTIONS: Mapping[Act, Ask] = MappingProxyType(
    {Act.RANGE: Ask.RANGE, Act.MOSCOW: Ask.MOSCOW, Act.STATION: Ask.STATION}
)
"""The acts that ask somebody."""

IN_PAUSE = frozenset(
    {
        *PULSES,
        *(Act.TURN_LENGTH, Act.PACE, Act.PAUSE, Act.RETAKE, Act.RUNG, Act.PANEL, Act.HELP, Act.QUIT),
    }
)
"""What is done also while the flight is paused; any other key only goes on."""

DEFAULTS: Mapping[Act, str] = MappingProxyType(
    {
        Act.FORE: "w",
        Act.AFT: "s",
        Act.LEFT: "a",
        Act.RIGHT: "d",
        Act.UP: "r",
        Act.DOWN: "f",
        Act.NOSE_UP: "up",
        Act.NOSE_DOWN: "down",
        Act.NOSE_LEFT: "left",
        Act.NOSE_RIGHT: "right",
        Act.ROLL_LEFT: "z",
        Act.ROLL_RIGHT: "x",
        Act.STOP: "space",
        Act.PULSE_1: "1",
        Act.PULSE_2: "2",
        Act.PULSE_3: "3",
        Act.PULSE_4: "4",
        Act.PULSE_5: "5",
        Act.PULSE_6: "6",
        Act.RANGE: "g",
        Act.MOSCOW: "m",
        Act.STATION: "n",
        Act.BRAKE: "h",
        Act.LAMP: "l",
        Act.FILTER: "k",
        Act.NARROW: "v",
        Act.RATE_HOLD: "c",
        Act.BOTH_SETS: "j",
        Act.BACK_OFF: "backspace",
        Act.WAVE_OFF: "minus",
        Act.SAY: "y",
        Act.TURN: "full_stop",
        Act.TURN_LENGTH: "comma",
        Act.PACE: "t",
        Act.PAUSE: "p",
        Act.RETAKE: "u",
        Act.RUNG: "e",
        Act.PANEL: "i",
        Act.HELP: "question_mark",
        Act.QUIT: "q",
    }
)
"""The key of every act, until the player takes another."""

ALWAYS: Mapping[str, Act] = MappingProxyType({"enter": Act.TURN})
"""Keys that keep their act whatever the player takes."""

KEYMAP = Keymap(DEFAULTS, ALWAYS)
"""The keys of the flight."""

keys_of = KEYMAP.keys_of
acts_by_key = KEYMAP.acts_by_key
take_key = KEYMAP.take
