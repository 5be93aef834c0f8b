"""Says what a walk saw, as one row of plain values; `game.workshop.row_print` is for people.

Law: nothing is judged but what the measures judge; lists are in a fixed order, so that the same walk prints
the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
from statistics import median_low
from typing import TYPE_CHECKING, TypedDict

from game.mission.phases import PHASES
from game.narrative.measure import SCREEN_LINES
from game.workshop.counts import percentile
from game.workshop.recalling import Distance
from game.workshop.walk import ALL_REELS
from game.workshop.wander import EVERY_REEL, EVERY_SCENE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from game.workshop.script_index import ScriptIndex
    from game.workshop.seen import Failure, Path, Wander
    from game.workshop.walk import Walk

EVERYBODY = 85
"""Percent of the players from which a choice counts as everybody's."""
_FEW = 20
"""Times that a choice must have been open before that is said of it."""
_LONGEST = 8
_PIPE = 300
_MOST_FIVES = 20
_NAMES = {EVERY_REEL: "all", EVERY_SCENE: "without newsreels"}


class Fakes(TypedDict):
    """Lists of choices that were tried, by the place of their beat; ``share`` is the fake ones' percent."""

    lists: int
    fake: list[str]
    share: float
    in_an_emergency: list[str]
    twins: list[str]


class Recalls(TypedDict):
    """What was remembered, of the lists and choices that the games took; ``share`` is the lists' percent."""

    games: int
    lists: int
    lists_recalled: int
    lists_recalled_beyond_their_scene: int
    share: float
    choices: int
    choices_recalled: int
    choices_recalled_by_distance: dict[str, int]
    forgotten: list[str]


def walk_row(seen: Wander, index: ScriptIndex, walk: Walk) -> dict[str, object]:
    """Return all that a walk saw; its first fields are a contract.

    Args:
        seen: by the walk.
        index: of the same story and reels.
        walk: what was walked.
    """
    choices = index.choices_that_count
    taken = seen.choices_taken.keys() & choices
    read = {str(place) for place in seen.beats_read} & index.beats
    counted = [number for number in range(len(index.paragraphs)) if index.counts(number)]
    missed = [number for number in counted if not seen.lines_shown[number]]
    return {
        "runs": seen.runs,
        "endings": dict(sorted(seen.endings.items())),
        "dead_ends": seen.dead_ends.total(),
        "errors": seen.errors,
        "beats_reached": len(read),
        "beats_total": len(index.beats),
        "choices_taken": len(taken),
        "choices_total": len(choices),
        "words_per_run": spread(seen.words_per_run),
        "policy": walk.policy.value,
        "seed": walk.seed,
        "reels": list(walk.reels),
        "games_broken": seen.broken,
        "games_left_at_the_end_of_the_reels": seen.left,
        "failures": [_failure(failure, walk) for failure in seen.failures],
        "dead_end_places": dict(sorted(seen.dead_ends.items())),
        "ending_shares": shares(seen.endings, seen.runs),
        "beats_missed": sorted(index.beats - read),
        "choices_missed": sorted(choices - taken),
        "paragraphs_reached": len(counted) - len(missed),
        "paragraphs_total": len(counted),
        "paragraphs_missed": [_where(index, number) for number in missed],
        "words_by_reel": {str(reel): spread(words) for reel, words in sorted(seen.words_by_reel.items())},
        "choices_by_reel": {str(reel): spread(taken) for reel, taken in sorted(seen.choices_by_reel.items())},
        "words_between_choices": between(seen),
        "over_a_screen": len(_over_a_screen(seen)),
        "longest_waits": longest_waits(seen, index),
        "options_per_choice": dict(sorted((str(n), times) for n, times in seen.options.items())),
        "single_options": dict(sorted(seen.single.items())),
        "shared_by_two_games": {
            _NAMES.get(reel, str(reel)): percentile(values, 50) / 10
            for reel, values in sorted(seen.shared.items())
        },
        "everybody_takes": everybody_takes(seen, index),
        "fake_choices": fakes(seen, index),
        "simply_better": seen.probes.simply_better,
        "recalls": recalls(seen, index),
        "repeats": {
            "median_per_run": percentile(seen.repeats_per_run, 50),
            "most": dict(_most(seen.repeated, _MOST_FIVES)),
        },
        "gauges": gauges(seen),
        "goals": {name: [times, seen.goals_reached[name]] for name, times in sorted(seen.goals.items())},
    }


