"""What was passed, told again in a few sentences: reads ``story/previously.toml`` and chooses from it.

Law: pure, and nothing is made up. A sentence is told only of a beat that was read or of a choice that was
taken on this line of moments; the same line gives the same words. Every mistake in the file is one
`StoryError` with file, line and what to do, and `scan_previously` finds them all in one run.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast, get_args

from game.errors import StoryError
from game.narrative.declarations import line_in
from game.narrative.expressions import NAME, read_condition
from game.narrative.measure import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from game.narrative.book import Declarations
    from game.narrative.expressions import Condition
    from game.vocabulary.values import Value

PREVIOUSLY = "previously.toml"

Length = Literal["short", "middle", "long"]
"""Two sentences; a paragraph; a paragraph for every reel."""

LENGTHS: tuple[Length, ...] = get_args(Length)

OPENINGS = "openings"
FLIGHTS = "flights"
TIME = "{time}"
"""Where a sentence about a flight names the mission time."""

LONGEST_SENTENCE = 30
"""Words of one sentence. Chosen so that the middle length can always come between its bounds."""

SHORT_SENTENCES = 2
MIDDLE_WORDS = (60, 90)
"""At least, where so much happened, and at most. Chosen for play: read in half a minute."""

LONG_WORDS = 300
"""At most."""

ALWAYS, OFTEN, SELDOM = 3, 2, 1
"""Weights: also told in the short length; from the middle one on; only in the long one."""

_WEIGHTS = (ALWAYS, OFTEN, SELDOM)

_KEY = re.compile(rf"{NAME.pattern}/{NAME.pattern}(?:/{NAME.pattern})?")
_REEL = re.compile(r"reel_(\d)")
_ENDS = (".", "?", "!", '."', '?"', '!"', ".*")
_KNOWN = {"weight", "words", "when"}
_HEADING = re.compile(r"\s*\[{1,2}([^\]]+)\]")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence about something that was passed.

    Attributes:
        key: ``scene/beat``, or ``scene/beat/choice``; ``""`` for how a film begins.
        reel: the reel of the scene.
        weight: `ALWAYS`, `OFTEN` or `SELDOM`.
        words: the sentence.
        when: under which facts it is told, or None.
        line: where it stands.
    """

    key: str
    reel: int
    weight: int
    words: str
    when: Condition | None
    line: int

    @property
    def scene(self) -> str:
        """The scene of its key."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Recaps:
    """Every sentence of the file.

    Attributes:
        sentences: by key; of several with one key the first is told whose condition holds.
        openings: how a film begins that does not begin with the cold open, by its first scene.
        flights: where a flight stands that is under way, by its scene; `TIME` is filled in.
    """

    sentences: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict[str, "tuple[Sentence, ...]"])
    openings: Mapping[str, str] = field(default_factory=dict[str, str])
    flights: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def scenes(self) -> frozenset[str]:
        """The scenes that have a sentence."""
        return frozenset(key.partition("/")[0] for key in self.sentences)


NO_RECAPS = Recaps()


def previously(
    recaps: Recaps,
    passed: Sequence[str],
    facts: Mapping[str, Value],
    length: Length,
    standing: str = "",
) -> tuple[str, ...]:
    """Return what happened so far, as paragraphs; none where nothing that has a sentence was passed.

    Args:
        recaps: the sentences.
        passed: ``scene/beat`` and ``scene/beat/choice`` on the line of moments to now, in order.
        facts: what is true now, for the conditions.
        length: how much of it.
        standing: a last sentence: where a flight stands that is under way.
    """
    told = _told(recaps, passed, facts)
    room = SHORT_SENTENCES - bool(standing)
    match length:
        case "short":
            by_weight = sorted(range(len(told)), key=lambda at: (told[at].weight, at))
            chosen = sorted(by_weight[-room:])
        case "middle":
            chosen = _within(told, MIDDLE_WORDS[1] - words_in(standing), OFTEN, MIDDLE_WORDS[0])
        case "long":
            chosen = _within(told, LONG_WORDS - words_in(standing), SELDOM, LONG_WORDS)
    kept = [told[at] for at in chosen]
    paragraphs = _by_reel(kept) if length == "long" else [[sentence.words for sentence in kept]]
    if standing:
        paragraphs = [*paragraphs[:-1], [*(paragraphs or [[]])[-1], standing]]
    return tuple(" ".join(words) for words in paragraphs if words)


def _told(recaps: Recaps, passed: Sequence[str], facts: Mapping[str, Value]) -> list[Sentence]:
    """Return every sentence that could be told, in order; of what was passed twice only the last time."""
    last: dict[str, int] = {}
    for at, key in enumerate(passed):
        # The echo of a choice stands at the beat that was left by it: that is no second passing.
        if key not in last or not passed[at - 1].startswith(f"{key}/"):
            last[key] = at
    told: list[Sentence] = []
    for key in sorted(last, key=last.__getitem__):
        for sentence in recaps.sentences.get(key, ()):
            # No clock: what is asked of it would have changed since.
            if sentence.when is None or sentence.when.holds(facts, ""):
                told.append(sentence)
                break
    scene = passed[0].partition("/")[0] if passed else ""
    opening = recaps.openings.get(scene, "")
    if opening:
        told.insert(0, Sentence("", told[0].reel if told else 0, ALWAYS, opening, None, 0))
    return told


def _within(told: Sequence[Sentence], most: int, least_weight: int, enough: int) -> list[int]:
    """Return which sentences to tell in so many words: of each reel the weightiest and latest first.

    Those below the weight are told only while there are not enough words.
    """
    order = _in_turn(told)
    chosen: list[int] = []
    words = 0
    for wanted in (True, False):
        for at in order:
            if (told[at].weight >= least_weight) is not wanted or (not wanted and words >= enough):
                continue
            more = words_in(told[at].words)
            if words + more <= most:
                chosen.append(at)
                words += more
    return sorted(chosen)


def _in_turn(told: Sequence[Sentence]) -> list[int]:
    """Return the sentences' numbers, one of each reel and then the next of each, the latest reel first."""
    reels: dict[int, list[int]] = defaultdict(list)
    for at, sentence in enumerate(told):
        reels[sentence.reel].append(at)
    rows: list[tuple[int, int, int]] = []
    for numbers in reels.values():
        ranked = sorted(numbers, key=lambda at: (told[at].weight, at), reverse=True)
        rows += [(rank, -numbers[-1], at) for rank, at in enumerate(ranked)]
    return [at for _, _, at in sorted(rows)]


