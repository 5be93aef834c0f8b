"""``offscript saves delete|restore|empty|export|import|salvage``, through the real program."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from game.storage.film import Film
from tests.engine.stage import HIGH_TICKET, LONGEST

from .program import PATIENCE_S, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from .program import Program, Told


def _row(told: Told) -> dict[str, Any]:
    assert (told.code, told.err) == (0, "")
    (line,) = told.out.splitlines()
    row: dict[str, Any] = json.loads(line)
    return row


def _films(program: Program, *more: str) -> list[dict[str, Any]]:
    told = program.run("saves", "list", "--json", *more)
    assert told.code == 0
    return [json.loads(line) for line in told.out.splitlines()]


_READ = ("text", "markdown", "html")


@pytest.fixture
def played(program: Program) -> Program:
    """Return the program after one game."""
    told = program.plain("wait\n/save a name\n/retake\nsay_no\n", "--seed", "2")
    assert told.code == 0
    return program


def test_what_is_deleted_lies_in_the_bin_and_comes_back(played: Program) -> None:
    """The sentence says how; a program gets the id."""
    (film,) = _films(played)
    content = (played.saves / film["file"]).read_bytes()
    told = played.run("saves", "delete", film["title"])
    assert told.out == (
        f"{film['title']} is in the bin. To bring it back: offscript saves restore {film['id']}\n"
    )
    assert _films(played) == []
    assert [(row["id"], row["title"]) for row in _films(played, "--bin")] == [(film["id"], film["title"])]
    assert film["title"] in played.run("saves", "list", "--bin").out
    row = _row(played.run("saves", "restore", film["id"][:-1], "--json"))
    assert (row["id"], row["title"]) == (film["id"], film["title"])
    assert (played.saves / film["file"]).read_bytes() == content
    assert played.run("saves", "list", "--bin").out == "The bin is empty.\n"


def test_only_empty_is_for_good(played: Program) -> None:
    """Of one film, or of all that lie there; nothing of the can is touched."""
    (film,) = _films(played)
    played.run("saves", "delete", film["id"])
    told = played.run("saves", "empty", "nobody")
    assert (told.code, told.err) == (2, "Nothing in the bin is called nobody.\n")
    assert _row(played.run("saves", "empty", film["id"], "--json")) == {"films": 1}
    assert played.run("saves", "empty").out == "Films gone for good: 0.\n"
    assert played.run("saves", "restore", film["id"]).code == 2


def test_a_name_that_nothing_has_is_used_wrongly(played: Program) -> None:
    """Exit 2, one sentence, and nothing else."""
    for order in ("delete", "restore", "export", "show", "check"):
        told = played.run("saves", order, "nobody")
        assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1), order


def test_a_beginning_that_several_have_is_used_wrongly(played: Program) -> None:
    """It is said that it is not clear, and nothing is thrown away."""
    played.plain("/new\n")
    told = played.run("saves", "delete", "2")
    assert told.code == 2
    assert told.err.startswith("More than one film in the can begins with 2; the word in brackets ")
    assert len(_films(played)) == 2


def test_a_print_goes_out_and_comes_in(played: Program, tmp_path: Path) -> None:
    """Under another id where that one is taken, under its own where it is not."""
    (film,) = _films(played)
    lies = tmp_path / "a.print"
    row = _row(played.run("saves", "export", film["id"], "--output", str(lies), "--json"))
    assert (row["file"], row["moments"], row["form"]) == (str(lies), film["moments"], "film")
    row = _row(played.run("saves", "import", str(lies), "--json"))
    assert row["ok"]
    assert row["id"] != film["id"]
    there = replace(played, saves=tmp_path / "there")
    told = there.run("saves", "import", str(lies))
    assert told.out == f"{film['title']} is in the can ({film['id']}); moments: {film['moments']}.\n"
    (same,) = _films(there)
    assert same == {**film, "in_use": False}
    assert there.run("saves", "check").code == 0
    assert there.plain("/status\n").out.count(f"moments: {film['moments']}") == 1


def test_up_to_here_only_that_line_goes_out(played: Program, tmp_path: Path) -> None:
    """And stands at its end."""
    (film,) = _films(played)
    lies = str(tmp_path / "a.print")
    row = _row(played.run("saves", "export", film["id"], "--to", "1", "--output", lies, "--json"))
    assert row["moments"] == 2
    there = replace(played, saves=tmp_path / "there")
    there.run("saves", "import", lies)
    (short,) = _films(there)
    assert (short["moments"], short["bookmarks"], short["takes"]) == (2, ["a name"], 1)
    for moment in ("3", "x", "-1", "9" * 30):
        told = played.run("saves", "export", film["id"], f"--to={moment}", "--output", "-")
        assert (told.code, told.out) == (2, "")
        assert told.err == f"There is no moment {moment} in this film.\n"


def test_a_screenplay_goes_to_standard_output(played: Program) -> None:
    """As text, Markdown or HTML; only what led to now, or to a moment."""
    spoken = {form: played.run("saves", "export", "Film", "--as", form, "--output", "-") for form in _READ}
    for form, told in spoken.items():
        assert (told.code, told.err) == (0, ""), form
        assert ("<html" in told.out) == (form == "html")
    short = played.run("saves", "export", "Film", "--as", "text", "--to", "0", "--output", "-")
    assert 0 < len(short.out) < len(spoken["text"].out)


def test_a_print_on_standard_output_is_the_same_as_in_a_file(played: Program, tmp_path: Path) -> None:
    """So that it can go through a pipe; zcat reads it."""
    (film,) = _films(played)
    command = played.command("saves", "export", film["id"], "--output", "-")
    done = subprocess.run(
        command, cwd=ROOT, env=played.environment(), capture_output=True, check=True, timeout=PATIENCE_S
    )
    lies = tmp_path / "a.print"
    played.run("saves", "export", film["id"], "--output", str(lies))
    assert lies.read_bytes() == done.stdout
    assert gzip.decompress(done.stdout).startswith(b'{"is":"label"')


def test_a_file_that_is_there_is_never_written_over(played: Program, tmp_path: Path) -> None:
    """A name that was typed is refused, a name of the game's own gets a number."""
    (film,) = _films(played)
    lies = tmp_path / "mine.txt"
    lies.write_text("mine", encoding="utf-8")
    told = played.run("saves", "export", film["id"], "--output", str(lies))
    assert (told.code, told.err) == (3, f"{lies} is there already and was left as it is.\n")
    assert lies.read_text(encoding="utf-8") == "mine"
    names = [
        _row(played.run("saves", "export", film["id"], "--output", str(tmp_path), "--json"))["file"]
        for _ in range(3)
    ]
    assert len(set(names)) == 3
    assert all(name.endswith(".print") for name in names)


