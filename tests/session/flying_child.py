"""A flight to be killed at any tick: flies as fast as it can, and names each order once it is durable.

Run as ``python -m tests.session.flying_child FOLDER``. Each line is ``TICK ORDERS TAKE``: the tick that
an order was given at, how many were given so far, and the take.
"""

from __future__ import annotations

import sys
from pathlib import Path

from game.chance import draw
from game.vocabulary.flying import Control, Pulse, Rung

from .stage import make_session

CONTROLS = tuple(Control)


def main(folder: str) -> None:
    """Fly until killed."""
    session = make_session(Path(folder))
    session.begin_flight(Rung.FLOWN, "day", 5)
    given = 0
    while True:
        flight = session.present.state.flight
        if flight is None:
            session.choose("1")
            continue
        present = session.order(Pulse(CONTROLS[draw(1, "child", given, len(CONTROLS))], 3))
        given += 1
        _say(f"{flight.docking.tick} {given} {present.take}")
        session.run(1 + draw(1, "child/wait", given, 60))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
