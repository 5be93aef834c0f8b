"""The pages that are only read: the help and the About."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.flight_keys import Act, keys_of
from game.app.ink import Ink, Row, row_width
from game.app.keymap import shown_key
from game.app.screenplay import breaks
from game.app.screens.base import BACK, HELP, QUIT, SETTINGS, RoomScreen
from game.app.station_keys import KEYMAP, StationAct
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House

_KEYED = 16
"""Columns for the keys of the help."""

_HELP = (
    ("", "help.playing"),
    ("1-9", "help.choose"),
    ("↑ ↓  Enter", "help.point"),
    ("Space", "help.page"),
    ("PgUp  PgDn", "help.scroll"),
    ("Home  End", "help.ends"),
    ("", "help.going"),
    ("R", "help.retake"),
    ("U", "help.undo"),
    ("Y", "help.redo"),
    ("G", "help.go_on"),
    ("Ctrl+S", "help.quick_save"),
    ("Ctrl+L", "help.quick_load"),
    ("", "help.places"),
    ("W", "help.takes"),
    ("D", "help.dailies"),
    ("I", "help.what_if"),
    ("S", "help.can"),
    ("O", "help.so_far"),
    ("F", "help.flights"),
    ("A", "help.archive"),
    ("P", "help.lobby"),
    ("", "help.elsewhere"),
    ("T", "help.settings"),
    ("M", "help.title_key"),
    ("B", "help.back"),
    ("/", "help.search"),
    ("?", "help.here"),
    ("H", "help.in_play"),
    ("Ctrl+P", "help.palette"),
    ("Ctrl+Z", "help.suspend"),
    ("Q  Ctrl+Q", "help.quit"),
)
GAUGES = ("gauge.film", "gauge.crew", "gauge.ship", "gauge.nerve", "gauge.ground")
"""What each gauge says, in the order of the panel."""

_FLIGHT_HELP = (
    *("fly.help.what", "fly.help.cross", "fly.help.range"),
    *("fly.help.panel", "fly.help.rules", "fly.help.time"),
)
_STATION_HELP = (
    *("stn.help.what", "stn.help.orders", "stn.help.picture"),
    *("stn.help.panel", "stn.help.ship", "stn.help.power", "stn.help.heard"),
    *("stn.help.book", "stn.help.loops", "stn.help.time"),
)
_IN_FLIGHT = (
    ("Ctrl+S", "help.quick_save"),
    ("Ctrl+L", "help.quick_load"),
    ("Ctrl+P", "fly.help.palette"),
)
_ABOUT = ("about.what", "about.people", "about.archive", "about.made", "about.licence")


class PageScreen(RoomScreen):
    """A heading and a page of rows under it."""

    def __init__(self, house: House, title: str, **values: str) -> None:
        super().__init__(house)
        self.heading = Heading(house.say(title, **values))
        self.page = Page(self._rows, house.profile.text_width)

    def compose(self) -> ComposeResult:
        """Put the page between the heading and the keys."""
        yield self.heading
        yield self.page
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Let the page take the arrows."""
        self.set_focus(self.page)

    def on_page_moved(self) -> None:
        """Say whether there is more to read."""
        self.status.set_aside(self.house.say("play.more") if self.page.more else "")

    def _rows(self, measure: int) -> Sequence[Row]:
        raise NotImplementedError

    def keyed(self, shown: str, text: str, measure: int) -> list[Row]:
        """Return the rows of a few words, and of what they mean in a column beside them."""
        rows: list[Row] = []
        pad = " " * max(1, _KEYED - row_width(((shown, Ink.ACCENT),)))
        for number, (start, stop) in enumerate(breaks(text, measure - _KEYED)):
            lead: Row = (
                (("", Ink.DIM), (shown, Ink.ACCENT), (pad, Ink.DIM))
                if number == 0
                else ((" " * _KEYED, Ink.DIM),)
            )
            rows.append((*lead, (text[start:stop], Ink.PROSE)))
        return rows

    def _in_every_flight(self, measure: int) -> list[Row]:
        """Return the keys that no player can move, and the way out."""
        rows: list[Row] = []
        for shown, phrase in _IN_FLIGHT:
            rows += self.keyed(shown, self.house.say(phrase), measure)
        return rows

    def _gauges(self, measure: int) -> list[Row]:
        """Return what each gauge says."""
        rows = _paragraph(self.house.say("help.gauges"), measure, Ink.DIM)
        for phrase in GAUGES:
            name, _, meaning = self.house.say(phrase).partition(": ")
            rows += self.keyed(name.upper(), meaning[:1].upper() + meaning[1:], measure)
        return rows


