"""One sitting: the present, the journal behind it, and the orders that make the next present."""

from game.session.present import Entry, Notice, Present
from game.session.sitting import Session

__all__ = ["Entry", "Notice", "Present", "Session"]
