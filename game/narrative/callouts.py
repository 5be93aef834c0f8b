"""Reads the call-outs: what people say in a flight, each line with the cue that it belongs to.

Law: pure. Text in, `CalloutBook` out; every mistake is one `StoryError` with file, line and what to do, and
`scan_callouts` finds them all in one run. Which line is said is decided elsewhere (`game.emergencies.crew`);
what a line may ask and name is the emergency's (`game.narrative.occasions`), by the stem of the file's name.
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
from game.narrative.expressions import NAME, read_condition
from game.narrative.numbers import NO_NUMBERS, NumberWords
from game.narrative.occasions import DOCKING, OCCASIONS, Loop, count

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from game.narrative.book import Declarations
    from game.narrative.expressions import Condition
    from game.narrative.occasions import AnyCue, Occasion
    from game.vocabulary.values import Value

CALLOUT_FILES = "callouts/"
"""Where they stand, relative to ``story/``."""

LONGEST = 90
"""Characters of a line with its blanks filled: what the panel beside the sight shows in three rows."""


class Kind(Enum):
    """How a line is let in."""

    REMARK = "remark"
    """Offered: kept apart from other talk, and said once a flight."""
    ANSWER = "answer"
    """Asked for, or said on order: at once, and again with another of its variants."""
    ALARM = "alarm"
    """At once, over anything."""
    ECHO = "echo"
    """Right behind an answer or an alarm to the same cue, by somebody else: once a flight, one at a time."""


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
        loop: how it is heard.
        cut: it breaks off, and so may be heard in a room that is gone.
    """

    ident: str
    on: AnyCue
    who: str
    kind: Kind
    when: Condition | None
    after: tuple[str, ...]
    unless: tuple[str, ...]
    say: str
    blanks: frozenset[str]
    line: int
    loop: Loop = Loop.ROOM
    cut: bool = False


@dataclass(frozen=True, slots=True)
class CalloutBook:
    """Every call-out of one file.

    Attributes:
        lines: by id, in the order of the file.
        by_cue: the lines of each cue, in the order of the file.
        silent: the cues at which nobody speaks, on purpose.
        numbers: how numbers are said.
        file: relative to ``story/``.
        occasion: the emergency.
        spoken: how the words that cues bring are said: by name and word.
    """

    lines: Mapping[str, Callout]
    by_cue: Mapping[AnyCue, tuple[Callout, ...]]
    silent: frozenset[AnyCue]
    numbers: NumberWords
    file: str
    occasion: Occasion = DOCKING
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, "Mapping[str, str]"])

    def filled(self, callout: Callout, known: Mapping[str, Value]) -> str:
        """Return a line's words with its blanks filled.

        Args:
            callout: the line.
            known: numbers and words by the names that the occasion gives them; each that the line asks for.
        """
        words: dict[str, str] = {}
        for blank in callout.blanks:
            said = self._said(blank, known)
            words[blank] = said
            words[blank.capitalize()] = said[:1].upper() + said[1:]
        return self.numbers.mended(callout.say.format_map(words))

    def can_fill(self, callout: Callout, known: Mapping[str, Value]) -> bool:
        """Tell whether these numbers and words fill every blank of a line."""
        return all(
            isinstance(known.get(self.occasion.blanks[blank].number), int)
            if blank in self.occasion.blanks
            else known.get(blank) in self.spoken.get(blank, {})
            for blank in callout.blanks
        )

    def longest(self, callout: Callout) -> str:
        """Return a line's words with typical long numbers, and with the longest words."""
        known: dict[str, Value] = {blank.number: blank.typical for blank in self.occasion.blanks.values()}
        for name, words in self.spoken.items():
            known[name] = max(words, key=lambda word: len(words[word]), default="")
        return self.filled(callout, known)

    def _said(self, blank: str, known: Mapping[str, Value]) -> str:
        number = self.occasion.blanks.get(blank)
        if number is None:
            return self.spoken[blank][str(known[blank])]
        return self.numbers.spoken(int(known[number.number]), number.form)


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


