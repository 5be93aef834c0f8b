"""Reads the flight book: the pages that lie open on a knee while the station turns.

Law: pure. Texts in, `FlightBook` out; every mistake is one `StoryError` with file, line and what to do, and
`scan_flightbook` finds them all in one run. Who is able to do what is decided elsewhere
(`game.emergencies.station.tasks`). ``story/flightbook/README.md`` teaches the format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

from game.errors import StoryError
from game.narrative.expressions import NAME
from game.vocabulary.station import AllStay, AllToShips, Assign, News, Person, Task, Tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.vocabulary.station import StationOrder

FLIGHTBOOK_FILES = "flightbook/"
"""Where the pages stand, relative to ``story/``; a page's id is its file's name."""

PAGE_COLUMNS = 60
"""Columns of a printed page: what a panel has."""

PAGE_LINES = 14
"""Lines of a printed page, its title among them."""

_INDENT = 4
"""Columns that a step's number takes."""

_LISTED = 2
"""Pages on one line of a list of pages."""


class Kind(Enum):
    """What an entry of a page is. A remark's value is the word that it begins with in its file."""

    STEP = "step"
    NOTE = "note"
    CAUTION = "caution"
    """What has been paid for once."""
    PAGES = "pages"
    """The list of all pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step, note, caution, or the list of pages.

    Attributes:
        kind: which.
        text: as it is printed, every number filled in.
        line: where it stands in its file.
        ident: of a step, else ``""``.
        number: of a step, from 1, else 0.
        orders: what the game understands of it, in the order in which it is to be said; empty where the step
            is to be read, felt or waited for.
        leads_to: the pages and steps that it sends the reader to, as page id and step id; ``""`` for a whole
            page.
    """

    kind: Kind
    text: str
    line: int
    ident: str = ""
    number: int = 0
    orders: tuple[StationOrder, ...] = ()
    leads_to: tuple[tuple[str, str], ...] = ()

    @property
    def who(self) -> Person | None:
        """Who does the step; None where it is no work of somebody's."""
        return self._work.who if self._work else None

    @property
    def task(self) -> Task | None:
        """What they do; None likewise."""
        return self._work.task if self._work else None

    @property
    def _work(self) -> Assign | None:
        return next((order for order in self.orders if isinstance(order, Assign)), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        ident: its id.
        number: as printed, from 1.
        title: its name.
        purpose: one plain sentence: what the page is for.
        entries: steps, notes and cautions, as they stand.
        file: relative to ``story/``.
    """

    ident: str
    number: int
    title: str
    purpose: str
    entries: tuple[Entry, ...]
    file: str

    @property
    def steps(self) -> tuple[Entry, ...]:
        """Its steps, from the first."""
        return tuple(entry for entry in self.entries if entry.kind is Kind.STEP)

    def step_of(self, ident: str) -> Entry:
        """Return a step by its id.

        Raises:
            LookupError: if the page has no such step.
        """
        for step in self.steps:
            if step.ident == ident:
                return step
        raise LookupError(ident)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page as it is printed.

    Attributes:
        text: the line.
        kind: of the entry that it belongs to; None for the title and the purpose.
        step: the id of the step, else ``""``.
    """

    text: str
    kind: Kind | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class FlightBook:
    """All pages, by number.

    Attributes:
        pages: from page 1.
    """

    pages: tuple[Page, ...]

    def page_of(self, ident: str) -> Page:
        """Return a page by its id.

        Raises:
            LookupError: if there is none.
        """
        for page in self.pages:
            if page.ident == ident:
                return page
        raise LookupError(ident)

    def has(self, number: int) -> bool:
        """Tell whether there is a page of this number."""
        return 1 <= number <= len(self.pages)

    def page(self, number: int) -> Page:
        """Return a page by its number.

        Raises:
            LookupError: if there is none; ask `has` first where the number is a player's.
        """
        if not self.has(number):
            raise LookupError(number)
        return self.pages[number - 1]

    def printed(self, page: Page, columns: int = PAGE_COLUMNS) -> tuple[PrintedLine, ...]:
        """Return a page's lines: title, purpose, and the entries with their steps' numbers before them.

        Args:
            page: one of this book's.
            columns: how wide a line may be, at least 20.
        """
        lines = [PrintedLine(text) for text in _hung(f"{page.number}  {page.title}", columns, "")]
        lines += [PrintedLine(text) for text in _hung(page.purpose, columns, "")]
        for entry in page.entries:
            head = f"{entry.number:>2}  " if entry.kind is Kind.STEP else " " * _INDENT
            texts = self._listed(columns) if entry.kind is Kind.PAGES else _hung(entry.text, columns, head)
            lines += [PrintedLine(text, entry.kind, entry.ident) for text in texts]
        return tuple(lines)

    def _listed(self, columns: int) -> list[str]:
        """Return the list of pages, read line by line, so that a voice that reads it keeps their order."""
        names = [f"{page.number:>2}  {page.title}" for page in self.pages]
        width = columns // _LISTED
        if max(map(len, names), default=0) >= width:
            return names
        rows = [names[first : first + _LISTED] for first in range(0, len(names), _LISTED)]
        return ["".join(name.ljust(width) for name in row).rstrip() for row in rows]


def is_flightbook_file(file: str) -> bool:
    """Tell whether a file of the story is a page of the flight book."""
    return file.startswith(FLIGHTBOOK_FILES) and file.endswith(".md") and not file.endswith("/README.md")


def read_flightbook(texts: Mapping[str, str]) -> FlightBook:
    """Read the flight book.

    Args:
        texts: its pages, by file relative to ``story/``.

    Raises:
        StoryError: for the first mistake in it.
    """
    book, errors = scan_flightbook(texts)
    if errors:
        raise errors[0]
    return book


def scan_flightbook(texts: Mapping[str, str]) -> tuple[FlightBook, tuple[StoryError, ...]]:
    """Read the flight book and return what could be read, with every mistake, in the order of files."""
    errors: list[StoryError] = []
    pages = [_PageReader(text, file, errors).page() for file, text in sorted(texts.items())]
    pages.sort(key=lambda page: page.number)
    numbered = [page for page in pages if page.number]
    for expected, page in enumerate(numbered, 1):
        if page.number != expected:
            message = f"page {page.number} stands where page {expected} should; number the pages from 1"
            errors.append(StoryError(page.file, 1, message))
            break
    book = FlightBook(_Filler(pages, errors).filled())
    for page in book.pages:
        long = len(book.printed(page))
        if long > PAGE_LINES:
            message = (
                f"the page takes {long} lines of {PAGE_COLUMNS} columns; {PAGE_LINES} fit, so shorten it"
            )
            errors.append(StoryError(page.file, 1, message))
    return book, tuple(sorted(errors, key=lambda error: (error.file, error.line)))


def _hung(text: str, columns: int, head: str) -> list[str]:
    return wrap(text, columns, initial_indent=head, subsequent_indent=" " * len(head)) or [head.rstrip()]


# one file

_TITLE = re.compile(r"# (\d+) (\S.*)")
_STEP = re.compile(r"- \[([^\]]*)\](?: (.*))?")
_REMARK = re.compile(r"> ?(\w+):(.*)")
_LIST = "{pages}"
_SPAN = re.compile(r"`([^`]*)`")
_BLANK = re.compile(r"\{([^{}]*)\}")
_WHOLE: Mapping[str, StationOrder] = {"all_to_ships": AllToShips(), "all_stay": AllStay()}
_Word = TypeVar("_Word", bound=Enum)
_PEOPLE = {person.value: person for person in Person}
_TASKS = {task.value: task for task in Task}
_NEWS = {news.value: news for news in News}


@dataclass(slots=True)
class _PageReader:
    """Reads one file; numbers that other pages give are still blanks in what it returns."""

    text: str
    file: str
    errors: list[StoryError]
    entries: list[Entry] = field(default_factory=list[Entry])

    def page(self) -> Page:
        lines = self.text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        ident = self.file.rpartition("/")[2].removesuffix(".md")
        if not NAME.fullmatch(ident):
            self._wrong(1, f"{ident!r} is not an id: small letters, digits and _; rename the file")
        title = _TITLE.fullmatch(lines[0].rstrip())
        if title is None:
            self._wrong(1, "a page begins with its number and title, as in `# 4 Thruster runs on`")
        purpose = ""
        for line, block in _blocks(lines):
            if not purpose:
                purpose = self._purpose(line, block)
            else:
                self._take(line, block)
        if not purpose:
            self._wrong(1, "say below the title what the page is for, as in `*Stops a jet.*`")
        if not any(entry.kind in (Kind.STEP, Kind.PAGES) for entry in self.entries):
            self._wrong(1, "the page has no step; write one, as in `- [lock] Lock the arrays.`")
        number, name = (int(title[1]), title[2]) if title else (0, ident)
        return Page(ident, number, name, purpose, tuple(self.entries), self.file)

    def _wrong(self, line: int, message: str) -> None:
        self.errors.append(StoryError(self.file, line, message))

    def _purpose(self, line: int, block: str) -> str:
        if len(block) < 3 or not (block[0] == block[-1] == "*"):
            self._wrong(
                line, "the first thing below the title is what the page is for, as in `*Stops a jet.*`"
            )
        return block.strip("*")

    def _take(self, line: int, block: str) -> None:
        if block == _LIST:
            self.entries.append(Entry(Kind.PAGES, "", line))
        elif step := _STEP.fullmatch(block):
            self._step(line, step[1], step[2] or "")
        elif remark := _REMARK.fullmatch(block):
            self._remark(line, remark[1], remark[2].strip())
        else:
            self._wrong(
                line, f"{block[:30]!r} is no step `- [id] ...`, no `> Note: ...`, no `> Caution: ...`"
            )

    def _step(self, line: int, ident: str, rest: str) -> None:
        if not NAME.fullmatch(ident):
            self._wrong(line, f"{ident!r} is not an id: small letters, digits and _")
        if any(entry.ident == ident for entry in self.entries):
            self._wrong(line, f"two steps are called {ident!r}; rename one")
        orders = tuple(self._orders(line, _SPAN.findall(rest)))
        text = " ".join(_SPAN.sub("", rest).split())
        if not text:
            self._wrong(line, f"the step {ident!r} has no words")
        number = 1 + sum(entry.kind is Kind.STEP for entry in self.entries)
        self.entries.append(Entry(Kind.STEP, text, line, ident, number, orders))

    def _remark(self, line: int, word: str, text: str) -> None:
        kinds = {kind.value: kind for kind in (Kind.NOTE, Kind.CAUTION)}
        kind = kinds.get(word.lower())
        if kind is None or not text:
            self._wrong(line, f"write `> Note: ...` or `> Caution: ...`, not `> {word}: {text}`")
        elif "`" in text:
            self._wrong(line, "only a step has an order; write it behind one")
        else:
            self.entries.append(Entry(kind, f"{word}: {text}", line))

    def _orders(self, line: int, spans: list[str]) -> Iterator[StationOrder]:
        for span in spans:
            match span.split():
                case ["tell", whom, news]:
                    person, told = self._known(line, whom, _PEOPLE), self._known(line, news, _NEWS)
                    if person and told:
                        yield Tell(person, told)
                case [who, work]:
                    person, task = self._known(line, who, _PEOPLE), self._known(line, work, _TASKS)
                    if person and task:
                        yield Assign(person, task)
                case [one] if one in _WHOLE:
                    yield _WHOLE[one]
                case _:
                    self._wrong(
                        line,
                        f"no order is written {span!r}; write who and what, as in `astronaut lock_arrays`, "
                        "or `tell moscow runs_on`, `all_to_ships`, `all_stay`",
                    )

    def _known(self, line: int, word: str, words: Mapping[str, _Word]) -> _Word | None:
        if word not in words:
            self._wrong(line, f"the game knows no {word!r}{_nearest(word, words)}")
        return words.get(word)


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what stands below the title, each with its first line; what is indented or quoted goes on."""
    held: list[str] = []
    begin = 0
    for number, line in enumerate((*lines[1:], ""), 2):
        bare = line.strip()
        goes_on = held and (
            (line.startswith("  ") and bare)
            or (bare.startswith(">") and held[0].startswith(">") and not _REMARK.fullmatch(bare))
            or (bare and held[0].startswith("*") and not held[-1].endswith("*"))
        )
        if goes_on:
            held.append(bare.removeprefix(">").strip())
            continue
        if held:
            yield begin, " ".join(held)
            held = []
        if bare:
            held, begin = [bare], number


def _nearest(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, list(words), 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


# all files together


@dataclass(slots=True)
class _Filler:
    """Puts the numbers of pages and steps where their ids stand, so that nobody writes one by hand."""

    pages: list[Page]
    errors: list[StoryError]

    def filled(self) -> tuple[Page, ...]:
        idents = {page.ident for page in self.pages}
        for page in self.pages:
            for step in page.steps:
                if step.ident in idents:
                    self._wrong(page, step, f"{step.ident!r} is also a page; rename the step")
        return tuple(
            replace(page, entries=tuple(self._entry(page, entry) for entry in page.entries))
            for page in self.pages
        )

    def _entry(self, page: Page, entry: Entry) -> Entry:
        names = _BLANK.findall(entry.text)
        found = {name: self._place(page, entry, name) for name in names}
        text = _BLANK.sub(lambda blank: str(found[blank[1]][2]), entry.text)
        if "{" in text or "}" in text:
            self._wrong(page, entry, "the braces do not match; a blank is {page}, {step} or {page.step}")
        leads = dict.fromkeys((leaf, step) for leaf, step, _ in found.values())
        return replace(entry, text=text, leads_to=tuple(leads))

    def _place(self, page: Page, entry: Entry, name: str) -> tuple[str, str, int]:
        """Return the page, the step and the number that a blank stands for; the number 0 for none."""
        steps = {step.ident: step.number for step in page.steps}
        leaf, dot, ident = name.partition(".")
        if not dot and name in steps:
            return page.ident, name, steps[name]
        other = next((one for one in self.pages if one.ident == leaf), None)
        if other is not None and not dot:
            return leaf, "", other.number
        if other is not None:
            for step in other.steps:
                if step.ident == ident:
                    return leaf, ident, step.number
        known = [*steps, *(one.ident for one in self.pages)]
        self._wrong(page, entry, f"no page or step is called {name!r}{_nearest(name, known)}")
        return page.ident, "", 0

    def _wrong(self, page: Page, entry: Entry, message: str) -> None:
        self.errors.append(StoryError(page.file, entry.line, message))
