"""The pieces with which a flight is seen: glass, panel, talk, pad.

Law: pieces and their places; whose flight it is, and how its time passes, is the screens' own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from game.app.flight_keys import keys_of
from game.app.flight_view import view_of
from game.app.periscope.widget import Periscope
from game.app.screens.spoken_scene import SpokenScene
from game.app.widgets.drawn import app_of
from game.app.widgets.flight_panel import FlightPanel, PanelReading
from game.app.widgets.pad import Pad
from game.emergencies.docking import glass, instruments
from game.emergencies.docking.sight import Light
from game.emergencies.docking.starts import Start
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size

    from game.app.house import House
    from game.emergencies.docking.state import DockingState

_WIDE, _MIDDLE, _TALL = 110, 80, 30
"""Columns and rows from which on more stands side by side."""


class FlightScene(SpokenScene):
    """The pieces with which a flight is seen, flown now or played back.

    Attributes:
        has_pad: whether there is something to deflect.
    """

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.glass = Periscope(house.say("fly.narrow_label"))
        self.panel = FlightPanel(house)
        self.pad = Pad(house)
        self.keys = keys_of(house.profile.keys)
        self.has_pad = True
        self._view = 0

    def compose(self) -> ComposeResult:
        """Put the glass beside the panel and the talk."""
        yield self.head()
        with Horizontal(id="cabin"):
            yield self.glass
            with Vertical(id="seats"):
                yield self.panel
                yield self.talk
                yield self.pad
        yield self.status
        yield from self.foot()

    def set_out(self, size: Size) -> None:
        """Show the pieces that there is room for, or that were asked for."""
        shown = set(self._pieces(size)) - (set() if self.has_pad else {"pad"})
        for name, piece in (("panel", self.panel), ("talk", self.talk), ("pad", self.pad)):
            piece.display = name in shown

    def _pieces(self, size: Size) -> Sequence[str]:
        if size.width >= _WIDE and size.height >= _TALL:
            return ("panel", "talk", "pad")
        if size.width >= _MIDDLE:
            return (("panel", "talk"), ("talk",), ("panel", "pad"))[self._view]
        return (("panel",), ("talk",), ("pad",))[self._view]

    @property
    def all_shown(self) -> bool:
        """Whether every piece has its place, so that there is nothing to turn over."""
        size = app_of(self).size
        return size.width >= _WIDE and size.height >= _TALL

    def turn_over(self) -> None:
        """Show the next of the pieces that have no room beside each other."""
        self._view = (self._view + 1) % 3
        self.set_out(app_of(self).size)

    def show_flight(self, state: DockingState, tap: str, time: str) -> None:
        """Draw the glass, the panel and the age of what was said; the words are the panel's."""
        self.glass.show(view_of(state, still=app_of(self).animation_level == "none"))
        self.panel.show(
            PanelReading(
                instruments=instruments.read(state),
                tap=tap,
                time=time,
                dark=glass.light_of(state) is Light.DARK,
                ground=state.start is Start.DAY,
                called_m=state.heard.range_m,
                called_ago_s=(state.tick - state.heard.tick) // TICKS_PER_S,
            )
        )
        self.talk.set_tick(state.tick)
