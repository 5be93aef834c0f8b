"""What is asked of the crew, of Moscow and of the station, and what comes back.

Law: everything said is measured from the true range with the caller's own error and delay, and rounded to
what a person would say. An answer is worked out when it is asked for and waits until it is due.

Delays and errors are chosen for play, except that there is nobody forward and no laser on this flight
(facts 2.6), so that a range is counted in cells of the grid.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking import sky
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M, look
from game.emergencies.docking.sight import HULL_M
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Answer, Asked
from game.vocabulary.flying import TICK_S, TICKS_PER_S, Cue, CueGiven

if TYPE_CHECKING:
    from game.emergencies.docking.line import Line
    from game.emergencies.docking.state import DockingState, Heard

GO_AFTER_TICKS = 15 * TICKS_PER_S
"""Moscow gives the word no sooner than this."""

MOSCOW_TICKS = 4 * TICKS_PER_S
"""Moscow's picture is so old."""

RELAY_TICKS = 6 * TICKS_PER_S
"""By relay an answer takes so long more."""

STATION_TICKS = 10 * TICKS_PER_S
"""The engineer has to get to the window."""

HARDLY_SEEN = 0.2
"""A clarity below which who counts squares is guessing: the error is four times as large."""

NO_RATE = -999
"""No rate is told."""

_DEG = 57.29577951308232


def _share(state: DockingState, stream: str, index: int, most: float) -> float:
    """Return a factor around 1, never farther from it than ``most``.

    Seven tenths of the error are the caller's own and stay for the whole flight; the rest is new each time.
    """
    own = draw(state.seed, f"docking/{stream}", 0, 2001) - 1000
    new = draw(state.seed, f"docking/{stream}", index + 1, 2001) - 1000
    return 1.0 + most * (0.7 * own + 0.3 * new) / 1000.0


def said_m(range_m: float) -> float:
    """Return a range as a person says it: in fives beyond 30 m, in metres to 10, in halves below."""
    if range_m > 30.0:
        return 5.0 * int(range_m / 5.0 + 0.5)
    if range_m > 10.0:
        return float(int(range_m + 0.5))
    return max(0.5, 0.5 * int(range_m * 2.0 + 0.5))


def squares_tenths(range_m: float) -> int:
    """Return how many cells of the grid the module's near end is wide, times ten; small-angle form."""
    return int(10.0 * _DEG * HULL_M / max(1.0, range_m + HEAD_BEFORE_EYE_M) + 0.5)


def direct_voice(state: DockingState) -> bool:
    """Return whether a ground site hears the ship; in the trainer always."""
    return state.start is not Start.DAY or state.now_s < sky.SIGNAL_LOST_S


def moscow_hears(state: DockingState) -> bool:
    """Return whether Moscow can be spoken to now, directly or by relay."""
    return direct_voice(state) or sky.relay_heard(state.seed, state.now_s)


def range_answer(state: DockingState, now: Line, about: Asked) -> Answer:
    """Return what the seat at the right will say; asked for, or offered."""
    if state.learned_ranging:
        delay, most = 5 * TICKS_PER_S, 0.05
    else:
        delay, most = 9 * TICKS_PER_S, 0.20
    if look(state).clarity < HARDLY_SEEN:
        most *= 4.0
    return Answer(
        about,
        state.tick + delay,
        state.tick,
        max(0.0, now.range_m) * _share(state, "vera", state.tick, most),
        squares_tenths(now.range_m),
    )


def moscow_answer(state: DockingState, now: Line, about: Asked) -> Answer:
    """Return Moscow's range from the picture, or that nothing will come."""
    direct = direct_voice(state)
    delay = MOSCOW_TICKS if direct else MOSCOW_TICKS + RELAY_TICKS
    if not moscow_hears(state):
        return Answer(about, state.tick + 8 * TICKS_PER_S, state.tick, silent=True)
    told = max(0.0, now.range_m) * _share(state, "moscow", state.tick, 0.08)
    return Answer(about, state.tick + delay, state.tick, told)


