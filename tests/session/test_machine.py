"""Save, load, Retake, undo, what-if, export, crash in any order: the model and the file always agree."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.hostile.machine import CanMachine

_CI = settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    stateful_step_count=30,
    database=None,
    # What fails is told as it is; making it short takes minutes.
    phases=(Phase.generate,),
    suppress_health_check=tuple(HealthCheck),  # pyright: ignore[reportArgumentType]  an enum, by a metaclass
)


def test_the_model_and_the_file_always_agree() -> None:
    """A fixed part of what ``python -m benchmarks hostile --only machine`` does at length."""
    run_state_machine_as_test(CanMachine, settings=_CI)
