"""One turn: what makes the first state, the next one by an order or by a flight's time, and mends an old one.

Law: pure and total. The same state, command and book give the same turn; an order that means nothing here
is an event, and then the state is the very object that came in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.engine.state import State, freeze_facts
from game.errors import StoryError
from game.mission.machine import fire
from game.mission.phases import BY_FACT, OVER, PHASES, START, ending_of
from game.narrative.flow import Reading, opening_lines, read_on, rejoin, resolve_choice, resolve_place, take
from game.narrative.graph import TAKE_OFF
from game.narrative.memory import adopt_facts
from game.vocabulary.commands import Fly
from game.vocabulary.events import (
    Event,
    FactChanged,
    FilmEnded,
    FlightBegun,
    FlightEnded,
    LineShown,
    OrderRefused,
    PhaseEntered,
    PlaceLost,
    SceneOpened,
)
from game.vocabulary.flying import ChangeRung, Rung
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.emergencies.protocol import Ending
    from game.narrative.book import Start
    from game.narrative.shelf import Book
    from game.vocabulary.commands import Command
    from game.vocabulary.values import Value

FIRST_CLOCK = "2021-10-05 12:09:30"
"""Mission time before the first scene has set it: the cold open's own."""

_PHASE_CAP = 20
"""Phases that one order may pass through without a choice; more is a circle in the story."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What an order led to."""

    state: State
    events: tuple[Event, ...]


def begin(
    book: Book, seed: int, start: Start | None = None, rung: Rung | None = None, *, at: Place | None = None
) -> Turn:
    """Return the first turn of a new playthrough.

    Args:
        book: the story.
        seed: chance is drawn from it, here and later.
        start: a marked start of ``story/starts.toml``, or None for the cold open.
        rung: how its emergencies are met; None lets the story ask.
        at: the place whose beat is read first; None for where the phase opens.
    """
    facts: dict[str, Value] = {}
    for fact in book.declarations.facts.values():
        facts[fact.name] = (
            fact.low + draw(seed, f"story/{fact.name}", 0, fact.high - fact.low + 1)
            if fact.drawn
            else fact.default
        )
    if start is not None:
        facts.update(start.facts)
    if rung is not None:
        facts["flying"] = rung.value
    phase = start.phase if start is not None else START
    blank = State(
        seed=seed,
        turn=0,
        phase=phase,
        reel=0,
        place=at or Place(PHASES[phase].scene, ""),
        clock=FIRST_CLOCK,
        facts=freeze_facts(facts),
        once=(),
        offers=(),
        ending="",
    )
    return _settled(book, blank, _open(book, blank, phase, at), [])


def advance(state: State, command: Command, book: Book) -> Turn:
    """Return the turn that an order leads to; a refused order leaves the state as it is.

    Orders to a flight wait for its next tick: `fly_on` lets it come.
    """
    if isinstance(command, Fly):
        if state.flight is None:
            return _refused(state, "order.not_flying", "")
        if command.tick != state.flight.tick:
            return _refused(state, "order.stale", str(command.tick))
        if ChangeRung(Rung.TOLD) in command.orders:
            return _told(book, state)
        flight = replace(state.flight, queued=state.flight.queued + command.orders)
        return Turn(replace(state, turn=state.turn + 1, flight=flight), ())
    if state.ending:
        return _refused(state, "order.film_over", command.choice)
    if state.flight is not None:
        return _refused(state, "order.flying", command.choice)
    if command.at != state.place:
        return _refused(state, "order.stale", command.choice)
    if command.choice not in {offer.ident for offer in state.offers}:
        return _refused(state, "order.no_such_choice", command.choice)
    reading = take(book, state.place, command.choice, state.known(), state.clock, state.once)
    return _settled(book, replace(state, turn=state.turn + 1), reading, [])


