"""The people who talk in a flight: when they speak, when they keep silent, and that they change nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest

from game.emergencies.crew import (
    GAP_TICKS,
    PLACE_OF_LINES,
    CrewState,
    begin,
    docking_words,
    hear,
)
from game.emergencies.docking.advice import Advice
from game.emergencies.docking.flight import begin as begin_docking
from game.emergencies.docking.flight import step
from game.emergencies.docking.starts import Start
from game.narrative.callouts import CalloutBook, Kind, read_callouts
from game.narrative.declarations import DECLARATION_FILES, fits, read_declarations
from game.narrative.occasions import DOCKING
from game.storage.library import story_files
from game.vocabulary.flying import (
    TICKS_PER_S,
    Ask,
    Call,
    Control,
    Cue,
    CueGiven,
    Pulse,
    Rung,
    Say,
    Set,
    Switch,
    Word,
)
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.values import Value

TEXTS = {file: data.decode() for file, data in story_files().items() if file.endswith(".toml")}
DECLARATIONS = read_declarations({file: TEXTS[file] for file in DECLARATION_FILES})
SHIPPED = read_callouts(TEXTS["callouts/docking.toml"], "callouts/docking.toml", DECLARATIONS)
NUMBERS = TEXTS["callouts/docking.toml"].partition("[numbers]")[2].partition("[silent]")[0]
FACTS = {name: fact.default for name, fact in DECLARATIONS.facts.items()}

SMALL = """\
[[line]]
id = "plain"
on = "gate_60"
who = "actor"
say = "Plain."

[[line]]
id = "dark"
on = "gate_60"
who = "actor"
if = "dark"
say = "Dark."

[[line]]
id = "later"
on = "gate_60"
who = "director"
after = "dark"
say = "Later."

[[line]]
id = "first_only"
on = "gate_50"
who = "actor"
unless = "second"
say = "First."

[[line]]
id = "second"
on = "gate_40"
who = "director"
say = "Second."

[[line]]
id = "moscow_offers"
on = "gate_30"
who = "flight_director"
say = "Good."

[[line]]
id = "vera_offers"
on = "gate_20"
who = "actor"
say = "Good."

[[line]]
id = "fast"
on = "too_fast"
who = "actor"
kind = "alarm"
say = "Fast."

[[line]]
id = "fast_again"
on = "too_fast"
who = "actor"
kind = "alarm"
say = "Fast again."

[[line]]
id = "once"
on = "falling_away"
who = "actor"
kind = "alarm"
unless = "once"
say = "Once."

[[line]]
id = "range"
on = "range_called"
who = "actor"
kind = "answer"
say = "{Metres}."

[[line]]
id = "order"
on = "said_steady"
who = "commander"
kind = "answer"
say = "Steady."

[[line]]
id = "reply"
on = "said_steady"
who = "director"
kind = "answer"
say = "Understood."

[[line]]
id = "trainer"
on = "gate_60"
who = "examiner"
say = "Sixty."

[[line]]
id = "counted"
on = "gate_10"
who = "engineer"
if = "spoken_vera > 1"
say = "You talk a lot."

[[line]]
id = "relay"
on = "relay_heard"
who = "flight_director"
kind = "answer"
say = "Relay."

[[line]]
id = "relay_dark"
on = "relay_heard"
who = "flight_director"
kind = "answer"
if = "dark"
say = "Relay, in the dark."

