"""What the lobby says: its cards, the endings that were seen, and the figures of everything ever played.

Law: pure, and the same for both front ends. A card that was not given shows its title at most, an ending that
was not seen nothing at all: a list must not tell what a film would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.readout.panel import read_day
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.narrative.book import Ending
    from game.narrative.lobby import LobbyCard
    from game.readout.phrasebook import Phrasebook

_TICKS_PER_MIN = 60 * TICKS_PER_S
_REELS = range(1, 7)
_COLD_OPEN, _CLOSING = 0, 7


@dataclass(frozen=True, slots=True)
class Figures:
    """What everything that was ever played comes to.

    Attributes:
        begun: playthroughs.
        finished: those that came to an ending.
        choices: that were made.
        orders: how often a flight was given one, or several at once.
        ticks_flown: of every flight.
        approaches: to the station, lessons apart.
        captures: those that ended in the port.
        offset_cm: of the truest contact that held; None for none. [cm]
        closing_cm_s: of the same contact. [cm/s]
        stations: emergencies of the station, drills apart.
        least_tilt_deg: of those, how far the one that turned least did; None for none.
        most_tilt_deg: likewise the one that turned most.
        again: how often the player went back.
        undone: how often going somewhere was taken back.
        words: how many were shown.
        endings: how many playthroughs came to each ending, by its id.
    """

    begun: int
    finished: int
    choices: int
    orders: int
    ticks_flown: int
    approaches: int
    captures: int
    offset_cm: int | None
    closing_cm_s: int | None
    stations: int
    least_tilt_deg: int | None
    most_tilt_deg: int | None
    again: int
    undone: int
    words: int
    endings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CardReading:
    """A place on the lobby's wall.

    Attributes:
        title: of the card; ``""`` while it hangs face down.
        words: under it; nothing until it was given.
        given: the day on which it was given, ``5 MAR 2026``; ``""`` while it was not.
    """

    title: str
    words: str
    given: str

    @property
    def hangs(self) -> bool:
        """Whether it was given."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class EndingReading:
    """An ending, or a place that is kept for one.

    Attributes:
        title: ``""`` until it was seen.
        note: its line, likewise.
        times: playthroughs that came to it, as far as they were counted.
    """

    title: str
    note: str
    times: int


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A row of figures: what is counted, and how many."""

    label: str
    value: str


def read_cards(cards: Iterable[LobbyCard], given: Mapping[str, str]) -> tuple[CardReading, ...]:
    """Return the wall: what was given, the newest at the top, then the places that are still empty.

    Args:
        cards: every card of the story.
        given: when each was given (ISO 8601), by its id; one that the story no longer has is left out.
    """
    known = list(cards)
    hung = sorted((card for card in known if card.ident in given), key=lambda card: given[card.ident])
    return (
        *(CardReading(card.title, card.words, _day(given[card.ident])) for card in reversed(hung)),
        *(
            CardReading("" if card.hidden else card.title, "", "")
            for card in known
            if card.ident not in given
        ),
    )


def read_endings(
    endings: Iterable[Ending], seen: Iterable[str], times: Mapping[str, int]
) -> tuple[EndingReading, ...]:
    """Return the endings in the story's order, each that was not seen as an empty place."""
    known = set(seen)
    return tuple(
        EndingReading(ending.title, ending.note, times.get(ending.ident, 0))
        if ending.ident in known
        else EndingReading("", "", 0)
        for ending in endings
    )


def read_figures(
    figures: Figures, shares: Mapping[int, tuple[int, int]] | None, phrases: Phrasebook
) -> tuple[FigureReading, ...]:
    """Return the figures, one row each; of what never happened there is none.

    Args:
        figures: what was counted.
        shares: how many lines of each reel were seen, of how many; None while that is not known.
        phrases: the words.
    """
    return tuple(FigureReading(phrases.say(label), value) for label, value in _rows(figures, shares, phrases))


def _rows(
    figures: Figures, shares: Mapping[int, tuple[int, int]] | None, phrases: Phrasebook
) -> Iterator[tuple[str, str]]:
    say = phrases.say
    yield "lobby.begun", say("lobby.films", begun=figures.begun, finished=figures.finished)
    yield "lobby.choices", _grouped(figures.choices)
    yield "lobby.words", _grouped(figures.words)
    again = _grouped(figures.again)
    yield "lobby.again", say("lobby.back", again=again, undone=figures.undone) if figures.undone else again
    if figures.ticks_flown:
        yield "lobby.orders", _grouped(figures.orders)
        yield "lobby.flown", say("lobby.minutes", minutes=_grouped(figures.ticks_flown // _TICKS_PER_MIN))
    if figures.approaches:
        yield "lobby.approaches", say("lobby.of", part=figures.captures, whole=figures.approaches)
    if figures.offset_cm is not None and figures.closing_cm_s is not None:
        yield "lobby.contact", say("lobby.touch", offset=figures.offset_cm, closing=figures.closing_cm_s)
    if figures.stations:
        yield "lobby.stations", _grouped(figures.stations)
    if figures.least_tilt_deg is not None and figures.most_tilt_deg is not None:
        yield "lobby.tilt", say("lobby.tilts", least=figures.least_tilt_deg, most=figures.most_tilt_deg)
    if shares is None:
        return
    seen, lines = (sum(share[at] for share in shares.values()) for at in (0, 1))
    yield "lobby.seen", say("lobby.share", percent=_percent(seen, lines))
    for reel, (shown, of_all) in shares.items():
        label = {_COLD_OPEN: "lobby.seen_cold_open", _CLOSING: "lobby.seen_closing"}.get(reel, "")
        if label:
            yield label, say("lobby.share", percent=_percent(shown, of_all))
        elif reel in _REELS:
            yield f"lobby.seen_reel.{reel}", say("lobby.share", percent=_percent(shown, of_all))


def _percent(part: int, whole: int) -> int:
    """Return a share in whole percent; 100 only where nothing is missing, 0 only where nothing is there."""
    if not whole or not part:
        return 0
    return 100 if part == whole else min(99, max(1, 100 * part // whole))


def _grouped(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return f"{number:,}"


def _day(stamp: str) -> str:
    """Return the day of a time of day (ISO 8601) as a person writes it; nothing of what is none."""
    try:
        day, _, _ = read_day(f"{stamp[:10]} {stamp[11:]}").rpartition(" ")
        return f"{day} {int(stamp[:4])}"
    except (ValueError, IndexError):
        return ""
