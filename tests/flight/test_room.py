"""The room is pure and light: no clock, no disk, no numpy, nothing paid for what is not used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOM = Path(__file__).parents[2] / "game" / "flight"


def _loaded_after(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOM.parents[1],
    )
    return set(shown.stdout.split())


def _every_module() -> list[str]:
    names = (
        "game.flight." + ".".join(path.relative_to(_ROOM).with_suffix("").parts)
        for path in _ROOM.rglob("*.py")
    )
    return sorted(name.removesuffix(".__init__") for name in names)


def test_the_whole_room_loads_without_numpy_sgp4_or_anything_from_outside_the_standard_library() -> None:
    """Every module imported: only the standard library and the decks below."""
    loaded = _loaded_after("\n".join(f"import {name}" for name in _every_module()))
    assert not loaded & {"numpy", "sgp4", "msgspec", "textual", "transitions"}
    assert {name for name in loaded if name.startswith("game.")} <= {
        "game.errors",
        "game.flight",
        *_every_module(),
    }


def test_no_module_reads_a_clock_a_disk_or_a_die() -> None:
    """By their imports."""
    banned = (
        "os",
        "pathlib",
        "io",
        "time",
        "random",
        "asyncio",
        "threading",
        "subprocess",
        "datetime",
        "numpy",
    )
    for path in _ROOM.rglob("*.py"):
        for line in path.read_text().splitlines():
            words = line.split()
            if len(words) > 1 and words[0] in ("import", "from"):
                assert words[1].split(".")[0] not in banned, f"{path.name}: {line}"


def test_importing_the_room_itself_loads_nothing_else() -> None:
    """``import game.flight`` brings no module of the room with it."""
    loaded = _loaded_after("import game.flight")
    assert {name for name in loaded if name.startswith("game")} == {"game", "game.flight"}


def test_asking_for_the_orbit_still_loads_no_numpy() -> None:
    """The library of the element sets is loaded then, and only it."""
    code = "from game.flight.orbit import station_state, REBOOST_S\nstation_state(REBOOST_S)"
    loaded = _loaded_after(code)
    assert "sgp4" in loaded
    assert "numpy" not in loaded
