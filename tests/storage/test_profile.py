"""The profile: settings that survive, and whose loss harms nothing."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
import warnings
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.storage.lock import take_lock
from game.storage.profile import (
    DAMAGED,
    FILE,
    NARROWEST,
    WIDEST,
    Profile,
    Tally,
    joined_tally,
    load_profile,
    save_profile,
    summed,
    with_contact,
    with_tilt,
)

from .samples import contents, in_child


def _sorted(idents: list[str]) -> tuple[str, ...]:
    return tuple(sorted(idents))


_ID = st.text(st.characters(exclude_categories=["Cs"]))
_IDS = st.lists(_ID, unique=True)
_COUNT = st.integers(0, 10**6)
_FOUND = st.none() | st.integers(0, 180)
_TALLIES = st.builds(
    Tally,
    begun=st.integers(0, 1),
    choices=_COUNT,
    orders=_COUNT,
    ticks_flown=_COUNT,
    approaches=_COUNT,
    captures=_COUNT,
    stations=_COUNT,
    again=_COUNT,
    undone=_COUNT,
    words=_COUNT,
    least_tilt_deg=_FOUND,
    most_tilt_deg=_FOUND,
    endings=_IDS.map(_sorted),
)
_PROFILES = st.builds(
    Profile,
    theme=st.text(st.characters(exclude_categories=["Cs"])),
    text_width=st.integers(NARROWEST, WIDEST),
    reduced_motion=st.booleans(),
    difficulty=st.sampled_from(["told", "assisted", "flown", "bare"]),
    pace=st.sampled_from(["real", "turns"]),
    keys=st.dictionaries(*[st.text(st.characters(exclude_categories=["Cs"]))] * 2),
    endings_seen=_IDS.map(_sorted),
    newsreels_seen=_IDS.map(_sorted),
    cards=st.dictionaries(*[st.text(st.characters(exclude_categories=["Cs"]))] * 2),
    films=st.dictionaries(_ID, _TALLIES),
)


@given(_PROFILES)
def test_every_setting_survives(profile: Profile) -> None:
    """What was chosen once is chosen."""
    folder = Path(tempfile.mkdtemp())
    try:
        save_profile(folder, profile)
        assert load_profile(folder) == (profile, None)
        assert [path.name for path in folder.iterdir()] == [FILE]
    finally:
        shutil.rmtree(folder)


def test_a_folder_without_a_profile_has_the_defaults(tmp_path: Path) -> None:
    """Nothing is said about it, and nothing is made."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "absent", tmp_path / "file"):
        assert load_profile(folder) == (Profile(), None)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("folder", ["absent", "file/inside", "x" * 300])
def test_a_folder_that_cannot_be_there_has_the_defaults_too(tmp_path: Path, folder: str) -> None:
    """Whoever wants to save in it is told; the settings have nothing to add."""
    (tmp_path / "file").write_text("x")
    assert load_profile(tmp_path / folder) == (Profile(), None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"theme":3}',
        b'{"pace":"slow"}',
        b'{"text_width":1e400}',
    ],
)
def test_a_damaged_profile_is_laid_aside_and_the_defaults_are_used(tmp_path: Path, content: bytes) -> None:
    """One sentence, once; what was there can still be looked at."""
    (tmp_path / FILE).write_bytes(content)
    profile, refusal = load_profile(tmp_path)
    assert profile == Profile()
    assert refusal is not None
    assert (refusal.phrase, refusal.values) == ("profile.damaged", {"file": FILE, "aside": DAMAGED})
    assert contents(tmp_path) == {DAMAGED: content}
    assert load_profile(tmp_path) == (Profile(), None)


def test_a_profile_of_another_edition_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    """What a newer one added is passed over, what an older one had not is the default."""
    (tmp_path / FILE).write_bytes(b'{"theme":"phosphor","sound":"off"}')
    assert load_profile(tmp_path) == (Profile(theme="phosphor"), None)


@pytest.mark.parametrize(("written", "read"), [(0, NARROWEST), (9999, WIDEST), (60, 60)])
def test_a_width_that_no_screen_offers_is_the_nearest_that_is(
    tmp_path: Path, written: int, read: int
) -> None:
    """A hand-edited number must not break the page."""
    (tmp_path / FILE).write_bytes(msgspec.json.encode({"text_width": written}))
    assert load_profile(tmp_path)[0].text_width == read


