"""A disk that is full at any write, a folder that is shut, gone or taken away in mid-game.

Law: the game goes on in memory and says so; when the disk is well again everything that was played is in a
file, moment by moment. Each game runs in a process of its own, some of them without the rights of root.
"""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from benchmarks.hostile.player import Player, Shown, make_session, say
from benchmarks.hostile.tally import Child, Dice, Tally
from benchmarks.hostile.truth import digest
from game.errors import SaveRefused
from game.storage.can import Can
from game.storage.film import SUFFIX, Film
from game.storage.profile import FILE, Profile, load_profile, save_profile
from game.storage.seen import SeenLines
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from game.session import Session

KINDS: Final = (
    "no page left in the film",
    "no byte left on the disk",
    "a file as large as may be",
    "the folder read-only",
    "the file read-only",
    "the folder gone",
    "the folder replaced by a file",
    "the film deleted",
    "rights lost",
)
_UNBOUND: Final = resource.RLIM_INFINITY
_MOST_PAGES: Final = 1_073_741_823


def hardships(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Play through hardships, so many times.

    Args:
        runs: the numbers of the attempts; each kind in turn.
        hear: hears a tally of each.
        seed: of all of it.
    """
    for number in runs:
        kind = KINDS[number % len(KINDS)]
        tally = Tally(f"hardship: {kind}")
        tally.runs = 1
        folder = Path(mkdtemp(prefix="hostile-hard-"))
        folder.chmod(0o777)
        what = f"seed {seed}, hardship {number} ({kind})"
        child = Child(_game(folder / "saves", kind, Dice(seed, f"hostile/hard/{number}")), as_nobody=True)
        told = child.rest()
        for line in told:
            if line.startswith("!"):
                tally.crash(f"{what}: {line[-900:]}")
            elif line.startswith("LOST "):
                tally.lose(f"{what}: {line[5:]}")
            else:
                name, _, times = line.rpartition(" ")
                tally.counts[name] += int(times)
        if not told:
            tally.crash(f"{what}: the game ended without a word")
        folder.chmod(0o777)
        with suppress(OSError):
            (folder / "saves").chmod(0o777)
        rmtree(folder, ignore_errors=True)
        hear(tally)


def _game(folder: Path, kind: str, dice: Dice) -> Callable[[Callable[[str], None]], None]:
    return lambda tell: _play(folder, kind, dice, tell)


def _play(folder: Path, kind: str, dice: Dice, tell: Callable[[str], None]) -> None:
    """Play well, through hardship, and well again; then hold everything shown against the file."""
    session = make_session(folder)
    player = Player(session, dice)
    player.begin("docking" if dice.one_in(3) else "story")
    shown: list[tuple[Shown, str]] = []

    def act(times: int) -> None:
        for _ in range(times):
            order = player.act()
            for notice in session.present.notices:
                say(notice.phrase)
            session.keep()
            shown.append((player.shown(order), _content(session)))

    act(2 + dice.roll(6))
    unsaid = 0
    for _ in range(1 + dice.roll(2)):
        mend = _hurt(folder, kind, dice, session)
        for _ in range(3 + dice.roll(9)):
            act(1)
            after = session.present
            if not after.durable and not session.unsaved and not after.notices:
                unsaid += 1
        in_memory = session.unsaved
        tell(f"moves and moments that waited in memory {in_memory}")
        mend()
        act(1 + dice.roll(3))
        if not session.present.durable or session.unsaved:
            # A name writes as well; at the latest now all of it must be there.
            session.bookmark("at the latest now")
        if not session.present.durable or session.unsaved:
            tell(f"LOST {session.unsaved} still wait, because {session.unsaved_because}")
    if unsaid:
        tell(f"LOST not durable, and nothing was said to be unsaved, {unsaid} times")
    ident, head = session.present.film, (session.present.moment, session.present.take)
    session.close()
    with Film.open(folder / f"{ident}{SUFFIX}", writable=False) as film:
        film.check()
        stood = film.head()
        if (stood.moment, stood.take) != head:
            tell(f"LOST stood at {head}, the file at {stood}")
        for one, content in shown:
            there = film.moment(one.moment) if one.moment < film.count() else None
            if there is None or digest((there.state, there.lines, there.caption)) != content:
                tell(f"LOST moment {one.moment} after {one.order}")
    for summary in Can(folder).films():
        if summary.refusal is not None and kind not in {"the film deleted", "the folder gone"}:
            tell(f"LOST {summary.file} is refused: {summary.refusal}")
    _profile_in_need(folder, tell)
    tell("orders given 1" if not shown else f"orders given {len(shown)}")


def _content(session: Session) -> str:
    """Return a digest of the moment that is now, as the game holds it."""
    frame = session.frames()[-1]
    return digest((session.present.state, frame.lines, frame.caption))


def _hurt(folder: Path, kind: str, dice: Dice, session: Session) -> Callable[[], None]:
    """Bring the hardship about, and return what ends it."""
    (path,) = [each for each in folder.glob(f"[!.]*{SUFFIX}") if each.stem == session.present.film]
    match kind:
        case "no page left in the film":
            connection = _connection(session)
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages + dice.roll(3)}")
            return lambda: _free_pages(connection)
        case "no byte left on the disk":
            return _limit(dice.roll(3) * 256)
        case "a file as large as may be":
            return _limit(path.stat().st_size + dice.roll(6) * 1024)
        case "the folder read-only":
            folder.chmod(0o555)
            return lambda: folder.chmod(0o755)
        case "the file read-only":
            path.chmod(0o444)
            return lambda: path.chmod(0o644) if path.exists() else None
        case "the folder gone":
            rmtree(folder)
            return lambda: None
        case "the folder replaced by a file":
            aside = folder.with_name("aside")
            folder.rename(aside)
            folder.write_text("a file")
            return lambda: _put_back(folder, aside)
        case "the film deleted":
            path.unlink()
            return lambda: None
        case _:
            folder.chmod(0o000)
            return lambda: folder.chmod(0o755)


def _connection(session: Session) -> Connection:
    """Return the open film's own, a full disk being hard to come by.

    What is handed out for an export is a copy while something waits: its pages are not the film's.
    """
    return session._journal.film._database.connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  see above


def _free_pages(connection: Connection) -> None:
    connection.execute(f"PRAGMA max_page_count = {_MOST_PAGES}")


def _limit(size: int) -> Callable[[], None]:
    """Let no file grow past so many bytes, and return what lets them."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, _UNBOUND))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_UNBOUND, _UNBOUND))


def _put_back(folder: Path, aside: Path) -> None:
    folder.unlink()
    aside.rename(folder)


def _profile_in_need(folder: Path, tell: Callable[[str], None]) -> None:
    """What belongs to the player is the old or the new when the disk is full, and nothing is raised."""
    folder.mkdir(exist_ok=True)
    save_profile(folder, Profile(theme="old"))
    lines = SeenLines(folder)
    lines.note([Line(Voice.NARRATION, "Before.", "", "a/b")])
    lines.write()
    for size in (0, 5, 40):
        free = _limit(size)
        refused = 0
        try:
            save_profile(folder, Profile(theme="new"))
        except SaveRefused as refusal:
            say(refusal.phrase)
            refused += 1
        try:
            lines.note([Line(Voice.NARRATION, f"In need {size}.", "", "a/b")])
            lines.write()
        except SaveRefused as refusal:
            say(refusal.phrase)
            refused += 1
        free()
        read, wrong = load_profile(folder)
        if wrong is not None or read.theme not in {"old", "new"}:
            tell(f"LOST the {FILE}: {wrong}")
        tell(f"profile and seen lines refused by the disk {refused}")
    lines.note([Line(Voice.NARRATION, "After.", "", "a/b")])
    lines.write()
    again = SeenLines(folder)
    if not all(again.has(Line(Voice.NARRATION, text, "", "a/b")) for text in ("Before.", "After.")):
        tell("LOST a line that was seen")
