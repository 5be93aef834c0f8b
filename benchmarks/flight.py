"""How fast the flight room flies, beside Basilisk, in one run.

Law: ratios, not seconds, are the result; both sides run in turn on the same machine, so noise hits both.
Nothing here is a test, and nothing is installed where the game lives: Basilisk (package ``bsk``) gets an
environment of its own, or its line says why it was left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from itertools import pairwise
from math import cos, sin
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from game.emergencies.station.flight import begin as begin_station
from game.emergencies.station.flight import outcome as outcome_of_station
from game.emergencies.station.flight import step as step_station
from game.emergencies.station.scenarios import Scenario
from game.flight.almanac import almanac
from game.flight.contact import PROBE_HEAD, touching
from game.flight.frames import MU_EARTH, STATION_RADIUS_M, orbital_rate
from game.flight.gyros import STATION_GYROS, delivered, hold_torque
from game.flight.hand_controllers import Deflection, Manifolds, selected
from game.flight.instants import utc
from game.flight.jets import together
from game.flight.ports import docking_reading, port_motion, ship_motion, station_motion
from game.flight.ship import NO_LOAD, Load, ShipState, Surroundings, ship_state, step
from game.flight.soyuz import INERTIA, MASS_AT_DOCKING_KG
from game.flight.station import INERTIA_B, RASSVET_PORT
from game.flight.turning import held_level, turn
from game.flight.vectors import ZERO, norm, subtract
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Sequence

_TICK_S = 0.05
_ARC_S = 480.0

_PULSES: tuple[tuple[float, float, tuple[float, float, float], tuple[float, float, float]], ...] = (
    (0.0, 20.0, (260.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    (30.0, 31.0, (0.0, 130.0, 0.0), (0.0, 0.0, -364.0)),
    (60.0, 61.0, (0.0, -130.0, 0.0), (0.0, 0.0, 364.0)),
    (90.0, 92.0, (0.0, 0.0, 26.5), (31.8, 74.2, 0.0)),
    (300.0, 312.0, (-260.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
)
"""The docking arc that both sides fly: when, force and torque in body axes; neither side loses mass."""

_START = ((1.5, -180.0, -2.0), (0.02, 0.0, -0.01), (0.7071067811865476, 0.0, 0.0, 0.7071067811865476))
_RATE = (0.0, 0.0, 0.00113)

_PEER = """
import json, sys, time
import numpy as np
from Basilisk.simulation import spacecraft, extForceTorque
from Basilisk.utilities import SimulationBaseClass, macros, simIncludeGravBody, RigidBodyKinematics as rbk
arc = json.load(sys.stdin)
sim = SimulationBaseClass.SimBaseClass()
process = sim.CreateNewProcess("p")
process.addTask(sim.CreateNewTask("t", macros.sec2nano(arc["tick_s"])))
ship = spacecraft.Spacecraft()
ship.ModelTag = "ship"
ship.hub.mHub = arc["mass_kg"]
ship.hub.IHubPntBc_B = np.diag(arc["inertia"]).tolist()
gravity = simIncludeGravBody.gravBodyFactory()
earth = gravity.createEarth()
earth.isCentralBody = True
earth.mu = arc["mu"]
gravity.addBodiesTo(ship)
push = extForceTorque.ExtForceTorque()
ship.addDynamicEffector(push)
sim.AddModelToTask("t", ship)
sim.AddModelToTask("t", push)
ship.hub.r_CN_NInit = arc["position"]
ship.hub.v_CN_NInit = arc["velocity"]
ship.hub.sigma_BNInit = rbk.EP2MRP(np.array(arc["attitude"])).tolist()
ship.hub.omega_BN_BInit = arc["rate"]
sim.InitializeSimulation()
spent = 0.0
for end, force, torque in arc["pieces"]:
    push.extForce_B = force
    push.extTorquePntB_B = torque
    sim.ConfigureStopTime(macros.sec2nano(end))
    begun = time.process_time()
    sim.ExecuteSimulation()
    spent += time.process_time() - begun
