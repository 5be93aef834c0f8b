"""The can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.can import CanScreen
from game.app.screens.can_list import LazyRows
from game.app.screens.title import TitleScreen
from game.vocabulary.values import Place

from .stage import make_app, make_session, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZE = (80, 24)


def _can(pilot: Pilot[int]) -> CanScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CanScreen), screen
    return screen


async def _name(pilot: Pilot[int], name: str) -> None:
    await pilot.press("n")
    _can(pilot).field.value = name
    await pilot.press("enter")


async def test_a_moment_is_named_and_loaded_again(tmp_path: Path) -> None:
    """Caption, scene, mission time and take stand beside the name; Enter goes there."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "s")
        await pilot.press("n", *"quiet q", "enter")
        text = shown(pilot)
        assert "Saved as quiet q." in text
        row = next(row for row in picture(pilot) if "└ quiet q" in row)
        assert '"No."' in row
        assert row.rstrip().endswith("cold open  0041  5 OCT 12:11  take 1")
        await pilot.press("b", "1", "s", "down", "enter")
        assert playing(pilot).house.session.present.state.place == Place("cold_open", "no")


@pytest.mark.parametrize("name", ["a/b\\c", "🚀 漢字", "..", "x" * 80, "name'); drop table film;--"])
async def test_a_name_may_be_anything_that_can_be_shown(tmp_path: Path, name: str) -> None:
    """Names are never file names."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, name)
        marks = [mark.name for film in make_session(tmp_path).saves() for mark in film.bookmarks]
        assert marks == [name]


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "needs a name"), ("   ", "needs a name"), ("x" * 300, "300")]
)
async def test_a_name_that_cannot_be_gets_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    """Nothing is saved under half a name, and what was typed stays to be mended."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, name)
        assert sentence in shown(pilot)
        assert _can(pilot).field.value == name
        assert not make_session(tmp_path).saves()[0].bookmarks


async def test_a_damaged_file_stands_in_the_list_with_its_reason_and_is_not_touched(tmp_path: Path) -> None:
    """It neither vanishes nor is it opened."""
    session = make_session(tmp_path)
    session.begin(7)
    session.close()
    bad = tmp_path / "bad.film"
    bad.write_bytes(b"not a film at all")
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        row = next(row for row in picture(pilot) if "bad.film" in row)
        assert row.count("bad.film") == 1
        assert "! bad.film is not a save of this game." in row
        place = next(
            i for i, row in enumerate(_can(pilot).list.rows) if "bad.film" in "".join(t for t, _ in row)
        )
        await pilot.press("home", *["down"] * place, "enter")
        assert "is not a save of this game" in picture(pilot)[22]
        _can(pilot)
    assert bad.read_bytes() == b"not a film at all"


async def test_a_film_loads_from_the_title_before_any_other_is_open(tmp_path: Path) -> None:
    """The can on the title is the same can."""
    session = make_session(tmp_path)
    session.begin(7)
    session.choose("wait")
    session.bookmark("early")
    session.choose("say")
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "down", "enter")
        assert playing(pilot).house.session.present.state.place.beat == "wait"
        await pilot.press("m")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_without_an_open_film_there_is_nothing_to_name(tmp_path: Path) -> None:
    """No line to type in, no key for it; whoever presses that key all the same gets one sentence."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert "The can is empty." in shown(pilot)
        assert "Save this moment as" not in shown(pilot)
        assert "N name" not in picture(pilot)[23]
        await pilot.press("enter", "n", "x")
        assert _can(pilot).field.value == ""
        await pilot.press("n")
        assert "There is no film open to save." in shown(pilot)
        await pilot.press("b", "n", "s")
        assert "Save this moment as" in shown(pilot)
        assert "N name" in picture(pilot)[23]


async def test_what_was_said_of_a_name_goes_when_another_is_typed(tmp_path: Path) -> None:
    """The sentence was about the name before."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, "   ")
        assert "needs a name" in shown(pilot)
        await pilot.press("x")
        assert "needs a name" not in shown(pilot)


