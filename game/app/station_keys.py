"""What the keys of the station's screen do, and which key does it.

Law: as ``flight_keys``: pure, an act is known by its word. The acts that both emergencies have share their
words, and so the keys that the player gave them. The numbers are no acts: they pick from whatever list is
open, and with none open they answer a question.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.app.keymap import Keymap
from game.app.widgets.key_rows import Group
from game.vocabulary.station import Person

if TYPE_CHECKING:
    from collections.abc import Mapping


class StationAct(Enum):
    """Everything that a key of the station's screen can do; the value is the word that the profile keeps."""

    SELF = "self"
    ROOKIE = "rookie"
    COMMANDER = "commander"
    ASTRONAUT = "astronaut"
    DIRECTOR = "director"
    ACTOR = "actor"
    MOSCOW = "moscow"
    HOUSTON = "houston"
    EVERYBODY = "everybody"
    ADVICE = "advice"
    BOOK = "book"
    PAGE_BACK = "page_back"
    PAGE_ON = "page_on"
    PANEL = "panel"
    TURN = "turn"
    TURN_LENGTH = "turn_length"
    PACE = "pace"
    PAUSE = "pause"
    RETAKE = "retake"
    RUNG = "rung"
    HELP = "help"
    QUIT = "quit"


PEOPLE: Mapping[StationAct, Person] = MappingProxyType(
    {act: Person(act.value) for act in StationAct if act.value in {person.value for person in Person}}
)
"""The acts that open the list of what a person can be told."""

IN_PAUSE = frozenset(
    {
        *(StationAct.BOOK, StationAct.PAGE_BACK, StationAct.PAGE_ON, StationAct.PANEL),
        *(StationAct.TURN_LENGTH, StationAct.PACE, StationAct.PAUSE, StationAct.RETAKE, StationAct.RUNG),
        *(StationAct.HELP, StationAct.QUIT),
        *(*PEOPLE, StationAct.EVERYBODY),
    }
)
"""What is done also while time stands still: reading, and looking through what could be said."""

DEFAULTS: Mapping[StationAct, str] = MappingProxyType(
    {
        StationAct.SELF: "s",
        StationAct.ROOKIE: "r",
        StationAct.COMMANDER: "c",
        StationAct.ASTRONAUT: "a",
        StationAct.DIRECTOR: "d",
        StationAct.ACTOR: "v",
        StationAct.MOSCOW: "m",
        StationAct.HOUSTON: "h",
        StationAct.EVERYBODY: "g",
        StationAct.ADVICE: "enter",
        StationAct.BOOK: "b",
        StationAct.PAGE_BACK: "left",
        StationAct.PAGE_ON: "right",
        StationAct.PANEL: "i",
        StationAct.TURN: "full_stop",
        StationAct.TURN_LENGTH: "comma",
        StationAct.PACE: "t",
        StationAct.PAUSE: "p",
        StationAct.RETAKE: "u",
        StationAct.RUNG: "e",
        StationAct.HELP: "question_mark",
        StationAct.QUIT: "q",
    }
)
"""The key of every act, until the player takes another."""

ALWAYS: Mapping[str, StationAct] = MappingProxyType(
    {"space": StationAct.PAUSE, "pageup": StationAct.PAGE_BACK, "pagedown": StationAct.PAGE_ON}
)
"""Keys that keep their act whatever the player takes."""

KEYMAP = Keymap(DEFAULTS, ALWAYS)
"""The keys of the station's screen."""

VOICES = (
    Group((StationAct.SELF,), "stn.keys.self", 0),
    Group((StationAct.ROOKIE,), "stn.keys.rookie", 0),
    Group((StationAct.COMMANDER,), "stn.keys.commander", 0),
    Group((StationAct.ASTRONAUT,), "stn.keys.astronaut", 0),
    Group((StationAct.DIRECTOR,), "stn.keys.director", 0),
    Group((StationAct.ACTOR,), "stn.keys.actor", 0),
    Group((StationAct.MOSCOW,), "stn.keys.moscow", 0),
    Group((StationAct.HOUSTON,), "stn.keys.houston", 0),
    Group((StationAct.EVERYBODY,), "stn.keys.everybody", 1),
)
"""The first row: who can be spoken to."""

REST = (
    Group((StationAct.BOOK,), "stn.keys.book", 0),
    Group((StationAct.PAGE_BACK, StationAct.PAGE_ON), "stn.keys.pages", 3),
    Group((StationAct.PANEL,), "stn.keys.panel", 0),
    Group((StationAct.TURN,), "fly.keys.turn", 1),
    Group((StationAct.TURN_LENGTH,), "fly.keys.turn_length", 2),
    Group((StationAct.PACE,), "fly.keys.pace", 0),
    Group((StationAct.PAUSE,), "fly.keys.pause", 3),
    Group((StationAct.RETAKE,), "fly.keys.retake", 1),
    Group((StationAct.RUNG,), "fly.keys.rung", 2),
    Group((StationAct.HELP,), "fly.keys.help", 0),
    Group((StationAct.QUIT,), "fly.keys.quit", 1),
)
"""The second row."""
