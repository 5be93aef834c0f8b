"""A moment as it is typed: its number, and in a flight a second of it.

Law: pure. What cannot be meant is refused with what could be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from game.plain.orders import Misread
from game.session.sitting import KEYFRAME_TICKS
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.storage.moments import Twig

_TYPED = re.compile(r"#?(\d+)(?:@(?:(\d{1,2}):)?(\d{1,4}):(\d{2}))?", re.ASCII)
"""``12`` or ``#12``, and behind an ``@`` mission time (three numbers) or the time since the start (two)."""

_MOST_DIGITS = 9
"""Of a moment's number; no playthrough has one that is longer, and Python reads no number of any length."""

_DAY_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A moment of the playthrough or, in a flight, a tick of it.

    Attributes:
        moment: its number.
        tick: of the flight that was under way there, or that ended before it; None for the moment as it is.
    """

    moment: int
    tick: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """When a flight was flown, in mission time.

    Attributes:
        begun: its first tick.
        ended: its last one.
    """

    begun: datetime
    ended: datetime

    @property
    def length_s(self) -> int:
        """How long it was [s]."""
        return int((self.ended - self.begun).total_seconds())


def split_moment(typed: str) -> tuple[str, str]:
    """Return the moment of an order, and what stands behind it."""
    moment, _, rest = typed.strip().partition(" ")
    return moment, rest.strip()


def read_spot(typed: str, twigs: Sequence[Twig], ticks_of: Callable[[int], int]) -> Spot | Misread:
    """Return the moment that is meant.

    Args:
        typed: a number as it is printed; with ``@12:16:05`` behind it that second of the flight it lies in,
            in mission time; with ``@04:25`` so long after the flight began.
        twigs: every moment of the playthrough, by number.
        ticks_of: tells exactly how long the flight was that ended before a moment; slow, so that it is only
            asked for the last seconds.
    """
    if not typed:
        return Misread("plain.moment_which", ())
    found = _TYPED.fullmatch(typed)
    if found is None:
        return Misread("plain.moment_wanted", (("typed", typed[:40]),))
    number = int(found[1]) if len(found[1]) <= _MOST_DIGITS else len(twigs)
    if number >= len(twigs):
        return Misread("plain.no_moment", (("typed", found[1][:40]), ("most", len(twigs) - 1)))
    if found[4] is None:
        return Spot(number)
    hours, minutes, seconds = found[2], int(found[3]), int(found[4])
    if seconds > 59 or (hours is not None and (minutes > 59 or int(hours) > 23)):
        return Misread("plain.moment_wanted", (("typed", typed[:40]),))
    span = span_to(twigs[number], twigs)
    if span is None:
        return Misread("plain.no_flight_there", (("typed", number),))
    since = int(hours or 0) * 3600 + minutes * 60 + seconds
    if hours is not None:
        begun = span.begun
        since = (since - begun.hour * 3600 - begun.minute * 60 - begun.second) % _DAY_S
    most = span.length_s
    if since > most and not twigs[number].flight:
        # What was flown last of a flight that ended lies between two moments.
        most = ticks_of(number) // TICKS_PER_S
    if since > most:
        ended = span.begun + timedelta(seconds=most)
        values = (
            ("first", f"{span.begun:%H:%M:%S}"),
            ("last", f"{ended:%H:%M:%S}"),
            ("length", length(most)),
        )
        return Misread("plain.outside_flight", (("typed", number), *values))
    return Spot(number, since * TICKS_PER_S)


def span_to(moment: Twig, twigs: Sequence[Twig]) -> Span | None:
    """Return when the last flight on the way to a moment was flown, as far as moments know; None for none.

    What became of a flight knows to the second when it was over, unless the story went on to another hour.

    Args:
        moment: of the flight, or after it.
        twigs: every moment, by number.
    """
    landing = last = moment
    while not last.flight:
        if last.parent is None:
            return None
        landing, last = last, twigs[last.parent]
    known = datetime.fromisoformat(last.clock)
    ended = datetime.fromisoformat(landing.clock)
    if not timedelta() <= ended - known <= timedelta(seconds=KEYFRAME_TICKS // TICKS_PER_S):
        ended = known
    return Span(known - timedelta(seconds=last.tick // TICKS_PER_S), ended)


def length(seconds: int) -> str:
    """Return a span of time as it is typed, ``04:25``."""
    return f"{seconds // 60:02}:{seconds % 60:02}"
