"""Orders to a flight as they are typed: from a line of words to what the hands do.

Law: a line is understood whole or not at all; what is not understood is answered by one sentence that says
what would work, and nothing is done. The words themselves stand in ``phrases.toml``, every spelling of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from math import floor, isfinite
from typing import TYPE_CHECKING

from game.vocabulary.flying import (
    LONGEST_PULSE_TICKS,
    TICKS_PER_S,
    Ask,
    BackOff,
    Brake,
    Call,
    ChangeRung,
    Control,
    FlightOrder,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)

if TYPE_CHECKING:
    from game.readout.phrasebook import Phrasebook

SHORTEST_PULSE_S = 0.05
"""One tick; the advice on bare goes so far down."""

USUAL_PULSE_S = 0.2
"""What a control does when no length is said. Chosen for play."""

LONGEST_WAIT_S = 60.0
"""Hands off in one order. Chosen for play: nobody means to sleep through the approach."""

LONGEST_LINE_S = 120
"""All the waiting of one line [s]. Chosen for play."""

MOST_ORDERS = 8
"""On one line. Chosen for play."""

TURNS_S = (2, 5, 10, 20)
"""How long a turn can be made [s]."""


class Plea(Enum):
    """What is wanted of the desk and not of the ship; no time passes for it, but for the advice."""

    LOOK = "look"
    HELP = "help"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class HandsOff:
    """Let time pass.

    Attributes:
        ticks: so much of it; None for one turn.
    """

    ticks: int | None


@dataclass(frozen=True, slots=True)
class TurnLength:
    """How long a turn is to last from now on.

    Attributes:
        seconds: one of `TURNS_S`; None leaves it to the range that is believed.
    """

    seconds: int | None


@dataclass(frozen=True, slots=True)
class Misread:
    """A line that cannot be understood.

    Attributes:
        phrase: the id of the sentence that says so.
        values: what the sentence names.
    """

    phrase: str
    values: tuple[tuple[str, str | int], ...]


class Shelf(Enum):
    """What lies within reach to be read."""

    PEOPLE = "people"
    """Who is where, and at what."""
    CONTENTS = "contents"
    PAGE = "page"
    """Of the flight book."""
    NEXT_PAGE = "next_page"
    PAGE_BEFORE = "page_before"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Something that is to be read out; no time passes for it.

    Attributes:
        what: which.
        page: its number or a word of its title, where a page is wanted; ``""`` for the one that is open.
    """

    what: Shelf
    page: str = ""


Typed = FlightOrder | HandsOff | TurnLength | Plea | Lookup
"""One order, understood."""


