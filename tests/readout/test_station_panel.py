"""The engineer's panels, a sentence a value."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from game.emergencies.station.instruments import StationReading
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.readout.phrasebook import Phrasebook
from game.readout.station_panel import say_moscow_back, say_panel
from game.storage.library import phrases

PHRASES = Phrasebook(phrases())

PANEL = StationReading(
    clock="2021-10-15 09:20:10",
    tilt_deg=23.2,
    rates_deg_s=(0.1, -0.02, 0.001),
    rate_deg_s=0.102,
    momentum_share=0.42,
    gyros_on=True,
    in_charge=InCharge.GYROS,
    steering=Steering.OFF,
    fast=False,
    axes=(0, 0, 0),
    fighting=False,
    lost=False,
    lost_s=None,
    firing=False,
    thrust_s=0,
    manifold_1=True,
    manifold_2=True,
    valves_open=True,
    control_on=True,
    ship_kg=301,
    margin_kg=11,
    segment_kg=0.0,
    pointing=Pointing.TRACKING,
    arrays_s=None,
    incidence=0.97,
    lost_share=0.0,
    made_kw=84.3,
    load_kw=56.2,
    charge=0.98,
    minutes_left=None,
    comfort=True,
    film=True,
    cooling=True,
    down=False,
    site=False,
    s_band=True,
    ku_band=True,
    antenna=1,
    patched=True,
    moscow_heard=True,
    houston_heard=True,
    site_s=4520,
    sunset_s=1120,
    sunrise_s=None,
    loop_c=0.2,
    rolling=True,
    shutters_open=True,
)

BARE = replace(
    PANEL,
    houston_heard=False,
    tilt_deg=None,
    rates_deg_s=None,
    rate_deg_s=None,
    momentum_share=None,
    incidence=None,
    lost_share=None,
    made_kw=None,
    load_kw=None,
    charge=None,
    minutes_left=None,
    loop_c=None,
)
"""The laptop is dead."""


def _told(
    panel: StationReading, before: StationReading | None = None, scenario: Scenario = Scenario.ROLL
) -> dict[str, str]:
    said = say_panel(panel, before, scenario, PHRASES)
    told = {spoken.name: spoken.text for spoken in said}
    assert len(told) == len(said)
    return told


def test_every_sentence_ends_and_is_short() -> None:
    """One line of talk each, but for the laptop, which is said once."""
    for panel in (PANEL, BARE):
        for name, text in _told(panel).items():
            assert text.endswith("."), name
            assert "{" not in text
            assert len(text) < 100 or name == "laptop", name


@pytest.mark.parametrize(
    ("change", "name", "says"),
    [
        ({}, "turn", "23 degrees over and turns 0.10 degrees a second."),
        ({"tilt_deg": 0.9, "rate_deg_s": 0.02}, "turn", "hangs level and turns 0.02"),
        ({"tilt_deg": 0.4, "rate_deg_s": 0.003}, "turn", "level and does not turn"),
        ({"tilt_deg": 57.0, "rate_deg_s": 0.004}, "turn", "57 degrees over and does not turn"),
        ({"tilt_deg": 1.2}, "turn", "1 degree over"),
        ({"rate_deg_s": 0.56}, "turn", "0.56 degrees"),
        ({}, "axes", "pitch 0.10, yaw 0.02 and roll 0.00"),
        ({"lost": True, "lost_s": 20}, "lost", "nothing steers her"),
        ({"lost": True, "lost_s": 250}, "lost", "for 4 min"),
        ({"lost": True, "lost_s": 599}, "lost", "for 5 min"),
        ({"firing": True, "thrust_s": 65}, "thrust", "1 min 5 s since it should have stopped"),
        ({}, "thrust", "Nothing of your ship fires"),
        ({}, "in_charge", "gyros hold"),
        ({"lost": True, "lost_s": 3}, "in_charge", "cannot hold her"),
        ({"in_charge": InCharge.NOBODY}, "in_charge", "Nobody holds"),
        ({"in_charge": InCharge.RUSSIAN}, "in_charge", "Russian segment is in charge"),
        ({"steering": Steering.NULLING}, "steering", "stopping the turn"),
        ({"steering": Steering.TURNING}, "steering", "turning her back."),
        ({"steering": Steering.TURNING, "fast": True}, "steering", "turning her back, fast."),
        ({"steering": Steering.HOLDING}, "steering", "hold her"),
        ({"fighting": True}, "fighting", "push against"),
        ({}, "arrays", "loose"),
        ({"pointing": Pointing.TURNING, "arrays_s": 73}, "arrays", "edge-on; 1 min 13 s yet"),
        ({"pointing": Pointing.EDGE_ON}, "arrays", "edge-on, not locked"),
        ({"pointing": Pointing.LOCKING, "arrays_s": 9}, "arrays", "being locked; 9 s"),
        ({"pointing": Pointing.LOCKED}, "arrays", "are locked edge-on"),
        ({"gyros_on": False}, "gyros", "out of the loop"),
        ({}, "momentum", "40 percent"),
        ({"momentum_share": 0.99}, "momentum", "full and can take up no more"),
        ({"down": True}, "down", "no power"),
        ({}, "battery", "at 100 percent."),
        ({"charge": 0.63, "minutes_left": 19}, "battery", "65 percent, good for 15 min"),
        ({"charge": 0.63, "minutes_left": 90}, "battery", "65 percent."),
        ({"lost_share": 0.125}, "hurt", "12 percent"),
        ({"lost_share": 0.001}, "hurt", "1 percent"),
        ({}, "loads", "Everything is switched on"),
        ({"comfort": False, "film": False}, "loads", "galley and lights, the film's chargers."),
        ({}, "power", "make 85 kilowatts, and 56 are used"),
        ({"incidence": 0.34}, "sun", "30 percent"),
        ({}, "moscow", "by relay"),
        ({"site": True}, "moscow", "Moscow hears you."),
        ({"moscow_heard": False}, "moscow", "Moscow: 10:35, or by Houston's relay."),
        ({"moscow_heard": False, "site_s": None}, "moscow", "Moscow: only by Houston's relay."),
        (
            {"houston_heard": False, "s_band": False, "antenna": 2},
            "houston",
            "Houston is gone: the antenna looks away.",
        ),
        ({"ku_band": False}, "ku", "gone"),
        ({}, "light", "Sunset in 18 min"),
        ({"sunset_s": 299}, "light", "Sunset in 4 min"),
        ({"sunset_s": 59}, "light", "Sunset in 50 s"),
        ({"sunset_s": None, "sunrise_s": 700}, "light", "sunrise in 11 min"),
        ({"sunset_s": None}, "light", "No sunset"),
        ({}, "ship_kg", "301 kg of propellant, 11 more"),
        ({"ship_kg": 290, "margin_kg": 0}, "ship_kg", "just what it needs"),
        ({"ship_kg": 287, "margin_kg": -3}, "ship_kg", "3 less"),
        ({"manifold_1": False}, "manifold_1", "one is shut"),
        ({"manifold_2": False}, "manifold_2", "two is shut"),
        ({"valves_open": False}, "valves", "are shut"),
        ({"control_on": False}, "control", "is off"),
        ({"segment_kg": 12.6}, "segment_kg", "Zvezda has burnt 10 kg."),
        ({"axes": (1, 0, -1)}, "firing", "pitch, roll"),
        ({"loop_c": 4.2}, "heat", "4 degrees warmer"),
        ({"loop_c": 1.1}, "heat", "1 degree warmer"),
        ({"rolling": False}, "film", "off"),
        ({"shutters_open": False}, "shutters", "closed"),
    ],
)
def test_a_value_is_said_as_it_is_read(change: dict[str, object], name: str, says: str) -> None:
    """To what a voice would round it to; of time never more than is left."""
    assert says in _told(replace(PANEL, **change))[name]  # type: ignore[arg-type]  # a table of changes


def test_which_way_she_goes_is_told_against_the_look_before() -> None:
    """And only where it is more than a look can err by."""
    assert "farther over" in _told(PANEL, replace(PANEL, tilt_deg=22.0))["turn"]
    assert "back towards level" in _told(PANEL, replace(PANEL, tilt_deg=24.0))["turn"]
    assert _told(PANEL, replace(PANEL, tilt_deg=23.1))["turn"].endswith("a second.")


def test_on_bare_no_number_of_the_laptop_is_said() -> None:
    """It is said to be dead, and that Houston is heard through the lab alone."""
    told = _told(BARE)
    assert "laptop" in told
    assert "laptop" not in _told(PANEL)
    assert told.keys().isdisjoint({"turn", "axes", "momentum", "battery", "power", "sun", "heat", "hurt"})
    assert "Hale speaks" in told["houston"]


def test_in_the_drill_timur_keeps_the_figures() -> None:
    """Nothing is dead there: it is only played."""
    assert _told(BARE, scenario=Scenario.DRILL)["laptop"] == "Timur keeps the figures to himself."


def test_the_first_kilograms_are_no_figure() -> None:
    """What the segment has burnt is said in fives, and never more than it is."""
    assert "segment_kg" not in _told(replace(PANEL, segment_kg=4.9))
    assert "5 kg" in _told(replace(PANEL, segment_kg=9.9))["segment_kg"]


def test_every_field_can_change_what_is_said() -> None:
    """None of the panels is left to the eye."""
    changed: dict[str, object] = {
        "clock": "2021-10-15 09:25:10",
        "tilt_deg": 3.0,
        "rates_deg_s": (0.3, 0.0, 0.0),
        "rate_deg_s": 0.3,
        "momentum_share": 0.8,
        "gyros_on": False,
        "in_charge": InCharge.NOBODY,
        "steering": Steering.HOLDING,
        "fast": True,
        "axes": (1, 0, 0),
        "fighting": True,
        "lost": False,
        "lost_s": 400,
        "firing": False,
        "thrust_s": 9,
        "ship_kg": 280,
        "margin_kg": -10,
        "segment_kg": 9.0,
        "pointing": Pointing.LOCKED,
        "arrays_s": 40,
        "incidence": 0.1,
        "lost_share": 0.2,
        "made_kw": 10.0,
        "load_kw": 48.0,
        "charge": 0.3,
        "minutes_left": 20,
        "antenna": 2,
        "site_s": 60,
        "sunset_s": None,
        "sunrise_s": 900,
        "loop_c": 6.0,
    }
    usual = replace(
        PANEL,
        lost=True,
        lost_s=100,
        firing=True,
        thrust_s=3,
        steering=Steering.TURNING,
        pointing=Pointing.TURNING,
        arrays_s=9,
        moscow_heard=False,
        houston_heard=False,
        minutes_left=50,
    )
    night = replace(usual, sunset_s=None, sunrise_s=3000)
    for field in fields(StationReading):
        if field.name in {"patched", "s_band", "antenna"}:
            # Whether a room is heard says it; there are two antennas, and an order takes the other.
            continue
        before = night if field.name == "sunrise_s" else usual
        value = changed.get(field.name, None if field.name in changed else not getattr(before, field.name))
        after = replace(before, **{field.name: value})  # type: ignore[arg-type]  # likewise
        assert _told(after) != _told(before), field.name


def test_on_the_day_of_the_module_the_jets_are_the_modules() -> None:
    """Not those of the ship that the player sits in."""
    firing = replace(PANEL, firing=True, thrust_s=485)
    assert "Nauka's jets have fired for 5 min," in _told(firing, scenario=Scenario.MODULE)["thrust"]
    assert "Nauka" in _told(PANEL, scenario=Scenario.MODULE)["thrust"]


def test_when_moscow_is_back_is_a_time_of_day() -> None:
    """Also past midnight; nothing where the table ends."""
    assert say_moscow_back(PANEL) == "10:35"
    assert say_moscow_back(replace(PANEL, clock="2021-07-29 23:50:00", site_s=900)) == "00:05"
    assert say_moscow_back(replace(PANEL, site_s=None)) == ""
