"""How a tone is painted in each look.

Law: no colour of its own: every paint is mixed from the inks that `game.app.themes` gives a look. Where a
look has no colours that can be mixed (the terminal's own sixteen, or none), brightness is told by attributes:
dim, plain, bold.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.color import Color, blend_rgb
from rich.style import Style

from game.app.ink import Ink
from game.app.periscope.tones import Tone
from game.app.themes import styles_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MIXED: Mapping[Tone, tuple[Ink, float]] = {
    Tone.NOTHING: (Ink.DIM, 0.0),
    Tone.GRID: (Ink.DIM, 0.60),
    Tone.RIM: (Ink.DIM, 0.85),
    Tone.STAR: (Ink.STAR, 0.8),
    Tone.EARTH: (Ink.EARTH, 0.75),
    Tone.AIR: (Ink.AIR, 0.75),
    Tone.HULL_1: (Ink.HULL, 0.26),
    Tone.HULL_2: (Ink.HULL, 0.40),
    Tone.HULL_3: (Ink.HULL, 0.54),
    Tone.HULL_4: (Ink.HULL, 0.70),
    Tone.HULL_5: (Ink.HULL, 0.90),
    Tone.PANEL_1: (Ink.WING, 0.60),
    Tone.PANEL_2: (Ink.WING, 0.80),
    Tone.WARM_1: (Ink.WING, 0.60),
    Tone.WARM_2: (Ink.WING, 0.85),
    Tone.WARM_3: (Ink.WING, 1.0),
    Tone.HAZE: (Ink.HEAD, 0.34),
    Tone.WINDOW: (Ink.CAUTION, 0.85),
    Tone.TARGET_1: (Ink.HEAD, 0.45),
    Tone.TARGET_2: (Ink.HEAD, 0.70),
    Tone.TARGET_3: (Ink.HEAD, 1.0),
    Tone.BLOOM: (Ink.HEAD, 0.85),
    Tone.HELP: (Ink.ACCENT, 1.0),
}
"""From which ink, and how far from the paper toward it."""

_DIM_BELOW = 0.60
"""Where nothing can be mixed, what is fainter than this is painted dim."""

_BOLD = frozenset({Tone.TARGET_2, Tone.TARGET_3, Tone.BLOOM, Tone.HELP})


@cache
def paints_of(theme: str) -> Mapping[Tone, Style]:
    """Return how each tone is painted in a look."""
    inks = styles_of(theme)
    return {tone: _paint(tone, inks[ink], share) for tone, (ink, share) in _MIXED.items()}


def _paint(tone: Tone, ink: Style, share: float) -> Style:
    colour, paper = ink.color, ink.bgcolor
    if colour is not None and paper is not None and colour.triplet is not None and paper.triplet is not None:
        mixed = Color.from_triplet(blend_rgb(paper.triplet, colour.triplet, share))
        return Style(color=mixed, bgcolor=paper, bold=tone is Tone.TARGET_3)
    return Style(color=colour, bgcolor=paper, bold=tone in _BOLD, dim=share < _DIM_BELOW or tone is Tone.GRID)