async def test_films_can_be_told_apart_on_the_narrowest_terminal(tmp_path: Path) -> None:
    """The title stands whole; the reel's name makes room for it."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        assert "● Film of 2026-03-01, 10:20" in shown(pilot)


async def test_a_film_that_another_game_has_open_is_looked_at_and_played_as_one_of_its_own(
    tmp_path: Path,
) -> None:
    """Its row and its face say so with a sign, and the slate in a word; the other game loses nothing."""
    other = make_session(tmp_path)
    other.begin(7)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert "! Film of 2026-03-01, 10:20" in shown(pilot)
        assert "in use" in picture(pilot)[2]
        assert "! Open in another game." in shown(pilot)
        await pilot.press("enter")
        assert "! LOOKING" in picture(pilot)[0]
        await pilot.press("1")
        assert "LOOKING" not in picture(pilot)[0]
        assert playing(pilot).house.session.present.film != other.present.film
    assert other.present.moments == 1
    other.close()


async def test_rows_fit_every_width(tmp_path: Path) -> None:
    """Where it stands is never pushed off the screen by a long name."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, "x" * 80)
        for width in (60, 200, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            row = next(row for row in picture(pilot) if "└ x" in row).partition("▏")[0]
            assert row.rstrip().endswith("take 1")


def _two_films(folder: Path) -> None:
    """Put a film with two saves, and an older one that is over, into a can."""
    session = make_session(folder, "2026-02-20T09:05:00+00:00")
    session.begin(8, 7)
    session.choose("1")
    session.retitle("The old lamp")
    session.close()
    session = make_session(folder, "2026-02-27T09:05:00+00:00")
    session.begin(7)
    session.choose("wait")
    session.bookmark("Before the second set")
    session.choose("say")
    session.bookmark("After it")
    session.close()


def _titles(folder: Path) -> list[str]:
    return sorted(film.title for film in make_session(folder).saves())


def _marks(folder: Path) -> list[str]:
    return [mark.name for film in make_session(folder).saves() for mark in film.bookmarks]


async def _beside(pilot: Pilot[int]) -> None:
    """Wait for what is done beside the screen."""
    await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
    await pilot.pause()


async def test_the_face_of_what_is_selected_stands_there(tmp_path: Path) -> None:
    """Below the list at 80 columns, beside it at 120; one key apart at 60."""
    _two_films(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        below = picture(pilot)
        assert any("words read, 1 take, 3 moments" in row for row in below[10:])
        assert any("yesterday" in row or "2 days ago" in row for row in below[10:])
        assert "┌─ COLD OPEN TAKE 1" in shown(pilot)
        await pilot.press("down")
        assert any(row.startswith(" └ After it") for row in picture(pilot)[8:])
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert any("▏ └ After it" in row for row in picture(pilot))
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "words read" not in shown(pilot)
        await pilot.press("f")
        await pilot.pause()
        assert "words read" in shown(pilot)
        assert "└ After it" in shown(pilot)
        await pilot.press("f")
        await pilot.pause()
        assert "words read" not in shown(pilot)


async def test_a_search_finds_titles_saves_scenes_and_captions(tmp_path: Path) -> None:
    """As it is typed, and Enter goes to what was found; all words have to be there."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "slash", *"lamp")
        assert "1 of 2 films" in picture(pilot)[0]
        assert "The old lamp" in shown(pilot)
        assert "After it" not in shown(pilot)
        _can(pilot).field.value = "second set before"
        await pilot.pause()
        assert "Before the second set" in shown(pilot)
        assert "└ After it" not in shown(pilot)
        _can(pilot).field.value = "0041"
        await pilot.pause()
        assert "Film of 2026-02-27" in shown(pilot)
        _can(pilot).field.value = "nobody has this"
        await pilot.pause()
        assert "Nothing in the can has that in it." in shown(pilot)
        await pilot.press("enter", "enter", "x", "r", "e")
        assert "There is nothing here to do that with." in shown(pilot)
        await pilot.press("slash", *["backspace"] * 20, "enter")
        assert "films: 2, named saves: 2" in picture(pilot)[0]


async def test_the_films_can_be_put_in_four_orders(tmp_path: Path) -> None:
    """By one key, which says what it did; the cursor stays on its film."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        firsts = [picture(pilot)[3]]
        for _ in range(4):
            await pilot.press("o")
            firsts.append(picture(pilot)[3])
            film = _can(pilot).list.rows[_can(pilot).list.at]
            assert "Film of 2026-02-27" in "".join(text for text, _ in film)
        assert ["old lamp" in first for first in firsts] == [False, False, False, False, False]
        await pilot.press("o")
        assert "by title" in picture(pilot)[0]
        assert "In the order of the titles." in shown(pilot)


async def test_a_film_gets_another_title_open_or_not(tmp_path: Path) -> None:
    """The line has the present one in it; a title that cannot be gets one sentence."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "r")
        assert _can(pilot).field.value == "Film of 2026-02-27, 09:05"
        _can(pilot).field.value = "   "
        await pilot.press("enter")
        assert "needs a name" in shown(pilot)
        _can(pilot).field.value = "Ruben's reel"
        await pilot.press("enter")
        assert "This film is now called Ruben's reel." in shown(pilot)
        assert _titles(tmp_path) == ["Ruben's reel", "The old lamp"]
        await pilot.press("enter")
        await pilot.press("s", "r")
        _can(pilot).field.value = "Vera's reel"
        await pilot.press("enter")
        assert "● Vera's reel" in shown(pilot)
    assert _titles(tmp_path) == ["The old lamp", "Vera's reel"]


async def test_a_line_that_is_left_does_nothing(tmp_path: Path) -> None:
    """An arrow or Escape leads out of it."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "r", "x", "escape")
        await pilot.pause()
        assert "Call this film" not in shown(pilot)
        await pilot.press("home", "m", "down")
        await pilot.pause()
        assert "Bring in the file" not in shown(pilot)
    assert _titles(tmp_path) == ["Film of 2026-02-27, 09:05", "The old lamp"]


async def test_a_film_is_thrown_away_at_once_and_taken_back(tmp_path: Path) -> None:
    """No question; it lies in the bin, byte for byte."""
    _two_films(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.film")}
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "end", "x")
        assert "U takes it back." in shown(pilot)
        assert "The old lamp" not in "".join(picture(pilot)[3:10])
        assert _titles(tmp_path) == ["Film of 2026-02-27, 09:05"]
        assert len(list((tmp_path / "bin").glob("*.film"))) == 1
        await pilot.press("u")
        assert "The old lamp is back in the can." in shown(pilot)
        await pilot.press("u")
        assert "Nothing was thrown away here just now" in shown(pilot)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.film")} == before


async def test_the_film_that_is_open_is_not_thrown_away(tmp_path: Path) -> None:
    """One sentence says what to do first."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s", "x")
        assert "is the film you are in" in shown(pilot)
        assert len(_titles(tmp_path)) == 1


@pytest.mark.parametrize("opened", [False, True])
async def test_a_name_is_dropped_and_taken_back(tmp_path: Path, opened: bool) -> None:
    """In the film that is open, and in any other."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        if opened:
            await pilot.press("enter", "s")
        await pilot.press("home", "down", "x")
        assert "After it is off its moment, which stays." in shown(pilot)
        assert _marks(tmp_path) == ["Before the second set"]
        await pilot.press("x")
        assert _marks(tmp_path) == []
        await pilot.press("u", "u")
        assert sorted(_marks(tmp_path)) == ["After it", "Before the second set"]


async def test_many_saves_are_folded_and_none_is_thrown_away_unseen(tmp_path: Path) -> None:
    """The newest stands for them; Enter, an arrow, or a key that would reach into the fold unfolds."""
    session = make_session(tmp_path)
    session.begin(7)
    for number in range(5):
        session.bookmark(f"mark {number}")
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert "└ mark 4  and 4 more" in shown(pilot)
        assert "named saves: 5" in picture(pilot)[0]
        await pilot.press("down", "enter")
        assert "└ mark 0" in shown(pilot)
        await pilot.press("left")
        assert "└ mark 0" not in shown(pilot)
        await pilot.press("down", "x")
        assert "└ mark 0" in shown(pilot)
        assert len(_marks(tmp_path)) == 5
        await pilot.press("left", "right")
        assert "└ mark 0" in shown(pilot)


async def test_a_quick_save_is_shown_as_one(tmp_path: Path) -> None:
    """With a sign of its own, in the list and on its face."""
    session = make_session(tmp_path)
    session.begin(7)
    session.choose("wait")
    session.quick_save()
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "down")
        assert "└ » Quick save" in shown(pilot)
        assert any(row.startswith(" » Quick save") for row in picture(pilot)[8:])


async def test_what_if_begins_at_a_save(tmp_path: Path) -> None:
    """Under a name, or without one; the film is loaded on the way."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "down", "down", "i", *"He asks", "enter")
        session = playing(pilot).house.session
        assert session.present.state.place.beat == "wait"
        assert [way.name for way in session.ways()] == ["He asks"]


async def test_an_export_is_written_as_what_was_asked_for(tmp_path: Path) -> None:
    """Into the folder for exports, and its place is said; a print comes back by the import."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        for key in "1234":
            await pilot.press("e")
            assert "1 print" in shown(pilot)
            await pilot.press(key)
            await _beside(pilot)
            assert "exports" in shown(pilot)
        await pilot.press("e", "down", "1")
        assert "The key 1 does nothing here" in shown(pilot)
        files = sorted((tmp_path / "exports").iterdir())
        assert [file.suffix for file in files] == [".html", ".md", ".print", ".txt"]
        assert "The range reads 0041" in files[3].read_text(encoding="utf-8")
        await pilot.press("m")
        _can(pilot).field.value = str(files[2])
        await pilot.press("enter")
        await _beside(pilot)
        assert "is in the can." in shown(pilot)
    assert len(_titles(tmp_path)) == 3


async def test_an_export_of_a_save_ends_there(tmp_path: Path) -> None:
    """Up to that moment and no further, also of the film that is open."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "enter", "s", "home", "down", "down", "e", "2")
        await _beside(pilot)
        await pilot.press("home", "e", "2")
        await _beside(pilot)
    upto, whole = sorted((tmp_path / "exports").iterdir(), key=lambda path: path.stat().st_size)
    assert len(upto.read_text(encoding="utf-8")) < len(whole.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "typed", ["/nowhere/at/all.print", "bad.film", "a\0b", "~nobody_is_called_so/x", "/"]
)
async def test_what_cannot_be_imported_gets_one_sentence(tmp_path: Path, typed: str) -> None:
    """And nothing lies in the can that was not there before."""
    _two_films(tmp_path)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "m")
        _can(pilot).field.value = typed
        await pilot.press("enter")
        await _beside(pilot)
        assert "  ! " in shown(pilot)
        assert "films: 2" in picture(pilot)[0]


async def test_what_can_be_read_of_a_damaged_film_is_salvaged(tmp_path: Path) -> None:
    """As a new film; the damaged one stays as it is, with its reason."""
    _two_films(tmp_path)
    victim = max(tmp_path.glob("*.film"), key=lambda path: path.stat().st_mtime_ns)
    content = bytearray(victim.read_bytes())
    content[100:120] = b"\0" * 20
    victim.write_bytes(content)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        place = next(
            i for i, row in enumerate(_can(pilot).list.rows) if victim.name in "".join(t for t, _ in row)
        )
        await pilot.press("home", *["down"] * place)
        assert "G saves what can still be read" in shown(pilot)
        await pilot.press("g")
        await _beside(pilot)
        assert "(salvaged). Moments: 3, lost: 0." in shown(pilot)
    assert victim.read_bytes() == bytes(content)


async def test_what_is_sound_needs_no_salvage_and_what_is_no_film_has_none(tmp_path: Path) -> None:
    """One sentence each."""
    _two_films(tmp_path)
    (tmp_path / "bad.film").write_bytes(b"not a film at all")
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "end", "g")
        assert "not damaged" in shown(pilot)
        await pilot.press("home", "g")
        await _beside(pilot)
        assert "  ! " in shown(pilot)
        assert len(list(tmp_path.glob("*.film"))) == 3


async def test_the_floor_gives_back_and_burns_only_by_number(tmp_path: Path) -> None:
    """Enter brings back; for good goes only what was counted and typed."""
    _two_films(tmp_path)
    session = make_session(tmp_path, "2026-02-28T09:05:00+00:00")
    session.begin(3)
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "x", "end", "x", "v")
        await _beside(pilot)
        assert "THE CUTTING-ROOM FLOOR" in shown(pilot)
        assert "films: 2" in picture(pilot)[0]
        await pilot.press("e", "1", "enter")
        assert "1 is not 2; nothing was burnt." in shown(pilot)
        await pilot.press("e", "e", "escape")
        await pilot.press("home", "enter")
        await _beside(pilot)
        assert "is back in the can." in shown(pilot)
        await pilot.press("e", "1", "enter")
        await _beside(pilot)
        assert "Burnt for good, films: 1." in shown(pilot)
        assert "Nothing lies here." in shown(pilot)
        await pilot.press("e")
        await pilot.press("b")
        await pilot.pause()
        _can(pilot)
    assert len(_titles(tmp_path)) == 2


async def test_a_film_that_another_game_has_open_is_not_thrown_away(tmp_path: Path) -> None:
    """Nor is anything written into it."""
    other = make_session(tmp_path)
    other.begin(7)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "x")
        assert "is open in another game" in shown(pilot)
        await pilot.press("r", "x", "enter")
        assert "is open in another game" in shown(pilot)
    other.close()
    assert _titles(tmp_path) == ["Film of 2026-03-01, 10:20"]


async def test_a_film_that_is_looked_at_is_renamed_as_one_of_its_own(tmp_path: Path) -> None:
    """The other game's keeps its title, and both stand in the can."""
    other = make_session(tmp_path)
    other.begin(7)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "enter", "s", "r")
        _can(pilot).field.value = "My own"
        await pilot.press("enter")
        assert "● My own" in shown(pilot)
        assert "! Film of 2026-03-01, 10:20" in shown(pilot)
    other.close()
    assert _titles(tmp_path) == ["Film of 2026-03-01, 10:20", "My own"]


