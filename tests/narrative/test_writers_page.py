"""The page that teaches the format tells the truth."""

from __future__ import annotations

import re
from importlib.resources import files

from game.narrative.book import Divert, Doing, Fire, Paragraph
from game.narrative.declarations import read_declarations
from game.narrative.reader import read_scene
from game.vocabulary.values import Voice

from .samples import DECLARED_TEXTS

PAGE = files("story").joinpath("README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Return the page's example in a language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_on_the_page_is_a_scene_without_a_mistake() -> None:
    """With the facts that the page declares, it reads, and shows every construct of the table."""
    declarations = read_declarations({**DECLARED_TEXTS, "facts.toml": block("toml")})
    scene = read_scene(block("markdown"), "reels/0_cold_open/the_pencil.md", declarations)
    items = [item for beat in scene.beats.values() for item in beat.items]
    assert {type(item) for item in items} == {Paragraph, Doing, Divert, Fire}
    voices = {item.voice for item in items if isinstance(item, Paragraph)}
    assert voices == {Voice.NARRATION, Voice.SPEECH, Voice.LOOP}
    choices = scene.beats["stopped"].choices
    assert [choice.ident for choice in choices] == ["say_no", "film_it", "ask_range"]
    assert choices[1].once
    assert choices[2].when is not None


def test_every_file_that_the_game_declares_is_on_the_page() -> None:
    """A writer finds every file's shape in one place."""
    for name in ("facts", "people", "endings", "starts", "renamed", "phrases", "archive/sources"):
        assert f"`{name}.toml`" in PAGE


def test_it_stays_one_page() -> None:
    """Longer is not read."""
    assert len(PAGE.split()) < 1500
