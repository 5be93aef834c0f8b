"""Names of saves: nearly everything is welcome, and what is not gets its own sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.storage.names import LONGEST_NAME, bookmark_name, shown_name


@pytest.mark.parametrize(
    "name",
    [
        "before the hatch",
        "../../etc/passwd",
        "a/b\\c:d",
        "🚀 👩\u200d🚀 🏳️\u200d🌈",
        "Перед стыковкой",
        "שלום",
        "CON",
        "-",
        "'; --",
    ],
)
def test_a_name_with_slashes_emoji_or_any_script_is_kept_as_it_is(name: str) -> None:
    """A name is never a file's name, so nothing in it is dangerous."""
    assert bookmark_name(name) == name


def test_a_name_is_trimmed_and_composed() -> None:
    """Two ways of typing the same letter are one name."""
    assert bookmark_name("  Cafe\u0301\t") == "Caf\u00e9"


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u200b", "\u3000\u00a0", "\ufe0f", "\u200d \u200b"])
def test_a_name_of_which_nothing_can_be_seen_is_refused(name: str) -> None:
    """Nothing, and what looks like nothing, is no name."""
    with pytest.raises(SaveRefused) as refused:
        bookmark_name(name)
    assert refused.value.phrase == "save.name_empty"


def test_a_name_of_300_characters_is_refused_and_the_longest_is_not() -> None:
    """The refusal says how long it is and how long it may be."""
    assert bookmark_name("ж" * LONGEST_NAME) == "ж" * LONGEST_NAME
    with pytest.raises(SaveRefused) as refused:
        bookmark_name("x" * 300)
    assert refused.value.phrase == "save.name_long"
    assert refused.value.values == {"length": 300, "longest": LONGEST_NAME}


@pytest.mark.parametrize(
    "name", ["a\x1b[31mb", "a\nb", "a\x00b", "a\udce9b", "a\u202eb", "a\u2028b", "\x7f", "a\x9bb"]
)
def test_a_name_that_would_speak_to_the_terminal_is_refused(name: str) -> None:
    """Control characters, broken bytes and marks that turn the row around are no names."""
    with pytest.raises(SaveRefused) as refused:
        bookmark_name(name)
    assert refused.value.phrase == "save.name_odd"


@given(st.text())
def test_any_text_at_all_is_kept_or_refused_and_what_is_kept_stays_kept(text: str) -> None:
    """What was accepted once is accepted again, unchanged, and can be written as UTF-8."""
    try:
        name = bookmark_name(text)
    except SaveRefused as refused:
        assert refused.phrase.startswith("save.name_")  # noqa: PT017 - most texts are accepted
    else:
        assert bookmark_name(name) == name
        assert name.encode().decode() == name


def test_a_file_name_is_shown_without_what_could_not_be_printed() -> None:
    """A file's name comes from outside; it must not reach the terminal raw."""
    assert shown_name(Path("/saves/a\x1b[2Jb\udcffc.film")) == "a?[2Jb\ufffdc.film"
