"""Doubts the lobby's cards: can each be earned, and does each ask for a deed?

Law: pure, and only for `offscript story check`; who plays does not pay for it. What can be shown wrong is
said, what cannot is let pass: facts are tried against each other, never along the ways of the story.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from game.narrative.book import ValueType
from game.narrative.cases import CASE_CAP, Cases
from game.narrative.lobby import COUNTS, NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from game.narrative.book import Fact
    from game.narrative.expressions import Condition
    from game.narrative.lobby import LobbyCard
    from game.vocabulary.values import Value


def doubts(
    cards: Iterable[LobbyCard],
    facts: Mapping[str, Fact],
    reachable: Callable[[Fact], Collection[Value]],
    most: Mapping[str, int],
) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with cards that could be read: the line, and what to do.

    Args:
        cards: the cards.
        facts: the declared facts.
        reachable: returns the values that a fact can come to hold.
        most: how far a count can go (`game.narrative.lobby.COUNTS`), where that is known.
    """

    def counted(fact: Fact) -> Collection[Value]:
        return range(most.get(fact.name, fact.high) + 1)

    for card in cards:
        if card.when is not None:
            said = _doubt(card.when, facts, reachable, later=bool(card.ending))
        elif card.counted is not None:
            said = _doubt(card.counted, COUNTS, counted, later=False)
        else:
            continue
        if said:
            yield card.line, f"[{card.ident}] {said}"


def _doubt(
    condition: Condition,
    facts: Mapping[str, Fact],
    reachable: Callable[[Fact], Collection[Value]],
    *,
    later: bool,
) -> str:
    """Return what is wrong with a condition, or nothing.

    Args:
        condition: what is asked.
        facts: of what.
        reachable: as for `doubts`.
        later: whether it is asked at the end of a film only, so that it may hold at the beginning.
    """
    if condition.times:
        return ""
    defaults = {name: fact.default for name, fact in facts.items()}
    if not later and condition.holds(defaults, NOON):
        return "holds before anything is done; ask for a deed"
    values = {name: _near(facts[name], reachable(facts[name]), condition) for name in sorted(condition.names)}
    if prod(map(len, values.values())) > CASE_CAP:
        return ""
    cases = Cases(facts, values, (NOON,), complete=True)
    if any(condition.holds(case.facts, case.clock) for case in cases):
        return ""
    return f"can never be given: nothing makes {condition.source!r} true"


def _near(fact: Fact, values: Collection[Value], condition: Condition) -> tuple[Value, ...]:
    """Return the values at which a condition's answer can change: of many whole numbers only those near."""
    if fact.type is not ValueType.WHOLE or condition.joins:
        return tuple(values)
    whole = [value for value in values if isinstance(value, int)]
    near = {number + step for number in condition.numbers for step in (-1, 0, 1)} | {min(whole), max(whole)}
    return tuple(value for value in whole if value in near)
