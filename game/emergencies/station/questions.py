"""What is asked of the engineer, how it may be answered, and what becomes of it without an answer.

Law: a table. A question is settled by whoever asked when the time is over; what they do then is what was done
on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.vocabulary.station import Person, Question, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Asking:
    """A question.

    Attributes:
        who: asks.
        replies: what fits.
        otherwise: what they do without an answer; one of the replies.
        patience_s: how long they wait for one.
    """

    who: Person
    replies: tuple[Reply, ...]
    otherwise: Reply
    patience_s: int


ASKINGS: Mapping[Question, Asking] = MappingProxyType(
    {
        Question.CAMERA: Asking(
            Person.DIRECTOR,
            (Reply.KEEP_ROLLING, Reply.CUT_AND_SHUT, Reply.YOUR_FILM),
            Reply.YOUR_FILM,
            60,
        ),
        Question.FIRE_FIRST: Asking(
            Person.COMMANDER, (Reply.LOCK_FIRST, Reply.FIRE_NOW, Reply.ASK_HALE), Reply.LOCK_FIRST, 60
        ),
        Question.WHAT_TO_SAY: Asking(
            Person.ACTOR, (Reply.TRUTH, Reply.THE_SCENE, Reply.NOTHING), Reply.NOTHING, 60
        ),
        Question.HOW_FAST: Asking(Person.COMMANDER, (Reply.BY_THE_BOOK, Reply.FASTER), Reply.BY_THE_BOOK, 60),
        Question.WHICH_LOADS: Asking(
            Person.HOUSTON,
            (Reply.COMFORT_FIRST, Reply.FILM_FIRST, Reply.KEEP_ALL),
            Reply.COMFORT_FIRST,
            90,
        ),
        Question.TO_THE_SHIPS: Asking(
            Person.HOUSTON, (Reply.STAY, Reply.GO, Reply.ROLL_CALL), Reply.STAY, 90
        ),
        Question.HAND_BACK: Asking(Person.ASTRONAUT, (Reply.NOW, Reply.WHEN_STILL), Reply.WHEN_STILL, 60),
    }
)
"""Every question."""
