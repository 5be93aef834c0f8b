"""``offscript fly docking|station``: whole emergencies flown by pilots that need no player.

Law: one line a run, in the order of the seeds. Run i flies seed N+i and its line is that of ``--seed N+i
--runs 1``, whatever the number of jobs. A flight that fails is still exit 0; what cannot be flown is exit 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING

from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.vocabulary.flying import FLYING_RUNGS, Rung
from game.workshop import fly_docking, fly_station

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.workshop.flown_lines import Line

DONE = 0
USED_WRONGLY = 2

PILOTS = {fly_docking.EMERGENCY: fly_docking.PILOTS, fly_station.EMERGENCY: fly_station.PILOTS}
"""Who flies each emergency."""

_TRAINED = "trained"
_MOST_RUNS = 1_000_000
_MOST_JOBS = 64
_MOST_SEED = 10**18 - 1
_ENOUGH_DIGITS = 18
_SHOWN = 40
_FIRST_SEED = 1
_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """One run.

    Attributes:
        emergency: a key of `PILOTS`.
        pilot: one of its pilots.
        seed: of the flight.
        difficulty: a rung that is flown.
        start: of the station's, one of `fly_station.STARTS`; a docking begins where it begins.
    """

    emergency: str
    pilot: str
    seed: int
    difficulty: str
    start: str = fly_station.STARTS[0]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give ``offscript fly`` its arguments."""
    parser.add_argument("emergency", choices=[*PILOTS], metavar="EMERGENCY", help=", ".join(PILOTS))
    names = [*dict.fromkeys(name for pilots in PILOTS.values() for name in pilots)]
    parser.add_argument(
        "--pilot",
        choices=names,
        default=_TRAINED,
        help="; ".join(f"{emergency}: {', '.join(pilots)}" for emergency, pilots in PILOTS.items()),
    )
    parser.add_argument(
        "--start", choices=fly_station.STARTS, default=None, help="where the station's begins"
    )
    parser.add_argument(
        "--difficulty",
        choices=[rung.value for rung in Rung],
        default=argparse.SUPPRESS,
        help=", ".join(rung.value for rung in FLYING_RUNGS),
    )
    parser.add_argument(
        "--seed", metavar="N", default=argparse.SUPPRESS, help="of the first run; run i flies seed N+i"
    )
    parser.add_argument("--runs", metavar="N", default="1", help="how many flights")
    parser.add_argument("--jobs", metavar="N", default="1", help="how many processes share them")
    parser.add_argument("--json", action="store_true", help="one JSON object a flight")


def run(namespace: argparse.Namespace) -> int:
    """Fly what was asked for, print a line a run, and return the exit code."""
    words = Phrasebook(phrases())
    difficulty = getattr(namespace, "difficulty", None) or Rung.FLOWN.value
    if difficulty == Rung.TOLD.value:
        return _refuse(words.say("fly.told"))
    emergency, pilot, start = namespace.emergency, namespace.pilot, namespace.start
    if pilot not in PILOTS[emergency]:
        fitting = ", ".join(PILOTS[emergency])
        return _refuse(words.say("fly.pilot", pilot=pilot, emergency=emergency, pilots=fitting))
    if start is not None and emergency != fly_station.EMERGENCY:
        return _refuse(words.say("fly.start", start=start, emergency=emergency))
    asked = {
        "--seed": (getattr(namespace, "seed", None), 0, _MOST_SEED, _FIRST_SEED),
        "--runs": (namespace.runs, 1, _MOST_RUNS, 1),
        "--jobs": (namespace.jobs, 1, _MOST_JOBS, 1),
    }
    numbers: dict[str, int] = {}
    for option, (typed, least, most, otherwise) in asked.items():
        number = otherwise if typed is None else _whole(str(typed))
        if number is None or not least <= number <= most:
            shown = ascii(str(typed)[:_SHOWN])
            return _refuse(words.say("fly.count", option=option, least=least, most=most, typed=shown))
        numbers[option] = number
    first, runs, jobs = (numbers[option] for option in ("--seed", "--runs", "--jobs"))
    wishes = [
        Wish(emergency, pilot, seed, difficulty, start or fly_station.STARTS[0])
        for seed in range(first, first + runs)
    ]
    room = fly_station if emergency == fly_station.EMERGENCY else fly_docking
    tally: list[Line] = []
    for line in flown(wishes, jobs):
        if namespace.json:
            print(json.dumps(line), flush=True)
        else:
            print(room.readable(line), flush=True)
            tally.append(line)
    if not namespace.json:
        print(room.summary(tally))
    return DONE


def flown(wishes: list[Wish], jobs: int) -> Iterator[Line]:
    """Yield the line of every wish, in their order.

    Args:
        wishes: what is flown.
        jobs: how many processes share them; the lines are the same.
    """
    if jobs == 1 or len(wishes) == 1:
        yield from map(line_of, wishes)
        return
    # spawn: the same on every system, and nothing of this process leaks into a run
    with get_context("spawn").Pool(min(jobs, len(wishes)), initializer=_leave_interrupts_alone) as pool:
        yield from pool.imap(line_of, wishes, chunksize=_CHUNK)


def _leave_interrupts_alone() -> None:
    """Ctrl-C is for the process that prints; it ends the others, without a traceback from each."""
    signal(SIGINT, SIG_IGN)


def line_of(wish: Wish) -> Line:
    """Fly one wish and return its line."""
    rung = Rung(wish.difficulty)
    if wish.emergency == fly_station.EMERGENCY:
        return fly_station.line_of(wish.pilot, wish.seed, rung, wish.start)
    return fly_docking.line_of(wish.pilot, wish.seed, rung)


def _whole(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _ENOUGH_DIGITS):
        return None
    return int(text)


def _refuse(sentence: str) -> int:
    print(f"offscript fly: {sentence}", file=sys.stderr)
    return USED_WRONGLY
