"""Families o3, o4, o6: two vehicles port to port, Clohessy-Wiltshire against exact motion, powered pulses.

Law: as the package's.
"""

from __future__ import annotations

import re
from math import radians
from typing import TYPE_CHECKING

from game.flight.attitude import from_matrix_to_frame, passive_about, turned
from game.flight.frames import MU_EARTH, STANDARD_GRAVITY
from game.flight.guards import positive
from game.flight.integration import TICK_S, rk4, steps
from game.flight.ports import Motion, Port, port_motion
from game.flight.relative import Transition, clohessy_wiltshire, exact_relative
from game.flight.rigid_body import Inertia
from game.flight.ship import Load, Surroundings, ship_state, step
from game.flight.vectors import ZERO, add, cross, norm, scale, subtract, transpose
from game.flight.verification.bodies import rate_of_orbit, turn_error
from game.flight.verification.reading import CaseRefused, Table, columns_of, tolerance_of
from game.flight.verification.verdicts import Check, Numbers, Verdict, apart, largest, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.flight.vectors import Vector
    from game.flight.verification.reading import Fields

_PAIRS = (("A_in_B", "w_A_wrt_B"), ("B_in_A", "w_B_wrt_A"))


_MOVES = re.compile(
    r"roll|pitch|yaw|deg|rad|pos|vel|acc|force|torque|offset|attitude|quat|rate|^[qwTR]\d?(_|$)"
)
"""Names of fields that would move or turn a vehicle; others, a note or a mass, do not."""


def _known(vehicle: Fields, names: Sequence[str]) -> None:
    """Refuse a vehicle or port with a field that would change its motion and is not understood here."""
    for name in vehicle.values:
        if name not in names and _MOVES.search(name):
            raise CaseRefused(f"{vehicle.where(name)} is not understood; known: {', '.join(names)}")


def _vehicle(inputs: Fields, name: str) -> Motion:
    vehicle = inputs.part(name)
    _known(vehicle, ("pos", "vel", "yaw_deg", "w_degps"))
    attitude = from_matrix_to_frame(transpose(passive_about(2, radians(vehicle.number("yaw_deg", 0.0)))))
    rate = scale(radians(1.0), vehicle.vector("w_degps", ZERO))
    return Motion(vehicle.vector("pos"), vehicle.vector("vel"), attitude, rate)


def _port(inputs: Fields, name: str) -> Port:
    port = inputs.part("ports").part(name)
    _known(port, ("offset_m", "yaw_deg"))
    attitude = from_matrix_to_frame(transpose(passive_about(2, radians(port.number("yaw_deg", 0.0)))))
    return Port(port.vector("offset_m"), attitude)


def _drifted(start: Motion, seconds: float) -> Motion:
    """Return a vehicle after a span in empty space at constant speed and body rate."""
    return Motion(
        add(start.position_m, scale(seconds, start.velocity_m_s)),
        start.velocity_m_s,
        turned(start.attitude, start.rate_rad_s, seconds),
        start.rate_rad_s,
    )


def port_to_port(case: Fields) -> Verdict:
    """Return the verdict on a case of family o3."""
    inputs, table = case.part("inputs"), Table("expected", columns_of(case), case.items("expected"))
    names = [
        tuple(f"{seen}_{kind}{axis}" for kind in "pv" for axis in "xyz")
        + tuple(f"{rate}_{axis}" for axis in "xyz")
        for seen, rate in _PAIRS
    ]
    table.needs("expected", [name for group in names for name in group])
    tolerance = _one_tolerance(case, 1e-9)
    a, b, port_a, port_b = (
        _vehicle(inputs, "A"),
        _vehicle(inputs, "B"),
        _port(inputs, "A"),
        _port(inputs, "B"),
    )
    errors: tuple[list[float], list[float], list[float]] = ([], [], [])
    for row in table.rows:
        now_a, now_b = _drifted(a, row["t_s"]), _drifted(b, row["t_s"])
        both = port_motion(now_a, port_a, now_b, port_b), port_motion(now_b, port_b, now_a, port_a)
        for seen, group in zip(both, names, strict=True):
            wanted = [row[name] for name in group]
            for error, ours, theirs in zip(
                errors,
                (seen.position_m, seen.velocity_m_s, seen.rate_rad_s),
                (wanted[0:3], wanted[3:6], wanted[6:9]),
                strict=True,
            ):
                error.append(apart(ours, theirs))
    named = (("port position", "m"), ("port velocity", "m/s"), ("port rate", "rad/s"))
    checks = tuple(
        Check(quantity, unit, largest(error), tolerance)
        for (quantity, unit), error in zip(named, errors, strict=True)
    )
    return Verdict(case.text("id"), 0.0, checks, table.unknown([name for group in names for name in group]))


