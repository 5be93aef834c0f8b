"""A whole run of a reel as prose, to be read aloud: what was shown, taken, and offered beside it.

Law: the same seed, policy and story give the same bytes. Everything goes through `game.engine.turn`, as in a
real game; what can be flown is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.engine.turn import Turn, advance, begin
from game.errors import OffScriptError, UsedWrongly
from game.mission.machine import TriggerIllegal
from game.mission.phases import PHASES, START
from game.narrative.book import Start, ValueType
from game.narrative.measure import words_in
from game.narrative.set_facts import typed_facts
from game.readout.faces import CLOSING
from game.readout.screenplay_export import Part, Screenplay, as_html, markdown_part, screenplay
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.events import LineShown
from game.vocabulary.flying import ChangeRung, Rung
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line, Offer, Value

RANDOM, LEAST_USED, GOAL = "random", "least-used", "goal:"
"""How a choice is made: drawn; the one that the branches before took least; the one that leads to a wish."""

EVERYTHING = "all"
"""Every reel, to the end."""

LONGEST_RUN = 2_000
"""Choices after which a run that has not ended is given up as a circle."""

_LOOK_AHEAD = 2
"""Choices that a run with a wish looks ahead."""

_FAR = 1_000
"""What a wish that came true is worth; more than any gauge."""


@dataclass(frozen=True, slots=True)
class Reels:
    """Which reels are read.

    Attributes:
        first: where the run begins, 0 for the cold open.
        last: after which it stops; an ending that it comes to at once is read as well.
    """

    first: int
    last: int

    def hold(self, reel: int) -> bool:
        """Return whether a scene of this reel is read."""
        return reel <= self.last or reel == CLOSING


@dataclass(frozen=True, slots=True)
class Frame:
    """A turn of the run, as an export knows a moment.

    Attributes:
        ident: its number.
        lines: what was shown.
        take: 1.
        reel: the reel that it ends in.
        clock: mission time at its end.
        ending: the ending's id where the film is over.
        others: the words of what was offered and not taken in the choice that led to it.
    """

    ident: int
    lines: tuple[Line, ...]
    take: int
    reel: int
    clock: str
    ending: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was played.

    Attributes:
        frames: its turns.
        broken: why it ended before its reels did, or ``""``.
    """

    frames: tuple[Frame, ...]
    broken: str = ""


def read_reels(typed: str) -> Reels:
    """Return the reels that are meant by ``2``, ``1-2`` or ``all``.

    Raises:
        ValueError: if it is none of these.
    """
    if typed == EVERYTHING:
        return Reels(0, CLOSING)
    first, dash, last = typed.partition("-")
    numbers = (first, last) if dash else (first, first)
    if not all(number.isascii() and number.isdigit() and int(number) < CLOSING for number in numbers):
        raise ValueError(
            f"a reel is 0 to {CLOSING - 1}, several are 1-2, the whole film is all; got {typed!r}"
        )
    reels = Reels(int(numbers[0]), int(numbers[1]))
    if reels.first > reels.last:
        raise ValueError(f"the first reel comes before the last, got {typed!r}")
    return reels


def read_facts(typed: str, book: Book) -> dict[str, Value]:
    """Return the facts that ``craft=ranging,nerve=20,met=true`` sets.

    Raises:
        ValueError: if one is not declared, or may not hold its value.
    """
    return typed_facts(typed, book.declarations)


def play(book: Book, reels: Reels, branch: int, policy: str, facts: Mapping[str, Value]) -> Run:
    """Return the run of these reels that a seed and a policy make.

    Args:
        book: the story.
        reels: where it begins and stops.
        branch: the seed, at least 1.
        policy: a word of this module; `GOAL` is followed by ``fact``, ``-fact``, ``fact=value`` or an ending.
        facts: what is set at the beginning beside what ``starts.toml`` sets.

    Raises:
        ValueError: if the wish of the policy is none.
    """
    start = _start(book, reels, facts)
    if policy == LEAST_USED:
        taken: Counter[str] = Counter()
        run = Run(())
        for number in range(1, branch + 1):
            run = _play(book, reels, number, start, _least_used(taken, number))
        return run
    if policy.startswith(GOAL):
        worth = _wish(policy.removeprefix(GOAL), book)
        return _play(book, reels, branch, start, _goal(book, worth, branch))
    return _play(book, reels, branch, start, _random(branch))


def as_page(run: Run, book: Book, phrases: Phrasebook, title: str, facts: Sequence[str], form: str) -> str:
    """Return a run as text to be read.

    Args:
        run: as it was played.
        book: for the names of people and endings.
        phrases: for the words above a scene.
        title: what stands at the top.
        facts: what stands below it, a line each.
        form: ``markdown`` or ``html``.
    """
    others = {frame.ident: frame.others for frame in run.frames}
    whole = screenplay(run.frames, book, phrases, title=title, started_at="", takes=1)
    passages = tuple(
        replace(passage, slate="", parts=tuple(_part(part, others) for part in passage.parts))
        for passage in whole.passages
    )
    true = (phrases.say("about.people"), phrases.say("about.archive"))
    whole = replace(whole, facts=(*true, *facts), passages=passages)
    return as_html(whole) if form == "html" else _as_markdown(whole)


def words_of(run: Run) -> int:
    """Return how many words a run shows: prose, speech and what was taken."""
    return sum(words_in(line.text) for frame in run.frames for line in frame.lines)


