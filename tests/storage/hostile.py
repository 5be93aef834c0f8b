"""Files that somebody made to hurt: each is to be refused in one sentence, in bounded time and memory.

Law: whatever is wrong with a print here, its count and its seal are made to fit, so that nothing but the
wrong thing itself can be the reason why it is refused. Run as a program it takes every file of a folder in,
under a limit of memory, and prints what came of each.
"""

from __future__ import annotations

import gzip
import json
import resource
import sqlite3
import sys
import zlib
from hashlib import blake2b
from io import BytesIO
from os import mkfifo
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.storage.film import Film

Lines = list[dict[str, Any]]

MOST_BYTES = 512 << 20
"""Of address space that the taking in may have, Python and all."""

DAMAGED, FOREIGN, LARGE, CUT = "print.damaged", "print.foreign", "print.too_large", "print.cut"


def lines_of(content: bytes) -> Lines:
    """Return the lines of a print."""
    return [json.loads(line) for line in gzip.decompress(content).split(b"\n")[:-1]]


def sealed(lines: list[bytes]) -> bytes:
    """Return a print with these lines, its count and its seal made to fit."""
    plain = b"".join(line + b"\n" for line in lines)
    seal = blake2b(plain, digest_size=16).hexdigest()
    end = json.dumps({"is": "end", "lines": len(lines), "seal": seal}).encode() + b"\n"
    return gzip.compress(plain + end, mtime=0)


def resealed(lines: Lines) -> bytes:
    """Return these lines as a print, but for the last, which is made anew."""
    return sealed([json.dumps(line, ensure_ascii=False).encode() for line in lines[:-1]])


