"""The raster of braille dots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.app.periscope.canvas import Canvas
from game.app.periscope.tones import Tone

from .views import dots

_PLACES = st.floats(-60.0, 59.0)


def test_each_dot_of_a_cell_is_its_braille_pattern() -> None:
    """Unicode's numbering: 1 2 3 7 down the left, 4 5 6 8 down the right."""
    seen = ""
    for across in (0, 1):
        for down in range(4):
            canvas = Canvas(1, 1)
            canvas.dot(across, down, Tone.RIM)
            seen += canvas.rows()[0][0][0]
    assert seen == "⠁⠂⠄⡀⠈⠐⠠⢀"


def test_a_dot_off_the_canvas_is_none() -> None:
    """On all four sides."""
    canvas = Canvas(2, 1)
    for x, y in ((-1, 0), (4, 0), (0, -1), (0, 4)):
        canvas.dot(x, y, Tone.RIM)
    assert canvas.dots == 0


def test_a_line_joins_its_ends_without_a_gap() -> None:
    """As many dots as its longer side, both ends among them, in every direction."""
    for x, y in ((17, 5), (-17, 5), (17, -5), (5, 17), (-5, -17), (0, 9), (9, 0), (-8, 8)):
        canvas = Canvas(20, 10)
        canvas.line((20.0, 20.0), (20.0 + x, 20.0 + y), Tone.RIM)
        found = dots(canvas)
        assert len(found) == max(abs(x), abs(y)) + 1
        assert {(20, 20), (20 + x, 20 + y)} <= found


def test_a_dotted_line_has_the_dots_that_it_should() -> None:
    """Every third one."""
    canvas = Canvas(10, 2)
    canvas.line((0.0, 3.0), (18.0, 3.0), Tone.RIM, 3)
    assert dots(canvas) == {(x, 3) for x in range(0, 19, 3)}


@given(_PLACES, _PLACES, _PLACES, _PLACES)
def test_a_line_from_anywhere_to_anywhere_stays_on_the_canvas(
    x0: float, y0: float, x1: float, y1: float
) -> None:
    """What is cut off is cut where the whole line would have left, to a dot."""
    canvas, whole = Canvas(11, 7), Canvas(71, 37)
    canvas.line((x0, y0), (x1, y1), Tone.RIM)
    whole.line((x0 + 60.0, y0 + 60.0), (x1 + 60.0, y1 + 60.0), Tone.RIM)
    kept = {(x - 60, y - 60) for x, y in dots(whole) if 60 <= x < 82 and 60 <= y < 88}
    drawn = dots(canvas)
    beside = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
    for x, y in drawn ^ kept:
        near = drawn if (x, y) in kept else kept
        assert x in (0, 21) or y in (0, 27) or any((x + a, y + b) in near for a, b in beside)


@given(st.lists(st.tuples(st.floats(-9.0, 40.0), st.floats(-9.0, 40.0)), min_size=3, max_size=3))
def test_what_is_erased_is_what_would_be_filled(outline: list[tuple[float, float]]) -> None:
    """Every dot inside goes, every dot outside stays."""
    filled, full = Canvas(13, 8), Canvas(13, 8)
    filled.fill(outline, Tone.RIM)
    full.bits[:] = b"\xff" * len(full.bits)
    everything = full.dots
    full.erase(outline)
    assert full.dots == everything & ~filled.dots


def test_a_filled_square_is_full() -> None:
    """Its edges belong to it."""
    canvas = Canvas(10, 5)
    canvas.fill(((3.0, 2.0), (12.0, 2.0), (12.0, 15.0), (3.0, 15.0)), Tone.RIM)
    assert dots(canvas) == {(x, y) for x in range(3, 13) for y in range(2, 16)}


def test_an_outline_without_height_or_corners_covers_nothing() -> None:
    """Flat ones are seen from the edge."""
    canvas = Canvas(4, 2)
    canvas.dot(1, 1, Tone.RIM)
    canvas.erase(((0.0, 1.0), (7.0, 1.0)))
    canvas.erase(())
    assert dots(canvas) == {(1, 1)}


def test_what_lies_beneath_shows_in_empty_cells_only() -> None:
    """A grid does not mix with a line in one cell."""
    top, beneath = Canvas(2, 1), Canvas(2, 1)
    top.dot(0, 0, Tone.HULL_1)
    beneath.dot(1, 0, Tone.GRID)
    beneath.dot(2, 0, Tone.GRID)
    top.lay_under(beneath)
    assert dots(top, Tone.HULL_1) == {(0, 0)}
    assert dots(top, Tone.GRID) == {(2, 0)}


def test_what_lies_on_top_joins_and_gives_its_tone() -> None:
    """The cells without it stay as they were."""
    canvas, over = Canvas(2, 1), Canvas(2, 1)
    canvas.dot(0, 0, Tone.HULL_1)
    canvas.dot(2, 0, Tone.HULL_1)
    over.dot(1, 0, Tone.BLOOM)
    canvas.lay_over(over)
    assert dots(canvas, Tone.BLOOM) == {(0, 0), (1, 0)}
    assert dots(canvas, Tone.HULL_1) == {(2, 0)}


def test_only_what_a_mask_has_is_kept() -> None:
    """Dots, not cells."""
    canvas, mask = Canvas(2, 1), Canvas(2, 1)
    canvas.dot(0, 0, Tone.RIM)
    canvas.dot(1, 1, Tone.RIM)
    mask.dot(1, 1, Tone.RIM)
    canvas.keep(mask.dots)
    assert dots(canvas) == {(1, 1)}


def test_a_row_is_as_few_runs_as_can_be() -> None:
    """Empty cells take their neighbours' tone, and a change of tone begins a run."""
    canvas = Canvas(8, 2)
    for x, tone in ((2, Tone.RIM), (6, Tone.RIM), (10, Tone.STAR)):
        canvas.dot(x, 0, tone)
    first, second = canvas.rows()
    assert [tone for _, tone in first] == [Tone.RIM, Tone.STAR]
    assert [tone for _, tone in second] == [Tone.NOTHING]
    assert sum(len(text) for text, _ in first) == sum(len(text) for text, _ in second) == 8
