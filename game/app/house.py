"""What every screen of one sitting shares: the words, the player's settings, and the session once it is open.

Law: a holder, without rules of its own. What happened is asked of the session, never kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.storage.profile import save_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.app.widgets.talk import Heard
    from game.readout.phrasebook import Phrasebook
    from game.session import Present, Session
    from game.storage.profile import Difficulty, Pace, Profile


class House:
    """One sitting at the terminal.

    Attributes:
        phrases: every sentence of the game that is not story.
        profile: the player's settings.
        profile_folder: where they are kept.
        seed: for new playthroughs; None draws one.
        reel: where new playthroughs begin.
        pace: how time passes in a flight, a word of `game.app.pace.Pace`; changed in flight for this sitting.
        turn_s: how long a turn is [s], likewise; 0 leaves it to what is seen.
        heard: the film whose flight was left last, and what was said in it when.
    """

    def __init__(
        self,
        phrases: Phrasebook,
        profile: Profile,
        profile_folder: Path,
        *,
        seed: int | None = None,
        reel: int = 0,
        difficulty: Difficulty | None = None,
        pace: Pace | None = None,
        settle: Callable[[], None] | None = None,
    ) -> None:
        self.phrases = phrases
        self.profile = profile
        self._kept = profile
        self.profile_folder = profile_folder
        self.seed = seed
        self.reel = reel
        self.pace: str = pace or profile.pace
        self.turn_s = 0
        self.heard: tuple[str, tuple[Heard, ...]] = ("", ())
        self._difficulty: Difficulty | None = difficulty
        self._settle = settle
        self._session: Session | None = None

    def say(self, ident: str, /, **values: str | int) -> str:
        """Return the sentence with this id."""
        return self.phrases.say(ident, **values)

    @property
    def difficulty(self) -> Difficulty:
        """How the emergencies are met: what the command line asked for, else the settings."""
        return self._difficulty or self.profile.difficulty

    @property
    def is_open(self) -> bool:
        """Whether the story is loaded."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The session; nothing that needs it can be reached before the story is loaded.

        Raises:
            LookupError: before `open`.
        """
        if self._session is None:
            raise LookupError("the story is not loaded yet")
        return self._session

    def open(self, session: Session) -> None:
        """Begin to use a session."""
        self._session = session

    def begin(self) -> Present:
        """Begin a new playthrough, with the seed and the reel that the command line asked for."""
        return self.session.begin(self.seed, self.reel)

    def keep(self, profile: Profile) -> None:
        """Use these settings from now on, and write those that changed.

        Raises:
            SaveRefused: if they cannot be written; they are used all the same.
        """
        self.profile = profile
        save_profile(self.profile_folder, profile, self._kept)
        self._kept = profile

    def note_ending(self, ending: str) -> None:
        """Remember that an ending was seen.

        Raises:
            SaveRefused: if it cannot be written.
        """
        if ending not in self.profile.endings_seen:
            self.keep(self.profile.with_ending(ending))

    def settle(self) -> None:
        """Let what listens to the sitting write what it has heard so far, before somebody reads it."""
        if self._settle is not None:
            self._settle()

    def close(self) -> None:
        """Let go of the session's files."""
        if self._session is not None:
            self._session.close()
