"""Families o1, o2, o5, o7: rigid bodies, in orbit and free, and the station turned by a docked ship's jet.

Law: as the package's. Tolerances of the families stand here; a case may bring its own.
"""

from __future__ import annotations

import re
from math import degrees, radians, sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import (
    NO_TURN,
    angle_between,
    from_matrix_to_frame,
    matrix_to_frame,
    normalised,
    passive_about,
)
from game.flight.frames import MU_EARTH, frame_rate, inertial_to_lvlh, orbital_rate
from game.flight.integration import rk4, steps
from game.flight.rigid_body import Inertia, TimedLoad, free_body, orbiting_body
from game.flight.turning import Turning, tilt, turn
from game.flight.vectors import ZERO, add, apply, cross, multiply, scale, transpose
from game.flight.verification.reading import CaseRefused, Table, columns_of, tolerance_of
from game.flight.verification.verdicts import Check, Numbers, Verdict, apart, largest, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.flight.integration import State
    from game.flight.vectors import Matrix, Vector
    from game.flight.verification.reading import Fields

_POSITION = ("pos_x_m", "pos_y_m", "pos_z_m")
_VELOCITY = ("vel_x_mps", "vel_y_mps", "vel_z_mps")
_RATE = ("w_x_radps", "w_y_radps", "w_z_radps")
_MATRIX = tuple(f"T{i}{k}" for i in range(3) for k in range(3))
_Q = ("qw", "qx", "qy", "qz")
_FREE_STEP_S = 0.5
_W = ("w1", "w2", "w3")
_ANGLES = re.compile(r"\s*([a-z]+-[a-z]+-[a-z]+)[^-+.\d]*" + r"\s*,\s*".join([r"([-+]?\d+\.?\d*)"] * 3))


def _picked(row: dict[str, float], names: Sequence[str]) -> Numbers:
    return tuple(row[name] for name in names)


def _trio(values: Sequence[float]) -> Vector:
    return values[0], values[1], values[2]


def _start_attitude(inputs: Fields, lvlh: Matrix) -> Matrix:
    """Return the inertial-to-body matrix: given outright, or as angles from LVLH in a stated order."""
    if inputs.has("attitude_ic") and inputs.part("attitude_ic").has("T0_inertial_to_body"):
        return inputs.part("attitude_ic").matrix("T0_inertial_to_body")
    said = inputs.text("lvlh_attitude")
    found = _ANGLES.match(said)
    if found is None or sorted(found[1].split("-")) != ["pitch", "roll", "yaw"]:
        raise CaseRefused(
            f"{inputs.where('lvlh_attitude')} must be like 'yaw-pitch-roll = 0,-11.6,0 deg', got {said!r}"
        )
    body = lvlh
    for name, angle in zip(found[1].split("-"), found.groups()[1:], strict=True):
        body = multiply(passive_about(("roll", "pitch", "yaw").index(name), radians(float(angle))), body)
    return body


def _start_rate(inputs: Fields, orbit_in_body: Vector) -> Vector:
    """Return the body rate relative to inertial space, however the case gives it."""
    places = [inputs.part("attitude_ic")] if inputs.has("attitude_ic") else []
    places.append(inputs)
    for name in ("w0_body_radps", "inertial_rate", "inertial_rate_radps"):
        for place in places:
            if place.has(name):
                return place.vector(name)
    for name, unit in (
        ("inertial_rate_degps", radians(1.0)),
        ("rate_wrt_lvlh", 1.0),
        ("rate_wrt_lvlh_radps", 1.0),
        ("rate_wrt_lvlh_degps", radians(1.0)),
    ):
        for place in places:
            if place.has(name):
                given = scale(unit, place.vector(name))
                return add(given, orbit_in_body) if "lvlh" in name else given
    raise CaseRefused(f"{inputs.path} must give a rate: w0_body_radps, inertial_rate or rate_wrt_lvlh")


def _timed_loads(inputs: Fields) -> tuple[TimedLoad, ...]:
    torques = [
        TimedLoad(*load.span("on_s"), torque_n_m=load.vector("torque_body_Nm"))
        for load in inputs.loads("torque")
    ]
    forces = [
        TimedLoad(*load.span("on_s"), force_n=load.vector("force_body_N")) for load in inputs.loads("force")
    ]
    return (*torques, *forces)


def _loaded(loads: Sequence[TimedLoad], middle_s: float) -> tuple[Vector, Vector]:
    force, torque = ZERO, ZERO
    for load in loads:
        if load.on_s <= middle_s < load.off_s:
            force, torque = add(force, load.force_n), add(torque, load.torque_n_m)
    return force, torque


