"""The pieces of the station's screen, each by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.house import House
from game.app.ink import Ink, Row, row_width
from game.app.station.picture import NAUKA_JET
from game.app.station_menu import first_question, means_something, orders_to
from game.app.station_view import EDGE_ON_DEG, view_of, wings_deg
from game.app.widgets.flight_book import MARK, FlightBookPage
from game.app.widgets.modules_map import ModulesMap, PersonReading, passing
from game.app.widgets.orders_menu import Entry, OrdersMenu, Prompt, Waiting
from game.app.widgets.station_panel import PanelReading, StationPanel
from game.emergencies.station.flight import begin
from game.emergencies.station.instruments import read
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import (
    Arrays,
    InCharge,
    Open,
    Pointing,
    Power,
    Segment,
    Someone,
    StationState,
    Steering,
)
from game.emergencies.station.tasks import TASKS, way_s
from game.flight.station import ZVEZDA_JETS
from game.narrative.flightbook import read_flightbook
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases
from game.storage.profile import Profile
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import GROUNDS, Assign, Module, News, Person, Question, Task, Tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house with the game's words."""
    return House(Phrasebook(phrases()), Profile(), tmp_path)


@pytest.fixture
def state() -> StationState:
    """Return the station at tick 0."""
    return begin({}, 7, Rung.FLOWN, Scenario.ROLL)


def _text(rows: Sequence[Row]) -> str:
    return "\n".join("".join(piece for piece, _ in row) for row in rows)


def _ink_of(rows: Sequence[Row], words: str) -> Ink:
    return next(ink for row in rows for piece, ink in row if words in piece)


# The list of what a person can be told


@pytest.mark.parametrize("who", list(Person), ids=[person.value for person in Person])
def test_everything_that_a_person_can_be_told_is_listed_once(who: Person) -> None:
    """Their own work first, in the book's order; what anybody can do stands last."""
    listed = orders_to(who)
    own = [order for order in listed if isinstance(order, Assign)]
    assert own[-2 if who in GROUNDS else -3].task in (Task.REPORT, Task.STAND_BY)
    assert [order.task for order in own[:2]] == list(TASKS[who])[:2] or who is Person.ACTOR
    assert len(set(listed)) == len(listed)
    assert {order.task for order in listed if isinstance(order, Assign)} == set(TASKS[who])
    news = {order.news for order in listed if isinstance(order, Tell)}
    assert news == (set() if who is Person.SELF else set(News))
    assert all(not isinstance(order, Assign) or order.who is who for order in listed)


def test_what_means_nothing_now_is_known(state: StationState) -> None:
    """The camera is rolling already; the arrays follow the sun already; the thrust is not off."""
    assert means_something(state, Assign(Person.DIRECTOR, Task.CUT))
    assert not means_something(state, Assign(Person.DIRECTOR, Task.ROLL))
    assert means_something(state, Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON))
    assert not means_something(state, Assign(Person.ASTRONAUT, Task.UNLOCK_ARRAYS))
    assert not means_something(state, Tell(Person.MOSCOW, News.STOPPED))
    told = replace(
        state,
        people=tuple(
            replace(one, knows=(News.RUNS_ON,)) if one.who is Person.MOSCOW else one for one in state.people
        ),
    )
    assert means_something(state, Tell(Person.MOSCOW, News.RUNS_ON))
    assert not means_something(told, Tell(Person.MOSCOW, News.RUNS_ON))


def test_the_question_that_must_be_answered_soonest_comes_first(state: StationState) -> None:
    """Whatever was asked first."""
    later, sooner = Open(Question.CAMERA, 0, 900), Open(Question.FIRE_FIRST, 100, 500)
    assert first_question(state) is None
    assert first_question(replace(state, asked=(later, sooner))) == sooner


# The picture's view


def test_the_picture_shows_what_fires(state: StationState) -> None:
    """The docked ship's stuck jet, Zvezda's by axis, and the new module's of July."""
    assert view_of(state, still=False).jets == state.brief.jets
    quiet = replace(state, ship=replace(state.ship, firing=False))
    assert view_of(quiet, still=False).jets == ()
    pushing = replace(quiet, segment=Segment(InCharge.RUSSIAN, Steering.NULLING, firing=(1, 0, -1)))
    names = view_of(pushing, still=False).jets
    assert {name.rsplit("_", 2)[0] for name in names} == {"zvezda_pitch_up", "zvezda_roll_left"}
    assert set(names) <= {jet.name for jet in ZVEZDA_JETS}
    july = begin({}, 7, Rung.FLOWN, Scenario.MODULE)
    assert view_of(july, still=False).jets == (NAUKA_JET.name,)
    assert not view_of(july, still=False).own_ship


def test_only_a_laptop_draws_the_arc(state: StationState) -> None:
    """On bare it is dead."""
    assert view_of(state, still=False).tilt_deg is not None
    assert view_of(replace(state, rung=Rung.BARE), still=False).tilt_deg is None


