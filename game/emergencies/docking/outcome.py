"""What a flight came to, as the story will know it.

Law: trigger and beat are those of the scene ``manual_approach``; every fact is a declared one. A lesson sets
nothing but its result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.docking import sky
from game.emergencies.docking.instruments import clock
from game.emergencies.docking.starts import SETTINGS, Start
from game.emergencies.docking.state import Phase
from game.emergencies.protocol import Ending
from game.vocabulary.flying import TICK_S

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.vocabulary.values import Value

HARD_M_S = 0.20
"""A capture faster than this is a hard one; chosen for play, twice what the scene's trained pilot does."""

_CALLED_AFTER = {
    Phase.BOUNCED: ("bounced", "bounce", "bounce"),
    Phase.STRUCK: ("struck", "strike", "strike"),
    Phase.RETREATED: ("retreated", "retreat", ""),
    Phase.PROPELLANT_OUT: ("propellant_out", "no_margin", "out_of_propellant"),
}


def outcome(state: DockingState) -> Ending | None:
    """Return what the flight came to; None while it goes on."""
    if state.phase is Phase.FLYING:
        return None
    if state.start is not Start.DAY:
        return _lesson(state)
    trigger, beat, word = _ending(state)
    facts: dict[str, Value] = {
        "attempts": min(9, state.attempt),
        "propellant_kg": max(0, min(880, int(state.propellant_kg))),
        "range_by": _range_by(state),
        "speaks": state.speaks,
        "camera_running": state.camera_running,
        "flying": state.rung.value,
        "flight_minutes": min(60, int(state.tick * TICK_S / 60.0 + 0.5)),
        "without_go": state.cabin.without_go,
        "daylight": not sky.dark(state.now_s, SETTINGS[state.start].dark),
    }
    if word:
        facts["docking_outcome"] = word
    touch = state.contact
    if touch is not None:
        closing = max(0, min(60, int(100.0 * touch.closing_m_s + 0.5)))
        facts |= {
            "contact_cm_s": closing,
            "closing_cm_s": closing,
            "offset_cm": min(99, int(100.0 * touch.miss_m + 0.5)),
            "in_shadow": touch.dark,
            "approach_error": 0
            if touch.miss_m < 0.1
            else 1
            if touch.miss_m < 0.2
            else 2
            if touch.miss_m < 0.34
            else 3,
        }
    if state.phase is Phase.CAPTURED and touch is not None:
        facts["hard_contact"] = touch.closing_m_s > HARD_M_S
        facts["shot_docking"] = state.camera_running
        facts["rode_the_light"] = state.attempt == 1 and not state.waited and not touch.dark
    if state.phase is Phase.STRUCK:
        facts["probe_bent"] = True
    return Ending(trigger, beat, tuple(facts.items()), clock(state))


def _ending(state: DockingState) -> tuple[str, str, str]:
    """Return trigger, beat, and the word for ``docking_outcome`` or nothing."""
    if state.phase is Phase.CAPTURED:
        hard = state.contact is not None and state.contact.closing_m_s > HARD_M_S
        trigger, beat = ("captured_hard", "hard_capture") if hard else ("captured", "capture")
        return trigger, beat, "capture"
    if state.phase in _CALLED_AFTER:
        return _CALLED_AFTER[state.phase]
    if state.waited:
        return "gave_up", "called_home", "flight_home"
    return "waved_off", "wave_off", ""


def _range_by(state: DockingState) -> str:
    """Return who called the range most often; of equals the one who sits nearest."""
    heard = state.heard
    calls = (("vera", heard.vera), ("moscow", heard.moscow), ("stepan", heard.stepan))
    name, most = max(calls, key=lambda one: one[1])
    return name if most else "nobody"


def _lesson(state: DockingState) -> Ending:
    if state.phase in (Phase.CAPTURED, Phase.PASSED):
        result = "passed"
    elif state.phase in (Phase.BOUNCED, Phase.STRUCK):
        result = "touched"
    else:
        result = "missed"
    passed = state.brief.lessons_passed + (1 if result == "passed" else 0)
    facts: tuple[tuple[str, Value], ...] = (("lesson_result", result), ("lessons_passed", passed))
    return Ending("lesson_over", result, facts, clock(state))
