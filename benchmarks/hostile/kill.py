"""Games that are killed at any instant: in story, in flight, in line mode over a pipe, and among the files.

Law: the child says each order before it gives it and what was shown after it; whatever had been said when it
died is held against the file. Everything acknowledged must be there, the file must open and be sound, and the
game must go on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

import msgspec

from benchmarks.hostile.boundaries import kill_at
from benchmarks.hostile.player import NAMING, Player, Shown, make_session
from benchmarks.hostile.tally import Child, Dice, Tally
from benchmarks.hostile.truth import digest, read_truth
from game.emergencies.flown import kind_of
from game.session.sitting import KEYFRAME_TICKS
from game.storage.film import Film

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.hostile.truth import Truth

STARTS: Final = ("story", "docking", "story", "station")
ROUNDS: Final = 5
"""Kills of one playthrough, each after it was gone on with."""

_LATEST_S: Final = 0.25
_JOURNAL_WAIT_S: Final = 0.05
_ORDERS: Final = 2000
_ROOT: Final = Path(__file__).parents[2]
_REELS: Final = (1, 0, 4, 6)
"""Where the line-mode games begin: 4 leads to the station, and 0 is a docking that is under way."""
_PLAIN_WORDS: Final = (
    *("{0}", "1", "2", "1", "{0}", "1"),
    *("/retake", "/retake 2", "/save name {0}", "/load name {0}", "/undo", "/redo", "/go {0}", "/quicksave"),
    *("/quickload", "/what-if {0} way {0}", "/on", "/rename Title {0}", "/drop name {0}", "/tree", "/status"),
)
_BYSTANDER: Final = "19990101-bystander.film"


def kill_in_play(runs: range, hear: Callable[[Tally], None], seed: int, *, boundaries: bool = False) -> None:
    """Play and kill, so many times.

    Args:
        runs: the numbers of the attempts; five in a row are on one playthrough.
        hear: hears a tally of each playthrough.
        seed: of all of it.
        boundaries: kill at a counted write instead of a time.
    """
    numbers = list(runs)
    for first in range(0, len(numbers), ROUNDS):
        start = STARTS[numbers[first] % len(STARTS)]
        tally = Tally(f"kill in {'story' if start == 'story' else f'a flight ({start})'}")
        folder = Path(mkdtemp(prefix="hostile-kill-"))
        try:
            _kill_rounds(folder, start, numbers[first : first + ROUNDS], seed, tally, boundaries=boundaries)
        finally:
            rmtree(folder, ignore_errors=True)
        hear(tally)


def _kill_rounds(
    folder: Path, start: str, numbers: Sequence[int], seed: int, tally: Tally, *, boundaries: bool
) -> None:
    bystander = _bystander(folder)
    left = bystander.read_bytes()
    known: dict[str, dict[int, str]] = {}
    hour = 11
    for number in numbers:
        tally.runs += 1
        dice = Dice(seed, f"hostile/kill/{number}")
        deadly = 1 + dice.roll(30 + 120 * dice.roll(2)) if boundaries else 0
        hour += 1
        told = _play_and_kill(folder, start, dice, hour, deadly)
        what = f"seed {seed}, kill {number}"
        fallen = [line for line in told if line.startswith("!")]
        if fallen:
            tally.crash(f"{what}: the game fell: {fallen[0][-900:]}")
            return
        hour += 1
        try:
            _believe(folder, told, known, tally, what, hour)
        except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
            tally.crash(what, error)
            return
        if bystander.read_bytes() != left:
            tally.lose(f"{what}: another playthrough was touched")


def _bystander(folder: Path) -> Path:
    """Return the file of an older playthrough that nobody plays."""
    session = make_session(folder, hour=1)
    session.begin(3)
    session.choose("1")
    session.close()
    (path,) = folder.glob("*.film")
    kept = path.with_name(_BYSTANDER)
    path.rename(kept)
    os.utime(kept, (0, 0))
    return kept


def _play_and_kill(folder: Path, start: str, dice: Dice, hour: int, deadly: int) -> list[str]:
    """Return what a child had said when it died."""
    child_dice = Dice(dice.seed, f"{dice.stream}/child")

    def play(tell: Callable[[str], None]) -> None:
        if deadly:
            kill_at(deadly)
        session = make_session(folder, hour)
        player = Player(session, child_dice, announce=lambda order: tell(f"> {order}"))
        if (folder / "begun").exists():
            player.open(start)
        else:
            player.announce("open")
            player.begin(start)
        (folder / "begun").touch()
        tell(_told(player, "open"))
        for _ in range(_ORDERS):
            order = player.act()
            tell(_told(player, order))

    child = Child(play)
    if not deadly:
        _wait_for_instant(folder, child, dice)
        child.kill()
    return child.rest()


def _told(player: Player, order: str) -> str:
    return msgspec.json.encode(player.shown(order)).decode()


def _wait_for_instant(folder: Path, child: Child, dice: Dice) -> None:
    """Wait for a moment that nobody chose, and in half of all cases for one in the middle of a commit."""
    os.set_blocking(child.reading, True)
    time.sleep(dice.roll(1000) / 1000 * _LATEST_S)
    if dice.one_in(2):
        until = time.monotonic() + _JOURNAL_WAIT_S
        while time.monotonic() < until:
            with os.scandir(folder) as entries:
                if any(entry.name.endswith("-journal") for entry in entries):
                    return


def _believe(
    folder: Path, told: Sequence[str], known: dict[str, dict[int, str]], tally: Tally, what: str, hour: int
) -> None:
    """Hold what was said against what lies there, and go on."""
    shown = [msgspec.json.decode(line, type=Shown) for line in told if line.startswith("{")]
    orders = [line[2:] for line in told if line.startswith("> ")]
    under_way = orders[-1] if len(orders) > len(shown) else ""
    tally.counts[f"killed during {under_way}" if under_way else "killed between two orders"] += 1
    for one in shown:
        if one.tick < 0 or one.written_tick >= 0:
            known.setdefault(one.film, {})[one.moment] = one.state
    if not all(one.durable for one in shown):
        tally.lose(f"{what}: an order was not durable on a sound disk")
    last = shown[-1] if shown else None
    if last is not None:
        truth = read_truth(folder / f"{last.film}.film")
        _compare(folder / f"{last.film}.film", known.get(last.film, {}), tally, what)
        _compare_last(truth, last, under_way, tally, what)
    session = make_session(folder, hour)
    try:
        begun = [path.stem for path in folder.glob("*.film") if path.name != _BYSTANDER]
        resumed = (
            session.resume(last.film) if last is not None else session.resume(begun[0]) if begun else None
        )
        if resumed is None:
            if last is not None or known:
                tally.lose(f"{what}: nothing to go on with")
            return
        if last is not None and not under_way and last.tick < 0:
            now = (resumed.moment, resumed.take, resumed.undo, resumed.redo, resumed.words)
            then = (last.moment, last.take, last.undo, last.redo, last.words)
            if now != then or digest(resumed.state) != last.state:
                tally.lose(f"{what}: stood at {then}, stands at {now}, last order {last.order}")
        if last is not None and last.tick >= 0 and resumed.film == last.film:
            _compare_ticks(
                resumed.state.flight.tick if resumed.state.flight else None, shown, under_way, tally, what
            )
        # Play goes on, in the same process that would have to go on.
        player = Player(session, Dice(hour, f"{what}/on"))
        for _ in range(3):
            player.act()
            if not session.present.durable:
                tally.lose(f"{what}: cannot go on durably after it")
    finally:
        session.close()
    for path in folder.glob("*.film"):
        with Film.open(path, writable=False) as film:
            film.check()
    for leftover in (*folder.glob("*-journal"), *folder.glob(".*.lock")):
        if leftover.name.startswith(f".{last.film}" if last else "?"):
            tally.lose(f"{what}: {leftover.name} is left over")


def _compare(path: Path, known: dict[int, str], tally: Tally, what: str) -> None:
    """Every moment that was ever shown is there, to the letter."""
    with Film.open(path, writable=False) as film:
        for ident, state in known.items():
            if ident >= film.count():
                tally.lose(f"{what}: moment {ident} is gone, {film.count()} are there")
            elif digest(film.moment(ident).state) != state:
                tally.lose(f"{what}: moment {ident} is another")


def _compare_last(truth: Truth, last: Shown, under_way: str, tally: Tally, what: str) -> None:
    """What was shown last is what lies there, but for the order that was under way."""
    if len(truth.moments) < last.moments:
        tally.lose(f"{what}: {last.moments} moments were shown, {len(truth.moments)} are there")
    naming = under_way in NAMING
    if not naming and (dict(truth.names) != last.names or dict(truth.dropped) != last.dropped):
        tally.lose(f"{what}: names were {last.names} and are {dict(truth.names)} (during {under_way})")
    if naming:
        changed = set(truth.names) ^ set(last.names.items())
        if len({name for name, _ in changed}) > 1:
            tally.lose(f"{what}: one order changed the names {changed}")
    if truth.title != last.title and under_way != "retitle":
        tally.lose(f"{what}: it was called {last.title} and is called {truth.title}")
    if not under_way and last.tick < 0 and (truth.head.moment, truth.head.take) != (last.moment, last.take):
        tally.lose(f"{what}: the head was {last.moment}/{last.take} and is {truth.head}")


def _compare_ticks(tick: int | None, shown: Sequence[Shown], under_way: str, tally: Tally, what: str) -> None:
    """A flight goes on at its last order, or at most one stretch before the last tick that was shown."""
    if under_way:
        # The order that was under way may have led out of this flight, or back in it.
        return
    last = shown[-1]
    if last.order in {"run", "fly"} and (tick is None or tick < last.tick - KEYFRAME_TICKS):
        tally.lose(f"{what}: flown to tick {last.tick}, gone on with at {tick}")
    if last.order == "fly" and tick != last.tick:
        tally.lose(f"{what}: an order at tick {last.tick} is not there, it stands at {tick}")


def kill_in_plain(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Kill the program itself, played line by line over pipes, so many times; arguments as `kill_in_play`."""
    numbers = list(runs)
    for first in range(0, len(numbers), ROUNDS):
        reel = _REELS[numbers[first] % len(_REELS)]
        tally = Tally(f"kill in line mode, {f'from reel {reel}' if reel else 'in a docking'}")
        folder = Path(mkdtemp(prefix="hostile-plain-"))
        try:
            before: Truth | None = None
            for number in numbers[first : first + ROUNDS]:
                tally.runs += 1
                before = _plain_round(folder, reel, Dice(seed, f"hostile/plain/{number}"), before, tally)
        except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
            tally.crash(f"seed {seed}, plain {numbers[first]}", error)
        finally:
            rmtree(folder, ignore_errors=True)
        hear(tally)


