"""The one door to `transitions`: ask it where a trigger leads.

Law: nothing persists but a phase's name. Each call puts the one bare model into the phase it is given,
lends it the facts, fires, reads the new name off and takes the facts back; adding a fresh model a call
costs ten times as much, because the library binds every trigger to it. The library is imported at the first
trigger, since its import costs more than the whole of a plain start.

The machine is synchronous and queued, without automatic transitions; guards are functions of facts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from game.mission.phases import PHASES, START, TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.vocabulary.values import Value


class TriggerIllegal(Exception):  # noqa: N818  named, as the whole tree, for what happened
    """A trigger was fired in a phase that has no row for it, or none whose guard agrees.

    Attributes:
        phase: where it was fired.
        trigger: what was fired.
    """

    def __init__(self, phase: str, trigger: str) -> None:
        self.phase = phase
        self.trigger = trigger
        super().__init__(f"{trigger!r} means nothing in {phase!r}")


class _Mission:
    """The bare model: the library writes the phase's name here, and the guards read the facts."""

    facts: Mapping[str, Value]
    state: str

    def __init__(self) -> None:
        self.facts = {}
        self.state = START


def fire(phase: str, trigger: str, facts: Mapping[str, Value]) -> str:
    """Return the phase that follows.

    Args:
        phase: the name of the present phase.
        trigger: what the scene or the emergency fired.
        facts: what the guards may ask.

    Raises:
        TriggerIllegal: if the table has no row for it here.
    """
    sure = _SURE.get((phase, trigger))
    if sure is not None:
        return sure
    machine, mission = _machine()
    machine.set_state(phase, mission)
    mission.facts = facts
    try:
        if trigger not in machine.events:
            raise TriggerIllegal(phase, trigger)
        machine.trigger_event(mission, trigger)
        if mission.state == phase:  # no row leads a phase to itself: every guard said no
            raise TriggerIllegal(phase, trigger)
        if not _is_guarded(phase, trigger):
            _SURE[phase, trigger] = mission.state
        return mission.state
    finally:
        mission.facts = {}


_SURE: dict[tuple[str, str], str] = {}
"""Where triggers led that no guard is asked about: the library need not be asked twice."""


def _is_guarded(phase: str, trigger: str) -> bool:
    return any(row.guard is not None for row in TRANSITIONS if row.source == phase and row.trigger == trigger)


def legal_triggers(phase: str) -> frozenset[str]:
    """Return every trigger that the table has a row for in this phase, whatever the guards say."""
    return frozenset(row.trigger for row in TRANSITIONS if row.source == phase)


@cache
def _machine() -> tuple[
    Any, _Mission
]:  # the library ships no complete types; nothing of it leaves this module
    from transitions.core import MachineError
    from transitions.extensions.nesting import HierarchicalMachine, NestedState

    class DottedState(NestedState):  # type: ignore[misc, unused-ignore]  # untyped base
        separator = "."

    class DottedMachine(HierarchicalMachine):  # type: ignore[misc, unused-ignore]  # untyped base
        state_cls = DottedState

    def asks(question: Callable[[Mapping[str, Value]], bool]) -> Callable[[Any], bool]:
        return lambda event: question(event.model.facts)

    def refuse(event: Any) -> None:
        if isinstance(event.error, MachineError):
            raise TriggerIllegal(event.model.state, event.event.name)
        raise event.error

    mission = _Mission()
    machine = DottedMachine(
        model=mission,
        states=_nested(tuple(PHASES)),
        transitions=[
            {
                "source": row.source,
                "trigger": row.trigger,
                "dest": row.target,
                "conditions": [asks(row.guard.asks)] if row.guard else [],
            }
            for row in TRANSITIONS
        ],
        initial=START,
        auto_transitions=False,
        send_event=True,
        queued=True,
        on_exception=refuse,
    )
    return machine, mission


def _nested(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return dotted names as the nested dictionaries that the library takes."""
    groups: dict[str, list[str]] = {}
    for name in names:
        head, _, rest = name.partition(".")
        groups.setdefault(head, [])
        if rest:
            groups[head].append(rest)
    return [
        {"name": head, "children": _nested(tuple(rest))} if rest else {"name": head}
        for head, rest in groups.items()
    ]