def _one_tolerance(case: Fields, default: float) -> float:
    """Return the single number that family o3 states as its tolerance, if it does."""
    if case.has("tolerance") and isinstance(case.values["tolerance"], dict):
        own = case.part("tolerance")
        if isinstance(own.values.get("suggested_pass"), float):
            return own.number("suggested_pass")
    return default


_CW = tuple(f"cw_{part}" for part in ("x", "y", "z", "vx", "vy", "vz"))
_TRUE = tuple(f"true_{part}" for part in ("x", "y", "z", "vx", "vy", "vz"))
_MODEL_ERROR_M = 0.022


def clohessy_wiltshire_case(case: Fields) -> Verdict:
    """Return the verdict on a case of family o4."""
    inputs, columns = case.part("inputs"), columns_of(case)
    n = rate_of_orbit(inputs)
    has_true = set(_TRUE) <= set(columns)
    errors: dict[str, list[float]] = {
        name: [] for name in ("cw", "cw_v", "stepped", "exact", "exact_v", "model", "column")
    }
    unknown = set[str]()
    for scenario in case.objects("scenarios"):
        where = scenario.where("rows")
        table = Table(where, columns, scenario.items("rows"))
        table.needs(where, _CW)
        unknown |= set(
            table.unknown((*_CW, *(_TRUE if has_true else ()), *(("cw_err_m",) if has_true else ())))
        )
        position, velocity = scenario.vector("rel_pos_m"), scenario.vector("rel_vel_mps")
        stepped = _stepped_to(table.times(), (*position, *velocity), clohessy_wiltshire(n))
        exact: Sequence[Numbers] = ()
        if has_true:
            radius, mu = inputs.number("R0_m"), inputs.number("mu", MU_EARTH)
            exact = _stepped_to(table.times(), (*position, *velocity), exact_relative(radius, mu))
        for i, row in enumerate(table.rows):
            place, speed = Transition.over(n, row["t_s"]).carry(position, velocity)
            wanted = [row[name] for name in _CW]
            errors["cw"].append(apart(place, wanted[:3]))
            errors["cw_v"].append(apart(speed, wanted[3:]))
            errors["stepped"].append(apart(stepped[i][:3], wanted[:3]))
            if not has_true:
                continue
            true = [row[name] for name in _TRUE]
            missed = norm(subtract(place, (true[0], true[1], true[2])))
            errors["exact"].append(apart(exact[i][:3], true[:3]))
            errors["exact_v"].append(apart(exact[i][3:], true[3:]))
            errors["model"].append(missed)
            if "cw_err_m" in row:
                errors["column"].append(abs(missed - row["cw_err_m"]))
    tight, fast = tolerance_of(case, "pos_m", 1e-6), tolerance_of(case, "vel_mps", 1e-8)
    named = (
        ("cw", "closed form", "m", tight),
        ("cw_v", "closed form, velocity", "m/s", fast),
        ("stepped", "stepped at 1 s", "m", tight),
        ("exact", "exact motion", "m", tight),
        ("exact_v", "exact motion, velocity", "m/s", fast),
        ("model", "model against exact", "m", tolerance_of(case, "model_m", _MODEL_ERROR_M)),
        ("column", "its stated error", "m", tight),
    )
    checks = tuple(
        Check(name, unit, largest(errors[key]), limit) for key, name, unit, limit in named if errors[key]
    )
    return Verdict(case.text("id"), 1.0, checks, tuple(sorted(unknown)))


