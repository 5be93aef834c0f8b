"""Reads the call-outs: what people say in a flight, each line with the cue that it belongs to.

Law: pure. Text in, `CalloutBook` out; every mistake is one `StoryError` with file, line and what to do, and
`scan_callouts` finds them all in one run. Which line is said is decided elsewhere (`game.emergencies.crew`).
``story/callouts/README.md`` teaches the format.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, cast

from game.errors import StoryError
from game.narrative.book import Fact, ValueType
from game.narrative.expressions import NAME, read_condition
from game.vocabulary.flying import Cue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from game.narrative.book import Declarations
    from game.narrative.expressions import Condition

CALLOUT_FILES = "callouts/"
"""Where they stand, relative to ``story/``."""

LONGEST = 90
"""Characters of a line with its blanks filled: what the panel beside the sight shows in three rows."""

COMMANDER = "commander"
"""He speaks only where the player has ordered it."""

SPOKEN_ORDERS = frozenset(
    {Cue.SAID_STEADY, Cue.SAID_QUIET, Cue.SAID_TALK, Cue.CAMERA_ON, Cue.CAMERA_OFF, Cue.GO_ASKED}
)
"""The cues at which the commander says what the player ordered."""

_RANGE = (*("metres", "decimetres", "squares_tenths", "before_tenths", "rate_cm_s", "seconds_late", "sure"),)

CUE_NUMBERS: Mapping[Cue, tuple[str, ...]] = {
    Cue.RANGE_CALLED: _RANGE,
    Cue.RANGE_OFFERED: _RANGE,
    Cue.MOSCOW_RANGE: ("metres", "decimetres", "seconds_late"),
    Cue.STATION_SEES: ("metres", "decimetres", "right_dm", "down_dm", "seconds_late"),
    Cue.RUNG_CHANGED: ("rung",),
    Cue.COACH: ("advice", "tenths"),
    Cue.CONTACT: ("closing_mm_s", "miss_mm", "angle_mrad", "rate_mrad_s"),
}
"""The numbers that a cue brings; a range comes in whole metres and, for the halves, in tenths of one.

A number that is also a word of the flight is left to it.
"""


def _flag(name: str, meaning: str) -> Fact:
    return Fact(name, ValueType.YES_NO, default=False, meaning=meaning)


def _count(name: str, meaning: str, high: int = 999) -> Fact:
    return Fact(name, ValueType.WHOLE, 0, meaning, high=high)


def _word(name: str, words: tuple[str, ...], meaning: str) -> Fact:
    return Fact(name, ValueType.WORD, words[0], meaning, words=words)


FLIGHT_WORDS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        _flag("dark", "No sun out there."),
        _flag("direct", "Moscow's voice comes straight from a ground site."),
        _flag("lamp", "The ship's own lamp is on."),
        _flag("filter_on", "The filter is before the sight."),
        _flag("again", "Not the first approach."),
        _flag("waited", "The second daylight."),
        _flag("steady", "The hand is steady: nerve of 55 or more."),
        _flag("close", "Inside ten metres, as far as they know."),
        _flag("late", "After 12:18 on the first day's approach."),
        _flag("lesson", "In the trainer."),
        _flag("learned_ranging", "She knows the sight and the stopwatch."),
        _flag("camera_running", "The red light is on."),
        _flag("rate_hold", "The computer holds the attitude."),
        _flag("both_sets", "Both thruster sets fire together."),
        _flag("narrow", "The sight shows its narrower field."),
        _flag("go", "Moscow has given the word."),
        _flag("computer", "The computer is alive."),
        _count("attempt", "Which approach this is, from 1."),
        _count("nerve", "The commander's.", 100),
        _count("propellant_kg", "In the tanks."),
        _count("spoken_vera", "Lines that she has said in this flight."),
        _count("spoken_ruben", "Likewise."),
        _count("spoken_moscow", "Likewise."),
        _count("spoken_stepan", "Likewise."),
        _count("spoken_hale", "Likewise."),
        _word("speaks", ("none", "nobody", "vera", "moscow"), "Who offers anything unasked."),
        _word("flying", ("unasked", "told", "assisted", "flown", "bare"), "The rung of the ladder."),
        _word("start", ("day", "hold", "come_in", "in_the_dark"), "The day itself, or which lesson."),
    )
}
"""What a condition may ask of the flight besides the declared facts, which these hide.

