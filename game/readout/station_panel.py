"""The engineer's panels on the station, a sentence a value, for whoever cannot see them and for whoever can.

Law: says what `game.emergencies.station.instruments` reads and nothing more. A number is rounded to what a
voice would say, so that a sentence that is the same as before means that nothing worth a word has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.readout.sight_words import Spoken
from game.readout.station_words import say_time

if TYPE_CHECKING:
    from game.emergencies.station.instruments import StationReading
    from game.readout.phrasebook import Phrasebook

STILL_DEG_S = 0.005
"""A slower turn is called none: two decimals are said."""

LEVEL_DEG = 1.0
"""Less far over is called level."""

_TREND_DEG = 0.25
"""So much more or less than a look ago is farther over, or back."""

_FULL = 0.98
_PERCENT = 100.0
_TENS, _FIVES = 10, 5
_NEAR_S = 300
"""Nearer than this a time is said to the minute, beyond to five."""

_MINUTE_S = 60
_HOUR_S = 3600
_LEAST_WARM_C = 1.0
_AXES = ("pitch", "yaw", "roll")


def say_panel(
    reading: StationReading, before: StationReading | None, scenario: Scenario, phrases: Phrasebook
) -> tuple[Spoken, ...]:
    """Return every value of the panels as a sentence, what matters most first.

    Args:
        reading: now.
        before: a look ago, for which way she goes; None if there is none.
        scenario: whose jets they are that should not fire.
        phrases: the words.
    """
    return (
        *_laptop(reading, scenario, phrases),
        *_lost(reading, phrases),
        *_turn(reading, before, phrases),
        _thrust(reading, scenario, phrases),
        _in_charge(reading, phrases),
        _steering(reading, phrases),
        *_fighting(reading, phrases),
        _arrays(reading, phrases),
        *_gyros(reading, phrases),
        *_power(reading, phrases),
        _moscow(reading, phrases),
        _houston(reading, phrases),
        Spoken("ku", phrases.say(f"station.panel.ku.{'up' if reading.ku_band else 'down'}")),
        _sun(reading, phrases),
        *_ship(reading, phrases),
        *_segment(reading, phrases),
        *_heat(reading, phrases),
        Spoken("film", phrases.say(f"station.panel.film.{'rolls' if reading.rolling else 'stands'}")),
        Spoken(
            "shutters",
            phrases.say(f"station.panel.shutters.{'open' if reading.shutters_open else 'shut'}"),
        ),
    )


def say_moscow_back(reading: StationReading) -> str:
    """Return when a ground site hears the station again, ``HH:MM``; ``""`` if that is not known."""
    if reading.site_s is None:
        return ""
    hours, minutes, seconds = map(int, reading.clock.rpartition(" ")[2].split(":"))
    then = hours * _HOUR_S + minutes * _MINUTE_S + seconds + reading.site_s
    return f"{then // _HOUR_S % 24:02d}:{then // _MINUTE_S % _MINUTE_S:02d}"


def trend(reading: StationReading, before: StationReading | None) -> int:
    """Return which way she goes: 1 for farther over, -1 for back towards level, 0 where that is not clear."""
    if before is None or before.tilt_deg is None or reading.tilt_deg is None:
        return 0
    more = reading.tilt_deg - before.tilt_deg
    return 0 if abs(more) <= _TREND_DEG else 1 if more > 0 else -1


def _laptop(reading: StationReading, scenario: Scenario, phrases: Phrasebook) -> tuple[Spoken, ...]:
    if reading.tilt_deg is not None:
        return ()
    kind = "drill" if scenario is Scenario.DRILL else "dead"
    return (Spoken("laptop", phrases.say(f"station.panel.laptop.{kind}")),)


def _lost(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    if not reading.lost or reading.lost_s is None:
        return ()
    minutes = _coarse(reading.lost_s // _MINUTE_S)
    if not minutes:
        return (Spoken("lost", phrases.say("station.panel.lost.now")),)
    return (Spoken("lost", phrases.say("station.panel.lost.minutes", minutes=minutes)),)


def _turn(reading: StationReading, before: StationReading | None, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return how she hangs and turns, in one sentence, and about which axes, in another."""
    tilt, rate, rates = reading.tilt_deg, reading.rate_deg_s, reading.rates_deg_s
    if tilt is None or rate is None or rates is None:
        return ()
    whole = round(tilt)
    degrees = phrases.say(f"station.degrees.{'one' if whole == 1 else 'many'}", degrees=whole)
    if rate < STILL_DEG_S:
        kind = "level" if tilt < LEVEL_DEG else "still"
    elif tilt < LEVEL_DEG:
        kind = "leaving"
    else:
        kind = ("turning", "away", "back")[trend(reading, before)]
    text = phrases.say(f"station.panel.turn.{kind}", degrees=degrees, rate=f"{rate:.2f}")
    pitch, yaw, roll = (f"{abs(one):.2f}" for one in rates)
    return (
        Spoken("turn", text),
        Spoken("axes", phrases.say("station.panel.axes", pitch=pitch, yaw=yaw, roll=roll)),
    )


