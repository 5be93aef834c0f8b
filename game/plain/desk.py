"""The desk: reads one line, does one thing, prints what came of it, and only then asks for the next.

Law: the prompt ``> `` stands alone at a line's start when, and only when, all that was typed so far is
durable. End of input, Ctrl-C and a closed pipe all end the sitting with everything saved.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from game.errors import SaveRefused
from game.plain.paper import Paper
from game.session import Notice
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from game.emergencies.flown import Kind
    from game.narrative.flightbook import FlightBook
    from game.plain.debrief_desk import DebriefDesk
    from game.plain.turn_desk import TurnDesk
    from game.readout.phrasebook import Phrasebook
    from game.session import Present, Session
    from game.storage.library import ArchiveCard

PROMPT = "> "
_SAID_IN_FLIGHT = "callout/"
"""Before the ident of what was said in a flight, as `game.emergencies.crew` gives it."""
_LONGEST_LINE = 4096
"""Characters of a line that are looked at; what stands behind them is read and dropped."""
_DECORATED = re.compile(r"\[\s*(\S+)\s*\]|(\d+)[.)]", re.ASCII)
"""A choice as it is printed: its id in brackets, or its number with what stands behind it."""
_NEVER_FLOWN = frozenset({"quit", "save", "load", "saves", "retake", "history", "archive", "new", "debrief"})
"""Orders of the desk that no ship could be given, so that a missing slash is known for what it is."""
_MEANT = {"exit": "quit", "?": "help"}
"""Words that other programs know, and the orders that are theirs here."""


def play_lines(
    session: Session,
    phrases: Phrasebook,
    source: TextIO,
    sink: TextIO,
    *,
    width: int,
    cards: Callable[[], Sequence[ArchiveCard]],
    sources: Callable[[], Mapping[str, str]],
    ended: Callable[[str], Collection[str]],
    begin: bool,
    seed: int | None,
    reel: int,
    greetings: Sequence[str] = (),
) -> None:
    """Play until the film ends, the input ends, or the player quits.

    Args:
        session: the sitting; nothing need be open yet.
        phrases: every sentence that is not story.
        source: where lines come from.
        sink: where lines go.
        width: columns to wrap at, or 0 for none.
        cards: gives the Archive when it is asked for.
        sources: gives what each key of a source stands for.
        ended: told an ending's id when it is shown; returns the ids of all that were ever seen.
        begin: begin a new playthrough even when there is one to go on with.
        seed: for a new playthrough; None draws one.
        reel: the marked start of a new playthrough, or 0.
        greetings: sentences to say first.
    """
    desk = _Desk(session, phrases, sink, Paper(session.book, phrases, width), cards, sources, ended)
    for greeting in greetings:
        desk.say(greeting)
    desk.open(begin=begin, seed=seed, reel=reel)
    while not desk.done:
        line = desk.ask(source)
        if line is None:
            return
        desk.obey(line, seed)


class _Desk:
    def __init__(
        self,
        session: Session,
        phrases: Phrasebook,
        sink: TextIO,
        paper: Paper,
        cards: Callable[[], Sequence[ArchiveCard]],
        sources: Callable[[], Mapping[str, str]],
        ended: Callable[[str], Collection[str]],
    ) -> None:
        self.done = False
        self._session = session
        self._phrases = phrases
        self._sink = sink
        self._paper = paper
        self._cards = cards
        self._sources = sources
        self._ended = ended
        self._orders: Mapping[str, Callable[[str], None]] = {
            "save": self._save,
            "load": self._load,
            "saves": lambda _: self.write(self._paper.saves(self._session.saves())),
            "retake": self._retake,
            "history": lambda _: self.write(self._paper.history(self._session.transcript())),
            "status": lambda _: self.write(self._paper.status(self._session.present)),
            "archive": self._archive,
            "debrief": self._debrief,
            "new": self._new,
            "help": lambda _: self.write(self._phrases.say("plain.help")),
            "quit": self._quit,
        }
        self._seed: int | None = None
        self._flying: dict[Kind, TurnDesk] = {}
        self._debriefing: DebriefDesk | None = None

    def write(self, text: str) -> None:
        """Write lines as they are, and an empty line behind them."""
        self._sink.write(text + "\n\n")

    def say(self, sentence: str) -> None:
        """Write a sentence at the paper's width, and an empty line behind it."""
        self.write(self._paper.wrap(sentence))

    def open(self, *, begin: bool, seed: int | None, reel: int) -> None:
        """Go on with the newest playthrough if it is not over, or begin a new one."""
        present = None if begin else self._newest()
        if present is None:
            present = self._session.begin(seed, reel)
        else:
            self.say(self._phrases.say("plain.resumed", title=present.title, moments=present.moments))
        self._show(present, whole=True)

    def ask(self, source: TextIO) -> str | None:
        """Print the prompt and return the next line; None when there are no more."""
        if not self._session.present.durable:
            self._sink.write(f"({self._phrases.say('slate.unsaved')})")
        self._sink.write(PROMPT)
        self._sink.flush()
        line = _read_line(source)
        if not line:
            self._sink.write("\n")
            return None
        while not line.endswith("\n"):
            rest = _read_line(source)
            if not rest:
                break
            if rest.endswith("\n"):
                line += "\n"
        return line.strip()

    def obey(self, line: str, seed: int | None) -> None:
        """Do what a line says."""
        self._seed = seed
        try:
            self._obey(line)
        except SaveRefused as refusal:
            self._refuse(refusal.phrase, **refusal.values)

    def _obey(self, line: str) -> None:
        if not line:
            self._choices()
        elif line.startswith("/"):
            word, _, rest = line[1:].partition(" ")
            order = self._orders.get(word.lower())
            if order is None:
                self._refuse("order.unknown", typed=line[:40])
            else:
                order(rest.strip())
        else:
            self._choose(line)

    def _choose(self, line: str) -> None:
        before = self._session.present
        if before.state.flight is not None:
            word = line.partition(" ")[0].lower()
            if _MEANT.get(word, word) in _NEVER_FLOWN:
                rest = line.partition(" ")[2]
                self._refuse("order.slash", order=f"{_MEANT.get(word, word)} {rest}".strip()[:40])
                return
            if self._flight().obey(line):
                self.done = bool(self._session.present.state.ending)
                present = self._session.present
                # What was said in the flight stands above the scene that follows it, and is printed there.
                story = tuple(line for line in present.lines if not line.ident.startswith(_SAID_IN_FLIGHT))
                self._show(replace(present, lines=story), whole=False)
                told = self._session.present.state.known()["flying"] == Rung.TOLD.value
                if not (self.done or told):
                    self.say(self._phrases.say("plain.debrief_hint"))
            return
        typed = self._choice_of(line)
        word, _, rest = typed.partition(" ")
        order = _MEANT.get(word.lower(), word.lower())
        if order in self._orders and typed not in _idents(before):
            self._refuse("order.slash", order=f"{order} {rest}".strip()[:40])
            return
        present = self._session.choose(typed)
        self._say(present)
        if present.moment != before.moment:
            self.done = bool(present.state.ending)
            self._show(present, whole=False)

    def _choice_of(self, line: str) -> str:
        """Return what was typed without what a choice is printed with, and as its id is written."""
        found = _DECORATED.fullmatch(line)
        typed = (found[1] or found[2]) if found else line
        idents = _idents(self._session.present)
        return typed.lower() if typed not in idents and typed.lower() in idents else typed

    def _newest(self) -> Present | None:
        """Open the newest sound playthrough, saying what is wrong with those after it; None if it is over."""
        for film in self._session.saves():
            if film.refusal is None:
                if film.ending:
                    self.say(self._phrases.say("plain.over", title=film.title, ident=film.ident))
                    return None
                try:
                    return self._session.resume(film.ident)
                except SaveRefused as refusal:
                    self.say(self._phrases.say_error(refusal))
                    return None
            self.say(self._phrases.say_error(film.refusal))
        return None

    def _show(self, present: Present, *, whole: bool) -> None:
        """Print what an order showed, what it cost, and what can be done now."""
        scene_changed = present.before is None or present.before.place.scene != present.state.place.scene
        if whole or scene_changed:
            self.write(self._paper.slate(present))
        if present.lines:
            self.write(self._paper.lines(present.lines))
        changes = self._paper.changes(present)
        if changes:
            self.write(changes)
        if whole:
            self._say(present)
        if present.state.flight is not None:
            self._flight().show(whole=whole)
        else:
            self._choices()

    def _flight(self) -> TurnDesk:
        """Return the desk at which this emergency is met; plain play without one never pays for it."""
        from game.emergencies.flown import Kind, kind_of

        flight = self._session.present.state.flight
        if flight is None:
            raise ValueError("nothing is being flown")
        kind = kind_of(flight.sim)
        desk = self._flying.get(kind)
        if desk is None:
            desk = self._flying[kind] = self._station() if kind is Kind.STATION else self._docking()
        return desk

    def _docking(self) -> TurnDesk:
        from game.plain.flight_desk import FlightDesk

        return FlightDesk(self._session, self._phrases, self._paper, self.write)

    def _station(self) -> TurnDesk:
        from game.plain.station_desk import StationDesk

        def book() -> FlightBook:
            return self._session.book.flightbook

        return StationDesk(self._session, self._phrases, self._paper, self.write, book)

    def _choices(self) -> None:
        present = self._session.present
        if present.state.flight is not None:
            self.write(self._flight().choices())
        elif present.state.ending:
            endings = self._session.book.declarations.endings
            ending = endings[present.state.ending]
            seen = len(endings.keys() & set(self._ended(ending.ident)))
            self.say(self._phrases.say("plain.credits", takes=present.takes, seen=seen, endings=len(endings)))
            end = self._phrases.say("plain.end", ident=ending.ident, title=ending.title)
            if self.done:
                self._sink.write(end + "\n")
                self._sink.flush()
            else:
                self.write(end)
        else:
            self.write(self._paper.choices(present))

    def _say(self, present: Present) -> None:
        for notice in present.notices:
            self.write(self._paper.notice(notice))

    def _refuse(self, phrase: str, **values: str | int) -> None:
        self.write(self._paper.notice(Notice(phrase, values, refused=True)))

    def _save(self, name: str) -> None:
        self._say(self._session.bookmark(name))

    def _load(self, name: str) -> None:
        present = self._session.load(name)
        if any(notice.refused for notice in present.notices):
            self._say(present)
        else:
            self._show(present, whole=True)

    def _retake(self, count: str) -> None:
        if count and not (count.isascii() and count.isdigit() and int(count[:9]) >= 1):
            self._refuse("retake.number", typed=count[:40])
            return
        present = self._session.retake(int(count[:9]) if count else 1)
        if any(notice.refused for notice in present.notices):
            self._say(present)
        else:
            self._show(present, whole=True)

    def _archive(self, wanted: str) -> None:
        cards = self._cards()
        if not wanted:
            rows = [self._phrases.say("plain.card", ident=card.ident, title=card.title) for card in cards]
            self.write("\n".join(rows) or self._phrases.say("archive.none"))
            return
        folded = wanted.casefold()
        for card in cards:
            if folded in {card.ident.casefold(), card.title.casefold()}:
                self.write(self._paper.card(card, self._sources()))
                return
        self._refuse("archive.unknown", typed=wanted[:40])

    def _debrief(self, order: str) -> None:
        if self._debriefing is None:
            from game.plain.debrief_desk import DebriefDesk

            self._debriefing = DebriefDesk(self._session, self._phrases, self._paper, self.write)
        answer = self._debriefing.obey(order.lower())
        if isinstance(answer, str):
            if answer:
                self._refuse(answer, typed=order[:40])
            return
        present = self._session.retake_to_tick(answer)
        if any(notice.refused for notice in present.notices):
            self._say(present)
        else:
            self._show(present, whole=True)

    def _new(self, _: str) -> None:
        self._show(self._session.begin(self._seed), whole=True)

    def _quit(self, _: str) -> None:
        self.done = True


def _idents(present: Present) -> set[str]:
    return {offer.ident for offer in present.state.offers}


def _read_line(source: TextIO) -> str:
    """Return the next line, or the beginning of a very long one; ``""`` when nothing more can be read."""
    try:
        return source.readline(_LONGEST_LINE)
    except OSError:
        # A terminal that went away, or a descriptor that is not for reading: the input has ended.
        return ""
