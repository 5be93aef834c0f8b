"""The lobby, line by line: cards, endings seen, figures.

Law: it says what the full screen shows, and nothing in it waits for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.readout.profile_words import read_figures
from game.storage.lobby import read_lobby, read_shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.plain.teller import Teller
    from game.storage.lobby import Lobby


class ProfileDesk:
    """Tells what belongs to the player."""

    def __init__(self, teller: Teller) -> None:
        """Sit down.

        Args:
            teller: says things, and knows the session.
        """
        self._teller = teller
        self._phrases = teller.phrases

    def show(self) -> None:
        """Tell the cards, the endings that were seen, and the figures.

        Raises:
            StoryError: if the story's cards or a scene cannot be read.
        """
        session = self._teller.session
        folder = session.can.folder
        ending = session.present.state.ending
        lobby = read_lobby(folder, session.book, (ending,) if ending else ())
        shares = read_shares(folder, session.book)
        figures = read_figures(lobby.figures, shares, self._phrases)
        rows = [self._phrases.say("lobby.figure", label=row.label, value=row.value) for row in figures]
        for part in (self._cards(lobby), self._endings(lobby), rows):
            self._teller.write("\n".join(map(self._teller.paper.wrap, part)))

    def _cards(self, lobby: Lobby) -> Iterator[str]:
        say = self._phrases.say
        yield say("lobby.cards_given", given=lobby.given, cards=len(lobby.cards))
        for card in lobby.cards:
            if card.hangs:
                yield say("lobby.card", title=card.title, given=card.given, words=card.words)
        if lobby.open_still:
            yield say("lobby.empty", titles="; ".join(lobby.open_still))
        if lobby.face_down:
            yield say("lobby.down", hidden=lobby.face_down)

    def _endings(self, lobby: Lobby) -> Iterator[str]:
        say = self._phrases.say
        yield say("lobby.endings_seen", seen=lobby.seen, endings=len(lobby.endings))
        for ending in lobby.endings:
            if ending.times > 1:
                yield say("lobby.ending_again", title=ending.title, note=ending.note, times=ending.times)
            elif ending.title:
                yield say("lobby.ending", title=ending.title, note=ending.note)
