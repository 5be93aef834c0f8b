"""Reads the small TOML files beside the scenes: facts, people, endings, renames, starts, keys of sources.

Law: pure. Text in, `Declarations` out; every mistake is one `StoryError` with file, line and what to do, and
`scan_declarations` finds them all in one run. A line is looked for only once there is a mistake to name: the
story is read at every start, and is right at nearly every one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from game.errors import StoryError
from game.narrative.book import Declarations, Ending, Fact, Person, Start, ValueType
from game.narrative.expressions import NAME, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.vocabulary.values import Value

FACTS = "facts.toml"
PEOPLE = "people.toml"
ENDINGS = "endings.toml"
RENAMED = "renamed.toml"
STARTS = "starts.toml"
SOURCES = "archive/sources.toml"
DECLARATION_FILES = (FACTS, PEOPLE, ENDINGS, RENAMED, STARTS)
"""The files that `read_declarations` needs; `SOURCES` is read when it is given."""

SOURCE_KEY = re.compile(r"[A-Z0-9][A-Z0-9-]*")
"""How a source is named in brackets."""

_LAST_REEL = 7
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_PLACE = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
_FACT_KEYS = {"type", "default", "meaning", "low", "high", "words", "drawn", "shot", "outside"}
_GAUGE_KEYS = {"default", "label", "meaning"}


def read_declarations(texts: Mapping[str, str]) -> Declarations:
    """Read the declarations.

    Args:
        texts: the text of each of `DECLARATION_FILES`, and of `SOURCES` if there is one, by file name.

    Raises:
        StoryError: for the first mistake.
    """
    declarations, errors = scan_declarations(texts)
    if errors:
        raise errors[0]
    return declarations


def scan_declarations(texts: Mapping[str, str]) -> tuple[Declarations, tuple[StoryError, ...]]:
    """Read the declarations and return what could be read, with every mistake."""
    scan = _Scan(texts)
    return scan.declarations(), tuple(scan.errors)


def fits(fact: Fact, value: object) -> bool:
    """Tell whether a declared fact may hold this value."""
    match fact.type:
        case ValueType.YES_NO:
            return isinstance(value, bool)
        case ValueType.WHOLE:
            return isinstance(value, int) and not isinstance(value, bool) and fact.low <= value <= fact.high
        case ValueType.WORD:
            return isinstance(value, str) and value in fact.words


def line_in(text: str, heading: str, key: str = "") -> int:
    """Return the line of a key below ``[heading]`` in a TOML text, else of the heading, else 0.

    Args:
        text: the whole file.
        heading: the table's dotted name; ``""`` for the keys above every table.
        key: the key, or ``""`` for the heading itself.
    """
    found = 0
    inside = not heading
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("["):
            if inside:
                break
            table = bare.partition("]")[0].replace('"', "").replace(" ", "")
            if table == f"[{heading}":
                found, inside = number, True
            elif not found and table.startswith(f"[{heading}."):
                found = number
        elif inside and key and re.match(rf"([\"']?){re.escape(key)}\1\s*=", bare):
            return number
    return found


def _choice_of(fact: Fact) -> str:
    match fact.type:
        case ValueType.YES_NO:
            return "true or false"
        case ValueType.WHOLE:
            return f"a whole number from {fact.low} to {fact.high}"
        case ValueType.WORD:
            return f"one of {', '.join(fact.words) or 'its words'}"


@dataclass(slots=True)
class _Scan:
    texts: Mapping[str, str]
    errors: list[StoryError] = field(default_factory=list[StoryError])
    loaded: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])

    def declarations(self) -> Declarations:
        facts = self._facts()
        renamed = self._renamed()
        sources = self._load(SOURCES) if SOURCES in self.texts else {}
        for key in sources:
            if not SOURCE_KEY.fullmatch(key):
                line = self._line(SOURCES, key) or self._line(SOURCES, "", key)
                self._wrong(SOURCES, line, f"{key!r} is not a source's key (A-Z, 0-9, -); rename it")
        return Declarations(
            facts=facts,
            people=self._people(),
            endings=self._endings(),
            renamed_beats=renamed["beats"],
            renamed_scenes=renamed["scenes"],
            renamed_choices=renamed["choices"],
            renamed_facts=renamed["facts"],
            starts=self._starts(facts),
            sources=frozenset(sources),
        )

    def _wrong(self, file: str, line: int, message: str) -> None:
        self.errors.append(StoryError(file, line, message))

    def _line(self, file: str, heading: str, key: str = "") -> int:
        return line_in(self.texts.get(file, ""), heading, key)

    def _load(self, file: str) -> dict[str, object]:
        if file not in self.loaded:
            self.loaded[file] = self._parsed(file)
        return self.loaded[file]

    def _parsed(self, file: str) -> dict[str, object]:
        text = self.texts.get(file)
        if text is None:
            self._wrong(file, 0, "the file is missing; make it, empty if there is nothing to say")
            return {}
        try:
            return tomllib.loads(text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            where = _AT_LINE.search(str(error))
            line = int(where[1]) if where and where[1] else text.count("\n") + 1
            self._wrong(file, line, f"not TOML: {_AT_LINE.sub('', str(error)).strip()}; correct the line")
            return {}

    def _tables(self, file: str, group: str = "") -> Iterator[tuple[str, dict[str, object]]]:
        tables: object = self._load(file).get(group, {}) if group else self._load(file)
        if not isinstance(tables, dict):
            self._wrong(file, 0, f"{group!r} is not a table; write [{group}.NAME]")
            return
        for name, table in cast("dict[str, object]", tables).items():
            if isinstance(table, dict):
                yield name, cast("dict[str, object]", table)
            else:
                heading = f"{group}.{name}" if group else name
                self._wrong(
                    file, self._line(file, group, name), f"{name!r} is not a table; write [{heading}]"
                )

    def _text(self, file: str, heading: str, table: Mapping[str, object], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or not value.strip():
            self._wrong(file, self._line(file, heading, key), f'[{heading}] needs {key} = "words"')
            return ""
        return value

    def _known_keys(self, file: str, heading: str, table: Mapping[str, object], known: set[str]) -> None:
        for key in table:
            if key not in known:
                line = self._line(file, heading, key)
                self._wrong(
                    file, line, f"[{heading}] has no key {key!r}; it may have {', '.join(sorted(known))}"
                )

    def _name(self, file: str, heading: str, name: str) -> bool:
        if NAME.fullmatch(name) and name not in RESERVED:
            return True
        why = "is a word of the script's language" if name in RESERVED else "is not a name (a-z, 0-9, _)"
        self._wrong(file, self._line(file, heading), f"{name!r} {why}; choose another")
        return False

    # facts.toml

    def _facts(self) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        for key in self._load(FACTS):
            if key not in ("facts", "gauges"):
                self._wrong(
                    FACTS,
                    self._line(FACTS, key),
                    f"unknown table {key!r}; write [facts.NAME] or [gauges.NAME]",
                )
        for name, table in self._tables(FACTS, "gauges"):
            gauge = self._gauge(name, table)
            if gauge is not None:
                facts[name] = gauge
        for name, table in self._tables(FACTS, "facts"):
            if name in facts:
                self._wrong(
                    FACTS, self._line(FACTS, f"facts.{name}"), f"{name!r} is a gauge already; rename one"
                )
                continue
            fact = self._fact(name, table)
            if fact is not None:
                facts[name] = fact
        self._refuse_ambiguous_words(facts)
        return facts

    def _gauge(self, name: str, table: dict[str, object]) -> Fact | None:
        heading = f"gauges.{name}"
        if not self._name(FACTS, heading, name):
            return None
        self._known_keys(FACTS, heading, table, _GAUGE_KEYS)
        default = table.get("default")
        gauge = Fact(
            name,
            ValueType.WHOLE,
            default if isinstance(default, int) else 0,
            self._text(FACTS, heading, table, "meaning"),
            gauge=True,
            label=self._text(FACTS, heading, table, "label"),
        )
        if not fits(gauge, default):
            line = self._line(FACTS, heading, "default")
            self._wrong(FACTS, line, f"[{heading}] needs a default from 0 to 100, got {default!r}")
        return gauge

    def _fact(self, name: str, table: dict[str, object]) -> Fact | None:
        heading = f"facts.{name}"
        if not self._name(FACTS, heading, name):
            return None
        self._known_keys(FACTS, heading, table, _FACT_KEYS)
        try:
            kind = ValueType(table.get("type"))
        except ValueError:
            line = self._line(FACTS, heading, "type")
            self._wrong(
                FACTS, line, f'[{heading}] needs type = "bool", "int" or "word", got {table.get("type")!r}'
            )
            return None
        low, high = self._bounds(heading, kind, table)
        words = self._words(heading, kind, table)
        drawn = self._drawn(heading, kind, table)
        default = table.get("default", low if drawn else None)
        fact = Fact(
            name,
            kind,
            default if isinstance(default, (bool, int, str)) else "",
            self._text(FACTS, heading, table, "meaning"),
            low=low,
            high=high,
            words=words,
            drawn=drawn,
            outside=self._outside(heading, table),
            shot=self._text(FACTS, heading, table, "shot") if "shot" in table else "",
        )
        if not fits(fact, default):
            line = self._line(FACTS, heading, "default")
            self._wrong(
                FACTS, line, f"[{heading}] needs a default that is {_choice_of(fact)}, got {default!r}"
            )
        return fact

    def _bounds(self, heading: str, kind: ValueType, table: dict[str, object]) -> tuple[int, int]:
        bounds = [table.get("low", 0), table.get("high", 100)]
        for key in ("low", "high"):
            if key in table and kind is not ValueType.WHOLE:
                line = self._line(FACTS, heading, key)
                self._wrong(
                    FACTS, line, f"[{heading}] has {key}, but only a whole number has bounds; take it out"
                )
        low, high = bounds
        if (
            not isinstance(low, int)
            or not isinstance(high, int)
            or isinstance(low, bool)
            or isinstance(high, bool)
            or low > high
        ):
            line = self._line(FACTS, heading, "high" if "high" in table else "low")
            self._wrong(
                FACTS, line, f"[{heading}] needs whole numbers with low <= high, got {low!r} and {high!r}"
            )
            return 0, 100
        return low, high

    def _words(self, heading: str, kind: ValueType, table: dict[str, object]) -> tuple[str, ...]:
        listed = table.get("words", [])
        if kind is not ValueType.WORD:
            if "words" in table:
                line = self._line(FACTS, heading, "words")
                self._wrong(
                    FACTS, line, f'[{heading}] has words, but its type is "{kind.value}"; take them out'
                )
            return ()
        words = cast("list[object]", listed) if isinstance(listed, list) else []
        good = tuple(
            word for word in words if isinstance(word, str) and NAME.fullmatch(word) and word not in RESERVED
        )
        if len(good) != len(words) or len(set(good)) != len(good) or not good:
            line = self._line(FACTS, heading, "words")
            self._wrong(
                FACTS, line, f"[{heading}] needs words = [...], each a name (a-z, 0-9, _) and none twice"
            )
        return good

    def _outside(self, heading: str, table: dict[str, object]) -> bool:
        outside = table.get("outside", False)
        if not isinstance(outside, bool):
            self._wrong(FACTS, self._line(FACTS, heading, "outside"), f"[{heading}] outside is true or false")
            return False
        return outside

    def _drawn(self, heading: str, kind: ValueType, table: dict[str, object]) -> bool:
        drawn = table.get("drawn", False)
        if not isinstance(drawn, bool) or (drawn and kind is not ValueType.WHOLE):
            line = self._line(FACTS, heading, "drawn")
            self._wrong(
                FACTS, line, f"[{heading}] drawn is true or false, and only a whole number can be drawn"
            )
            return False
        return drawn

    def _refuse_ambiguous_words(self, facts: Mapping[str, Fact]) -> None:
        for fact in facts.values():
            for word in fact.words:
                if word in facts:
                    line = self._line(FACTS, f"facts.{fact.name}", "words")
                    self._wrong(
                        FACTS, line, f"[facts.{fact.name}] the word {word!r} is also a fact; rename one"
                    )

    # the other files

    def _people(self) -> dict[str, Person]:
        people: dict[str, Person] = {}
        tags: set[str] = set()
        for role, table in self._tables(PEOPLE):
            if not self._name(PEOPLE, role, role):
                continue
            self._known_keys(PEOPLE, role, table, {"name", "tag", "note"})
            texts = {key: self._text(PEOPLE, role, table, key) for key in ("name", "tag", "note")}
            if texts["tag"] in tags:
                line = self._line(PEOPLE, role, "tag")
                self._wrong(
                    PEOPLE, line, f"two people speak as {texts['tag']!r}; give one of them another tag"
                )
            tags.add(texts["tag"])
            people[role] = Person(role, texts["name"], texts["tag"], texts["note"])
        return people

    def _endings(self) -> dict[str, Ending]:
        endings: dict[str, Ending] = {}
        for ident, table in self._tables(ENDINGS):
            if self._name(ENDINGS, ident, ident):
                self._known_keys(ENDINGS, ident, table, {"title", "note"})
                texts = {key: self._text(ENDINGS, ident, table, key) for key in ("title", "note")}
                endings[ident] = Ending(ident, texts["title"], texts["note"])
        return endings

    def _renamed(self) -> dict[str, dict[str, str]]:
        shapes = {"beats": _PLACE, "scenes": NAME, "choices": _PLACE, "facts": NAME}
        renamed: dict[str, dict[str, str]] = {group: {} for group in shapes}
        for group, table in self._tables(RENAMED):
            if group not in shapes:
                line = self._line(RENAMED, group)
                self._wrong(
                    RENAMED, line, f"unknown table {group!r}; write [beats], [scenes], [choices] or [facts]"
                )
                continue
            shape = shapes[group]
            for old, new in table.items():
                if isinstance(new, str) and shape.fullmatch(old) and shape.fullmatch(new):
                    renamed[group][old] = new
                else:
                    example = '"scene/old" = "scene/new"' if shape is _PLACE else 'old = "new"'
                    line = self._line(RENAMED, group, old)
                    self._wrong(RENAMED, line, f"[{group}] a line is {example}, got {old} = {new!r}")
            self._refuse_circles(group, renamed[group])
        return renamed

    def _refuse_circles(self, group: str, renamed: dict[str, str]) -> None:
        for old in list(renamed):
            passed = {old}
            new = renamed.get(old, "")
            while new in renamed and new not in passed:
                passed.add(new)
                new = renamed[new]
            if new in passed:
                line = self._line(RENAMED, group, old)
                self._wrong(
                    RENAMED, line, f"[{group}] the renames of {old!r} go in a circle; take one line out"
                )
                del renamed[old]

    def _starts(self, facts: Mapping[str, Fact]) -> dict[int, Start]:
        starts: dict[int, Start] = {}
        for name, table in self._tables(STARTS):
            number = name.removeprefix("reel_")
            if name == number or not number.isdigit() or int(number) > _LAST_REEL:
                self._wrong(
                    STARTS, self._line(STARTS, name), f"[{name}] is not [reel_0] to [reel_{_LAST_REEL}]"
                )
                continue
            self._known_keys(STARTS, name, table, {"phase", "facts"})
            given = table.get("facts", {})
            if not isinstance(given, dict):
                self._wrong(
                    STARTS, self._line(STARTS, name, "facts"), f"[{name}] needs facts = {{ name = value }}"
                )
                given = {}
            set_: dict[str, Value] = {}
            for key, value in cast("dict[str, object]", given).items():
                fact = facts.get(key)
                if fact is None:
                    line = self._start_line(name, key)
                    self._wrong(STARTS, line, f"[{name}] no fact is called {key!r}; declare it in {FACTS}")
                elif not fits(fact, value):
                    line = self._start_line(name, key)
                    self._wrong(STARTS, line, f"[{name}] {key} cannot be {value!r}; see {FACTS}")
                elif isinstance(value, (bool, int, str)):
                    set_[key] = value
            starts[int(number)] = Start(int(number), self._text(STARTS, name, table, "phase"), set_)
        return starts

    def _start_line(self, name: str, key: str) -> int:
        return self._line(STARTS, f"{name}.facts", key) or self._line(STARTS, name, "facts")
