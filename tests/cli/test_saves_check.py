"""``offscript saves check``: the chain of every file, and the orders played again."""

from __future__ import annotations

import json
from dataclasses import replace
from shutil import copy
from typing import TYPE_CHECKING, Any

from game.storage.film import Film
from game.storage.library import edition
from tests.engine.stage import small_book
from tests.session.stage import sitting
from tests.storage.test_prints import OLD_FILMS

if TYPE_CHECKING:
    from pathlib import Path

    from .program import Program, Told


def _rows(told: Told) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.out.splitlines()]


def test_every_order_of_this_edition_is_played_again(program: Program) -> None:
    """Branches too; programs are told how many, and of which edition."""
    program.plain("wait\n/retake\nsay_no\n/retake\nsay_no\nhold\ngive_up\nkeep\n", "--seed", "2")
    (row,) = _rows(program.run("saves", "check", "--json"))
    assert (row["ok"], row["message"], row["not_replayed"]) == (True, "", 0)
    (listed,) = _rows(program.run("saves", "list", "--json"))
    assert row["replayed"] == listed["moments"] > 5
    assert program.run("saves", "check").out == f"{row['file']}: ok; replayed: {row['replayed']}\n"
    assert row["edition"] == edition(program.story)


def test_what_another_edition_made_is_not_judged(whole_program: Program) -> None:
    """The seals are looked at all the same; the edition is named."""
    whole_program.saves.mkdir()
    copy(next(path for path in OLD_FILMS if path.stem == "kurs_failure"), whole_program.saves)
    (row,) = _rows(whole_program.run("saves", "check", "--json"))
    assert (row["ok"], row["replayed"]) == (True, 0)
    assert row["not_replayed"] > 5
    assert row["edition"]
    told = whole_program.run("saves", "check")
    assert told.out == f"{row['file']}: ok; replayed: 0; not replayed: edition {row['edition']}\n"


def test_a_moment_that_does_not_come_out_again_fails_the_check(program: Program) -> None:
    """Sound to its seals, and yet no game of this edition wrote it; the moment is named."""
    with sitting(program.saves, book=small_book()) as session:
        session.begin(seed=7)
        session.choose("wait")
        film = session.present.film
    path = program.saves / f"{film}.film"
    with Film.open(path) as opened:
        opened.note_edition(edition(program.story), "2026-11-22T10:00:00+00:00")
        last = opened.moment(1)
        forged = replace(last, ident=2, parent=1, state=replace(last.state, turn=9), hash="")
        opened.append([forged], 1)
    told = program.run("saves", "check", "--json")
    (row,) = _rows(told)
    assert told.code == 1
    assert (row["ok"], row["replayed"], row["not_replayed"]) == (False, 1, 2)
    assert row["message"] == "Played again, moment 2 does not come out as it was written."
    assert program.run("saves", "check").out == f"{path.name}: {row['message']}\n"


def test_only_what_was_named_is_checked_and_the_bin_if_asked_for(program: Program) -> None:
    """A name that nothing has is used wrongly."""
    for seed in ("1", "2", "3"):
        program.plain("wait\n", "--seed", seed)
    first, second, third = sorted(path.stem for path in program.saves.glob("*.film"))
    assert program.run("saves", "delete", third).code == 0
    rows = _rows(program.run("saves", "check", "--json", first))
    assert [row["file"] for row in rows] == [f"{first}.film"]
    rows = _rows(program.run("saves", "check", "--json", "--bin"))
    assert sorted(row["file"] for row in rows) == sorted(
        [f"{first}.film", f"{second}.film", f"bin/{third}.film"]
    )
    told = program.run("saves", "check", "nobody")
    assert (told.code, told.out) == (2, "")


def test_a_damaged_film_in_the_bin_fails_the_check_only_when_the_bin_is_looked_at(program: Program) -> None:
    """Exit 1, and the file is left as it is."""
    program.plain("wait\n")
    (path,) = program.saves.glob("*.film")
    program.run("saves", "delete", path.stem)
    lies = program.saves / "bin" / path.name
    lies.write_bytes(lies.read_bytes()[:5000])
    assert program.run("saves", "check").code == 0
    assert program.run("saves", "check", "--bin").code == 1
    assert lies.stat().st_size == 5000


def test_a_film_is_checked_while_it_is_played(program: Program, tmp_path: Path) -> None:
    """Whoever plays is not held up, and it is said that it is played."""
    with program.start("--plain") as talk:
        talk.hear()
        talk.say("wait")
        talk.hear()
        for words in (
            ("check",),
            ("show", "Film"),
            ("export", "Film", "--output", str(tmp_path / "a.print")),
        ):
            assert program.run("saves", *words).code == 0
        (row,) = _rows(program.run("saves", "list", "--json"))
        assert row["in_use"]
        told = program.run("saves", "delete", "Film")
        assert (told.code, told.err) == (3, f"{row['file']} is open in another game.\n")
        talk.say("/status")
        assert "moments: 2" in talk.hear()
