"""``offscript replay``: a recording played back as text, or as JSON."""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from game.emergencies.docking import flight
from game.emergencies.docking.state import Hands
from game.engine.debrief import debrief
from game.engine.debriefing import look_back
from game.engine.recording import Keyframe, Recording, docking_of
from game.errors import SaveRefused, UsedWrongly
from game.readout.debrief_words import result_words
from game.readout.debriefs import summary
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.recording_file import MAGIC, write_recording
from game.vocabulary.flying import (
    TICKS_PER_S,
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
from game.workshop import replay
from tests.engine.flights import docked
from tests.engine.station_flights import early, held

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.flight"
    write_recording(path, docked())
    return path


def _run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    replay.add_arguments(parser)
    return replay.run(parser.parse_args(arguments))


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_flight_is_told_from_its_head_to_its_proof(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was flown, every order, every line, the truth each ten seconds, the end, and a proof."""
    assert _run(str(file)) == 0
    lines = capsys.readouterr().out.splitlines()
    words = Phrasebook(phrases())
    assert lines[0] == "Manual docking, come in, flown, seed 7, approach 1, 12:14:30."
    assert "12:14:30  Moscow: You have the ship." in lines
    assert "12:14:45  Vera: Twenty." in lines
    assert sum("  > " in line for line in lines) == sum(len(given.orders) for given in docked().orders)
    assert sum("off the line" in line and " kg" in line for line in lines) == docked().ticks // 200 + 2
    found = debrief(docked(), decide=False)
    assert found.result is not None
    assert any(line.endswith(result_words(found.result, words)) for line in lines)
    for sentence in summary(found, words):
        assert sentence in lines
    frames = len(docked().keyframes)
    assert lines[-1] == f"Replayed under simulation {flight.SIMULATION}; {frames} keyframes agree."


def test_what_happened_is_told_in_order(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the clock."""
    _run(str(file))
    clocks = [line[:8] for line in capsys.readouterr().out.splitlines() if line[2:3] == ":" == line[5:6]]
    assert clocks == sorted(clocks)
    assert len(clocks) > 20


def test_json_has_one_object_a_second(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last one with the ending and the proof; no order is lost."""
    assert _run(str(file), "--json") == 0
    rows = _rows(capsys.readouterr().out)
    assert [row["tick"] for row in rows] == [*range(0, docked().ticks, TICKS_PER_S), docked().ticks]
    assert rows[0]["range_m"] == pytest.approx(25.0, abs=0.01)
    assert rows[0]["clock"] == "12:14:30"
    assert docked().orders[0].tick == 0
    assert (rows[0]["orders"], rows[1]["orders"][0]) == ([], replay.order_text(docked().orders[0].orders[0]))
    ordered = [order for row in rows for order in row["orders"]]
    assert ordered == [replay.order_text(order) for given in docked().orders for order in given.orders]
    assert "ending" not in rows[0]
    assert (rows[-1]["ending"], rows[-1]["verified"]) == ("passed", True)


def test_it_begins_where_it_is_told_to(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seconds of the flight; what was before is left out."""
    _run(str(file), "--json", "--from", "100")
    assert _rows(capsys.readouterr().out)[0]["tick"] == 2000
    _run(str(file), "--from", "100")
    told = capsys.readouterr().out
    assert "Twenty." not in told
    assert "12:16:10  " in told
    assert "12:16:00  " not in told


def test_a_speed_waits_for_every_tick(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as fast takes half the time; without one nothing waits."""
    waited: list[float] = []
    monkeypatch.setattr("game.workshop.replay.time.sleep", waited.append)
    _run(str(file), "--json")
    assert waited == []
    _run(str(file), "--json", "--speed", "2")
    total = 0.0
    for seconds in waited:
        total += seconds
    assert total == pytest.approx(docked().ticks / TICKS_PER_S / 2.0)
    capsys.readouterr()


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "-1"),
        ("--from", "nan"),
        ("--from", "1e9"),
        ("--from", "soon\x1b[2J"),
        ("--speed", "0"),
        ("--speed", "inf"),
        ("--speed", "9"),
        ("--speed", ""),
    ],
)
def test_absurd_numbers_are_refused_in_one_sentence(file: Path, words: tuple[str, str]) -> None:
    """Before anything is shown, and nothing of them reaches the terminal."""
    with pytest.raises(UsedWrongly) as refusal:
        _run(str(file), *words)
    sentence = Phrasebook(phrases()).say_error(refusal.value)
    assert words[0] in sentence
    assert sentence.isprintable()


def test_a_file_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Missing, foreign, damaged."""
    foreign, damaged = tmp_path / "foreign", tmp_path / "damaged"
    foreign.write_text("hello")
    damaged.write_bytes(MAGIC + gzip.compress(b"{}"))
    for path, phrase in (
        (tmp_path / "none", "replay.missing"),
        (foreign, "replay.foreign"),
        (damaged, "replay.damaged"),
    ):
        with pytest.raises(SaveRefused) as refusal:
            _run(str(path))
        assert refusal.value.phrase == phrase


def _written(tmp_path: Path, recording: Recording) -> str:
    path = tmp_path / "b.flight"
    write_recording(path, recording)
    return str(path)


def test_a_file_whose_states_cannot_be_flown_is_damaged(tmp_path: Path) -> None:
    """However well it is packed."""
    broken = replace(docking_of(docked().opening), hands=Hands(left=(3,), busy=True))
    frames = (Keyframe(0, broken), *docked().keyframes[1:])
    with pytest.raises(SaveRefused) as refusal:
        _run(_written(tmp_path, replace(docked(), opening=broken, keyframes=frames)))
    assert refusal.value.phrase == "replay.damaged"


def test_a_flight_that_is_not_as_it_was_flown_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, with the time of the first difference."""
    frames = list(docked().keyframes)
    before = docking_of(frames[2].state)
    ship = before.ship
    state = replace(before, ship=replace(ship, mass_kg=ship.mass_kg + 1.0))
    frames[2] = Keyframe(frames[2].tick, state)
    path = _written(tmp_path, replace(docked(), keyframes=tuple(frames)))
    assert _run(path) == 1
    assert "12:14:50 differs" in capsys.readouterr().out.splitlines()[-1]
    assert _run(path, "--json") == 1
    assert _rows(capsys.readouterr().out)[-1]["verified"] is False


def test_a_flight_of_another_simulation_is_shown_by_keyframes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says which."""
    path = _written(tmp_path, docked())
    monkeypatch.setattr(flight, "SIMULATION", flight.SIMULATION + 1)
    assert _run(path) == 0
    told = capsys.readouterr().out.splitlines()
    ours = flight.SIMULATION
    assert told[-1] == f"Recorded under simulation {ours - 1}, and this game has {ours}: keyframes only."
    assert sum("off the line" in line and " kg" in line for line in told) == len(docked().keyframes)
    _run(path, "--json")
    rows = _rows(capsys.readouterr().out)
    assert [row["tick"] for row in rows] == [frame.tick for frame in docked().keyframes]
    assert (rows[-1]["replayed"], rows[-1]["verified"]) == (False, False)


def test_the_station_is_told_from_its_head_to_its_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In its own words; both loops, every order, the truth each ten seconds."""
    assert _run(_written(tmp_path, early())) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The station, roll, flown, seed 7, 09:12:40."
    assert any(line.endswith("Moscow: We see it. Wait.") for line in lines)
    assert any(line.endswith("Station, Houston.") for line in lines)
    assert sum("  > " in line for line in lines) == len(early().orders)
    assert any("> order astronaut lock arrays" in line for line in lines)
    tens = {*range(0, early().ticks, 200), early().ticks}
    assert sum(" deg over, " in line for line in lines) == len(tens)
    for sentence in summary(look_back(early(), decide=False), Phrasebook(phrases())):
        assert sentence in lines
    assert lines[-1].endswith(f"{len(early().keyframes)} keyframes agree.")


def test_the_station_has_one_object_a_second_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last one with the ending and the proof."""
    assert _run(_written(tmp_path, held()), "--json") == 0
    rows = _rows(capsys.readouterr().out)
    assert rows[0]["clock"] == "09:12:40"
    assert {"tilt_deg", "rate_deg_s", "charge", "soyuz_propellant_kg", "in_charge"} <= rows[0].keys()
    ordered = [order for row in rows for order in row["orders"]]
    assert ordered == ["order self motion control off", "camera: keep rolling"]
    assert (rows[-1]["ending"], rows[-1]["verified"]) == ("flown_held", True)


@pytest.mark.parametrize(
    ("order", "typed"),
    [
        (Pulse(Control.FORWARD, 10), "fwd 0.5"),
        (Pulse(Control.NOSE_LEFT, 3), "nose left 0.15"),
        (Burn(Control.UP, on=True), "up on"),
        (StopAll(), "stop"),
        (Set(Switch.RATE_HOLD, on=False), "rate hold off"),
        (Brake(), "brake"),
        (BackOff(), "back off"),
        (WaveOff(), "wave off"),
        (Call(Ask.RANGE), "range"),
        (Say(Word.QUIET), "say quiet"),
        (ChangeRung(Rung.BARE), "bare"),
        (Assign(Person.ROOKIE, Task.CLOSE_SHUTTERS), "order rookie close shutters"),
        (Tell(Person.MOSCOW, News.RUNS_ON), "tell moscow runs on"),
        (Answer(Question.HOW_FAST, Reply.BY_THE_BOOK), "how fast: by the book"),
        (AllToShips(), "all to the ships"),
        (AllStay(), "all stay"),
    ],
)
def test_orders_are_told_as_they_are_typed(order: FlightOrder, typed: str) -> None:
    """In the words of a flight flown line by line."""
    assert replay.order_text(order) == typed
