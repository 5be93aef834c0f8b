"""Sentences by id."""

from __future__ import annotations

import pytest

from game.errors import SaveRefused
from game.readout.phrasebook import Phrasebook

BOOK = Phrasebook({"load.loaded": "Loaded {name}.", "save.empty": "{file} is empty.", "ident": "{ident}"})


def test_a_sentence_is_said_with_what_it_names() -> None:
    """Also when a name looks like a placeholder, which it is not."""
    assert BOOK.say("load.loaded", name="{name} {0}") == "Loaded {name} {0}."


def test_a_placeholder_may_be_called_like_the_argument() -> None:
    """`ident` is a common name for what a sentence names."""
    assert BOOK.say("ident", ident="x") == "x"


def test_an_error_is_said_with_its_own_values() -> None:
    """The raiser names the phrase and the values; the words are the phrase book's."""
    assert BOOK.say_error(SaveRefused("save.empty", file="a.film")) == "a.film is empty."


@pytest.mark.parametrize("ident", ["no.such", ""])
def test_a_sentence_that_is_not_there_is_the_programs_fault(ident: str) -> None:
    """Nothing is made up in its place."""
    assert ident not in BOOK
    with pytest.raises(KeyError):
        BOOK.say(ident)
    with pytest.raises(KeyError):
        BOOK.say("load.loaded")