def _told(book: Book, state: State) -> Turn:
    """Put the controllers away before anything was done with them, and read the same place as a scene."""
    if PHASES[state.phase].flown == BY_FACT:
        return _refused(state, "order.told_nowhere", "")
    if state.flight is None or state.flight.tick:
        return _refused(state, "order.told_late", "")
    facts = {**state.known(), "flying": Rung.TOLD.value}
    reading = read_on(book, state.place, facts, state.clock, state.once)
    return _settled(book, replace(state, turn=state.turn + 1, flight=None), reading, [])


def fly_on(state: State, ticks: int, book: Book) -> Turn:
    """Let ticks of a flight pass; when it ends, read the story on to its next choices.

    Args:
        state: with a flight.
        ticks: how many, at least 1; it stops earlier when the flight ends.
        book: the story.

    Raises:
        LookupError: if nothing is being flown.
    """
    if state.flight is None:
        raise LookupError("nothing is being flown")
    # The simulation is imported by who flies.
    from game.engine.flying import clock_of, run

    flown = run(book, state.known(), state.flight, ticks)
    events = list(flown.events)
    if flown.ending is None:
        return Turn(replace(state, flight=flown.flight, clock=clock_of(flown.flight)), flown.events)
    events.append(FlightEnded(flown.ending.trigger, flown.flight.tick))
    return _landed(book, state, flown.ending, events)


def _landed(book: Book, state: State, ending: Ending, events: list[Event]) -> Turn:
    """Read on where the flight left the story, with what it changed."""
    before = state.known()
    facts = before | {name: value for name, value in ending.facts if name in before}
    place = Place(state.place.scene, ending.beat)
    reading = read_on(book, place, facts, ending.clock, state.once)
    changes = tuple(
        FactChanged(name, before[name], after)
        for name, after in reading.facts.items()
        if name in before and before[name] != after
    )
    return _settled(book, replace(state, flight=None), replace(reading, changes=changes), events)


def settle(state: State, book: Book, earlier: Iterable[State] = ()) -> Turn:
    """Return an old state as this edition of the story knows it.

    Facts keep their values; facts that are new take their default, renamed ones their new name. A place
    that was renamed is followed. A beat that is gone falls back to its scene's start: to the moment at
    which the scene opened if the journal still has it, else to the nearest earlier moment whose place still
    stands. Failing that, the scene's (or, when the scene itself is gone, the phase's) first beat is read
    with the facts as they are. A `PlaceLost` says so. Nothing is applied twice: a moment of the journal has
    its own facts and, in the middle of a flight, the flight; a first beat that is read for want of one
    changes none. Instead of a phase that is gone stands the one that opens on the scene.

    Args:
        state: the state as it was saved.
        book: this edition.
        earlier: the states that led to it, newest first.
    """
    if state.ending:
        return Turn(state, ())
    place, lost = resolve_place(book, state.place)
    if place is not None and lost is None:
        return _rejoined(book, state, place, [])
    kind = "scene" if place is None else "beat"
    for old in _by_nearness(state, earlier):
        standing, missing = resolve_place(book, old.place)
        if standing is not None and missing is None:
            gone = PlaceLost(str(state.place), str(standing), kind)
            return _rejoined(book, old, standing, [gone])
    phase = _phase_at(state.phase, place)
    state = replace(state, flight=None)
    entry = place if place is not None else Place(PHASES[phase].scene, "")
    facts = adopt_facts(book.declarations, state.known())
    reading = read_on(book, entry, facts, state.clock, _once(book, state), muted=True)
    gone = PlaceLost(str(state.place), str(reading.place), kind)
    return _settled(book, replace(state, phase=phase), replace(reading, lost=()), [gone])


def _by_nearness(state: State, earlier: Iterable[State]) -> list[State]:
    """Return the earlier states with the one at which this scene opened first, then the newest first."""
    older = list(earlier)
    same_scene = 0
    while same_scene < len(older) and older[same_scene].place.scene == state.place.scene:
        same_scene += 1
    return older[same_scene - 1 : same_scene] + older if same_scene else older