def _thrust(reading: StationReading, scenario: Scenario, phrases: Phrasebook) -> Spoken:
    whose = "module" if scenario is Scenario.MODULE else "ship"
    kind = "on" if reading.firing else "off"
    time = (_say_coarse if scenario is Scenario.MODULE else say_time)(reading.thrust_s, phrases)
    return Spoken("thrust", phrases.say(f"station.panel.thrust.{whose}_{kind}", time=time))


def _in_charge(reading: StationReading, phrases: Phrasebook) -> Spoken:
    """Return who holds her, or should."""
    if reading.lost and reading.in_charge is InCharge.GYROS:
        return Spoken("in_charge", phrases.say("station.panel.charge.gyros_full"))
    return Spoken("in_charge", phrases.say(f"station.panel.charge.{reading.in_charge.value}"))


def _steering(reading: StationReading, phrases: Phrasebook) -> Spoken:
    kind = reading.steering.value
    if reading.steering is Steering.TURNING and reading.fast:
        kind = "turning_fast"
    return Spoken("steering", phrases.say(f"station.panel.steering.{kind}"))


def _fighting(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    if not reading.fighting:
        return ()
    return (Spoken("fighting", phrases.say("station.panel.fighting")),)


def _arrays(reading: StationReading, phrases: Phrasebook) -> Spoken:
    timed = reading.arrays_s is not None and reading.pointing in {Pointing.TURNING, Pointing.LOCKING}
    time = say_time(reading.arrays_s or 0, phrases) if timed else ""
    return Spoken("arrays", phrases.say(f"station.panel.arrays.{reading.pointing.value}", time=time))


def _gyros(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return whether the gyros are in the loop, and how full they are where a laptop says so."""
    found = [Spoken("gyros", phrases.say(f"station.panel.gyros.{'on' if reading.gyros_on else 'out'}"))]
    share = reading.momentum_share
    if share is not None:
        percent = _nearest(share * _PERCENT, _TENS)
        kind = "full" if share >= _FULL else "some"
        found.append(Spoken("momentum", phrases.say(f"station.panel.momentum.{kind}", percent=percent)))
    return tuple(found)


def _power(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return light, power and batteries where a laptop tells them, and what is switched off."""
    found: list[Spoken] = []
    if reading.down:
        found.append(Spoken("down", phrases.say("station.panel.down")))
    if reading.charge is not None:
        percent = _nearest(reading.charge * _PERCENT, _FIVES)
        left = reading.minutes_left
        kind = "steady" if left is None or left > _MINUTE_S else "falling"
        minutes = _coarse(left or 0)
        found.append(
            Spoken("battery", phrases.say(f"station.panel.battery.{kind}", percent=percent, minutes=minutes))
        )
    if reading.lost_share:
        percent = max(1, round(reading.lost_share * _PERCENT))
        found.append(Spoken("hurt", phrases.say("station.panel.hurt", percent=percent)))
    shed = [load for load in ("comfort", "film", "cooling") if not getattr(reading, load)]
    loads = ", ".join(phrases.say(f"station.panel.load.{load}") for load in shed)
    found.append(
        Spoken("loads", phrases.say(f"station.panel.loads.{'shed' if shed else 'all'}", loads=loads))
    )
    if reading.made_kw is not None and reading.load_kw is not None:
        made, load = _nearest(reading.made_kw, _FIVES), round(reading.load_kw)
        found.append(Spoken("power", phrases.say("station.panel.power", made=made, load=load)))
    if reading.incidence is not None:
        percent = _nearest(reading.incidence * _PERCENT, _TENS)
        found.append(Spoken("sun", phrases.say("station.panel.sun", percent=percent)))
    return tuple(found)


def _moscow(reading: StationReading, phrases: Phrasebook) -> Spoken:
    if reading.site:
        return Spoken("moscow", phrases.say("station.panel.moscow.site"))
    if reading.moscow_heard:
        return Spoken("moscow", phrases.say("station.panel.moscow.relay"))
    time = say_moscow_back(reading)
    kind = "until" if time else "none"
    return Spoken("moscow", phrases.say(f"station.panel.moscow.{kind}", time=time))


def _houston(reading: StationReading, phrases: Phrasebook) -> Spoken:
    if reading.houston_heard:
        return Spoken("houston", phrases.say("station.panel.houston.heard"))
    bare = reading.tilt_deg is None and reading.s_band
    kind = "bare" if bare else "none"
    return Spoken("houston", phrases.say(f"station.panel.houston.{kind}"))


def _sun(reading: StationReading, phrases: Phrasebook) -> Spoken:
    """Return how long it is to sunset, or to sunrise."""
    if reading.sunset_s is not None:
        return Spoken(
            "light", phrases.say("station.panel.sunset", time=_say_minutes(reading.sunset_s, phrases))
        )
    if reading.sunrise_s is not None:
        time = _say_minutes(reading.sunrise_s, phrases)
        return Spoken("light", phrases.say("station.panel.sunrise", time=time))
    return Spoken("light", phrases.say("station.panel.light"))


def _ship(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return the docked ship: what is open, what is on, and its propellant."""
    margin = reading.margin_kg
    kind = "over" if margin > 0 else "under" if margin < 0 else "at"
    kilograms = phrases.say(f"station.panel.ship_kg.{kind}", kg=reading.ship_kg, margin=abs(margin))
    found = [Spoken("ship_kg", kilograms)]
    for name, is_open in (
        ("manifold_1", reading.manifold_1),
        ("manifold_2", reading.manifold_2),
        ("valves", reading.valves_open),
    ):
        found.append(Spoken(name, phrases.say(f"station.panel.{name}.{'open' if is_open else 'shut'}")))
    control = "on" if reading.control_on else "off"
    return (*found, Spoken("control", phrases.say(f"station.panel.control.{control}")))


def _segment(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return what the Russian segment fires, and has burnt."""
    axes = ", ".join(
        phrases.say(f"station.panel.axis.{axis}")
        for axis, way in zip(_AXES, reading.axes, strict=True)
        if way
    )
    fires = Spoken("firing", phrases.say(f"station.panel.firing.{'some' if axes else 'none'}", axes=axes))
    burnt = int(reading.segment_kg / _FIVES) * _FIVES
    if not burnt:
        return (fires,)
    return Spoken("segment_kg", phrases.say("station.panel.segment_kg", kg=burnt)), fires


def _heat(reading: StationReading, phrases: Phrasebook) -> tuple[Spoken, ...]:
    if reading.loop_c is None:
        return ()
    if reading.loop_c < _LEAST_WARM_C:
        return (Spoken("heat", phrases.say("station.panel.heat.usual")),)
    whole = round(reading.loop_c)
    degrees = phrases.say(f"station.degrees.{'one' if whole == 1 else 'many'}", degrees=whole)
    return (Spoken("heat", phrases.say("station.panel.heat.warm", degrees=degrees)),)


def _nearest(value: float, step: int) -> int:
    """Return a value to the nearest whole number of steps."""
    return round(value / step) * step


def _coarse(minutes: int) -> int:
    """Return minutes as they are said: never more than are left."""
    return minutes if minutes * _MINUTE_S < _NEAR_S else minutes // _FIVES * _FIVES


def _say_minutes(seconds: int, phrases: Phrasebook) -> str:
    """Return a time as it is counted down: never more than is left, to a minute, at the end to 10 s."""
    step = _MINUTE_S if seconds >= _MINUTE_S else _TENS
    return say_time(seconds // step * step, phrases)


def _say_coarse(seconds: int, phrases: Phrasebook) -> str:
    """Return a time as it is said: never more than is left, to ten seconds, a minute, or far off to five."""
    if seconds < _MINUTE_S:
        return say_time(seconds // _TENS * _TENS, phrases)
    return say_time(_coarse(seconds // _MINUTE_S) * _MINUTE_S, phrases)
