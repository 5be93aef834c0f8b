"""A playthrough that leaves the house: nothing of it is lost, and nothing of it becomes markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from game.readout.phrasebook import Phrasebook
from game.readout.screenplay_export import (
    COLUMNS,
    FORMS,
    SUFFIXES,
    Screenplay,
    as_html,
    as_markdown,
    as_text,
    part_rows,
    parts_of,
    screenplay,
)
from game.storage.library import phrases
from game.storage.moments import Frame
from game.vocabulary.values import Line, Voice
from tests.engine.stage import small_book

PHRASES = Phrasebook(phrases())
SPOKEN = (Voice.SPEECH, Voice.LOOP, Voice.SECOND_LOOP)


def a_frame(ident: int, *lines: Line, clock: str = "2021-10-05 12:11:40", ending: str = "") -> Frame:
    """Return a moment of reel 2, take 3, that showed these lines."""
    return Frame(
        ident,
        ident - 1 if ident else None,
        lines,
        "",
        3,
        "2026-03-01T10:00:00+00:00",
        2,
        "launch",
        clock,
        ending,
    )


def a_play(*frames: Frame, title: str = "A film", marks: tuple[str, ...] = ()) -> Screenplay:
    """Return the screenplay of these moments."""
    return screenplay(
        frames,
        small_book(),
        PHRASES,
        title=title,
        started_at="2026-03-01T10:00:00+00:00",
        takes=4,
        marks=marks,
    )


SLUG = Line(Voice.SLUGLINE, "INT. SOYUZ. ON THE PAD. POV GLEB", "", "launch/on_the_pad")
SHORT = (
    a_frame(0, SLUG, Line(Voice.NARRATION, "The engines *light*."), Line(Voice.SPEECH, "Now.", "actor")),
    a_frame(1, Line(Voice.ECHO, "Say nothing."), Line(Voice.LOOP, "Noted.", "flight_director")),
)

_HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("\\`*_{}[]<>()#+-.!|~&$^=:;\"'/@0123456789\t\n\r\x1b\x00\x07\u202e\ud800 ")),
    ),
    max_size=40,
)
_LINES = st.lists(
    st.builds(
        Line, st.sampled_from(list(Voice)), _HOSTILE, st.sampled_from(("", "actor", "nobody *known* <b>"))
    ),
    min_size=1,
    max_size=6,
)


def words_of(text: str) -> list[str]:
    """Return the runs of letters and digits of a text, in order, in small letters."""
    return re.findall(r"[^\W_]+", text.casefold())


def is_within(words: list[str], all_words: list[str]) -> bool:
    """Tell whether words stand among others, in their order."""
    rest = iter(all_words)
    return all(word in rest for word in words)


class Seen(HTMLParser):
    """What a reader of a page sees, and of what it is made."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.text = ""
        self._hidden = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.add(tag)
        self._hidden += tag in ("style", "title")
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Note where what nobody reads ends."""
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        """Note the words."""
        if not self._hidden:
            self.text += data


PAGE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section"),
    *("h1", "h2", "a", "p", "b", "em", "time"),
}


def seen_in(form: str, play: Screenplay) -> str:
    """Return what a reader sees of a form."""
    if form == "html":
        return Seen(as_html(play)).text
    if form == "markdown":
        return unescape(re.sub(r"<[^>]*>", " ", MarkdownIt("commonmark").render(as_markdown(play))))
    return as_text(play)


def test_the_text_form_is_a_screenplay() -> None:
    """A title page, the slate under the slugline, speech in a hanging column, the loop behind its bar."""
    assert as_text(a_play(*SHORT, marks=("reel 2",))).split("\n") == [
        "",
        "A FILM".center(COLUMNS).rstrip(),
        "",
        "a film of OFF SCRIPT".center(COLUMNS).rstrip(),
        "Begun on 2026-03-01.".center(COLUMNS).rstrip(),
        "Begun at: reel 2.".center(COLUMNS).rstrip(),
        "Takes: 4. Moments: 2. Words: 14.".center(COLUMNS).rstrip(),
        "As far as 5 OCT 12:11.".center(COLUMNS).rstrip(),
        "",
        "INT. SOYUZ. ON THE PAD. POV GLEB",
        "Reel 2, take 3. 5 OCT 12:11 UTC.",
        "",
        "The engines *light*.",
        "",
        "    VERA        Now.",
        "",
        "> Say nothing.",
        "",
        "| MOSCOW        Noted.",
        "",
    ]


def test_a_film_that_is_over_says_how_it_ended() -> None:
    """By the ending's title; by its id where this edition no longer has it."""
    over = a_frame(1, Line(Voice.NARRATION, "Fin."), ending="cut")
    assert "It ends as: Cut." in as_text(a_play(SHORT[0], over))
    gone = a_frame(1, Line(Voice.NARRATION, "Fin."), ending="gone_since")
    assert "It ends as: gone_since." in as_text(a_play(SHORT[0], gone))


