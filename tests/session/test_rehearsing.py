"""A scene played while it is written: the place is kept, and what is wrong never takes the text away."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from game.engine.rehearsal import Rehearsal, phase_of, rehearse
from game.errors import UsedWrongly
from game.mission.phases import PHASES, TRANSITIONS
from game.narrative.scene_check import SceneCheck
from game.readout.phrasebook import Phrasebook
from game.readout.rehearsal_words import Part, lines_shown, measure_words, read_parts
from game.session.rehearsing import SET_BY_HAND, Rehearsing, place_in
from game.storage.library import open_book, phrases
from game.vocabulary.values import Place, Voice
from tests.engine.stage import rewrite

SMALL = Path(__file__).parents[1] / "app" / "story"
WHOLE = Path(__file__).parents[2] / "story"
WORDS = Phrasebook(phrases())
COLD = "reels/0_cold_open/cold_open.md"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story that may be written in."""
    folder = tmp_path / "story"
    copytree(SMALL, folder)
    return folder


def preview(story: Path, typed: str = "cold_open", facts: str = "") -> Rehearsing:
    place = Place(*typed.partition("/")[::2])
    return Rehearsing(place, seed=1, facts=facts, check=SceneCheck(PHASES, TRANSITIONS), root=story)


def write(story: Path, old: str, new: str, file: str = COLD) -> None:
    """Put other words into a file, as a writer does."""
    rewrite(story / file, old, new)


def said(rehearsing: Rehearsing) -> list[str]:
    """Return the phrases of what is said, with a question mark before a refusal."""
    return ["? " * notice.refused + notice.phrase for notice in rehearsing.notices]


def shown(rehearsing: Rehearsing) -> str:
    assert rehearsing.stand is not None
    return "\n".join(line.text for line in lines_shown(rehearsing.stand.turns[-1]))


def at(rehearsing: Rehearsing) -> str:
    assert rehearsing.stand is not None
    return str(rehearsing.stand.state.place)


def test_it_begins_as_the_film_would(story: Path) -> None:
    """At the scene's first beat, with its clock, its phase and what is true by then."""
    rehearsing = preview(story)
    assert rehearsing.stand is not None
    state = rehearsing.stand.state
    assert (str(state.place), state.phase, state.clock) == (
        "cold_open/range",
        "opening.cold_open",
        "2021-10-05 12:11:40",
    )
    assert state.known()["nerve"] == 22
    assert rehearsing.problems == ()


def test_it_begins_at_any_beat_with_any_facts(story: Path) -> None:
    """What a condition asks can be set by hand."""
    rehearsing = preview(story, "cold_open/no", "camera_running=true")
    assert "red light" in shown(rehearsing)
    assert "red light" not in shown(preview(story, "cold_open/no"))


def test_a_saved_file_is_read_at_once_and_the_place_kept(story: Path) -> None:
    """The choices are taken again by their ids, not by their numbers."""
    rehearsing = preview(story)
    rehearsing.choose("2")
    rehearsing.choose("1")
    assert not rehearsing.follow()
    write(story, "The second set takes its time.", "The second set is slow.")
    write(story, '- [say_no] "No."', '- [nod] Nod. -> no\n- [say_no] "No."')
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/wait"
    assert "The second set is slow." in shown(rehearsing)
    assert rehearsing.stand is not None
    assert [step.choice for step in rehearsing.stand.taken] == ["wait", "again"]
    assert said(rehearsing) == ["rehearse.read_again"]


def test_where_a_choice_is_gone_it_stops_at_the_last_place_that_stands(story: Path) -> None:
    """And says so; when the choice is back, so is the place."""
    rehearsing = preview(story)
    rehearsing.choose("wait")
    rehearsing.choose("say")
    write(story, "- [wait] Fold", "- [fold] Fold")
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/range"
    assert said(rehearsing) == ["? rehearse.choice_gone"]
    assert rehearsing.notices[0].values["left"] == 2
    write(story, "- [fold] Fold", "- [wait] Fold")
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/no"