def test_a_profile_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """The disk is full in the middle: the old one or the new one, never a part."""
    save_profile(tmp_path, Profile(theme="phosphor"))
    before = contents(tmp_path)

    def save() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
        try:
            save_profile(tmp_path, Profile(theme="x" * 1000))
        except SaveRefused as refusal:
            return refusal.phrase
        return "nothing was refused"

    assert in_child(save)[0] == "save.disk_full"
    assert contents(tmp_path) == before
    with pytest.raises(SaveRefused):
        save_profile(tmp_path / "absent", Profile())


def test_whoever_reads_a_profile_while_it_is_written_reads_the_old_one_whole(tmp_path: Path) -> None:
    """The new one takes the name of the old one; it is never written over it."""
    save_profile(tmp_path, Profile(theme="phosphor"))
    with (tmp_path / FILE).open("rb") as reading:
        save_profile(tmp_path, Profile(theme="light"))
        assert msgspec.json.decode(reading.read(), type=Profile) == Profile(theme="phosphor")
    assert load_profile(tmp_path) == (Profile(theme="light"), None)


def test_a_profile_that_may_not_be_read_is_left_alone(tmp_path: Path) -> None:
    """It is somebody else's, or a folder."""
    (tmp_path / FILE).mkdir()
    profile, refusal = load_profile(tmp_path)
    assert profile == Profile()
    assert refusal is not None
    assert refusal.phrase == "profile.unreadable"
    assert (tmp_path / FILE).is_dir()


def test_an_ending_is_seen_once() -> None:
    """The list is sorted and holds each id once."""
    profile = Profile().with_ending("upright").with_ending("cut").with_ending("upright")
    assert profile.endings_seen == ("cut", "upright")


def test_two_games_do_not_lose_each_others(tmp_path: Path) -> None:
    """Each adds what is its own to what lies there: endings, cards, newsreels, another film's count."""
    first = Profile(endings_seen=("cut",), cards={"moo": "2026-01-02"}, films={"a": Tally(choices=3)})
    second = Profile(endings_seen=("sayan",), newsreels_seen=("firsts",), films={"b": Tally(choices=4)})
    save_profile(tmp_path, first)
    assert save_profile(tmp_path, second) == load_profile(tmp_path)[0]
    kept, _ = load_profile(tmp_path)
    assert kept.endings_seen == ("cut", "sayan")
    assert kept.newsreels_seen == ("firsts",)
    assert kept.cards == {"moo": "2026-01-02"}
    assert summed(kept.films.values()).choices == 7


def _save_patiently(folder: Path, writer: int, number: int) -> None:
    mine = Profile(endings_seen=(f"{writer}_{number}",), films={f"{writer}": Tally(choices=number + 1)})
    while True:
        try:
            save_profile(folder, mine, mine)
        except SaveRefused as refusal:
            if refusal.phrase != "save.in_use":
                raise
        else:
            return


def test_many_games_at_once_lose_nothing(tmp_path: Path) -> None:
    """Processes that write at the same time: every ending and every count of each is there at the end."""
    writers, rounds = 4, 5
    children: list[int] = []
    for writer in range(writers):
        with warnings.catch_warnings():
            # Other threads belong to the test runner; the child never touches what they hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            try:
                for number in range(rounds):
                    _save_patiently(tmp_path, writer, number)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    kept, _ = load_profile(tmp_path)
    assert len(kept.endings_seen) == writers * rounds
    assert summed(kept.films.values()).choices == writers * rounds
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_setting_that_the_other_game_changed_stays_as_it_left_it(tmp_path: Path) -> None:
    """Only what was changed here is written; what was changed in both is the last one's."""
    known = save_profile(tmp_path, Profile(theme="light", pace="real"))
    save_profile(tmp_path, msgspec.structs.replace(known, theme="phosphor"), known)
    save_profile(tmp_path, msgspec.structs.replace(known, pace="turns"), known)
    kept, _ = load_profile(tmp_path)
    assert (kept.theme, kept.pace) == ("phosphor", "turns")