def test_every_scene_after_the_first_is_cut_to() -> None:
    """And has an anchor of its own on the page."""
    play = a_play(*SHORT, a_frame(2, SLUG, clock="2021-10-05 12:20:00"))
    assert as_text(play).count("CUT TO:") == 1
    seen = Seen(as_html(play))
    assert seen.attributes["id"] == {"scene-1", "scene-2"}
    assert seen.attributes["href"] == {"#scene-1", "#scene-2"}
    assert seen.text.count("CUT TO:") == 1


def test_the_time_of_a_scene_is_not_that_of_the_one_before() -> None:
    """A moment's time is that of its last scene: neither the choice that led there nor the way claims it."""
    later = a_frame(
        2,
        Line(Voice.ECHO, "Go home."),
        Line(Voice.NARRATION, "You go."),
        Line(Voice.SLUGLINE, "EXT. STEPPE"),
        Line(Voice.NARRATION, "Wind."),
        Line(Voice.SLUGLINE, "INT. CAR"),
        Line(Voice.NARRATION, "Rain."),
        clock="2021-10-06 14:20:00",
    )
    pad, steppe, car = a_play(*SHORT, later).passages
    assert [part.time for part in pad.parts] == ["", "", "", "", "", ""]
    assert (steppe.slate, steppe.parts[0].time) == ("", "")
    assert (car.slate, car.parts[0].time) == ("Reel 2, take 3. 6 OCT 14:20 UTC.", "")


def test_time_that_passes_within_a_scene_stands_in_the_margin() -> None:
    """Beside what it led to, once a minute."""
    frames = (
        a_frame(1, Line(Voice.ECHO, "Wait."), Line(Voice.NARRATION, "One."), clock="2021-10-05 12:13:00"),
        a_frame(2, Line(Voice.NARRATION, "Two."), clock="2021-10-05 12:13:59"),
        a_frame(3, Line(Voice.NARRATION, "Three."), clock="2021-10-05 12:14:00"),
    )
    (passage,) = a_play(SHORT[0], *frames).passages
    assert [part.time for part in passage.parts] == ["", "", "", "12:13:00", "", "12:14:00"]
    assert "<time>12:13:00</time> One." in as_html(a_play(SHORT[0], *frames))


def test_a_name_too_long_for_its_column_stands_on_a_line_of_its_own() -> None:
    """And the words begin where they always do."""
    (part,) = parts_of((Line(Voice.LOOP, "Go.", "somebody_with_a_long_name"),), small_book(), PHRASES)
    assert part_rows(part) == ["| SOMEBODY_WITH_A_LONG_NAME", "|               Go."]


def test_both_loops_keep_their_bars_on_every_row() -> None:
    """So that a long answer cannot be taken for narration."""
    for voice, bar in ((Voice.LOOP, "| "), (Voice.SECOND_LOOP, "|| ")):
        (part,) = parts_of((Line(voice, "word " * 40, "astronaut"),), small_book(), PHRASES)
        rows = part_rows(part)
        assert len(rows) > 2
        assert all(row.startswith(bar) for row in rows)


def test_no_row_of_the_text_form_is_wider_than_it_says() -> None:
    """Unless one word alone is."""
    lines = tuple(Line(voice, "word and a half " * 20, "actor") for voice in Voice)
    assert max(map(len, as_text(a_play(a_frame(0, *lines))).split("\n"))) <= COLUMNS


def test_the_page_fetches_and_runs_nothing() -> None:
    """It has no script and no address but its own anchors, and says so to the browser as well."""
    page = as_html(a_play(*SHORT, title='<script src="https://example.org/x.js">'))
    seen = Seen(page)
    assert seen.tags <= PAGE_TAGS
    assert seen.attributes.keys() == {
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "id",
        "href",
        "class",
    }
    assert not re.search(r"url\(|@import|//", page.split("<style>")[1].split("</style>")[0])
    assert "default-src 'none';style-src 'unsafe-inline'" in seen.attributes["content"]
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page


