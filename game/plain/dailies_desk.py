"""The Dailies and the map of takes, line by line: every line and every decision with its moment's number.

Law: only shows; the numbers are what `/look`, `/go` and `/what-if` take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.orders import Misread
from game.readout.panel import read_day, speaker_tag
from game.readout.story_map import Wanted, build_map, lay_out
from game.readout.story_map_words import Legend
from game.session import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from game.plain.teller import Teller
    from game.readout.story_map import MapRow, StoryMap

PAGE = 20
"""Lines at a time. Chosen for reading: a screen of them, or a minute of speech."""

MORE = "more"
"""The word for the page before."""

_DEEPEST = 8
"""Lines of takes beside each other that are still set in; the words say from where each begins."""


class DailiesDesk:
    """Lists what was shown, the newest last, and draws the map.

    Attributes:
        orders: what it does, by the word that is typed.
    """

    def __init__(self, teller: Teller) -> None:
        """Sit down; nothing is listed yet.

        Args:
            teller: who speaks.
        """
        self.orders: Mapping[str, Callable[[str], None]] = {
            "dailies": self.dailies,
            "tree": self.tree,
        }
        self._teller = teller
        self._wanted = ""
        self._before: int | None = None
        self._stood = ("", 0)

    def dailies(self, wanted: str) -> None:
        """List lines of this film up to now; where none of them is meant, those of other takes.

        Args:
            wanted: words that must stand in a line or be who says it; nothing for every line; `MORE` for
                those before the ones that were listed last.
        """
        found = self._found(wanted)
        if not found:
            self._tell_elsewhere()
            return
        last = len(found) if self._before is None else min(self._before, len(found))
        if last == 0:
            self._teller.refuse("plain.dailies_no_more")
            return
        first = max(0, last - PAGE)
        rows = [self._row(entry) for entry in found[first:last]]
        self._teller.write("\n".join(rows))
        self._before = first
        say = "plain.dailies_more" if first else "plain.dailies_all"
        self._teller.say(say, first=first + 1, last=last, lines=len(found))

    def _tell_elsewhere(self) -> None:
        """List the newest of the lines that are meant and were shot in other takes."""
        session, words = self._teller.session, self._wanted.casefold().split()
        passed = {frame.ident for frame in session.frames()}
        film = session.film_for_export()
        found = [
            entry
            for moment in range(film.count())
            if moment not in passed
            for entry in (Entry(moment, line) for line in film.frame(moment).lines)
            if self._holds(entry, words)
        ]
        if not found:
            self._teller.refuse("dailies.none")
            return
        rows = [self._row(entry) for entry in found[-PAGE:]]
        self._teller.write("\n".join(rows))
        self._teller.say("plain.dailies_elsewhere", shown=len(rows), lines=len(found))

    def _found(self, wanted: str) -> Sequence[Entry]:
        """Return the lines that are meant, and remember from where to go on before them."""
        present = self._teller.session.present
        stood = (present.film, present.moment)
        if wanted.casefold() != MORE or stood != self._stood:
            self._before = None
            self._wanted = "" if wanted.casefold() == MORE else wanted
        self._stood = stood
        words = self._wanted.casefold().split()
        return [entry for entry in self._teller.session.transcript() if self._holds(entry, words)]

    def _holds(self, entry: Entry, words: Sequence[str]) -> bool:
        speaker = entry.line.speaker
        who = speaker_tag(self._teller.session.book, speaker) if speaker else ""
        said = f"{who} {entry.line.text.replace('*', '')}".casefold()
        return all(word in said for word in words)

    def _row(self, entry: Entry) -> str:
        line = self._teller.paper.said(entry.line)
        return self._teller.paper.item(
            self._teller.phrases.say("plain.dailies_line", moment=entry.moment, line=line)
        )

    def tree(self, wanted: str) -> None:
        """Print the map of takes: a row for each stay in a scene, and from where it was played.

        Args:
            wanted: nothing for all of it; ``ending X``, ``person Y``, or words to search for.
        """
        session = self._teller.session
        legend = Legend(session.book, self._teller.phrases, session.ways(), session.bookmarks())
        story_map = build_map(session.twigs(), session.present.moment)
        asked = _asked(wanted, story_map, legend)
        if isinstance(asked, Misread):
            self._teller.refuse(asked.phrase, **dict(asked.values))
            return
        layout = lay_out(story_map, asked, words_of=lambda stay: legend.words_of(story_map, stay))
        if not layout.rows:
            self._teller.refuse("plain.tree_none", typed=wanted[:40])
            return
        before: int | None = None
        rows: list[str] = []
        for row in layout.rows:
            rows.append(self._stay(row, before, story_map, legend))
            before = row.stay
        self._teller.write("\n".join(rows))
        say = "plain.tree_hidden" if layout.hidden else "plain.tree_all"
        self._teller.say(say, shown=layout.shown, hidden=layout.hidden)

    def _stay(self, row: MapRow, before: int | None, story_map: StoryMap, legend: Legend) -> str:
        """Return a row of the map; one that does not follow the row above says what it follows."""
        say = self._teller.phrases.say
        stay = story_map.stays[row.stay]
        told = say(
            "plain.tree_stay",
            moment=row.moment,
            title=legend.title(stay.scene),
            take=stay.take,
            time=read_day(stay.clock),
        )
        if stay.parent is not None and stay.parent != before:
            told = say("plain.tree_from", parent=story_map.stays[stay.parent].last, stay=told)
        words = " ".join((told, *self._notes(row, story_map, legend)))
        return self._teller.paper.item(words, "  " * min(row.depth, _DEEPEST))

    def _notes(self, row: MapRow, story_map: StoryMap, legend: Legend) -> Iterator[str]:
        """Yield what sets a stay apart, a sentence each."""
        say = self._teller.phrases.say
        stay = story_map.stays[row.stay]
        if stay.edge is not None and stay.edge.words:
            yield say("plain.tree_after", words=stay.edge.words)
        if stay.flight:
            yield say(f"plain.tree_flight.{stay.flight}")
        if stay.ending:
            yield say("plain.tree_ending", title=legend.ending(stay.ending))
        if story_map.now in stay.moments:
            yield say("plain.tree_here")
        for moment in stay.moments:
            for mark in legend.marks.get(moment, ()):
                yield say("plain.tree_mark", name=mark.name, moment=moment)
        if stay.untried:
            yield say(f"plain.tree_untried.{'one' if stay.untried == 1 else 'many'}", untried=stay.untried)


def _asked(typed: str, story_map: StoryMap, legend: Legend) -> Wanted | Misread:
    """Return what of the map is meant; an ending or a person only if it was met."""
    word, _, rest = typed.strip().partition(" ")
    name = rest.strip()
    if not name or word.lower() not in {"ending", "person"}:
        return Wanted(text=typed)
    if word.lower() == "ending":
        known = {ident: legend.ending(ident) for ident in story_map.endings}
    else:
        known = {role: legend.person(role) for role in story_map.speakers}
    for ident, title in known.items():
        if name.casefold() in {ident.casefold(), title.casefold()}:
            return Wanted(ending=ident) if word.lower() == "ending" else Wanted(person=ident)
    names = ", ".join(known.values())
    if not names:
        return Misread("plain.tree_no_ending", ())
    return Misread("plain.tree_unknown", (("typed", name[:40]), ("names", names)))
