"""Chooses who says what in a flight, from what happened in it.

Law: pure, and without influence: cues and words come in, lines go out, and no flight reads a `CrewState`.
Which emergency it is, the book of call-outs says; who can be heard in it now, its words.
A remark keeps five seconds from whatever was said before it and is never repeated in a flight; answers, calls
on order and alarms come at once, an echo right behind one of them. The same seed, cues and words give the
same lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking.answers import direct_voice
from game.emergencies.docking.sky import dark
from game.emergencies.docking.starts import SETTINGS, Start
from game.emergencies.docking.state import DockingState
from game.emergencies.station.words import can_be_heard, station_words
from game.narrative.callouts import Kind
from game.narrative.occasions import STATION, Loop
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.emergencies.flown import Simulated
    from game.narrative.callouts import Callout, CalloutBook
    from game.narrative.expressions import Condition
    from game.narrative.occasions import AnyCue
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.values import Value

STREAM = "crew"
"""The stream of chance that picks among lines that fit equally well."""

GAP_TICKS = 5 * TICKS_PER_S
"""What a remark leaves to the line before it, and what an answer leaves to its own last time."""

PLACE_OF_LINES = "callout/"
"""Before a line's id in `Line.ident`."""

TRAINER = "examiner"
"""Speaks in lessons, where the others are silent, and nowhere else."""

STEADY_NERVE = 55
"""Of 100; below it the commander of the story has a shake in his hand."""

CLOSE_M = 10.0
"""The least range so far from which people speak as they do near the port [m]; chosen for play."""

LATE_S = 12 * 3600 + 18 * 60
"""12:18:00, seconds of the day: the last half-minute of sun and voice has begun."""

_DRAWS_PER_ATTEMPT = 1000
"""Far more than one flight draws, so that a second attempt does not draw as the first did."""

_MUST = (Kind.ANSWER, Kind.ALARM)
_VOICES = {Loop.ROOM: Voice.SPEECH, Loop.ONE: Voice.LOOP, Loop.TWO: Voice.SECOND_LOOP}


@dataclass(frozen=True, slots=True)
class Told:
    """A line that was said in this flight.

    Attributes:
        ident: which.
        who: the role id of who said it.
        times: how often.
        tick: when last [ticks].
        offered: it was a remark.
    """

    ident: str
    who: str
    times: int
    tick: int
    offered: bool


@dataclass(frozen=True, slots=True)
class CrewState:
    """Everything that the choice of the next line remembers; it can be written to a save.

    Attributes:
        seed: the playthrough's.
        draws: the next draw of the stream.
        told: the lines said in this flight, in the order of their first time.
        last_tick: when anything was said last [ticks]; far back before the first line.
    """

    seed: int
    draws: int = 0
    told: tuple[Told, ...] = ()
    last_tick: int = -GAP_TICKS


def begin(seed: int, attempt: int = 1) -> CrewState:
    """Return the crew at the beginning of a flight.

    Args:
        seed: the playthrough's.
        attempt: which approach this is, from 1; each draws its own lines.
    """
    return CrewState(seed, draws=_DRAWS_PER_ATTEMPT * attempt)


def hear(
    crew: CrewState,
    cues: Iterable[CueGiven],
    flight_words: Mapping[str, Value],
    facts: Mapping[str, Value],
    callouts: CalloutBook,
    tick: int,
) -> tuple[CrewState, tuple[Line, ...]]:
    """Let the crew answer one tick.

    Args:
        crew: before it.
        cues: what happened in the tick, in order.
        flight_words: the values of the occasion's words now, as `words_of` gives them; one that is missing is
            the story's fact of that name, or has its default.
        facts: the story's.
        callouts: all that can be said.
        tick: now [ticks].

    Returns:
        The crew after it, and what is said, in order: first what must be said, with at most one echo, then at
        most one remark.
    """
    given = tuple(cues)
    if not given:
        return crew, ()
    cabin = _Cabin(crew, flight_words, facts, callouts, tick)
    for cue in given:
        cabin.answer(cue)
    for cue in given:
        cabin.echo(cue)
    for cue in given:
        cabin.remark(cue)
    return cabin.crew, tuple(cabin.lines)


def words_of(state: Simulated) -> dict[str, Value]:
    """Return the words that an emergency says about itself to the conditions of the call-outs."""
    return docking_words(state) if isinstance(state, DockingState) else station_words(state)


def docking_words(state: DockingState) -> dict[str, Value]:
    """Return the words that a docking says about itself to the conditions of the call-outs."""
    cabin, brief = state.cabin, state.brief
    day = brief.start is Start.DAY
    return {
        "dark": dark(state.now_s, SETTINGS[brief.start].dark),
        "direct": direct_voice(state),
        "lamp": cabin.lamp,
        "filter_on": cabin.filter_on,
        "again": brief.attempt > 1,
        "waited": brief.waited,
        "steady": brief.nerve >= STEADY_NERVE,
        "close": state.watch.least_m <= CLOSE_M,
        "late": day and not brief.waited and state.now_s >= LATE_S,
        "lesson": not day,
        "learned_ranging": brief.learned_ranging,
        "camera_running": cabin.camera_running,
        "rate_hold": cabin.rate_hold,
        "both_sets": cabin.both_sets,
        "narrow": cabin.narrow,
        "go": cabin.go,
        "computer": cabin.rung is not Rung.BARE,
        "attempt": brief.attempt,
        "nerve": brief.nerve,
        "propellant_kg": round(state.propellant_kg),
        "speaks": cabin.speaks,
        "flying": cabin.rung.value,
        "start": brief.start.value,
    }