async def test_what_was_brought_back_is_in_the_can(tmp_path: Path) -> None:
    """Also where nothing else was left."""
    session = make_session(tmp_path)
    session.begin(7)
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "x")
        assert "The can is empty." in shown(pilot)
        await pilot.press("v")
        await _beside(pilot)
        assert "On the cutting-room floor." in shown(pilot)
        await pilot.press("enter")
        await _beside(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert "Film of 2026-03-01, 10:20" in shown(pilot)


async def test_a_full_can_is_looked_into_beside_the_screen_and_drawn_as_far_as_it_is_seen(
    tmp_path: Path,
) -> None:
    """A key is heard meanwhile; of three dozen films as many rows are made as there is room for."""
    for day in range(1, 37):
        session = make_session(tmp_path, f"2026-01-{1 + day % 28:02d}T{day % 24:02d}:05:00+00:00")
        session.begin(day)
        session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _beside(pilot)
        await pilot.press("s")
        await _beside(pilot)
        rows = _can(pilot).list.rows
        assert len(rows) == 36
        assert isinstance(rows, LazyRows)
        assert 0 < rows.made < 20
        await pilot.press("end")
        assert 0 < rows.made < 40
        await pilot.press("slash", *"2026-01-03", "enter")
        assert " of 36 films" in picture(pilot)[0]


async def test_the_can_lists_its_keys(tmp_path: Path) -> None:
    """There are more of them than a line has room for."""
    async with make_app(tmp_path).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("s", "question_mark")
        for words in ("Throw the film into the bin", "Import a print", "Bring back what", "What if"):
            assert words in shown(pilot)
        await pilot.press("question_mark")
        _can(pilot)


async def test_the_cursor_stands_on_the_film_one_comes_from(tmp_path: Path) -> None:
    """Not on the newest: what a key does to a film is done to that one first."""
    for day in (1, 2):
        session = make_session(tmp_path, f"2026-03-0{day}T10:20:30+00:00")
        session.begin(7)
        session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "down", "enter", "s")
        row = next(row for row in picture(pilot) if row.startswith("▸"))
        assert "● Film of 2026-03-01" in row


