"""The promise of the written ids: a save outlives the story's next edition.

A small story is played to a random moment and saved; then a writer edits it: inserts, removes, reorders and
retitles beats and choices, renames them with an entry in ``renamed.toml``, changes defaults. However the save
is then loaded, the label that is chosen and the text that follows belong together, and nothing is applied
twice.

Every beat and every choice carries a mark in its words that no edit changes, so that the test knows a thing
under whatever id it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.turn import Turn, advance, begin, settle
from game.mission.phases import PHASES, START, TRANSITIONS
from game.storage.codec import decode_state, encode_state
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown, PlaceLost
from game.vocabulary.values import Voice

from .samples import HEAD, a_book, declared

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.shelf import Book

FACTS = """\
[gauges.nerve]
default = {nerve}
label = "NERVE"
meaning = "A default that the next edition changes."

[facts.beats_done]
type = "int"
default = 0
high = 9999
meaning = "One for every beat that was done."

[facts.choices_done]
type = "int"
default = 0
high = 9999
meaning = "One for every choice that was done."
"""
AFTER_THE_TITLES = next(PHASES[row.target].scene for row in TRANSITIONS if row.source == START)
SPIN = """\
## spin

Beat 999.

`beats_done += 1`

- [more] Choice 999, wording 0. `choices_done += 1` -> spin
"""
ROUND_THE_SPIN = 999


@dataclass(frozen=True)
class AChoice:
    """A choice under its mark; the id, wording and place in the list may change."""

    mark: int
    ident: str
    wording: int
    target: int
    once: bool


@dataclass(frozen=True)
class ABeat:
    """A beat under its mark."""

    mark: int
    ident: str
    choices: tuple[AChoice, ...]


@dataclass(frozen=True)
class Edition:
    """One edition of the story: what the writer would publish."""

    beats: tuple[ABeat, ...]
    renamed_beats: dict[str, str] = field(default_factory=dict[str, str])
    renamed_choices: dict[str, str] = field(default_factory=dict[str, str])
    nerve: int = 50
    marks: int = 100

    def book(self) -> Book:
        """Print it."""
        idents = {beat.mark: beat.ident for beat in self.beats}
        text = "".join(self._beat_text(beat, idents) for beat in self.beats)
        renamed = "".join(
            f"[{table}]\n" + "".join(f'"cold_open/{old}" = "cold_open/{new}"\n' for old, new in names.items())
            for table, names in (("beats", self.renamed_beats), ("choices", self.renamed_choices))
        )
        declarations = declared(facts_toml=FACTS.format(nerve=self.nerve), renamed_toml=renamed)
        return a_book(
            declarations,
            cold_open=HEAD.format(name="cold_open") + text,
            **{AFTER_THE_TITLES: HEAD.format(name=AFTER_THE_TITLES) + SPIN},
        )

    def _beat_text(self, beat: ABeat, idents: dict[int, str]) -> str:
        lines = [f"## {beat.ident}\n\nBeat {beat.mark}.\n\n`beats_done += 1`\n\n"]
        for choice in beat.choices:
            once = "`once` " if self.is_once(beat, choice) else ""
            words = f"Choice {choice.mark}, wording {choice.wording}."
            lines.append(f"- [{choice.ident}] {words} `choices_done += 1` {once}-> {idents[choice.target]}\n")
        return "".join(lines) + ("\n" if beat.choices else "=> titles\n\n")

    def is_once(self, beat: ABeat, choice: AChoice) -> bool:
        """The first choice of a beat can always be taken, so that no beat runs dry."""
        return choice.once and choice != beat.choices[0]

    def beat(self, mark: int) -> ABeat | None:
        """Return the beat with a mark, if this edition has it."""
        return next((beat for beat in self.beats if beat.mark == mark), None)

    def choices(self) -> dict[int, tuple[ABeat, AChoice]]:
        """Return every choice by its mark."""
        return {choice.mark: (beat, choice) for beat in self.beats for choice in beat.choices}


MOSTLY = st.sampled_from([True, True, False])


@st.composite
def first_editions(draw: st.DrawFn) -> Edition:
    """Two to four beats with one to three choices each."""
    count = draw(st.integers(2, 4))
    beats: list[ABeat] = []
    mark = count
    for number in range(count):
        choices: list[AChoice] = []
        for _ in range(draw(st.integers(1, 3))):
            choices.append(AChoice(mark, f"c{mark}", 0, draw(st.integers(0, count - 1)), draw(MOSTLY)))
            mark += 1
        beats.append(ABeat(number, f"b{number}", tuple(choices)))
    return Edition(tuple(beats))


EDITS = (
    "insert choice",
    "remove choice",
    "reorder choices",
    "insert beat",
    "remove beat",
    "reorder beats",
    "retitle",
    "rename beat",
    "rename choice",
    "change default",
)


@st.composite
def next_editions(draw: st.DrawFn, edition: Edition) -> Edition:
    """A few edits, each of a kind that a writer makes."""
    for kind in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6)):
        edition = edited(draw, edition, kind)
    return edition


def edited(draw: st.DrawFn, edition: Edition, kind: str) -> Edition:
    """Return the edition after one edit."""
    fresh = edition.marks
    edition = replace(edition, marks=fresh + 1)
    place = draw(st.integers(0, len(edition.beats) - 1))
    beat = edition.beats[place]
    marks = [other.mark for other in edition.beats]
    some = draw(st.integers(0, len(beat.choices) - 1)) if beat.choices else -1
    match kind:
        case "insert choice":
            target = draw(st.sampled_from(marks))
            choice = AChoice(fresh, f"c{fresh}", 0, target, draw(st.booleans()))
            at = draw(st.integers(0, len(beat.choices)))
            return with_choices(edition, place, (*beat.choices[:at], choice, *beat.choices[at:]))
        case "remove choice" if beat.choices:
            return with_choices(edition, place, (*beat.choices[:some], *beat.choices[some + 1 :]))
        case "reorder choices":
            return with_choices(edition, place, tuple(draw(st.permutations(beat.choices))))
        case "insert beat":
            choice = AChoice(fresh, f"c{fresh}", 0, draw(st.sampled_from(marks)), once=False)
            new = ABeat(fresh, f"b{fresh}", (choice,))
            return replace(edition, beats=(*edition.beats[:place], new, *edition.beats[place:]))
        case "remove beat" if len(edition.beats) > 1:
            left = tuple(other for other in edition.beats if other != beat)
            instead = draw(st.sampled_from([other.mark for other in left]))
            return replace(edition, beats=tuple(led_elsewhere(other, beat.mark, instead) for other in left))
        case "reorder beats":
            return replace(edition, beats=tuple(draw(st.permutations(edition.beats))))
        case "retitle" if beat.choices:
            choice = replace(beat.choices[some], wording=fresh)
            return with_choices(edition, place, (*beat.choices[:some], choice, *beat.choices[some + 1 :]))
        case "rename beat":
            renamed = {**edition.renamed_beats, beat.ident: f"b{fresh}"}
            beats = (*edition.beats[:place], replace(beat, ident=f"b{fresh}"), *edition.beats[place + 1 :])
            return replace(edition, beats=beats, renamed_beats=renamed)
        case "rename choice" if beat.choices:
            choice = beat.choices[some]
            renamed = {**edition.renamed_choices, choice.ident: f"c{fresh}"}
            choices = (*beat.choices[:some], replace(choice, ident=f"c{fresh}"), *beat.choices[some + 1 :])
            return replace(with_choices(edition, place, choices), renamed_choices=renamed)
        case _:
            return replace(edition, nerve=draw(st.integers(0, 100)))


def with_choices(edition: Edition, place: int, choices: tuple[AChoice, ...]) -> Edition:
    """Return the edition with other choices in one beat."""
    beat = replace(edition.beats[place], choices=choices)
    return replace(edition, beats=(*edition.beats[:place], beat, *edition.beats[place + 1 :]))


def led_elsewhere(beat: ABeat, gone: int, instead: int) -> ABeat:
    """Return a beat whose choices no longer lead to one that is gone."""
    choices = (
        replace(choice, target=instead) if choice.target == gone else choice for choice in beat.choices
    )
    return replace(beat, choices=tuple(choices))


def saved_and_loaded(state: State) -> State:
    """Return what is left of a state after it was a file."""
    return decode_state(encode_state(state, None), None)


def mark_in(text: str) -> int:
    """Return the mark in a beat's or a choice's words."""
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])


def beats_told(turn: Turn) -> list[int]:
    """Return the marks of the beats whose text a turn showed."""
    lines = [event.line for event in turn.events if isinstance(event, LineShown)]
    return [mark_in(line.text) for line in lines if line.voice is Voice.NARRATION]


def done(state: State) -> tuple[int, int]:
    """Return how many beats and choices a state has done."""
    facts = state.known()
    return int(facts["beats_done"]), int(facts["choices_done"])


def mark_at(edition: Edition, state: State) -> int:
    """Return the mark of the beat at which a state stands in this edition, or -1."""
    if state.place.scene == AFTER_THE_TITLES:
        return ROUND_THE_SPIN
    return next((beat.mark for beat in edition.beats if beat.ident == state.place.beat), -1)


@st.composite
def playthroughs(draw: st.DrawFn) -> tuple[Edition, list[State], Edition]:
    """An edition, every state of a playthrough in it, and the next edition."""
    edition = draw(first_editions())
    book = edition.book()
    states = [begin(book, draw(st.integers(0, 9))).state]
    for _ in range(draw(st.integers(0, 5))):
        offers = states[-1].offers
        chosen = offers[draw(st.integers(0, len(offers) - 1))]
        states.append(advance(states[-1], Choose(states[-1].place, chosen.ident), book).state)
    return edition, [saved_and_loaded(state) for state in states], draw(next_editions(edition))


@settings(max_examples=500, deadline=None)
@given(playthroughs(), st.booleans())
def test_a_save_outlives_the_next_edition(
    played: tuple[Edition, list[State], Edition], journal_is_there: bool
) -> None:
    """Label and text belong together, nothing is applied twice, and nothing moves without a word."""
    old, states, new = played
    saved, book = states[-1], new.book()
    turn = settle(saved, book, reversed(states[:-1]) if journal_is_there else ())
    lost = [event for event in turn.events if isinstance(event, PlaceLost)]

    check_where_it_stands(old, new, states, turn, lost, journal_is_there=journal_is_there)
    check_what_was_taken_once(old, new, turn.state)
    assert turn.state.known()["nerve"] == saved.known()["nerve"]
    assert turn.state.offers, "the game can go on"
    for offer in turn.state.offers:
        check_choice(new, book, turn.state, offer.ident, offer.label)


def check_where_it_stands(
    old: Edition,
    new: Edition,
    states: list[State],
    turn: Turn,
    lost: list[PlaceLost],
    *,
    journal_is_there: bool,
) -> None:
    """The same beat with the same facts; or another with a word about it, and the facts that belong to it."""
    saved = states[-1]
    mark = mark_at(old, saved)
    beat = new.beat(mark)
    told = beats_told(turn)
    if lost:
        assert beat is None
        assert lost[0].wanted == str(saved.place)
        if journal_is_there and told == []:
            landed = mark_at(new, turn.state)
            assert (landed, done(turn.state)) in [(mark_at(old, state), done(state)) for state in states]
        elif told == [ROUND_THE_SPIN]:
            # an earlier moment whose own choices became an arrow
            assert journal_is_there
            assert done(turn.state) in [(done(state)[0] + 1, done(state)[1]) for state in states]
        else:
            # a first beat that is read for want of an earlier moment tells its words and does nothing
            assert done(turn.state) == (done(saved)[0] + told.count(ROUND_THE_SPIN), done(saved)[1])
    elif beat is not None and not beat.choices:
        # its choices became an arrow: what that leads to is new, and is told and done once
        assert told == [ROUND_THE_SPIN]
        assert done(turn.state) == (done(saved)[0] + 1, done(saved)[1])
    else:
        assert mark_at(new, turn.state) == mark
        assert (told, done(turn.state)) == ([], done(saved))


def check_what_was_taken_once(old: Edition, new: Edition, state: State) -> None:
    """A once-only choice that was taken is not offered again, under whatever id."""
    idents = {choice.ident: mark for mark, (_, choice) in old.choices().items()}
    idents |= {choice.ident: mark for mark, (_, choice) in new.choices().items()}
    taken = {idents[key.partition("/")[2]] for key in state.once if key.partition("/")[2] in idents}
    for mark in {mark_in(offer.label) for offer in state.offers} & taken:
        beat, choice = new.choices()[mark]
        assert not new.is_once(beat, choice)


def check_choice(new: Edition, book: Book, state: State, ident: str, label: str) -> None:
    """What is echoed is the label that was chosen, and what follows is where that choice leads; both once."""
    turn = advance(state, Choose(state.place, ident), book)
    echo = next(event.line for event in turn.events if isinstance(event, LineShown))
    assert (echo.voice, echo.text) == (Voice.ECHO, label)
    mark = mark_in(label)
    told = beats_told(turn)
    if mark == ROUND_THE_SPIN:
        assert told == [ROUND_THE_SPIN]
    else:
        _, choice = new.choices()[mark]
        assert label == f"Choice {mark}, wording {choice.wording}."
        assert told[0] == choice.target
    beats, choices = done(state)
    assert done(turn.state) == (beats + len(told), choices + 1)
