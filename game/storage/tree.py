"""The tree of moments inside a film: rows in, moments out, each compared with its seal on the way.

Law: rows are only ever added. A moment's number is larger than its parent's, so that every walk toward the
first one ends, whatever a file claims. What is not, bit for bit, what was written raises an error of the
decoders.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import msgspec

from game.storage.codec import (
    decode_command,
    decode_lines,
    decode_state,
    encode_command,
    encode_lines,
    encode_state,
    pack,
    seal,
    state_seal,
    unpack,
)
from game.storage.moments import Frame, Moment
from game.storage.twigs import read_twig, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.engine.state import State
    from game.storage.database import Database
    from game.storage.moments import Twig

WHOLE_EVERY: Final = 32
"""A state is kept whole at every so many steps from the first, else as the difference from its parent's."""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A row of ``moment``, in the order of `_COLUMNS`, without its state."""

    ident: int
    parent: int | None
    depth: int
    take: int
    made_at: str
    caption: str
    reel: int
    scene: str
    clock: str
    ending: str
    state_seal: bytes
    seal: bytes
    whole: int
    command: bytes | None
    lines: bytes


class Node(msgspec.Struct, frozen=True):
    """What the next moment is tied to."""

    ident: int
    depth: int
    seal: bytes
    state: State


# S608 is silenced below because nothing but these column names is put into a statement.
_COLUMNS = ", ".join(Row.__struct_fields__)
_INSERT = f"INSERT INTO moment ({_COLUMNS}, state) VALUES ({', '.join('?' * 16)})"  # noqa: S608 - constants
_SELECT = f"SELECT {_COLUMNS} FROM moment WHERE ident = ?"  # noqa: S608 - constants
_EVERY = f"SELECT {_COLUMNS}, state FROM moment ORDER BY ident"  # noqa: S608 - constants
_TAKES = """WITH RECURSIVE up (ident, parent, scene, take) AS (
  SELECT ident, parent, scene, take FROM moment WHERE ident = ?
  UNION ALL
  SELECT m.ident, m.parent, m.scene, m.take FROM moment m JOIN up ON m.ident = up.parent
  WHERE m.ident < up.ident
) SELECT scene, take FROM up ORDER BY ident"""
_DESCENT = f"""WITH RECURSIVE up (ident, parent) AS (
  SELECT ident, parent FROM moment WHERE ident = ?
  UNION ALL
  SELECT m.ident, m.parent FROM moment m JOIN up ON m.ident = up.parent WHERE m.ident < up.ident
) SELECT {_COLUMNS} FROM moment WHERE ident IN (SELECT ident FROM up) ORDER BY ident"""  # noqa: S608 - constants
_STATES = """WITH RECURSIVE up (ident, parent, whole, state) AS (
  SELECT ident, parent, whole, state FROM moment WHERE ident = ?
  UNION ALL
  SELECT m.ident, m.parent, m.whole, m.state FROM moment m JOIN up ON m.ident = up.parent
  WHERE up.whole = 0 AND m.ident < up.ident
) SELECT state, whole FROM up ORDER BY ident"""


