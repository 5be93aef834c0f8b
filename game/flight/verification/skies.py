"""Families o8 and o9: entry, and the Earth's shadow.

Law: as the package's. The notes of the families give tolerances for peak load, its height and times; those
for speeds, angles and single rows are this project's own and stand here with their names.
"""

from __future__ import annotations

from math import cos, degrees, pi, radians, sin
from typing import TYPE_CHECKING

from game.flight.atmosphere import Atmosphere
from game.flight.descent import Flown, descend
from game.flight.entry import MILESTONES, Capsule, Milestones, Mode, Planet
from game.flight.frames import MU_EARTH, STANDARD_GRAVITY
from game.flight.orbit import EQUATORIAL_RADIUS_M
from game.flight.sun import circular_shadow, sunlight
from game.flight.verification.reading import CaseRefused, Table, columns_of, tolerance_of
from game.flight.verification.verdicts import Check, Verdict, largest

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.flight.descent import Descent
    from game.flight.verification.reading import Fields

_SPEED_SHARE = 0.005
"""Ours: speeds within half a percent."""

_PATH_DEG = 0.2
"""Ours: path angles within a fifth of a degree."""

_ENTRY_STEP_S = 0.125

_ROWS = ("alt_m", "V_rel_mps", "total_g", "fpa_deg")


def _planet(inputs: Fields) -> Planet:
    air = Atmosphere.of(inputs.numbers("density_alt_m"), inputs.numbers("density_kgm3"))
    rate = inputs.number("omega_earth_radps") * cos(radians(inputs.number("inclination_deg")))
    return Planet(inputs.number("R_earth_m"), inputs.number("mu"), rate, air)


def _flown(inputs: Fields) -> tuple[Flown, Milestones]:
    ballistic = inputs.yes("ballistic", default=False)
    lift = inputs.number("LD", 0.0 if ballistic else None)
    capsule = Capsule(inputs.number("mass_kg"), inputs.number("area_m2"), inputs.number("CD"), lift)
    mode = Mode.BALLISTIC if ballistic else Mode.GUIDED
    heights = Milestones(
        inputs.number("sep_alt_m", MILESTONES.parting_m),
        inputs.number("entry_alt_m", MILESTONES.entry_m),
        inputs.number("plasma_alt_m", MILESTONES.plasma_m),
        inputs.number("chute_alt_m", MILESTONES.parachute_m),
    )
    return Flown(
        capsule, mode, radians(inputs.number("bank_deg", 0.0)), _planet(inputs), _ENTRY_STEP_S
    ), heights


def entry(case: Fields) -> Verdict:
    """Return the verdict on a case of family o8."""
    inputs, summary = case.part("inputs"), case.part("summary") if case.has("summary") else None
    table = Table("expected", columns_of(case), case.items("expected")) if case.has("expected") else None
    if summary is None and table is None:
        raise CaseRefused("summary or expected is missing")
    flown, heights = _flown(inputs)
    burn = (inputs.number("h_orb"), inputs.number("dv"), inputs.number("tburn"))
    grav = inputs.number("g0", STANDARD_GRAVITY)
    flight = descend(*burn, flown, heights)
    end = flight.parachute.state.seconds
    times = table.times() if table else ()
    # A row a hair of time after our parachute is still the parachute's row; how late it is, is judged.
    samples = descend(*burn, flown, heights, [time for time in times if time <= end]).samples
    late = largest([time - end for time in times if time > end])
    limits = (
        tolerance_of(case, "time_s", 3.0),
        tolerance_of(case, "alt_of_gmax_m", 500.0),
        tolerance_of(case, "gmax_rel", 0.01),
    )
    time_s, height_m, share = limits
    peak_g = flight.peak.air.load_g * STANDARD_GRAVITY / grav
    checks: list[Check] = []
    unknown: tuple[str, ...] = ()
    if summary is not None:
        checks += _summary_checks(summary, flight, peak_g, limits)
        unknown = tuple(name for name in summary.values if name not in _SUMMARY)
    if table is not None:
        table.needs("expected", _ROWS)
        unknown = (*unknown, *table.unknown(_ROWS))
        moments = (*samples, *(flight.parachute for time in times if time > end))
        errors: tuple[list[float], list[float], list[float], list[float]] = ([], [], [], [])
        for moment, row in zip(moments, table.rows, strict=True):
            air = moment.air
            errors[0].append(abs(air.height_m - row["alt_m"]))
            errors[1].append(abs(air.speed_m_s - row["V_rel_mps"]) / max(1.0, abs(row["V_rel_mps"])))
            errors[2].append(abs(air.load_g * STANDARD_GRAVITY / grav - row["total_g"]) / peak_g)
            errors[3].append(abs(degrees(air.path_rad) - row["fpa_deg"]))
        checks += [
            Check("rows: height", "m", largest(errors[0]), height_m),
            Check("rows: speed", "share", largest(errors[1]), _SPEED_SHARE),
            Check("rows: load", "share of peak", largest(errors[2]), share),
            Check("rows: path angle", "deg", largest(errors[3]), _PATH_DEG),
            Check("rows: after the parachute", "s", late, time_s),
        ]
    return Verdict(case.text("id"), _ENTRY_STEP_S, tuple(checks), unknown)


_SUMMARY = ("t_sep", "t_EI", "gam_EI", "V_EI", "t80", "t_gmax", "gmax", "h_gmax", "t_chute", "V_chute")


