"""The station as solids."""

from __future__ import annotations

import pytest

from game.app.station.geometry import Kind, Solid, solids
from game.flight.station import NAUKA_NADIR_M, POISK_ZENITH_M, RASSVET_NADIR_M
from game.flight.vectors import cross, dot, norm, subtract

EVERY = solids(own_ship=True, wings_deg=30)


def test_there_are_eight_wings_a_truss_and_the_ships() -> None:
    """The eight of the truss, and two each of Zvezda and Nauka."""
    kinds = [solid.kind for solid in EVERY]
    assert kinds.count(Kind.WING) == 8 + 4
    assert kinds.count(Kind.OWN_SHIP) == 1
    assert kinds.count(Kind.SHIP) == 3
    assert kinds.count(Kind.TRUSS) >= 3
    assert all(solid.kind is not Kind.OWN_SHIP for solid in solids(own_ship=False, wings_deg=30))


@pytest.mark.parametrize("solid", [solid for solid in EVERY if not solid.flat])
def test_the_faces_of_a_solid_look_outward(solid: Solid) -> None:
    """Their corners all go round the same way; the eye tells front from back by it."""
    for face in solid.faces:
        a, b, c = (solid.points[corner] for corner in face[:3])
        normal = cross(subtract(b, a), subtract(c, b))
        assert dot(normal, subtract(a, solid.middle)) > 0.0


def test_every_edge_borders_faces_that_have_its_corners() -> None:
    """So that an outline is one."""
    for solid in EVERY:
        for edge in solid.edges:
            if not solid.flat:
                for face in edge.faces:
                    assert {edge.first, edge.second} <= set(solid.faces[face])


def test_the_ships_begin_at_their_ports() -> None:
    """As the flight has them."""
    for port, way in ((NAUKA_NADIR_M, 1.0), (RASSVET_NADIR_M, 1.0), (POISK_ZENITH_M, -1.0)):
        ship = [solid for solid in EVERY if solid.kind in (Kind.SHIP, Kind.OWN_SHIP)]
        nearest = min(ship, key=lambda solid: norm(subtract(solid.middle, port)))
        ends = sorted(point[2] * way for point in nearest.points)
        assert ends[0] == pytest.approx(port[2] * way)


def test_the_wings_turn_about_their_masts() -> None:
    """Their middles stay."""
    flat, turned = ([s.middle for s in solids(own_ship=True, wings_deg=angle)] for angle in (0, 80))
    assert flat == turned
    assert solids(own_ship=True, wings_deg=0) != solids(own_ship=True, wings_deg=80)
