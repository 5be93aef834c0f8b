"""How a pilot decides: the book, sooner or later, in its order or in another.

Law: ``decide`` is pure: a memory and a view give orders and a memory. The book is the same for everybody;
what differs is the character. Nobody says two things at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station.pilots.by_the_book import by_the_book, free
from game.emergencies.station.pilots.mistakes import HANDS_OFF, mistaken, without_words
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.tasks import TASKS
from game.vocabulary.station import Answer, Assign, News, Person, Task, Tell

if TYPE_CHECKING:
    from game.emergencies.station.pilots.characters import Character, Mood
    from game.emergencies.station.pilots.view import View
    from game.vocabulary.station import Question, StationOrder

_ARRAYS = (Task.ARRAYS_EDGE_ON, Task.LOCK_ARRAYS)
_HUNDREDTHS = 100

AGAIN_S = 20.0
"""The same thing is not said twice within this [s]."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one emergency.

    Attributes:
        mood: how it finds the pilot.
        wish: what is about to be said; None for nothing.
        due_s: when it will be [s].
        wishes: how many there were; numbers the draws.
        stopped: how many ways of stopping the thrust were tried.
        said: what was said and when [s], the last of each.
    """

    mood: Mood
    wish: StationOrder | None = None
    due_s: float = 0.0
    wishes: int = 0
    stopped: int = 0
    said: tuple[tuple[StationOrder, float], ...] = ()

    def said_s(self, order: StationOrder) -> float:
        """Return when something was last said [s]; long ago for never."""
        return next((when for what, when in self.said if what == order), -1.0e6)


def decide(character: Character, memory: Memory, view: View) -> tuple[Memory, tuple[StationOrder, ...]]:
    """Return what is remembered and what is ordered after this view."""
    wish = _wish(character, memory, view)
    if wish is None:
        return replace(memory, wish=None), ()
    orders: tuple[StationOrder, ...] = ()
    if wish != memory.wish:
        memory = _taken_up(character, memory, view, wish)
        question = _asks_first(character, memory, view)
        orders = () if question is None else (question,)
    if view.seconds < memory.due_s:
        return memory, orders
    if isinstance(wish, Assign) and wish.who is Person.SELF:
        memory = replace(memory, stopped=memory.stopped + 1)
    others = tuple(one for one in memory.said if one[0] != wish)
    memory = replace(memory, wish=None, said=(*others, (wish, view.seconds)))
    return memory, (*orders, wish)


def _wish(character: Character, memory: Memory, view: View) -> StationOrder | None:
    mood = memory.mood
    if character.errs:
        wish = mistaken(mood.mistakes, view)
        if wish is not None and view.seconds - memory.said_s(wish) > AGAIN_S:
            return wish
    view = without_words(mood.mistakes, view)
    if not character.by_the_list and view.reading.firing and view.scenario is Scenario.ROLL:
        wish = _stop(memory, view)
    else:
        wish = by_the_book(view).order
    if wish is None or _keeps_off(mood, view, wish):
        return None
    if isinstance(wish, Answer) and not _will_answer(character, mood, wish.question):
        return None
    return wish if view.seconds - memory.said_s(wish) > AGAIN_S else None


def _keeps_off(mood: Mood, view: View, wish: StationOrder) -> bool:
    """Tell whether somebody would keep the hands off the ship's jet, for what they mean to do about it."""
    mine = isinstance(wish, Assign) and wish.who is Person.SELF
    return mine and view.reading.firing and any(one in HANDS_OFF for one in mood.mistakes)


def _stop(memory: Memory, view: View) -> StationOrder | None:
    """Somebody who does not know page 4 tries what is at hand, and tells the one beside them."""
    if memory.stopped < len(memory.mood.stops):
        task = memory.mood.stops[memory.stopped]
        return Assign(Person.SELF, task) if free(view, Person.SELF) else None
    told = view.someone(Person.ROOKIE).knows
    return None if News.RUNS_ON in told else Tell(Person.ROOKIE, News.RUNS_ON)


def _will_answer(character: Character, mood: Mood, question: Question) -> bool:
    drawn = draw(mood.seed, f"{mood.stream}/answers/{question.value}", 0, _HUNDREDTHS)
    return drawn < character.answers * _HUNDREDTHS


def _taken_up(character: Character, memory: Memory, view: View, wish: StationOrder) -> Memory:
    """Something new is next: it takes its time to be read, understood and said."""
    mood, index = memory.mood, memory.wishes
    fires = view.reading.firing and view.scenario is Scenario.ROLL
    band = character.stops_s if fires else character.reads_s
    if index == 0:
        band = character.finds_s
    seconds = band.at(mood.seed, f"{mood.stream}/reads", index)
    if isinstance(wish, Assign) and wish.task in _ARRAYS:
        seconds += character.arrays_s.at(mood.seed, f"{mood.stream}/arrays", index)
    return replace(memory, wish=wish, due_s=view.seconds + seconds, wishes=index + 1)


def _asks_first(character: Character, memory: Memory, view: View) -> StationOrder | None:
    """Some ask before they order."""
    mood = memory.mood
    drawn = draw(mood.seed, f"{mood.stream}/asks", memory.wishes, _HUNDREDTHS)
    if drawn >= character.asks * _HUNDREDTHS:
        return None
    task = Task.REPORT if view.reading.rate_deg_s is None else Task.READ_RATES
    whom = Person.ROOKIE
    return Assign(whom, task) if task in TASKS[whom] and free(view, whom) else None
