"""The line-mode game as other programs meet it: over pipes, with hostile input, and when it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.storage.film import Film
from tests.cli.program import PATIENCE_S, ROOT

if TYPE_CHECKING:
    from tests.cli.program import Program

TYPED = (
    *("wait", "nothing", "/save a name", "/retake", "say_no", "", "hold"),
    *("/undo", "/what-if 2 the arm", "/go 0"),
)
MOMENTS = (2, 2, 2, 2, 3, 3, 4, 4, 4, 4)


def _moments(folder: Path) -> int:
    with Film.open(next(folder.glob("*.film")), writable=False) as film:
        return film.count()


def _status(out: str) -> int:
    found = re.findall(r"^moments: (\d+)$", out, re.MULTILINE)
    assert found, out
    return int(found[-1])


def test_the_prompt_comes_when_everything_is_durable(program: Program) -> None:
    """When it can be read, another process finds every moment in the file."""
    with program.start("--plain", "--seed", "2") as talk:
        talk.hear()
        for typed, moments in zip(TYPED, MOMENTS, strict=True):
            talk.say(typed)
            talk.hear()
            assert _moments(program.saves) == moments, typed
        assert talk.end() == (0, "")


@pytest.mark.parametrize("shown", range(len(TYPED) + 1))
def test_a_game_that_is_killed_at_its_prompt_goes_on_there(program: Program, shown: int) -> None:
    """Nothing that was answered is lost; the next game stands at the same choices."""
    with program.start("--plain", "--seed", "2") as talk:
        told = talk.hear()
        for typed in TYPED[:shown]:
            talk.say(typed)
            told = talk.hear()
        talk.kill()
        assert talk.end()[0] == -9
    again = program.plain("/status\n")
    assert _status(again.out) == (1, *MOMENTS)[shown]
    choices = re.findall(r"^\d\. .*$", told, re.MULTILINE)
    assert all(choice in again.out for choice in choices)


@pytest.mark.parametrize("typed", ["wait\nsay_no\n", "wait\nsay_no", "wait\r\nsay_no\r\n"])
def test_the_end_of_input_saves_and_leaves(program: Program, typed: str) -> None:
    """Also when the last line has no end, or the lines end as another system's do."""
    told = program.plain(typed)
    assert (told.code, told.err) == (0, "")
    assert _status(program.plain("/status\n").out) == 3


def test_input_that_never_begins_is_a_game_that_was_begun(program: Program) -> None:
    """The first moment is saved, and exit is 0."""
    assert program.plain().code == 0
    assert _moments(program.saves) == 1


def test_a_reader_that_hangs_up_ends_the_game_with_everything_saved(program: Program) -> None:
    """As ``head`` does: exit 0, not a word on stderr."""
    with program.start("--plain") as talk:
        talk.hear()
        talk.say("wait")
        talk.hear()
        talk.hang_up()
        talk.say("wait")
        assert talk.end() == (0, "")
    assert _status(program.plain("/status\n").out) == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_end_from_outside_ends_the_game_with_everything_saved(
    program: Program, number: signal.Signals
) -> None:
    """As Ctrl-C does."""
    with program.start("--plain") as talk:
        talk.hear()
        talk.say("wait")
        talk.hear()
        talk.process.send_signal(number)
        assert talk.end() == (0, "")
    assert _status(program.plain("/status\n").out) == 2
    assert not list(program.saves.glob(".*.lock"))


def test_ctrl_c_says_what_could_not_be_saved(program: Program) -> None:
    """Its number and the reason, on the last line."""
    program.saves.write_text("", encoding="utf-8")
    with program.start("--plain") as talk:
        talk.hear("(NOT SAVED)> ")
        talk.say("wait")
        talk.hear("(NOT SAVED)> ")
        talk.interrupt()
        last = f"Moments that could not be saved: 2. Nothing can be saved in {program.saves}.\n"
        assert talk.hear(last)
        assert talk.end() == (0, "")


def test_ctrl_c_ends_the_game_with_everything_saved(program: Program) -> None:
    """Exit 0, not a word on stderr."""
    with program.start("--plain") as talk:
        talk.hear()
        talk.say("wait")
        talk.hear()
        talk.interrupt()
        assert talk.end() == (0, "")
    assert _status(program.plain("/status\n").out) == 2


def test_no_escape_codes_reach_a_pipe(program: Program) -> None:
    """Whatever the environment asks for, and whatever was typed."""
    hostile = "\x1b[31mred\x1b[0m\n/\x1b]0;title\x07\n/load \x1b[2J\n/save \x1b[2J\n"
    typed = hostile + "wait\n/history\n/status\n/help\n"
    told = program.plain(typed, environment={"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"})
    assert told.code == 0
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", told.out) == []


