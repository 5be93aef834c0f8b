"""Moments as the map of takes needs them: light enough to hold every one of a long playthrough.

Law: the same twig, whether it is made from a moment at hand or read from the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from game.storage.moments import Twig, frame_of
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.storage.moments import Frame, Moment
    from game.vocabulary.commands import Command
    from game.vocabulary.values import Line


class _Ticking(msgspec.Struct, frozen=True):
    tick: int


class _Flying(msgspec.Struct, frozen=True):
    """As much of a flight on disk as a twig shows; the fields are the emergencies' words."""

    docking: _Ticking | None = None
    station: _Ticking | None = None


class _Standing(msgspec.Struct, frozen=True):
    """As much of a state on disk as a twig shows."""

    beat: str
    offers: tuple[tuple[str, str], ...] = ()
    flight: _Flying | None = None


def words_of(lines: Iterable[Line]) -> int:
    """Return how many words these lines have."""
    return sum(len(line.text.split()) for line in lines)


def twig_of(moment: Moment) -> Twig:
    """Return the twig of a moment at hand."""
    state = moment.state
    flight, tick = "", 0
    if state.flight is not None:
        # Whoever flies has loaded the simulation.
        from game.emergencies.flown import kind_of

        flight, tick = kind_of(state.flight.sim).value, state.flight.tick
    offers = tuple((offer.ident, offer.label) for offer in state.offers)
    return _twig(frame_of(moment), moment.command, state.place.beat, offers, (flight, tick))


def read_twig(frame: Frame, command: Command | None, state: bytes) -> Twig:
    """Return the twig of a moment as it is kept.

    Args:
        frame: the moment without its state.
        command: that led to it.
        state: its state as `game.storage.codec.encode_state` wrote it, whole or as a difference.

    Raises:
        msgspec.MsgspecError: if that is no state.
    """
    standing = msgspec.json.decode(state, type=_Standing)
    flight, tick = "", 0
    if standing.flight is not None:
        for word in _Flying.__struct_fields__:
            flown = getattr(standing.flight, word)
            if flown is not None:
                flight, tick = word, flown.tick
    return _twig(frame, command, standing.beat, standing.offers, (flight, tick))


def _twig(
    frame: Frame,
    command: Command | None,
    beat: str,
    offers: tuple[tuple[str, str], ...],
    flown: tuple[str, int],
) -> Twig:
    echo = next((line.text for line in frame.lines if line.voice is Voice.ECHO), "")
    return Twig(
        ident=frame.ident,
        parent=frame.parent,
        take=frame.take,
        made_at=frame.made_at,
        caption=frame.caption,
        reel=frame.reel,
        scene=frame.scene,
        beat=beat,
        clock=frame.clock,
        ending=frame.ending,
        choice=f"{command.at}/{command.choice}" if isinstance(command, Choose) else "",
        ordered=isinstance(command, Fly),
        echo=echo if command is not None else "",
        offers=offers,
        speakers=tuple(dict.fromkeys(line.speaker for line in frame.lines if line.speaker)),
        words=words_of(frame.lines),
        flight=flown[0],
        tick=flown[1],
    )
