"""A moment that is looked at: what was said there, and what differs from now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.crew import CrewState
from game.emergencies.docking import instruments, truth
from game.emergencies.docking.opening import begin as begin_docking
from game.emergencies.station.flight import begin as begin_station
from game.emergencies.station.scenarios import Scenario
from game.engine.state import Flight, State, freeze_facts
from game.engine.turn import begin
from game.readout.phrasebook import Phrasebook
from game.readout.previews import MOST_STEPS, About, Looked, PreviewReading, read_preview, say_preview
from game.storage.library import phrases
from game.vocabulary.flying import Rung
from game.vocabulary.values import Line, Place, Voice
from tests.engine.flights import opening
from tests.engine.stage import LOW_TICKET, small_book

from .twigs import twig

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.storage.moments import Twig

WORDS = Phrasebook(phrases())


def _state(**facts: bool | int | str) -> State:
    state = begin(small_book(), LOW_TICKET).state
    return replace(state, facts=freeze_facts({**state.known(), **facts}))


def _read(
    state: State,
    present: State,
    *,
    lines: Sequence[Line] = (),
    there: Sequence[Twig] = (),
    here: Sequence[Twig] = (),
    untried: Sequence[str] = (),
    is_now: bool = False,
) -> PreviewReading:
    return read_preview(small_book(), Looked(state, present, lines, there, here, untried, is_now))


def _said(reading: PreviewReading) -> list[str]:
    return [row.text for row in say_preview(reading, WORDS)]


def _chose(*words: str) -> list[Twig]:
    return [twig(number, 0, choice="a/b/c", echo=echo) for number, echo in enumerate(words, 1)]


def test_gauges_tell_how_it_stood_there_and_how_it_stands_now() -> None:
    """Only those that moved; where none did, that."""
    reading = _read(_state(film=65, ship=70), _state(film=60, ship=90))
    assert "Film 65 (now 60), Ship 70 (now 90)" in _said(reading)
    assert "No gauge has moved." in _said(_read(_state(), _state()))


def test_where_one_is_the_gauges_are_told_in_full() -> None:
    """And that it is now."""
    said = _said(_read(_state(), _state(), is_now=True))
    assert "This is where you are." in said
    assert "Film 20, Crew 60, Ship 90, Nerve 60, Ground 60" in said


def test_film_in_hand_is_told_where_it_differs() -> None:
    """What was gained since, and what only that line has."""
    there = _read(_state(camera_running=True), _state())
    assert there.gained == ("The dark range",)
    assert "In hand there, not now: The dark range." in _said(there)
    since = _read(_state(), _state(camera_running=True))
    assert "In hand now, not there: The dark range." in _said(since)


def test_the_last_lines_are_repeated_and_a_cut_is_not() -> None:
    """As they were said, newest last."""
    lines = [Line(Voice.SLUGLINE, "INT. NOWHERE"), *(Line(Voice.SPEECH, f"Word *{n}*.") for n in range(9))]
    reading = _read(_state(), _state(), lines=lines)
    assert [line.text for line in reading.lines] == ["Word *5*.", "Word *6*.", "Word *7*.", "Word *8*."]
    told = [row for row in say_preview(reading, WORDS) if row.about is About.LINE]
    assert [row.text for row in told] == ["Word 5.", "Word 6.", "Word 7.", "Word 8."]
    assert [row.line for row in told] == list(reading.lines)


def test_both_ways_from_the_fork_are_told() -> None:
    """What led there, and what was done instead; on one line only what was done since."""
    said = _said(_read(_state(), _state(), there=_chose("Hold."), here=_chose("Go *in*.")))
    assert said[-4:] == ["What you did on the way there:", "› Hold.", "What you did instead:", "› Go in."]
    assert _said(_read(_state(), _state(), here=_chose("Go in.")))[-2:] == ["What you did since:", "› Go in."]
    aside = replace(_read(_state(), _state(), here=_chose("Go in.")), aside=True)
    assert _said(aside)[-2:] == ["What you did instead:", "› Go in."]


def test_many_decisions_are_counted_and_orders_in_flight_are_one() -> None:
    """A list of forty pulses tells nobody anything."""
    many = _chose(*(f"Number {number}." for number in range(20)))
    said = _said(_read(_state(), _state(), here=many))
    assert said[-MOST_STEPS - 1 :] == [
        *(f"› Number {number}." for number in range(MOST_STEPS)),
        f"and {20 - MOST_STEPS} more",
    ]
    flown = [*_chose("Fly."), *(twig(number, 0, ordered=True) for number in range(2, 9)), *_chose("Rest.")]
    assert _said(_read(_state(), _state(), here=flown))[-3:] == ["› Fly.", "7 orders in flight", "› Rest."]


def test_what_was_open_is_told_as_it_stood_on_the_screen() -> None:
    """The words on the key, and nothing of where it leads."""
    said = _said(_read(_state(), _state(), untried=["Ask *her*."]))
    assert said[-2:] == ["Open there, and never taken:", "- Ask her."]


def test_a_flight_is_told_to_the_second_with_what_its_panel_said() -> None:
    """By the clock of the simulation; of the range the panel says nothing, and so neither does this."""
    there = replace(_state(), flight=Flight(opening(), CrewState(7)))
    reading = _read(there, _state())
    assert reading.when.count(":") == 2
    said = _said(reading)
    assert "at the sticks" in said[0]
    assert "Propellant" in said[1]
    assert not any(f"{truth.read(opening()).range_m:.0f} m" in text for text in said)


def test_the_station_is_told_by_its_panels_too() -> None:
    """Those that matter most."""
    station = begin_station({}, 7, Rung.FLOWN, Scenario.ROLL)
    said = _said(_read(replace(_state(), flight=Flight(station, CrewState(7))), _state()))
    assert "the station turning" in said[0]
    assert said[1].count(".") >= 3


@pytest.mark.parametrize(("scene", "ending"), [("gone", ""), ("gone", "gone"), ("launch", "cut")])
def test_what_this_edition_no_longer_has_is_called_by_its_id(scene: str, ending: str) -> None:
    """A look at an old moment never fails."""
    there = replace(_state(), place=Place(scene, "x"), ending=ending)
    told = _said(_read(there, _state()))[0]
    assert ("gone" in told) == (scene == "gone")
    assert ("THE END" in told) == bool(ending)


def test_what_was_open_before_is_told_apart_from_what_is_open_there() -> None:
    """A folded row of the map stands for its last moment; what was open in the others is not open there."""
    looked = Looked(_state(), _state(), (), (), (), ["Ask."], before=["Wait."])
    said = _said(read_preview(small_book(), looked))
    assert said[-4:] == [
        *("Open there, and never taken:", "- Ask."),
        *("Open a little before, and never taken:", "- Wait."),
    ]


def test_what_is_left_of_light_and_radio_is_told_to_the_second() -> None:
    """As the panel of that very second showed it."""
    flight = begin_docking({}, 7, Rung.FLOWN)
    read = instruments.read(flight)
    assert read.light_left_s is not None
    assert read.radio_left_s is not None
    said = _said(_read(replace(_state(), flight=Flight(flight, CrewState(7))), _state()))[1]
    for what, left_s in (("Light for", read.light_left_s), ("Moscow hears you for", read.radio_left_s)):
        assert f"{what} {left_s // 60} min {left_s % 60} s." in said
