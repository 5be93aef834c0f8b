"""Orders to the station as they are typed: from a line of words to who shall do what.

Law: a line is understood whole or not at all; what is not understood is answered by one sentence that says
what would work, and nothing is done. The words themselves stand in ``phrases.toml``, every spelling of them.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from game.emergencies.station.people import free, to_ship
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.tasks import TASKS
from game.plain.orders import (
    MOST_ORDERS,
    HandsOff,
    Lookup,
    Misread,
    Plea,
    Shelf,
    TurnLength,
    misread,
    plain_number,
    whole_ticks,
)
from game.readout.station_words import say_order, say_questions
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, Rung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Reply,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.emergencies.station.state import StationState
    from game.plain.orders import Typed
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.station import StationOrder

LONGEST_WAIT_S = 120.0
"""Waiting in one order. Chosen for play: a question is open for a minute or more."""

LONGEST_LINE_S = 300
"""All the waiting of one line [s]. Chosen for play."""

TURNS_S = (5, 10, 20, 30, 60)
"""How long a turn can be made [s]."""

_ECHO = 40
"""So many characters of what was typed are said back."""

_WINDOW = (Person.DIRECTOR, Person.ACTOR)
"""Those at the glass: they are told to hold on before anything else."""

_USUAL: Mapping[Task, tuple[Person, ...]] = {
    **{task: tuple(who for who in Person if task in TASKS[who]) for task in Task},
    Task.TAKE_CONTROL: (Person.COMMANDER, Person.ROOKIE),
    Task.NULL_RATES: (Person.COMMANDER, Person.ROOKIE),
    Task.TURN_BACK: (Person.COMMANDER, Person.ROOKIE),
    Task.TURN_BACK_FAST: (Person.COMMANDER, Person.ROOKIE),
    Task.HOLD: (Person.COMMANDER, Person.ROOKIE),
    Task.JETS_OFF: (Person.COMMANDER, Person.ROOKIE),
    Task.LOOK_OUT: (Person.ACTOR, Person.DIRECTOR),
    Task.ARRAYS_EDGE_ON: (Person.ASTRONAUT, Person.ROOKIE),
    Task.LOCK_ARRAYS: (Person.ASTRONAUT, Person.ROOKIE),
    Task.UNLOCK_ARRAYS: (Person.ASTRONAUT, Person.ROOKIE),
    Task.CLOSE_SHUTTERS: (Person.ACTOR, Person.DIRECTOR),
    Task.OPEN_SHUTTERS: (Person.ACTOR, Person.DIRECTOR),
    Task.REPORT: (),
    Task.STAND_BY: (),
    Task.GO_TO_SHIP: (),
    Task.COME_BACK: (),
}
"""Who does it when nobody is named, the first of them that is free; nobody where it must be said who."""

_NUMBERED = ("wait", "turn", "page")
"""The words behind which a number or a name stands."""

_ALIKE = 0.75
"""A word so like a known one may be meant for it, 0 to 1."""

_T = TypeVar("_T")


def news_for(state: StationState, whom: Person) -> News:
    """Return what somebody would be told now: the newest that has not reached them, else the newest."""
    newest = [News.LOST] if state.watch.lost_tick >= 0 else []
    newest.append(News.RUNS_ON if state.ship.firing else News.STOPPED)
    if whom in _WINDOW:
        newest.insert(0, News.HOLD_TIGHT)
    knows = state.someone(whom).knows
    return next((news for news in newest if news not in knows), newest[0])


class _Verb(Enum):
    """What a piece of a line begins with."""

    TELL = "tell"
    ASK = "ask"
    ORDER = "order"
    ANSWER = "answer"


class StationBook:
    """Every word that the station understands."""

    def __init__(self, phrases: Phrasebook) -> None:
        self._phrases = phrases
        self._numerals: dict[str, str] = {}
        numerals = phrases.say("orders.station.typed.numerals").split("|")
        self._numerals = dict(entry.strip().split("=") for entry in numerals)
        self._fillers = frozenset(self._list("orders.station.typed.fillers"))
        self._now = frozenset(self._list("orders.station.typed.now"))
        self._seconds = frozenset(self._list("orders.station.typed.units"))
        self._minutes = frozenset(self._list("orders.station.typed.minutes"))
        self._auto = frozenset(self._list("orders.station.typed.auto"))
        self._everybody = frozenset(self._list("orders.station.typed.everybody"))
        self._joint = re.compile("|".join([";", ",", *self._joints("orders.station.typed.joints")]))
        self._weak_joint = re.compile("|".join(self._joints("orders.station.typed.weak_joints")))
        self._people = self._spelled(
            (spelling, one) for one in Person for spelling in self._list(f"orders.station.who.{one.value}")
        )
        self._tasks = self._spelled(
            (spelling, one) for one in Task for spelling in self._list(f"orders.station.task.{one.value}")
        )
        self._news = self._spelled(
            (spelling, one) for one in News for spelling in self._list(f"orders.station.news.{one.value}")
        )
        self._replies = self._spelled(
            (spelling, one) for one in Reply for spelling in self._list(f"orders.station.reply.{one.value}")
        )
        self._verbs = {
            word: verb for verb in _Verb for word in self._list(f"orders.station.typed.{verb.value}")
        }
        self._numbered = {
            word: name for name in _NUMBERED for word in self._list(f"orders.station.typed.{name}")
        }
        self._undocking = frozenset(self._list("orders.station.typed.undock"))
        self._yes_no = frozenset(self._list("orders.station.typed.yes_no"))
        self._alone = self._read_alone()
        self._printed = {" ".join(self._tokens(say_order(order, phrases))): order for order in _every_order()}

    def read(self, line: str, state: StationState) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line, in their order, or why it cannot be understood.

        Args:
            line: as it was typed.
            state: now; it says which questions are open, who is free, and what they have been told.
        """
        printed = self._printed.get(" ".join(self._tokens(line)))
        if isinstance(printed, Answer):
            printed = self._answer(
                self._tokens(self._first(f"orders.station.reply.{printed.reply.value}")), state
            )
        if printed is not None:
            return (printed,)
        typed: list[Typed] = []
        spoken_to: Person | None = None
        hanging = False
        for piece in self._pieces(line.lower(), state):
            found = self._piece(piece, spoken_to, state)
            if isinstance(found, Misread):
                return found
            hanging = isinstance(found, Person)
            if isinstance(found, Person):
                spoken_to = found
                continue
            if isinstance(found, Assign):
                spoken_to = found.who
            typed.append(found)
        if hanging and spoken_to is not None:
            return self._what(spoken_to)
        if not typed:
            return misread("orders.station.refused.unknown", typed=line.strip()[:_ECHO])
        waiting = 0
        for order in typed:
            waiting += (order.ticks or 0) if isinstance(order, HandsOff) else 0
        if len(typed) > MOST_ORDERS or waiting > LONGEST_LINE_S * TICKS_PER_S:
            return misread("orders.station.refused.many", most=MOST_ORDERS, seconds=LONGEST_LINE_S)
        return tuple(typed)

    def ident(self, order: StationOrder) -> str:
        """Return what stands in brackets behind an order; typed, it is that order."""
        match order:
            case Assign(who, task):
                words = self._first(f"orders.station.task.{task.value}")
                if _USUAL[task] != (Person.SELF,):
                    words = f"{self._first(f'orders.station.who.{who.value}')} {words}"
            case Tell(whom, news):
                tell = self._first("orders.station.typed.tell")
                who_is = self._first(f"orders.station.who.{whom.value}")
                words = f"{tell} {who_is} {self._first(f'orders.station.news.{news.value}')}"
            case Answer(_, reply):
                words = self._first(f"orders.station.reply.{reply.value}")
            case AllToShips():
                words = self._first("orders.station.typed.to_ships")
            case AllStay():
                words = self._first("orders.station.typed.all_stay")
        return words.replace(" ", "_")

    def _pieces(self, line: str, state: StationState) -> Iterable[str]:
        """Yield the orders of a line; a weak joint parts two of them only where it must."""
        for piece in self._joint.split(line):
            if not piece.strip():
                continue
            parts = [part for part in self._weak_joint.split(piece) if part.strip()]
            if len(parts) > 1 and isinstance(self._piece(piece, None, state), Misread):
                yield from parts
            else:
                yield piece

    def _piece(self, piece: str, spoken_to: Person | None, state: StationState) -> Typed | Person | Misread:
        """Return what one order of a line means; a person, where somebody is only spoken to."""
        words = self._tokens(piece)
        if self._verb(words) == (_Verb.TELL, []):
            news = ", ".join(self._first(f"orders.station.news.{news.value}") for news in News)
            return misread("orders.station.refused.tell", news=news)
        found = self._answer(words, state) or self._find(self._alone, words) or self._with_number(words)
        if found is not None:
            return found
        if " ".join(words) in self._undocking:
            return misread("orders.station.refused.undock")
        verb, rest = self._verb(words)
        if verb is _Verb.ANSWER:
            said = self._person(rest)[1]
            return self._answer(said, state) or self._yes_or_no(said, state) or self._not_asked(state)
        if yes_or_no := self._yes_or_no(rest, state):
            return yes_or_no
        who, rest = self._person(rest)
        if who is None:
            return self._unaddressed(piece, verb, rest, spoken_to, state)
        if not rest:
            if verb is _Verb.TELL:
                return Tell(who, news_for(state, who))
            return Assign(who, Task.REPORT) if verb is _Verb.ASK else who
        meant = self._answer(rest, state) or self._yes_or_no(rest, state) or self._meant(who, verb, rest)
        if isinstance(meant, Assign) and meant.task not in TASKS[who]:
            return self.cannot(who)
        return meant if meant is not None else self._unknown(piece, who, rest, state)

    def _meant(self, who: Person, verb: _Verb | None, words: list[str]) -> Typed | None:
        """Return what somebody is told to do, or told; None if it is neither."""
        task, news = self._find(self._tasks, words), self._find(self._news, words)
        if news is not None and (task is None or verb is _Verb.TELL):
            return Tell(who, news)
        return None if task is None else Assign(who, task)

    def _unaddressed(
        self, piece: str, verb: _Verb | None, words: list[str], spoken_to: Person | None, state: StationState
    ) -> Typed | Misread:
        """Return what words mean that name nobody: for the one who was spoken to, else for who does it."""
        if verb is _Verb.TELL and words and words[0] in self._everybody:
            return misread("orders.station.refused.everybody")
        task = self._find(self._tasks, words)
        if task is None and spoken_to is not None and self._find(self._news, words) is not None:
            return self._meant(spoken_to, verb, words) or misread("orders.station.refused.whom")
        if task is None:
            if self._find(self._news, words) is not None:
                return misread("orders.station.refused.whom")
            if self._find(self._replies, words) is not None:
                return self._not_asked(state)
            return self._unknown(piece, None, words, state)
        if spoken_to is not None and task in TASKS[spoken_to]:
            return Assign(spoken_to, task)
        able = _USUAL[task]
        if not able:
            return misread("orders.station.refused.whom")
        at_hand = (who for who in able if free(state.someone(who)) and not to_ship(state.someone(who)))
        return Assign(next(at_hand, able[0]), task)

    def _answer(self, words: list[str], state: StationState) -> Answer | None:
        """Return the answer that words are to a question that is open; None if they are none."""
        reply = self._find(self._replies, words)
        if reply is None:
            return None
        open_now = (asked.question for asked in state.asked)
        question = next((one for one in open_now if reply in ASKINGS[one].replies), None)
        return None if question is None else Answer(question, reply)

    def _yes_or_no(self, words: list[str], state: StationState) -> Misread | None:
        """Return which answers a question that is open has, where only yes or no was said to it."""
        if " ".join(words) not in self._yes_no:
            return None
        if not state.asked:
            return misread("orders.station.refused.not_asked")
        asked = " ".join(question.text for question in say_questions(state, self._phrases))
        return misread("orders.station.refused.which", questions=asked, answers=self._answers(state))

    def _answers(self, state: StationState) -> str:
        """Return what would answer the questions that are open, as it is typed."""
        fitting = [reply for asked in state.asked for reply in ASKINGS[asked.question].replies]
        return ", ".join(self._first(f"orders.station.reply.{reply.value}") for reply in fitting)

    def _not_asked(self, state: StationState) -> Misread:
        """Return that an answer fits no open question, and which answers would."""
        if not state.asked:
            return misread("orders.station.refused.not_asked")
        return misread("orders.station.refused.answers", answers=self._answers(state))

    def _with_number(self, words: list[str]) -> Typed | Misread | None:
        """Return an order that a number, or a page's name, stands behind; None if it is no such order."""
        name = self._numbered.get(words[0]) if words else None
        if name == "page":
            return Lookup(Shelf.PAGE, " ".join(words[1:]))
        scale = 1.0
        numbers: list[str] = []
        bare: list[str] = []
        for word in words:
            if re.match(r"[+-]?\.?\d", word):
                numbers.append(word)
            elif numbers and word in self._minutes:
                scale = 60.0
            elif not (numbers and word in self._seconds):
                bare.append(word)
        name = self._find(self._numbered, bare)
        number = plain_number(numbers[0]) if len(numbers) == 1 else None
        if name == "wait":
            if not numbers:
                return HandsOff(None)
            ticks = None if number is None else whole_ticks(f"{number * scale:g}", 1.0, LONGEST_WAIT_S)
            return misread("orders.station.refused.wait") if ticks is None else HandsOff(ticks)
        if name == "turn":
            seconds = -1.0 if number is None else number * scale
            return TurnLength(int(seconds)) if seconds in TURNS_S else misread("orders.station.refused.turn")
        if bare and bare[-1] in self._auto and self._find(self._numbered, bare[:-1]) == "turn":
            return TurnLength(None)
        return None

    def _verb(self, words: list[str]) -> tuple[_Verb | None, list[str]]:
        """Return what a piece begins with, and the rest of it."""
        for count in (2, 1):
            verb = self._verbs.get(" ".join(words[:count]))
            if verb is not None:
                return verb, words[count:]
        return None, words

    def _person(self, words: list[str]) -> tuple[Person | None, list[str]]:
        """Return who is named at the beginning or at the end, and the rest."""
        lean = [word for word in words if word not in self._fillers]
        for count in (3, 2, 1):
            who = self._people.get(" ".join(lean[:count]))
            if who is not None:
                return who, lean[count:]
        for count in (2, 1):
            who = self._people.get(" ".join(lean[-count:]))
            if who is not None:
                return who, lean[:-count]
        return None, words

    def called(self, who: Person) -> str:
        """Return a person's name as it is typed."""
        return self._first(f"orders.station.who.{who.value}")

    def cannot(self, who: Person) -> Misread:
        """Return that something is not theirs to do, and what is."""
        return self._what(who, "cannot")

    def _what(self, who: Person, kind: str = "what") -> Misread:
        """Return what somebody can be told, who was told nothing, or what is not theirs to do."""
        tasks = ", ".join(self._first(f"orders.station.task.{task.value}") for task in TASKS[who])
        return misread(
            f"orders.station.refused.{kind}", who=self._phrases.say(f"station.who.{who.value}"), tasks=tasks
        )

    def _unknown(self, piece: str, who: Person | None, words: list[str], state: StationState) -> Misread:
        """Return what is wrong with words that mean nothing: misspelt, most often."""
        typed = piece.strip()[:_ECHO]
        named = "" if who is None else self._first(f"orders.station.who.{who.value}")
        alike = get_close_matches("".join(words[:1])[:_ECHO], self._people, 1, _ALIKE)
        if not named and alike and self._find(self._tasks, words[1:]) is not None:
            # A name misspelt, before an order that is not.
            return misread("orders.station.refused.near", typed=typed, near=" ".join([*alike, *words[1:]]))
        known = [*self._tasks, *self._news]
        if not named:
            fitting = (reply for asked in state.asked for reply in ASKINGS[asked.question].replies)
            known += [*self._alone, *self._numbered, *self._people]
            known += [self._first(f"orders.station.reply.{reply.value}") for reply in fitting]
        near = get_close_matches(" ".join(words)[:_ECHO], known, 1, _ALIKE)
        if near:
            return misread("orders.station.refused.near", typed=typed, near=f"{named} {near[0]}".strip())
        return misread("orders.station.refused.unknown", typed=typed)

    def _find(self, table: Mapping[str, _T], words: list[str]) -> _T | None:
        """Return what words stand for, with everything said or with only what matters."""
        lean = [word for word in words if word not in self._fillers]
        leaner = [word for word in lean if word not in self._now]
        for tried in (words, lean, leaner):
            found = table.get(" ".join(tried))
            if found is not None:
                return found
        return None

    def _tokens(self, piece: str) -> list[str]:
        """Return the words of an order; what an id is joined with counts as a space, and a name's colon."""
        spaced = re.sub(r"(?<=[a-z0-9])[_-](?=[a-z0-9])|:", " ", piece.lower())
        spaced = re.sub(r"(?<=[a-z]{2})(?=\d)|(?<=\d)(?=[a-z])", " ", spaced)
        return [self._numerals.get(token, token) for token in spaced.rstrip(" .!?").split()]

    def _first(self, ident: str) -> str:
        """Return the first spelling of a list of the phrases, as it is printed."""
        return self._list(ident)[0]

    def _list(self, ident: str) -> list[str]:
        """Return every spelling of a list of the phrases."""
        return [" ".join(self._tokens(entry)) for entry in self._phrases.say(ident).split("|")]

    def _joints(self, ident: str) -> list[str]:
        return [rf"\b{re.escape(entry)}\b" for entry in self._list(ident)]

    def _read_alone(self) -> dict[str, Typed]:
        """Return the orders that are complete as they stand."""
        whole: dict[str, Typed] = {"to_ships": AllToShips(), "all_stay": AllStay()}
        whole |= {plea.value: plea for plea in Plea}
        whole |= {shelf.value: Lookup(shelf) for shelf in Shelf if shelf is not Shelf.PAGE}
        whole |= {rung.value: ChangeRung(rung) for rung in Rung}
        return self._spelled(
            (spelling, order)
            for word, order in whole.items()
            for spelling in self._list(f"orders.station.typed.{word}")
        )

    def _spelled(self, entries: Iterable[tuple[str, _T]]) -> dict[str, _T]:
        """Return spellings as a table: each as it stands, and each without the words that do not matter."""
        listed = list(entries)
        table = dict(listed)
        for spelling, meant in listed:
            lean = " ".join(word for word in spelling.split() if word not in self._fillers)
            if lean:
                table.setdefault(lean, meant)
        return table


def _every_order() -> Iterator[StationOrder]:
    """Yield every order that can be printed."""
    for who in Person:
        yield from (Assign(who, task) for task in TASKS[who])
        yield from (Tell(who, news) for news in News)
    for question, asking in ASKINGS.items():
        yield from (Answer(question, reply) for reply in asking.replies)
    yield AllToShips()
    yield AllStay()
