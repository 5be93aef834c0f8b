"""Source keys: every sentence has them, the player's text has none."""

from __future__ import annotations

import pytest

from game.narrative.cards import check_card
from game.narrative.sourcing import sentences, split_sources, stray_brackets, unsourced_sentences


def test_keys_are_taken_out_of_the_text_each_once() -> None:
    """The text reads as if they had never been there."""
    text = "It flew. [A-1, B] It fell [B], slowly. [C]"
    assert split_sources(text) == ("It flew. It fell, slowly.", ("A-1", "B", "C"))


@pytest.mark.parametrize(
    "text",
    [
        "It flew. [A]",
        "It flew. [A] It fell. [B]",
        "Dr. S. P. Korolev said so. [A]",
        'He said: "All is well." [A]',
        "It weighed 83.6 kg. [A]",
        "It lasted from 10 a.m. to noon. [A]",
        "It flew [A].",
    ],
)
def test_a_sentence_with_its_keys_is_sourced(text: str) -> None:
    """An initial, a decimal point and a quotation do not end a sentence."""
    assert unsourced_sentences(text) == ()


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("It flew.", ("It flew.",)),
        ("It flew. It fell. [A]", ("It flew.",)),
        ("It flew. [A] It fell.", ("It fell.",)),
        ("One. Two! Three? [A] Four", ("One.", "Two!", "Four")),
        ('"Yes." He smiled. [A]', ('"Yes."',)),
    ],
)
def test_a_sentence_without_keys_is_found(text: str, bare: tuple[str, ...]) -> None:
    """Keys count for the one sentence before them."""
    assert unsourced_sentences(text) == bare


def test_sentences_are_counted_one_by_one() -> None:
    """The end of the text ends the last one."""
    assert sentences("One. Two.") == ["One.", "Two."]
    assert sentences("") == []


def test_other_brackets_are_named() -> None:
    """A key in small letters would stay in the player's text."""
    assert stray_brackets("It flew. [a1] [B] [see") == ("[a1]", "[see")


def test_a_good_card_has_no_mistakes() -> None:
    """Title, paragraphs, keys."""
    assert (
        list(
            check_card(
                "# Kurs\n\nIt measures.\nIt is old. [B]\n".replace("measures.", "measures. [A]"), {"A", "B"}
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("card", "line", "names"),
    [
        ("Kurs\n\nIt is. [A]\n", 1, "begins with its title"),
        ("# \n\nIt is. [A]\n", 1, "begins with its title"),
        ("# Kurs\n", 2, "no text"),
        ("# Kurs\n\nIt is. [A]\n\nIt\nwas.\n", 5, "no source behind 'It was.'"),
        ("# Kurs\n\nIt is. [C]\n", 3, "no source is called 'C'"),
        ("# Kurs\n\nIt is. [A] [x]\n", 3, "not a list of source keys"),
    ],
)
def test_a_mistake_on_a_card_is_named_with_its_line(card: str, line: int, names: str) -> None:
    """The Archive says nothing that no source says."""
    assert [at for at, message in check_card(card, {"A", "B"}) if names in message] == [line]
