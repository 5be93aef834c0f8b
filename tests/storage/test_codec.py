"""How parts of a moment are written: everything survives, and what was not written is never believed."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.storage.codec import (
    decode_command,
    decode_lines,
    decode_state,
    decode_words,
    encode_command,
    encode_lines,
    encode_state,
    encode_words,
    pack,
    seal,
    state_seal,
    unpack,
)
from game.vocabulary.commands import Choose

from .samples import a_moment, a_state, lines, places, states

if TYPE_CHECKING:
    from game.engine.state import State
    from game.vocabulary.values import Line, Place, Value

_UNREADABLE = (msgspec.MsgspecError, zlib.error, UnicodeDecodeError, RecursionError)


@given(states, states | st.none())
def test_every_field_of_a_state_survives_as_a_difference_from_any_other(
    state: State, parent: State | None
) -> None:
    """Also the difference between yes and one, which Python calls equal: so the texts are compared."""
    assert repr(decode_state(encode_state(state, parent), parent)) == repr(state)


@pytest.mark.parametrize(("before", "after"), [(True, 1), (1, True), (0, False), ("1", 1)])
def test_a_fact_that_changes_its_type_has_changed(before: Value, after: Value) -> None:
    """Python calls yes and one equal; a later edition may declare a fact anew."""
    parent, state = (replace(a_state(1), facts=(("x", value),)) for value in (before, after))
    assert repr(decode_state(encode_state(state, parent), parent).facts) == repr(state.facts)


@given(st.lists(lines))
def test_every_field_of_a_line_survives(told: list[Line]) -> None:
    """A transcript reads the same for ever."""
    assert decode_lines(encode_lines(tuple(told))) == tuple(told)


@given(places, st.text(st.characters(exclude_categories=["Cs"])))
def test_every_field_of_an_order_survives(at: Place, choice: str) -> None:
    """The journal says what was ordered, by the ids that the writer wrote."""
    assert decode_command(encode_command(Choose(at, choice))) == Choose(at, choice)
    assert decode_command(encode_command(None)) is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_every_word_survives(words: list[str]) -> None:
    """The marks of a playthrough are words."""
    assert decode_words(encode_words(tuple(words))) == tuple(words)


@given(st.binary(max_size=2000))
def test_any_bytes_survive_packing(plain: bytes) -> None:
    """Squeezed or not, what comes out is what went in."""
    assert unpack(pack(plain)) == plain


def test_packing_squeezes_only_what_it_makes_smaller() -> None:
    """A short part stays readable with the naked eye."""
    assert pack(b"[]") == b"=[]"
    long = encode_lines(a_moment(7, 6).lines) * 3
    assert len(pack(long)) < len(long) * 7 / 8


@given(st.binary(max_size=60))
def test_bytes_that_were_never_packed_are_refused_or_read_but_never_crash(packed: bytes) -> None:
    """A part comes out of a file, and a file may hold anything."""
    try:
        decode_state(unpack(packed), None)
    except _UNREADABLE:
        return
    pytest.fail(f"{packed!r} was read as a state")


def test_a_part_that_swells_beyond_any_scene_is_refused_without_being_unpacked() -> None:
    """A kilobyte that unpacks to a gigabyte must not fill the memory."""
    with pytest.raises(msgspec.ValidationError):
        unpack(b"z" + zlib.compress(bytes(64 << 20)))


@pytest.mark.parametrize(
    "broken",
    [
        b"[" * 100_000,
        b"{}",
        b'{"seed":1e999}',
        b'{"seed":99999999999999999999}',
        b'"\xff"',
        encode_state(a_state(1), None).replace(b'"turn":1', b'"turn":"1"'),
        encode_state(a_state(1), None).replace(b'"turn":1', b'"turn":1,"added":2'),
        encode_state(a_state(1), None).replace(b'"even"', b"[1]").replace(b'"odd"', b"[1]"),
    ],
)
def test_a_state_of_the_wrong_shape_is_refused(broken: bytes) -> None:
    """Deep nesting, huge numbers, wrong types and unknown fields are not read as something near."""
    with pytest.raises(_UNREADABLE):
        decode_state(broken, None)


def test_a_difference_holds_only_what_changed() -> None:
    """That is why five thousand moments fit into a few megabytes."""
    whole = encode_state(a_state(8), None)
    difference = encode_state(a_state(8), a_state(7))
    assert len(difference) * 4 < len(whole)
    assert b"fact_" not in difference


def test_seals_tell_apart_what_is_apart() -> None:
    """Neither the order of facts nor a join of neighbours may make two things look alike."""
    assert seal("ab", "c") != seal("a", "bc")
    assert seal(1) != seal("1") != seal(b"1") != seal(None)
    state = a_state(3)
    one = replace(state, facts=(*state.facts, ("z", 1)))
    yes = replace(state, facts=(*state.facts, ("z", True)))
    assert len({state_seal(state), state_seal(one), state_seal(yes)}) == 3
