"""What can be undone and made again is the same function of the moves after every restart."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from game.storage.moments import Head, Move, MoveKind
from game.storage.steps import steps_of, takes_of

AT = "2026-11-23T10:00:00+00:00"


class _Model:
    """Two stacks, as every editor has them, over places that are only numbers."""

    def __init__(self) -> None:
        self.here = self.shot = self.takes = 1
        self.went_back: int | None = None
        self.left: set[int] = set()
        self.undo: list[int] = []
        self.redo: list[int] = []
        self.moves: list[Move] = []
        self.orders: list[int] = []

    def shoot(self, *, ordered: bool) -> None:
        self.takes += self.went_back is not None
        self.went_back = None
        if ordered:
            self.orders.append(self.shot)
            self.redo.clear()
        self.here = self.shot
        self.shot += 1

    def _note(self, kind: MoveKind, to: int) -> None:
        self.moves.append(Move(kind, Head(self.here, 1), Head(to, 1), "", self.shot, AT))
        self.here = to
        if self.went_back is not None:
            self.left.add(self.went_back)
        self.went_back = to if kind == "retake" or (kind == "redo" and to in self.left) else None
        self.left.discard(to if self.went_back is not None else -1)

    def go(self, to: int) -> None:
        self.undo.append(self.here)
        self.redo.clear()
        self._note("retake", to % self.shot)

    def take_back(self) -> None:
        if self.undo:
            to = self.undo.pop()
            self.redo.append(self.here)
            self._note("undo", to)

    def again(self) -> None:
        if self.redo:
            to = self.redo.pop()
            self.undo.append(self.here)
            self._note("redo", to)

    def ordered_since(self, moment: int, before: int | None) -> bool:
        return any(moment <= order < (before or self.shot) for order in self.orders)


@example([("go", 0), ("go", 0), ("order", 0), ("undo", 0), ("undo", 0), ("redo", 0), ("order", 0)])
@given(st.lists(st.tuples(st.sampled_from(["order", "time", "go", "undo", "redo"]), st.integers(0, 50))))
def test_steps_are_those_of_two_stacks(doings: list[tuple[str, int]]) -> None:
    """Whatever was done in whatever order; a take is one in which something was shot."""
    model = _Model()
    for what, number in doings:
        match what:
            case "order" | "time":
                model.shoot(ordered=what == "order")
            case "go":
                model.go(number)
            case "undo":
                model.take_back()
            case _:
                model.again()
        steps = steps_of(model.moves, model.ordered_since)
        assert [step.to.moment for step in steps.undo] == model.undo
        assert [step.to.moment for step in steps.redo] == model.redo
        assert takes_of(model.moves, model.shot) == model.takes


def test_a_file_that_takes_back_what_was_never_done_is_borne() -> None:
    """Moves are sealed, but an import may come from anybody."""
    odd = [Move(kind, Head(0, 1), Head(0, 1), "", 1, AT) for kind in ("undo", "redo", "redo")]
    steps = steps_of(odd, lambda _moment, _before: False)
    assert [step.kind for step in (*steps.undo, *steps.redo)] == ["retake", "retake"]
    assert takes_of(odd, 1) == 1
