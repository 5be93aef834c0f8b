"""A whole game of a walk as prose, to be read aloud: what was shown, taken, and offered beside it.

Law: the same seed, policy and story give the same bytes, and the very game that a walk plays. Everything goes
through `game.engine.turn`, as in a real game; what can be flown is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin
from game.mission.phases import START
from game.narrative.book import Start
from game.narrative.measure import words_in
from game.readout.screenplay_export import Part, Screenplay, as_html, markdown_part, screenplay
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown
from game.vocabulary.values import Voice
from game.workshop.players import Player, as_told
from game.workshop.walk import BREAKS, LONGEST_RUN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line, Value
    from game.workshop.walk import Walk


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
        wanted: its player's goal, or ``""``.
    """

    frames: tuple[Frame, ...]
    broken: str = ""
    wanted: str = ""


def play(book: Book, walk: Walk, facts: Mapping[str, Value]) -> Run:
    """Return the last game of a walk; of those before it only what its player knows of is played.

    Args:
        book: the story.
        walk: what is walked.
        facts: what is set at the beginning beside what ``starts.toml`` sets.

    Raises:
        ValueError: if the story has no place where the walk could begin.
    """
    start = walk.start_in(book) or Start(0, START, {})
    start = replace(start, facts={**start.facts, **facts})
    player = Player(book, walk.policy)
    last = walk.runs - 1
    run = Run(())
    for number in range(last - walk.known_before(last), walk.runs):
        player.sit_down(walk.seed + number, number, walk.goal)
        run = _played(book, walk, start, walk.seed + number, player)
    return replace(run, wanted=player.goal.name if player.goal is not None else "")


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


def _played(book: Book, walk: Walk, start: Start, seed: int, player: Player) -> Run:
    frames: list[Frame] = []
    where = "the beginning"
    try:
        turn = as_told(begin(book, seed, start), book)
        others: tuple[str, ...] = ()
        for step in range(LONGEST_RUN):
            state = turn.state
            where = str(state.place)
            lines = _inside(book, walk, turn)
            frames.append(Frame(step, lines, 1, state.reel, state.clock, state.ending, others))
            if state.ending or not walk.inside(state.reel):
                return Run(tuple(frames))
            if not state.offers:
                return Run(tuple(frames), f"{where} offers nothing")
            taken = player.pick(state, step)
            others = tuple(offer.label for offer in state.offers if offer is not taken)
            turn = as_told(advance(state, Choose(state.place, taken.ident), book), book)
    except BREAKS as error:
        return Run(tuple(frames), f"after {where}: {error}")
    return Run(tuple(frames), f"no end after {LONGEST_RUN} choices, at {where}")


def _inside(book: Book, walk: Walk, turn: Turn) -> tuple[Line, ...]:
    """Return what a turn showed of the reels that are walked."""
    lines: list[Line] = []
    inside = True
    for event in turn.events:
        if isinstance(event, LineShown):
            line = event.line
            if line.voice is Voice.SLUGLINE:
                inside = walk.inside(book.scene(line.ident.partition("/")[0]).reel)
            if inside:
                lines.append(line)
    return tuple(lines)
