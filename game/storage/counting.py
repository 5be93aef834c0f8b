"""Counts what a playthrough comes to: choices, orders, minutes flown, what touched and how far it turned.

Law: a turn and a tally give the next tally; but for `undone_in` all of it is pure. What a flight came to is
read from the facts that it changed, so that every edition's flights are counted alike.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from game.errors import SaveRefused
from game.readout.profile_words import Figures
from game.storage.film import Film
from game.storage.profile import summed, with_contact, with_tilt
from game.storage.twigs import words_of
from game.vocabulary.events import FactChanged, FilmEnded, FlightBegun, FlightEnded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.storage.profile import Profile, Tally
    from game.storage.shown import Shown
    from game.vocabulary.events import Event
    from game.vocabulary.values import Value


class Aloft(NamedTuple):
    """A flight that is under way, as far as it was heard of.

    Attributes:
        film: the playthrough.
        take: in which it is flown; after a Retake it is another one.
        tick: how far.
    """

    film: str
    take: int
    tick: int


def counted(tally: Tally, shown: Shown, aloft: Aloft | None) -> tuple[Tally, Aloft | None]:
    """Return the tally of a playthrough after an order, or after a stretch of a flight.

    Args:
        tally: before it.
        shown: what came of it.
        aloft: the flight that was under way when something was heard last, if one was.

    Returns:
        The tally, and the flight that is under way now.
    """
    before, flight = shown.before, shown.state.flight
    ticks, aloft = _flown(shown, aloft)
    chosen = before is not None and before.flight is None
    # With hands off the turn passes all the same, and nothing was ordered.
    ordered = before is not None and before.flight is not None and (flight is None or bool(flight.queued))
    tally = replace(
        tally,
        choices=tally.choices + chosen,
        orders=tally.orders + ordered,
        ticks_flown=tally.ticks_flown + ticks,
        again=max(tally.again, shown.takes - 1),
        words=tally.words + words_of(shown.lines),
    )
    for event in shown.events:
        if isinstance(event, FilmEnded):
            tally = replace(tally, endings=tuple(sorted({*tally.endings, event.ending})))
        elif isinstance(event, FlightEnded):
            tally = _landed(tally, facts_before(shown.events), shown.state.known())
    return tally, aloft


def undone_in(path: Path) -> int:
    """Return how often going somewhere was taken back in a film; 0 for one that cannot be read.

    A move of the head is no turn, so nothing is heard of it: it is counted where it was written down.
    """
    with suppress(SaveRefused), Film.open(path, writable=False) as film:
        return sum(move.kind == "undo" for move in film.moves())
    return 0


def facts_before(events: Sequence[Event]) -> dict[str, Value]:
    """Return the facts that these events changed, with the values that they had before."""
    before: dict[str, Value] = {}
    for event in events:
        if isinstance(event, FactChanged):
            before.setdefault(event.name, event.before)
    return before


def counts_of(profile: Profile) -> dict[str, int]:
    """Return what a lobby's card may ask of everything that was ever played, by its name there."""
    films = profile.films.values()
    return {
        "endings_seen": len(profile.endings_seen),
        "newsreels_seen": len(profile.newsreels_seen),
        "films_finished": sum(1 for tally in films if tally.endings),
        "takes_again": sum(tally.again for tally in films),
        "approaches_flown": sum(tally.approaches for tally in films),
        "stations_flown": sum(tally.stations for tally in films),
    }


def figures_of(profile: Profile) -> Figures:
    """Return what everything that was ever played comes to."""
    films = profile.films.values()
    whole = summed(films)
    return Figures(
        begun=whole.begun,
        finished=sum(1 for tally in films if tally.endings),
        choices=whole.choices,
        orders=whole.orders,
        ticks_flown=whole.ticks_flown,
        approaches=whole.approaches,
        captures=whole.captures,
        offset_cm=whole.offset_cm,
        closing_cm_s=whole.closing_cm_s,
        stations=whole.stations,
        least_tilt_deg=whole.least_tilt_deg,
        most_tilt_deg=whole.most_tilt_deg,
        again=whole.again,
        undone=whole.undone,
        words=whole.words,
        endings=Counter(whole.endings),
    )


def _flown(shown: Shown, aloft: Aloft | None) -> tuple[int, Aloft | None]:
    """Return how many ticks passed since something was heard last, and the flight that is under way now."""
    since = aloft if aloft is not None and aloft[:2] == (shown.film, shown.take) else None
    passed = 0
    for event in shown.events:
        if isinstance(event, FlightBegun):
            since = Aloft(shown.film, shown.take, 0)
        elif isinstance(event, FlightEnded):
            passed += max(0, event.tick - since.tick) if since else 0
            since = None
    if shown.state.flight is None:
        return passed, None
    at = Aloft(shown.film, shown.take, shown.state.flight.tick)
    return passed + (max(0, at.tick - since.tick) if since else 0), at


def _landed(tally: Tally, before: dict[str, Value], facts: dict[str, Value]) -> Tally:
    """Return the tally after a flight; a lesson and a drill change none of these facts."""
    if "attempts" in before:
        tally = replace(tally, approaches=tally.approaches + 1)
        if facts.get("docking_outcome") == "capture":
            tally = replace(tally, captures=tally.captures + 1)
            offset, closing = facts.get("offset_cm"), facts.get("contact_cm_s")
            if isinstance(offset, int) and isinstance(closing, int):
                tally = with_contact(tally, offset, closing)
    if "station_outcome" in before:
        tally = replace(tally, stations=tally.stations + 1)
        tilt = facts.get("peak_tilt_deg")
        if isinstance(tilt, int):
            tally = with_tilt(tally, tilt)
    return tally
