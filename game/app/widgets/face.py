"""A save's face in whatever room there is, as `game.readout.faces` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row
from game.app.widgets.drawn import Drawn
from game.readout.faces import Tone, face_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.readout.faces import Face

_INKS = {
    Tone.PROSE: Ink.PROSE,
    Tone.PAST: Ink.PAST,
    Tone.DIM: Ink.DIM,
    Tone.ACCENT: Ink.ACCENT,
    Tone.CAUTION: Ink.CAUTION,
    Tone.HEAD: Ink.HEAD,
}


BESIDE = 100
"""Columns from which a face has room beside a list."""

_BELOW = (76, 24)
"""Columns and rows from which it has room below one; on less it is one key apart."""


def place_of_face(size: Size) -> str:
    """Return the class of a screen with room for a face beside or below a list; ``""`` for neither."""
    if size.width >= BESIDE:
        return "-face-beside"
    return "-face-below" if size.width >= _BELOW[0] and size.height >= _BELOW[1] else ""


class FaceView(Drawn):
    """The face of what is selected."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._face: Face | None = None
        self._now = ""

    @property
    def face(self) -> Face | None:
        """Whose it is."""
        return self._face

    def show(self, face: Face | None, now: str) -> None:
        """Draw a face, or nothing; ``now`` is the time of day, ISO 8601."""
        if (face, now) != (self._face, self._now):
            self._face, self._now = face, now
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return its rows."""
        if self._face is None:
            return ()
        house = self._house
        told = face_rows(self._face, house.session.book, house.phrases, self._now, (size.width, size.height))
        return [tuple((text, _INKS[tone]) for text, tone in row) for row in told]
