"""The transcript as rows: speech in a hanging column, the loop behind a bar, cuts as cuts.

Law: pure. A block is laid out for a measure without knowing the screen; the same line and measure give the
same rows.

Counting rows is kept apart from making them: a reflow counts every block (a few microseconds each) and makes
only the rows that are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from game.app.ink import Ink, Row, Run
from game.vocabulary.values import LOOPS, Line, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.narrative.book import Door

SPEECH_INDENT = 4
LOOP_INDENT = 2
HANG = 12
"""Columns from the left of the measure to the words of a speech; a name that fits stands in them."""

_BAR = "▌ "
_SECOND_BAR = "▐ "
_ECHO = "› "
_NOTE = "· "
_STRESSED = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_MAYBE_WIDE = re.compile("[^\x20-\u02ff\u0370-\u058f\u2010-\u2027\u2190-\u2199\u2500-\u259f]")

_ROWS_KEPT = 400
"""Blocks whose rows are kept once made; more than any screen shows."""


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Return where a text is cut into lines of at most ``width`` cells, as slices of it.

    Cuts at spaces, which belong to no line; a word longer than a line is cut where the line ends.
    """
    width = max(1, width)
    if len(text) <= width and not _MAYBE_WIDE.search(text):
        return [(0, len(text))]
    wide = _MAYBE_WIDE.search(text) is not None
    cuts: list[tuple[int, int]] = []
    start, end = 0, len(text)
    while start < end:
        stop = _reach(text, start, width) if wide else start + width
        if stop >= end:
            cuts.append((start, end))
            break
        space = text.rfind(" ", start + 1, stop + 1)
        if space > start:
            stop, following = space, space + 1
        else:
            following = stop
        cuts.append((start, stop))
        start = following
        while start < end and text[start] == " ":
            start += 1
    return cuts or [(0, 0)]


def _reach(text: str, start: int, width: int) -> int:
    """Return how far a line of ``width`` cells reaches, at least one character."""
    room = width
    for index in range(start, len(text)):
        room -= cell_len(text[index])
        if room < 0:
            return max(index, start + 1)
    return len(text)


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the transcript, ready to be laid out.

    Attributes:
        voice: how it reaches the player.
        text: the words without emphasis marks.
        stressed: the emphasised slices of the text.
        tag: the speaker's name in capitals, or ``""``.
        head: for a slugline: the words of the cut above it.
        gap: the empty rows before it.
        doors: the slices of the text that lead to the Archive, as long as they are what was just said.
    """

    voice: Voice
    text: str
    stressed: tuple[tuple[int, int], ...]
    tag: str
    head: str
    gap: int
    doors: tuple[tuple[int, int], ...] = ()


def block_of(line: Line, tag: str, head: str, first: bool, doors: Iterable[Door] = ()) -> Block:
    """Return the block of a line.

    Args:
        line: the line as it was shown.
        tag: the speaker's name on the screen.
        head: the words of a cut, for a slugline.
        first: whether the transcript begins with it.
        doors: the words of it that lead to the Archive.
    """
    text, stressed = unmarked(line.text)
    # A scene's content note stands close under its slugline.
    under = line.voice is Voice.NOTE and bool(line.ident)
    gap = 0 if first or under else 2 if line.voice is Voice.SLUGLINE else 1
    return Block(
        line.voice,
        text.upper() if line.voice is Voice.SLUGLINE else text,
        stressed,
        tag.upper() if line.voice is Voice.SPEECH or line.voice in LOOPS else "",
        head if line.voice is Voice.SLUGLINE else "",
        gap,
        tuple((_unmarked_at(line.text, door.start), _unmarked_at(line.text, door.stop)) for door in doors),
    )


def _unmarked_at(text: str, at: int) -> int:
    """Return where a character of a text stands once the emphasis marks are taken out of it."""
    marks = (mark for found in _STRESSED.finditer(text) for mark in (found.start(), found.end() - 1))
    return at - sum(mark < at for mark in marks)


def unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its emphasis marks, and the slices of it that they stressed."""
    if "*" not in text:
        return text, ()
    pieces: list[str] = []
    stressed: list[tuple[int, int]] = []
    done = length = 0
    for match in _STRESSED.finditer(text):
        before, word = text[done : match.start()], match.group(1)
        pieces += (before, word)
        length += len(before)
        stressed.append((length, length + len(word)))
        length += len(word)
        done = match.end()
    pieces.append(text[done:])
    return "".join(pieces), tuple(stressed)


