"""One line that is typed in and goes away again: the name of a what-if, or what is searched for.

Law: it holds what was typed and nothing else; what comes of it, the screen says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label

from game.app.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class AskField(Field):
    """The line; every key that leads out of it leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,up,down,tab,shift+tab", "leave", show=False),
    ]

    class Left(Message):
        """The line was left without an answer."""

    def action_leave(self) -> None:
        """Go back to what was done before."""
        self.post_message(self.Left())


class Ask(Horizontal):
    """A question and the line for its answer, seen only while it is asked.

    Attributes:
        field: the line.
        about: what is asked for, by the screen's own word; ``""`` while nothing is.
    """

    class Answered(Message):
        """Enter was pressed.

        Attributes:
            about: what was asked for.
            text: what was typed.
        """

        def __init__(self, about: str, text: str) -> None:
            super().__init__()
            self.about = about
            self.text = text

    class Typed(Message):
        """What is typed has changed.

        Attributes:
            about: what is asked for.
            text: what stands there now.
        """

        def __init__(self, about: str, text: str) -> None:
            super().__init__()
            self.about = about
            self.text = text

    class Dropped(Message):
        """The line was left without an answer.

        Attributes:
            about: what was asked for.
        """

        def __init__(self, about: str) -> None:
            super().__init__()
            self.about = about

    def __init__(self) -> None:
        super().__init__(classes="asked")
        self.field = AskField("")
        self.field.can_focus = False
        self.about = ""
        self._label = Label("")
        self.display = False

    def compose(self) -> ComposeResult:
        """Put the question before the line."""
        yield self._label
        yield self.field

    @property
    def asking(self) -> bool:
        """Whether the line is open, so that letters are letters."""
        return self.field.has_focus

    def ask(self, about: str, question: str, hint: str, text: str = "") -> None:
        """Open the line.

        Args:
            about: what is asked for, by the screen's own word.
            question: what stands before the line.
            hint: what stands in it while it is empty.
            text: what stands in it already.
        """
        self.about = about
        self._label.update(question)
        self.field.placeholder = hint
        self.field.enter = f"key.enter.{about}"
        with self.field.prevent(Field.Changed):
            self.field.value = text
        self.display = True
        self.field.can_focus = True
        # At once, so that letters that come with the key are typed in.
        self.screen.set_focus(self.field)

    def close(self) -> None:
        """Take the line away."""
        self.about = ""
        self.display = False
        self.field.can_focus = False

    def on_input_changed(self, message: Field.Changed) -> None:
        """Tell the screen what stands there."""
        message.stop()
        if self.about:
            self.post_message(self.Typed(self.about, message.value))

    def on_input_submitted(self, message: Field.Submitted) -> None:
        """Tell the screen what was answered."""
        message.stop()
        if self.about:
            self.post_message(self.Answered(self.about, message.value))

    def on_ask_field_left(self, message: AskField.Left) -> None:
        """Tell the screen that nothing was."""
        message.stop()
        self.post_message(self.Dropped(self.about))
