"""What is told of what was passed: chosen from sentences that a writer wrote, and nothing made up."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.turn import advance, begin
from game.errors import StoryError
from game.mission.phases import Phase
from game.narrative.checks import check_story
from game.narrative.measure import words_in
from game.narrative.previously import (
    LENGTHS,
    LONG_WORDS,
    LONGEST_SENTENCE,
    MIDDLE_WORDS,
    NO_RECAPS,
    SHORT_SENTENCES,
    Recaps,
    previously,
    read_previously,
    scan_previously,
)
from game.storage.library import open_book, recaps
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown
from game.vocabulary.flying import Rung
from tests.test_story import ALSO_THERE, HELD_IN_2021

from .samples import PHASES, TRANSITIONS, check, declared, defaults, story_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.engine.state import State
    from game.engine.turn import Turn
    from game.narrative.previously import Length
    from game.narrative.shelf import Book

GOOD = """\
[openings]

[flights]

[reel_0."cold_open/dark"]
weight = 2
words = "The range read 0041."

[[reel_0."cold_open/dark/film_it"]]
weight = 3
when = "tries > 0"
words = "Gleb let him film, after a try."

[[reel_0."cold_open/dark/film_it"]]
weight = 3
words = "Gleb let him film."

[reel_0."cold_open/told"]
weight = 1
words = "Moscow saw it."

[reel_0."hatch/smell"]
weight = 3
words = "The hatch smelled of burnt metal."

