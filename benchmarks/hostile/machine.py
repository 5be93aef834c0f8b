# ruff: noqa: S101  a state machine is made of what it asserts
"""A state machine that does everything a playthrough allows, in any order, beside a model of plain Python.

Law: the model knows moments by number and parent, a head, what can be undone and redone, and names; it never
asks the game what is right. After every step the game says what the model says, and so does the file.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, ClassVar, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from benchmarks.hostile.truth import digest_of, read_truth
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.film import SUFFIX, Film
from game.storage.library import open_book, phrases
from game.storage.prints import PRINT, import_film, write_print
from game.vocabulary.flying import Control, Pulse, Rung

if TYPE_CHECKING:
    from game.narrative.shelf import Book
    from game.session import Present

_STORY: Final = Path(__file__).parents[2] / "tests" / "engine" / "story"
_NAMES: Final = st.sampled_from(["one", "Two", "three", "über", "a/b"])
_MOST_FILMS: Final = 6
_numbers = st.integers(0, 10_000)
_rarely = st.sampled_from([False, False, True])

Stood = tuple[int, int]
"""A moment and a take."""


@cache
def _book() -> Book:
    return open_book(_STORY)


@cache
def _phrasebook() -> Phrasebook:
    return Phrasebook(phrases())


@dataclass
class Model:
    """What a playthrough must be.

    Attributes:
        title: what it is called.
        parents: of each moment, by number.
        scenes: likewise.
        takes: likewise.
        ordered: whether an order led to it.
        digests: likewise; as each was when it was made.
        head: where it stands.
        moved: how often the head was moved.
        gone: the largest take that each scene was gone back to and something was shot in.
        going: the scene and the take that was gone back to last, while nothing was shot in it.
        undo: kind of each move that can be taken back, and where that leads.
        redo: likewise.
        names: each and its moment, the newest last.
        quick: the names that one key gave.
        dropped: likewise, the one that went last at the end.
    """

    title: str = ""
    parents: list[int | None] = field(default_factory=list[int | None])
    scenes: list[str] = field(default_factory=list[str])
    takes: list[int] = field(default_factory=list[int])
    ordered: list[bool] = field(default_factory=list[bool])
    digests: list[str] = field(default_factory=list[str])
    head: Stood = (0, 1)
    moved: int = 0
    gone: dict[str, int] = field(default_factory=dict[str, int])
    going: tuple[str, int] | None = None
    undo: list[tuple[str, Stood]] = field(default_factory=list[tuple[str, Stood]])
    redo: list[tuple[str, Stood]] = field(default_factory=list[tuple[str, Stood]])
    names: dict[str, int] = field(default_factory=dict[str, int])
    quick: set[str] = field(default_factory=set[str])
    dropped: dict[str, int] = field(default_factory=dict[str, int])

    def copy(self) -> Model:
        """Return another that changes by itself."""
        return replace(
            self,
            parents=[*self.parents],
            scenes=[*self.scenes],
            takes=[*self.takes],
            ordered=[*self.ordered],
            digests=[*self.digests],
            gone=dict(self.gone),
            undo=[*self.undo],
            redo=[*self.redo],
            names=dict(self.names),
            quick=set(self.quick),
            dropped=dict(self.dropped),
        )

    @property
    def stamp(self) -> tuple[int, int]:
        """What is another after every order and every move."""
        return sum(self.ordered), self.moved

    def line_to(self, moment: int | None) -> list[int]:
        """Return the moments that lead to one, from the first."""
        line: list[int] = []
        while moment is not None:
            line.append(moment)
            moment = self.parents[moment]
        return line[::-1]

    def last_take(self, scene: str) -> int:
        """Return the largest take in which something of a scene was shot."""
        shot = (take for where, take in zip(self.scenes, self.takes, strict=True) if where == scene)
        return max(self.gone.get(scene, 0), *shot, 0)

    def take_of_next(self, scene: str) -> int:
        """Return the take of a moment that is added where the head stands."""
        moment, take = self.head
        if self.scenes[moment] == scene:
            return take
        on_line = {self.scenes[each]: self.takes[each] for each in self.line_to(moment)}
        last = self.last_take(scene)
        return last if on_line.get(scene) == last else last + 1

    def move(self, kind: str, moment: int) -> None:
        """Go to a moment, in a take of its own."""
        self.moved += 1
        self.undo.append((kind, self.head))
        self.redo.clear()
        scene = self.scenes[moment]
        self.head = (moment, self.last_take(scene) + 1)
        self.going = (scene, self.head[1])

    def step(self, back: list[tuple[str, Stood]], forth: list[tuple[str, Stood]]) -> None:
        """Take a move back, or make it again."""
        self.moved += 1
        kind, to = back.pop()
        forth.append((kind, self.head))
        self.head = to
        self.going = (self.scenes[to[0]], to[1])

    def shoot(self) -> None:
        """Note that something was shot where the head stands."""
        if self.going is not None:
            scene, take = self.going
            self.gone[scene] = max(self.gone.get(scene, 0), take)
            self.going = None

    def put(self, name: str, moment: int, *, quick: bool) -> None:
        """Put a name on a moment."""
        self.names.pop(name, None)
        self.dropped.pop(name, None)
        self.names[name] = moment
        self.quick.discard(name)
        if quick:
            self.quick.add(name)


class CanMachine(RuleBasedStateMachine):
    """The game and the model, step by step.

    Attributes:
        steps: how many were compared, in all histories.
    """

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp(prefix="hostile-machine-"))
        self.folders = count()
        self.folder = self.root / f"saves-{next(self.folders)}"
        self.hours = count()
        self.abandoned: list[Session] = []
        self.session = self.sit_down()
        self.films: dict[str, Model] = {}
        self.binned: dict[str, Model] = {}
        self.open = self.crossed = self.recrossed = ""
        self.stamp = (0, 0)

    def sit_down(self) -> Session:
        """Return a session an hour after the last."""
        hour = next(self.hours)
        asked = count()

        def now() -> str:
            second = next(asked)
            day, time = 1 + hour // 24 % 28, f"{hour % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
            return f"2026-03-{day:02}T{time}.000+00:00"

        return Session(
            _book(), Can(self.folder), phrases=_phrasebook(), edition="m", now=now, fresh_seed=lambda: 2
        )

    @property
    def model(self) -> Model:
        """What is open."""
        return self.films[self.open]

    @property
    def flying(self) -> bool:
        """Whether something is flown."""
        return self.session.present.state.flight is not None

    def take_in(self, present: Present, *, from_head: bool = True) -> None:
        """Believe of new moments only what could not be known: their scene and what they hold."""
        model = self.model
        film = self.session.film_for_export()
        for ident in range(len(model.parents), film.count()):
            moment = film.moment(ident)
            if from_head:
                assert moment.parent == model.head[0], f"{ident} hangs from {moment.parent}, not {model.head}"
            scene = moment.state.place.scene
            take = model.take_of_next(scene)
            assert moment.take == take, f"{ident} is of take {moment.take}, not {take}"
            if moment.command is not None:
                model.redo.clear()
            model.parents.append(moment.parent)
            model.scenes.append(scene)
            model.takes.append(take)
            model.ordered.append(moment.command is not None)
            model.digests.append(digest_of(moment))
            model.head = (ident, take)
            model.shoot()
        assert present.durable

    def keep(self) -> None:
        """Have a flight written down, as every order that moves the head does first."""
        self.take_in(self.session.keep())

    def begin_with(self, present: Present) -> None:
        """Know a playthrough that was begun."""
        self.open = present.film
        self.crossed = self.recrossed = ""
        first = self.session.film_for_export().moment(0)
        scene = first.state.place.scene
        self.films[self.open] = Model(present.title, [None], [scene], [1], [False], [digest_of(first)])

    @initialize(flown=_rarely)
    def begin(self, flown: bool) -> None:
        """Begin the first playthrough."""
        self.begin_with(self.session.begin_flight(Rung.FLOWN, "day", 5) if flown else self.session.begin(2))

    @rule(flown=_rarely)
    def begin_another(self, flown: bool) -> None:
        """Begin one more; the other is left."""
        if len(self.films) + len(self.binned) < _MOST_FILMS:
            self.keep()
            self.begin(flown)

    @rule(numbers=st.lists(_numbers, min_size=1, max_size=6))
    def choose(self, numbers: list[int]) -> None:
        """Take some of the choices that are open, one after another."""
        for number in numbers:
            offers = self.session.present.state.offers
            if offers:
                before = len(self.model.parents)
                present = self.session.choose(offers[number % len(offers)].ident)
                assert present.moments == before + 1
                self.take_in(present)

    @rule(numbers=st.lists(_numbers, min_size=3, max_size=9))
    def choose_on(self, numbers: list[int]) -> None:
        """Choose on for a while: what is played weighs more than what is done with it."""
        if self.session.present.state.ending:
            self.go(numbers[0], None)
        self.choose(numbers)

    @rule(number=_numbers, numbers=st.lists(_numbers, min_size=1, max_size=4))
    def go_and_choose(self, number: int, numbers: list[int]) -> None:
        """Go anywhere and play on from there, so that there are branches."""
        self.go(number, None)
        self.choose(numbers)

    @precondition(lambda self: self.open and self.flying)
    @rule(control=st.sampled_from(Control), ticks=st.integers(1, 9), wait=st.integers(0, 250))
    def fly(self, control: Control, ticks: int, wait: int) -> None:
        """Give an order and let time pass."""
        before = len(self.model.parents)
        self.take_in(self.session.order(Pulse(control, ticks)))
        assert self.model.ordered[before:].count(True) == 1
        if wait:
            self.session.run(wait)
            self.keep()

    @rule(steps=st.integers(1, 3))
    def retake(self, steps: int) -> None:
        """Go back that many decisions."""
        self.keep()
        model = self.model
        at: int | None = model.head[0]
        done = 0
        for _ in range(steps):
            decided = at
            while decided is not None and not model.ordered[decided]:
                decided = model.parents[decided]
            if decided is None:
                done += at != 0
                at = 0
                break
            at = model.parents[decided]
            done += 1
        present = self.session.retake(steps)
        if not done:
            assert [notice.phrase for notice in present.notices] == ["retake.at_first"]
            return
        assert at is not None
        model.move("retake", at)
        # In a flight it is flown on to the very tick, and that tick is then a moment.
        self.take_in(present)

    @rule(number=_numbers, name=st.none() | _NAMES | st.just(""))
    def go(self, number: int, name: str | None) -> None:
        """Go anywhere; with a name it is a what-if."""
        self.keep()
        moment = number % len(self.model.parents)
        present = self.session.go(moment) if name is None else self.session.what_if(name, moment)
        if name is None and moment == self.model.head[0]:
            assert [notice.phrase for notice in present.notices] == ["go.here"]
            return
        self.model.move("go" if name is None else "what_if", moment)
        self.take_in(present)
        if name is not None:
            assert self.session.ways()[-1].root == moment

    @rule(number=_numbers, tick=st.integers(0, 3000))
    def go_to_tick(self, number: int, tick: int) -> None:
        """Go to a tick of any flight that was ever flown."""
        self.keep()
        flights = self.session.flights()
        if flights:
            flight = flights[number % len(flights)]
            tick %= flight.ticks + 1
            present = self.session.retake_to_tick(tick, flight.moment)
            line = self.model.line_to(flight.moment)
            film = self.session.film_for_export()
            moves = film.moves()
            assert moves[-1].to.moment in line
            self.model.move("retake", moves[-1].to.moment)
            self.take_in(present)
            assert present.state.flight is not None
            assert present.state.flight.tick == tick

    @rule()
    def undo(self) -> None:
        """Take the last move back."""
        self.keep()
        model = self.model
        if self.fresh and self.crossed in self.films:
            here, self.crossed = self.crossed, ""
            self.recrossed = self.open
            self.cross(here, self.session.undo(), "undo.film")
        elif self.fresh and self.crossed:
            # It lies in the bin and cannot be gone back to; what is done then is not modelled.
            return
        elif model.undo:
            present = self.session.undo()
            model.step(model.undo, model.redo)
            self.take_in(present)
        else:
            assert self.session.undo().notices[0].phrase == "undo.nothing"

    @rule()
    def redo(self) -> None:
        """Make it again."""
        self.keep()
        model = self.model
        if self.fresh and self.recrossed in self.films:
            here, self.recrossed = self.recrossed, ""
            self.crossed = self.open
            self.cross(here, self.session.redo(), "redo.film")
        elif self.fresh and self.recrossed:
            assert self.session.redo().notices[0].refused
        elif model.redo:
            present = self.session.redo()
            model.step(model.redo, model.undo)
            self.take_in(present)
        else:
            assert self.session.redo().notices[0].phrase == "redo.nothing"

    @rule(name=st.none() | _NAMES)
    def save(self, name: str | None) -> None:
        """Put a name on this moment; None for the quick one."""
        self.keep()
        present = self.session.quick_save() if name is None else self.session.bookmark(name)
        word = name or _phrasebook().say("quick.name")
        self.model.put(word, self.model.head[0], quick=name is None)
        self.take_in(present)

    @rule(number=_numbers, quickly=st.booleans())
    def load(self, number: int, quickly: bool) -> None:
        """Go to a name."""
        self.keep()
        model = self.model
        names = [name for name in model.names if name in model.quick or not quickly]
        if not names:
            return
        name = names[-1] if quickly else names[number % len(names)]
        present = self.session.quick_load() if quickly else self.session.load(name)
        if model.names[name] != model.head[0]:
            model.move("load", model.names[name])
        self.take_in(present)

    @rule(number=_numbers)
    def drop(self, number: int) -> None:
        """Take a name away."""
        model = self.model
        if model.names:
            self.keep()
            name = list(model.names)[number % len(model.names)]
            self.session.drop_bookmark(name)
            model.dropped.pop(name, None)
            model.dropped[name] = model.names.pop(name)

    @rule(number=_numbers)
    def bring_back(self, number: int) -> None:
        """Bring a name back."""
        model = self.model
        if model.dropped:
            self.keep()
            name = list(model.dropped)[number % len(model.dropped)]
            self.session.restore_bookmark(name)
            model.put(name, model.dropped[name], quick=name in model.quick)

    @rule(title=st.sampled_from(["Night", "Day", "Äther"]))
    def retitle(self, title: str) -> None:
        """Call it something else."""
        self.keep()
        assert self.session.retitle(title).title == title
        self.model.title = title

    @rule(number=_numbers)
    def switch(self, number: int) -> None:
        """Open another playthrough."""
        self.keep()
        ident = list(self.films)[number % len(self.films)]
        present = self.session.load(ident)
        if ident != self.open:
            self.crossed, self.recrossed = self.open, ""
            self.open = ident
            self.stamp = self.model.stamp
        self.take_in(present)

    @property
    def fresh(self) -> bool:
        """Whether nothing was done since the open playthrough was opened by a load."""
        return self.model.stamp == self.stamp

    def cross(self, to: str, present: Present, phrase: str) -> None:
        """A load from another playthrough was taken back, or made again."""
        assert present.notices[0].phrase == phrase
        assert present.film == to
        self.open = to
        self.stamp = self.model.stamp
        self.take_in(present)

    @rule(number=_numbers)
    def delete(self, number: int) -> None:
        """Throw a playthrough away; the open one stays."""
        ident = list(self.films)[number % len(self.films)]
        said = self.session.delete(ident)
        if ident == self.open:
            assert [notice.phrase for notice in said] == ["bin.open"]
        else:
            assert [notice.phrase for notice in said] == ["bin.put"]
            self.binned[ident] = self.films.pop(ident)

    @precondition(lambda self: self.binned)
    @rule(number=_numbers)
    def restore(self, number: int) -> None:
        """Bring it back."""
        ident = list(self.binned)[number % len(self.binned)]
        said = self.session.restore(ident)
        assert [notice.phrase for notice in said] == ["bin.restored"]
        self.films[str(said[0].values["ident"])] = self.binned.pop(ident)

    @rule(number=_numbers, whole=st.booleans())
    def export_and_import(self, number: int, whole: bool) -> None:
        """Write a print of it all, or up to a moment, and take it in as another playthrough."""
        self.keep()
        if len(self.films) + len(self.binned) >= _MOST_FILMS:
            return
        model = self.model
        to = None if whole else number % len(model.parents)
        packed = BytesIO()
        write_print(self.session.film_for_export(), packed, to=to)
        path = self.root / f"of{PRINT}"
        path.write_bytes(packed.getvalue())
        with import_film(path, self.session.can) as film:
            assert film.ident not in self.films
            digests = [digest_of(film.moment(ident)) for ident in range(film.count())]
            ident, title = film.ident, film.title
            head = film.head()
        if to is None:
            came = model.copy()
            assert digests == model.digests
            assert title == model.title
        else:
            came = self.only_line(model, to, digests)
            came.title = title
        assert (head.moment, head.take) == came.head
        self.films[ident] = came

    @staticmethod
    def only_line(model: Model, to: int, digests: list[str]) -> Model:
        """Return what a print up to a moment must be."""
        line = model.line_to(to)
        assert len(digests) == len(line)
        new = {ident: number for number, ident in enumerate(line)}
        return Model(
            model.title,
            [None, *range(len(line) - 1)],
            [model.scenes[ident] for ident in line],
            [model.takes[ident] for ident in line],
            [model.ordered[ident] for ident in line],
            digests,
            (len(line) - 1, model.takes[to]),
            names={name: new[moment] for name, moment in model.names.items() if moment in new},
            quick=set(model.quick),
            dropped={name: new[moment] for name, moment in model.dropped.items() if moment in new},
        )

    @rule()
    def close_and_come_back(self) -> None:
        """Get up in good order, and sit down again."""
        self.keep()
        self.session.close()
        self.session = self.sit_down()
        self.crossed = self.recrossed = ""
        resumed = self.session.resume(self.open)
        assert resumed is not None
        self.take_in(resumed)

    @rule()
    def crash(self) -> None:
        """Go on in a copy of the folder as it lies now, as after a kill."""
        self.keep()
        self.abandoned.append(self.session)
        before = self.folder
        self.folder = self.root / f"saves-{next(self.folders)}"
        copytree(before, self.folder)
        self.session = self.sit_down()
        self.crossed = self.recrossed = ""
        resumed = self.session.resume(self.open)
        assert resumed is not None
        self.take_in(resumed)

    @rule(number=_numbers)
    def second_copy(self, number: int) -> None:
        """Open it a second time; that one looks on, and its first order makes a playthrough of its own."""
        self.keep()
        if len(self.films) + len(self.binned) >= _MOST_FILMS:
            return
        second = self.sit_down()
        looking = second.resume(self.open)
        assert looking is not None
        assert looking.looking
        model = self.model
        assert (looking.moment, looking.take) == model.head
        if number % 2:
            went = second.go(number % len(model.parents))
            if number % len(model.parents) == model.head[0]:
                assert went.looking
                assert [notice.phrase for notice in went.notices] == ["go.here"]
                second.close()
                return
            assert not went.looking
            assert went.film != self.open
            own = model.copy()
            own.title = went.title
            own.move("go", number % len(model.parents))
            assert (went.moment, went.take) == own.head
            self.films[went.film] = own
        second.close()

    @invariant()
    def the_game_says_what_the_model_says(self) -> None:
        """After every step."""
        if not self.open:
            return
        CanMachine.steps += 1
        present, model = self.session.present, self.model
        assert present.film == self.open
        assert present.title == model.title
        assert (present.moment, present.take) == model.head
        assert present.moments == len(model.parents)
        came, left = self.fresh and self.crossed, self.fresh and self.recrossed
        expected = "load" if came else model.undo[-1][0] if model.undo else ""
        assert present.undo == expected
        assert present.redo == ("load" if left else model.redo[-1][0] if model.redo else "")
        assert not present.looking
        marks = self.session.bookmarks()
        assert [(mark.name, mark.moment) for mark in marks] == list(model.names.items())

    @rule()
    def every_file_says_what_the_model_says(self) -> None:
        """Moment by moment, read from the disk; and the can lists them all."""
        self.keep()
        self.compare_files()

    def compare_files(self) -> None:
        """Hold every file against its model."""
        assert {summary.ident for summary in self.session.saves()} == set(self.films)
        for where, films in ((self.folder, self.films), (self.folder / "bin", self.binned)):
            for ident, model in films.items():
                truth = read_truth(where / f"{ident}{SUFFIX}")
                assert list(truth.moments) == model.digests
                assert (truth.head.moment, truth.head.take) == model.head
                assert truth.title == model.title
                assert list(truth.names) == list(model.names.items())
                assert list(truth.dropped) == list(model.dropped.items())
                with Film.open(where / f"{ident}{SUFFIX}", writable=False) as film:
                    assert [film.moment(each).parent for each in range(film.count())] == model.parents

    def teardown(self) -> None:
        """Compare once more, and get up."""
        try:
            if self.open:
                self.keep()
                self.compare_files()
        finally:
            for session in (self.session, *self.abandoned):
                with suppress(Exception):
                    session.close()
            rmtree(self.root, ignore_errors=True)
