"""What stands beside a scene that is being written: how long its text is, what moved, what is not offered.

Law: values and sentences; a front end only has to draw them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.narrative.book import Choice, Doing, Paragraph
from game.narrative.measure import SCREEN_LINES, lines_of, words_in
from game.narrative.set_facts import as_typed
from game.vocabulary.events import LineShown
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.engine.rehearsal import Stand
    from game.engine.turn import Turn
    from game.narrative.book import Beat
    from game.narrative.scene_check import Problem
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line

PRESSING = frozenset({"problems", "looks", "moved", "shut"})
"""The parts that are said also where there is little room for them."""

_FIRST_WORDS = 5
"""Words by which a paragraph is known again. Chosen for reading."""


@dataclass(frozen=True, slots=True)
class Part:
    """A few rows under a heading.

    Attributes:
        name: ``problems``, ``looks``, ``moved``, ``shut``, ``hidden``, ``open``, ``set`` or ``facts``.
        head: the heading.
        rows: the rows, none of them wrapped.
    """

    name: str
    head: str
    rows: tuple[str, ...]


def lines_shown(turn: Turn) -> tuple[Line, ...]:
    """Return what a turn showed."""
    return tuple(event.line for event in turn.events if isinstance(event, LineShown))


def measure_words(turn: Turn, phrases: Phrasebook) -> tuple[str, bool]:
    """Return how much text a turn showed before its choices, and whether that is more than a screen."""
    shown = [line for line in lines_shown(turn) if line.voice is not Voice.ECHO]
    words = sum(words_in(line.text) for line in shown if line.voice is not Voice.SLUGLINE)
    # The empty line after the last paragraph may lie below the screen.
    lines = sum(lines_of(line.voice, line.text) for line in shown) - 1 if shown else 0
    said = phrases.say("rehearse.measure", words=words, lines=lines, most=SCREEN_LINES)
    return said, lines > SCREEN_LINES


def place_words(stand: Stand, phrases: Phrasebook) -> str:
    """Return where a rehearsal stands, and when."""
    return phrases.say("rehearse.place", place=str(stand.state.place), clock=stand.state.clock)


def problem_words(problem: Problem, phrases: Phrasebook, *, short: bool = False) -> str:
    """Return a problem as one line; short: its file without the folders, of which each scene has one."""
    file = problem.file.rpartition("/")[2] if short else problem.file
    return phrases.say("rehearse.wrong", file=file, line=problem.line, message=problem.message)


def read_parts(
    stand: Stand | None,
    book: Book | None,
    problems: Sequence[Problem],
    typed: str,
    phrases: Phrasebook,
    *,
    short: bool = False,
) -> tuple[Part, ...]:
    """Return what stands beside the text, the most pressing first; what would be empty is left out.

    Args:
        stand: how far the rehearsal came.
        book: its story.
        problems: what is wrong, and what is worth a look.
        typed: what was set by hand.
        phrases: the sentences.
        short: whether files are named without their folders.
    """

    def told(*, wrong: bool) -> tuple[str, ...]:
        chosen = (problem for problem in problems if problem.wrong is wrong)
        return tuple(problem_words(problem, phrases, short=short) for problem in chosen)

    found = [("problems", told(wrong=True)), ("looks", told(wrong=False))]
    if stand is not None and book is not None:
        found += [
            ("moved", tuple(_moved(stand, phrases))),
            ("shut", tuple(_shut(stand, book, phrases))),
            ("hidden", tuple(_hidden(stand, book, phrases))),
            ("open", tuple(_open(stand, book))),
            ("set", tuple(pair.strip() for pair in typed.split(",") if pair.strip())),
            ("facts", tuple(_asked(stand, book))),
        ]
    heads = {
        "problems": phrases.say("rehearse.head.problems"),
        "looks": phrases.say("rehearse.head.looks"),
        "moved": phrases.say("rehearse.head.moved"),
        "shut": phrases.say("rehearse.head.shut"),
        "hidden": phrases.say("rehearse.head.hidden"),
        "open": phrases.say("rehearse.head.open"),
        "set": phrases.say("rehearse.head.set"),
        "facts": phrases.say("rehearse.head.facts"),
    }
    return tuple(Part(name, heads[name], rows) for name, rows in found if rows)


def _moved(stand: Stand, phrases: Phrasebook) -> Iterator[str]:
    """Yield the facts that the last choice changed."""
    if len(stand.turns) < 2:
        return
    before, after = stand.turns[-2].state.known(), stand.state.known()
    for name, value in after.items():
        if name in before and before[name] != value:
            yield phrases.say(
                "rehearse.moved", name=name, before=as_typed(before[name]), after=as_typed(value)
            )


def _shut(stand: Stand, book: Book, phrases: Phrasebook) -> Iterator[str]:
    """Yield the choices of this beat that are not open, and what they wait for."""
    state = stand.state
    open_now = {offer.ident for offer in state.offers}
    for choice in _beat(stand, book).choices if open_now else ():
        if choice.ident in open_now:
            continue
        if choice.once and f"{state.place.scene}/{choice.ident}" in state.once:
            yield phrases.say("rehearse.shut_once", choice=choice.ident)
        else:
            when = choice.when.source.strip() if choice.when is not None else ""
            yield phrases.say("rehearse.shut", choice=choice.ident, when=when)


def _hidden(stand: Stand, book: Book, phrases: Phrasebook) -> Iterator[str]:
    """Yield the paragraphs of the beats that were just read which their conditions left out."""
    shown = lines_shown(stand.turns[-1])
    said = {(line.ident, line.text) for line in shown}
    for ident in dict.fromkeys(line.ident for line in shown if line.voice is not Voice.ECHO):
        scene_id, _, beat_id = ident.partition("/")
        beat = book.scene(scene_id).beats.get(beat_id) if book.has(scene_id) else None
        for item in beat.items if beat is not None else ():
            if isinstance(item, Paragraph) and item.when is not None and (ident, item.text) not in said:
                start = " ".join(item.text.split()[:_FIRST_WORDS])
                yield phrases.say("rehearse.hidden", when=item.when.source.strip(), start=start)


def _open(stand: Stand, book: Book) -> Iterator[str]:
    """Yield the open choices as they are written: the id, what is done, and where it leads."""
    written = {choice.ident: choice for choice in _beat(stand, book).choices}
    for number, offer in enumerate(stand.state.offers, 1):
        choice = written[offer.ident]
        leads = "/".join(part for part in (choice.scene, choice.beat) if part)
        done = "; ".join(effect.source.strip() for effect in choice.effects)
        yield f"{number} {choice.ident} -> {leads}" + (f" ({done})" if done else "")


def _asked(stand: Stand, book: Book) -> Iterator[str]:
    """Yield the facts that this scene asks or changes, with their values, those of this beat first."""
    known = stand.state.known()
    beats = book.scene(stand.state.place.scene).beats.values()
    there = {name for beat in beats for name in _names(beat)}
    for name in dict.fromkeys([*_names(_beat(stand, book)), *sorted(there)]):
        if name in known:
            yield f"{name}={as_typed(known[name])}"


def _names(beat: Beat) -> Iterator[str]:
    """Yield the facts that a beat asks or changes, in the order in which they are written."""
    for written in (*beat.items, *beat.choices):
        yield from sorted(written.when.names) if written.when is not None else ()
        for effect in written.effects if isinstance(written, Doing | Choice) else ():
            yield from sorted(effect.reads | effect.writes)


def _beat(stand: Stand, book: Book) -> Beat:
    place = stand.state.place
    return book.scene(place.scene).beats[place.beat]