class _Needs(Enum):
    """What stands behind a word."""

    PULSE = "pulse"
    WAIT = "wait"
    TURN = "turn"
    SETS = "sets"
    ON_OFF = "on_off"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a word stands for, and what it needs; `said` is the first of its spellings."""

    needs: _Needs
    said: str
    control: Control = Control.FORWARD
    switch: Switch = Switch.LAMP
    turned: bool = False
    """Whether on means off, as wide is to narrow."""
    order: Typed = Plea.LOOK
    """What it is, when it needs nothing."""


class OrderBook:
    """Every word that a flight understands."""

    def __init__(self, phrases: Phrasebook) -> None:
        self._phrases = phrases
        self._fillers = frozenset(self._spellings("fillers"))
        self._units = frozenset(self._spellings("units"))
        self._on, self._off = (frozenset(self._spellings(word)) for word in ("on", "off"))
        self._auto = frozenset(self._spellings("auto"))
        joints = "|".join(map(re.escape, self._spellings("joints")))
        self._joint = re.compile(rf"[;,]|\b(?:{joints})\b")
        self._numerals = dict(entry.split("=") for entry in self._spellings("numerals"))
        self._meanings = self._read_meanings()

    def read(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line, in their order, or why it cannot be understood."""
        text = re.sub(r"(?<=\d),(?=\d)", ".", line.lower())
        pieces = [piece.strip() for piece in self._joint.split(text)]
        typed: list[Typed] = []
        for piece in pieces:
            if not piece:
                continue
            found = self._piece(piece)
            if isinstance(found, Misread):
                return found
            typed.append(found)
        if not typed:
            return misread("orders.refused.unknown", typed=line.strip()[:40])
        waits = [order.ticks or 0 for order in typed if isinstance(order, HandsOff)]
        waiting = 0
        for ticks in waits:
            waiting += ticks
        if len(typed) > MOST_ORDERS or waiting > LONGEST_LINE_S * TICKS_PER_S:
            return misread("orders.refused.many", most=MOST_ORDERS, seconds=LONGEST_LINE_S)
        return tuple(typed)

    def first(self, word: str) -> str:
        """Return the first spelling of a word of the list ``orders.typed``."""
        return self._spellings(word)[0]

    def _piece(self, piece: str) -> Typed | Misread:
        """Return what one order of a line means."""
        words: list[str] = []
        numbers: list[str] = []
        for token in self._tokens(piece):
            number = self._number(token)
            if number is not None:
                numbers.append(number)
            elif not (numbers and token in self._units):
                words.append(token)
        meaning, rest = self._lookup(words)
        if meaning is None:
            return self._unknown(piece, words)
        if len(numbers) > 1:
            return misread("orders.refused.numbers", typed=piece[:40])
        return self._complete(meaning, rest, numbers[0] if numbers else None)

    def _lookup(self, words: list[str]) -> tuple[_Meaning | None, str]:
        """Return what words mean, and the word on, off or auto that was not a part of it."""
        lean = [word for word in words if word not in self._fillers]
        for tried in (words, lean):
            meaning = self._meanings.get(" ".join(tried))
            if meaning is not None:
                return meaning, ""
        turned = self._on | self._off | self._auto
        states = [word for word in lean if word in turned]
        bare = [word for word in lean if word not in turned]
        if len(bare) > 1 and self._meanings.get(bare[0]) == self._meanings[self.first("turn")]:
            # Turn the lamp on: the lamp is meant and not how long a turn is.
            bare = bare[1:]
        meaning = self._meanings.get(" ".join(bare))
        if len(states) == 1 and meaning is not None and meaning.needs in {_Needs.ON_OFF, _Needs.TURN}:
            return meaning, states[0]
        return None, ""

    def _complete(self, meaning: _Meaning, rest: str, number: str | None) -> Typed | Misread:
        """Return an order with its number, or with on or off."""
        match meaning.needs:
            case _Needs.PULSE:
                ticks = whole_ticks(number, SHORTEST_PULSE_S, LONGEST_PULSE_TICKS / TICKS_PER_S)
                if number is None:
                    ticks = floor(USUAL_PULSE_S * TICKS_PER_S + 0.5)
                if ticks is None:
                    return misread("orders.refused.pulse", word=meaning.said, typed=(number or "")[:20])
                return Pulse(meaning.control, ticks)
            case _Needs.WAIT:
                ticks = whole_ticks(number, 1.0, LONGEST_WAIT_S)
                if number is not None and ticks is None:
                    return misread("orders.refused.wait", word=meaning.said, typed=number[:20])
                return HandsOff(ticks)
            case _Needs.TURN:
                return self._turn(rest, number)
            case _Needs.SETS:
                wanted = plain_number(number)
                if wanted not in {1.0, 2.0}:
                    return misread("orders.refused.sets")
                return Set(Switch.BOTH_SETS, wanted == 2.0)
            case _Needs.ON_OFF:
                if number is not None:
                    return misread("orders.refused.number", word=meaning.said)
                if rest in self._on or rest in self._off:
                    return Set(meaning.switch, (rest in self._on) != meaning.turned)
                if meaning.turned or meaning.switch is Switch.BOTH_SETS:
                    return Set(meaning.switch, not meaning.turned)
                return misread("orders.refused.on_off", word=meaning.said)
            case _Needs.NOTHING:
                if number is not None:
                    return misread("orders.refused.number", word=meaning.said)
                return meaning.order

    def _turn(self, rest: str, number: str | None) -> TurnLength | Misread:
        if rest in self._auto and number is None:
            return TurnLength(None)
        seconds = plain_number(number)
        if rest or seconds not in TURNS_S:
            return misread("orders.refused.turn")
        return TurnLength(int(seconds))

    def _tokens(self, piece: str) -> list[str]:
        """Return the words of an order; what an id is joined with counts as a space."""
        spaced = re.sub(r"(?<=[a-z])[_-](?=[a-z0-9])", " ", piece)
        spaced = re.sub(r"(?<=[a-z]{2})(?=\d)", " ", spaced)
        return [token for token in spaced.rstrip(".!?").split() if token]

    def _number(self, token: str) -> str | None:
        """Return what a token says as a number, absurd ones too; None when it is a word."""
        if token in self._numerals:
            return self._numerals[token]
        with_unit = re.fullmatch(r"([+-]?[\d.]+)([a-z]+)", token, re.ASCII)
        if with_unit and with_unit[2] in self._units:
            return with_unit[1]
        if re.match(r"[+-]?\.?\d", token) or token.lstrip("+-") in {"nan", "inf", "infinity"}:
            return token
        return None

    def _unknown(self, piece: str, words: list[str]) -> Misread:
        """Return what is wrong with words that mean nothing: two orders in one, or one misspelt."""
        cuts = range(1, len(words))
        if any(self._knows(words[:cut]) and self._knows(words[cut:]) for cut in cuts):
            return misread("orders.refused.two", typed=piece[:40])
        if words and self._meanings.get(words[0]) == self._meanings[self.first("turn")]:
            return misread("orders.refused.turn")
        near = get_close_matches(" ".join(words), self._meanings, 1, 0.8)
        if near:
            return misread("orders.refused.near", typed=piece[:40], near=near[0])
        return misread("orders.refused.unknown", typed=piece[:40])

    def _knows(self, words: list[str]) -> bool:
        return " ".join(words) in self._meanings

    def _spellings(self, word: str) -> list[str]:
        return [entry.strip() for entry in self._phrases.say(f"orders.typed.{word}").split("|")]

    def _read_meanings(self) -> dict[str, _Meaning]:
        found: dict[str, _Meaning] = {}

        def enter(word: str, meaning: _Meaning) -> None:
            for spelling in self._spellings(word):
                found[spelling] = meaning

        for control in Control:
            said = self.first(control.value)
            enter(control.value, _Meaning(_Needs.PULSE, said, control=control))
        for word, needs in (("wait", _Needs.WAIT), ("turn", _Needs.TURN), ("sets", _Needs.SETS)):
            enter(word, _Meaning(needs, self.first(word)))
        for switch in Switch:
            enter(switch.value, _Meaning(_Needs.ON_OFF, self.first(switch.value), switch=switch))
        wide = _Meaning(_Needs.ON_OFF, self.first("wide"), switch=Switch.NARROW, turned=True)
        enter("wide", wide)
        single: dict[str, Typed] = {
            "brake": Brake(),
            "stop": StopAll(),
            "back_off": BackOff(),
            "wave_off": WaveOff(),
        }
        single |= {plea.value: plea for plea in Plea}
        single |= {whom.value: Call(whom) for whom in Ask}
        single |= {word.value: Say(word) for word in Word}
        single |= {rung.value: ChangeRung(rung) for rung in Rung}
        for word, order in single.items():
            enter(word, _Meaning(_Needs.NOTHING, self.first(word), order=order))
        return found


def whole_ticks(number: str | None, least_s: float, most_s: float) -> int | None:
    """Return a length in whole ticks, halves upward; None when it is no number or out of range."""
    seconds = plain_number(number)
    if seconds is None or not least_s <= seconds <= most_s:
        return None
    return floor(seconds * TICKS_PER_S + 0.5)


def plain_number(number: str | None) -> float | None:
    """Return a number that is written with digits and at most one point; None for every other."""
    if number is None or not re.fullmatch(r"\+?(?:\d+\.?\d*|\.\d+)", number, re.ASCII):
        return None
    value = float(number)
    return value if isfinite(value) else None


def misread(phrase: str, **values: str | int) -> Misread:
    """Return a line that cannot be understood, with what its sentence names."""
    return Misread(phrase, tuple(values.items()))
