"""A playthrough that leaves the house: as text, as Markdown, as a page of HTML.

Law: pure, and complete in itself. Every line that was shown stands in it once, in order, whatever signs it is
made of: nothing that was written can become markup, speak to a terminal, run, or fetch something.
A screenplay page has 60 columns; the text form has 76, what is left of a terminal after a margin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Protocol

from game.narrative.measure import words_in
from game.readout.faces import CLOSING, COLD_OPEN
from game.readout.panel import as_said, read_day, speaker_tag
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.values import Line

COLUMNS = 76
"""Of the text form."""

PAGE_COLUMNS = 60
"""Of the page of HTML: what a typed screenplay has."""

SPEECH_INDENT = 4
HANG = 16
"""Columns from the left of the text to the words of a speech; a longer name stands on a line of its own."""

_BARS = {Voice.LOOP: "| ", Voice.SECOND_LOOP: "|| "}
_MARKS = {Voice.ECHO: "> ", Voice.NOTE: "[ "}
_STRESSED = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_CLOCK = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)
_UNSAYABLE = "\N{REPLACEMENT CHARACTER}"


class Shot(Protocol):
    """What an export must know of a moment; `game.storage.moments.Frame` is one."""

    @property
    def ident(self) -> int:
        """Its number."""
        ...

    @property
    def lines(self) -> tuple[Line, ...]:
        """The text as it was shown."""
        ...

    @property
    def take(self) -> int:
        """The take in which it was played."""
        ...

    @property
    def reel(self) -> int:
        """The reel that it ends in."""
        ...

    @property
    def clock(self) -> str:
        """Mission time at its end, ``YYYY-MM-DD HH:MM:SS``."""
        ...

    @property
    def ending(self) -> str:
        """The ending's id where the film is over, else ``""``."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a screenplay.

    Attributes:
        voice: how it reached the player.
        text: its words in one line, emphasis as ``*word*``.
        who: the name of who speaks, or ``""``.
        time: the time of day of the moment that showed it, where another one stood before it, else ``""``.
        moment: the number of the moment that showed it.
        others: for a choice, where that is wanted: what else could have been chosen.
    """

    voice: Voice
    text: str
    who: str
    time: str
    moment: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A scene as it was played, from one slugline to the next.

    Attributes:
        slugline: its words; ``""`` for what stands above the first one.
        slate: reel, take and mission time, as one line; ``""`` where it was passed without a stop.
        moment: the number of the moment that opened it.
        parts: what was shown, in order.
    """

    slugline: str
    slate: str
    moment: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A line of moments, ready to be written in any form.

    Attributes:
        title: the film's.
        facts: what the title page says below it, a line each.
        cut: the words above a slugline.
        passages: the scenes, in the order in which they were played.
    """

    title: str
    facts: tuple[str, ...]
    cut: str
    passages: tuple[Passage, ...]


def screenplay(
    frames: Iterable[Shot],
    book: Book,
    phrases: Phrasebook,
    *,
    title: str,
    started_at: str,
    takes: int,
    marks: Sequence[str] = (),
) -> Screenplay:
    """Return the screenplay of a line of moments.

    Args:
        frames: from the first to the last that is wanted.
        book: for the names of people and endings.
        phrases: for the words of the title page and of the slates.
        title: the film's.
        started_at: when it was begun, ISO 8601.
        takes: how many takes it took so far.
        marks: words that set it apart.
    """
    shots = list(frames)
    passages = tuple(_passages(shots, book, phrases))
    last = shots[-1] if shots else None
    words = sum(words_in(line.text) for shot in shots for line in shot.lines)
    facts = [phrases.say("export.name"), phrases.say("export.begun", date=started_at[:10])]
    facts += [phrases.say("export.marked", mark=mark) for mark in marks]
    facts.append(phrases.say("export.takes", takes=takes, moments=len(shots), words=words))
    if last is not None and last.ending:
        ending = book.declarations.endings.get(last.ending)
        facts.append(phrases.say("export.ending", title=ending.title if ending else last.ending))
    elif last is not None:
        facts.append(phrases.say("export.up_to", time=_day(last.clock)))
    return Screenplay(_plain(title), tuple(map(_plain, facts)), phrases.say("play.cut_to"), passages)


def parts_of(
    lines: Iterable[Line], book: Book, phrases: Phrasebook, *, time: str = "", moment: int = 0
) -> tuple[Part, ...]:
    """Return lines as the parts of a screenplay.

    Args:
        lines: as they were shown.
        book: for the names of people.
        phrases: for what is said above a scene.
        time: the time of day that stands beside the first of them.
        moment: the number of the moment that showed them.
    """
    parts: list[Part] = []
    for line in lines:
        who = _plain(speaker_tag(book, line.speaker)).upper() if line.speaker else ""
        text = _plain(as_said(line, phrases).text)
        parts.append(Part(line.voice, text, who, "" if parts else time, moment))
    return tuple(parts)


def _passages(shots: Iterable[Shot], book: Book, phrases: Phrasebook) -> Iterator[Passage]:
    slugline = slate = clock = ""
    opened = 0
    parts: list[Part] = []
    for shot in shots:
        time = shot.clock[11:]
        shown = parts_of(shot.lines, book, phrases, moment=shot.ident)
        cuts = [at for at, part in enumerate(shown) if part.voice is Voice.SLUGLINE]
        for at, part in enumerate(shown):
            # The moment's time is that of its last scene: what stands before that cut was earlier.
            timed = not cuts or at >= cuts[-1]
            if part.voice is not Voice.SLUGLINE:
                # A choice was made before the time that it led to; the head of a scene has told its own.
                if timed and part.voice is not Voice.ECHO and time[:5] != clock:
                    part = replace(part, time=time)
                    clock = time[:5]
                parts.append(part)
                continue
            if slugline or parts:
                yield Passage(slugline, slate, opened, tuple(parts))
            slugline, slate, parts, opened = part.text.upper(), "", [], shot.ident
            if timed:
                clock = time[:5]
                slate = _slate(shot, phrases)
    if slugline or parts:
        yield Passage(slugline, slate, opened, tuple(parts))


def _slate(shot: Shot, phrases: Phrasebook) -> str:
    """Return where a scene stands in the film; before the first reel and after the last there is none."""
    named: dict[str, str | int] = {"take": shot.take, "time": _day(shot.clock)}
    if shot.reel == COLD_OPEN:
        return phrases.say("export.slate.cold_open", **named)
    if shot.reel == CLOSING:
        return phrases.say("export.slate.closing", **named)
    return phrases.say("export.slate", reel=shot.reel, **named)


def _day(clock: str) -> str:
    """Return a mission time as a list has it; one that a stranger's film made up as it stands there."""
    return read_day(clock) if _CLOCK.fullmatch(clock) else _plain(clock)


