"""The mission's table, against the story that it leads through."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from game.mission.machine import legal_triggers
from game.mission.phases import (
    DOCKING_LANDINGS,
    DRILL_LANDINGS,
    FREE,
    LESSON_LANDINGS,
    OVER,
    PHASES,
    START,
    STATION_LANDINGS,
    TRANSITIONS,
    Phase,
    ending_of,
)
from game.narrative.book import Divert, Fire
from game.narrative.graph import TAKE_OFF
from game.storage.library import open_book

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.narrative.book import Scene
    from game.narrative.shelf import Book


@cache
def _book() -> Book:
    return open_book()


def test_every_phase_has_an_entry_scene_in_the_story() -> None:
    """But the one in which the film is over."""
    assert [name for name, phase in PHASES.items() if not phase.scene] == [OVER]
    assert [phase.scene for phase in PHASES.values() if phase.scene and not _book().has(phase.scene)] == []


def test_every_phase_is_filed_under_its_own_name() -> None:
    """The key and the value of the table say the same."""
    assert [name for name, phase in PHASES.items() if phase.name != name] == []


def test_no_two_phases_open_on_the_same_scene() -> None:
    """So that a scene's place says which phase it is in."""
    scenes = [phase.scene for phase in PHASES.values()]
    assert len(set(scenes)) == len(scenes)


def test_every_row_leads_from_a_phase_to_another() -> None:
    """Both are in the table, and none leads to itself: standing still is how a refusal is recognised."""
    names = set(PHASES)
    assert [row for row in TRANSITIONS if not {row.source, row.target} <= names] == []
    assert [row for row in TRANSITIONS if row.source == row.target] == []


def test_no_phase_is_unreachable() -> None:
    """From the cold open, along the table; a flight outside the story is a beginning of its own."""
    arrows = [(row.source, row.target) for row in TRANSITIONS]
    assert _reached([START], arrows) == set(PHASES) - {FREE}
    assert _reached([FREE], arrows) == set(PHASES)


def test_every_phase_reaches_an_ending() -> None:
    """No phase can be entered that nothing leads out of."""
    backwards = [(row.target, row.source) for row in TRANSITIONS]
    assert _reached([OVER], backwards) == set(PHASES)


def test_the_film_is_over_only_through_an_ending() -> None:
    """Every way into the last phase comes from one that names an ending, and every ending leads there."""
    last = {row.source for row in TRANSITIONS if row.target == OVER}
    assert {ending_of(phase) for phase in last} == set(_book().declarations.endings)
    assert last == {name for name in PHASES if ending_of(name)}
    assert legal_triggers(OVER) == frozenset()


def test_of_rows_for_one_trigger_only_the_last_goes_without_a_guard() -> None:
    """An unguarded row before another would hide it; without one at the end a trigger could be refused."""
    for source in PHASES:
        for trigger in legal_triggers(source):
            rows = [row for row in TRANSITIONS if (row.source, row.trigger) == (source, trigger)]
            assert [row.guard is None for row in rows] == [False] * (len(rows) - 1) + [True], (
                source,
                trigger,
            )


@pytest.mark.parametrize("phase", [name for name in PHASES if name != OVER])
def test_a_phases_scenes_fire_what_its_rows_wait_for_and_nothing_else(phase: str) -> None:
    """It is legal where it is fired, and no row waits in vain; a flight begins where one can."""
    assert _fired_in(phase) - {TAKE_OFF} == legal_triggers(phase)
    assert (TAKE_OFF in _fired_in(phase)) == bool(PHASES[phase].flown)


@pytest.mark.parametrize("phase", [row for row in PHASES.values() if row.flown], ids=lambda row: row.name)
def test_a_flown_phase_has_every_beat_at_which_its_flight_can_end(phase: Phase) -> None:
    """So that no flight ends where the story has no words for it."""
    assert set(phase.landings) <= _book().scene(phase.scene).beats.keys()
    assert set(phase.landings) in (
        set(DOCKING_LANDINGS),
        set(LESSON_LANDINGS),
        set(STATION_LANDINGS),
        set(DRILL_LANDINGS),
        {*DOCKING_LANDINGS, *LESSON_LANDINGS, *STATION_LANDINGS, *DRILL_LANDINGS},
    )


def test_every_scene_belongs_to_a_phase() -> None:
    """No scene lies in the story that no phase leads to."""
    seen = {scene for phase in PHASES.values() if phase.scene for scene in _scenes_of(phase.scene)}
    assert seen == set(_book().scene_ids)


def _fired_in(phase: str) -> frozenset[str]:
    scenes = map(_book().scene, _scenes_of(PHASES[phase].scene))
    items = (item for scene in scenes for beat in scene.beats.values() for item in beat.items)
    return frozenset(item.trigger for item in items if isinstance(item, Fire))


def _scenes_of(entry: str) -> set[str]:
    """Return the scenes that can be read without a trigger, from this one on."""
    arrows = ((scene, target) for scene in _book().scene_ids for target in _led_to(_book().scene(scene)))
    return _reached([entry], arrows)


def _led_to(scene: Scene) -> set[str]:
    named = {choice.scene for beat in scene.beats.values() for choice in beat.choices}
    named |= {item.scene for beat in scene.beats.values() for item in beat.items if isinstance(item, Divert)}
    return named - {""}


def _reached(begun: list[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    known = list(arrows)
    reached: set[str] = set()
    open_ends = list(begun)
    while open_ends:
        here = open_ends.pop()
        if here not in reached:
            reached.add(here)
            open_ends += [target for source, target in known if source == here]
    return reached
