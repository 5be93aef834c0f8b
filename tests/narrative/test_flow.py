"""The walk: what is shown, what is done, where it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.errors import StoryError, UsedWrongly
from game.narrative.flow import STEP_CAP, Reading, SceneLost, offers_at, read_on, rejoin, take
from game.vocabulary.events import FactChanged, PlaceLost
from game.vocabulary.values import Line, Offer, Place, Voice

from .samples import CLOCK, COLD_OPEN, HATCH, a_book, declared, defaults, head

if TYPE_CHECKING:
    from game.narrative.shelf import Book
    from game.vocabulary.values import Value

DARK = Place("cold_open", "dark")


def start(book: Book, beat: str = "", once: tuple[str, ...] = (), **facts: Value) -> Reading:
    return read_on(book, Place("cold_open", beat), {**defaults(), **facts}, CLOCK, once)


def follow(book: Book, reading: Reading, choice: str) -> Reading:
    return take(book, reading.place, choice, reading.facts, reading.clock, reading.once)


def test_it_reads_to_the_first_choices() -> None:
    """Lines know the place they came from, and what is closed is not offered."""
    reading = start(a_book(cold_open=COLD_OPEN))
    assert reading.lines == (
        Line(Voice.NARRATION, "The range reads *0041*.", "", "cold_open/dark"),
        Line(Voice.SPEECH, "Is that one of the things it does?", "actor", "cold_open/dark"),
    )
    assert reading.place == DARK
    assert reading.offers == (Offer("say_no", '"No."'), Offer("film_it", "Let him film."))
    assert (reading.trigger, reading.changes, reading.lost) == ("", (), ())
    assert reading.facts == defaults()


def test_a_choice_is_echoed_then_done_then_read_on_to_the_trigger() -> None:
    """Its effects come before the text; the changes are net, in the order of their declaration."""
    book = a_book(cold_open=COLD_OPEN)
    reading = follow(book, start(book, tries=1), "film_it")
    assert reading.lines[0] == Line(Voice.ECHO, "Let him film.", "", "cold_open/dark")
    assert [line.text for line in reading.lines[1:]] == [
        "The red light does not move.",
        "Irtysh, Moscow. We see it.",
    ]
    assert (reading.trigger, reading.offers, reading.place) == ("docked", (), Place("cold_open", "told"))
    assert reading.changes == (
        FactChanged("craft", "none", "kit"),
        FactChanged("wish", "none", "kit"),
        FactChanged("camera_running", False, True),
    )


def test_a_change_that_is_undone_is_no_change() -> None:
    """The panel shows what a turn cost, not how it got there."""
    book = a_book(cold_open="## a\n\n`nerve -= 2` `nerve += 2`\n\n=> docked\n")
    assert start(book).changes == ()


def test_a_once_only_choice_is_offered_until_it_is_taken() -> None:
    """It is remembered by its written id."""
    body = "## a\n\n- [ask] Ask. `once` -> a\n- [go] Go. -> b\n\n## b\n\n=> docked\n"
    book = a_book(cold_open=body)
    reading = follow(book, start(book), "ask")
    assert reading.once == ("cold_open/ask",)
    assert [offer.ident for offer in reading.offers] == ["go"]
    with pytest.raises(UsedWrongly):
        follow(book, reading, "ask")


@pytest.mark.parametrize("choice", ["by_eye", "nothing", ""])
def test_a_choice_that_is_not_open_is_not_taken(choice: str) -> None:
    """Neither one whose condition fails nor one that is not there."""
    book = a_book(cold_open=COLD_OPEN)
    with pytest.raises(UsedWrongly):
        follow(book, start(book), choice)


def test_conditional_arrows_are_passed_over_until_one_acts() -> None:
    """And nothing behind the one that acts is read."""
    body = (
        "## a\n\n`if nerve > 60` -> b\n\n`if nerve > 40` => undocked\n\n`nerve = 0`\n\n-> b\n\n"
        "## b\n\nHere.\n\n=> docked\n"
    )
    book = a_book(cold_open=body)
    assert start(book, nerve=70).trigger == "docked"
    stopped = start(book, nerve=50)
    assert (stopped.trigger, stopped.lines, stopped.facts["nerve"]) == ("undocked", (), 50)
    assert start(book, nerve=30).facts["nerve"] == 0


def test_effects_are_seen_by_what_stands_below_them() -> None:
    """A beat is done in its order."""
    book = a_book(
        cold_open="## a\n\n`if nerve > 40` One.\n\n`nerve = 0`\n\n`if nerve > 40` Two.\n\n=> docked\n"
    )
    assert [line.text for line in start(book).lines] == ["One."]


def test_another_scene_is_cut_to_with_its_slugline_and_its_time() -> None:
    """The clock takes the scene's time, but never goes back."""
    hatch = head("hatch", "time: 2021-10-05 15:05:00\n") + HATCH
    book = a_book(cold_open="## a\n\n-> hatch/\n", hatch=hatch)
    reading = start(book)
    assert reading.lines[0] == Line(Voice.SLUGLINE, "INT. DESCENT MODULE. DAY", "", "hatch/smell")
    assert (reading.clock, reading.place) == ("2021-10-05 15:05:00", Place("hatch", "smell"))
    late = read_on(book, DARK, defaults(), "2021-10-06 00:00:00", ())
    assert late.clock == "2021-10-06 00:00:00"