[[line]]
id = "needs_rate"
on = "moscow_range"
who = "flight_director"
kind = "answer"
if = "metres > 3"
say = "{Metres}."
"""


def small_book() -> CalloutBook:
    """Return the call-outs above; every cue that they do not name is silent."""
    spoken = {line.partition('"')[2].rstrip('"') for line in SMALL.split("\n") if line.startswith("on = ")}
    silent = f"[silent]\ncues = {[cue.value for cue in Cue if cue.value not in spoken]}\n"
    return read_callouts(SMALL + "[numbers]" + NUMBERS + silent, "callouts/docking.toml", DECLARATIONS)


BOOK = small_book()


class Cabin:
    """A crew that hears one cue after another."""

    def __init__(self, book: CalloutBook = BOOK, seed: int = 7, **words: Value) -> None:
        self.crew = begin(seed)
        self.book = book
        self.words: dict[str, Value] = {"speaks": "vera", **words}

    def hear(self, second: float, *cues: Cue, **numbers: int) -> list[str]:
        """Return the ids of what is said."""
        tick = round(second * TICKS_PER_S)
        given = [CueGiven(cue, tick, tuple(numbers.items())) for cue in cues]
        self.crew, lines = hear(self.crew, given, self.words, FACTS, self.book, tick)
        return [line.ident.removeprefix(PLACE_OF_LINES) for line in lines]


def test_a_line_knows_its_voice_its_speaker_and_its_place() -> None:
    """Those beside the pilot speak, those elsewhere are heard on the loop."""
    crew, lines = hear(begin(1), [CueGiven(Cue.GATE_60, 0)], {"speaks": "vera"}, FACTS, BOOK, 0)
    assert lines == (Line(Voice.SPEECH, "Plain.", "actor", "callout/plain"),)
    _, lines = hear(crew, [CueGiven(Cue.GATE_30, 200)], {"speaks": "moscow"}, FACTS, BOOK, 200)
    assert lines == (Line(Voice.LOOP, "Good.", "flight_director", "callout/moscow_offers"),)


def test_nothing_happened_so_nothing_is_said() -> None:
    """A tick without cues leaves the crew as it is."""
    crew = begin(1)
    assert hear(crew, (), {}, FACTS, BOOK, 99) == (crew, ())


def test_the_line_that_asks_most_comes_first_and_the_plain_one_after_it() -> None:
    """Of what fits, the particular before the general, and nothing twice."""
    cabin = Cabin(dark=True)
    assert cabin.hear(0, Cue.GATE_60) == ["dark"]
    assert cabin.hear(10, Cue.GATE_60) == ["later"]
    assert cabin.hear(20, Cue.GATE_60) == ["plain"]
    assert cabin.hear(30, Cue.GATE_60) == []


def test_a_remark_keeps_five_seconds_from_whatever_was_said() -> None:
    """A second remark too soon is not said, and not kept for later either."""
    cabin = Cabin()
    assert cabin.hear(0, Cue.GATE_50) == ["first_only"]
    assert cabin.hear(4.95, Cue.GATE_20) == []
    assert cabin.hear(5, Cue.GATE_20) == ["vera_offers"]
    assert cabin.hear(6, Cue.TOO_FAST) != []
    assert cabin.hear(10.5, Cue.GATE_40) == []
    assert cabin.hear(11, Cue.GATE_40) == ["second"]


def test_of_two_cues_in_a_tick_one_remark_is_made() -> None:
    """People do not speak at once; what must be said is said first."""
    assert Cabin().hear(0, Cue.GATE_50, Cue.GATE_40) == ["first_only"]
    assert Cabin().hear(0, Cue.GATE_50, Cue.RANGE_CALLED, decimetres=400) == ["range"]


def test_a_line_waits_for_another_and_gives_way_to_another() -> None:
    """``after`` and ``unless`` look at what was said in this flight."""
    cabin = Cabin(dark=False)
    assert cabin.hear(0, Cue.GATE_40) == ["second"]
    assert cabin.hear(10, Cue.GATE_50) == []


def test_an_alarm_comes_at_once_and_takes_its_variants_in_turn() -> None:
    """Over a remark, in the same second; the same words only after five seconds."""
    cabin = Cabin()
    cabin.hear(0, Cue.GATE_50)
    said = [*cabin.hear(0.1, Cue.TOO_FAST), *cabin.hear(0.2, Cue.TOO_FAST)]
    assert sorted(said) == ["fast", "fast_again"]
    assert cabin.hear(0.3, Cue.TOO_FAST) == []
    assert cabin.hear(5.1, Cue.TOO_FAST) == said[:1]
    assert cabin.hear(5.2, Cue.TOO_FAST) == said[1:]


def test_an_answer_gives_its_particular_words_first_and_then_the_plain_ones() -> None:
    """In turn: what was said least often comes before what asks most."""
    cabin = Cabin(dark=True)
    said = [cabin.hear(10 * turn, Cue.RELAY_HEARD)[0] for turn in range(4)]
    assert said == ["relay_dark", "relay", "relay_dark", "relay"]


def test_every_line_takes_one_draw() -> None:
    """So that the next choice is another one."""
    cabin = Cabin()
    before = cabin.crew.draws
    cabin.hear(0, Cue.SAID_STEADY)
    cabin.hear(9, Cue.HANDS_OFF)
    assert cabin.crew.draws == before + 2


def test_an_alarm_that_names_itself_is_said_once() -> None:
    """``unless`` with its own id."""
    cabin = Cabin()
    assert cabin.hear(0, Cue.FALLING_AWAY) == ["once"]
    assert cabin.hear(60, Cue.FALLING_AWAY) == []


def test_an_order_that_is_spoken_is_answered_in_the_same_breath() -> None:
    """First the commander, then one of the others; with silence ordered too."""
    assert Cabin(speaks="nobody").hear(0, Cue.SAID_STEADY) == ["order", "reply"]


@pytest.mark.parametrize(
    ("speaks", "direct", "vera", "moscow"),
    [
        ("vera", True, True, False),
        ("moscow", True, False, True),
        ("moscow", False, True, True),
        ("nobody", True, False, False),
        ("none", True, True, True),
    ],
)
def test_the_commander_has_decided_who_offers_anything(
    speaks: str, direct: bool, vera: bool, moscow: bool
) -> None:
    """Vera or Moscow; and Vera again when Moscow is gone."""
    assert bool(Cabin(speaks=speaks, direct=direct).hear(0, Cue.GATE_20)) is vera
    assert bool(Cabin(speaks=speaks, direct=direct).hear(0, Cue.GATE_30)) is moscow


def test_in_a_silent_cabin_the_director_speaks_once() -> None:
    """Alarms and answers still come, and do not use up his one remark."""
    cabin = Cabin(speaks="nobody", dark=True)
    assert cabin.hear(0, Cue.TOO_FAST) != []
    assert cabin.hear(6, Cue.SAID_STEADY) == ["order", "reply"]
    assert cabin.hear(20, Cue.GATE_60) == []
    assert cabin.hear(30, Cue.GATE_40) == ["second"]
    cabin.words["speaks"] = "vera"
    assert cabin.hear(40, Cue.GATE_60) == ["dark"]
    cabin.words["speaks"] = "nobody"
    assert cabin.hear(50, Cue.GATE_60) == []


def test_the_trainer_has_its_own_voice_and_no_other() -> None:
    """In a lesson only the examiner speaks, and nowhere else."""
    assert Cabin(lesson=True).hear(0, Cue.GATE_60) == ["trainer"]
    assert Cabin(lesson=True).hear(0, Cue.GATE_20, Cue.TOO_FAST) == []
    assert Cabin(lesson=True).hear(0, Cue.SAID_STEADY) == ["order"]


def test_what_was_said_is_counted() -> None:
    """A condition may ask how often somebody has spoken in this flight."""
    cabin = Cabin()
    assert cabin.hear(0, Cue.GATE_10) == []
    cabin.hear(10, Cue.GATE_50)
    cabin.hear(20, Cue.GATE_20)
    assert cabin.hear(30, Cue.GATE_10) == ["counted"]


def test_a_number_that_did_not_come_is_not_made_up() -> None:
    """A line with a blank, or a question, for a missing number is not said."""
    cabin = Cabin()
    assert cabin.hear(0, Cue.RANGE_CALLED) == []
    assert cabin.hear(1, Cue.MOSCOW_RANGE, decimetres=300) == []
    assert cabin.hear(2, Cue.MOSCOW_RANGE, decimetres=300, metres=30) == ["needs_rate"]


def test_the_story_stands_in_for_a_word_that_the_flight_does_not_give() -> None:
    """First the flight, then the fact of that name, then the default."""
    cue = [CueGiven(Cue.GATE_20, 0)]
    _, silent = hear(begin(1), cue, {}, {**FACTS, "speaks": "nobody"}, BOOK, 0)
    _, spoken = hear(begin(1), cue, {"speaks": "vera"}, {**FACTS, "speaks": "nobody"}, BOOK, 0)
    assert (len(silent), len(spoken)) == (0, 1)


# whole flights


def flown(
    seed: int, facts: Mapping[str, Value], seconds: int = 300
) -> tuple[CrewState, list[tuple[int, Line]], list[bytes]]:
    """Fly with untidy hands and a busy mouth; return the crew, what was said and when, and the states."""
    story = {**FACTS, **facts}
    state = begin_docking(story, seed, Rung.FLOWN)
    crew, said, states = begin(seed), list[tuple[int, Line]](), list[bytes]()
    for tick in range(seconds * TICKS_PER_S):
        result = step(state, _orders(tick))
        state = result.state
        crew, lines = hear(crew, result.cues, docking_words(state), story, SHIPPED, tick)
        said += [(tick, line) for line in lines]
        if tick % 1000 == 0:
            states.append(msgspec.json.encode(state))
            assert msgspec.json.decode(msgspec.json.encode(crew), type=CrewState) == crew
    return crew, said, states


def _orders(tick: int) -> tuple[FlightOrder, ...]:
    at: dict[int, tuple[FlightOrder, ...]] = {
        40: (Call(Ask.RANGE), Say(Word.STEADY)),
        900: (Call(Ask.MOSCOW),),
        1300: (Pulse(Control.FORWARD, 100), Pulse(Control.FORWARD, 60)),
        2000: (Call(Ask.STATION), Say(Word.TALK)),
        2600: (Call(Ask.RANGE), Say(Word.CAMERA)),
        3000: (Pulse(Control.NOSE_LEFT, 100), Pulse(Control.LEFT, 20)),
        4000: (Call(Ask.RANGE), Set(Switch.RATE_HOLD, on=False)),
        5000: (Set(Switch.LAMP, on=True), Call(Ask.RANGE)),
    }
    return at.get(tick, ())


FIRST: dict[str, Value] = {"attempts": 1, "speaks": "vera", "actor_craft": "ranging"}
SECOND: dict[str, Value] = {"attempts": 2, "waited": True, "speaks": "moscow", "propellant_kg": 470}


@pytest.mark.parametrize("facts", [FIRST, SECOND, {"attempts": 1, "speaks": "nobody"}])
def test_in_a_whole_flight_no_remark_is_repeated_or_too_soon(facts: dict[str, Value]) -> None:
    """The two promises of a remark, with the lines that ship."""
    _, said, _ = flown(3, facts)
    remarks = [
        (tick, line.ident)
        for tick, line in said
        if SHIPPED.lines[line.ident.removeprefix(PLACE_OF_LINES)].kind is Kind.REMARK
    ]
    assert len(said) > 5
    assert len({ident for _, ident in remarks}) == len(remarks)
    assert all(b - a >= GAP_TICKS for (a, _), (b, _) in pairwise(remarks))


def test_the_same_flight_is_talked_through_in_the_same_words() -> None:
    """Seed, cues and words decide; another seed says it differently."""
    once, again, other = flown(3, FIRST), flown(3, FIRST), flown(4, FIRST)
    assert once == again
    assert [line for _, line in once[1]] != [line for _, line in other[1]]


@pytest.mark.parametrize("advice", list(Advice))
def test_every_piece_of_advice_is_spoken(advice: Advice) -> None:
    """By her, by Moscow while it is heard and was asked to talk, by the examiner in a lesson."""
    voices: list[tuple[dict[str, Value], str]] = [
        ({"speaks": "vera"}, "actor"),
        ({"speaks": "moscow", "direct": False}, "actor"),
    ]
    if advice not in (Advice.LAMP_ON, Advice.FILTER_OFF):
        voices.append(({"speaks": "moscow", "direct": True}, "flight_director"))
    if advice is not Advice.WAIT:
        voices.append(({"speaks": "nobody"}, "actor"))
    if advice is not Advice.ASK_GO:
        voices.append(({"lesson": True, "start": "hold"}, "examiner"))
    cue = [CueGiven(Cue.COACH, 0, (("advice", advice.value), ("tenths", 24)))]
    for words, speaker in voices:
        _, lines = hear(begin(1), cue, words, FACTS, SHIPPED, 0)
        assert [line.speaker for line in lines] == [speaker], words


def test_a_second_approach_draws_its_own_lines() -> None:
    """The draws of an attempt begin far behind those of the one before."""
    assert begin(5, 2).draws - begin(5).draws > len(SHIPPED.lines)


def test_the_docking_gives_every_word_that_a_condition_may_ask() -> None:
    """And each of the declared kind, but for those that the crew counts itself."""
    state = begin_docking({**FACTS, **FIRST}, 1, Rung.ASSISTED)
    words = docking_words(state)
    counted = {name for name in DOCKING.words if name.startswith("spoken_")}
    assert words.keys() == DOCKING.words.keys() - counted
    assert [name for name, value in words.items() if not fits(DOCKING.words[name], value)] == []
    assert (words["learned_ranging"], words["dark"], words["direct"]) == (True, False, True)
    assert (words["flying"], words["start"], words["lesson"]) == ("assisted", "day", False)


def test_a_lesson_says_so() -> None:
    """And its night is night at noon."""
    words = docking_words(begin_docking(FACTS, 1, Rung.FLOWN, Start.IN_THE_DARK))
    assert (words["lesson"], words["dark"], words["late"], words["start"]) == (
        True,
        True,
        False,
        "in_the_dark",
    )


def test_moscow_is_cut_off_and_the_dark_comes_up() -> None:
    """At 12:18:20 and 12:18:35 of the first day somebody is heard, whoever may speak."""
    for speaks in ("vera", "moscow", "nobody"):
        _, said, _ = flown(6, {**FIRST, "speaks": speaks}, seconds=250)
        heard = {
            SHIPPED.lines[line.ident.removeprefix(PLACE_OF_LINES)].on: (tick / TICKS_PER_S, line)
            for tick, line in said
        }
        when, cut = heard[Cue.SIGNAL_LOST]
        assert when == pytest.approx(230.0, abs=0.5)
        assert (cut.speaker, cut.text[-1].isalpha()) == ("flight_director", True)
        when, dark = heard[Cue.SUNSET]
        assert when == pytest.approx(245.0, abs=0.5)
        assert dark.speaker == "director"