def test_a_choice_that_a_condition_shuts_is_told_from_one_that_is_gone(story: Path) -> None:
    """It stands beside the text, with what it waits for."""
    rehearsing = preview(story)
    rehearsing.choose("say_no")
    write(story, '"No." `nerve -= 2`', '"No." `if nerve > 90` `nerve -= 2`')
    assert rehearsing.follow()
    assert said(rehearsing) == ["? rehearse.choice_shut"]
    parts = {part.name: part.rows for part in notes(rehearsing)}
    assert parts["shut"] == ("[say_no] unless nerve > 90",)


def test_a_renamed_choice_is_followed(story: Path) -> None:
    """As a save would follow it."""
    rehearsing = preview(story)
    rehearsing.choose("wait")
    write(story, "- [wait] Fold", "- [fold] Fold")
    (story / "renamed.toml").write_text('[choices]\n"cold_open/wait" = "cold_open/fold"\n', encoding="utf-8")
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/wait"
    assert rehearsing.stand is not None
    assert [step.choice for step in rehearsing.stand.taken] == ["fold"]


def test_a_beat_that_is_gone_is_said(story: Path) -> None:
    """The scene is read from its first."""
    rehearsing = preview(story, "cold_open/no")
    write(story, "## no\n", "## nay\n")
    write(story, "-> no\n", "-> nay\n")
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/range"
    assert said(rehearsing) == ["? rehearse.beat_gone"]


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("`if camera_running`", "`if camera_runing`", COLD),
        ("**Vera:**", "**Verena:**", COLD),
        ("---\nscene", "scene", COLD),
        ("[facts.film_is]", "[facts.film_is", "facts.toml"),
    ],
)
def test_a_mistake_leaves_the_text_and_is_gone_once_it_is_cured(
    story: Path, old: str, new: str, file: str
) -> None:
    """It is named with its file and its line, quickly; what stood goes on standing."""
    rehearsing = preview(story)
    rehearsing.choose("wait")
    before = shown(rehearsing)
    write(story, old, new, file)
    assert rehearsing.follow()
    assert shown(rehearsing) == before
    assert said(rehearsing) == ["? rehearse.kept"]
    assert rehearsing.problems[0].file == file
    assert rehearsing.problems[0].line
    rehearsing.choose("again")
    assert at(rehearsing) == "cold_open/wait"
    write(story, new, old, file)
    assert rehearsing.follow()
    assert rehearsing.problems == ()
    assert rehearsing.stand is not None
    assert [step.choice for step in rehearsing.stand.taken] == ["wait", "again"]


def test_every_mistake_of_the_scene_is_said_at_once_and_once(story: Path) -> None:
    """Not only the first; what the story check finds besides is asked for, kept until it is read again."""
    rehearsing = preview(story)
    write(story, "**Vera:**", "**Verena:**")
    write(story, "`if camera_running`", "`if camera_runing`")
    assert rehearsing.follow()
    assert [problem.line for problem in rehearsing.problems] == [17, 44]
    write(story, "**Verena:**", "**Vera:**")
    write(story, "`if camera_runing`", "`if camera_running`")
    write(story, "-> wait\n", "-> weight\n")
    assert rehearsing.follow()
    assert not rehearsing.problems
    rehearsing.take_note(rehearsing.doubt())
    assert any("no beat 'weight'" in problem.message for problem in rehearsing.problems)
    write(story, "-> weight\n", "-> wait\n")
    assert rehearsing.follow()
    assert not rehearsing.problems


def test_a_file_that_is_gone_for_a_moment_takes_nothing_away(story: Path) -> None:
    """An editor may write beside a file and rename; where the whole story is gone it is said as well."""
    rehearsing = preview(story)
    rehearsing.choose("wait")
    before = shown(rehearsing)
    (story / COLD).rename(story / "aside")
    assert rehearsing.follow()
    assert (shown(rehearsing), said(rehearsing)) == (before, ["? rehearse.kept"])
    assert [(problem.file, problem.line) for problem in rehearsing.problems] == [("cold_open.md", 0)]
    (story / "aside").rename(story / COLD)
    assert rehearsing.follow()
    assert (at(rehearsing), rehearsing.problems) == ("cold_open/wait", ())
    nowhere = preview(story / "nowhere")
    assert said(nowhere) == ["? rehearse.nothing"]
    assert [problem.line for problem in nowhere.problems] == [0]
    assert nowhere.doubt() == ()


