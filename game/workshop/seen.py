"""What a walk saw: counts that can be added up, in whatever stretches the games were played.

Law: adding is all that is done with it; what it means is said in `game.workshop.walk_report`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.workshop.probing import Probes

if TYPE_CHECKING:
    from game.vocabulary.values import Place
    from game.workshop.recalling import Distance

MOST_FAILURES = 50
"""Games that broke of which more is kept than their number."""

Path = tuple[str | int, ...]
"""From one choice to the next: the beat, the choice, the number of each paragraph, or the line's place."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A game that broke or stopped.

    Attributes:
        what: one sentence.
        seed: the game's.
        number: which game of the walk it was.
        typed: what a player would have typed, line by line.
    """

    what: str
    seed: int
    number: int
    typed: tuple[str, ...]


def _per_reel() -> defaultdict[int, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class Wander:
    """What the games saw.

    Attributes:
        runs: how many games.
        endings: how often each ending was reached.
        left: how many games were left at the end of the reels that count.
        dead_ends: where games stopped without a choice, as text, with how often.
        failures: the games that broke or stopped, the first of them.
        broken: how many games broke.
        goals: how many games sought what.
        goals_reached: of those that sought an ending or the docking: how many came to it.
        beats_read: every beat that was read, of the reels that count.
        choices_taken: how often each choice was taken, as ``scene/choice``.
        offered_beside: how often each choice was open beside another that is no aside.
        taken_beside: of those, how often it was taken.
        options: how many choices that are no asides were open, with how often.
        single: where only one choice was open, with how often.
        lines_shown: how often each paragraph was shown, by its number.
        words_per_run: prose, speech and labels of each game.
        words_by_reel: the same by reel, of the games that read any of it.
        choices_by_reel: choices of each game by reel.
        words_between: of every distinct path from a choice to the next, the words of all that it showed.
        lines_between: of the same paths, the lines of the screen.
        gauges: ``(scene, gauge or bond)``: its values when choices were first open in the scene.
        shared: by reel (-1 for all that count, -2 for all but the newsreels): of each pair of games, the
            thousandths of their paragraphs that both showed.
        scene_shared: ``scene``: paragraphs that both games of a pair showed, twice.
        scene_shown: ``scene``: paragraphs that the games of all pairs showed.
        listened: games in which it was noted what is recalled and what is repeated.
        recalled: ``(choice, distance)``: in how many of these games.
        repeated: runs of five words in two paragraphs or more of one game, with in how many games.
        repeats_per_run: how many such runs a game had.
        probes: what trying every choice showed.
    """

    runs: int = 0
    endings: Counter[str] = field(default_factory=Counter[str])
    left: int = 0
    dead_ends: Counter[str] = field(default_factory=Counter[str])
    failures: list[Failure] = field(default_factory=list[Failure])
    broken: int = 0
    goals: Counter[str] = field(default_factory=Counter[str])
    goals_reached: Counter[str] = field(default_factory=Counter[str])
    beats_read: set[Place] = field(default_factory=set["Place"])
    choices_taken: Counter[str] = field(default_factory=Counter[str])
    offered_beside: Counter[str] = field(default_factory=Counter[str])
    taken_beside: Counter[str] = field(default_factory=Counter[str])
    options: Counter[int] = field(default_factory=Counter[int])
    single: Counter[str] = field(default_factory=Counter[str])
    lines_shown: Counter[int] = field(default_factory=Counter[int])
    words_per_run: list[int] = field(default_factory=list[int])
    words_by_reel: defaultdict[int, list[int]] = field(default_factory=_per_reel)
    choices_by_reel: defaultdict[int, list[int]] = field(default_factory=_per_reel)
    words_between: dict[Path, int] = field(default_factory=dict["Path", int])
    lines_between: dict[Path, int] = field(default_factory=dict["Path", int])
    gauges: defaultdict[tuple[str, str], Counter[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], Counter[int]](Counter[int])
    )
    shared: defaultdict[int, list[int]] = field(default_factory=_per_reel)
    scene_shared: Counter[str] = field(default_factory=Counter[str])
    scene_shown: Counter[str] = field(default_factory=Counter[str])
    listened: int = 0
    recalled: Counter[tuple[str, Distance]] = field(default_factory=Counter["tuple[str, Distance]"])
    repeated: Counter[str] = field(default_factory=Counter[str])
    repeats_per_run: list[int] = field(default_factory=list[int])
    probes: Probes = field(default_factory=Probes)

    @property
    def errors(self) -> list[str]:
        """What broke, one sentence each; the first `MOST_FAILURES` of them."""
        return [failure.what for failure in self.failures if failure.what.startswith("seed ")]

    def add(self, other: Wander) -> None:
        """Take in what the games after these saw."""
        self.runs += other.runs
        self.left += other.left
        self.broken += other.broken
        self.listened += other.listened
        self.failures += other.failures[: MOST_FAILURES - len(self.failures)]
        self.beats_read |= other.beats_read
        for mine, theirs in (
            (self.endings, other.endings),
            (self.dead_ends, other.dead_ends),
            (self.goals, other.goals),
            (self.goals_reached, other.goals_reached),
            (self.choices_taken, other.choices_taken),
            (self.offered_beside, other.offered_beside),
            (self.taken_beside, other.taken_beside),
            (self.single, other.single),
            (self.scene_shared, other.scene_shared),
            (self.scene_shown, other.scene_shown),
            (self.repeated, other.repeated),
        ):
            mine.update(theirs)
        self.options.update(other.options)
        self.lines_shown.update(other.lines_shown)
        self.recalled.update(other.recalled)
        self.words_per_run += other.words_per_run
        self.repeats_per_run += other.repeats_per_run
        for lists, others in (
            (self.words_by_reel, other.words_by_reel),
            (self.choices_by_reel, other.choices_by_reel),
            (self.shared, other.shared),
        ):
            for reel, values in others.items():
                lists[reel] += values
        self.words_between |= other.words_between
        self.lines_between |= other.lines_between
        for key, counts in other.gauges.items():
            self.gauges[key].update(counts)
        self.probes.add(other.probes)
