"""A small story of this room's own, and short ways to make a scene, a book, a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.mission.phases import OVER, Phase, Transition
from game.narrative.checks import check_story
from game.narrative.declarations import read_declarations
from game.narrative.reader import read_scene, scan_scene
from game.narrative.shelf import Book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.book import Declarations, Scene
    from game.narrative.findings import Report
    from game.vocabulary.values import Value

CLOCK = "2021-10-05 12:09:30"

FACTS = """\
[gauges.nerve]
default = 50
label = "NERVE"
meaning = "How steady a hand is."

[facts.craft]
type = "word"
default = "none"
words = ["none", "ranging", "kit"]
meaning = "What the actor learned."

[facts.wish]
type = "word"
default = "none"
words = ["none", "kit"]
meaning = "What she wanted to learn."

[facts.camera_running]
type = "bool"
default = false
meaning = "The red light is on."

[facts.tries]
type = "int"
default = 0
low = 0
high = 3
meaning = "Approaches flown."

[facts.ticket]
type = "int"
low = 1
high = 20
drawn = true
meaning = "The examination's ticket."
"""

PEOPLE = """\
[commander]
name = "Gleb Sorokin"
tag = "Gleb"
note = "Commander."

[actor]
name = "Vera Lantseva"
tag = "Vera"
note = "Plays the surgeon."

[flight_director]
name = "Nadezhda Orlova"
tag = "Moscow"
note = "A calm voice."
"""

DECLARED_TEXTS: Mapping[str, str] = {
    "facts.toml": FACTS,
    "people.toml": PEOPLE,
    "endings.toml": '[home]\ntitle = "Home"\nnote = "You flew home."\n',
    "renamed.toml": "",
    "starts.toml": "",
}

HEAD = """\
---
scene: {name}
reel: 0
number: 1
title: A title
slugline: INT. DESCENT MODULE. DAY
camera: commander
---

"""

PHASES = {
    "opening": Phase("opening", "cold_open"),
    "station": Phase("station", "hatch"),
    "ending.home": Phase("ending.home", "home"),
    OVER: Phase(OVER, ""),
}
TRANSITIONS = (
    Transition("opening", "docked", "station"),
    Transition("station", "undocked", "ending.home"),
    Transition("ending.home", "the_end", OVER),
)

COLD_OPEN = """\
## dark

The range reads *0041*.

**Vera:** Is that one of the things it does?

- [say_no] "No." `nerve -= 2` -> told
- [film_it] Let him film. `set camera_running` `once` -> told
- [by_eye] Ask for the range by eye. `if nerve > 60 or craft == ranging or wish == kit` `tries += 1` -> told

## told

`craft = ranging` `craft = kit` `wish = kit`

`if camera_running and tries > 0` The red light does not move.

> **Moscow:** Irtysh, Moscow. We see it.

=> docked
"""
HATCH = """\
## smell

Burnt metal.

`if ticket > 10` A high number.

- [go] Go. -> leave
- [breathe] Breathe it in. `wait 30` -> leave

## leave

=> undocked
"""
HOME = """\
## steppe

Grass.

- [rest] Rest. -> end
- [look] Look up. `wait 9` -> end

## end

=> the_end
"""


def head(name: str = "cold_open", extra: str = "") -> str:
    """Return a front matter, with more lines if wanted."""
    text = HEAD.format(name=name)
    return text.replace("camera: commander\n", f"camera: commander\n{extra}")


def declared(**texts: str) -> Declarations:
    """Return the sample declarations; ``renamed_toml="..."`` replaces ``renamed.toml``."""
    return read_declarations(
        {**DECLARED_TEXTS, **{name.replace("_toml", ".toml"): text for name, text in texts.items()}}
    )


def defaults() -> dict[str, Value]:
    """Return every sample fact at its default."""
    return {name: fact.default for name, fact in declared().facts.items()}


def file_of(name: str) -> str:
    """Return the file of a sample scene."""
    return f"reels/0_opening/{name}.md"


def a_scene(body: str, name: str = "cold_open", extra: str = "") -> Scene:
    """Return a scene read from its beats."""
    return read_scene(head(name, extra) + body, file_of(name), declared())


def mistakes(body: str, name: str = "cold_open", extra: str = "") -> list[tuple[int, str]]:
    """Return line, counted from the first line after the front matter, and message of every mistake."""
    front = head(name, extra)
    before = front.count("\n")
    _, errors = scan_scene(front + body, file_of(name), declared())
    return [(error.line - before, error.message) for error in errors]


def a_book(declarations: Declarations | None = None, **bodies: str) -> Book:
    """Return a book of scenes by name, each from its beats; one that begins with ``---`` is a whole file."""
    texts = {
        file_of(name): body if body.startswith("---") else head(name) + body for name, body in bodies.items()
    }
    return Book(declarations or declared(), {name: file_of(name) for name in bodies}, texts.__getitem__)


def story_files(**changed: str | None) -> dict[str, bytes]:
    """Return a whole small story without a mistake; a scene's body, or a file by its path, can be replaced.

    A scene is named by its id, a TOML file as ``facts_toml``; None takes it away.
    """
    files: dict[str, str | None] = {**DECLARED_TEXTS, "phrases.toml": '"a.b" = "Words."\n'}
    bodies: dict[str, str | None] = {"cold_open": COLD_OPEN, "hatch": HATCH, "home": HOME}
    for name, text in changed.items():
        if name.endswith("_toml"):
            files[name.replace("_toml", ".toml")] = text
        else:
            bodies[name] = text
    for name, body in bodies.items():
        whole = body is None or body.startswith("---")
        files[file_of(name)] = body if whole else head(name) + str(body)
    return {file: text.encode() for file, text in files.items() if text is not None}


def check(**changed: str | None) -> Report:
    """Return the report on the small story with these changes."""
    return check_story(story_files(**changed), PHASES, TRANSITIONS)


def error_messages(report: Report) -> list[str]:
    """Return the messages of the errors."""
    return [finding.message for finding in report.errors]
