"""The profile: settings that survive, and whose loss harms nothing."""

from __future__ import annotations

import resource
import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.storage.profile import DAMAGED, FILE, NARROWEST, WIDEST, Profile, load_profile, save_profile

from .samples import contents, in_child

_PROFILES = st.builds(
    Profile,
    theme=st.text(st.characters(exclude_categories=["Cs"])),
    text_width=st.integers(NARROWEST, WIDEST),
    reduced_motion=st.booleans(),
    difficulty=st.sampled_from(["told", "assisted", "flown", "bare"]),
    pace=st.sampled_from(["real", "turns"]),
    keys=st.dictionaries(*[st.text(st.characters(exclude_categories=["Cs"]))] * 2),
    endings_seen=st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
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
