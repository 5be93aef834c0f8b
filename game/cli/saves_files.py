"""``offscript saves delete|restore|empty|export|import|salvage``: films that go out, away, and come in.

Law: nothing that is there already is written over. What is deleted lies in the bin; only ``empty``, which
nobody types by accident, is for good.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.answers import answer, find_film, print_json
from game.errors import SaveRefused, UsedWrongly
from game.storage.film import SUFFIX, Film
from game.storage.names import printable, shown_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import BinaryIO

    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can

STANDARD_OUTPUT = "-"
"""As the name of a file: what is written goes to standard output."""

FILM = "film"
"""The form that can be taken in again."""

SCREENPLAYS = {"text": ".txt", "markdown": ".md", "html": ".html"}
"""The forms that can be read, and how their files end."""


def run(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    """Do what was asked and return the exit code; raises as `game.cli.saves.run` does."""
    orders: dict[str, Callable[[argparse.Namespace, Can, Phrasebook], int]] = {
        "delete": _delete,
        "restore": _restore,
        "empty": _empty,
        "export": _export,
        "import": _import,
        "salvage": _salvage,
    }
    return orders[asked.order](asked, can, phrases)


def _delete(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    film = find_film(can, asked.film)
    lies = can.bin.put(film.path)
    row: dict[str, str | int] = {"title": film.title, "ident": lies.stem}
    answer(phrases, "cli.deleted", row, as_json=asked.json, id=lies.stem, file=printable(lies))
    return 0


def _restore(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    from game.storage.can import summary_of

    lies = can.bin.restore(asked.film)
    row: dict[str, str | int] = {"title": summary_of(lies).title, "ident": lies.stem}
    answer(phrases, "cli.restored", row, as_json=asked.json, id=lies.stem, file=printable(lies))
    return 0


def _empty(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    gone = can.bin.empty(asked.film)
    answer(phrases, "cli.emptied", {"films": gone}, as_json=asked.json)
    return 0


def _export(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    summary = find_film(can, asked.film)
    if summary.refusal is not None:
        raise summary.refusal
    with Film.open(summary.path, writable=False) as film:
        write, suffix, moments = _form(film, asked.form, asked.to, phrases)
        if asked.output == STANDARD_OUTPUT:
            if asked.form == FILM and sys.stdout.isatty():
                raise UsedWrongly("export.to_terminal")
            sys.stdout.flush()
            write(sys.stdout.buffer)
            return 0
        lies = _write(film, write, suffix, asked.output)
        row: dict[str, str | int] = {"title": film.title, "file": printable(lies), "moments": moments}
    answer(phrases, "cli.exported", row, as_json=asked.json, form=asked.form)
    return 0


def _write(film: Film, write: Callable[[BinaryIO], object], suffix: str, output: str | None) -> Path:
    """Write to the file that was named, or to one called after the film, here or in the folder named."""
    from game.storage.exports import file_stem
    from game.storage.outgoing import write_free, write_new

    path = Path(output or ".").absolute()
    if output is None or path.is_dir() or output.endswith(("/", os.sep)):
        return write_free(path, file_stem(film.title), suffix, write)
    write_new(path, write)
    return path


def _form(
    film: Film, form: str, to: int | None, phrases: Phrasebook
) -> tuple[Callable[[BinaryIO], object], str, int]:
    """Return what writes a film in a form, how such a file ends, and how many moments are in it."""
    last = film.head().moment if to is None else to
    frames = film.line_of_descent(last)
    if form == FILM:
        from game.storage.prints import PRINT, write_print

        moments = film.count() if to is None else len(frames)
        return lambda sink: write_print(film, sink, to=to), PRINT, moments
    from game.readout.screenplay_export import as_html, as_markdown, as_text, screenplay
    from game.storage.library import open_book
    from game.storage.steps import takes_of

    play = screenplay(
        frames,
        open_book(),
        phrases,
        title=film.title,
        started_at=film.label.started_at,
        takes=takes_of(film.moves(), film.count()),
        marks=film.label.marks,
    )
    content = {"text": as_text, "markdown": as_markdown, "html": as_html}[form](play).encode(
        "utf-8", "replace"
    )
    return lambda sink: sink.write(content), SCREENPLAYS[form], len(frames)


def _import(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    from game.storage.prints import import_film

    code = 0
    for source in asked.files:
        path = Path(source)
        told: dict[str, object] = {"source": printable(path)}
        try:
            with import_film(path, can) as film:
                row: dict[str, str | int] = {
                    "title": film.title,
                    "ident": film.ident,
                    "moments": film.count(),
                }
        except SaveRefused as refusal:
            # The others are still taken in.
            code = 3
            message = phrases.say_error(refusal)
            if asked.json:
                print_json({**told, "ok": False, "message": message})
            else:
                print(message, file=sys.stderr)  # noqa: T201  this is the command's answer
            continue
        told |= {"ok": True, "message": "", "id": film.ident, "file": f"{film.ident}{SUFFIX}"}
        answer(phrases, "cli.imported", row, as_json=asked.json, **told)
    return code


def _salvage(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    from game.storage.salvage import salvage

    path = _damaged(asked.film, can)
    file = shown_name(path)
    if _is_sound(path):
        answer(phrases, "cli.salvage_sound", {"file": file}, as_json=asked.json, recovered=0, lost=0)
        return 0
    found = salvage(path, lambda title: phrases.say("film.salvaged", title=title))
    if found.film is None:
        raise SaveRefused("cli.salvage_nothing", file=file)
    with found.film as film, film.keep(can.ensure_folder()) as kept:
        row: dict[str, str | int] = {
            "title": kept.title,
            "ident": kept.ident,
            "moments": found.moments,
            "lost": found.lost,
        }
    lies = f"{kept.ident}{SUFFIX}"
    answer(
        phrases,
        "cli.salvaged",
        row,
        as_json=asked.json,
        source=file,
        id=kept.ident,
        file=lies,
        recovered=found.moments,
    )
    return 0


def _damaged(wanted: str, can: Can) -> Path:
    """Return a file, or the film of that name in the can."""
    path = Path(wanted)
    if path.exists():
        return path
    try:
        return find_film(can, wanted).path
    except UsedWrongly as error:
        if path.name == wanted and not path.suffix:
            raise
        raise SaveRefused("print.missing", file=printable(path)) from error


def _is_sound(path: Path) -> bool:
    try:
        with Film.open(path, writable=False) as film:
            film.check()
    except SaveRefused:
        return False
    return True
