"""What a read script is made of: frozen values, each with the line it came from.

Law: data only. `game.narrative.reader` makes it, `game.narrative.flow` walks it, `game.narrative.checks`
doubts it.
Line numbers count from 1 in the scene's own file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.expressions import Condition, Effect
    from game.vocabulary.values import Value, Voice


class ValueType(Enum):
    """What a declared fact may hold."""

    YES_NO = "bool"
    WHOLE = "int"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact or gauge (``story/facts.toml``).

    Attributes:
        name: its id.
        type: what it may hold.
        default: its value when a playthrough begins.
        meaning: one sentence for the writer.
        gauge: one of the five gauges that a player may look at (whole, 0 to 100).
        low: the smallest whole number it may hold; effects are clamped to it.
        high: the largest, likewise.
        words: for `ValueType.WORD`: the closed list.
        drawn: its value is drawn from the seed when a playthrough begins (whole numbers only, low to high).
        shot: for a fact that is a piece of film: its title on the shot list, else ``""``.
        label: for a gauge: its name on the panel, else ``""``.
        outside: only the program sets and reads it, for what is played outside the story.
    """

    name: str
    type: ValueType
    default: Value
    meaning: str
    gauge: bool = False
    low: int = 0
    high: int = 100
    words: tuple[str, ...] = ()
    drawn: bool = False
    shot: str = ""
    label: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks (``story/people.toml``).

    Attributes:
        role: the id in code and facts, for example ``commander``.
        name: the full name, ``Gleb Sorokin``.
        tag: the name as it stands in the script before a colon and on the screen, ``Gleb``.
        note: one line for the panel: who this is.
    """

    role: str
    name: str
    tag: str
    note: str


@dataclass(frozen=True, slots=True)
class Door:
    """Words of a paragraph that lead to a card of the Archive.

    Attributes:
        start: where they begin in its text.
        stop: where they end.
        card: the card's id, whether there is one or not.
    """

    start: int
    stop: int
    card: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Something to show, if its condition holds.

    Attributes:
        voice: narration, speech or loop.
        text: the words, emphasis as ``*word*``.
        speaker: a role id for speech and loop, else ``""``.
        when: the condition, or None for always.
        line: where it stands.
        sources: for newsreels: the keys of ``story/archive/sources.toml`` that stood in brackets.
        doors: the words that lead to Archive cards, in order.
    """

    voice: Voice
    text: str
    speaker: str
    when: Condition | None
    line: int
    sources: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, slots=True)
class Doing:
    """A paragraph of code spans only: effects that happen when the beat is read, if the condition holds."""

    effects: tuple[Effect, ...]
    when: Condition | None
    line: int


@dataclass(frozen=True, slots=True)
class Divert:
    """``-> beat`` or ``-> scene/beat`` on a paragraph of its own: go there at once, if the condition holds.

    Attributes:
        scene: the scene to go to, or ``""`` for this one.
        beat: the beat to go to; ``""`` means the scene's first.
    """

    scene: str
    beat: str
    when: Condition | None
    line: int


@dataclass(frozen=True, slots=True)
class Fire:
    """``=> trigger``: end the scene and speak to the mission machine, if the condition holds."""

    trigger: str
    when: Condition | None
    line: int


Item = Paragraph | Doing | Divert | Fire
"""What a beat is made of, in the order in which it stands."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A list item: an id, words, effects and conditions, and where it leads.

    Attributes:
        ident: the written id, unique in its scene.
        label: the words on the key.
        when: the condition under which it is offered, or None.
        effects: what taking it does, in order.
        once: offered until it is taken, then never again in this playthrough.
        scene: the scene it leads to, or ``""`` for this one.
        beat: the beat it leads to (``""`` with a scene: that scene's first).
        line: where it stands.
        aside: not part of the drama: a summary, a repeat. It is offered last.
        expected: nearly every player is expected to take it, and that is meant; only the tools ask.
    """

    ident: str
    label: str
    when: Condition | None
    effects: tuple[Effect, ...]
    once: bool
    scene: str
    beat: str
    line: int
    aside: bool = False
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Beat:
    """One ``##`` section: its items in order, then its choices."""

    ident: str
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One script file.

    Attributes:
        ident: the ``scene:`` of its front matter, equal to the file's stem.
        kind: ``"scene"`` or ``"newsreel"``.
        reel: 0 for the cold open, 1 to 6, 7 for the endings.
        number: the scene's number on the slate.
        title: what the can and the Dailies call it.
        slugline: as a screenplay has it.
        camera: the role id whose eyes these are.
        clock: mission time at its start, ``YYYY-MM-DD HH:MM:SS`` (UTC), or ``""`` to go on.
        beats: by id, in the order of the file; the first is the entry.
        file: path relative to ``story/``.
        entry: the id of the first beat.
        note: what somebody may want to be told before it, as ``heat, being shut in``, or ``""``.
    """

    ident: str
    kind: str
    reel: int
    number: int
    title: str
    slugline: str
    camera: str
    clock: str
    beats: Mapping[str, Beat]
    file: str
    entry: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending (``story/endings.toml``): its id, its title, and one line for the list of endings seen."""

    ident: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Start:
    """A marked place to begin other than the cold open (``story/starts.toml``, ``--reel N``)."""

    reel: int
    phase: str
    facts: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that scenes may name, read from the small TOML files beside them.

    Attributes:
        facts: facts and gauges by name, in the order of the file.
        people: by role id.
        endings: by id.
        renamed_beats: ``scene/old`` to ``scene/new``.
        renamed_scenes: old scene id to new.
        renamed_choices: ``scene/old`` to ``scene/new``.
        renamed_facts: old fact name to new.
        starts: by reel number.
        sources: the keys of ``story/archive/sources.toml``; empty when that file was not read.
    """

    facts: Mapping[str, Fact]
    people: Mapping[str, Person]
    endings: Mapping[str, Ending]
    renamed_beats: Mapping[str, str] = field(default_factory=dict[str, str])
    renamed_scenes: Mapping[str, str] = field(default_factory=dict[str, str])
    renamed_choices: Mapping[str, str] = field(default_factory=dict[str, str])
    renamed_facts: Mapping[str, str] = field(default_factory=dict[str, str])
    starts: Mapping[int, Start] = field(default_factory=dict[int, Start])
    sources: frozenset[str] = frozenset()
