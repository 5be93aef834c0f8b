"""Plays whole games by rule, to find out where the story leads.

Law: the same seed, policy and story play the same games, in however many processes. Everything that is played
goes through `game.engine.turn`, as in a real game. Games are played in stretches; what players and probes
remember of earlier games ends with its stretch.
"""

from __future__ import annotations

from collections import Counter
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin
from game.narrative.measure import lines_of, words_in
from game.storage.library import open_book
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown, SceneOpened
from game.vocabulary.values import Voice
from game.workshop.goals import gauges_and_bonds
from game.workshop.players import Player, put_away
from game.workshop.probing import Prober
from game.workshop.recalling import Recalling
from game.workshop.script_index import ScriptIndex
from game.workshop.seen import MOST_FAILURES, Failure, Wander
from game.workshop.walk import BREAKS, LONGEST_RUN, STRETCH
from game.workshop.witness import WitnessBook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.vocabulary.values import Line, Place
    from game.workshop.seen import Path
    from game.workshop.walk import Walk

EVERY_REEL, EVERY_SCENE = -1, -2
"""In `Wander.shared`: all reels that count together, with and without their newsreels."""
TOLD = "told"
"""What a player types who puts the controllers away."""
_LISTEN = 5
"""Every so many games it is noted what is recalled and repeated."""
_NOT_TOLD = (Voice.ECHO, Voice.SLUGLINE, Voice.NOTE)


def wander(book: Book, walk: Walk) -> Wander:
    """Play the games of a walk to their endings."""
    seen = Wander()
    index = ScriptIndex(book, walk.reels)
    for first in range(0, walk.runs, STRETCH):
        seen.add(_Stretch(book, index, walk).play(first))
    return seen


def wander_together(walk: Walk, jobs: int) -> Wander:
    """Play games of the story in the story's folder, shared by processes.

    Args:
        walk: what is walked.
        jobs: how many processes share it; what is seen is the same.
    """
    stretches = range(0, walk.runs, STRETCH)
    if jobs == 1 or len(stretches) == 1:
        return wander(open_book(), walk)
    seen = Wander()
    # spawn: the same on every system, and nothing of this process leaks into a game
    with get_context("spawn").Pool(min(jobs, len(stretches)), initializer=_ready, initargs=(walk,)) as pool:
        for found in pool.imap(_play_stretch, stretches):
            seen.add(found)
    return seen


_OPEN: list[tuple[Book, ScriptIndex, Walk]] = []
"""What a process of `wander_together` plays from."""


def _ready(walk: Walk) -> None:
    signal(SIGINT, SIG_IGN)
    book = open_book()
    _OPEN.append((book, ScriptIndex(book, walk.reels), walk))


def _play_stretch(first: int) -> Wander:
    book, index, walk = _OPEN[0]
    return _Stretch(book, index, walk).play(first)


class _Game:
    """What is noted of one game while it is played."""

    def __init__(self, seed: int, number: int, recalling: Recalling | None) -> None:
        self.seed = seed
        self.number = number
        self.recalling = recalling
        self.where = "the beginning"
        self.typed: list[str] = []
        self.shown: Counter[int] = Counter()
        self.words: Counter[int] = Counter()
        self.choices: Counter[int] = Counter()
        self.scenes: set[str] = set()