def test_a_count_sets_no_setting(tmp_path: Path) -> None:
    """What is counted says nothing of themes, also where no profile lies yet."""
    save_profile(tmp_path, Profile(theme="light"))
    counts = Profile(films={"a": Tally(begun=1)})
    save_profile(tmp_path, counts, counts)
    assert load_profile(tmp_path)[0] == Profile(theme="light", films={"a": Tally(begun=1)})


def test_a_profile_that_was_lost_in_mid_game_is_written_whole_again(tmp_path: Path) -> None:
    """The settings of this sitting are what there is left of them."""
    known = save_profile(tmp_path, Profile(theme="light"))
    (tmp_path / FILE).write_bytes(b"{")
    save_profile(tmp_path, msgspec.structs.replace(known, pace="turns"), known)
    assert load_profile(tmp_path)[0] == Profile(theme="light", pace="turns")
    assert (tmp_path / DAMAGED).read_bytes() == b"{"


def test_what_a_later_edition_added_is_kept(tmp_path: Path) -> None:
    """At the top, and within what was counted of a playthrough."""
    later = {"sound": {"loud": 3}, "films": {"a": {"choices": 2, "moos": 5}}, "theme": "light"}
    (tmp_path / FILE).write_bytes(msgspec.json.encode(later))
    save_profile(tmp_path, Profile(films={"a": Tally(choices=4), "b": Tally(words=9)}))
    lying = msgspec.json.decode((tmp_path / FILE).read_bytes())
    assert lying["sound"] == {"loud": 3}
    assert lying["films"] == {"a": {"choices": 4, "moos": 5}, "b": {"words": 9}}


def test_a_profile_that_another_game_holds_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Nothing waits for ever, and what lies there is as it was."""
    save_profile(tmp_path, Profile(theme="light"))
    lock = take_lock(tmp_path / f".{FILE}.lock")
    assert lock is not None
    with pytest.raises(SaveRefused) as refused:
        save_profile(tmp_path, Profile(theme="phosphor"))
    lock.release()
    assert refused.value.phrase == "save.in_use"
    assert load_profile(tmp_path)[0].theme == "light"


def test_a_profile_as_large_as_none_can_be_is_damaged(tmp_path: Path) -> None:
    """It is not read into the memory whole."""
    with (tmp_path / FILE).open("wb") as file:
        file.truncate((1 << 24) + 1)
    assert load_profile(tmp_path)[0] == Profile()
    assert (tmp_path / DAMAGED).exists()


@given(_TALLIES, _TALLIES)
def test_two_accounts_of_one_playthrough_are_the_longer_of_each(one: Tally, other: Tally) -> None:
    """In any order, as often as you like: nothing of it is counted twice."""
    both = joined_tally(one, other)
    assert both == joined_tally(other, one) == joined_tally(both, one) == joined_tally(both, other)
    assert both.choices == max(one.choices, other.choices)


@given(st.lists(_TALLIES, max_size=5))
def test_a_sum_is_over_playthroughs(tallies: list[Tally]) -> None:
    """Each counts once, and an ending as often as it was come to."""
    whole = summed(tallies)
    assert whole.words == sum(tally.words for tally in tallies)
    assert sorted(whole.endings) == sorted(ending for tally in tallies for ending in tally.endings)
    tilts = [tally.least_tilt_deg for tally in tallies if tally.least_tilt_deg is not None]
    assert whole.least_tilt_deg == min(tilts, default=None)


def test_the_truest_contact_and_both_tilts_are_kept() -> None:
    """Nearest the middle, and of equals the gentlest; the least turn and the most."""
    tally = with_contact(with_contact(with_contact(Tally(), 9, 12), 3, 14), 3, 11)
    assert (tally.offset_cm, tally.closing_cm_s) == (3, 11)
    tally = with_tilt(with_tilt(Tally(), 57), 12)
    assert (tally.least_tilt_deg, tally.most_tilt_deg) == (12, 57)


def test_what_nobody_set_is_not_written(tmp_path: Path) -> None:
    """A later edition's default is then the one that counts; what was set back to the default is written."""
    known = save_profile(tmp_path, Profile(theme="light"))
    assert msgspec.json.decode((tmp_path / FILE).read_bytes()).keys().isdisjoint({"pace", "text_width"})
    save_profile(tmp_path, Profile(), known)
    assert msgspec.json.decode((tmp_path / FILE).read_bytes())["theme"] == ""