class HelpScreen(PageScreen):
    """Every key, and what it does."""

    KEYS: ClassVar[tuple[Key, ...]] = (Key("Space", "", "key.page", "", 1), BACK, SETTINGS, QUIT)
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("question_mark", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house, "help.title")

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for shown, phrase in _HELP:
            if shown:
                rows += self.keyed(shown, self.house.say(phrase), measure)
            else:
                rows += [*([()] if rows else []), ((self.house.say(phrase), Ink.HEAD),)]
        rows += [(), *self._gauges(measure)]
        for phrase in ("help.saved", "help.mouse", "help.signs"):
            rows.append(())
            rows += _paragraph(self.house.say(phrase), measure, Ink.DIM)
        return rows


class FlightHelpScreen(PageScreen):
    """Every key of a flight, and how to begin."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Space", "", "key.page", "", 1),
        Key("C", "c,C", "key.flight_keys", "app.visit('flight_keys')", 0),
        Key("?", "question_mark", "key.cards", "app.cards('docking_by_hand,periscope,the_probe,kurs')", 0),
        BACK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    def __init__(self, house: House) -> None:
        super().__init__(house, "fly.help.title")

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for phrase in _FLIGHT_HELP:
            rows += _paragraph(self.house.say(phrase), measure, Ink.PROSE)
            rows.append(())
        keys = keys_of(self.house.profile.keys)
        for act in Act:
            rows += self.keyed(shown_key(keys[act]), self.house.say(f"fly.act.{act.value}.help"), measure)
        return [*rows, *self._in_every_flight(measure)]


class StationHelpScreen(PageScreen):
    """Every key of the station's screen, and how to begin."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Space", "", "key.page", "", 1),
        Key("C", "c,C", "stn.keys", "app.visit('station_keys')", 0),
        Key(
            "?",
            "question_mark",
            "key.cards",
            "app.cards('loss_of_attitude,gyros,small_jets,free_drift,arrays,relay')",
            0,
        ),
        BACK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    def __init__(self, house: House) -> None:
        super().__init__(house, "stn.help.title")

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for phrase in _STATION_HELP:
            rows += _paragraph(self.house.say(phrase), measure, Ink.PROSE)
            rows.append(())
        keys = KEYMAP.keys_of(self.house.profile.keys)
        for act in StationAct:
            rows += self.keyed(shown_key(keys[act]), self.house.say(f"stn.act.{act.value}.help"), measure)
        return [*rows, *self._in_every_flight(measure)]


class AboutScreen(PageScreen):
    """What this is, who is invented, and who made it."""

    KEYS: ClassVar[tuple[Key, ...]] = (Key("Space", "", "key.page", "", 1), BACK, HELP, QUIT)
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    def __init__(self, house: House) -> None:
        super().__init__(house, "about.title")

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for phrase in _ABOUT:
            rows += _paragraph(self.house.say(phrase), measure, Ink.PROSE)
            rows.append(())
        return [*rows, *self._gauges(measure)]


def _paragraph(text: str, measure: int, ink: Ink) -> list[Row]:
    return [((text[start:stop], ink),) for start, stop in breaks(text, measure)]