class _Stretch:
    """Plays the games that know of each other."""

    def __init__(self, book: Book, index: ScriptIndex, walk: Walk) -> None:
        self._book = book
        self._index = index
        self._walk = walk
        self._witness = WitnessBook(book)
        self._player = Player(book, walk.policy)
        self._prober = Prober(book, index)
        self._seen = Wander(probes=self._prober.probes)
        self._known: dict[str, int] = {}
        self._tall: dict[tuple[Voice, str], int] = {}
        self._all_read: set[Place] = set()
        self._pair: _Game | None = None
        self._gauges = gauges_and_bonds(book)
        self._start = walk.start_in(book)

    def play(self, first: int) -> Wander:
        """Play the games from this number on."""
        seen = self._seen
        for number in range(first, min(first + STRETCH, self._walk.runs)):
            seen.runs += 1
            recalling = Recalling(self._book) if number % _LISTEN == 0 else None
            game = _Game(self._walk.seed + number, number, recalling)
            try:
                self._close(game, self._played(game))
            except BREAKS as error:
                seen.broken += 1
                self._failed(game, f"seed {game.seed}, after {game.where}: {error}")
        self._forget_read()
        seen.beats_read |= {place for place in self._all_read if place.scene in self._index.scenes}
        return seen

    def _played(self, game: _Game) -> State:
        self._player.sit_down(game.seed, game.number, self._walk.goal)
        if self._player.goal is not None:
            self._seen.goals[self._player.goal.name] += 1
        turn = self._told(game, begin(self._witness, game.seed, self._start), ("begin",))
        for step in range(LONGEST_RUN):
            state = turn.state
            game.where = f"{state.place} in {state.phase}"
            if state.ending or not state.offers or not self._walk.inside(state.reel):
                break
            turn = self._chosen(game, state, step)
        return turn.state

    def _chosen(self, game: _Game, state: State, step: int) -> Turn:
        """Take a choice, and note it."""
        seen, scene = self._seen, state.place.scene
        self._prober.look_at(state)
        offer = self._player.pick(state, step)
        key = f"{scene}/{offer.ident}"
        if scene in self._index.scenes:
            seen.choices_taken[key] += 1
            aside = self._index.is_aside
            drama = [other.ident for other in state.offers if not aside(f"{scene}/{other.ident}")]
            seen.options[len(drama)] += 1
            if len(state.offers) == 1:
                seen.single[str(state.place)] += 1
            if len(drama) > 1:
                for ident in drama:
                    seen.offered_beside[f"{scene}/{ident}"] += 1
                seen.taken_beside[key] += 1
            game.choices[state.reel] += 1
        game.typed.append(offer.ident)
        self._forget_read()
        turn = advance(state, Choose(state.place, offer.ident), self._witness)
        whole = self._told(game, turn, (str(state.place), offer.ident))
        if game.recalling is not None:
            # the first that is looked up is where the choice stood
            game.recalling.follow(key, state.reel, whole, self._witness.read[1:])
        return whole

    def _forget_read(self) -> None:
        self._all_read.update(self._witness.read)
        self._witness.read.clear()

    def _told(self, game: _Game, turn: Turn, path: Path) -> Turn:
        """Note a turn, and put the controllers away where it put hands on them."""
        self._note(game, turn, path)
        if turn.state.flight is None:
            return turn
        game.typed.append(TOLD)
        told = put_away(turn.state, self._witness)
        self._note(game, told, (TOLD, str(turn.state.place)))
        return Turn(told.state, turn.events + told.events)

    def _note(self, game: _Game, turn: Turn, path: Path) -> None:
        """Note what a turn showed, and the choices that are now open."""
        seen, index, state = self._seen, self._index, turn.state
        words = lines = 0
        key: list[str | int] = list(path)
        opened = False
        for event in turn.events:
            if isinstance(event, SceneOpened):
                opened = True
            if not isinstance(event, LineShown):
                continue
            line = event.line
            count = self._words_of(line.text)
            words += count
            if line.voice is not Voice.ECHO:
                lines += self._lines_of(line)
            number = None if line.voice in _NOT_TOLD else index.number_of(line)
            key.append(line.ident if number is None else number)
            if line.voice not in _NOT_TOLD:
                self._note_told(game, line, number, count)
        whole = tuple(key)
        if whole not in seen.words_between:
            seen.words_between[whole] = words
            # the empty line after the last paragraph need not be on the screen
            seen.lines_between[whole] = max(lines - 1, 0)
        if state.offers and self._walk.inside(state.reel):
            game.words[state.reel] += sum(self._words_of(offer.label) for offer in state.offers)
        if opened and state.offers and state.place.scene not in game.scenes:
            self._note_gauges(game, state)

    def _note_told(self, game: _Game, line: Line, number: int | None, count: int) -> None:
        if number is not None:
            game.shown[number] += 1
            reel = self._index.paragraphs[number].reel
        else:
            scene = self._index.all_scenes.get(line.ident.partition("/")[0])
            reel = scene.reel if scene is not None else self._walk.reels[0]
        if self._walk.inside(reel):
            game.words[reel] += count

    def _note_gauges(self, game: _Game, state: State) -> None:
        scene = state.place.scene
        game.scenes.add(scene)
        if scene in self._index.scenes:
            facts = state.known()
            for name in self._gauges:
                self._seen.gauges[scene, name][int(facts[name])] += 1

    def _words_of(self, text: str) -> int:
        count = self._known.get(text)
        if count is None:
            count = self._known[text] = words_in(text)
        return count

    def _lines_of(self, line: Line) -> int:
        count = self._tall.get((line.voice, line.text))
        if count is None:
            count = self._tall[line.voice, line.text] = lines_of(line.voice, line.text)
        return count

    def _close(self, game: _Game, state: State) -> None:
        """Add up a game that was played to its end."""
        seen, index = self._seen, self._index
        if state.ending:
            seen.endings[state.ending] += 1
        elif not state.offers:
            where = f"{state.place} in {state.phase}"
            seen.dead_ends[where] += 1
            self._failed(game, f"dead end, seed {game.seed}: {where}")
        elif not self._walk.inside(state.reel):
            seen.left += 1
        else:
            seen.broken += 1
            self._failed(game, f"seed {game.seed}: no ending after {LONGEST_RUN} choices, at {state.place}")
        self._note_goal(state)
        seen.words_per_run.append(sum(game.words.values()))
        for reel, words in game.words.items():
            seen.words_by_reel[reel].append(words)
            seen.choices_by_reel[reel].append(game.choices[reel])
        counted = {number: times for number, times in game.shown.items() if index.counts(number)}
        seen.lines_shown.update(counted)
        if game.recalling is not None:
            self._note_memory(game.recalling, counted)
        if game.number % 2 == 0:
            self._pair = game
        elif self._pair is not None:
            self._note_shared(self._pair.shown, game.shown)
            self._pair = None

    def _note_goal(self, state: State) -> None:
        if self._player.goal is None:
            return
        name = self._player.goal.name
        docked = name == "docked" and state.known().get("docking_outcome") == "capture"
        if docked or name == f"ending {state.ending}":
            self._seen.goals_reached[name] += 1

    def _note_memory(self, recalling: Recalling, shown: Mapping[int, int]) -> None:
        seen = self._seen
        seen.listened += 1
        seen.recalled.update(pair for pair in recalling.recalled if self._index.choice_counts(pair[0]))
        fives: Counter[str] = Counter()
        for number in shown:
            fives.update(self._index.fives_of(number))
        again = [five for five, times in fives.items() if times > 1]
        seen.repeated.update(again)
        seen.repeats_per_run.append(len(again))

    def _note_shared(self, one: Mapping[int, int], other: Mapping[int, int]) -> None:
        """Note what share of their paragraphs two games had in common."""
        sizes: Counter[int] = Counter()
        both: Counter[int] = Counter()
        for shown in (one, other):
            for number in shown:
                if self._index.counts(number):
                    written = self._index.paragraphs[number]
                    kinds = [written.reel, EVERY_REEL, *([] if written.newsreel else [EVERY_SCENE])]
                    scene = written.place.partition("/")[0]
                    self._seen.scene_shown[scene] += 1
                    sizes.update(kinds)
                    if number in one and number in other:
                        both.update(kinds)
                        self._seen.scene_shared[scene] += 1
        for kind, size in sizes.items():
            # a reel that one of the two never came to says nothing
            if kind < 0 or all(self._came_to(kind, shown) for shown in (one, other)):
                self._seen.shared[kind].append(round(1000 * both[kind] / size))

    def _came_to(self, reel: int, shown: Mapping[int, int]) -> bool:
        return any(self._index.paragraphs[number].reel == reel for number in shown)

    def _failed(self, game: _Game, what: str) -> None:
        if len(self._seen.failures) < MOST_FAILURES:
            self._seen.failures.append(Failure(what, game.seed, game.number, tuple(game.typed)))
