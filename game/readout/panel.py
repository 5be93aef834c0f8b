"""The slate, the gauges, the shot list and the crew, as values that a front end only has to draw.

Law: a reading holds what the player may know and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from game.mission.phases import ending_of
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

BLOCKS = 5
"""How many blocks a gauge's bar has."""

_PERSONAL = "nerve"
"""The gauge of whoever the camera is on: when the camera moves on, another person's value is no change."""


@dataclass(frozen=True, slots=True)
class SlateReading:
    """The one line that is always there.

    Attributes:
        reel: 0 for the cold open, 1 to 6, 7 for the endings.
        scene: the scene's number.
        take: 1 for the first, and one more for each Retake that came back to it.
        slugline: as a screenplay has it.
        date: day and month of mission time, ``5 OCT``.
        time: mission time of day, ``12:11:40`` (UTC).
    """

    reel: int
    scene: int
    take: int
    slugline: str
    date: str
    time: str


@dataclass(frozen=True, slots=True)
class GaugeReading:
    """One of the five gauges.

    Attributes:
        name: its id.
        label: its name on the panel.
        value: 0 to 100.
        change: what the last order did to it.
        blocks: 0 to `BLOCKS`, for the bar.
    """

    name: str
    label: str
    value: int
    change: int
    blocks: int


@dataclass(frozen=True, slots=True)
class CastReading:
    """One of the people.

    Attributes:
        tag: the name on the screen.
        note: who this is, in a line.
        camera: whether the camera is on this person.
    """

    tag: str
    note: str
    camera: bool


def read_slate(book: Book, state: State, take: int) -> SlateReading:
    """Return the slate of a state."""
    scene = book.scene(state.place.scene)
    day, time = state.clock.split(" ")
    _, month, date = day.split("-")
    return SlateReading(
        reel=scene.reel,
        scene=scene.number,
        take=take,
        slugline=scene.slugline,
        date=f"{int(date)} {_MONTHS[int(month) - 1]}",
        time=time,
    )


def read_gauges(book: Book, state: State, before: State | None) -> tuple[GaugeReading, ...]:
    """Return the five gauges, with what changed since the state before."""
    facts = state.known()
    earlier = before.known() if before is not None else facts
    same_eyes = before is None or _camera(book, before) == _camera(book, state)
    readings: list[GaugeReading] = []
    for fact in book.declarations.facts.values():
        if not fact.gauge:
            continue
        value = int(facts[fact.name])
        change = value - int(earlier.get(fact.name, value)) if same_eyes or fact.name != _PERSONAL else 0
        blocks = max(0, min(BLOCKS, -(-value * BLOCKS // 100)))
        readings.append(GaugeReading(fact.name, fact.label, value, change, blocks))
    return tuple(readings)


def read_shots(book: Book, state: State) -> tuple[str, ...]:
    """Return the titles of the film in hand, in the order of the shot list."""
    facts = state.known()
    return tuple(fact.shot for fact in book.declarations.facts.values() if fact.shot and facts[fact.name])


def read_cast(book: Book, state: State) -> tuple[CastReading, ...]:
    """Return the people of the film, in the order of the cast list, and on whom the camera is."""
    camera = book.scene(state.place.scene).camera
    return tuple(
        CastReading(person.tag, person.note, person.role == camera)
        for person in book.declarations.people.values()
    )


def _camera(book: Book, state: State) -> str:
    ident = state.place.scene
    return book.scene(ident).camera if book.has(ident) else ""


def speaker_tag(book: Book, role: str) -> str:
    """Return the name under which a role speaks."""
    person = book.declarations.people.get(role)
    return person.tag if person is not None else role


def as_said(line: Line, phrases: Phrasebook) -> Line:
    """Return a line as it is said: a scene's content note, which is kept as it was written, as a sentence."""
    if line.voice is Voice.NOTE and line.ident:
        return replace(line, text=phrases.say("play.ahead", note=line.text))
    return line


def said_line(book: Book, line: Line, phrases: Phrasebook) -> str:
    """Return a line of the transcript as one long line, with who says it and how."""
    line = as_said(line, phrases)
    tag = speaker_tag(book, line.speaker).upper() if line.speaker else ""
    match line.voice:
        case Voice.NARRATION | Voice.NOTE:
            return line.text
        case Voice.SPEECH:
            return phrases.say("plain.speech", who=tag, text=line.text)
        case Voice.LOOP:
            return phrases.say("plain.loop", who=tag, text=line.text)
        case Voice.SECOND_LOOP:
            return phrases.say("plain.second_loop", who=tag, text=line.text)
        case Voice.ECHO:
            return phrases.say("plain.echo", text=line.text)
        case Voice.SLUGLINE:
            return phrases.say("plain.slugline", text=line.text)
        case _:
            assert_never(line.voice)


def asides_of(book: Book, state: State) -> frozenset[str]:
    """Return the ids of the open choices that are not part of the drama."""
    if state.ending or not book.has(state.place.scene):
        return frozenset()
    beat = book.scene(state.place.scene).beats.get(state.place.beat)
    return frozenset(choice.ident for choice in beat.choices if choice.aside) if beat else frozenset()


def is_over(state: State) -> bool:
    """Return whether the film has ended."""
    return bool(state.ending)


def ending_title(book: Book, state: State) -> str:
    """Return the title of the ending that was reached, or ``""``."""
    ending = book.declarations.endings.get(state.ending)
    return ending.title if ending is not None else state.ending or ending_of(state.phase)


def read_day(clock: str) -> str:
    """Return a mission time as a list has it: day, month, and time of day to the minute, ``5 OCT 12:11``."""
    day, time = clock.split(" ")
    _, month, date = day.split("-")
    return f"{int(date)} {_MONTHS[int(month) - 1]} {time[:5]}"
