"""Pictures of the screens, each looked at by a person when it was made.

To make them anew after a change that is meant, run this file with ``OFFSCRIPT_SNAPSHOTS=write`` in the
environment, and look at every picture that changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from game.storage.profile import Profile

from .stage import make_app, make_session

SNAPSHOTS = Path(__file__).parent / "snapshots"
_WRITE = os.environ.get("OFFSCRIPT_SNAPSHOTS") == "write"

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""What a picture would fetch from a stranger's host when it is looked at."""

_PICTURES = (
    ("title", (80, 24), "", ()),
    ("title", (120, 40), "", ()),
    ("playing", (80, 24), "", ("n", "1")),
    ("playing", (120, 40), "", ("n", "2", "1")),
    ("playing_light", (80, 24), "light", ("n", "1", "1")),
    ("playing_contrast", (80, 24), "contrast", ("n", "1")),
    ("playing_monochrome", (80, 24), "monochrome", ("n", "1")),
    ("playing_phosphor", (80, 24), "phosphor", ("n", "1")),
    ("dailies", (80, 24), "", ("n", "1", "1", "d", "up", "up")),
    ("can", (80, 24), "", ("n", "1", "s", "down")),
    ("archive", (120, 40), "", ("a",)),
    ("settings", (80, 24), "", ("t", "down")),
)


@pytest.mark.usefixtures("small_archive")
@pytest.mark.parametrize(
    ("name", "size", "theme", "keys"),
    _PICTURES,
    ids=[f"{row[0]}_{row[1][0]}x{row[1][1]}" for row in _PICTURES],
)
async def test_the_screen_looks_as_it_did(
    tmp_path: Path, name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    """Byte for byte; where it differs the new picture is kept for looking at."""
    can = tmp_path / "can"
    session = make_session(can, "2026-03-01T09:05:00+00:00")
    session.begin(7)
    session.choose("wait")
    session.bookmark("Before the second set")
    session.close()
    app = make_app(can, Profile(reduced_motion=True, theme=theme))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        picture = _FONTS.sub("", app.export_screenshot(title="Off Script"))
    file = SNAPSHOTS / f"{name}_{size[0]}x{size[1]}.svg"
    if _WRITE:
        file.write_text(picture, encoding="utf-8")
        return
    seen = tmp_path / file.name
    seen.write_text(picture, encoding="utf-8")
    assert picture == file.read_text(encoding="utf-8"), f"look at {seen} beside {file}"
