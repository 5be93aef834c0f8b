"""An old state under the next edition of the story: what it means stays what it meant."""

from __future__ import annotations

from dataclasses import replace
from shutil import copytree
from typing import TYPE_CHECKING

from game.engine.turn import settle
from game.storage.library import open_book
from game.vocabulary.events import PlaceLost
from game.vocabulary.values import Place

from .stage import HIGH_TICKET, LOW_TICKET, SHORTEST, STORY, play_on, rewrite, small_book, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from game.narrative.shelf import Book

    from .stage import Play

COLD_OPEN = "reels/0_cold_open/cold_open.md"
KURS = "reels/2_up/kurs_failure.md"


def _edition(folder: Path, file: str = "", old: str = "", new: str = "", *, renamed: str = "") -> Book:
    """Return the next edition of the small story: one text replaced, and some lines in ``renamed.toml``."""
    story = folder / "next edition"
    copytree(STORY, story)
    if file:
        rewrite(story / file, old, new)
    (story / "renamed.toml").write_text(renamed, encoding="utf-8")
    return open_book(story)


def test_under_the_same_edition_a_state_is_settled_already(play: Play) -> None:
    """Nothing is read again and nothing is reported."""
    for turn in play_on(play, play.begin(HIGH_TICKET), ["wait", "film_it", "by_eye", "hold", "take_sticks"]):
        settled = settle(turn.state, small_book())
        assert settled.state == turn.state
        assert settled.events == ()


def test_a_film_that_is_over_stays_as_it_is(play: Play, tmp_path: Path) -> None:
    """Also when its last scene is no longer in the story."""
    book = _edition(tmp_path)
    (tmp_path / "next edition" / "reels" / "7_endings" / "end_shortest_shoot.md").unlink()
    state = play_on(play, play.begin(LOW_TICKET), SHORTEST)[-1].state
    assert settle(state, book).state is state


def test_choices_that_were_moved_inserted_or_reworded_keep_their_meaning(play: Play, tmp_path: Path) -> None:
    """The words on a key are the new ones, and the id under it still leads where its words say."""
    more = '- [shout] Shout. -> told\n- [say_no] "Not that I know of."'
    book = _edition(tmp_path, COLD_OPEN, '- [say_no] "No."', more)
    settled = settle(play.begin(LOW_TICKET).state, book)
    assert [(offer.ident, offer.label) for offer in settled.state.offers[:2]] == [
        ("shout", "Shout."),
        ("say_no", '"Not that I know of."'),
    ]
    assert settled.events == ()


def test_a_new_default_changes_nothing_that_was(play: Play, tmp_path: Path) -> None:
    """A fact keeps its value, also the one it never moved from."""
    book = _edition(tmp_path, "facts.toml", "default = 90", "default = 10")
    assert settle(play.begin(LOW_TICKET).state, book).state.known()["ship"] == 90


def test_a_new_fact_takes_its_default(play: Play, tmp_path: Path) -> None:
    """The next edition's conditions can ask about it."""
    added = '[facts.knocked]\ntype = "bool"\ndefault = true\nmeaning = "Somebody knocked."\n\n[facts.ticket]'
    book = _edition(tmp_path, "facts.toml", "[facts.ticket]", added)
    state = play.begin(LOW_TICKET).state
    assert settle(state, book).state.known() == {**state.known(), "knocked": True}


def test_a_fact_that_is_gone_is_dropped(play: Play, tmp_path: Path) -> None:
    """Nothing can ask about it any more."""
    whole = (STORY / "facts.toml").read_text(encoding="utf-8")
    attempts = whole[whole.index("[facts.attempts]") : whole.index("[facts.ticket]")]
    book = _edition(tmp_path, "facts.toml", attempts, "")
    assert "attempts" not in settle(play.begin(LOW_TICKET).state, book).state.known()


def test_what_was_renamed_is_found_under_its_new_name(play: Play, tmp_path: Path) -> None:
    """A beat, a fact and a once-only choice, each by its line in ``renamed.toml``."""
    renamed = (
        '[beats]\n"cold_open/dark" = "cold_open/no_digits"\n'
        '[choices]\n"cold_open/film_it" = "cold_open/keep_rolling"\n'
    )
    book = _edition(tmp_path, COLD_OPEN, "## dark", "## no_digits", renamed=renamed)
    scene = tmp_path / "next edition" / COLD_OPEN
    text = scene.read_text(encoding="utf-8").replace("-> dark", "-> no_digits")
    scene.write_text(text.replace("[film_it]", "[keep_rolling]"), encoding="utf-8")
    old = play_on(play, play.begin(LOW_TICKET), ["film_it"])[-1].state
    settled = settle(old, book)
    assert settled.events == ()
    assert settled.state.place == Place("cold_open", "no_digits")
    assert settled.state.once == ("cold_open/keep_rolling",)
    assert "keep_rolling" not in {offer.ident for offer in settled.state.offers}
    assert settled.state.known() == old.known()


def test_a_beat_that_is_gone_falls_back_to_where_its_scene_opened(play: Play, tmp_path: Path) -> None:
    """The journal's own moment is taken, with its own facts, so that no effect happens twice."""
    scene = "reels/1_casting/centrifuge.md"
    book = _edition(tmp_path, scene, "`crew -= 3` -> off", "-> held")
    with (tmp_path / "next edition" / scene).open("a", encoding="utf-8") as file:
        file.write("\n## held\n\nStill.\n\n- [on] On. -> off\n")
    there = play.on(book)
    first, opened, inside = play_on(there, there.begin(LOW_TICKET), ["say_no", "hold"])
    assert inside.state.place == Place("centrifuge", "held")
    settled = settle(inside.state, small_book(), [opened.state, first.state])
    assert settled.events == (PlaceLost("centrifuge/held", "centrifuge/arm", "beat"),)
    assert settled.state == opened.state


def test_a_scene_that_is_gone_falls_back_to_its_phases_entry(play: Play, tmp_path: Path) -> None:
    """With nothing in the journal the phase's first beat is read, its effects left undone."""
    state = play_on(play, play.begin(LOW_TICKET), ["say_no", "hold", "take_sticks"])[-1].state
    assert state.known()["attempts"] == 1
    lost = replace(state, place=Place("a_scene_of_old", "somewhere"))
    settled = settle(lost, small_book())
    assert settled.events[0] == PlaceLost("a_scene_of_old/somewhere", "manual_approach/approach", "scene")
    assert settled.state.place == Place("manual_approach", "approach")
    assert settled.state.facts == state.facts
    assert settled.state.offers
    assert "Attempt by hand." in words_of(settled)


def test_a_phase_that_is_gone_falls_back_to_the_beginning(play: Play) -> None:
    """There is always a place to go on from."""
    lost = replace(play.begin(LOW_TICKET).state, phase="up.of_old", place=Place("of_old", "x"))
    settled = settle(lost, small_book())
    assert settled.state.place == Place("cold_open", "dark")
    assert settled.state.phase == "opening.cold_open"
