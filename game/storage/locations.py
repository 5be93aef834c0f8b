"""Where saves lie, and whether they can; no other module decides.

Law: an option beats the environment, the environment beats the checkout, the checkout beats the platform.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import game
from game.errors import SaveRefused
from game.storage.names import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "OFFSCRIPT_SAVES"
"""The environment variable that names the folder."""

_DISTRIBUTION = "offscript"


class _Project(msgspec.Struct):
    name: str = ""


class _Pyproject(msgspec.Struct):
    project: _Project = msgspec.field(default_factory=_Project)


def saves_folder(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the folder where saves lie; it need not be there yet.

    Args:
        option: what ``--saves`` was given; None or empty if it was not.
        environ: the environment; an empty variable counts as none.

    Returns:
        An absolute path, so that a change of folder in mid-game moves nothing.
    """
    if chosen := option or environ.get(VARIABLE):
        return _home(Path(chosen), environ).absolute()
    return checkout_saves(Path(game.__file__).parent) or _user_data() / "saves"


def refuse_unwritable(folder: Path) -> None:
    """Do nothing where files can be made in this folder.

    Raises:
        SaveRefused: ``saves.folder`` if it is not there, is no folder, or may not be written.
    """
    # ValueError: a name with a NUL in it. OSError: one that no file system takes, such as a very long one.
    with suppress(ValueError, OSError):
        if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
            return
    raise SaveRefused("saves.folder", folder=printable(folder))


def checkout_saves(package: Path) -> Path | None:
    """Return ``saves/`` of the checkout in which this ``game`` package lies; None if it lies in none.

    A checkout has a ``pyproject.toml`` that names this game, and ``saves/README.md`` beside the package.
    """
    checkout = package.absolute().parent
    saves = checkout / "saves"
    try:
        found = msgspec.toml.decode((checkout / "pyproject.toml").read_bytes(), type=_Pyproject)
    except (OSError, ValueError):
        return None
    return saves if found.project.name == _DISTRIBUTION and (saves / "README.md").is_file() else None


def _home(path: Path, environ: Mapping[str, str]) -> Path:
    # As the shell does; `Path.expanduser` would ask another environment than the one that was passed in.
    home = environ.get("HOME", "")
    return Path(home, *path.parts[1:]) if home and path.parts[:1] == ("~",) else path


def _user_data() -> Path:
    # Here, because in a checkout the game starts without it.
    import platformdirs

    return platformdirs.user_data_path(_DISTRIBUTION, appauthor=False)
