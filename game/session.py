"""One sitting: the present, the journal behind it, and the orders that make the next present.

Law: the one mutable object. An order is durable before its result is handed out; when the disk refuses, the
game goes on in memory, says so, and writes what waits as soon as it can; into a new file, when the old one is
gone or is no longer what was written. Nothing here draws or reads a key.
The time of day and fresh seeds are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin, settle
from game.errors import SaveRefused, UsedWrongly
from game.storage.film import Film, Frame, Head, Moment
from game.storage.names import bookmark_name
from game.vocabulary.commands import Choose
from game.vocabulary.events import Event, LineShown, OrderRefused, PlaceLost
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can, FilmSummary
    from game.vocabulary.commands import Command

_CAPTION = 60
"""Characters of a caption. Chosen so that it fits one row of the can at 80 columns."""

_PASSING = frozenset(
    {
        *("save.disk_full", "save.disk_error", "save.in_use"),
        *("save.read_only", "save.unreadable", "save.unreachable", "save.unfinished"),
    }
)
"""What can be over again, so that the same file is asked again; any other refusal is the end of that file."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about an order.

    Attributes:
        phrase: its id in ``story/phrases.toml``.
        values: what it names.
        refused: whether the order was refused; then nothing changed.
    """

    phrase: str
    values: Mapping[str, str | int]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the transcript, and the moment that showed it."""

    moment: int
    line: Line


@dataclass(frozen=True, slots=True)
class Present:
    """Everything that a screen may ask of now.

    Attributes:
        film: the playthrough's id.
        title: what the can calls it.
        marks: words that set it apart.
        moment: the number of the moment that is now.
        moments: how many the playthrough holds.
        take: the take that is being shot.
        takes: how many takes the film took so far: one, and one more for each time the player went back.
        state: all that is; `State.offers` are the open choices.
        before: the state before the last order, for what it cost; None after a load.
        lines: what the last order showed.
        events: what it did.
        notices: sentences about the order itself.
        durable: False while something is only in memory.
    """

    film: str
    title: str
    marks: tuple[str, ...]
    moment: int
    moments: int
    take: int
    takes: int
    state: State
    before: State | None
    lines: tuple[Line, ...]
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    durable: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """A step back that waits for the disk."""

    to: int
    take: int
    at: str


@dataclass(frozen=True, slots=True)
class _Caught:
    """How far a playthrough's steps could be written.

    Attributes:
        film: the playthrough as it lies now; another than before when its file was lost.
        refusal: why something still waits, or None.
        lost: what is wrong with the file that it lay in before, or None.
    """

    film: Film
    refusal: SaveRefused | None = None
    lost: SaveRefused | None = None


@dataclass(frozen=True, slots=True)
class _Stood:
    """Where the playthrough stood before a moment is added."""

    head: Head
    state: State


