"""The commander's panel, a sentence a value, for whoever cannot see it and for whoever can.

Law: says what `game.emergencies.docking.instruments` reads and nothing more; degrees, centimetres and whole
kilograms appear only here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.readout.sight_words import Spoken

if TYPE_CHECKING:
    from game.emergencies.docking.instruments import Instruments
    from game.readout.phrasebook import Phrasebook

LEAST_RATE_DEG_S = 0.05
"""A slower turn is called none; the computer's own hold wanders by less."""

_LEAST_COUNTED_CM_S = 1
_MINUTE_S = 60
_COARSE_S = 30
_FINE_S = 10
"""Times are called to half a minute, and in the last minute to ten seconds."""

_AXES = (("nose_up", "nose_down"), ("nose_right", "nose_left"), ("roll_right", "roll_left"))


def say_panel(instruments: Instruments, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return every value of the panel as a sentence, in the order in which the panel is read."""
    return (
        Spoken("clock", phrases.say("panel.clock", time=instruments.clock.rpartition(" ")[2])),
        say_light_left(instruments.light_left_s, phrases),
        say_radio_left(instruments.radio_left_s, phrases),
        say_propellant(instruments.propellant_kg, instruments.home_kg, phrases),
        say_jets(instruments.jets, phrases),
        Spoken("sets", phrases.say("panel.sets.both" if instruments.sets > 1 else "panel.sets.one")),
        say_rates(instruments.rates_deg_s, phrases),
        _on_off("rate_hold", instruments.rate_hold, phrases),
        _on_off("lamp", instruments.lamp, phrases),
        _on_off("filter", instruments.filter_on, phrases),
        _on_off("narrow", instruments.narrow, phrases),
        *say_counted(instruments.counted_m_s, phrases),
        Spoken("go", phrases.say("panel.go.given" if instruments.go else "panel.go.missing")),
    )


def say_light_left(left_s: float | None, phrases: Phrasebook) -> Spoken:
    """Return how much daylight is left; None is none."""
    return _time_left("light", left_s, phrases)


def say_radio_left(left_s: float | None, phrases: Phrasebook) -> Spoken:
    """Return how long Moscow can still be heard directly; None is not at all."""
    return _time_left("radio", left_s, phrases)


def say_propellant(propellant_kg: int, home_kg: int, phrases: Phrasebook) -> Spoken:
    """Return what is in the tanks, and what of it the way home takes [kg]."""
    return Spoken("propellant", phrases.say("panel.propellant", propellant=propellant_kg, home=home_kg))


def say_jets(jets: tuple[str, ...], phrases: Phrasebook) -> Spoken:
    """Return what fires now."""
    if not jets:
        return Spoken("jets", phrases.say("panel.jets.none"))
    names = ", ".join(phrases.say(f"panel.jet.{jet}") for jet in jets)
    return Spoken("jets", phrases.say("panel.jets.some", jets=names))


def say_rates(rates_deg_s: tuple[float, float, float], phrases: Phrasebook) -> Spoken:
    """Return how the ship turns: pitch, yaw and roll, above zero nose up, nose right, roll right [deg/s]."""
    turns: list[str] = []
    for rate, (above, below) in zip(rates_deg_s, _AXES, strict=True):
        if abs(rate) >= LEAST_RATE_DEG_S:
            way = above if rate > 0.0 else below
            turns.append(phrases.say(f"panel.rates.{way}", rate=f"{abs(rate):.2f}"))
    if not turns:
        return Spoken("rates", phrases.say("panel.rates.none"))
    return Spoken("rates", phrases.say("panel.rates.some", turns=", ".join(turns)))


def say_counted(counted_m_s: float | None, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return the speed that the computer has counted [m/s]; nothing when there is no computer."""
    if counted_m_s is None:
        return ()
    speed = round(abs(counted_m_s) * 100.0)
    if speed < _LEAST_COUNTED_CM_S:
        return (Spoken("counted", phrases.say("panel.counted.none")),)
    way = "forward" if counted_m_s > 0.0 else "back"
    return (Spoken("counted", phrases.say(f"panel.counted.{way}", speed=speed)),)


def say_drift(right: int, down: int, phrases: Phrasebook) -> Spoken:
    """Return the arrow that shows where the ship drifts: each -1, 0 or 1, above zero right and down."""
    across = ("left", "none", "right")[right + 1]
    height = ("high", "none", "low")[down + 1]
    return Spoken("drift", phrases.say(f"panel.drift.{across}_{height}"))


def _on_off(name: str, on: bool, phrases: Phrasebook) -> Spoken:
    return Spoken(name, phrases.say(f"panel.{name}.{'on' if on else 'off'}"))


def _time_left(what: str, left_s: float | None, phrases: Phrasebook) -> Spoken:
    """Return a time as it is called: never more than is left."""
    if left_s is None:
        return Spoken(what, phrases.say(f"panel.{what}.none"))
    if left_s < _MINUTE_S:
        seconds = int(max(0.0, left_s)) // _FINE_S * _FINE_S
        return Spoken(what, phrases.say(f"panel.{what}.seconds", seconds=seconds))
    whole = int(left_s) // _COARSE_S * _COARSE_S
    minutes, seconds = divmod(whole, _MINUTE_S)
    exact = "whole" if not seconds else "minutes"
    return Spoken(what, phrases.say(f"panel.{what}.{exact}", minutes=minutes, seconds=seconds))
