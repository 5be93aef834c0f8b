"""Files that are damaged in any way: films, prints, the profile, the lines that were seen.

Law: what is opened holds the right data; what is not right is refused in one sentence and left byte by byte
as it was; other playthroughs never notice. Salvage gives back only what was written.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Final

from benchmarks.hostile.damage import Damaged, Material, damaged
from benchmarks.hostile.player import Player, make_session, say
from benchmarks.hostile.tally import Child, Dice, Tally
from benchmarks.hostile.truth import digest, digest_of, read_truth, truth_of
from game.errors import OffScriptError, SaveRefused
from game.storage.can import Can
from game.storage.film import SUFFIX, Film
from game.storage.prints import read_print, write_print
from game.storage.profile import FILE, Profile, load_profile, save_profile
from game.storage.salvage import salvage
from game.storage.seen import SeenLines
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.hostile.truth import Truth
    from game.storage.film import Moment

_OLD: Final = Path(__file__).parents[2] / "tests" / "saves" / "edition_0_1" / "kurs_failure.film"
_TELL_EVERY: Final = 50


@dataclass(frozen=True)
class Victim:
    """A film to be damaged, and what is true of it.

    Attributes:
        name: what kind of film.
        material: what it is damaged with.
        truth: what it says.
        contents: a digest of every moment without its number, for what salvage numbers anew.
        packed: it as a print.
    """

    name: str
    material: Material
    truth: Truth
    contents: Counter[str]
    packed: bytes


def corrupt(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Damage films, so many times.

    Args:
        runs: the numbers of the attempts.
        hear: hears a tally now and then.
        seed: of all of it.
    """
    folder = Path(mkdtemp(prefix="hostile-corrupt-"))
    try:
        victims = victims_of(seed)
        arena = folder / "saves"
        arena.mkdir()
        beside = arena / "20260301-beside.film"
        beside.write_bytes(victims[0].material.other)
        tally = Tally("corrupted films")
        for number in runs:
            dice = Dice(seed, f"hostile/corrupt/{number}")
            victim = victims[dice.roll(len(victims))]
            hurt = damaged(victim.material, dice)
            what = f"seed {seed}, corruption {number} ({hurt.way}, {victim.name})"
            _attempt(arena, victim, hurt, tally, what, dice)
            if tally.runs >= _TELL_EVERY:
                hear(tally)
                tally = Tally("corrupted films")
        hear(tally)
    finally:
        rmtree(folder, ignore_errors=True)


@cache
def victims_of(seed: int) -> Sequence[Victim]:
    """Return the films that are damaged; made once in a process, and taken along by those it forks."""
    with TemporaryDirectory(prefix="hostile-victims-") as folder:
        return make_victims(Path(folder), seed)


def make_victims(folder: Path, seed: int) -> list[Victim]:
    """Return the films that are damaged: a story, both flights, and one of the first format."""
    victims: list[Victim] = []
    other = b""
    for number, start in enumerate(("story", "story", "docking", "station")):
        where = folder / f"{number}"
        where.mkdir(parents=True)
        session = make_session(where)
        player = Player(session, Dice(seed, f"hostile/victim/{number}"))
        player.begin(start, seed=5 + number)
        for _ in range(26):
            player.act()
        (path,) = where.glob(f"*{SUFFIX}")
        session.film_for_export()
        earlier = path.read_bytes()
        for _ in range(8):
            player.act()
        session.bookmark("the last")
        session.close()
        if not number:
            # Whose pages get into the others.
            other = path.read_bytes()
            continue
        victims.append(_victim(start, path, earlier, other, _left_by_a_kill(path)))
    old = folder / "kurs_failure.film"
    old.write_bytes(_OLD.read_bytes())
    # Formats before the fourth tie nothing but moments to one another: a page of another film, sound in
    # itself, cannot be told there, and is not tried.
    content = old.read_bytes()
    victims.append(_victim("the first format", old, content, content, victims[0].material.journal))
    return victims


def _victim(name: str, path: Path, earlier: bytes, other: bytes, journal: bytes) -> Victim:
    truth = read_truth(path)
    with Film.open(path, writable=False) as film:
        contents = Counter(_content(film.moment(ident)) for ident in range(film.count()))
        packed = BytesIO()
        write_print(film, packed)
    return Victim(
        name, Material(path.read_bytes(), earlier, other, journal), truth, contents, packed.getvalue()
    )


def _content(moment: Moment) -> str:
    """Return a digest of a moment without its number, and without the order that led to it.

    Where what stood between two moments cannot be read, salvage ties the later one to the earlier, and no
    longer says that an order led there.
    """
    return digest(replace(moment, ident=0, parent=None, command=None, hash=""))