def _summary_checks(
    summary: Fields, flight: Descent, peak_g: float, limits: tuple[float, float, float]
) -> list[Check]:
    """Return the checks on the milestones that the summary gives."""
    parting, interface, plasma, peak = flight.parting, flight.entry, flight.plasma, flight.peak
    parachute = flight.parachute
    time_s, height_m, share = limits
    checks: list[Check] = []
    times = (
        ("t_sep", parting),
        ("t_EI", interface),
        ("t80", plasma),
        ("t_gmax", peak),
        ("t_chute", parachute),
    )
    named = {
        "t_sep": "parting",
        "t_EI": "entry",
        "t80": "plasma",
        "t_gmax": "peak load",
        "t_chute": "parachute",
    }
    for name, moment in times:
        if summary.has(name):
            checks.append(
                Check(f"time of {named[name]}", "s", abs(moment.state.seconds - summary.number(name)), time_s)
            )
    if summary.has("gmax"):
        wanted = summary.number("gmax")
        checks.append(Check("peak load", "share", abs(peak_g - wanted) / max(abs(wanted), 1e-9), share))
    if summary.has("h_gmax"):
        error = abs(peak.air.height_m - summary.number("h_gmax"))
        checks.append(Check("height of peak load", "m", error, height_m))
    for name, label, moment in (("V_EI", "entry", interface), ("V_chute", "parachute", parachute)):
        if summary.has(name):
            wanted = summary.number(name)
            error = abs(moment.air.speed_m_s - wanted) / max(1.0, abs(wanted))
            checks.append(Check(f"speed at {label}", "share", error, _SPEED_SHARE))
    if summary.has("gam_EI"):
        error = abs(degrees(interface.air.path_rad) - summary.number("gam_EI"))
        checks.append(Check("path angle at entry", "deg", error, _PATH_DEG))
    return checks


def _half_arc(inside: Callable[[float], bool]) -> float:
    """Return the angle from the middle of the night to its edge [rad], 0 to pi."""
    if not inside(0.0):
        return 0.0
    low, high = 0.0, pi
    for _ in range(60):
        middle = 0.5 * (low + high)
        if inside(middle):
            low = middle
        else:
            high = middle
    return low


_ECLIPSE = (
    "period_s",
    "cyl_fraction_formula",
    "cyl_fraction_numeric",
    "umbra_s",
    "penumbra_outer_s",
    "one_penumbra_crossing_s",
)


def _walked(radius_m: float, beta_rad: float, earth_m: float, disc_rad: float) -> tuple[float, float, float]:
    """Return the shares of the orbit in cylinder, umbra and penumbra, by asking `sunlight` round it."""
    sun = (cos(beta_rad), 0.0, sin(beta_rad))

    def light(angle: float, disc: float) -> float:
        return sunlight((-radius_m * cos(angle), -radius_m * sin(angle), 0.0), sun, earth_m, disc)

    return (
        _half_arc(lambda angle: light(angle, 0.0) < 0.5) / pi,
        _half_arc(lambda angle: light(angle, disc_rad) <= 0.0) / pi,
        _half_arc(lambda angle: light(angle, disc_rad) < 1.0) / pi,
    )


def eclipse(case: Fields) -> Verdict:
    """Return the verdict on a case of family o9: the closed form, and `sunlight` asked round the orbit."""
    inputs = case.part("inputs")
    earth, mu = inputs.number("Re_m", EQUATORIAL_RADIUS_M), inputs.number("mu", MU_EARTH)
    disc = radians(inputs.number("sun_angular_radius_deg"))
    limits = (tolerance_of(case, "fraction", 1e-5), tolerance_of(case, "seconds", 0.5))
    shares: list[float] = []
    seconds: list[float] = []
    asked: list[float] = []
    unknown = set[str]()
    for row in case.objects("expected"):
        radius, beta = earth + row.number("alt_m"), radians(row.number("beta_deg"))
        shadow = circular_shadow(radius, beta, mu, earth, disc)
        cylinder, umbra, outer = _walked(radius, beta, earth, disc)
        period = shadow.period_s
        ours = {
            "period_s": (period, period),
            "cyl_fraction_formula": (shadow.cylinder_share, cylinder),
            "cyl_fraction_numeric": (shadow.cylinder_share, cylinder),
            "umbra_s": (shadow.umbra_s, umbra * period),
            "penumbra_outer_s": (shadow.penumbra_s, outer * period),
            "one_penumbra_crossing_s": (shadow.crossing_s, 0.5 * (outer - umbra) * period),
        }
        given = [name for name in _ECLIPSE if row.has(name)]
        if not given:
            raise CaseRefused(f"{row.path} must expect something: {', '.join(_ECLIPSE)}")
        unknown |= set(row.values) - {*_ECLIPSE, "alt_m", "beta_deg"}
        for name in given:
            wanted, (closed, by_asking) = row.number(name), ours[name]
            (shares if name.startswith("cyl") else seconds).append(abs(closed - wanted))
            limit = limits[0] if name.startswith("cyl") else limits[1]
            asked.append(abs(by_asking - wanted) / limit if limit else float("inf"))
    checks = (
        Check("share of the orbit in the cylinder", "share", largest(shares), limits[0]),
        Check("umbra and penumbra", "s", largest(seconds), limits[1]),
        Check("shadow function round the orbit", "of tolerance", largest(asked), 1.0),
    )
    return Verdict(case.text("id"), 0.0, checks, tuple(sorted(unknown)))
