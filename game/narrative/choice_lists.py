"""Doubts the lists of choices: options that change nothing, and lists that offer one thing only.

Law: two options are the same when they lead to the same beat and do the same, as far as anything ever reads
it. Options that can never be offered together are not compared.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from game.narrative.book import Beat
from game.narrative.cases import cases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from collections.abc import Set as AbstractSet

    from game.narrative.book import Choice, Declarations
    from game.narrative.graph import StoryGraph
    from game.vocabulary.values import Place

    Tell = Callable[[str, int, str], None]


def check_choice_lists(
    graph: StoryGraph, declared: Declarations, read: Collection[str], error: Tell, warning: Tell
) -> dict[int, tuple[int, int]]:
    """Check every list of choices; return by reel how many there are, and how many hold two of the same.

    Args:
        graph: the story and the mission.
        declared: its facts.
        read: the facts that anything ever reads.
        error: is told file, line and message of a mistake.
        warning: likewise of what is worth a look.
    """
    felt = {*read, *(name for name, fact in declared.facts.items() if fact.gauge or fact.shot)}
    flown = {phase.scene for phase in graph.phases.values() if phase.landings}
    rows: dict[int, list[bool]] = {}
    for here in graph.places():
        scene, beat = graph.scenes[here.scene], graph.beat(here)
        options = [choice for choice in beat.choices if not choice.aside]
        if len(beat.choices) == 1 and beat.choices[0].when is None and not beat.choices[0].expected:
            only = beat.choices[0]
            warning(
                scene.file,
                only.line,
                f"a click: {only.ident!r} is the only option and always there; "
                "offer another, or make it an arrow",
            )
        if len(options) < 2:
            continue
        same = _same(here, options, graph, declared, felt)
        rows.setdefault(scene.reel, []).append(bool(same))
        for choice, first in same.items():
            said = f"{choice.ident!r} leads where {first.ident!r} leads and changes nothing more"
            warning(scene.file, choice.line, f"fake: {said}; give it a beat of its own or another effect")
        if len(same) == len(options) - 1 and here.scene in flown:
            error(
                scene.file,
                options[0].line,
                f"no option of the beat {here.beat!r} changes anything, in a scene that is flown; "
                "give each its own beat",
            )
    return {reel: (len(row), sum(row)) for reel, row in sorted(rows.items())}


def _same(
    here: Place,
    options: list[Choice],
    graph: StoryGraph,
    declared: Declarations,
    felt: AbstractSet[str],
) -> dict[Choice, Choice]:
    """Return the options that are the same as one before them, each with the first such."""
    same: dict[Choice, Choice] = {}
    for first, second in combinations(options, 2):
        if first in same or second in same:
            continue
        if _does(here, first, graph, felt) == _does(here, second, graph, felt) and _together(
            first, second, declared
        ):
            same[second] = first
    return same


def _does(
    here: Place, choice: Choice, graph: StoryGraph, felt: AbstractSet[str]
) -> tuple[Place, bool, tuple[str, ...]]:
    effects = [
        effect.source
        for effect in choice.effects
        if effect.clock_to or effect.waits_s or not felt.isdisjoint(effect.writes)
    ]
    return graph.target(here, choice), choice.once, tuple(effects)


def _together(first: Choice, second: Choice, declared: Declarations) -> bool:
    conditions = [choice.when for choice in (first, second) if choice.when is not None]
    if len(conditions) < 2:
        return True
    cases = cases_of(conditions, Beat("", (), (), 0), declared.facts)
    return not cases.complete or any(
        all(condition.holds(case.facts, case.clock) for condition in conditions) for case in cases
    )