[reel_0."home/steppe"]
weight = 3
words = "There was grass."
"""
WAY = ("cold_open/dark", "cold_open/dark/film_it", "cold_open/dark", "cold_open/told", "hatch/smell")
"""As a session tells it: the echo of a choice stands at the beat that was left by it."""


def table(*rows: tuple[str, int, int], words: int = 6) -> Recaps:
    """Return sentences of so many words: their keys, reels and weights."""
    text = "\n".join(
        f'[reel_{reel}."{key}"]\nweight = {weight}\nwords = "{" ".join([key[0].upper()] * words)}."'
        for key, reel, weight in rows
    )
    return read_previously(text, declared())


def tell(length: Length, *passed: str, **facts: int) -> str:
    """Return what the sample tells of a way, as one text."""
    return "\n".join(previously(read_previously(GOOD, declared()), passed, {**defaults(), **facts}, length))


# choosing


def test_the_short_one_is_two_sentences_of_the_greatest_weight() -> None:
    """The latest two, in the order in which they were passed."""
    assert tell("short", *WAY) == "Gleb let him film. The hatch smelled of burnt metal."


def test_the_middle_one_is_a_paragraph() -> None:
    """With what is of less weight only while it has not enough words."""
    assert tell("middle", *WAY) == (
        "The range read 0041. Gleb let him film. Moscow saw it. The hatch smelled of burnt metal."
    )
    rows = [(f"a/b{number}", 2, 2) for number in range(12)]
    wordy = table(*rows, ("a/seldom", 2, 1))
    told = previously(wordy, [*(key for key, _, _ in rows), "a/seldom"], {}, "middle")
    assert [words_in(paragraph) for paragraph in told] == [72]


def test_the_long_one_has_a_paragraph_for_every_reel() -> None:
    """In the order in which they were passed."""
    rows = (("a/x", 0, 1), ("b/x", 1, 3), ("c/x", 2, 2))
    assert previously(table(*rows, words=2), [key for key, _, _ in rows], {}, "long") == (
        "A A.",
        "B B.",
        "C C.",
    )


def test_of_many_sentences_each_reel_keeps_its_weightiest_and_latest() -> None:
    """None is told of one reel twice before every other is told of once."""
    rows = [(f"{scene}/b{number}", reel, 2) for reel, scene in enumerate("abcd") for number in range(9)]
    rows.insert(0, ("g/reat", 0, 3))
    told = previously(table(*rows, words=20), [key for key, _, _ in rows], {}, "middle")
    assert [paragraph.replace(".", "").split()[::20] for paragraph in told] == [["G", "B", "C", "D"]]


def test_only_what_was_passed_is_told() -> None:
    """Another choice, another beat, another line of moments: not a word."""
    assert tell("long", "cold_open/dark", "cold_open/told") == "The range read 0041. Moscow saw it."
    assert tell("long") == ""
    assert tell("long", "callout/hello", "somewhere/else") == ""


def test_of_several_sentences_the_first_is_told_that_holds() -> None:
    """By the facts as they are now."""
    assert "after a try" in tell("short", *WAY, tries=1)
    assert "after a try" not in tell("short", *WAY, tries=0)


def test_what_was_passed_twice_is_told_once_where_it_was_last_passed() -> None:
    """And the echo of a choice is no second passing of its beat."""
    there_and_back = ("cold_open/told", "hatch/smell", "cold_open/told")
    assert tell("long", *there_and_back) == "The hatch smelled of burnt metal. Moscow saw it."
    assert tell("long", *WAY).startswith("The range read 0041. Gleb")


def test_a_film_that_begins_elsewhere_says_so() -> None:
    """Before everything else, also when nothing else has a sentence."""
    marked = read_previously(
        '[openings]\nhatch = "It began at the hatch."\n' + GOOD.split("[flights]")[1], declared()
    )
    assert previously(marked, ["hatch/smell"], defaults(), "short") == (
        "It began at the hatch. The hatch smelled of burnt metal.",
    )
    assert previously(marked, ["hatch/unheard"], defaults(), "long") == ("It began at the hatch.",)
    assert previously(marked, ["home/steppe", "hatch/smell"], defaults(), "long") == (
        "There was grass. The hatch smelled of burnt metal.",
    )


def test_a_flight_that_is_under_way_is_the_last_sentence() -> None:
    """In every length, within its bounds."""
    sample = read_previously(GOOD, declared())
    for length in LENGTHS:
        told = previously(sample, WAY, defaults(), length, "At 12:16:05 it was flown.")
        assert told[-1].endswith(" At 12:16:05 it was flown.")
    short = previously(sample, WAY, defaults(), "short", "At 12:16:05 it was flown.")
    assert short == ("The hatch smelled of burnt metal. At 12:16:05 it was flown.",)
    assert previously(NO_RECAPS, (), {}, "long", "Flown.") == ("Flown.",)


_KEYS = [f"{scene}/{beat}" for scene in "abcdefg" for beat in ("x", "y", "z", "x/one", "x/two")]


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(_KEYS), st.integers(1, 3), st.integers(1, LONGEST_SENTENCE)),
        unique_by=lambda row: row[0],
        min_size=1,
    ),
    passed=st.lists(st.sampled_from(_KEYS), max_size=60),
    length=st.sampled_from(LENGTHS),
)
@settings(max_examples=200)
def test_every_length_keeps_its_bounds(
    rows: list[tuple[str, int, int]], passed: list[str], length: Length
) -> None:
    """Whatever was written and passed; something is told whenever there is something to tell."""
    text = "\n".join(
        f'[reel_{"abcdefg".index(key[0])}."{key}"]\nweight = {weight}\nwords = "{" ".join([key] * words)}."'
        for key, weight, words in rows
    )
    known = read_previously(text, declared())
    told = previously(known, passed, {}, length)
    assert told == previously(known, list(passed), {}, length)
    words = [word for paragraph in told for word in paragraph.replace(".", "").split()]
    assert set(words) <= set(passed)
    assert bool(told) == bool(set(passed) & {key for key, _, _ in rows})
    if length == "short":
        assert sum(paragraph.count(".") for paragraph in told) <= SHORT_SENTENCES
    else:
        assert len(words) <= {"middle": MIDDLE_WORDS[1], "long": LONG_WORDS}[length]
    assert len(told) <= (len({word[0] for word in words}) if length == "long" else 1)


# reading


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[reel_0", 1, "not TOML"),
        ("[reels]\n", 1, "unknown table 'reels'"),
        ("reel_0 = 3\n", 1, "unknown table 'reel_0'"),
        ('\n[reel_0."dark"]\nweight = 1\nwords = "A."\n', 2, "is not scene/beat"),
        ('[reel_0."a/b"]\nweight = 4\nwords = "A."\n', 1, "weight = 1, 2 or 3, got 4"),
        ('[reel_0."a/b"]\nweight = true\nwords = "A."\n', 1, "got True"),
        ('[reel_0."a/b"]\nweight = 1\n', 1, "needs words"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A."\nwhy = 1\n', 1, "no key 'why'"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A"\n', 1, "does not end as a sentence does"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A.\\nB."\n', 1, "stands on one line"),
        (f'[reel_0."a/b"]\nweight = 1\nwords = "{"a " * 31}."\n', 1, "31 words"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A."\nwhen = "trys > 0"\n', 1, "no fact is called 'trys'"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A."\nwhen = "clock < 12:18"\n', 1, "asks the clock"),
        ('[reel_0."a/b"]\nweight = 1\nwords = "A."\nwhen = 3\n', 1, 'when = "a condition"'),
        ('[reel_0]\n"a/b" = "A."\n', 2, "weight = 2 and words"),
        (
            '[[reel_0."a/b"]]\nweight = 1\nwords = "A."\n\n[[reel_0."a/b"]]\nweight = 1\nwords = "B."\n',
            5,
            "never told, since line 1 has no condition",
        ),
        ("[openings]\n\ncold_open = 3\n", 3, 'a line is scene = "words"'),
        ('[openings]\ncold_open = "At {time}."\n', 2, "has no blanks"),
        ('[flights]\ncold_open = "At noon."\n', 2, "names the time once"),
        ('[flights]\ncold_open = "At {hour}."\n', 2, "names the time once"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    """And with what to do."""
    _, errors = scan_previously(text, declared())
    assert [(error.line, words in error.message) for error in errors] == [(line, True)], errors


def test_all_mistakes_are_found_in_one_run() -> None:
    """And what is right is read all the same."""
    found, errors = scan_previously(GOOD + '[reel_0."a/b"]\nweight = 9\n[reels]\n', declared())
    assert len(errors) == 2
    assert found.scenes == {"cold_open", "hatch", "home"}
    with pytest.raises(StoryError):
        read_previously("[reels]\n", declared())


# checking


def findings(text: str) -> list[str]:
    """Return what the story check says of a file, its line before each message."""
    report = check(previously_toml=text)
    found = (*report.errors, *report.warnings)
    return [f"{finding.line}: {finding.message}" for finding in found if finding.file == "previously.toml"]


def test_a_story_without_the_file_has_no_recap_and_no_mistake() -> None:
    """Somebody else's story need not have one."""
    assert check().errors == ()


