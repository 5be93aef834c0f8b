"""A track: what is kept in mind of one quantity."""

from __future__ import annotations

import pytest

from game.emergencies.docking.pilots.track import Track

UNSURE = Track(0.0, 0.0, 4.0, 0.0, 0.01)


def test_looks_that_agree_make_it_sure() -> None:
    """After twenty looks at a thing that stands still it is where they say, and the doubt is small."""
    track = UNSURE
    for _ in range(20):
        track = track.after(0.5, 0.0, 1e-7).seen(1.5, 0.2)
    assert track.value == pytest.approx(1.5, abs=0.05)
    assert abs(track.rate) < 0.03
    assert track.doubt < 0.02


def test_a_rate_is_learned_from_looks_alone() -> None:
    """A thing that moves at 0.1 a second is believed to, after half a minute."""
    track = UNSURE
    for count in range(1, 61):
        track = track.after(0.5, 0.0, 1e-6).seen(0.05 * count, 0.05)
    assert track.rate == pytest.approx(0.1, abs=0.005)


def test_a_push_is_believed_at_once() -> None:
    """The hands know what they did before the eyes see it."""
    assert UNSURE.after(0.0, 0.04, 0.0).rate == pytest.approx(0.04)
    assert UNSURE.moved(1.0).value == 1.0


def test_doubt_grows_while_nobody_looks_and_never_by_looking() -> None:
    """Time makes a mind less sure, a look more."""
    later = UNSURE.after(10.0, 0.0, 1e-4)
    assert later.doubt > UNSURE.doubt
    assert later.rate_doubt > UNSURE.rate_doubt
    assert later.seen(3.0, 1.0).doubt < later.doubt
