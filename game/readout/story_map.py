"""The map of takes: all that one player shot, as stays in scenes and the decisions that lead between them.

Law: pure, and of what this player saw. A way that was never taken is a number and the words that stood on
the screen, never the place it would have led to. Nothing here recurses: a line of takes may be as long as it
likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence


class Shot(Protocol):
    """A moment as the map needs it; `game.storage.moments.Twig` is one, and says what each part is."""

    @property
    def ident(self) -> int:
        """Its number; a film's moments are numbered from 0 without a gap."""
        ...

    @property
    def parent(self) -> int | None:
        """The moment it was played from."""
        ...

    @property
    def take(self) -> int:
        """The take it was shot in."""
        ...

    @property
    def caption(self) -> str:
        """A few words for lists."""
        ...

    @property
    def reel(self) -> int:
        """The reel's number."""
        ...

    @property
    def scene(self) -> str:
        """The scene's id."""
        ...

    @property
    def beat(self) -> str:
        """Where in the scene."""
        ...

    @property
    def clock(self) -> str:
        """Mission time."""
        ...

    @property
    def ending(self) -> str:
        """The ending's id, or ``""``."""
        ...

    @property
    def choice(self) -> str:
        """``scene/beat/choice`` that led to it, or ``""``."""
        ...

    @property
    def ordered(self) -> bool:
        """Whether an order to a flight led to it."""
        ...

    @property
    def echo(self) -> str:
        """The choice as it was shown."""
        ...

    @property
    def offers(self) -> tuple[tuple[str, str], ...]:
        """Id and label of what could be chosen."""
        ...

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks in it, by role."""
        ...

    @property
    def flight(self) -> str:
        """The emergency's word, or ``""``."""
        ...

    @property
    def tick(self) -> int:
        """Of that flight."""
        ...


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice that was taken, or an order that was given.

    Attributes:
        moment: what it led to.
        words: the choice as it was shown; ``""`` for an order to a flight.
        clock: mission time at that moment.
    """

    moment: int
    words: str
    clock: str


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of moments in one scene, or of one flight in it, with no fork inside: a node of the map.

    Attributes:
        number: its place in `StoryMap.stays`; a parent's is smaller.
        moments: from its first to its last; whoever goes to the stay goes to the last.
        parent: the number of the stay that it was played from; None for the first.
        forked: whether that one was played on from in another way too.
        scene: like reel and take, of its moments.
        clock: mission time at its first moment.
        flight: the emergency's word, or ``""``.
        ending: the id of the ending that it comes to, or ``""``.
        speakers: who speaks in it, by role.
        edge: the decision that led to it; None where there was none.
        inside: the decisions that were taken in it.
        untried: how many ways were open in it that were never taken, in any take.
    """

    number: int
    moments: tuple[int, ...]
    parent: int | None
    forked: bool
    scene: str
    reel: int
    take: int
    clock: str
    flight: str
    ending: str
    speakers: frozenset[str]
    edge: Decision | None
    inside: tuple[Decision, ...]
    untried: int

    @property
    def last(self) -> int:
        """The moment that the stay stands for."""
        return self.moments[-1]


