"""What every order to the can needs: to find a film by its name, and to answer people or programs.

Law: people get one line a thing, programs one JSON object a line; both on standard output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from game.errors import UsedWrongly

if TYPE_CHECKING:
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can, FilmSummary

_LONGEST_NAME = 60


def find_film(can: Can, wanted: str) -> FilmSummary:
    """Return the film of this ident or file name, or the only one whose title is this or begins so.

    Raises:
        UsedWrongly: ``load.unknown`` or ``load.several``.
    """
    summary = can.find(wanted)
    if summary is not None:
        return summary
    begin_so = can.find_by_beginning(wanted)
    if len(begin_so) != 1:
        raise UsedWrongly("load.several" if begin_so else "load.unknown", name=wanted[:_LONGEST_NAME])
    return begin_so[0]


def print_json(row: dict[str, object]) -> None:
    """Print an object on a line of its own."""
    print(msgspec.json.encode(row).decode())  # noqa: T201  this is the command's answer


def answer(
    phrases: Phrasebook, phrase: str, row: dict[str, str | int], *, as_json: bool, **more: object
) -> None:
    """Say what was done.

    Args:
        phrases: the sentences.
        phrase: the one for people.
        row: what it names, and what programs get.
        as_json: whether a program asks.
        more: what only programs get.
    """
    if as_json:
        print_json({**row, **more})
    else:
        tell(phrases, phrase, **row)


def tell(phrases: Phrasebook, phrase: str, **values: str | int) -> None:
    """Print a sentence or a row; what it names may not speak to the terminal."""
    said = phrases.say(phrase, **values)
    print("".join(sign if sign.isprintable() else "?" for sign in said))  # noqa: T201  as above
