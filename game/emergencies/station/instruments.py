"""What the engineer can know in his seat: panels, the laptop at his knee, the two loops.

Law: what the simulation has and nobody aboard is told stands in ``truth``. On *bare* the laptop is dead, and
with it every number of the other segment: what is None then has to be asked of somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.limits import DEPARTURE_KG
from game.emergencies.station.power import minutes_left
from game.emergencies.station.radio import houston_heard, moscow_heard
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import NEVER
from game.emergencies.station.thrust import seconds_run
from game.vocabulary.flying import TICKS_PER_S, Rung

if TYPE_CHECKING:
    from game.emergencies.station.state import InCharge, Pointing, StationState, Steering


@dataclass(frozen=True, slots=True)
class StationReading:
    """The panels.

    Attributes:
        clock: mission time, ``YYYY-MM-DD HH:MM:SS``.
        tilt_deg: how far over she hangs, to a tenth [deg, 0 to 180]; None on bare.
        rates_deg_s: pitch (nose up), yaw (nose right), roll (starboard down) relative to level, to a
            thousandth [deg/s]; None on bare.
        rate_deg_s: the three together, likewise; None on bare.
        momentum_share: how full the gyros are, 0 to 1, to a hundredth; None on bare.
        gyros_on: the gyros are in the loop.
        in_charge: who holds the attitude.
        steering: what the Russian segment's jets are told to do.
        fast: at the quicker rate, if they turn her back.
        axes: of the Russian segment's jets that fire now, pitch, yaw, roll: -1, 0, 1.
        fighting: two of those that push, push against one another.
        lost: control is lost, and not regained yet.
        lost_s: so long ago it was lost, or so long it was lost [s]; None if it never was.
        firing: the jets that should not, fire.
        thrust_s: they have run on so long, or did [s]; 0 where they had stopped before.
        manifold_1: of the docked ship, open.
        manifold_2: likewise.
        valves_open: its propellant valves.
        control_on: its motion control.
        ship_kg: its propellant, whole kilograms [kg].
        margin_kg: that over the line for leaving, below zero under it [kg].
        segment_kg: what the Russian segment has used, to a tenth [kg].
        pointing: what the arrays do.
        arrays_s: until a turn or a lock of theirs is finished [s]; None for none.
        incidence: the share of the full power that their angle allows, 0 to 1, to a hundredth, light not
            counted in; None on bare.
        lost_share: of the power, by plumes, 0 to 1; None on bare.
        made_kw: by the arrays, to a tenth [kW]; None on bare.
        load_kw: asked for, likewise; None on bare.
        charge: of the batteries, 0 to 1, to a hundredth; None on bare.
        minutes_left: until they are empty as it is now, whole minutes [min]; None on bare, and while more is
            made than asked for.
        comfort: freezers, galley, lights are on.
        film: the film's chargers and discs are on (its camera has batteries: see ``rolling``).
        cooling: the second cooling loop is on.
        down: the buses have dropped.
        site: a Russian ground site hears the station.
        s_band: the other segment's voice and commands.
        ku_band: its pictures.
        antenna: of the S-band, 1 or 2.
        patched: Moscow is led through the S-band.
        moscow_heard: the first loop has somebody at its other end.
        houston_heard: the second has, and it is not dead to the engineer, as on bare.
        site_s: until the next ground site [s], 0 while there is one; None beyond the table.
        sunset_s: until sunset [s]; None in the dark, and beyond the table.
        sunrise_s: until sunrise [s]; None by day, and beyond the table.
        loop_c: how far the cooling loops are above their usual temperature, to a tenth [K]; None on bare.
        rolling: the camera in the Cupola runs.
        shutters_open: of its window.
    """

    clock: str
    tilt_deg: float | None
    rates_deg_s: tuple[float, float, float] | None
    rate_deg_s: float | None
    momentum_share: float | None
    gyros_on: bool
    in_charge: InCharge
    steering: Steering
    fast: bool
    axes: tuple[int, int, int]
    fighting: bool
    lost: bool
    lost_s: int | None
    firing: bool
    thrust_s: int
    manifold_1: bool
    manifold_2: bool
    valves_open: bool
    control_on: bool
    ship_kg: int
    margin_kg: int
    segment_kg: float
    pointing: Pointing
    arrays_s: int | None
    incidence: float | None
    lost_share: float | None
    made_kw: float | None
    load_kw: float | None
    charge: float | None
    minutes_left: int | None
    comfort: bool
    film: bool
    cooling: bool
    down: bool
    site: bool
    s_band: bool
    ku_band: bool
    antenna: int
    patched: bool
    moscow_heard: bool
    houston_heard: bool
    site_s: int | None
    sunset_s: int | None
    sunrise_s: int | None
    loop_c: float | None
    rolling: bool
    shutters_open: bool


def clock(state: StationState) -> str:
    """Return mission time, ``YYYY-MM-DD HH:MM:SS``."""
    second = int(state.now_s)
    return f"{state.brief.day} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def read(state: StationState) -> StationReading:
    """Return the panels."""
    bare = state.rung is Rung.BARE
    ship, segment, arrays, power, radio = state.ship, state.segment, state.arrays, state.power, state.radio
    watch, table = state.watch, sky_of(state.brief)
    pitch, yaw, roll = truth.rates_deg_s(state)
    dark = table.is_dark(state.now_s)
    light_s = _whole(table.light_changes_in_s(state.now_s))
    left = minutes_left(power)
    return StationReading(
        clock=clock(state),
        tilt_deg=None if bare else round(truth.tilt_deg(state), 1),
        rates_deg_s=None if bare else (round(pitch, 3), round(yaw, 3), round(roll, 3)),
        rate_deg_s=None if bare else round(truth.rate_deg_s(state), 3),
        momentum_share=None if bare else round(truth.momentum_share(state), 2),
        gyros_on=segment.gyros_on,
        in_charge=segment.in_charge,
        steering=segment.steering,
        fast=segment.fast,
        axes=segment.firing,
        fighting=segment.fighting,
        lost=watch.lost_tick != NEVER and watch.regained_tick == NEVER,
        lost_s=None if watch.lost_tick == NEVER else int(60.0 * truth.minutes_lost(state)),
        firing=ship.firing,
        thrust_s=_thrust_s(state),
        manifold_1=ship.manifold_1,
        manifold_2=ship.manifold_2,
        valves_open=ship.valves_open,
        control_on=ship.control_on,
        ship_kg=int(ship.kg),
        margin_kg=int(ship.kg) - int(DEPARTURE_KG),
        segment_kg=round(segment.kg, 1),
        pointing=arrays.pointing,
        arrays_s=max(0, arrays.until - state.tick) // TICKS_PER_S if arrays.until else None,
        incidence=None if bare else round(arrays.incidence, 2),
        lost_share=None if bare else round(arrays.lost_share, 2),
        made_kw=None if bare else round(power.made_kw, 1),
        load_kw=None if bare else round(power.load_kw, 1),
        charge=None if bare else round(power.charge, 2),
        minutes_left=None if bare or left is None else int(left),
        comfort=power.comfort,
        film=power.film,
        cooling=power.cooling,
        down=power.down,
        site=radio.site,
        s_band=radio.s_band,
        ku_band=radio.ku_band,
        antenna=radio.antenna,
        patched=radio.patched,
        moscow_heard=moscow_heard(state),
        houston_heard=houston_heard(state) and not bare,
        site_s=_whole(table.site_in_s(state.now_s)),
        sunset_s=None if dark else light_s,
        sunrise_s=light_s if dark else None,
        loop_c=None if bare else round(state.loop_c, 1),
        rolling=state.film.rolling,
        shutters_open=state.film.shutters_open,
    )


def _thrust_s(state: StationState) -> int:
    """Return how long the thrust has run on, or did [s]."""
    ship = state.ship
    if ship.firing:
        return seconds_run(state.brief, state.tick)
    return seconds_run(state.brief, ship.stopped_tick) if ship.stopped_tick > 0 else 0


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds)
