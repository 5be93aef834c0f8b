"""What happens between the command line and the first room.

Law: plain never loads `textual`; what is slow is imported by the branch that needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from game.errors import OffScriptError, SaveRefused, StoryError, UsedWrongly
from game.readout.phrasebook import Phrasebook
from game.splash import hand_over, lower_splash, why_plain
from game.storage.library import phrases as read_phrases

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from game.cli.listeners import Listeners
    from game.narrative.shelf import Book
    from game.session import Session
    from game.storage.transcript_file import TranscriptFile

_TEXT_WIDTH = 76
_LEAST_WIDTH = 20
"""Columns below which a terminal's own wrapping reads better. Chosen for reading."""


class _OutputLost(OffScriptError):  # noqa: N818  named for what happened, as the tree in `game.errors` is
    """Standard output is open and takes nothing."""


@dataclass
class _Sitting:
    """What must be known of a game when it ends in the middle of anything.

    Attributes:
        session: the session, once it is open.
        listeners: who hears what is shown in it.
    """

    session: Session | None = None
    listeners: Listeners | None = None

    @property
    def saved(self) -> bool:
        """Whether a game was played, and all of it is on the disk."""
        return self.session is not None and not self.session.unsaved

    def close_listeners(self) -> None:
        """Let who listened write what is not written yet."""
        if self.listeners is not None:
            self.listeners.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    phrases: Phrasebook | None = None
    sitting = _Sitting()
    try:
        _speak_clearly()
        try:
            phrases = Phrasebook(read_phrases())
            return _run(words, phrases, sitting)
        finally:
            lower_splash()
    except (BrokenPipeError, KeyboardInterrupt):
        return _leave_quietly()
    except SystemExit:
        _leave_quietly()
        raise
    except _OutputLost as error:
        _drop(sys.stdout)
        return _say_error(phrases, error, 3, sitting)
    except (StoryError, SaveRefused) as error:
        return _say_error(phrases, error, 3)
    except OffScriptError as error:
        return _say_error(phrases, error, 2)
    except Exception as error:  # noqa: BLE001  the one place: a player gets a sentence, never a traceback
        shown = f"{type(error).__name__}: {error}"
        return _say_error(phrases, OffScriptError("cli.broken", error=shown), 3, sitting)


def _run(words: Sequence[str], phrases: Phrasebook, sitting: _Sitting) -> int:
    from game.cli.options import parse

    asked = parse(words, phrases)
    if asked.room is None:
        return _play(asked, phrases, sitting)
    _refuse_closed(sys.stdout, "cli.no_output")
    if asked.room == "saves":
        from game.cli import saves
        from game.storage.can import Can

        with _writing():
            return _flushed(saves.run(asked, Can(_folder(asked)), phrases, _now))
    if asked.room == "flight":
        from game.workshop import flight_verify

        return _flushed(flight_verify.run(asked))
    if asked.room == "fly":
        from game.workshop import fly

        with _writing():
            return _flushed(fly.run(asked))
    if asked.room == "replay":
        from game.workshop import replay

        with _writing():
            return _flushed(replay.run(asked))
    if asked.tool == "preview":
        return _flushed(_preview(asked, phrases))
    from game.workshop import story_tools

    return _flushed(story_tools.run(asked))


