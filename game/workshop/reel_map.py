"""Draws one reel: its scenes, their beats, and every way from beat to beat.

Law: nothing is drawn that the files and the mission's table do not say. The text keeps within 80 columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from game.mission.phases import FREE, OVER, PHASES, TRANSITIONS, ending_of
from game.narrative.book import Divert, Fire, Paragraph
from game.narrative.graph import TAKE_OFF
from game.workshop.goals import readable_scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.narrative.book import Beat, Choice, Scene
    from game.narrative.shelf import Book

COLUMNS = 80
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a beat.

    Attributes:
        kind: ``choice``, ``divert`` or ``fire``.
        name: the choice's id, or the trigger, or ``""``.
        words: the choice's label, or ``""``.
        to: where it leads, ``scene/beat``; for a trigger the scenes that may follow, or the ending.
        when: its condition, or ``""``.
        does: its effects.
    """

    kind: str
    name: str
    words: str
    to: tuple[str, ...]
    when: str
    does: tuple[str, ...] = ()


def scenes_of(book: Book, reel: int) -> list[Scene]:
    """Return a reel's scenes in the order of the mission; a flight outside the story is none."""
    order = {phase.scene: number for number, phase in enumerate(PHASES.values())}
    outside = PHASES[FREE].scene
    scenes = [scene for scene in readable_scenes(book) if scene.reel == reel and scene.ident != outside]
    return sorted(scenes, key=lambda scene: (order.get(scene.ident, len(order)), scene.ident))


def ways_of(scene: Scene, beat: Beat) -> list[Way]:
    """Return every way out of a beat, in the order in which they stand."""
    ways: list[Way] = []
    for item in beat.items:
        when = item.when.source if item.when is not None else ""
        if isinstance(item, Divert):
            ways.append(Way("divert", "", "", (_to(scene, item),), when))
        elif isinstance(item, Fire):
            ways.append(Way("fire", item.trigger, "", _after(scene, item.trigger), when))
    for choice in beat.choices:
        when = choice.when.source if choice.when is not None else ""
        does = [effect.source for effect in choice.effects]
        flags = [("once", choice.once), ("aside", choice.aside), ("expected", choice.expected)]
        does += [name for name, on in flags if on]
        ways.append(Way("choice", choice.ident, choice.label, (_to(scene, choice),), when, tuple(does)))
    return ways


def reel_row(book: Book, reel: int) -> dict[str, object]:
    """Return a reel's map as plain values."""
    return {
        "reel": reel,
        "scenes": [
            {
                "scene": scene.ident,
                "title": scene.title,
                "file": scene.file,
                "beats": [
                    {
                        "beat": beat.ident,
                        "line": beat.line,
                        "ways": [
                            {
                                "kind": way.kind,
                                "id": way.name,
                                "words": way.words,
                                "to": list(way.to),
                                "if": way.when,
                                "does": list(way.does),
                            }
                            for way in ways_of(scene, beat)
                        ],
                    }
                    for beat in scene.beats.values()
                ],
            }
            for scene in scenes_of(book, reel)
        ],
    }


def reel_mermaid(book: Book, reel: int) -> str:
    """Return a reel as a mermaid flow chart: scenes as boxes, beats as nodes, choices as edges by id."""
    lines = ["flowchart TD"]
    edges: list[str] = []
    inside: set[str] = set()
    outside: dict[str, None] = {}
    scenes = scenes_of(book, reel)
    entries = {scene.ident: f"{scene.ident}/{scene.entry}" for scene in scenes}
    for scene in scenes:
        lines.append(f'{_INDENT}subgraph box_{scene.ident}["{_quoted(scene.title)} ({scene.ident})"]')
        for beat in scene.beats.values():
            place = f"{scene.ident}/{beat.ident}"
            inside.add(place)
            lines.append(f'{_INDENT * 2}{_node(place)}["{beat.ident}"]')
            for way in ways_of(scene, beat):
                for there in (entries.get(to, to) for to in way.to):
                    outside[there] = None
                    edges.append(f"{_INDENT}{_node(place)} {_arrow(way)} {_node(there)}")
        lines.append(f"{_INDENT}end")
    lines += [f'{_INDENT}{_node(place)}(["{place}"])' for place in outside if place not in inside]
    return "\n".join([*lines, *edges]) + "\n"


def reel_text(book: Book, reel: int) -> str:
    """Return a reel as text for the terminal: what each beat says first, and where each choice leads."""
    lines: list[str] = []
    for scene in scenes_of(book, reel):
        lines += _head(scene)
        for beat in scene.beats.values():
            lines += ["", *_beat(scene, beat)]
        lines += ["", ""]
    return "\n".join(lines).rstrip() + "\n" if lines else f"Reel {reel} has no scenes.\n"


def _head(scene: Scene) -> list[str]:
    title = f"{scene.title.upper()}  {scene.ident}"
    words = f"{scene.slugline}  ({scene.camera}{', ' + scene.clock if scene.clock else ''})"
    return [title, "=" * len(title), *wrap(words, COLUMNS)]


def _beat(scene: Scene, beat: Beat) -> Iterator[str]:
    first = next((item.text for item in beat.items if isinstance(item, Paragraph)), "")
    yield _cut(f"{beat.ident}  {first.replace('*', '')}" if first else beat.ident, COLUMNS)
    for way in ways_of(scene, beat):
        to = ", ".join(_near(scene, there) for there in way.to) or "nowhere"
        match way.kind:
            case "choice":
                end = f" -> {to}"
                yield _cut(f"  [{way.name}] {way.words}", COLUMNS - len(end)) + end
            case "fire":
                yield _cut(f"  => {way.name} -> {to}", COLUMNS)
            case _:
                yield _cut(f"  -> {to}", COLUMNS)
        notes = [*([f"if {way.when}"] if way.when else []), *way.does]
        if notes:
            yield from wrap("; ".join(notes), COLUMNS, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _near(scene: Scene, there: str) -> str:
    return there.removeprefix(f"{scene.ident}/")


def _to(scene: Scene, way: Divert | Choice) -> str:
    if way.scene and way.scene != scene.ident:
        return f"{way.scene}/{way.beat}" if way.beat else way.scene
    return f"{scene.ident}/{way.beat or scene.entry}"


def _after(scene: Scene, trigger: str) -> tuple[str, ...]:
    """Return what may follow a trigger of a scene: beats after a flight, else scenes and endings."""
    phases = [phase for phase in PHASES.values() if phase.scene == scene.ident]
    if trigger == TAKE_OFF:
        landings = (f"{scene.ident}/{beat}" for phase in phases for beat in phase.landings)
        return tuple(dict.fromkeys(there for there in landings if _beat_of(there) in scene.beats))
    names = {phase.name for phase in phases}
    found: dict[str, None] = {}
    for row in TRANSITIONS:
        if row.source in names and row.trigger == trigger:
            ending = f"ending {ending_of(row.source)}"
            found[ending if row.target == OVER else PHASES[row.target].scene] = None
    return tuple(found)


def _beat_of(place: str) -> str:
    return place.partition("/")[2]


def _arrow(way: Way) -> str:
    match way.kind:
        case "choice":
            return f'-->|"{way.name}"|'
        case "fire":
            return f'==>|"{_quoted(way.name)}"|'
        case _:
            return f'-.->|"{_quoted(way.when)}"|' if way.when else "-.->"


def _node(place: str) -> str:
    # `end` alone would close a box
    return "at_" + place.replace("/", "__").replace(" ", "_")


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def _cut(text: str, columns: int) -> str:
    return text if len(text) <= columns else text[: columns - 1].rstrip() + "…"
