"""The keeper: what belongs to the player is noted while it is played, and never in the way of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.engine.turn import begin
from game.errors import StoryError
from game.narrative.lobby import LobbyCard, scan_lobby
from game.readout.phrasebook import Phrasebook
from game.session import Notice, Session
from game.storage.can import Can
from game.storage.keeper import PlayersKeeper
from game.storage.library import phrases
from game.storage.lock import take_lock
from game.storage.profile import DAMAGED, FILE, Profile, Tally, load_profile, save_profile
from game.storage.seen import FILE as SEEN
from game.vocabulary.events import Event, PhaseEntered, SceneOpened
from game.vocabulary.values import Line, Voice
from tests.engine.stage import HIGH_TICKET, SHORTEST, small_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from game.engine.state import State
    from game.session.present import Keeper

ROOT = Path(__file__).parents[2]

CARDS = """\
[red_light]
title = "The Red Light"
words = "It ran."
when = "camera_running"

[by_eye]
title = "By Eye"
words = "Ninety, she says."
when = "range_by == vera"

[the_end]
title = "The End"
words = "It was one."
ending = "any"

[twice]
title = "Twice"
words = "And again."
counted = "films_finished >= 2"
"""


def cards() -> tuple[LobbyCard, ...]:
    found, errors = scan_lobby(CARDS, small_book().declarations)
    assert not errors
    return found


def a_keeper(
    folder: Path, lobby: Callable[[], Sequence[LobbyCard]] = cards, day: int = 1
) -> PlayersKeeper[Notice]:
    return PlayersKeeper(folder, lobby=lobby, now=lambda: f"2026-03-0{day}T10:00:00+00:00", notice=Notice)


def a_session(folder: Path, keeper: Keeper | None) -> Session:
    seconds = count()
    return Session(
        small_book(),
        Can(folder),
        phrases=Phrasebook(phrases()),
        edition="a test",
        now=lambda: f"2026-03-01T10:00:{next(seconds):02}.000+00:00",
        fresh_seed=lambda: HIGH_TICKET,
        keeper=keeper,
    )


def said(session: Session, *choices: str) -> list[tuple[str, str]]:
    """Take choices, and return what was said of the profile, with the title that it names."""
    found: list[tuple[str, str]] = []
    for choice in choices:
        notices = session.choose(choice).notices
        found += [(notice.phrase, str(notice.values.get("title", ""))) for notice in notices]
    return [row for row in found if row[0].startswith(("lobby.", "profile."))]


def the_tally(folder: Path) -> Tally:
    """Return what was counted of the one playthrough there is."""
    (tally,) = load_profile(folder)[0].films.values()
    return tally


def test_a_deed_earns_its_card_once_and_for_ever(tmp_path: Path) -> None:
    """Said in one line, in the turn that did it; kept with the day; never said again."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.begin()
    assert said(session, "film_it") == [("lobby.given", "The Red Light")]
    assert load_profile(tmp_path)[0].cards == {"red_light": "2026-03-01T10:00:00+00:00"}
    session.retake()
    assert said(session, "film_it") == []
    session.begin()
    assert said(session, "film_it", "by_eye") == [("lobby.given", "By Eye")]
    session.close()
    keeper.close()
    later = a_session(tmp_path, a_keeper(tmp_path, day=2))
    later.begin()
    assert said(later, "film_it") == []
    later.close()
    assert load_profile(tmp_path)[0].cards["red_light"].startswith("2026-03-01")


def test_what_a_marked_start_hands_over_is_no_deed(tmp_path: Path) -> None:
    """A playthrough that begins in mid-mission earns what is done in it, and what it ends with by itself."""
    session = a_session(tmp_path, a_keeper(tmp_path))
    assert session.begin(reel=2).state.known()["camera_running"]
    given = said(session, *SHORTEST[2:])
    assert session.present.state.ending
    session.close()
    assert given == [("lobby.given", "The End")]


def test_an_ending_is_kept_and_counted_and_two_make_a_card(tmp_path: Path) -> None:
    """Over all films; each film's ending counts once, however often it is come to."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.begin()
    assert said(session, *SHORTEST) == [("lobby.given", "The End")]
    ending = session.present.state.ending
    session.retake()
    assert said(session, SHORTEST[-1]) == []
    assert load_profile(tmp_path)[0].endings_seen == (ending,)
    assert the_tally(tmp_path).endings == (ending,)
    session.begin()
    assert said(session, *SHORTEST) == [("lobby.given", "Twice")]
    session.close()


def test_every_line_that_was_shown_is_known_in_the_next_sitting(tmp_path: Path) -> None:
    """From the first line of the first film on, and no other."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    first = session.begin().lines
    shown = [*first, *session.choose("wait").lines]
    session.close()
    later = a_keeper(tmp_path)
    assert all(later.has_seen(line) for line in shown)
    assert not later.has_seen(Line(Voice.NARRATION, "Never.", "", "cold_open/dark"))


