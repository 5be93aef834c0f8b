"""The orders that make the next present, and the journal behind them.

Law: the one mutable object; `game.session.reach` and `game.session.keeping` make it whole. An order is
durable before its result is handed out; when the disk refuses, the game goes on in memory, says so, and
writes what waits as soon as it can; into a new file, when the old one is gone or is no longer what was
written. A playthrough that is only looked at is never written: the first order goes on in one of its own.
Nothing here draws or reads a key. The time of day and fresh seeds are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin, fly_on, settle
from game.errors import SaveRefused, UsedWrongly
from game.mission.phases import FREE
from game.narrative.book import Start
from game.session.journal import Journal, notice_of
from game.session.present import Notice, Present, Unsaved
from game.storage.film import Film, Head, Moment, Twig
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.events import Event, LineShown, OrderRefused, PlaceLost
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.session.present import Keeper
    from game.storage.can import Can, FilmSummary
    from game.storage.moments import MoveKind
    from game.vocabulary.commands import Command
    from game.vocabulary.flying import FlightOrder, Rung
    from game.vocabulary.values import Value

KEYFRAME_TICKS = 5 * TICKS_PER_S
"""Ticks after which a flight without an order writes itself down; half of what is allowed."""

_CAPTION = 60
"""Characters of a caption. Chosen so that it fits one row of the can at 80 columns."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the playthrough stood before a moment is added.

    Attributes:
        head: the moment and the take.
        state: all that was.
    """

    head: Head
    state: State


class Sitting:
    """One sitting with one story and one can.

    Attributes:
        book: the story.
        can: the folder of playthroughs.
    """

    def __init__(
        self,
        book: Book,
        can: Can,
        *,
        phrases: Phrasebook,
        edition: str,
        now: Callable[[], str],
        fresh_seed: Callable[[], int],
        rung: Rung | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        """Sit down; nothing is opened yet.

        Args:
            book: the story.
            can: the folder of playthroughs.
            phrases: for the titles of new playthroughs.
            edition: the story's edition, kept with what is played.
            now: the time of day, ISO 8601, UTC.
            fresh_seed: a new seed, for a playthrough that asks for none.
            rung: how the emergencies of new playthroughs are met; None lets the story ask.
            keeper: hears what is shown, for what belongs to the player; None where nobody does.
        """
        self.book = book
        self.can = can
        self._phrases = phrases
        self._edition = edition
        self._now = now
        self._fresh_seed = fresh_seed
        self._rung = rung
        self._keeper = keeper
        self._journal = Journal(can.ensure_folder)
        can.in_memory = self._journal.in_memory
        self._present: Present | None = None
        self._unwritten: tuple[Line, ...] = ()
        self._written_tick = 0
        self._absent_s = 0
        self._other_twigs: dict[str, list[Twig]] | None = None

    @property
    def present(self) -> Present:
        """Return what is now.

        Raises:
            LookupError: before a playthrough is open.
        """
        if self._present is None:
            raise LookupError("no playthrough is open")
        return self._present

    @property
    def is_open(self) -> bool:
        """Whether a playthrough is open."""
        return self._present is not None

    @property
    def unsaved(self) -> int:
        """How many moments and Retakes lie on no disk; after `close`, how many were given up."""
        return self._journal.unsaved

    @property
    def unsaved_because(self) -> SaveRefused | None:
        """Why, while `unsaved` is not 0."""
        return self._journal.unsaved_because

    def time_of_day(self) -> str:
        """Return the time of day as this sitting has it, ISO 8601, UTC."""
        return self._now()

    def leaves_behind(self) -> Unsaved | None:
        """Try once more to write all, and return what would be lost by leaving now; None for nothing."""
        if self._present is not None:
            self.keep()
            self._journal.write_waiting()
        because = self._journal.unsaved_because
        return None if because is None else Unsaved(self._journal.unsaved, because)

    def begin(self, seed: int | None = None, reel: int = 0) -> Present:
        """Begin a new playthrough.

        Args:
            seed: for chance; None draws a fresh one.
            reel: a marked start of ``story/starts.toml``, or 0 for the cold open.
        """
        start = self.book.declarations.starts[reel] if reel else None
        return self._begin(seed, start, reel, self._rung, (f"reel {reel}",) if reel else ())

    def begin_flight(self, rung: Rung, start: str, seed: int | None = None) -> Present:
        """Begin a flight outside the story, as a playthrough that is marked so.

        Args:
            rung: how it is flown; not told.
            start: a word of the fact ``free_start``.
            seed: for chance; None draws a fresh one.
        """
        facts: dict[str, Value] = {"free_start": start}
        return self._begin(seed, Start(0, FREE, facts), 0, rung, (self._phrases.say("film.free"),))

    def _begin(
        self, seed: int | None, start: Start | None, reel: int, rung: Rung | None, marks: tuple[str, ...]
    ) -> Present:
        self._leave()
        chosen = self._fresh_seed() if seed is None else seed
        turn = begin(self.book, chosen, start, rung)
        at = self._now()
        lines = lines_of(turn)
        first = Moment(0, None, None, turn.state, lines, self._caption(turn.state, lines), 1, at)
        label = {
            "seed": chosen,
            "edition": self._edition,
            "title": self._fresh_title(at),
            "started_at": at,
            "start_reel": reel,
            "first": first,
            "marks": marks,
        }
        notices: tuple[Notice, ...] = ()
        try:
            film = Film.create(self.can.ensure_folder(), **label)  # type: ignore[arg-type]  # one label for both doors
        except SaveRefused as refusal:
            film = Film.in_memory(**label)  # type: ignore[arg-type]  # as above
            self._journal.note_refusal(refusal)
            notices = (notice_of(refusal), Notice("save.in_memory", {}))
        self._journal.put_in(film)
        self._opened_another()
        self._note_written(turn.state)
        self._show(turn.state, None, lines, turn.events, 0, 1, notices)
        return self._heard()

    def resume(self, film_ident: str = "") -> Present | None:
        """Go on where a playthrough stands.

        Args:
            film_ident: which; ``""`` for the newest that can be opened.

        Returns:
            The present, or None when there is nothing to go on with.

        Raises:
            SaveRefused: if the playthrough that was named, or the newest, cannot be opened.
        """
        summary = self.can.find(film_ident) if film_ident else self.can.newest()
        if summary is None:
            return None
        if summary.refusal is not None:
            raise summary.refusal
        notices = self._open(summary)
        return self._stand(self._journal.head(), notices)

    def choose(self, typed: str) -> Present:
        """Take a choice by its number, from 1, or by its written id."""
        now = self.present
        offers = now.state.offers
        word = typed.strip()
        if word.isascii() and word.isdigit():
            number = int(word[:9])
            if not 1 <= number <= len(offers):
                phrase = "order.film_over" if now.state.ending else "order.no_such_number"
                return self._refuse(Notice(phrase, {"typed": word[:20], "most": len(offers)}, refused=True))
            word = offers[number - 1].ident
        return self._obey(Choose(now.state.place, word))

    def order(self, *orders: FlightOrder) -> Present:
        """Give orders to the flight: they are durable when this returns, and act in its next tick."""
        flight = self.present.state.flight
        return self._obey(Fly(flight.tick if flight else 0, orders))

    def _obey(self, command: Command) -> Present:
        """Have the engine carry a command out, and write down what came of it."""
        now = self.present
        turn = advance(now.state, command, self.book)
        for event in turn.events:
            if isinstance(event, OrderRefused):
                return self._refuse(Notice(event.phrase, {"typed": event.detail[:40]}, refused=True))
        self._commit(command, turn, Stood(Head(now.moment, now.take), now.state))
        return self._heard()

    def run(self, ticks: int, until: Callable[[Event], bool] | None = None) -> Present:
        """Let ticks of the flight pass; it stops earlier when the flight ends, and the story goes on.

        What was said is in the present's lines. At most `KEYFRAME_TICKS` of it are not yet on the disk; the
        last order always is.

        Args:
            ticks: how many at most.
            until: tells of an event whether the second in which it came is the last; None for none.
        """
        lines: tuple[Line, ...] = ()
        events: tuple[Event, ...] = ()
        notices: tuple[Notice, ...] = ()
        left = ticks
        while left > 0:
            now = self.present
            if now.state.flight is None:
                break
            stretch = min(left, self._written_tick + KEYFRAME_TICKS - now.state.flight.tick)
            if until is not None:
                stretch = min(stretch, TICKS_PER_S)
            turn = fly_on(now.state, stretch, self.book)
            left -= stretch
            lines += lines_of(turn)
            events += turn.events
            self._unwritten += lines_of(turn)
            self._present = replace(now, state=turn.state, before=None)
            flight = turn.state.flight
            if flight is None or flight.tick - self._written_tick >= KEYFRAME_TICKS:
                stood = Stood(Head(now.moment, now.take), now.state)
                notices += self._commit(None, replace(turn, events=()), stood).notices
            if until is not None and any(map(until, turn.events)):
                break
        if not lines and not events and not notices and ticks > 0 and self.present.state.flight is None:
            return self._refuse(Notice("order.not_flying", {}, refused=True))
        self._present = replace(self.present, lines=lines, events=events, notices=notices)
        return self._heard()

    def fly(
        self, orders: tuple[FlightOrder, ...], ticks: int, until: Callable[[Event], bool] | None = None
    ) -> Present:
        """Give orders and let ticks pass, all of it durable when this returns: one turn.

        Args:
            orders: none at all is hands off.
            ticks: how long the turn is, at least 1.
            until: as for `run`.
        """
        before = self.present.state
        ordered = self.order(*orders)
        if was_refused(ordered) or ordered.state.flight is None:
            return ordered
        flown = self.run(ticks, until)
        notices = ordered.notices + flown.notices
        kept = self.keep()
        if kept is not flown:
            notices += kept.notices
        self._present = replace(
            self.present, before=before, lines=flown.lines, events=flown.events, notices=notices
        )
        return self._present

    def keep(self) -> Present:
        """Write down what a flight did since the last order, so that this very tick is a place."""
        now = self.present
        flight = now.state.flight
        if flight is not None and flight.tick > self._written_tick:
            self._commit(None, Turn(now.state, ()), Stood(Head(now.moment, now.take), now.state))
        return self.present

    def close(self) -> None:
        """Write what waits, if the disk lets it, and let every file go."""
        self._leave()
        self._journal.close()

    def _leave(self) -> None:
        """Let the open playthrough go; a flight is first written down as far as it was flown."""
        if self._present is not None:
            self.keep()
        self._journal.leave()
        self._present = None

    def _open(self, summary: FilmSummary) -> tuple[Notice, ...]:
        """Put a film in, and return what must be said about it."""
        if not self._is_open(summary):
            self._exchange(summary)
        film = self._journal.film
        if film.writable:
            return ()
        return (Notice("save.looking" if film.in_use else "save.read_only", {"file": summary.file}),)

    def _is_open(self, summary: FilmSummary) -> bool:
        if not self._journal.is_open:
            return False
        film = self._journal.film
        return film is summary.source if film.path is None else film.path == summary.path

    def _exchange(self, summary: FilmSummary) -> None:
        if self._present is not None:
            self.keep()
        if self._journal.take_up(summary.path, summary.source):
            self._opened_another()
            self._present = None
            return
        film = Film.open(summary.path, aside=True)
        try:
            film.moment(film.head().moment)
            absent_s = _seconds_between(film.updated_at(), self._now())
            if film.writable:
                film.note_edition(self._edition, self._now())
        except SaveRefused:
            # What is open stays open.
            film.close()
            raise
        self._journal.put_in(film)
        self._opened_another()
        self._other_twigs = None
        self._absent_s = absent_s
        self._present = None

    def _opened_another(self) -> None:
        """Another playthrough is open now than before."""

    def _own(self) -> tuple[Notice, ...]:
        """Before anything is written: where this playthrough is only looked at, go on in one's own."""
        film = self._journal.film
        if film.writable:
            return ()
        title = self._untaken(self._phrases.say("film.own_way", title=film.title), film.label.started_at)
        return self._journal.go_own_way(title, self._edition, self._now())

    def _heard(self) -> Present:
        """Let the player's own keeper take note of what was shown."""
        if self._keeper is not None and (self.present.lines or self.present.events):
            said = self._keeper.heard(self.present)
            if said:
                self._present = replace(self.present, notices=(*self.present.notices, *said))
        return self.present

    def _move(self, kind: MoveKind, to: Head, name: str = "") -> tuple[Notice, ...]:
        """Take the head to another moment, and return what must be said about it."""
        own = self._own()
        moved = self._journal.move_to(kind, to, self._now(), name)
        return (*own, *(notice for notice in moved if notice not in own))

    def _stand_at(self, moment: int, kind: MoveKind, name: str = "") -> Present:
        """Stand at a moment of this playthrough that there is, in a take of its own."""
        scene = self._journal.moment(moment).state.place.scene
        to = Head(moment, self._journal.last_take(scene) + 1)
        return self._stand(to, self._move(kind, to, name))

    def _commit(
        self, command: Command | None, turn: Turn, stood: Stood, notices: tuple[Notice, ...] = ()
    ) -> Present:
        """Add a moment; without a command it is what came by itself: a flight's time, a new edition."""
        own = self._own()
        scene = turn.state.place.scene
        take = (
            stood.head.take
            if scene == stood.state.place.scene
            else self._journal.take_on_entering(scene, stood.head.moment)
        )
        lines = lines_of(turn)
        shown = self._unwritten + lines
        moment = Moment(
            ident=self._journal.count(),
            parent=stood.head.moment,
            command=command,
            state=turn.state,
            lines=shown,
            caption=self._caption(turn.state, lines),
            take=take,
            made_at=self._now(),
        )
        self._note_written(turn.state)
        written = self._journal.write(moment)
        # Why it could not be kept was said already, if it was.
        notices = (*own, *notices, *(notice for notice in written if notice not in own))
        before = stood.state if command is not None else None
        return self._show(turn.state, before, lines, turn.events, moment.ident, take, notices)

    def _note_written(self, state: State) -> None:
        self._unwritten = ()
        self._written_tick = state.flight.tick if state.flight else 0

    def _stand(self, head: Head, notices: tuple[Notice, ...]) -> Present:
        """Make a moment of the journal the present, as this edition of the story knows it."""
        self._journal.forget_line()
        moment = self._journal.moment(head.moment)
        turn = settle(moment.state, self.book, self._earlier(moment))
        lost = [event for event in turn.events if isinstance(event, PlaceLost)]
        if lost:
            places = {"wanted": lost[-1].wanted, "landed": lost[-1].landed}
            notices = (*notices, Notice("load.place_lost", places))
            # What comes next hangs from where play goes on, not from the place that is gone.
            moment = self._landed_at(turn.state, moment)
        new_lines = lines_of(turn)
        self._note_written(turn.state)
        if new_lines:
            return self._commit(None, turn, Stood(Head(moment.ident, head.take), moment.state), notices)
        return self._show(turn.state, None, moment.lines, turn.events, moment.ident, head.take, notices)

    def _earlier(self, moment: Moment) -> Iterator[State]:
        parent = moment.parent
        while parent is not None:
            older = self._journal.moment(parent)
            yield older.state
            parent = older.parent

    def _landed_at(self, state: State, moment: Moment) -> Moment:
        """Return the moment on the way to this one that has this state; this one where none has."""
        tick = state.flight.tick if state.flight else 0
        at = moment
        while at.parent is not None:
            at = self._journal.moment(at.parent)
            if (at.state.turn, at.state.flight.tick if at.state.flight else 0) == (state.turn, tick):
                return at
        return moment

    def _refuse(self, *notices: Notice) -> Present:
        """Say something about an order; the present stays as it is.

        Raises:
            UsedWrongly: the same, when no playthrough is open that could stay.
        """
        if self._present is None:
            raise self._unknown(notices[0])
        self._present = replace(self.present, notices=notices, events=())
        return self._present

    @staticmethod
    def _unknown(notice: Notice) -> UsedWrongly:
        return UsedWrongly(notice.phrase, **notice.values)

    def _show(
        self,
        state: State,
        before: State | None,
        lines: tuple[Line, ...],
        events: tuple[Event, ...],
        moment: int,
        take: int,
        notices: tuple[Notice, ...],
    ) -> Present:
        film = self._journal.film
        self._present = Present(
            film=film.ident,
            title=film.title,
            marks=film.label.marks,
            moment=moment,
            moments=self._journal.count(),
            take=take,
            takes=self._journal.takes,
            state=state,
            before=before,
            lines=lines,
            events=events,
            notices=notices,
            durable=self._journal.durable,
            looking=not self._journal.film.writable,
            undo=self._to_undo(),
            redo=self._to_redo(),
            absent_s=self._absent_s,
            words=self._journal.head().words,
        )
        self._absent_s = 0
        return self._present

    def _to_undo(self) -> str:
        """Return the kind of move that would be taken back, or ``""``."""
        steps = self._journal.steps.undo
        return steps[-1].kind if steps else ""

    def _to_redo(self) -> str:
        """Return the kind of move that would be made again, or ``""``."""
        steps = self._journal.steps.redo
        return steps[-1].kind if steps else ""

    def _fresh_title(self, at: str) -> str:
        """Return a title for a film that is begun now."""
        return self._untaken(self._phrases.say("film.title", day=at[:10], time=at[11:16]), at)

    def _untaken(self, first: str, started_at: str) -> str:
        """Return this title, with a number where another film that was begun that day has it."""
        taken = self.can.titles_of_day(started_at) | self._journal.titles
        title = first
        number = 1
        while title in taken:
            number += 1
            title = self._phrases.say("film.title_again", title=first, number=number)
        return title

    def _caption(self, state: State, lines: tuple[Line, ...]) -> str:
        """Return a few words for the can: what was chosen last, else the scene's title."""
        for line in reversed(lines):
            if line.voice is Voice.ECHO:
                words = line.text
                return words if len(words) <= _CAPTION else words[: _CAPTION - 1].rstrip() + "…"
        return self.book.scene(state.place.scene).title


def _seconds_between(earlier: str, later: str) -> int:
    """Return how long it was, in whole seconds; 0 where a file says what is no time."""
    try:
        return max(0, int((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return 0


def lines_of(turn: Turn) -> tuple[Line, ...]:
    """Return the lines that a turn showed."""
    return tuple(event.line for event in turn.events if isinstance(event, LineShown))


def was_refused(present: Present) -> bool:
    """Return whether the last order was refused."""
    return any(notice.refused for notice in present.notices)