def test_a_film_from_elsewhere_does_not_speak_to_the_terminal(program: Program) -> None:
    """Its title, its lines and its choices are shown with question marks for what is no sign."""
    assert program.plain("wait\n/quit\n", "--seed", "2").code == 0
    (path,) = program.saves.glob("*.film")
    with Film.open(path, writable=False) as film:
        first = film.moment(0)
    path.unlink()
    hostile = tuple(replace(line, text=f"\x1b]0;title\x07\x9b31m\u202e{line.text}") for line in first.lines)
    offers = tuple(replace(offer, label=f"\x1b[2J{offer.label}") for offer in first.state.offers)
    forged = replace(first, lines=hostile, state=replace(first.state, offers=offers), caption="\x1b[31mred")
    Film.create(
        program.saves,
        seed=2,
        edition="",
        title="\x1b[31mred",
        started_at="2026-03-01T10:00:00+00:00",
        start_reel=0,
        first=forged,
    ).close()
    told = program.plain("/saves\n/dailies\n/tree\n/look 0\n/history\n/status\nwait\n")
    assert told.code == 0
    assert "?[31mred" in told.out
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told.out) == []


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\xfa",
        b"\x00",
        b"caf\xe9",
        "ÿþ 🚀 \u202e".encode(),
        b"1" * 1_000_000,
        b"\xff" * 100_000,
        b"/" * 5000,
    ],
    ids=["not UTF-8", "NUL", "Latin-1", "odd signs", "a megabyte", "100 kB not UTF-8", "5000 slashes"],
)
def test_a_line_of_anything_is_refused_once_and_the_next_one_counts(program: Program, line: bytes) -> None:
    """One sentence that begins with a question mark, of a length that can be read."""
    told = program.plain(line + b"\nwait\n/status\n")
    assert (told.code, told.err) == (0, "")
    refusals = [part for part in told.out.splitlines() if part.startswith(("? ", "> ? "))]
    assert len(refusals) == 1
    assert len(refusals[0]) < 200
    assert _status(told.out) == 2


@pytest.mark.parametrize("name", ["ascii", "latin-1"])
def test_a_pipe_that_is_not_utf8_gets_what_it_can_show(program: Program, name: str) -> None:
    """Question marks at worst; never a traceback."""
    told = program.plain("wait\n/help\n", environment={"PYTHONIOENCODING": name})
    assert (told.code, told.err) == (0, "")


def test_a_second_game_on_the_same_film_looks_until_its_first_order(program: Program) -> None:
    """It says so at each prompt; what is played there is a film of its own, the first is not disturbed."""
    with program.start("--plain", "--seed", "2") as first:
        first.hear()
        first.say("wait")
        first.hear()
        (held,) = program.saves.glob("*.film")
        content = held.read_bytes()
        second = program.plain("/history\n/tree\n/look 0\n/saves\n/status\nwait\n/status\n")
        assert (second.code, second.err) == (0, "")
        assert f"{held.name} is open in another game: you are looking." in second.out
        assert second.out.count("\n(ONLY LOOKING)\n> ") == 6
        looked, played = second.out.split("From here on this is a film of its own, ")
        assert "Give it a second." in looked
        assert [_status(looked), _status(played)] == [2, 3]
        assert "ONLY LOOKING" not in played
        assert held.read_bytes() == content
        first.say("wait")
        assert "Give it a second." in first.hear()
        assert first.end() == (0, "")
    assert len(list(program.saves.glob("*.film"))) == 2


def test_a_second_game_that_only_looks_leaves_nothing_behind(program: Program) -> None:
    """No film, no lock; the prompt comes alone on its line, since nothing waits for the disk."""
    with program.start("--plain", "--seed", "2") as first:
        first.hear()
        program.plain("/dailies\n/tree\n/previously\n/flights\n/quit\n")
        assert len(list(program.saves.glob("*.film"))) == 1
        assert first.end() == (0, "")
    assert not list(program.saves.glob(".*.lock"))


def test_what_was_read_is_gone_through_again_up_to_what_is_new(program: Program) -> None:
    """In another film too; it says how far it went, and an order of one's own goes on from there."""
    assert program.plain("wait\nsay_no\nhold\n", "--seed", "2").code == 0
    told = program.plain("/on\n/status\n", "--seed", "2")
    assert (told.code, told.err) == (0, "")
    assert "\n> * Give it a second.\n" in told.out
    assert _status(told.out) == 4


def test_going_on_to_the_end_of_a_film_ends_it(program: Program) -> None:
    """As the last choice does."""
    ending = "[end] shortest_shoot: The Shortest Shoot\n"
    assert program.plain("say_no\nhold\ngive_up\nkeep\n", "--seed", "2").out.endswith(ending)
    told = program.plain("/on\n/nothing\n", "--seed", "2")
    assert told.code == 0
    assert told.out.endswith(ending)
    assert "/nothing" not in told.out


