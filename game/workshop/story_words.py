"""``offscript story words``: the words of the story that its own list does not have, and how they are added.

Law: a word is learned only when a British dictionary on this machine has it, or when it is taken by name. The
list holds what the story uses and nothing else, sorted, one word a line.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import story
from game.narrative.spelling import WORDS, Spelling, scan_words, unlisted, words_of
from game.storage.library import VARIABLE, story_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable, Mapping

DICTIONARIES = (
    "/usr/share/dict/british-english-large",
    "/usr/share/dict/british-english",
    "/usr/share/hunspell/en_GB.dic",
)
"""Where a British dictionary lies on many machines (Debian: ``wbritish``, ``hunspell-en-gb``)."""

AMERICAN = frozenset({"afterward", "anyways", "gotten", "toward"})
"""Words that British dictionaries have too, and that this story writes otherwise, or not at all."""

_HEAD = """\
# The words of the story, in British spelling; names as they are. Made by `offscript story words --learn`.
# A word gets in when a British dictionary has it, or when somebody looked it up and takes it by name.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give ``story words`` its options."""
    parser.add_argument("--learn", action="store_true", help="add the words that a dictionary has")
    parser.add_argument(
        "--take", nargs="+", default=[], metavar="WORD", help="add these too: somebody looked them up"
    )
    parser.add_argument("--dictionary", type=Path, metavar="FILE", help="another British dictionary")


def run(namespace: argparse.Namespace) -> int:
    """List what is not in the word list, or learn it; 1 if words are left that nobody knows."""
    texts = {name: data.decode(errors="ignore") for name, data in story_files().items()}
    listed = scan_words(kept_list().get(WORDS, b"").decode(errors="ignore"))
    book = read_dictionary(namespace.dictionary)
    taken = set(namespace.take)
    missing = unlisted(texts, listed)
    unknown = _unknown(missing, book, taken)
    known = missing.keys() - unknown
    added: set[str] = set()
    if namespace.learn or taken:
        learned = {form for word in known for form in _forms(word) & book} if namespace.learn else set[str]()
        added = learned | taken
        kept = used_of(texts, listed | added)
        _words_file().write_text(list_text(kept), encoding="utf-8")
        left = Spelling(kept)
        missing = {word: places for word, places in missing.items() if not left.knows(word)}
    if namespace.json:
        row = {
            "listed": len(listed),
            "added": sorted(added),
            "missing": {word: f"{file}:{line}" for word, ((file, line), *_) in missing.items()},
            "unknown": sorted(unknown),
            "dictionary": bool(book),
        }
        print(json.dumps(row, ensure_ascii=False))
    else:
        spelling = Spelling(listed | added)
        for word, ((file, line), *more) in missing.items():
            times = f" ({1 + len(more)} times)" if more else ""
            near = ", ".join(spelling.near(word))
            where = "in the dictionary" if word in known else "in no dictionary"
            print(f"{file}:{line}: {word}{times}: {where}{', near ' + near if near else ''}")
        if not book:
            print("no British dictionary is here: give one with --dictionary, or look them up and --take")
        print(f"{len(listed)} words listed, {len(added)} added, {len(missing)} not in the list")
    return 1 if missing else 0


def read_dictionary(chosen: Path | None = None) -> frozenset[str]:
    """Return the words of the dictionaries that are here: a list of words, or a hunspell dictionary."""
    found: set[str] = set()
    for path in [chosen] if chosen is not None else map(Path, DICTIONARIES):
        if path.is_file():
            lines = path.read_text(encoding="utf-8", errors="ignore").split("\n")
            found |= {line.partition("/")[0].strip() for line in lines if line and not line[0].isdigit()}
        if found and chosen is None:
            break
    return frozenset(found - AMERICAN)


def used_of(texts: Mapping[str, str], listed: Collection[str]) -> frozenset[str]:
    """Return those listed words that the story uses."""
    used: set[str] = set()
    for file, text in texts.items():
        for _, word in words_of(file, text):
            used |= _forms(word)
    return frozenset(used & set(listed))


def list_text(words: Iterable[str]) -> str:
    """Return the list as it is kept."""
    rows = sorted(words, key=lambda word: (word.casefold(), word))
    return _HEAD + "".join(f"{row}\n" for row in rows)


def _unknown(missing: Collection[str], book: Collection[str], taken: Collection[str]) -> set[str]:
    """Return those of the missing words that no dictionary has and nobody takes."""
    asked, own = Spelling(book), Spelling(taken)
    return {word for word in missing if not own.knows(word) and not asked.knows(word)}


def _forms(word: str) -> set[str]:
    """Return the ways in which a word may stand in a list."""
    bare = word[:-2] if word.lower().endswith(("'s", "'d")) else word
    bare = bare[:-3] if bare.lower().endswith(("'ll", "'ve", "'re")) else bare
    forms: set[str] = set()
    for each in (word, bare):
        forms |= {each, each.lower(), each[:1].lower() + each[1:]}
        if each.isupper():
            forms |= {each.capitalize(), each.title()}
    return forms


def kept_list() -> dict[str, bytes]:
    """Return the list as a file of the story, if there is one; it is no part of an edition."""
    file = _words_file()
    return {WORDS: file.read_bytes()} if file.is_file() else {}


def _words_file() -> Path:
    return Path(os.environ.get(VARIABLE) or next(iter(story.__path__))) / WORDS
