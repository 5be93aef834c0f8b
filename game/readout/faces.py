"""A playthrough or a named save as a face: what it is, how it stands, and a thumbnail of its screen in text.

Law: pure. A face, a size and the phrases give rows that are never wider or more than asked; what a piece
means is told, how it looks is the front end's business. A flight shows what its panels tell and nothing more.
The time of day is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from game.readout.panel import BLOCKS, GaugeReading, as_said, ending_title, read_day, read_gauges, speaker_tag
from game.vocabulary.values import Line, Offer, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook


class Tone(Enum):
    """What a piece of a row means."""

    PROSE = "prose"
    PAST = "past"
    DIM = "dim"
    ACCENT = "accent"
    CAUTION = "caution"
    HEAD = "head"


Piece = tuple[str, Tone]
FaceRow = tuple[Piece, ...]

COLD_OPEN = 0
CLOSING = 7

_WIDEST_SIGN = 2
"""Cells of the widest character; in fewer nothing can be laid out."""

_LEAST_BOX = (16, 4)
"""The least columns and rows in which a thumbnail says anything. Chosen for reading."""

_MOST_OFFERS = 4
"""Choices in a thumbnail; what was said last is worth the other rows."""

_READ_OFF = ("light", "radio", "rates", "propellant")
"""What of the commander's panel a thumbnail has room for, the most needed first."""

_READ_OFF_STATION = ("laptop", "lost", "turn", "thrust", "in_charge", "battery", "arrays")
"""Likewise of the engineer's panels."""

_MINUTE_S = 60
_HOUR_S = 60 * _MINUTE_S
_DAY_S = 24 * _HOUR_S
_STEPS = (
    (_HOUR_S, _MINUTE_S, "minute"),
    (_DAY_S, _HOUR_S, "hour"),
    (14 * _DAY_S, _DAY_S, "day"),
    (60 * _DAY_S, 7 * _DAY_S, "week"),
    (730 * _DAY_S, 30 * _DAY_S, "month"),
)
"""Younger than the first [s] is counted in the second [s]. Chosen for play: as one would say it."""

_YEAR_S = 365 * _DAY_S


@dataclass(frozen=True, slots=True)
class Face:
    """What a face is made of.

    Attributes:
        title: what the playthrough is called; the file's name where it cannot be read.
        name: of a named save; ``""`` for the playthrough itself.
        quick: whether that name was given by the key for quick saves.
        caption: of the moment.
        reel: like scene (its id) and clock, where it stands; the clock is ``""`` where nothing is known.
        take: that is being shot.
        takes: how many were shot in all; 0 where that is not asked.
        moments: how many the playthrough holds; likewise.
        words: that were read on the way there.
        made_at: when it was written, ISO 8601, UTC.
        marks: how it began, where that sets it apart.
        state: all that is there; None where that is not known.
        lines: what was shown last.
        here: whether it is the playthrough that is open in this sitting.
        in_use: whether another game has it open.
        refusal: why it cannot be used, in a sentence, or ``""``.
        gone: whether it lies in the bin.
    """

    title: str
    name: str = ""
    quick: bool = False
    caption: str = ""
    reel: int = COLD_OPEN
    scene: str = ""
    clock: str = ""
    take: int = 0
    takes: int = 0
    moments: int = 0
    words: int = 0
    made_at: str = ""
    marks: tuple[str, ...] = ()
    state: State | None = None
    lines: tuple[Line, ...] = ()
    here: bool = False
    in_use: bool = False
    refusal: str = ""
    gone: bool = False


def cells(text: str) -> int:
    """Return how many cells a text takes on a terminal: two for a wide character, none for a mark on one."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def clip(text: str, width: int) -> str:
    """Return a text in at most ``width`` cells, cut with ``…`` where it is longer."""
    if cells(text) <= width:
        return text
    return text[: _reach(text, 0, width - 1)].rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of at most ``width`` cells, two at least, cut at spaces where there are any."""
    width = max(_WIDEST_SIGN, width)
    lines: list[str] = []
    for word in text.split():
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
            continue
        while cells(word) > width:
            stop = _reach(word, 0, width)
            lines.append(word[:stop])
            word = word[stop:]
        lines.append(word)
    return lines