def test_the_files_that_were_read_again_are_named(story: Path) -> None:
    """By their names, in one order; of many only the first."""
    rehearsing = preview(story)
    file = (story / COLD).read_text(encoding="utf-8")
    for name in "edcb":
        (story / "reels" / f"{name}.txt").write_text(file, encoding="utf-8")
        if name == "c":
            assert rehearsing.follow()
            assert rehearsing.notices[0].values == {"files": "c.txt, d.txt, e.txt"}
            for gone in "edc":
                (story / "reels" / f"{gone}.txt").unlink()
    assert rehearsing.follow()
    assert rehearsing.notices[0].values == {"files": "b.txt, c.txt, d.txt, ..."}


def test_a_scene_that_cannot_be_read_yet_is_shown_as_soon_as_it_can(story: Path) -> None:
    """Nothing stands, and nothing breaks."""
    write(story, "## range", "# range")
    rehearsing = preview(story)
    assert rehearsing.stand is None
    assert said(rehearsing) == ["? rehearse.nothing"]
    rehearsing.choose("1")
    rehearsing.back()
    rehearsing.restart()
    rehearsing.jump("no")
    assert rehearsing.stand is None
    assert rehearsing.beats() == ()
    assert rehearsing.scene_id == "cold_open"
    write(story, "# range", "## range")
    assert rehearsing.follow()
    assert at(rehearsing) == "cold_open/range"


def test_an_arrow_to_nowhere_is_said_when_it_is_taken(story: Path) -> None:
    """And everything stays as it is."""
    write(story, "-> wait\n", "-> weight\n")
    rehearsing = preview(story)
    rehearsing.choose("wait")
    assert said(rehearsing) == ["? story.broken"]
    assert at(rehearsing) == "cold_open/range"
    assert "no beat 'weight'" in "".join(problem.message for problem in rehearsing.doubt())


def test_facts_are_set_at_the_beginning_and_the_path_is_played_again(story: Path) -> None:
    """``name=`` sets one no longer; what means nothing is refused."""
    rehearsing = preview(story)
    rehearsing.choose("say_no")
    rehearsing.set_facts("nerve=50, camera_running=true")
    assert "red light" in shown(rehearsing)
    assert rehearsing.stand is not None
    assert rehearsing.stand.state.known()["nerve"] == 48
    rehearsing.set_facts("camera_running=")
    assert rehearsing.typed == "nerve=50"
    assert "red light" not in shown(rehearsing)
    rehearsing.set_facts("nerv=3")
    assert said(rehearsing) == ["? rehearse.facts_wrong"]
    rehearsing.set_only("film=1")
    assert rehearsing.typed == "film=1"


def test_facts_that_mean_nothing_are_corrected_before_anything_stands(story: Path) -> None:
    """What is typed then is tried at once."""
    rehearsing = preview(story, facts="nerv=3")
    assert rehearsing.stand is None
    assert [(problem.file, problem.line) for problem in rehearsing.problems] == [(SET_BY_HAND, 0)]
    rehearsing.set_only("nerve=3")
    assert at(rehearsing) == "cold_open/range"
    assert rehearsing.problems == ()


def test_a_fact_that_is_declared_no_longer_is_said(story: Path) -> None:
    """Nothing is thrown away: it may come back."""
    rehearsing = preview(story, facts="film_is=stopped")
    write(story, "[facts.film_is]", "[facts.film_was]", "facts.toml")
    assert rehearsing.follow()
    assert "no fact is called 'film_is'" in rehearsing.problems[0].message
    write(story, "[facts.film_was]", "[facts.film_is]", "facts.toml")
    assert rehearsing.follow()
    assert rehearsing.problems == ()


def test_back_restart_and_jump(story: Path) -> None:
    """One choice back, all of them back, and to another beat."""
    rehearsing = preview(story)
    rehearsing.back()
    assert said(rehearsing) == ["? rehearse.at_beginning"]
    rehearsing.choose("wait")
    rehearsing.choose("again")
    rehearsing.back()
    assert rehearsing.stand is not None
    assert len(rehearsing.stand.taken) == 1
    rehearsing.restart()
    assert at(rehearsing) == "cold_open/range"
    rehearsing.jump("no")
    assert at(rehearsing) == "cold_open/no"
    rehearsing.jump("nope")
    assert said(rehearsing) == ["? rehearse.no_beat"]
    rehearsing.jump("centrifuge/seat")
    assert at(rehearsing) == "centrifuge/seat"
    for typed in ("7", "0", "²", "9" * 5000, "nod"):
        rehearsing.choose(typed)
        assert said(rehearsing) == ["? order.no_such_number"]
        assert rehearsing.notices[0].values == {"typed": typed[:20], "most": 1}
    assert rehearsing.beats() == ("arm", "seat")
    rehearsing.choose("1")
    assert (at(rehearsing), said(rehearsing)) == ("centrifuge/arm", [])