Each is a fact in everything but its home: the flight knows it, the story does not keep it.
"""


class Kind(Enum):
    """How a line is let in."""

    REMARK = "remark"
    """Offered: kept apart from other talk, and said once a flight."""
    ANSWER = "answer"
    """Asked for, or said on order: at once, and again with another of its variants."""
    ALARM = "alarm"
    """At once, over anything."""


@dataclass(frozen=True, slots=True)
class Callout:
    """One line that somebody may say.

    Attributes:
        ident: its written id.
        on: the cue that it belongs to.
        who: the role id of who says it.
        kind: how it is let in.
        when: the condition, or None for always.
        after: the lines of which one must have been said in this flight; empty for none.
        unless: the lines of which none may have been said in this flight; with its own id among them an
            answer or an alarm is said once.
        say: the words, with blanks such as ``{metres}``; ``{Metres}`` begins a sentence.
        blanks: the names of the blanks, in small letters.
        line: where it stands.
    """

    ident: str
    on: Cue
    who: str
    kind: Kind
    when: Condition | None
    after: tuple[str, ...]
    unless: tuple[str, ...]
    say: str
    blanks: frozenset[str]
    line: int


class Form(Enum):
    """How a number is said."""

    WHOLE = "whole"
    TENTHS = "tenths"
    """``24`` is two point four; from ten on whole."""
    HALVES = "halves"
    """Tenths of a metre, said in metres and halves: a range."""
    LENGTH = "length"
    """Tenths of a metre, as a person puts a length."""
    NEAREST = "nearest"
    """Ten of them to one, said whole: millimetres as centimetres."""


BLANKS: Mapping[str, tuple[str, Form, int]] = {
    "metres": ("decimetres", Form.HALVES, 770),
    "squares": ("squares_tenths", Form.TENTHS, 37),
    "grid": ("squares_tenths", Form.NEAREST, 37),
    "before": ("before_tenths", Form.TENTHS, 27),
    "rate": ("rate_cm_s", Form.WHOLE, 17),
    "seconds": ("seconds_late", Form.WHOLE, 9),
    "right": ("right_dm", Form.LENGTH, 15),
    "down": ("down_dm", Form.LENGTH, 15),
    "pulse": ("tenths", Form.TENTHS, 24),
    "closing": ("closing_mm_s", Form.NEAREST, 170),
    "miss": ("miss_mm", Form.NEAREST, 170),
    "propellant": ("propellant_kg", Form.WHOLE, 577),
}
"""Every blank: the number that fills it, how it is said, and a typical long one to measure a line with."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How people here say numbers (``[numbers]``).

    Attributes:
        ones: nought to nineteen.
        tens: twenty to ninety.
        a_hundred: for one of them.
        hundred: after another number.
        joint: between hundreds and the rest.
        point: before tenths.
        half: less than one.
        and_a_half: after a whole number.
        lengths: below so many tenths of a metre [dm], in these words; rising.
        far: for lengths beyond them, with ``{metres}``.
    """

    ones: tuple[str, ...]
    tens: tuple[str, ...]
    a_hundred: str
    hundred: str
    joint: str
    point: str
    half: str
    and_a_half: str
    lengths: tuple[tuple[int, str], ...]
    far: str

    def spoken(self, number: int, form: Form) -> str:
        """Return a number in words; its sign is not said."""
        size = abs(number)
        match form:
            case Form.WHOLE:
                return self._whole(size)
            case Form.TENTHS:
                return self._tenths(size)
            case Form.HALVES:
                return self._halves(size)
            case Form.LENGTH:
                return self._length(size)
            case Form.NEAREST:
                return self._whole((size + 5) // 10)

    def _whole(self, size: int) -> str:
        if size < len(self.ones):
            return self.ones[size]
        if size < 100:
            rest = size % 10
            return self.tens[size // 10 - 2] + (f"-{self.ones[rest]}" if rest else "")
        if size > 999:
            return str(size)
        hundreds, rest = divmod(size, 100)
        head = self.a_hundred if hundreds == 1 else f"{self.ones[hundreds]} {self.hundred}"
        return f"{head} {self.joint} {self._whole(rest)}" if rest else head

    def _tenths(self, size: int) -> str:
        if size >= 100 or size % 10 == 0:
            return self._whole((size + 5) // 10)
        return f"{self.ones[size // 10]} {self.point} {self.ones[size % 10]}"

    def _halves(self, size: int) -> str:
        whole, half = divmod((size + 2) // 5, 2)
        if not half:
            return self._whole(whole)
        return f"{self._whole(whole)} {self.and_a_half}" if whole else self.half

    def _length(self, size: int) -> str:
        for below, words in self.lengths:
            if size < below:
                return words
        return self.far.format(metres=self._whole((size + 5) // 10))


@dataclass(frozen=True, slots=True)
class CalloutBook:
    """Every call-out of one file.

    Attributes:
        lines: by id, in the order of the file.
        by_cue: the lines of each cue, in the order of the file.
        silent: the cues at which nobody speaks, on purpose.
        numbers: how numbers are said.
        file: relative to ``story/``.
    """

    lines: Mapping[str, Callout]
    by_cue: Mapping[Cue, tuple[Callout, ...]]
    silent: frozenset[Cue]
    numbers: NumberWords
    file: str

    def filled(self, callout: Callout, numbers: Mapping[str, int]) -> str:
        """Return a line's words with its blanks filled.

        Args:
            callout: the line.
            numbers: by the names that `BLANKS` gives them; each that the line asks for.
        """
        words: dict[str, str] = {}
        for blank in callout.blanks:
            number, form, _ = BLANKS[blank]
            said = self.numbers.spoken(numbers[number], form)
            words[blank] = said
            words[blank.capitalize()] = said[:1].upper() + said[1:]
        return callout.say.format_map(words)

    def can_fill(self, callout: Callout, numbers: Collection[str]) -> bool:
        """Tell whether these numbers fill every blank of a line."""
        return all(BLANKS[blank][0] in numbers for blank in callout.blanks)

    def longest(self, callout: Callout) -> str:
        """Return a line's words with typical long numbers."""
        return self.filled(callout, {number: typical for number, _, typical in BLANKS.values()})


