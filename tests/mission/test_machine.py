"""The one door to the state machine: it says what the table says, and remembers nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from game.mission import machine
from game.mission.machine import (
    TriggerIllegal,
    _machine,  # pyright: ignore[reportPrivateUsage] - that nothing stays in it can be seen only from within
    fire,
    legal_triggers,
)
from game.mission.phases import OVER, PHASES, START, TRANSITIONS
from game.storage.library import open_book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.mission.phases import Transition
    from game.vocabulary.values import Value

TRIGGERS = sorted({row.trigger for row in TRANSITIONS})
GUARDED = [row for row in TRANSITIONS if row.guard is not None]


def _name(row: Transition) -> str:
    return f"{row.source} {row.trigger} {row.target}"


@pytest.mark.parametrize("row", TRANSITIONS, ids=_name)
def test_the_machine_does_what_the_row_says(row: Transition) -> None:
    """Under facts for which this row is the first that fits."""
    assert fire(row.source, row.trigger, _facts_for(row)) == row.target


@pytest.mark.parametrize("phase", PHASES)
def test_a_trigger_without_a_row_is_illegal(phase: str) -> None:
    """In every phase, for every trigger that any other phase knows, and for one that none knows."""
    for trigger in {*TRIGGERS, "no_such_trigger", ""} - legal_triggers(phase):
        with pytest.raises(TriggerIllegal) as caught:
            fire(phase, trigger, _defaults())
        assert (caught.value.phase, caught.value.trigger) == (phase, trigger)


def test_an_illegal_trigger_leaves_no_trace() -> None:
    """The next one fires as if nothing had been."""
    first = TRANSITIONS[0]
    with pytest.raises(TriggerIllegal):
        fire(START, "the_end", _defaults())
    assert fire(first.source, first.trigger, _defaults()) == first.target
    _, mission = _machine()
    assert mission.facts == {}


def test_a_guard_that_breaks_breaks_openly_and_leaves_no_trace() -> None:
    """A fact that is missing is an error of the program, never a guard that says no."""
    row = GUARDED[0]
    with pytest.raises(KeyError):
        fire(row.source, row.trigger, {})
    assert fire(row.source, row.trigger, _facts_for(row)) == row.target


def test_when_every_guard_says_no_the_trigger_is_illegal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table whose last row has a guard as well does not stand still silently."""
    row = GUARDED[0]
    monkeypatch.setattr(machine, "TRANSITIONS", (row,))
    _machine.cache_clear()
    try:
        with pytest.raises(TriggerIllegal):
            fire(row.source, row.trigger, _facts_against(row))
        assert fire(row.source, row.trigger, _facts_for(row)) == row.target
    finally:
        _machine.cache_clear()


@pytest.mark.parametrize("row", GUARDED, ids=_name)
def test_a_guard_is_a_function_that_can_say_yes_and_no(row: Transition) -> None:
    """Never a string, which would fail only when it is fired; and about values that the story declares."""
    assert row.guard is not None
    assert callable(row.guard.asks)
    assert row.guard.name
    assert row.guard.asks(_facts_for(row)) is True
    assert row.guard.asks(_facts_against(row)) is False


def test_no_transition_stands_in_the_machine_that_is_not_in_the_table() -> None:
    """Above all none of the automatic ones, by which a scene could jump anywhere."""
    built, _ = _machine()
    assert set(built.events) == set(TRIGGERS)
    rows = [
        (transition.source, trigger, transition.dest)
        for trigger, event in built.events.items()
        for transitions in event.transitions.values()
        for transition in transitions
    ]
    assert sorted(rows) == sorted((row.source, row.trigger, row.target) for row in TRANSITIONS)


def test_the_table_and_the_triggers_agree() -> None:
    """`legal_triggers` is the table, asked by phase."""
    assert {(row.source, row.trigger) for row in TRANSITIONS} == {
        (phase, trigger) for phase in PHASES for trigger in legal_triggers(phase)
    }
    assert legal_triggers("no such phase") == frozenset()
    assert legal_triggers(OVER) == frozenset()


@cache
def _defaults() -> Mapping[str, Value]:
    return {fact.name: fact.default for fact in open_book().declarations.facts.values()}


def _facts_for(row: Transition) -> Mapping[str, Value]:
    """Return facts, each at a value that the story declares, for which this row is the first that fits."""
    before = [other for other in TRANSITIONS if (other.source, other.trigger) == (row.source, row.trigger)]
    before = before[: before.index(row)]
    for facts in _tries():
        if not any(_agrees(other, facts) for other in before) and _agrees(row, facts):
            return facts
    raise AssertionError(f"no declared value of one fact leads to {row.target}")


def _facts_against(row: Transition) -> Mapping[str, Value]:
    return next(facts for facts in _tries() if not _agrees(row, facts))


def _agrees(row: Transition, facts: Mapping[str, Value]) -> bool:
    return row.guard is None or row.guard.asks(facts)


@cache
def _tries() -> list[Mapping[str, Value]]:
    """Return the defaults, and the defaults with one fact at each other word or yes that it may hold."""
    tries = [_defaults()]
    for fact in open_book().declarations.facts.values():
        other: tuple[Any, ...] = fact.words or ((True, False) if isinstance(fact.default, bool) else ())
        tries += [{**_defaults(), fact.name: value} for value in other]
    return tries