class Session:
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
    ) -> None:
        """Sit down; nothing is opened yet.

        Args:
            book: the story.
            can: the folder of playthroughs.
            phrases: for the titles of new playthroughs.
            edition: the story's edition, kept with what is played.
            now: the time of day, ISO 8601, UTC.
            fresh_seed: a new seed, for a playthrough that asks for none.
        """
        self.book = book
        self.can = can
        self._phrases = phrases
        self._edition = edition
        self._now = now
        self._fresh_seed = fresh_seed
        self._film: Film | None = None
        self._present: Present | None = None
        self._waiting: list[Moment | _Step] = []
        self._behind: list[tuple[Film, list[Moment | _Step]]] = []
        self._given_up = 0
        self._refusal: SaveRefused | None = None
        self._takes: dict[str, int] = {}
        self._line_takes: dict[str, int] | None = None

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
        open_now = [] if self._film is None else [(self._film, self._waiting)]
        held = [*self._behind, *open_now]
        return self._given_up + sum(
            len(waiting) + (0 if film.durable else film.count()) for film, waiting in held
        )

    @property
    def unsaved_because(self) -> SaveRefused | None:
        """Why, while `unsaved` is not 0."""
        return self._refusal if self.unsaved else None

    def begin(self, seed: int | None = None, reel: int = 0) -> Present:
        """Begin a new playthrough.

        Args:
            seed: for chance; None draws a fresh one.
            reel: a marked start of ``story/starts.toml``, or 0 for the cold open.
        """
        chosen = self._fresh_seed() if seed is None else seed
        start = self.book.declarations.starts[reel] if reel else None
        turn = begin(self.book, chosen, start)
        at = self._now()
        lines = _lines_of(turn)
        first = Moment(0, None, None, turn.state, lines, self._caption(turn.state, lines), 1, at)
        label = {
            "seed": chosen,
            "edition": self._edition,
            "title": self._fresh_title(at),
            "started_at": at,
            "start_reel": reel,
            "first": first,
            "marks": (f"reel {reel}",) if reel else (),
        }
        notices: tuple[Notice, ...] = ()
        try:
            film = Film.create(self.can.ensure_folder(), **label)  # type: ignore[arg-type]  # one label for both doors
        except SaveRefused as refusal:
            film = Film.in_memory(**label)  # type: ignore[arg-type]  # as above
            self._refusal = refusal
            notices = (_notice_of(refusal), Notice("save.in_memory", {}))
        self._put_in(film)
        return self._show(turn.state, None, lines, turn.events, 0, 1, notices)

    def resume(self, film_ident: str = "") -> Present | None:
        """Go on where a playthrough stands.

        Args:
            film_ident: which; ``""`` for the newest that can be opened.

        Returns:
            The present, or None when there is nothing to go on with.

        Raises:
            SaveRefused: if the playthrough that was named, or the newest, cannot be opened for writing.
        """
        summary = self.can.find(film_ident) if film_ident else self.can.newest()
        if summary is None:
            return None
        if summary.refusal is not None:
            raise summary.refusal
        notices = self._open(summary)
        return self._stand(self._head(), notices)

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
        turn = advance(now.state, Choose(now.state.place, word), self.book)
        for event in turn.events:
            if isinstance(event, OrderRefused):
                return self._refuse(Notice(event.phrase, {"typed": event.detail[:40]}, refused=True))
        stood = _Stood(Head(now.moment, now.take), now.state)
        return self._commit(Choose(now.state.place, word), turn, stood)

    def retake(self, steps: int = 1) -> Present:
        """Go back that many choices; from the first one there is nowhere to go back to."""
        at = self.present.moment
        for _ in range(max(1, steps)):
            parent = self._moment(at).parent
            if parent is None:
                break
            at = parent
        if at == self.present.moment:
            return self._refuse(Notice("retake.at_first", {}, refused=True))
        return self.retake_to(at)

    def retake_to(self, moment: int) -> Present:
        """Go to any moment of this playthrough; what was played stays, and the take number goes up."""
        if not 0 <= moment < self._count():
            return self._refuse(Notice("save.no_moment", {"moment": moment}, refused=True))
        scene = self._moment(moment).state.place.scene
        take = self._last_take(scene) + 1
        step = _Step(moment, take, self._now())
        notices = self._write(step)
        self._takes[scene] = take
        return self._stand(Head(moment, take), notices)

    def bookmark(self, name: str) -> Present:
        """Put a name on this moment."""
        now = self.present
        try:
            kept = bookmark_name(name)
            caught = self._write_waiting(surely=True)
            self._present = replace(now, film=caught.film.ident, durable=caught.refusal is None)
            if caught.refusal is not None:
                raise caught.lost or caught.refusal
            caught.film.bookmark(kept, now.moment, now.take, "named", self._now())
        except SaveRefused as refusal:
            return self._refuse(_notice_of(refusal, refused=True))
        return self._refuse(*_notices_of_loss(caught), Notice("save.named", {"name": kept}))

    def load(self, name: str) -> Present:
        """Go to a named save, or to where another playthrough stands; this one's names come first.

        A playthrough is also known by the beginning of its ident or its title, if no other begins so.

        Raises:
            UsedWrongly: if nothing is called so, or it cannot be loaded, and nothing is open to go on with.
        """
        wanted = name.strip().casefold()
        if not wanted:
            return self._refuse(Notice("save.name_empty", {}, refused=True))
        if self._present is not None:
            for mark in reversed(self._film_now().bookmarks()):
                if mark.name.casefold() == wanted:
                    return self._go_to_mark(mark.moment, mark.name)
        found = self.can.find_bookmark(name)
        if found is not None:
            holder, mark = found
            present = self._switch(holder)
            return present if _was_refused(present) else self._go_to_mark(mark.moment, mark.name)
        summary = self.can.find(name)
        if summary is not None:
            return self._switch(summary)
        films = self.can.find_by_beginning(name)
        if len(films) == 1:
            return self._switch(films[0])
        unclear = "load.several" if films else "load.unknown"
        return self._refuse(Notice(unclear, {"name": name.strip()[:60]}, refused=True))

    def load_moment(self, film_ident: str, moment: int) -> Present:
        """Go to a moment of any playthrough in the can; raises as `load` does."""
        if self._present is None or film_ident != self.present.film:
            summary = self.can.find(film_ident)
            if summary is None:
                return self._refuse(Notice("load.unknown", {"name": film_ident[:60]}, refused=True))
            present = self._switch(summary)
            if _was_refused(present):
                return present
        if moment == self.present.moment:
            return self.present
        return self.retake_to(moment)

    def transcript(self) -> list[Entry]:
        """Return every line from the first to now, each with the moment that showed it."""
        return [Entry(frame.ident, line) for frame in self.frames() for line in frame.lines]

    def frames(self) -> list[Frame]:
        """Return the moments that led to now, from the first."""
        return self._frames_to(self.present.moment)

    def _frames_to(self, ident: int) -> list[Frame]:
        waiting = {step.ident: step for step in self._waiting if isinstance(step, Moment)}
        at: int | None = ident
        newest: list[Frame] = []
        while at is not None and at in waiting:
            moment = waiting[at]
            newest.append(_frame_of(moment))
            at = moment.parent
        older = self._film_now().line_of_descent(at) if at is not None else []
        return older + newest[::-1]

    def saves(self) -> list[FilmSummary]:
        """Return what is in the can, the newest first."""
        return self.can.films()

    def close(self) -> None:
        """Write what waits, if the disk lets it, and let every file go."""
        self._leave()
        self._catch_up_behind()
        self._given_up = self.unsaved
        for film, _ in self._behind:
            film.close()
        self._behind = []

    def _film_now(self) -> Film:
        if self._film is None:
            raise LookupError("no playthrough is open")
        return self._film

    def _leave(self) -> None:
        """Let the open playthrough go; while its last steps wait for the disk it is only laid aside."""
        if self._film is not None:
            caught = self._write_waiting()
            if caught.refusal is None:
                caught.film.close()
            else:
                self._behind.append((caught.film, self._waiting))
            self._film = None
            self._waiting = []
            self._present = None

    def _put_in(self, film: Film, waiting: Iterable[Moment | _Step] = ()) -> None:
        self._leave()
        self._film = film
        self._waiting = list(waiting)
        self._takes = {}
        self._line_takes = None
        for step in film.retakes():
            scene = film.frame(step.to.moment).scene
            self._takes[scene] = max(self._takes.get(scene, 0), step.to.take)

    def _open(self, summary: FilmSummary) -> tuple[Notice, ...]:
        """Put a film in, and return what must be said about it."""
        if self._film is None or self._film.path != summary.path:
            self._exchange(summary)
        if self._film_now().writable:
            return ()
        return (Notice("save.read_only", {"file": summary.file}),)

    def _exchange(self, summary: FilmSummary) -> None:
        for number, (film, waiting) in enumerate(self._behind):
            if film.path == summary.path:
                del self._behind[number]
                self._put_in(film, waiting)
                return
        film = Film.open(summary.path)
        self._put_in(film)
        if film.writable:
            film.note_edition(self._edition, self._now())

    def _switch(self, summary: FilmSummary) -> Present:
        try:
            if summary.refusal is not None:
                raise summary.refusal
            notices = self._open(summary)
        except SaveRefused as refusal:
            return self._refuse(_notice_of(refusal, refused=True))
        return self._stand(self._head(), (Notice("load.loaded", {"name": summary.title}), *notices))

    def _go_to_mark(self, moment: int, name: str) -> Present:
        loaded = Notice("load.loaded", {"name": name})
        if moment != self.present.moment:
            self.retake_to(moment)
        self._present = replace(self.present, notices=(*self.present.notices, loaded))
        return self.present

    def _head(self) -> Head:
        if self._waiting:
            last = self._waiting[-1]
            return Head(last.ident if isinstance(last, Moment) else last.to, last.take)
        return self._film_now().head()

    def _count(self) -> int:
        return self._film_now().count() + sum(isinstance(step, Moment) for step in self._waiting)

    def _moment(self, ident: int) -> Moment:
        for step in self._waiting:
            if isinstance(step, Moment) and step.ident == ident:
                return step
        return self._film_now().moment(ident)

    def _take_on_entering(self, scene: str, moment: int) -> int:
        """Return the take of a scene that play comes to from this moment.

        A scene that this line of moments was in goes on in its take (a second approach is no Retake); one
        that another line was in is shot once more; any other is at its first.
        """
        if self._line_takes is None:
            self._line_takes = {frame.scene: frame.take for frame in self._frames_to(moment)}
        last = self._last_take(scene)
        take = last if self._line_takes.get(scene) == last else last + 1
        self._line_takes[scene] = take
        return take

    def _last_take(self, scene: str) -> int:
        waiting = (step.take for step in self._waiting if self._scene_of(step) == scene)
        return max(self._takes.get(scene, 0), self._film_now().takes_in(scene), *waiting)

    def _scene_of(self, step: Moment | _Step) -> str:
        moment = step if isinstance(step, Moment) else self._moment(step.to)
        return moment.state.place.scene

    def _commit(
        self, command: Command | None, turn: Turn, stood: _Stood, notices: tuple[Notice, ...] = ()
    ) -> Present:
        """Add a moment; without a command it is what a new edition of the story read on by itself."""
        scene = turn.state.place.scene
        take = (
            stood.head.take
            if scene == stood.state.place.scene
            else self._take_on_entering(scene, stood.head.moment)
        )
        lines = _lines_of(turn)
        moment = Moment(
            ident=self._count(),
            parent=stood.head.moment,
            command=command,
            state=turn.state,
            lines=lines,
            caption=self._caption(turn.state, lines),
            take=take,
            made_at=self._now(),
        )
        notices = (*notices, *self._write(moment))
        before = stood.state if command is not None else None
        return self._show(turn.state, before, lines, turn.events, moment.ident, take, notices)

    def _write(self, step: Moment | _Step) -> tuple[Notice, ...]:
        """Write a step after those that wait; a refusal keeps it waiting and says so."""
        had_waited = bool(self._waiting) or not self._film_now().durable
        self._waiting.append(step)
        caught = self._write_waiting()
        if caught.refusal is not None:
            return (_notice_of(caught.lost or caught.refusal), Notice("save.in_memory", {}))
        return _notices_of_loss(caught) or ((Notice("save.caught_up", {}),) if had_waited else ())

    def _write_waiting(self, *, surely: bool = False) -> _Caught:
        """Write all that waits, in order; surely: also look at the file when nothing waits."""
        self._catch_up_behind()
        caught = self._catch_up(self._film_now(), self._waiting, surely=surely)
        self._film = caught.film
        return caught

    def _catch_up_behind(self) -> None:
        """Write what waits of playthroughs that were left; those that still cannot be stay laid aside."""
        still: list[tuple[Film, list[Moment | _Step]]] = []
        for film, waiting in self._behind:
            caught = self._catch_up(film, waiting)
            if caught.refusal is None:
                caught.film.close()
            else:
                still.append((caught.film, waiting))
        self._behind = still

    def _catch_up(self, film: Film, waiting: list[Moment | _Step], *, surely: bool = False) -> _Caught:
        """Write a film's steps, in order; when its file is lost, the whole film goes into a new one."""
        try:
            if surely and film.durable:
                film.refuse_if_lost()
            return _Caught(self._write_steps(film, waiting))
        except SaveRefused as refusal:
            self._refusal = refusal
            if refusal.phrase in _PASSING or not (film.durable and film.writable):
                return _Caught(film, refusal)
            lost = refusal
        lifted = film.lift()
        film.close()
        try:
            return _Caught(self._write_steps(lifted, waiting), lost=lost)
        except SaveRefused as refusal:
            self._refusal = refusal
            return _Caught(lifted, refusal, lost)

    def _write_steps(self, film: Film, waiting: list[Moment | _Step]) -> Film:
        """Write a film's steps, in order, and return it as it now lies on the disk."""
        while waiting:
            step = waiting[0]
            if isinstance(step, Moment):
                film.append((step,), step.take)
            else:
                film.retake(step.to, step.take, step.at)
            del waiting[0]
        if film.durable:
            return film
        kept = film.keep(self.can.ensure_folder())
        film.close()
        return kept

    def _stand(self, head: Head, notices: tuple[Notice, ...]) -> Present:
        """Make a moment of the journal the present, as this edition of the story knows it."""
        self._line_takes = None
        moment = self._moment(head.moment)
        turn = settle(moment.state, self.book, self._earlier(moment))
        lost = [event for event in turn.events if isinstance(event, PlaceLost)]
        if lost:
            places = {"wanted": lost[-1].wanted, "landed": lost[-1].landed}
            notices = (*notices, Notice("load.place_lost", places))
        new_lines = _lines_of(turn)
        if new_lines:
            return self._commit(None, turn, _Stood(head, moment.state), notices)
        lines = self._lines_at(turn.state, moment) if lost else moment.lines
        return self._show(turn.state, None, lines, turn.events, moment.ident, head.take, notices)

    def _earlier(self, moment: Moment) -> Iterator[State]:
        parent = moment.parent
        while parent is not None:
            older = self._moment(parent)
            yield older.state
            parent = older.parent

    def _lines_at(self, state: State, moment: Moment) -> tuple[Line, ...]:
        """Return the lines that were shown when this place was last reached on the way to a moment."""
        parent = moment.parent
        while parent is not None:
            older = self._moment(parent)
            if older.state.turn == state.turn:
                return older.lines
            parent = older.parent
        return moment.lines

    def _refuse(self, *notices: Notice) -> Present:
        """Say something about an order; the present stays as it is.

        Raises:
            UsedWrongly: the same, when no playthrough is open that could stay.
        """
        if self._present is None:
            raise UsedWrongly(notices[0].phrase, **notices[0].values)
        self._present = replace(self.present, notices=notices, events=())
        return self._present

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
        film = self._film_now()
        self._present = Present(
            film=film.ident,
            title=film.title,
            marks=film.label.marks,
            moment=moment,
            moments=self._count(),
            take=take,
            takes=film.total_takes() + sum(isinstance(step, _Step) for step in self._waiting),
            state=state,
            before=before,
            lines=lines,
            events=events,
            notices=notices,
            durable=film.durable and not self._waiting,
        )
        return self._present

    def _fresh_title(self, at: str) -> str:
        """Return a title that no other film has."""
        taken = self.can.titles_of_day(at) | {film.title for film, _ in self._behind}
        if self._film is not None:
            taken.add(self._film.title)
        first = title = self._phrases.say("film.title", day=at[:10], time=at[11:16])
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


def _lines_of(turn: Turn) -> tuple[Line, ...]:
    return tuple(event.line for event in turn.events if isinstance(event, LineShown))


def _notice_of(refusal: SaveRefused, *, refused: bool = False) -> Notice:
    return Notice(refusal.phrase, refusal.values, refused)


def _notices_of_loss(caught: _Caught) -> tuple[Notice, ...]:
    if caught.lost is None:
        return ()
    return (_notice_of(caught.lost), Notice("save.kept_anew", {"ident": caught.film.ident}))


def _was_refused(present: Present) -> bool:
    return any(notice.refused for notice in present.notices)


def _frame_of(moment: Moment) -> Frame:
    return Frame(
        ident=moment.ident,
        parent=moment.parent,
        lines=moment.lines,
        caption=moment.caption,
        take=moment.take,
        made_at=moment.made_at,
        reel=moment.state.reel,
        scene=moment.state.place.scene,
        clock=moment.state.clock,
        ending=moment.state.ending,
    )
