"""One sitting: the present, the journal behind it, and the orders that make the next present."""

from game.session.keeping import Session
from game.session.present import Entry, Flown, Notice, Present, Preview, Way

__all__ = ["Entry", "Flown", "Notice", "Present", "Preview", "Session", "Way"]