def go_answer(state: DockingState) -> Answer:
    """Return Moscow's word to go, asked for now: not before 15 s, and 3 to 6 s after the asking."""
    if not moscow_hears(state):
        return Answer(Asked.GO, state.tick + 8 * TICKS_PER_S, state.tick, silent=True)
    wait = (3 + draw(state.seed, "docking/go", 1, 4)) * TICKS_PER_S
    if not direct_voice(state):
        wait += RELAY_TICKS
    return Answer(Asked.GO, max(GO_AFTER_TICKS, state.tick) + wait, state.tick)


def unasked_go_tick(seed: int) -> int:
    """Return when Moscow gives the word unasked: 45 to 70 s after the beginning."""
    return (45 + draw(seed, "docking/go", 0, 26)) * TICKS_PER_S


def station_answer(state: DockingState, now: Line) -> Answer:
    """Return where the engineer at the window will say that the ship stands."""
    right = now.right_m * _share(state, "station", state.tick, 0.1)
    down = now.down_m * _share(state, "station/down", state.tick, 0.1)
    error = 0.02 * (draw(state.seed, "docking/window", state.tick, 21) - 10)
    return Answer(
        Asked.STATION,
        state.tick + STATION_TICKS,
        state.tick,
        max(0.0, now.range_m) * _share(state, "station/range", state.tick, 0.15),
        right_dm=_nearest(10.0 * (right + error)),
        down_dm=_nearest(10.0 * (down - error)),
    )


def _nearest(value: float) -> int:
    return int(value + 0.5) if value >= 0.0 else -int(0.5 - value)


def given(state: DockingState, answer: Answer) -> tuple[CueGiven, Heard]:
    """Return the cue of an answer that is due, and what is known after it.

    The rate is above zero when coming nearer. The word to go is no answer of this kind.
    """
    heard, tick = state.heard, state.tick
    late = int((tick - answer.asked) * TICK_S + 0.5)
    if answer.silent:
        return CueGiven(Cue.MOSCOW_SILENT, tick), heard
    told = said_m(answer.range_m)
    metres, decimetres = int(told + 0.5), _nearest(10.0 * told)
    ranges = (("metres", metres), ("decimetres", decimetres))
    if answer.about in (Asked.RANGE, Asked.OFFER):
        rate = NO_RATE
        passed = (answer.asked - heard.counted_tick) * TICK_S
        if state.learned_ranging and heard.vera and 5.0 <= passed <= 90.0:
            rate = max(-99, min(99, _nearest(100.0 * (heard.counted_m - answer.range_m) / passed)))
        cue = CueGiven(
            Cue.RANGE_CALLED if answer.about is Asked.RANGE else Cue.RANGE_OFFERED,
            tick,
            (
                *ranges,
                ("squares_tenths", answer.squares_tenths),
                ("before_tenths", heard.squares_tenths),
                ("rate_cm_s", rate),
                ("seconds_late", late),
                ("sure", 1 if state.learned_ranging else 0),
            ),
        )
        return cue, replace(
            heard,
            range_m=told,
            tick=answer.asked,
            counted_m=answer.range_m,
            counted_tick=answer.asked,
            squares_tenths=answer.squares_tenths,
            vera=heard.vera + 1,
        )
    if answer.about in (Asked.MOSCOW, Asked.MOSCOW_OFFER):
        cue = CueGiven(Cue.MOSCOW_RANGE, tick, (*ranges, ("seconds_late", late)))
        return cue, replace(heard, range_m=told, tick=answer.asked, moscow=heard.moscow + 1)
    sees = (("right_dm", answer.right_dm), ("down_dm", answer.down_dm), ("seconds_late", late))
    cue = CueGiven(Cue.STATION_SEES, tick, (*ranges, *sees))
    return cue, replace(heard, stepan=heard.stepan + 1)


def miss_m(now: Line) -> float:
    """Return the distance off the line [m]."""
    return sqrt(now.right_m * now.right_m + now.down_m * now.down_m)