def test_with_reduced_motion_nothing_moves_by_itself(state: StationState) -> None:
    """A tick of the clock alone changes no picture."""
    later = replace(state, tick=60)
    assert view_of(state, still=True) == view_of(later, still=True)
    assert view_of(state, still=False) != view_of(later, still=False)


def test_the_wings_follow_the_sun_until_they_are_turned(state: StationState) -> None:
    """Face up under a high sun; from there to edge-on while they turn; then they stay."""
    up, aside = (0.0, 0.0, -1.0), (0.0, -1.0, 0.0)
    tracking = Arrays(Pointing.TRACKING)
    assert wings_deg(tracking, up, 0) == 0
    assert abs(wings_deg(tracking, aside, 0)) == 90
    turning = [wings_deg(Arrays(Pointing.TURNING, until=1500), aside, tick) for tick in (0, 700, 1500)]
    assert abs(turning[0]) > abs(turning[1]) > abs(turning[2])
    assert turning[2] == EDGE_ON_DEG
    assert wings_deg(Arrays(Pointing.LOCKED), aside, 0) == EDGE_ON_DEG


# The map


def test_a_person_on_the_way_passes_every_module_between() -> None:
    """In their order, and not faster than the way is."""
    whole = way_s(Module.CUPOLA, Module.SHIP)
    going = Someone(Person.ACTOR, Module.CUPOLA, bound=Module.SHIP, arrives=whole * TICKS_PER_S)
    seen = list(dict.fromkeys(passing(going, tick) for tick in range(whole * TICKS_PER_S + 1)))
    assert seen == [
        *(Module.CUPOLA, Module.TRANQUILITY, Module.UNITY, Module.ZARYA, Module.ZVEZDA, Module.NAUKA),
        Module.SHIP,
    ]
    assert passing(replace(going, bound=None, arrives=0), 5) is Module.CUPOLA
    assert passing(Someone(Person.MOSCOW, None), 5) is None


def _reading(who: Person, at: Module | None, doing: str = "", *, going: bool = False) -> PersonReading:
    return PersonReading(who, who.value[0].upper(), who.value, at, going, bool(doing), doing)


def test_people_stand_on_the_map_as_their_keys(house: House) -> None:
    """Where they are; with a dot while they are on the way; the ground only while it is at work."""
    plan = ModulesMap(house)
    plan.show(
        (
            _reading(Person.ROOKIE, Module.ZVEZDA, "5 s: reading"),
            _reading(Person.ACTOR, Module.UNITY, going=True),
            _reading(Person.HOUSTON, None, "20 s: at work"),
            _reading(Person.MOSCOW, None),
        )
    )
    rows = _text(plan.draw(Size(57, 20))).split("\n")
    assert rows[1].startswith("R")
    assert rows[1][18:20] == "A·"
    assert rows[5].endswith("ground: H 20 s: at work")
    assert "M" not in rows[4]
    assert rows[6].startswith("R rookie")
    assert "5 s: reading" in rows[6]
    assert plan.get_content_height(Size(57, 40), Size(57, 40), 57) == len(rows) == 8
    narrow = _text(plan.draw(Size(30, 20))).split("\n")
    assert "at work" in _text(plan.draw(Size(30, 20)))
    assert len(narrow) == 4
    assert all(row_width(row) <= 30 for row in plan.draw(Size(30, 20)))


# The flight book


def test_the_advised_step_is_marked_on_its_page() -> None:
    """One mark; and where the page is longer than the room, that part of it is shown."""
    text = "# 1 Page\n\n*What it is for.*\n\n" + "\n".join(
        f"- [s{n}] Do the {n}th thing." for n in range(1, 10)
    )
    book = read_flightbook({"flightbook/page.md": text})
    page = FlightBookPage()
    page.show(book, book.page(1), "s8")
    rows = page.draw(Size(60, 14))
    assert _text(rows).count(MARK) == 1
    assert _ink_of(rows, MARK) is Ink.ACCENT
    assert f"{MARK}8" in _text(rows)
    assert f"{MARK}8" in _text(page.draw(Size(60, 5)))
    page.show(book, book.page(1), "")
    assert MARK not in _text(page.draw(Size(60, 14)))


def test_every_page_of_the_book_fits_a_panel() -> None:
    """Of sixty columns, with its height."""
    book = open_book().flightbook
    page = FlightBookPage()
    assert book.pages
    for one in book.pages:
        page.show(book, one, "")
        rows = page.draw(Size(60, 14))
        assert all(row_width(row) <= 60 for row in rows)
        assert one.title in _text(rows[:1])


# Lists and what waits


def test_a_list_is_as_high_as_it_is_long() -> None:
    """Heading, rows in full, and the one that turns the page; cut only where the room is too low."""
    listed = OrdersMenu()
    listed.show("TELL Hale", (Entry("one", advised=True), Entry("a long one that has no room")), "more")
    rows = listed.draw(Size(20, 10))
    assert _text(rows).split("\n") == [
        "TELL Hale",
        "▸1 one",
        " 2 a long one that",
        "   has no room",
        " 0 more",
    ]
    assert listed.get_content_height(Size(20, 10), Size(20, 10), 20) == 5
    assert len(listed.draw(Size(20, 4))) == 4
    assert _ink_of(rows, "one") is Ink.ACCENT
    listed.show("TELL Hale", (Entry("one", idle=True),), "")
    assert _ink_of(listed.draw(Size(20, 10)), "one") is Ink.DIM


