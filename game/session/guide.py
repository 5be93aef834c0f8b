"""What was chosen before, as a guide through what was read.

Law: it leads along ways that were played, and only where they came to a place as often as this one does, so
that it comes to an end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from game.storage.moments import Twig
    from game.vocabulary.values import Offer, Place


class Guide:
    """The ways that were played so far, from this moment on."""

    def __init__(
        self, twigs: Sequence[Twig], moment: int, others: Callable[[], Iterable[Sequence[Twig]]]
    ) -> None:
        """Stand at a moment.

        Args:
            twigs: of this playthrough; what is added to them later is no part of the guide.
            moment: of this playthrough.
            others: gives those of other playthroughs, the newest first; asked when this one says nothing.
        """
        self._ways = [_Ways(twigs)]
        self._others = others
        self._asked = False
        self._at: tuple[_Ways, int] | None = (self._ways[0], moment)

    def next_choice(self, place: Place, offers: Sequence[Offer], visits: Callable[[], int]) -> str | None:
        """Return what was chosen here: on this very way last time, else newest at this place; or None.

        Args:
            place: where we stand.
            offers: what can be chosen.
            visits: tells the how many-th time this is that our way comes to this place; only a way that came
                there as often is followed.
        """
        open_now = {f"{place}/{offer.ident}": offer.ident for offer in offers}
        if not open_now:
            return None
        found = self._on_this_way(open_now) or self._at_this_place(open_now, place, visits)
        if found is None:
            return None
        ways, twig = found
        self._at = (ways, twig.ident)
        return open_now[twig.choice]

    def _on_this_way(self, open_now: dict[str, str]) -> tuple[_Ways, Twig] | None:
        if self._at is None:
            return None
        ways, ident = self._at
        for twig in reversed(ways.children.get(ident, [])):
            if twig.choice in open_now:
                return ways, twig
        return None

    def _at_this_place(
        self, open_now: dict[str, str], place: Place, visits: Callable[[], int]
    ) -> tuple[_Ways, Twig] | None:
        ours = visits()
        for ways in self._every():
            for twig in reversed(ways.twigs):
                if twig.choice in open_now and visits_to(place, ways.twigs, twig.parent) == ours:
                    return ways, twig
        return None

    def _every(self) -> Iterable[_Ways]:
        yield from self._ways
        if not self._asked:
            self._asked = True
            for twigs in self._others():
                self._ways.append(_Ways(twigs))
                yield self._ways[-1]


def visits_to(place: Place, twigs: Sequence[Twig], moment: int | None) -> int:
    """Return how often the way to a moment, itself included, stood at a place."""
    visits = 0
    while moment is not None:
        twig = twigs[moment]
        visits += (twig.scene, twig.beat) == (place.scene, place.beat)
        moment = twig.parent
    return visits


class _Ways:
    """One playthrough's moments, as they were.

    Attributes:
        twigs: by number.
        children: of each moment, the oldest first.
    """

    def __init__(self, twigs: Sequence[Twig]) -> None:
        self.twigs = tuple(twigs)
        self.children: dict[int, list[Twig]] = {}
        for twig in self.twigs:
            if twig.parent is not None:
                self.children.setdefault(twig.parent, []).append(twig)
