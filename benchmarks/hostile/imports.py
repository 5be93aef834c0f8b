"""Prints and films that somebody made to do harm, and good ones that were changed: refused, or right.

Law: each is taken in by a process of its own, with little memory and little time. Bombs, numbers without end,
deep nesting and names that are paths come in turn with mutations of a good print.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import sqlite3
import zlib
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

from benchmarks.hostile.corrupt import victims_of
from benchmarks.hostile.player import say
from benchmarks.hostile.tally import Child, Dice, Tally
from benchmarks.hostile.truth import truth_of
from game.errors import OffScriptError
from game.storage.can import Can
from game.storage.prints import import_film

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.hostile.truth import Truth

MORE_MEMORY_BYTES: Final = 700 << 20
"""What a refusal may take beside what the process has already; a film of the largest size is held twice."""

LONGEST_S: Final = 20

_EVIL: Final = (
    "../../escaped",
    "/etc/passwd",
    "a\x00b",
    "CON",
    "..",
    "\x1b[2J",
    "\u202egnp.film",
    "x" * 100_000,
)
_ODD: Final[Sequence[Any]] = (
    *(None, True, -1, 1 << 31, 1 << 64, 10**400, 1e308, "", [], {}, [[]], {"a": {}}),
    *_EVIL,
)


def imports(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Take in hostile files, so many times.

    Args:
        runs: the numbers of the attempts.
        hear: hears a tally now and then.
        seed: of all of it.
    """
    folder = Path(mkdtemp(prefix="hostile-imports-"))
    try:
        victims = victims_of(seed)
        truths = [victim.truth for victim in victims]
        for number in runs:
            dice = Dice(seed, f"hostile/import/{number}")
            tally = Tally("hostile imports")
            tally.runs = 1
            special = tuple(_SPECIAL)
            packed = victims[dice.roll(len(victims))].packed
            if number < len(special):
                way, content = special[number], _SPECIAL[special[number]](packed)
            else:
                way, content = "a print changed", _mutated(packed, dice)
            _take_in(folder, content, truths, tally, f"seed {seed}, import {number} ({way})")
            hear(tally)
    finally:
        rmtree(folder, ignore_errors=True)


def _take_in(folder: Path, content: bytes, truths: Sequence[Truth], tally: Tally, what: str) -> None:
    path, saves = folder / "hostile.print", folder / "saves"
    path.write_bytes(content)
    saves.mkdir()

    def act(tell: Callable[[str], None]) -> None:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MORE_MEMORY_BYTES, used + MORE_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S))
        signal.alarm(3 * LONGEST_S)
        try:
            with import_film(path, Can(saves)) as film:
                film.check()
                truth = truth_of(film)
        except OffScriptError as refusal:
            say(refusal.phrase)
            tell("refused")
            return
        # Whoever changes a name and seals the print anew has made another print; no moment can be made up.
        same = any(set(truth.moments) <= set(each.moments) for each in truths)
        tell("taken in with right data" if same else "LOST taken in with other data")

    child = Child(act)
    told = child.rest()
    came = told[-1] if told else "!the process died: too much memory, or too long"
    if came.startswith("!"):
        tally.crash(f"{what}: {came[-900:]}")
    elif came.startswith("LOST"):
        tally.lose(f"{what}: {came}")
    else:
        tally.counts[came] += 1
    if path.read_bytes() != content:
        tally.lose(f"{what}: the file was changed")
    escaped = {each.name for each in folder.iterdir()} - {"saves", "hostile.print"}
    if escaped or (came == "refused" and any(each.name != "bin" for each in saves.iterdir())):
        tally.lose(f"{what}: left behind {escaped or [each.name for each in saves.iterdir()]}")
    rmtree(saves)


def _mutated(packed: bytes, dice: Dice) -> bytes:
    """Return a good print with something changed in it, packed anew and often sealed anew."""
    lines = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
    for _ in range(1 + dice.roll(3)):
        line = lines[dice.roll(len(lines))]
        match dice.roll(7):
            case 0:
                lines.remove(line)
            case 1:
                lines.insert(dice.roll(len(lines) + 1), line)
            case 2:
                keys = list(line)
                line.pop(keys[dice.roll(len(keys))])
            case 3:
                line[f"more{dice.roll(9)}"] = _ODD[dice.roll(len(_ODD))]
            case _:
                keys = list(line)
                line[keys[dice.roll(len(keys))]] = _ODD[dice.roll(len(_ODD))]
        if not lines:
            break
    return _sealed([json.dumps(line, separators=(",", ":")).encode() for line in lines])


