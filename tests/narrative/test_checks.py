"""The checks: a whole story's mistakes, all in one run, each with file, line and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.mission.phases import Guard, Phase, Transition
from game.narrative.checks import check_story, is_card_file, is_scene_file
from game.narrative.findings import Finding

from .samples import (
    COLD_OPEN,
    FACTS,
    HATCH,
    HOME,
    PHASES,
    TRANSITIONS,
    check,
    error_messages,
    file_of,
    head,
    story_files,
)

BEFORE = head().count("\n")
END = "\n\n=> docked\n"


def found(name: str, body: str, names: str) -> list[int]:
    """Return the lines, below the front matter, of the errors in a scene that say this."""
    report = check(**{name: body})
    at = [finding for finding in report.errors if names in finding.message]
    assert all(finding.file == file_of(name) for finding in at)
    return [finding.line - BEFORE for finding in at]


def warned(name: str, body: str, names: str) -> list[int]:
    report = check(**{name: body})
    return [finding.line - BEFORE for finding in report.warnings if names in finding.message]


def test_a_story_without_a_mistake_has_no_finding() -> None:
    """The sample is clean, so every finding below is the change's own."""
    report = check()
    assert report.errors == ()
    assert report.warnings == ()


@pytest.mark.parametrize(
    ("body", "line", "names"),
    [
        (
            "## a\n\n- [x] X. -> away" + END.replace("\n\n=", "\n\n## b\n\n="),
            3,
            "this scene has no beat 'away'",
        ),
        ("## a\n\n`if nerve > 1` -> hatsch/" + END, 3, "no scene is called 'hatsch' (did you mean 'hatch'?)"),
        (
            "## a\n\n`if nerve > 1` -> hatch/smel" + END,
            3,
            "'hatch' has no beat 'smel' (did you mean 'smell'?)",
        ),
        ("## a\n\n=> dokced\n", 3, "no trigger 'dokced' (did you mean 'docked'?)"),
        ("## a\n\n=> undocked\n", 3, "means nothing in the phase 'opening'; it knows docked"),
        ("## a\n\n-> b\n\n## b\n\n-> a\n", 1, "in a circle"),
        ("## a" + END + "\n## b" + END, 5, "nothing leads to the beat 'b'"),
    ],
)
def test_a_way_that_leads_astray_is_named_with_its_line(body: str, line: int, names: str) -> None:
    """Unknown beat, scene, trigger; a trigger in the wrong phase; a circle; a beat that nothing leads to."""
    assert found("cold_open", body, names) == [line]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("## a\n\n- [x] X. `if nerve > 20` -> b\n\n## b" + END, "no choice is open when nerve == 0"),
        (
            "## a\n\n- [x] X. `if craft == kit` -> b\n- [y] Y. `if craft == ranging` -> b\n\n## b" + END,
            "no choice is open when craft == none",
        ),
        (
            "## a\n\n`if nerve > 20` -> b\n\n`if nerve < 20` -> b\n\n## b" + END,
            "no arrow acts when nerve == 20",
        ),
        (
            "## a\n\n- [x] X. `if nerve <= 20` -> b\n- [y] Y. `if nerve >= 22` -> b\n\n## b" + END,
            "no choice is open when nerve == 21",
        ),
        (
            "## a\n\n`if craft == none` `craft = kit`\n\n`if camera_running` `craft = none`\n\n"
            "- [x] X. `if craft != none` -> b\n\n## b" + END,
            "no choice is open when camera_running == True",
        ),
        ("## a\n\n- [x] X. `if clock < 12:18` -> b\n\n## b" + END, "no choice is open when"),
        (
            "## a\n\n`nerve -= 30`\n\n- [x] X. `if nerve > 20` -> b\n\n## b" + END,
            "no choice is open when nerve == 0",
        ),
        (
            "## a\n\n- [x] X. `once` -> b\n- [y] Y. `if camera_running` -> c\n\n## b\n\n-> a\n\n## c" + END,
            "camera_running == False and every once-only choice was taken",
        ),
    ],
)
def test_a_dead_end_is_found_with_the_state_that_leads_into_it(body: str, names: str) -> None:
    """Every state that the choices ask about is tried, after effects and with once-only choices taken."""
    assert found("cold_open", body, names) == [1]