def _part(part: Part, others: Mapping[int, tuple[str, ...]]) -> Part:
    """Return a part without its time of day, which nobody reads aloud, and with what else was offered."""
    return replace(part, time="", others=others[part.moment] if part.voice is Voice.ECHO else ())


def _as_markdown(whole: Screenplay) -> str:
    blocks = [f"# {whole.title}", "  \n".join(whole.facts)]
    for passage in whole.passages:
        if passage.slugline:
            blocks.append(f"## {passage.slugline}")
        for part in passage.parts:
            if part.voice is not Voice.ECHO:
                blocks.append(markdown_part(part))
                continue
            blocks.append(f"*> {part.text.replace('*', '')}*")
            if part.others:
                blocks.append(f"<small>Not taken: {' / '.join(part.others)}</small>")
    return "\n\n".join(blocks) + "\n"


# the run


def _start(book: Book, reels: Reels, facts: Mapping[str, Value]) -> Start | None:
    if not reels.first:
        return Start(0, START, facts) if facts else None
    start = book.declarations.starts.get(reels.first)
    if start is None or start.phase not in PHASES:
        raise ValueError(f"starts.toml has no reel_{reels.first} that begins in a phase of the mission")
    return replace(start, facts={**start.facts, **facts})


def _play(
    book: Book, reels: Reels, seed: int, start: Start | None, pick: Callable[[State, int], Offer]
) -> Run:
    frames: list[Frame] = []
    where = "the beginning"
    try:
        turn = as_told(begin(book, seed, start), book)
        others: tuple[str, ...] = ()
        for step in range(LONGEST_RUN):
            state = turn.state
            where = str(state.place)
            lines, left = _within(book, reels, turn)
            frames.append(Frame(step, lines, 1, state.reel, state.clock, state.ending, others))
            if left or state.ending:
                return Run(tuple(frames))
            if not state.offers:
                return Run(tuple(frames), f"{where} offers nothing")
            taken = pick(state, step)
            others = tuple(offer.label for offer in state.offers if offer is not taken)
            turn = as_told(advance(state, Choose(state.place, taken.ident), book), book)
    except (OffScriptError, UsedWrongly, TriggerIllegal, RecursionError) as error:
        return Run(tuple(frames), f"after {where}: {error}")
    return Run(tuple(frames), f"no end after {LONGEST_RUN} choices, at {where}")


def as_told(turn: Turn, book: Book) -> Turn:
    """Return the turn with its emergency met as a scene, where it put hands on the controllers."""
    if turn.state.flight is None:
        return turn
    told = advance(turn.state, Fly(0, (ChangeRung(Rung.TOLD),)), book)
    return Turn(told.state, turn.events + told.events)


def _within(book: Book, reels: Reels, turn: Turn) -> tuple[tuple[Line, ...], bool]:
    """Return what a turn showed of these reels, and whether it left them."""
    lines: list[Line] = []
    for event in turn.events:
        if not isinstance(event, LineShown):
            continue
        line = event.line
        if line.voice is Voice.SLUGLINE and not reels.hold(book.scene(line.ident.partition("/")[0]).reel):
            return tuple(lines), True
        lines.append(line)
    return tuple(lines), not reels.hold(turn.state.reel)


# how a choice is made


def _random(seed: int) -> Callable[[State, int], Offer]:
    def pick(state: State, step: int) -> Offer:
        # The very draw of `story walk`, so that a game that it names can be read.
        return state.offers[draw(seed, "walk/choice", step, len(state.offers))]

    return pick


def _least_used(taken: Counter[str], seed: int) -> Callable[[State, int], Offer]:
    def pick(state: State, step: int) -> Offer:
        scene = state.place.scene
        least = min(taken[f"{scene}/{offer.ident}"] for offer in state.offers)
        rare = [offer for offer in state.offers if taken[f"{scene}/{offer.ident}"] == least]
        offer = rare[draw(seed, "walk/choice", step, len(rare))]
        taken[f"{scene}/{offer.ident}"] += 1
        return offer

    return pick


def _goal(book: Book, worth: Callable[[State], int], seed: int) -> Callable[[State, int], Offer]:
    def best(state: State, depth: int) -> int:
        """Return the most that the state can be worth, so many choices on."""
        if not depth or state.ending or not state.offers:
            return worth(state)
        return max(best(after, depth - 1) for after in _each(book, state))

    def pick(state: State, step: int) -> Offer:
        worths = [best(after, _LOOK_AHEAD - 1) for after in _each(book, state)]
        good = [offer for offer, each in zip(state.offers, worths, strict=True) if each == max(worths)]
        return good[draw(seed, "walk/choice", step, len(good))]

    return pick


def _each(book: Book, state: State) -> Iterator[State]:
    for offer in state.offers:
        yield as_told(advance(state, Choose(state.place, offer.ident), book), book).state


def _wish(typed: str, book: Book) -> Callable[[State], int]:
    """Return what a state is worth to somebody who wants this.

    Raises:
        ValueError: if nobody can.
    """
    if typed in book.declarations.endings:
        return lambda state: _FAR * (state.ending == typed)
    name, equals, _ = typed.partition("=")
    if equals:
        ((name, wanted),) = read_facts(typed, book).items()
        return lambda state: _FAR * (state.known()[name] == wanted)
    sign = -1 if name.startswith("-") else 1
    name = name.removeprefix("-")
    fact = book.declarations.facts.get(name)
    if fact is None or fact.type is ValueType.WORD:
        raise ValueError(
            f"nobody can want {typed!r}; write goal:fact, goal:-fact, goal:fact=value or an ending"
        )
    return lambda state: sign * int(state.known()[name])
