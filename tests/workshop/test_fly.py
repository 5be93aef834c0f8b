"""``offscript fly``: a line a run, the same whoever shares the work, and refusals that say why."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import pytest

from game.readout.phrasebook import Phrasebook
from game.workshop import fly

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = {
    "fly.told": "told is not flown.",
    "fly.count": "{option} takes {least} to {most}, not {typed}.",
    "fly.pilot": "{pilot} does not fly the {emergency}; {pilots} do.",
    "fly.start": "{start} is no start of the {emergency}.",
}

KEYS = {
    "emergency",
    "pilot",
    "seed",
    "difficulty",
    "outcome",
    "success",
    "seconds",
    "events",
    "state_hash",
    "attempts",
    "propellant_kg",
    "contact",
    "in_shadow",
    "first_try",
}


STATION_KEYS = {
    "emergency",
    "pilot",
    "seed",
    "difficulty",
    "outcome",
    "success",
    "seconds",
    "events",
    "state_hash",
    "peak_tilt_deg",
    "minutes_without_control",
    "soyuz_propellant_kg",
    "station_propellant_kg",
    "comm_lost_s",
    "troubles",
}


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentences that the command needs."""
    monkeypatch.setattr(fly, "phrases", lambda: WORDS)
    assert Phrasebook(WORDS).say("fly.told")


def run(*words: str, emergency: str = "docking") -> int:
    parser = argparse.ArgumentParser()
    fly.add_arguments(parser)
    return fly.run(parser.parse_args([emergency, *words]))


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_flight_is_one_object_with_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """Every key is there, and the difficulty is flown unless another is asked for."""
    assert run("--pilot", "trained", "--seed", "7", "--json") == 0
    (row,) = rows(capsys)
    assert row.keys() >= KEYS
    assert (row["emergency"], row["pilot"], row["seed"], row["difficulty"]) == (
        "docking",
        "trained",
        7,
        "flown",
    )
    assert row["outcome"] in {"capture", "strike", "out_of_propellant", "flight_home"}
    assert row["success"] is (row["outcome"] == "capture")
    if row["contact"] is not None:
        assert row["contact"].keys() == {"closing_m_s", "lateral_m", "angle_deg", "rate_deg_s"}


def test_run_i_is_the_run_of_its_own_seed_and_two_jobs_give_the_same_bytes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Three flights of seeds 4, 5, 6: together, by two processes, and each alone."""
    many = ("--pilot", "novice", "--difficulty", "assisted", "--json")
    assert run(*many, "--seed", "4", "--runs", "3") == 0
    together = capsys.readouterr().out
    assert run(*many, "--seed", "4", "--runs", "3", "--jobs", "2") == 0
    assert capsys.readouterr().out == together
    for seed, line in zip((4, 5, 6), together.splitlines(), strict=True):
        assert run(*many, "--seed", str(seed)) == 0
        assert capsys.readouterr().out.splitlines() == [line]
    hashes = [json.loads(line)["state_hash"] for line in together.splitlines()]
    assert len(set(hashes)) == 3


def test_without_json_there_is_a_readable_line_a_run_and_a_summary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two flights, three lines."""
    assert run("--seed", "1", "--runs", "2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["seed 1", "seed 2", "2 flights"]


def test_told_is_refused_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in it is flown."""
    assert run("--difficulty", "told") == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err == "offscript fly: told is not flown.\n"


def odd_numbers() -> Iterator[tuple[str, str]]:
    for option in ("--runs", "--seed", "--jobs"):
        for typed in ("-1", "nan", "1e9", "9" * 30, "1.5", "", "\u0663"):
            yield option, typed
    yield "--runs", "0"
    yield "--jobs", "0"
    yield "--jobs", "65"


@pytest.mark.parametrize(("option", "typed"), sorted(odd_numbers()))
def test_an_absurd_number_is_refused_before_anything_flies(
    option: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one line on stderr that names the option, nothing on stdout."""
    assert run(f"{option}={typed}") == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.startswith(f"offscript fly: {option} takes")
    assert heard.err.count("\n") == 1


@pytest.mark.parametrize("typed", [("--pilot", "ace"), ("--difficulty", "easy")])
def test_an_unknown_word_is_refused(typed: tuple[str, str]) -> None:
    """By argparse, with exit 2."""
    with pytest.raises(SystemExit) as stopped:
        run(*typed)
    assert stopped.value.code == 2


def test_a_flight_of_the_station_is_one_object_with_the_keys_of_the_contract(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every key is there; the outcome is one of four, and success is control without anybody in the ships."""
    assert run("--pilot", "trained", "--seed", "7", "--json", emergency="station") == 0
    (row,) = rows(capsys)
    assert row.keys() >= STATION_KEYS
    assert (row["emergency"], row["pilot"], row["seed"], row["difficulty"]) == (
        "station",
        "trained",
        7,
        "flown",
    )
    assert row["outcome"] in {"held", "regained", "long_night", "to_ships"}
    assert row["success"] is (row["outcome"] in {"held", "regained"})
    assert isinstance(row["troubles"], list)


def test_run_i_of_the_station_is_the_run_of_its_own_seed_whoever_shares_the_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two flights of seeds 4 and 5: together, by two processes, and each alone."""
    many = ("--pilot", "wrong-order", "--difficulty", "bare", "--json")
    assert run(*many, "--seed", "4", "--runs", "2", emergency="station") == 0
    together = capsys.readouterr().out
    assert run(*many, "--seed", "4", "--runs", "2", "--jobs", "2", emergency="station") == 0
    assert capsys.readouterr().out == together
    for seed, line in zip((4, 5), together.splitlines(), strict=True):
        assert run(*many, "--seed", str(seed), emergency="station") == 0
        assert capsys.readouterr().out.splitlines() == [line]
    hashes = [json.loads(line)["state_hash"] for line in together.splitlines()]
    assert len(set(hashes)) == 2


def test_the_module_can_be_flown_too(capsys: pytest.CaptureFixture[str]) -> None:
    """From 29 July: turned right over, and read without JSON."""
    assert run("--pilot", "nothing", "--start", "module", emergency="station") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["seed 1", "1 flights"]


@pytest.mark.parametrize(
    ("emergency", "typed", "said"),
    [
        ("station", ("--pilot", "clumsy"), "clumsy does not fly the station"),
        ("docking", ("--pilot", "wrong-order"), "wrong-order does not fly the docking"),
        ("docking", ("--start", "module"), "module is no start of the docking"),
        ("station", ("--difficulty", "told"), "told is not flown"),
    ],
)
def test_what_does_not_fit_the_emergency_is_refused_with_one_sentence(
    emergency: str, typed: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, one line on stderr, nothing on stdout."""
    assert run(*typed, emergency=emergency) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.startswith(f"offscript fly: {said}")
    assert heard.err.count("\n") == 1