@pytest.mark.parametrize(
    "body",
    [
        "## a\n\n- [x] X. `if nerve > 20` -> b\n- [y] Y. `if nerve <= 20` -> b\n\n## b" + END,
        "## a\n\n- [x] X. `if craft in (kit, ranging)` -> b\n- [y] Y. `if craft == none` -> b\n\n## b" + END,
        "## a\n\n`if camera_running` -> b\n\n- [x] X. `if not camera_running` -> b\n\n## b" + END,
        "## a\n\n`if nerve > 20` -> b\n\n`if nerve <= 20` -> b\n\n## b" + END,
        "## a\n\n`nerve += 30`\n\n- [x] X. `if nerve > 20` -> b\n\n## b" + END,
        "## a\n\n- [x] X. `once` -> b\n- [y] Y. `once` -> b\n\n## b" + END,
        "## a\n\n- [x] X. `if nerve >= tries` -> b\n- [y] Y. `if tries > nerve` -> b\n\n## b" + END,
    ],
)
def test_choices_that_cover_every_state_are_no_dead_end(body: str) -> None:
    """What can be proved is not complained about; a once-only choice that never comes back cannot run out."""
    assert not [message for message in error_messages(check(cold_open=body)) if "dead end" in message]


def test_a_once_only_choice_can_run_out_over_a_trigger() -> None:
    """The mission leads back to scenes, and a choice that was taken stays taken."""
    again = (*TRANSITIONS, Transition("station", "back", "opening"))
    body = "## a\n\n- [x] X. `once` -> b\n\n## b" + END
    hatch = HATCH.replace("- [go]", "- [back] Back. -> back\n- [go]") + "\n## back\n\n=> back\n"
    report = check_story(story_files(cold_open=body, hatch=hatch), PHASES, again)
    assert any("every once-only choice was taken" in message for message in error_messages(report))


@pytest.mark.parametrize(
    "condition",
    [
        "nerve > 100",
        "nerve > 20 and nerve < 10",
        "craft == kit and craft == none",
        "clock > 12:00 and clock < 11:00",
    ],
)
def test_a_choice_that_no_state_can_offer_is_found(condition: str) -> None:
    """Its condition contradicts itself or the bounds of a fact."""
    body = f"## a\n\n- [x] X. -> b\n- [y] Y. `if {condition}` -> b\n\n## b" + END
    assert found("cold_open", body, "no state can offer the choice 'y'") == [4]


def test_a_choice_behind_an_arrow_that_always_acts_first_is_found() -> None:
    """The beat is tried as it is read."""
    body = (
        "## a\n\n`if camera_running` -> b\n\n- [x] X. -> b\n- [y] Y. `if camera_running` -> b\n\n## b" + END
    )
    assert found("cold_open", body, "no state can offer the choice 'y'") == [6]


def test_too_many_facts_to_try_are_admitted() -> None:
    """What was not proved is not claimed."""
    facts = FACTS + "".join(
        f'[facts.f{n}]\ntype = "bool"\ndefault = false\nmeaning = "m"\n' for n in range(14)
    )
    every = " and ".join(f"f{n}" for n in range(14))
    body = f"## a\n\n- [x] X. `if {every}` -> b\n- [y] Y. `if not ({every})` -> b\n\n## b" + END
    report = check(facts_toml=facts, cold_open=body)
    assert not report.errors
    assert any("too many facts meet here" in finding.message for finding in report.warnings)


def test_a_condition_that_never_holds_is_worth_a_look() -> None:
    """A paragraph that nobody can read."""
    assert warned("cold_open", "## a\n\n`if nerve > 100` Words." + END, "never holds") == [3]


