"""A recording as a file: it comes back as it was, and what is no recording is refused in one sentence."""

from __future__ import annotations

import gzip
import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.emergencies.flown import Kind, simulation_of
from game.engine.recording import LONGEST_TICKS, Given, Recording, Said, fly, verify
from game.errors import SaveRefused
from game.readout.phrasebook import Phrasebook
from game.storage import recording_file
from game.storage.library import phrases
from game.storage.recording_file import (
    LARGEST_FILE,
    LARGEST_PLAIN,
    MAGIC,
    SUFFIX,
    decode_recording,
    encode_recording,
    export_picture,
    export_recording,
    read_recording,
    recording_name,
    write_recording,
)
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Control,
    FlightOrder,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Reply,
    Task,
    Tell,
)
from game.vocabulary.values import Voice
from tests.engine import station_flights
from tests.engine.flights import day, docked, opening, spoilt

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "a.flight"

RECORDINGS = Path(__file__).parent / "recordings"

EVERY_ORDER: tuple[FlightOrder, ...] = (
    Pulse(Control.FORWARD, 3),
    Burn(Control.NOSE_LEFT, on=True),
    Burn(Control.NOSE_LEFT, on=False),
    StopAll(),
    Set(Switch.LAMP, on=True),
    Brake(),
    BackOff(),
    WaveOff(),
    Call(Ask.MOSCOW),
    Say(Word.QUIET),
    ChangeRung(Rung.ASSISTED),
    Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS),
    Tell(Person.MOSCOW, News.RUNS_ON),
    Answer(Question.CAMERA, Reply.KEEP_ROLLING),
    AllToShips(),
    AllStay(),
)


def _refused(packed: bytes) -> str:
    with pytest.raises(SaveRefused) as refusal:
        decode_recording(packed, NAME)
    assert NAME in Phrasebook(phrases()).say_error(refusal.value)
    return refusal.value.phrase


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _plain(packed: bytes) -> bytes:
    return gzip.decompress(packed[len(MAGIC) :])


def _packed(change: Callable[[dict[str, Any]], object], recording: Recording | None = None) -> bytes:
    """Return a file whose JSON was changed; `Any` because it is what JSON is."""
    plain: dict[str, Any] = json.loads(_plain(encode_recording(recording or docked())))
    change(plain)
    return MAGIC + gzip.compress(json.dumps(plain).encode())


def test_a_recording_comes_back_as_it_was() -> None:
    """Docked, spoilt, and the whole day's approach, to the last bit."""
    for recording in (docked(), spoilt(), day()):
        assert decode_recording(encode_recording(recording), NAME) == recording


def test_an_emergency_of_the_station_comes_back_as_it_was() -> None:
    """Regained, held, and the drill, to the last bit; with both loops in it."""
    for recording in (station_flights.early(), station_flights.held(), station_flights.drilled()):
        assert decode_recording(encode_recording(recording), NAME) == recording
    assert {said.voice for said in station_flights.early().said} >= {Voice.LOOP, Voice.SECOND_LOOP}


def test_half_an_hour_of_the_station_is_small() -> None:
    """Its two hundred states are far from the limits, and so are those of the longest night."""
    recording = station_flights.silent()
    packed = encode_recording(recording)
    assert len(packed) < 120_000
    longest = LONGEST_TICKS / recording.ticks
    assert longest * len(_plain(packed)) < LARGEST_PLAIN / 2
    assert longest * len(packed) < LARGEST_FILE / 2


def test_a_file_of_the_first_edition_is_read_and_written_as_it_was() -> None:
    """A docking's, from before the station was flown; its meaning and its words stay."""
    packed = (RECORDINGS / "docking_1.flight").read_bytes()
    recording = decode_recording(packed, NAME)
    assert (recording.emergency, recording.ticks, len(recording.keyframes)) == ("docking", 620, 5)
    assert [said.text for said in recording.said] == ["You have the ship.", "Twenty."]
    assert verify(recording) is None
    assert _plain(encode_recording(recording)) == _plain(packed)


def test_every_order_comes_back() -> None:
    """And there is no kind of order that this test forgets."""
    assert {type(order) for order in EVERY_ORDER} == set(get_args(FlightOrder))
    recording = replace(docked(), orders=(Given(0, EVERY_ORDER),))
    assert decode_recording(encode_recording(recording), NAME).orders == recording.orders


def test_a_flight_without_an_end_comes_back() -> None:
    """One can be exported in the middle."""
    recording = replace(docked(), ending=None)
    assert decode_recording(encode_recording(recording), NAME) == recording


def test_a_file_is_small_and_always_the_same() -> None:
    """A whole approach in less than 40 kB."""
    assert encode_recording(day()) == encode_recording(day())
    assert len(encode_recording(day())) < 40_000


