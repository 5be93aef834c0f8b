"""What happens between the command line and the first room.

Law: plain never loads `textual`; what is slow is imported by the branch that needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from game.errors import OffScriptError, SaveRefused, StoryError
from game.readout.phrasebook import Phrasebook
from game.splash import hand_over, lower_splash, why_plain
from game.storage.library import phrases as read_phrases

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from game.session import Session

_TEXT_WIDTH = 76
_LEAST_WIDTH = 20
"""Columns below which a terminal's own wrapping reads better. Chosen for reading."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    phrases: Phrasebook | None = None
    try:
        _speak_clearly()
        try:
            phrases = Phrasebook(read_phrases())
            return _run(words, phrases)
        finally:
            lower_splash()
    except BrokenPipeError:
        return _leave_quietly()
    except KeyboardInterrupt:
        return 0
    except StoryError as error:
        return _say_error(phrases, error, 3)
    except SaveRefused as error:
        return _say_error(phrases, error, 3)
    except OffScriptError as error:
        return _say_error(phrases, error, 2)
    except Exception as error:  # noqa: BLE001  the one place: a player gets a sentence, never a traceback
        return _say_broken(phrases, error)


def _run(words: Sequence[str], phrases: Phrasebook) -> int:
    from game.cli.options import parse

    asked = parse(words, phrases)
    if asked.room is None:
        return _play(asked, phrases)
    if asked.room == "saves":
        from game.cli import saves
        from game.storage.can import Can

        return _flushed(saves.run(asked, Can(_folder(asked)), phrases))
    if asked.room == "flight":
        from game.workshop import flight_verify

        return _flushed(flight_verify.run(asked))
    from game.workshop import story_tools

    return _flushed(story_tools.run(asked))


def _play(asked: argparse.Namespace, phrases: Phrasebook) -> int:
    reel = asked.reel or 0
    reason = "" if asked.plain else why_plain()
    # What is made while the game starts is there to stay; looking for garbage in it takes time only.
    gc.disable()
    try:
        if asked.plain or reason:
            return _play_plain(asked, phrases, reel, reason)
        return _play_full_screen(asked, phrases, reel)
    finally:
        gc.enable()


def _play_full_screen(asked: argparse.Namespace, phrases: Phrasebook, reel: int) -> int:
    from game.app.app import play

    def opening() -> Session:
        hand_over()
        return _open_session(asked, phrases)

    if reel:
        _refuse_unknown_reel(_open_session(asked, phrases), reel)
    code = play(opening, _folder(asked), begin=bool(reel), seed=asked.seed, reel=reel)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # everything is durable; tearing the interpreter down would only keep the player waiting


def _play_plain(asked: argparse.Namespace, phrases: Phrasebook, reel: int, reason: str) -> int:
    # Before the story is opened, so that whoever waits knows for what.
    print(phrases.say("title.name"), end="\n\n", flush=True)  # noqa: T201  the first line of the play

    from game.plain import play_lines
    from game.storage.library import archive_cards

    session = _open_session(asked, phrases)
    if reel:
        _refuse_unknown_reel(session, reel)
    width = 0
    if sys.stdout.isatty():
        with suppress(OSError):
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
            # a terminal that does not know its size says 0
            width = max(_LEAST_WIDTH, min(_TEXT_WIDTH, columns - 1)) if columns else _TEXT_WIDTH
    try:
        play_lines(
            session,
            phrases,
            sys.stdin,
            sys.stdout,
            width=width,
            cards=archive_cards,
            ended=lambda ending: _remember_ending(_folder(asked), ending),
            begin=bool(reel) or asked.seed is not None,
            seed=asked.seed,
            reel=reel,
            greetings=(phrases.say(reason),) if reason else (),
        )
        sys.stdout.flush()
    finally:
        session.close()
    return 0


def _open_session(asked: argparse.Namespace, phrases: Phrasebook) -> Session:
    from datetime import UTC, datetime

    from game.session import Session
    from game.storage.can import Can
    from game.storage.library import edition, open_book

    session = Session(
        open_book(),
        Can(_folder(asked)),
        phrases=phrases,
        edition=edition(),
        now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"),  # noqa: TID251  the one clock there is
        fresh_seed=lambda: int.from_bytes(os.urandom(4), "big"),
    )
    gc.enable()
    return session


def _folder(asked: argparse.Namespace) -> Path:
    from game.storage.locations import saves_folder

    return saves_folder(asked.saves, os.environ)


def _refuse_unknown_reel(session: Session, reel: int) -> None:
    starts = session.book.declarations.starts
    if reel not in starts:
        raise OffScriptError("cli.reel_unknown", reel=reel, most=max(starts))


def _remember_ending(folder: Path, ending: str) -> None:
    from game.storage.profile import load_profile, save_profile

    profile, _ = load_profile(folder)
    # The playthrough has its ending; the list of endings seen is only a convenience.
    with suppress(SaveRefused):
        save_profile(folder, profile.with_ending(ending))


def _speak_clearly() -> None:
    """Make standard input and output survive any byte and any character."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(errors="replace")


def _flushed(code: int) -> int:
    sys.stdout.flush()
    return code


def _leave_quietly() -> int:
    """Answer a closed pipe: everything was durable before it was printed."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say_error(phrases: Phrasebook | None, error: OffScriptError, code: int) -> int:
    sentence = phrases.say_error(error) if phrases is not None and error.phrase in phrases else str(error)
    print(sentence, file=sys.stderr)  # noqa: T201  the one clear line
    return code


def _say_broken(phrases: Phrasebook | None, error: Exception) -> int:
    shown = f"{type(error).__name__}: {error}"
    print(phrases.say("cli.broken", error=shown) if phrases is not None else shown, file=sys.stderr)  # noqa: T201  as above
    return 3
