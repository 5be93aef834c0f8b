"""Finds what no way through the mission can ever show: conditions that are false wherever they are asked.

Law: certain, for a film that began at its beginning. A word or a yes-or-no fact is tried with the values that
some way may have given it; a number and the clock with every value at which an answer can change. What only
a fact's default makes true can still be met by a film of an earlier edition. A marked start that begins as no
film can be is named too.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from game.narrative.book import Beat
from game.narrative.cases import CASE_CAP, Cases, cases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.narrative.book import Declarations, Fact, Item
    from game.narrative.expressions import Condition
    from game.narrative.graph import StoryGraph
    from game.narrative.value_flow import ValueFlow
    from game.vocabulary.values import Place, Value

    Tell = Callable[[str, int, str], None]

_NOTHING = Beat("", (), (), 0)


def check_never(graph: StoryGraph, facts: Mapping[str, Fact], flow: ValueFlow, warning: Tell) -> None:
    """Warn of every condition that no way through the mission can make true where it stands."""
    for here in graph.places():
        beat, file = graph.beat(here), graph.scenes[here.scene].file
        for item in beat.items:
            if item.when is not None:
                said = _never(item.when, here, item, facts, flow)
                if said:
                    warning(file, item.line, said)
        for choice in beat.choices:
            if choice.when is not None:
                said = _never(choice.when, here, None, facts, flow)
                if said:
                    warning(file, choice.line, said)


def check_starts(
    graph: StoryGraph, declared: Declarations, flow: ValueFlow, tell: Callable[[int, str], None]
) -> None:
    """Find marked starts with facts that no film has when it comes there.

    Args:
        graph: the story and the mission.
        declared: the facts and the starts.
        flow: which values each fact can hold where.
        tell: is told the start's reel and the message.
    """
    for start in declared.starts.values():
        if start.phase not in graph.phases:
            continue
        entry = graph.entry(graph.phases[start.phase].scene)
        if not graph.stands(entry):
            continue
        first = next(iter(graph.beat(entry).items), None)
        wrong: list[str] = []
        for name, fact in declared.facts.items():
            held = flow.values(entry, name, before=first)
            if held and start.facts.get(name, fact.default) not in held and not fact.outside:
                wrong.append(f"{name} = {' or '.join(str(value).lower() for value in held)}")
        if wrong:
            tell(start.reel, f"no film comes there without {', '.join(wrong)}; write them into its facts")


def _never(
    when: Condition, here: Place, item: Item | None, facts: Mapping[str, Fact], flow: ValueFlow
) -> str:
    """Return what is wrong with a condition at a place, or nothing."""
    cases = cases_of([when], _NOTHING, facts)
    held = {name: flow.values(here, name, before=item) for name in cases.values}
    if not cases.complete or not any(held.values()):
        return ""
    tried = {name: held[name] or values for name, values in cases.values.items()}
    if prod(map(len, tried.values())) > CASE_CAP:
        return ""
    if _holds(when, facts, tried, cases.clocks):
        return ""
    known = "; ".join(
        f"{name} is {' or '.join(str(value).lower() for value in values)}"
        for name, values in held.items()
        if values and len(values) < len(cases.values[name])
    )
    if not known:
        # Then it holds nowhere in the world, which is said already.
        return ""
    older = {name: (*values, facts[name].default) for name, values in tried.items()}
    if _holds(when, facts, older, cases.clocks):
        said = f"older: `if {when.source}` holds only in films of an earlier edition ({known})"
        return f"{said}; is it meant for them?"
    return f"never: `if {when.source}` holds on no way here ({known}); correct it or take it out"


def _holds(
    when: Condition,
    facts: Mapping[str, Fact],
    values: Mapping[str, tuple[Value, ...]],
    clocks: tuple[str, ...],
) -> bool:
    cases = Cases(facts, values, clocks, complete=True)
    return any(when.holds(case.facts, case.clock) for case in cases)