def _reach(text: str, start: int, width: int) -> int:
    """Return how far ``width`` cells of a text reach."""
    room = width
    for index in range(start, len(text)):
        room -= _cells_of(text[index])
        if room < 0:
            return index
    return len(text)


def shown(text: str) -> str:
    """Return words so that they take the cells that are counted for them: what cannot be shown is ``?``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else "?"
        # A mark that asks for the wide form of a sign is drawn by some terminals and not by others.
        for character in text
        if character not in "\ufe0e\ufe0f"
    )


def plain_caption(caption: str) -> str:
    """Return a moment's caption without the marks of emphasis that the words it is from may have."""
    return shown(caption.replace("*", ""))


def ago(made_at: str, now: str, phrases: Phrasebook) -> str:
    """Return how long ago something was, as one would say it; ``""`` where that cannot be told.

    Args:
        made_at: when it was, ISO 8601.
        now: the time of day, ISO 8601.
        phrases: the words.
    """
    try:
        gone_s = (datetime.fromisoformat(now) - datetime.fromisoformat(made_at)).total_seconds()
    except (ValueError, TypeError):
        return ""
    if gone_s < 0:
        # The clock of this machine was set back, or of the one that wrote it.
        return ""
    if gone_s < _MINUTE_S:
        return phrases.say("face.ago.now")
    if _DAY_S <= gone_s < 2 * _DAY_S:
        return phrases.say("face.ago.yesterday")
    step_s, unit = next(
        ((step_s, unit) for below_s, step_s, unit in _STEPS if gone_s < below_s), (_YEAR_S, "year")
    )
    many = int(gone_s // step_s)
    return phrases.say(f"face.ago.{unit}.{'one' if many == 1 else 'many'}", many=many)


def say_reel(reel: int, phrases: Phrasebook) -> str:
    """Return a reel as the slate has it."""
    if reel == COLD_OPEN:
        return phrases.say("slate.cold_open")
    return phrases.say("slate.closing") if reel == CLOSING else phrases.say("slate.reel", reel=reel)


def one_line(face: Face, phrases: Phrasebook, now: str, width: int) -> str:
    """Return a face in one line: reel, caption, mission time, and how long ago.

    The caption is cut first; where even that does not help, the end goes.
    """
    if not face.clock:
        return ""
    around = (say_reel(face.reel, phrases), read_day(face.clock), ago(face.made_at, now, phrases))
    reel, day, when = around
    dot, caption = phrases.say("face.between"), plain_caption(face.caption)
    for last in ((day, when), (day,), ()):
        kept = [part for part in last if part]
        room = width - cells(dot.join((reel, "", *kept)))
        if room >= min(_LEAST_BOX[0], cells(caption)):
            return dot.join((reel, clip(caption, room), *kept))
    return clip(dot.join((reel, caption)), width)


def face_rows(
    face: Face, book: Book, phrases: Phrasebook, now: str, size: tuple[int, int]
) -> tuple[FaceRow, ...]:
    """Return a face in a room: what it is and, where there is place for it, the thumbnail.

    Args:
        face: whose.
        book: the story, for titles and names.
        phrases: the words.
        now: the time of day, ISO 8601.
        size: columns and rows that there are; nothing is wider or more than that.
    """
    width, height = size
    if width < _WIDEST_SIGN or height <= 0:
        return ()
    beside = 2 * _LEAST_BOX[0] + 2 * _BESIDE_AT <= width
    if beside and face.state is not None and height >= _LEAST_BOX[1]:
        left = (width - _GAP) // 2
        words = _fitted(_told(face, book, phrases, now, left), height)
        return _side_by_side(words, thumbnail(face, book, phrases, (width - _GAP - left, height)), left)
    told = _told(face, book, phrases, now, width)
    room = height - len(told) - 1
    if face.state is None or room < _LEAST_BOX[1] or width < _LEAST_BOX[0]:
        return _fitted(told, height)
    rows = [row for _, row in told]
    return (*rows, (), *thumbnail(face, book, phrases, (width, min(room, _TALLEST_BOX))))


_BESIDE_AT = 20
"""With twice so many columns beyond two of the least boxes, words and thumbnail stand side by side."""

_GAP = 2
_TALLEST_BOX = 14
"""Rows of a thumbnail; a taller one is no thumbnail. Chosen for reading."""

_Ranked = tuple[int, FaceRow]
"""A row, and how soon it goes where there is no room: the highest number first."""


def _fitted(rows: Sequence[_Ranked], height: int) -> tuple[FaceRow, ...]:
    """Return at most so many of the rows, the least needed left out."""
    kept = list(rows)
    while len(kept) > height:
        worst = max(rank for rank, _ in kept)
        del kept[max(index for index, (rank, _) in enumerate(kept) if rank == worst)]
    return tuple(row for _, row in kept)


def _told(face: Face, book: Book, phrases: Phrasebook, now: str, width: int) -> list[_Ranked]:
    """Return what is told of a face, in the order in which it is read."""
    rows: list[_Ranked] = [(0, ((clip(shown(face.title), width), Tone.HEAD),))]
    if face.name:
        kind = "quick" if face.quick else "named"
        rows.append((0, _row(phrases.say(f"face.{kind}", name=shown(face.name)), Tone.ACCENT, width)))
    for phrase, is_so in (
        ("face.here", face.here and not face.name),
        ("face.in_use", face.in_use),
        ("face.gone", face.gone),
    ):
        if is_so:
            tone = Tone.CAUTION if phrase == "face.in_use" else Tone.ACCENT
            rows += [(1, ((line, tone),)) for line in wrap(phrases.say(phrase), width)]
    if face.refusal:
        rows += [(0, ((line, Tone.CAUTION),)) for line in wrap(f"! {shown(face.refusal)}", width)]
        rows += [(1, ((line, Tone.DIM),)) for line in wrap(phrases.say("face.salvage"), width)]
    if face.caption:
        rows += [(2, ((line, Tone.PROSE),)) for line in wrap(plain_caption(face.caption), width)[:2]]
    if face.clock:
        rows.append((1, _standing(face, phrases, width)))
        title = book.scene(face.scene).title if book.has(face.scene) else face.scene
        if title != face.caption:
            rows.append((4, _row(shown(title), Tone.PAST, width)))
    rows += [(3, row) for row in _gauges(face, book, width)]
    rows += [(5, row) for row in _counted(face, phrases, width)]
    if face.made_at:
        rows.append((2, _when(face, phrases, now, width)))
    if face.marks:
        marks = phrases.say("face.begun", mark=", ".join(map(shown, face.marks)))
        rows.append((6, _row(marks, Tone.DIM, width)))
    if face.state is not None and face.state.ending:
        rows.append((2, _row(phrases.say("face.ended", title=_ending(face.state, book)), Tone.HEAD, width)))
    return rows


def _row(text: str, tone: Tone, width: int) -> FaceRow:
    return ((clip(text, width), tone),)


def _standing(face: Face, phrases: Phrasebook, width: int) -> FaceRow:
    """Return where it stands: reel, take, mission time."""
    take = phrases.say("slate.take", take=face.take)
    for parts in ((say_reel(face.reel, phrases), take, read_day(face.clock)), (read_day(face.clock),)):
        text = "  ".join(parts)
        if cells(text) <= width:
            break
    return _row(text, Tone.DIM, width)


def _gauges(face: Face, book: Book, width: int) -> list[FaceRow]:
    """Return the gauges with bar and value, as many beside each other as there is room for."""
    if face.state is None:
        return []
    try:
        readings = read_gauges(book, face.state, None)
    except KeyError:
        # An older edition's film has no such fact until it is settled by playing on.
        return []
    label = max((cells(reading.label) for reading in readings), default=0)
    one = label + 1 + BLOCKS + 1 + 3
    across = max(1, min(3, (width + _GAP) // (one + _GAP)))
    rows: list[FaceRow] = []
    for first in range(0, len(readings), across):
        pieces: list[Piece] = []
        for number, reading in enumerate(readings[first : first + across]):
            pieces += [(" " * _GAP, Tone.DIM)] if number else []
            pieces += _gauge(reading, label)
        rows.append(_clipped(pieces, width))
    return rows


def _gauge(reading: GaugeReading, label: int) -> list[Piece]:
    pad = " " * (label - cells(reading.label))
    return [
        (f"{reading.label.upper()}{pad} ", Tone.DIM),
        ("▆" * reading.blocks, Tone.PROSE),
        ("▁" * (BLOCKS - reading.blocks), Tone.DIM),
        (f" {reading.value:>3}", Tone.PROSE),
    ]


def _clipped(pieces: Iterable[Piece], width: int) -> FaceRow:
    kept: list[Piece] = []
    room = width
    for text, tone in pieces:
        if cells(text) > room:
            kept.append((clip(text, room), tone))
            break
        kept.append((text, tone))
        room -= cells(text)
    return tuple(kept)


def _counted(face: Face, phrases: Phrasebook, width: int) -> list[FaceRow]:
    """Return how much was read and shot, in as few rows as that takes."""
    parts = [
        phrases.say(f"face.{what}.{'one' if many == 1 else 'many'}", many=f"{many:,}")
        for what, many in (("words", face.words), ("takes", face.takes), ("moments", face.moments))
        if many
    ]
    if not parts:
        return []
    return [((line, Tone.DIM),) for line in wrap(", ".join(parts), width)]


def _when(face: Face, phrases: Phrasebook, now: str, width: int) -> FaceRow:
    """Return the day and the time, and how long ago that is."""
    date, hour = face.made_at[:10], face.made_at[11:16]
    told = ago(face.made_at, now, phrases)
    text = phrases.say("face.when", date=date, time=hour)
    if told:
        both = phrases.say("face.when_ago", when=text, ago=told)
        text = both if cells(both) <= width else told
    return _row(text, Tone.DIM, width)


def _ending(state: State, book: Book) -> str:
    return ending_title(book, state)


def _side_by_side(left: Sequence[FaceRow], right: Sequence[FaceRow], left_width: int) -> tuple[FaceRow, ...]:
    rows: list[FaceRow] = []
    for number in range(max(len(left), len(right))):
        row = left[number] if number < len(left) else ()
        pad = left_width + _GAP - sum(cells(text) for text, _ in row)
        beside = right[number] if number < len(right) else ()
        rows.append((*row, (" " * pad, Tone.DIM), *beside) if beside else row)
    return tuple(rows)


def thumbnail(face: Face, book: Book, phrases: Phrasebook, size: tuple[int, int]) -> tuple[FaceRow, ...]:
    """Return the screen as it stood, small: slate, last lines, and what was open.

    Args:
        face: whose; without a state there is nothing to draw.
        book: the story, for names.
        phrases: the words.
        size: columns and rows that there are; the least of either draws nothing.
    """
    width, height = size
    if face.state is None or width < _LEAST_BOX[0] or height < _LEAST_BOX[1]:
        return ()
    inner, room = width - 4, height - 2
    below = _below(face.state, book, phrases, (inner, room))
    lines = [as_said(line, phrases) for line in face.lines]
    said = _said(lines, book, inner)[-(room - len(below)) :] if room > len(below) else []
    # What was said stands right above what can be done; what is left over is above both.
    spare = room - len(said) - len(below)
    body = [*said, *([()] * spare), *below]
    rows = [_lid(face, phrases, width)]
    rows += [_framed(row, inner) for row in body]
    rows.append((("└" + "─" * (width - 2) + "┘", Tone.DIM),))
    return tuple(rows)


def _lid(face: Face, phrases: Phrasebook, width: int) -> FaceRow:
    """Return the upper edge, with the slate in it as far as it fits."""
    left = f" {say_reel(face.reel, phrases)} {phrases.say('slate.take', take=face.take)} "
    right = f" {read_day(face.clock)} " if face.clock else ""
    for words in ((left, right), ("", right), ("", "")):
        bare = width - 4 - cells(words[0]) - cells(words[1])
        if bare >= 0:
            break
    return (
        ("┌─", Tone.DIM),
        (words[0], Tone.PAST),
        ("─" * bare, Tone.DIM),
        (words[1], Tone.PAST),
        ("─┐", Tone.DIM),
    )


def _framed(row: FaceRow, inner: int) -> FaceRow:
    pad = inner - sum(cells(text) for text, _ in row)
    return (("│ ", Tone.DIM), *row, (" " * pad, Tone.DIM), (" │", Tone.DIM))


def _said(lines: Iterable[Line], book: Book, width: int) -> list[FaceRow]:
    """Return what was shown last, in small."""
    rows: list[FaceRow] = []
    for line in lines:
        text, tone = shown(line.text.replace("*", "")), Tone.PROSE
        tag = shown(speaker_tag(book, line.speaker)).upper() if line.speaker else ""
        match line.voice:
            case Voice.SLUGLINE:
                text, tone = text.upper(), Tone.HEAD
            case Voice.SPEECH:
                text = f"{tag}  {text}"
            case Voice.LOOP:
                text = f"▌ {tag}  {text}"
            case Voice.SECOND_LOOP:
                text = f"▐ {tag}  {text}"
            case Voice.ECHO:
                text, tone = f"› {text}", Tone.ACCENT
            case Voice.NOTE:
                text, tone = f"· {text}", Tone.DIM
            case Voice.NARRATION:
                pass
        rows += [((piece, tone),) for piece in wrap(text, width)]
    return rows


def _below(state: State, book: Book, phrases: Phrasebook, size: tuple[int, int]) -> list[FaceRow]:
    """Return what was open: choices, a flight's panel, or how it ended; the rest is for what was said."""
    width, height = size
    if state.ending:
        return [_row(_ending(state, book).upper(), Tone.HEAD, width)]
    if state.flight is not None:
        return _panel_rows(_panel(state, phrases), (width, max(1, height * 3 // 4)))
    return _choices(state.offers, phrases, width)[: max(1, height // 2)]


def _panel_rows(sentences: Iterable[str], size: tuple[int, int]) -> list[FaceRow]:
    """Return as many sentences as have room, each whole; only a first one may be cut."""
    width, height = size
    rows: list[FaceRow] = []
    for sentence in sentences:
        lines = wrap(sentence, width)
        if rows and len(rows) + len(lines) > height:
            continue
        rows += [((line, Tone.DIM),) for line in lines[:height]]
    return rows


def _choices(offers: Sequence[Offer], phrases: Phrasebook, width: int) -> list[FaceRow]:
    rows = [
        _clipped(((f"{number} ", Tone.ACCENT), (shown(offer.label.replace("*", "")), Tone.PROSE)), width)
        for number, offer in enumerate(offers, 1)
    ]
    if len(rows) <= _MOST_OFFERS:
        return rows
    more = phrases.say("face.more_choices", many=len(offers) - _MOST_OFFERS + 1)
    return [*rows[: _MOST_OFFERS - 1], _row(more, Tone.DIM, width)]


def _panel(state: State, phrases: Phrasebook) -> list[str]:
    """Return what the panels of a flight told, the most needed first."""
    from game.emergencies.flown import Kind, kind_of

    if state.flight is None:
        return []
    if kind_of(state.flight.sim) is Kind.DOCKING:
        from game.emergencies.docking.instruments import read
        from game.readout.flight_panel import say_panel

        told = {spoken.name: spoken.text for spoken in say_panel(read(state.flight.docking), phrases)}
        return [told[name] for name in _READ_OFF if name in told]
    from game.emergencies.station.instruments import read as read_station
    from game.readout.station_panel import say_panel as say_station

    station = state.flight.station
    spoken = say_station(read_station(station), None, station.brief.scenario, phrases)
    said = {one.name: one.text for one in spoken}
    return [said[name] for name in _READ_OFF_STATION if name in said]
