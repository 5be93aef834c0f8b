"""Salvage: of a damaged film every moment that can be read becomes part of a new one."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.storage.film import Film
from game.storage.pages import rows_in
from game.storage.salvage import REJOINED, Salvaged, salvage

from .samples import a_film, a_film_file, a_moment, contents, file_of
from .test_prints import OLD_FILMS, a_rich_film, everything

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.film import Moment

PAGE = 4096
LEAF = 13


def _moments(film: Film) -> list[Moment]:
    return [film.moment(ident) for ident in range(film.count())]


def _salvaged(path: Path) -> Salvaged:
    """Salvage a film, prove that nothing in its folder was touched and that what came of it is sound."""
    before = contents(path.parent)
    found = salvage(path, lambda title: f"{title} (salvaged)")
    assert contents(path.parent) == before
    if found.film is not None:
        found.film.check()
        assert found.film.count() == found.moments
    return found


def test_of_a_sound_film_everything_is_recovered(tmp_path: Path) -> None:
    """Under an ident of its own and a title that says so."""
    with a_rich_film(tmp_path) as film:
        found = _salvaged(file_of(film))
        assert found.film is not None
        assert (found.moments, found.lost) == (43, 0)
        _, _, *told = everything(film)
        _, title, *again = everything(found.film)
        assert again[1:] == told[1:]
        assert again[0] == told[0]
        assert title == f"{film.title} (salvaged)"
        assert found.film.ident != film.ident


@pytest.mark.parametrize("path", OLD_FILMS[::5], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_film_of_an_older_format_is_salvaged_as_one_of_the_newest(path: Path) -> None:
    """With its moves and its names."""
    with Film.open(path, writable=False) as film:
        found = salvage(path)
        assert found.film is not None
        assert everything(found.film)[1:] == everything(film)[1:]


def test_without_its_first_page_a_film_is_recovered_whole(tmp_path: Path) -> None:
    """SQLite does not even take it for a database."""
    path = a_film_file(tmp_path, 60)
    with Film.open(path, writable=False) as film:
        whole = _moments(film)
    content = bytearray(path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert (_moments(found.film), found.lost) == (whole, 0)


def test_of_a_film_that_was_cut_what_is_there_is_recovered(tmp_path: Path) -> None:
    """As far as the moments hang together, and it is told how many do not."""
    path = a_film_file(tmp_path, 200)
    with Film.open(path, writable=False) as film:
        whole = _moments(film)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    found = _salvaged(path)
    assert found.film is not None
    assert 40 < found.moments < 200
    assert _moments(found.film) == whole[: found.moments]


def test_where_a_moment_is_missing_the_others_are_numbered_anew(tmp_path: Path) -> None:
    """What was played from it hangs from the one before; names, moves and the head go with the numbers."""
    with a_rich_film(tmp_path) as film:
        path = file_of(film)
        whole = _moments(film)
        head = film.head()
    content = bytearray(path.read_bytes())
    content[content.index(b"The pencil stops, 35")] ^= 1
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert (found.moments, found.lost) == (42, 1)
    numbers = {ident: number for number, ident in enumerate([*range(35), *range(36, 43)])}
    for ident, number in numbers.items():
        was = whole[ident]
        above = None if was.parent is None else numbers.get(was.parent, 34)
        renumbered = replace(was, ident=number, parent=above, hash="")
        assert replace(found.film.moment(number), hash="") == renumbered
    assert found.film.head() == replace(head, moment=numbers[head.moment], words=found.film.words_to(39))
    assert [(mark.name, mark.moment) for mark in found.film.bookmarks()] == [
        ("quick", 38),
        ("before the hatch", 40),
    ]
    assert [move.to.moment for move in found.film.moves()] == [30, 5, 39]


def test_what_hangs_from_another_moment_than_it_was_played_from_is_of_no_edition(tmp_path: Path) -> None:
    """So that nobody plays it again from there and calls it wrong; the others stay with their own."""
    with a_rich_film(tmp_path) as film:
        path = file_of(film)
    content = bytearray(path.read_bytes())
    content[content.index(b"The pencil stops, 35")] ^= 1
    path.write_bytes(content)
    again = _salvaged(path).film
    assert again is not None
    editions = [again.edition_of(number) for number in range(43)]
    assert editions == ["0123456789ab"] * 35 + [REJOINED] + ["0123456789ab"] * 4 + ["ba9876543210"] * 3


@pytest.mark.parametrize("dice", range(12))
def test_a_page_that_is_lost_takes_nothing_with_it_but_what_differs_from_it(
    tmp_path: Path, dice: int
) -> None:
    """From the next state that is kept whole everything is recovered, word for word."""
    path = a_film_file(tmp_path, 200)
    with Film.open(path, writable=False) as film:
        whole = {moment.lines: replace(moment, hash="", ident=0, parent=0) for moment in _moments(film)}
    content = bytearray(path.read_bytes())
    pages = [start for start in range(PAGE, len(content), PAGE) if content[start] == LEAF]
    numbers = [
        min((n for n, row in rows_in(_only(bytes(content), start)) if len(row) == 16), default=0)
        for start in pages
    ]
    start, first = sorted(zip(pages, numbers, strict=True), key=lambda page: page[1])[-1 - dice]
    content[start : start + PAGE] = bytes(PAGE)
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert first > 30
    for moment in _moments(found.film)[1:]:
        assert replace(moment, hash="", ident=0, parent=0) == whole[moment.lines]
    assert found.moments >= first + (200 - first) // 32 * 32 - 32
    assert found.moments + found.lost <= 200


def _only(content: bytes, start: int) -> bytes:
    """Return a file in which every page but one is empty."""
    return content[:100].ljust(PAGE, b"\0") + content[start : start + PAGE]


def test_where_the_first_moment_is_lost_another_is_the_first(tmp_path: Path) -> None:
    """It hangs from nothing and came of no order; the others are as they were."""
    path = a_film_file(tmp_path, 50)
    with Film.open(path, writable=False) as film:
        whole = _moments(film)
    content = bytearray(path.read_bytes())
    at = content.index(b"The pencil stops, 0") // PAGE * PAGE
    content[at : at + PAGE] = bytes(PAGE)
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert (found.moments, found.lost) == (18, 32)
    first, *others = _moments(found.film)
    assert (first.parent, first.command) == (None, None)
    assert (first.state, first.lines) == (whole[32].state, whole[32].lines)
    assert found.film.edition_of(0) == REJOINED
    for number, moment in enumerate(others, 33):
        assert replace(moment, ident=number, parent=number - 1, hash="") == replace(whole[number], hash="")


def test_a_page_of_another_film_brings_nothing_of_it_along(tmp_path: Path) -> None:
    """Its moments fit each other; they are of another seed."""
    path = a_film_file(tmp_path, 100)
    other = tmp_path / "other"
    other.mkdir()
    strange = [a_moment(number, number - 1 if number else None) for number in range(100)]
    strange = [
        replace(each, state=replace(each.state, seed=6), caption=f"strange {each.ident}") for each in strange
    ]
    label = {"seed": 6, "edition": "0123456789ab", "title": "Another", "started_at": strange[0].made_at}
    with Film.create(other, **label, start_reel=0, first=strange[0]) as film:  # type: ignore[arg-type]  # of mixed types
        film.append(strange[1:], 1)
        foreign = file_of(film).read_bytes()
    content = bytearray(path.read_bytes())
    for number in (32, 64):
        start = foreign.index(f"strange {number}".encode()) // PAGE * PAGE
        content[start : start + PAGE] = foreign[start : start + PAGE]
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert found.moments > 40
    assert {moment.state.seed for moment in _moments(found.film)} == {5}


def test_where_no_moment_can_be_read_it_is_said_how_many_there_were(tmp_path: Path) -> None:
    """The row that says where the film stands still counts them."""
    path = a_film_file(tmp_path, 5)
    content = path.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    path.write_bytes(b"".join(bytes(PAGE) if b"The pencil stops" in page else page for page in pages))
    assert _salvaged(path) == Salvaged(None, 0, 5)


@pytest.mark.parametrize("content", [b"", b"x", bytes(9000), b"SQLite format 3\0", b"\x89PNG" * 2000])
def test_of_what_never_was_a_film_nothing_is_recovered(tmp_path: Path, content: bytes) -> None:
    """And nothing is called lost."""
    path = tmp_path / "odd.film"
    path.write_bytes(content)
    assert _salvaged(path) == Salvaged(None, 0, 0)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe, nothing at all."""
    for path, phrase in ((tmp_path, "print.foreign"), (tmp_path / "gone.film", "print.missing")):
        with pytest.raises(SaveRefused) as refused:
            salvage(path)
        assert refused.value.phrase == phrase


