"""The front matter of a scene: plain ``key: value`` lines between two lines of three dashes.

Law: every key is known, every value is checked here, and a mistake is reported with its own line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.narrative.expressions import NAME, is_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.narrative.book import Person

FENCE = "---"
NEWSREEL = "newsreel"
SCENE = "scene"
LAST_REEL = 7
"""Reels run from 0, the cold open, to 7, the endings."""

_REQUIRED = ("scene", "reel", "number", "title", "slugline", "camera")
_OPTIONAL = ("time", "kind", "note")
_PAIR = re.compile(r"([A-Za-z_]+)\s*:(.*)")


@dataclass(frozen=True, slots=True)
class Header:
    """What the front matter says; a value that was wrong is the nearest harmless one.

    Attributes:
        scene: its id.
        kind: `SCENE` or `NEWSREEL`.
        reel: 0 to `LAST_REEL`.
        number: the scene's number on the slate.
        title: its name in the can.
        slugline: as a screenplay has it.
        camera: the role whose eyes these are.
        clock: mission time at its start, or ``""``.
        note: what is told before it, or ``""``.
    """

    scene: str
    kind: str
    reel: int
    number: int
    title: str
    slugline: str
    camera: str
    clock: str
    note: str


def find_end(lines: list[str]) -> int:
    """Return how many lines the front matter takes, both fences included; 0 if it does not begin or end."""
    if not lines or lines[0].rstrip() != FENCE:
        return 0
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == FENCE:
            return number
    return 0


def line_of_key(text: str, key: str) -> int:
    """Return the line of a key of the front matter in a scene's file; 1 if it is not there."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if line.startswith(f"{key}:")), 1)


def read_header(
    lines: list[str], file: str, people: Mapping[str, Person], complain: Callable[[int, str], None]
) -> Header:
    """Read the front matter.

    Args:
        lines: its lines, both fences included.
        file: the scene's file, relative to ``story/``.
        people: the declared people, by role.
        complain: told the line and the message of every mistake.
    """
    pairs = _pairs(lines, complain)
    for key in _REQUIRED:
        if key not in pairs:
            complain(1, f"the front matter has no {key!r}; add a line `{key}: ...`")
    reader = _HeaderReader(pairs, complain)
    stem = file.rsplit("/", 1)[-1].removesuffix(".md")
    scene, line = pairs.get("scene", (stem, 1))
    if scene != stem:
        complain(line, f"the scene is called {scene!r} and the file {stem!r}; give both one name")
    elif not NAME.fullmatch(stem):
        complain(line, f"{stem!r} is not a name (a-z, 0-9, _); rename the scene and its file")
    camera, line = pairs.get("camera", ("", 1))
    if camera and camera not in people:
        complain(
            line, f"the camera is on {camera!r}, who is not in people.toml; write one of {', '.join(people)}"
        )
    return Header(
        scene=stem,
        kind=reader.kind(file),
        reel=reader.whole("reel", LAST_REEL),
        number=reader.whole("number", 999),
        title=reader.text("title"),
        slugline=reader.text("slugline"),
        camera=camera,
        clock=reader.clock(),
        note=reader.text("note").rstrip("."),
    )


def _pairs(lines: list[str], complain: Callable[[int, str], None]) -> dict[str, tuple[str, int]]:
    pairs: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:-1], 2):
        if not line.strip():
            continue
        found = _PAIR.fullmatch(line.rstrip())
        if found is None:
            complain(
                number, f"{line.strip()!r} is not a `key: value` line; correct it or close the front matter"
            )
            continue
        key, value = found[1], found[2].strip()
        if key not in _REQUIRED + _OPTIONAL:
            complain(number, f"unknown key {key!r}; the keys are {', '.join(_REQUIRED + _OPTIONAL)}")
        elif key in pairs:
            complain(number, f"{key!r} stands here twice; keep one")
        elif not value:
            complain(number, f"{key!r} has no value; write one or take the line out")
            pairs[key] = ("", number)
        else:
            pairs[key] = (value, number)
    return pairs


class _HeaderReader:
    def __init__(self, pairs: dict[str, tuple[str, int]], complain: Callable[[int, str], None]) -> None:
        self._pairs = pairs
        self._complain = complain

    def text(self, key: str) -> str:
        return self._pairs.get(key, ("", 1))[0]

    def whole(self, key: str, high: int) -> int:
        value, line = self._pairs.get(key, ("", 1))
        if value and not (value.isascii() and value.isdigit() and int(value) <= high):
            self._complain(line, f"{key} is a whole number from 0 to {high}, got {value!r}")
            return 0
        return int(value or 0)

    def clock(self) -> str:
        value, line = self._pairs.get("time", ("", 1))
        if value and not is_stamp(value, dated=True):
            self._complain(line, f"time is YYYY-MM-DD HH:MM:SS (UTC), got {value!r}")
            return ""
        return value

    def kind(self, file: str) -> str:
        value, line = self._pairs.get("kind", ("", 1))
        expected = NEWSREEL if file.startswith("newsreels/") else SCENE
        if value not in ("", NEWSREEL, SCENE):
            self._complain(line, f"kind is {NEWSREEL!r} or left out, got {value!r}")
        elif (value or SCENE) != expected:
            where = (
                "this folder wants `kind: newsreel`"
                if expected == NEWSREEL
                else "newsreels lie in newsreels/"
            )
            self._complain(line, f"{where}; correct the line or move the file")
        return expected
