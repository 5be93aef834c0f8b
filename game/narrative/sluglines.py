"""Doubts a scene's slugline: inside or outside, the place, what more there is to say of it, and whose eyes.

Law: ``INT. PLACE. PART. POV NAME`` in capitals; the name is the tag of the camera's person. A newsreel's
begins with ``NEWSREEL.``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.narrative.header import NEWSREEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.narrative.book import Person, Scene

UNWRITTEN = "TO BE WRITTEN"

_WHERE = ("INT", "EXT", "INT/EXT")
_FILM = "NEWSREEL"
_POV = "POV "
_PART = re.compile(r"[^\W_a-z][^_.a-z]*")
"""Of capitals, figures, spaces and commas; a full stop parts it from the next."""


def check_slugline(scene: Scene, people: Mapping[str, Person]) -> Iterator[tuple[bool, str]]:
    """Yield every mistake in a scene's slugline: whether it is an error, and the message."""
    if not scene.slugline:
        return
    parts = [part.strip() for part in scene.slugline.split(".")]
    first, rest = parts[0], parts[1:]
    if UNWRITTEN in scene.slugline:
        yield False, f"the slugline says {UNWRITTEN}; write the scene, then its place"
    if scene.kind == NEWSREEL:
        if first != _FILM:
            yield True, f"a newsreel's slugline begins with `{_FILM}.`, got {scene.slugline!r}"
    elif first not in _WHERE:
        yield True, f"the slugline begins with {first!r}; write `INT.` or `EXT.`, the place, and whose eyes"
    if not rest or (rest[0].startswith(_POV) or not rest[0]):
        yield True, f"the slugline {scene.slugline!r} names no place; write `INT. PLACE. POV NAME`"
    for part in rest:
        if not part:
            yield (
                True,
                f"the slugline {scene.slugline!r} has an empty part; one full stop, and none at the end",
            )
        elif not _PART.fullmatch(part):
            yield True, f"{part!r} in the slugline is not in capitals; write it so"
    views = [part for part in rest if part.startswith(_POV)]
    person = people.get(scene.camera)
    for view in views:
        if view != rest[-1]:
            yield True, f"`{view}` stands inside the slugline; write it last"
        elif person is not None and view != _POV + person.tag.upper():
            wanted = _POV + person.tag.upper()
            yield True, f"the slugline says `{view}` and the camera is {scene.camera!r}; write `{wanted}`"