def test_what_was_appended_and_looks_like_a_page_is_looked_through_as_well(tmp_path: Path) -> None:
    """A record without a column, or with one, is no row of ours."""
    path = a_film_file(tmp_path, 5)
    cells = bytes([1, 1, 1]), bytes([2, 1, 2, 0])
    page = bytearray(PAGE)
    page[0], page[4] = LEAF, len(cells)
    for number, cell in enumerate(cells):
        at = 2000 + 10 * number
        page[8 + 2 * number : 10 + 2 * number] = at.to_bytes(2, "big")
        page[at : at + len(cell)] = cell
    path.write_bytes(path.read_bytes() + page)
    assert _salvaged(path).moments == 5
    assert {len(row) for _, row in rows_in(_only(bytes(page), 0))} == {0, 1}


def test_a_label_that_is_lost_is_made_anew(tmp_path: Path) -> None:
    """Of the file's name and of what the first moment knows."""
    path = a_film_file(tmp_path, 5)
    content = bytearray(path.read_bytes())
    content[content.index(b"The range reads 0041")] ^= 1
    path.write_bytes(content)
    found = _salvaged(path)
    assert found.film is not None
    assert found.film.title == f"{path.name} (salvaged)"
    assert (found.film.label.seed, found.film.label.edition) == (5, "0123456789ab")
    assert found.film.label.started_at == a_moment(0, None).made_at