def test_a_scene_that_nothing_leads_to_is_one_mistake() -> None:
    """Its beats are not counted one by one."""
    report = check(attic="## a\n\n-> b\n\n## b" + END)
    assert [(finding.file, finding.line) for finding in report.errors] == [(file_of("attic"), 1)]


def test_a_phase_without_its_scene_is_named() -> None:
    """The mission cannot open on nothing."""
    report = check(home=None)
    assert any(
        "'ending.home' opens on the scene 'home', which has no file" in text
        for text in error_messages(report)
    )


def test_a_trigger_that_nothing_fires_is_worth_a_look() -> None:
    """A row of the mission's table that no story reaches."""
    report = check_story(
        story_files(), PHASES, (*TRANSITIONS, Transition("opening", "gave_up", "ending.home"))
    )
    assert [finding.file for finding in report.warnings if "'gave_up'" in finding.message] == [
        file_of("cold_open")
    ]


def test_rows_that_are_all_guarded_are_worth_a_look() -> None:
    """If every guard says no, the trigger means nothing."""
    guarded = Transition(
        "opening", "docked", "station", Guard("craft == kit", lambda facts: facts["craft"] == "kit")
    )
    report = check_story(story_files(), PHASES, (guarded, *TRANSITIONS[1:]))
    assert any("has a guard" in finding.message for finding in report.warnings)


def test_one_scene_may_stand_in_two_phases_and_must_be_legal_in_both() -> None:
    """A scene that is reached by an arrow fires in the phase that it was reached from."""
    report = check(cold_open=COLD_OPEN.replace("-> told\n- [film_it]", "-> hatch/\n- [film_it]"))
    assert any(
        "`=> undocked` means nothing in the phase 'opening'" in text for text in error_messages(report)
    )


def test_a_file_that_is_not_utf8_is_named_with_its_line_and_checked_further() -> None:
    """The rest of it is still read, so that one run is enough."""
    files = story_files(cold_open=COLD_OPEN + "\n## lost\n\nWords.\n")
    files[file_of("cold_open")] = files[file_of("cold_open")].replace(b"0041", b"00\xe941")
    report = check_story(files, PHASES, TRANSITIONS)
    assert any("not UTF-8 (byte 0xe9)" in f.message and f.line == BEFORE + 3 for f in report.errors)
    assert any("'lost' is a dead end" in text for text in error_messages(report))


def test_two_files_of_one_scene_are_refused() -> None:
    """An id means one file."""
    files = story_files()
    files["reels/1_other/hatch.md"] = files[file_of("hatch")]
    report = check_story(files, PHASES, TRANSITIONS)
    assert any("is also in" in text for text in error_messages(report))


def test_a_scene_whose_front_matter_is_broken_hides_no_other_mistake() -> None:
    """Arrows into it are not called wrong, and the other files are checked."""
    report = check(hatch="---\nno end\n", cold_open="## a\n\n`set nerve`\n\n-> hatch/anything\n")
    assert len([text for text in error_messages(report) if "set and clear" in text]) == 1
    assert not [
        text for text in error_messages(report) if "no scene is called" in text or "has no beat" in text
    ]


def test_text_longer_than_a_screen_is_worth_a_look_over_arrows_and_triggers() -> None:
    """From a choice to the next, 14 lines of 76 columns."""
    half = " ".join(["words"] * 60)
    assert warned("cold_open", f"## a\n\n{half}\n\n-> b\n\n## b\n\n{half}" + END, "a screen is 14") == [1]
    assert warned("cold_open", f"## a\n\n{half}" + END, "a screen is 14") == []
    alternatives = f"## a\n\n`if camera_running` {half}\n\n`if not camera_running` {half}" + END
    assert warned("cold_open", alternatives, "a screen is 14") == []


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        ('type = "bool"\ndefault = false', "nothing ever reads 'spare'"),
        ('type = "bool"\ndefault = false', "nothing ever changes 'spare'"),
    ],
)
def test_a_fact_that_nobody_uses_is_worth_a_look(fact: str, names: str) -> None:
    """State that does not matter is taken out."""
    report = check(facts_toml=f'{FACTS}\n[facts.spare]\n{fact}\nmeaning = "m"\n')
    line = FACTS.count("\n") + 2
    assert [(f.file, f.line) for f in report.warnings if names in f.message] == [("facts.toml", line)]


