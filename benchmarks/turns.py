"""The work behind the screen: one command, the whole story, whole games."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from markdown_it import MarkdownIt

from benchmarks.minimal_app import append, bare_journal
from benchmarks.pairs import Row, in_turn
from game.chance import draw
from game.mission.phases import PHASES, TRANSITIONS
from game.narrative.checks import check_story
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases, story_files
from game.workshop.phrase_use import phrase_ids_used
from game.workshop.players import Policy
from game.workshop.walk import Walk
from game.workshop.wander import wander

_COMMITS = 400
_CHECKS = 9
_BATCHES = 9
_GAMES = 10


def one_command() -> list[Row]:
    """Measure one command beside one row appended to a bare SQLite file with the same settings."""
    with TemporaryDirectory() as folder:
        session = Session(
            open_book(),
            Can(Path(folder)),
            phrases=Phrasebook(phrases()),
            edition="",
            now=lambda: "2026-03-01T10:20:30.000+00:00",
            fresh_seed=lambda: 1,
        )
        session.begin()
        bare = bare_journal(Path(folder) / "bare.sqlite")

        def command() -> float:
            if session.present.state.ending:
                session.begin()
            offers = session.present.state.offers
            taken = offers[draw(1, "benchmark", session.present.moment, len(offers))].ident
            began = perf_counter()
            session.choose(taken)
            return perf_counter() - began

        def bare_append() -> float:
            row = str(session.present.state.place)
            began = perf_counter()
            append(bare, row)
            return perf_counter() - began

        commands, appends = in_turn(command, bare_append, _COMMITS)
        session.close()
        bare.close()
    return [
        Row("commit", "one command: turn and commit", "one row appended to SQLite", commands, appends, 3.0)
    ]


def whole_story() -> list[Row]:
    """Measure the check of the whole story beside a bare CommonMark parse of the same files."""

    def check() -> float:
        began = perf_counter()
        files = story_files()
        check_story(files, PHASES, TRANSITIONS, phrase_ids_used())
        return perf_counter() - began

    def parse() -> float:
        began = perf_counter()
        for name, content in story_files().items():
            if name.endswith(".md"):
                MarkdownIt().parse(content.decode())
        return perf_counter() - began

    checks, parses = in_turn(check, parse, _CHECKS)
    return [Row("check", "story check, whole", "a bare CommonMark parse of it", checks, parses, None)]


def whole_games() -> list[Row]:
    """Measure whole games, played by chance and counted."""
    book = open_book()
    wander(book, Walk(_GAMES, 1, Policy.RANDOM))
    games: list[float] = []
    for batch in range(_BATCHES):
        began = perf_counter()
        wander(book, Walk(_GAMES, 1 + batch * _GAMES, Policy.RANDOM))
        games.append((perf_counter() - began) / _GAMES)
    return [Row("wander", f"a whole game ({1 / median(games):.0f} games/s)", "", games, (), None)]
