"""How tones are painted in the looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.periscope.paints import paints_of
from game.app.periscope.tones import Tone
from game.app.themes import LOOKS

if TYPE_CHECKING:
    from rich.style import Style


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    colour, paper = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    return sum(abs(a - b) for a, b in zip(colour, paper, strict=True))


@pytest.mark.parametrize("look", LOOKS)
def test_every_tone_has_a_paint_in_every_look(look: str) -> None:
    """On the look's own paper."""
    paints = paints_of(LOOKS[look].name)
    assert set(paints) == set(Tone)
    assert len({paint.bgcolor for paint in paints.values()}) == 1


@pytest.mark.parametrize("look", ["dark", "light", "phosphor"])
def test_the_target_stands_out_most_and_the_grid_least(look: str) -> None:
    """The station from dark lines to bright ones between them; nothing of it reaches the target."""
    paints = paints_of(LOOKS[look].name)
    hulls = [_contrast(paints[tone]) for tone in Tone if tone.name.startswith("HULL")]
    assert hulls == sorted(hulls)
    assert hulls[0] > 30
    assert _contrast(paints[Tone.TARGET_3]) > hulls[-1]
    assert 30 < _contrast(paints[Tone.GRID]) < hulls[3]
    targets = [_contrast(paints[tone]) for tone in (Tone.TARGET_1, Tone.TARGET_2, Tone.TARGET_3)]
    assert targets == sorted(targets)


@pytest.mark.parametrize("look", ["contrast", "monochrome"])
def test_without_colours_to_mix_brightness_is_told_by_attributes(look: str) -> None:
    """The target bold, the station's darkest lines and the grid dim; no colour but the terminal's own."""
    paints = paints_of(LOOKS[look].name)
    assert paints[Tone.TARGET_3].bold
    assert paints[Tone.HELP].bold
    assert paints[Tone.GRID].dim
    assert paints[Tone.HULL_1].dim
    assert not paints[Tone.HULL_5].dim
    assert not paints[Tone.RIM].dim
    assert all(paint.color is not None and paint.color.triplet is None for paint in paints.values())