def read_callouts(text: str, file: str, declarations: Declarations) -> CalloutBook:
    """Read a file of call-outs.

    Args:
        text: the whole file.
        file: its path relative to ``story/``.
        declarations: the facts and people that it may name.

    Raises:
        StoryError: for the first mistake in it.
    """
    book, errors = scan_callouts(text, file, declarations)
    if errors:
        raise errors[0]
    return book


def scan_callouts(
    text: str, file: str, declarations: Declarations
) -> tuple[CalloutBook, tuple[StoryError, ...]]:
    """Read a file of call-outs and return what could be read, with every mistake, in the order of lines."""
    scan = _Scan(text, file, declarations)
    book = scan.book()
    return book, tuple(sorted(scan.errors, key=lambda error: error.line))


_KEYS = frozenset({"id", "on", "who", "kind", "if", "after", "unless", "say"})
_TABLES = frozenset({"line", "numbers", "silent"})
_HEADING = re.compile(r"\s*\[")
_LINE_HEADING = re.compile(r"\s*\[\[\s*line\s*\]\]")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_CUES = {cue.value: cue for cue in Cue}
_NUMBER_TEXTS = ("a_hundred", "hundred", "joint", "point", "half", "and_a_half", "far")
_NO_NUMBERS = NumberWords(
    ones=tuple(map(str, range(20))),
    tens=tuple(map(str, range(20, 100, 10))),
    a_hundred="100",
    hundred="00",
    joint="",
    point=".",
    half="0.5",
    and_a_half=".5",
    lengths=(),
    far="{metres}",
)
"""Stands in while a file is doubted whose own numbers cannot be read."""


