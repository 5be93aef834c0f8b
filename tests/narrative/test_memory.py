"""What a save names is found again: by rename, or at the nearest place that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.narrative.memory import adopt_facts, resolve_choice, resolve_place
from game.vocabulary.events import PlaceLost
from game.vocabulary.values import Place

from .samples import COLD_OPEN, HATCH, a_book, declared

if TYPE_CHECKING:
    from game.vocabulary.values import Value

RENAMED = """\
[beats]
"cold_open/night" = "cold_open/gloom"
"cold_open/gloom" = "cold_open/dark"
"prologue/first" = "prologue/gloom"

[scenes]
prologue = "cold_open"
airlock = "hatch"

[choices]
"cold_open/refuse" = "cold_open/say_no"
"""

BOOK = a_book(declared(renamed_toml=RENAMED), cold_open=COLD_OPEN, hatch=HATCH)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Place("cold_open", "dark"), Place("cold_open", "dark")),
        (Place("cold_open", "night"), Place("cold_open", "dark")),
        (Place("prologue", "told"), Place("cold_open", "told")),
        (Place("prologue", "first"), Place("cold_open", "dark")),
        (Place("prologue", "night"), Place("cold_open", "dark")),
        (Place("airlock", ""), Place("hatch", "smell")),
        (Place("hatch", ""), Place("hatch", "smell")),
    ],
)
def test_a_renamed_place_is_followed_through_every_edition(old: Place, new: Place) -> None:
    """Renames chain, of beats and of scenes."""
    assert resolve_place(BOOK, old) == (new, None)


def test_a_place_that_is_gone_is_reported() -> None:
    """A beat lands at the head of its scene; a scene lands nowhere."""
    landed = Place("cold_open", "dark")
    lost = PlaceLost("prologue/away", "cold_open/dark", "beat")
    assert resolve_place(BOOK, Place("prologue", "away")) == (landed, lost)
    assert resolve_place(BOOK, Place("attic", "away")) == (None, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cold_open/refuse", "cold_open/say_no"),
        ("prologue/refuse", "cold_open/say_no"),
        ("airlock/go", "hatch/go"),
        ("cold_open/say_no", "cold_open/say_no"),
        ("attic/any", "attic/any"),
    ],
)
def test_a_renamed_choice_is_still_remembered(old: str, new: str) -> None:
    """So a once-only choice that was taken stays taken."""
    assert resolve_choice(BOOK, old) == new


def test_saved_facts_are_adopted_by_the_present_edition() -> None:
    """Kept where they fit, under their new names; new ones at their default; never an impossible value."""
    declarations = declared(renamed_toml='[facts]\nspirit = "courage"\ncourage = "nerve"\n')
    saved: dict[str, Value] = {"spirit": 12, "craft": "part", "tries": 9, "camera_running": True, "gone": 1}
    adopted = adopt_facts(declarations, saved)
    assert list(adopted) == list(declarations.facts)
    assert (adopted["nerve"], adopted["camera_running"]) == (12, True)
    assert (adopted["craft"], adopted["tries"], adopted["ticket"]) == ("none", 0, 1)