@dataclass(frozen=True, slots=True)
class StoryMap:
    """Every moment of a playthrough, in stays.

    Attributes:
        shots: every moment, by number.
        now: the moment that is now.
        stays: by their first moments.
        stay_of: the number of every moment's stay.
        tried: what was ever chosen, as ``scene/beat/choice``.
        here: the stay that is now; it ends with that moment.
    """

    shots: Sequence[Shot]
    now: int
    stays: tuple[Stay, ...]
    stay_of: Sequence[int]
    tried: frozenset[str]
    here: Stay

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who was met, in the order in which they first spoke."""
        return tuple(dict.fromkeys(who for shot in self.shots for who in shot.speakers))

    @property
    def endings(self) -> tuple[str, ...]:
        """Every ending that was come to, in that order."""
        return tuple(dict.fromkeys(stay.ending for stay in self.stays if stay.ending))

    def line_to(self, stay: int) -> Iterator[int]:
        """Yield the numbers of the stays that lead to one, from it back to the first."""
        at: int | None = stay
        while at is not None:
            yield at
            at = self.stays[at].parent

    def untried_at(self, moment: int) -> tuple[str, ...]:
        """Return the ways that were open at a moment and never taken, as they stood on the screen."""
        return tuple(_untried((self.shots[moment],), self.tried).values())

    def untried_in(self, stay: Stay) -> tuple[str, ...]:
        """Return the same of every moment of a stay, each way once."""
        return tuple(_untried((self.shots[moment] for moment in stay.moments), self.tried).values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the map shall be shown; nothing asked for is all of it.

    Attributes:
        ending: only the lines that come to this ending, by id.
        person: only the stays in which this role speaks.
        text: only the stays that have these words about them.
    """

    ending: str = ""
    person: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.ending or self.person or self.text.strip())


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of the map.

    Attributes:
        stay: the number of the stay.
        moment: what the row stands for.
        decision: in an unfolded stay: the decision of the row; None for the stay's own row.
        inside: whether it is a row of an unfolded stay.
        depth: how many lines of takes it lies aside; the line to now lies aside of none.
        head: whether a line of takes begins here beside the one above.
        after_gap: whether the stay before it is hidden.
        on_line: whether it lies on the line of takes that leads to now.
    """

    stay: int
    moment: int
    decision: Decision | None
    inside: bool
    depth: int
    head: bool
    after_gap: bool
    on_line: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The map as it is drawn, from above.

    Attributes:
        rows: one for each stay that is shown, and those of the unfolded ones.
        shown: how many stays are.
        hidden: how many are not.
    """

    rows: tuple[MapRow, ...]
    shown: int
    hidden: int

    def row_of(self, stay: int, moment: int | None = None) -> int:
        """Return the number of a row; the first one, where what it stands for is not shown.

        Args:
            stay: the number of the stay.
            moment: in it, if it is unfolded; None for the stay's own row.
        """
        found = 0
        for number, row in enumerate(self.rows):
            if row.stay == stay and (not row.inside or row.moment == moment):
                found = number
        return found


def build_map(shots: Sequence[Shot], now: int) -> StoryMap:
    """Return the map of a playthrough.

    Args:
        shots: every moment, by number, at least one.
        now: the moment that is now; a stay ends with it, so that one can go on from there.
    """
    children = [0] * len(shots)
    for shot in shots:
        if shot.parent is not None:
            children[shot.parent] += 1
    tried = frozenset(shot.choice for shot in shots if shot.choice)
    members: list[list[int]] = []
    parents: list[int | None] = []
    stay_of = [0] * len(shots)
    for shot in shots:
        before = None if shot.parent is None else shots[shot.parent]
        if (
            before is not None
            and children[before.ident] == 1
            and before.ident != now
            and _goes_on(before, shot)
        ):
            number = stay_of[before.ident]
            members[number].append(shot.ident)
        else:
            number = len(members)
            members.append([shot.ident])
            parents.append(None if before is None else stay_of[before.ident])
        stay_of[shot.ident] = number
    stays = tuple(
        _stay(
            number,
            [shots[moment] for moment in moments],
            parents[number],
            tried,
            _forked(shots, moments, children),
        )
        for number, moments in enumerate(members)
    )
    return StoryMap(shots, now, stays, stay_of, tried, stays[stay_of[now]])


def _goes_on(before: Shot, shot: Shot) -> bool:
    """Tell whether a moment belongs to the stay of the one before, where no fork lies between."""
    same = (before.scene, before.flight) == (shot.scene, shot.flight)
    # An approach that begins anew is another flight.
    return same and shot.tick >= before.tick


def _forked(shots: Sequence[Shot], moments: Sequence[int], children: Sequence[int]) -> bool:
    parent = shots[moments[0]].parent
    return parent is not None and children[parent] > 1


def _stay(
    number: int, shots: Sequence[Shot], parent: int | None, tried: Collection[str], forked: bool
) -> Stay:
    first = shots[0]
    decisions = [_decision(shot) for shot in shots]
    speakers: set[str] = set()
    for shot in shots:
        speakers.update(shot.speakers)
    return Stay(
        number=number,
        moments=tuple(shot.ident for shot in shots),
        parent=parent,
        forked=forked,
        scene=first.scene,
        reel=first.reel,
        take=first.take,
        clock=first.clock,
        flight=first.flight,
        ending=shots[-1].ending,
        speakers=frozenset(speakers),
        edge=decisions[0],
        inside=tuple(decision for decision in decisions[1:] if decision is not None),
        untried=len(_untried(shots, tried)),
    )


