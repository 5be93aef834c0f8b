"""The lobby's cards: given for deeds, and every mistake in their file is found."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.engine.turn import advance, begin
from game.narrative.lobby import ANY, COUNTS, LobbyCard, Stand, counted_up, earned, scan_lobby
from game.narrative.manners import bad_habits
from game.storage.library import lobby_cards, open_book
from game.vocabulary.commands import Choose
from tests.playthroughs.recording import read_recording, recordings

from .samples import CLOCK, check, declared, defaults, error_messages

CARD = """\
[red_light]
title = "The Red Light"
words = "It ran."
when = "camera_running"
"""


def cards(text: str) -> tuple[LobbyCard, ...]:
    found, errors = scan_lobby(text, declared())
    assert errors == ()
    return found


def idents(given: list[LobbyCard]) -> list[str]:
    return [card.ident for card in given]


def stand(ending: str = "", **facts: bool | int | str) -> Stand:
    return Stand({**defaults(), **facts}, CLOCK, ending)


def test_a_card_is_given_in_the_turn_that_does_the_deed() -> None:
    """It was not so before, and is so after."""
    red = cards(CARD)
    assert idents(earned(red, stand(), stand(camera_running=True), whole=True)) == ["red_light"]
    assert earned(red, stand(), stand(), whole=True) == []


def test_what_was_so_before_is_no_deed() -> None:
    """A playthrough that begins in mid-mission is given nothing for what it was handed."""
    running = stand(camera_running=True)
    assert earned(cards(CARD), running, stand(camera_running=True, tries=1), whole=False) == []


def test_a_card_of_an_ending_waits_for_it() -> None:
    """For this one, or for any; once, when the film ends; by its facts only where all of it was played."""
    text = CARD.replace("when", 'ending = "home"\nwhen')
    running = stand(camera_running=True)
    ended = stand(camera_running=True, ending="home")
    assert earned(cards(text), stand(), running, whole=True) == []
    assert idents(earned(cards(text), running, ended, whole=True)) == ["red_light"]
    assert earned(cards(text), running, ended, whole=False) == []
    assert earned(cards(text), ended, ended, whole=True) == []
    home = cards('[x]\ntitle = "X"\nwords = "Y."\nending = "home"\n')
    assert idents(earned(home, stand(), stand(ending="home"), whole=False)) == ["x"]
    every = cards(f'[x]\ntitle = "X"\nwords = "Y."\nending = "{ANY}"\n')
    assert idents(earned(every, stand(), stand(ending="home"), whole=False)) == ["x"]
    assert earned(every, stand(), stand(), whole=True) == []


def test_a_counted_card_looks_over_everything_that_was_played() -> None:
    """And at nothing else."""
    ten = cards('[x]\ntitle = "X"\nwords = "Y."\ncounted = "takes_again >= 10"\n')
    assert counted_up(ten, {"takes_again": 9}) == []
    assert idents(counted_up(ten, {"takes_again": 10})) == ["x"]
    assert counted_up(ten, {}) == []
    assert earned(ten, stand(), stand(ending="home"), whole=True) == []


def test_a_film_that_does_not_know_a_fact_is_given_nothing_for_it() -> None:
    """It may be another edition's."""
    without = Stand({}, CLOCK)
    assert earned(cards(CARD), without, without, whole=True) == []


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        (CARD + "[", 5, "not TOML"),
        ("red = 3\n", 1, "'red' is not a table"),
        (CARD.replace("red_light", "Red"), 1, "'Red' is not a name"),
        (CARD.replace("red_light", "once"), 1, "'once' is not a name"),
        (CARD.replace('title = "The Red Light"', 'title = ""'), 2, 'needs title = "words"'),
        (CARD.replace('words = "It ran."\n', ""), 1, 'needs words = "words"'),
        (CARD + "face = 3\n", 5, "has no key 'face'"),
        (CARD + "hidden = 3\n", 5, "hidden is true or false"),
        (CARD.replace("camera_running", "camera_walking"), 4, "camera_walking"),
        (CARD.replace("camera_running", "tries"), 4, "compare it with something"),
        (CARD.replace('when = "camera_running"\n', ""), 1, "says nothing of when it is given"),
        (CARD + 'ending = "away"\n', 5, "no ending is called 'away'"),
        (CARD + 'counted = "endings_seen > 1"\n', 5, "keep one kind"),
        (CARD.replace('when = "camera_running"', 'counted = "camera_running"'), 4, "camera_running"),
        (CARD + CARD.replace("red_light", "other"), 6, "two cards are called 'The Red Light'"),
        (CARD.replace("camera_running", "camera_running or not camera_running"), 1, "holds before anything"),
        (CARD.replace("camera_running", "tries < 3"), 1, "holds before anything"),
        (CARD.replace("camera_running", "tries > 3"), 1, "can never be given"),
        (CARD.replace("camera_running", "ticket > 20"), 1, "can never be given"),
        (CARD.replace('when = "camera_running"', 'counted = "endings_seen > 1"'), 1, "can never be given"),
        (CARD.replace('when = "camera_running"', 'counted = "newsreels_seen > 0"'), 1, "can never be given"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, names: str) -> None:
    """In the check of the whole story, among the other files' mistakes."""
    found = [one for one in check(lobby_toml=text).errors if one.file == "lobby.toml"]
    assert [(one.line, names in one.message) for one in found] == [(line, True)], found


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        CARD.replace("camera_running", "tries == 1 and nerve < 50"),
        CARD.replace("camera_running", "clock > 12:18"),
        CARD.replace("camera_running", "tries + tries > 5"),
        CARD.replace('when = "camera_running"', 'counted = "endings_seen == 1"'),
        CARD.replace("camera_running", "tries < 3") + 'ending = "any"\n',
        "",
    ],
)
def test_a_card_that_can_be_earned_has_no_finding(text: str) -> None:
    """What can be proved is not complained about; what cannot be judged is let pass."""
    assert check(lobby_toml=text).errors == ()