def _plain_round(folder: Path, reel: int, dice: Dice, before: Truth | None, tally: Tally) -> Truth:
    """Play, kill, and hold what every prompt acknowledged against the file; return what lies there."""
    what = f"{dice.stream} of seed {dice.seed}"
    start = ("--reel", str(reel), "--difficulty", "flown") if before is None and reel else ()
    if before is None and not reel:
        session = make_session(folder)
        Player(session, dice).begin("docking")
        session.close()
    with subprocess.Popen(
        [sys.executable, "-m", "game", "--plain", "--saves", str(folder), *start],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
    ) as game:
        typed = _Typed(game)
        typed.hear()
        (path,) = folder.glob("*.film")
        before = before or read_truth(path)
        for _ in range(dice.roll(14)):
            typed.say(_PLAIN_WORDS[dice.roll(len(_PLAIN_WORDS))].format(1 + dice.roll(9)))
            typed.hear()
            # The prompt said that everything typed so far is durable; another process must find it.
            now = read_truth(path)
            _refuse_less(before, now, tally, what)
            before = now
        typed.say(_PLAIN_WORDS[dice.roll(len(_PLAIN_WORDS))].format(1 + dice.roll(9)))
        time.sleep(dice.roll(100) / 1000 * 0.3)
        game.kill()
        complaint = typed.complaint()
        if b"Traceback" in complaint:
            tally.crash(f"{what}: {complaint.decode(errors='replace')[-900:]}")
    tally.counts["killed after a line was typed"] += 1
    after = read_truth(path)
    _refuse_less(before, after, tally, what)
    with Film.open(path, writable=False) as film:
        flight = film.moment(film.head().moment).state.flight
    if flight is not None:
        tally.counts[f"of these in a flight ({kind_of(flight.sim).value})"] += 1
    return after