def _own_row(block: Block) -> bool:
    """Return whether the name is too long for its column and stands on a row of its own."""
    room = HANG - (LOOP_INDENT if block.voice in LOOPS else SPEECH_INDENT) - 1
    return cell_len(block.tag) > room


def _hang(block: Block) -> int:
    match block.voice:
        case Voice.SPEECH | Voice.LOOP | Voice.SECOND_LOOP:
            return HANG
        case Voice.ECHO | Voice.NOTE:
            return 2
        case Voice.NARRATION | Voice.SLUGLINE:
            return 0


def count_rows(block: Block, measure: int) -> int:
    """Return how many rows a block takes in a measure, its gap included."""
    return _lead_rows(block, measure) + len(breaks(block.text, measure - _hang(block)))


def _lead_rows(block: Block, measure: int) -> int:
    """Return how many rows stand above the text of a block."""
    cut = 1 if block.head and not _beside(block, measure) else 0
    return block.gap + cut + (1 if block.tag and _own_row(block) else 0)


def _beside(block: Block, measure: int) -> bool:
    """Return whether the words of a cut fit on the slugline's own row: at 24 rows each one counts."""
    return cell_len(block.text) + cell_len(block.head) + 2 <= measure


def rows_of(block: Block, measure: int, fresh: bool) -> list[Row]:
    """Return the rows of a block in a measure, its gap included.

    Args:
        block: what to lay out.
        measure: how many cells a row may take.
        fresh: whether it was just said; what was said before is drawn with less ink.
    """
    rows: list[Row] = [() for _ in range(block.gap)]
    ink = _ink(block, fresh)
    if block.head and _beside(block, measure):
        between = " " * (measure - cell_len(block.text) - cell_len(block.head))
        return [*rows, ((block.text, ink), (between, Ink.DIM), (block.head, Ink.DIM))]
    if block.head:
        rows.append(((" " * max(0, measure - cell_len(block.head)), Ink.DIM), (block.head, Ink.DIM)))
    margin, margin_ink = _margin(block, fresh)
    other: Row = ((margin, margin_ink),) if margin else ()
    if block.tag and _own_row(block):
        rows.append(_name(block, fresh))
        first = other
    elif block.tag:
        name = _name(block, fresh)
        first = (*name, (" " * (HANG - sum(cell_len(text) for text, _ in name)), Ink.DIM))
    else:
        first = ((_mark(block), ink),) if _mark(block) else other
    for number, (start, stop) in enumerate(breaks(block.text, measure - _hang(block))):
        words = _inked(block, start, stop, ink, doors=fresh)
        rows.append((*(first if number == 0 else other), *words))
    return rows


def _ink(block: Block, fresh: bool) -> Ink:
    match block.voice:
        case Voice.SLUGLINE:
            return Ink.HEAD
        case Voice.ECHO:
            return Ink.ACCENT if fresh else Ink.PAST
        case Voice.NOTE:
            return Ink.DIM
        case Voice.NARRATION | Voice.SPEECH | Voice.LOOP | Voice.SECOND_LOOP:
            return Ink.PROSE if fresh else Ink.PAST


def _mark(block: Block) -> str:
    match block.voice:
        case Voice.ECHO:
            return _ECHO
        case Voice.NOTE:
            return _NOTE
        case Voice.NARRATION | Voice.SLUGLINE | Voice.SPEECH | Voice.LOOP | Voice.SECOND_LOOP:
            return ""


def _margin(block: Block, fresh: bool) -> tuple[str, Ink]:
    """Return what stands to the left of every row but the first."""
    if block.voice in LOOPS:
        return _bar(block).ljust(HANG), Ink.ACCENT if fresh else Ink.DIM
    return " " * _hang(block), Ink.DIM


def _bar(block: Block) -> str:
    return _SECOND_BAR if block.voice is Voice.SECOND_LOOP else _BAR


