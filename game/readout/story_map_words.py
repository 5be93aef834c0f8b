"""The rows of the map of takes in words.

Law: says what `game.readout.story_map` holds, by the story's own titles; a scene that this edition no longer
has is called by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from game.readout.panel import read_day, speaker_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.readout.story_map import Decision, Layout, MapRow, Stay, StoryMap, Wanted

COLD_OPEN, CLOSING = 0, 7
"""The two reels that have names instead of numbers."""

QUICK = "quick"
"""What `game.storage.moments.Bookmark.kind` says of a save that one key made."""

_MOST_RAILS = 8
"""Lines of takes that are drawn beside each other; what lies deeper says how deep."""


class Named(Protocol):
    """A name on a moment: a what-if."""

    @property
    def name(self) -> str:
        """As the player gave it, or ``""``."""
        ...

    @property
    def moment(self) -> int:
        """Where it stands."""
        ...


class Saved(Named, Protocol):
    """A name on a moment that says who gave it: a bookmark."""

    @property
    def kind(self) -> str:
        """Whether the player gave the name, or one key did."""
        ...


class Part(Enum):
    """What a piece of a row is, so that whoever draws it can tell the pieces apart."""

    RAIL = "rail"
    SIGN = "sign"
    TITLE = "title"
    CHOSEN = "chosen"
    NOW = "now"
    MARK = "mark"
    ENDING = "ending"
    UNTRIED = "untried"
    WHEN = "when"


Piece = tuple[str, Part]


@dataclass(frozen=True, slots=True)
class MapLine:
    """A row of the map as words.

    Attributes:
        left: from the left; what is longer than there is room for is cut at its end.
        right: what stands at the right end and is never cut.
        on_line: whether it lies on the line of takes that leads to now.
    """

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    on_line: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A name on a moment, with its sign."""

    sign: str
    name: str


class Legend:
    """The names of what stands on the map.

    Attributes:
        phrases: every sentence that is not story.
        marks: the player's own names, by moment.
        end_of: returns how the flight ended whose last moment is given.
    """

    def __init__(
        self,
        book: Book,
        phrases: Phrasebook,
        ways: Iterable[Named] = (),
        saves: Iterable[Saved] = (),
        end_of: Callable[[int], str] = lambda _: "",
    ) -> None:
        """Make a legend.

        Args:
            book: the story, for titles.
            phrases: for words.
            ways: the what-ifs.
            saves: the bookmarks.
            end_of: returns how the flight ended whose last moment is given; ``""`` for one that did not.
        """
        self._book = book
        self.end_of = end_of
        self.phrases = phrases
        self._titles: dict[str, str] = {}
        marks: dict[int, list[Mark]] = {}
        for way in ways:
            marks.setdefault(way.moment, []).append(Mark("»", way.name or phrases.say("takes.what_if")))
        for saved in saves:
            name = phrases.say("takes.quick") if saved.kind == QUICK else saved.name
            marks.setdefault(saved.moment, []).append(Mark("★", name))
        self.marks: Mapping[int, tuple[Mark, ...]] = {
            at: tuple(dict.fromkeys(all_)) for at, all_ in marks.items()
        }

    def title(self, scene: str) -> str:
        """Return a scene's title; its id, where it is gone."""
        if scene not in self._titles:
            self._titles[scene] = self._book.scene(scene).title if self._book.has(scene) else scene
        return self._titles[scene]

    def ending(self, ending: str) -> str:
        """Return an ending's title; its id, where it is gone."""
        known = self._book.declarations.endings.get(ending)
        return known.title if known is not None else ending

    def person(self, role: str) -> str:
        """Return the name under which a role speaks."""
        return speaker_tag(self._book, role)

    def reel(self, number: int) -> str:
        """Return a reel's name."""
        if number == COLD_OPEN:
            return self.phrases.say("can.cold_open")
        return (
            self.phrases.say("can.closing")
            if number == CLOSING
            else self.phrases.say("can.reel", reel=number)
        )

    def words_of(self, story_map: StoryMap, stay: Stay) -> str:
        """Return everything about a stay that a search may find."""
        marks = (mark.name for moment in stay.moments for mark in self.marks.get(moment, ()))
        chosen = (story_map.shots[moment].echo or story_map.shots[moment].caption for moment in stay.moments)
        ending = self.ending(stay.ending) if stay.ending else ""
        return _plain("\n".join((self.title(stay.scene), ending, *marks, *chosen)))


def say_map_row(row: MapRow, story_map: StoryMap, legend: Legend, *, with_reel: bool = False) -> MapLine:
    """Return a row of the map as it is drawn.

    Args:
        row: of `game.readout.story_map.lay_out`.
        story_map: what it is a row of.
        legend: the names.
        with_reel: whether the reel is named as well.
    """
    stay = story_map.stays[row.stay]
    words = _inside(row, story_map, legend) if row.inside else _stay(row, stay, story_map, legend)
    spaced = tuple((f"{text}  ", part) for text, part in words)
    sign: tuple[Piece, ...] = ((f"{_sign(row, stay, story_map)} ", Part.SIGN),)
    if row.after_gap:
        sign = (*sign, ("… ", Part.RAIL))
    return MapLine(
        (*_rails(row), *sign, *spaced), _right(row, stay, story_map, legend, with_reel), row.on_line
    )