def _sealed(lines: Sequence[bytes]) -> bytes:
    """Return lines as a print whose last line fits the others again, as whoever changes one would see to."""
    body = [line for line in lines if b'"is":"end"' not in line]
    seal = blake2b(b"".join(line + b"\n" for line in body), digest_size=16).hexdigest()
    end = json.dumps({"is": "end", "lines": len(body), "seal": seal}, separators=(",", ":")).encode()
    return gzip.compress(b"".join(line + b"\n" for line in [*body, end]), mtime=0)


def _lines(packed: bytes) -> list[bytes]:
    return gzip.decompress(packed).splitlines()


def _bomb(_: bytes) -> bytes:
    """Return a gigabyte of zeros, squeezed."""
    packing = zlib.compressobj(9, wbits=31)
    piece = bytes(1 << 20)
    return b"".join([*(packing.compress(piece) for _ in range(1 << 10)), packing.flush()])


def _bomb_in_a_line(packed: bytes) -> bytes:
    packing = zlib.compressobj(9, wbits=31)
    first = _lines(packed)[0] + b"\n"
    zeros = b'{"is":"title","title":"' + b"0" * (1 << 20)
    return b"".join(
        [packing.compress(first), packing.compress(zeros)]
        + [packing.compress(b"0" * (1 << 20)) for _ in range(700)]
        + [packing.flush()]
    )


def _nested(packed: bytes) -> bytes:
    return _sealed([_lines(packed)[0], b"[" * 200_000 + b"]" * 200_000])


def _nested_state(packed: bytes) -> bytes:
    lines = _lines(packed)
    lines[1] = lines[1].replace(
        b'"state":{', b'"state":{"facts":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b","
    )
    return _sealed(lines)


def _huge_number(packed: bytes) -> bytes:
    lines = _lines(packed)
    lines[0] = lines[0].replace(b'"seed":', b'"seed":' + b"9" * 100_000)
    return _sealed(lines)


def _many_lines(packed: bytes) -> bytes:
    lines = _lines(packed)
    return _sealed([*lines[:-1], *[b'{"is":"title","title":"x","made_at":"2026-03-01T10:00:00Z"}'] * 400_000])


def _evil_ident(packed: bytes) -> bytes:
    lines = _lines(packed)
    label = json.loads(lines[0])
    label["ident"] = "../../escaped"
    return _sealed([json.dumps(label, separators=(",", ":")).encode(), *lines[1:]])


def _evil_title(packed: bytes) -> bytes:
    lines = _lines(packed)
    label = json.loads(lines[0])
    label["title"] = "\x1b]0;owned\x07\x1b[2J"
    return _sealed([json.dumps(label, separators=(",", ":")).encode(), *lines[1:]])


def _evil_database(_: bytes) -> bytes:
    """Return a SQLite file marked as a film, in which views and triggers lie in wait."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """PRAGMA application_id = 1330008902; PRAGMA user_version = 4;
        CREATE TABLE moment (ident INTEGER PRIMARY KEY, state BLOB);
        CREATE VIEW film AS WITH RECURSIVE endless (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
          SELECT max(n) FROM endless;
        CREATE TRIGGER evil AFTER INSERT ON moment BEGIN DELETE FROM moment; END;"""
    )
    content = connection.serialize()
    connection.close()
    return content


_SPECIAL: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "as it is": lambda packed: packed,
    "sealed anew": lambda packed: _sealed(_lines(packed)),
    "a gigabyte of zeros": _bomb,
    "a line without end": _bomb_in_a_line,
    "deep nesting": _nested,
    "deep nesting in a state": _nested_state,
    "a number without end": _huge_number,
    "lines without end": _many_lines,
    "an ident that is a path": _evil_ident,
    "a title that speaks to the terminal": _evil_title,
    "views and triggers": _evil_database,
    "an empty file": lambda _: b"",
    "noise": lambda _: os.urandom(100_000),
    "two prints in one": lambda packed: packed + packed,
    "a print without its end": lambda packed: packed[:-40],
    "plain text": gzip.decompress,
}
