"""How a flight begins: from the facts of the story and the seed, once.

Law: what can differ between two flights of the same start is drawn here, rounded so that a sine's last
digit does not matter, and never again.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking import sky
from game.emergencies.docking.answers import unasked_go_tick
from game.emergencies.docking.computer import FIRST_RATE_RAD_S
from game.emergencies.docking.felt import unfelt
from game.emergencies.docking.line import DOWN, FORWARD, HEAD_M, ORBITAL_RATE_RAD_S, PORT_M, RIGHT, STRAIGHT
from game.emergencies.docking.starts import DAY, FIRST_S, IN_BETWEEN_S, SECOND_DAYLIGHT_S, SETTINGS, Start
from game.emergencies.docking.state import Answer, Asked, Brief, Cabin, DockingState, Hands, Heard, Machine
from game.emergencies.docking.watch import first_watch
from game.flight.attitude import from_rotation_vector, product, to_body, to_frame
from game.flight.ship import ShipState, ship_state
from game.flight.soyuz import EMPTY_MASS_KG, PROPELLANT_AT_DOCKING_KG
from game.flight.vectors import add, scale
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.flight.vectors import Vector
    from game.vocabulary.values import Value

SIMULATION = 1
"""Version of the rules by which a tick follows from the one before; a recording of another one is not
replayed."""

FIRST_PROPELLANT_KG = int(PROPELLANT_AT_DOCKING_KG)
"""At the start of the manual approach."""


def begin(facts: Mapping[str, Value], seed: int, rung: Rung, start: Start = Start.DAY) -> DockingState:
    """Return a flight at its first tick.

    Args:
        facts: of the story; those that matter here are attempts, waited, nerve, actor_craft, propellant_kg,
            speaks, camera_running, lamp, lessons_passed and clock (mission time, if it is given).
        seed: of the playthrough.
        rung: how hard it is flown; told is taken as flown.
        start: the day, or a lesson.
    """
    setting = SETTINGS[start]
    lesson = start is not Start.DAY
    attempt = 1 if lesson else max(1, _whole(facts, "attempts", 1))
    waited = not lesson and facts.get("waited") is True
    day, start_s = DAY, FIRST_S
    if lesson and facts.get("clock") is not None:
        day, start_s = str(facts["clock"])[:10], _clock_s(facts["clock"])
    elif waited:
        # A third try after the wait begins when it begins.
        start_s = max(SECOND_DAYLIGHT_S, _clock_s(facts.get("clock")))
    elif attempt > 1:
        start_s = _clock_s(facts.get("clock"))
    propellant = float(FIRST_PROPELLANT_KG if lesson else _whole(facts, "propellant_kg", FIRST_PROPELLANT_KG))
    propellant = max(1.0, propellant)
    rung = Rung.FLOWN if rung is Rung.TOLD else rung
    ship = _first_ship(seed, start, attempt, rung, EMPTY_MASS_KG + propellant)
    dark = sky.dark(start_s, setting.dark)
    go = setting.go or waited or attempt > 1
    speaks = facts.get("speaks")
    brief = Brief(
        version=SIMULATION,
        seed=seed,
        start=start,
        attempt=attempt,
        waited=waited,
        day=day,
        start_s=start_s,
        nerve=60 if lesson else _whole(facts, "nerve", 60),
        learned_ranging=facts.get("actor_craft") == "ranging",
        propellant_kg=propellant,
        lessons_passed=_whole(facts, "lessons_passed", 0),
    )
    cabin = Cabin(
        rung=rung,
        rate_hold=rung is not Rung.BARE,
        both_sets=False,
        lamp=facts.get("lamp") is True or (dark and attempt > 1),
        filter_on=not dark,
        narrow=False,
        go=go,
        camera_running=facts.get("camera_running") is True,
        speaks=speaks if isinstance(speaks, str) and speaks in ("vera", "moscow") else "nobody",
    )
    answers = () if go else (Answer(Asked.GO, unasked_go_tick(seed), 0),)
    return DockingState(
        brief=brief,
        tick=0,
        ship=ship,
        hands=Hands(),
        cabin=cabin,
        machine=Machine(held=ship.attitude),
        watch=first_watch(setting.range_m + 0.5),
        heard=Heard(),
        felt=unfelt(setting.range_m),
        answers=answers,
    )


def _whole(facts: Mapping[str, Value], name: str, default: int) -> int:
    value = facts.get(name, default)
    return value if isinstance(value, int) else default


def _clock_s(clock_now: Value | None) -> int:
    """Return the second of the day of a mission time; of the middle of the night if there is none."""
    if not isinstance(clock_now, str) or len(clock_now) != 19:
        return IN_BETWEEN_S
    hour, minute, second = clock_now[11:13], clock_now[14:16], clock_now[17:19]
    if not (hour.isdigit() and minute.isdigit() and second.isdigit()):
        return IN_BETWEEN_S
    return int(hour) * 3600 + int(minute) * 60 + int(second)


def _first_ship(seed: int, start: Start, attempt: int, rung: Rung, mass_kg: float) -> ShipState:
    """Return where the ship is at tick 0: off the line and with its nose off it, both by the seed."""
    setting = SETTINGS[start]
    stream = f"docking/{start.value}/{attempt}"

    def share(index: int) -> float:
        return draw(seed, stream, index, 10_001) / 10_000.0

    def between(index: int, ends: tuple[float, float]) -> float:
        return ends[0] + (ends[1] - ends[0]) * share(index)

    place, round_place = between(0, setting.off_line_m), 2.0 * 3.141592653589793 * share(1)
    nose, round_nose = radians(between(2, setting.nose_deg)), 2.0 * 3.141592653589793 * share(3)
    roll = radians(2.0) * (share(4) - 0.5)
    # The turn to the right of the nose is about the floor's axis, up about the right side's.
    turned = from_rotation_vector((roll, nose * sin(round_nose), nose * cos(round_nose)))
    attitude = product(STRAIGHT, turned)
    head = add(
        PORT_M,
        add(
            scale(-setting.range_m, FORWARD),
            add(scale(place * cos(round_place), RIGHT), scale(place * sin(round_place), DOWN)),
        ),
    )
    position = add(head, scale(-HEAD_M, to_frame(attitude, (1.0, 0.0, 0.0))))
    drift = setting.drift_m_s
    velocity = add(
        scale(drift * (2.0 * share(5) - 1.0), FORWARD),
        add(scale(drift * (2.0 * share(6) - 1.0), RIGHT), scale(drift * (2.0 * share(7) - 1.0), DOWN)),
    )
    most = FIRST_RATE_RAD_S[rung]
    rate: Vector = (
        most * (2.0 * share(8) - 1.0),
        most * (2.0 * share(9) - 1.0),
        most * (2.0 * share(10) - 1.0),
    )
    if rung is not Rung.BARE:
        rate = add(rate, to_body(attitude, (0.0, 0.0, ORBITAL_RATE_RAD_S)))
    # Sines differ by a last digit from one machine's library to the next; these figures do not.
    return ship_state(
        _coarse(position), _coarse(velocity), [round(part, 9) for part in attitude], _coarse(rate), mass_kg
    )


def _coarse(vector: Vector) -> Vector:
    return round(vector[0], 9), round(vector[1], 9), round(vector[2], 9)