def _flown(
    start: State,
    times: Sequence[float],
    longest_s: float,
    edges: Sequence[float],
    rates_at: Callable[[float], Callable[[float, State], State]],
    quaternion_at: int,
) -> list[Numbers]:
    """Return the state at each time; the quaternion is brought back to unit length after every step."""
    state, now, rows = start, 0.0, list[Numbers]()
    k = quaternion_at
    for time in times:
        for t, dt in steps(now, time, longest_s, edges):
            state = rk4(rates_at(t + 0.5 * dt), t, state, dt)
            state = (*state[:k], *normalised(state[k : k + 4]), *state[k + 4 :])
        now = time
        rows.append(state)
    return rows


def orbiting(case: Fields) -> Verdict:
    """Return the verdict on a case of families o1 and o2."""
    inputs, table = case.part("inputs"), Table("expected", columns_of(case), case.items("expected"))
    table.needs("expected", (*_POSITION, *_VELOCITY, *_RATE, *_MATRIX))
    body, start = inputs.part("body"), inputs.part("ic")
    position, velocity = start.vector("pos"), start.vector("vel")
    lvlh = inertial_to_lvlh(position, velocity)
    matrix = _start_attitude(inputs, lvlh)
    orbit_in_body = apply(multiply(matrix, transpose(lvlh)), (0.0, -frame_rate(position, velocity), 0.0))
    rate = _start_rate(inputs, orbit_in_body)
    inertia, mass, mu = (
        Inertia.of(body.tensor("inertia_kgm2")),
        body.number("mass_kg"),
        inputs.number("mu", MU_EARTH),
    )
    pulled = inputs.yes("gravity_gradient_torque", default=False)
    loads = _timed_loads(inputs)
    edges = [edge for load in loads for edge in (load.on_s, load.off_s)]

    def rates_at(middle_s: float) -> Callable[[float, State], State]:
        force, torque = _loaded(loads, middle_s)
        return orbiting_body(mass, inertia, force_n=force, torque_n_m=torque, gravity_gradient=pulled, mu=mu)

    first = (*position, *velocity, *from_matrix_to_frame(transpose(matrix)), *rate)
    limits = (
        tolerance_of(case, "pos_m", 1e-2),
        tolerance_of(case, "vel_mps", 1e-5),
        tolerance_of(case, "rate_radps", 1e-11),
        tolerance_of(case, "attitude_rad", 1e-8),
    )
    allowed = (*(limits[0],) * 3, *(limits[1],) * 3, *(limits[3],) * 4, *(limits[2],) * 3)
    times = table.times()
    rows, step = settled(lambda dt: _flown(first, times, dt, edges, rates_at, 6), 2.0, times[-1], allowed)
    pairs = list(zip(rows, table.rows, strict=True))
    errors = (
        [apart(row[0:3], _picked(wanted, _POSITION)) for row, wanted in pairs],
        [apart(row[3:6], _picked(wanted, _VELOCITY)) for row, wanted in pairs],
        [apart(row[10:13], _picked(wanted, _RATE)) for row, wanted in pairs],
        [_attitude_error(row[6:10], _picked(wanted, _MATRIX)) for row, wanted in pairs],
    )
    named = (("position", "m"), ("velocity", "m/s"), ("body rate", "rad/s"), ("attitude", "rad"))
    checks = tuple(
        Check(quantity, unit, largest(error), limit)
        for (quantity, unit), error, limit in zip(named, errors, limits, strict=True)
    )
    known = (*_POSITION, *_VELOCITY, *_RATE, *_MATRIX)
    return Verdict(case.text("id"), step, checks, table.unknown(known))


def _attitude_error(q: Sequence[float], matrix: Sequence[float]) -> float:
    """Return the angle to the expected inertial-to-body matrix [rad]; infinite where that is no rotation.

    An element may be off in a way that turns nothing; so the largest difference of an element counts too. It
    is never more than the angle between two rotations.
    """
    expected = (_trio(matrix[0:3]), _trio(matrix[3:6]), _trio(matrix[6:9]))
    ours = transpose(matrix_to_frame(normalised(q)))
    try:
        angle = angle_between(normalised(q), from_matrix_to_frame(transpose(expected)))
    except ValueError:
        # A wrong expectation, not an unreadable file.
        return float("inf")
    return max(angle, *(apart(row, wanted) for row, wanted in zip(ours, expected, strict=True)))


def free(case: Fields) -> Verdict:
    """Return the verdict on a case of family o5."""
    columns = columns_of(case)
    limits = (tolerance_of(case, "rate_radps", 1e-9), tolerance_of(case, "attitude_rad", 1e-7))
    rates: list[float] = []
    angles: list[float] = []
    smallest = _FREE_STEP_S
    for scenario in case.objects("scenarios"):
        table = Table(scenario.where("rows"), columns, scenario.items("rows"))
        table.needs(scenario.where("rows"), (*_W, *_Q))
        rows, step = _tumbled(scenario, table.times(), limits)
        smallest = min(smallest, step)
        for row, wanted in zip(rows, table.rows, strict=True):
            rates.append(apart(row[4:7], _picked(wanted, _W)))
            angles.append(turn_error(row[0:4], _picked(wanted, _Q)))
    checks = (
        Check("body rate", "rad/s", largest(rates), limits[0]),
        Check("attitude", "rad", largest(angles), limits[1]),
    )
    unknown = tuple(name for name in columns if name not in ("t_s", *_W, *_Q))
    return Verdict(case.text("id"), smallest, checks, unknown)


