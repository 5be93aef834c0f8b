"""What a pilot has to go by.

Law: nothing that the seat does not offer; there is no way from here to where the ship really is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.emergencies.docking.instruments import Instruments
    from game.emergencies.docking.sight import Sight
    from game.vocabulary.flying import CueGiven


@dataclass(frozen=True, slots=True)
class View:
    """The seat at one instant.

    Attributes:
        seconds: since the approach began [s].
        sight: the picture, as a person makes it out.
        panel: the instruments.
        heard: what was said or seen to happen since the last view.
    """

    seconds: float
    sight: Sight
    panel: Instruments
    heard: tuple[CueGiven, ...]