def test_a_word_that_nothing_sets_is_worth_a_look() -> None:
    """A fact that can never be what a condition asks for."""
    report = check(facts_toml=FACTS.replace('["none", "kit"]', '["none", "kit", "part"]'))
    assert any("nothing ever makes wish 'part'" in finding.message for finding in report.warnings)


@pytest.mark.parametrize(
    ("renamed", "names"),
    [
        ('[beats]\n"cold_open/old" = "cold_open/away"\n', "'cold_open/away' is not in the story"),
        ('[beats]\n"cold_open/told" = "cold_open/dark"\n', "'cold_open/told' is in the story again"),
        ('[scenes]\nattic = "cellar"\n', "'cellar' is not in the story"),
        ('[scenes]\nhatch = "home"\n', "'hatch' is in the story again"),
        ('[choices]\n"cold_open/old" = "cold_open/away"\n', "'cold_open/away' is not in the story"),
        ('[facts]\nbrave = "courage"\n', "'courage' is not in the story"),
        ('[facts]\nnerve = "tries"\n', "'nerve' is in the story again"),
    ],
)
def test_a_rename_leads_from_what_is_gone_to_what_stands(renamed: str, names: str) -> None:
    """An old save must be able to follow it."""
    report = check(renamed_toml=renamed)
    assert [(f.file, f.line) for f in report.errors if names in f.message] == [("renamed.toml", 2)], (
        report.errors
    )


def test_good_renames_are_left_alone() -> None:
    """Also through two editions."""
    renamed = (
        '[beats]\n"cold_open/a" = "cold_open/b"\n"cold_open/b" = "cold_open/dark"\n"attic/x" = "attic/y"\n'
        '[scenes]\nattic = "hatch"\n[choices]\n"cold_open/no" = "cold_open/say_no"\n'
        '[facts]\nbrave = "nerve"\n'
    )
    assert check(renamed_toml=renamed).errors == ()


def test_endings_and_phases_agree() -> None:
    """Every ending of the mission has its title, and no title is left over."""
    report = check(endings_toml='[away]\ntitle = "t"\nnote = "n"\n')
    assert {(f.line, f.message.split(";")[0]) for f in report.errors} == {
        (0, "the mission ends in 'home', which is not here"),
        (1, "the mission has no phase ending.away"),
    }


def test_a_start_begins_in_a_phase() -> None:
    """``--reel N`` cannot begin nowhere."""
    report = check(starts_toml='[reel_1]\nfacts = {}\nphase = "attic"\n')
    assert [(f.file, f.line) for f in report.errors] == [("starts.toml", 3)]


@pytest.mark.parametrize(
    ("phrases", "line", "names"),
    [
        (None, 0, "the file is missing"),
        ('"a.b" = \n', 1, "not TOML"),
        ('"a.b" = "Words."\n[a]\nb = "More."\n', 1, "'a.b' stands in phrases.toml already; take one away"),
        ('x = "y"\n"a.b" = ""\n', 2, "'a.b' needs words"),
        ("[a]\nb = 3\n", 2, "'a.b' needs words"),
    ],
)
def test_phrases_are_there_and_have_words(phrases: str | None, line: int, names: str) -> None:
    """Every word that is not story stands in one file."""
    report = check(phrases_toml=phrases)
    assert [(f.file, f.line) for f in report.errors if names in f.message] == [("phrases.toml", line)], (
        report.errors
    )