def _rejoined(book: Book, state: State, place: Place, events: list[Event]) -> Turn:
    """Stand where the state stood, and go on where the choices of its beat have become an arrow."""
    facts = adopt_facts(book.declarations, state.known())
    state = replace(state, phase=_phase_at(state.phase, place))
    if state.flight is not None:
        # The beat of a flight leads to its beginning; what is being flown is not begun a second time.
        stood = replace(state, place=place, facts=freeze_facts(facts), once=_once(book, state))
        return Turn(stood, tuple(events))
    reading = rejoin(book, place, facts, state.clock, _once(book, state))
    return _settled(book, replace(state, place=place), reading, events)


def _phase_at(phase: str, place: Place | None) -> str:
    """Return this phase if the table has it, else the one that opens on a place's scene, else the first."""
    if phase in PHASES and PHASES[phase].scene:
        return phase
    scene = place.scene if place is not None else ""
    return next((row.name for row in PHASES.values() if scene and row.scene == scene), START)


def _once(book: Book, state: State) -> tuple[str, ...]:
    return tuple(sorted(resolve_choice(book, key) for key in state.once))


def _refused(state: State, phrase: str, detail: str) -> Turn:
    return Turn(state, (OrderRefused(phrase, detail),))


def _open(book: Book, state: State, phase: str, at: Place | None = None) -> Reading:
    """Return the reading of a phase's entry scene from its first beat, with its clock and slugline."""
    scene_id = at.scene if at is not None else PHASES[phase].scene
    if not book.has(scene_id):
        raise StoryError(f"{scene_id}.md", 0, f"the phase {phase} opens on this scene, which is not there")
    scene = book.scene(scene_id)
    place = Place(scene.ident, (at.beat if at is not None else "") or scene.entry)
    reading = read_on(book, place, state.known(), scene.clock or state.clock, state.once)
    above = opening_lines(scene, place)
    return replace(reading, lines=(*above, *reading.lines))


DAY, SECOND_DAYLIGHT = "day", "second"
"""The words of ``free_start`` for the day's approaches: the first, and the one after the wait."""


def _taken_off(state: State, events: list[Event]) -> Turn:
    """Begin the flight of this phase."""
    from game.engine.flying import begin_flight, clock_of

    facts = state.known()
    start = PHASES[state.phase].flown
    if start == BY_FACT:
        start = str(facts["free_start"])
    if start == SECOND_DAYLIGHT:
        start, facts["waited"] = DAY, True
    facts["attempts"] = int(facts["attempts"]) + 1
    facts["clock"] = state.clock
    flight = begin_flight(facts, state.seed, start)
    events.append(FlightBegun(start))
    return Turn(replace(state, flight=flight, clock=clock_of(flight)), tuple(events))


def _settled(book: Book, state: State, reading: Reading, events: list[Event]) -> Turn:
    """Follow a reading through every trigger that it fired, until choices are open or the film is over."""
    opened = state.turn == 0 and not state.offers
    scene_before = "" if opened else state.place.scene
    for _ in range(_PHASE_CAP):
        events += reading.lost
        if reading.place.scene != scene_before:
            scene_before = reading.place.scene
            events.append(SceneOpened(scene_before, book.scene(scene_before).reel))
        events += [LineShown(line) for line in reading.lines]
        events += reading.changes
        state = replace(
            state,
            reel=book.scene(reading.place.scene).reel,
            place=reading.place,
            clock=reading.clock,
            facts=freeze_facts(reading.facts),
            once=reading.once,
            offers=reading.offers,
        )
        if not reading.trigger:
            return Turn(state, tuple(events))
        if reading.trigger == TAKE_OFF:
            return _taken_off(state, events)
        phase = fire(state.phase, reading.trigger, reading.facts)
        events.append(PhaseEntered(phase, reading.trigger))
        if phase == OVER:
            ending = ending_of(state.phase)
            events.append(FilmEnded(ending))
            return Turn(replace(state, phase=phase, ending=ending, offers=()), tuple(events))
        state = replace(state, phase=phase)
        reading = _open(book, state, phase)
    raise RecursionError(f"{_PHASE_CAP} phases without a choice, last {state.phase!r}")
