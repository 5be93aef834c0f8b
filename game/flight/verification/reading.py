"""Typed access to a parsed case.

Law: what is missing, of the wrong kind or not finite is refused with its path; nothing is guessed. A yes or
no is not a number.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.flight.vectors import Matrix, Vector


class CaseRefused(ValueError):  # noqa: N818 - named as the tree in game.errors names its own
    """The case cannot be read; the message names the field and what is wrong with it."""


class Fields:
    """A JSON object with its path.

    Attributes:
        path: dotted, for messages; empty for the file itself.
        values: the object.
    """

    def __init__(self, path: str, values: Mapping[str, object]) -> None:
        self.path = path
        self.values = values

    @classmethod
    def of(cls, path: str, value: object) -> Fields:
        """Return the fields of a parsed object; raises `CaseRefused` if it is not one."""
        if not isinstance(value, dict):
            raise CaseRefused(f"{path or 'the file'} must be an object, got {_short(value)}")
        return cls(path, cast("dict[str, object]", value))

    def has(self, name: str) -> bool:
        """Return whether the field is there and not null."""
        return self.values.get(name) is not None

    def where(self, name: str) -> str:
        """Return the field's path."""
        return f"{self.path}.{name}" if self.path else name

    def _get(self, name: str) -> object:
        if not self.has(name):
            raise CaseRefused(f"{self.where(name)} is missing")
        return self.values[name]

    def part(self, name: str) -> Fields:
        """Return a nested object."""
        return Fields.of(self.where(name), self._get(name))

    def text(self, name: str) -> str:
        """Return a string."""
        value = self._get(name)
        if not isinstance(value, str):
            raise CaseRefused(f"{self.where(name)} must be text, got {_short(value)}")
        return value

    def yes(self, name: str, *, default: bool) -> bool:
        """Return true or false, the default where the field is absent."""
        if not self.has(name):
            return default
        value = self._get(name)
        if not isinstance(value, bool):
            raise CaseRefused(f"{self.where(name)} must be true or false, got {_short(value)}")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Return a finite number, the default (if there is one) where the field is absent."""
        if default is not None and not self.has(name):
            return default
        return as_number(self.where(name), self._get(name))

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return a list of finite numbers."""
        return as_numbers(self.where(name), self._get(name))

    def vector(self, name: str, default: Vector | None = None) -> Vector:
        """Return three finite numbers."""
        if default is not None and not self.has(name):
            return default
        return as_vector(self.where(name), self._get(name))

    def span(self, name: str) -> tuple[float, float]:
        """Return two finite numbers, the second not before the first."""
        values = self.numbers(name)
        if len(values) != 2 or values[1] < values[0]:
            raise CaseRefused(f"{self.where(name)} must be a start and an end, got {_short(list(values))}")
        return values[0], values[1]

    def matrix(self, name: str) -> Matrix:
        """Return three rows of three finite numbers."""
        rows = self.items(name)
        if len(rows) != 3:
            raise CaseRefused(f"{self.where(name)} must be three rows, got {_short(rows)}")
        a, b, c = (as_vector(f"{self.where(name)}[{i}]", row) for i, row in enumerate(rows))
        return a, b, c

    def tensor(self, name: str) -> Matrix:
        """Return an inertia tensor: three rows, or three principal moments."""
        rows = self.items(name)
        if len(rows) == 3 and not any(isinstance(row, list) for row in rows):
            a, b, c = self.vector(name)
            return (a, 0.0, 0.0), (0.0, b, 0.0), (0.0, 0.0, c)
        return self.matrix(name)

    def items(self, name: str) -> Sequence[object]:
        """Return a list with something in it."""
        value = self._get(name)
        values = cast("list[object]", value) if isinstance(value, list) else []
        if not values:
            raise CaseRefused(
                f"{self.where(name)} must be a list with something in it, got {_short(self.values[name])}"
            )
        return values

    def objects(self, name: str) -> tuple[Fields, ...]:
        """Return a list of objects."""
        return tuple(Fields.of(f"{self.where(name)}[{i}]", item) for i, item in enumerate(self.items(name)))

    def loads(self, name: str) -> tuple[Fields, ...]:
        """Return one object or a list of them; none where the field is absent or the list is empty."""
        if not self.has(name) or self.values[name] == []:
            return ()
        return self.objects(name) if isinstance(self.values[name], list) else (self.part(name),)