def _by_reel(kept: Iterable[Sentence]) -> list[list[str]]:
    """Return the words of sentences, a paragraph a reel, in the order in which the reels were come to."""
    paragraphs: dict[int, list[str]] = defaultdict(list)
    for sentence in kept:
        paragraphs[sentence.reel].append(sentence.words)
    return list(paragraphs.values())


# reading


def read_previously(text: str, declarations: Declarations, file: str = PREVIOUSLY) -> Recaps:
    """Read the file.

    Args:
        text: the whole of it.
        declarations: the facts that conditions may ask.
        file: for the message.

    Raises:
        StoryError: for the first mistake.
    """
    recaps, errors = scan_previously(text, declarations, file)
    if errors:
        raise errors[0]
    return recaps


def scan_previously(
    text: str, declarations: Declarations, file: str = PREVIOUSLY
) -> tuple[Recaps, tuple[StoryError, ...]]:
    """Read the file and return what could be read, with every mistake."""
    scan = _Scan(text, declarations, file)
    return scan.recaps(), tuple(scan.errors)


@dataclass(slots=True)
class _Scan:
    text: str
    declarations: Declarations
    file: str
    errors: list[StoryError] = field(default_factory=list[StoryError])
    lines: dict[str, list[int]] = field(default_factory=dict[str, "list[int]"])

    def recaps(self) -> Recaps:
        for line, row in enumerate(self.text.split("\n"), 1):
            heading = _HEADING.match(row)
            if heading is not None:
                self.lines.setdefault(heading[1].replace('"', ""), []).append(line)
        sentences: dict[str, tuple[Sentence, ...]] = {}
        lists: dict[str, dict[str, str]] = {OPENINGS: {}, FLIGHTS: {}}
        for group, table in self._loaded().items():
            reel = _REEL.fullmatch(group)
            if not isinstance(table, dict) or (reel is None and group not in lists):
                self._wrong(
                    group,
                    f'unknown table {group!r}; write [reel_N."scene/beat"], [{OPENINGS}] or [{FLIGHTS}]',
                )
                continue
            rows = cast("dict[str, object]", table)
            if reel is None:
                lists[group] = dict(self._listed(group, rows))
            else:
                told = {key: self._told(int(reel[1]), group, key, row) for key, row in rows.items()}
                sentences |= {key: found for key, found in told.items() if found}
        return Recaps(sentences, lists[OPENINGS], lists[FLIGHTS])

    def _loaded(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            where = _AT_LINE.search(str(error))
            line = int(where[1]) if where and where[1] else self.text.count("\n") + 1
            why = _AT_LINE.sub("", str(error)).strip()
            self.errors.append(StoryError(self.file, line, f"not TOML: {why}; correct the line"))
            return {}

    def _wrong(self, heading: str, message: str, number: int = 0) -> None:
        self.errors.append(StoryError(self.file, self._line(heading, number), message))

    def _line(self, heading: str, number: int = 0) -> int:
        """Return the line of a heading, of the one of that number where there are several; else 0."""
        lines = self.lines.get(heading, [])
        if lines:
            return lines[min(number, len(lines) - 1)]
        return line_in(self.text, *heading.rpartition(".")[::2])

    def _listed(self, group: str, rows: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        for scene, words in rows.items():
            heading = f"{group}.{scene}"
            if not isinstance(words, str) or not words.strip():
                self._wrong(heading, f'[{group}] a line is scene = "words", got {scene} = {words!r}')
                continue
            self._check_words(heading, words)
            blanks = re.findall(r"\{[^}]*\}?", words)
            if blanks != ([TIME] if group == FLIGHTS else []):
                rule = f"names the time once, as {TIME}" if group == FLIGHTS else "has no blanks"
                self._wrong(heading, f"[{group}] {scene}: a sentence here {rule}")
                continue
            yield scene, words.strip()

    def _told(self, reel: int, group: str, key: str, told: object) -> tuple[Sentence, ...]:
        heading = f"{group}.{key}"
        if not _KEY.fullmatch(key):
            self._wrong(heading, f"{key!r} is not scene/beat or scene/beat/choice; correct it")
            return ()
        rows = cast("list[object]", told) if isinstance(told, list) else [told]
        sentences: list[Sentence] = []
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                self._wrong(heading, f'{key}: write weight = 2 and words = "..." below the heading')
                continue
            if sentences and sentences[-1].when is None:
                line = sentences[-1].line
                self._wrong(
                    heading, f"{key}: never told, since line {line} has no condition; put it first", number
                )
            sentence = self._sentence(key, reel, heading, number, cast("dict[str, object]", row))
            if sentence is not None:
                sentences.append(sentence)
        return tuple(sentences)

    def _sentence(
        self, key: str, reel: int, heading: str, number: int, row: dict[str, object]
    ) -> Sentence | None:
        for name in row.keys() - _KNOWN:
            self._wrong(
                heading, f"{key} has no key {name!r}; it may have {', '.join(sorted(_KNOWN))}", number
            )
        weight, words, source = row.get("weight"), row.get("words"), row.get("when")
        if not isinstance(weight, int) or isinstance(weight, bool) or weight not in _WEIGHTS:
            self._wrong(heading, f"{key} needs weight = 1, 2 or 3, got {weight!r}", number)
            return None
        if not isinstance(words, str) or not words.strip():
            self._wrong(heading, f'{key} needs words = "a sentence", got {words!r}', number)
            return None
        self._check_words(heading, words, number)
        return Sentence(
            key,
            reel,
            weight,
            words.strip(),
            self._condition(key, heading, number, source),
            self._line(heading, number),
        )

    def _condition(self, key: str, heading: str, number: int, source: object) -> Condition | None:
        if source is None:
            return None
        line = self._line(heading, number)
        if not isinstance(source, str):
            self._wrong(heading, f'{key} needs when = "a condition", got {source!r}', number)
            return None
        try:
            when = read_condition(source, self.declarations.facts, self.file, line)
        except StoryError as error:
            self.errors.append(error)
            return None
        if when.times:
            self._wrong(heading, f"{key} asks the clock, which has moved on since; ask a fact", number)
        return when

    def _check_words(self, heading: str, words: str, number: int = 0) -> None:
        if not words.strip().endswith(_ENDS):
            self._wrong(heading, f"{words.strip()[-20:]!r} does not end as a sentence does; end it", number)
        if "\n" in words.strip():
            self._wrong(heading, "a sentence stands on one line; join it", number)
        if words_in(words) > LONGEST_SENTENCE:
            self._wrong(
                heading, f"{words_in(words)} words; a sentence has at most {LONGEST_SENTENCE}", number
            )