def test_every_form_has_a_name_for_its_files() -> None:
    """So that nobody has to think of one."""
    assert FORMS.keys() == SUFFIXES.keys() == {"text", "markdown", "html"}


@pytest.mark.parametrize("form", sorted(FORMS))
@given(lines=_LINES, title=_HOSTILE)
@settings(max_examples=150)
def test_every_word_comes_out_in_its_order(form: str, lines: list[Line], title: str) -> None:
    """Whatever signs stand around it, in every form."""
    play = a_play(a_frame(0, *lines), title=title)
    wanted = [word for part in _parts(play) for word in words_of(part)]
    assert is_within(wanted, words_of(seen_in(form, play)))


@given(lines=_LINES)
@settings(max_examples=150)
def test_no_line_is_left_out_and_none_comes_twice(lines: list[Line]) -> None:
    """Each line is one part; what was no slugline stays between the sluglines that it stood between."""
    play = a_play(a_frame(0, *lines))
    opened = [line for line in lines if line.voice is Voice.SLUGLINE]
    told = [line for line in lines if line.voice is not Voice.SLUGLINE or line.text.split()]
    assert len(_parts(play)) == len(told)
    assert sum(bool(passage.slugline) for passage in play.passages) <= len(opened)


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("voice", [voice for voice in Voice if voice is not Voice.SLUGLINE])
@given(text=_HOSTILE)
@settings(max_examples=60)
def test_a_line_never_becomes_markup(form: str, voice: Voice, text: str) -> None:
    """A reader of the form sees the very signs that were written, but for the stars of an emphasis."""
    marker = Line(Voice.NARRATION, "Qqq.")
    play = a_play(a_frame(0, marker, Line(voice, text), marker))
    seen = seen_in(form, play).split("Qqq.")
    assert len(seen) == 3
    (part,) = parts_of((Line(voice, text),), small_book(), PHRASES)
    before, after = _signs(form, voice)
    assert _bare(seen[1]) == f"{before}{_bare(part.text)}{after}"


@given(text=_HOSTILE)
def test_nothing_that_was_written_speaks_to_a_terminal(text: str) -> None:
    """No control character, no change of direction, nothing that is not UTF-8."""
    play = a_play(a_frame(0, Line(Voice.SPEECH, text, "actor")), title=text, marks=(text,))
    for write in FORMS.values():
        written = write(play)
        assert all(sign.isprintable() or sign == "\n" for sign in written)
        assert written.encode()


@pytest.mark.parametrize(
    "text",
    [
        *("# no heading", "1. no list", "1) no list", "- no list", "+ no list", "=====", "-----"),
        *("> no quotation", "    no code", "```", "~~~", "| a | b |", "[a](http://b)", "<b>no</b>"),
        *("![a](b)", "&copy;", "a\\", "\\# no", "http://example.org", "__no__", "`no`", "***", "* * *"),
    ],
)
def test_what_looks_like_markdown_stays_a_paragraph(text: str) -> None:
    """One that shows what was written, and no block, no link, no entity."""
    page = MarkdownIt("commonmark").render(as_markdown(a_play(a_frame(0, Line(Voice.NARRATION, text)))))
    last = page.strip().split("\n")[-1]
    assert last == f"<p>{last[3:-4]}</p>"
    assert not re.search(r"<(?!/?(?:p|em)>)", last)
    assert _bare(unescape(re.sub(r"<[^>]*>", "", last))) == _bare(text)


def _parts(play: Screenplay) -> list[str]:
    return [
        text
        for passage in play.passages
        for text in (
            *([passage.slugline] if passage.slugline else []),
            *(part.text for part in passage.parts),
        )
    ]


def _bare(text: str) -> str:
    """Return a text without spaces, stars and the bar or mark of its form."""
    return re.sub(r"[\s*]", "", text)


def _signs(form: str, voice: Voice) -> tuple[str, str]:
    """Return the signs that a form puts before and behind what nobody says."""
    match form, voice:
        case "text" | "markdown", Voice.NOTE:
            return "[", "]"
        case "text", Voice.ECHO:
            return ">", ""
        case "text", Voice.LOOP:
            return "|", ""
        case "text", Voice.SECOND_LOOP:
            return "||", ""
        case "markdown", Voice.ECHO:
            return "→", ""
        case _:
            return "", ""
