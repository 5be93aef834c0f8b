"""``offscript saves list|show|check``: the can, for people and for programs.

Law: looks only; no file is changed by it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from game.errors import SaveRefused
from game.storage.film import Film

if TYPE_CHECKING:
    import argparse

    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can, FilmSummary


def run(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    """Do what was asked and return the exit code.

    Raises:
        SaveRefused: ``saves.unreadable`` if the can is there and cannot be looked into.
    """
    can.refuse_unreadable()
    match asked.order:
        case "list":
            return _list(can, phrases, as_json=asked.json)
        case "show":
            return _show(can, phrases, asked.film, as_json=asked.json)
        case _:
            return _check(can, phrases, as_json=asked.json)


def _list(can: Can, phrases: Phrasebook, *, as_json: bool) -> int:
    films = can.films()
    for film in films:
        if as_json:
            _print_json(_summary(film, phrases))
        elif film.refusal is not None:
            print(phrases.say_error(film.refusal))  # noqa: T201  this is the command's answer
        else:
            print(  # noqa: T201  as above
                phrases.say(
                    "plain.saved_film",
                    title=film.title,
                    ident=film.ident,
                    reel=film.reel,
                    take=film.take,
                    time=film.mission_time,
                    caption=film.caption,
                )
            )
            for begun in film.marks:
                print(phrases.say("plain.saved_begun", mark=begun))  # noqa: T201  as above
            for mark in film.bookmarks:
                print(phrases.say("plain.saved_mark", name=mark.name, take=mark.take))  # noqa: T201  as above
    if not films and not as_json:
        print(phrases.say("cli.no_films"))  # noqa: T201  as above
    return 0


def _show(can: Can, phrases: Phrasebook, wanted: str, *, as_json: bool) -> int:
    summary = can.find(wanted)
    if summary is None:
        begin_so = can.find_by_beginning(wanted)
        summary = begin_so[0] if len(begin_so) == 1 else None
    if summary is None:
        print(phrases.say("load.unknown", name=wanted[:60]), file=sys.stderr)  # noqa: T201  as above
        return 2
    if summary.refusal is not None:
        print(phrases.say_error(summary.refusal), file=sys.stderr)  # noqa: T201  as above
        return 3
    with Film.open(summary.path, writable=False) as film:
        for frame in film.line_of_descent(film.head().moment):
            row: dict[str, str | int] = {
                "ident": frame.ident,
                "take": frame.take,
                "clock": frame.clock,
                "caption": frame.caption,
            }
            if as_json:
                _print_json({**row, "reel": frame.reel, "scene": frame.scene, "ending": frame.ending})
            else:
                print(phrases.say("cli.moment", **row))  # noqa: T201  as above
    return 0


def _check(can: Can, phrases: Phrasebook, *, as_json: bool) -> int:
    sound = True
    for summary in can.films():
        message = ""
        try:
            if summary.refusal is not None:
                raise summary.refusal
            with Film.open(summary.path, writable=False) as film:
                film.check()
        except SaveRefused as refusal:
            message = phrases.say_error(refusal)
            sound = False
        if as_json:
            _print_json({"file": summary.file, "ok": not message, "message": message})
        else:
            told = "cli.check_bad" if message else "cli.check_ok"
            print(phrases.say(told, file=summary.file, message=message))  # noqa: T201  as above
    return 0 if sound else 1


def _summary(film: FilmSummary, phrases: Phrasebook) -> dict[str, object]:
    return {
        "id": film.ident,
        "file": film.file,
        "title": film.title,
        "reel": film.reel,
        "scene": film.scene,
        "mission_time": film.mission_time,
        "moments": film.moments,
        "takes": film.takes,
        "bookmarks": [mark.name for mark in film.bookmarks],
        "marks": list(film.marks),
        "updated": film.updated,
        "ending": film.ending,
        "refusal": "" if film.refusal is None else phrases.say_error(film.refusal),
    }


def _print_json(row: dict[str, object]) -> None:
    print(msgspec.json.encode(row).decode())  # noqa: T201  as above