def test_a_line_is_on_the_disk_with_the_turn_that_showed_it(tmp_path: Path) -> None:
    """A game that is killed forgets none but those of the very first turn, which wait for the second."""
    session = a_session(tmp_path, a_keeper(tmp_path))
    lines = session.begin().lines
    assert not (tmp_path / SEEN).exists()
    lines += session.choose("wait").lines
    killed = a_keeper(tmp_path)
    assert all(killed.has_seen(line) for line in lines)
    session.close()


def test_choices_words_and_ways_back_are_counted_by_film(tmp_path: Path) -> None:
    """What one sitting counted the next goes on from."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    words = sum(len(line.text.split()) for line in session.begin().lines)
    for choice in ("wait", "wait"):
        words += sum(len(line.text.split()) for line in session.choose(choice).lines)
    session.retake()
    session.choose("nothing of the kind")
    words += sum(len(line.text.split()) for line in session.choose("film_it").lines)
    session.close()
    keeper.close()
    tally = the_tally(tmp_path)
    assert (tally.begun, tally.choices, tally.again, tally.words) == (1, 3, 1, words)
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.resume()
    session.choose("wait")
    session.close()
    keeper.close()
    tally = the_tally(tmp_path)
    assert (tally.begun, tally.choices, tally.again) == (1, 4, 1)


def test_what_was_taken_back_is_counted_when_the_film_is_left(tmp_path: Path) -> None:
    """It is no turn, so it is read from the film; a film that is gone takes nothing of it away."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.begin()
    session.choose("wait")
    session.retake()
    session.undo()
    session.redo()
    session.undo()
    session.choose("wait")
    first = session.present.film
    session.begin()
    session.choose("wait")
    assert load_profile(tmp_path)[0].films[first].undone == 2
    session.close()
    (tmp_path / f"{first}.film").unlink()
    keeper.close()
    assert load_profile(tmp_path)[0].films[first].undone == 2


def test_two_games_on_one_folder_do_not_lose_each_others(tmp_path: Path) -> None:
    """Each on a playthrough of its own, turn by turn."""
    keepers = [a_keeper(tmp_path), a_keeper(tmp_path)]
    sessions = [a_session(tmp_path, keeper) for keeper in keepers]
    for session in sessions:
        session.begin()
    for choice in SHORTEST:
        for session in sessions:
            session.choose(choice)
    for session, keeper in zip(sessions, keepers, strict=True):
        session.close()
        keeper.close()
    profile, _ = load_profile(tmp_path)
    assert [tally.choices for tally in profile.films.values()] == [len(SHORTEST)] * 2
    assert sum(tally.begun for tally in profile.films.values()) == 2


def test_the_players_settings_are_left_alone(tmp_path: Path) -> None:
    """Whatever is counted."""
    save_profile(tmp_path, Profile(theme="phosphor", pace="turns"))
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.begin()
    session.choose("film_it")
    session.close()
    keeper.close()
    profile, _ = load_profile(tmp_path)
    assert (profile.theme, profile.pace) == ("phosphor", "turns")


def test_a_disk_that_takes_nothing_is_said_once_and_play_goes_on(tmp_path: Path) -> None:
    """What was earned is said all the same, and written as soon as it can be."""
    away = tmp_path / "away"
    keeper = a_keeper(away)
    session = a_session(tmp_path, keeper)
    session.begin()
    found = said(session, "film_it", "wait", "say_no")
    away.mkdir()
    found += said(session, "hold")
    session.close()
    keeper.close()
    assert found == [("profile.not_kept", ""), ("lobby.given", "The Red Light")]
    assert load_profile(away)[0].cards.keys() == {"red_light"}
    assert (away / SEEN).exists()


def test_a_profile_that_is_damaged_is_said_once_and_laid_aside(tmp_path: Path) -> None:
    """Line by line nobody else reads it; the playthrough has nothing to do with it."""
    (tmp_path / FILE).write_bytes(b"{")
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    line = session.begin().lines[-1]
    # What is asked before the second turn keeps nothing back from it.
    assert keeper.has_seen(line)
    assert said(session, "wait", "wait") == [("profile.damaged", "")]
    session.close()
    assert (tmp_path / DAMAGED).read_bytes() == b"{"