def _stepped_to(
    times: Sequence[float], first: Numbers, derivative: Callable[[float, Numbers], Numbers]
) -> list[Numbers]:
    if times[-1] > 1e6:
        raise CaseRefused(f"expected rows must lie within 1e6 s, got {times[-1]!r}")
    state, now, rows = first, 0.0, list[Numbers]()
    for time in times:
        for t, dt in steps(now, time, 1.0):
            state = rk4(derivative, t, state, dt)
        now = time
        rows.append(state)
    return rows


_SHIP = ("x", "y", "z", "vx", "vy", "vz", "qw", "qx", "qy", "qz", "p", "q", "r", "mass_kg")


def powered_pulses(case: Fields) -> Verdict:
    """Return the verdict on a case of family o6."""
    inputs = case.part("inputs")
    judged = case.text("judged_on") if case.has("judged_on") else "expected_cw"
    table = Table(judged, columns_of(case), case.items(judged))
    table.needs(judged, _SHIP)
    around = Surroundings(
        Inertia.of(inputs.tensor("inertia_kgm2")), rate_of_orbit(inputs), gravity_gradient=False
    )
    first = ship_state(
        inputs.vector("rel_pos_m"),
        inputs.vector("rel_vel_mps"),
        inputs.numbers("q0"),
        inputs.vector("w0_radps"),
        inputs.number("mass_kg"),
    )
    exhaust = positive("isp_s", inputs.number("isp_s")) * positive(
        "g0", inputs.number("g0", STANDARD_GRAVITY)
    )
    burns: list[tuple[float, float, Load]] = []
    for burn in inputs.loads("burns"):
        force = burn.vector("force_body_N")
        load = Load(force, cross(burn.vector("at_body_m", ZERO), force), norm(force) / exhaust)
        burns.append((*burn.span("on_s"), load))
    edges = [edge for burn in burns for edge in burn[:2]]
    times = table.times()

    def run(longest_s: float) -> list[Numbers]:
        ship, now, rows = first, 0.0, list[Numbers]()
        for time in times:
            for t, dt in steps(now, time, longest_s, edges):
                ship = step(around, ship, _open(burns, t + 0.5 * dt), dt)
            now = time
            rows.append(
                (*ship.position_m, *ship.velocity_m_s, *ship.attitude, *ship.rate_rad_s, ship.mass_kg)
            )
        return rows

    limits = (
        tolerance_of(case, "pos_m", 1e-3),
        tolerance_of(case, "vel_mps", 1e-5),
        tolerance_of(case, "att_rad", 1e-4),
        tolerance_of(case, "w_radps", 1e-6),
        tolerance_of(case, "mass_kg", 1e-6),
    )
    allowed = (*(limits[0],) * 3, *(limits[1],) * 3, *(limits[2],) * 4, *(limits[3],) * 3, limits[4])
    rows, longest = settled(run, TICK_S, times[-1], allowed)
    errors: tuple[list[float], ...] = ([], [], [], [], [])
    for row, wanted in zip(rows, table.rows, strict=True):
        theirs = [wanted[name] for name in _SHIP]
        errors[0].append(apart(row[0:3], theirs[0:3]))
        errors[1].append(apart(row[3:6], theirs[3:6]))
        errors[2].append(turn_error(row[6:10], theirs[6:10]))
        errors[3].append(apart(row[10:13], theirs[10:13]))
        errors[4].append(abs(row[13] - theirs[13]))
    named = (
        ("position", "m"),
        ("velocity", "m/s"),
        ("attitude", "rad"),
        ("body rate", "rad/s"),
        ("mass", "kg"),
    )
    checks = tuple(
        Check(quantity, unit, largest(error), limit)
        for (quantity, unit), error, limit in zip(named, errors, limits, strict=True)
    )
    others = tuple(
        name for name in ("expected_cw", "expected_nonlinear") if name != judged and case.has(name)
    )
    return Verdict(case.text("id"), longest, checks, (*table.unknown(_SHIP), *others))


def _open(burns: Sequence[tuple[float, float, Load]], middle_s: float) -> Load:
    """Return what the burns that are on do together."""
    force: Vector = ZERO
    torque: Vector = ZERO
    flow = 0.0
    for on, off, load in burns:
        if on <= middle_s < off:
            force, torque, flow = (
                add(force, load.force_n),
                add(torque, load.torque_n_m),
                flow + load.flow_kg_s,
            )
    return Load(force, torque, flow)
