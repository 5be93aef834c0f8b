"""A scene played from anywhere: what is true there, the phase that it is in, and where a path stops."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.engine.rehearsal import Lost, Rehearsal, Step, phase_of, rehearse
from game.errors import StoryError
from game.mission.phases import START
from game.storage.library import open_book
from game.vocabulary.values import Place
from tests.app.stage import STORY as WITHOUT_FLIGHTS

from .stage import STORY, rewrite, small_book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from game.vocabulary.values import Value

COLD = "reels/0_cold_open/cold_open.md"
DARK = Place("cold_open", "dark")
ANNEX = """---
scene: annex
reel: 2
number: 90
title: Annex
slugline: INT. ANNEX. DAY
camera: commander
---

## page

A page.

- [say_no] Turn it. -> last

## last

The last page.

- [shut] Shut it. -> kurs_failure/home
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The small story, with a scene that no phase opens on and that an arrow leads to."""
    folder = tmp_path / "story"
    copytree(STORY, folder)
    (folder / "reels" / "2_up" / "annex.md").write_text(ANNEX, encoding="utf-8")
    rewrite(folder / "reels" / "2_up" / "kurs_failure.md", "-> sticks", "-> annex/page")
    return folder


def test_what_is_true_is_what_is_true_at_the_nearest_start() -> None:
    """A start of a later reel says nothing; what is set by hand says more."""
    book = small_book()
    known = [
        rehearse(Rehearsal(Place(scene, ""), 1, facts), book).state.known()["film"]
        for scene, facts in (("medical_board", {}), ("launch", {}), ("end_cut", {}), ("launch", {"film": 7}))
    ]
    default = book.declarations.facts["film"].default
    assert known == [default, 38, default, 7]


@pytest.mark.parametrize(
    ("facts", "flying"), [({}, "told"), ({"flying": "flown"}, "told"), ({"flying": "unasked"}, "unasked")]
)
def test_what_can_be_flown_is_told(facts: Mapping[str, Value], flying: str) -> None:
    """Unless the story is to ask; who sets that it is flown is told as well."""
    state = rehearse(Rehearsal(Place("manual_approach", ""), 1, facts), small_book()).state
    assert state.flight is None
    assert [offer.ident for offer in state.offers] == ["back_off"]
    assert state.known()["flying"] == flying
    before = rehearse(Rehearsal(Place("cold_open", ""), 1, facts), open_book()).state
    assert before.known()["flying"] == facts.get("flying", "told")


def test_a_story_without_flights_is_not_asked_about_them() -> None:
    """Nothing is true there that it does not declare."""
    book = open_book(WITHOUT_FLIGHTS)
    known = rehearse(Rehearsal(Place("cold_open", ""), 1, {}), book).state.known()
    assert known.keys() == book.declarations.facts.keys()


def test_a_scene_is_in_the_phase_that_opens_on_it_else_in_that_which_comes_to_it(story: Path) -> None:
    """Else in the one that was asked for, if there is one."""
    rewrite(story / "reels" / "2_up" / "annex.md", "kurs_failure/home", "waved_off/away")
    book = open_book(story)
    assert phase_of(book, "waved_off", START) == "up.waved_off"
    assert phase_of(book, "launch", START) == "up.launch"
    assert phase_of(book, "annex", START) == "up.kurs_failure"
    assert phase_of(book, "nowhere", "up.launch") == "up.launch"
    assert phase_of(book, "nowhere", "nothing") == START
    assert rehearse(Rehearsal(Place("annex", ""), 1, {}), book).state.phase == "up.kurs_failure"


def test_arrows_that_need_no_choice_come_to_a_scene_as_well(story: Path) -> None:
    """Over another scene, round in a circle, and past one that is not there or cannot be read."""
    rewrite(story / "reels" / "2_up" / "annex.md", "- [shut] Shut it. -> kurs_failure/home", "-> binder/page")
    binder = ANNEX.replace("scene: annex", "scene: binder").replace("kurs_failure/home", "lost/page")
    (story / "reels" / "2_up" / "binder.md").write_text(binder, encoding="utf-8")
    (story / "reels" / "2_up" / "broken.md").write_text("no scene", encoding="utf-8")
    rewrite(story / "reels" / "2_up" / "binder.md", "-> last", "-> broken/page")
    assert phase_of(open_book(story), "binder", START) == "up.kurs_failure"
    assert phase_of(open_book(story), "nowhere", "up.launch") == "up.launch"


def test_a_beat_that_is_gone_and_a_scene_that_is_gone() -> None:
    """Of the one it is said, of the other nothing can be read."""
    stand = rehearse(Rehearsal(Place("cold_open", "night"), 1, {}), small_book())
    assert (stand.state.place, stand.displaced) == (DARK, Place("cold_open", "night"))
    assert rehearse(Rehearsal(Place("cold_open", ""), 1, {}), small_book()).displaced is None
    with pytest.raises(StoryError, match=r"gone_scene\.md"):
        rehearse(Rehearsal(Place("gone_scene", ""), 1, {}), small_book())


def test_a_phase_whose_scene_is_gone_is_a_mistake_of_the_story(story: Path) -> None:
    """For a moment, while a file is written, one may be missing."""
    (story / "reels" / "1_casting" / "medical_board.md").unlink()
    path = (Step(DARK, "say_no"),)
    with pytest.raises(StoryError, match=r"medical_board\.md.*casting\.medical_board"):
        rehearse(Rehearsal(DARK, 1, {}, path), open_book(story))


def test_a_path_stops_at_its_first_choice_that_cannot_be_taken() -> None:
    """And says how much of it was left, itself included; a choice that is only shut is not gone."""
    path = (Step(DARK, "wait"), Step(DARK, "film_it"), Step(DARK, "film_it"), Step(DARK, "wait"))
    stand = rehearse(Rehearsal(DARK, 1, {}, path), small_book())
    assert stand.taken == path[:2]
    never = Step(DARK, "dance")
    assert rehearse(Rehearsal(DARK, 1, {}, (never,)), small_book()).lost == Lost(never, gone=True, left=1)
    assert stand.lost == Lost(path[2], gone=False, left=2)
    assert len(stand.turns) == 3


def test_a_choice_of_the_same_name_in_another_scene_is_another(story: Path) -> None:
    """Where a scene is no more, what was chosen in it is gone."""
    path = (Step(Place("kurs_failure", "twice"), "take_sticks"), Step(DARK, "say_no"))
    stand = rehearse(Rehearsal(Place("kurs_failure", ""), 1, {}, path), open_book(story))
    assert stand.state.place == Place("annex", "page")
    assert stand.lost == Lost(path[1], gone=False, left=1)
    gone = Step(Place("gone_scene", "page"), "say_no")
    stand = rehearse(Rehearsal(Place("kurs_failure", ""), 1, {}, (gone,)), open_book(story))
    assert stand.lost == Lost(gone, gone=True, left=1)


def test_a_way_out_that_the_phase_does_not_have_is_a_mistake_of_the_scene(story: Path) -> None:
    """Without a line: it is the mission's table that knows no such way."""
    rewrite(story / COLD, "=> titles", "=> in_orbit")
    path = (Step(DARK, "say_no"),)
    with pytest.raises(StoryError, match="story map") as wrong:
        rehearse(Rehearsal(DARK, 1, {}, path), open_book(story))
    assert (wrong.value.file, wrong.value.line) == (COLD, 0)
