"""Every moment is a place: going back, going aside, looking first, and taking that back.

Law: the head moves and every move is noted; no moment is ever changed or taken away by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine.turn import advance, fly_on
from game.errors import SaveRefused
from game.session.guide import Guide, visits_to
from game.session.journal import notice_of
from game.session.present import Entry, Flown, Notice, Present, Preview, Way
from game.session.sitting import Sitting, lines_of
from game.storage.film import Film, Frame, Head, Twig
from game.storage.names import bookmark_name
from game.vocabulary.commands import Choose, Fly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from game.engine.recording import Recording
    from game.engine.state import State
    from game.storage.moments import MoveKind
    from game.storage.steps import Step
    from game.vocabulary.events import Event
    from game.vocabulary.values import Line

_SAID: Mapping[tuple[MoveKind, MoveKind], str] = MappingProxyType(
    {
        ("undo", "retake"): "undo.retake",
        ("undo", "go"): "undo.go",
        ("undo", "skip"): "undo.skip",
        ("redo", "go"): "redo.go",
        ("redo", "skip"): "redo.skip",
        ("undo", "load"): "undo.load",
        ("undo", "what_if"): "undo.what_if",
        ("redo", "retake"): "redo.retake",
        ("redo", "load"): "redo.load",
        ("redo", "what_if"): "redo.what_if",
    }
)
_OTHER_FILMS = 8
"""Other playthroughs that are asked what was chosen. Chosen for play: the newest are the ones remembered."""


@dataclass(frozen=True, slots=True)
class _Goal:
    """Where a step leads: a moment and, in a flight, a later tick that is flown to from there."""

    moment: int
    tick: int | None = None


class Reaching(Sitting):
    """A sitting that can go to any moment of its playthrough."""

    def retake(self, steps: int = 1) -> Present:
        """Go back that many choices or orders; from the first one there is nowhere to go back to."""
        at = _Goal(self.keep().moment)
        done = 0
        while done < max(1, steps):
            before = self._before(at.moment)
            if before is None:
                break
            at, done = before, done + 1
        if not done:
            return self._refuse(Notice("retake.at_first", {}, refused=True))
        present = self._go(at, "retake")
        if done < steps:
            notices = (*present.notices, Notice("retake.first_reached", {"steps": done}))
            self._present = replace(present, notices=notices)
        return self.present

    def retake_to_tick(self, tick: int, moment: int | None = None) -> Present:
        """Go to a tick of a flight.

        What was ordered at that very tick is taken back with what came after it.

        Args:
            tick: in ticks from the beginning of that approach.
            moment: of that flight or after it, as `Flown.moment` names it; None for the flight that is under
                way, or the last one that was flown on this line.
        """
        return self._go_to_tick(tick, moment, "retake")

    def _go_to_tick(self, tick: int, moment: int | None, kind: MoveKind) -> Present:
        here = self.keep().moment
        if moment is not None and not 0 <= moment < self._journal.count():
            return self._refuse(Notice("save.no_moment", {"moment": moment}, refused=True))
        goal = self._in_flight(here if moment is None else moment, tick)
        if goal is None:
            return self._refuse(Notice("retake.no_flight", {}, refused=True))
        return self._go(goal, kind)

    def go(self, moment: int, tick: int | None = None) -> Present:
        """Go to any moment of this playthrough; what was played stays, and the take number goes up.

        Args:
            moment: its number.
            tick: of the flight that was under way there, or that ended there; None for the moment itself.
        """
        if tick is not None:
            return self._go_to_tick(tick, moment, "go")
        self.keep()
        if not 0 <= moment < self._journal.count():
            return self._refuse(Notice("save.no_moment", {"moment": moment}, refused=True))
        if moment == self.present.moment:
            return self._refuse(Notice("go.here", {}, refused=True))
        return self._go(_Goal(moment), "go")

    def what_if(self, name: str, moment: int, tick: int | None = None) -> Present:
        """Go to a moment as `go` does, and give what is shot from there a name.

        Args:
            name: as the player typed it; empty for one that is made up.
            moment: as for `go`.
            tick: likewise.
        """
        here = self.keep()
        if not 0 <= moment < here.moments:
            return self._refuse(Notice("save.no_moment", {"moment": moment}, refused=True))
        goal = _Goal(moment) if tick is None else self._in_flight(moment, tick)
        if goal is None:
            return self._refuse(Notice("retake.no_flight", {}, refused=True))
        try:
            begun = sum(move.kind == "what_if" for move in self._journal.moves())
            made_up = self._phrases.say("film.what_if", number=begun + 1)
            kept = bookmark_name(name) if name.strip() else made_up
        except SaveRefused as refusal:
            return self._refuse(notice_of(refusal, refused=True))
        present = self._go(goal, "what_if", kept)
        self._present = replace(present, notices=(*present.notices, Notice("what_if.named", {"name": kept})))
        return self.present

    def undo(self) -> Present:
        """Take the last move of the head back, or all that one `skip` chose. What was shot since stays."""
        self.keep()
        steps = self._journal.steps.undo
        if not steps:
            return self._refuse(Notice("undo.nothing", {}, refused=True))
        return self._step("undo", steps[-1])

    def redo(self) -> Present:
        """Make the move again that was taken back last, while nothing else was done."""
        self.keep()
        steps = self._journal.steps.redo
        if not steps:
            return self._refuse(Notice("redo.nothing", {}, refused=True))
        return self._step("redo", steps[-1])

    def _step(self, kind: MoveKind, step: Step) -> Present:
        notices = self._move(kind, step.to)
        said = Notice(_SAID[kind, step.kind], {"moment": step.to.moment})
        return self._stand(Head(step.to.moment, step.to.take), (said, *notices))

    def look(self, moment: int, tick: int | None = None) -> Preview:
        """Look at another moment without going there.

        Args:
            moment: its number.
            tick: of the flight that was under way there, or that ended there; None for the moment itself.

        Raises:
            UsedWrongly: if there is no such moment, or no such tick.
        """
        here = self.keep()
        if not 0 <= moment < here.moments:
            raise self._unknown(Notice("save.no_moment", {"moment": moment}))
        goal = _Goal(moment) if tick is None else self._in_flight(moment, tick)
        if goal is None:
            raise self._unknown(Notice("retake.no_flight", {}))
        there = self._path(goal.moment)
        ours = self._path(here.moment)
        fork = max((a.ident for a, b in zip(there, ours, strict=False) if a.ident == b.ident), default=0)
        return Preview(
            moment=goal.moment,
            tick=goal.tick,
            frame=self._journal.frame(goal.moment),
            state=self._state_at(goal),
            present=here.state,
            fork=fork,
            there=tuple(twig for twig in there if twig.ident > fork and (twig.choice or twig.ordered)),
            here=tuple(twig for twig in ours if twig.ident > fork and (twig.choice or twig.ordered)),
        )

    def _state_at(self, goal: _Goal) -> State:
        """Return all that was at a moment, flown on to the tick where this simulation can."""
        state = self._journal.moment(goal.moment).state
        if goal.tick is None or state.flight is None or goal.tick <= state.flight.tick:
            return state
        # The simulation is imported by who flies.
        from game.emergencies.flown import replays

        if not replays(state.flight.sim):
            return state
        return fly_on(state, goal.tick - state.flight.tick, self.book).state

    def _path(self, moment: int) -> list[Twig]:
        """Return the way to a moment, from the first."""
        twigs = self._journal.twigs()
        path: list[Twig] = []
        at: int | None = moment
        while at is not None:
            path.append(twigs[at])
            at = twigs[at].parent
        return path[::-1]

    def twigs(self) -> tuple[Twig, ...]:
        """Return every moment of this playthrough, by number, as the map of takes needs it."""
        self.keep()
        return tuple(self._journal.twigs())

    def twigs_beside(self) -> Callable[[], list[Twig]] | None:
        """Return what reads every moment from the file, in a thread of its own; None where none is needed.

        What it returns is given to `keep_twigs`.
        """
        path = self._journal.film.path
        if self._journal.knows_twigs or not self._journal.durable or path is None or self.present.looking:
            return None

        def read() -> list[Twig]:
            with Film.open(path, writable=False) as film:
                return film.twigs()

        return read

    def keep_twigs(self, film: str, twigs: list[Twig]) -> None:
        """Know what `twigs_beside` read of this film, and what was shot meanwhile, while it is open."""
        if film == self.present.film:
            self._journal.keep_twigs(twigs)

    def ways(self) -> tuple[Way, ...]:
        """Return the what-ifs under which something was shot, and one just begun, the oldest first."""
        moves = self._journal.moves()
        twigs = self._journal.twigs()
        ways: list[Way] = []
        for number, move in enumerate(moves):
            if move.kind != "what_if":
                continue
            end = moves[number + 1].moments if number + 1 < len(moves) else self._journal.count()
            root = move.to.moment
            shot = next((ident for ident in range(move.moments, end) if twigs[ident].parent == root), None)
            if shot is not None or number == len(moves) - 1:
                ways.append(Way(move.name, root if shot is None else shot, root, move.made_at))
        return tuple(ways)

    def flights(self) -> tuple[Flown, ...]:
        """Return every flight that was ever flown in this playthrough, on whatever line, the oldest first.

        A flight that was gone back into is one flight for each line that was flown.
        """
        here = self.keep().moment
        twigs = self._journal.twigs()
        children: dict[int, list[Twig]] = {}
        for twig in twigs:
            if twig.parent is not None:
                children.setdefault(twig.parent, []).append(twig)
        flown: list[Flown] = []
        for twig in twigs:
            if not twig.flight:
                continue
            then = children.get(twig.ident, [])
            # From its first tick it can still be put away, to be told; then nothing of it was flown.
            landings = [child for child in then if not child.flight and (twig.tick or not child.ordered)]
            flown += [_flown(twig, landing, live=False) for landing in landings]
            if not any(child.flight for child in then) and not landings and (twig.tick or not then):
                flown.append(_flown(twig, None, live=twig.ident == here))
        return tuple(sorted(flown, key=lambda flight: flight.moment))

    def recording(self, moment: int | None = None) -> Recording | None:
        """Return a flight as far as it was flown; None where nothing was flown.

        Args:
            moment: of that flight or after it, as `Flown.moment` names it; None for the flight that is under
                way, or the last one that was flown on this line.
        """
        from game.session.recorder import last_flight

        here = self.keep().moment
        return last_flight(self._journal, here if moment is None else moment, self._edition)

    def passed(self) -> tuple[str, ...]:
        """Return what this line of moments passed, in order: ``scene/beat`` and ``scene/beat/choice``."""
        passed: list[str] = []
        for frame, twig in zip(self.frames(), self._path(self.present.moment), strict=True):
            if twig.choice:
                passed.append(twig.choice)
            for line in frame.lines:
                if line.ident and passed[-1:] != [line.ident]:
                    passed.append(line.ident)
        return tuple(passed)

    def transcript(self) -> list[Entry]:
        """Return every line from the first to now, each with the moment that showed it."""
        return [Entry(frame.ident, line) for frame in self.frames() for line in frame.lines]

    def frames(self, moment: int | None = None) -> list[Frame]:
        """Return the moments that led to now, or to another moment, from the first."""
        here = self.keep().moment
        return self._journal.frames_to(here if moment is None else moment)

    def skip(self) -> Present:
        """Go on through what was read, taking what was chosen here last time.

        It stops at the first line that is new or changed, where nothing was ever chosen, where something is
        flown, and at the end. Every step is a moment as any other; `undo` takes all of them back.
        """
        before = self.present.state
        lines: tuple[Line, ...] = ()
        events: tuple[Event, ...] = ()
        notices: tuple[Notice, ...] = ()
        done = 0
        stopped = ""
        guide = Guide(self._journal.twigs(), self.present.moment, self._others)
        while not stopped:
            state = self.present.state
            choice = guide.next_choice(state.place, state.offers, self._visits)
            if choice is None:
                stopped = self._standstill()
                break
            turn = advance(state, Choose(state.place, choice), self.book)
            stopped = "" if self._has_seen(lines_of(turn)) else "skip.new"
            if not done:
                here = Head(self.present.moment, self.present.take)
                notices += self._move("skip", here)
            taken = self.choose(choice)
            done += 1
            lines, events, notices = lines + taken.lines, events + taken.events, notices + taken.notices
        if not done:
            return self._refuse(Notice("skip.nothing", {}, refused=True))
        said = (*notices, Notice(stopped, {"steps": done}))
        self._present = replace(self.present, before=before, lines=lines, events=events, notices=said)
        return self.present

    def _visits(self) -> int:
        """Return the how many-th time this is that this line of moments stands where it stands."""
        return visits_to(self.present.state.place, self._journal.twigs(), self.present.moment)

    def _standstill(self) -> str:
        """Return the phrase that says why what was read does not lead on from here."""
        state = self.present.state
        if state.ending:
            return "skip.over"
        return "skip.choice" if state.flight is None else "skip.flight"

    def _has_seen(self, lines: tuple[Line, ...]) -> bool:
        keeper = self._keeper
        return keeper is not None and all(map(keeper.has_seen, lines))

    def _others(self) -> Iterator[list[Twig]]:
        """Yield the moments of the newest other playthroughs, each read when it is asked for, and once."""
        if self._other_twigs is None:
            self._other_twigs = {}
        ours = self._journal.film.path
        others = [film for film in self.can.films() if film.path != ours and film.refusal is None]
        for summary in others[:_OTHER_FILMS]:
            if summary.ident not in self._other_twigs:
                try:
                    with Film.open(summary.path, writable=False) as film:
                        self._other_twigs[summary.ident] = film.twigs()
                except SaveRefused:
                    self._other_twigs[summary.ident] = []
            yield self._other_twigs[summary.ident]

    def _before(self, ident: int) -> _Goal | None:
        """Return where the last choice or order that led to a moment was made; None at the first."""
        moment = self._journal.moment(ident)
        while moment.command is None and moment.parent is not None:
            moment = self._journal.moment(moment.parent)
        if moment.parent is None:
            return _Goal(moment.ident) if moment.ident != ident else None
        tick = moment.command.tick if isinstance(moment.command, Fly) else None
        return _Goal(moment.parent, tick)

    def _in_flight(self, moment: int, tick: int) -> _Goal | None:
        """Return where a tick of the last flight on the way to a moment is reached from; None for nowhere."""
        seen_later = unflown = False
        for twig in reversed(self._path(moment)):
            if not twig.flight:
                if seen_later:
                    break
                # An order that ends a flight without a tick puts it away, to be told.
                unflown = twig.ordered
            elif not unflown:
                if twig.tick < tick or (twig.tick == tick and not twig.ordered):
                    return _Goal(twig.ident, tick)
                seen_later = True
        return None

    def _go(self, goal: _Goal, kind: MoveKind, name: str = "") -> Present:
        """Go to a moment and, in a flight, on to the tick; another simulation's ticks are not flown again."""
        present = self._stand_at(goal.moment, kind, name)
        flight = present.state.flight
        if goal.tick is None or flight is None:
            return present
        # The simulation is imported by who flies.
        from game.emergencies.flown import replays

        if not replays(flight.sim):
            return present
        if goal.tick > flight.tick:
            notices = present.notices
            self.run(goal.tick - flight.tick)
            notices += self.keep().notices
            self._present = replace(self.present, notices=notices, events=())
        return self.present


def _flown(last: Twig, landing: Twig | None, *, live: bool) -> Flown:
    end = landing or last
    return Flown(
        moment=end.ident,
        kind=last.flight,
        scene=last.scene,
        clock=end.clock,
        ticks=last.tick,
        take=last.take,
        over=landing is not None,
        live=live,
    )
