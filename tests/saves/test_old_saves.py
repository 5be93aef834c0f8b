"""Films that earlier editions wrote: each opens, is sound, and is played on to an ending.

Law: the files are as that edition left them and are never made anew.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from game.storage.film import Film
from tests.cli.program import Program

FILMS = sorted(Path(__file__).parent.glob("edition_*/*.film"))


@pytest.mark.parametrize("film", FILMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_film_of_an_earlier_edition_is_played_on_to_an_ending(film: Path, tmp_path: Path) -> None:
    """From where it stood; what was in it is in it still, moment by moment."""
    copy(film, tmp_path)
    with Film.open(film, writable=False) as old:
        old.check()
        before = [old.moment(ident) for ident in range(old.count())]
    assert before[-1].state.place.scene == film.stem
    told = Program(tmp_path, None).plain("1\n" * 500)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-1].startswith("[end] ")
    with Film.open(tmp_path / film.name, writable=False) as new:
        new.check()
        assert [new.moment(ident) for ident in range(len(before))] == before
