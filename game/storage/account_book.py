"""The account of a sitting: what was counted, given and seen, and how it gets into the profile.

Law: it holds only what this sitting has to add; what lies on the disk is joined to it when it is written, so
that two games never take anything from each other.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from game.errors import OffScriptError, SaveRefused
from game.narrative.lobby import Stand, counted_up, earned
from game.storage.counting import counted, counts_of, facts_before, undone_in
from game.storage.film import SUFFIX
from game.storage.profile import Profile, Tally, joined_profile, joined_tally, load_profile, save_profile
from game.vocabulary.events import FilmEnded, FlightEnded, PhaseEntered, SceneOpened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from game.narrative.lobby import LobbyCard
    from game.storage.counting import Aloft
    from game.storage.shown import Shown
    from game.vocabulary.values import Line

_GOES_ON = frozenset({"save.kept_anew", "save.own_way"})
"""What is said when a playthrough goes on in a file of its own: it is not begun by that."""

_NEWSREEL = "newsreel."
"""Before the name of a phase that is a newsreel."""


class AccountBook:
    """The profile as it lies, and what this sitting has to add to it."""

    def __init__(
        self,
        folder: Path,
        lobby: Callable[[], Sequence[LobbyCard]],
        leads: Callable[[Iterable[Line]], Iterable[str]] = lambda _: (),
    ) -> None:
        """Open the book; nothing is read yet.

        Args:
            folder: where the profile and the playthroughs lie.
            lobby: returns the lobby's cards; asked once, when something was done for the first time.
            leads: returns the Archive's cards that lines lead to.
        """
        self._folder = folder
        self._lobby = lobby
        self._leads = leads
        self._cards: tuple[LobbyCard, ...] | None = None
        self._lying: Profile = Profile()
        self._written: Profile = self._lying
        self._ours: Profile = self._lying
        self._film: str = ""
        self._reel = 0
        self._aloft: Aloft | None = None
        self._wrong: list[SaveRefused] = []
        self._told: set[str] = set()

    def found_wrong(self) -> list[SaveRefused]:
        """Return what was wrong with the profile as it lay there; each is told once."""
        wrong, self._wrong = self._wrong, []
        return wrong

    def enter(self, present: Shown, now: Callable[[], str]) -> tuple[list[LobbyCard], SaveRefused | None]:
        """Enter what was heard; returns the cards that it earned, and why it could not be written."""
        left = self._take_up(present) or present.state.reel != self._reel
        self._reel = present.state.reel
        tally, self._aloft = counted(self._ours.films[present.film], present, self._aloft)
        self._ours = replace(self._ours, films=self._ours.films | {present.film: tally})
        over = any(isinstance(event, FilmEnded | FlightEnded) for event in present.events)
        opened = any(isinstance(event, SceneOpened) for event in present.events)
        seen = (over or opened) and self._see_out(present)
        given = self._earned(present, over=over or opened)
        if given:
            when = now()
            cards = self._ours.cards | {card.ident: when for card in given}
            self._ours = replace(self._ours, cards=cards)
        met = self._meet(present)
        return given, self.write() if left or seen or over or given or met else None

    def leave(self) -> None:
        """Finish the account of the playthrough that was open."""
        if not self._film:
            return
        tally = self._ours.films[self._film]
        undone = max(tally.undone, undone_in(self._folder / f"{self._film}{SUFFIX}"))
        self._ours = replace(self._ours, films=self._ours.films | {self._film: replace(tally, undone=undone)})

    def write(self) -> SaveRefused | None:
        """Write what is not written yet, and return why it could not be."""
        if self._ours == self._written:
            return None
        try:
            self._lying = save_profile(self._folder, self._ours, self._ours)
        except SaveRefused as refusal:
            # Another game is at it; the next scene finds it done.
            return None if refusal.phrase == "save.in_use" else refusal
        self._written = self._ours
        return None

    def _take_up(self, present: Shown) -> bool:
        """Go on with what was counted of a playthrough; returns whether another one was left for it."""
        if present.film == self._film:
            return False
        self.leave()
        left, self._film, self._aloft = bool(self._film), present.film, None
        self._lying, wrong = load_profile(self._folder)
        if wrong is not None and wrong.phrase not in self._told:
            self._told.add(wrong.phrase)
            self._wrong.append(wrong)
        goes_on = any(said.phrase in _GOES_ON for said in present.notices)
        fresh = Tally(begun=0 if goes_on else 1)
        accounts = (self._lying.films.get(present.film), self._ours.films.get(present.film))
        known = [tally for tally in accounts if tally is not None]
        tally = joined_tally(known[0], known[-1]) if known else fresh
        self._ours = replace(self._ours, films=self._ours.films | {present.film: tally})
        return left

    def _meet(self, present: Shown) -> bool:
        """Note the cards that were led to; returns whether one was met for the first time."""
        met = {*self._leads(present.lines)}
        if not met - {*self._lying.archive_met, *self._ours.archive_met}:
            return False
        self._ours = replace(self._ours, archive_met=tuple(sorted({*self._ours.archive_met, *met})))
        return True

    def _see_out(self, present: Shown) -> bool:
        """Note an ending that was come to, and a newsreel that was sat through; returns whether one was."""
        passed = {present.before.phase} if present.before is not None else set[str]()
        for event in present.events:
            if isinstance(event, FilmEnded):
                self._ours = self._ours.with_ending(event.ending)
            elif isinstance(event, PhaseEntered):
                passed.add(event.phase)
        reels = {phase.removeprefix(_NEWSREEL) for phase in passed if phase.startswith(_NEWSREEL)}
        reels -= {present.state.phase.removeprefix(_NEWSREEL)}
        seen = tuple(sorted({*self._ours.newsreels_seen, *reels}))
        self._ours = replace(self._ours, newsreels_seen=seen)
        return bool(reels)

    def _earned(self, present: Shown, *, over: bool) -> list[LobbyCard]:
        """Return the cards that were earned just now and hang nowhere yet."""
        changed = facts_before(present.events)
        if not changed and not over:
            return []
        if self._cards is None:
            self._cards = self._hung()
        hanging = self._lying.cards | self._ours.cards
        cards = [card for card in self._cards if card.ident not in hanging]
        state, facts = present.state, present.state.known()
        clock = present.before.clock if present.before is not None else state.clock
        ended = any(isinstance(event, FilmEnded) for event in present.events)
        given = earned(
            cards,
            Stand(facts | changed, clock),
            Stand(facts, state.clock, state.ending if ended else ""),
            whole=not present.marks,
        )
        if over:
            given += counted_up(cards, counts_of(joined_profile(self._lying, self._ours, self._ours)))
        return given

    def _hung(self) -> tuple[LobbyCard, ...]:
        # A mistake in the story's file is the writer's to find (`offscript story check`), never the player's.
        with suppress(OffScriptError):
            return tuple(self._lobby())
        return ()
