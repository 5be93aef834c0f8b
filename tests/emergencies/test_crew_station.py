"""The people who talk while the station turns: every order is answered, and a dead loop is silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import TYPE_CHECKING

import msgspec
import pytest

from game.emergencies import crew, flown
from game.emergencies.station.advice import PAGES, Point
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import StationState
from game.emergencies.station.tasks import TASKS
from game.emergencies.station.words import station_words
from game.narrative.callouts import Kind, read_callouts
from game.narrative.declarations import DECLARATION_FILES, fits, read_declarations
from game.narrative.occasions import STATION
from game.storage.library import story_files
from game.vocabulary.flying import FLYING_RUNGS, CueGiven, Rung
from game.vocabulary.station import GROUNDS, News, Person, Question, Reply, StationCue, Task
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from game.vocabulary.values import Value

TEXTS = {file: data.decode() for file, data in story_files().items() if file.endswith(".toml")}
DECLARATIONS = read_declarations({file: TEXTS[file] for file in DECLARATION_FILES})
BOOK = read_callouts(TEXTS["callouts/station.toml"], "callouts/station.toml", DECLARATIONS)
FACTS = {name: fact.default for name, fact in DECLARATIONS.facts.items()}
ROLES = {
    Person.SELF: "engineer",
    Person.ROOKIE: "rookie",
    Person.COMMANDER: "commander",
    Person.ASTRONAUT: "astronaut",
    Person.DIRECTOR: "director",
    Person.ACTOR: "actor",
    Person.MOSCOW: "flight_director",
    Person.HOUSTON: "houston",
}
ALL_HEARD: dict[str, Value] = {
    "scenario": "roll",
    "flying": "flown",
    "s_band": True,
    "moscow_heard": True,
    "houston_heard": True,
}
BARE: dict[str, Value] = {**ALL_HEARD, "flying": "bare", "houston_heard": False}
DRILL: dict[str, Value] = {**ALL_HEARD, "scenario": "drill"}
SETTINGS = [ALL_HEARD, BARE, DRILL]


def heard(cue: StationCue, words: dict[str, Value], numbers: dict[str, int], **own: str) -> list[Line]:
    """Return what is said to one cue, by people who have said nothing yet."""
    given = CueGiven(cue, 0, tuple(numbers.items()), tuple(own.items()))
    _, lines = crew.hear(crew.begin(1), [given], words, FACTS, BOOK, 0)
    return list(lines)


def speaker_of(who: Person, words: dict[str, Value]) -> str:
    return "rookie" if words is DRILL else ROLES[who]


def reachable(who: Person, words: dict[str, Value]) -> bool:
    """On bare nothing is ordered of Houston: the order goes into a dead loop."""
    return not (words is BARE and who is Person.HOUSTON)


# orders


@pytest.mark.parametrize("words", SETTINGS)
@pytest.mark.parametrize("cue", [StationCue.TAKEN, StationCue.BUSY])
def test_whoever_is_given_work_says_how_long_it_takes(cue: StationCue, words: dict[str, Value]) -> None:
    """Everybody, for each thing that is theirs, in their own voice and with the seconds in it."""
    for who, tasks in TASKS.items():
        for task in tasks:
            if not reachable(who, words):
                continue
            lines = heard(cue, words, {"seconds": 42}, who=who.value, task=task.value)
            assert [line.speaker for line in lines] == [speaker_of(who, words)], (who, task)
            quick = {Task.SEND_OFF, Task.ROLL, Task.GO_TO_SHIP}
            assert "orty-two seconds" in lines[0].text or "orty-two, to be" in lines[0].text or task in quick


@pytest.mark.parametrize("words", SETTINGS)
@pytest.mark.parametrize("cue", [StationCue.CANNOT, StationCue.DID_NOTHING, StationCue.LEFT_OFF])
def test_whoever_does_not_do_it_says_so(cue: StationCue, words: dict[str, Value]) -> None:
    """For every person and task: not theirs, done already, or left."""
    for who, task in product(Person, Task):
        if reachable(who, words):
            lines = heard(cue, words, {}, who=who.value, task=task.value)
            assert [line.speaker for line in lines] == [speaker_of(who, words)], (who, task)


@pytest.mark.parametrize("words", SETTINGS)
def test_what_somebody_begins_alone_is_announced(words: dict[str, Value]) -> None:
    """So that nothing is done behind the player's back; on bare Hale speaks for Houston."""
    ours = {Task.READ_RATES, Task.REPORT, Task.ROLL}
    for who, tasks in TASKS.items():
        for task in tasks.keys() - ours if who is not Person.SELF else ():
            lines = heard(StationCue.BY_THEMSELVES, words, {"seconds": 30}, who=who.value, task=task.value)
            speaker = speaker_of(who, words)
            if not reachable(who, words):
                speaker = "astronaut"
            assert [line.speaker for line in lines] == [speaker], (who, task)


