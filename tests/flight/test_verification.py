"""The reference cases of the project pass; a wrong number does not; a broken file says what is broken."""

from __future__ import annotations

import argparse
import json
from math import radians
from pathlib import Path
from typing import Any

import pytest

from game.flight.verification import CaseRefused, verify
from game.flight.verification.families import FAMILIES
from game.workshop import flight_verify

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def _case(family: str) -> dict[str, Any]:
    """Return a fresh copy of the first case of a family; `Any` because a case is what JSON is."""
    path = next(path for path in CASES if path.name.startswith(family))
    parsed: dict[str, Any] = json.loads(path.read_text())
    return parsed


def _run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    flight_verify.add_arguments(parser)
    return flight_verify.run(parser.parse_args(arguments))


def test_every_family_has_a_case_of_its_own() -> None:
    """Nine families, computed for this project."""
    assert {path.name.split("_")[0] for path in CASES} == set(FAMILIES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_flight_room_meets_its_reference_cases(path: Path) -> None:
    """Every quantity within the tolerance of its family, every column judged."""
    verdict = verify(json.loads(path.read_text()))
    assert [check for check in verdict.checks if not check.passed] == []
    assert verdict.not_judged == ()
    assert verdict.case == path.stem


_WRONG: list[tuple[str, tuple[str | int, ...], float, str]] = [
    ("o1", ("expected", -1, 1), 0.02, "position"),
    ("o1", ("expected", -1, 4), 2e-5, "velocity"),
    ("o1", ("expected", -1, 7), 2e-11, "body rate"),
    ("o1", ("expected", -1, 10), 1e-6, "attitude"),
    ("o1", ("expected", 0, 14), 2e-8, "attitude"),
    ("o2", ("expected", 0, 8), -2e-11, "body rate"),
    ("o3", ("expected", 2, 1), 2e-9, "port position"),
    ("o3", ("expected", 2, 5), 2e-9, "port velocity"),
    ("o3", ("expected", 2, 17), 2e-9, "port rate"),
    ("o4", ("scenarios", 1, "rows", 0, 2), 2e-6, "closed form"),
    ("o4", ("scenarios", 1, "rows", 0, 8), 2e-6, "exact motion"),
    ("o5", ("scenarios", 2, "rows", 1, 1), 2e-9, "body rate"),
    ("o5", ("scenarios", 0, "rows", 1, 4), 2e-7, "attitude"),
    ("o6", ("expected_cw", -1, 1), 2e-3, "position"),
    ("o6", ("expected_cw", -1, 8), 4e-4, "attitude"),
    ("o6", ("expected_cw", -1, 14), 2e-6, "mass"),
    ("o7", ("expected", -1, 1), 2e-3, "tilt"),
    ("o7", ("expected", -1, 7), 2e-9, "body rate"),
    ("o8", ("summary", "gmax"), 0.1, "peak load"),
    ("o8", ("summary", "h_gmax"), 800.0, "height of peak load"),
    ("o8", ("summary", "t_chute"), 4.0, "time of parachute"),
    ("o8", ("expected", 3, 1), 600.0, "rows: height"),
    ("o8", ("expected", 3, 2), 80.0, "rows: speed"),
    ("o8", ("expected", -1, 0), 4.0, "rows: after the parachute"),
    ("o9", ("expected", 0, "umbra_s"), 0.6, "umbra and penumbra"),
    ("o9", ("expected", 0, "cyl_fraction_formula"), 2e-5, "share of the orbit in the cylinder"),
]


@pytest.mark.parametrize(("family", "path", "by", "quantity"), _WRONG)
def test_a_wrong_expected_number_is_found(
    family: str, path: tuple[str | int, ...], by: float, quantity: str
) -> None:
    """A little more than the tolerance, in the quantity that it belongs to."""
    case = _case(family)
    place: Any = case
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] += by
    verdict = verify(case)
    assert not verdict.passed
    assert quantity in {check.quantity for check in verdict.checks if not check.passed}


def _without(*path: str) -> Any:
    def spoil(case: Any) -> None:
        for name in path[:-1]:
            case = case[name]
        del case[path[-1]]

    return spoil


def _with(value: Any, *path: Any) -> Any:
    def spoil(case: Any) -> None:
        for name in path[:-1]:
            case = case[name]
        case[path[-1]] = value

    return spoil