class Tree:
    """The moments of one film.

    Attributes:
        last: the moment that was added last and is durable, at hand because the next is mostly tied to it.
    """

    def __init__(self, database: Database) -> None:
        """Look at the moments of this database."""
        self._database = database
        self.last: Node | None = None

    def count(self) -> int:
        """Return how many moments there are."""
        return self._database.number("SELECT coalesce(max(ident) + 1, 0) FROM moment")

    def add(self, moments: Sequence[Moment]) -> list[Node]:
        """Write moments, within a transaction; what the next one can be tied to is returned for each.

        Raises:
            ValueError: if a number or a parent is not as it must be.
        """
        added: dict[int, Node] = {}
        for expected, moment in enumerate(moments, self.count()):
            if moment.ident != expected or (moment.parent is None) != (expected == 0):
                raise ValueError(
                    f"moment {moment.ident} of parent {moment.parent} cannot be number {expected}"
                )
            above = None
            if moment.parent is not None:
                above = added.get(moment.parent) or self._node(moment.parent, expected)
            added[moment.ident] = self._insert(moment, above)
        return list(added.values())

    def moment(self, ident: int) -> Moment:
        """Return a moment with all that was."""
        row = self._row(ident)
        lines, command = _believed(row, self._seal_above(row))
        state = self._state(row)
        return Moment(
            ident=row.ident,
            parent=row.parent,
            command=decode_command(command),
            state=state,
            lines=decode_lines(lines),
            caption=row.caption,
            take=row.take,
            made_at=row.made_at,
            hash=row.seal.hex(),
        )

    def holds(self, moment: Moment) -> bool:
        """Return whether what stands under this moment's number is this moment, to the letter."""
        return replace(self.moment(moment.ident), hash="") == replace(moment, hash="")

    def frame(self, ident: int) -> Frame:
        """Return a moment without its state."""
        row = self._row(ident)
        return _frame(row, self._seal_above(row))

    def line_of_descent(self, ident: int) -> list[Frame]:
        """Return the moments from the first to this one."""
        frames: list[Frame] = []
        above = b""
        for row in self._database.all(_DESCENT, Row, ident):
            # A row whose parent is not the one before does not fit that one's seal.
            frames.append(_frame(row, above))
            above = row.seal
        return frames

    def takes_on_line(self, ident: int) -> dict[str, int]:
        """Return in which take each scene on the line to this moment was last shot."""
        return dict(self._database.all(_TAKES, tuple[str, int], ident))

    def twigs(self) -> list[Twig]:
        """Return every moment as the map of takes needs it; what it shows of the state is not compared."""
        return [
            read_twig(_frame_of(row, lines), decode_command(command), unpack(kept))
            for row, lines, command, kept in self._every()
        ]

    def words_to_each(self) -> list[int]:
        """Return, for every moment, how many words were shown on the line that leads to it."""
        words: list[int] = []
        for row, lines, _, _ in self._every():
            before = 0 if row.parent is None else words[row.parent]
            words.append(before + words_of(decode_lines(lines)))
        return words

    def words_between(self, fro: int, to: int) -> int:
        """Return how many words more were shown on the line to one moment than on the line to another."""
        words = 0
        while fro != to:
            later = self.frame(max(fro, to))
            own = words_of(later.lines)
            if later.parent is None:
                raise msgspec.ValidationError(f"moment {later.ident} has no parent")
            if to > fro:
                words, to = words + own, later.parent
            else:
                words, fro = words - own, later.parent
        return words

    def _every(self) -> Iterator[tuple[Row, bytes, bytes | None, bytes]]:
        """Yield every row, the first first, with its lines, its command and its kept state."""
        seals: list[bytes] = []
        for number, (*values, kept) in enumerate(self._database.connection.execute(_EVERY)):
            row = msgspec.convert(values, Row)
            fits = (number == 0 and row.whole) if row.parent is None else 0 <= row.parent < number
            if row.ident != number or not fits:
                raise msgspec.ValidationError(f"moment {number} is missing, or its parent")
            lines, command = _believed(row, b"" if row.parent is None else seals[row.parent])
            seals.append(row.seal)
            yield row, lines, command, msgspec.convert(kept, bytes)

    def check(self) -> None:
        """Read every moment and compare it with its seals."""
        children = dict(
            self._database.all(
                "SELECT parent, count(*) FROM moment WHERE parent NOT NULL GROUP BY parent", tuple[int, int]
            )
        )
        states: dict[int, State] = {}
        for row, lines, command, kept in self._every():
            number = row.ident
            decode_lines(lines)
            decode_command(command)
            above = None if row.whole or row.parent is None else states[row.parent]
            state = decode_state(unpack(kept), above)
            _believe_state(row, state)
            if number in children:
                states[number] = state
            if row.parent is not None:
                children[row.parent] -= 1
                if children[row.parent] == 0:
                    # Nobody asks for it again, and five thousand states are many.
                    del states[row.parent]

    def _insert(self, moment: Moment, above: Node | None) -> Node:
        depth = above.depth + 1 if above else 0
        whole = depth % WHOLE_EVERY == 0
        state, lines, command = moment.state, encode_lines(moment.lines), encode_command(moment.command)
        row = Row(
            ident=moment.ident,
            parent=moment.parent,
            depth=depth,
            take=moment.take,
            made_at=moment.made_at,
            caption=moment.caption,
            reel=state.reel,
            scene=state.place.scene,
            clock=state.clock,
            ending=state.ending,
            state_seal=state_seal(state),
            seal=b"",
            whole=int(whole),
            command=None if command is None else pack(command),
            lines=pack(lines),
        )
        row = msgspec.structs.replace(row, seal=_row_seal(row, above.seal if above else b"", lines, command))
        kept = pack(encode_state(state, above.state if above and not whole else None))
        self._database.write(_INSERT, *msgspec.structs.astuple(row), kept)
        return Node(moment.ident, depth, row.seal, state)

    def _node(self, ident: int, count: int) -> Node:
        if not 0 <= ident < count:
            raise ValueError(f"there is no moment {ident} to go on from")
        if self.last is not None and self.last.ident == ident:
            return self.last
        row = self._row(ident)
        _believed(row, self._seal_above(row))
        return Node(ident, row.depth, row.seal, self._state(row))

    def _row(self, ident: int) -> Row:
        return self._database.one(_SELECT, Row, ident)

    def _seal_above(self, row: Row) -> bytes:
        return b"" if row.parent is None else self._row(row.parent).seal

    def _state(self, row: Row) -> State:
        kept = self._database.all(_STATES, tuple[bytes, int], row.ident)
        if not kept or not kept[0][1]:
            raise msgspec.ValidationError(f"the state of moment {row.ident} hangs from nothing")
        state = decode_state(unpack(kept[0][0]), None)
        for difference, _ in kept[1:]:
            state = decode_state(unpack(difference), state)
        _believe_state(row, state)
        return state


def _row_seal(row: Row, above: bytes, lines: bytes, command: bytes | None) -> bytes:
    told = (row.ident, row.parent, row.depth, row.take, row.made_at, row.caption)
    return seal(above, *told, row.reel, row.scene, row.clock, row.ending, row.state_seal, command, lines)


def _believed(row: Row, above: bytes) -> tuple[bytes, bytes | None]:
    """Return a row's lines and command, unpacked and compared with its seal."""
    lines, command = unpack(row.lines), None if row.command is None else unpack(row.command)
    if row.seal != _row_seal(row, above, lines, command):
        raise msgspec.ValidationError(f"moment {row.ident} is not what was written")
    return lines, command


def _believe_state(row: Row, state: State) -> None:
    told = (state.reel, state.place.scene, state.clock, state.ending)
    if state_seal(state) != row.state_seal or told != (row.reel, row.scene, row.clock, row.ending):
        raise msgspec.ValidationError(f"the state of moment {row.ident} is not what was written")


def _frame(row: Row, above: bytes) -> Frame:
    lines, _ = _believed(row, above)
    return _frame_of(row, lines)


def _frame_of(row: Row, lines: bytes) -> Frame:
    return Frame(
        ident=row.ident,
        parent=row.parent,
        lines=decode_lines(lines),
        caption=row.caption,
        take=row.take,
        made_at=row.made_at,
        reel=row.reel,
        scene=row.scene,
        clock=row.clock,
        ending=row.ending,
    )
