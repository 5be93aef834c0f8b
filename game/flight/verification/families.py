"""Which check a case goes to.

Law: by the family that its id begins with, ``o1`` to ``o9``; else by what the case holds; what is neither is
refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.flight.verification.bodies import free, orbiting, station_tilt
from game.flight.verification.neighbours import clohessy_wiltshire_case, port_to_port, powered_pulses
from game.flight.verification.reading import CaseRefused, Fields
from game.flight.verification.skies import eclipse, entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.flight.verification.verdicts import Verdict

FAMILIES: dict[str, Callable[[Fields], Verdict]] = {
    "o1": orbiting,
    "o2": orbiting,
    "o3": port_to_port,
    "o4": clohessy_wiltshire_case,
    "o5": free,
    "o6": powered_pulses,
    "o7": station_tilt,
    "o8": entry,
    "o9": eclipse,
}
"""The check of each family, by the beginning of the case's id."""

_NAMED = re.compile(r"o[1-9](?!\d)")

_HOLDS: tuple[tuple[str, str, str], ...] = (
    ("inputs", "ports", "o3"),
    ("inputs", "burns", "o6"),
    ("inputs", "t_fire_s", "o7"),
    ("inputs", "density_alt_m", "o8"),
    ("inputs", "body", "o1"),
    ("inputs", "sun_angular_radius_deg", "o9"),
)
"""A field that only one family has; o2 is o1 with gravity gradient."""


def _family(case: Fields) -> str | None:
    """Return the family of a case, or nothing."""
    named = _NAMED.match(case.text("id"))
    if named is not None:
        return named[0]
    for part, field, family in _HOLDS:
        if case.has(part) and case.part(part).has(field):
            return family
    if case.has("scenarios"):
        return "o5" if case.objects("scenarios")[0].has("w0_radps") else "o4"
    return None


def verify(case: object) -> Verdict:
    """Return how far this room is from a reference case.

    Args:
        case: a parsed JSON file.

    Raises:
        CaseRefused: if it is not a case of the nine families, a field is missing or of the wrong kind, or its
            numbers describe nothing that can be flown.
    """
    fields = Fields.of("", case)
    family = _family(fields)
    if family is None:
        raise CaseRefused(f"id must begin with one of {', '.join(FAMILIES)}, got {fields.text('id')!r}")
    try:
        return FAMILIES[family](fields)
    except CaseRefused:
        raise
    except (ValueError, ArithmeticError) as problem:
        raise CaseRefused(str(problem)) from problem