def test_a_scene_can_be_entered_at_another_beat() -> None:
    """``-> scene/beat``, also from a choice."""
    body = "## a\n\n- [x] X. -> hatch/leave\n- [y] Y. -> cold_open/b\n\n## b\n\n=> docked\n"
    book = a_book(cold_open=body, hatch=HATCH)
    crossed = follow(book, start(book), "x")
    assert (crossed.trigger, crossed.place) == ("undocked", Place("hatch", "leave"))
    assert [line.voice for line in crossed.lines] == [Voice.ECHO, Voice.SLUGLINE]
    assert [line.voice for line in follow(book, start(book), "y").lines] == [Voice.ECHO]


def test_offers_can_be_asked_without_reading() -> None:
    """Loading a save shows the choices and does nothing twice."""
    book = a_book(
        cold_open="## a\n\n`nerve -= 2`\n\n- [x] X. -> b\n- [y] Y. `if nerve < 50` -> b\n\n"
        "## b\n\n=> docked\n"
    )
    here = Place("cold_open", "a")
    assert offers_at(book, here, defaults(), CLOCK, ()) == (Offer("x", "X."),)
    assert offers_at(book, here, {**defaults(), "nerve": 48}, CLOCK, ()) == (
        Offer("x", "X."),
        Offer("y", "Y."),
    )


def test_the_facts_that_came_in_are_left_alone() -> None:
    """The walk works on copies."""
    known = defaults()
    book = a_book(cold_open="## a\n\n`nerve = 3`\n\n=> docked\n")
    assert read_on(book, DARK, known, CLOCK, ()).facts["nerve"] == 3
    assert known == defaults()


def test_a_beat_that_is_gone_falls_back_to_the_head_of_its_scene_and_says_so() -> None:
    """A place is never silently another."""
    reading = start(a_book(cold_open=COLD_OPEN), "gone")
    assert reading.place == DARK
    assert reading.lost == (PlaceLost("cold_open/gone", "cold_open/dark", "beat"),)


def test_a_scene_that_is_gone_is_the_callers_to_answer() -> None:
    """Only the mission knows what opens instead."""
    book = a_book(cold_open=COLD_OPEN)
    with pytest.raises(SceneLost) as caught:
        read_on(book, Place("gone", "dark"), defaults(), CLOCK, ())
    assert caught.value.place == Place("gone", "dark")


@pytest.mark.parametrize(
    ("arrow", "names"), [("-> hatch/", "scene 'hatch'"), ("-> away", "beat 'cold_open/away'")]
)
def test_an_arrow_into_nothing_is_the_writers_mistake(arrow: str, names: str) -> None:
    """It names the file and the line of the arrow."""
    book = a_book(cold_open=f"## a\n\nWords.\n\n{arrow}\n")
    with pytest.raises(StoryError, match=names) as caught:
        start(book)
    assert caught.value.line == head().count("\n") + 5