def test_where_nothing_can_be_written_one_sentence_says_so(played: Program, tmp_path: Path) -> None:
    """Exit 3, and nothing is made there."""
    (tmp_path / "a.txt").touch()
    before = sorted(tmp_path.iterdir())
    for output in ("no/such/folder/a.print", "a.txt/b.print", "no/", "x" * 300):
        told = played.run("saves", "export", "Film", "--output", f"{tmp_path}/{output}")
        assert (told.code, told.out, len(told.err.splitlines())) == (3, "", 1), output
        assert "Traceback" not in told.err
        assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")  # noqa: PTH110 - read once
def test_an_output_that_takes_nothing_is_said(played: Program) -> None:
    """Exit 3 and one sentence; not a traceback."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            played.command("saves", "export", "Film", "--output", "-"),
            cwd=ROOT,
            env=played.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE_S,
        )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_reader_that_hangs_up_is_no_error(played: Program) -> None:
    """As for every command that writes to a pipe."""
    command = " ".join(f"'{word}'" for word in played.command("saves", "export", "Film", "--output", "-"))
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        env=played.environment(),
        capture_output=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert (done.stdout.strip(), done.stderr) == (b"0", b"")


def test_each_file_is_taken_in_by_itself(played: Program, tmp_path: Path) -> None:
    """One that is refused stands in the way of no other; exit 3 says that there was one."""
    lies = tmp_path / "a.print"
    played.run("saves", "export", "Film", "--output", str(lies))
    (tmp_path / "b.print").write_bytes(lies.read_bytes()[:-40])
    (film,) = _films(played)
    files = [str(tmp_path / "b.print"), str(lies), str(tmp_path / "gone"), str(played.saves / film["file"])]
    told = played.run("saves", "import", "--json", *files)
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert (told.code, told.err) == (3, "")
    assert [row["ok"] for row in rows] == [False, True, False, True]
    assert rows[0]["message"] == "b.print ends too early; the rest of it is missing."
    assert rows[2]["message"] == "There is no file gone."
    assert len(_films(played)) == 3
    told = played.run("saves", "import", *files[:1])
    assert (told.code, told.out, told.err) == (3, "", f"{rows[0]['message']}\n")


def test_of_a_damaged_film_what_can_be_read_becomes_a_new_one(played: Program) -> None:
    """By its name in the can or by its file; the damaged one is left as it is."""
    (film,) = _films(played)
    path = played.saves / film["file"]
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(content)
    row = _row(played.run("saves", "salvage", film["id"], "--json"))
    assert (row["recovered"], row["lost"]) == (film["moments"], 0)
    assert row["title"] == f"{film['title']} (salvaged)"
    told = played.run("saves", "salvage", str(path))
    assert told.code == 0
    assert told.out.startswith(f"{film['title']} (salvaged) is in the can (")
    assert told.out.endswith(f"; moments saved: {film['moments']}, lost: 0.\n")
    assert path.read_bytes() == bytes(content)
    with Film.open(played.saves / row["file"], writable=False) as again:
        again.check()


def test_what_was_salvaged_around_a_gap_is_sound_and_can_be_played_on(program: Program) -> None:
    """What hangs from another moment than it was played from is not called wrong for it."""
    program.plain("".join(f"{choice}\n" for choice in LONGEST[:8]), "--seed", str(HIGH_TICKET))
    (film,) = _films(program)
    path = program.saves / film["file"]
    with Film.open(path, writable=False) as opened:
        caption = opened.moment(4).caption
    content = bytearray(path.read_bytes())
    content[content.index(caption.encode())] ^= 1
    path.write_bytes(content)
    assert program.run("saves", "check").code == 1
    row = _row(program.run("saves", "salvage", film["id"], "--json"))
    assert (row["recovered"], row["lost"]) == (film["moments"] - 1, 1)
    told = program.run("saves", "check", row["id"])
    assert (told.code, told.out) == (
        0,
        f"{row['file']}: ok; replayed: {film['moments'] - 2}; not replayed: edition salvaged\n",
    )
    path.unlink()
    assert f"moments: {film['moments']}" in program.plain(f"{LONGEST[8]}\n/status\n").out


def test_there_is_nothing_to_salvage_of_what_is_sound_or_never_was_a_film(played: Program) -> None:
    """A sound one gets no twin; of what holds nothing it is said."""
    (film,) = _films(played)
    told = played.run("saves", "salvage", "Film")
    assert (told.code, told.out) == (0, f"{film['file']} is sound; there is nothing to salvage.\n")
    (played.saves / "odd.film").write_bytes(b"odd")
    told = played.run("saves", "salvage", "odd.film")
    assert (told.code, told.err) == (3, "Nothing in odd.film can be read any more; it stays as it is.\n")
    told = played.run("saves", "salvage", "gone.film")
    assert (told.code, told.err) == (3, "There is no file gone.film.\n")
    assert len(_films(played)) == 2


def test_every_order_refuses_a_can_that_cannot_be_read(program: Program) -> None:
    """One sentence on stderr, exit 3."""
    program.saves.write_text("", encoding="utf-8")
    for words in (
        ("delete", "x"),
        ("restore", "x"),
        ("empty",),
        ("export", "x"),
        ("import", "x"),
        ("salvage", "x"),
    ):
        told = program.run("saves", *words)
        assert (told.code, told.out) == (3, "")
        assert told.err == f"The saves in {program.saves} cannot be read.\n"


def test_the_transcript_is_written_along(program: Program, tmp_path: Path) -> None:
    """Appended to what is there, line by line, with a note where the player went back."""
    lies = tmp_path / "along.txt"
    assert program.plain("", "--transcript", str(lies)).code == 0
    before = lies.read_text(encoding="utf-8")
    assert before.startswith("OFF SCRIPT, ")
    assert program.plain("wait\n/retake\nsay_no\n", "--transcript", str(lies)).code == 0
    written = lies.read_text(encoding="utf-8")
    assert written.startswith(before)
    assert written.count("Gone back to") == 1
    told = program.plain("/status\n", "--transcript", str(tmp_path))
    assert told.code == 0
    assert "is a folder" in told.out
    assert program.run("--plain", "--transcript", " ").code == 2
