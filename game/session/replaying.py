"""Plays a film's orders again and compares what comes of them with what was written down.

Law: nothing is changed. Only what this edition of the story and this simulation made can be compared: an
older moment was right under the rules of its day, and is passed over, not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin, fly_on, settle
from game.mission.phases import FREE
from game.narrative.book import Start
from game.vocabulary.commands import Fly
from game.vocabulary.events import LineShown
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.storage.film import Film, Moment
    from game.vocabulary.values import Line, Value

_TO_ITS_END = 1 << 20
"""Ticks that no flight has; one that is over stops by itself."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of playing a film again.

    Attributes:
        replayed: moments that were played again.
        passed_over: moments that were not, for they are another edition's or another simulation's.
        editions: of the story, that made those, sorted; without this one.
        differs: the numbers of the moments that came out otherwise, in order.
    """

    replayed: int
    passed_over: int
    editions: tuple[str, ...]
    differs: tuple[int, ...]


def replay(film: Film, book: Book, edition: str) -> Replay:
    """Play a film again, moment by moment, each from what was written of the one before it.

    Args:
        film: sound, as `game.storage.film.Film.check` says.
        book: this edition of the story.
        edition: its mark.

    Raises:
        SaveRefused: if a moment is not, bit for bit, what was written.
    """
    return _Player(film, book, edition).play()


class _Player:
    """A film, this edition, and the moments that were read last."""

    def __init__(self, film: Film, book: Book, edition: str) -> None:
        self._film = film
        self._book = book
        self._edition = edition
        self._last: Moment | None = None

    def play(self) -> Replay:
        replayed = passed_over = 0
        editions: set[str] = set()
        differs: list[int] = []
        for ident in range(self._film.count()):
            moment = self._film.moment(ident)
            made_by = self._film.edition_of(ident)
            if made_by != self._edition:
                editions.add(made_by)
                passed_over += 1
            elif (same := self._is_same(moment)) is None:
                passed_over += 1
            else:
                replayed += 1
                differs += [] if same else [ident]
            self._last = moment
        return Replay(replayed, passed_over, tuple(sorted(editions)), tuple(differs))

    def _is_same(self, moment: Moment) -> bool | None:
        """Tell whether a moment comes out again; None where that cannot be told."""
        try:
            if moment.parent is None:
                return self._begins_so(moment)
            met = self._met(self._moment(moment.parent))
            return None if _flown_otherwise(met.state) else self._leads_to(met, moment)
        except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
            # Sound in itself and made by no game: whatever stops it, what was written does not come out.
            return False

    def _begins_so(self, first: Moment) -> bool | None:
        """Tell whether the first moment is what a playthrough with its label begins with."""
        label, facts = self._film.label, first.state.known()
        reel, start = label.start_reel, None
        if first.state.phase == FREE:
            word: dict[str, Value] = {"free_start": facts.get("free_start", "")}
            start = Start(0, FREE, word)
        elif reel:
            start = self._book.declarations.starts.get(reel)
            if start is None:
                return None
        # Which rung was asked for is in the facts; that none was is not. A free flight always has one.
        rungs: list[Rung | None] = [rung for rung in Rung if rung.value == facts.get("flying")]
        if first.state.phase != FREE:
            rungs.append(None)
        turns = (begin(self._book, label.seed, start, rung) for rung in rungs)
        return any(turn.state == first.state and _lines_of(turn) == first.lines for turn in turns)

    def _met(self, parent: Moment) -> Turn:
        """Return what the next order met: an older edition's moment as this one knows it."""
        if self._film.edition_of(parent.ident) == self._edition:
            return Turn(parent.state, ())
        return settle(parent.state, self._book, self._earlier(parent))

    def _leads_to(self, met: Turn, moment: Moment) -> bool:
        """Tell whether time and an order lead from there to this moment."""
        command, flight = moment.command, met.state.flight
        read_on = _lines_of(met)
        if command is None and (flight is None or read_on):
            # A new edition read on by itself.
            return (met.state, read_on) == (moment.state, moment.lines)
        state = met.state
        lines: tuple[Line, ...] = ()
        if flight is not None:
            until = _tick_of(moment)
            ticks = _TO_ITS_END if until is None else until - flight.tick
            if ticks > 0:
                turn = fly_on(state, ticks, self._book)
                state, lines = turn.state, _lines_of(turn)
        if command is not None:
            turn = advance(state, command, self._book)
            state, lines = turn.state, lines + _lines_of(turn)
        return (state, lines) == (moment.state, moment.lines)

    def _moment(self, ident: int) -> Moment:
        if self._last is not None and self._last.ident == ident:
            return self._last
        return self._film.moment(ident)

    def _earlier(self, moment: Moment) -> Iterator[State]:
        parent = moment.parent
        while parent is not None:
            older = self._moment(parent)
            yield older.state
            parent = older.parent


def _tick_of(moment: Moment) -> int | None:
    """Return the tick to which a flight had come when a moment's order was given; None for its end."""
    if isinstance(moment.command, Fly):
        return moment.command.tick
    flight = moment.state.flight
    return None if flight is None else flight.tick


def _flown_otherwise(state: State) -> bool:
    if state.flight is None:
        return False
    # The simulation is imported where something was flown.
    from game.emergencies.flown import replays

    return not replays(state.flight.sim)


def _lines_of(turn: Turn) -> tuple[Line, ...]:
    return tuple(event.line for event in turn.events if isinstance(event, LineShown))
