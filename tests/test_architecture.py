"""The house as a whole: who may know whom, where words live, and the map that hangs in ARCHITECTURE.md.

The second guard, beside the import contracts in ``pyproject.toml``: those read imports, these also run the
program and read what stands in the code. Each guard that scans is also shown something that it must catch.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import game
from game.mission.map import mermaid
from game.mission.phases import PHASES
from game.storage.library import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.program import Program

ROOT = Path(__file__).parents[1]
GAME = Path(game.__file__).parent

BELOW_THE_DISK = (
    "readout",
    "engine",
    "mission",
    "narrative",
    "flight",
    "chance.py",
    "vocabulary",
    "errors.py",
)
UNTOUCHED = frozenset(
    {
        *(
            "os",
            "pathlib",
            "io",
            "time",
            "random",
            "secrets",
            "asyncio",
            "threading",
            "multiprocessing",
            "subprocess",
        ),
        *("sqlite3", "shutil", "socket", "tempfile", "signal", "sys", "locale", "platform", "uuid", "numpy"),
    }
)
"""Modules by which a rule could learn of the world: a disk, a clock, dice, another process, this machine."""

BUILT_INS = frozenset({"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"})

FRONT = ("app", "plain", "readout", "session", "cli")
"""Rooms that speak to players, so that no word may stand in them."""

NOT_FOR_PLAYERS = {
    "PgUp  PgDn": "two keys, as they are marked",
    "Home  End": "two keys, as they are marked",
    "bold reverse": "a style, as Textual has it",
    "bold underline": "a style, as Textual has it",
}
"""Literals of several words that no player reads, each with its reason."""

_PLAIN_SITTING = """
import io, sys
sys.stdin = io.StringIO("1\\n2\\n/status\\n/saves\\n/history\\n/archive\\n/help\\n1\\n")
from game.cli import main
code = main(["--plain", "--saves", sys.argv[1]])
heavy = {"textual", "rich", "numpy", "sgp4", "platformdirs"}
print("loaded", code, *sorted({name.partition(".")[0] for name in sys.modules} & heavy))
"""
_FLIGHT = """
import importlib, pkgutil, sys
import game.flight
for module in pkgutil.walk_packages(game.flight.__path__, "game.flight."):
    importlib.import_module(module.name)
heavy = {"numpy", "textual", "rich", "transitions"}
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules} & heavy))
"""


def test_playing_line_by_line_loads_no_full_screen(whole_program: Program) -> None:
    """A whole sitting, by every order: neither Textual nor Rich nor another heavy package is imported."""
    assert _run(_PLAIN_SITTING, str(whole_program.saves)) == "loaded 0"


def test_the_flight_core_loads_no_numpy() -> None:
    """Every module of it is imported in a process of its own."""
    assert _run(_FLIGHT) == "loaded"


def test_a_start_without_a_game_loads_almost_nothing() -> None:
    """The version is told before the story, the machine or the screen is imported."""
    told = _run(
        "import sys\nfrom game.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'rich', 'transitions', 'markdown_it', 'sqlite3'}\n"
        "print('loaded', *sorted(heavy & sys.modules.keys()))"
    )
    assert told.splitlines()[-1] == "loaded"


def test_what_stands_before_the_first_frame_knows_nothing_of_films_or_flights() -> None:
    """Importing them would be a tenth of the wait for it."""
    told = _run(
        "import sys\nimport game.__main__, game.app.app, game.cli.options\n"
        "slow = ('game.session', 'game.engine', 'game.emergencies', 'game.narrative', 'game.mission',\n"
        "    'game.vocabulary.flying', 'game.vocabulary.station', 'game.storage.codec',\n"
        "    'game.storage.film', 'game.storage.database', 'game.storage.can', 'transitions',\n"
        "    'markdown_it')\n"
        "print('loaded', *(name for name in slow if name in sys.modules))"
    )
    assert told.splitlines()[-1] == "loaded"


@pytest.mark.parametrize("room", BELOW_THE_DISK)
def test_a_room_below_the_disk_touches_nothing_of_the_world(room: str) -> None:
    """No module that knows a disk, a clock, dice or this machine is imported; no built-in speaks."""
    assert [
        found for path in _modules(room) for found in _worldly(path.read_text(encoding="utf-8"), path.name)
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path as p",
        "from pathlib import Path",
        "def f():\n    import random",
        "open('x')",
        "print('x')",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.date.today()",
    ],
)
def test_the_guard_below_the_disk_catches(source: str) -> None:
    """Each of these would be found."""
    assert _worldly(source, "a.py")


STEPPED = ("flight", "engine", "chance.py")
"""Rooms whose numbers must be the same on every supported Python."""


def _sums(source: str) -> list[int]:
    """Return the lines on which the builtin `sum` is called."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "sum"]


