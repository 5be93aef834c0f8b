"""The quality sheet: every measure of the story, reel by reel, as one page.

Law: the same story, seed and number of games make the same bytes. The page says what it was made from, so
that whoever reads it can see whether the story has gone on since.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from game.narrative.header import LAST_REEL
from game.narrative.measure import SCREEN_LINES
from game.workshop.counts import count_story, percentile, prose_counts
from game.workshop.goals import BOND, gauges_and_bonds
from game.workshop.players import Policy
from game.workshop.script_index import ENDINGS_REEL, ScriptIndex
from game.workshop.seen import Wander
from game.workshop.walk import ALL_REELS, Walk
from game.workshop.walk_report import everybody_takes, fakes, gauges, recalls, shares, way_of
from game.workshop.wander import EVERY_REEL, EVERY_SCENE, TOLD, wander_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.narrative.shelf import Book
    from game.workshop.seen import Path

SHEET = "docs/story.md"
_LONGEST = 5
_FIVES = 10
_MOST_MISSED = 40


@dataclass(frozen=True, slots=True)
class Made:
    """What a sheet is made with.

    Attributes:
        runs: games of each policy.
        seed: the first game's.
        reels: the first and the last that are played.
    """

    runs: int
    seed: int
    reels: tuple[int, int] = ALL_REELS

    @property
    def command(self) -> str:
        """What makes the same sheet again."""
        first, last = self.reels
        only = "" if self.reels == ALL_REELS else f" --reels {first}-{last}"
        return f"offscript story sheet --write --runs {self.runs} --seed {self.seed}{only}"


def story_hash(files: Mapping[str, bytes]) -> str:
    """Return 16 hex digits that are equal for equal story files (BLAKE2b, RFC 7693)."""
    hashed = blake2b(digest_size=8)
    for name, data in sorted(files.items()):
        hashed.update(f"{name}\x1f{len(data)}\x1f".encode())
        hashed.update(data)
    return hashed.hexdigest()


def sheet(book: Book, files: Mapping[str, bytes], made: Made, jobs: int) -> str:
    """Play the games, and return the page.

    Args:
        book: the story.
        files: its files.
        made: with what.
        jobs: how many processes share the games.
    """
    seen = {
        policy: wander_together(Walk(made.runs, made.seed, policy, made.reels), jobs)
        for policy in (Policy.RANDOM, Policy.GOAL, Policy.LEAST_USED)
    }
    return _Page(book, files, made, seen).text()


class _Page:
    def __init__(
        self, book: Book, files: Mapping[str, bytes], made: Made, seen: Mapping[Policy, Wander]
    ) -> None:
        self._book = book
        self._files = files
        self._made = made
        self._random, self._goal = seen[Policy.RANDOM], seen[Policy.GOAL]
        self._all = Wander()
        for one in seen.values():
            self._all.add(one)
        self._index = ScriptIndex(book, made.reels)
        self._by_reel = {
            reel: ScriptIndex(book, (reel, reel))
            for reel in range(made.reels[0], made.reels[1] + 1)
            if any(scene.reel == reel for scene in self._index.scenes.values())
        }

    def text(self) -> str:
        made = self._made
        parts = [
            "# The story, measured",
            f"Made by `{made.command}` from the story files with the hash `{story_hash(self._files)}`:"
            f" {made.runs:,} random games, {made.runs:,} of players who each chase one goal, and"
            f" {made.runs:,} that take what was taken least."
            " What each measure means stands in `docs/measures.md`.",
            *self._reels(),
            *self._endings(),
            *self._everybody(),
            *self._no_choices(),
            *self._waits(),
            *self._repeats(),
            *self._gauges(),
            *self._missed(),
        ]
        return "\n\n".join(parts) + "\n"

    def _reels(self) -> list[str]:
        words = count_story(self._book, self._files).words_by_reel
        told = prose_counts(self._book, self._files).told_per_thousand
        rows: list[list[object]] = []
        for reel, index in self._by_reel.items():
            between, lines = self._between(reel)
            games = self._random.words_by_reel.get(reel, [])
            choices = self._random.choices_by_reel.get(reel, [])
            numbers = [number for number in range(len(index.paragraphs)) if index.counts(number)]
            missed = sum(1 for number in numbers if not self._all.lines_shown[number])
            fake, kept = fakes(self._all, index), recalls(self._all, index)
            rows.append(
                [
                    "endings" if reel == ENDINGS_REEL else reel,
                    f"{words[reel]:,}",
                    _spread(games),
                    _spread(choices),
                    f"{percentile(between, 50)} / {percentile(between, 95)} / {max(between, default=0)}",
                    max(lines, default=0),
                    f"{missed} of {len(numbers)}",
                    f"{len(fake['fake'])} of {fake['lists']}",
                    f"{kept['lists_recalled']} of {kept['lists']}",
                    _share(self._random.shared.get(reel, [])),
                    told.get(str(reel), 0.0),
                ]
            )
        heads = (
            "reel",
            "words",
            "words in a run",
            "choices in a run",
            "words between choices",
            "most lines",
            "paragraphs not reached",
            "fake lists",
            "lists recalled",
            "two runs share",
            "told emotions",
        )
        both = _share(self._random.shared.get(EVERY_REEL, []))
        scenes = _share(self._random.shared.get(EVERY_SCENE, []))
        return [
            "## Reel by reel",
            _table(heads, rows),
            "In a run: 10, 50 and 90 percent of the random games. Between choices: median, 95 percent,"
            f" longest, over all different paths; a screen is {SCREEN_LINES} lines. Told emotions: in a"
            " thousand words."
            f" Two random runs of all these reels share {both} of their paragraphs, {scenes} without the"
            " newsreels.",
        ]

    def _between(self, reel: int) -> tuple[list[int], list[int]]:
        paths = [path for path in self._all.words_between if self._reel_of(path) == reel]
        words = [self._all.words_between[path] for path in paths]
        return words, [self._all.lines_between[path] for path in paths]

    def _reel_of(self, path: Path) -> int:
        place = str(path[1] if path[0] == TOLD else path[0])
        scene = self._index.all_scenes.get(place.partition("/")[0])
        return scene.reel if scene is not None else self._made.reels[0]

    def _endings(self) -> list[str]:
        random, goal = self._random, self._goal
        by_chance = shares(random.endings, random.runs)
        sought = shares(goal.endings, goal.runs)
        rows = [
            [
                ending,
                f"{by_chance.get(ending, 0.0)} %",
                f"{sought.get(ending, 0.0)} %",
                _of(goal.goals_reached[f"ending {ending}"], goal.goals[f"ending {ending}"]),
            ]
            for ending in self._book.declarations.endings
            if by_chance.get(ending) or sought.get(ending) or self._made.reels[1] == LAST_REEL
        ]
        left = f"{random.left:,} random games were left at the end of these reels. " if random.left else ""
        broken = random.broken + goal.broken + self._all.dead_ends.total()
        docked = _of(goal.goals_reached["docked"], goal.goals["docked"])
        return [
            "## Endings",
            _table(("ending", "by chance", "goal-seekers", "of those who sought it"), rows),
            f"{left}Games that broke or stopped: {broken}. Docked, of those who sought it: {docked}.",
        ]

    def _everybody(self) -> list[str]:
        found = everybody_takes(self._goal, self._index)
        better = [
            entry for entry in self._all.probes.simply_better if entry.partition("/")[0] in self._index.scenes
        ]
        return [
            "## What everybody takes",
            "Choices that over 85 percent of the goal-seekers took, asides and what is meant so left out.",
            _bullets(
                f"`{key}` {percent} %: {self._index.labels[key].text}" for key, percent in found.items()
            ),
            "Choices that were at once ahead on every gauge and bond, whenever they were open:",
            _bullets(f"`{entry}`" for entry in better),
        ]

    def _no_choices(self) -> list[str]:
        fake, kept = fakes(self._all, self._index), recalls(self._all, self._index)
        far = ", ".join(f"{n} {where}" for where, n in kept["choices_recalled_by_distance"].items())
        beyond = kept["lists_recalled_beyond_their_scene"]
        return [
            "## Choices that are none",
            f"{fake['share']} percent of {fake['lists']} lists come to the same whatever is taken;"
            f" {len(fake['in_an_emergency'])} of them in an emergency.",
            _bullets(f"`{where}`" for where in fake["fake"]),
            "## Choices remembered",
            f"Of {kept['lists']} lists {kept['lists_recalled']} are read again later"
            f" ({kept['share']} percent), {beyond} of them beyond their scene; of {kept['choices']} choices"
            f" {kept['choices_recalled']} ({far}). Nobody comes back to:",
            _bullets(f"`{where}`" for where in kept["forgotten"]),
        ]

    def _waits(self) -> list[str]:
        parts = ["## Longest waits for a choice"]
        for reel in self._by_reel:
            paths = [path for path in self._all.words_between if self._reel_of(path) == reel]
            longest = sorted(
                paths,
                key=lambda path: (-self._all.lines_between[path], -self._all.words_between[path], str(path)),
            )
            rows = [
                [
                    self._all.lines_between[path],
                    self._all.words_between[path],
                    way_of(path, self._index).replace(">", "→"),
                ]
                for path in longest[:_LONGEST]
            ]
            parts += [f"Reel {reel}:", _table(("lines", "words", "path"), rows)]
        return parts

    def _repeats(self) -> list[str]:
        most = sorted(self._all.repeated.items(), key=lambda pair: (-pair[1], pair[0]))[:_FIVES]
        listened = max(self._all.listened, 1)
        median = percentile(self._all.repeats_per_run, 50)
        return [
            "## Repeats",
            f"A game shows {median} runs of five words (median) in two of its paragraphs or more."
            " Most often:",
            _bullets(f"{five} ({round(100 * times / listened)} % of the games)" for five, times in most),
        ]

    def _gauges(self) -> list[str]:
        found = gauges(self._goal)
        names = gauges_and_bonds(self._book)
        rows: list[list[object]] = [
            [scene, *(" / ".join(map(str, values.get(name, ()))) for name in names)]
            for scene, values in found.items()
        ]
        heads = ("scene", *(name.removeprefix(BOND) for name in names))
        return [
            "## Gauges and bonds by scene",
            "As each scene opens, 10, 50 and 90 percent of the goal-seekers.",
            _table(heads, rows),
        ]

    def _missed(self) -> list[str]:
        index, shown = self._index, self._all.lines_shown
        missed = [
            f"`{written.file}:{written.line}` {written.place}"
            for number, written in enumerate(index.paragraphs)
            if index.counts(number) and not shown[number]
        ]
        untaken = sorted(index.choices_that_count - self._all.choices_taken.keys())
        more = [f"and {len(missed) - _MOST_MISSED} more"] if len(missed) > _MOST_MISSED else []
        return [
            "## Not reached",
            f"{len(missed)} paragraphs and {len(untaken)} choices that none of these games came to.",
            _bullets([*missed[:_MOST_MISSED], *more, *(f"choice `{key}`" for key in untaken)]),
        ]


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(map(str, row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _bullets(entries: Iterable[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries) or "None."


def _spread(values: Sequence[int]) -> str:
    return " / ".join(f"{percentile(values, percent):,}" for percent in (10, 50, 90))


def _share(thousandths: Sequence[int]) -> str:
    return f"{percentile(thousandths, 50) / 10} %"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"