@pytest.mark.parametrize("words", SETTINGS)
def test_a_figure_that_was_asked_for_is_in_the_answer(words: dict[str, Value]) -> None:
    """The rate in hundredths, the tilt, the gyros: that is how somebody flies who sees no panel."""
    for who in (Person.ROOKIE, Person.COMMANDER, Person.ASTRONAUT):
        numbers = {"thousandths": 152, "tilt": 23, "momentum": 87}
        (line,) = heard(StationCue.RATES_READ, words, numbers, who=who.value)
        assert line.speaker == speaker_of(who, words)
        for said in ("ought point one five", "wenty-three", "ighty-seven"):
            assert said in line.text
    for who in (Person.ACTOR, Person.DIRECTOR):
        (line,) = heard(StationCue.WINDOW_READ, words, {"thousandths": 140, "tilt": 25}, who=who.value)
        assert line.speaker == speaker_of(who, words)
        for said in ("ought point one four", "wenty-five"):
            assert said in line.text


@pytest.mark.parametrize("words", SETTINGS)
def test_everyone_says_where_they_are(words: dict[str, Value]) -> None:
    """The place is in it, for those who are in one."""
    for who in Person:
        own = {"who": who.value} if who in GROUNDS else {"who": who.value, "place": "lab"}
        if not reachable(who, words) or (words is DRILL and who in GROUNDS):
            continue
        (line,) = heard(StationCue.REPORTED, words, {}, **own)
        assert line.speaker == speaker_of(who, words)
        assert "in the lab" in line.text or who in (*GROUNDS, Person.SELF)


@pytest.mark.parametrize("words", SETTINGS)
@pytest.mark.parametrize("news", list(News))
def test_who_is_told_answers(news: News, words: dict[str, Value]) -> None:
    """First the engineer says it, on the loop of whom he tells; then they do."""
    loops = {Person.MOSCOW: Voice.LOOP, Person.HOUSTON: Voice.SECOND_LOOP}
    for whom in Person:
        if whom is Person.SELF or not reachable(whom, words):
            continue
        lines = heard(StationCue.TOLD, words, {"again": 0}, whom=whom.value, news=news.value)
        if words is DRILL:
            assert [line.speaker for line in lines] == ["rookie"]
            continue
        assert [line.speaker for line in lines] == ["engineer", ROLES[whom]]
        assert {line.voice for line in lines} <= {loops.get(whom, Voice.SPEECH)}


@pytest.mark.parametrize("s_band", [False, True])
@pytest.mark.parametrize("whom", GROUNDS)
def test_what_is_said_into_a_dead_loop_is_known_to_be(whom: Person, *, s_band: bool) -> None:
    """Somebody aboard says that nobody heard it."""
    words = {**ALL_HEARD, "s_band": s_band, "moscow_heard": False, "houston_heard": False}
    lines = heard(StationCue.NOT_HEARD, words, {}, whom=whom.value, news="lost")
    assert lines[0].speaker == "engineer"
    assert lines[1].speaker in ("rookie", "commander", "astronaut")


# questions


def _questions() -> list[tuple[Question, Reply]]:
    return [(question, reply) for question, asking in ASKINGS.items() for reply in asking.replies]


def _asker(question: Question, words: dict[str, Value]) -> str:
    who = ASKINGS[question].who
    return speaker_of(Person.ASTRONAUT if words is BARE and who is Person.HOUSTON else who, words)


@pytest.mark.parametrize("words", [ALL_HEARD, BARE])
@pytest.mark.parametrize("question", list(Question))
def test_a_question_is_put_by_who_asks_it_and_settled_by_them(
    question: Question, words: dict[str, Value]
) -> None:
    """And on bare by Hale, where Houston asks."""
    asker = _asker(question, words)
    who = next(person for person, role in ROLES.items() if role == asker)
    (line,) = heard(StationCue.ASKED, words, {"seconds": 60}, question=question.value, who=who.value)
    assert line.speaker == asker
    assert line.text.endswith("?")
    reply = ASKINGS[question].otherwise
    (line,) = heard(StationCue.SETTLED, words, {}, question=question.value, reply=reply.value, who=who.value)
    assert line.speaker == asker


