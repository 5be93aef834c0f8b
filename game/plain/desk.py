"""The desk: reads one line, does one thing, prints what came of it, and only then asks for the next.

Law: the prompt ``> `` stands alone at a line's start when, and only when, all that was typed so far is
durable. End of input, Ctrl-C and a closed pipe all end the sitting with everything saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from game.errors import SaveRefused
from game.plain.paper import Paper
from game.session import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from game.readout.phrasebook import Phrasebook
    from game.session import Present, Session
    from game.storage.library import ArchiveCard

PROMPT = "> "
_LONGEST_LINE = 4096
"""Characters of a line that are looked at; what stands behind them is read and dropped."""


def play_lines(
    session: Session,
    phrases: Phrasebook,
    source: TextIO,
    sink: TextIO,
    *,
    width: int,
    cards: Callable[[], Sequence[ArchiveCard]],
    ended: Callable[[str], None],
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
        ended: told the ending's id when the film ends.
        begin: begin a new playthrough even when there is one to go on with.
        seed: for a new playthrough; None draws one.
        reel: the marked start of a new playthrough, or 0.
        greetings: sentences to say first.
    """
    desk = _Desk(session, phrases, sink, width, cards)
    for greeting in greetings:
        desk.say(greeting)
    desk.open(begin=begin, seed=seed, reel=reel)
    while not desk.done:
        line = desk.ask(source)
        if line is None:
            return
        desk.obey(line, seed)
    ending = session.present.state.ending
    if ending:
        ended(ending)


class _Desk:
    def __init__(
        self,
        session: Session,
        phrases: Phrasebook,
        sink: TextIO,
        width: int,
        cards: Callable[[], Sequence[ArchiveCard]],
    ) -> None:
        self.done = False
        self._session = session
        self._phrases = phrases
        self._sink = sink
        self._paper = Paper(session.book, phrases, width)
        self._cards = cards
        self._orders: Mapping[str, Callable[[str], None]] = {
            "save": self._save,
            "load": self._load,
            "saves": lambda _: self.write(self._paper.saves(self._session.saves())),
            "retake": self._retake,
            "history": lambda _: self.write(self._paper.history(self._session.transcript())),
            "status": lambda _: self.write(self._paper.status(self._session.present)),
            "archive": self._archive,
            "new": self._new,
            "help": lambda _: self.write(self._phrases.say("plain.help")),
            "quit": self._quit,
        }
        self._seed: int | None = None

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
        line = source.readline(_LONGEST_LINE)
        if not line:
            self._sink.write("\n")
            return None
        while not line.endswith("\n"):
            rest = source.readline(_LONGEST_LINE)
            if not rest:
                break
            if rest.endswith("\n"):
                line += "\n"
        return line.strip()

    def obey(self, line: str, seed: int | None) -> None:
        """Do what a line says."""
        self._seed = seed
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
            before = self._session.present
            present = self._session.choose(line)
            self._say(present)
            if present.moment != before.moment:
                self._show(present, whole=False)

    def _newest(self) -> Present | None:
        """Open the newest sound playthrough, saying what is wrong with those after it; None if it is over."""
        for film in self._session.saves():
            if film.refusal is None:
                try:
                    return None if film.ending else self._session.resume(film.ident)
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
        self.write(self._paper.lines(present.lines))
        changes = self._paper.changes(present)
        if changes:
            self.write(changes)
        if whole:
            self._say(present)
        self._choices()

    def _choices(self) -> None:
        present = self._session.present
        if present.state.ending:
            ending = self._session.book.declarations.endings[present.state.ending]
            self.write(self._phrases.say("plain.credits", takes=present.takes))
            self._sink.write(self._phrases.say("plain.end", ident=ending.ident, title=ending.title) + "\n")
            self._sink.flush()
            self.done = True
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
                self.write(self._paper.card(card))
                return
        self._refuse("archive.unknown", typed=wanted[:40])

    def _new(self, _: str) -> None:
        self._show(self._session.begin(self._seed), whole=True)

    def _quit(self, _: str) -> None:
        self.done = True
