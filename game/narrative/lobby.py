"""Reads the lobby's cards: what a player is given for, and the stills' titles and words.

Law: pure. Text in, cards out; every mistake is one `StoryError` with file, line and what to do, and
`scan_lobby` finds them all in one run. A card is given for a deed, never for how things stood: its condition
must have been wrong before the turn and right after it. So a playthrough that begins in mid-mission is given
nothing for what was done before it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from game.errors import StoryError
from game.narrative.book import Fact, ValueType
from game.narrative.declarations import line_in
from game.narrative.expressions import NAME, RESERVED, read_condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.narrative.book import Declarations
    from game.narrative.expressions import Condition
    from game.vocabulary.values import Value

LOBBY: Final = "lobby.toml"
"""Where they stand, relative to ``story/``."""

ANY: Final = "any"
"""For ``ending``: whichever."""

_MOST = 9_999
COUNTS: Final[Mapping[str, Fact]] = {
    name: Fact(name, ValueType.WHOLE, 0, meaning, high=_MOST)
    for name, meaning in (
        ("endings_seen", "Endings that the player has seen, each once."),
        ("newsreels_seen", "Newsreels that the player has sat through, each once."),
        ("films_finished", "Playthroughs that came to an ending."),
        ("takes_again", "How often the player went back, in all playthroughs."),
        ("approaches_flown", "Approaches to the station that the player has flown, lessons apart."),
        ("stations_flown", "Emergencies of the station that the player has seen through."),
    )
}
"""What ``counted`` may ask: over everything that was ever played, not one playthrough."""

_KEYS = frozenset({"title", "words", "when", "ending", "counted", "hidden"})
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
NOON: Final = "2021-10-05 12:00:00"
"""For conditions that no time of day decides."""


@dataclass(frozen=True, slots=True)
class LobbyCard:
    """A still that hangs in the lobby once it was earned.

    Attributes:
        ident: its written id, kept in the profile.
        title: what stands over it.
        words: what stands under it.
        when: the deed, over a playthrough's facts; None where the ending or the counts say all.
        ending: only when a film ends: with this one, or `ANY`; ``""`` for at any turn.
        counted: over everything that was ever played (`COUNTS`), or None.
        hidden: whether it hangs face down until it is given, because its words would tell too much.
        line: where it stands.
    """

    ident: str
    title: str
    words: str
    when: Condition | None
    ending: str
    counted: Condition | None
    hidden: bool
    line: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How a playthrough stands: what a card asks of it.

    Attributes:
        facts: every declared fact with its value.
        clock: mission time.
        ending: the ending's id, or ``""``.
    """

    facts: Mapping[str, Value]
    clock: str
    ending: str = ""


def earned(cards: Iterable[LobbyCard], before: Stand, after: Stand, *, whole: bool) -> list[LobbyCard]:
    """Return the cards that a turn has earned.

    Args:
        cards: those to ask for; one that asks a fact this playthrough does not know is not earned.
        before: how things stood before the turn.
        after: how they stand after it.
        whole: whether the playthrough began at the beginning. What a film was is asked at its end, of facts
            that somebody who began in the middle did not make true.
    """
    over = bool(after.ending) and not before.ending
    given: list[LobbyCard] = []
    for card in cards:
        if card.counted is not None:
            continue
        if card.ending:
            done = over and card.ending in (ANY, after.ending)
            if done and (card.when is None or (whole and _holds(card.when, after))):
                given.append(card)
        elif card.when is not None and _holds(card.when, after) and not _holds(card.when, before):
            given.append(card)
    return given


def counted_up(cards: Iterable[LobbyCard], counts: Mapping[str, int]) -> list[LobbyCard]:
    """Return the cards that are earned by counts such as these (`COUNTS`; what is not there is 0)."""
    known = {name: counts.get(name, 0) for name in COUNTS}
    return [card for card in cards if card.counted is not None and card.counted.holds(known, NOON)]