def _plain(text: str) -> str:
    """Return a text in one line, with a sign in the place of what cannot be shown.

    A save may come from a stranger, and what it says may not speak to the terminal that it is read on.
    """
    return "".join(sign if sign.isprintable() else _UNSAYABLE for sign in " ".join(text.split()))


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each was stressed."""
    done = 0
    for found in _STRESSED.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], False
        yield found[1], True
        done = found.end()
    if done < len(text):
        yield text[done:], False


# text


def as_text(play: Screenplay) -> str:
    """Return it as plain text, in at most `COLUMNS` columns unless a single word is longer."""
    rows = ["", *_centred(play.title.upper()), "", *(row for fact in play.facts for row in _centred(fact))]
    for number, passage in enumerate(play.passages):
        if number:
            rows += ["", play.cut.rjust(COLUMNS)]
        rows += ["", *passage_head(passage)]
        for part in passage.parts:
            rows += ["", *part_rows(part)]
    return "\n".join(rows) + "\n"


def passage_head(passage: Passage) -> list[str]:
    """Return the rows of a slugline, and of the slate under it."""
    if not passage.slugline:
        return []
    return [*wrap(passage.slugline, COLUMNS), *wrap(passage.slate, COLUMNS)]


def part_rows(part: Part) -> list[str]:
    """Return the rows of a part: speech in a hanging column, the loop behind its bar, decisions marked."""
    match part.voice:
        case Voice.NARRATION | Voice.SLUGLINE:
            return wrap(part.text, COLUMNS)
        case Voice.ECHO:
            return _hung(part.text, _MARKS[part.voice], " " * 2)
        case Voice.NOTE:
            return _hung(f"{part.text} ]", _MARKS[part.voice], " " * 2)
        case Voice.SPEECH | Voice.LOOP | Voice.SECOND_LOOP:
            bar = _BARS.get(part.voice, "")
            lead = f"{bar or ' ' * SPEECH_INDENT}{part.who}"
            head = [] if len(lead) < HANG else [lead]
            return [*head, *_hung(part.text, (bar if head else lead).ljust(HANG), bar.ljust(HANG))]


def _hung(text: str, first: str, other: str) -> list[str]:
    rows = wrap(text, COLUMNS - len(other)) or [""]
    return [f"{first if number == 0 else other}{row}" for number, row in enumerate(rows)]


def _centred(text: str) -> list[str]:
    return [row.center(COLUMNS).rstrip() for row in wrap(text, COLUMNS)]


# Markdown

_ALWAYS = frozenset("\\`*_{}[]<>()#!|~&$^")
"""Signs that CommonMark, or one of its dialects, may read as more than themselves."""

_AT_START = re.compile(r"(?:[-+=:]|\d+[.)])")
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)


def as_markdown(play: Screenplay) -> str:
    """Return it as CommonMark: a heading a scene, decisions in bold, the loop as a quotation."""
    blocks = [f"# {_marked_down(play.title)}", "  \n".join(map(_marked_down, play.facts))]
    for passage in play.passages:
        if passage.slugline:
            blocks.append(f"## {_marked_down(passage.slugline)}")
        if passage.slate:
            blocks.append(f"*{_marked_down(passage.slate)}*")
        blocks += map(markdown_part, passage.parts)
    return "\n\n".join(blocks) + "\n"


def markdown_part(part: Part) -> str:
    """Return a part as a block of CommonMark."""
    text = "".join(
        f"*{_marked_down(piece, start=False)}*" if stressed else _marked_down(piece, start=False)
        for piece, stressed in _runs(part.text)
    )
    who = f"**{_marked_down(part.who)}:** " if part.who else ""
    if not who and not text.startswith("*"):
        text = _at_start(text)
    match part.voice:
        case Voice.NARRATION | Voice.SLUGLINE | Voice.SPEECH:
            return who + text
        case Voice.LOOP:
            return f"> {who}{text}"
        case Voice.SECOND_LOOP:
            return f"> > {who}{text}"
        case Voice.ECHO:
            return f"**→** {text}"
        case Voice.NOTE:
            return f"\\[ {text} \\]"


def _marked_down(text: str, *, start: bool = True) -> str:
    escaped = "".join(f"\\{sign}" if sign in _ALWAYS else sign for sign in text)
    escaped = _ADDRESS.sub(lambda found: f"\\{found[0]}", escaped)
    return _at_start(escaped) if start else escaped


def _at_start(text: str) -> str:
    """Return a text whose first sign begins no list, no rule and no heading."""
    found = _AT_START.match(text)
    if found is None:
        return text
    return f"{text[: found.end() - 1]}\\{text[found.end() - 1 :]}"


# HTML

_MARGIN = 11
"""Columns to the left of the page, for the mission time."""

_NARROW = "48em"
"""On a narrower screen the time stands before the words."""

_FONTS = (("Courier", "Prime"), ("Courier", "New"), ("Courier",))
_LIGHT = {"ground": "#fdfcf8", "ink": "#1c1c1a", "quiet": "#6d6a62", "rule": "#d8d4c8", "choice": "#8a4b08"}
_DARK = {"ground": "#16171a", "ink": "#e6e3da", "quiet": "#99958a", "rule": "#3a3c42", "choice": "#f0b060"}
_PAPER = {"ground": "#ffffff", "ink": "#000000", "quiet": "#444444", "rule": "#aaaaaa", "choice": "#000000"}

_POLICY = {"default-src": "'none'", "style-src": "'unsafe-inline'"}
"""What the page may load: nothing but the style that stands in it."""

_BLOCKS = {
    Voice.NARRATION: "narration",
    Voice.SPEECH: "speech",
    Voice.LOOP: "loop",
    Voice.SECOND_LOOP: "second",
    Voice.ECHO: "choice",
    Voice.NOTE: "note",
    Voice.SLUGLINE: "narration",
}


def as_html(play: Screenplay) -> str:
    """Return it as one page that needs nothing else: no script, no font or picture from elsewhere."""
    head = "".join(
        (
            _open("meta", charset="utf-8"),
            _open("meta", name="viewport", content="width=device-width"),
            _open(
                "meta",
                **{
                    "http-equiv": "Content-Security-Policy",
                    "content": ";".join(" ".join(rule) for rule in _POLICY.items()),
                },
            ),
            _element("title", escape(play.title)),
            _element("style", _style()),
        )
    )
    facts = "\n".join(_element("p", escape(fact)) for fact in play.facts)
    front = _element("header", f"\n{_element('h1', escape(play.title))}\n{facts}\n")
    scenes = "\n".join(
        _html_passage(number, passage, play.cut) for number, passage in enumerate(play.passages, 1)
    )
    body = _element("body", _element("main", f"\n{front}\n{scenes}\n"))
    page = _element("html", f"{_element('head', head)}\n{body}", lang="en")
    return f"{' '.join(('<!doctype', 'html>'))}\n{page}\n"


def _html_passage(number: int, passage: Passage, cut: str) -> str:
    rows: list[str] = []
    anchor = f"scene-{number}"
    if passage.slugline:
        link = _element("a", escape(passage.slugline), href=f"#{anchor}")
        if number > 1:
            rows.append(_element("p", escape(cut), **{"class": "cut"}))
        rows.append(_element("h2", link))
        if passage.slate:
            rows.append(_element("p", escape(passage.slate), **{"class": "slate"}))
    rows += [_html_part(part) for part in passage.parts]
    return _element("section", "\n" + "\n".join(rows) + "\n", id=anchor)


def _html_part(part: Part) -> str:
    text = "".join(
        _element("em", escape(piece)) if stressed else escape(piece) for piece, stressed in _runs(part.text)
    )
    who = f"{_element('b', escape(part.who))} " if part.who else ""
    clock = f"{_element('time', escape(part.time))} " if part.time else ""
    paragraph = _element("p", f"{clock}{who}{text}", **{"class": _BLOCKS[part.voice]})
    if not part.others:
        return paragraph
    others = (_element("li", escape(other.replace("*", ""))) for other in part.others)
    return f"{paragraph}\n{_element('ul', ''.join(others), **{'class': 'others'})}"


def _open(tag: str, **attributes: str) -> str:
    named = (f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{' '.join((tag, *named))}>"


def _element(tag: str, inner: str, **attributes: str) -> str:
    return f"{_open(tag, **attributes)}{inner}</{tag}>"


def _style() -> str:
    """Return the style sheet: a typed page, in the reader's own light, and on paper without colour."""
    fonts = ",".join(f"'{' '.join(font)}'" for font in _FONTS)
    rules: list[tuple[str, Mapping[str, str]]] = [
        ("body", {"margin": "0", "background": "var(--ground)", "color": "var(--ink)"}),
        ("body", {"font-family": f"{fonts},monospace", "line-height": "1.35"}),
        ("main", {"width": f"{PAGE_COLUMNS + _MARGIN}ch", "max-width": "96vw", "box-sizing": "border-box"}),
        ("main", {"padding-left": f"{_MARGIN}ch", "margin-left": "auto", "margin-right": "auto"}),
        ("header", {"text-align": "center", "margin-top": "18vh", "margin-bottom": "18vh"}),
        ("h1,h2", {"font-size": "1em", "text-transform": "uppercase", "overflow-wrap": "anywhere"}),
        ("h1", {"font-size": "1.5em"}),
        ("h2", {"margin-bottom": "0", "break-after": "avoid"}),
        ("h2>a", {"color": "inherit", "text-decoration": "none"}),
        ("p", {"position": "relative", "overflow-wrap": "anywhere", "break-inside": "avoid"}),
        (".cut", {"text-align": "right", "margin-top": "3em"}),
        (".slate", {"margin-top": "0", "color": "var(--quiet)", "break-after": "avoid"}),
        (".speech,.loop,.second", {"margin-left": "8ch", "margin-right": "6ch"}),
        (".loop,.second", {"padding-left": "1ch", "border-left-style": "solid"}),
        (".loop", {"border-left-width": "2px"}),
        (".second", {"border-left-style": "double", "border-left-width": "6px"}),
        ("p>b", {"display": "block", "font-weight": "normal", "padding-left": "8ch"}),
        (".choice", {"color": "var(--choice)", "font-weight": "bold"}),
        (".choice:before", {"content": "'\\203a\\a0'"}),
        (".note,.others", {"color": "var(--quiet)"}),
        (".others", {"font-size": "0.85em", "margin-top": "-0.7em", "padding-left": "4ch"}),
        ("time", {"position": "absolute", "right": "100%", "margin-right": "2ch"}),
        ("time", {"color": "var(--quiet)", "font-weight": "normal", "font-size": "0.85em"}),
        (".speech>time,.loop>time,.second>time", {"margin-right": "10ch"}),
    ]
    narrow = _rule("main", {"padding-left": "2ch"}) + _rule("p>time", {"position": "static"})
    sheet = "\n".join(_rule(selector, settings) for selector, settings in rules)
    return "\n".join(
        (
            "",
            _colours(_LIGHT),
            f"@media(prefers-color-scheme:dark){{{_colours(_DARK)}}}",
            sheet,
            f"@media(max-width:{_NARROW}){{{narrow}}}",
            f"{' '.join(('@media', 'print'))}{{{_colours(_PAPER)}header{{break-after:page}}}}",
            "",
        )
    )


def _rule(selector: str, settings: Mapping[str, str]) -> str:
    return f"{selector}{{{';'.join(f'{name}:{value}' for name, value in settings.items())}}}"


def _colours(inks: Mapping[str, str]) -> str:
    return _rule(":root", {f"--{name}": value for name, value in inks.items()})


FORMS: Mapping[str, Callable[[Screenplay], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}
"""Every form by its word."""

SUFFIXES: Mapping[str, str] = {"text": ".txt", "markdown": ".md", "html": ".html"}
"""What a file of each form ends in."""