@dataclass(slots=True)
class _Scan:
    """Reads one file, and keeps every mistake that it meets."""

    text: str
    file: str
    declarations: Declarations
    errors: list[StoryError] = field(default_factory=list[StoryError])

    def book(self) -> CalloutBook:
        tables = self._parsed()
        for key in tables:
            if key not in _TABLES:
                self._wrong(0, f"unknown table {key!r}; write [[line]], [numbers] or [silent]")
        lines: dict[str, Callout] = {}
        listed, places = self._line_tables(tables), self._places()
        if len(listed) != len(places):
            self._wrong(0, "write [[line]] alone on its line above every line's keys")
        for table, starts in zip(listed, places, strict=False):
            callout = _LineReader(self, table, starts).read()
            if callout is None:
                continue
            if callout.ident in lines:
                self._wrong(callout.line, f"two lines are called {callout.ident!r}; rename one")
            lines[callout.ident] = callout
        by_cue: dict[Cue, list[Callout]] = defaultdict(list)
        for callout in lines.values():
            by_cue[callout.on].append(callout)
        book = CalloutBook(
            lines,
            {cue: tuple(said) for cue, said in by_cue.items()},
            self._silent(tables),
            self._numbers(tables),
            self.file,
        )
        self._doubt(book, [table.get("id") for table in listed], [table.get("on") for table in listed])
        return book

    def _wrong(self, line: int, message: str) -> None:
        self.errors.append(StoryError(self.file, line, message))

    def _parsed(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            where = _AT_LINE.search(str(error))
            line = int(where[1]) if where and where[1] else self.text.count("\n") + 1
            self._wrong(line, f"not TOML: {_AT_LINE.sub('', str(error)).strip()}; correct the line")
            return {}

    def _line_tables(self, tables: Mapping[str, object]) -> list[dict[str, object]]:
        listed = tables.get("line", [])
        if not isinstance(listed, list) or not all(
            isinstance(table, dict) for table in cast("list[object]", listed)
        ):
            self._wrong(0, "'line' is not a list of tables; write [[line]] above each")
            return []
        return cast("list[dict[str, object]]", listed)

    def _places(self) -> list[dict[str, int]]:
        """Return for every ``[[line]]`` the lines on which its keys stand; the heading's under ``""``."""
        places: list[dict[str, int]] = []
        inside = False
        for number, line in enumerate(self.text.split("\n"), 1):
            if _LINE_HEADING.match(line):
                places.append({"": number})
                inside = True
            elif _HEADING.match(line):
                inside = False
            elif inside and "=" in line:
                places[-1].setdefault(line.partition("=")[0].strip().strip("\"'"), number)
        return places

    def _line_of(self, heading: str, key: str) -> int:
        """Return the line of a key of ``[heading]``, else of the heading, else 0."""
        found = 0
        inside = False
        for number, line in enumerate(self.text.split("\n"), 1):
            bare = line.strip()
            if bare.startswith("["):
                inside = bare.partition("]")[0].replace(" ", "") == f"[{heading}"
                found = number if inside and not found else found
            elif inside and bare.partition("=")[0].strip() == key:
                return number
        return found

    def _silent(self, tables: Mapping[str, object]) -> frozenset[Cue]:
        table = tables.get("silent", {})
        listed = cast("dict[str, object]", table).get("cues", []) if isinstance(table, dict) else None
        if not isinstance(listed, list):
            self._wrong(self._line_of("silent", "cues"), '[silent] needs cues = ["a_cue"]')
            return frozenset()
        cues: set[Cue] = set()
        for name in cast("list[object]", listed):
            cue = _CUES.get(name) if isinstance(name, str) else None
            if cue is None:
                self._wrong(self._line_of("silent", "cues"), f"[silent] no cue is called {name!r}")
            else:
                cues.add(cue)
        return frozenset(cues)

    def _numbers(self, tables: Mapping[str, object]) -> NumberWords:
        table = tables.get("numbers")
        if not isinstance(table, dict):
            self._wrong(0, "[numbers] is missing; it says how people here say numbers")
            return _NO_NUMBERS
        numbers = cast("dict[str, object]", table)
        ones, tens = self._texts(numbers, "ones", 20), self._texts(numbers, "tens", 8)
        words: dict[str, str] = {}
        for key in _NUMBER_TEXTS:
            value = numbers.get(key)
            if not isinstance(value, str) or not value:
                self._wrong(self._line_of("numbers", key), f'[numbers] needs {key} = "words"')
                value = ""
            words[key] = value
        if _blanks_of(words["far"]) != ["metres"]:
            self._wrong(self._line_of("numbers", "far"), "[numbers] far has the blank {metres}, and no other")
            words["far"] = _NO_NUMBERS.far
        return NumberWords(
            ones or _NO_NUMBERS.ones, tens or _NO_NUMBERS.tens, lengths=self._lengths(numbers), **words
        )

    def _texts(self, numbers: Mapping[str, object], key: str, count: int) -> tuple[str, ...]:
        listed = numbers.get(key)
        words = cast("list[object]", listed) if isinstance(listed, list) else []
        good = tuple(word for word in words if isinstance(word, str) and word)
        if len(good) != count or len(words) != count:
            self._wrong(self._line_of("numbers", key), f"[numbers] needs {key} = [...] with {count} words")
            return ()
        return good

    def _lengths(self, numbers: Mapping[str, object]) -> tuple[tuple[int, str], ...]:
        listed = numbers.get("lengths")
        lengths: list[tuple[int, str]] = []
        for pair in cast("list[object]", listed) if isinstance(listed, list) else [None]:
            match pair:
                case [int(below), str(words)] if below > (lengths[-1][0] if lengths else 0):
                    lengths.append((below, words))
                case _:
                    self._wrong(
                        self._line_of("numbers", "lengths"),
                        '[numbers] needs lengths = [[below_dm, "words"], ...], rising',
                    )
                    break
        return tuple(lengths)

    def _doubt(self, book: CalloutBook, idents: Collection[object], cues: Collection[object]) -> None:
        """Look at what only the whole book can tell.

        Args:
            book: what could be read.
            idents: the ids of all lines, read or not.
            cues: their cues, likewise.
        """
        for callout in book.lines.values():
            for key, named in (("after", callout.after), ("unless", callout.unless)):
                for ident in named:
                    if ident not in idents or (key == "after" and ident == callout.ident):
                        self._wrong(callout.line, f"{callout.ident}: {key} names {ident!r}, and no such line")
            shown = book.longest(callout)
            if len(shown) > LONGEST:
                self._wrong(
                    callout.line,
                    f"{callout.ident}: {len(shown)} characters when filled; {LONGEST} are the most",
                )
            if callout.on in book.silent:
                self._wrong(callout.line, f"{callout.ident}: {callout.on.value} is under [silent]; decide")
        for cue in Cue:
            if cue.value not in cues and cue not in book.silent:
                self._wrong(0, f"no line for the cue {cue.value!r}; write one, or put it under [silent]")


@dataclass(slots=True)
class _LineReader:
    """Reads one ``[[line]]``."""

    scan: _Scan
    table: Mapping[str, object]
    starts: Mapping[str, int]

    def read(self) -> Callout | None:
        before = len(self.scan.errors)
        for key in self.table:
            if key not in _KEYS:
                self._wrong(key, f"a line has no key {key!r}; it may have {', '.join(sorted(_KEYS))}")
        ident = self._text("id")
        if ident and not NAME.fullmatch(ident):
            self._wrong("id", f"{ident!r} is not an id (a-z, 0-9, _)")
        cue = _CUES.get(self._text("on"))
        if cue is None:
            self._wrong("on", f"no cue is called {self.table.get('on')!r}; see game/vocabulary/flying.py")
            return None
        who = self._who(cue)
        kind = self._kind()
        when = self._when(cue)
        after, unless = self._idents("after"), self._idents("unless")
        say = self._text("say")
        blanks = self._blanks(say, cue)
        if len(self.scan.errors) > before:
            return None
        return Callout(ident, cue, who, kind, when, after, unless, say, blanks, self._line(""))

    def _line(self, key: str) -> int:
        return self.starts.get(key, self.starts[""])

    def _wrong(self, key: str, message: str) -> None:
        name = self.table.get("id")
        self.scan.errors.append(
            StoryError(self.scan.file, self._line(key), f"{name}: {message}" if name else message)
        )

    def _text(self, key: str) -> str:
        value = self.table.get(key)
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, f'a line needs {key} = "words"')
            return ""
        return value

    def _who(self, cue: Cue) -> str:
        who = self._text("who")
        if who and who not in self.scan.declarations.people:
            self._wrong("who", f"nobody has the role {who!r}; see people.toml")
        if who == COMMANDER and cue not in SPOKEN_ORDERS:
            self._wrong("who", "the commander speaks only on order; give the line to another")
        return who

    def _kind(self) -> Kind:
        try:
            return Kind(self.table.get("kind", Kind.REMARK.value))
        except ValueError:
            self._wrong("kind", f"kind is remark, answer or alarm, got {self.table.get('kind')!r}")
            return Kind.REMARK

    def _when(self, cue: Cue) -> Condition | None:
        if "if" not in self.table:
            return None
        known = {**self.scan.declarations.facts}
        known |= {name: _count(name, "of the cue") for name in CUE_NUMBERS.get(cue, ())}
        known |= FLIGHT_WORDS
        try:
            when = read_condition(self._text("if"), known, self.scan.file, self._line("if"))
        except StoryError as error:
            self.scan.errors.append(error)
            return None
        if when.times:
            self._wrong("if", "a flight is not asked for the time of day; ask `late`, `dark` or `direct`")
        return when

    def _idents(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(
            isinstance(ident, str) for ident in cast("list[object]", listed)
        ):
            self._wrong(key, f"{key} is the id of a line, or a list of them, got {value!r}")
            return ()
        return tuple(cast("list[str]", listed))

    def _blanks(self, say: str, cue: Cue) -> frozenset[str]:
        try:
            named = _blanks_of(say)
        except ValueError as error:
            self._wrong("say", f"the braces cannot be read ({error}); a blank is {{metres}}")
            return frozenset()
        numbers = {*CUE_NUMBERS.get(cue, ()), *FLIGHT_WORDS}
        blanks: set[str] = set()
        for name in named:
            small = name.lower()
            known = name in (small, small.capitalize()) and small in BLANKS and BLANKS[small][0] in numbers
            if known:
                blanks.add(small)
            else:
                self._wrong("say", f"{cue.value} fills no blank {{{name}}}; {_fillable(numbers)}")
        return frozenset(blanks)


def _blanks_of(text: str) -> list[str]:
    """Return the names between braces, in order.

    Raises:
        ValueError: if the braces do not match, or more than a name stands in them.
    """
    names: list[str] = []
    for _, name, shape, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if shape or conversion or not name.isidentifier():
            raise ValueError(name)
        names.append(name)
    return names


def _fillable(numbers: Collection[str]) -> str:
    names: Iterable[str] = (name for name, (number, _, _) in BLANKS.items() if number in numbers)
    return f"it may have {', '.join(sorted(names))}"


NO_CALLOUTS = CalloutBook({}, {}, frozenset(Cue), _NO_NUMBERS, "")
"""A story in which nobody speaks in flight."""
