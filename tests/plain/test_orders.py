"""Orders as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.plain.orders import MOST_ORDERS, HandsOff, Misread, OrderBook, Plea, TurnLength
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Brake,
    Call,
    ChangeRung,
    Control,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)

PHRASES = Phrasebook(phrases())
BOOK = OrderBook(PHRASES)


def _refusal(line: str) -> str:
    """Return the sentence by which a line is refused."""
    found = BOOK.read(line)
    assert isinstance(found, Misread), (line, found)
    return PHRASES.say(found.phrase, **dict(found.values))


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("fwd 0.5", Pulse(Control.FORWARD, 10)),
        ("back 1", Pulse(Control.AFT, 20)),
        ("aft 1", Pulse(Control.AFT, 20)),
        ("left 0.2", Pulse(Control.LEFT, 4)),
        ("left 0,2", Pulse(Control.LEFT, 4)),
        ("right", Pulse(Control.RIGHT, 4)),
        ("UP  5", Pulse(Control.UP, 100)),
        ("down .1", Pulse(Control.DOWN, 2)),
        ("nose left 0.3", Pulse(Control.NOSE_LEFT, 6)),
        ("yaw right 0.3 s", Pulse(Control.NOSE_RIGHT, 6)),
        ("turn left 0.3", Pulse(Control.NOSE_LEFT, 6)),
        ("pitch up 0.12", Pulse(Control.NOSE_UP, 2)),
        ("nose down 0.13", Pulse(Control.NOSE_DOWN, 3)),
        ("roll right 2s", Pulse(Control.ROLL_RIGHT, 40)),
        ("roll left 2 seconds", Pulse(Control.ROLL_LEFT, 40)),
        ("0.5 fwd", Pulse(Control.FORWARD, 10)),
        ("fwd0.5", Pulse(Control.FORWARD, 10)),
        ("a touch left", Pulse(Control.LEFT, 4)),
        ("go forward for half a second", Pulse(Control.FORWARD, 10)),
        ("nose_left_0.5", Pulse(Control.NOSE_LEFT, 10)),
        ("hold 10", HandsOff(200)),
        ("wait 10", HandsOff(200)),
        ("wait", HandsOff(None)),
        ("hands off", HandsOff(None)),
        ("brake", Brake()),
        ("stop", StopAll()),
        ("range", Call(Ask.RANGE)),
        ("range?", Call(Ask.RANGE)),
        ("moscow", Call(Ask.MOSCOW)),
        ("station", Call(Ask.STATION)),
        ("lamp on", Set(Switch.LAMP, on=True)),
        ("Lamp OFF.", Set(Switch.LAMP, on=False)),
        ("turn the lamp on", Set(Switch.LAMP, on=True)),
        ("filter off", Set(Switch.FILTER, on=False)),
        ("narrow on", Set(Switch.NARROW, on=True)),
        ("wide", Set(Switch.NARROW, on=False)),
        ("wide on", Set(Switch.NARROW, on=False)),
        ("wide off", Set(Switch.NARROW, on=True)),
        ("sets 2", Set(Switch.BOTH_SETS, on=True)),
        ("sets 1", Set(Switch.BOTH_SETS, on=False)),
        ("one set", Set(Switch.BOTH_SETS, on=False)),
        ("both sets", Set(Switch.BOTH_SETS, on=True)),
        ("rate hold off", Set(Switch.RATE_HOLD, on=False)),
        ("back off", BackOff()),
        ("wave off", WaveOff()),
        ("wave_off", WaveOff()),
        ("say steady", Say(Word.STEADY)),
        ("say quiet", Say(Word.QUIET)),
        ("talk", Say(Word.TALK)),
        ("camera", Say(Word.CAMERA)),
        ("flown", ChangeRung(Rung.FLOWN)),
        ("turn 5", TurnLength(5)),
        ("turn auto", TurnLength(None)),
        ("look", Plea.LOOK),
        ("help", Plea.HELP),
        ("advice", Plea.ADVICE),
    ],
)
def test_an_order_is_a_few_words(line: str, order: object) -> None:
    """In large letters or small, with a point or a comma, with a unit or none, in the words one would try."""
    assert BOOK.read(line) == (order,)


def test_several_orders_stand_on_one_line() -> None:
    """With a semicolon, a comma or a word between them; a comma between digits is a decimal one."""
    expected = (Pulse(Control.LEFT, 4), Pulse(Control.FORWARD, 10), HandsOff(100))
    assert BOOK.read("left 0.2; fwd 0.5; wait 5") == expected
    assert BOOK.read("left 0,2, fwd 0,5,wait 5") == expected
    assert BOOK.read("left 0.2 and fwd 0.5 then wait 5;") == expected


@pytest.mark.parametrize("number", ["nan", "inf", "1e9", "-3", "0", "0.02", "5.1", "0.1.2", "1" * 500, "٣"])
def test_an_absurd_length_is_refused_with_one_that_works(number: str) -> None:
    """No pulse comes of it."""
    said = _refusal(f"fwd {number}")
    assert len(said) < 160
    if number != "٣":
        assert "0.1 to 5 seconds" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("wait 0", "1 to 60"),
        ("wait 61", "1 to 60"),
        ("turn 7", "turn 5"),
        ("turn", "turn 5"),
        ("turn on", "turn 5"),
        ("sets 3", "sets 1 or sets 2"),
        ("sets", "sets 1 or sets 2"),
        ("lamp", "lamp on or lamp off"),
        ("rate hold", "rate hold on or rate hold off"),
        ("lamp 3", "lamp takes no number"),
        ("range 5", "type range alone"),
        ("left 1 2", "One number"),
        ("fwrd 1", "fwd"),
        ("fwd left 0.5", "semicolon"),
        ("hello", "help lists"),
        ("nan", "help lists"),
        ("fwd 1; hello", "hello"),
        (";;", "help lists"),
        ("; ".join(["fwd 1"] * (MOST_ORDERS + 1)), "At most"),
        ("wait 60; wait 60; wait 1", "120 seconds"),
    ],
)
def test_what_means_nothing_is_answered_with_what_works(line: str, says: str) -> None:
    """One sentence for the whole line, also when a part of it could be understood."""
    assert says in _refusal(line)


def test_every_spelling_means_one_thing() -> None:
    """No word stands in two lists."""
    lists = [ident for ident in phrases() if ident.startswith("orders.typed.")]
    lists = [
        ident for ident in lists if ident.rpartition(".")[2] not in {"fillers", "units", "joints", "numerals"}
    ]
    spellings = [word.strip() for ident in lists for word in PHRASES.say(ident).split("|")]
    assert len(spellings) == len(set(spellings))
    assert len(spellings) > 100


def test_every_order_can_be_typed() -> None:
    """Each control, switch, person asked and word said."""
    for control in Control:
        assert BOOK.read(f"{BOOK.first(control.value)} 1") == (Pulse(control, 20),)
    for switch in Switch:
        assert BOOK.read(f"{BOOK.first(switch.value)} on") == (Set(switch, on=True),)
        assert BOOK.read(f"{BOOK.first(switch.value)} off") == (Set(switch, on=False),)
    for whom in Ask:
        assert BOOK.read(BOOK.first(whom.value)) == (Call(whom),)
    for word in Word:
        assert BOOK.read(BOOK.first(word.value)) == (Say(word),)


@given(st.text(max_size=60))
@example("fwd \x00")
@example("\u2028fwd 1")
@example("0" * 5000 + "fwd")
def test_any_line_is_understood_or_refused(line: str) -> None:
    """Nothing that can be typed breaks it, and a refusal repeats little of it."""
    found = BOOK.read(line)
    if isinstance(found, Misread):
        assert len(PHRASES.say(found.phrase, **dict(found.values))) < 240
    else:
        assert found


def test_the_help_fits_a_small_terminal() -> None:
    """At most 14 lines of 76 columns."""
    lines = PHRASES.say("orders.help").splitlines()
    assert len(lines) <= 14
    assert max(map(len, lines)) <= 76


def test_a_turn_of_no_length_is_told_the_lengths() -> None:
    """And not that turn was perhaps what was meant."""
    assert BOOK.read("turn x") == Misread("orders.refused.turn", ())