def _decision(shot: Shot) -> Decision | None:
    if not (shot.choice or shot.ordered):
        return None
    return Decision(shot.ident, shot.echo if shot.choice else "", shot.clock)


def _untried(shots: Collection[Shot] | Iterator[Shot], tried: Collection[str]) -> dict[str, str]:
    """Return what was open and never taken: the written way and its words."""
    ways: dict[str, str] = {}
    for shot in shots:
        for ident, label in shot.offers:
            way = f"{shot.scene}/{shot.beat}/{ident}"
            if way not in tried:
                ways.setdefault(way, label)
    return ways


def lay_out(
    story_map: StoryMap,
    wanted: Wanted,
    *,
    words_of: Callable[[Stay], str],
    unfolded: Collection[int] = (),
    marked: Collection[int] = (),
) -> Layout:
    """Return the map as it is drawn: the line to now straight, what lies aside of it set in.

    Where the line to now has passed, the line that was shot last goes straight on.

    Args:
        story_map: all of it.
        wanted: what of it shall be shown. The first stay is always shown, where anything is.
        words_of: returns everything about a stay that a search may find.
        unfolded: the numbers of the stays whose decisions are shown.
        marked: moments that bear a name, which an unfolded stay shows too.
    """
    visible = _visible(story_map, wanted, words_of)
    above = _above(story_map, visible)
    line = frozenset(story_map.line_to(story_map.here.number))
    below = _below(story_map, visible, above, line)
    rows: list[MapRow] = []
    waiting = [(0, 0, False)] if visible[0] else []
    while waiting:
        number, depth, head = waiting.pop()
        stay = story_map.stays[number]
        row = MapRow(
            number, stay.last, stay.edge, False, depth, head, above[number] != stay.parent, number in line
        )
        rows.append(row)
        if number in unfolded:
            rows += _unfold(row, story_map, marked)
        *aside, straight = below[number] or (-1,)
        if straight >= 0:
            waiting.append((straight, depth, False))
            waiting += [(other, depth + 1, True) for other in reversed(aside)]
    shown = sum(visible)
    return Layout(tuple(rows), shown, len(visible) - shown)


def _visible(story_map: StoryMap, wanted: Wanted, words_of: Callable[[Stay], str]) -> list[bool]:
    if not wanted:
        return [True] * len(story_map.stays)
    text = wanted.text.casefold().strip()
    visible = [
        (not wanted.person or wanted.person in stay.speakers)
        and (not text or text in words_of(stay).casefold())
        for stay in story_map.stays
    ]
    if wanted.ending:
        leading: set[int] = set()
        for stay in story_map.stays:
            if stay.ending == wanted.ending:
                for number in story_map.line_to(stay.number):
                    if number in leading:
                        break
                    leading.add(number)
        visible = [seen and number in leading for number, seen in enumerate(visible)]
    if any(visible):
        visible[0] = True
    return visible


def _above(story_map: StoryMap, visible: Sequence[bool]) -> list[int | None]:
    """Return the nearest stay before each one that is shown."""
    above: list[int | None] = [None] * len(visible)
    for stay in story_map.stays:
        if stay.parent is not None:
            above[stay.number] = stay.parent if visible[stay.parent] else above[stay.parent]
    return above


def _below(
    story_map: StoryMap, visible: Sequence[bool], above: Sequence[int | None], line: Collection[int]
) -> list[list[int]]:
    """Return what follows each stay that is shown, the one that goes straight on last."""
    newest = [stay.last for stay in story_map.stays]
    below: list[list[int]] = [[] for _ in newest]
    for number in range(len(newest) - 1, 0, -1):
        parent = above[number]
        if visible[number] and parent is not None:
            newest[parent] = max(newest[parent], newest[number])
            below[parent].append(number)
    for following in below:
        if len(following) > 1:
            straight = max(following, key=lambda number: (number in line, newest[number]))
            following.remove(straight)
            following.sort()
            following.append(straight)
    return below


def _unfold(row: MapRow, story_map: StoryMap, marked: Collection[int]) -> Iterator[MapRow]:
    """Yield a row for each moment of a stay that somebody could mean."""
    stay = story_map.stays[row.stay]
    decided = {decision.moment: decision for decision in (stay.edge, *stay.inside) if decision is not None}
    for moment in stay.moments:
        if moment in decided or moment in marked or moment in (0, stay.last):
            decision = decided.get(moment)
            yield MapRow(stay.number, moment, decision, True, row.depth, False, False, row.on_line)
