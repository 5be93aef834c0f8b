"""The open playthrough and its steps: each goes to the disk before it counts, or waits for it in order.

Law: nothing that was accepted is lost. When the disk refuses, steps wait in memory and are written as soon as
it can be; into a new file, when the old one is gone or is no longer what was written. A playthrough that is
left while steps still wait is only laid aside. One that is only looked at is never written: what is played
from there is a playthrough of its own. Nothing here knows the story.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.session.present import Notice
from game.storage.film import Film, Frame, Head, Moment, Move, Twig
from game.storage.moments import frame_of
from game.storage.steps import Steps, steps_of, takes_of
from game.storage.twigs import twig_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from game.storage.moments import MoveKind

_PASSING = frozenset(
    {
        *("save.disk_full", "save.disk_error", "save.in_use"),
        *("save.read_only", "save.unreadable", "save.unreachable", "save.unfinished"),
    }
)
"""What can be over again, so that the same file is asked again; any other refusal is the end of that file."""


Step = Moment | Move
"""What a playthrough is made of."""


@dataclass(frozen=True, slots=True)
class Caught:
    """How far a playthrough's steps could be written.

    Attributes:
        film: the playthrough as it lies now; another than before when its file was lost.
        refusal: why something still waits, or None.
        lost: what is wrong with the file that it lay in before, or None.
    """

    film: Film
    refusal: SaveRefused | None = None
    lost: SaveRefused | None = None


class Journal:
    """The steps of the open playthrough, and of those that were left before they were on a disk."""

    def __init__(self, ensure_folder: Callable[[], Path]) -> None:
        """Begin with nothing open.

        Args:
            ensure_folder: returns the folder for playthroughs, made if it is not there.
        """
        self._ensure_folder = ensure_folder
        self._film: Film | None = None
        self._waiting: list[Step] = []
        self._behind: list[tuple[Film, list[Step]]] = []
        self._copies: list[Film] = []
        self._given_up = 0
        self._refusal: SaveRefused | None = None
        self._takes: dict[str, int] | None = None
        self._going_back: tuple[str, int] | None = None
        self._line_takes: dict[str, int] | None = None
        self._moves: list[Move] | None = None
        self._steps: Steps | None = None
        self._twigs: list[Twig] | None = None

    @property
    def film(self) -> Film:
        """The open playthrough.

        Raises:
            LookupError: if there is none.
        """
        if self._film is None:
            raise LookupError("no playthrough is open")
        return self._film

    @property
    def is_open(self) -> bool:
        """Whether a playthrough is open."""
        return self._film is not None

    @property
    def durable(self) -> bool:
        """Whether all that was played lies on a disk, also of the playthroughs that were left."""
        return self.film.durable and not self._waiting and not self._behind

    @property
    def steps(self) -> Steps:
        """What the moves of the head come to."""
        if self._steps is None:
            self._steps = steps_of(self.moves(), self.ordered_since)
        return self._steps

    @property
    def takes(self) -> int:
        """How many takes were shot: one, and one more for each going back after which something was."""
        return takes_of(self.moves(), self.count())

    def moves(self) -> list[Move]:
        """Return every move of the head, written or waiting, the oldest first; read once and then kept up."""
        if self._moves is None:
            self._moves = self.film.moves() + [step for step in self._waiting if isinstance(step, Move)]
        return self._moves

    @property
    def knows_twigs(self) -> bool:
        """Whether `twigs` costs nothing any more."""
        return self._twigs is not None

    def keep_twigs(self, twigs: list[Twig]) -> None:
        """Know these, the first ones of the open playthrough, and what was shot after them."""
        if self._twigs is None and len(twigs) <= self.count():
            later = (twig_of(self.moment(ident)) for ident in range(len(twigs), self.count()))
            self._twigs = [*twigs, *later]

    def ordered_since(self, moment: int, before: int | None = None) -> bool:
        """Return whether a moment from this number on, and before another, came of an order."""
        end = self.count() if before is None else before
        waiting = (
            moment <= step.ident < end and step.command is not None
            for step in self._waiting
            if isinstance(step, Moment)
        )
        return any(waiting) or self.film.ordered_since(moment, end)

    def twigs(self) -> list[Twig]:
        """Return every moment as the map of takes needs it, by number; read once and then kept up."""
        if self._twigs is None:
            waiting = (twig_of(step) for step in self._waiting if isinstance(step, Moment))
            self._twigs = [*self.film.twigs(), *waiting]
        return self._twigs

    @property
    def titles(self) -> set[str]:
        """The titles of what is open or laid aside."""
        titles = {film.title for film, _ in self._behind}
        return titles | {self._film.title} if self._film else titles

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

    def note_refusal(self, refusal: SaveRefused) -> None:
        """Remember why something is in memory only."""
        self._refusal = refusal

    def put_in(self, film: Film, waiting: Iterable[Step] = ()) -> None:
        """Open a playthrough, with steps that still wait for it; what was open is left."""
        self.leave()
        self._film = film
        self._waiting = []
        self._takes = self._line_takes = self._steps = self._twigs = self._moves = None
        self._going_back = None
        count = film.count()
        for move in self.moves():
            if move.moments == count:
                self._note_take(move)
        for step in waiting:
            self._waiting.append(step)
            self._note_take(step)
            self._moves = None

    def go_own_way(self, title: str, edition: str, at: str) -> tuple[Notice, ...]:
        """Make of a playthrough that is only looked at one that can be played, in a file of its own.

        Args:
            title: what the can shall call it.
            edition: the story's, with which it is played from now on.
            at: now, ISO 8601, UTC.

        Returns:
            What must be said about it.
        """
        looked_at = self.film
        self._film = looked_at.lift(title)
        self._film.note_edition(edition, at)
        looked_at.close()
        caught = self.write_waiting()
        own_way = Notice("save.own_way", {"title": title})
        if caught.refusal is None:
            return (own_way,)
        return (own_way, notice_of(caught.refusal), Notice("save.in_memory", {}))

    def leave(self) -> None:
        """Let the open playthrough go; while its last steps wait for the disk it is only laid aside."""
        if self._film is not None:
            caught = self.write_waiting()
            if caught.refusal is None:
                caught.film.close()
            else:
                self._behind.append((caught.film, self._waiting))
            self._film = None
            self._waiting = []

    def in_memory(self) -> list[Film]:
        """Return the playthroughs that lie in no file yet, the open one among them."""
        known = [film for film, _ in self._behind] + ([] if self._film is None else [self._film])
        return [film for film in known if not film.durable]

    def take_up(self, path: Path, source: Film | None) -> bool:
        """Open again what was laid aside, and return whether it was.

        Args:
            path: its file.
            source: the playthrough itself, where it lies in none.
        """
        for number, (film, waiting) in enumerate(self._behind):
            if film.path == path or film is source:
                del self._behind[number]
                self.put_in(film, waiting)
                return True
        return False

    def close(self) -> None:
        """Write what waits, if the disk lets it, and let every file go."""
        self.leave()
        self._catch_up_behind()
        self._given_up = self.unsaved
        for film in [*(film for film, _ in self._behind), *self._copies]:
            film.close()
        self._behind = []
        self._copies = []

    def whole(self) -> Film:
        """Return the open playthrough with all that is in it: itself, or a copy that has what waits too."""
        if not self._waiting:
            return self.film
        copy = self.film.lift()
        self._copies.append(copy)
        _put(copy, self._waiting)
        return copy

    def head(self) -> Head:
        """Return where the open playthrough stands."""
        head = self.film.head()
        for step in self._waiting:
            if isinstance(step, Move):
                head = step.to
            else:
                head = Head(step.ident, step.take, head.words + words_of(step.lines))
        return head

    def words_to(self, ident: int) -> int:
        """Return how many words were shown on the line to a moment, written or waiting."""
        words = 0
        waiting = {step.ident: step for step in self._waiting if isinstance(step, Moment)}
        while ident in waiting:
            moment = waiting[ident]
            words += words_of(moment.lines)
            if moment.parent is None:
                return words
            ident = moment.parent
        return words + self.film.words_to(ident)

    def move_to(self, kind: MoveKind, to: Head, at: str, name: str = "") -> tuple[Notice, ...]:
        """Stand at another moment; returns what `write` returns."""
        goal = replace(to, words=self.words_to(to.moment))
        return self.write(Move(kind, self.head(), goal, name, self.count(), at))

    def count(self) -> int:
        """Return how many moments it holds."""
        return self.film.count() + sum(isinstance(step, Moment) for step in self._waiting)

    def moment(self, ident: int) -> Moment:
        """Return a moment, written or waiting."""
        for step in self._waiting:
            if isinstance(step, Moment) and step.ident == ident:
                return step
        return self.film.moment(ident)

    def frame(self, ident: int) -> Frame:
        """Return a moment without its state, written or waiting."""
        for step in self._waiting:
            if isinstance(step, Moment) and step.ident == ident:
                return frame_of(step)
        return self.film.frame(ident)

    def frames_to(self, ident: int) -> list[Frame]:
        """Return the moments that led to one, from the first."""
        waiting = {step.ident: step for step in self._waiting if isinstance(step, Moment)}
        at: int | None = ident
        newest: list[Frame] = []
        while at is not None and at in waiting:
            moment = waiting[at]
            newest.append(frame_of(moment))
            at = moment.parent
        older = self.film.line_of_descent(at) if at is not None else []
        return older + newest[::-1]

    def take_on_entering(self, scene: str, moment: int) -> int:
        """Return the take of a scene that play comes to from this moment.

        A scene that this line of moments was in goes on in its take (a second approach is no Retake); one
        that another line was in is shot once more; any other is at its first.
        """
        if self._line_takes is None:
            waiting = self._takes_waiting(moment)
            self._line_takes = self.film.takes_on_line(waiting[0]) | waiting[1]
        last = self.last_take(scene)
        take = last if self._line_takes.get(scene) == last else last + 1
        self._line_takes[scene] = take
        return take

    def _takes_waiting(self, at: int) -> tuple[int, dict[str, int]]:
        """Return the last moment on a line that is written, and the takes of scenes that wait after it."""
        waiting = {step.ident: step for step in self._waiting if isinstance(step, Moment)}
        takes: dict[str, int] = {}
        while at in waiting:
            moment = waiting[at]
            takes.setdefault(moment.state.place.scene, moment.take)
            if moment.parent is None:
                break
            at = moment.parent
        return at, takes

    def last_take(self, scene: str) -> int:
        """Return the largest take in which something of a scene was shot; 0 if nothing was."""
        return self._takes_shot().get(scene, 0)

    def _takes_shot(self) -> dict[str, int]:
        """Return the largest take of every scene; asked of the file once, by the first who needs it."""
        if self._takes is None:
            self._takes = self.film.takes()
        return self._takes

    def _note_take(self, step: Step) -> None:
        """Note the take of what is shot; one that was gone back to counts once something is."""
        if isinstance(step, Move):
            if step.kind == "skip":
                return
            self._going_back = (self.moment(step.to.moment).state.place.scene, step.to.take)
            return
        shot = [(step.state.place.scene, step.take)]
        if self._going_back is not None:
            shot.append(self._going_back)
            self._going_back = None
        takes = self._takes_shot()
        for scene, take in shot:
            takes[scene] = max(takes.get(scene, 0), take)

    def forget_line(self) -> None:
        """The present may now stand on another line of moments."""
        self._line_takes = None

    def write(self, step: Step) -> tuple[Notice, ...]:
        """Write a step after those that wait; a refusal keeps it waiting and says so."""
        had_waited = bool(self._waiting) or not self.film.durable
        self._waiting.append(step)
        self._note(step)
        caught = self.write_waiting()
        if caught.refusal is not None:
            return (notice_of(caught.lost or caught.refusal), Notice("save.in_memory", {}))
        return notices_of_loss(caught) or ((Notice("save.caught_up", {}),) if had_waited else ())

    def _note(self, step: Step) -> None:
        """Keep up what is known of the playthrough without asking the file again."""
        self._note_take(step)
        if isinstance(step, Move):
            if self._moves is not None:
                self._moves.append(step)
            self._steps = None
            return
        if self._twigs is not None:
            self._twigs.append(twig_of(step))
        if self._steps is not None and step.command is not None:
            self._steps = replace(self._steps, redo=())

    def write_waiting(self, *, surely: bool = False) -> Caught:
        """Write all that waits, in order; surely: also look at the file when nothing waits."""
        self._catch_up_behind()
        caught = self._catch_up(self.film, self._waiting, surely=surely)
        self._film = caught.film
        return caught

    def _catch_up_behind(self) -> None:
        """Write what waits of playthroughs that were left; those that still cannot be stay laid aside."""
        still: list[tuple[Film, list[Step]]] = []
        for film, waiting in self._behind:
            caught = self._catch_up(film, waiting)
            if caught.refusal is None:
                caught.film.close()
            else:
                still.append((caught.film, waiting))
        self._behind = still

    def _catch_up(self, film: Film, waiting: list[Step], *, surely: bool = False) -> Caught:
        """Write a film's steps, in order; when its file is lost, the whole film goes into a new one."""
        try:
            if surely and film.durable:
                film.refuse_if_lost()
            return Caught(self._write_steps(film, waiting))
        except SaveRefused as refusal:
            self._refusal = refusal
            if refusal.phrase in _PASSING or not (film.durable and film.writable):
                return Caught(film, refusal)
            lost = refusal
        lifted = film.lift()
        film.close()
        try:
            return Caught(self._write_steps(lifted, waiting), lost=lost)
        except SaveRefused as refusal:
            self._refusal = refusal
            return Caught(lifted, refusal, lost)

    def _write_steps(self, film: Film, waiting: list[Step]) -> Film:
        """Write a film's steps, in order, and return it as it now lies on the disk."""
        while waiting:
            _put(film, waiting[:1])
            del waiting[0]
        if film.durable:
            return film
        kept = film.keep(self._ensure_folder())
        film.close()
        return kept


def _put(film: Film, steps: Iterable[Step]) -> None:
    for step in steps:
        if isinstance(step, Moment):
            film.append((step,), step.take)
        else:
            film.move(step.kind, step.to, step.made_at, step.name)


def notice_of(refusal: SaveRefused, *, refused: bool = False) -> Notice:
    """Return a refusal as a sentence about an order."""
    return Notice(refusal.phrase, refusal.values, refused)


def notices_of_loss(caught: Caught) -> tuple[Notice, ...]:
    """Return what must be said of a file that was lost, if one was."""
    if caught.lost is None:
        return ()
    return (notice_of(caught.lost), Notice("save.kept_anew", {"ident": caught.film.ident}))