def test_orders_are_about_the_scene_that_it_has_come_to(story: Path) -> None:
    """The beats, and a beat without the name of its scene."""
    write(story, "-> wait\n", "-> centrifuge/arm\n")
    rehearsing = preview(story)
    rehearsing.choose("wait")
    assert rehearsing.scene_id == "centrifuge"
    assert rehearsing.beats() == ("arm", "seat")
    rehearsing.jump(" seat ")
    assert at(rehearsing) == "centrifuge/seat"
    rehearsing.jump("cold_open/")
    assert at(rehearsing) == "cold_open/range"


def test_where_nothing_can_be_chosen_it_says_why(story: Path) -> None:
    """The film is over, or something would be flown."""
    rehearsing = preview(story, "end_cut")
    while rehearsing.stand is not None and rehearsing.stand.state.offers:
        rehearsing.choose("1")
    rehearsing.choose("1")
    assert said(rehearsing) == ["? rehearse.over"]
    flown = Rehearsing(
        Place("free_flight", ""), seed=1, facts="", check=SceneCheck(PHASES, TRANSITIONS), root=WHOLE
    )
    assert said(flown) == ["rehearse.flown"]
    flown.choose("1")
    assert said(flown) == ["? rehearse.flown"]


def test_a_name_that_is_near_is_offered(story: Path) -> None:
    """For scenes and for beats."""
    book = open_book(story)
    for typed, phrase, near in (
        ("cold_opan", "rehearse.no_scene", "cold_open"),
        ("ce", "rehearse.no_scene", "centrifuge"),
        ("", "rehearse.no_scene", ", ".join(book.scene_ids)),
        ("cold_open/rnge", "rehearse.no_beat", "range"),
        ("cold_open/xyz", "rehearse.no_beat", "range, wait, no, titles"),
    ):
        with pytest.raises(UsedWrongly) as refused:
            place_in(book, typed)
        assert refused.value.phrase == phrase
        assert refused.value.values["near"] == near
    assert place_in(book, "cold_open") == Place("cold_open", "")


def notes(rehearsing: Rehearsing) -> tuple[Part, ...]:
    return read_parts(rehearsing.stand, rehearsing.book, rehearsing.problems, rehearsing.typed, WORDS)


def test_what_stands_beside_the_text(story: Path) -> None:
    """How long it is, what moved, where the choices lead, what was set, and what is asked here."""
    rehearsing = preview(story, facts="film=10")
    rehearsing.choose("say_no")
    assert rehearsing.stand is not None
    parts = {part.name: part.rows for part in notes(rehearsing)}
    assert parts["moved"] == ("nerve: 22 to 20",)
    assert parts["open"] == ("1 cut -> titles", "2 back -> range")
    assert parts["hidden"] == ("if camera_running: The red light on Ruben's ...",)
    assert parts["set"] == ("film=10",)
    assert parts["facts"][0] == "camera_running=false"
    told, long = measure_words(rehearsing.stand.turns[-1], WORDS)
    assert not long
    assert told.startswith("13 words")
    rehearsing.jump("wait")
    assert rehearsing.stand is not None
    assert measure_words(rehearsing.stand.turns[-1], WORDS)[1]


def test_every_scene_of_the_film_can_be_previewed() -> None:
    """What can be flown is told, newsreels are scenes, an ending ends."""
    book = open_book()
    for scene_id in book.scene_ids:
        stand = rehearse(Rehearsal(Place(scene_id, ""), 1, {}), book)
        state = stand.state
        assert state.offers or state.ending or state.flight is not None or state.place.scene != scene_id
        assert lines_shown(stand.turns[0])[0].voice is Voice.SLUGLINE
        assert phase_of(book, scene_id, "") in PHASES