def test_a_phrase_that_the_game_says_must_be_there() -> None:
    """A missing id would be a hole on the screen."""
    report = check_story(story_files(), PHASES, TRANSITIONS, {"a.b", "a.c"})
    assert [text.split(",")[0] for text in error_messages(report)] == ["the game says 'a.c'"]


def test_cards_and_newsreels_need_the_list_of_sources() -> None:
    """And each card is checked against it."""
    files = story_files()
    files["archive/kurs.md"] = b"# Kurs\n\nIt measures. [A] It is old.\n"
    report = check_story(files, PHASES, TRANSITIONS)
    assert {(f.file, f.line) for f in report.errors} == {("archive/sources.toml", 0), ("archive/kurs.md", 3)}
    files["archive/sources.toml"] = b'[B]\ntitle = "t"\n'
    report = check_story(files, PHASES, TRANSITIONS)
    assert len([text for text in error_messages(report) if "no source" in text]) == 2


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("## a\n\n`at 12:00:00`" + END, 3),
        ("## a\n\n`at 13:00:00`\n\n`at 12:30:00`" + END, 5),
        ("## a\n\n`at 13:00:00`\n\n-> b\n\n## b\n\n`wait 10`\n\n`at 13:00:05`" + END, 11),
        (
            "## a\n\n- [x] X. `at 13:00:00` -> b\n- [y] Y. `at 14:00:00` -> b\n\n## b\n\n`at 12:50:00`" + END,
            8,
        ),
        ("## a\n\n`at 2021-10-05 11:00:00`" + END, 3),
    ],
)
def test_a_clock_that_certainly_goes_back_is_found(body: str, line: int) -> None:
    """From the scene's own time, over beats, waits and choices."""
    text = head(extra="time: 2021-10-05 12:09:30\n") + body
    report = check(cold_open=text)
    assert [f.line - BEFORE - 1 for f in report.errors if "cannot go back" in f.message] == [line], (
        report.errors
    )


@pytest.mark.parametrize(
    "body",
    [
        "## a\n\n`at 12:09:30`\n\n`at 12:10:00`" + END,
        "## a\n\n`if camera_running` `at 14:00:00`\n\n`at 13:00:00`" + END,
        "## a\n\n- [x] X. `at 13:00:00` -> b\n- [y] Y. `at 14:00:00` -> b\n\n## b\n\n`at 13:30:00`" + END,
        "## a\n\n`at 2021-10-06 01:00:00`\n\n`at 02:00:00`" + END,
        "## a\n\n`at 12:10:00`\n\n- [x] X. `once` -> a\n- [y] Y. -> b\n\n## b" + END,
    ],
)
def test_a_clock_that_may_go_on_is_left_alone(body: str) -> None:
    """Only what is certain is a mistake."""
    report = check(cold_open=head(extra="time: 2021-10-05 12:09:30\n") + body)
    assert [f for f in report.errors if "go back" in f.message] == []


def test_every_kind_of_mistake_is_found_in_one_run() -> None:
    """The promise of ``story check``: a writer runs it once."""
    cold_open = (
        "## a\n\n**Nobody:** Words.\n\n`if nevre > 2` Words.\n\n`set nerve`\n\n`if len(craft) > 1` Words.\n\n"
        "- [x] X. -> away\n- [x] X. -> attic/\n- Y. -> b\n- [z] Z. `if nerve > 100` -> b\n- [s] S. -> c\n\n"
        "## b\n\n=> nowhere\n\n## c\n\nWords.\n\n## d" + END + "\n## e\n\n- [q] Q. `if camera_running` -> b\n"
    )
    files = story_files(cold_open=cold_open)
    files["people.toml"] += b"# \xff\n"
    messages = "\n".join(error_messages(check_story(files, PHASES, TRANSITIONS)))
    for names in (
        "nobody is called 'Nobody'",
        "no fact is called 'nevre'",
        "set and clear",
        "a call is not possible",
        "no beat 'away'",
        "no scene is called 'attic'",
        "twice",
        "begins with its id",
        "no state can offer",
        "no trigger 'nowhere'",
        "'c' is a dead end",
        "nothing leads to the beat 'd'",
        "a dead end: no choice is open when camera_running == False",
        "not UTF-8",
    ):
        assert names in messages, names


