"""What the station says about itself to the conditions of the call-outs, and who of its people can be heard.

Law: a look at the state; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.film import in_cupola
from game.emergencies.station.limits import DEPARTURE_KG, FULL_KW, SUN_OFF
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import NEVER, Pointing, Steering
from game.emergencies.station.truth import tilt_deg, turned_deg
from game.narrative.occasions import Loop
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import ABOARD, Module, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.station.state import StationState
    from game.narrative.callouts import Callout
    from game.vocabulary.values import Value

STEADY_NERVE = 55
"""Of 100; below it he speaks like a man who has slept two hours."""

READY_CREW = 75
"""Of the gauge: from here on people begin before they are asked."""

_TOLD = {
    "told_moscow": (Person.MOSCOW,),
    "told_houston": (Person.HOUSTON,),
    "told_timur": (Person.ROOKIE,),
    "told_gleb": (Person.COMMANDER,),
    "told_hale": (Person.ASTRONAUT,),
    "told_cupola": (Person.ACTOR, Person.DIRECTOR),
}


def station_words(state: StationState) -> dict[str, Value]:
    """Return the words that a condition may ask of the station."""
    brief, watch, radio, power = state.brief, state.watch, state.radio, state.power
    lost = watch.lost_tick != NEVER and watch.regained_tick == NEVER
    return {
        "dark": sky_of(brief).is_dark(state.now_s),
        "sun_on_arrays": power.made_kw >= SUN_OFF * FULL_KW,
        "s_band": radio.s_band,
        "ku_band": radio.ku_band,
        "site": radio.site,
        "moscow_heard": radio.site or (radio.s_band and radio.patched),
        "houston_heard": radio.s_band and state.rung is not Rung.BARE,
        "thrust": state.ship.firing,
        "adrift": lost,
        "regained": watch.regained_tick != NEVER,
        "arrays_locked": state.arrays.pointing is Pointing.LOCKED,
        "array_hurt": state.arrays.lost_share > 0.0,
        "jets_firing": any(state.segment.firing),
        "shooting": brief.shooting,
        "rolling": state.film.rolling,
        "shutters_open": state.film.shutters_open,
        "warned": brief.warned,
        "steady": brief.nerve >= STEADY_NERVE,
        "crew_ready": brief.crew >= READY_CREW,
        "asked": bool(state.asked),
        "ships_called": watch.ships_called,
        "comfort_off": not power.comfort,
        "film_off": not power.film,
        "cooling_off": not power.cooling,
        **{name: any(state.someone(who).knows for who in persons) for name, persons in _TOLD.items()},
        **_there(state),
        "fast": state.segment.steering is Steering.TURNING and state.segment.fast,
        "tilt": round(tilt_deg(state)),
        "turned": round(turned_deg(state)),
        "minutes": _minutes(state, lost=lost),
        "charge": int(power.charge * 100.0),
        "ship_kg": int(state.ship.kg),
        "margin": max(0, int(state.ship.kg - DEPARTURE_KG)),
        "crew": brief.crew,
        "nerve": brief.nerve,
        "flying": state.rung.value,
        "scenario": state.start.value,
        "in_charge": state.segment.in_charge.value,
        "steering": state.segment.steering.value,
    }


def can_be_heard(callout: Callout, words: Mapping[str, Value]) -> bool:
    """Tell whether a line can reach the engineer: its loop is alive, and whoever says it is there.

    Args:
        callout: the line.
        words: the station's, as `station_words` gives them.
    """
    if words["scenario"] == Scenario.DRILL.value:
        # A table, a laptop, and the one who runs it: only what was written for it is said there.
        return callout.when is not None and "scenario" in callout.when.names
    if callout.loop is Loop.TWO and words["flying"] == Rung.BARE.value:
        # On bare the second loop is dead in the ship, whoever speaks on it.
        return False
    if callout.cut:
        return True
    match callout.who:
        case "flight_director":
            return bool(words["moscow_heard"])
        case "houston":
            return bool(words["houston_heard"])
        case _:
            return True


def _there(state: StationState) -> dict[str, Value]:
    """Return who is where they work, and neither on the way nor in a seat."""
    at_work = {
        who: state.someone(who).place is place and state.someone(who).bound is None
        for who, place in (
            (Person.COMMANDER, Module.ZVEZDA),
            (Person.ROOKIE, Module.ZVEZDA),
            (Person.ASTRONAUT, Module.LAB),
        )
    }
    vera, ruben = in_cupola(state, Person.ACTOR), in_cupola(state, Person.DIRECTOR)
    return {
        "gleb_there": at_work[Person.COMMANDER],
        "timur_there": at_work[Person.ROOKIE],
        "hale_there": at_work[Person.ASTRONAUT],
        "vera_there": vera,
        "ruben_there": ruben,
        "cupola_there": vera or ruben,
        # The engineer sits in his seat from the first tick.
        "seated_all": all(state.someone(who).seated for who in ABOARD if who is not Person.SELF),
    }


def _minutes(state: StationState, *, lost: bool) -> int:
    """Return the whole minutes without control so far."""
    watch = state.watch
    if watch.lost_tick == NEVER:
        return 0
    until = state.tick if lost else watch.regained_tick
    return (until - watch.lost_tick) // (60 * TICKS_PER_S)
