"""The script's small language: conditions and effects over declared facts and the mission clock.

Law: nothing is ever handed to Python to run. A condition is parsed with `ast`, every node is checked against
a whitelist and against the declared types, and what remains is a closure over plain comparisons. A mistake
is found when the script is read, never when it is played.
"""

from __future__ import annotations

import ast
import operator
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from game.errors import StoryError
from game.narrative.book import ValueType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.narrative.book import Fact
    from game.vocabulary.values import Value

    Facts = Mapping[str, Value]
    Getter = Callable[[Facts, str], Value]
    Test = Callable[[Facts, str], bool]
    Deed = Callable[[dict[str, Value], str], str]

CLOCK = "clock"
"""The name by which a condition asks for the time of day."""

RESERVED = frozenset(
    {CLOCK, "if", "once", "set", "clear", "at", "wait", "and", "or", "not", "in", "True", "False"}
)
"""Words of the language itself: no fact may be called so."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""How a fact, a word, a scene, a beat and a choice are written."""

_LONGEST = 300
_TIME = re.compile(r"(?<![\w:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\w:])")
_TIME_NAME = "_time_"
_GLUED = re.compile(r"(?<![\w])\d+[A-Za-z_]")
_STAMP = re.compile(r"(?:(\d{4}-\d{2}-\d{2}) )?(\d{2}:\d{2}:\d{2})")


