"""``offscript saves``: the can, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .program import Program, Told

KEYS = {
    "id",
    "file",
    "title",
    "reel",
    "scene",
    "mission_time",
    "moments",
    "takes",
    "bookmarks",
    "updated",
    "ending",
    "marks",
    *("words", "in_use", "gauges"),
}


def _rows(told: Told) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.out.splitlines()]


@pytest.fixture
def played(program: Program) -> Program:
    """Return the program after one game was left in its middle and another ended."""
    assert program.plain("wait\n/save before it happens\nsay_no\n/retake\n", "--seed", "2").code == 0
    assert program.plain("say_no\nhold\ngive_up\nkeep\n", "--seed", "1").code == 0
    return program


def test_the_list_has_one_object_a_playthrough_with_every_promised_key(played: Program) -> None:
    """The newest first; fields may be added, none renamed."""
    told = played.run("saves", "list", "--json")
    assert (told.code, told.err) == (0, "")
    ended, left = _rows(told)
    assert ended.keys() >= KEYS
    assert left.keys() >= KEYS
    assert (ended["ending"], ended["moments"], ended["takes"]) == ("shortest_shoot", 5, 1)
    assert (left["ending"], left["moments"], left["takes"]) == ("", 3, 1)
    assert (left["reel"], left["scene"], left["mission_time"]) == (0, "cold_open", "2021-10-05 12:11:50")
    assert left["bookmarks"] == ["before it happens"]
    assert left["words"] > 20
    assert not left["in_use"]
    assert left["gauges"]
    assert all(0 <= value <= 100 for value in left["gauges"].values())
    assert left["file"] == f"{left['id']}.film"
    assert (played.saves / left["file"]).is_file()


def test_the_list_can_be_read_by_people(played: Program) -> None:
    """A row a film, and a row a named save."""
    told = played.run("saves", "list")
    assert told.code == 0
    assert len(told.out.splitlines()) == 3
    assert "save: before it happens" in told.out


def test_an_empty_can_is_no_error(program: Program) -> None:
    """Nothing for programs, one sentence for people, and no folder is made."""
    assert program.run("saves", "list", "--json").out == ""
    told = program.run("saves", "list")
    assert (told.code, len(told.out.splitlines())) == (0, 1)
    assert program.run("saves", "check").code == 0
    assert not program.saves.exists()


def test_the_mark_of_a_film_that_began_at_a_reel_is_listed(program: Program) -> None:
    """For people and for programs; a film that began at the beginning has none."""
    program.plain("", "--reel", "2")
    program.plain("/new\n")
    assert [row["marks"] for row in _rows(program.run("saves", "list", "--json"))] == [[], ["reel 2"]]
    assert program.run("saves", "list").out.count("begun at reel 2") == 1


def test_a_can_that_is_there_and_cannot_be_read_is_not_called_empty(program: Program) -> None:
    """One sentence on stderr, exit 3, by every order."""
    program.saves.write_text("", encoding="utf-8")
    for words in (("list",), ("list", "--json"), ("show", "x"), ("check",), ("check", "--json")):
        told = program.run("saves", *words)
        assert (told.code, told.out) == (3, "")
        assert told.err == f"The saves in {program.saves} cannot be read.\n"


def test_a_film_is_shown_moment_by_moment(played: Program) -> None:
    """By its id, its file's name or its title."""
    film = _rows(played.run("saves", "list", "--json"))[0]
    for name in (film["id"], film["file"], film["id"][:-1]):
        rows = _rows(played.run("saves", "show", name, "--json"))
        assert [row["ident"] for row in rows] == [0, 1, 2, 3, 4]
        assert rows[-1]["ending"] == "shortest_shoot"
        assert all(row.keys() >= {"ident", "take", "clock", "caption", "reel", "scene"} for row in rows)
    assert len(played.run("saves", "show", film["title"]).out.splitlines()) in {2, 5}


def test_a_film_that_is_not_there_is_used_wrongly(played: Program) -> None:
    """Exit 2 and one sentence."""
    told = played.run("saves", "show", "nothing")
    assert (told.code, told.out) == (2, "")
    assert told.err == "Nothing in the can is called nothing.\n"