_KEYS = frozenset({"id", "on", "who", "kind", "loop", "cut", "if", "after", "unless", "say"})
_TABLES = frozenset({"line", "numbers", "silent", "words"})
_HEADING = re.compile(r"\s*\[")
_LINE_HEADING = re.compile(r"\s*\[\[\s*line\s*\]\]")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_NUMBER_TEXTS = ("a_hundred", "hundred", "joint", "point", "half", "and_a_half", "far")


@dataclass(slots=True)
class _Scan:
    """Reads one file, and keeps every mistake that it meets."""

    text: str
    file: str
    declarations: Declarations
    errors: list[StoryError] = field(default_factory=list[StoryError])
    occasion: Occasion = DOCKING
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, "Mapping[str, str]"])

    def book(self) -> CalloutBook:
        stem = self.file.rpartition("/")[2].removesuffix(".toml")
        if stem not in OCCASIONS:
            names = " or ".join(f"{name}.toml" for name in OCCASIONS)
            self._wrong(0, f"no emergency is called {stem!r}; call the file {names}")
        self.occasion = OCCASIONS.get(stem, DOCKING)
        tables = self._parsed()
        for key in tables:
            if key not in _TABLES:
                self._wrong(0, f"unknown table {key!r}; write [[line]], [numbers], [silent] or [words]")
        self.spoken = self._spoken(tables)
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
        by_cue: dict[AnyCue, list[Callout]] = defaultdict(list)
        for callout in lines.values():
            by_cue[callout.on].append(callout)
        book = CalloutBook(
            lines,
            {cue: tuple(said) for cue, said in by_cue.items()},
            self._silent(tables),
            self._numbers(tables),
            self.file,
            self.occasion,
            self.spoken,
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

    def _silent(self, tables: Mapping[str, object]) -> frozenset[AnyCue]:
        table = tables.get("silent", {})
        listed = cast("dict[str, object]", table).get("cues", []) if isinstance(table, dict) else None
        if not isinstance(listed, list):
            self._wrong(self._line_of("silent", "cues"), '[silent] needs cues = ["a_cue"]')
            return frozenset()
        cues: set[AnyCue] = set()
        for name in cast("list[object]", listed):
            cue = self.occasion.cues.get(name) if isinstance(name, str) else None
            if cue is None:
                self._wrong(self._line_of("silent", "cues"), f"[silent] no cue is called {name!r}")
            else:
                cues.add(cue)
        return frozenset(cues)

    def _numbers(self, tables: Mapping[str, object]) -> NumberWords:
        table = tables.get("numbers")
        if not isinstance(table, dict):
            self._wrong(0, "[numbers] is missing; it says how people here say numbers")
            return NO_NUMBERS
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
            words["far"] = NO_NUMBERS.far
        return NumberWords(
            ones or NO_NUMBERS.ones,
            tens or NO_NUMBERS.tens,
            lengths=self._lengths(numbers),
            singular=self._singular(numbers),
            **words,
        )

    def _spoken(self, tables: Mapping[str, object]) -> dict[str, dict[str, str]]:
        """Return ``[words.NAME]``: every word of a name with how it is said, or nothing of that name."""
        table = tables.get("words", {})
        known = {name: fact for facts in self.occasion.said.values() for name, fact in facts.items()}
        spoken: dict[str, dict[str, str]] = {}
        for name, given in cast("dict[str, object]", table).items() if isinstance(table, dict) else ():
            heading = f"words.{name}"
            if name not in known or not isinstance(given, dict):
                may = ", ".join(sorted(known)) or "nothing here"
                self._wrong(self._line_of(heading, ""), f"[{heading}] is said by no cue; it may be {may}")
                continue
            words = cast("dict[str, object]", given)
            for word in words:
                if word not in known[name].words:
                    self._wrong(self._line_of(heading, word), f"[{heading}] {name} is never {word!r}")
            missing = [w for w in known[name].words if not (isinstance(words.get(w), str) and words[w])]
            if missing:
                self._wrong(self._line_of(heading, ""), f'[{heading}] needs {missing[0]} = "words"')
            else:
                spoken[name] = {word: str(words[word]) for word in known[name].words}
        return spoken

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

    def _singular(self, numbers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
        listed = numbers.get("singular", [])
        pairs: list[tuple[str, str]] = []
        for pair in cast("list[object]", listed) if isinstance(listed, list) else [None]:
            match pair:
                case [str(several), str(single)] if several and single:
                    pairs.append((several, single))
                case _:
                    self._wrong(
                        self._line_of("numbers", "singular"),
                        '[numbers] singular = [["seconds", "second"], ...], or nothing',
                    )
                    break
        return tuple(pairs)

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
        for cue in self.occasion.cues.values():
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
        occasion = self.scan.occasion
        cue = occasion.cues.get(self._text("on"))
        if cue is None:
            self._wrong("on", f"no cue is called {self.table.get('on')!r}; see {occasion.listing}")
            return None
        who = self._who(cue)
        callout = Callout(
            ident=ident,
            on=cue,
            who=who,
            kind=self._kind(),
            when=self._when(cue),
            after=self._idents("after"),
            unless=self._idents("unless"),
            say=self._text("say"),
            blanks=self._blanks(self._text("say"), cue),
            line=self._line(""),
            loop=self._loop(who),
            cut=self._cut(cue),
        )
        return callout if len(self.scan.errors) == before else None

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

    def _who(self, cue: AnyCue) -> str:
        who = self._text("who")
        occasion = self.scan.occasion
        if who and who not in self.scan.declarations.people:
            self._wrong("who", f"nobody has the role {who!r}; see people.toml")
        if who == occasion.player and cue not in occasion.ordered:
            self._wrong("who", f"the {who} speaks only on order; give the line to another")
        return who

    def _loop(self, who: str) -> Loop:
        try:
            return Loop(self.table.get("loop", self.scan.occasion.loops.get(who, Loop.ROOM).value))
        except ValueError:
            self._wrong("loop", f"loop is one, two or room, got {self.table.get('loop')!r}")
            return Loop.ROOM

    def _cut(self, cue: AnyCue) -> bool:
        cut = self.table.get("cut", False)
        if not isinstance(cut, bool):
            self._wrong("cut", f"cut is true or false, got {cut!r}")
        elif cut and cue not in self.scan.occasion.breaks:
            self._wrong("cut", f"nothing breaks off at {cue.value}")
        return cut is True

    def _kind(self) -> Kind:
        try:
            return Kind(self.table.get("kind", Kind.REMARK.value))
        except ValueError:
            self._wrong("kind", f"kind is remark, answer, alarm or echo, got {self.table.get('kind')!r}")
            return Kind.REMARK

    def _when(self, cue: AnyCue) -> Condition | None:
        if "if" not in self.table:
            return None
        occasion = self.scan.occasion
        known = {**self.scan.declarations.facts}
        known |= {name: count(name, "of the cue") for name in occasion.numbers.get(cue, ())}
        known |= {**occasion.said.get(cue, {}), **occasion.words}
        try:
            when = read_condition(self._text("if"), known, self.scan.file, self._line("if"))
        except StoryError as error:
            self.scan.errors.append(error)
            return None
        if when.times:
            self._wrong("if", "a flight is not asked for the time of day; ask for its words")
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

    def _blanks(self, say: str, cue: AnyCue) -> frozenset[str]:
        try:
            named = _blanks_of(say)
        except ValueError as error:
            self._wrong("say", f"the braces cannot be read ({error}); a blank is {{metres}}")
            return frozenset()
        fillable = self._fillable(cue)
        blanks: set[str] = set()
        for name in named:
            small = name.lower()
            if name in (small, small.capitalize()) and small in fillable:
                blanks.add(small)
            else:
                may = ", ".join(sorted(fillable))
                self._wrong("say", f"{cue.value} fills no blank {{{name}}}; it may have {may}")
        return frozenset(blanks)

    def _fillable(self, cue: AnyCue) -> frozenset[str]:
        occasion = self.scan.occasion
        brought = {*occasion.numbers.get(cue, ()), *occasion.words}
        numbers = {name for name, blank in occasion.blanks.items() if blank.number in brought}
        return frozenset(numbers | (occasion.said.get(cue, {}).keys() & self.scan.spoken.keys()))


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


NO_CALLOUTS = CalloutBook({}, {}, frozenset(DOCKING.cues.values()), NO_NUMBERS, "")
"""A story in which nobody speaks in flight."""
