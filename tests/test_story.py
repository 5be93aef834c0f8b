"""The story that ships: it has no mistake, nobody is caught in it, and nobody in it is real."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from game.mission.phases import PHASES
from game.narrative.bounds import OUT_OF_BOUNDS, scan_bounds
from game.narrative.dates import CALENDAR
from game.narrative.promises import LATER
from game.narrative.spelling import WORDS
from game.storage.library import archive_cards, archive_sources, open_book, story_files
from game.workshop.story_words import kept_list

if TYPE_CHECKING:
    from tests.cli.program import Program

WALK_KEYS = {
    *(
        "runs",
        "endings",
        "dead_ends",
        "errors",
        "beats_reached",
        "beats_total",
        "choices_taken",
        "choices_total",
    ),
    "words_per_run",
}
LEAST_ENDINGS = 6

HELD_IN_2021 = {
    "commander": ("Anton Nikolayevich Shkaplerov", 49),
    "actor": ("Yulia Sergeyevna Peresild", 37),
    "director": ("Klim Alekseyevich Shipenko", 38),
    "engineer": ("Oleg Viktorovich Novitsky", 49),
    "rookie": ("Pyotr Valerievich Dubrov", 43),
    "astronaut": ("Mark Thomas Vande Hei", 54),
    "producer": ("Konstantin Lvovich Ernst", 60),
}
"""Who held a role in October 2021, and how old they then were (on the 5th; public biographies)."""

ALSO_THERE = (
    *("Thomas Pesquet", "Shane Kimbrough", "Megan McArthur", "Akihiko Hoshide"),
    *("Oleg Artemyev", "Alena Mordovina", "Alexey Dudin"),
    *("Dmitry Rogozin", "Vladimir Solovyov"),
    *("Anna Peresild", "Maria Peresild"),
)
"""Others of those days: aboard, in reserve, on the ground, at home."""

CALL_SIGNS = {"astraeus", "astrey", "astrei", "kazbek", "olymp", "favor", "altai"}
"""What crews were called on the radio then."""


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Return every part of the real names, in small letters."""
    whole = [name for name, _ in HELD_IN_2021.values()] + list(ALSO_THERE)
    return {part.casefold() for name in whole for part in name.split()}


def test_the_story_has_no_mistake(whole_program: Program) -> None:
    """`offscript story check` finds none, and what it prints for programs is one object."""
    told = whole_program.run("story", "check", "--json")
    report: dict[str, Any] = json.loads(told.out)
    assert report["errors"] == []
    assert told.code == 0
    assert all(finding.keys() >= {"file", "line", "message"} for finding in report["warnings"])


@pytest.mark.parametrize("policy", ["random", "least-used"])
def test_five_hundred_games_end_and_end_differently(whole_program: Program, policy: str) -> None:
    """None is caught in a dead end or a circle, and at least six endings are reached."""
    told = whole_program.run("story", "walk", "--runs", "500", "--seed", "1", "--policy", policy, "--json")
    walk: dict[str, Any] = json.loads(told.out)
    assert told.code == 0
    assert walk.keys() >= WALK_KEYS
    assert (walk["runs"], walk["dead_ends"], walk["errors"]) == (500, 0, [])
    assert sum(walk["endings"].values()) == 500
    assert len(walk["endings"]) >= LEAST_ENDINGS
    assert walk["endings"].keys() <= open_book().declarations.endings.keys()


def test_every_marked_start_begins_with_facts_that_are_declared() -> None:
    """There is one for each reel from 1 to 6, in a phase that the mission has."""
    starts = open_book().declarations.starts
    assert set(starts) >= {1, 2, 3, 4, 5, 6}
    for start in starts.values():
        assert start.phase in PHASES
        assert start.facts.keys() <= open_book().declarations.facts.keys()


def test_nobody_in_the_cast_is_real(names: set[str]) -> None:
    """No part of a name is that of anybody who was there."""
    for person in open_book().declarations.people.values():
        parts = {part.casefold() for part in re.findall(r"\w+", f"{person.name} {person.tag}")}
        assert parts & names == set(), person.name


@pytest.mark.parametrize("role", HELD_IN_2021)
def test_nobody_has_the_age_of_who_held_the_role(role: str) -> None:
    """Where the note tells an age."""
    person = open_book().declarations.people[role]
    told = re.match(r"(\d+)\.", person.note)
    assert told is None or int(told[1]) != HELD_IN_2021[role][1]


def test_ages_are_told() -> None:
    """So that the test above has something to compare."""
    people = open_book().declarations.people
    assert sum(bool(re.match(r"\d+\.", people[role].note)) for role in HELD_IN_2021) >= 6


def test_nobody_has_a_real_call_sign(names: set[str]) -> None:
    """Nor is anybody called on the radio by a real name."""
    notes = " ".join(person.note for person in open_book().declarations.people.values())
    signs = {sign.casefold() for sign in re.findall(r"[Cc]all sign (\w+)", notes)}
    assert len(signs) >= 2
    assert signs & (CALL_SIGNS | names) == set()


def test_the_script_names_nobody_real() -> None:
    """Real people are named only in the Archive and in the newsreels, where every sentence has its source."""
    families = {name.split()[-1].casefold() for name, _ in HELD_IN_2021.values()}
    families |= {name.split()[-1].casefold() for name in ALSO_THERE} - {"hei"}
    families |= {"vande hei"}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(families))})\b", re.IGNORECASE)
    spoken = {
        file: text.decode()
        for file, text in story_files().items()
        if file.startswith(("reels/", "callouts/", "flightbook/")) or file.endswith("phrases.toml")
    }
    assert len(spoken) > 10
    assert [(file, pattern.findall(text)) for file, text in spoken.items() if pattern.search(text)] == []


def test_nothing_out_of_bounds_stands_anywhere() -> None:
    """In no file of the story, however its apostrophes are written."""
    files = {file: data.decode() for file, data in story_files().items() if file != OUT_OF_BOUNDS}
    bounds, mistakes = scan_bounds(story_files()[OUT_OF_BOUNDS].decode())
    assert mistakes == ()
    assert len(bounds.phrases) >= 20
    assert [(file, found) for file, text in files.items() for found in bounds.phrases_in(text)] == []


def test_every_word_is_in_the_list(whole_program: Program) -> None:
    """`offscript story words --learn` adds those that a British dictionary has."""
    told = whole_program.run("story", "check", "--json")
    assert json.loads(told.out)["unlisted_words"] == []


def test_the_checks_have_their_tables() -> None:
    """Without its table a check is switched off."""
    assert {*story_files(), *kept_list()} >= {OUT_OF_BOUNDS, CALENDAR, LATER, WORDS}


def test_every_card_has_its_sources_and_every_source_stands_in_the_list() -> None:
    """At least ten cards; no key that leads nowhere."""
    cards = archive_cards()
    sources = archive_sources()
    assert len(cards) >= 10
    assert [card.ident for card in cards if not card.sources] == []
    assert {key for card in cards for key in card.sources} - sources.keys() == set()
