"""The modules as a small map with the people in them, and what each is doing; and the rooms on the ground.

Law: who is where and at what, as the intercom has it; a person stands on the map as the key that speaks to
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.message import Message

from game.app.ink import Ink, Row, Run, fit, row_width
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn
from game.emergencies.station.tasks import way_s
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import Module, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.geometry import Size

    from game.app.house import House
    from game.emergencies.station.state import Someone

_PLACES: Mapping[Module, tuple[int, int]] = MappingProxyType(
    {
        Module.ZVEZDA: (0, 0),
        Module.ZARYA: (0, 9),
        Module.UNITY: (0, 18),
        Module.LAB: (0, 25),
        Module.HARMONY: (0, 30),
        Module.NAUKA: (2, 0),
        Module.RASSVET: (2, 9),
        Module.TRANQUILITY: (2, 18),
        Module.CAPSULE: (2, 30),
        Module.SHIP: (4, 0),
        Module.OTHER_SHIP: (4, 9),
        Module.CUPOLA: (4, 18),
    }
)
"""Row and column of each module's name; whoever is in it stands in the row below."""

_GROUND_ROWS: Mapping[Person, int] = MappingProxyType({Person.MOSCOW: 4, Person.HOUSTON: 5})
_GROUND_COLUMN = 30
"""Where on the map a room on the ground stands while it is at work."""

_MAP_ROWS = 6
_MAP_COLUMNS = 39
_NAME = 8
_NAME_AT = 2
_STREET = "─"
_DOWN = "└"

GOING = "·"
"""Behind the letter of somebody who is on the way."""


@dataclass(frozen=True, slots=True)
class PersonReading:
    """A person aboard, or a room on the ground.

    Attributes:
        who: they are.
        key: that speaks to them, as it is shown.
        name: as it is spoken.
        at: the module that they are in, or pass through just now; None on the ground.
        going: whether they are on the way.
        busy: whether they are at something.
        doing: what, and how long yet, in words; ``""`` for nothing.
    """

    who: Person
    key: str
    name: str
    at: Module | None
    going: bool
    busy: bool
    doing: str


def passing(one: Someone, tick: int) -> Module | None:
    """Return the module that a person is in, or passes through just now; None for somebody on the ground."""
    if one.place is None or one.bound is None:
        return one.place
    if one.arrives <= tick:
        return one.bound
    whole = way_s(one.place, one.bound)
    gone = whole - (one.arrives - tick) / TICKS_PER_S
    reached = [
        (way_s(one.place, module), module)
        for module in Module
        if way_s(one.place, module) + way_s(module, one.bound) == whole and way_s(one.place, module) <= gone
    ]
    return max(reached, key=lambda way: way[0])[1] if reached else one.place


