"""The map: what the table says and nothing else."""

from __future__ import annotations

import re

from game.mission.map import mermaid, outline
from game.mission.phases import PHASES, TRANSITIONS


def test_the_chart_has_an_arrow_for_every_row() -> None:
    """With the trigger and the guard's name on it, in the order of the table."""
    arrows = re.findall(r'^ *(\w+) -->\|"([^"]+)"\| (\w+)$', mermaid(), re.MULTILINE)
    assert arrows == [
        (
            row.source.replace(".", "_"),
            _label(row.trigger, row.guard.name if row.guard else ""),
            row.target.replace(".", "_"),
        )
        for row in TRANSITIONS
    ]


def test_the_chart_has_a_box_for_every_phase() -> None:
    """Each once, and every box of a reel that is opened is closed."""
    chart = mermaid()
    boxes = re.findall(r"^ *(\w+)\(?\[\"", chart, re.MULTILINE)
    assert boxes == [name.replace(".", "_") for name in PHASES]
    opened = re.findall(r"subgraph (\w+)\[", chart)
    assert len(opened) == len(set(opened)) == len(re.findall(r"^ *end$", chart, re.MULTILINE))


def test_the_list_has_every_phase_and_every_row() -> None:
    """A phase with its scene, and under it what leads where."""
    lines = outline().splitlines()
    assert sum(not line.startswith(" ") for line in lines) == len(PHASES)
    for phase in PHASES.values():
        assert (f"{phase.name}  ({phase.scene})" if phase.scene else phase.name) in lines
    rows = [line.strip() for line in lines if line.startswith(" ")]
    expected = [
        f"{_label(row.trigger, row.guard.name if row.guard else '')} -> {row.target}"
        for name in PHASES
        for row in TRANSITIONS
        if row.source == name
    ]
    assert rows == expected


def _label(trigger: str, guard: str) -> str:
    return f"{trigger}, if {guard}" if guard else trigger
