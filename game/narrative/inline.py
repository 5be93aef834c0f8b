"""What stands inside one paragraph: words and code spans, each with the line it came from.

Law: only what the format knows comes out. Any other markup is handed to the caller's ``complain`` with its
own line, so a link or a glued marker is never silently text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.narrative.doors import ADDRESS, mark, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.tree import SyntaxTreeNode

    from game.narrative.book import Door

    Complain = Callable[[int, str], None]

_MARKER = re.compile(r"=>|->|#{1,6}(\s|$)|[-+*]\s|>|\[[a-z0-9_]+\]\s")
_WHAT_ELSE = {
    "link": "a link leads only to a card, as in [the periscope](?periscope), in plain words; correct it",
    "image": "a picture is not possible; take it out",
    "html_inline": "HTML is not possible; write words, or *emphasis*",
    "hardbreak": "a forced line break is not possible; start a new paragraph",
}


class Markup(Enum):
    """What a run of a paragraph is."""

    WORDS = "words"
    CODE = "code"
    NAME = "name"
    """Words between ``**`` and ``**``."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph with one markup.

    Attributes:
        markup: what it is.
        text: its words with single spaces, emphasis kept as ``*word*``; or the source of a code span.
        line: where it begins.
        doors: its words that lead to Archive cards.
    """

    markup: Markup
    text: str
    line: int
    doors: tuple[Door, ...] = ()


def read_runs(inline: SyntaxTreeNode, first_line: int, complain: Complain) -> list[Run]:
    """Return the runs of a paragraph in order; words that are only spaces are left out.

    Args:
        inline: the paragraph's inline node.
        first_line: the line of the file on which it begins.
        complain: told the line and the message of every mistake.
    """
    return _Walk(inline.content, first_line, complain).runs_of(inline)


class _Walk:
    def __init__(self, content: str, line: int, complain: Complain) -> None:
        self._content = content
        self._cursor = 0
        self._line = line
        self._complain = complain
        self._runs: list[Run] = []
        self._words = ""
        self._words_line = line
        self._after_break = False
        self._cards: list[str] = []

    def runs_of(self, inline: SyntaxTreeNode) -> list[Run]:
        for node in inline.children:
            self._take(node, emphasised=False)
        self._end_words()
        return self._runs

    def _take(self, node: SyntaxTreeNode, *, emphasised: bool) -> None:
        match node.type:
            case "text":
                self._take_text(node.content)
            case "softbreak":
                self._break()
            case "em" if not emphasised:
                self._add("*")
                for child in node.children:
                    self._take(child, emphasised=True)
                self._add("*")
            case "link" if not emphasised and self._is_door(node):
                self._take_door(node)
            case "code_inline" if not emphasised:
                self._take_code(node)
            case "strong" if not emphasised:
                self._take_name(node)
            case kind:
                message = _WHAT_ELSE.get(
                    kind, "markup inside markup is not possible; write *emphasis* around words only"
                )
                self._complain(self._line, message)
                if kind == "hardbreak":
                    self._break()
                else:
                    self._skip(node)

    def _take_text(self, text: str) -> None:
        if not text:
            return
        for character in text:
            if (
                unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs")
                and character not in "\t\u00ad\u200d"
            ):
                message = f"the character U+{ord(character):04X} cannot be shown; take it out"
                self._complain(self._line, message)
            elif character == "\ufffd":
                self._complain(self._line, "a character was lost here (U+FFFD); write it again")
        if self._after_break and _MARKER.match(text):
            message = (
                f"{text.split()[0]!r} is glued to the line above and would be text; put an empty line between"
            )
            self._complain(self._line, message)
        if "`" in text:
            self._complain(self._line, "a code span is not closed; write a ` before and after it")
        if "*" in text:
            self._complain(self._line, "a * has no partner; write *emphasis*, or **Name:** before speech")
        self._after_break = False
        self._add(text)

    def _is_door(self, node: SyntaxTreeNode) -> bool:
        plain = all(child.type in ("text", "softbreak") for child in node.children)
        return plain and ADDRESS.fullmatch(str(node.attrs.get("href", ""))) is not None

    def _take_door(self, node: SyntaxTreeNode) -> None:
        if node.attrs.get("title"):
            self._complain(self._line, "a link to a card has no title; take it out")
        words = "".join(" " if child.type == "softbreak" else child.content for child in node.children)
        words = words.strip()
        if not words:
            self._complain(
                self._line, "a link without words cannot be seen; write words between the brackets"
            )
            return
        before = self._words
        self._take_text(words)
        self._words = before + mark(words)
        self._cards.append(str(node.attrs["href"]).removeprefix("?"))
        self._skip(node)

    def _take_code(self, node: SyntaxTreeNode) -> None:
        self._end_words()
        self._after_break = False
        self._runs.append(Run(Markup.CODE, " ".join(node.content.split()), self._line))
        begin = self._content.find(node.markup, self._cursor)
        end = self._content.find(node.markup, begin + len(node.markup)) + len(node.markup)
        self._line += self._content.count("\n", begin, end)
        self._cursor = end

    def _take_name(self, node: SyntaxTreeNode) -> None:
        self._end_words()
        self._after_break = False
        if any(child.type != "text" for child in node.children):
            self._complain(self._line, "only a plain name stands between ** and **")
            self._skip(node)
            return
        self._runs.append(
            Run(Markup.NAME, "".join(child.content for child in node.children).strip(), self._line)
        )

    def _skip(self, node: SyntaxTreeNode) -> None:
        self._line += sum(1 for inner in node.walk() if inner.type in ("softbreak", "hardbreak"))

    def _break(self) -> None:
        self._line += 1
        self._after_break = True
        self._add(" ")

    def _add(self, text: str) -> None:
        if not self._words.strip():
            self._words_line = self._line
        self._words += text

    def _end_words(self) -> None:
        text = re.sub(r"[ \t\n]+", " ", self._words).strip(" ")
        text, doors = unmarked(text, self._cards)
        if text:
            self._runs.append(Run(Markup.WORDS, text, self._words_line, doors))
        self._words = ""
        self._cards.clear()
