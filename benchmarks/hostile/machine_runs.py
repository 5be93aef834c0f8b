"""The state machine at length: batch after batch of histories, each batch from a seed of its own."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Final

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.hostile.machine import CanMachine
from benchmarks.hostile.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

HISTORIES: Final = 10
STEPS: Final = 60


def run_machine(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Run so many batches.

    Args:
        runs: the numbers of the batches.
        hear: hears a tally of each.
        seed: of all of it.
    """
    for number in runs:
        tally = Tally("state machine: histories")
        tally.runs = HISTORIES
        before = CanMachine.steps
        at_length = settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            # What fails is told as it is; making it short takes minutes.
            phases=(Phase.generate,),
            suppress_health_check=tuple(HealthCheck),  # pyright: ignore[reportArgumentType]  an enum, by a metaclass
        )
        try:
            run_state_machine_as_test(_seeded(seed * 100_000 + number), settings=at_length)
        except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
            where = [
                f"{each.name}:{each.lineno} {each.line}"
                for each in traceback.extract_tb(error.__traceback__)[-3:]
            ]
            steps = " | ".join(getattr(error, "__notes__", ()))
            what = f"seed {seed}, machine {number}: {type(error).__name__} {error}"
            tally.lose(f"{what} at {where} after {steps[-1500:]}")
        tally.counts["steps, each compared"] += CanMachine.steps - before
        hear(tally)


def _seeded(seed: int) -> type[CanMachine]:
    """Return a machine whose histories follow from this seed."""

    class Seeded(CanMachine):
        """One batch."""

    return hypothesis.seed(seed)(Seeded)