class _Cabin:
    """One tick of talk."""

    def __init__(
        self,
        crew: CrewState,
        flight_words: Mapping[str, Value],
        facts: Mapping[str, Value],
        callouts: CalloutBook,
        tick: int,
    ) -> None:
        self.crew = crew
        self.lines: list[Line] = []
        self._facts = facts
        self._occasion = callouts.occasion
        self._words = {
            name: flight_words.get(name, facts.get(name, fact.default))
            for name, fact in self._occasion.words.items()
        }
        self._callouts = callouts
        self._tick = tick
        self._answered: dict[AnyCue, str] = {}
        self._echoed = False

    def answer(self, cue: CueGiven) -> None:
        """Say what must be said: what the player ordered first, then one answer or alarm to it."""
        fitting = [
            callout
            for callout in self._fitting(cue)
            if callout.kind in _MUST and not self._said_just_now(callout)
        ]
        player, before = self._occasion.player, len(self.lines)
        self._say_one_of([callout for callout in fitting if callout.who == player], cue)
        self._say_one_of([callout for callout in fitting if callout.who != player], cue)
        if len(self.lines) > before:
            self._answered[cue.cue] = self.lines[-1].speaker

    def echo(self, cue: CueGiven) -> None:
        """Let one more voice be heard behind an answer, if this tick has had none yet."""
        if self._echoed or cue.cue not in self._answered:
            return
        fitting = [callout for callout in self._fitting(cue) if callout.kind is Kind.ECHO]
        before = len(self.lines)
        self._say_one_of(
            [
                callout
                for callout in fitting
                if not self._times(callout) and callout.who != self._answered[cue.cue]
            ],
            cue,
        )
        self._echoed = len(self.lines) > before

    def remark(self, cue: CueGiven) -> None:
        """Let somebody offer something, if it is quiet enough."""
        if self._tick - self.crew.last_tick < GAP_TICKS:
            return
        fitting = [callout for callout in self._fitting(cue) if callout.kind is Kind.REMARK]
        self._say_one_of(
            [callout for callout in fitting if not self._times(callout) and self._may_offer(callout)], cue
        )

    def _fitting(self, cue: CueGiven) -> list[Callout]:
        known = self._known(cue)
        told = {line.ident for line in self.crew.told}
        return [
            callout
            for callout in self._callouts.by_cue.get(cue.cue, ())
            if self._may_speak(callout)
            and (not callout.after or not told.isdisjoint(callout.after))
            and told.isdisjoint(callout.unless)
            and (callout.when is None or _holds(callout.when, known))
        ]

    def _known(self, cue: CueGiven) -> dict[str, Value]:
        counted = {
            name: sum(line.times for line in self.crew.told if line.who == role)
            for name, role in self._occasion.counted.items()
        }
        brought: dict[str, Value] = {**dict(cue.numbers), **dict(cue.words)}
        # A cue's own value is of the moment; one that it is not known to bring is left to the flight's word.
        own = {name: value for name, value in brought.items() if name in self._occasion.values_of(cue.cue)}
        return {**self._facts, **brought, **self._words, **counted, **own}

    def _may_speak(self, callout: Callout) -> bool:
        if self._occasion is STATION:
            return can_be_heard(callout, self._words)
        if self._words["lesson"]:
            return callout.who in (TRAINER, self._occasion.player)
        return callout.who != TRAINER

    def _may_offer(self, callout: Callout) -> bool:
        """Tell whether this person offers anything: in a docking, by whom the commander lets speak."""
        if self._occasion is STATION or callout.who == TRAINER:
            return True
        match self._words["speaks"]:
            case "nobody":
                once = not any(line.offered and line.who == "director" for line in self.crew.told)
                return callout.who == "director" and once
            case "moscow":
                return callout.who != "actor" or not self._words["direct"]
            case "vera":
                return callout.who != "flight_director"
            case _:
                return True

    def _times(self, callout: Callout) -> int:
        return next((line.times for line in self.crew.told if line.ident == callout.ident), 0)

    def _said_just_now(self, callout: Callout) -> bool:
        return any(
            line.ident == callout.ident and self._tick - line.tick < GAP_TICKS for line in self.crew.told
        )

    def _say_one_of(self, fitting: list[Callout], cue: CueGiven) -> None:
        """Say the line that was said least often; of those the most particular; of those by the draw."""
        known = self._known(cue)
        sayable = [callout for callout in fitting if self._callouts.can_fill(callout, known)]
        if not sayable:
            return
        best = min(map(self._rank, sayable))
        group = [callout for callout in sayable if self._rank(callout) == best]
        chosen = group[draw(self.crew.seed, STREAM, self.crew.draws, len(group))]
        self.lines.append(
            Line(
                _VOICES[chosen.loop],
                self._callouts.filled(chosen, known),
                chosen.who,
                PLACE_OF_LINES + chosen.ident,
            )
        )
        self.crew = replace(
            self.crew, draws=self.crew.draws + 1, told=self._with(chosen), last_tick=self._tick
        )

    def _rank(self, callout: Callout) -> tuple[int, int]:
        asks = len(callout.when.names) if callout.when is not None else 0
        return self._times(callout), -asks - bool(callout.after)

    def _with(self, callout: Callout) -> tuple[Told, ...]:
        if not self._times(callout):
            told = Told(callout.ident, callout.who, 1, self._tick, callout.kind is Kind.REMARK)
            return (*self.crew.told, told)
        return tuple(
            replace(line, times=line.times + 1, tick=self._tick) if line.ident == callout.ident else line
            for line in self.crew.told
        )


def _holds(when: Condition, known: Mapping[str, Value]) -> bool:
    """Tell whether it holds; a question about a number that the cue did not bring does not."""
    return when.names <= known.keys() and when.holds(known, "")
