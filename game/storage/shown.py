"""What the player's keeper must be told of the present, without knowing the rooms above.

Law: shapes only. `game.session.present.Present` has all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine.state import State
    from game.vocabulary.events import Event
    from game.vocabulary.values import Line


class Said(Protocol):
    """A sentence about an order, by its phrase."""

    @property
    def phrase(self) -> str:
        """Its id."""
        ...


class Shown(Protocol):
    """What an order, or a stretch of a flight, showed and did."""

    @property
    def film(self) -> str:
        """The playthrough's id."""
        ...

    @property
    def marks(self) -> tuple[str, ...]:
        """Words that set the playthrough apart; none where it began at the beginning."""
        ...

    @property
    def take(self) -> int:
        """The take that is being shot."""
        ...

    @property
    def takes(self) -> int:
        """How many takes there were."""
        ...

    @property
    def state(self) -> State:
        """All that is."""
        ...

    @property
    def before(self) -> State | None:
        """All that was before the order; None where none was given."""
        ...

    @property
    def lines(self) -> tuple[Line, ...]:
        """What was shown."""
        ...

    @property
    def events(self) -> tuple[Event, ...]:
        """What was done."""
        ...

    @property
    def notices(self) -> Sequence[Said]:
        """What was said about the order."""
        ...
