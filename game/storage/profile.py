"""The profile: what belongs to the player and not to a playthrough.

Law: its loss never harms a playthrough. It is read whole or not at all, and written whole or not at all.
Two games may write it: under a short lock what is on the disk is read again, and what this game has to add is
put to it. A setting that this game did not touch stays as the other left it; endings and cards are joined;
what was counted is kept film by film, each by the one game that had it open, and summed when it is shown.
What a later edition added stands as it was.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Literal, cast

import msgspec

from game.errors import SaveRefused
from game.storage.disk import sync
from game.storage.lock import take_lock
from game.storage.refusals import refusing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from pathlib import Path

FILE: Final = "profile.json"
DAMAGED: Final = "profile.json.damaged"
_LOCK: Final = f".{FILE}.lock"

_PATIENCE_S = 0.25
_PAUSE_S = 0.005
"""How long another game that writes is waited for, and between two looks; writing takes milliseconds."""

_LARGEST = 1 << 24
"""Bytes that a profile may have: a thousand times what a year of play makes."""

Difficulty = Literal["told", "assisted", "flown", "bare"]
Pace = Literal["real", "turns"]

NARROWEST: Final = 48
WIDEST: Final = 76
"""Columns that the prose may be set to. Chosen for reading: 76 is what an 80-column screen leaves."""


class Tally(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was counted in one playthrough, over all its branches. No number of it ever falls.

    Attributes:
        begun: 1, but for a playthrough that only goes on with another's in a file of its own.
        choices: how many were made.
        orders: how often a flight was given one, or several at once.
        ticks_flown: of every flight.
        approaches: to the station, flown to their end; lessons apart.
        captures: those that ended in the port.
        stations: emergencies of the station, flown to their end; drills apart.
        again: how often the player went back, and did not at once think better of it.
        undone: how often going somewhere was taken back.
        words: how many were shown.
        offset_cm: of the truest contact that held; None for none. [cm]
        closing_cm_s: of the same contact. [cm/s]
        least_tilt_deg: of the stations that turned, how far the one that turned least did; None for none.
        most_tilt_deg: likewise the one that turned most.
        endings: their ids, sorted, each once.
    """

    begun: int = 0
    choices: int = 0
    orders: int = 0
    ticks_flown: int = 0
    approaches: int = 0
    captures: int = 0
    stations: int = 0
    again: int = 0
    undone: int = 0
    words: int = 0
    offset_cm: int | None = None
    closing_cm_s: int | None = None
    least_tilt_deg: int | None = None
    most_tilt_deg: int | None = None
    endings: tuple[str, ...] = ()


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Settings, what was seen, and what was done.

    Attributes:
        theme: a theme's name; ``""`` until one was chosen.
        text_width: columns of prose, `NARROWEST` to `WIDEST`.
        reduced_motion: nothing moves that need not.
        difficulty: how the emergencies are met.
        pace: how time passes in them.
        keys: the player's own keys in a flight, by what they do.
        endings_seen: the ids of endings, sorted.
        newsreels_seen: the ids of newsreels, sorted.
        archive_met: the ids of the Archive's cards that the story led to, sorted.
        cards: the lobby's cards that were given, and when (ISO 8601, UTC).
        films: what was counted, by the playthrough's id.
    """

    theme: str = ""
    text_width: int = WIDEST
    reduced_motion: bool = False
    difficulty: Difficulty = "assisted"
    pace: Pace = "real"
    keys: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    endings_seen: tuple[str, ...] = ()
    newsreels_seen: tuple[str, ...] = ()
    archive_met: tuple[str, ...] = ()
    cards: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    films: dict[str, Tally] = msgspec.field(default_factory=dict[str, Tally])

    def with_ending(self, ending: str) -> Profile:
        """Return the profile with one more ending seen."""
        return msgspec.structs.replace(self, endings_seen=_joined(self.endings_seen, (ending,)))


SETTINGS: Final = ("theme", "text_width", "reduced_motion", "difficulty", "pace", "keys")
"""The fields that the player sets; every other one only grows."""

_UNSET = Profile()


def load_profile(folder: Path) -> tuple[Profile, SaveRefused | None]:
    """Return the profile of this folder, and what had to be refused.

    A profile that cannot be understood is laid aside as `DAMAGED`, and the game goes on with the defaults.
    """
    try:
        return _read(folder)[0], None
    except (FileNotFoundError, NotADirectoryError):
        return Profile(), None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            # No such folder can be; whoever wants to save in it is told.
            return Profile(), None
        return Profile(), SaveRefused("profile.unreadable", file=FILE)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        _lay_aside(folder)
        return Profile(), SaveRefused("profile.damaged", file=FILE, aside=DAMAGED)


def save_profile(folder: Path, profile: Profile, known: Profile | None = None) -> Profile:
    """Join this profile to the one on the disk, which is the old one or the new one whatever happens.

    Args:
        folder: where it lies.
        profile: as this game has it.
        known: as this game read or wrote it last: a setting that is the same in both is left as it lies, if a
            profile lies there. None: every setting is this game's; this very ``profile``: none is.

    Returns:
        What lies on the disk now.

    Raises:
        SaveRefused: if it cannot be written; the old one is as it was.
    """
    with refusing(FILE), _alone(folder):
        lying, raw = Profile(), cast("dict[str, object]", {})
        try:
            lying, raw = _read(folder)
        except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            # Where nothing lies, nothing that another game set is lost.
            known = profile if known is profile else None
            _lay_aside(folder)
        joined = joined_profile(lying, profile, known)
        kept = cast("dict[str, object]", msgspec.to_builtins(joined))
        for name in SETTINGS:
            # What nobody set is left open, so that a later edition's default is the one that counts.
            if name not in raw and getattr(joined, name) == getattr(_UNSET, name):
                del kept[name]
        kept["films"] = _over(cast("dict[str, object]", kept["films"]), raw.get("films"))
        _write(folder, raw | kept)
        return joined


def summed(tallies: Iterable[Tally]) -> Tally:
    """Return what was counted in several playthroughs as one: sums, bests, and every ending as it came.

    An ending stands in it as often as there are playthroughs that came to it.
    """
    whole = Tally()
    for tally in tallies:
        counts = {name: _number(whole, name) + _number(tally, name) for name in _COUNTS}
        endings = tuple(sorted((*whole.endings, *tally.endings)))
        whole = msgspec.structs.replace(whole, **counts, **_bests(whole, tally), endings=endings)
    return whole


_COUNTS = (
    *("begun", "choices", "orders", "ticks_flown", "approaches", "captures", "stations"),
    *("again", "undone", "words"),
)


def joined_tally(one: Tally, other: Tally) -> Tally:
    """Return two accounts of the same playthrough as one: the longer of each, since none of it ever falls."""
    counts = {name: max(_number(one, name), _number(other, name)) for name in _COUNTS}
    endings = _joined(one.endings, other.endings)
    return msgspec.structs.replace(one, **counts, **_bests(one, other), endings=endings)


def with_contact(tally: Tally, offset_cm: int, closing_cm_s: int) -> Tally:
    """Return the tally with one more contact that held; the truest is kept."""
    touch = Tally(offset_cm=offset_cm, closing_cm_s=closing_cm_s)
    return msgspec.structs.replace(tally, **_bests(tally, touch))


def with_tilt(tally: Tally, tilt_deg: int) -> Tally:
    """Return the tally with one more station that turned so far."""
    turned = Tally(least_tilt_deg=tilt_deg, most_tilt_deg=tilt_deg)
    return msgspec.structs.replace(tally, **_bests(tally, turned))


def _bests(one: Tally, other: Tally) -> dict[str, int | None]:
    """Return the truest contact and the tilts of two tallies."""
    touches = [
        (tally.offset_cm, tally.closing_cm_s)
        for tally in (one, other)
        if tally.offset_cm is not None and tally.closing_cm_s is not None
    ]
    offset_cm, closing_cm_s = min(touches, default=(None, None))
    least = [tilt for tilt in (one.least_tilt_deg, other.least_tilt_deg) if tilt is not None]
    most = [tilt for tilt in (one.most_tilt_deg, other.most_tilt_deg) if tilt is not None]
    return {
        "offset_cm": offset_cm,
        "closing_cm_s": closing_cm_s,
        "least_tilt_deg": min(least, default=None),
        "most_tilt_deg": max(most, default=None),
    }


def _number(tally: Tally, name: str) -> int:
    return int(getattr(tally, name))


def _joined(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def joined_profile(lying: Profile, profile: Profile, known: Profile | None) -> Profile:
    """Return the profile on the disk with what a game has to add to it; arguments as for `save_profile`."""
    changed = {
        name: getattr(profile, name)
        for name in SETTINGS
        if known is None or getattr(profile, name) != getattr(known, name)
    }
    # Of two games that gave the same card the one that was first knows when.
    cards = {
        name: min(profile.cards.get(name) or when, lying.cards.get(name) or when)
        for name, when in (profile.cards | lying.cards).items()
    }
    films = dict(lying.films)
    for ident, tally in profile.films.items():
        films[ident] = joined_tally(films[ident], tally) if ident in films else tally
    return msgspec.structs.replace(
        lying,
        **changed,
        endings_seen=_joined(lying.endings_seen, profile.endings_seen),
        newsreels_seen=_joined(lying.newsreels_seen, profile.newsreels_seen),
        archive_met=_joined(lying.archive_met, profile.archive_met),
        cards=dict(sorted(cards.items())),
        films=films,
    )


def _over(ours: Mapping[str, object], lying: object) -> dict[str, object]:
    """Return our tables with what else stands in the same tables on the disk."""
    tables = cast("dict[str, object]", lying) if isinstance(lying, dict) else {}
    found: dict[str, object] = {}
    for name, table in ours.items():
        below = tables.get(name)
        mixed = isinstance(table, dict) and isinstance(below, dict)
        found[name] = cast("dict[str, object]", below) | cast("dict[str, object]", table) if mixed else table
    return found


def _read(folder: Path) -> tuple[Profile, dict[str, object]]:
    """Return the profile, and all that stands in its file."""
    with (folder / FILE).open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise msgspec.ValidationError("no profile is so large")
    raw = msgspec.json.decode(content, type=dict[str, object])
    profile = msgspec.convert(raw, Profile)
    width = min(max(profile.text_width, NARROWEST), WIDEST)
    return msgspec.structs.replace(profile, text_width=width), raw


def _lay_aside(folder: Path) -> None:
    with suppress(OSError):
        (folder / FILE).replace(folder / DAMAGED)


def _write(folder: Path, kept: Mapping[str, object]) -> None:
    unfinished = folder / f".{FILE}-{os.urandom(3).hex()}"
    try:
        unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
        sync(unfinished)
        unfinished.replace(folder / FILE)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    sync(folder)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Within this block no other game writes the profile.

    Raises:
        SaveRefused: ``save.in_use`` if another one does not let it go.
    """
    until = time.monotonic() + _PATIENCE_S
    while (lock := take_lock(folder / _LOCK)) is None:
        if time.monotonic() > until:
            raise SaveRefused("save.in_use", file=FILE)
        time.sleep(_PAUSE_S)
    try:
        yield
    finally:
        lock.release()