@dataclass(frozen=True, slots=True)
class Condition:
    """A question to the facts and the clock.

    Attributes:
        source: as the writer wrote it.
        names: the facts that it asks.
        numbers: the whole numbers that stand in it.
        times: the times of day that stand in it [s since midnight].
        joins: it adds, subtracts or compares facts; if not, the answer only changes next to a number in it.
    """

    source: str
    names: frozenset[str]
    numbers: frozenset[int] = frozenset()
    times: frozenset[int] = frozenset()
    joins: bool = False
    _test: Test = field(kw_only=True, repr=False, compare=False)

    def holds(self, facts: Facts, clock: str) -> bool:
        """Answer it.

        Args:
            facts: every declared fact with its value.
            clock: mission time, ``YYYY-MM-DD HH:MM:SS``.
        """
        return self._test(facts, clock)


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that is done to the facts or to the clock.

    Attributes:
        source: as the writer wrote it.
        reads: the facts whose values it looks at.
        writes: the facts that it may change.
        clock_to: for ``at``: the time, with or without its date; else ``""``.
        waits_s: for ``wait``: how long [s]; else 0.
    """

    source: str
    reads: frozenset[str]
    writes: frozenset[str]
    clock_to: str = ""
    waits_s: int = 0
    _deed: Deed = field(kw_only=True, repr=False, compare=False)

    def apply(self, facts: dict[str, Value], clock: str) -> str:
        """Do it to these facts, in place, and return the clock after it."""
        return self._deed(facts, clock)


def read_condition(source: str, facts: Mapping[str, Fact], file: str, line: int) -> Condition:
    """Read a condition and check every name and type in it.

    Args:
        source: the text after ``if``.
        facts: the declared facts and gauges.
        file: for the message.
        line: for the message.

    Raises:
        StoryError: for an unknown name, a wrong type, or anything outside the language.
    """
    return _ConditionReader(source, facts, file, line).read()


def read_effect(source: str, facts: Mapping[str, Fact], file: str, line: int) -> Effect:
    """Read an effect: ``set f``, ``clear f``, ``f = v``, ``f += n``, ``f -= n``, ``at TIME`` or ``wait N``.

    Raises:
        StoryError: for an unknown name, a wrong type, or anything else.
    """
    return _EffectReader(source, facts, file, line).read()


def seconds_of_day(clock: str) -> int:
    """Return the time of day of ``YYYY-MM-DD HH:MM:SS`` [s since midnight UTC]."""
    return int(clock[11:13]) * 3600 + int(clock[14:16]) * 60 + int(clock[17:19])


def later(clock: str, seconds: int) -> str:
    """Return the clock after so many seconds."""
    return str(datetime.fromisoformat(clock) + timedelta(seconds=seconds))


def moved_to(clock: str, stamp: str) -> str:
    """Return the clock set to a time, on its own date unless the stamp names one; it never goes back."""
    wanted = stamp if len(stamp) > len("HH:MM:SS") else f"{clock[:10]} {stamp}"
    return max(clock, wanted)


def is_stamp(text: str, *, dated: bool) -> bool:
    """Tell whether this is a real ``YYYY-MM-DD HH:MM:SS``, or ``HH:MM:SS`` unless it must be dated."""
    found = _STAMP.fullmatch(text)
    if found is None or (dated and found[1] is None):
        return False
    try:
        datetime.fromisoformat(text if found[1] else f"2021-01-01 {text}")
    except ValueError:
        return False
    return True


class _Kind(Enum):
    YES_NO = "a yes-or-no fact"
    WHOLE = "a whole number"
    WORD = "a word"
    TIME = "a time of day"
    BARE = "a bare word"


_KIND_OF = {ValueType.YES_NO: _Kind.YES_NO, ValueType.WHOLE: _Kind.WHOLE, ValueType.WORD: _Kind.WORD}


@dataclass(frozen=True, slots=True)
class _Term:
    kind: _Kind
    get: Getter
    text: str
    words: tuple[str, ...] = ()
    fixed: bool = False


_EQUALITY: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ORDER: dict[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _Reader:
    """What reading a condition and reading an effect share: the declared names, and how to complain."""

    def __init__(self, source: str, facts: Mapping[str, Fact], file: str, line: int) -> None:
        self._source = source.strip()
        self._facts = facts
        self._file = file
        self._line = line

    def _wrong(self, message: str) -> StoryError:
        return StoryError(self._file, self._line, f"`{self._source}`: {message}")

    def _refuse_odd_text(self) -> None:
        if len(self._source) > _LONGEST:
            raise self._wrong(f"longer than {_LONGEST} characters; split the paragraph")
        for character in self._source:
            if not character.isascii():
                raise self._wrong(
                    f"the character {character!r} has no meaning here; use plain letters, digits and signs"
                )
        if "'" in self._source or '"' in self._source:
            raise self._wrong("no quotes; write the word bare, as in `craft == ranging`")

    def _fact(self, name: str) -> Fact:
        fact = self._facts.get(name)
        if fact is None:
            raise self._wrong(
                f"no fact is called {name!r}{self._near(name)}; declare it in facts.toml or correct the name"
            )
        return fact

    def _near(self, name: str) -> str:
        # difflib costs 4 ms to import; only a mistake pays for it
        from difflib import get_close_matches

        near = get_close_matches(name, self._facts, n=1)
        return f" (did you mean {near[0]!r}?)" if near else ""


class _ConditionReader(_Reader):
    """Turns the text of a condition into closures, one node at a time."""

    def __init__(self, source: str, facts: Mapping[str, Fact], file: str, line: int) -> None:
        super().__init__(source, facts, file, line)
        self._names: set[str] = set()
        self._numbers: set[int] = set()
        self._times: set[int] = set()
        self._joins = False

    def read(self) -> Condition:
        if not self._source:
            raise self._wrong("there is no condition after `if`")
        self._refuse_odd_text()
        if _TIME_NAME in self._source:
            raise self._wrong(f"a name with {_TIME_NAME!r} is not possible")
        prepared = _TIME.sub(self._time_name, self._source)
        if _GLUED.search(prepared):
            raise self._wrong("a number and a word are glued together; put a space between them")
        try:
            tree = ast.parse(prepared, mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise self._wrong("cannot be read; write comparisons of facts joined by and, or, not") from None
        test = self._test(tree.body)
        return Condition(
            self._source,
            frozenset(self._names),
            frozenset(self._numbers),
            frozenset(self._times),
            self._joins,
            _test=test,
        )

    def _time_name(self, found: re.Match[str]) -> str:
        hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
        if hours > 23 or minutes > 59 or seconds > 59:
            raise self._wrong(f"{found[0]} is not a time of day")
        return f"{_TIME_NAME}{hours * 3600 + minutes * 60 + seconds}"

    def _test(self, node: ast.expr) -> Test:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _all_of(tuple(self._test(value) for value in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return _any_of(tuple(self._test(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _not(self._test(operand))
            case ast.Compare(left=left, ops=ops, comparators=rights):
                return self._chain(left, ops, rights)
            case _:
                term = self._term(node)
                if term.kind is _Kind.BARE:
                    self._fact(term.text)
                if term.kind is not _Kind.YES_NO:
                    raise self._wrong(f"{term.text} is {term.kind.value}; compare it with something")
                return _truth(term.get)

    def _chain(self, left: ast.expr, ops: list[ast.cmpop], rights: list[ast.expr]) -> Test:
        tests: list[Test] = []
        for op, right in zip(ops, rights, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)):
                tests.append(self._membership(left, op, right))
            else:
                tests.append(self._comparison(left, op, right))
            left = right
        return tests[0] if len(tests) == 1 else _all_of(tuple(tests))

    def _membership(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
        term = self._term(left)
        if term.kind is _Kind.BARE:
            self._fact(term.text)
        if term.kind is not _Kind.WORD or not isinstance(right, ast.Tuple) or not right.elts:
            raise self._wrong("`in` asks a word fact about a list, as in `craft in (ranging, kit)`")
        listed: set[Value] = set()
        for element in right.elts:
            word = self._term(element)
            if word.kind is not _Kind.BARE:
                raise self._wrong(
                    f"{word.text} is {word.kind.value}; only words stand in the list after `in`"
                )
            listed.add(self._word_of(term, word.text))
        return _within(term.get, frozenset(listed), expected=isinstance(op, ast.In))

    def _comparison(self, left_node: ast.expr, op: ast.cmpop, right_node: ast.expr) -> Test:
        left, right = self._settled(self._term(left_node), self._term(right_node))
        if left.kind is not right.kind:
            kinds = f"{left.text} is {left.kind.value} and {right.text} is {right.kind.value}"
            raise self._wrong(f"{kinds}; they cannot be compared")
        if left.fixed and right.fixed:
            raise self._wrong("compares two things that never change")
        if not left.fixed and not right.fixed:
            self._joins = True
            if left.kind is _Kind.WORD and not set(left.words) & set(right.words):
                raise self._wrong(f"{left.text} and {right.text} have no word in common")
        equality = _EQUALITY.get(type(op))
        if equality is not None:
            return _compared(left.get, equality, right.get)
        order = _ORDER.get(type(op))
        if order is None:
            raise self._wrong("only == != < <= > >= and `in` compare")
        if left.kind not in (_Kind.WHOLE, _Kind.TIME):
            raise self._wrong(f"{left.text} is {left.kind.value}; only == and != compare it")
        return _ordered(left.get, order, right.get)

    def _settled(self, left: _Term, right: _Term) -> tuple[_Term, _Term]:
        """Give a bare word its meaning from the word fact on the other side."""
        if left.kind is _Kind.BARE and right.kind is _Kind.WORD:
            right, left = self._settled(right, left)
        elif left.kind is _Kind.WORD and right.kind is _Kind.BARE:
            word = self._word_of(left, right.text)
            right = _Term(_Kind.WORD, _always(word), word, fixed=True)
        for term in (left, right):
            if term.kind is _Kind.BARE:
                self._fact(term.text)
        return left, right

    def _word_of(self, term: _Term, word: str) -> str:
        if word not in term.words:
            raise self._wrong(f"{word!r} is not a word of {term.text}; its words are {', '.join(term.words)}")
        return word

    def _term(self, node: ast.expr) -> _Term:
        match node:
            case ast.Constant(value=bool(value)):
                return _Term(_Kind.YES_NO, _always(value), str(value), fixed=True)
            case ast.Constant(value=int(number)):
                self._numbers.add(number)
                return _Term(_Kind.WHOLE, _always(number), str(number), fixed=True)
            case ast.Name(id=name):
                return self._named(name)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))) if not isinstance(
                number, bool
            ):
                self._numbers.add(-number)
                return _Term(_Kind.WHOLE, _always(-number), str(-number), fixed=True)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return self._sum(self._term(left), op, self._term(right))
            case ast.BinOp():
                raise self._wrong("only + and - calculate")
            case ast.Call():
                raise self._wrong("a call is not possible; compare facts instead")
            case ast.Attribute():
                raise self._wrong("a dot is not possible; name one fact")
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp():
                raise self._wrong("a comparison inside a comparison; use and, or, not")
            case ast.Constant(value=value):
                raise self._wrong(f"{value!r} is not a whole number, a fact or a word")
            case _:
                raise self._wrong(
                    f"{ast.unparse(node)!r} is not possible here; compare facts with numbers or words"
                )

    def _named(self, name: str) -> _Term:
        if name == CLOCK:
            return _Term(_Kind.TIME, _time_of_day, CLOCK)
        if name.startswith(_TIME_NAME):
            second = int(name.removeprefix(_TIME_NAME))
            self._times.add(second)
            return _Term(_Kind.TIME, _always(second), "the time", fixed=True)
        fact = self._facts.get(name)
        if fact is None:
            return _Term(_Kind.BARE, _always(name), name, fixed=True)
        self._names.add(name)
        return _Term(_KIND_OF[fact.type], _value_of(name), name, fact.words)

    def _sum(self, left: _Term, op: ast.operator, right: _Term) -> _Term:
        for term in (left, right):
            if term.kind is _Kind.BARE:
                self._fact(term.text)
            if term.kind is not _Kind.WHOLE:
                raise self._wrong(f"{term.text} is {term.kind.value}; only whole numbers are added")
        self._joins = True
        sign = 1 if isinstance(op, ast.Add) else -1
        return _Term(_Kind.WHOLE, _added(left.get, sign, right.get), f"({left.text} and {right.text})")


class _EffectReader(_Reader):
    """Turns the text of an effect into one deed."""

    _ASSIGNMENT = re.compile(r"(\S+?)\s*(\+=|-=|=)\s*([^\s=]+)")

    def read(self) -> Effect:
        if not self._source:
            raise self._wrong("the code span is empty; write an effect such as `nerve -= 2`")
        self._refuse_odd_text()
        order, _, rest = self._source.partition(" ")
        rest = rest.strip()
        match order:
            case "set" | "clear":
                return self._switch(rest, on=order == "set")
            case "at":
                if not is_stamp(rest, dated=False):
                    raise self._wrong(
                        "a time is written HH:MM:SS or YYYY-MM-DD HH:MM:SS, as in `at 12:16:05`"
                    )
                return self._made(_clock_set(rest), clock_to=rest)
            case "wait":
                if not rest.isdigit() or int(rest) == 0:
                    raise self._wrong("a wait is a whole number of seconds, as in `wait 30`")
                return self._made(_clock_on(int(rest)), waits_s=int(rest))
            case "if":
                raise self._wrong("a condition stands first in its paragraph, or once in a choice")
            case _:
                return self._assignment()

    def _made(
        self,
        deed: Deed,
        reads: frozenset[str] = frozenset(),
        writes: frozenset[str] = frozenset(),
        clock_to: str = "",
        waits_s: int = 0,
    ) -> Effect:
        return Effect(self._source, reads, writes, clock_to, waits_s, _deed=deed)

    def _switch(self, name: str, *, on: bool) -> Effect:
        fact = self._fact(name)
        if fact.type is not ValueType.YES_NO:
            raise self._wrong(f"{name} is {_KIND_OF[fact.type].value}; set and clear are for yes-or-no facts")
        return self._made(_assigned(name, on), writes=frozenset({name}))

    def _assignment(self) -> Effect:
        found = self._ASSIGNMENT.fullmatch(self._source)
        if found is None:
            raise self._wrong(
                "not an effect; write `set f`, `clear f`, `f = v`, `f += n`, `f -= n`, `at TIME` or `wait N`"
            )
        name, sign, value = found[1], found[2], found[3]
        fact = self._fact(name)
        match fact.type:
            case ValueType.YES_NO:
                raise self._wrong(f"{name} is a yes-or-no fact; write `set {name}` or `clear {name}`")
            case ValueType.WORD:
                if sign != "=":
                    raise self._wrong(f"{name} is a word; only = changes it")
                if value not in fact.words:
                    raise self._wrong(
                        f"{value!r} is not a word of {name}; its words are {', '.join(fact.words)}"
                    )
                return self._made(_assigned(name, value), writes=frozenset({name}))
            case ValueType.WHOLE:
                return self._whole(fact, sign, value)

    def _whole(self, fact: Fact, sign: str, value: str) -> Effect:
        name = fact.name
        writes = frozenset({name})
        own = frozenset[str]() if sign == "=" else writes
        factor = {"=": 0, "+=": 1, "-=": -1}[sign]
        if re.fullmatch(r"-?\d{1,9}", value):
            number = int(value)
            if sign == "=" and not fact.low <= number <= fact.high:
                raise self._wrong(f"{name} holds {fact.low} to {fact.high}; {number} is outside")
            if sign == "=":
                return self._made(_assigned(name, number), writes=writes)
            return self._made(_stepped(fact, factor * number), own, writes)
        other = self._fact(value)
        if other.type is not ValueType.WHOLE:
            raise self._wrong(f"{value} is {_KIND_OF[other.type].value}; a whole number is wanted")
        return self._made(_combined(fact, factor, value), own | {value}, writes)


def _always(value: Value) -> Getter:
    return lambda _facts, _clock: value


def _value_of(name: str) -> Getter:
    return lambda facts, _clock: facts[name]


def _time_of_day(_facts: Facts, clock: str) -> int:
    return seconds_of_day(clock)


def _added(left: Getter, sign: int, right: Getter) -> Getter:
    return lambda facts, clock: int(left(facts, clock)) + sign * int(right(facts, clock))


def _truth(get: Getter) -> Test:
    return lambda facts, clock: bool(get(facts, clock))


def _not(test: Test) -> Test:
    return lambda facts, clock: not test(facts, clock)


def _all_of(tests: tuple[Test, ...]) -> Test:
    def holds(facts: Facts, clock: str) -> bool:
        for test in tests:  # noqa: SIM110  all() with a generator is three times slower here
            if not test(facts, clock):
                return False
        return True

    return holds


def _any_of(tests: tuple[Test, ...]) -> Test:
    def holds(facts: Facts, clock: str) -> bool:
        for test in tests:  # noqa: SIM110  any() with a generator is three times slower here
            if test(facts, clock):
                return True
        return False

    return holds


def _within(get: Getter, listed: frozenset[Value], *, expected: bool) -> Test:
    return lambda facts, clock: (get(facts, clock) in listed) is expected


def _compared(left: Getter, equality: Callable[[Value, Value], bool], right: Getter) -> Test:
    return lambda facts, clock: equality(left(facts, clock), right(facts, clock))


def _ordered(left: Getter, order: Callable[[int, int], bool], right: Getter) -> Test:
    return lambda facts, clock: order(int(left(facts, clock)), int(right(facts, clock)))


def _assigned(name: str, value: Value) -> Deed:
    def deed(facts: dict[str, Value], clock: str) -> str:
        facts[name] = value
        return clock

    return deed


def _stepped(fact: Fact, step: int) -> Deed:
    name, low, high = fact.name, fact.low, fact.high

    def deed(facts: dict[str, Value], clock: str) -> str:
        facts[name] = min(max(int(facts[name]) + step, low), high)
        return clock

    return deed


def _combined(fact: Fact, factor: int, other: str) -> Deed:
    """Return ``fact = other`` for factor 0, else ``fact += factor * other``."""
    name, low, high = fact.name, fact.low, fact.high

    def deed(facts: dict[str, Value], clock: str) -> str:
        value = int(facts[other])
        facts[name] = min(max(int(facts[name]) + factor * value if factor else value, low), high)
        return clock

    return deed


def _clock_set(stamp: str) -> Deed:
    return lambda _facts, clock: moved_to(clock, stamp)


def _clock_on(seconds: int) -> Deed:
    return lambda _facts, clock: later(clock, seconds)
