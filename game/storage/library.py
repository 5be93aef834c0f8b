"""The library: the story's files, out of a folder, an installed wheel or a zip.

Law: files are only read. What they mean is the business of `game.narrative`; here they are found, and the
small ones that no scene needs (phrases, Archive cards) are taken apart. The phrases are read before the first
frame, so what only the story needs is imported where the story is opened.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

import story
from game.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable

    from game.narrative.book import Declarations
    from game.narrative.lobby import LobbyCard
    from game.narrative.previously import Recaps
    from game.narrative.shelf import Book

VARIABLE = "OFFSCRIPT_STORY"
"""The environment variable that names another story folder, for writers."""

PHRASES = "phrases.toml"
FLIGHT_PHRASES = "flight_phrases.toml"

_KINDS = frozenset({".md", ".toml"})
_FOR_WRITERS = "README.md"
_SCENE_FOLDERS = ("reels", "newsreels")
_CARDS = "archive"
_FLIGHTBOOK = "flightbook"
_CALLOUTS = {"docking": "callouts/docking.toml", "station": "callouts/station.toml"}


@dataclass(frozen=True, slots=True)
class ArchiveCard:
    """A card of the Archive.

    Attributes:
        ident: its file's stem.
        title: its first line.
        text: the rest, CommonMark, without the keys of sources.
        sources: the keys that stood in it (``story/archive/sources.toml``), in order, each once.
    """

    ident: str
    title: str
    text: str
    sources: tuple[str, ...]


def story_files(root: Path | None = None) -> dict[str, bytes]:
    """Return every file of the story by its path relative to ``story/``, with slashes, sorted.

    Args:
        root: another story folder; None for ``$OFFSCRIPT_STORY``, else the one that came with the game.

    Raises:
        StoryError: if there is no such folder, or a file in it cannot be read.
    """
    return {name: _read(file, name) for name, file in sorted(_walk(_shelf(root), PurePosixPath()))}


def open_book(root: Path | None = None) -> Book:
    """Return the book: its declarations read, its scenes still closed.

    Args:
        root: as for `story_files`.

    Raises:
        StoryError: for the first mistake in the declarations, a missing file, or two scenes of one name.
    """
    from game.narrative.declarations import DECLARATION_FILES, SOURCES, read_declarations
    from game.narrative.shelf import Book

    found = dict(sorted(_walk(_shelf(root), PurePosixPath())))

    def read(name: str) -> str:
        return _decode(_read(found[name], name), name)

    for name in DECLARATION_FILES:
        if name not in found:
            raise StoryError(name, 0, "the file is missing; the story cannot be read without it")
    scenes: dict[str, str] = {}
    for name in found:
        path = PurePosixPath(name)
        if path.suffix == ".md" and path.parts[0] in _SCENE_FOLDERS:
            if path.stem in scenes:
                raise StoryError(name, 0, f"{scenes[path.stem]} has the same name; rename one of the two")
            scenes[path.stem] = name
    needed = (*DECLARATION_FILES, *({SOURCES} & found.keys()))
    callouts = {emergency: file for emergency, file in _CALLOUTS.items() if file in found}
    pages = [name for name in found if name.startswith(f"{_FLIGHTBOOK}/") and name.endswith(".md")]
    return Book(read_declarations({name: read(name) for name in needed}), scenes, read, callouts, pages)


def phrases(root: Path | None = None) -> Mapping[str, str]:
    """Return the sentences that are not story, by dotted id.

    Those of a flight, more than half of them, are read when the first of them is said.

    Raises:
        StoryError: if the file is missing, is not TOML, or holds something that is not a sentence.
    """

    def of_a_flight() -> dict[str, str]:
        if not _shelf(root).joinpath(FLIGHT_PHRASES).is_file():
            return {}
        return dict(_flat(_toml(FLIGHT_PHRASES, root), "", FLIGHT_PHRASES))

    return _Sentences(dict(_flat(_toml(PHRASES, root), "", PHRASES)), of_a_flight)


class _Sentences(Mapping[str, str]):
    """The first file's sentences, and the second's once one is asked for that the first does not have."""

    def __init__(self, known: dict[str, str], others: Callable[[], dict[str, str]]) -> None:
        self._known = known
        self._others: Callable[[], dict[str, str]] | None = others

    def __getitem__(self, ident: str) -> str:
        if ident not in self._known:
            self._read_all()
        return self._known[ident]

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(self._known)

    def __len__(self) -> int:
        self._read_all()
        return len(self._known)

    def _read_all(self) -> None:
        if self._others is not None:
            others, self._others = self._others, None
            self._known = others() | self._known


def recaps(declarations: Declarations, root: Path | None = None) -> Recaps:
    """Return the sentences of a recap, read when somebody wants one; none where the story has no such file.

    Args:
        declarations: of the book that is played, for the facts that a sentence may ask.
        root: as for `story_files`.

    Raises:
        StoryError: for the first mistake in the file.
    """
    from game.narrative.previously import NO_RECAPS, PREVIOUSLY, read_previously

    file = _shelf(root).joinpath(PREVIOUSLY)
    if not file.is_file():
        return NO_RECAPS
    return read_previously(_decode(_read(file, PREVIOUSLY), PREVIOUSLY), declarations)


def archive_cards(root: Path | None = None) -> tuple[ArchiveCard, ...]:
    """Return the cards of the Archive, sorted by id.

    Raises:
        StoryError: if a card does not begin with its title.
    """
    return tuple(
        _card(name, _decode(_read(file, name), name))
        for name, file in sorted(_walk(_shelf(root), PurePosixPath()))
        if PurePosixPath(name).parent == PurePosixPath(_CARDS) and name.endswith(".md")
    )


def archive_sources(root: Path | None = None) -> dict[str, str]:
    """Return what each key of a source stands for, as one line: a text as it is, a table's texts joined.

    Raises:
        StoryError: if the file is missing or is not TOML.
    """
    from game.narrative.declarations import SOURCES

    sources = _toml(SOURCES, root)
    return {key: ", ".join(text for _, text in _flat(value, key, SOURCES)) for key, value in sources.items()}


def lobby_cards(declared: Declarations, root: Path | None = None) -> tuple[LobbyCard, ...]:
    """Return the lobby's cards, in the order of the file; none where a story has no lobby.

    Args:
        declared: the story's declarations, whose facts the cards ask.
        root: as for `story_files`.

    Raises:
        StoryError: if the file cannot be read, or for the first mistake in it.
    """
    from game.narrative.lobby import LOBBY, scan_lobby

    file = _shelf(root).joinpath(LOBBY)
    if not file.is_file():
        return ()
    cards, errors = scan_lobby(_decode(_read(file, LOBBY), LOBBY), declared)
    if errors:
        raise errors[0]
    return cards


def edition(root: Path | None = None) -> str:
    """Return 12 hex digits that are equal only for equal stories: BLAKE2b (RFC 7693) over all files."""
    from hashlib import blake2b

    digest = blake2b(digest_size=6)
    for name, content in story_files(root).items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _shelf(root: Path | None) -> Traversable:
    if root is None and (chosen := os.environ.get(VARIABLE)):
        root = Path(chosen)
    return _own_shelf() if root is None else root


def _own_shelf() -> Traversable:
    for place in story.__path__:
        folder = Path(place)
        if folder.is_dir():
            return folder
    # In a zip. Here, because importing it takes as long as starting Python does.
    from importlib.resources import files

    return files(story)


def _walk(folder: Traversable, above: PurePosixPath) -> Iterator[tuple[str, Traversable]]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise StoryError(str(above), 0, f"the story folder cannot be read ({error.strerror})") from error
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        path = above / entry.name
        if entry.is_dir():
            yield from _walk(entry, path)
        elif path.suffix in _KINDS and entry.name != _FOR_WRITERS:
            yield str(path), entry


def _read(file: Traversable, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StoryError(name, 0, f"the file cannot be read ({error.strerror})") from error


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StoryError(name, line, "the file is not UTF-8 here; save it as UTF-8") from error


def _toml(name: str, root: Path | None) -> dict[str, object]:
    file = _shelf(root).joinpath(*PurePosixPath(name).parts)
    try:
        return tomllib.loads(_decode(_read(file, name), name))
    except tomllib.TOMLDecodeError as error:
        raise StoryError(name, 0, f"the file is not TOML: {error}") from error


def _flat(value: object, above: str, file: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield above, value
    elif isinstance(value, dict):
        for key, below in cast(dict[str, object], value).items():
            yield from _flat(below, f"{above}.{key}" if above else key, file)
    else:
        raise StoryError(file, 0, f"{above} is {value!r}; write a text in quotation marks")


def _card(name: str, text: str) -> ArchiveCard:
    from game.narrative.sourcing import split_sources

    first, _, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").partition("\n")
    title = first.removeprefix("# ").strip()
    if not first.startswith("# ") or not title:
        raise StoryError(name, 1, "the card does not begin with its title; write `# Title` on the first line")
    body, sources = split_sources(rest)
    return ArchiveCard(PurePosixPath(name).stem, title, body, sources)
