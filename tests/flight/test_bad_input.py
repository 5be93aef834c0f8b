"""What is no number is refused where it comes in, by its name; nothing passes it on in silence."""

from __future__ import annotations

from dataclasses import fields, replace
from math import inf, nan
from typing import Any

import pytest

from game.flight.attitude import NO_TURN, normalised, passive_about
from game.flight.contact import TRAINED, Touch
from game.flight.descent import Flown
from game.flight.entry import EARTH, MILESTONES, Capsule, Mode, circular_start
from game.flight.frames import frame_rate, inertial_to_hill, inertial_to_lvlh
from game.flight.ground import elevations, sites_in_view
from game.flight.gyros import STATION_GYROS, delivered, saturated
from game.flight.instants import centuries, julian, utc
from game.flight.integration import steps
from game.flight.orbit import ELEMENT_SETS, GroundPoint, below, station_state
from game.flight.ports import Port, docking_reading, port_motion, station_motion
from game.flight.relative import Transition, clohessy_wiltshire
from game.flight.rigid_body import Inertia, TimedLoad, free_body, orbiting_body
from game.flight.ship import Load, ShipState, Surroundings, ship_state
from game.flight.soyuz import INERTIA, JETS
from game.flight.sun import sun_direction, sunlight
from game.flight.turning import Turning, held_level
from game.flight.vectors import ZERO

_SHIP = ship_state((1.0, 2.0, 3.0), ZERO, NO_TURN, ZERO, 6870.0)

