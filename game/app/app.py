"""The app: which screen is open, the look, and the way in and out.

Law: what stands before the first frame is the title alone; story, machine and can are opened after it. An
exception that nobody answered is handed to whoever called `play`, never printed over the player's screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events
from textual.binding import Binding

from game.app.house import House
from game.app.room_app import RoomApp
from game.app.screens.base import RoomScreen
from game.app.screens.title import TitleScreen
from game.app.screens.too_small import LEAST_COLUMNS, LEAST_ROWS, TooSmall
from game.errors import OffScriptError
from game.storage.profile import load_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.geometry import Size
    from textual.screen import Screen
    from textual.types import AnimationLevel

    from game.app.screens.previously import PreviouslyScreen
    from game.readout.phrasebook import Phrasebook
    from game.session import Session
    from game.storage.profile import Difficulty, Pace


_SETTLING_S = 0.05
"""After coming back from the shell, until keys are orders again. Chosen for play: nobody types so fast."""


def _commands() -> type[Provider]:
    from game.app.palette import Commands

    return Commands


class OffScriptApp(RoomApp):
    """The game, full screen."""

    CSS_PATH: ClassVar[Any] = "game.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        house: House,
        opening: Callable[[], Session],
        *,
        begin: bool = False,
        refusal: OffScriptError | None = None,
    ) -> None:
        """Make the app.

        Args:
            house: the words and the settings.
            opening: opens the session; slow, so it is called after the first frame.
            begin: whether a new playthrough is begun at once, past the title.
            refusal: what was wrong with the settings, to be said once.
        """
        super().__init__(house)
        self._opening = opening
        self._begin = begin
        self._refusal = refusal
        self._motion: AnimationLevel = self.animation_level
        self._aside = False
        self._told_of_leaving = False
        self._last_size: Size | None = None
        self._told_so_far: tuple[str, int] | None = None
        self.apply_look()

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the title."""
        return TitleScreen(self.house)

    def apply_look(self) -> None:
        """Put on the look and the stillness that the profile asks for."""
        self.put_on_look()
        self.animation_level = "none" if self.house.profile.reduced_motion else self._motion

    def on_mount(self) -> None:
        """Open the story once the first frame stands."""
        self.call_after_refresh(self._open_story)

    def on_unmount(self) -> None:
        """Let go of the playthrough's files, however the app ends."""
        self.house.close()

    def _open_story(self) -> None:
        """Load the mission and the story, and go where the player asked to be."""
        self.house.open(self._opening())
        for screen in self.screen_stack:
            if isinstance(screen, TitleScreen):
                screen.story_opened()
        if self._begin:
            self.house.begin()
            self.action_play()
        if self._refusal is not None:
            self._say_error(self._refusal)

    def _say_error(self, error: OffScriptError) -> None:
        self._say(self.house.phrases.say_error(error), refused=True)

    def _say(self, text: str, *, refused: bool) -> None:
        """Say a sentence on the screen that the player sees, or will when what covers it is gone."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, RoomScreen):
                screen.status.show(text, refused=refused)
                return

    def on_resize(self, event: events.Resize) -> None:
        """Wait while the terminal is too small to play on; what was said stood on another size of it."""
        if self._last_size not in (None, event.size) and isinstance(self.screen, RoomScreen):
            self.screen.hush()
        self._last_size = event.size
        self._wait_for_room(event.size)

    async def on_event(self, event: events.Event) -> None:
        """Hear a key before any screen does: what was said is over, or the game was aside."""
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            if self._aside:
                return
            if isinstance(event, events.Key) and isinstance(self.screen, RoomScreen):
                self.screen.heed(event.key)
                if self.screen.takes(event.key):
                    return
        await super().on_event(event)

    def _wait_for_room(self, size: Size) -> None:
        small = size.width < LEAST_COLUMNS or size.height < LEAST_ROWS
        waiting = isinstance(self.screen, TooSmall)
        if small and not waiting:
            self.push_screen(TooSmall(self.house))
        elif waiting and not small:
            self.pop_screen()

    def action_play(self) -> None:
        """Go to the play, from wherever the player is.

        Nothing is awaited: a screen that asks to be left waits for this to return before it can go.
        """
        from game.app.screens.playing import PlayingScreen

        while not isinstance(self.screen, (PlayingScreen, TitleScreen)):
            self.pop_screen()
        if isinstance(self.screen, TitleScreen):
            self.push_screen(PlayingScreen(self.house))
        self._tell_so_far()
        self._wait_for_room(self.size)

    def _tell_so_far(self) -> None:
        """Tell what happened so far, once, to somebody who comes back to a film after a while."""
        from game.readout.recap import wants_recap

        present = self.house.session.present
        opened = present.film, present.moments
        if not wants_recap(present.absent_s) or opened == self._told_so_far:
            return
        self._told_so_far = opened
        try:
            told = self._previously()
        except OffScriptError as error:
            # The play says its own sentence when it opens; this one comes after it.
            self.call_after_refresh(self._say_error, error)
            return
        if told.tells:
            self.push_screen(told)

    def _previously(self) -> PreviouslyScreen:
        from game.app.screens.previously import PreviouslyScreen
        from game.storage.library import recaps

        return PreviouslyScreen(self.house, recaps(self.house.session.book.declarations))

    def action_title(self) -> None:
        """Go to the title; what is played stays where it is."""
        while not isinstance(self.screen, TitleScreen):
            self.pop_screen()

    def action_visit(self, name: str) -> None:
        """Open one of the screens beside the play, unless it is open."""
        self._visit(lambda: self._room(name))

    def action_cards(self, idents: str) -> None:
        """Open the Archive at these cards, a comma between their ids; the first of them is read."""
        self._visit(lambda: self._archive(tuple(idents.split(","))))

    def _visit(self, room: Callable[[], RoomScreen]) -> None:
        if not self.house.is_open:
            self._say(self.house.say("title.loading"), refused=False)
            return
        try:
            wanted = room()
        except OffScriptError as error:
            self._say_error(error)
            return
        if type(self.screen) is not type(wanted):
            self.push_screen(wanted)

    def _archive(self, here: tuple[str, ...] = ()) -> RoomScreen:
        """Return the Archive; here: the cards that the text leads to now."""
        from game.app.screens.archive import ArchiveScreen
        from game.storage.archive import read_shelf
        from game.storage.library import archive_cards, archive_sources

        self.house.settle()
        shelf = read_shelf(self.house.profile_folder, archive_cards(), here)
        return ArchiveScreen(self.house, shelf, archive_sources())

    def _room(self, name: str) -> RoomScreen:
        match name:
            case "dailies":
                from game.app.screens.dailies import DailiesScreen

                return DailiesScreen(self.house)
            case "can":
                from game.app.screens.can import CanScreen

                return CanScreen(self.house)
            case "archive":
                return self._archive()
            case "settings":
                from game.app.screens.settings import SettingsScreen

                return SettingsScreen(self.house)
            case "help":
                from game.app.screens.pages import HelpScreen

                return HelpScreen(self.house)
            case "flight_help":
                from game.app.screens.pages import FlightHelpScreen

                return FlightHelpScreen(self.house)
            case "flight_keys":
                from game.app.screens.keys import KeysScreen

                return KeysScreen(self.house)
            case "station_help":
                from game.app.screens.pages import StationHelpScreen

                return StationHelpScreen(self.house)
            case "station_keys":
                from game.app.screens.keys import KeysScreen
                from game.app.station_keys import KEYMAP

                return KeysScreen(self.house, KEYMAP, "stn")
            case "free_flight":
                from game.app.screens.free_flight import FreeFlightScreen

                return FreeFlightScreen(self.house)
            case "story_map":
                from game.app.screens.story_map import StoryMapScreen

                return StoryMapScreen(self.house)
            case "flights":
                from game.app.screens.flights import FlightsScreen

                return FlightsScreen(self.house)
            case "lobby":
                from game.app.screens.profile import LobbyScreen

                return LobbyScreen(self.house)
            case "previously":
                return self._previously()
            case "debrief":
                from game.app.screens.debrief import DebriefScreen

                return DebriefScreen(self.house)
            case "about":
                from game.app.screens.pages import AboutScreen

                return AboutScreen(self.house)
            case _:
                raise LookupError(name)

    def action_apply_profile(self) -> None:
        """Put on what the settings say now."""
        self.apply_look()

    def action_look(self, word: str) -> None:
        """Put on a look and keep it."""
        try:
            self.house.keep(replace(self.house.profile, theme=word))
        except OffScriptError as error:
            self._say_error(error)
        self.apply_look()

    def action_command_palette(self) -> None:
        """Open the palette, with the game's own words in it."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, (CommandPalette, TooSmall)):
            hint = self.house.say("palette.hint")
            self.push_screen(CommandPalette(placeholder=hint, id="--command-palette"))

    def action_suspend_process(self) -> None:
        """Go to the shell that started the game; its ``fg`` comes back. Keys meanwhile are not orders."""
        from textual.app import SuspendNotSupported

        from game.app.shell import can_bring_back, wait_for_fg

        if not can_bring_back():
            self._say(self.house.say("aside.not_here"), refused=True)
            return
        self._aside = True
        if isinstance(self.screen, RoomScreen):
            self.screen.stand_still()
        try:
            with self.suspend():
                wait_for_fg()
        except SuspendNotSupported:
            self._say(self.house.say("aside.not_here"), refused=True)
            self.come_back()
        else:
            self.set_timer(_SETTLING_S, self.come_back)

    def come_back(self) -> None:
        """Hear keys again: those that came with the one that put the game aside have been thrown away."""
        self._aside = False

    async def action_quit(self) -> None:
        """Leave at once, since everything is saved already; where something is not, only when asked twice."""
        left = self.house.session.leaves_behind() if self.house.is_open else None
        if left is None or self._told_of_leaving:
            self.exit(0)
            return
        self._told_of_leaving = True
        reason = self.house.phrases.say_error(left.because)
        self._say(self.house.say("quit.unsaved", unsaved=left.moments, reason=reason), refused=True)


