"""What stands beside a scene that is being written: mistakes, what moved, what is not offered, the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, cut, spread
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn
from game.app.widgets.page import Page
from game.app.widgets.transcript import MARGIN
from game.readout.rehearsal_words import PRESSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.readout.rehearsal_words import Part

_SIGNS = {"problems": "!! ", "looks": "! "}
_INKS = {"problems": Ink.ACT, "looks": Ink.CAUTION, "moved": Ink.ACCENT}
_WIDEST = 200


class PreviewHead(Drawn):
    """Where the preview stands, how long its text is, and a rule."""

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self._measure = ""
        self._long = False

    def show(self, place: str, measure: str, *, long: bool) -> None:
        """Show another place.

        Args:
            place: where it stands, and when.
            measure: how much text there is before the choices.
            long: whether that is more than a screen.
        """
        self._place, self._measure, self._long = place, measure, long
        self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the head and its rule."""
        ink = Ink.CAUTION if self._long else Ink.DIM
        sign = "! " if self._long and self._measure else ""
        right: Row = ((f"{sign}{self._measure} ", ink),) if self._measure else ()
        return (
            spread(((f" {self._place}", Ink.HEAD),), right, size.width),
            (("─" * size.width, Ink.DIM),),
        )


class PreviewPanel(Page):
    """The notes on a scene, as long as they are."""

    def __init__(self, well: str) -> None:
        """Make an empty panel.

        Args:
            well: what stands in it where nothing is to be said.
        """
        super().__init__(self._made, _WIDEST)
        self._well = well
        self._parts: tuple[Part, ...] = ()

    def show(self, parts: tuple[Part, ...]) -> None:
        """Show other notes, from the first."""
        if parts != self._parts:
            self._parts = parts
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            self.look_again()

    def look_again(self) -> None:
        """Lay the notes out anew."""
        self.on_resize()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the notes take at a width."""
        return len(self._made(max(1, width - self.styles.scrollbar_size_vertical - MARGIN)))

    def _made(self, measure: int) -> Sequence[Row]:
        wide = self.is_attached and self.screen.has_class("-wide")
        rows: list[Row] = []
        for part in self._parts:
            if not wide and part.name not in PRESSING:
                continue  # every row of the panel is taken from the text
            rows += self._beside(part, measure) if wide else self._below(part, measure)
        return rows or [((self._well, Ink.DIM),)]

    def _beside(self, part: Part, measure: int) -> list[Row]:
        """Return a part under its heading, an empty row before it."""
        rows: list[Row] = [(), ((part.head, Ink.DIM),)]
        sign, ink = _SIGNS.get(part.name, ""), _INKS.get(part.name, Ink.PAST)
        for text in part.rows:
            for number, (start, stop) in enumerate(breaks(text, max(1, measure - len(sign or "  ")))):
                lead = sign if sign and not number else " " * len(sign or "  ")
                rows.append(((lead, ink), (text[start:stop], ink)))
        return rows

    def _below(self, part: Part, measure: int) -> list[Row]:
        """Return a part in as few rows as it needs: the first mistake whole, any other on one row."""
        sign, ink = _SIGNS.get(part.name, ""), _INKS.get(part.name, Ink.PAST)
        if not sign:
            return [cut(((f"{part.head}  ", Ink.DIM), (" · ".join(part.rows), ink)), measure)]
        first, *others = part.rows
        room = max(1, measure - len(sign))
        rows: list[Row] = [
            ((sign if not start else " " * len(sign), ink), (first[start:stop], ink))
            for start, stop in breaks(first, room)
        ]
        return [*rows, *(cut(((sign, ink), (text, ink)), measure) for text in others)]
