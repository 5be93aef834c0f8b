"""What the lobby says: what was earned and seen, and nothing that a film would tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.narrative.book import Ending
from game.narrative.lobby import LobbyCard
from game.readout.phrasebook import Phrasebook
from game.readout.profile_words import Figures, read_cards, read_endings, read_figures
from game.storage.library import phrases

WORDS = Phrasebook(phrases())
NOTHING = Figures(
    begun=0,
    finished=0,
    choices=0,
    orders=0,
    ticks_flown=0,
    approaches=0,
    captures=0,
    offset_cm=None,
    closing_cm_s=None,
    stations=0,
    least_tilt_deg=None,
    most_tilt_deg=None,
    again=0,
    undone=0,
    words=0,
    endings={},
)


def a_card(ident: str, *, hidden: bool = False) -> LobbyCard:
    return LobbyCard(ident, ident.title(), f"Words of {ident}.", None, "", None, hidden, 1)


def rows(figures: Figures, shares: dict[int, tuple[int, int]] | None = None) -> dict[str, str]:
    return {row.label: row.value for row in read_figures(figures, shares, WORDS)}


def test_what_was_given_hangs_first_and_the_newest_at_the_top() -> None:
    """With its words and its day; what is still to be earned has its title at most."""
    cards = [a_card("one"), a_card("two"), a_card("three", hidden=True), a_card("four")]
    wall = read_cards(cards, {"one": "2026-03-01T10:00:00+00:00", "four": "2026-03-04T10:00:00.123+00:00"})
    assert [(card.title, card.words, card.given) for card in wall] == [
        ("Four", "Words of four.", "4 MAR 2026"),
        ("One", "Words of one.", "1 MAR 2026"),
        ("Two", "", ""),
        ("", "", ""),
    ]
    assert [card.hangs for card in wall] == [True, True, False, False]


def test_a_card_that_the_story_no_longer_has_is_left_out() -> None:
    """The profile keeps it, and a later edition may have it again."""
    assert read_cards([a_card("one")], {"gone": "2026-03-01"}) == read_cards([a_card("one")], {})


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-13-40T10:00:00", "2026-03"])
def test_a_day_that_is_none_is_not_shown(stamp: str) -> None:
    """Somebody wrote the profile by hand; the card hangs all the same."""
    (card,) = read_cards([a_card("one")], {"one": stamp})
    assert (card.given, card.hangs) == ("", True)


def test_an_ending_that_was_not_seen_is_an_empty_place() -> None:
    """Neither its title nor its line is told."""
    endings = [Ending("cut", "Cut", "You stopped."), Ending("upright", "Upright", "In one take.")]
    wall = read_endings(endings, ["upright", "gone"], {"upright": 3})
    assert [(ending.title, ending.note, ending.times) for ending in wall] == [
        ("", "", 0),
        ("Upright", "In one take.", 3),
    ]


def test_of_what_never_happened_there_is_no_row() -> None:
    """Who never flew is told nothing of flying."""
    labels = rows(NOTHING)
    assert [WORDS.say(f"lobby.{name}") for name in ("begun", "choices", "words", "again")] == list(labels)


def test_everything_that_was_counted_has_its_row() -> None:
    """In units that a person uses."""
    figures = replace(
        NOTHING,
        begun=12,
        finished=3,
        choices=1310,
        again=12,
        undone=2,
        orders=130,
        ticks_flown=99_000,
        approaches=3,
        captures=2,
        offset_cm=4,
        closing_cm_s=11,
        stations=2,
        least_tilt_deg=12,
        most_tilt_deg=57,
    )
    said = rows(figures)
    say = WORDS.say
    assert said[say("lobby.begun")] == say("lobby.films", begun=12, finished=3)
    assert said[say("lobby.choices")] == "1,310"
    assert said[say("lobby.again")] == say("lobby.back", again="12", undone=2)
    assert said[say("lobby.flown")] == say("lobby.minutes", minutes="82")
    assert said[say("lobby.approaches")] == say("lobby.of", part=2, whole=3)
    assert said[say("lobby.contact")] == say("lobby.touch", offset=4, closing=11)
    assert said[say("lobby.tilt")] == say("lobby.tilts", least=12, most=57)


@pytest.mark.parametrize(
    ("seen", "lines", "percent"), [(0, 9, 0), (1, 9999, 1), (50, 100, 50), (9998, 9999, 99), (9, 9, 100)]
)
def test_a_share_is_whole_only_when_it_is(seen: int, lines: int, percent: int) -> None:
    """And nothing only when it is nothing."""
    said = rows(NOTHING, {2: (seen, lines)})
    assert said[WORDS.say("lobby.seen")] == WORDS.say("lobby.share", percent=percent)
    assert said[WORDS.say("lobby.seen_reel.2")] == WORDS.say("lobby.share", percent=percent)


def test_every_reel_has_a_row_of_its_own() -> None:
    """The cold open and the endings too."""
    assert len(rows(NOTHING, dict.fromkeys(range(8), (1, 2)))) == len(rows(NOTHING)) + 9