def play(
    opening: Callable[[], Session],
    phrases: Phrasebook,
    profile_folder: Path,
    *,
    begin: bool,
    seed: int | None,
    reel: int,
    difficulty: Difficulty | None = None,
    pace: Pace | None = None,
    settle: Callable[[], None] | None = None,
) -> int:
    """Play full screen until the player leaves, and return the exit code.

    When this returns the terminal is as it was and every file is closed, so that the caller may leave by the
    quickest way there is.

    Args:
        opening: opens the session; called once the first frame stands.
        phrases: every sentence of the game that is not story.
        profile_folder: where the settings are kept.
        begin: whether a new playthrough is begun at once, past the title.
        seed: for new playthroughs; None draws one.
        reel: where new playthroughs begin.
        difficulty: for this sitting; None takes the settings'.
        pace: likewise.
        settle: writes what was heard of the sitting so far; None where nobody listens.

    Raises:
        Exception: whatever went wrong and nobody answered, once the terminal is restored.
    """
    profile, refusal = load_profile(profile_folder)
    house = House(
        phrases,
        profile,
        profile_folder,
        seed=seed,
        reel=reel,
        difficulty=difficulty,
        pace=pace,
        settle=settle,
    )
    app = OffScriptApp(house, opening, begin=begin, refusal=refusal)
    try:
        code = app.run()
    finally:
        house.close()
    if app.failure is not None:
        raise app.failure
    return code or 0