def test_a_right_file_has_no_finding() -> None:
    """The one that the others differ from by a line."""
    assert findings(GOOD) == []


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("cold_open/told", "cold_opn/told", "no scene is called 'cold_opn' (did you mean 'cold_open'?)"),
        ("cold_open/told", "cold_open/tld", "no beat 'tld' (did you mean 'told'?)"),
        ("dark/film_it", "dark/film_him", "no choice 'film_him' (did you mean 'film_it'?)"),
        ('reel_0."hatch', 'reel_1."hatch', "the scene is of reel 0; write [reel_0...]"),
        ("cold_open/told", "hatch/leave", "the beat shows no word"),
        ('[reel_0."home/steppe"]\nweight = 3\nwords = "There was grass."\n', "", "home has no sentence"),
        (
            'weight = 3\nwords = "There',
            'weight = 3\nwhen = "tries > 0"\nwords = "There',
            "can be left at 'end'",
        ),
        ("[flights]\n", '[flights]\nhatch = "At {time} no."\n', "'hatch' is never told"),
        ("[openings]\n", '[openings]\nhatch = "No."\n', "'hatch' is never told"),
        ("There was grass.", "You saw the grass.", "speaks to the player"),
        ("There was grass.", "There was — well — grass.", "more than one dash"),
    ],
)
def test_the_check_finds_what_does_not_fit_the_story(was: str, now: str, words: str) -> None:
    """One finding, with what to do."""
    assert GOOD.count(was) >= 1
    found = findings(GOOD.replace(was, now))
    assert len([finding for finding in found if words in finding]) == 1, found


def test_a_place_that_nothing_leads_to_is_found() -> None:
    """Its sentence could never be told."""
    lonely = "\n## lonely\n\nNobody comes here.\n\n=> undocked\n"
    hatch = "## smell\n\nBurnt metal.\n\n=> undocked\n" + lonely
    text = GOOD + '\n[reel_0."hatch/lonely"]\nweight = 1\nwords = "Somebody came."\n'
    report = check(previously_toml=text, hatch=hatch)
    assert [error.message for error in report.errors if error.file == "previously.toml"] == [
        "hatch/lonely: nothing leads there, so nobody is ever told this; take it out"
    ]


def test_a_marked_start_needs_its_opening() -> None:
    """So that a film that begins in the middle does not seem to have been played from the first scene."""
    starts = '[reel_1]\nphase = "station"\n'
    report = check(previously_toml=GOOD, starts_toml=starts)
    assert any("[openings] has no hatch" in error.message for error in report.errors)
    text = GOOD.replace("[openings]\n", '[openings]\nhatch = "It began at the hatch."\n')
    assert check(previously_toml=text, starts_toml=starts).errors == ()


