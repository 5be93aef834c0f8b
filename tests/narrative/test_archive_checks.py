"""The Archive as a whole: doors, addresses, how many cards; and the length of a newsreel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.archive_checks import LEAST_CARDS
from game.narrative.checks import check_story

from .samples import HATCH, PHASES, TRANSITIONS, head, story_files

if TYPE_CHECKING:
    from game.narrative.findings import Report

SOURCES = '[A]\nnote = "n"\naddress = "https://example.org/a"\n'


def report(cards: int = LEAST_CARDS, linked: int = LEAST_CARDS, sources: str = SOURCES) -> Report:
    """Return the report on a story with so many cards, of which the first lie behind doors."""
    doors = "\n\n".join(f"See [it](?card_{number})." for number in range(linked))
    files = story_files(hatch=HATCH.replace("Burnt metal.", doors or "Burnt metal."))
    files["archive/sources.toml"] = sources.encode()
    for number in range(cards):
        files[f"archive/card_{number}.md"] = b"# A card\n\nIt flew. [A]\n"
    return check_story(files, PHASES, TRANSITIONS)


def test_an_archive_that_is_whole_is_left_alone() -> None:
    """Forty cards, a door to each, an address for each source."""
    found = report()
    assert found.errors == ()
    assert [f for f in found.warnings if "lines before" not in f.message] == []


def test_a_card_that_nothing_leads_to_is_worth_a_look() -> None:
    """By name."""
    found = report(linked=LEAST_CARDS - 1)
    last = f"archive/card_{LEAST_CARDS - 1}.md"
    assert [(f.file, f.line) for f in found.warnings if "leads to this card" in f.message] == [(last, 1)]


def test_too_few_cards_are_counted() -> None:
    """A story without an Archive has none to count."""
    assert [f.message for f in report(3, 3).warnings if "at least" in f.message] == [
        f"3 of at least {LEAST_CARDS} cards; write the rest"
    ]
    assert not [f for f in report(0, 0).warnings if "at least" in f.message]


def test_a_source_without_an_address_is_a_mistake() -> None:
    """Somebody must be able to look it up."""
    found = report(sources=SOURCES + '\n[B]\nnote = "n"\n\n[C]\nnote = "n"\naddress = " "\n')
    assert [(f.file, f.line) for f in found.errors] == [
        ("archive/sources.toml", 5),
        ("archive/sources.toml", 8),
    ]


def test_a_newsreel_has_its_length() -> None:
    """All its paragraphs; neither the choices nor the keys count."""
    front = head("reel_a").replace("reel: 0", "kind: newsreel\nreel: 0").replace("INT.", "NEWSREEL.")
    for words, fits in ((119, False), (120, True), (250, True), (251, False)):
        text = " ".join(["Word"] * words)
        body = f"## a\n\n{text}. [A]\n\n- [x] Words. -> hatch/\n- [y] No. `nerve -= 1` -> hatch/\n"
        files = {**story_files(), "newsreels/reel_a.md": (front + body).encode()}
        files["archive/sources.toml"] = SOURCES.encode()
        found = check_story(files, PHASES, TRANSITIONS)
        assert bool([f for f in found.warnings if "the newsreel has" in f.message]) is not fits
