"""The options and subcommands, as argparse knows them.

Law: what no edition has built yet is absent, not a stub. The common options may stand before or after a
subcommand. A workshop is imported only when its name was typed, since plain play pays for every import.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from game import __version__
from game.errors import UsedWrongly
from game.splash import lower_splash

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from game.readout.phrasebook import Phrasebook

DIFFICULTIES = ("told", "assisted", "flown", "bare")
"""The rungs of the ladder, as `game.vocabulary.flying.Rung` has them: that is imported by who flies."""

PACES = ("real", "turns")
"""The clocks of a flight."""

FORMS = ("film", "text", "markdown", "html")
"""What a playthrough can be exported as; the first where nothing is said."""

_MOST_DIGITS = 18
"""Digits of a seed; any number of so many fits the 64 bits that a film keeps."""


class _Parser(argparse.ArgumentParser):
    """Argparse, saying what is wrong where the player can see it."""

    def error(self, message: str) -> NoReturn:
        lower_splash()
        super().error(message)


def parse(argv: Sequence[str], phrases: Phrasebook) -> argparse.Namespace:
    """Return what was asked for; exits with 2 and one sentence when it means nothing."""
    common = _common(phrases, argparse.SUPPRESS)
    parser = _Parser(
        prog="offscript",
        description=phrases.say("cli.description"),
        parents=[_common(phrases, None)],
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"offscript {__version__}", help=phrases.say("cli.version")
    )
    rooms = parser.add_subparsers(dest="room", metavar="COMMAND", parser_class=argparse.ArgumentParser)
    saves = rooms.add_parser(
        "saves", parents=[common], help=phrases.say("cli.help.saves"), allow_abbrev=False
    )
    _add_saves(saves, common, phrases)
    story = rooms.add_parser("story", help=phrases.say("cli.help.story"), allow_abbrev=False)
    flight = rooms.add_parser("flight", help=phrases.say("cli.help.flight"), allow_abbrev=False)
    fly = rooms.add_parser("fly", help=phrases.say("cli.help.fly"), allow_abbrev=False)
    replay = rooms.add_parser("replay", help=phrases.say("cli.help.replay"), allow_abbrev=False)
    if "fly" in argv:
        from game.workshop import fly as fly_tool

        fly_tool.add_arguments(fly)
    if "replay" in argv:
        from game.workshop import replay as replay_tool

        replay_tool.add_arguments(replay)
    if "story" in argv:
        from game.workshop import story_tools

        story_tools.add_arguments(story)
    if "flight" in argv:
        from game.workshop import flight_verify

        orders = flight.add_subparsers(dest="order", required=True, metavar="ORDER")
        flight_verify.add_arguments(
            orders.add_parser("verify", help=phrases.say("cli.help.flight"), allow_abbrev=False)
        )
    return parser.parse_args(argv)


def _common(phrases: Phrasebook, default: object) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=default, allow_abbrev=False)
    common.add_argument("--plain", action="store_true", default=default, help=phrases.say("cli.plain"))
    common.add_argument("--saves", type=_saves, metavar="DIR", default=default, help=phrases.say("cli.saves"))
    common.add_argument("--seed", type=_seed, metavar="N", default=default, help=phrases.say("cli.seed"))
    common.add_argument("--pace", choices=PACES, default=default, help=phrases.say("cli.pace"))
    common.add_argument(
        "--difficulty", choices=DIFFICULTIES, default=default, help=phrases.say("cli.difficulty")
    )
    common.add_argument("--reel", type=int, metavar="N", default=default, help=phrases.say("cli.reel"))
    common.add_argument(
        "--transcript", type=_transcript, metavar="FILE", default=default, help=phrases.say("cli.transcript")
    )
    return common


def _saves(text: str) -> str:
    if not text.strip():
        raise UsedWrongly("cli.saves_empty")
    return text


def _transcript(text: str) -> str:
    if not text.strip():
        raise UsedWrongly("cli.transcript_empty")
    return text


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UsedWrongly("save.seed", seed=text[:40])
    return int(text)


def _moment(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UsedWrongly("save.no_moment", moment=text[:40])
    return int(text)


def _add_saves(saves: argparse.ArgumentParser, common: argparse.ArgumentParser, phrases: Phrasebook) -> None:
    orders = saves.add_subparsers(dest="order", required=True, metavar="ORDER")

    def add(name: str) -> argparse.ArgumentParser:
        order = orders.add_parser(
            name, parents=[common], help=phrases.say(f"cli.help.{name}"), allow_abbrev=False
        )
        order.add_argument("--json", action="store_true", help=phrases.say("cli.json"))
        return order

    add("list").add_argument("--bin", action="store_true", help=phrases.say("cli.bin_only"))
    add("show").add_argument("film", help=phrases.say("cli.film"))
    check = add("check")
    check.add_argument("--bin", action="store_true", help=phrases.say("cli.bin_too"))
    check.add_argument("films", nargs="*", metavar="FILM", help=phrases.say("cli.films"))
    add("delete").add_argument("film", help=phrases.say("cli.film"))
    add("restore").add_argument("film", help=phrases.say("cli.film_in_bin"))
    add("empty").add_argument("film", nargs="?", help=phrases.say("cli.film_in_bin"))
    export = add("export")
    export.add_argument("film", help=phrases.say("cli.film"))
    export.add_argument(
        "--as", dest="form", choices=FORMS, default=FORMS[0], help=phrases.say("cli.export_as")
    )
    export.add_argument("--to", type=_moment, metavar="MOMENT", help=phrases.say("cli.export_to"))
    export.add_argument("--output", metavar="FILE", help=phrases.say("cli.export_output"))
    add("import").add_argument("files", nargs="+", metavar="FILE", help=phrases.say("cli.import_files"))
    add("salvage").add_argument("film", metavar="FILE", help=phrases.say("cli.salvage_file"))
