"""A line to type in that is there for more than one thing, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Label

from game.app.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from game.app.house import House


class AskLine(Horizontal):
    """What is asked, and the field for the answer.

    Attributes:
        field: where it is typed.
        asked: what is asked now; ``""`` for nothing.
    """

    def __init__(self, house: House, questions: Mapping[str, tuple[str, str]]) -> None:
        """Make the line.

        Args:
            house: the words.
            questions: by what can be asked, the ids of the question and of what stands in the empty field.
        """
        super().__init__(classes="asked")
        self._house = house
        self._questions = questions
        self._label = Label()
        self.field = Field("")
        self.asked = ""

    def compose(self) -> ComposeResult:
        """Put the field behind the question."""
        yield self._label
        yield self.field

    def put(self, asked: str, value: str = "", **values: str | int) -> None:
        """Ask something else, ``""`` for nothing; nobody is told that the field holds another text now."""
        self.asked = asked
        self.display = bool(asked)
        if not asked:
            return
        question, hint = self._questions[asked]
        self._label.update(self._house.say(question, **values))
        self.field.placeholder = self._house.say(hint)
        self.field.enter = f"key.enter.{asked}"
        with self.field.prevent(Field.Changed):
            self.field.value = value
        self.field.cursor_position = len(value)
