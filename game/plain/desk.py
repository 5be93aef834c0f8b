"""The desk: reads one line, does one thing, prints what came of it, and only then asks for the next.

Law: the prompt ``> `` stands alone at a line's start when, and only when, all that was typed so far is
durable. End of input, Ctrl-C and a closed pipe all end the sitting with everything saved.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from game.errors import SaveRefused, UsedWrongly
from game.narrative.doors import led_to
from game.plain.paper import Paper
from game.plain.teller import Teller
from game.storage.library import recaps as read_recaps
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from game.emergencies.flown import Kind
    from game.narrative.book import Declarations
    from game.narrative.previously import Recaps
    from game.plain.can_desk import CanDesk
    from game.plain.dailies_desk import DailiesDesk
    from game.plain.print_desk import PrintDesk
    from game.plain.reach_desk import ReachDesk
    from game.plain.turn_desk import TurnDesk
    from game.readout.phrasebook import Phrasebook
    from game.session import Present, Session
    from game.storage.library import ArchiveCard
    from game.storage.transcript_file import TranscriptFile

PROMPT = "> "
ASK = "?"
"""Typed alone: what the words that were just said lead to."""
_SAID_IN_FLIGHT = "callout/"
"""Before the ident of what was said in a flight, as `game.emergencies.crew` gives it."""
_LONGEST_LINE = 4096
"""Characters of a line that are looked at; what stands behind them is read and dropped."""
_COMMANDING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that a terminal obeys or that turn the direction of a row; a film from elsewhere may hold some."""
_DECORATED = re.compile(r"\[\s*(\S+)\s*\]|(\d+)[.)]", re.ASCII)
"""A choice as it is printed: its id in brackets, or its number with what stands behind it."""
_AT_REACH = frozenset(
    {
        *("retake", "undo", "redo", "go", "look", "what-if", "on"),
        *("flights", "debrief", "previously"),
    }
)
_AT_DAILIES = frozenset({"dailies", "tree"})
_AT_CAN = frozenset(
    {
        *("save", "load", "saves", "quicksave", "quickload", "rename"),
        *("drop", "delete", "restore", "bin", "empty-bin"),
    }
)
_AT_PRINTS = frozenset({"export", "import", "salvage"})
_AT_OTHERS = _AT_REACH | _AT_DAILIES | _AT_CAN | _AT_PRINTS
"""Orders that a desk of their own carries out; it is set up when the first of them is typed."""
_ONLY_HERE = _AT_OTHERS - {"go", "look", "on"} | {"quit", "history", "archive", "new", "write", "profile"}
"""Orders that no ship could be given, so that a missing slash is known for what it is."""
_ALONE = frozenset(
    {
        *("undo", "redo", "on", "flights", "quicksave", "quickload", "bin"),
        *("history", "status", "profile", "new"),
    }
)
"""Orders behind which nothing can stand; what was typed there was meant to do something."""
_HELP = ("reach", "saves")
"""Chapters of the help, but for the first."""
_MEANT = {
    "exit": "quit",
    "?": "help",
    "whatif": "what-if",
    "map": "tree",
    "skip": "on",
    "emptybin": "empty-bin",
    "quick-save": "quicksave",
    "quick-load": "quickload",
}
"""Words that other programs know, or that are nearly ours, and the orders that are theirs here."""


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
    transcript: TranscriptFile | None = None,
    recaps: Callable[[Declarations], Recaps] = read_recaps,
    settle: Callable[[], None] = lambda: None,
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
        transcript: what is shown is appended to it as it comes; None for no such file yet.
        recaps: gives the sentences of what happened before, when they are asked for.
        settle: writes into the profile what was counted so far, before it is told.
    """
    paper = Paper(session.book, phrases, width)
    desk = _Desk(session, phrases, sink, paper, cards, sources, ended, recaps, settle)
    desk.transcript = transcript
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
        recaps: Callable[[Declarations], Recaps],
        settle: Callable[[], None],
    ) -> None:
        self.done = False
        self._told_of_leaving = False
        self.transcript: TranscriptFile | None = None
        self._session = session
        self._phrases = phrases
        self._sink = sink
        self._paper = paper
        self._cards = cards
        self._sources = sources
        self._ended = ended
        self._recaps = recaps
        self._settle = settle
        self._teller = Teller(session, phrases, paper, self.write, self._show)
        self._orders: Mapping[str, Callable[[str], None]] = {
            "history": lambda _: self.write(self._paper.history(self._session.transcript())),
            "status": lambda _: self.write(self._paper.status(self._session.present)),
            "archive": self._archive,
            "write": self._write_down,
            "profile": self._profile,
            "new": self._new,
            "help": self._help,
            "quit": self._quit,
        }
        self._seed: int | None = None
        self._flying: dict[Kind, TurnDesk] = {}

    def write(self, text: str) -> None:
        """Write lines, and an empty line behind them; nothing in them speaks to the terminal."""
        self._sink.write(_COMMANDING.sub("?", text) + "\n\n")

    def say(self, sentence: str) -> None:
        """Write a sentence at the paper's width, and an empty line behind it."""
        self.write(self._paper.wrap(sentence))

    def open(self, *, begin: bool, seed: int | None, reel: int) -> None:
        """Go on with the newest playthrough if it is not over, or begin a new one."""
        present = None if begin else self._newest()
        if present is None:
            present = self._session.begin(seed, reel)
        elif not present.looking:
            self.say(self._phrases.say("plain.resumed", title=present.title, moments=present.moments))
        self._teller.stand(present)
        self._put_down()

    def ask(self, source: TextIO) -> str | None:
        """Print the prompt and return the next line; None when there are no more."""
        present = self._session.present
        if present.looking:
            self._sink.write(f"({self._phrases.say('plain.looking')})\n")
        if not present.durable:
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
        if _meant(line.strip().removeprefix("/")) != "quit":
            self._told_of_leaving = False
        try:
            self._obey(line)
        except (SaveRefused, UsedWrongly) as refusal:
            self._teller.refuse(refusal.phrase, **refusal.values)
        self._put_down()

    def _obey(self, line: str) -> None:
        if not line:
            self._choices()
        elif line.partition(" ")[0] == ASK and self._session.present.state.flight is None:
            self._ask(line.removeprefix(ASK).strip())
        elif line.startswith("/"):
            word, _, rest = line[1:].partition(" ")
            order = self._order(_meant(word))
            if order is None:
                self._teller.refuse("order.unknown", typed=line[:40])
            elif rest.strip() and _meant(word) in _ALONE:
                self._teller.refuse("plain.alone", order=_meant(word), typed=rest.strip()[:40])
            else:
                order(rest.strip())
        else:
            self._choose(line)

    def _order(self, word: str) -> Callable[[str], None] | None:
        """Return what carries an order out; None where nothing is called so."""
        if word in _AT_REACH:
            return self._reach.orders[word]
        if word in _AT_DAILIES:
            return self._dailies.orders[word]
        if word in _AT_CAN:
            return self._can.orders[word]
        if word in _AT_PRINTS:
            return self._prints.orders[word]
        return self._orders.get(word)

    def _choose(self, line: str) -> None:
        before = self._session.present
        if before.state.flight is not None:
            word, _, rest = line.partition(" ")
            if _meant(word) in _ONLY_HERE:
                self._teller.refuse("order.slash", order=f"{_meant(word)} {rest}".strip()[:40])
                return
            if self._flight().obey(line):
                present = self._session.present
                # What was said in the flight stands above the scene that follows it, and is printed there.
                story = tuple(line for line in present.lines if not line.ident.startswith(_SAID_IN_FLIGHT))
                self._show(replace(present, lines=story, notices=()), whole=False)
                told = self._session.present.state.known()["flying"] == Rung.TOLD.value
                if not (self.done or told):
                    self.say(self._phrases.say("plain.debrief_hint"))
            return
        typed = self._choice_of(line)
        word, _, rest = typed.partition(" ")
        order = _meant(word)
        if order in _AT_OTHERS | self._orders.keys() and typed not in _idents(before):
            self._teller.refuse("order.slash", order=f"{order} {rest}".strip()[:40])
            return
        self._teller.go_on(self._session.choose(typed))

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
                    self._teller.say(refusal.phrase, **refusal.values)
                    return None
            self._teller.say(film.refusal.phrase, **film.refusal.values)
        return None

    def _show(self, present: Present, *, whole: bool, far: bool = False) -> None:
        """Print what an order showed, what it cost, and what can be done now; as `Showing` has it."""
        if whole and present.absent_s:
            self._reach.welcome(present)
        scene_changed = present.before is None or present.before.place.scene != present.state.place.scene
        if (whole or scene_changed) and not far:
            self.write(self._paper.slate(present))
        if present.lines:
            self.write(self._paper.lines(present.lines))
            self._doors(present)
        changes = self._paper.changes(present)
        if changes:
            self.write(changes)
        if not whole:
            self._teller.tell(present.notices)
            # Who has not everything on the disk stays, to export what there is, or to free some room.
            self.done = bool(present.state.ending) and present.durable
        if far:
            self.write(self._paper.slate(present))
        if present.state.flight is not None:
            self._flight().show(whole=whole or far)
        else:
            self._choices()

    def _flight(self) -> TurnDesk:
        """Return the desk at which this emergency is met; plain play without one never pays for it."""
        from game.emergencies.flown import kind_of
        from game.plain.flight_seats import take_seat

        flight = self._session.present.state.flight
        if flight is None:
            raise ValueError("nothing is being flown")
        kind = kind_of(flight.sim)
        if kind not in self._flying:
            self._flying[kind] = take_seat(flight.sim, self._teller)
        return self._flying[kind]

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

    @cached_property
    def _reach(self) -> ReachDesk:
        from game.plain.reach_desk import ReachDesk

        return ReachDesk(self._teller, self._recaps)

    @cached_property
    def _dailies(self) -> DailiesDesk:
        from game.plain.dailies_desk import DailiesDesk

        return DailiesDesk(self._teller)

    @cached_property
    def _can(self) -> CanDesk:
        from game.plain.can_desk import CanDesk

        return CanDesk(self._teller)

    @cached_property
    def _prints(self) -> PrintDesk:
        from game.plain.print_desk import PrintDesk

        return PrintDesk(self._teller)

    def _doors(self, present: Present) -> None:
        """Say which cards the words that were just shown lead to, in one line."""
        cards = [led.card for led in led_to(self._session.book, present.lines)]
        if cards:
            self.say(self._phrases.say("plain.doors", cards=", ".join(cards)))

    def _ask(self, wanted: str) -> None:
        """Read the card that is meant, or the only one that the last words lead to; list several."""
        here = [led.card for led in led_to(self._session.book, self._session.present.lines)]
        if wanted or len(here) == 1:
            self._archive(wanted or here[0])
        elif here:
            known = {card.ident: card for card in self._cards()}
            rows = [self._card(known[ident]) for ident in here if ident in known]
            self.write("\n".join([*rows, self._phrases.say("plain.doors_how", card=here[0])]))
        else:
            self._teller.refuse("plain.no_doors")

    def _card(self, card: ArchiveCard) -> str:
        return self._phrases.say("plain.card", ident=card.ident, title=card.title)

    def _shelf(self) -> str:
        """Return every card, those first that the story led to."""
        from game.storage.archive import read_shelf

        self._settle()
        shelf = read_shelf(self._session.can.folder, self._cards())
        met = [self._card(card) for card in shelf.cards if card.ident in shelf.met]
        rest = [self._card(card) for card in shelf.cards if card.ident not in shelf.met]
        say = self._phrases.say
        if met:
            met = [say("plain.cards_met", met=len(met), cards=len(shelf.cards)), *met]
            rest = [say("plain.cards_left"), *rest] if rest else []
        return "\n".join([*met, *rest]) or say("archive.none")

    def _archive(self, wanted: str) -> None:
        if not wanted:
            self.write(self._shelf())
            return
        cards = self._cards()
        folded = wanted.casefold()
        for card in cards:
            if folded in {card.ident.casefold(), card.title.casefold()}:
                self.write(self._paper.card(card, self._sources()))
                return
        self._teller.refuse("archive.unknown", typed=wanted[:40])

    def _profile(self, _: str) -> None:
        from game.plain.profile_desk import ProfileDesk

        self._settle()
        ProfileDesk(self._teller).show()

    def _help(self, chapter: str) -> None:
        """Say the orders: those of every day, or a chapter of the others."""
        found = chapter.lower()
        self.write(self._phrases.say(f"plain.help.{found}" if found in _HELP else "plain.help"))

    def _write_down(self, file: str) -> None:
        """Append to a file what is shown from now on, or stop it."""
        self.transcript = self._prints.open_transcript(file, self.transcript)

    def _put_down(self) -> None:
        """Append what the last line showed to the transcript's file, where there is one."""
        if self.transcript is not None:
            refusal = self.transcript.write(self._session.present)
            if refusal is not None:
                self._teller.refuse(refusal.phrase, **refusal.values)

    def _new(self, _: str) -> None:
        self._teller.stand(self._session.begin(self._seed))

    def _quit(self, _: str) -> None:
        left = self._session.leaves_behind()
        if left is None or self._told_of_leaving:
            self.done = True
            return
        self._told_of_leaving = True
        reason = self._phrases.say_error(left.because)
        self._teller.refuse("plain.quit_unsaved", unsaved=left.moments, reason=reason)


def _meant(word: str) -> str:
    """Return the order that a word stands for."""
    return _MEANT.get(word.lower(), word.lower())


def _idents(present: Present) -> set[str]:
    return {offer.ident for offer in present.state.offers}


def _read_line(source: TextIO) -> str:
    """Return the next line, or the beginning of a very long one; ``""`` when nothing more can be read."""
    try:
        return source.readline(_LONGEST_LINE)
    except OSError:
        # A terminal that went away, or a descriptor that is not for reading: the input has ended.
        return ""