def test_a_story_needs_no_lobby() -> None:
    """The smallest one has none."""
    assert error_messages(check()) == []


def test_bad_habits_are_seen_in_a_cards_words_too() -> None:
    """As everywhere else in the story."""
    report = check(lobby_toml=CARD.replace("It ran.", "It ran — and ran — and ran."))
    assert [one.line for one in report.warnings] == [1]


def test_the_lobby_that_ships_is_right_and_hides_what_tells_too_much() -> None:
    """About two dozen cards and a few more; the bad habits of the check are not in them."""
    lobby = lobby_cards(open_book().declarations)
    assert 24 <= len(lobby) <= 36
    assert 5 <= sum(card.hidden for card in lobby) < len(lobby)
    assert sum(card.counted is not None for card in lobby) >= 3
    assert not [text for card in lobby for text in (card.title, card.words) if bad_habits(text)]
    assert not [card.ident for card in lobby if "unlock" in f"{card.title} {card.words}".lower()]


def test_the_recorded_playthroughs_earn_cards_and_not_all_of_them() -> None:
    """Twelve films, one for each ending, told: a few cards each, and what only hands can earn is left."""
    book = open_book()
    lobby = lobby_cards(book.declarations)
    by_film: list[set[str]] = []
    for path in recordings():
        recording = read_recording(path)
        states = [begin(book, recording.seed).state]
        for choice in recording.choices:
            states.append(advance(states[-1], Choose(states[-1].place, choice), book).state)
        stands = [Stand(state.known(), state.clock, state.ending) for state in states]
        given = {
            card.ident
            for before, after in pairwise(stands)
            for card in earned(lobby, before, after, whole=True)
        }
        by_film.append(given)
    assert all(1 <= len(given) <= 16 for given in by_film), [len(given) for given in by_film]
    every = set[str]().union(*by_film)
    assert len(every) > 14
    assert {card.ident for card in lobby} - every


def test_every_count_that_a_card_may_ask_is_a_whole_number() -> None:
    """They are declared as facts are, so that the same language asks them."""
    assert {fact.name for fact in COUNTS.values()} == COUNTS.keys()
    assert all(fact.default == 0 and fact.meaning for fact in COUNTS.values())