def scan_lobby(text: str, declared: Declarations) -> tuple[tuple[LobbyCard, ...], tuple[StoryError, ...]]:
    """Read the cards and return what could be read, with every mistake."""
    scan = _Scan(text, declared)
    return tuple(scan.cards()), tuple(scan.errors)


def _holds(condition: Condition, stand: Stand) -> bool:
    # A film of another edition may not know a fact that this one asks.
    return condition.names <= stand.facts.keys() and condition.holds(stand.facts, stand.clock)


@dataclass(slots=True)
class _Scan:
    text: str
    declared: Declarations
    errors: list[StoryError] = field(default_factory=list[StoryError])

    def cards(self) -> Iterator[LobbyCard]:
        try:
            tables: dict[str, object] = tomllib.loads(self.text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            where = _AT_LINE.search(str(error))
            line = int(where[1]) if where and where[1] else self.text.count("\n") + 1
            self._wrong(line, f"not TOML: {_AT_LINE.sub('', str(error)).strip()}; correct the line")
            return
        titles: set[str] = set()
        for ident, table in tables.items():
            if not isinstance(table, dict):
                self._wrong(self._line("", ident), f"{ident!r} is not a table; write [{ident}]")
                continue
            known = len(self.errors)
            card = self._card(ident, cast("dict[str, object]", table))
            if card.title in titles:
                self._wrong(self._line(ident, "title"), f"two cards are called {card.title!r}; rename one")
            titles.add(card.title)
            if len(self.errors) == known:
                yield card

    def _card(self, ident: str, table: Mapping[str, object]) -> LobbyCard:
        if not NAME.fullmatch(ident) or ident in RESERVED:
            self._wrong(self._line(ident), f"{ident!r} is not a name (a-z, 0-9, _); choose another")
        for key in sorted(table.keys() - _KEYS):
            known = ", ".join(sorted(_KEYS))
            self._wrong(self._line(ident, key), f"[{ident}] has no key {key!r}; it may have {known}")
        hidden = table.get("hidden", False)
        if not isinstance(hidden, bool):
            self._wrong(self._line(ident, "hidden"), f"[{ident}] hidden is true or false")
        card = LobbyCard(
            ident=ident,
            title=self._text(ident, table, "title"),
            words=self._text(ident, table, "words"),
            when=self._condition(ident, table, "when", self.declared.facts),
            ending=self._text(ident, table, "ending") if "ending" in table else "",
            counted=self._condition(ident, table, "counted", COUNTS),
            hidden=hidden is True,
            line=self._line(ident),
        )
        if card.ending not in ("", ANY, *self.declared.endings):
            line = self._line(ident, "ending")
            self._wrong(
                line, f"[{ident}] no ending is called {card.ending!r}; see endings.toml, or write any"
            )
        if not {"when", "ending", "counted"} & table.keys():
            self._wrong(card.line, f"[{ident}] says nothing of when it is given; add when, ending or counted")
        if "counted" in table and {"when", "ending"} & table.keys():
            line = self._line(ident, "counted")
            self._wrong(
                line, f"[{ident}] counted looks over all films, when and ending at one; keep one kind"
            )
        return card

    def _condition(
        self, ident: str, table: Mapping[str, object], key: str, facts: Mapping[str, Fact]
    ) -> Condition | None:
        if key not in table:
            return None
        source = self._text(ident, table, key)
        try:
            return read_condition(source, facts, LOBBY, self._line(ident, key)) if source else None
        except StoryError as error:
            self.errors.append(error)
            return None

    def _text(self, ident: str, table: Mapping[str, object], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or not value.strip():
            self._wrong(self._line(ident, key), f'[{ident}] needs {key} = "words"')
            return ""
        return value

    def _line(self, heading: str, key: str = "") -> int:
        return line_in(self.text, heading, key)

    def _wrong(self, line: int, message: str) -> None:
        self.errors.append(StoryError(LOBBY, line, message))
