"""A moment that was only looked at, in words: what was said last, how it stood, and what differs from now.

Law: pure, and of what the player saw. Nothing here tells where a way leads that was never taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from game.readout.panel import read_day, read_gauges, read_shots
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.emergencies.flown import Simulated
    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.panel import GaugeReading
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line

MOST_STEPS = 4
"""Decisions that are told of each way before the rest is counted. Chosen for reading."""

MOST_LINES = 4
"""Lines that are repeated, the last ones. Chosen for reading."""

_DIALS = ("light", "radio", "propellant", "jets", "counted", "go")
"""What of a docking's panel a look repeats, by the names of its sentences."""

_MINUTE_S = 60

_MOST_DIALS = 4
"""Sentences of the station's panels that a look repeats, those that matter most. Chosen for reading."""


class Taken(Protocol):
    """A moment that a decision led to; `game.storage.moments.Twig` is one."""

    @property
    def echo(self) -> str:
        """The choice as it was shown; ``""`` for an order to a flight."""
        ...

    @property
    def clock(self) -> str:
        """Mission time."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a moment; a `game.session.Preview` holds it all.

    Attributes:
        state: that was there.
        present: that is now.
        lines: what was said there last.
        there: the decisions on the way there, after the fork.
        here: those on the way to now, after it.
        untried: the ways that were open there and never taken, as they stood on the screen.
        is_now: whether it is the very moment that is now.
        aside: whether it lies on another line of takes than the one to now; else it was passed on the way.
        before: what was open a little before, on the same row of the map, and never taken.
    """

    state: State
    present: State
    lines: Sequence[Line]
    there: Sequence[Taken]
    here: Sequence[Taken]
    untried: Sequence[str] = ()
    is_now: bool = False
    aside: bool = False
    before: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PreviewReading:
    """A moment beside now, as values.

    Attributes:
        title: of its scene.
        reel: its number.
        when: mission time, ``5 OCT 12:11``; in a flight to the second.
        ending: the ending's title, or ``""``.
        flight: the emergency that is under way, or None.
        lines: what was said last.
        gauges: there, each with its difference from now.
        gained: film in hand there that is not in hand now.
        lacked: film in hand now that was not there.
        there: what was chosen on the way there; ``""`` for an order to a flight.
        here: likewise on the way to now.
        untried: what was open there and never taken.
        before: what was open a little before and never taken.
        is_now: whether it is now.
        aside: whether it lies on another line of takes.
    """

    title: str
    reel: int
    when: str
    ending: str
    flight: Simulated | None
    lines: tuple[Line, ...]
    gauges: tuple[GaugeReading, ...]
    gained: tuple[str, ...]
    lacked: tuple[str, ...]
    there: tuple[str, ...]
    here: tuple[str, ...]
    untried: tuple[str, ...]
    before: tuple[str, ...]
    is_now: bool
    aside: bool


