"""``offscript fly docking``: whole emergencies flown by pilots that need no player.

Law: one line a run, in the order of the seeds. Run i flies seed N+i and its line is that of ``--seed N+i
--runs 1``, whatever the number of jobs. A flight that fails is still exit 0; what cannot be flown is exit 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import blake2b
from math import degrees
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING, cast

import msgspec

from game.emergencies.docking.campaign import Result
from game.emergencies.docking.pilots.characters import Name
from game.emergencies.docking.pilots.headless import Docking, fly_docking
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.vocabulary.flying import FLYING_RUNGS, Rung

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DONE = 0
USED_WRONGLY = 2

_EMERGENCY = "docking"
_MOST_RUNS = 1_000_000
_MOST_JOBS = 64
_MOST_SEED = 10**18 - 1
_ENOUGH_DIGITS = 18
_SHOWN = 40
_FIRST_SEED = 1
_CHUNK = 4

Line = dict[str, object]
"""What is printed of one run."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give ``offscript fly`` its arguments."""
    parser.add_argument("emergency", choices=[_EMERGENCY], metavar="EMERGENCY", help=_EMERGENCY)
    parser.add_argument("--pilot", choices=[name.value for name in Name], default=Name.TRAINED.value)
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
    wishes = [(namespace.pilot, seed, difficulty) for seed in range(first, first + runs)]
    tally: list[Line] = []
    for line in flown(wishes, jobs):
        if namespace.json:
            print(json.dumps(line), flush=True)
        else:
            print(_readable(line), flush=True)
            tally.append(line)
    if not namespace.json:
        print(_summary(tally))
    return DONE


def flown(wishes: list[tuple[str, int, str]], jobs: int) -> Iterator[Line]:
    """Yield the line of every wish, in their order.

    Args:
        wishes: pilot, seed and difficulty of each run.
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


def line_of(wish: tuple[str, int, str]) -> Line:
    """Fly one wish and return its line."""
    pilot, seed, difficulty = wish
    return told(fly_docking(Name(pilot), seed, Rung(difficulty)))


def told(docking: Docking) -> Line:
    """Return what a docking came to, ready for JSON."""
    last = docking.approaches[-1]
    touch = last.state.contact
    success = docking.result is Result.CAPTURE
    return {
        "emergency": _EMERGENCY,
        "pilot": docking.pilot.value,
        "seed": docking.seed,
        "difficulty": docking.rung.value,
        "outcome": docking.result.value,
        "success": success,
        "seconds": round(sum_of(tuple(one.seconds for one in docking.approaches)), 2),
        "events": sum(one.cues for one in docking.approaches),
        "state_hash": hash_of(docking),
        "attempts": len(docking.approaches),
        "propellant_kg": round(last.state.propellant_kg, 1),
        "contact": None
        if touch is None
        else {
            "closing_m_s": round(touch.closing_m_s, 4),
            "lateral_m": round(touch.miss_m, 4),
            "angle_deg": round(degrees(touch.angle_rad), 3),
            "rate_deg_s": round(degrees(touch.rate_rad_s), 4),
        },
        "in_shadow": touch is not None and touch.dark,
        "first_try": success and len(docking.approaches) == 1,
        "endings": [one.ending.trigger for one in docking.approaches],
        "clock": last.ending.clock,
    }


def sum_of(numbers: tuple[float, ...]) -> float:
    """Return the sum, added in order: the same on every supported Python."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def hash_of(docking: Docking) -> str:
    """Return 32 hex digits that are equal for equal flights: BLAKE2b over the states that they ended in.

    Numbers are rounded to a millionth, so that the last digit of a machine does not count.
    """
    plain = [_rounded(msgspec.to_builtins(one.state)) for one in docking.approaches]
    return blake2b(msgspec.json.encode(plain, order="deterministic"), digest_size=16).hexdigest()


def _rounded(value: object) -> object:
    match value:
        case float():
            # 0.0 and -0.0 are one number
            return round(value, 6) + 0.0
        case dict():
            return {key: _rounded(inner) for key, inner in cast("dict[str, object]", value).items()}
        case list() | tuple():
            return [_rounded(inner) for inner in cast("Sequence[object]", value)]
        case _:
            return value


def _whole(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _ENOUGH_DIGITS):
        return None
    return int(text)


def _refuse(sentence: str) -> int:
    print(f"offscript fly: {sentence}", file=sys.stderr)
    return USED_WRONGLY


def _readable(line: Mapping[str, object]) -> str:
    touch = line["contact"]
    parts = [
        f"seed {line['seed']}: {line['outcome']} after {line['attempts']}",
        f"{line['seconds']:.0f} s",
        f"{line['propellant_kg']:.0f} kg left",
    ]
    if isinstance(touch, dict):
        parts.append(f"{touch['closing_m_s']:.3f} m/s, {touch['lateral_m']:.3f} m off")
    if line["in_shadow"]:
        parts.append("in the dark")
    return ", ".join(parts)


def _summary(lines: list[Line]) -> str:
    first = sum(1 for line in lines if line["first_try"])
    docked = sum(1 for line in lines if line["success"])
    struck = sum(1 for line in lines if line["outcome"] == Result.STRIKE.value)
    return f"{len(lines)} flights: {first} docked at the first try, {docked} in the end, {struck} struck"