def test_findings_are_in_order_and_none_is_said_twice() -> None:
    """By file, then by line."""
    report = check(
        cold_open="## a\n\n`set nerve`\n\n`set tries`" + END, hatch="## smell\n\n`set nerve`\n\n=> undocked\n"
    )
    assert list(report.errors) == sorted(set(report.errors))
    assert Finding(file_of("hatch"), BEFORE + 3, report.errors[-1].message) == report.errors[-1]


@pytest.mark.parametrize(
    ("file", "scene", "card"),
    [
        ("reels/2_up/hatch.md", True, False),
        ("newsreels/firsts.md", True, False),
        ("newsreels/old/firsts.md", False, False),
        ("archive/kurs.md", False, True),
        ("README.md", False, False),
        ("reels/README.md", False, False),
        ("archive/sources.toml", False, False),
    ],
)
def test_files_are_told_apart_by_where_they_lie(file: str, scene: bool, card: bool) -> None:
    """A README is for people."""
    assert is_scene_file(file) is scene
    assert is_card_file(file) is card


def test_a_phase_without_a_scene_is_the_end() -> None:
    """It needs no file."""
    assert PHASES["over"] == Phase("over", "")
    assert check(home=HOME, hatch=HATCH).errors == ()


LINES = sorted({line for data in story_files().values() for line in data.split(b"\n")})


TABLES = {
    "later.toml": b'[wish]\nreels = [3]\nreading = "R."\n',
    "out_of_bounds.toml": b'[phrases]\n"grass" = "why"\n[told]\nmost_in_a_thousand = 2\nwords = ["you"]\n',
    "calendar.toml": b'[times]\n"12:00" = "noon"\n[dates]\n"5 October 2021" = "launch"\n',
    "archive/sources.toml": b'[A]\naddress = "https://example.org"\n',
    "words.txt": b"# Words\ngrass\n",
}
TABLE_LINES = sorted({line for data in TABLES.values() for line in data.split(b"\n")})


@given(
    st.sampled_from(sorted(TABLES)),
    st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(TABLE_LINES), max_size=9).map(b"\n".join)),
)
def test_whatever_stands_in_a_table_it_is_a_report(file: str, data: bytes) -> None:
    """A table that cannot be read is a mistake with its place, and the story is checked all the same."""
    report = check_story({**story_files(), **TABLES, file: data}, PHASES, TRANSITIONS)
    for finding in (*report.errors, *report.warnings):
        assert finding.file
        assert finding.line >= 0
        assert finding.message


@given(
    st.sampled_from(sorted(story_files())),
    st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(LINES), max_size=30).map(b"\n".join)),
    st.booleans(),
)
def test_whatever_stands_in_a_file_it_is_a_report(file: str, data: bytes, front: bool) -> None:
    """The check is for broken stories; it never breaks itself."""
    files = story_files()
    files[file] = head(file.rpartition("/")[2].removesuffix(".md")).encode() + data if front else data
    report = check_story(files, PHASES, TRANSITIONS)
    for finding in (*report.errors, *report.warnings):
        assert finding.file
        assert finding.line >= 0
        assert finding.message


def test_a_mistake_in_the_call_outs_is_found_with_its_line() -> None:
    """A file of call-outs is doubted like any other."""
    text = '[[line]]\nid = "a"\non = "no_such_cue"\nwho = "actor"\nsay = "Words."\n'
    files = {**story_files(), "callouts/docking.toml": text.encode()}
    report = check_story(files, PHASES, TRANSITIONS)
    lines = [finding.line for finding in report.errors if "no_such_cue" in finding.message]
    assert lines == [3]