def _refuse_less(before: Truth, after: Truth, tally: Tally, what: str) -> None:
    """Count a loss where anything that was there is not there any more."""
    if (
        after.moments[: len(before.moments)] != before.moments
        or after.moves[: len(before.moves)] != before.moves
    ):
        tally.lose(f"{what}: of {len(before.moments)} moments and {len(before.moves)} moves some are gone")


class _Typed:
    """A game in line mode that is talked to over pipes."""

    def __init__(self, game: subprocess.Popen[bytes]) -> None:
        if game.stdin is None or game.stdout is None or game.stderr is None:
            raise ValueError("the game has no pipes")
        self._in, self._out, self._err = game.stdin, game.stdout, game.stderr

    def say(self, line: str) -> None:
        """Type a line."""
        self._in.write(line.encode() + b"\n")
        self._in.flush()

    def hear(self) -> None:
        """Wait for the prompt.

        Raises:
            EOFError: if the game ended instead.
        """
        heard = b""
        while not (heard == b"> " or heard.endswith(b"\n> ")):
            part = os.read(self._out.fileno(), 1 << 16)
            if not part:
                raise EOFError((heard + self._err.read()).decode(errors="replace")[-900:])
            heard += part

    def complaint(self) -> bytes:
        """Return what it said on stderr, to its end."""
        return self._err.read()