def _left_by_a_kill(path: Path) -> bytes:
    """Return the journal that lies beside a copy of this film when a game dies in the middle of a commit."""
    copy = path.with_name("killed.film")
    copy.write_bytes(path.read_bytes())

    def die(_: Callable[[str], None]) -> None:
        film = Film.open(copy)
        connection = film._database.connection  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  a state that is hard to come by
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE moment SET caption = caption || ' '")
        os.kill(os.getpid(), signal.SIGKILL)

    child = Child(die)
    child.rest()
    journal = copy.with_name(copy.name + "-journal")
    left = journal.read_bytes() if journal.exists() else b""
    copy.unlink()
    journal.unlink(missing_ok=True)
    copy.with_name(f".{copy.stem}.lock").unlink(missing_ok=True)
    return left


def _attempt(arena: Path, victim: Victim, hurt: Damaged, tally: Tally, what: str, dice: Dice) -> None:
    tally.runs += 1
    path = arena / "20260301-victim.film"
    journal = path.with_name(path.name + "-journal")
    path.write_bytes(hurt.content)
    journal.unlink(missing_ok=True)
    if hurt.journal is not None:
        journal.write_bytes(hurt.journal)
    beside = arena / "20260301-beside.film"
    left = beside.read_bytes()
    try:
        _salvage(path, victim, tally, what)
        _list(arena, tally, what)
        came = _look(path, victim, tally, what)
        tally.counts[came] += 1
        if came == "refused" and hurt.journal is None and path.read_bytes() != hurt.content:
            tally.lose(f"{what}: refused, and changed")
        if dice.one_in(4):
            _play(arena, path, victim, tally, what)
    except OffScriptError as error:
        tally.crash(f"{what}: {error} came where nothing should be raised", error)
    except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
        tally.crash(what, error)
    finally:
        if beside.read_bytes() != left:
            tally.lose(f"{what}: another playthrough was touched")
        for leftover in arena.glob(".*.lock"):
            leftover.unlink()
        for made in arena.glob(f"*{SUFFIX}"):
            if made != beside:
                made.unlink()
        rmtree(arena / "bin", ignore_errors=True)


def _look(path: Path, victim: Victim, tally: Tally, what: str) -> str:
    """Read all that a film gives, and hold each part against the truth; return what it came to."""
    try:
        film = Film.open(path, writable=False)
    except SaveRefused as refusal:
        say(refusal.phrase)
        return "refused"
    wrong: list[str] = []
    refused = 0
    with film:
        truth = victim.truth
        asked: list[tuple[str, Callable[[], object], object]] = [
            ("label", lambda: film.label, truth.label),
            ("title", lambda: film.title, truth.title),
            ("head", film.head, truth.head),
            ("count", film.count, len(truth.moments)),
            ("moves", lambda: tuple(film.moves()), truth.moves),
            ("names", lambda: tuple((mark.name, mark.moment) for mark in film.bookmarks()), truth.names),
        ]
        asked += [
            (f"moment {ident}", _moment_of(film, ident), truth.moments[ident])
            for ident in range(len(truth.moments))
        ]
        for name, ask, right in asked:
            try:
                if ask() != right:
                    wrong.append(name)
            except OffScriptError as refusal:
                say(refusal.phrase)
                refused += 1
        try:
            film.check()
            sound = True
        except SaveRefused as refusal:
            say(refusal.phrase)
            sound = False
    if wrong:
        checked = "and check says it is sound" if sound else "though check refuses it"
        tally.lose(f"{what}: wrong without a word: {wrong[:6]}, {checked}")
        return "WRONG"
    if sound and refused:
        tally.lose(f"{what}: check says it is sound, and {refused} parts are refused")
    return "opened with right data" if sound else "opened, what is damaged in it refused"


def _moment_of(film: Film, ident: int) -> Callable[[], object]:
    return lambda: digest_of(film.moment(ident))


def _list(arena: Path, tally: Tally, what: str) -> None:
    """Both files stand in the list, the good one sound, the other with its sentence if it cannot be used."""
    films = {film.path.name: film for film in Can(arena).films()}
    if set(films) != {"20260301-beside.film", "20260301-victim.film"}:
        tally.lose(f"{what}: listed are {sorted(films)}")
        return
    if films["20260301-beside.film"].refusal is not None:
        tally.lose(f"{what}: the other playthrough is refused")
    refusal = films["20260301-victim.film"].refusal
    if refusal is not None:
        say(refusal.phrase)