@pytest.mark.parametrize("words", [ALL_HEARD, BARE])
@pytest.mark.parametrize(("question", "reply"), _questions())
def test_every_reply_is_spoken(question: Question, reply: Reply, words: dict[str, Value]) -> None:
    """By the engineer, whose order it was."""
    lines = heard(StationCue.ANSWERED, words, {}, question=question.value, reply=reply.value)
    assert lines[0].speaker == "engineer"
    assert all(line.speaker != "engineer" for line in lines[1:])


def test_the_drill_asks_and_answers_too() -> None:
    """All but what belongs to the film."""
    films = {Question.CAMERA, Question.WHAT_TO_SAY}
    for question in set(Question) - films:
        assert len(heard(StationCue.ASKED, DRILL, {"seconds": 60}, question=question.value)) == 1
        for cue in (StationCue.ANSWERED, StationCue.SETTLED):
            reply = ASKINGS[question].otherwise.value
            assert len(heard(cue, DRILL, {}, question=question.value, reply=reply)) == 1


# the coach


def test_the_words_of_advice_are_those_of_the_pilots() -> None:
    """Two rooms hold the list, since the lower one may not look into the upper."""
    words = STATION.said[StationCue.COACH]
    assert set(words["advice"].words) == {point.value for point in Point}
    assert {page for page, _ in PAGES.values()} <= set(words["page"].words)


@pytest.mark.parametrize("point", list(Point))
def test_every_piece_of_advice_is_spoken(point: Point) -> None:
    """By the rookie, who has the book; with the page, where there is one to turn to."""
    own = {"advice": point.value, "page": PAGES[point][0]}
    if point is Point.FILM:
        own |= {"who": "rookie", "task": "shed_film"}
    if point is Point.TELL_ALL:
        own |= {"whom": "houston", "news": "lost"}
    words = {**ALL_HEARD, "flying": "assisted"}
    (line,) = heard(StationCue.COACH, words, {}, **own)
    assert line.speaker == "rookie"


# who is heard


def test_moscow_and_houston_are_heard_while_their_antenna_points() -> None:
    """And a line that breaks off, at the moment at which it does not any more."""
    gone: dict[str, Value] = {**ALL_HEARD, "s_band": False, "moscow_heard": False, "houston_heard": False}
    for cue in (StationCue.RELAY_PATCHED, StationCue.SITE_HEARD):
        assert heard(cue, ALL_HEARD, {}) != []
        assert heard(cue, gone, {}) == []
    (line,) = heard(StationCue.SITE_LOST, gone, {})
    assert (line.speaker, line.voice) == ("flight_director", Voice.LOOP)
    assert line.text[-1].isalpha()
    assert {line.speaker for line in heard(StationCue.S_BAND_LOST, gone, {})} == {"houston"}
    assert {line.speaker for line in heard(StationCue.S_BAND_LOST, BARE, {})} == {"astronaut"}


def test_on_bare_nothing_is_heard_on_the_second_loop() -> None:
    """Whoever says it, and whatever happened."""
    said = [
        line
        for cue in StationCue
        for line in heard(cue, {**BARE, "adrift": True, "minutes": 5, "tilt": 40}, {"which": 1})
    ]
    assert said
    assert {line.voice for line in said} <= {Voice.SPEECH, Voice.LOOP}
    assert "houston" not in {line.speaker for line in said}


def test_only_what_was_written_for_the_drill_is_said_in_it() -> None:
    """One voice, at a table."""
    said = [line for cue in StationCue for line in heard(cue, DRILL, {"which": 1})]
    assert {line.speaker for line in said} == {"rookie"}


def test_an_echo_follows_an_answer_once() -> None:
    """By another voice, in the same tick; never alone, and not a second time in a flight."""
    words = {**ALL_HEARD, "rolling": True, "shutters_open": True}
    said = list[str]()
    people = crew.begin(1)
    for turn in range(4):
        cues = [
            CueGiven(StationCue.RATES_NULLED, 0, (("degrees", 50),)),
            CueGiven(StationCue.TURNING_BACK, 0),
        ]
        people, lines = crew.hear(people, cues, words, FACTS, BOOK, turn * 1000)
        kinds = [BOOK.lines[line.ident.removeprefix(crew.PLACE_OF_LINES)].kind for line in lines]
        assert kinds[:2] == [Kind.ANSWER, Kind.ANSWER]
        assert kinds[2:] in ([], [Kind.ECHO])
        assert "commander" not in [line.speaker for line in lines[2:]]
        said += [line.ident for line in lines[2:]]
    assert len(said) == len(set(said)) == 4