def test_a_circle_of_arrows_ends_in_a_sentence_not_in_a_hang() -> None:
    """There is a cap on how far one walk may lead."""
    book = a_book(cold_open="## a\n\n-> b\n\n## b\n\n-> a\n")
    with pytest.raises(StoryError, match=f"{STEP_CAP} beats without a choice"):
        start(book)


@pytest.mark.parametrize("over", [False, True])
def test_a_long_way_without_a_choice_is_walked_up_to_the_cap(over: bool) -> None:
    """Below it nothing is lost, and nothing recurses."""
    count = STEP_CAP - 1 + over
    body = "".join(f"## b{number}\n\nLine {number}.\n\n-> b{number + 1}\n\n" for number in range(count))
    book = a_book(cold_open=f"{body}## b{count}\n\n=> docked\n")
    if over:
        with pytest.raises(StoryError, match="circle"):
            start(book)
    else:
        reading = start(book)
        assert (len(reading.lines), reading.trigger) == (count, "docked")


def test_a_scene_is_read_when_it_is_first_wanted_and_only_once() -> None:
    """Start-up pays for no scene that is not played."""
    wanted: list[str] = []
    book = a_book(cold_open=COLD_OPEN, hatch=HATCH)

    def read(file: str) -> str:
        wanted.append(file)
        return ""

    lazy = type(book)(declared(), {"cold_open": "a.md", "hatch": "b.md"}, read)
    assert lazy.scene_ids == ("cold_open", "hatch")
    assert lazy.has("hatch")
    assert not lazy.has("gone")
    assert wanted == []
    assert book.scene("cold_open") is book.scene("cold_open")
    with pytest.raises(StoryError):
        lazy.scene("hatch")
    assert wanted == ["b.md"]


def test_a_muted_walk_shows_the_words_and_does_nothing() -> None:
    """A beat whose effects were done before can be read once more."""
    hatch = head("hatch", "time: 2021-10-05 15:05:00\n") + HATCH
    book = a_book(
        cold_open="## a\n\n`nerve = 3` `at 13:00:00`\n\nWords.\n\n`if nerve == 3` No.\n\n-> hatch/\n",
        hatch=hatch,
    )
    reading = read_on(book, Place("cold_open", "a"), defaults(), CLOCK, (), muted=True)
    assert [line.text for line in reading.lines] == ["Words.", "INT. DESCENT MODULE. DAY", "Burnt metal."]
    assert (reading.facts, reading.clock, reading.changes) == (defaults(), CLOCK, ())


def test_rejoining_a_place_shows_its_choices_and_nothing_else() -> None:
    """Loading a save tells nothing twice."""
    book = a_book(cold_open=COLD_OPEN)
    reading = rejoin(book, DARK, defaults(), CLOCK, ())
    assert (reading.lines, reading.facts, reading.trigger) == ((), defaults(), "")
    assert [offer.ident for offer in reading.offers] == ["say_no", "film_it"]


def test_rejoining_a_place_does_not_follow_an_arrow_past_open_choices() -> None:
    """A condition that holds only now was not met when the beat was read."""
    body = "## a\n\n`if camera_running` -> b\n\n- [x] X. `set camera_running` -> b\n\n## b\n\n=> docked\n"
    reading = rejoin(
        a_book(cold_open=body), Place("cold_open", "a"), {**defaults(), "camera_running": True}, CLOCK, ()
    )
    assert ([offer.ident for offer in reading.offers], reading.trigger) == (["x"], "")


@pytest.mark.parametrize(
    ("arrow", "texts", "trigger"),
    [("-> b", ["New."], "docked"), ("`if nerve > 90` -> b\n\n=> docked", [], "docked")],
)
def test_rejoining_a_place_whose_choices_became_an_arrow_follows_it(
    arrow: str, texts: list[str], trigger: str
) -> None:
    """The next edition may have taken the choices out; the game goes on with what the arrow leads to."""
    book = a_book(
        cold_open=f"## a\n\nOld.\n\n`nerve -= 2`\n\n{arrow}\n\n## b\n\nNew.\n\n`nerve -= 1`\n\n=> docked\n"
    )
    reading = rejoin(book, Place("cold_open", "a"), defaults(), CLOCK, ())
    assert [line.text for line in reading.lines] == texts
    assert reading.trigger == trigger
    assert reading.facts["nerve"] == 50 - len(texts)
