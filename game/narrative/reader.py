"""Reads one scene: CommonMark in, a frozen `Scene` out.

Law: nothing that a writer wrote is silently dropped or silently text. Every block and every span is either
one of the format's own or a mistake with its line and what to do; `scan_scene` finds all the mistakes of a
file in one run. ``story/README.md`` teaches the format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from game.errors import StoryError
from game.narrative.book import Beat, Choice, Divert, Doing, Fire, Paragraph, Scene
from game.narrative.doors import marked, unmarked
from game.narrative.expressions import NAME, read_condition, read_effect
from game.narrative.header import FENCE, NEWSREEL, find_end, read_header
from game.narrative.inline import Markup, Run, read_runs
from game.narrative.sourcing import sourcing_mistakes, split_sources
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    from game.narrative.book import Declarations, Item
    from game.narrative.expressions import Condition, Effect

MOST_CHOICES = 9
"""One key each."""

_FLAGS = frozenset({"once", "aside", "expected"})
"""Code spans of a choice that are no effects."""

_TARGET = re.compile(r"(?:([a-z][a-z0-9_]*)/)?([a-z][a-z0-9_]*)?")
_LABEL = re.compile(r"\[([^\]]*)\]\s*(.*)", re.DOTALL)
_ARROW = re.compile(r"(?:^|\s)(->|=>)(?:\s|$)")
_HEADLESS = "the file must begin with a line `---` and its front matter"
_ENDLESS = "the front matter never ends; close it with a line `---`"
_CODE_IN_WORDS = "a code span among words; a condition stands first, effects in a paragraph of their own"
_ONE_ARROW = "a choice has one arrow, `-> beat`, at its end; the beat that it leads to can fire a trigger"
_REFUSED = {
    "ordered_list": "a numbered list is not possible; write choices as `- [id] Words. -> beat`",
    "fence": "a code block is not possible; write code spans",
    "code_block": "a line that begins with four spaces or a tab is a code block; take the spaces out",
    "html_block": "HTML is not possible; take it out",
    "hr": "a line of dashes is not possible here; begin a new beat with `## id`",
    "table": "a table is not possible; write paragraphs",
}


def read_scene(text: str, file: str, declarations: Declarations) -> Scene:
    """Read a scene.

    Args:
        text: the whole file.
        file: its path relative to ``story/``.
        declarations: what it may name.

    Raises:
        StoryError: for the first mistake in it.
    """
    scene, errors = scan_scene(text, file, declarations)
    if errors:
        raise errors[0]
    if scene is None:
        raise StoryError(file, 1, "the file holds no scene")
    return scene


def scan_scene(
    text: str, file: str, declarations: Declarations
) -> tuple[Scene | None, tuple[StoryError, ...]]:
    """Read a scene and return what could be read, with every mistake in the order of the lines.

    The scene is None only when its front matter does not begin or does not end.
    """
    scan = _SceneScan(text, file, declarations)
    scene = scan.scene()
    return scene, tuple(sorted(scan.errors, key=lambda error: error.line))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


@dataclass(slots=True)
class _Draft:
    """A beat while it is being read."""

    ident: str
    line: int
    items: list[Item] = field(default_factory=list["Item"])
    choices: list[Choice] = field(default_factory=list[Choice])


class _SceneScan:
    def __init__(self, text: str, file: str, declarations: Declarations) -> None:
        self._lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._file = file
        self._declared = declarations
        self._roles = {person.tag: person.role for person in declarations.people.values()}
        self._kind = ""
        self._drafts: list[_Draft] = []
        self._choice_lines: dict[str, int] = {}
        self.errors: list[StoryError] = []

    def scene(self) -> Scene | None:
        end = find_end(self._lines)
        if not end:
            begun = self._lines[0].rstrip() == FENCE
            self._complain(1, _ENDLESS if begun else _HEADLESS)
            return None
        header = read_header(self._lines[:end], self._file, self._declared.people, self._complain)
        self._kind = header.kind
        self._read_body(end)
        beats: dict[str, Beat] = {}
        for number, draft in enumerate(self._drafts, 1):
            self._close(draft, self._drafts[number].line - 1 if self._drafts[number:] else len(self._lines))
            if draft.ident in beats:
                first = beats[draft.ident].line
                self._complain(
                    draft.line, f"the beat {draft.ident!r} is here twice, first in line {first}; rename one"
                )
            else:
                beats[draft.ident] = Beat(draft.ident, tuple(draft.items), tuple(draft.choices), draft.line)
        if not self._drafts:
            self._complain(end, "the scene has no beat; begin one with `## id`")
        return Scene(
            ident=header.scene,
            kind=header.kind,
            reel=header.reel,
            number=header.number,
            title=header.title,
            slugline=header.slugline,
            camera=header.camera,
            clock=header.clock,
            note=header.note,
            beats=beats,
            file=self._file,
            entry=self._drafts[0].ident if self._drafts else "",
        )

    def _complain(self, line: int, message: str) -> None:
        if not any(error.line == line and error.message == message for error in self.errors):
            self.errors.append(StoryError(self._file, line, message))

    # blocks

    def _read_body(self, end: int) -> None:
        from markdown_it.tree import SyntaxTreeNode

        found: dict[str, dict[str, dict[str, list[int]]]] = {}
        body = "\n" * end + "\n".join(self._lines[end:])
        for block in SyntaxTreeNode(_markdown().parse(body, found)).children:
            self._read_block(block)
        for name, reference in found.get("references", {}).items():
            message = (
                f"`[{name.lower()}]:` defines a link and would vanish; write the words without the colon"
            )
            self._complain(reference["map"][0] + 1, message)

    def _read_block(self, block: SyntaxTreeNode) -> None:
        line = _line_of(block)
        if block.type == "heading":
            self._read_heading(block, line)
            return
        if block.type in _REFUSED:
            self._complain(line, _REFUSED[block.type])
            return
        if not self._drafts:
            self._complain(line, "text before the first beat is never read; begin a beat with `## id`")
            return
        draft = self._drafts[-1]
        self._refuse_unread(draft, block, line)
        if block.type == "bullet_list":
            for item in block.children:
                self._read_choice(draft, item)
        elif block.type == "blockquote":
            self._read_quote(draft, block)
        else:
            self._read_paragraph(draft, block, heard=False)

    def _refuse_unread(self, draft: _Draft, block: SyntaxTreeNode, line: int) -> None:
        if draft.choices:
            if block.type == "bullet_list":
                self._complain(
                    line, "a second list; write all choices of a beat in one list with the same sign"
                )
            else:
                self._complain(line, "text after the choices is never read; put it before the list")
        elif draft.items and _leaves(draft.items[-1]):
            self._complain(
                line, "nothing is read after an arrow without a condition; move it up, or begin a beat"
            )

    def _read_heading(self, block: SyntaxTreeNode, line: int) -> None:
        ident = block.children[0].content.strip() if block.children else ""
        if block.markup in ("-", "="):
            self._complain(line, f"a line of {block.markup} under text makes it a heading; take it out")
        elif block.tag != "h2":
            self._complain(line, "only `## id` begins a beat; correct the number of #")
        else:
            self._drafts.append(_Draft(ident, line))
            if not NAME.fullmatch(ident):
                self._complain(line, f"{ident!r} is not a beat's id (a-z, 0-9, _); write `## some_name`")

    def _read_quote(self, draft: _Draft, block: SyntaxTreeNode) -> None:
        for inner in block.children:
            line = _line_of(inner)
            if inner.type != "paragraph":
                self._complain(line, "only paragraphs stand in a quote, as in `> **Moscow:** Words.`")
                continue
            first, last = inner.map or (line - 1, line)
            for number in range(first, last):
                if not self._lines[number].lstrip().startswith(">"):
                    self._complain(
                        number + 1, "this line is glued to the quote above; begin it with > or leave a line"
                    )
            self._read_paragraph(draft, inner, heard=True)

    # paragraphs

    def _read_paragraph(self, draft: _Draft, block: SyntaxTreeNode, *, heard: bool) -> None:
        line = _line_of(block)
        runs = read_runs(block.children[0], line, self._complain) if block.children else []
        when: Condition | None = None
        if runs and runs[0].markup is Markup.CODE and _is_condition(runs[0]):
            when = self._condition(runs[0])
            runs = runs[1:]
            if not runs:
                self._complain(line, "a condition alone does nothing; write the words or effects after it")
        if not runs:
            return
        first = runs[0]
        if all(run.markup is Markup.CODE for run in runs):
            if heard:
                self._complain(line, "effects do not stand in a quote; take the > away")
            draft.items.append(Doing(self._effects(runs), when, line))
        elif first.markup is Markup.WORDS and _ARROW.match(first.text):
            self._read_arrow(draft, runs, when, heard=heard)
        else:
            self._read_words(draft, runs, when, line, heard=heard)

    def _read_arrow(self, draft: _Draft, runs: list[Run], when: Condition | None, *, heard: bool) -> None:
        first = runs[0]
        arrow, target = first.text[:2], first.text[2:].strip()
        if heard or len(runs) > 1:
            self._complain(
                first.line, f"`{arrow}` stands alone in its paragraph, after its condition if it has one"
            )
        if arrow == "=>":
            if NAME.fullmatch(target):
                draft.items.append(Fire(target, when, first.line))
            else:
                self._complain(
                    first.line, f"{target!r} is not a trigger's name (a-z, 0-9, _); write `=> name`"
                )
            return
        scene, beat = self._target(target, first.line)
        if when is None and scene in ("", self._stem()) and beat == draft.ident:
            self._complain(first.line, "the beat leads to itself for ever; give the arrow a condition")
        draft.items.append(Divert(scene, beat, when, first.line))

    def _read_words(
        self, draft: _Draft, runs: list[Run], when: Condition | None, line: int, *, heard: bool
    ) -> None:
        speaker = ""
        if runs[0].markup is Markup.NAME:
            speaker = self._speaker(runs[0])
            runs = runs[1:]
            if not runs:
                self._complain(line, "nobody speaks without words; write them after the name")
                return
        elif heard:
            self._complain(line, "a line on the loop needs its speaker, as in `> **Moscow:** Words.`")
        for run in runs:
            if run.markup is Markup.CODE:
                self._complain(run.line, _CODE_IN_WORDS)
            elif run.markup is Markup.NAME:
                self._complain(run.line, "bold is only for **Name:** at the start; write *emphasis*")
            elif _ARROW.search(run.text):
                self._complain(
                    run.line, "an arrow inside text does nothing; put it in a paragraph of its own"
                )
        text = " ".join(run.text for run in runs if run.markup is not Markup.CODE)
        tag = text.partition(":")[0]
        if not speaker and tag in self._roles:
            self._complain(line, f"speech is written `**{tag}:** Words.`; add the stars")
        voice = Voice.LOOP if heard else Voice.SPEECH if speaker else Voice.NARRATION
        doors = runs[0].doors if len(runs) == 1 else ()
        clean, sources = self._sources(marked(text, doors), text, line)
        clean, doors = unmarked(clean, [door.card for door in doors])
        draft.items.append(Paragraph(voice, clean, speaker, when, line, sources, doors))

    def _speaker(self, run: Run) -> str:
        if not run.text.endswith(":"):
            self._complain(
                run.line, f"a speaker's name ends with a colon inside the stars: `**{run.text}:**`"
            )
        tag = run.text.removesuffix(":").strip()
        role = self._roles.get(tag)
        if role is None:
            known = ", ".join(self._roles)
            self._complain(run.line, f"nobody is called {tag!r}; the tags in people.toml are {known}")
        return role or tag

    def _sources(self, whole: str, text: str, line: int) -> tuple[str, tuple[str, ...]]:
        """Return a paragraph without its source keys, and those keys; the text alone is looked at."""
        if self._kind != NEWSREEL:
            return whole, ()
        for where, message in sourcing_mistakes(text, line, self._declared.sources):
            self._complain(where, message)
        return split_sources(whole)

    # choices

    def _read_choice(self, draft: _Draft, item: SyntaxTreeNode) -> None:
        line = _line_of(item)
        if not item.children or item.children[0].type != "paragraph":
            self._complain(line, "an empty choice; write `- [id] Words. -> beat`")
            return
        for inner in item.children[1:]:
            what = (
                "a list inside a choice"
                if inner.type == "bullet_list"
                else "a second paragraph inside a choice"
            )
            self._complain(_line_of(inner), f"{what} is not possible; write the choice as one paragraph")
        runs = read_runs(item.children[0].children[0], line, self._complain)
        for run in runs:
            if run.markup is Markup.NAME:
                self._complain(run.line, "bold has no meaning in a choice; write *emphasis*")
            elif run.doors:
                self._complain(run.line, "a choice leads to no card; put the link into the text above it")
        ident, label = self._label(runs, line)
        scene, beat = self._choice_target(runs, line)
        conditions = [run for run in runs if run.markup is Markup.CODE and _is_condition(run)]
        others = [run for run in runs if run.markup is Markup.CODE and not _is_condition(run)]
        if len(conditions) > 1:
            self._complain(conditions[1].line, "a choice has one condition; join them with `and`")
        flags = {run.text for run in others} & _FLAGS
        effects = self._effects([run for run in others if run.text not in _FLAGS])
        choice = Choice(
            ident=ident,
            label=label,
            when=self._condition(conditions[0]) if conditions else None,
            effects=effects,
            once="once" in flags,
            scene=scene,
            beat=beat,
            line=line,
            aside="aside" in flags,
            expected="expected" in flags,
        )
        if scene in ("", self._stem()) and beat == draft.ident and not (choice.once or choice.effects):
            self._complain(
                line, "the choice leads to its own beat and changes nothing; lead on, or add `once`"
            )
        draft.choices.append(choice)
        if len(draft.choices) == MOST_CHOICES + 1:
            self._complain(line, f"a beat has at most {MOST_CHOICES} choices; move some behind another beat")

    def _label(self, runs: list[Run], line: int) -> tuple[str, str]:
        first = runs[0] if runs and runs[0].markup is Markup.WORDS else None
        found = _LABEL.fullmatch(first.text) if first is not None else None
        if found is None:
            self._complain(line, "a choice begins with its id, as in `- [stay] Stay here. -> beat`")
            ident, label = "", first.text if first is not None else ""
        else:
            ident, label = found[1], found[2]
            if not NAME.fullmatch(ident):
                self._complain(
                    line, f"{ident!r} is not a choice's id (a-z, 0-9, _); write `- [some_name] Words.`"
                )
            elif ident in self._choice_lines:
                first_line = self._choice_lines[ident]
                self._complain(
                    line,
                    f"the choice {ident!r} is in this scene twice, first in line {first_line}; rename one",
                )
            else:
                self._choice_lines[ident] = line
        label = _ARROW.split(label, maxsplit=1)[0].strip()
        if not label:
            self._complain(line, "a choice needs words between its id and its arrow")
        return ident, label

    def _choice_target(self, runs: list[Run], line: int) -> tuple[str, str]:
        words = [run for run in runs if run.markup is Markup.WORDS]
        arrows = [(run, found) for run in words for found in _ARROW.finditer(run.text)]
        if not arrows or arrows[-1][0] is not runs[-1]:
            what = "has no arrow" if not arrows else "goes on after its arrow"
            self._complain(line, f"the choice {what}; end it with `-> beat`")
            if not arrows:
                return "", ""
        run, found = arrows[-1]
        if len(arrows) > 1 or found[1] == "=>":
            self._complain(line, _ONE_ARROW)
        for other in words[1:]:
            before = other.text[: found.start()] if other is run else other.text
            if before.strip():
                what = f"the words {before.strip()!r} stand after a code span"
                self._complain(other.line, f"{what}; write words, then code spans, then the arrow")
        return self._target(run.text[found.end() :].strip(), run.line)

    # the pieces of both

    def _target(self, text: str, line: int) -> tuple[str, str]:
        found = _TARGET.fullmatch(text)
        if found is None or not text:
            self._complain(line, f"{text!r} is not a place; write `-> beat`, `-> scene/beat` or `-> scene/`")
            return "", ""
        return found[1] or "", found[2] or ""

    def _condition(self, run: Run) -> Condition | None:
        try:
            return read_condition(run.text.removeprefix("if"), self._declared.facts, self._file, run.line)
        except StoryError as error:
            self._complain(error.line, error.message)
            return None

    def _effects(self, runs: list[Run]) -> tuple[Effect, ...]:
        effects: list[Effect] = []
        for run in runs:
            try:
                effects.append(read_effect(run.text, self._declared.facts, self._file, run.line))
            except StoryError as error:
                self._complain(error.line, error.message)
        return tuple(effects)

    def _stem(self) -> str:
        return self._file.rsplit("/", 1)[-1].removesuffix(".md")

    def _close(self, draft: _Draft, end: int) -> None:
        """Refuse a beat that is empty or leads nowhere, unless what should lead on is itself a mistake."""
        if draft.choices or any(isinstance(item, (Divert, Fire)) for item in draft.items):
            return
        written = "".join(self._lines[draft.line : end])
        if not written.strip():
            self._complain(draft.line, f"the beat {draft.ident!r} is empty; write it or take it out")
        elif "->" not in written and "=>" not in written:
            what = f"the beat {draft.ident!r} is a dead end"
            self._complain(draft.line, f"{what}; end it with `-> beat`, `=> trigger` or choices")


def _leaves(item: Item) -> bool:
    return isinstance(item, (Divert, Fire)) and item.when is None


def _is_condition(run: Run) -> bool:
    return run.text == "if" or run.text.startswith("if ")


def _line_of(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 0