def _tumbled(
    scenario: Fields, times: Sequence[float], limits: tuple[float, float]
) -> tuple[Sequence[Numbers], float]:
    """Return a free body's state at each time, and the step that it settled at."""
    start = normalised(scenario.numbers("q0")) if scenario.has("q0") else NO_TURN
    first = (*start, *scenario.vector("w0_radps"))
    derivative = free_body(Inertia.of(scenario.tensor("inertia_kgm2")))
    allowed = (*(limits[1],) * 4, *(limits[0],) * 3)
    return settled(
        lambda dt: _flown(first, times, dt, (), lambda _t: derivative, 0), _FREE_STEP_S, times[-1], allowed
    )


def turn_error(q: Sequence[float], wanted: Sequence[float]) -> float:
    """Return the angle between two quaternions [rad]; the expected one must be unit, or its excess counts."""
    w, x, y, z = wanted
    length = sqrt(w * w + x * x + y * y + z * z)
    if length == 0.0:
        return float("inf")
    return max(angle_between(normalised(q), normalised(wanted)), 2.0 * abs(length - 1.0))


def station_tilt(case: Fields) -> Verdict:
    """Return the verdict on a case of family o7."""
    inputs, table = case.part("inputs"), Table("expected", columns_of(case), case.items("expected"))
    table.needs("expected", ("angle_from_LVLH_deg", *_Q, *_W))
    inertia = Inertia.of(inputs.tensor("inertia_kgm2"))
    n = rate_of_orbit(inputs)
    torque, off = torque_of(inputs), inputs.number("t_fire_s")
    pulled = inputs.yes("gravity_gradient_torque", default=True)
    first = Turning(normalised(inputs.numbers("q0")), inputs.vector("w0_radps"))
    limits = (tolerance_of(case, "angle_deg", 1e-3), tolerance_of(case, "rate_radps", 1e-9))
    times = table.times()

    def run(longest_s: float) -> list[Numbers]:
        state, now, rows = first, 0.0, list[Numbers]()
        for time in times:
            for t, dt in steps(now, time, longest_s, (off,)):
                push = torque if t + 0.5 * dt < off else ZERO
                state = turn(inertia, n, state, dt, push, gravity_gradient=pulled)
            now = time
            rows.append((degrees(tilt(state)), *state.attitude, *state.rate_rad_s))
        return rows

    allowed = (limits[0], *(radians(limits[0]),) * 4, *(limits[1],) * 3)
    rows, step = settled(run, 1.0, times[-1], allowed)
    pairs = list(zip(rows, table.rows, strict=True))
    checks = (
        Check("tilt", "deg", largest([abs(r[0] - w["angle_from_LVLH_deg"]) for r, w in pairs]), limits[0]),
        Check(
            "attitude",
            "deg",
            largest([degrees(turn_error(r[1:5], _picked(w, _Q))) for r, w in pairs]),
            limits[0],
        ),
        Check("body rate", "rad/s", largest([apart(r[5:8], _picked(w, _W)) for r, w in pairs]), limits[1]),
    )
    return Verdict(case.text("id"), step, checks, table.unknown(("angle_from_LVLH_deg", *_Q, *_W)))


def torque_of(inputs: Fields) -> Vector:
    """Return the jet's torque: from force and arm where they are given, else outright; both must agree."""
    if not (inputs.has("force_N") and inputs.has("arm_m")):
        return inputs.vector("torque_Nm")
    torque = cross(inputs.vector("arm_m"), inputs.vector("force_N"))
    if inputs.has("torque_Nm"):
        given = inputs.vector("torque_Nm")
        size = max(abs(part) for part in (*torque, 1.0))
        if apart(given, torque) > 1e-6 * size:
            raise CaseRefused(
                f"{inputs.where('torque_Nm')} must be arm_m x force_N = {torque!r}, got {given!r}"
            )
    return torque


def rate_of_orbit(inputs: Fields) -> float:
    """Return the mean motion: as given, else from mu and radius; both must agree to a part in 10,000."""
    if not inputs.has("n_radps"):
        return orbital_rate(inputs.number("R0_m"), inputs.number("mu", MU_EARTH))
    rate = inputs.number("n_radps")
    if inputs.has("R0_m"):
        derived = orbital_rate(inputs.number("R0_m"), inputs.number("mu", MU_EARTH))
        if abs(rate - derived) > 1e-4 * derived:
            raise CaseRefused(f"{inputs.where('n_radps')} must fit mu and R0_m, {derived!r}, got {rate!r}")
    return rate
