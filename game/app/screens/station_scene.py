"""The pieces with which the station's emergency is seen: picture, book, panel, map, talk, and the list.

Law: pieces and their places; whose emergency it is, and how its time passes, is the screens' own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from game.app.keymap import shown_key
from game.app.screens.spoken_scene import SpokenScene
from game.app.station.widget import Outside
from game.app.station_keys import KEYMAP, StationAct
from game.app.station_view import view_of
from game.app.widgets.drawn import app_of
from game.app.widgets.flight_book import FlightBookPage
from game.app.widgets.modules_map import ModulesMap, PersonReading, passing
from game.app.widgets.orders_menu import OrdersMenu, Prompt
from game.app.widgets.station_panel import PanelReading, StationPanel
from game.emergencies.station.instruments import read
from game.emergencies.station.scenarios import Scenario
from game.readout.station_words import say_time, say_who
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size

    from game.app.house import House
    from game.emergencies.station.state import Someone, StationState

_WIDE, _TALL = 110, 36
"""Columns and rows from which on everything stands side by side."""

NARROW = 80
"""With fewer columns a list needs every row."""

_BESIDE = ("panel", "map", "")
"""What stands beside the picture, one after another."""

_VIEWS = (*_BESIDE, "panel", "map")
"""The last two stand in its place."""

READING = "-reading"
"""The class of a screen on which the book takes the picture's place."""

WHOLE = "-whole"
"""The class of a screen on which the picture gives its place to a list, or to a piece."""


class StationScene(SpokenScene):
    """The pieces with which the station's emergency is seen, flown now or played back.

    Attributes:
        reading: whether the flight book is open.
        listing: whether the list of what a person can be told is open.
    """

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.outside = Outside()
        self.book_page = FlightBookPage()
        self.panel = StationPanel(house)
        self.map = ModulesMap(house)
        self.menu_list = OrdersMenu()
        self.prompt = Prompt()
        self.keys = KEYMAP.keys_of(house.profile.keys)
        self.reading = False
        self.listing = False
        self._view = 0
        self._was_roomy = False

    def compose(self) -> ComposeResult:
        """Put the picture and the book beside panel, map and talk."""
        yield self.head()
        with Horizontal(id="module"):
            with Vertical(id="outside"):
                yield self.outside
                yield self.book_page
            with Vertical(id="loops"):
                yield self.panel
                yield self.map
                yield self.menu_list
                yield self.talk
        yield self.prompt
        yield self.status
        yield from self.foot()

    def set_out(self, size: Size) -> None:
        """Show the pieces that there is room for, or that were asked for."""
        wide = self.roomy(size)
        reading = self.reading and (wide or not self.listing)
        whole = not wide and not reading and (self.listing or self._view >= len(_BESIDE))
        self.set_class(reading and not wide, READING)
        self.set_class(whole, WHOLE)
        self.outside.display = wide or not (reading or whole)
        self.book_page.display = reading
        shown = self._pieces(_VIEWS[self._view], wide=wide, reading=reading)
        for name, piece in (("panel", self.panel), ("map", self.map), ("menu", self.menu_list)):
            piece.display = name in shown

    def _pieces(self, view: str, *, wide: bool, reading: bool) -> Sequence[str]:
        if wide:
            return ("panel", "menu") if self.listing else ("panel", "map")
        if self.listing:
            return ("menu",)
        if reading:
            return ()
        return (view,)

    def roomy(self, size: Size) -> bool:
        """Return whether every piece has its place."""
        return size.width >= _WIDE and size.height >= _TALL

    @property
    def whole(self) -> bool:
        """Whether a list or a piece has the picture's place."""
        return self.has_class(WHOLE)

    @property
    def all_shown(self) -> bool:
        """Whether there is nothing to turn over."""
        return self.roomy(app_of(self).size)

    def turn_over(self) -> None:
        """Show the next of the pieces that have no room beside each other."""
        self._view = (self._view + 1) % len(_VIEWS)
        self.set_out(app_of(self).size)

    def show_station(self, state: StationState, time: str) -> None:
        """Draw the picture, the panel, the map and the age of what was said.

        Args:
            state: of the station.
            time: how time passes, in words.
        """
        self.outside.show(view_of(state, still=app_of(self).animation_level == "none"))
        rung = self.house.say(f"settings.{state.rung.value}")
        module = state.brief.scenario is Scenario.MODULE
        self.panel.show(PanelReading(read(state), time, rung, module))
        self.map.show(tuple(self._person(one, state.tick) for one in state.people))
        self.talk.set_tick(state.tick)

    def _person(self, one: Someone, tick: int) -> PersonReading:
        return PersonReading(
            who=one.who,
            key=shown_key(self.keys[StationAct(one.who.value)]),
            name=say_who(one.who, self.house.phrases),
            at=passing(one, tick),
            going=one.arrives > tick,
            busy=one.task is not None,
            doing=self._doing(one, tick),
        )

    def _doing(self, one: Someone, tick: int) -> str:
        """Return what a person is at, and how long yet."""
        phrases = self.house.phrases
        if one.seated:
            return phrases.say("stn.seated")
        bound = self._module(one) if one.arrives > tick else ""
        if one.task is None:
            return phrases.say("stn.bound", bound=bound) if bound else ""
        doing = phrases.say(f"station.doing.{one.task.value}")
        left_s = -((tick - max(one.until, one.arrives)) // TICKS_PER_S)
        if left_s <= 0:
            return doing
        words = "stn.doing_there" if bound else "stn.doing"
        return phrases.say(words, doing=doing, time=say_time(left_s, phrases), bound=bound)

    def _module(self, one: Someone) -> str:
        return self.house.say(f"stn.module.{one.bound.value}").lower() if one.bound is not None else ""
