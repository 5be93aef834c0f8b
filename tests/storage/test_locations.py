"""Where saves lie: the option, the environment, the checkout, the platform, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest

import game
from game.storage import locations
from game.storage.locations import VARIABLE, checkout_saves, saves_folder


def _a_checkout(folder: Path, *, name: str = "offscript") -> Path:
    (folder / "game").mkdir(parents=True)
    (folder / "saves").mkdir()
    (folder / "saves" / "README.md").write_text("Played games land here.\n")
    (folder / "pyproject.toml").write_text(f'[project]\nname = "{name}"\n')
    return folder / "game"


def test_the_option_beats_everything() -> None:
    """What the player says last counts."""
    assert saves_folder("/mine", {VARIABLE: "/theirs"}) == Path("/mine")


def test_the_environment_beats_the_checkout() -> None:
    """Set once, it holds for every game."""
    assert saves_folder(None, {VARIABLE: "/theirs"}) == Path("/theirs")


@pytest.mark.parametrize("option", [None, ""])
def test_an_empty_option_or_variable_counts_as_none(option: str | None) -> None:
    """Otherwise an unset variable in a script would scatter saves into the folder that is current."""
    assert saves_folder(option, {VARIABLE: ""}) == saves_folder(None, {})


def test_a_relative_folder_stays_where_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of folder in mid-game moves no save."""
    monkeypatch.chdir(tmp_path)
    assert saves_folder("here", {}) == tmp_path / "here"


def test_a_tilde_is_the_players_home() -> None:
    """A variable in a settings file is not expanded by any shell."""
    assert saves_folder("~/films", {"HOME": "/home/vera"}) == Path("/home/vera/films")
    assert saves_folder("/x/~/films", {"HOME": "/home/vera"}) == Path("/x/~/films")


def test_a_game_that_lies_in_a_checkout_saves_beside_itself(tmp_path: Path) -> None:
    """Beside the package that runs, wherever the player stands."""
    assert checkout_saves(_a_checkout(tmp_path)) == tmp_path / "saves"


@pytest.mark.parametrize("missing", ["pyproject.toml", "saves/README.md"])
def test_a_package_without_a_checkout_around_it_is_installed(tmp_path: Path, missing: str) -> None:
    """Site-packages is no place for saves."""
    package = _a_checkout(tmp_path)
    (tmp_path / missing).unlink()
    assert checkout_saves(package) is None


@pytest.mark.parametrize("content", ["", "[project", "project = 1", "[project]\nname = 3", "[tool]", "\x00"])
def test_a_checkout_of_something_else_is_not_ours(tmp_path: Path, content: str) -> None:
    """Also when its project file cannot be read at all."""
    package = _a_checkout(tmp_path)
    (tmp_path / "pyproject.toml").write_text(content)
    assert checkout_saves(package) is None
    assert checkout_saves(_a_checkout(tmp_path / "other", name="other")) is None


def test_an_installed_game_saves_where_the_platform_keeps_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the game's own name."""
    package = tmp_path / "site-packages" / "game"
    package.mkdir(parents=True)
    monkeypatch.setattr(game, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(locations, "_user_data", lambda: tmp_path / "data")
    assert saves_folder(None, {}) == tmp_path / "data" / "saves"


def test_the_platforms_folder_has_the_games_name() -> None:
    """Once, without an author's folder above it."""
    assert locations._user_data().name == "offscript"  # pyright: ignore[reportPrivateUsage] - the platform decides the rest
