"""Facts as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.narrative.set_facts import as_typed, fact_pairs, typed_facts

from .samples import declared

if TYPE_CHECKING:
    from game.vocabulary.values import Value


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("", {}),
        (
            "craft=ranging, nerve = 20 ,camera_running=true,",
            {"craft": "ranging", "nerve": 20, "camera_running": True},
        ),
        ("camera_running=false", {"camera_running": False}),
        ("tries=3,ticket=1", {"tries": 3, "ticket": 1}),
    ],
)
def test_what_is_typed_becomes_values(typed: str, facts: dict[str, Value]) -> None:
    """Words, whole numbers and true or false; and back."""
    found = typed_facts(typed, declared())
    assert found == facts
    assert [type(value) for value in found.values()] == [type(value) for value in facts.values()]
    again = ",".join(f"{name}={as_typed(value)}" for name, value in found.items())
    assert typed_facts(again, declared()) == facts


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nerv=3", "no fact is called 'nerv'; did you mean 'nerve'?"),
        ("zzz=3", "no fact is called 'zzz'; see facts.toml"),
        ("craft=kitt", "craft cannot be 'kitt'; none or ranging or kit"),
        ("camera_running=1", "camera_running cannot be '1'; true or false"),
        ("tries=4", "tries cannot be '4'; 0 to 3"),
        ("tries=-1", "tries cannot be '-1'; 0 to 3"),
        ("tries=true", "tries cannot be 'true'; 0 to 3"),
        ("tries", "tries cannot be ''; 0 to 3"),
    ],
)
def test_what_no_fact_may_hold_is_refused(typed: str, said: str) -> None:
    """In one sentence that says what may be."""
    with pytest.raises(ValueError, match=r".") as refused:
        typed_facts(typed, declared())
    assert str(refused.value) == said


def test_pairs_may_be_anything() -> None:
    """A name without a value stands for taking it back."""
    assert fact_pairs("a = 1,, b=,c") == {"a": "1", "b": "", "c": ""}
