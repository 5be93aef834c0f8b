"""``offscript saves delete|restore|empty|export|import|salvage``: films that go out, away, and come in.

Law: nothing that is there already is written over. What is deleted lies in the bin; only ``empty``, which
nobody types by accident, is for good.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.answers import answer, find_film, print_json
from game.errors import SaveRefused, UsedWrongly
from game.session.handover import Form, parcel, salvage_into, take_in
from game.storage.film import SUFFIX, Film
from game.storage.library import open_book
from game.storage.names import printable, shown_name
from game.storage.outgoing import write_free, write_new

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from game.readout.phrasebook import Phrasebook
    from game.session.handover import Parcel
    from game.storage.can import Can

STANDARD_OUTPUT = "-"
"""As the name of a file: what is written goes to standard output."""


def run(asked: argparse.Namespace, can: Can, phrases: Phrasebook, now: Callable[[], str]) -> int:
    """Do what was asked and return the exit code; raises as `game.cli.saves.run` does."""
    orders: dict[str, Callable[[argparse.Namespace, Can, Phrasebook], int]] = {
        "delete": _delete,
        "restore": _restore,
        "empty": _empty,
        "export": _export,
        "import": partial(_import, now=now),
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
    form = Form(asked.form)
    with Film.open(summary.path, writable=False) as film:
        given = parcel(film, form, asked.to, open_book(), phrases)
        if asked.output == STANDARD_OUTPUT:
            if form is Form.FILM and sys.stdout.isatty():
                raise UsedWrongly("export.to_terminal")
            sys.stdout.flush()
            given.write(sys.stdout.buffer)
            return 0
        lies = _write(film, form, given, asked.output)
        row: dict[str, str | int] = {"title": film.title, "file": printable(lies), "moments": given.moments}
    answer(phrases, "cli.exported", row, as_json=asked.json, form=asked.form)
    return 0


def _write(film: Film, form: Form, given: Parcel, output: str | None) -> Path:
    """Write to the file that was named, or to one called after the film, here or in the folder named."""
    path = Path(output or ".").absolute()
    if output is None or path.is_dir() or output.endswith(("/", os.sep)):
        return write_free(path, film.title, form.suffix, given.write)
    write_new(path, given.write)
    return path


def _import(asked: argparse.Namespace, can: Can, phrases: Phrasebook, now: Callable[[], str]) -> int:
    code = 0
    for source in asked.files:
        path = Path(source)
        told: dict[str, object] = {"source": printable(path)}
        try:
            new = take_in(path, can, phrases, now())
        except SaveRefused as refusal:
            # The others are still taken in.
            code = 3
            message = phrases.say_error(refusal)
            if asked.json:
                print_json({**told, "ok": False, "message": message})
            else:
                print(message, file=sys.stderr)  # noqa: T201  this is the command's answer
            continue
        row: dict[str, str | int] = {"title": new.title, "ident": new.ident, "moments": new.moments}
        told |= {"ok": True, "message": "", "id": new.ident, "file": f"{new.ident}{SUFFIX}"}
        answer(phrases, "cli.imported", row, as_json=asked.json, **told)
    return code


def _salvage(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    path = _damaged(asked.film, can)
    file = shown_name(path)
    if _is_sound(path):
        answer(phrases, "cli.salvage_sound", {"file": file}, as_json=asked.json, recovered=0, lost=0)
        return 0
    new = salvage_into(path, can, phrases)
    row: dict[str, str | int] = {
        "title": new.title,
        "ident": new.ident,
        "moments": new.moments,
        "lost": new.lost,
    }
    told: dict[str, object] = {"source": file, "id": new.ident, "file": f"{new.ident}{SUFFIX}"}
    answer(phrases, "cli.salvaged", row, as_json=asked.json, **told, recovered=new.moments)
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
