"""The paper: what a reading looks like as lines of text.

Law: only words and ASCII signs; each sentence stands on its own, so that it can be spoken.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from game.readout.panel import GaugeReading, read_gauges, read_shots, read_slate, said_line
from game.storage.names import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.session import Entry, Notice, Present, Way
    from game.storage.can import FilmSummary
    from game.storage.library import ArchiveCard
    from game.vocabulary.values import Line

SALVAGEABLE = frozenset({"save.changed", "save.cut", "save.damaged", "save.foreign", "save.unfinished"})
"""What can be wrong with a film of which something may still be read."""

_HANGING = "  "
"""Before what belongs to the row above it, or goes on with it."""


class Paper:
    """Turns readings into lines of text.

    Attributes:
        width: columns to wrap at; 0 leaves lines whole, for programs and for speech.
    """

    def __init__(self, book: Book, phrases: Phrasebook, width: int) -> None:
        self._book = book
        self._phrases = phrases
        self.width = width

    def wrap(self, text: str, indent: str = "") -> str:
        """Return a paragraph at this paper's width."""
        if not self.width:
            return indent + text
        return textwrap.fill(text, self.width, initial_indent=indent, subsequent_indent=indent or "")

    def item(self, text: str, indent: str = "") -> str:
        """Return a row of a list; what does not fit beside its beginning hangs below it, set in."""
        if not self.width:
            return indent + text
        return textwrap.fill(text, self.width, initial_indent=indent, subsequent_indent=indent + _HANGING)

    def line(self, line: Line) -> str:
        """Return a line of the transcript as a paragraph."""
        return self.wrap(self.said(line))

    def said(self, line: Line) -> str:
        """Return a line of the transcript as one long line."""
        return said_line(self._book, line, self._phrases)

    def lines(self, lines: Iterable[Line]) -> str:
        """Return lines as paragraphs with an empty line between."""
        return "\n\n".join(self.line(line) for line in lines)

    def history(self, entries: Iterable[Entry]) -> str:
        """Return the Dailies."""
        return self.lines(entry.line for entry in entries)

    def slate(self, present: Present) -> str:
        """Return the slate as one line."""
        slate = read_slate(self._book, present.state, present.take)
        return self.wrap(
            self._phrases.say(
                "plain.slate",
                reel=slate.reel,
                scene=slate.scene,
                take=slate.take,
                slugline=slate.slugline,
                date=slate.date,
                time=slate.time,
            )
        )

    def changes(self, present: Present) -> str:
        """Return what the last order cost, as one line; ``""`` when nothing moved."""
        gauges = read_gauges(self._book, present.state, present.before)
        moved = [self._gauge(gauge, "plain.moved") for gauge in gauges if gauge.change]
        return self.wrap(self._phrases.say("plain.changes", moved=", ".join(moved))) if moved else ""

    def choices(self, present: Present) -> str:
        """Return the open choices, numbered, each with its id."""
        return "\n".join(
            self.wrap(self._phrases.say("plain.choice", number=number, label=offer.label, ident=offer.ident))
            for number, offer in enumerate(present.state.offers, 1)
        )

    def status(self, present: Present) -> str:
        """Return slate, gauges, film in hand and the number of moments."""
        gauges = read_gauges(self._book, present.state, None)
        shots = read_shots(self._book, present.state)
        rows = [self.slate(present)]
        rows += [self._gauge(gauge, "plain.gauge") for gauge in gauges]
        rows.append(
            self._phrases.say("plain.shots", shots="; ".join(shots) or self._phrases.say("plain.no_shots"))
        )
        rows.append(self._phrases.say("plain.film", title=present.title, film=present.film))
        rows += [self._phrases.say("plain.begun", mark=mark) for mark in present.marks]
        rows.append(self._phrases.say("plain.take", take=present.take))
        rows.append(self._phrases.say("plain.moments", moments=present.moments))
        rows.append(self._phrases.say("plain.words", words=present.words))
        for phrase, kind in (("plain.undo", present.undo), ("plain.redo", present.redo)):
            if kind:
                rows.append(self._phrases.say(phrase, kind=self._phrases.say(f"plain.move.{kind}")))
        if present.looking:
            rows.append(self._phrases.say("plain.looking"))
        if not present.durable:
            rows.append(self._phrases.say("save.in_memory"))
        return "\n".join(self.wrap(row) for row in rows)

    def saves(self, films: Iterable[FilmSummary], here: str = "", ways: Sequence[Way] = ()) -> str:
        """Return films with their faces: two rows a film, and a row for each thing that sets it apart.

        Args:
            films: in the order in which they are listed.
            here: the ident of the one that is open.
            ways: its what-ifs.
        """
        blocks = ["\n".join(self._face(film, here, ways)) for film in films]
        return "\n\n".join(blocks) or self._phrases.say("can.none")

    def _face(self, film: FilmSummary, here: str, ways: Sequence[Way]) -> Iterator[str]:
        if film.refusal is not None:
            yield self.wrap(self._phrases.say_error(film.refusal))
            if film.refusal.phrase in SALVAGEABLE:
                yield self.wrap(self._phrases.say("plain.face_salvage", file=film.file), _HANGING)
            return
        yield self.wrap(
            self._phrases.say(
                "plain.face",
                title=film.title,
                ident=printable(film.ident),
                place=self._place(film),
                clock=film.mission_time,
                words=f"{film.words:,}",
                moments=f"{film.moments:,}",
            )
        )
        played = f"{film.updated[:10]} {film.updated[11:16]}"
        yield self.wrap(self._phrases.say("plain.face_when", played=played, caption=film.caption), _HANGING)
        notes = [self._phrases.say("plain.face_begun", mark=mark) for mark in film.marks]
        if film.ending:
            ending = self._book.declarations.endings.get(film.ending)
            title = ending.title if ending else film.ending
            notes.append(self._phrases.say("plain.face_ended", title=title))
        if film.ident == here:
            notes.append(self._phrases.say("plain.face_here"))
        elif film.in_use:
            notes.append(self._phrases.say("plain.face_in_use"))
        for mark in film.bookmarks:
            phrase = "plain.face_mark" if mark.kind == "named" else "plain.face_quick"
            notes.append(self._phrases.say(phrase, name=mark.name, moment=mark.moment, take=mark.take))
        if film.ident == here:
            say = self._phrases.say
            notes += [say("plain.face_what_if", name=way.name, moment=way.moment) for way in ways]
        yield from (self.wrap(note, _HANGING) for note in notes)

    def _place(self, film: FilmSummary) -> str:
        """Return where a film stands; by its reel alone where this edition no longer has the scene."""
        known = self._book.has(film.scene)
        number = self._book.scene(film.scene).number if known else 0
        phrase = "plain.face_place" if known else "plain.face_reel"
        return self._phrases.say(phrase, reel=film.reel, scene=number, take=film.take)

    def card(self, card: ArchiveCard, sources: Mapping[str, str]) -> str:
        """Return an Archive card, and each of its sources on a line of its own."""
        parts = [card.title.upper()]
        parts += [self.wrap(re.sub(r"\s+", " ", part)) for part in card.text.strip().split("\n\n")]
        if card.sources:
            named = [self._source(sources.get(key, key)) for key in card.sources]
            parts.append("\n".join((self._phrases.say("plain.sources"), *named)))
        return "\n\n".join(parts)

    def _source(self, source: str) -> str:
        row = self._phrases.say("plain.source", source=source)
        if not self.width:
            return row
        # An address that is broken cannot be followed.
        return textwrap.fill(
            row, self.width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )

    def notice(self, notice: Notice) -> str:
        """Return a sentence about an order; a refusal begins with ``? ``.

        It may repeat what was typed, and what was typed may not speak to the terminal.
        """
        said = self._phrases.say(notice.phrase, **notice.values)
        sentence = "".join(sign if sign.isprintable() else "?" for sign in said)
        if notice.refused:
            sentence = self._phrases.say("plain.refused", sentence=sentence)
        return self.wrap(sentence)

    def _gauge(self, gauge: GaugeReading, phrase: str) -> str:
        return self._phrases.say(phrase, label=gauge.label, value=gauge.value, change=f"{gauge.change:+d}")
