"""Whichever emergency was flown: one door to its debrief in words and pictures.

Law: a look at what kind of debrief it is, and a call; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.debrief import Debrief
from game.engine.decisions import Decision
from game.engine.station_debrief import StationDebrief
from game.engine.station_decisions import StationDecision
from game.readout import debrief_words, station_debrief_words
from game.readout.plots import Plot, chart
from game.readout.plots_svg import page_svg
from game.readout.station_plots import station_charts

if TYPE_CHECKING:
    from game.engine.debriefing import AnyDebrief
    from game.readout.charts import Chart
    from game.readout.debrief_words import TimelineRow
    from game.readout.phrasebook import Phrasebook


def summary(found: AnyDebrief, phrases: Phrasebook) -> tuple[str, ...]:
    """Return the flight in some sentences, what it came to first."""
    if isinstance(found, Debrief):
        return debrief_words.summary(found, phrases)
    return station_debrief_words.summary(found, phrases)


def end_words(found: AnyDebrief, phrases: Phrasebook) -> str:
    """Return what the flight came to, as the middle of a sentence; nothing of one that goes on."""
    if isinstance(found, Debrief):
        return debrief_words.result_words(found.result, phrases) if found.result else ""
    if found.result is None:
        return ""
    return station_debrief_words.station_result_words(found.result, found, phrases)


def decision_sentences(found: AnyDebrief, phrases: Phrasebook) -> tuple[tuple[str, str], ...]:
    """Return for each of the decisions what was decided, and what it did."""
    told: list[tuple[str, str]] = []
    for decision in found.decisions:
        if isinstance(found, Debrief) and isinstance(decision, Decision):
            told.append(debrief_words.decision_sentences(found, decision, phrases))
        elif isinstance(found, StationDebrief) and isinstance(decision, StationDecision):
            told.append(station_debrief_words.decision_sentences(found, decision, phrases))
    return tuple(told)


def timeline(found: AnyDebrief, phrases: Phrasebook) -> tuple[TimelineRow, ...]:
    """Return what has a name, with the real day's beside it, in order."""
    if isinstance(found, Debrief):
        return debrief_words.timeline(found, phrases)
    return station_debrief_words.timeline(found, phrases)


def charts(found: AnyDebrief) -> tuple[Chart, ...]:
    """Return the pictures."""
    if isinstance(found, Debrief):
        return tuple(chart(found, plot) for plot in Plot)
    return station_charts(found)


def page(found: AnyDebrief, phrases: Phrasebook) -> str:
    """Return the pictures on one page, as SVG."""
    title = "plot.page" if isinstance(found, Debrief) else "plot.station_page"
    return page_svg(charts(found), title, phrases, summary(found, phrases))