state = ship.scStateOutMsg.read()
print(json.dumps({"seconds": spent, "position": list(state.r_BN_N)}))
"""


_NOT_EQUAL = (
    "not equal work: Basilisk flies exact two-body motion in inertial space in C++, through its module and",
    "message layers, and writes a state message a step; we fly Clohessy-Wiltshire and write",
    "nothing. Neither side loses mass; start-up and environment are counted on neither side.",
)


def _pieces() -> list[tuple[float, Load]]:
    """Return the arc as pieces of constant load: (end of the piece, what acts in it)."""
    edges = sorted({0.0, _ARC_S, *(edge for pulse in _PULSES for edge in pulse[:2])})
    pieces: list[tuple[float, Load]] = []
    for left, right in pairwise(edges):
        load = next((Load(force, torque) for on, off, force, torque in _PULSES if on <= left < off), NO_LOAD)
        pieces.append((right, load))
    return pieces


def _fly_arc() -> tuple[float, ShipState]:
    """Fly the arc with our own step; return CPU seconds and where the ship ended."""
    around = Surroundings(INERTIA, orbital_rate(), gravity_gradient=False)
    ship = ship_state(*_START, _RATE, MASS_AT_DOCKING_KG)
    pieces = _pieces()
    begun, now = process_time(), 0
    for end, load in pieces:
        last = round(end / _TICK_S)
        while now < last:
            ship = step(around, ship, load, _TICK_S)
            now += 1
    return process_time() - begun, ship


def _peer_arc(python: Path) -> tuple[float, tuple[float, float, float]]:
    """Fly the arc in Basilisk; return CPU seconds of its run and the end in Hill's frame [m]."""
    n, radius = orbital_rate(), STATION_RADIUS_M
    (x, y, z), (u, v, w), attitude = _START
    arc = {
        "tick_s": _TICK_S,
        "mass_kg": MASS_AT_DOCKING_KG,
        "inertia": [INERTIA.tensor[i][i] for i in range(3)],
        "mu": MU_EARTH,
        "position": [radius + x, y, z],
        "velocity": [u - n * y, v + n * (radius + x), w],
        "attitude": attitude,
        "rate": _RATE,
        "pieces": [(end, load.force_n, load.torque_n_m) for end, load in _pieces()],
    }
    done = subprocess.run(
        [str(python), "-c", _PEER],
        input=json.dumps(arc),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    px, py, pz = answer["position"]
    c, s = cos(n * _ARC_S), sin(n * _ARC_S)
    return answer["seconds"], (c * px + s * py - radius, -s * px + c * py, pz)


def _peer_python(folder: Path) -> Path | str:
    """Return the interpreter of an environment with Basilisk, made there if need be; or why there is none."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        asked = subprocess.run(
            [str(python), "-c", "import Basilisk"], capture_output=True, check=False, timeout=120
        )
        if asked.returncode:
            command = [str(python), "-m", "pip", "install", "--quiet", "bsk"]
            subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200)
        check = [str(python), "-c", "from Basilisk.simulation import spacecraft"]
        subprocess.run(check, capture_output=True, text=True, check=True, timeout=120)
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
        return _reason(problem)
    return python


def _reason(problem: Exception) -> str:
    """Return the last line that a failed program said, or what became of it."""
    said = problem.stderr if isinstance(problem, subprocess.CalledProcessError) else None
    lines = str(said or "").strip().splitlines()
    return lines[-1] if lines else str(problem).splitlines()[0]


def _beside_basilisk(folder: Path, rounds: int) -> None:
    steps = round(_ARC_S / _TICK_S)
    ours, end = min((_fly_arc() for _ in range(rounds)), key=lambda run: run[0])
    print(f"powered step, 13 states, our RK4      {steps / ours:>10,.0f} steps/s")
    python = _peer_python(folder)
    if isinstance(python, str):
        print(f"powered step, Basilisk                skipped: {python}")
        return
    ratios: list[float] = []
    place, theirs = ZERO, 0.0
    try:
        for _ in range(rounds):
            seconds, _ = _fly_arc()
            theirs, place = _peer_arc(python)
            ratios.append(theirs / seconds)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
        print(f"powered step, Basilisk                skipped: {_reason(problem)}")
        return
    print(f"powered step, Basilisk RK4            {steps / theirs:>10,.0f} steps/s")
    print(f"ratio, ours over Basilisk             {median(ratios):>10.2f} (median of {rounds}, run in turn)")
    print(f"the two ends of the arc are apart by  {1e3 * norm(subtract(place, end.position_m)):>10.3f} mm")
    for line in _NOT_EQUAL:
        print(f"  {line}")


def _docking(readings: int) -> float:
    """Return the CPU seconds of an eight-minute approach; the pilot reads every ``readings`` ticks."""
    n = orbital_rate()
    around, level = Surroundings(INERTIA, n), station_motion(held_level(n), n)
    ship = ship_state(
        (-120.0, -11.0, -1.5), (0.25, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, n), MASS_AT_DOCKING_KG
    )
    order = Deflection()
    begun = process_time()
    for tick in range(round(_ARC_S / _TICK_S)):
        if tick % readings == 0:
            head = port_motion(ship_motion(ship, n), PROBE_HEAD, level, RASSVET_PORT)
            reading = docking_reading(head)
            slow = reading.closing_m_s < 0.01 * reading.range_m
            order = Deflection(forward=1 if slow else 0) if tick % 20 == 0 else Deflection()
            touching(head.position_m)
        load = together(selected(order, Manifolds.FIRST, tick))
        ship = step(around, ship, load, _TICK_S)
    return process_time() - begun


def _station() -> tuple[float, float]:
    """Return the CPU seconds of forty minutes on the station, and of its table of light and radio."""
    begun = process_time()
    table = almanac(utc(2021, 10, 15, 9, 2), 2400.0)
    spent_on_table = process_time() - begun
    n = orbital_rate()
    state = held_level(n)
    begun = process_time()
    for second in range(2400):
        firing = second < 105 or 420 <= second < 520
        count, dt = (20, _TICK_S) if firing else (1, 1.0)
        torque = (0.0, 2665.0 if second < 105 else -2665.0, 0.0) if firing else ZERO
        for _ in range(count):
            asked = hold_torque(INERTIA_B, state, n)
            held = delivered(STATION_GYROS, state.gyro_n_m_s, asked, dt) if second < 105 else ZERO
            state = turn(INERTIA_B, n, state, dt, torque, held)
        table.at(table.start_s + second)
    return process_time() - begun, spent_on_table


def _import_seconds(before: str, code: str) -> float:
    timed = f"{before}\nfrom time import process_time as now\nbegun = now()\n{code}\nprint(now() - begun)"
    shown = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    return float(shown.stdout)


_WHOLE_DOCKING = (
    "import game.flight.ship, game.flight.hand_controllers, game.flight.ports, game.flight.contact"
)

_SHARED = "import dataclasses, enum"
"""What every room of the game loads; timed apart, so that the flight room answers for its own."""


def _imports(rounds: int) -> None:
    named = (
        ("import sqlite3", "", "import sqlite3"),
        ("import game.flight", "", "import game.flight"),
        ("all that a docking needs", _SHARED, _WHOLE_DOCKING),
        ("dataclasses and enum, loaded before it", "", _SHARED),
    )
    found: dict[str, list[float]] = {name: [] for name, _, _ in named}
    for _ in range(rounds):
        for name, before, code in named:
            found[name].append(_import_seconds(before, code))
    peer = median(found["import sqlite3"])
    for name, seconds in found.items():
        mine = median(seconds)
        print(f"{name:<38}{mine * 1e3:>10.1f} ms  ({mine / peer:.2f} of sqlite3)")


def _half_hour() -> tuple[float, int]:
    """Return the CPU seconds and the ticks of the emergency of the station in which nobody gives an order."""
    state = begin_station({}, 9, Rung.FLOWN, Scenario.ROLL)
    begun = process_time()
    while outcome_of_station(state) is None:
        state = step_station(state).state
    return process_time() - begun, state.tick


def main(argv: Sequence[str]) -> int:
    """Run the measurements and print them.

    Args:
        argv: the options, without the program's name.

    Returns:
        0; a figure is never a failure.
    """
    parser = argparse.ArgumentParser(prog="benchmarks flight", description="the flight room beside Basilisk")
    parser.add_argument(
        "--peer-env", type=Path, metavar="DIR", help="keep Basilisk's environment here, and use it again"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each side runs (default 5)")
    options = parser.parse_args(argv)
    rounds = max(1, int(options.rounds))
    begun = perf_counter()
    if options.peer_env is not None:
        _beside_basilisk(options.peer_env.absolute(), rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _beside_basilisk(Path(folder), rounds)
    for readings, words in ((1, "read every tick"), (20, "read once a second")):
        seconds = min(_docking(readings) for _ in range(rounds))
        print(f"docking, 8 min of ticks, {words:<19}{seconds:>4.2f} s CPU  (about 0.5 s wanted)")
    spent, table = min(_station() for _ in range(rounds))
    print(f"station, 40 min                       {spent:>10.2f} s CPU  (about 1 s wanted)")
    whole, ticks = min(_half_hour() for _ in range(rounds))
    print(f"its emergency, {ticks:,} ticks           {whole:>10.2f} s CPU  (about 1 s wanted)")
    print(f"its light and radio, 2,401 rows       {table:>10.2f} s CPU")
    _imports(max(5, rounds))
    print(f"measured in {perf_counter() - begun:.0f} s")
    return 0
