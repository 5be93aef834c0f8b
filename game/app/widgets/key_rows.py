"""The keys of the flying screen in two rows, by what the player has put where.

Law: the words stand in the order of need; where there is no room the least needed go first. A click on a key
does what the key does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from game.app.flight_keys import Act
from game.app.ink import Ink, Row, Run, row_width
from game.app.keymap import shown_key
from game.app.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.geometry import Size

    from game.app.house import House


A = TypeVar("A", bound=Enum)


@dataclass(frozen=True, slots=True)
class Group(Generic[A]):
    """Keys that share a word.

    Attributes:
        acts: what they do; the first one is what a click does when the group is one act.
        phrase: the id of the word.
        weight: what is left out first where there is no room.
    """

    acts: tuple[A, ...]
    phrase: str
    weight: int


_ARROWS = ("up", "down", "left", "right")
_TURNS = (Act.NOSE_UP, Act.NOSE_DOWN, Act.NOSE_LEFT, Act.NOSE_RIGHT, Act.ROLL_LEFT, Act.ROLL_RIGHT)
_PULSES = (Act.PULSE_1, Act.PULSE_2, Act.PULSE_3, Act.PULSE_4, Act.PULSE_5, Act.PULSE_6)

HANDS = (
    Group((Act.FORE, Act.AFT), "fly.keys.fore_aft", 0),
    Group((Act.LEFT, Act.RIGHT), "fly.keys.left_right", 0),
    Group((Act.UP, Act.DOWN), "fly.keys.up_down", 0),
    Group(_TURNS, "fly.keys.nose", 1),
    Group(_PULSES, "fly.keys.pulse", 1),
    Group((Act.STOP,), "fly.keys.stop", 0),
    Group((Act.TURN,), "fly.keys.turn", 1),
    Group((Act.TURN_LENGTH,), "fly.keys.turn_length", 2),
    Group((Act.PAUSE,), "fly.keys.pause", 3),
)
"""The first row."""

REST = (
    Group((Act.RANGE,), "fly.keys.range", 0),
    Group((Act.MOSCOW,), "fly.keys.moscow", 0),
    Group((Act.PANEL,), "fly.keys.panel", 0),
    Group((Act.STATION,), "fly.keys.station", 3),
    Group((Act.BRAKE,), "fly.keys.brake", 1),
    Group((Act.LAMP,), "fly.keys.lamp", 1),
    Group((Act.FILTER,), "fly.keys.filter", 3),
    Group((Act.NARROW,), "fly.keys.narrow", 1),
    Group((Act.RATE_HOLD,), "fly.keys.rate_hold", 4),
    Group((Act.BOTH_SETS,), "fly.keys.both_sets", 4),
    Group((Act.BACK_OFF,), "fly.keys.back_off", 1),
    Group((Act.WAVE_OFF,), "fly.keys.wave_off", 3),
    Group((Act.SAY,), "fly.keys.say", 2),
    Group((Act.RUNG,), "fly.keys.rung", 5),
    Group((Act.RETAKE,), "fly.keys.retake", 5),
    Group((Act.PACE,), "fly.keys.pace", 0),
    Group((Act.HELP,), "fly.keys.help", 0),
    Group((Act.QUIT,), "fly.keys.quit", 4),
)
"""The second row."""


class ActRows(Drawn, Generic[A]):
    """Rows of keys that can be moved."""

    def __init__(self, house: House, rows: Sequence[Sequence[Group[A]]]) -> None:
        super().__init__()
        self._house = house
        self._groups = rows
        self._keys: Mapping[A, str] = {}
        self._idle: frozenset[A] = frozenset()
        self._spans: dict[int, list[tuple[int, int, A]]] = {}

    def show(self, keys: Mapping[A, str], idle: frozenset[A]) -> None:
        """Show these keys, the ones that mean nothing now left out."""
        if (keys, idle) != (self._keys, self._idle):
            self._keys, self._idle = keys, idle
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows with as many keys as there is room for."""
        return [self._fitted(number, groups, size.width) for number, groups in enumerate(self._groups)]

    def _fitted(self, number: int, groups: Sequence[Group[A]], width: int) -> Row:
        if not self._keys:
            return ()
        kept = [group for group in groups if not self._idle.issuperset(group.acts)]
        while True:
            for gap in (3, 2):
                row, spans = self._laid(kept, gap)
                if row_width(row) <= width:
                    self._spans[number] = spans
                    return row
            heaviest = max(group.weight for group in kept)
            if heaviest == 0:
                self._spans[number] = spans
                return row
            dropped = max(index for index, group in enumerate(kept) if group.weight == heaviest)
            del kept[dropped]

    def _laid(self, groups: Sequence[Group[A]], gap: int) -> tuple[Row, list[tuple[int, int, A]]]:
        runs: list[Run] = []
        spans: list[tuple[int, int, A]] = []
        at = 0
        for index, group in enumerate(groups):
            lead = " " * (gap if index else 1)
            piece: Row = (
                (lead, Ink.DIM),
                (self.shown(group), Ink.ACCENT),
                (f" {self._house.say(group.phrase)}", Ink.DIM),
            )
            start = at + len(lead)
            at += row_width(piece)
            if len(group.acts) == 1:
                spans.append((start, at, group.acts[0]))
            runs += piece
        return tuple(runs), spans

    def shown(self, group: Group[A]) -> str:
        """Return the keys of a group as its row shows them."""
        return "/".join(shown_key(self._keys[act]) for act in group.acts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for start, stop, act in self._spans.get(event.y, ()):
            if start <= event.x < stop:
                event.stop()
                await self.screen.run_action(f"act('{act.value}')")
                return


_ROWS_AT = 80
"""From so many columns on a row of keys is one row; narrower they go on under each other."""


class FlowRows(ActRows[A]):
    """Rows of keys that go on in the next one where a narrow screen has no room for them."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the keys take."""
        return len(self._groups) if width >= _ROWS_AT else max(1, len(self._flowed(width)))

    def show(self, keys: Mapping[A, str], idle: frozenset[A]) -> None:
        """Show these keys; without the idle ones they may take fewer rows."""
        if (keys, idle) != (self._keys, self._idle):
            super().show(keys, idle)
            self.refresh(layout=True)

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows."""
        return super().draw(size) if size.width >= _ROWS_AT else self._flowed(size.width)

    def _flowed(self, width: int) -> list[Row]:
        rows: list[Row] = []
        self._spans = {}
        kept = [group for row in self._groups for group in row if not self._idle.issuperset(group.acts)]
        line: list[Group[A]] = []
        for group in kept if self._keys else ():
            if line and row_width(self._laid([*line, group], 2)[0]) > width:
                row, self._spans[len(rows)] = self._laid(line, 2)
                rows.append(row)
                line = []
            line.append(group)
        if line:
            row, self._spans[len(rows)] = self._laid(line, 2)
            rows.append(row)
        return rows


class KeyRows(ActRows[Act]):
    """The two rows of the flying screen."""

    def __init__(self, house: House) -> None:
        super().__init__(house, (HANDS, REST))

    def shown(self, group: Group[Act]) -> str:
        """Return the keys of a group, the arrows and the row of numbers each as one."""
        keys = [self._keys[act] for act in group.acts]
        if group.acts is _TURNS and tuple(keys[:4]) == _ARROWS:
            rolls = "/".join(shown_key(key) for key in keys[4:])
            return f"{self._house.say('fly.keys.arrows')} {rolls}"
        if group.acts is _PULSES and keys == ["1", "2", "3", "4", "5", "6"]:
            return "1-6"
        return super().shown(group)
