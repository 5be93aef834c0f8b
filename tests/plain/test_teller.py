"""What every desk says with: answers first, places after, and no place behind a refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.session import Notice
from tests.plain.counter import Counter
from tests.session.stage import sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.session import Session

SAVED = Notice("save.named", {"name": "here"})
REFUSED = Notice("order.film_over", {}, refused=True)


@pytest.fixture
def session(tmp_path: Path) -> Generator[Session]:
    """A film that has just begun."""
    with sitting(tmp_path) as open_session:
        open_session.begin(2)
        yield open_session


@pytest.mark.parametrize("far", [False, True])
def test_an_order_that_plays_on_leaves_its_notices_to_the_place(session: Session, *, far: bool) -> None:
    """They stand below what it showed; only a refusal is said at once."""
    counter = Counter(session)
    present = replace(session.present, notices=(SAVED,))
    counter.teller.go_on(present, far=far)
    assert counter.shown == [(present, False)]
    assert counter.written == []
    counter.teller.go_on(replace(present, notices=(REFUSED,)), far=far)
    assert len(counter.shown) == 1
    assert counter.read() == "? The film is over; a Retake goes back into it."


def test_an_order_that_moves_is_answered_before_the_place_is_shown(session: Session) -> None:
    """And one that is refused shows no place."""
    counter = Counter(session)
    present = replace(session.present, notices=(SAVED,))
    counter.teller.stand(present)
    assert counter.shown == [(present, True)]
    assert counter.read() == "Saved as here."
    counter.teller.stand(replace(present, notices=(SAVED, REFUSED)))
    assert len(counter.shown) == 1
    assert counter.read().startswith("Saved as here.\n\n? ")


def test_of_a_damaged_film_it_is_said_what_can_be_done(session: Session) -> None:
    """Whatever order came upon it; of one that is only in use nothing need be done."""
    counter = Counter(session)
    counter.teller.refuse("save.damaged", file="holes.film")
    assert counter.read().endswith("/salvage holes.film makes a new film of what can still be read; "
                                   "this file stays as it is.")  # fmt: skip
    counter.teller.refuse("save.in_use", file="holes.film")
    assert "/salvage" not in counter.read()