class About(Enum):
    """What a row of a preview is about."""

    WHERE = "where"
    LINE = "line"
    """Something that was said: the line itself is with it."""
    PANEL = "panel"
    """What the panel of a flight said."""
    GAUGES = "gauges"
    HEAD = "head"
    CHOSEN = "chosen"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of a preview.

    Attributes:
        about: what it is about.
        text: the words; of a line, without who says it.
        line: for `About.LINE`.
        gauges: for `About.GAUGES`, so that they can be drawn.
    """

    about: About
    text: str
    line: Line | None = None
    gauges: tuple[GaugeReading, ...] = ()


def read_preview(book: Book, looked: Looked) -> PreviewReading:
    """Return a moment beside now."""
    state, present = looked.state, looked.present
    shots, now = read_shots(book, state), read_shots(book, present)
    ending = book.declarations.endings.get(state.ending)
    scene = state.place.scene
    flight, when = None, read_day(state.clock)
    if state.flight is not None:
        # Whoever looks at a flight has loaded it.
        from game.emergencies.flown import clock

        flight = state.flight.sim
        stamp = clock(flight)
        when = f"{read_day(stamp)}{stamp[-3:]}"
    said = [line for line in looked.lines if line.text and line.voice is not Voice.SLUGLINE]
    return PreviewReading(
        title=book.scene(scene).title if book.has(scene) else scene,
        reel=state.reel,
        when=when,
        ending=ending.title if ending is not None else state.ending,
        flight=flight,
        lines=tuple(said[-MOST_LINES:]),
        gauges=read_gauges(book, state, present),
        gained=tuple(shot for shot in shots if shot not in now),
        lacked=tuple(shot for shot in now if shot not in shots),
        there=tuple(taken.echo for taken in looked.there),
        here=tuple(taken.echo for taken in looked.here),
        untried=tuple(looked.untried),
        before=tuple(looked.before),
        is_now=looked.is_now,
        aside=looked.aside or bool(looked.there),
    )


def say_preview(reading: PreviewReading, phrases: Phrasebook) -> tuple[PreviewRow, ...]:
    """Return a moment beside now, what matters most first."""
    say = phrases.say
    if reading.ending:
        where = say("look.ending", title=reading.title, time=reading.when, ending=reading.ending)
    elif reading.flight is not None:
        from game.emergencies.flown import kind_of

        kind = kind_of(reading.flight).value
        where = say(f"look.flight.{kind}", title=reading.title, time=reading.when)
    else:
        where = say("look.where", title=reading.title, time=reading.when)
    rows = [PreviewRow(About.WHERE, where)]
    if reading.is_now:
        rows.append(PreviewRow(About.HEAD, say("look.now")))
    rows += [PreviewRow(About.LINE, _plain(line.text), line) for line in reading.lines]
    if reading.flight is not None:
        rows.append(PreviewRow(About.PANEL, " ".join(_panel(reading.flight, phrases))))
    rows.append(PreviewRow(About.GAUGES, say_gauges(reading, phrases), gauges=reading.gauges))
    if reading.gained:
        rows.append(PreviewRow(About.MORE, say("look.gained", shots=", ".join(reading.gained))))
    if reading.lacked:
        rows.append(PreviewRow(About.MORE, say("look.lacked", shots=", ".join(reading.lacked))))
    rows += _chosen("look.there", reading.there, phrases)
    rows += _chosen("look.here_instead" if reading.aside else "look.here_since", reading.here, phrases)
    rows += _untried("look.untried", reading.untried, phrases)
    rows += _untried("look.untried_before", reading.before, phrases)
    return tuple(rows)


def _untried(head: str, ways: Sequence[str], phrases: Phrasebook) -> list[PreviewRow]:
    """Return ways that were never taken."""
    if not ways:
        return []
    say = phrases.say
    told = [PreviewRow(About.CHOSEN, say("look.open", label=_plain(way))) for way in ways]
    return [PreviewRow(About.HEAD, say(head)), *told]


def say_gauges(reading: PreviewReading, phrases: Phrasebook) -> str:
    """Return the gauges there, and how far each lies from where it is now."""
    if reading.is_now:
        return ", ".join(
            phrases.say("look.gauge", label=gauge.label, value=gauge.value) for gauge in reading.gauges
        )
    moved = [
        phrases.say("look.gauge_other", label=gauge.label, value=gauge.value, now=gauge.value - gauge.change)
        for gauge in reading.gauges
        if gauge.change
    ]
    return ", ".join(moved) if moved else phrases.say("look.same_gauges")


def _panel(flight: Simulated, phrases: Phrasebook) -> list[str]:
    """Return what the panels of a flight say there: what the player could read, and nothing more."""
    from game.emergencies.docking.state import DockingState

    if isinstance(flight, DockingState):
        from game.emergencies.docking import instruments
        from game.readout.flight_panel import say_panel

        read = instruments.read(flight)
        # What is shown to the second is not called to half a minute here.
        exact = {"light": read.light_left_s, "radio": read.radio_left_s}
        return [
            _left(said.name, exact.get(said.name), phrases) or said.text
            for said in say_panel(read, phrases)
            if said.name in _DIALS
        ]
    from game.emergencies.station import instruments as engineers
    from game.readout import station_panel

    spoken = station_panel.say_panel(engineers.read(flight), None, flight.brief.scenario, phrases)
    return [said.text for said in spoken[:_MOST_DIALS]]


def _left(what: str, left_s: int | None, phrases: Phrasebook) -> str:
    """Return how long something lasts, to the second; ``""`` for what has no such time."""
    if left_s is None:
        return ""
    minutes, seconds = divmod(left_s, _MINUTE_S)
    return phrases.say(f"look.{what}", minutes=minutes, seconds=seconds)


def _chosen(head: str, chosen: Sequence[str], phrases: Phrasebook) -> list[PreviewRow]:
    """Return what was chosen on a way, the orders to a flight that follow each other counted as one."""
    if not chosen:
        return []
    told = list(_together(chosen, phrases))
    rows = [PreviewRow(About.HEAD, phrases.say(head))]
    most = len(told) if len(told) <= MOST_STEPS + 1 else MOST_STEPS
    rows += [PreviewRow(About.CHOSEN, words) for words in told[:most]]
    if len(told) > most:
        rows.append(PreviewRow(About.MORE, phrases.say("look.more", number=len(told) - most)))
    return rows


def _together(chosen: Iterable[str], phrases: Phrasebook) -> Iterable[str]:
    orders = 0
    for words in (*chosen, None):
        if words == "":
            orders += 1
            continue
        if orders:
            yield phrases.say("look.order" if orders == 1 else "look.orders", number=orders)
            orders = 0
        if words is not None:
            yield phrases.say("look.chosen", words=_plain(words))


def _plain(text: str) -> str:
    """Return words without their emphasis marks."""
    return text.replace("*", "")
