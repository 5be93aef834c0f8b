"""What leans on a private name of Textual, and the way out when something fails."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import game.app
from game.app import app as app_module
from game.app.app import OffScriptApp, play
from game.app.private_textual import QuietApp
from game.errors import StoryError
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases

if TYPE_CHECKING:
    from textual.app import ComposeResult


class _Broken(QuietApp):
    """An app whose first handler fails."""

    def compose(self) -> ComposeResult:
        raise ZeroDivisionError("on purpose")


def test_a_failure_is_kept_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """A player never sees a traceback."""
    app = _Broken()
    app.run(headless=True)
    assert isinstance(app.failure, ZeroDivisionError)
    assert app.return_code == 1
    assert "Traceback" not in "".join(capfd.readouterr())


def test_play_hands_the_failure_to_its_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The one that started the game says it in one line, once the terminal is restored."""

    class Headless(OffScriptApp):
        CSS_PATH = Path(app_module.__file__).parent / "game.tcss"

        def run(self, **_: object) -> int | None:
            return super().run(headless=True)

    def opening() -> object:
        raise StoryError("reels/x.md", 3, "a mistake")

    monkeypatch.setattr(app_module, "OffScriptApp", Headless)
    with pytest.raises(StoryError):
        play(opening, Phrasebook(phrases()), tmp_path, begin=False, seed=None, reel=0)  # type: ignore[arg-type]  # it never returns
    assert "Traceback" not in "".join(capfd.readouterr())


def test_nothing_private_to_textual_is_used_anywhere_else() -> None:
    """Outside the one module every attribute with an underscore is our own."""
    root = Path(next(iter(game.app.__path__)))
    for file in root.rglob("*.py"):
        if file.name == "private_textual.py":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        own = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        own |= {
            node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        }
        own |= {
            node.target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        used = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr.startswith("_")
        }
        assert {name for name in used if not name.startswith("__")} <= own, file
