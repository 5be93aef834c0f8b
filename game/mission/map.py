"""Prints the mission from its table: as a mermaid chart, and as a plain list.

Law: nothing is drawn that the table does not say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.mission.phases import OVER, PHASES, START, TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.mission.phases import Transition

_INDENT = "    "


def mermaid() -> str:
    """Return the mission as a mermaid flow chart, phases boxed by their reel."""
    lines = ["flowchart TD"]
    open_boxes: list[str] = []
    boxed: Counter[str] = Counter()
    for name in PHASES:
        boxes = name.split(".")[:-1]
        shared = 0
        while shared < min(len(boxes), len(open_boxes)) and boxes[shared] == open_boxes[shared]:
            shared += 1
        while len(open_boxes) > shared:
            open_boxes.pop()
            lines.append(f"{_INDENT * (len(open_boxes) + 1)}end")
        for box in boxes[shared:]:
            open_boxes.append(box)
            ident = "_".join(("box", *open_boxes))
            boxed[ident] += 1
            # a reel that the film comes back to is boxed again, under its own number
            again = f"_{boxed[ident]}" if boxed[ident] > 1 else ""
            lines.append(f"{_INDENT * len(open_boxes)}subgraph {ident}{again}[{box}]")
        lines.append(f"{_INDENT * (len(open_boxes) + 1)}{_node(name)}")
    while open_boxes:
        open_boxes.pop()
        lines.append(f"{_INDENT * (len(open_boxes) + 1)}end")
    lines += [f'{_INDENT}{_id(row.source)} -->|"{_label(row)}"| {_id(row.target)}' for row in TRANSITIONS]
    return "\n".join(lines) + "\n"


def outline() -> str:
    """Return the mission as a plain list: each phase with its scene, and under it what leads where."""
    lines: list[str] = []
    for phase in PHASES.values():
        scene = f"  ({phase.scene})" if phase.scene else ""
        lines.append(f"{phase.name}{scene}")
        lines += [f"  {_label(row)} -> {row.target}" for row in _rows(phase.name)]
    return "\n".join(lines) + "\n"


def _rows(phase: str) -> Iterator[Transition]:
    return (row for row in TRANSITIONS if row.source == phase)


def _label(row: Transition) -> str:
    return f"{row.trigger}, if {row.guard.name}" if row.guard is not None else row.trigger


def _id(name: str) -> str:
    return name.replace(".", "_")


def _node(name: str) -> str:
    label = name.rpartition(".")[2].replace("_", " ")
    return f'{_id(name)}(["{label}"])' if name in (START, OVER) else f'{_id(name)}["{label}"]'