def _preview(asked: argparse.Namespace, phrases: Phrasebook) -> int:
    """Play a scene while it is being written; nothing of it is kept."""
    from game.mission.phases import PHASES, TRANSITIONS
    from game.narrative.scene_check import SceneCheck
    from game.narrative.set_facts import typed_facts
    from game.session.rehearsing import Rehearsing, place_in
    from game.storage.library import open_book
    from game.vocabulary.values import Place
    from game.workshop.fact_use import program_use
    from game.workshop.story_words import kept_list

    place = Place(*asked.place.partition("/")[::2])
    # Declarations that cannot be read are what a preview is there to help with.
    with suppress(StoryError):
        book = open_book()
        place = place_in(book, asked.place)
        try:
            typed_facts(asked.facts, book.declarations)
        except ValueError as error:
            raise UsedWrongly("rehearse.facts_wrong", message=str(error)) from error
    check = SceneCheck(PHASES, TRANSITIONS, program_use)
    seed = 1 if asked.seed is None else asked.seed
    rehearsing = Rehearsing(place, seed=seed, facts=asked.facts, check=check, beside=kept_list)
    if asked.plain or why_plain():
        from game.workshop.preview import LinePreview

        _refuse_closed(sys.stdin, "cli.no_input")
        with _writing():
            return LinePreview(rehearsing, phrases, sys.stdout, _width()).run(sys.stdin)
    from game.app.preview_app import preview

    return preview(rehearsing, phrases, _folder(asked))


def _play(asked: argparse.Namespace, phrases: Phrasebook, sitting: _Sitting) -> int:
    reason = "" if asked.plain else why_plain()
    # What is made while the game starts is there to stay; looking for garbage in it takes time only.
    gc.disable()
    try:
        if asked.plain or reason:
            return _play_plain(asked, phrases, sitting, reason)
        return _play_full_screen(asked, phrases, sitting)
    finally:
        gc.enable()


def _play_full_screen(asked: argparse.Namespace, phrases: Phrasebook, sitting: _Sitting) -> int:
    from game.app.app import play

    def opening() -> Session:
        hand_over()
        return _open_session(asked, phrases, sitting, along=True)

    reel = asked.reel or 0
    if asked.reel is not None:
        _refuse_unknown_reel(_open_session(asked, phrases, _Sitting()), reel)
    try:
        code = play(
            opening,
            phrases,
            _folder(asked),
            begin=bool(reel),
            seed=asked.seed,
            reel=reel,
            difficulty=asked.difficulty,
            pace=asked.pace,
            settle=sitting.close_listeners,
        )
    finally:
        sitting.close_listeners()
        if sitting.session is not None:
            _say_given_up(sitting.session, phrases, sys.stderr)
    # A terminal that was closed takes nothing more.
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # everything is durable; tearing the interpreter down would only keep the player waiting


def _play_plain(asked: argparse.Namespace, phrases: Phrasebook, sitting: _Sitting, reason: str) -> int:
    _refuse_closed(sys.stdin, "cli.no_input")
    _refuse_closed(sys.stdout, "cli.no_output")
    with _writing():
        # Before the story is opened, so that whoever waits knows for what.
        print(phrases.say("title.name"), end="\n\n", flush=True)  # noqa: T201  the first line of the play

    from game.plain import play_lines
    from game.storage.library import archive_cards, archive_sources

    session = _open_session(asked, phrases, sitting)
    if asked.reel is not None:
        _refuse_unknown_reel(session, asked.reel)
    greetings = (reason, "plain.in_turns" if asked.pace == "real" else "")
    try:
        with _writing():
            play_lines(
                session,
                phrases,
                sys.stdin,
                sys.stdout,
                width=_width(),
                cards=archive_cards,
                sources=archive_sources,
                ended=lambda ending: _remember_ending(_folder(asked), ending),
                begin=asked.reel is not None or asked.seed is not None,
                seed=asked.seed,
                reel=asked.reel or 0,
                greetings=tuple(phrases.say(greeting) for greeting in greetings if greeting),
                transcript=_transcript(asked, phrases, session.book),
                settle=sitting.close_listeners,
            )
            sys.stdout.flush()
    finally:
        session.close()
        sitting.close_listeners()
        _say_given_up(session, phrases, sys.stdout, sys.stderr)
    return 0


def _width() -> int:
    """Return the columns to wrap at: a terminal's, else 0 for none."""
    width = 0
    if sys.stdout.isatty():
        with suppress(OSError):
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
            # a terminal that does not know its size says 0
            width = max(_LEAST_WIDTH, min(_TEXT_WIDTH, columns - 1)) if columns else _TEXT_WIDTH
    return width


