"""The two lines at the foot of every screen: what the game has to say, and the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.binding import Binding

from game.app.ink import Ink, Row, Run, row_width, spread
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size

    from game.app.house import House


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a screen: in its line of keys, in the palette, in the help, and under the mouse.

    Attributes:
        shown: as the line of keys has it.
        keys: Textual's names for it, with commas.
        phrase: the id of the word beside it; the palette and the help use ``phrase`` + ``.help``.
        action: what it does; ``""`` for a key that only the line of keys speaks of.
        weight: what is left out first where there is no room; 0 stays longest.
        first: whether the screen hears it before the widget that has the focus: it opens a line to type in,
            and letters typed at once after it must not overtake it, or it means more to the screen.
    """

    shown: str
    keys: str
    phrase: str
    action: str
    weight: int = 1
    first: bool = False


@runtime_checkable
class Asked(Protocol):
    """What is typed in; a `Field` is one, and this room is not slowed by loading it.

    Attributes:
        enter: the id of the word for what Enter does with what is typed; ``""`` for no word.
    """

    enter: str


def bound(keys: Iterable[Key]) -> list[BindingType]:
    """Return the bindings of a screen's keys."""
    return [
        Binding(key.keys, key.action, show=False, priority=key.first)
        for key in keys
        if key.keys and key.action
    ]


_SIGN = 4
"""Columns before the sentence, for the sign of a refusal."""


class Status(Drawn):
    """One sentence above the keys: a refusal, or what was just done."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._refused = False
        self._aside = ""

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text

    def show(self, text: str, *, refused: bool) -> None:
        """Say a sentence; a refusal is marked."""
        if (text, refused) != (self._text, self._refused):
            self._text, self._refused = text, refused
            self.redraw()
            self.refresh(layout=True)

    def set_aside(self, text: str) -> None:
        """Say a few words at the right end, in accent."""
        if text != self._aside:
            self._aside = text
            self.redraw()
            self.refresh(layout=True)

    def _said(self, width: int) -> list[str]:
        """Return the sentence in as few rows as it needs, one at least."""
        room = max(1, width - _SIGN - row_width(self._aside_run()) - 1)
        return [line[start:stop] for line in self._text.split("\n") for start, stop in breaks(line, room)]

    def _aside_run(self) -> Row:
        return ((f"{self._aside} ", Ink.ACCENT),) if self._aside else ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the sentence takes."""
        return len(self._said(width))

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the sentence, and the words at the right end of its first row."""
        width = size.width
        ink = Ink.CAUTION if self._refused else Ink.PROSE
        rows: list[Row] = []
        for number, said in enumerate(self._said(width)):
            sign = "  ! " if self._refused and number == 0 else " " * _SIGN
            row: Row = ((sign, Ink.CAUTION), (said, ink))
            rows.append(spread(row, self._aside_run(), width) if number == 0 else row)
        return rows


class KeyLine(Drawn):
    """The keys of a screen in one line; each may be clicked."""

    def __init__(self, house: House, keys: Sequence[Key]) -> None:
        super().__init__()
        self._house = house
        self._keys = tuple(keys)
        self._spans: list[tuple[int, int, Key]] = []
        self._range = ""
        self._idle: frozenset[str] = frozenset()
        self._words: dict[str, str] = {}
        self._lent: tuple[Key, ...] | None = None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys that mean something now."""
        return tuple(key for key in self._keys if key.phrase not in self._idle)

    def leave_out(self, *phrases: str) -> None:
        """Say nothing of the keys with these words: they mean nothing now."""
        self._idle = frozenset(phrases)
        self.redraw()

    def reword(self, phrase: str, word: str) -> None:
        """Say another word beside a key than its own, until it is told otherwise."""
        if self._words.get(phrase) != word:
            self._words[phrase] = word
            self.redraw()

    def lend(self, keys: Sequence[Key] | None) -> None:
        """Speak of other keys as long as something else hears them; None is the end of that."""
        lent = None if keys is None else tuple(keys)
        if lent != self._lent:
            self._lent = lent
            self.redraw()

    def set_range(self, many: int) -> None:
        """Say which numbers may be pressed, ``1-3``; 0 leaves them out."""
        shown = "1" if many == 1 else f"1-{many}" if many else ""
        if shown != self._range:
            self._range = shown
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the line with as many keys as there is room for."""
        width = size.width
        kept = list(self.keys if self._lent is None else self._lent)
        while True:
            words = [
                (key, self._shown(key), self._house.say(self._words.get(key.phrase, key.phrase)))
                for key in kept
            ]
            words = [word for word in words if word[1]]
            for gap in (3, 2):
                row, spans = self._row(words, gap)
                if row_width(row) <= width:
                    self._spans = spans
                    return (row,)
            heaviest = max(key.weight for key in kept)
            if heaviest == 0 or len(kept) == 1:
                self._spans = spans
                return (row,)
            # One at a time, the last of the heaviest: what there is room for is not left out with it.
            del kept[max(number for number, key in enumerate(kept) if key.weight == heaviest)]

    def _shown(self, key: Key) -> str:
        return key.shown or self._range

    def _row(self, words: Sequence[tuple[Key, str, str]], gap: int) -> tuple[Row, list[tuple[int, int, Key]]]:
        runs: list[Run] = []
        spans: list[tuple[int, int, Key]] = []
        at = 0
        for number, (key, shown, word) in enumerate(words):
            lead = " " * (gap if number else 1)
            piece = ((lead, Ink.DIM), (shown, Ink.ACCENT), (f" {word}", Ink.DIM))
            start = at + len(lead)
            at += row_width(piece)
            spans.append((start, at, key))
            runs += piece
        return tuple(runs), spans

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for start, stop, key in self._spans:
            if start <= event.x < stop and key.action:
                event.stop()
                await self.screen.run_action(key.action)
                return
