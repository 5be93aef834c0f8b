"""Who is heard: ground sites, the S-band by its two antennas, the dish, and Moscow led through the S-band.

Law: geometry of the body and of the relays in the table. No antenna steers itself but the dish, and that only
a little.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station.attitude import angle_of, rate_of
from game.emergencies.station.limits import (
    ANTENNAS,
    GAPS_S,
    KU_BACK_SHARE,
    KU_COSINE,
    KU_RATE_RAD_S,
    KU_TILT_RAD,
    PATCH_TICKS,
    S_BAND_COSINE,
    S_BAND_HYSTERESIS,
    SOON_S,
)
from game.emergencies.station.marks import cue, once
from game.emergencies.station.state import NEVER
from game.flight.attitude import to_body
from game.flight.vectors import norm
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.sky import Sky
    from game.emergencies.station.state import Radio, StationState, Watch
    from game.flight.attitude import Quaternion
    from game.flight.turning import Turning
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven


def moscow_heard(state: StationState) -> bool:
    """Tell whether Moscow hears and is heard: over a site, or led through the S-band."""
    return state.radio.site or (state.radio.s_band and state.radio.patched)


def houston_heard(state: StationState) -> bool:
    """Tell whether Houston hears and is heard."""
    return state.radio.s_band


def pointed(antenna: int, relays: tuple[Vector, ...], attitude: Quaternion) -> float:
    """Return the cosine between an antenna's axis and the nearest relay; -1 if there is none.

    Args:
        antenna: 1 or 2.
        relays: directions in LVLH (3,) each, unit.
        attitude: body to LVLH.
    """
    x, y, z = ANTENNAS[antenna - 1]
    best = -1.0
    for relay in relays:
        a, b, c = to_body(attitude, relay)
        best = max(best, x * a + y * b + z * c)
    return best


def _dish(relays: tuple[Vector, ...], turning: Turning, *, had: bool) -> bool:
    """Return whether the dish keeps a relay that it had, or finds one."""
    share = 1.0 if had else KU_BACK_SHARE
    if angle_of(turning.attitude) > share * KU_TILT_RAD or norm(rate_of(turning)) > share * KU_RATE_RAD_S:
        return False
    return any(-to_body(turning.attitude, relay)[2] > KU_COSINE for relay in relays)


@lru_cache(maxsize=256)
def _gaps(seed: int) -> tuple[tuple[int, int], ...]:
    """Return when one relay has let go and the next has not yet, in ticks: from, to."""
    found: list[tuple[int, int]] = []
    for index, (first, spread, least, more) in enumerate(GAPS_S):
        begins = first + draw(seed, "station/relay", 2 * index, spread + 1)
        ends = begins + least + draw(seed, "station/relay", 2 * index + 1, more + 1)
        found.append((begins * TICKS_PER_S, ends * TICKS_PER_S))
    return tuple(found)


def handing_on(seed: int, tick: int) -> bool:
    """Tell whether one relay has let go and the next has not yet, whatever the antennas do."""
    return any(begins <= tick < ends for begins, ends in _gaps(seed))


def heard(radio: Radio, relays: tuple[Vector, ...], turning: Turning, *, site: bool, silent: bool) -> Radio:
    """Return who is heard now.

    Args:
        radio: a second ago.
        relays: directions in LVLH (3,) each, unit.
        turning: the body.
        site: a ground site hears the station.
        silent: no relay carries her, or the buses have dropped, and the other segment's radio with them.
    """
    least = S_BAND_COSINE if radio.s_band else S_BAND_COSINE + S_BAND_HYSTERESIS
    return replace(
        radio,
        site=site,
        s_band=not silent and pointed(radio.antenna, relays, turning.attitude) > least,
        ku_band=not silent and _dish(relays, turning, had=radio.ku_band),
    )


def followed(before: Radio, radio: Radio, watch: Watch, tick: int, cues: list[CueGiven]) -> Radio:
    """Return the radio after a second of who is heard, and say what changed."""
    if before.site and not radio.site:
        cues.append(cue(StationCue.SITE_LOST, tick))
    if radio.site and not before.site:
        cues.append(cue(StationCue.SITE_HEARD, tick))
    if before.ku_band is not radio.ku_band:
        cues.append(cue(StationCue.KU_BACK if radio.ku_band else StationCue.KU_LOST, tick))
    if before.s_band is not radio.s_band:
        cues.append(cue(StationCue.S_BAND_BACK if radio.s_band else StationCue.S_BAND_LOST, tick))
    if radio.s_band and not radio.site and not radio.patched and watch.lost_tick != NEVER:
        patching = radio.patching_ticks + TICKS_PER_S
        radio = replace(radio, patching_ticks=patching, patched=patching >= PATCH_TICKS)
        if radio.patched:
            cues.append(cue(StationCue.RELAY_PATCHED, tick))
    if not radio.site and not radio.s_band:
        radio = replace(radio, lost_ticks=radio.lost_ticks + TICKS_PER_S)
    return radio


def announced(table: Sky, now_s: float, watch: Watch, tick: int, cues: list[CueGiven]) -> Watch:
    """Return the memory after what the table says will be soon."""
    light = table.light_changes_in_s(now_s)
    if light is not None and light <= SOON_S and not table.is_dark(now_s):
        watch = once(watch, cues, StationCue.SUNSET_SOON, tick)
    site = table.site_in_s(now_s)
    if site is not None and 0.0 < site <= SOON_S:
        watch = once(watch, cues, StationCue.SITE_SOON, tick)
    return watch


def switched(state: StationState) -> Marked:
    """Return the state after the S-band was put on its other antenna."""
    radio = replace(state.radio, antenna=3 - state.radio.antenna)
    return replace(state, radio=radio), (cue(StationCue.ANTENNA_SWITCHED, state.tick),)