_BROKEN: list[tuple[str, Any, str]] = [
    ("o1", _without("id"), "id is missing"),
    ("o1", _with(7, "id"), "id must be text"),
    ("o1", _without("inputs", "body", "mass_kg"), "inputs.body.mass_kg is missing"),
    ("o1", _with("heavy", "inputs", "body", "mass_kg"), "inputs.body.mass_kg must be a number, got 'heavy'"),
    ("o1", _with(-1.0, "inputs", "body", "mass_kg"), "mass_kg must be a finite number above zero"),
    ("o1", _with(float("nan"), "inputs", "body", "mass_kg"), "must be a finite number"),
    ("o1", _with(10**400, "inputs", "body", "mass_kg"), "must be a finite number"),
    ("o1", _with(True, "inputs", "body", "mass_kg"), "must be a number"),
    ("o1", _with([[1, 0, 0], [0, -1, 0], [0, 0, 1]], "inputs", "body", "inertia_kgm2"), "positive definite"),
    ("o1", _with([1, 2], "inputs", "ic", "pos"), "inputs.ic.pos must be three numbers"),
    (
        "o1",
        _with([[1, 0, 0], [0, 1, 0]], "inputs", "attitude_ic", "T0_inertial_to_body"),
        "must be three rows",
    ),
    (
        "o1",
        _with([[2, 0, 0], [0, 1, 0], [0, 0, 1]], "inputs", "attitude_ic", "T0_inertial_to_body"),
        "rotation",
    ),
    ("o1", _without("inputs", "attitude_ic"), "inputs.lvlh_attitude is missing"),
    ("o1", _with([20, 10], "inputs", "torque", "on_s"), "inputs.torque.on_s must be a start and an end"),
    ("o1", _with([], "expected"), "expected must be a list with something in it"),
    ("o1", _with([1, 2, 3], "expected", 0), "expected[0] must have 19 numbers, got 3"),
    ("o1", _with("x", "expected_columns", 0), "must have a column t_s"),
    ("o1", _with(-5.0, "expected", 0, 0), "time before zero"),
    ("o1", _with(1e12, "expected", 1, 0), "must lie within"),
    ("o3", _with(5.0, "inputs", "A", "pitch_deg"), "inputs.A.pitch_deg is not understood"),
    ("o4", _with(0.01, "inputs", "n_radps"), "inputs.n_radps must fit mu and R0_m"),
    ("o6", _with([0, 0, 0, 0], "inputs", "q0"), "q must not be the zero quaternion"),
    ("o6", _with(0.0, "inputs", "isp_s"), "isp_s"),
    ("o7", _with([0.0, 1.0, 0.0], "inputs", "torque_Nm"), "inputs.torque_Nm must be arm_m x force_N"),
    ("o8", _with([1.0], "inputs", "density_alt_m"), "two or more"),
    ("o8", _with(10.0, "inputs", "dv"), "burn_m_s must bring the capsule down"),
    ("o9", _with(120.0, "expected", 0, "beta_deg"), "beta_rad must lie between"),
]


@pytest.mark.parametrize(("family", "spoil", "said"), _BROKEN)
def test_a_case_that_cannot_be_read_says_where(family: str, spoil: Any, said: str) -> None:
    """The path of the field, and what is wrong with it; a single sentence."""
    case = _case(family)
    spoil(case)
    with pytest.raises(CaseRefused) as problem:
        verify(case)
    assert said in str(problem.value)


@pytest.mark.parametrize("case", [None, [], "o1_x", 3, {"id": 4}, {}])
def test_what_is_no_case_at_all_is_refused(case: object) -> None:
    """Any JSON value may stand in a file."""
    with pytest.raises(CaseRefused):
        verify(case)


def test_initial_rates_may_be_given_in_every_way() -> None:
    """Inertial in either place, or relative to LVLH in deg/s or rad/s: the same start, the same verdict."""
    inertial = _case("o1_own_inertial")
    rate = inertial["inputs"].pop("inertial_rate")
    inertial["inputs"]["attitude_ic"]["w0_body_radps"] = rate
    assert verify(inertial).passed
    relative = _case("o1_own_pushed")
    turning = relative["inputs"].pop("rate_wrt_lvlh_degps")
    relative["inputs"]["rate_wrt_lvlh"] = [radians(part) for part in turning]
    assert verify(relative).passed
    del relative["inputs"]["rate_wrt_lvlh"]
    with pytest.raises(CaseRefused, match="inputs must give a rate"):
        verify(relative)