@pytest.mark.parametrize("width", [60, 80, 120])
def test_replies_and_advice_are_never_cut(width: int) -> None:
    """In one row where they have room, else a row each; the first look stands above."""
    prompt = Prompt()
    prompt.show(Waiting("Who?", ("yes.", "no, by no means, not today.", "x" * 50), "Enter", "w " * 60))
    rows = prompt.draw(Size(width, 9))
    assert all(row_width(row) <= width for row in rows)
    text = _text(rows)
    for words in ("1 yes.", "2 no, by no means, not today.", "3 " + "x" * 50):
        assert words in text
    assert text.count("w") == 60
    assert len(rows) == prompt.get_content_height(Size(width, 9), Size(width, 9), width)
    assert _ink_of(rows, "w w") is Ink.ACCENT
    prompt.show(Waiting("", (), "Enter", "Wait.", ("What it is.",)))
    assert _text(prompt.draw(Size(width, 2))) == " ·  What it is.\n Enter  Wait."


# The panel


def _panel(house: House, state: StationState, width: int = 57) -> list[Row]:
    panel = StationPanel(house)
    panel.show(PanelReading(read(state), "x1", "flown", state.brief.scenario is Scenario.MODULE))
    rows = list(panel.draw(Size(width, 20)))
    assert len(rows) == panel.get_content_height(Size(width, 20), Size(width, 20), width)
    assert all(row_width(row) <= width for row in rows)
    return rows


@pytest.mark.parametrize("width", [28, 38, 57])
def test_the_panel_says_what_asks_for_care_with_a_sign(house: House, state: StationState, width: int) -> None:
    """The jet that fires, full gyros, nobody in charge, too little fuel, the batteries, the buses."""
    worse = replace(
        state,
        ship=replace(state.ship, kg=288.0),
        segment=Segment(InCharge.NOBODY),
        arrays=Arrays(Pointing.LOCKED, lost_share=0.1),
        power=Power(made_kw=3.0, load_kw=50.0, charge=0.3, comfort=False),
        loop_c=6.0,
    )
    text = _text(_panel(house, worse, width))
    for words in (
        "!! firing",
        "! nobody",
        "!! 288 kg",
        "! -10 %",
        "! 3/50 kW",
        "comfort",
        "! +6.0 K",
    ):
        assert words in text
    down = replace(worse, power=replace(worse.power, down=True))
    assert "!! the buses" in _text(_panel(house, down, width))


def test_the_panel_of_a_quiet_station_is_quiet(house: House) -> None:
    """No sign but those of what is on."""
    calm = begin({}, 7, Rung.FLOWN, Scenario.ROLL)
    calm = replace(calm, ship=replace(calm.ship, firing=False))
    assert "!" not in _text(_panel(house, calm))


def test_on_bare_the_panel_has_dashes(house: House, state: StationState) -> None:
    """Where a laptop would be needed; the ship's own gauges go on."""
    text = _text(_panel(house, replace(state, rung=Rung.BARE)))
    assert text.count("---") == 6
    assert "302 kg" in text


def test_how_far_over_asks_to_act_only_from_ten_degrees_or_when_it_grows(
    house: House, state: StationState
) -> None:
    """Nothing stands before it when she hangs level and held."""
    panel = StationPanel(house)
    lost = replace(read(state), lost=True, rate_deg_s=0.01)

    def over(tilt_deg: float) -> str:
        panel.show(PanelReading(replace(lost, tilt_deg=tilt_deg), "x1", "flown"))
        return _text(panel.draw(Size(57, 20))[:1]).split("rate")[0]

    assert "!! 11.0" in over(11.0)
    assert "! 9.0" in over(9.0)
    assert "!!" not in over(9.0)
    assert "!" not in over(0.6)
    assert "!! 0.7" in over(0.7)


def test_in_july_the_panel_is_of_naukas_jets(house: House) -> None:
    """Nothing of a ship in which nobody sits."""
    july = begin({}, 7, Rung.FLOWN, Scenario.MODULE)
    text = _text(_panel(house, july))
    assert "Nauka's jets" in text
    for words in ("feed", "ship", " kg (+"):
        assert words not in text


@pytest.mark.parametrize("width", [28, 37, 57])
def test_nothing_on_the_panel_is_cut(house: House, state: StationState, width: int) -> None:
    """A value that has no room beside another has a row of its own."""
    turning = replace(
        state, arrays=Arrays(Pointing.TURNING, until=2400), power=Power(made_kw=3.0, load_kw=50.0, charge=0.3)
    )
    text = _text(_panel(house, turning, width))
    assert "…" not in text
    assert "turning 2 min" in text
    assert "firing 5 s" in text
