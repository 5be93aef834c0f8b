"""The two hand controllers for the mouse: pressed is deflected, let go is let go.

Law: what was pressed is always let go: when the button comes up, when the pointer leaves it, and when whoever
holds the screen asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from game.app.ink import Ink, Row, Run, fit
from game.app.widgets.drawn import Drawn
from game.vocabulary.flying import Control

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from game.app.house import House

ROWS = 5
"""With the slides beside the turns."""

STACKED_ROWS = 9
"""With the slides above them."""

_BESIDE = 36
"""Cells from which on both stand side by side."""

_SLIDES = ((Control.UP,), (Control.LEFT, Control.RIGHT), (Control.DOWN,), (Control.FORWARD, Control.AFT))
_TURNS = (
    (Control.NOSE_UP,),
    (Control.NOSE_LEFT, Control.NOSE_RIGHT),
    (Control.NOSE_DOWN,),
    (Control.ROLL_LEFT, Control.ROLL_RIGHT),
)


@dataclass(frozen=True, slots=True)
class _Button:
    """Where a button stands; without a control it is the one that stops everything."""

    row: int
    start: int
    stop: int
    control: Control | None
    word: str


class Pad(Drawn):
    """Six slides, six turns, and a stop."""

    class Pressed(Message):
        """A button went down.

        Attributes:
            way: of which hand; None for the stop.
        """

        def __init__(self, way: Control | None) -> None:
            super().__init__()
            self.way = way

    class Released(Message):
        """The button that was down was let go.

        Attributes:
            way: of which hand.
        """

        def __init__(self, way: Control) -> None:
            super().__init__()
            self.way = way

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._buttons: list[_Button] = []
        self._held: _Button | None = None

    @property
    def held(self) -> Control | None:
        """What is deflected by the mouse now."""
        return self._held.control if self._held is not None else None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return the rows of the pad."""
        return ROWS if width >= _BESIDE else STACKED_ROWS

    def let_go(self) -> Control | None:
        """Let go of whatever is pressed, and return it; nothing is posted."""
        held, self._held = self._held, None
        if held is None:
            return None
        self.release_mouse()
        self.redraw()
        return held.control

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the button under the pointer."""
        event.stop()
        button = self._under(event)
        if button is None or event.button != 1:
            return
        if button.control is not None:
            self._held = button
            self.capture_mouse()
            self.redraw()
        self.post_message(self.Pressed(button.control))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        event.stop()
        self._release()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let go when the pointer leaves the button."""
        if self._held is not None and self._under(event) != self._held:
            self._release()

    def on_leave(self) -> None:
        """Let go when the pointer leaves the pad."""
        self._release()

    def _release(self) -> None:
        control = self.let_go()
        if control is not None:
            self.post_message(self.Released(control))

    def _under(self, event: events.MouseEvent) -> _Button | None:
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        return next(
            (
                button
                for button in self._buttons
                if button.row == offset.y and button.start <= offset.x < button.stop
            ),
            None,
        )

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the buttons, the slides at the left and the turns at the right."""
        width = size.width
        self._buttons = []
        half = width // 2
        for number, (slides, turns) in enumerate(zip(_SLIDES, _TURNS, strict=True)):
            if width >= _BESIDE:
                self._place(number, slides, 0, half)
                self._place(number, turns, half, width)
            else:
                self._place(number, slides, 0, width)
                self._place(len(_SLIDES) + number, turns, 0, width)
        word = self._house.say("pad.stop")
        start = max(0, (width - len(word) - 4) // 2)
        last = ROWS if width >= _BESIDE else STACKED_ROWS
        self._buttons.append(_Button(last - 1, start, start + len(word) + 4, None, word))
        return [self._row(number) for number in range(last)]

    def _row(self, number: int) -> Row:
        runs: list[Run] = []
        at = 0
        for button in (button for button in self._buttons if button.row == number):
            runs += [(" " * (button.start - at), Ink.DIM), self._run(button)]
            at = button.stop
        return tuple(runs)

    def _place(self, row: int, controls: Sequence[Control], start: int, stop: int) -> None:
        room = stop - start
        each = max(3, min(14, (room - 1) // 2))
        lead = start + max(0, (room - each * len(controls)) // 2)
        for number, control in enumerate(controls):
            word = fit(self._house.say(f"pad.{control.value}"), each - 3)
            left = lead + number * each
            self._buttons.append(_Button(row, left, left + each - 1, control, word))

    def _run(self, button: _Button) -> Run:
        text = button.word.center(button.stop - button.start - 2)
        held = self._held is not None and self._held.control is button.control
        ink = Ink.CURSOR if held else Ink.ACCENT
        return (f"[{text}]", ink)