def test_an_attitude_may_be_given_as_angles_from_lvlh() -> None:
    """The matrix and the sequence of angles say the same; a sequence that is none is refused."""
    case = _case("o2")
    matrix = case["inputs"].pop("attitude_ic")
    case["inputs"]["lvlh_attitude"] = (
        "yaw-pitch-roll = 1.1459155902616465, 80.2140913183152, 2.864788975654116 deg"
    )
    assert matrix
    assert verify(case).passed
    case["inputs"]["lvlh_attitude"] = "nose up a bit"
    with pytest.raises(CaseRefused, match="lvlh_attitude must be like"):
        verify(case)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_case_under_another_name_goes_by_what_it_holds(family: str) -> None:
    """An id that names no family is no hindrance; a case that is like none is."""
    case = _case(family)
    wanted = [check.quantity for check in verify(case).checks]
    case["id"] = "another_name"
    assert [check.quantity for check in verify(case).checks] == wanted
    with pytest.raises(CaseRefused, match="id must begin with"):
        verify({"id": "o10_unknown", "inputs": {}})


def test_notes_and_empty_lists_are_no_hindrance() -> None:
    """A vehicle's mass or note does not move it; no burns is a coast."""
    noted = _case("o3")
    noted["inputs"]["A"] |= {"note": "the chaser", "mass_kg": 6870.0}
    noted["inputs"]["ports"]["B"]["name"] = "nadir"
    assert verify(noted).passed
    coast = _case("o6")
    given = coast["inputs"]
    given["burns"], given["q0"] = [], [1.0, 0.0, 0.0, 0.0]
    start = [*given["rel_pos_m"], *given["rel_vel_mps"], *given["q0"], *given["w0_radps"], given["mass_kg"]]
    coast["expected_cw"] = [[0.0, *start]]
    assert verify(coast).passed


def test_rows_of_an_entry_may_begin_with_the_burn() -> None:
    """The orbit's height at once, and a row in the middle of the burn."""
    case = _case("o8_own_ballistic")
    height, speed = case["inputs"]["h_orb"], case["expected"][0][2]
    case["expected"] = [[0.0, height, speed, 0.0, 0.0], [100.05, height, speed, 0.0, 0.0]]
    checks = {check.quantity: check for check in verify(case).checks}
    assert checks["rows: height"].passed
    assert checks["rows: load"].largest_error == 0.0


def test_a_case_may_tighten_its_tolerance() -> None:
    """A number in the file wins over the family's."""
    case = _case("o7")
    case["expected"][-1][1] += 1e-5
    assert verify(case).passed
    case["tolerance"] = {"angle_deg": 1e-6}
    assert not verify(case).passed


def test_the_command_exits_0_1_and_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Within, beyond, unreadable; the worst of several files decides, and the others are still judged."""
    good = next(path for path in CASES if path.name.startswith("o9"))
    wrong, broken = tmp_path / "wrong.json", tmp_path / "broken.json"
    case = json.loads(good.read_text())
    case["expected"][0]["umbra_s"] += 9.0
    wrong.write_text(json.dumps(case))
    broken.write_text('{"id": "o9_x", ')
    assert _run(str(good)) == 0
    assert "ok" in capsys.readouterr().out
    assert _run(str(good), str(wrong)) == 1
    assert "BEYOND" in capsys.readouterr().out
    assert _run(str(wrong), str(broken)) == 3
    captured = capsys.readouterr()
    assert "BEYOND" in captured.out
    assert captured.err.count("\n") == 1
    assert "broken.json: is not JSON" in captured.err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b'{"id": "o9_x"}', b"NaN"])
def test_any_file_at_all_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """Empty, no text, endlessly nested, no case: exit 3 and one line on stderr, nothing on stdout."""
    path = tmp_path / "case.json"
    path.write_bytes(content)
    assert _run(str(path)) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "case.json" in captured.err


def test_a_file_that_is_not_there_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, or a folder."""
    assert _run(str(tmp_path / "none.json")) == 3
    assert "cannot be read" in capsys.readouterr().err
    assert _run(str(tmp_path)) == 3
    assert "cannot be read" in capsys.readouterr().err


def test_as_json_there_is_an_object_for_every_quantity(capsys: pytest.CaptureFixture[str]) -> None:
    """Case, quantity, largest error, tolerance, verdict."""
    path = next(path for path in CASES if path.name.startswith("o7"))
    assert _run("--json", str(path)) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["quantity"] for row in rows] == ["tilt", "attitude", "body rate"]
    assert all(row["verdict"] == "ok" and row["largest_error"] <= row["tolerance"] for row in rows)
    assert {row["case"] for row in rows} == {"o7_own_turned"}
