"""Five looks, the same meanings."""

from __future__ import annotations

import pytest
from rich.color import ColorType

from game.app.ink import Ink
from game.app.themes import LOOKS, look_for, styles_of

_MEANINGS = (Ink.ACCENT, Ink.CAUTION, Ink.ACT)
_READ = (Ink.PROSE, Ink.PAST, Ink.DIM, Ink.ACCENT, Ink.CAUTION, Ink.ACT, Ink.HEAD, Ink.STRESS)


@pytest.mark.parametrize("word", LOOKS)
def test_every_ink_has_a_look(word: str) -> None:
    """No theme forgets a meaning."""
    assert set(styles_of(LOOKS[word].name)) == set(Ink)


@pytest.mark.parametrize("word", [word for word in LOOKS if word != "monochrome"])
def test_the_meanings_look_unlike_prose_and_unlike_one_another(word: str) -> None:
    """Colours or attributes tell them apart; their signs do in any case."""
    styles = styles_of(LOOKS[word].name)
    assert len({str(styles[ink]) for ink in (Ink.PROSE, *_MEANINGS)}) == 4


@pytest.mark.parametrize("word", ["contrast", "monochrome"])
def test_these_looks_send_only_the_terminals_own_colours(word: str) -> None:
    """Who has set up sixteen colours to be able to read keeps them."""
    for style in styles_of(LOOKS[word].name).values():
        for colour in (style.color, style.bgcolor):
            assert colour is not None
            assert colour.type in (ColorType.DEFAULT, ColorType.STANDARD)


def test_monochrome_sends_no_colour_at_all() -> None:
    """Only attributes are left, and the signs."""
    for style in styles_of(LOOKS["monochrome"].name).values():
        assert style.color is not None
        assert style.color.is_default


@pytest.mark.parametrize("word", ["dark", "light", "phosphor"])
@pytest.mark.parametrize("ink", _READ)
def test_everything_that_is_read_has_contrast_enough(word: str, ink: Ink) -> None:
    """At least 4.5 to 1 (WCAG 2.1, success criterion 1.4.3)."""
    style = styles_of(LOOKS[word].name)[ink]
    assert style.color is not None
    assert style.bgcolor is not None
    light, dark = sorted((_luminance(style.color.triplet), _luminance(style.bgcolor.triplet)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(triplet: tuple[int, int, int] | None) -> float:
    """Return the relative luminance (WCAG 2.1, definitions)."""
    assert triplet is not None
    linear = [
        channel / 255 / 12.92 if channel / 255 <= 0.04045 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in triplet
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_an_unknown_word_and_an_environment_without_colour_have_a_look() -> None:
    """A profile of another edition is no reason to stop, and NO_COLOR wins over it."""
    assert look_for("sepia", no_colour=False) is LOOKS["dark"]
    assert look_for("light", no_colour=True) is LOOKS["monochrome"]
