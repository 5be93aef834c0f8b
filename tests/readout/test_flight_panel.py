"""The commander's panel, a sentence a value."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from game.emergencies.docking.instruments import Instruments
from game.readout.flight_panel import say_panel
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases

PHRASES = Phrasebook(phrases())

PANEL = Instruments(
    clock="2021-10-05 12:16:05",
    light_left_s=150,
    radio_left_s=135,
    propellant_kg=612,
    home_kg=280,
    jets=(),
    sets=1,
    rates_deg_s=(0.0, 0.0, 0.0),
    rate_hold=True,
    lamp=False,
    filter_on=True,
    narrow=False,
    both_sets=False,
    counted_m_s=0.0,
    go=False,
)


def _told(panel: Instruments) -> dict[str, str]:
    return {spoken.name: spoken.text for spoken in say_panel(panel, PHRASES)}


def test_every_value_has_a_sentence() -> None:
    """One each; the propellant for home stands beside the propellant, and both sets are the sets."""
    told = _told(PANEL)
    joined = {"home_kg", "both_sets"}
    short = {field.name.partition("_left")[0].removesuffix("_on") for field in fields(Instruments)} - joined
    short = {name.removesuffix("_kg").removesuffix("_deg_s").removesuffix("_m_s") for name in short}
    assert told.keys() == short
    assert all(text.endswith(".") for text in told.values())


@pytest.mark.parametrize(
    ("change", "name", "says"),
    [
        ({"light_left_s": 155}, "light", "2 min 30 s"),
        ({"light_left_s": 59}, "light", "for 50 s"),
        ({"light_left_s": 0}, "light", "for 0 s"),
        ({"light_left_s": None}, "light", "No sunset"),
        ({"radio_left_s": 60}, "radio", "for 1 min."),
        ({"radio_left_s": None}, "radio", "not hear you"),
        ({"propellant_kg": 401}, "propellant", "401 kg; 280 kg"),
        ({"jets": ("fore", "nose_up")}, "jets", "ahead, nose up"),
        ({"sets": 2}, "sets", "Both sets"),
        ({"rates_deg_s": (0.06, -0.5, 0.01)}, "rates", "nose up 0.06, nose left 0.50"),
        ({"rates_deg_s": (0.04, 0.0, -2.0)}, "rates", "roll left 2.00"),
        ({"rates_deg_s": (-0.1, 0.1, 0.1)}, "rates", "nose down 0.10, nose right 0.10, roll right 0.10"),
        ({"rate_hold": False}, "rate_hold", "off"),
        ({"lamp": True}, "lamp", "on"),
        ({"filter_on": False}, "filter", "off"),
        ({"narrow": True}, "narrow", "Narrow"),
        ({"counted_m_s": 0.183}, "counted", "18 cm/s forward"),
        ({"counted_m_s": -0.02}, "counted", "2 cm/s backward"),
        ({"counted_m_s": 0.004}, "counted", "no speed"),
        ({"go": True}, "go", "given the go"),
    ],
)
def test_a_value_is_said_as_it_is_read(change: dict[str, object], name: str, says: str) -> None:
    """With its unit, to what a voice would round it to; of time never more than is left."""
    assert says in _told(replace(PANEL, **change))[name]  # type: ignore[arg-type]  # a table of changes


def test_without_a_computer_no_speed_is_counted() -> None:
    """Nothing is said in its place."""
    assert "counted" not in _told(replace(PANEL, counted_m_s=None))


def test_every_jet_has_a_name() -> None:
    """All twelve ways to be pushed or turned."""
    jets = ("fore", "aft", "left", "right", "up", "down")
    turns = ("nose_up", "nose_down", "nose_left", "nose_right", "roll_left", "roll_right")
    assert "ahead, back, left" in _told(replace(PANEL, jets=(*jets, *turns)))["jets"]