def test_a_scene_that_is_flown_is_left_by_its_landings() -> None:
    """A sentence at the beat that the flight ends at is one on every way through."""
    flown = {**PHASES, "station": Phase("station", "hatch", "day", ("leave",))}
    hatch = "## smell\n\nBurnt metal.\n\n=> fly\n\n## leave\n\nOut.\n\n=> undocked\n"
    text = GOOD.replace("[flights]\n", '[flights]\nhatch = "At {time} it was flown."\n')
    told = text.replace("hatch/smell", "hatch/leave")
    asked = told.replace('words = "The hatch', 'when = "tries > 0"\nwords = "The hatch')
    for file, wanted in ((told, []), (asked, ["hatch can be left at 'leave' with no sentence told"])):
        report = check_story(story_files(previously_toml=file, hatch=hatch), flown, TRANSITIONS)
        found = [error.message for error in report.errors if error.file == "previously.toml"]
        assert [message.partition(";")[0] for message in found] == wanted


# the story that ships


@cache
def _book() -> Book:
    return open_book()


@cache
def _shipped() -> Recaps:
    return recaps(_book().declarations)


def walk(seed: int, reel: int = 0) -> Iterator[tuple[State, Sequence[str]]]:
    """Yield every stop of a game told at random, with what was passed, as a session tells it."""
    book = _book()
    rng = random.Random(seed)  # noqa: S311  no secret
    start = book.declarations.starts[reel] if reel else None
    passed: list[str] = []

    def note(turn: Turn) -> State:
        for event in turn.events:
            if isinstance(event, LineShown) and event.line.ident and passed[-1:] != [event.line.ident]:
                passed.append(event.line.ident)
        return turn.state

    state = note(begin(book, seed, start, Rung.TOLD))
    yield state, passed
    while not state.ending:
        offer = rng.choice(state.offers)
        passed.append(f"{state.place}/{offer.ident}")
        state = note(advance(state, Choose(state.place, offer.ident), book))
        yield state, passed


@pytest.mark.parametrize("seed", range(6))
def test_there_is_something_to_tell_at_every_stop_of_every_game(seed: int) -> None:
    """In three lengths, each longer than the one before, each within its bounds."""
    for state, passed in walk(seed):
        told = [previously(_shipped(), passed, state.known(), length) for length in LENGTHS]
        words = [sum(map(words_in, paragraphs)) for paragraphs in told]
        assert all(words), state.place
        assert words == sorted(words), (state.place, told)
        assert len(told[0]) == len(told[1]) == 1
        assert MIDDLE_WORDS[0] <= words[1] <= MIDDLE_WORDS[1] or words[1] == words[2]
        assert words[2] <= LONG_WORDS


@pytest.mark.parametrize("seed", range(4))
def test_the_long_one_has_every_reel_that_was_played(seed: int) -> None:
    """A paragraph each."""
    for state, passed in walk(seed):
        scenes = dict.fromkeys(key.partition("/")[0] for key in passed)
        reels = {_reel(scene) for scene in scenes}
        assert len(previously(_shipped(), passed, state.known(), "long")) == len(reels)


@cache
def _reel(scene: str) -> int:
    return _book().scene(scene).reel


@pytest.mark.parametrize("reel", range(1, 7))
def test_every_marked_start_says_where_it_began(reel: int) -> None:
    """Also before a single choice was made."""
    state, passed = next(iter(walk(1, reel)))
    opening = previously(_shipped(), passed, state.known(), "long")[0]
    assert opening.startswith("This film was begun ")


def test_nobody_real_is_in_it() -> None:
    """They stand only in the Archive and in the newsreels, with a source for each sentence."""
    families = {name.split()[-1] for name in (*ALSO_THERE, *(held for held, _ in HELD_IN_2021.values()))} - {
        "Hei"
    }
    words = " ".join(row.words for rows in _shipped().sentences.values() for row in rows)
    assert not [family for family in families if family in words]


def test_one_line_of_moments_never_tells_of_both_ways() -> None:
    """What a game says of a choice is what was chosen there."""
    for seed in range(4):
        *_, (state, passed) = walk(seed)
        told = "\n".join(previously(_shipped(), passed, state.known(), "long"))
        taken = set(passed)
        for key, sentences in _shipped().sentences.items():
            if key not in taken:
                others = {row.words for kept in taken for row in _shipped().sentences.get(kept, ())}
                assert not [
                    row.words for row in sentences if row.words in told and row.words not in others
                ], key
