"""What of the station's panels is worth a word unasked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.state import Pointing
from game.plain.station_news import Looked, StationNews
from game.readout.sight_words import Spoken
from tests.readout.test_station_panel import BARE, PANEL


def _news(name: str, was: dict[str, object], new: dict[str, object], seconds: int = 10) -> bool:
    """Tell whether a value is news so long after it was said, with these changes to the panel."""
    news = StationNews()
    then = replace(PANEL, **was)  # type: ignore[arg-type]  # a table of changes
    now = replace(PANEL, **new)  # type: ignore[arg-type]  # likewise
    news.remember(Spoken(name, "before"), Looked(0, then, None))
    return news.is_news(Spoken(name, "after"), Looked(seconds * 20, now, then))


@pytest.mark.parametrize(
    ("name", "was", "new", "is_news"),
    [
        ("turn", {}, {"tilt_deg": 25.0}, False),
        ("turn", {}, {"tilt_deg": 26.2}, True),
        ("turn", {}, {"rate_deg_s": 0.115}, False),
        ("turn", {}, {"rate_deg_s": 0.13}, True),
        ("turn", {}, {"rate_deg_s": 0.08}, True),
        ("turn", {"rate_deg_s": 0.02}, {"rate_deg_s": 0.026}, False),
        ("turn", {}, {"rate_deg_s": 0.001}, True),
        ("turn", {"tilt_deg": 1.5}, {"tilt_deg": 0.5}, True),
        ("light", {"sunset_s": 1180}, {"sunset_s": 610}, False),
        ("light", {"sunset_s": 1210}, {"sunset_s": 1190}, True),
        ("light", {"sunset_s": 610}, {"sunset_s": 600}, True),
        ("light", {"sunset_s": 310}, {"sunset_s": 290}, True),
        ("light", {"sunset_s": 130}, {"sunset_s": 110}, True),
        ("light", {"sunset_s": 100}, {"sunset_s": 50}, False),
        ("light", {"sunset_s": 3}, {"sunset_s": None, "sunrise_s": 2000}, True),
        ("lost", {"lost_s": 3}, {"lost_s": 290}, False),
        ("lost", {"lost_s": 290}, {"lost_s": 310}, True),
        ("arrays", {"pointing": Pointing.TURNING}, {"pointing": Pointing.TURNING}, False),
        ("arrays", {"pointing": Pointing.TURNING}, {"pointing": Pointing.EDGE_ON}, True),
        ("thrust", {"firing": True}, {"firing": True}, False),
        ("thrust", {"firing": True}, {"firing": False}, True),
        ("ship_kg", {"margin_kg": 3}, {"margin_kg": 2}, False),
        ("ship_kg", {"margin_kg": 1}, {"margin_kg": 0}, True),
        ("moscow", {}, {}, True),
        ("axes", {}, {}, False),
    ],
)
def test_only_what_a_person_would_mention_is_news(
    name: str, was: dict[str, object], new: dict[str, object], is_news: bool
) -> None:
    """Three degrees, a fifth of the rate, the other way, the marks of the sun; not a figure that creeps."""
    assert _news(name, was, new) is is_news


def test_a_figure_that_creeps_is_said_again_after_a_while() -> None:
    """The jet's half minute, the batteries' two."""
    assert _news("thrust", {"firing": True}, {"firing": True}, 30)
    assert _news("battery", {}, {"charge": 0.9}, 120)
    assert not _news("battery", {}, {"charge": 0.9}, 110)


def test_the_other_way_is_news() -> None:
    """However little it is."""
    news = StationNews()
    news.remember(Spoken("turn", "away"), Looked(0, PANEL, replace(PANEL, tilt_deg=22.0)))
    back = replace(PANEL, tilt_deg=23.5)
    assert not news.is_news(Spoken("turn", "on"), Looked(200, back, PANEL))
    assert news.is_news(Spoken("turn", "back"), Looked(200, back, replace(PANEL, tilt_deg=24.5)))


def test_what_is_dull_is_not_said_at_first() -> None:
    """Nor is what was said already; what went away is news again."""
    news = StationNews()
    now = Looked(0, PANEL, None)
    assert not news.is_news(Spoken("valves", "open"), now)
    assert news.is_news(Spoken("valves", "shut"), now)
    assert news.is_news(Spoken("fighting", "they fight"), now)
    news.remember(Spoken("fighting", "they fight"), now)
    assert not news.is_news(Spoken("fighting", "they fight"), now)
    news.keep(set())
    assert news.is_news(Spoken("fighting", "they fight"), now)
    assert not news.is_news(Spoken("houston", "in the lab alone"), Looked(0, BARE, None))
    assert news.is_news(Spoken("houston", "heard"), now)
