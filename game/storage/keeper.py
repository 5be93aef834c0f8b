"""Takes note of what was shown, for what belongs to the player: lines seen, lobby cards, what was counted.

Law: it never raises, never holds a turn up for long, and its loss harms nothing. A line is noted at once, by
one write that waits for no disk; what was counted is written when a card is given and when a reel, a flight
or a film is over, so that a kill costs some numbers of one reel and nothing else. Nothing is read or imported
before the second thing that is heard: the first stands on the screen before any of this is wanted.

The rooms above are known by their shape only (`game.storage.shown`); what is to be said comes back in the
caller's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from game.errors import SaveRefused
    from game.narrative.lobby import LobbyCard
    from game.storage.account_book import AccountBook
    from game.storage.seen import SeenLines
    from game.storage.shown import Shown
    from game.vocabulary.values import Line

N = TypeVar("N")


class PlayersKeeper(Generic[N]):
    """Keeps what belongs to the player of one folder."""

    def __init__(
        self,
        folder: Path,
        *,
        lobby: Callable[[], Sequence[LobbyCard]],
        now: Callable[[], str],
        notice: Callable[[str, Mapping[str, str | int]], N],
        leads: Callable[[Iterable[Line]], Iterable[str]] = lambda _: (),
    ) -> None:
        """Keep nothing yet.

        Args:
            folder: where profile and seen lines lie.
            lobby: returns the lobby's cards; asked once, when something was done for the first time.
            now: the time of day, ISO 8601, UTC.
            notice: makes what is said to the player, from a phrase's id and what it names.
            leads: returns the Archive's cards that lines lead to.
        """
        self._folder = folder
        self._lobby = lobby
        self._now = now
        self._notice = notice
        self._leads = leads
        self._waiting: list[Shown] | None = None
        self._seen: SeenLines | None = None
        self._books: AccountBook | None = None
        self._complained = False
        self._unsaid: tuple[N, ...] = ()

    def heard(self, present: Shown) -> tuple[N, ...]:
        """Take note of what an order or a flight's time showed; returns what is to be said about it."""
        if self._waiting is None:
            self._waiting = [present]
            return ()
        self._catch_up()
        said, self._unsaid = (*self._unsaid, *self._note(present)), ()
        return said

    def has_seen(self, line: Line) -> bool:
        """Return whether this line, word for word, was ever shown before."""
        self._catch_up()
        return self._lines().has(line)

    def close(self) -> None:
        """Write what is not written yet, if the disk lets it; what is heard after that is counted as well."""
        self._catch_up()
        if self._books is not None:
            self._books.leave()
            self._books.write()

    def _catch_up(self) -> None:
        """Note what was put off; what there is to say of it waits for somebody who listens."""
        waiting, self._waiting = self._waiting or [], []
        for present in waiting:
            self._unsaid += self._note(present)

    def _note(self, present: Shown) -> tuple[N, ...]:
        from game.errors import SaveRefused

        refusal: SaveRefused | None = None
        try:
            self._lines().note(present.lines)
        except SaveRefused as error:
            refusal = error
        if self._books is None:
            from game.storage.account_book import AccountBook

            self._books = AccountBook(self._folder, self._lobby, self._leads)
        given, unwritten = self._books.enter(present, self._now)
        said = [self._notice(found.phrase, found.values) for found in self._books.found_wrong()]
        said += [self._notice("lobby.given", {"title": card.title}) for card in given]
        if (refusal or unwritten) and not self._complained:
            # Once a sitting: what the film itself has to say of the disk is said by the session.
            self._complained = True
            said.append(self._notice("profile.not_kept", {}))
        return tuple(said)

    def _lines(self) -> SeenLines:
        if self._seen is None:
            from game.storage.seen import SeenLines

            self._seen = SeenLines(self._folder)
        return self._seen