def _play(arena: Path, path: Path, victim: Victim, tally: Tally, what: str) -> None:
    """Go on with it, and see that nothing of what could be read is another afterwards."""
    session = make_session(arena, hour=40)
    try:
        resumed = session.resume(path.stem)
        if resumed is not None:
            head = victim.truth.head
            if (resumed.moment, resumed.take) != (head.moment, head.take):
                tally.lose(f"{what}: resumed at {resumed.moment}/{resumed.take}, stood at {head}")
            player = Player(session, Dice(1, what))
            for _ in range(3):
                with suppress(SaveRefused):
                    player.act()
            tally.counts["of these played on"] += 1
    except SaveRefused as refusal:
        say(refusal.phrase)
    finally:
        session.close()


def _salvage(path: Path, victim: Victim, tally: Tally, what: str) -> None:
    """Every moment that salvage gives is one that was written."""
    before = path.read_bytes()
    try:
        found = salvage(path)
    except SaveRefused as refusal:
        say(refusal.phrase)
        return
    if found.film is not None:
        with found.film as film:
            got = Counter(_content(film.moment(ident)) for ident in range(film.count()))
            film.check()
        if got - victim.contents:
            tally.lose(f"{what}: salvage made up {sum((got - victim.contents).values())} moments")
        tally.counts["moments salvaged"] += sum(got.values())
        tally.counts["moments there were in those"] += sum(victim.contents.values())
    if path.read_bytes() != before:
        tally.lose(f"{what}: salvage changed the file")


def corrupt_prints(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Damage prints, so many times; arguments as for `corrupt`."""
    victims = victims_of(seed)
    goods = [victim.truth for victim in victims]
    tally = Tally("corrupted prints")
    for number in runs:
        tally.runs += 1
        dice = Dice(seed, f"hostile/print/{number}")
        victim = victims[dice.roll(len(victims))]
        whole = victim.packed
        hurt = (
            damaged(Material(whole, whole, victims[0].packed, whole), dice) if len(whole) > 2 * 4096 else None
        )
        content = hurt.content if hurt is not None else whole[: dice.roll(len(whole))]
        what = f"seed {seed}, print {number} ({hurt.way if hurt else 'cut'}, {victim.name})"
        try:
            with read_print(BytesIO(content), "a.print") as film:
                truth = truth_of(film)
            if truth not in goods:
                tally.lose(f"{what}: wrong without a word")
            tally.counts["read with right data"] += 1
        except SaveRefused as refusal:
            say(refusal.phrase)
            tally.counts["refused"] += 1
        except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
            tally.crash(what, error)
    hear(tally)


def corrupt_profiles(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    """Damage the profile and the lines that were seen, so many times; arguments as for `corrupt`."""
    tally = Tally("corrupted profiles and seen lines")
    folder = Path(mkdtemp(prefix="hostile-profile-"))
    try:
        profile = save_profile(folder, Profile(theme="night", endings_seen=("cut", "sayan")))
        shown = [Line(Voice.NARRATION, f"Words {number}.", "", "scene/beat") for number in range(300)]
        lines = SeenLines(folder)
        lines.note(shown)
        lines.write()
        good = {path: path.read_bytes() for path in (folder / FILE, lines.path)}
        for number in runs:
            tally.runs += 1
            dice = Dice(seed, f"hostile/profile/{number}")
            for path, whole in good.items():
                path.write_bytes(_hurt(whole, dice))
            _ask_profile(folder, profile, shown, tally, f"seed {seed}, profile {number}")
    finally:
        rmtree(folder, ignore_errors=True)
    hear(tally)


def _hurt(whole: bytes, dice: Dice) -> bytes:
    content = bytearray(whole[: dice.roll(len(whole) + 1)] if dice.one_in(3) else whole)
    for _ in range(dice.roll(12) if content else 0):
        content[dice.roll(len(content))] = dice.roll(256)
    return bytes(content)


def _ask_profile(folder: Path, profile: Profile, shown: Iterable[Line], tally: Tally, what: str) -> None:
    try:
        read, refusal = load_profile(folder)
        if refusal is not None:
            say(refusal.phrase)
        tally.counts["profile laid aside" if refusal else "profile read"] += 1
        lines = SeenLines(folder)
        known = sum(map(lines.has, shown))
        tally.counts["seen lines still known"] += known
        if lines.has(Line(Voice.NARRATION, "Never shown.", "", "scene/beat")):
            tally.lose(f"{what}: a line that was never shown is known")
        with suppress(SaveRefused):
            lines.note([Line(Voice.NARRATION, "New words.", "", "scene/beat")])
            lines.write()
            if not SeenLines(folder).has(Line(Voice.NARRATION, "New words.", "", "scene/beat")):
                tally.lose(f"{what}: what was written after the damage is not known")
        save_profile(folder, profile, read)
        if load_profile(folder)[1] is not None:
            tally.lose(f"{what}: a profile that was just written is refused")
    except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
        tally.crash(what, error)