def hostile_prints(good: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Yield a name, the phrase of its refusal, and the content of each hostile print."""
    yield "zeros", LARGE, _zeros(1 << 30)
    yield "lines without end", LARGE, _packed(b'{"is":"label"' + b" " * 64, 1 << 18)
    yield "a million lines", FOREIGN, _packed(b"{}\n", 1 << 20)
    members = gzip.compress(gzip.decompress(good), mtime=0) + gzip.compress(bytes(1 << 22)) * 2000
    yield "many members", DAMAGED, members
    yield "an appended tail", DAMAGED, good + b"tail"
    yield "an appended print", DAMAGED, good + good
    yield "cut in the middle", CUT, good[: len(good) // 2]
    yield "cut at its last byte", CUT, good[:-9]
    yield "without its last line", CUT, gzip.compress(gzip.decompress(good).rsplit(b"\n", 2)[0] + b"\n")
    yield "nothing at all", "print.empty", b""
    yield "gzip of nothing", FOREIGN, gzip.compress(b"")
    yield "gzip of something else", FOREIGN, gzip.compress(b"%PDF-1.4\n")
    yield "a picture", FOREIGN, b"\x89PNG\r\n\x1a\n" + bytes(5000)
    yield "bytes turned over", DAMAGED, bytes(byte ^ (at > 300) for at, byte in enumerate(good))
    lines = lines_of(good)
    for name, phrase, change in _CHANGES:
        changed = [dict(line) for line in lines]
        change(changed)
        yield name, phrase, resealed(changed)
    moment = json.dumps(lines[1]).encode()
    for name, part in _PARTS:
        whole = [json.dumps(line).encode() for line in lines[:-1]]
        whole[1] = moment[:-1] + b', "state": ' + part + b"}"
        yield name, DAMAGED, sealed(whole)
        whole[1] = moment[:-1] + b', "more": ' + part + b"}"
        yield f"{name}, where nothing is known", DAMAGED, sealed(whole)
        whole[1] = b"[" + part + b"]"
        yield f"{name}, as a line", DAMAGED, sealed(whole)
        whole[0] = b'{"off_script_print": ' + part + b"}"
        yield f"{name}, as the version", FOREIGN, sealed(whole)


def _set(of: str, nth: int = 0, /, **fields: object) -> Callable[[Lines], None]:
    """Return what changes a line: the one with this number among those of a kind."""

    def change(lines: Lines) -> None:
        [line for line in lines if line["is"] == of][nth].update(fields)

    return change


def _doubled(kind: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        at = next(number for number, line in enumerate(lines) if line["is"] == kind)
        lines.insert(at, dict(lines[at]))

    return change


def _without(kind: str) -> Callable[[Lines], None]:
    def change(lines: Lines) -> None:
        lines[:] = [line for line in lines if line["is"] != kind]

    return change


def _word(text: str) -> Callable[[Lines], None]:
    """Return what puts words into the first moment's lines."""
    return _set("moment", lines=[["narration", text, "", ""]])


_CHANGES: list[tuple[str, str, Callable[[Lines], None]]] = [
    ("a newer version", "print.newer", _set("label", off_script_print=2)),
    ("a version that is no number", FOREIGN, _set("label", off_script_print="1")),
    ("a header with more in it", DAMAGED, _set("label", run="rm -rf /")),
    ("a header of another print", DAMAGED, _set("label", seed="7")),
    ("a seed beyond 64 bits", DAMAGED, _set("label", seed=1 << 63)),
    ("a path as its ident", DAMAGED, _set("label", ident="../../etc/cron.d/x")),
    ("an absolute path as its ident", DAMAGED, _set("label", ident="/etc/x")),
    ("an ident with a NUL", DAMAGED, _set("label", ident="x\0y")),
    ("a folder of Windows as its ident", DAMAGED, _set("label", ident="..\\x")),
    ("a hidden ident", DAMAGED, _set("label", ident=".x")),
    ("an ident with a line's end", DAMAGED, _set("label", ident="x\n")),
    ("an empty ident", DAMAGED, _set("label", ident="")),
    ("a long ident", DAMAGED, _set("label", ident="x" * 300)),
    ("a title with an escape", DAMAGED, _set("label", title="\x1b]0;x\a")),
    ("a title without end", DAMAGED, _set("label", title="x" * 100_000)),
    ("a mark that is no word", DAMAGED, _set("label", marks=[1])),
    ("a day that is none", DAMAGED, _set("label", started_at="../../2026")),
    ("a moment that is no moment", DAMAGED, _set("moment", 1, ident="1")),
    ("a moment before its parent", DAMAGED, _set("moment", 1, parent=2)),
    ("a moment that is its own parent", DAMAGED, _set("moment", 1, parent=1)),
    ("a second first moment", DAMAGED, _set("moment", 1, parent=None)),
    ("a moment below zero", DAMAGED, _set("moment", 1, ident=-1)),
    ("a moment with another number", DAMAGED, _set("moment", 1, ident=7)),
    ("a number that comes twice", DAMAGED, _doubled("moment")),
    ("no moment", DAMAGED, _without("moment")),
    ("a seal that does not fit", DAMAGED, _set("moment", 1, seal="0" * 32)),
    ("a seal that is none", DAMAGED, _set("moment", 1, seal="../x")),
    ("a caption that is not the sealed one", DAMAGED, _set("moment", 1, caption="another")),
    ("an order that is none", DAMAGED, _set("moment", 1, command={"type": "import os"})),
    ("an order of the wrong type", DAMAGED, _set("moment", 1, command=[1, 2, 3])),
    ("lines that are none", DAMAGED, _set("moment", 1, lines={"a": 1})),
    ("a voice that is none", DAMAGED, _set("moment", 1, lines=[["shout", "x"]])),
    ("words that speak to the terminal", DAMAGED, _word("\x1b[2J")),
    ("a state that is none", DAMAGED, _set("moment", 1, state=[])),
    ("a state of wrong types", DAMAGED, _set("moment", 1, state={"seed": "x", "turn": {}})),
    ("no state", DAMAGED, _set("moment", 1, state=None)),
    ("two heads", DAMAGED, _doubled("head")),
    ("no head", DAMAGED, _without("head")),
    ("a head that stands nowhere", DAMAGED, _set("head", moment=99)),
    ("a head with other words", DAMAGED, _set("head", words=1)),
    ("a name on no moment", DAMAGED, _set("bookmark", moment=99)),
    ("a name with a NUL", DAMAGED, _set("bookmark", name="x\0")),
    (
        "a name of a kind that is none",
        DAMAGED,
        _set("bookmark", kind="'); DROP TABLE moment"),
    ),
    ("a move from nowhere", DAMAGED, _set("move", left_moment=99)),
    ("a move of a kind that is none", DAMAGED, _set("move", kind="fly")),
    ("a line of a kind that is none", DAMAGED, _set("move", **{"is": "trigger"})),
    ("a table of its own", DAMAGED, _set("move", **{"is": "sqlite_schema"})),
    ("a label in the middle", DAMAGED, lambda lines: lines.insert(3, dict(lines[0]))),
    ("an end in the middle", DAMAGED, lambda lines: lines.insert(3, dict(lines[-1]))),
]

_PARTS = [
    ("ten thousand deep", b"[" * 10_000 + b"]" * 10_000),
    ("ten thousand deep in names", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    ("a number beyond all", b"1e400"),
    ("a number of five thousand digits", b"1" + b"0" * 5000),
    ("no number", b"NaN"),
    ("a broken word", b'"\\ud800"'),
    ("a byte that is no UTF-8", b'"\xff"'),
]


def hostile_films(folder: Path, good: Path) -> Iterator[tuple[str, str]]:
    """Put hostile films into a folder, and yield the name and the phrase of the refusal of each."""
    content = good.read_bytes()
    for number, statement in enumerate(_STATEMENTS):
        path = folder / f"statement {number}.film"
        path.write_bytes(content)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.executescript(statement)
        connection.commit()
        connection.close()
        yield path.name, DAMAGED
    (folder / "newer.film").write_bytes(content[:60] + (99).to_bytes(4, "big") + content[64:])
    yield "newer.film", "save.newer"
    (folder / "cut.film").write_bytes(content[:9000])
    yield "cut.film", "save.cut"
    (folder / "begins like one.film").write_bytes(b"SQLite format 3\0")
    yield "begins like one.film", "save.cut"
    with (folder / "huge.film").open("wb") as huge:
        huge.write(content)
        huge.truncate(1 << 29)
    yield "huge.film", LARGE
    (folder / "folder").mkdir()
    mkfifo(folder / "pipe")
    (folder / "device").symlink_to("/dev/zero")
    (folder / "round").symlink_to(folder / "round")
    yield "folder", FOREIGN
    yield "pipe", FOREIGN
    yield "device", FOREIGN
    yield "round", "print.disk"
    yield "not there", "print.missing"
    yield "n" * 300, "print.disk"


_STATEMENTS = [
    "CREATE VIEW more AS SELECT 1",
    "CREATE TRIGGER steal AFTER INSERT ON moment BEGIN DELETE FROM moment; END",
    "CREATE TRIGGER wait BEFORE UPDATE ON head BEGIN SELECT hex(randomblob(1000000000)); END",
    "CREATE TABLE mine (a)",
    "DROP TABLE head; CREATE VIEW head AS SELECT 1 AS only, 0 AS moment, 1 AS take, 0 AS words, x'' AS seal",
    "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (parent < ident)', '') WHERE name = 'moment'",
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE moment (ident, x DEFAULT (load_extension(''x'')))'"
    " WHERE name = 'moment'",
    "UPDATE moment SET parent = 2 WHERE ident = 1",
    "UPDATE moment SET caption = 'another' WHERE ident = 1",
    "UPDATE moment SET lines = zeroblob(9000000) WHERE ident = 1",
    "UPDATE film SET ident = '../x'",
    "DELETE FROM moment WHERE ident = 1",
    "DELETE FROM head",
]


def _zeros(count: int) -> bytes:
    return _packed(bytes(1 << 20), count >> 20)


def _packed(piece: bytes, times: int) -> bytes:
    packing = zlib.compressobj(wbits=31)
    sink = BytesIO()
    whole = piece * max(1, (1 << 16) // len(piece))
    for _ in range(times * len(piece) // len(whole)):
        sink.write(packing.compress(whole))
    sink.write(packing.flush())
    return sink.getvalue()


def take_in(folder: Path, names: list[str]) -> dict[str, str]:
    """Take files in, and return the phrase of each refusal."""
    from game.errors import SaveRefused
    from game.storage.can import Can
    from game.storage.prints import import_film

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    can = Can(folder.parent / "can")
    came: dict[str, str] = {}
    for name in names:
        try:
            film: Film = import_film(folder / name, can)
        except SaveRefused as refusal:
            came[name] = refusal.phrase
        except BaseException as error:  # noqa: BLE001 - whatever it was, the test must see it
            came[name] = f"{type(error).__name__}: {error}"[:200]
        else:
            film.close()
            came[name] = "it was taken in"
    return came


if __name__ == "__main__":
    sys.stdout.write(json.dumps(take_in(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
