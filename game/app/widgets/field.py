"""A line to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.binding import BindingType


class Field(Input):
    """An input whose cursor stands still, and which every arrow that leads out of it leaves.

    Attributes:
        enter: the id of the word for what Enter does with what is typed, for the line of keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "app.focus_next", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False),
        Binding("escape", "app.focus_next", show=False),
    ]

    def __init__(self, placeholder: str, enter: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self.enter = enter
        self.cursor_blink = False
