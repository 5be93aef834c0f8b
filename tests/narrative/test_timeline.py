"""Clocks that would go back: inside a scene, and where the mission's phases open."""

from __future__ import annotations

import pytest

from game.mission.phases import OVER, Phase, Transition
from game.narrative.checks import check_story

from .samples import DECLARED_TEXTS, check, file_of, head

NAMES = ("first", "second", "third", "home")


def too_early(times: tuple[str, str, str, str], second: str = "", *, back: bool = False) -> list[str]:
    """Return the openings that go back, of four scenes that phases open one after the other.

    Args:
        times: the day and hour of each, ``05 12``, or ``""`` for none.
        second: effects in the second scene.
        back: the last phase leads back to the second too.
    """
    files = {**DECLARED_TEXTS, "phrases.toml": '"a.b" = "Words."\n'}
    for name, time in zip(NAMES, times, strict=True):
        extra = f"time: 2021-10-{time}:00:00\n" if time else ""
        body = f"## a\n\n{second if name == 'second' else 'Words.'}\n\n"
        again = "`if nerve > 50` => back\n\n" if back and name == "home" else ""
        files[file_of(name)] = f"{head(name, extra)}{body}{again}=> on\n"
    phases = {name: Phase(name, name) for name in NAMES[:3]}
    phases |= {"ending.home": Phase("ending.home", "home"), OVER: Phase(OVER, "")}
    rows = [Transition(here, "on", there) for here, there in zip(phases, list(phases)[1:], strict=False)]
    rows += [Transition("ending.home", "back", "second")] if back else []
    report = check_story({file: text.encode() for file, text in files.items()}, phases, rows)
    found = [finding for finding in report.errors if "before it is at" in finding.message]
    assert all(files[f.file].split("\n")[f.line - 1].startswith("time: ") for f in found)
    return [finding.message.partition(";")[0] for finding in found]


LATE = "the scene opens at 2021-10-05 11:00:00, and"


@pytest.mark.parametrize(
    ("times", "second", "said"),
    [
        (("05 09", "05 10", "05 11", "05 12"), "Words.", []),
        (("05 09", "05 11", "05 11", "05 11"), "Words.", []),
        (("05 09", "05 12", "05 11", ""), "Words.", [f"{LATE} second before it is at 2021-10-05 12:00:00"]),
        (("06 09", "05 11", "05 12", "05 13"), "Words.", []),
        (("05 09", "05 12", "", "05 11"), "Words.", [f"{LATE} second before it is at 2021-10-05 12:00:00"]),
        (("05 09", "05 10", "05 11", ""), "`at 10:30:00`", []),
        (
            ("05 09", "05 10", "05 11", ""),
            "`at 11:30:00`",
            [f"{LATE} second before it is at 2021-10-05 11:30:00"],
        ),
        (
            ("05 09", "", "05 11", ""),
            "`at 2021-10-06 01:00:00`",
            [f"{LATE} second before it is at 2021-10-06 01:00:00"],
        ),
        (("05 09", "", "05 11", ""), "`at 12:00:00`", []),
    ],
)
def test_no_scene_opens_earlier_than_one_before_it_is_at(
    times: tuple[str, str, str, str], second: str, said: list[str]
) -> None:
    """Scenes without a time are looked through; the first of the film may lie ahead."""
    assert too_early(times, second) == said


def test_scenes_that_lead_back_to_each_other_are_not_compared() -> None:
    """Which of them comes first is not known."""
    times = ("05 09", "05 12", "05 11", "05 13")
    assert too_early(times, "Words.")
    assert too_early(times, "Words.", back=True) == []


TIMED = "time: 2021-10-05 12:09:30\n"
BACK = "## a\n\n`at 13:00:00`\n\n-> b\n\n## b\n\nWords.\n\n-> c\n\n## c\n\n`at 12:30:00`\n\n=> docked\n"


@pytest.mark.parametrize(
    ("extra", "known"), [("", "13:00:00 or later"), (TIMED, "2021-10-05 13:00:00 or later")]
)
def test_a_clock_that_goes_back_is_told_with_what_it_is_at_least(extra: str, known: str) -> None:
    """Two beats on; without a time of the scene's own, the day is not known."""
    (found,) = check(cold_open=head(extra=extra) + BACK).errors
    assert found.line == head(extra=extra).count("\n") + 15
    assert found.message == f"`at 12:30:00`: the clock is {known} here and cannot go back"


@pytest.mark.parametrize(("beat", "is_wrong"), [("b", False), ("c", False), ("a", True), ("", True)])
def test_a_beat_that_another_scene_leads_to_may_be_earlier(beat: str, is_wrong: bool) -> None:
    """Only what is too late on every way is a mistake."""
    hatch = f"## smell\n\n- [go] Go. -> cold_open/{beat}\n- [no] No. -> leave\n\n## leave\n\n=> undocked\n"
    errors = check(cold_open=head(extra=TIMED) + BACK, hatch=hatch).errors
    assert any("cannot go back" in finding.message for finding in errors) is is_wrong