def _name(block: Block, fresh: bool) -> Row:
    if block.voice in LOOPS:
        return ((_bar(block), Ink.ACCENT if fresh else Ink.DIM), (block.tag, Ink.DIM))
    return ((" " * SPEECH_INDENT + block.tag, Ink.DIM),)


def _inked(block: Block, start: int, stop: int, ink: Ink, *, doors: bool) -> list[Run]:
    runs: list[Run] = []
    at = start
    marked = [(low, high, Ink.STRESS) for low, high in block.stressed]
    if doors and block.doors:
        # No emphasis lies in a door, and no door in emphasis.
        marked = sorted([*marked, *((low, high, Ink.DOOR) for low, high in block.doors)])
    for low, high, mark in marked:
        low, high = max(low, start), min(high, stop)
        if low >= high:
            continue
        if low > at:
            runs.append((block.text[at:low], ink))
        runs.append((block.text[low:high], mark))
        at = high
    if at < stop:
        runs.append((block.text[at:stop], ink))
    return runs


class Roll:
    """All the blocks of a transcript, and which rows each takes in the present measure.

    Adding a block costs the same at the ten-thousandth as at the first; a new measure counts them all once.
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._ends: list[int] = []
        self._rows: dict[int, list[Row]] = {}
        self._measure = 76
        self._fresh = 0

    @property
    def measure(self) -> int:
        """How many cells a row may take."""
        return self._measure

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self._ends[-1] if self._ends else 0

    def __len__(self) -> int:
        return len(self._blocks)

    def clear(self) -> None:
        """Forget every block."""
        self._blocks.clear()
        self._ends.clear()
        self._rows.clear()
        self._fresh = 0

    def append(self, blocks: Sequence[Block]) -> None:
        """Add blocks at the end."""
        height = self.height
        for block in blocks:
            height += count_rows(block, self._measure)
            self._blocks.append(block)
            self._ends.append(height)

    def freshen(self, index: int) -> None:
        """Draw the blocks from this one on as what was just said."""
        low = min(index, self._fresh)
        for changed in [number for number in self._rows if number >= low]:
            del self._rows[changed]
        self._fresh = index

    def set_measure(self, measure: int) -> bool:
        """Lay everything out for another measure; return whether it was another."""
        if measure == self._measure:
            return False
        self._measure = measure
        self._rows.clear()
        blocks = self._blocks.copy()
        self._blocks.clear()
        self._ends.clear()
        self.append(blocks)
        return True

    def start_of(self, index: int) -> int:
        """Return the first row of a block, its gap left out."""
        if index >= len(self._blocks):
            return self.height
        return (self._ends[index - 1] if index else 0) + self._blocks[index].gap

    def mark_at(self, row: int) -> tuple[int, int]:
        """Return a mark that finds a row's words again in any measure.

        Returns:
            The block, and where in its text the row begins; below 0 for the rows above its text.
        """
        index, within = self._block_at(row)
        if index >= len(self._blocks):
            return index, 0
        block = self._blocks[index]
        line = within - _lead_rows(block, self._measure)
        return index, breaks(block.text, self._measure - _hang(block))[line][0] if line > 0 else line

    def row_of(self, mark: tuple[int, int]) -> int:
        """Return the row in the present measure of a mark that `mark_at` gave."""
        index, at = mark
        if index >= len(self._blocks):
            return self.height
        block = self._blocks[index]
        start = self._ends[index - 1] if index else 0
        if at <= 0:
            return max(start, start + _lead_rows(block, self._measure) + at)
        starts = [low for low, _ in breaks(block.text, self._measure - _hang(block))]
        return start + _lead_rows(block, self._measure) + bisect_right(starts, at) - 1

    def _block_at(self, row: int) -> tuple[int, int]:
        """Return the block that a row belongs to, and the row within it."""
        index = bisect_right(self._ends, row)
        return index, row - (self._ends[index - 1] if index else 0)

    def row(self, number: int) -> Row:
        """Return a row; an empty one beyond the end."""
        if not 0 <= number < self.height:
            return ()
        index, within = self._block_at(number)
        rows = self._rows.get(index)
        if rows is None:
            if len(self._rows) > _ROWS_KEPT:
                self._rows.clear()
            rows = self._rows[index] = rows_of(self._blocks[index], self._measure, index >= self._fresh)
        return rows[within]
