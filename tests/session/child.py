"""A game to be killed: plays the choices of its arguments and says after each that it has been shown.

Run as ``python -m tests.session.child FOLDER CHOICE...``. A choice ``/retake`` goes back one, ``/save
NAME`` names. After its last word it waits to be killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .stage import make_session


def main(folder: str, *orders: str) -> None:
    """Play, saying ``MOMENTS MOMENT TAKE`` for each present."""
    session = make_session(Path(folder))
    present = session.begin()
    _say(f"{present.moments} {present.moment} {present.take}")
    for order in orders:
        word, _, rest = order.partition(" ")
        if word == "/retake":
            present = session.retake()
        elif word == "/save":
            present = session.bookmark(rest)
        else:
            present = session.choose(order)
        _say(f"{present.moments} {present.moment} {present.take}")
    sys.stdin.read()


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