def spread(values: Sequence[int]) -> dict[str, int]:
    """Return median, least and most; zeros of none."""
    known = values or [0]
    return {"median": median_low(known), "min": min(known), "max": max(known)}


def between(seen: Wander) -> dict[str, int]:
    """Return the words between choices over every distinct path, and how many paths are longer than 150."""
    words = list(seen.words_between.values())
    return {"median": percentile(words, 50), "p95": percentile(words, 95), "max": max(words, default=0)}


def shares(counts: Mapping[str, int], of: int) -> dict[str, float]:
    """Return counts as percent of a number."""
    return {name: round(100 * times / of, 1) for name, times in sorted(counts.items())} if of else {}


def everybody_takes(seen: Wander, index: ScriptIndex, most: int = EVERYBODY) -> dict[str, float]:
    """Return the choices that nearly all games took beside others, in percent; what is meant is left out.

    Args:
        seen: by the walk.
        index: of the same story.
        most: percent that are not yet everybody.
    """
    found: dict[str, float] = {}
    for key, offered in sorted(seen.offered_beside.items()):
        choice = index.choices.get(key)
        percent = 100 * seen.taken_beside[key] / offered
        if offered >= _FEW and percent > most and not (choice is not None and choice.expected):
            found[key] = round(percent, 1)
    return found


def fakes(seen: Wander, index: ScriptIndex) -> Fakes:
    """Return the lists whose choices come to the same, whatever is taken, and the pairs that do in others."""
    lists = {where for where in seen.probes.lists if where.partition("/")[0] in index.scenes}
    fake = [where for where in seen.probes.fakes if where in lists]
    flown = {phase.scene for phase in PHASES.values() if phase.flown}
    return {
        "lists": len(lists),
        "fake": fake,
        "share": round(100 * len(fake) / len(lists), 1) if lists else 0.0,
        "in_an_emergency": [where for where in fake if where.partition("/")[0] in flown],
        "twins": [f"{where}: {one} = {other}" for where, one, other in seen.probes.twins if where in lists],
    }


def recalls(seen: Wander, index: ScriptIndex) -> Recalls:
    """Return how many choices are remembered: something later reads otherwise because of them."""
    remembered = {choice for choice, _ in seen.recalled}
    beyond = {choice for choice, far in seen.recalled if far is not Distance.SCENE}
    lists: dict[str, set[str]] = {}
    for scene in index.scenes.values():
        for beat in scene.beats.values():
            keys = {f"{scene.ident}/{choice.ident}" for choice in beat.choices if not choice.aside}
            if len(keys) > 1 and keys & seen.choices_taken.keys():
                lists[f"{scene.ident}/{beat.ident}"] = keys
    kept = sorted(where for where, keys in lists.items() if keys & remembered)
    options = {key for keys in lists.values() for key in keys if seen.choices_taken[key]}
    return {
        "games": seen.listened,
        "lists": len(lists),
        "lists_recalled": len(kept),
        "lists_recalled_beyond_their_scene": sum(1 for keys in lists.values() if keys & beyond),
        "share": round(100 * len(kept) / len(lists), 1) if lists else 0.0,
        "choices": len(options),
        "choices_recalled": len(options & remembered),
        "choices_recalled_by_distance": {
            far.value: len({choice for choice, at in seen.recalled if at is far and choice in options})
            for far in Distance
        },
        "forgotten": sorted(lists.keys() - set(kept)),
    }