def test_words_from_a_file_do_nothing_to_a_terminal() -> None:
    """An escape in a line that was said is shown as a question mark."""
    recording = replace(docked(), said=(Said(3, "actor", "\x1b[2Jgone\u202e"),))
    assert decode_recording(encode_recording(recording), NAME).said[0].text == "?[2Jgone?"


@pytest.mark.parametrize(
    ("packed", "phrase"),
    [
        (b"", "replay.empty"),
        (b"not a flight", "replay.foreign"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "replay.foreign"),
        (gzip.compress(b"{}", mtime=0), "replay.foreign"),
        (MAGIC[:7], "replay.cut"),
        (b"OFF SCRIPT FLIGHT 2\n", "replay.newer"),
        (MAGIC, "replay.cut"),
        (MAGIC + b"neither gzip nor anything", "replay.damaged"),
        (MAGIC + gzip.compress(b"{", mtime=0), "replay.damaged"),
        (MAGIC + gzip.compress(b"\xff\xfe", mtime=0), "replay.damaged"),
        (MAGIC + gzip.compress(b"[" * 100_000), "replay.damaged"),
        (MAGIC + gzip.compress(b"{}", mtime=0), "replay.damaged"),
        (MAGIC + b"\x00" * LARGEST_FILE, "replay.too_large"),
        (MAGIC + gzip.compress(b" " * (LARGEST_PLAIN + 1)), "replay.too_large"),
    ],
)
def test_what_is_no_recording_is_refused(packed: bytes, phrase: str) -> None:
    """Foreign, cut, newer, damaged, too large, or a bomb: one sentence that names the file."""
    assert _refused(packed) == phrase


def test_what_hangs_on_behind_is_noticed() -> None:
    """A file holds one flight and nothing else."""
    assert _refused(encode_recording(docked()) + b"tail") == "replay.damaged"


def test_a_file_cut_anywhere_is_refused() -> None:
    """Never half a flight."""
    packed = encode_recording(docked())
    for length in range(1, len(packed), 997):
        assert _refused(packed[:length]) in {"replay.cut", "replay.foreign"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 30), st.integers(1, 255))
def test_a_byte_that_was_changed_is_noticed(where: int, by: int) -> None:
    """By the sums over the packed part, or by the first line."""
    packed = bytearray(encode_recording(docked()))
    place = where % len(packed)
    packed[place] ^= by
    try:
        read = decode_recording(bytes(packed), NAME)
    except SaveRefused:
        return
    # Only gzip's own head may differ without a change of meaning: its time, its system.
    assert len(MAGIC) <= place < len(MAGIC) + 10
    assert read == docked()


_CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda one: one.pop("keyframes"),
    lambda one: one.update(keyframes=[]),
    lambda one: one.update(seed="7"),
    lambda one: one.update(seed=8),
    lambda one: one.update(rung="told me"),
    lambda one: one.update(emergency="station"),
    lambda one: one.update(ticks=1e300),
    lambda one: one.update(ticks=-5),
    lambda one: one["orders"].append([0, []]),
    lambda one: one["orders"][0][1].append({"type": "eval", "code": "1"}),
    lambda one: one["orders"][0][1].append({"type": "pulse", "control": "fwd", "ticks": 1_000_000}),
    lambda one: one["keyframes"][0].update(tick=3),
    lambda one: one["keyframes"][1]["ship"].update(mass_kg=-1.0),
    lambda one: one["keyframes"][1]["ship"].update(attitude=[0, 0, 0, 0]),
    lambda one: one["said"].append([0, "actor"]),
    lambda one: one.update(ending={"trigger": 3}),
]


@pytest.mark.parametrize("number", range(len(_CHANGES)))
def test_a_well_packed_file_that_makes_no_sense_is_refused(number: int) -> None:
    """Types, numbers out of range, an order that nobody knows, a flight that contradicts itself."""
    assert _refused(_packed(_CHANGES[number])) == "replay.damaged"


_STATION_CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda one: one.update(emergency="docking"),
    lambda one: one.update(emergency="tsunami"),
    lambda one: one.update(start="day"),
    lambda one: one.update(seed=8),
    lambda one: one["keyframes"][1]["people"].pop(),
    lambda one: one["keyframes"][1]["people"].append(one["keyframes"][1]["people"][0]),
    lambda one: one["keyframes"][0]["people"][0].update(who="nobody"),
    lambda one: one["keyframes"][1]["body"]["turning"].update(attitude=[0, 0, 0, 0]),
    lambda one: one["keyframes"][1]["body"].pop("turning"),
    lambda one: one["keyframes"][2].update(tick=3),
    lambda one: one["keyframes"][0]["brief"].update(scenario="flood"),
    lambda one: one["orders"][0][1].append({"type": "assign", "who": "rookie", "task": "sing"}),
    lambda one: one.update(simulation=0),
]