class ModulesMap(Drawn):
    """The map, and a row a person under it."""

    class Named(Message):
        """A person was clicked.

        Attributes:
            who: it is.
        """

        def __init__(self, who: Person) -> None:
            super().__init__()
            self.who = who

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._people: tuple[PersonReading, ...] = ()
        self._height = 0
        self._spans: list[tuple[int, int, int, Person]] = []

    def show(self, people: tuple[PersonReading, ...]) -> None:
        """Draw who is where."""
        if people != self._people:
            self._people = people
            self.redraw()
            if self._height and len(self._laid(self.content_size.width)[0]) != self._height:
                self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return the rows of the map, where there is room for one, and of the people."""
        self._height = len(self._laid(width)[0])
        return self._height

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the map, and the people; where there is no room for both, the people."""
        rows, self._spans = self._laid(size.width)
        over = len(rows) - size.height
        if over > 0 and size.width >= _MAP_COLUMNS:
            spans = ((row - _MAP_ROWS, start, stop, who) for row, start, stop, who in self._spans)
            rows, self._spans = rows[_MAP_ROWS:], [span for span in spans if span[0] >= 0]
        return rows

    def _laid(self, width: int) -> tuple[list[Row], list[tuple[int, int, int, Person]]]:
        """Return the rows, and who stands where on them; what somebody does is never cut."""
        rows: list[Row] = []
        self._spans = []
        if width >= _MAP_COLUMNS:
            rows = [(*self._map_row(row), *self._ground(row, width)) for row in range(_MAP_ROWS)]
        for person in self._people:
            if person.at is None and (width >= _MAP_COLUMNS or not person.busy):
                continue
            for row in self._person_rows(person, width):
                self._spans.append((len(rows), 0, width, person.who))
                rows.append(row)
        return rows, self._spans

    def _ground(self, row: int, width: int) -> Row:
        """Return the room on the ground that stands in a row of the map, while it is at work."""
        for person in self._people:
            if person.busy and _GROUND_ROWS.get(person.who) == row:
                used = row_width(self._map_row(row))
                self._spans.append((row, _GROUND_COLUMN, width, person.who))
                ground = self._house.say("stn.ground")
                lead = " " * (_GROUND_COLUMN - used) + f"{ground} "
                room = width - _GROUND_COLUMN - len(ground) - 3
                return (
                    (lead, Ink.DIM),
                    (f"{person.key} ", Ink.ACCENT),
                    (fit(person.doing, room), Ink.PROSE),
                )
        return ()

    def _map_row(self, row: int) -> Row:
        runs: list[Run] = []
        at = 0
        modules = [(column, module) for module, (line, column) in _PLACES.items() if line == row - row % 2]
        for column, module in sorted(modules, key=lambda placed: placed[0]):
            gap = column - at
            if row % 2 == 0:
                name = self._house.say(f"stn.module.{module.value}")
                taken = any(person.at is module for person in self._people)
                street = _STREET * gap if row == 0 else " " * gap
                lead = "" if row == 0 else _DOWN
                runs += [(street + lead, Ink.DIM), (name, Ink.PROSE if taken else Ink.DIM)]
                at = column + len(lead) + len(name)
            else:
                inside = [person for person in self._people if person.at is module]
                if inside:
                    lead = " " * (gap + (1 if row > 1 else 0))
                    runs.append((lead, Ink.DIM))
                    at += len(lead)
                for person in inside:
                    text = person.key + (GOING if person.going else "")
                    self._spans.append((row, at, at + len(text), person.who))
                    runs.append((text, Ink.ACCENT))
                    at += len(text)
        return tuple(runs)

    def _person_rows(self, person: PersonReading, width: int) -> list[Row]:
        """Return a person's row, and what has no room on it under it."""
        place = self._house.say("stn.ground" if person.at is None else f"stn.module.{person.at.value}")
        sign = GOING if person.going else " "
        where = f"{place.lower()}{sign} "
        ink = Ink.PROSE if person.busy else Ink.DIM
        lead: Row = (
            (f"{person.key} ", Ink.ACCENT),
            (person.name.ljust(_NAME)[:_NAME], Ink.PROSE),
            (where, Ink.DIM),
        )
        room = width - row_width(lead)
        pieces = breaks(person.doing, max(1, width - _NAME_AT))
        if len(person.doing) <= room or not person.doing:
            return [(*lead, (person.doing, ink))]
        # What it is stands whole under the name, and how long yet beside it, where it can be.
        time, colon, rest = person.doing.partition(": ")
        if colon and len(time) <= room:
            pieces = breaks(rest, max(1, width - _NAME_AT))
            under = [rest[start:stop] for start, stop in pieces]
            first = time
        else:
            under, first = [person.doing[start:stop] for start, stop in pieces], ""
        below: list[Row] = [((" " * _NAME_AT, Ink.DIM), (words, ink)) for words in under]
        return [(*lead, (first, ink)), *below]

    def on_click(self, event: events.Click) -> None:
        """Speak to the person under the pointer."""
        for row, start, stop, who in self._spans:
            if row == event.y and start <= event.x < stop:
                event.stop()
                self.post_message(self.Named(who))
                return