# whole flights


@dataclass(slots=True)
class Flight:
    """What was heard of one.

    Attributes:
        said: tick, words of the station then, and line.
        crew: at its end.
    """

    said: list[tuple[int, dict[str, Value], Line]] = field(
        default_factory=list[tuple[int, dict[str, "Value"], Line]]
    )
    crew: crew.CrewState = field(default_factory=lambda: crew.begin(0))


def fly(seed: int, rung: Rung, scenario: Scenario, seconds: int) -> Flight:
    """Let it happen, and listen."""
    facts = {**FACTS, "flying": rung.value, "clamp": "lost"}
    state = flown.begin(facts, seed, rung, scenario.value)
    flight = Flight(crew=crew.begin(seed))
    for _ in range(seconds * 20):
        step = flown.step(state)
        state = step.state
        if step.cues:
            words = crew.words_of(state)
            flight.crew, lines = crew.hear(flight.crew, step.cues, words, facts, BOOK, state.tick)
            flight.said += [(state.tick, words, line) for line in lines]
        if flown.outcome(state) is not None:
            break
    return flight


@pytest.fixture(scope="module")
def day() -> Flight:
    return fly(3, Rung.FLOWN, Scenario.ROLL, 1800)


def test_the_day_is_talked_through(day: Flight) -> None:
    """By everyone, on both loops, and never for long in silence."""
    assert len(day.said) > 60
    assert {line.speaker for _, _, line in day.said} >= set(ROLES.values()) - {"engineer"}
    assert {line.voice for _, _, line in day.said} == {Voice.SPEECH, Voice.LOOP, Voice.SECOND_LOOP}
    assert max(b - a for (a, _, _), (b, _, _) in pairwise(day.said)) <= 60 * 20


def test_in_the_day_no_remark_is_repeated_or_too_soon(day: Flight) -> None:
    """The two promises of a remark."""
    lines = [(tick, BOOK.lines[line.ident.removeprefix(crew.PLACE_OF_LINES)]) for tick, _, line in day.said]
    remarks = [callout.ident for _, callout in lines if callout.kind is Kind.REMARK]
    assert len(set(remarks)) == len(remarks)
    for (before, _), (tick, callout) in pairwise(lines):
        assert callout.kind is not Kind.REMARK or tick - before >= crew.GAP_TICKS


def test_in_the_day_a_room_is_heard_while_it_can_be(day: Flight) -> None:
    """Both go silent and come back."""
    for _, words, line in day.said:
        callout = BOOK.lines[line.ident.removeprefix(crew.PLACE_OF_LINES)]
        if line.speaker == "flight_director":
            assert words["moscow_heard"] or callout.cut
        if line.speaker == "houston":
            assert words["houston_heard"] or callout.cut


def test_the_same_day_is_talked_through_in_the_same_words(day: Flight) -> None:
    """Seed and cues decide; and what was said can be saved."""
    again = fly(3, Rung.FLOWN, Scenario.ROLL, 200)
    assert again.said == day.said[: len(again.said)]
    assert msgspec.json.decode(msgspec.json.encode(day.crew), type=crew.CrewState) == day.crew


@pytest.mark.parametrize("scenario", list(Scenario))
@pytest.mark.parametrize("rung", FLYING_RUNGS)
def test_the_station_gives_every_word_that_a_condition_may_ask(scenario: Scenario, rung: Rung) -> None:
    """And each of the declared kind, but for those that the crew counts itself."""
    state = flown.begin({**FACTS, "flying": rung.value}, 1, rung, scenario.value)
    words = crew.words_of(state)
    assert words.keys() == STATION.words.keys() - STATION.counted.keys()
    assert [name for name, value in words.items() if not fits(STATION.words[name], value)] == []
    assert (words["scenario"], words["flying"]) == (scenario.value, rung.value)


def test_the_words_are_those_of_the_minute() -> None:
    """At the beginning of the day: the jet on, the site heard, the sun out, nobody told."""
    state = flown.begin({**FACTS, "flying": "flown"}, 1, Rung.FLOWN, "roll")
    assert isinstance(state, StationState)
    words = station_words(state)
    assert {name for name in ("thrust", "site", "moscow_heard", "sun_on_arrays") if words[name]} == {
        *("thrust", "site", "moscow_heard", "sun_on_arrays"),
    }
    assert {name for name in words if name.startswith("told_") and words[name]} == set()
    assert (words["adrift"], words["dark"], words["tilt"], words["margin"]) == (False, False, 0, 12)