class Table:
    """Expected rows under named columns, in order of time.

    Attributes:
        columns: their names.
        rows: by column name, sorted by ``t_s``, which is never negative.
    """

    def __init__(self, where: str, columns: Sequence[str], rows: Sequence[object]) -> None:
        self.columns = tuple(columns)
        self.rows: list[dict[str, float]] = []
        for i, row in enumerate(rows):
            values = as_numbers(f"{where}[{i}]", row)
            if len(values) != len(columns):
                raise CaseRefused(f"{where}[{i}] must have {len(columns)} numbers, got {len(values)}")
            self.rows.append(dict(zip(columns, values, strict=True)))
        self.needs(where, ("t_s",))
        self.rows.sort(key=lambda row: row["t_s"])
        if self.rows[0]["t_s"] < 0.0:
            raise CaseRefused(f"{where} must not hold a time before zero, got {self.rows[0]['t_s']!r}")

    def needs(self, where: str, names: Sequence[str]) -> None:
        """Refuse the case if a column is missing."""
        for name in names:
            if name not in self.columns:
                raise CaseRefused(f"{where} must have a column {name}, got {', '.join(self.columns)}")

    def times(self) -> tuple[float, ...]:
        """Return the times [s]."""
        return tuple(row["t_s"] for row in self.rows)

    def unknown(self, known: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that are not among ``known``."""
        return tuple(name for name in self.columns if name not in known and name != "t_s")


def columns_of(case: Fields) -> tuple[str, ...]:
    """Return the case's expected columns."""
    names = case.items("expected_columns")
    if not all(isinstance(name, str) for name in names) or len(set(names)) != len(names):
        raise CaseRefused(f"{case.where('expected_columns')} must be different names, got {_short(names)}")
    return tuple(str(name) for name in names)


def tolerance_of(case: Fields, name: str, default: float) -> float:
    """Return the case's own tolerance where it states one as a number, else the family's."""
    if not case.has("tolerance") or not isinstance(case.values["tolerance"], dict):
        return default
    own = case.part("tolerance")
    passing = own.values.get("suggested_pass")
    places = [own]
    if isinstance(passing, dict):
        places.insert(0, own.part("suggested_pass"))
    for place in places:
        value = place.values.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            tolerance = as_number(place.where(name), value)
            if tolerance < 0.0:
                raise CaseRefused(f"{place.where(name)} must not be below zero, got {tolerance!r}")
            return tolerance
    return default


def as_number(where: str, value: object) -> float:
    """Return a finite number; refuses anything else, true and false too."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise CaseRefused(f"{where} must be a number, got {_short(value)}")
    if not -1e300 < value < 1e300 or not isfinite(value):
        raise CaseRefused(f"{where} must be a finite number, got {_short(value)}")
    return float(value)


def as_numbers(where: str, value: object) -> tuple[float, ...]:
    """Return a list of finite numbers."""
    if not isinstance(value, list):
        raise CaseRefused(f"{where} must be a list of numbers, got {_short(value)}")
    return tuple(as_number(f"{where}[{i}]", item) for i, item in enumerate(cast("list[object]", value)))


def as_vector(where: str, value: object) -> Vector:
    """Return three finite numbers."""
    values = as_numbers(where, value)
    if len(values) != 3:
        raise CaseRefused(f"{where} must be three numbers, got {len(values)}")
    return values[0], values[1], values[2]


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