@pytest.mark.parametrize("room", STEPPED)
def test_the_stepped_rooms_add_floats_in_a_written_order(room: str) -> None:
    """From Python 3.12 on `sum` of floats rounds otherwise than before, so the simulation never calls it."""
    files = sorted((GAME / room).rglob("*.py")) if (GAME / room).is_dir() else [GAME / room]
    assert files
    assert {file.name: _sums(file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }


def test_the_guard_on_sums_catches() -> None:
    """Shown what it is for, it finds it."""
    assert _sums("total = sum(weights)") == [1]


def test_the_map_in_the_architecture_is_the_missions() -> None:
    """Between its marks stands what `offscript story map` prints; renew it when the table changes."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- map -->\n```mermaid\n(.*?)```\n<!-- /map -->", text, re.DOTALL)
    assert found, "ARCHITECTURE.md has no map between <!-- map --> and <!-- /map -->"
    assert found[1] == mermaid()


def test_every_room_stands_in_the_architecture() -> None:
    """By its name in the table of decks."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.stem for path in GAME.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert {room for room in rooms - {"__init__"} if f"`{room}`" not in text} == set()


@pytest.mark.parametrize("room", FRONT)
def test_no_word_for_a_player_stands_in_the_code(room: str) -> None:
    """Code knows ids; ``story/phrases.toml`` knows words."""
    found = [
        f"{path.relative_to(GAME)}:{line}: {text!r}"
        for path in _modules(room)
        for line, text in _sentences(path.read_text(encoding="utf-8"))
        if text not in NOT_FOR_PLAYERS
    ]
    assert found == []


def test_no_exception_is_kept_for_a_literal_that_is_gone() -> None:
    """The list of exceptions is as short as it can be."""
    standing = {
        text
        for room in FRONT
        for path in _modules(room)
        for _, text in _sentences(path.read_text(encoding="utf-8"))
    }
    assert NOT_FOR_PLAYERS.keys() - standing == set()


@pytest.mark.parametrize(
    "source",
    [
        'x.write("The disk is full.")',
        'say("Take 2")',
        'x = f"{count} films here"',
        'LABEL = "THE END"',
        'raise SystemExit("Something went wrong")',
        'def f(text="Press a key"): ...',
    ],
)
def test_the_guard_on_words_catches(source: str) -> None:
    """Each of these would be found."""
    assert _sentences(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring of several words."""',
        'def f():\n    """Do a thing of several words."""',
        'raise LookupError("no playthrough is open")',
        're.compile(r"a b+ c")',
        'x = "order.film_over"',
        'x = f"{reel:>5}  {take}"',
    ],
)
def test_the_guard_on_words_lets_pass_what_no_player_reads(source: str) -> None:
    """Docstrings, a programmer's exceptions, patterns, ids, layout."""
    assert _sentences(source) == []


def test_every_phrase_that_the_game_says_is_there() -> None:
    """An id in the code that begins with a group of phrases names one of them; so does a composed one."""
    known = set(phrases())
    groups = {ident.partition(".")[0] for ident in known}
    said = _said()
    named = {ident for ident in said.whole if ident.partition(".")[0] in groups and not _FILES.search(ident)}
    assert named - known - PHASES.keys() == set()
    assert [head for head in said.heads if not any(re.fullmatch(head, ident) for ident in known)] == []


def test_every_phrase_is_said_somewhere() -> None:
    """None is left behind when the code that said it goes."""
    said = _said()
    left = {
        ident
        for ident in set(phrases()) - said.whole
        if not any(re.fullmatch(head, ident) for head in said.heads)
        and not any(ident.endswith(tail) and ident.removesuffix(tail) in said.whole for tail in said.tails)
    }
    assert left == set()


def _run(script: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.splitlines()[-1]


def _modules(room: str) -> list[Path]:
    path = GAME / room
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found, f"there is no room {room}"
    return found


def _worldly(source: str, name: str) -> list[str]:
    """Return what in a module knows of the world."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [alias.name for alias in names if alias.name.partition(".")[0] in UNTOUCHED]
            case ast.ImportFrom(module=str(module), level=0):
                found += [module] if module.partition(".")[0] in UNTOUCHED else []
            case ast.Call(func=ast.Name(id=called)) if called in BUILT_INS:
                found.append(called)
            case ast.Attribute(attr="now" | "today" | "utcnow"):
                found.append(ast.unparse(node))
            case _:
                pass
    return [f"{name}: {what}" for what in found]


_OF_PROGRAMMERS = frozenset(
    {"LookupError", "ValueError", "RuntimeError", "KeyError", "AssertionError", "TypeError"}
)
_WORDS = re.compile(r"[^\W\d_]{2,}[^\w]*\s[^\w]*[\w]")


def _sentences(source: str) -> list[tuple[int, str]]:
    """Return the literals of two words or more that a player might read, with their lines."""
    tree = ast.parse(source)
    skipped: set[int] = set()
    for node in ast.walk(tree):
        skipped |= set(map(id, _of_no_player(node)))
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in skipped:
            # the pieces count together: one word on each side of a value is a sentence too
            pieces = [piece.value for piece in node.values if isinstance(piece, ast.Constant)]
            text = "0".join(map(str, pieces))
            skipped |= {id(piece) for piece in ast.walk(node)}
            if _WORDS.search(text):
                found.append((node.lineno, text))
        elif isinstance(node, ast.Constant) and id(node) not in skipped:
            text = node.value if isinstance(node.value, str) else ""
            if _WORDS.search(text):
                found.append((node.lineno, text))
    return found


def _of_no_player(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the literals below a node that no player reads."""
    match node:
        case ast.Expr(value=ast.Constant() as documentation):
            yield documentation
        case ast.Call(func=ast.Name(id=called)) if called in _OF_PROGRAMMERS:
            for argument in node.args:
                yield from ast.walk(argument)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            for argument in node.args:
                yield from ast.walk(argument)
        case ast.Call(func=ast.Name(id="cast"), args=[first, *_]):
            yield first
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
            yield from ast.walk(annotation)
        case _:
            pass


_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_TAIL = re.compile(r"(?:\.[a-z0-9_]+)+")
_FILES = re.compile(r"\.(?:toml|md|py|film|json|tcss|png|svg)(?:\.|$)")
_SILENT = {"flight"}
"""Rooms that say nothing to players; what is dotted there is something else."""


@dataclass(frozen=True)
class _Said:
    """The ids in the code: whole ones, patterns for those with a known head, tails put behind others."""

    whole: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]


@cache
def _said() -> _Said:
    groups = {ident.partition(".")[0] for ident in phrases()}
    whole: set[str] = set()
    heads: set[str] = set()
    tails: set[str] = set()
    for path in sorted(GAME.rglob("*.py")):
        if path.relative_to(GAME).parts[0] in _SILENT:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)) if _ID.fullmatch(text):
                    whole.add(text)
                case ast.Constant(value=str(text)) if _TAIL.fullmatch(text) and not _FILES.search(text):
                    tails.add(text)
                case ast.JoinedStr(values=[ast.Constant(value=str(head)), *rest]) if head.partition(".")[
                    0
                ] in groups and re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_.]*", head):
                    heads.add(re.escape(head) + "".join(map(_pattern, rest)))
                case _:
                    pass
    return _Said(frozenset(whole), frozenset(heads), frozenset(tails))


def _pattern(piece: ast.expr) -> str:
    return re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else "[a-z0-9_]+"
