"""Takes a flight out of the journal: the flight recorder's tape.

Law: what was ordered and said is read as it was written; only the time between is flown again, by the
simulation that flew it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.flown import kind_of, replays
from game.engine.recording import LONGEST_TICKS, Given, Keyframe, Recording, Said, record
from game.vocabulary.commands import Fly
from game.vocabulary.flying import ChangeRung, Rung

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.emergencies.flown import Simulated
    from game.session.journal import Journal
    from game.storage.film import Moment
    from game.vocabulary.flying import FlightOrder


def last_flight(journal: Journal, moment: int, edition: str) -> Recording | None:
    """Return the flight that is under way at a moment, or the last one that was flown before it.

    One that was put away at its start, to be told, was not flown.

    Args:
        journal: with the open playthrough.
        moment: on whose line to look.
        edition: of the story, for the label.

    Returns:
        The recording, or None where nothing was flown on that line.
    """
    flown = _flown(journal, moment)
    if not flown:
        return None
    flights = [each for each in flown if each.state.flight is not None]
    openings = [each.state.flight.sim for each in flights if each.state.flight is not None]
    opening, last = openings[0], openings[-1]
    over = flown[-1].state.flight is None
    orders = _orders(flown)
    said = tuple(_said(flown))
    if replays(opening):
        ticks = LONGEST_TICKS if over else last.tick
        again = record(opening, orders, ticks, edition=edition)
        return replace(again, said=tuple(one for one in said if one.tick <= again.ticks))
    frames = {state.tick: Keyframe(state.tick, state) for state in openings}
    return Recording(
        emergency=kind_of(opening).value,
        simulation=opening.version,
        edition=edition,
        seed=opening.seed,
        rung=opening.rung,
        start=opening.start,
        opening=opening,
        orders=tuple(given for given in orders if given.tick < last.tick),
        keyframes=tuple(frames[tick] for tick in sorted(frames)),
        said=tuple(one for one in said if one.tick <= last.tick),
        ending=None,
        ticks=last.tick,
    )


def _flown(journal: Journal, moment: int) -> list[Moment]:
    """Return the moments of the last flight, from the one that opened it to the one that ended it."""
    found: list[Moment] = []
    at: int | None = moment
    later: Moment | None = None
    unflown = False
    while at is not None:
        here = journal.moment(at)
        if here.state.flight is None:
            unflown = put_away(here)
        if here.state.flight is not None and not unflown:
            if not found and later is not None:
                found.append(later)
            found.append(here)
            if here.state.flight.tick == 0 and not isinstance(here.command, Fly):
                break
        elif found:
            break
        later = here
        at = here.parent
    return found[::-1]


def put_away(moment: Moment) -> bool:
    """Tell whether a flight was told from this moment on, so that nothing of it was flown."""
    return isinstance(moment.command, Fly) and ChangeRung(Rung.TOLD) in moment.command.orders


def _orders(flown: Iterable[Moment]) -> tuple[Given, ...]:
    by_tick: dict[int, tuple[FlightOrder, ...]] = {}
    for moment in flown:
        if isinstance(moment.command, Fly) and moment.command.orders:
            tick = moment.command.tick
            by_tick[tick] = by_tick.get(tick, ()) + moment.command.orders
    return tuple(Given(tick, by_tick[tick]) for tick in sorted(by_tick))


def _said(flown: Iterable[Moment]) -> Iterable[Said]:
    """Yield what was said; a line is known to lie between two moments, and the later one dates it."""
    state: Simulated | None = None
    for number, moment in enumerate(flown):
        flight = moment.state.flight
        state = flight.sim if flight is not None else state
        if number == 0 or state is None:
            continue
        for line in moment.lines:
            if line.ident.startswith(PLACE_OF_LINES):
                yield Said(state.tick, line.speaker, line.text, line.voice)
