"""Every sentence that the full screen can say is in the phrase book."""

from __future__ import annotations

import ast
from pathlib import Path

import game.app
from game.app.app import OffScriptApp
from game.app.screens.archive import ArchiveScreen
from game.app.screens.bin import BinScreen
from game.app.screens.can import CanScreen
from game.app.screens.dailies import DailiesScreen
from game.app.screens.debrief import DebriefScreen
from game.app.screens.flights import FlightsScreen
from game.app.screens.flying import FlyingScreen
from game.app.screens.free_flight import FreeFlightScreen
from game.app.screens.key_help import KeyHelpScreen
from game.app.screens.keys import KeysScreen
from game.app.screens.pages import AboutScreen, FlightHelpScreen, HelpScreen, StationHelpScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.previously import PreviouslyScreen
from game.app.screens.profile import LobbyScreen
from game.app.screens.replay import ReplayScreen
from game.app.screens.settings import SettingsScreen
from game.app.screens.station import StationScreen
from game.app.screens.story_map import StoryMapScreen
from game.app.screens.title import TitleScreen
from game.storage.library import phrases

SCREENS = (
    ArchiveScreen,
    BinScreen,
    KeyHelpScreen,
    CanScreen,
    DailiesScreen,
    DebriefScreen,
    AboutScreen,
    FlightHelpScreen,
    FlightsScreen,
    FlyingScreen,
    FreeFlightScreen,
    HelpScreen,
    KeysScreen,
    LobbyScreen,
    PlayingScreen,
    PreviouslyScreen,
    ReplayScreen,
    SettingsScreen,
    StationHelpScreen,
    StationScreen,
    StoryMapScreen,
    TitleScreen,
)
_ROOMS = (
    *("slate", "title", "play", "over", "side", "key", "palette", "dailies", "can"),
    *("bin", "face", "lobby"),
    *("archive", "settings", "help", "about", "small", "order", "gauge", "aside"),
    *("fly", "flight_keys", "pace", "pad", "free", "debrief_screen", "stn", "station", "previously"),
)


def test_every_id_that_is_written_in_the_code_has_its_sentence() -> None:
    """A literal that looks like an id of ours is one."""
    known = phrases()
    root = Path(next(iter(game.app.__path__)))
    missing: list[str] = []
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                room, dot, rest = node.value.partition(".")
                if (
                    room in _ROOMS
                    and dot
                    and not rest.endswith(".")
                    and rest.replace("_", "").replace(".", "").isalpha()
                ):
                    missing += [node.value] if node.value not in known else []
    assert not missing


def test_every_key_has_a_word_and_every_action_a_sentence() -> None:
    """The line of keys and the palette can say all that they list."""
    known = phrases()
    for screen in SCREENS:
        for key in screen.KEYS:
            assert key.phrase in known
            assert not key.action or f"{key.phrase}.help" in known, key


def test_no_key_is_escape_alone_and_none_is_a_function_key() -> None:
    """Escape takes a tenth of a second on old terminals; function keys are not everywhere."""
    for screen in (*SCREENS, OffScriptApp):
        actions: dict[str, set[str]] = {}
        for binding in screen.BINDINGS:
            assert not isinstance(binding, tuple)
            for key in binding.key.split(","):
                actions.setdefault(binding.action, set()).add(key.strip())
        for action, keys in actions.items():
            assert keys != {"escape"}, action
            assert not any(key[0] == "f" and key[1:].isdigit() for key in keys)
