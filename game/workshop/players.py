"""Who plays the walk's games: rules by which a choice is made.

Law: a player knows the state, the game's seed, and what games before it took. The same of these make the same
choices; only `LEAST_USED` and `OPPOSITE` ask about games before.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from game.chance import draw
from game.engine.turn import Turn, advance
from game.vocabulary.commands import Fly
from game.vocabulary.flying import ChangeRung, Rung
from game.workshop.foresight import Foresight
from game.workshop.goals import Goals

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.book import Choice
    from game.narrative.shelf import Book
    from game.vocabulary.values import Offer
    from game.workshop.foresight import Ahead
    from game.workshop.goals import Goal

_DEPTH = 3
"""Choices that a goal-seeker looks ahead at most."""
_WIDTH = 30
"""Moments on one depth beyond which it does not look further: the time of a game."""


class Policy(Enum):
    """How a choice is made."""

    RANDOM = "random"
    LEAST_USED = "least-used"
    """The one that all games so far have taken least, so that few games see much."""
    GOAL = "goal"
    """The one that leads nearest to what this player wants, a few choices ahead; drawn where nothing does."""
    OPPOSITE = "opposite"
    """Every second game takes at each list something else than the game before it took there, once."""


def put_away(state: State, book: Book) -> Turn:
    """Return the turn in which hands leave the controllers, and the emergency is met as a scene."""
    return advance(state, Fly(0, (ChangeRung(Rung.TOLD),)), book)


def as_told(turn: Turn, book: Book) -> Turn:
    """Return the turn with its emergency met as a scene, where it put hands on the controllers."""
    if turn.state.flight is None:
        return turn
    told = put_away(turn.state, book)
    return Turn(told.state, turn.events + told.events)


class Player:
    """Makes the choices of one game after the other.

    Args:
        book: the story.
        policy: how.
    """

    def __init__(self, book: Book, policy: Policy) -> None:
        self._book = book
        self._policy = policy
        self._taken: Counter[str] = Counter()
        self._foresight = Foresight(book)
        self._goals = Goals(book) if policy is Policy.GOAL else None
        self._asides: dict[str, frozenset[str]] = {}
        self._now: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        self._sofar: tuple[str, ...] = ()
        self._looking: Ahead | None = None
        self._foreseen: Ahead | None = None
        self._seed = 0
        self.goal: Goal | None = None

    def sit_down(self, seed: int, number: int, goal: str = "") -> None:
        """Begin a game.

        Args:
            seed: the game's.
            number: which game of the walk it is, from 0.
            goal: what is wanted, by name; ``""`` for what the seed draws.
        """
        self._seed, self._sofar, self._foreseen = seed, (), None
        if self._goals is not None:
            self.goal = self._goals.named(goal) if goal else self._goals.of(seed)
        opposes = self._policy is Policy.OPPOSITE and number % 2 == 1
        self._before, self._now = (self._now, {}) if opposes else ({}, {})

    def pick(self, state: State, step: int) -> Offer:
        """Return the choice that is taken.

        Args:
            state: with open choices.
            step: how many choices were taken in this game.
        """
        offers = self._wanted(state)
        offer = offers[draw(self._seed, "walk/choice", step, len(offers))]
        key = f"{state.place.scene}/{offer.ident}"
        # what was foreseen of the choice is still known after it
        self._foreseen = self._looking.known.get(offer.ident) if self._looking is not None else None
        self._looking = None
        self._sofar = (*self._sofar, key)
        if self._policy is Policy.LEAST_USED:
            self._taken[key] += 1
        elif self._policy is Policy.OPPOSITE:
            self._now.setdefault(str(state.place), set()).add(offer.ident)
        return offer

    def _wanted(self, state: State) -> tuple[Offer, ...]:
        offers = state.offers
        if len(offers) == 1:
            return offers
        match self._policy:
            case Policy.RANDOM:
                return offers
            case Policy.LEAST_USED:
                counts = [self._taken[f"{state.place.scene}/{offer.ident}"] for offer in offers]
                least = min(counts)
                return tuple(offer for offer, count in zip(offers, counts, strict=True) if count == least)
            case Policy.OPPOSITE:
                # only when it comes to a list first: somebody who never goes on goes in a circle
                where = str(state.place)
                before = set[str]() if where in self._now else self._before.get(where, set())
                return tuple(offer for offer in offers if offer.ident not in before) or offers
            case Policy.GOAL:
                return self._nearest(state)

    def _nearest(self, state: State) -> tuple[Offer, ...]:
        """Return the choices that lead nearest to the goal; a summary is nobody's way to it."""
        asides = self._asides_of(state.place.scene)
        offers = tuple(offer for offer in state.offers if offer.ident not in asides) or state.offers
        if len(offers) == 1 or self.goal is None:
            return offers
        now = self._foreseen
        if now is None or not now.is_now(state):
            now = self._foresight.now(state, self._sofar)
        self._looking = now
        by_ident = {choice.ident: choice for choice in now.choices}
        ways = [[self._foresight.after(now, by_ident[offer.ident])] for offer in offers]
        for _ in range(_DEPTH - 1):
            coming = [[(way, choice) for way in moments for choice in self._drama(way)] for moments in ways]
            if not any(coming) or sum(map(len, coming)) > _WIDTH:
                break
            # a moment that nothing follows stands as it is
            ways = [
                [way for way in moments if not way.choices]
                + [self._foresight.after(way, choice) for way, choice in ahead]
                for moments, ahead in zip(ways, coming, strict=True)
            ]
        values = [max(map(self.goal.score, moments)) for moments in ways]
        best = max(values)
        return tuple(offer for offer, value in zip(offers, values, strict=True) if value == best)

    def _drama(self, way: Ahead) -> tuple[Choice, ...]:
        return tuple(choice for choice in way.choices if not choice.aside) or way.choices

    def _asides_of(self, scene_id: str) -> frozenset[str]:
        asides = self._asides.get(scene_id)
        if asides is None:
            beats = self._book.scene(scene_id).beats.values()
            found = (choice.ident for beat in beats for choice in beat.choices if choice.aside)
            asides = self._asides[scene_id] = frozenset(found)
        return asides