def test_another_game_that_writes_holds_nobody_up_for_long_and_nothing_is_lost(tmp_path: Path) -> None:
    """What could not be written waits for the next scene, or for the end, and nothing is said of it."""
    keeper = a_keeper(tmp_path)
    session = a_session(tmp_path, keeper)
    session.begin()
    lock = take_lock(tmp_path / f".{FILE}.lock")
    assert lock is not None
    assert said(session, "film_it") == [("lobby.given", "The Red Light")]
    assert load_profile(tmp_path)[0].cards == {}
    lock.release()
    session.close()
    keeper.close()
    assert load_profile(tmp_path)[0].cards.keys() == {"red_light"}


def test_a_lobby_with_a_mistake_gives_nothing_and_stops_nobody(tmp_path: Path) -> None:
    """The writer finds it by the check."""

    def broken() -> Sequence[LobbyCard]:
        raise StoryError("lobby.toml", 1, "not TOML")

    session = a_session(tmp_path, a_keeper(tmp_path, broken))
    session.begin()
    assert said(session, "film_it") == []
    session.close()


def test_a_newsreel_that_was_sat_through_is_kept(tmp_path: Path) -> None:
    """By its phase's name, also when it offered no choice; one that is under way is none yet."""
    keeper = a_keeper(tmp_path)
    keeper.heard(a_present())
    running = a_present()
    running.state = replace(running.state, phase="newsreel.monopoly")
    running.events = (PhaseEntered("newsreel.monopoly", "hatch_open"), SceneOpened("newsreel_monopoly", 3))
    keeper.heard(running)
    assert load_profile(tmp_path)[0].newsreels_seen == ()
    over = a_present()
    over.before = running.state
    over.events = (
        PhaseEntered("newsreel.firsts", "goodbye_said"),
        PhaseEntered("up.launch", "newsreel_over"),
        SceneOpened("launch", 2),
    )
    keeper.heard(over)
    assert load_profile(tmp_path)[0].newsreels_seen == ("firsts", "monopoly")


def test_nothing_of_it_is_read_or_imported_before_the_second_thing_that_is_heard(tmp_path: Path) -> None:
    """The first stands on the screen before any of this is wanted."""
    script = """
import sys
from pathlib import Path
from game.storage.keeper import PlayersKeeper
def lobby():
    raise AssertionError
keeper = PlayersKeeper(Path(sys.argv[1]), lobby=lobby, now=lambda: "", notice=lambda *said: said)
assert keeper.heard(object()) == ()
print("loaded", *sorted({name for name in sys.modules if name.startswith("game.")}))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "loaded game.storage game.storage.keeper\n"
    assert list(tmp_path.iterdir()) == []


@dataclass
class _Given:
    """A present of which only what a keeper asks is known."""

    state: State
    events: tuple[Event, ...]
    film: str = "a_film"
    marks: tuple[str, ...] = ()
    take: int = 1
    takes: int = 1
    before: State | None = None
    lines: tuple[Line, ...] = (Line(Voice.NARRATION, "The range reads.", "", "cold_open/dark"),)
    notices: tuple[Notice, ...] = ()


def a_present() -> _Given:
    """Return the first present of a film."""
    turn = begin(small_book(), HIGH_TICKET)
    return _Given(turn.state, turn.events)


@pytest.mark.parametrize("phrase", ["save.kept_anew", "save.own_way"])
def test_a_film_that_goes_on_in_another_file_is_not_begun_by_it(tmp_path: Path, phrase: str) -> None:
    """It was begun once."""
    keeper = a_keeper(tmp_path)
    keeper.heard(a_present())
    second = a_present()
    second.film = "another_file"
    second.notices = (Notice(phrase, {"ident": "another_file"}),)
    keeper.heard(second)
    keeper.close()
    films = load_profile(tmp_path)[0].films
    assert {ident: tally.begun for ident, tally in films.items()} == {"a_film": 1, "another_file": 0}


def test_cards_that_the_text_leads_to_are_met_once_and_kept(tmp_path: Path) -> None:
    """Written when one is met for the first time; what nothing leads to changes nothing."""
    asked: list[int] = []

    def leads(lines: Iterable[Line]) -> list[str]:
        asked.append(len(list(lines)))
        return ["kurs"] if len(asked) > 1 else []

    keeper = PlayersKeeper(tmp_path, lobby=cards, now=lambda: "2026-03-01", notice=Notice, leads=leads)
    present = a_session(tmp_path, keeper).begin(seed=HIGH_TICKET)
    keeper.close()
    assert load_profile(tmp_path)[0].archive_met == ()
    for _ in range(2):
        keeper.heard(present)
        assert load_profile(tmp_path)[0].archive_met == ("kurs",)
