"""The slate: reel, scene, take, slugline and mission time, with a rule under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, row_width
from game.app.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.readout.panel import SlateReading

_BEAT_S = 0.7
"""How long a new take number stays lit. Chosen for play."""

COLD_OPEN = 0
CLOSING = 7


_AROUND = 2
"""Columns that are always empty at either side of the slugline."""

_POV = "POV "


def short_slugline(slugline: str, width: int) -> str:
    """Return a slugline in at most ``width`` cells; the point of view at its end goes last.

    ``INT. ORBITAL MODULE. FREE FLIGHT. POV GLEB`` loses words before the point of view, then all of them.
    Without room for that, or for two words of a slugline that has none, it is ``""``.
    """
    if row_width(((slugline, Ink.HEAD),)) <= width:
        return slugline
    place, pov, name = slugline.rpartition(_POV)
    view = f" {pov}{name}" if pov else ""
    words = (place if pov else slugline).split()
    while len(words) > 2:
        words.pop()
        short = " ".join(words).rstrip(".,") + "…" + view
        if row_width(((short, Ink.HEAD),)) <= width:
            return short
    view = view.strip()
    return view if row_width(((view, Ink.HEAD),)) <= width else ""


class Slate(Drawn):
    """The one line that is always there."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._reading: SlateReading | None = None
        self._durable = True
        self._looking = False
        self._lit = False

    @property
    def lit(self) -> bool:
        """Whether the take number is in accent now."""
        return self._lit

    def show(self, reading: SlateReading, durable: bool, looking: bool = False) -> None:
        """Draw a reading.

        Args:
            reading: what the slate says.
            durable: False while the playthrough is only in memory.
            looking: whether it is only looked at, because another game has it open.
        """
        if (reading, durable, looking) != (self._reading, self._durable, self._looking):
            self._reading, self._durable, self._looking = reading, durable, looking
            self.redraw()

    def strike(self) -> None:
        """Light the take number for one beat."""
        self._lit = True
        self.redraw()
        self.set_timer(_BEAT_S, self.settle)

    def settle(self) -> None:
        """Let the take number go dark again."""
        self._lit = False
        self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the slate and its rule."""
        width = size.width
        rule: Row = (("─" * width, Ink.DIM),)
        reading = self._reading
        if reading is None:
            return ((), rule)
        say = self._house.say
        if reading.reel == COLD_OPEN:
            reel = say("slate.cold_open")
        elif reading.reel == CLOSING:
            reel = say("slate.closing")
        else:
            reel = say("slate.reel", reel=reading.reel)
        left: Row = (
            (f" {reel}  {say('slate.scene', scene=reading.scene)}  ", Ink.DIM),
            (say("slate.take", take=reading.take), Ink.ACCENT if self._lit else Ink.DIM),
        )
        right: Row = ((f"{reading.date}  ", Ink.DIM), (f"{reading.time} ", Ink.PROSE))
        if self._looking or not self._durable:
            word = say("slate.looking" if self._looking else "slate.unsaved")
            right = ((f"! {word}  ", Ink.CAUTION), *right)
        slugline = reading.slugline.upper()
        room = width - row_width(left) - row_width(right)
        slug = short_slugline(slugline, room - 2 * _AROUND)
        if not slug:  # where it is, and whose eyes these are, are worth more than the day
            right = tuple(run for run in right if not run[0].startswith(reading.date))
            room = width - row_width(left) - row_width(right)
            slug = short_slugline(slugline, room - 2 * _AROUND)
        before = max(_AROUND, (room - row_width(((slug, Ink.HEAD),))) // 2) if slug else 0
        after = max(0, room - before - row_width(((slug, Ink.HEAD),)))
        return ((*left, (" " * before, Ink.DIM), (slug, Ink.HEAD), (" " * after, Ink.DIM), *right), rule)
