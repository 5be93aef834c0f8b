"""A flight in a sitting: orders are durable at once, every tick is a place, and nothing is flown twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.recording import verify
from game.session.sitting import KEYFRAME_TICKS
from game.storage.film import Film
from game.vocabulary.commands import Fly
from game.vocabulary.flying import Control, Pulse, Rung, Set, Switch, WaveOff
from tests.session.stage import make_session, notices, sitting

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.session import Present, Session

ROOT = Path(__file__).parents[2]
PUSH = Pulse(Control.FORWARD, 40)
LEFT = Pulse(Control.LEFT, 7)


def docking(present: Present) -> DockingState:
    """Return what is flown."""
    assert present.state.flight is not None
    return present.state.flight.docking


def taken_off(session: Session) -> Present:
    """Begin a flight."""
    return session.begin_flight(Rung.FLOWN, "day", 5)


def test_an_order_is_on_the_disk_before_a_tick_has_passed(tmp_path: Path) -> None:
    """Another reader of the file finds it, with the tick that it was given at."""
    with sitting(tmp_path) as session:
        taken_off(session)
        session.run(33)
        present = session.order(PUSH, LEFT)
        assert present.durable
        with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
            last = film.moment(film.count() - 1)
        assert last.command == Fly(33, (PUSH, LEFT))
        assert last.state == present.state


def test_a_flight_without_orders_writes_itself_down(tmp_path: Path) -> None:
    """No two moments of it are farther apart than a keyframe, however it is run."""
    with sitting(tmp_path) as session:
        taken_off(session)
        for stretch in (1, 99, 350, 7, 450):
            session.run(stretch)
        session.keep()
        ticks = [docking_at(session, ident) for ident in range(session.present.moments)]
    assert ticks[-1] == 907
    assert max(later - earlier for earlier, later in pairwise(ticks)) <= KEYFRAME_TICKS


def docking_at(session: Session, ident: int) -> int:
    """Return the tick of a moment."""
    session.keep()
    film = session.can.films()[0]
    with Film.open(film.path, writable=False) as looking:
        flight = looking.moment(ident).state.flight
    assert flight is not None
    return flight.docking.tick


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stretches=st.lists(st.integers(1, 260), min_size=1, max_size=8), back=st.integers(0, 2000))
def test_every_tick_is_a_place(tmp_path: Path, stretches: list[int], back: int) -> None:
    """Going back to any tick gives the state that was there; what was flown since stays in the film."""
    with sitting(tmp_path) as session:
        taken_off(session)
        seen = {0: docking(session.present)}
        for number, stretch in enumerate(stretches):
            session.order(Pulse(Control.FORWARD if number % 2 else Control.LEFT, 1 + number))
            for _ in range(stretch):
                present = session.run(1)
                seen[docking(present).tick] = docking(present)
        tick = back % len(seen)
        before = session.present.moments
        present = session.retake_to_tick(tick)
        assert docking(present) == seen[tick]
        assert present.state.flight is not None
        assert present.state.flight.queued == (), "back before the orders of that tick"
        assert present.durable
        assert present.moments >= before


def test_a_retake_goes_to_before_the_last_order(tmp_path: Path) -> None:
    """Not to the last keyframe; and from there to before the order before."""
    with sitting(tmp_path) as session:
        taken_off(session)
        session.run(33)
        session.order(PUSH)
        session.run(333)
        before = docking(session.present)
        session.order(LEFT)
        session.run(12)
        assert docking(session.retake()) == before
        assert session.present.state.flight is not None
        assert session.present.state.flight.queued == ()
        assert docking(session.retake()).tick == 33
        assert docking(session.retake()).tick == 0 or notices(session.present)


def test_a_tick_at_which_something_was_ordered_is_gone_back_to_without_it(tmp_path: Path) -> None:
    """A Retake from a decision is from just before it, not a second time into it."""
    with sitting(tmp_path) as session:
        taken_off(session)
        session.run(33)
        session.order(PUSH)
        session.order(LEFT)
        session.run(120)
        present = session.retake_to_tick(33)
        assert docking(present).tick == 33
        assert present.state.flight is not None
        assert present.state.flight.queued == ()


def test_a_flight_is_gone_on_with_where_it_was_left(tmp_path: Path) -> None:
    """To the tick, when it was closed in good order; a name that is put on a moment keeps its tick."""
    with sitting(tmp_path) as session:
        taken_off(session)
        session.order(PUSH)
        session.run(17)
        session.bookmark("seventeen")
        session.run(200)
        left = session.present.state
    with sitting(tmp_path, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert resumed.state == left
        assert docking(session.load("seventeen")).tick == 17


def test_the_story_goes_on_when_the_flight_is_over(tmp_path: Path) -> None:
    """The stretch stops there; a Retake leads back to before the last order of the flight."""
    with sitting(tmp_path) as session:
        taken_off(session)
        session.run(400)
        session.order(WaveOff())
        present = session.run(4000)
        assert present.state.flight is None
        assert present.state.offers
        assert present.durable
        assert "It came to wave_off." in [line.text for line in present.lines]
        assert notices(session.run(10)) == ["order.not_flying"]
        assert notices(session.order(PUSH)) == ["order.not_flying"]
        assert docking(session.retake()).tick == 400


def test_one_turn_is_orders_and_time_and_durable(tmp_path: Path) -> None:
    """What it cost can be told, since the state before it is kept."""
    with sitting(tmp_path) as session:
        before = taken_off(session).state
        present = session.fly((PUSH, Set(Switch.LAMP, on=True)), 100)
        assert present.durable
        assert present.before == before
        assert docking(present).tick == 100
        with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
            assert film.moment(film.count() - 1).state == present.state


def test_the_recorder_has_every_order_and_flies_it_again(tmp_path: Path) -> None:
    """Of a flight that is under way, and of the last one; where none was flown there is nothing."""
    with sitting(tmp_path) as session:
        session.begin()
        assert session.recording() is None
        taken_off(session)
        session.run(33)
        session.order(PUSH)
        session.order(LEFT)
        session.run(200)
        tape = session.recording()
        assert tape is not None
        assert [(one.tick, one.orders) for one in tape.orders] == [(33, (PUSH, LEFT))]
        assert tape.last == docking(session.present)
        session.order(WaveOff())
        session.run(4000)
        over = session.recording()
        assert over is not None
        assert over.ending is not None
        assert verify(over) is None


@pytest.mark.parametrize("orders", [1, 2, 9, 23, 60])
def test_after_a_kill_in_flight_play_goes_on_at_the_last_order_or_after_it(
    tmp_path: Path, orders: int
) -> None:
    """A child is killed (SIGKILL) while it flies; every order that it named is in the film."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.session.flying_child", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        told = [child.stdout.readline().split() for _ in range(orders)]
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=60) == -signal.SIGKILL
    tick = int(told[-1][0])
    session = make_session(tmp_path, hour=11)
    try:
        resumed = session.resume()
        assert resumed is not None
        assert docking(resumed).tick >= tick
        assert docking(session.run(1)).tick > tick
        tape = session.recording()
        assert tape is not None
        assert {one.tick for one in tape.orders} >= {int(row[0]) for row in told}
    finally:
        session.close()
    with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
        film.check()
