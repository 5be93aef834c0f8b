"""The pictures of a debrief on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

from game.engine.debrief import Debrief, debrief, trained_flight
from game.engine.recording import fly
from game.readout.debrief_words import summary
from game.readout.phrasebook import Phrasebook
from game.readout.plots import Plot, chart
from game.readout.plots_svg import page_svg
from game.storage.library import phrases
from tests.engine.flights import day, no_hands, opening, spoilt

SVG = "{http://www.w3.org/2000/svg}"


@cache
def _day() -> Debrief:
    return debrief(day(), trained_flight(day()), decide=False)


def _svg(found: Debrief, words: Phrasebook, sentences: tuple[str, ...] = ()) -> str:
    return page_svg([chart(found, plot) for plot in Plot], "plot.page", words, sentences)


def _page(found: Debrief) -> ElementTree.Element:
    words = Phrasebook(phrases())
    text = _svg(found, words, summary(found, words))
    return ElementTree.fromstring(text)  # noqa: S314  our own text, of a moment ago


def test_a_page_is_xml_with_four_titled_pictures() -> None:
    """And a title of its own, for whoever hears it."""
    page, words = _page(_day()), Phrasebook(phrases())
    shown = [element.text for element in page.iter(f"{SVG}text")]
    assert page.tag == f"{SVG}svg"
    assert page.findtext(f"{SVG}title") == words.say("plot.page")
    for plot in Plot:
        assert words.say(f"plot.{plot.value}.title") in shown
    assert len(page.findall(f"{SVG}g")) == len(Plot)
    assert summary(_day(), words)[0] in shown


def test_a_page_is_complete_in_itself() -> None:
    """No script, no address of anything else, no font that is not there."""
    text = _svg(_day(), Phrasebook(phrases()))
    assert set(re.findall(r"https?://[^\"]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<script|<image|@import|@font-face|url\(|href", text)
    assert "var(" not in text


def test_a_page_is_readable_by_day_and_by_night() -> None:
    """The same classes have colours for both."""
    page = _page(_day())
    style = page.findtext(f"{SVG}style") or ""
    light, _, dark = style.partition("@media (prefers-color-scheme:dark){")
    used = {element.get("class") for element in page.iter() if element.get("class")}
    for name in used:
        assert f".{name}{{" in light
        assert f".{name}{{" in dark
    assert not set(re.findall(r"#[0-9a-f]{6}", light)) & set(re.findall(r"#[0-9a-f]{6}", dark))


def test_every_line_lies_inside_its_picture() -> None:
    """Nothing is drawn over the labels, whatever was flown."""
    lost = replace(_day().samples[0], range_m=400.0, closing_m_s=-0.9)
    trained = _day().trained
    assert trained is not None
    elsewhere = replace(_day(), trained=replace(trained, samples=(lost, *trained.samples)))
    for found in (_day(), debrief(spoilt(), decide=False), elsewhere):
        for element in _page(found).iter(f"{SVG}polyline"):
            for point in (element.get("points") or "").split():
                x, y = map(float, point.split(","))
                assert 40.0 <= x <= 1170.0
                assert 100.0 <= y <= 870.0


def test_a_page_is_always_the_same() -> None:
    """So that it can be compared."""
    words = Phrasebook(phrases())
    assert _svg(_day(), words) == _svg(_day(), words)


def test_words_are_written_as_words() -> None:
    """A sentence with an angle bracket in it closes nothing."""
    page = _svg(_day(), Phrasebook(phrases()), ("a < b & </svg>",))
    assert "a &lt; b &amp; &lt;/svg&gt;" in page
    ElementTree.fromstring(page)  # noqa: S314  our own text, of a moment ago


def test_a_flight_of_a_second_has_a_page_too() -> None:
    """With nothing in it that is not a number."""
    found = debrief(fly(opening(), no_hands, 20), decide=False)
    text = _svg(replace(found, calls=()), Phrasebook(phrases()))
    assert "nan" not in text
    assert "inf" not in re.sub(r"[a-z]+inf|inf[a-z]+", "", text)