async def test_the_question_of_an_export_is_answered_or_goes_away(tmp_path: Path) -> None:
    """Enter loads nothing while it stands, Escape leaves nothing, and the line of keys says so."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        for key in ("enter", "escape", "b"):
            await pilot.press("e")
            assert picture(pilot)[-1].strip() == "1-4 export   Esc leave it"
            await pilot.press(key)
            _can(pilot)
            assert "Export as" not in shown(pilot)
            assert "Enter load" in picture(pilot)[-1]


async def test_a_name_that_grows_too_long_is_told_while_it_is_typed(tmp_path: Path) -> None:
    """What was typed is still there for whoever comes back to the line."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s", "n")
        await pilot.pause()
        assert picture(pilot)[-1].strip() == "Enter save   Esc ↓ leave it"
        _can(pilot).field.value = "x" * 81
        await pilot.pause()
        assert "80 is the most" in shown(pilot)
        await pilot.press("down", "n")
        assert _can(pilot).field.value == "x" * 81


async def test_a_search_goes_before_the_can_does(tmp_path: Path) -> None:
    """Escape, or B: first everything is shown again."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s", "slash", *"zzz", "enter", "escape")
        _can(pilot)
        assert "Everything is shown again." in shown(pilot)
        assert "● Film of" in shown(pilot)
        await pilot.press("escape")
        playing(pilot)


async def test_what_is_imported_twice_can_be_told_apart(tmp_path: Path) -> None:
    """The second one bears a number."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s", "e", "1")
        await _beside(pilot)
        print_ = next((tmp_path / "exports").iterdir())
        for number in (2, 3):
            await pilot.press("m")
            _can(pilot).field.value = str(print_)
            await pilot.press("enter")
            await _beside(pilot)
            assert f"Film of 2026-03-01, 10:20 ({number}) is in the can." in shown(pilot)


async def test_the_floor_says_what_its_keys_do(tmp_path: Path) -> None:
    """As every screen does by the same key."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "v")
        await _beside(pilot)
        await pilot.press("question_mark")
        assert "THE CUTTING-ROOM FLOOR, KEY BY KEY" in shown(pilot)
        assert "Bring the film back into the can" in shown(pilot)
