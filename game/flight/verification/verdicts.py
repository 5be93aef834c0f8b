"""What a comparison comes to.

Law: an error that is not a number is never within tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One quantity of one case.

    Attributes:
        quantity: what was compared.
        unit: of error and tolerance.
        largest_error: over all rows.
        tolerance: what is allowed.
    """

    quantity: str
    unit: str
    largest_error: float
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether the error is within tolerance."""
        return self.largest_error <= self.tolerance


@dataclass(frozen=True, slots=True)
class Verdict:
    """One case.

    Attributes:
        case: its id.
        step_s: the step our integrator ended with [s]; 0 where a closed form was compared.
        checks: at least one.
        not_judged: expected columns that no check looks at.
    """

    case: str
    step_s: float
    checks: tuple[Check, ...]
    not_judged: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


def largest(errors: Sequence[float]) -> float:
    """Return the largest; not-a-number if any is."""
    worst = 0.0
    for error in errors:
        if error != error:
            return error
        worst = max(worst, error)
    return worst


def apart(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the largest difference of two lists, element by element."""
    return largest([abs(x - y) for x, y in zip(a, b, strict=True)])


_MOST_STEPS = 3_000_000
_HALVINGS = 7


def settled(
    run: Callable[[float], Sequence[Numbers]],
    first_step_s: float,
    span_s: float,
    allowed: Sequence[float],
) -> tuple[Sequence[Numbers], float]:
    """Return what ``run`` gives at a step small enough that it no longer matters, and that step.

    The step is halved until two runs differ by less than a twentieth of what is allowed, so that the verdict
    is about the equations and not about the step.

    Args:
        run: takes a step [s]; gives the rows of numbers.
        first_step_s: to begin with [s].
        span_s: how long a run is [s].
        allowed: tolerance of each number of a row.

    Raises:
        ValueError: if the run is too long to be computed.
    """
    if span_s / first_step_s > _MOST_STEPS:
        raise ValueError(f"expected rows must lie within {_MOST_STEPS * first_step_s!r} s, got {span_s!r}")
    step = first_step_s
    before = run(step)
    for _ in range(_HALVINGS):
        if 2.0 * span_s / step > _MOST_STEPS:
            break
        step *= 0.5
        after = run(step)
        near = all(
            abs(x - y) <= 0.05 * most
            for row, other in zip(after, before, strict=True)
            for x, y, most in zip(row, other, allowed, strict=True)
        )
        before = after
        if near:
            break
    return before, step