def test_whatever_was_done_to_a_film_no_wrong_moment_is_recovered(tmp_path: Path) -> None:
    """Two hundred ways to damage it, the same ones every time."""
    with a_film(tmp_path, 60) as film:
        film.append([replace(a_moment(60, 20), take=2)], 2)
        path = file_of(film)
        whole = [replace(moment, hash="") for moment in _moments(film)]
    known = {moment.lines: moment for moment in whole}
    content = path.read_bytes()
    dice = random.Random(6)  # noqa: S311 - nothing is kept secret by it
    most = 0
    for _ in range(200):
        damaged = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            start = dice.randrange(0, len(damaged), PAGE)
            match dice.randrange(4):
                case 0:
                    damaged[start : start + PAGE] = bytes(len(damaged[start : start + PAGE]))
                case 1:
                    other = dice.randrange(0, len(damaged), PAGE)
                    damaged[start : start + PAGE] = damaged[other : other + PAGE]
                case 2:
                    damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
                case _:
                    del damaged[dice.randrange(len(damaged)) :]
                    damaged = damaged or bytearray(b"x")
        path.write_bytes(damaged)
        found = salvage(path)
        most = max(most, found.moments)
        if found.film is not None:
            with found.film:
                for moment in _moments(found.film):
                    was = known[moment.lines]
                    assert (moment.state, moment.caption, moment.take) == (was.state, was.caption, was.take)
                    assert moment.command == (was.command if moment.parent is not None else None)
            # Nothing is recovered twice, and nothing besides what was there.
            assert found.moments + found.lost <= len(whole)
    assert most == len(whole)
