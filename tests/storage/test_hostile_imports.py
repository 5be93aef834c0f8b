"""What was made to hurt is refused in one sentence, in bounded time and memory, and leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.readout.phrasebook import Phrasebook
from game.storage.film import Film
from game.storage.library import phrases
from game.storage.prints import read_print

from .hostile import hostile_films, hostile_prints, lines_of, resealed
from .samples import file_of
from .test_prints import a_rich_film, everything, printed

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_S = 120
"""Seconds for all of them together; a machine that is busy with something else needs twenty."""


def _come(folder: Path) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what each hostile file is to be refused with, and what it was."""
    hostile = folder / "hostile"
    hostile.mkdir()
    with a_rich_film(folder) as film:
        good, path = printed(film), file_of(film)
    wanted = dict(hostile_films(hostile, path))
    for name, phrase, content in hostile_prints(good):
        (hostile / f"{name}.print").write_bytes(content)
        wanted[f"{name}.print"] = phrase
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.hostile", str(hostile)],
        cwd=Path(__file__).parents[2],
        input=json.dumps(list(wanted)),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return wanted, json.loads(done.stdout)


@pytest.fixture(scope="module")
def come(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], Mapping[str, str], Path]:
    """Return what was to come of the hostile files, what came, and the folder above all of it."""
    folder = tmp_path_factory.mktemp("imports")
    return (*_come(folder), folder)


def test_each_is_refused_with_its_own_sentence(
    come: tuple[Mapping[str, str], Mapping[str, str], Path],
) -> None:
    """No traceback, no memory error, no waiting for a pipe; and the sentence says what is wrong."""
    wanted, came, _ = come
    assert came == wanted
    say = Phrasebook(phrases()).say
    values: dict[str, str | int] = {"file": "x", "version": 2, "newest": 1, "folder": "x"}
    assert all("\n" not in say(phrase, **values) for phrase in came.values())


def test_nothing_of_them_is_left_in_the_can_or_outside_it(
    come: tuple[Mapping[str, str], Mapping[str, str], Path],
) -> None:
    """Not a file, not a folder, not half of one."""
    _, _, folder = come
    can = folder / "can"
    assert not can.exists() or list(can.iterdir()) == []
    assert {path.name for path in folder.iterdir()} - {"can", "hostile"} == {
        path.name for path in folder.glob("*.film")
    }


def test_a_good_print_that_is_sealed_anew_comes_in(tmp_path: Path) -> None:
    """So that it is not for the sealing that the hostile ones are refused."""
    with a_rich_film(tmp_path) as film:
        again = resealed(lines_of(printed(film)))
        with read_print(BytesIO(again), "a.print") as came:
            assert everything(came) == everything(film)


@pytest.mark.parametrize("name", ["caption", "made_at", "take"])
def test_words_of_a_moment_are_not_changed_without_its_seal(tmp_path: Path, name: str) -> None:
    """Whoever seals the print anew does not seal the moment."""
    with a_rich_film(tmp_path) as film:
        lines = lines_of(printed(film))
    lines[9][name] = {"caption": "x", "made_at": "2026-01-01T00:00:00Z", "take": 9}[name]
    with pytest.raises(SaveRefused) as refused:
        read_print(BytesIO(resealed(lines)), "a.print")
    assert refused.value.phrase == "print.damaged"


def test_a_refused_film_is_left_as_it_was(tmp_path: Path) -> None:
    """Taking in only looks."""
    with a_rich_film(tmp_path) as film:
        path = file_of(film)
    for name, _ in hostile_films(tmp_path, path):
        if (tmp_path / name).suffix == ".film" and name != "huge.film":
            before = (tmp_path / name).read_bytes()
            with pytest.raises(SaveRefused):
                Film.open(tmp_path / name, writable=False).check()
            assert (tmp_path / name).read_bytes() == before