def test_what_is_shown_is_written_along(program: Program, tmp_path: Path) -> None:
    """From the option, or from the order; a file that cannot be written is said once and stops nothing."""
    along, later = tmp_path / "along.txt", tmp_path / "later.txt"
    told = program.plain(f"wait\n/write {later}\nsay_no\n/write off\nhold\n", "--transcript", str(along))
    assert (told.code, told.err) == (0, "")
    assert "Give it a second." in along.read_text(encoding="utf-8")
    assert "eighteen metres" in later.read_text(encoding="utf-8")
    assert "It has gone out twice." not in later.read_text(encoding="utf-8")
    told = program.plain("/write /dev/full\n/write /dev/null\n/status\n", "--transcript", str(tmp_path))
    assert told.code == 0
    assert told.out.count(" is a folder;") == 1
    assert told.out.count("? ") == 3


def test_every_order_of_the_help_is_known(program: Program) -> None:
    """Each word with a slash, typed alone, is answered; none is unknown, and none is a traceback."""
    helped = program.plain("/help\n/help reach\n/help saves\n").out
    orders = sorted(set(re.findall(r"(?<![\w/])/[a-z][a-z-]*", helped)) - {"/quit"})
    assert len(orders) > 30
    told = program.plain("".join(f"{order}\n" for order in orders))
    assert (told.code, told.err) == (0, "")
    assert "No order is called" not in told.out


@pytest.mark.parametrize("words", ["x y", "1 2 3", "-1", "\u202e", "0@99:99:99", "'", "../..", "9" * 400])
def test_no_order_is_brought_down_by_what_stands_behind_it(program: Program, words: str) -> None:
    """Whatever it is; and the film is as it was."""
    helped = program.plain("/help\n/help reach\n/help saves\n").out
    orders = sorted(set(re.findall(r"(?<![\w/])/[a-z][a-z-]*", helped)) - {"/quit", "/export", "/write"})
    told = program.plain("".join(f"{order} {words}\n" for order in orders) + "/status\n")
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) < 1000


def test_a_folder_that_cannot_be_written_stops_nothing(program: Program) -> None:
    """The game is played in memory, and says so at the beginning and at each prompt."""
    program.saves.write_text("", encoding="utf-8")
    told = program.plain("wait\n/saves\n/status\n")
    assert (told.code, told.err) == (0, "")
    assert f"Nothing can be saved in {program.saves}." in told.out
    assert told.out.count("(NOT SAVED)> ") == 4
    assert _status(told.out) == 2
    lost = f"Moments that could not be saved: 2. Nothing can be saved in {program.saves}."
    assert told.out.splitlines()[-1] == lost
    once = program.plain("/quit\n/status\n/quit\n/quit\n1\n").out
    assert once.count("? Moments that lie in memory only: 1.") == 2, "an order between forgets the first"
    assert once.count("(NOT SAVED)> ") == 4
    assert "Moments that could not be saved: 1. " in once.splitlines()[-1]


def test_a_film_that_is_damaged_in_mid_game_is_gone_on_with_in_a_new_file(program: Program) -> None:
    """Said once; everything of it is in the new file, and the prompt is bare again."""
    with program.start("--plain", "--seed", "2") as talk:
        talk.hear()
        talk.say("wait")
        talk.hear()
        (old,) = program.saves.glob("*.film")
        old.write_bytes(b"")
        talk.say("wait")
        told = talk.hear()
        assert f"{old.name} is empty; there is nothing in it to load.\n" in told
        assert re.search(r"^The whole film is kept in a new file, [0-9a-f-]+\.film\.$", told, re.MULTILINE)
        talk.say("say_no")
        talk.hear()
        assert talk.end() == (0, "")
    assert old.read_bytes() == b""
    assert _status(program.plain("/status\n").out) == 4


def test_the_end_of_a_film_is_told_in_one_line(program: Program) -> None:
    """`[end] ID: Title` is the last line, and what was typed after it is left unread."""
    told = program.plain("say_no\nhold\ngive_up\nkeep\n/nothing\n")
    assert told.code == 0
    assert told.out.splitlines()[-1] == "[end] shortest_shoot: The Shortest Shoot"


def test_a_film_that_is_over_can_be_loaded_and_taken_again(program: Program) -> None:
    """The next game says how; loading shows its last page and its end, and goes on reading orders."""
    ending = "[end] shortest_shoot: The Shortest Shoot\n"
    assert program.plain("say_no\nhold\ngive_up\nkeep\n").out.endswith(ending)
    begun = program.plain("")
    said = re.search(
        r"^(Film of .*) is finished, so another film begins; .*, /load (\S+) and then /retake\.$",
        begun.out,
        re.MULTILINE,
    )
    assert said is not None, begun.out
    told = program.plain(f"/load {said[2]}\nkeep\n/retake\nleave_it\n/nothing\n")
    assert told.code == 0
    assert re.search(r"\nNobody says cut\.\n(.*\n)*?\n> \? The film is over;", told.out)
    assert told.out.count(ending) == 2
    assert told.out.endswith(ending)
    assert "Takes: 2. " in told.out