@pytest.mark.parametrize("number", range(len(_STATION_CHANGES)))
def test_a_station_that_makes_no_sense_is_refused(number: int) -> None:
    """Two emergencies in one, somebody missing or twice, words that nobody knows."""
    assert _refused(_packed(_STATION_CHANGES[number], station_flights.held())) == "replay.damaged"


def test_a_station_of_another_simulation_is_named_so() -> None:
    """By its own number, which is not the docking's."""

    def change(one: dict[str, Any]) -> None:
        one["simulation"] = 99
        one["keyframes"][0]["brief"].pop("nerve")

    with pytest.raises(SaveRefused) as refusal:
        decode_recording(_packed(change, station_flights.held()), NAME)
    assert refusal.value.phrase == "replay.other_simulation"
    assert f"here {simulation_of(Kind.STATION)}" in Phrasebook(phrases()).say_error(refusal.value)


def test_a_flight_of_another_simulation_whose_states_are_others_is_named_so() -> None:
    """It is not called damaged."""

    def change(one: dict[str, Any]) -> None:
        one["simulation"] = 99
        one["keyframes"][0]["brief"].pop("nerve")

    assert _refused(_packed(change)) == "replay.other_simulation"


def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    """Nothing else is left in the folder."""
    path = tmp_path / NAME
    write_recording(path, docked())
    assert read_recording(path) == docked()
    assert _names(tmp_path) == [NAME]


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    """The refusal names it."""
    path = tmp_path / NAME
    path.write_bytes(b"mine")
    with pytest.raises(SaveRefused) as refusal:
        write_recording(path, docked())
    assert (refusal.value.phrase, path.read_bytes()) == ("replay.exists", b"mine")
    assert _names(tmp_path) == [NAME]
    write_recording(path, docked(), replace=True)
    assert read_recording(path) == docked()


def test_exports_find_a_free_name(tmp_path: Path) -> None:
    """The same flight twice, and its picture."""
    folder = tmp_path / "saves"
    first, second = export_recording(folder, docked()), export_recording(folder, docked())
    assert first.name == f"{recording_name(docked())}{SUFFIX}" == "docking-come_in-flown-7-1.flight"
    assert second.name == "docking-come_in-flown-7-1-2.flight"
    assert recording_name(station_flights.held()) == "station-roll-flown-7-1"
    assert read_recording(second) == docked()
    picture = export_picture(folder, docked(), "<svg/>")
    assert (picture.suffix, picture.read_text()) == (".svg", "<svg/>")


def test_what_the_disk_refuses_is_one_sentence(tmp_path: Path) -> None:
    """A file that is not there, a folder in its place, a name that cannot be, a file as folder."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: read_recording(tmp_path / "none"), "replay.missing"),
        (lambda: read_recording(tmp_path / "folder"), "replay.foreign"),
        (lambda: read_recording(tmp_path / "a\x00b"), "replay.missing"),
        (lambda: write_recording(tmp_path / "none" / NAME, docked()), "replay.missing"),
        (lambda: export_recording(tmp_path / "file", docked()), "replay.disk"),
    ]
    for attempt, phrase in cases:
        with pytest.raises(SaveRefused) as refusal:
            attempt()
        assert refusal.value.phrase == phrase


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """And nothing is left in it."""
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(SaveRefused) as refusal:
            write_recording(tmp_path / NAME, docked())
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert refusal.value.phrase == "replay.forbidden"
    assert _names(tmp_path) == []


def test_a_write_that_fails_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a file never takes the place of a whole one."""
    path = tmp_path / NAME
    path.write_bytes(b"mine")

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recording_file, "sync", full)
    with pytest.raises(SaveRefused) as refusal:
        write_recording(path, docked(), replace=True)
    assert refusal.value.phrase == "replay.disk"
    assert path.read_bytes() == b"mine"
    assert _names(tmp_path) == [NAME]


def test_what_could_not_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits hold both ways."""
    monkeypatch.setattr(recording_file, "LARGEST_PLAIN", 1000)
    with pytest.raises(SaveRefused) as refusal:
        encode_recording(docked())
    assert refusal.value.phrase == "replay.too_large"


def test_a_recording_is_a_recording() -> None:
    """The type that is read is the one that is written."""
    assert isinstance(decode_recording(encode_recording(docked()), NAME), Recording)


def test_a_flight_that_was_over_at_once_comes_back() -> None:
    """Waved off in the first tick."""
    flown = fly(opening(), lambda _, __: (WaveOff(),), edition="test")
    assert (flown.ticks, len(flown.keyframes)) == (1, 2)
    assert decode_recording(encode_recording(flown), NAME) == flown