def say_wanted(layout: Layout, wanted: Wanted, legend: Legend) -> str:
    """Return what a filter shows and what it hides, in one sentence; ``""`` without one."""
    if not wanted:
        return ""
    say = legend.phrases.say
    asked = [
        say("takes.wanted.ending", title=legend.ending(wanted.ending)) if wanted.ending else "",
        say("takes.wanted.person", who=legend.person(wanted.person)) if wanted.person else "",
        say("takes.wanted.text", text=wanted.text.strip()) if wanted.text.strip() else "",
    ]
    what = ", ".join(part for part in asked if part)
    if not layout.rows:
        return say("takes.wanted.none", what=what)
    return say("takes.wanted", what=what, hidden=layout.hidden, all=layout.shown + layout.hidden)


def say_flight_end(beat: str, phrases: Phrasebook) -> str:
    """Return how a flight ended, by the beat at which the story was read on; ``""`` for one not known."""
    for ident in (f"debrief.result.{beat}", f"takes.end.{beat}"):
        if ident in phrases:
            return phrases.say(ident)
    return ""


def _rails(row: MapRow) -> tuple[Piece, ...]:
    depth = row.depth - row.head
    deep = f"‥{depth - _MOST_RAILS} " if depth > _MOST_RAILS else ""
    rails = "│ " * min(depth, _MOST_RAILS) + deep + ("├─" if row.head else "  " if row.inside else "")
    return ((rails, Part.RAIL),) if rails else ()


def _sign(row: MapRow, stay: Stay, story_map: StoryMap) -> str:
    if row.moment == story_map.here.last:
        return "●"
    if row.inside:
        return "·"
    return "◆" if stay.ending else "▲" if stay.flight else "○"


def _stay(row: MapRow, stay: Stay, story_map: StoryMap, legend: Legend) -> Iterator[Piece]:
    """Yield the words of a stay's own row, those first that a narrow screen must keep."""
    say = legend.phrases.say
    parent = None if stay.parent is None else story_map.stays[stay.parent]
    same = parent is not None and (parent.scene, parent.flight) == (stay.scene, stay.flight)
    if row.head:
        yield say("takes.take", take=stay.take), Part.WHEN
    if row.moment == story_map.here.last:
        yield say("takes.now"), Part.NOW
    if not same or stay.edge is None:
        title = legend.title(stay.scene)
        yield say(f"takes.flight.{stay.flight}", title=title) if stay.flight else title, Part.TITLE
    yield from _told(row, stay.moments, story_map, legend)
    ended = legend.end_of(stay.last) if stay.flight else ""
    if ended:
        yield ended, Part.WHEN
    if stay.edge is not None and (stay.forked or same):
        yield _chosen(stay.edge, legend), Part.CHOSEN


def _inside(row: MapRow, story_map: StoryMap, legend: Legend) -> Iterator[Piece]:
    """Yield the words of a moment in an unfolded stay."""
    if row.moment == story_map.here.last:
        yield legend.phrases.say("takes.now"), Part.NOW
    yield from _told(row, (row.moment,), story_map, legend)
    if row.decision is not None:
        yield _chosen(row.decision, legend), Part.CHOSEN
    elif story_map.shots[row.moment].flight:
        time = story_map.shots[row.moment].clock.rpartition(" ")[2]
        yield legend.phrases.say("takes.second", time=time), Part.TITLE
    else:
        yield _plain(story_map.shots[row.moment].caption), Part.TITLE


def _chosen(decision: Decision, legend: Legend) -> str:
    if decision.words:
        return f"› {_plain(decision.words)}"
    return legend.phrases.say("takes.order", time=decision.clock.rpartition(" ")[2])


def _told(row: MapRow, moments: Sequence[int], story_map: StoryMap, legend: Legend) -> Iterator[Piece]:
    """Yield what else stands at these moments: an ending, names."""
    say = legend.phrases.say
    ending = story_map.shots[row.moment].ending
    if ending:
        yield say("takes.ending", title=legend.ending(ending)), Part.ENDING
    for moment in moments:
        for mark in legend.marks.get(moment, ()):
            yield f"{mark.sign} {mark.name}", Part.MARK


def _right(
    row: MapRow, stay: Stay, story_map: StoryMap, legend: Legend, with_reel: bool
) -> tuple[Piece, ...]:
    say = legend.phrases.say
    untried = len(story_map.untried_at(row.moment)) if row.inside else stay.untried
    pieces: list[Piece] = []
    if untried:
        pieces.append((say("takes.untried", number=untried), Part.UNTRIED))
    if with_reel and not row.inside:
        pieces.append((f"  {legend.reel(stay.reel)}", Part.WHEN))
    clock = story_map.shots[row.moment].clock if row.inside else stay.clock
    # In a flight one second differs from the next.
    second = clock[-3:] if stay.flight else ""
    pieces.append((f"  {read_day(clock)}{second}", Part.WHEN))
    return tuple(pieces)


def _plain(text: str) -> str:
    """Return words without their emphasis marks."""
    return text.replace("*", "")