def longest_waits(seen: Wander, index: ScriptIndex) -> list[dict[str, object]]:
    """Return the paths with the most lines, and those with the most words, before the next choice."""
    paths = list(seen.words_between)
    by_lines = sorted(
        paths, key=lambda path: (-seen.lines_between[path], -seen.words_between[path], str(path))
    )
    by_words = sorted(paths, key=lambda path: (-seen.words_between[path], str(path)))
    longest = dict.fromkeys((*by_lines[:_LONGEST], *by_words[:_LONGEST]))
    return [
        {
            "lines": seen.lines_between[path],
            "words": seen.words_between[path],
            "path": way_of(path, index),
        }
        for path in longest
    ]


def gauges(seen: Wander) -> dict[str, dict[str, list[int]]]:
    """Return the 10th, 50th and 90th percent of every gauge and bond as a scene opens."""
    found: dict[str, dict[str, list[int]]] = {}
    for (scene, name), values in seen.gauges.items():
        whole = sorted(values.elements())
        found.setdefault(scene, {})[name] = [percentile(whole, percent) for percent in (10, 50, 90)]
    order = {phase.scene: number for number, phase in enumerate(PHASES.values())}
    return dict(sorted(found.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def scenes_shared(seen: Wander) -> dict[str, list[float]]:
    """Return of each scene what percent of its shown paragraphs both games of a pair showed, and how many."""
    return {
        scene: [round(100 * seen.scene_shared[scene] / times, 1), times]
        for scene, times in sorted(seen.scene_shown.items())
    }


def lines_of_walk(seen: Wander, index: ScriptIndex, *, as_json: bool) -> str:
    """Return how often every paragraph was shown and every choice taken, one line each."""
    rows: list[dict[str, str | int]] = []
    for number, written in enumerate(index.paragraphs):
        if index.counts(number):
            rows.append(
                {
                    "file": written.file,
                    "line": written.line,
                    "kind": "paragraph",
                    "place": written.place,
                    "times": seen.lines_shown[number],
                    "words": written.words,
                }
            )
    for key in index.choices_that_count:
        label = index.labels[key]
        rows.append(
            {
                "file": label.file,
                "line": label.line,
                "kind": "choice",
                "place": key,
                "times": seen.choices_taken[key],
                "words": label.words,
            }
        )
    rows.sort(key=lambda row: (str(row["file"]), int(row["line"])))
    if as_json:
        return "".join(json.dumps(row) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, ["file", "line", "kind", "place", "times", "words"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _failure(failure: Failure, walk: Walk) -> dict[str, str]:
    before = walk.known_before(failure.number)
    again = f"offscript story walk --runs {before + 1} --seed {failure.seed - before}"
    again += f" --policy {walk.policy.value}"
    if walk.reels != ALL_REELS:
        again += f" --reels {walk.reels[0]}-{walk.reels[1]}"
    if walk.goal:
        again += f" --goal {shlex.quote(walk.goal)}"
    typed = failure.typed
    plain = f"printf '%s\\n' {shlex.join(typed[:_PIPE])} | offscript --plain --seed {failure.seed}"
    if walk.reels[0]:
        plain += f" --reel {walk.reels[0]}"
    return {"what": failure.what, "walk": again, "plain": plain}


def _over_a_screen(seen: Wander) -> list[Path]:
    return [path for path, lines in seen.lines_between.items() if lines > SCREEN_LINES]


def way_of(path: Path, index: ScriptIndex) -> str:
    """Return a path for a writer: from where, by which choice, over which beats."""
    head = " ".join(str(part) for part in path[:2] if isinstance(part, str))
    places = [index.paragraphs[part].place if isinstance(part, int) else part for part in path[2:]]
    # the choice's own words stand where the path begins
    return " > ".join((head, *dict.fromkeys(place for place in places if place != path[0])))


def _where(index: ScriptIndex, number: int) -> str:
    written = index.paragraphs[number]
    words = written.text.split()
    start = " ".join(words[:8])
    return f"{written.file}:{written.line} {written.place}: {start}{' ...' if len(words) > 8 else ''}"


def _most(counts: Counter[str], most: int) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