def _open_session(
    asked: argparse.Namespace, phrases: Phrasebook, sitting: _Sitting, *, along: bool = False
) -> Session:
    """Open a session for a sitting; along: what is shown is appended to the transcript's file from here."""
    from game.cli.listeners import Listeners
    from game.session import Session
    from game.storage.can import Can
    from game.storage.library import edition, open_book
    from game.vocabulary.flying import Rung

    book = open_book()
    file = _transcript(asked, phrases, book) if along else None
    sitting.listeners = Listeners(_folder(asked), book, _now, file)
    sitting.session = session = Session(
        book,
        Can(_folder(asked)),
        phrases=phrases,
        edition=edition(),
        now=_now,
        keeper=sitting.listeners,
        fresh_seed=lambda: int.from_bytes(os.urandom(4), "big"),
        rung=None if asked.difficulty is None else Rung(asked.difficulty),
    )
    gc.enable()
    return session


def _transcript(asked: argparse.Namespace, phrases: Phrasebook, book: Book) -> TranscriptFile | None:
    if asked.transcript is None:
        return None
    from pathlib import Path

    from game.storage.transcript_file import TranscriptFile

    return TranscriptFile(Path(asked.transcript).absolute(), phrases, book)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds")  # noqa: TID251  the one clock there is


def _folder(asked: argparse.Namespace) -> Path:
    from game.storage.locations import saves_folder

    return saves_folder(asked.saves, os.environ)


def _refuse_unknown_reel(session: Session, reel: int) -> None:
    starts = session.book.declarations.starts
    if reel not in starts:
        raise OffScriptError("cli.reel_unknown", reel=reel, most=max(starts))


def _remember_ending(folder: Path, ending: str) -> tuple[str, ...]:
    from game.storage.profile import load_profile, save_profile

    profile = load_profile(folder)[0].with_ending(ending)
    # The playthrough has its ending; the list of endings seen is only a convenience.
    with suppress(SaveRefused):
        save_profile(folder, profile)
    return profile.endings_seen


def _refuse_closed(stream: TextIO | None, phrase: str) -> None:
    # Python says None where a stream was closed before it was started.
    if stream is None:
        raise UsedWrongly(phrase)


@contextmanager
def _writing() -> Generator[None]:
    """Within this block the disk is asked by others, so what the system refuses is the output."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _OutputLost("cli.output_lost", error=error.strerror or str(error)) from error


def _say_given_up(session: Session, phrases: Phrasebook, *streams: TextIO | None) -> None:
    """Say what could not be saved, if anything, on the first of these streams that takes it."""
    because = session.unsaved_because
    if because is None:
        return
    reason = phrases.say_error(because)
    sentence = phrases.say("save.given_up", unsaved=session.unsaved, reason=reason)
    for stream in streams:
        with suppress(OSError):
            print(sentence, file=stream, flush=True)
            return


def _speak_clearly() -> None:
    """Make standard input and output survive any byte and any character."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(errors="replace")


def _flushed(code: int) -> int:
    with _writing():
        sys.stdout.flush()
    return code


def _leave_quietly() -> int:
    """Answer Ctrl-C and a reader that hung up: what could be saved was durable before it was printed."""
    stream: TextIO | None = sys.stdout
    if stream is not None:
        try:
            stream.flush()
        except OSError:
            _drop(stream)
    return 0


def _drop(stream: TextIO) -> None:
    """Let go of what a stream did not take, so that nobody tries once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say_error(
    phrases: Phrasebook | None, error: OffScriptError, code: int, sitting: _Sitting | None = None
) -> int:
    """Say what went wrong and, of a sitting, that all is saved where that is so."""
    sentence = phrases.say_error(error) if phrases is not None and error.phrase in phrases else str(error)
    if phrases is not None and sitting is not None and sitting.saved:
        sentence = f"{sentence} {phrases.say('cli.all_saved')}"
    try:
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201  the one clear line
    except OSError:
        # There is nobody left to tell.
        _drop(sys.stderr)
    return code