def test_the_folder_may_stand_anywhere(played: Program) -> None:
    """Before the command, between, and behind."""
    folder = str(played.saves)
    elsewhere = replace(played, saves=played.saves / "elsewhere")
    whole = played.run("saves", "list", "--json").out
    assert whole
    assert elsewhere.run("saves", "--saves", folder, "list", "--json").out == whole
    assert elsewhere.run("saves", "list", "--json", "--saves", folder).out == whole


def test_sound_films_check_well(played: Program) -> None:
    """Exit 0 and a row a file."""
    told = played.run("saves", "check", "--json")
    assert told.code == 0
    assert [(row["ok"], row["message"]) for row in _rows(told)] == [(True, ""), (True, "")]
    lines = sorted(line.partition(": ")[2] for line in played.run("saves", "check").out.splitlines())
    assert lines == ["ok; replayed: 3", "ok; replayed: 5"]


def test_a_damaged_film_fails_the_check_and_is_left_alone(played: Program) -> None:
    """Exit 1; the others are checked as well; a program and a person are told which."""
    victim = min(played.saves.glob("*.film"))
    whole = victim.read_bytes()
    victim.write_bytes(whole[: len(whole) // 2])
    cut = victim.read_bytes()
    told = played.run("saves", "check", "--json")
    assert told.code == 1
    rows = {row["file"]: row for row in _rows(told)}
    assert len(rows) == 2
    assert not rows[victim.name]["ok"]
    assert rows[victim.name]["message"].startswith(victim.name)
    assert sum(row["ok"] for row in rows.values()) == 1
    assert played.run("saves", "check").code == 1
    assert victim.name in {row["file"] for row in _rows(played.run("saves", "list", "--json"))}
    shown = played.run("saves", "show", victim.name)
    assert (shown.code, shown.out, len(shown.err.splitlines())) == (3, "", 1)
    assert victim.read_bytes() == cut


@pytest.mark.parametrize("content", [b"", b"not a film", b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_film_fails_the_check_in_one_sentence(program: Program, content: bytes) -> None:
    """Never a traceback."""
    program.saves.mkdir()
    (program.saves / "odd.film").write_bytes(content)
    told = program.run("saves", "check", "--json")
    assert (told.code, told.err) == (1, "")
    assert [row["ok"] for row in _rows(told)] == [False]


def test_looking_changes_no_byte(played: Program) -> None:
    """Not of any file in the folder, and none is added."""
    before = {path.name: path.read_bytes() for path in played.saves.iterdir()}
    for words in (("list",), ("list", "--json"), ("list", "--bin"), ("check",), ("check", "--bin", "--json")):
        assert played.run("saves", *words).code == 0
    assert {path.name: path.read_bytes() for path in played.saves.iterdir()} == before


def test_a_name_does_not_speak_to_the_terminal(played: Program) -> None:
    """Whatever somebody called a file: each sign that a terminal obeys is a question mark."""
    film = next(played.saves.glob("*.film"))
    film.rename(played.saves / "e\x1b[31mred\x07\nx.film")
    for order in (("list",), ("check",)):
        told = played.run("saves", *order)
        assert told.code == 0
        assert "e?[31mred??x" in told.out
        assert not any(sign in told.out for sign in "\x1b\x07")


def test_what_is_not_shown_of_a_film_is_counted(program: Program) -> None:
    """For people; programs get the moments and nothing else."""
    program.plain("wait\nsay_no\n/retake\nwait\n", "--seed", "2")
    told = program.run("saves", "show", "Film")
    assert told.out.splitlines()[-1] == "Moments that led to where it stands: 3; on other takes: 1."
    assert len(program.run("saves", "show", "Film", "--json").out.splitlines()) == 3


def test_a_title_that_two_films_have_names_neither(played: Program) -> None:
    """The ident does."""
    played.plain("/rename Two\n/new\n/rename Two\n", "--seed", "2")
    told = played.run("saves", "delete", "two")
    assert told.code == 2
    assert told.err.startswith("More than one film in the can begins with two; ")