_VALUES: list[Any] = [
    _SHIP,
    Load(),
    Surroundings(INERTIA, 0.001),
    held_level(0.001),
    TimedLoad(0.0, 1.0),
    Port((1.0, 0.0, 0.0)),
    Touch(0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    TRAINED,
    JETS[0],
    STATION_GYROS,
    GroundPoint(55.0, 38.0),
    EARTH,
    Capsule(),
    MILESTONES,
    circular_start(4e5),
    Flown(Capsule(), Mode.GUIDED),
    ELEMENT_SETS[0],
]


def _spoilt(value: Any, bad: float) -> list[Any]:
    """Return the value with each of its numbers replaced in turn; nothing for what holds none."""
    if isinstance(value, float):
        return [bad]
    if isinstance(value, str) or not hasattr(value, "__len__"):
        return []
    parts: list[Any] = list(value)
    if not all(isinstance(part, float) for part in parts):
        return []
    return [(*parts[:i], bad, *parts[i + 1 :]) for i in range(len(parts))]


@pytest.mark.parametrize("bad", [nan, inf, -inf])
@pytest.mark.parametrize("value", _VALUES, ids=lambda value: type(value).__name__)
def test_every_constructor_refuses_what_is_no_number_by_name(value: Any, bad: float) -> None:
    """Field by field, number by number."""
    tried = 0
    for part in fields(value):
        for spoilt in _spoilt(getattr(value, part.name), bad):
            tried += 1
            with pytest.raises(ValueError, match=part.name):
                replace(value, **{part.name: spoilt})
    assert tried


@pytest.mark.parametrize("bad", [nan, inf])
def test_no_question_is_answered_from_what_is_no_number(bad: float) -> None:
    """Neither light nor radio, neither frames nor gyros."""
    when = utc(2021, 10, 15, 9)
    place = station_state(when)[0]
    lost = (bad, 0.0, 7e6)
    with pytest.raises(ValueError, match="position_m"):
        elevations(lost, when)
    with pytest.raises(ValueError, match="mask_rad"):
        sites_in_view(place, when, bad)
    with pytest.raises(ValueError, match="position_m"):
        below(lost, when)
    for ask in (centuries, julian, sun_direction):
        with pytest.raises(ValueError, match="instant_s"):
            ask(bad)
    with pytest.raises(ValueError, match="sun_angular_radius_rad"):
        sunlight(place, (1.0, 0.0, 0.0), sun_angular_radius_rad=bad)
    for frame in (inertial_to_lvlh, inertial_to_hill):
        with pytest.raises(ValueError, match="direction"):
            frame(lost, (0.0, 7e3, 0.0))
    with pytest.raises(ValueError, match="frame_rate"):
        frame_rate(lost, (0.0, 7e3, 0.0))
    with pytest.raises(ValueError, match="stored_n_m_s"):
        delivered(STATION_GYROS, (bad, 0.0, 0.0), ZERO, 0.05)
    with pytest.raises(ValueError, match="stored_n_m_s"):
        saturated(STATION_GYROS, (bad, 0.0, 0.0))
    with pytest.raises(ValueError, match="edges_s"):
        list(steps(0.0, 1.0, 0.1, [bad]))
    with pytest.raises(ValueError, match="angle_rad"):
        passive_about(0, bad)


@pytest.mark.parametrize("bad", [nan, inf])
def test_no_motion_is_made_from_what_is_no_number(bad: float) -> None:
    """Coasts, derivatives, readings."""
    with pytest.raises(ValueError, match="velocity_m_s"):
        Transition.over(0.001, 60.0).carry(ZERO, (0.0, bad, 0.0))
    with pytest.raises(ValueError, match="orbital_rate_rad_s"):
        clohessy_wiltshire(bad)
    with pytest.raises(ValueError, match="thrust_m_s2"):
        clohessy_wiltshire(0.001, (bad, 0.0, 0.0))
    with pytest.raises(ValueError, match="torque_n_m"):
        free_body(INERTIA, (bad, 0.0, 0.0))
    with pytest.raises(ValueError, match="force_n"):
        orbiting_body(1.0, INERTIA, force_n=(bad, 0.0, 0.0))
    with pytest.raises(ValueError, match="torque_n_m"):
        orbiting_body(1.0, INERTIA, torque_n_m=(bad, 0.0, 0.0))
    level = station_motion(held_level(0.001), 0.001)
    seen = port_motion(level, Port(ZERO), level, Port((1.0, 0.0, 0.0)))
    with pytest.raises(ValueError, match=r"ship_port\.attitude"):
        docking_reading(replace(seen, attitude=(bad, 0.0, 0.0, 0.0)))
    with pytest.raises(ValueError, match=r"ship_port\.rate_rad_s"):
        docking_reading(replace(seen, rate_rad_s=(bad, 0.0, 0.0)))


def test_an_attitude_that_is_none_is_refused() -> None:
    """Zero, too long to have a length, not unit."""
    with pytest.raises(ValueError, match="length"):
        normalised((1e200, 0.0, 0.0, 0.0))
    for spoilt in ((0.0, 0.0, 0.0, 0.0), (2.0, 0.0, 0.0, 0.0)):
        with pytest.raises(ValueError, match="attitude"):
            Turning(spoilt, ZERO)
        with pytest.raises(ValueError, match="attitude"):
            ShipState(ZERO, ZERO, spoilt, ZERO, 1.0)


def test_a_tensor_is_looked_at_however_it_is_made() -> None:
    """The constructor itself refuses what is no tensor, and knows the inverse."""
    with pytest.raises(ValueError, match="tensor must be positive definite"):
        Inertia(((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)))
    assert Inertia(((2.0, 0.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.0, 8.0))).inverse[1][1] == 0.25


def test_a_load_that_ends_before_it_begins_is_refused() -> None:
    """And propellant that flows back, and a mass that is none."""
    with pytest.raises(ValueError, match="off_s"):
        TimedLoad(2.0, 1.0)
    with pytest.raises(ValueError, match="flow_kg_s"):
        Load(flow_kg_s=-1.0)
    with pytest.raises(ValueError, match="mass_kg"):
        replace(_SHIP, mass_kg=0.0)


def test_far_from_the_earth_it_is_a_spot_on_the_sun() -> None:
    """Straight behind it light is the ring that is left; no division by nothing."""
    disc, far = 0.01, 6_378_137.0 / 0.005
    ring = sunlight((-far, 0.0, 0.0), (1.0, 0.0, 0.0), sun_angular_radius_rad=disc)
    assert ring == pytest.approx(0.75, abs=1e-3)