def test_answering_one_for_ever_ends(whole_program: Program) -> None:
    """What is typed for ever is read until the film's end and no further."""
    told = whole_program.plain("1\n" * 1000)
    assert told.code == 0
    assert told.out.splitlines()[-1].startswith("[end] ")


def test_the_credits_count_the_endings_that_were_ever_seen(program: Program) -> None:
    """Those of this story; what another had is not counted."""
    program.saves.mkdir()
    (program.saves / "profile.json").write_text('{"endings_seen": ["of_another_story"]}', encoding="utf-8")
    typed = "say_no\nhold\ngive_up\nkeep\n"
    assert "\nTakes: 1. Endings seen: 1 of 2.\n" in program.plain(typed).out
    assert "\nTakes: 1. Endings seen: 1 of 2.\n" in program.plain(typed, "--seed", "5").out


def test_the_mark_of_a_film_that_began_at_a_reel_is_shown(program: Program) -> None:
    """By /status and by /saves."""
    told = program.plain("/status\n/saves\n", "--reel", "2")
    assert told.out.count("begun at: reel 2\n") == 1
    assert told.out.count("\n  begun at reel 2\n") == 1
    assert "begun at" not in program.plain("/new\n/status\n").out


def test_an_input_that_cannot_be_read_has_ended(program: Program) -> None:
    """A descriptor that was opened for writing only."""
    with Path(os.devnull).open("wb") as for_writing:
        done = subprocess.run(
            program.command("--plain"),
            cwd=ROOT,
            env=program.environment(),
            stdin=for_writing,
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_ending_is_remembered_in_the_profile(program: Program) -> None:
    """For the list of endings seen; what a player set there is left alone."""
    program.saves.mkdir()
    profile = program.saves / "profile.json"
    profile.write_text('{"theme": "phosphor"}', encoding="utf-8")
    assert program.plain("say_no\nhold\ngive_up\nkeep\n").code == 0
    text = profile.read_text(encoding="utf-8")
    assert '"phosphor"' in text
    assert '"shortest_shoot"' in text


def test_what_takes_no_words_says_so(program: Program) -> None:
    """What was typed behind it was meant to do something; quitting alone is never held up."""
    told = program.plain("wait\n/undo 3\n/new a film\n/on 2\n/status\n/quit now\n/status\n", "--seed", "2")
    assert told.out.count("? Nothing can stand behind /") == 3
    assert "? Nothing can stand behind /new, so a film was not understood" in told.out
    assert _status(told.out) == 2
    assert told.out.count("moments: 2") == 1


def test_the_profile_tells_of_this_sitting_too(program: Program) -> None:
    """To the last choice; and what is done after that is counted as well."""
    told = program.plain("wait\n/profile\nsay_no\n/retake\nhold\n/profile\n", "--seed", "2")
    assert (told.code, told.err) == (0, "")
    found = re.findall(r"^Choices made: (\d+)$", told.out, re.MULTILINE)
    assert found == ["1", "2"], told.out


def test_nothing_is_written_behind_what_the_game_did_not_begin(program: Program, tmp_path: Path) -> None:
    """By the order and by the option; the sentence is a refusal, and the game goes on."""
    letter = tmp_path / "letter"
    letter.write_text("Dear all\n", encoding="utf-8")
    told = program.plain(f"/write {letter}\n/write a\0b\nwait\n/status\n", "--transcript", str(letter))
    assert (told.code, told.err) == (0, "")
    assert told.out.count("? letter was not begun by this game") == 2
    assert "? No file can have that name." in told.out
    assert letter.read_text(encoding="utf-8") == "Dear all\n"
    assert _status(told.out) == 2


def test_real_time_is_not_promised_line_by_line(program: Program) -> None:
    """It is said, and then played in turns."""
    sentence = "Line by line a flight is played in turns; "
    assert sentence in program.plain("", "--pace", "real").out
    assert sentence not in program.plain("", "--pace", "turns").out


def test_a_film_that_ends_unsaved_does_not_leave_the_player(program: Program) -> None:
    """There is a prompt at which it can still be exported; saved, the ending is the last line."""
    program.saves.write_text("", encoding="utf-8")
    told = program.plain("say_no\nhold\ngive_up\nkeep\n/status\n/quit\n", "--seed", "2")
    shown = told.out.split("[end] shortest_shoot: The Shortest Shoot\n")[1]
    assert shown.startswith("\n(NOT SAVED)> ")
    assert "moments: 5" in shown
