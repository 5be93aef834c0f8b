"""A game that is killed while files move: delete, restore, export, import, salvage, a migration.

Law: whenever it dies, each playthrough lies whole in the can or in its bin, and no file with a playthrough's
or a print's name is half written.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from shutil import copy, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from benchmarks.hostile.boundaries import kill_at
from benchmarks.hostile.player import Player, make_session
from benchmarks.hostile.tally import Child, Dice, Tally
from benchmarks.hostile.truth import read_truth, truth_of
from game.errors import SaveRefused, UsedWrongly
from game.storage.can import Can
from game.storage.film import SUFFIX, Film
from game.storage.outgoing import EXPORTS, write_export
from game.storage.prints import PRINT, import_film, read_print, write_print
from game.storage.salvage import salvage
from game.storage.schema import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.hostile.truth import Truth

_USER_VERSION = slice(60, 64)
"""Where SQLite's header holds the format (https://www.sqlite.org/fileformat.html, section 1.3)."""

OLD_FILMS: Final = [
    path
    for path in sorted((Path(__file__).parents[2] / "tests" / "saves").glob("edition_*/*.film"))
    if int.from_bytes(path.read_bytes()[_USER_VERSION]) < FORMAT
]
"""Films of every format that was released."""

_OPERATIONS: Final = (
    "delete",
    "delete",
    "restore",
    "restore",
    "export",
    "import",
    "salvage",
    "migrate",
    "save",
)
_LATEST_S: Final = 0.12
_ROUNDS: Final = 4
_MOST: Final = 400


def kill_among_files(
    runs: range, hear: Callable[[Tally], None], seed: int, *, boundaries: bool = False
) -> None:
    """Move files about and kill, so many times; arguments as `benchmarks.hostile.kill.kill_in_play`."""
    numbers = list(runs)
    for first in range(0, len(numbers), _ROUNDS):
        tally = Tally("kill while files move")
        folder = Path(mkdtemp(prefix="hostile-files-"))
        try:
            _rounds(folder, numbers[first : first + _ROUNDS], seed, tally, boundaries=boundaries)
        except Exception as error:  # noqa: BLE001  whatever it was, it is what is looked for
            tally.crash(f"seed {seed}, files {numbers[first]}", error)
        finally:
            rmtree(folder, ignore_errors=True)
        hear(tally)


def _rounds(folder: Path, numbers: Sequence[int], seed: int, tally: Tally, *, boundaries: bool) -> None:
    can = folder / "saves"
    truths = _lay(can, Dice(seed, f"hostile/files/{numbers[0]}/lay"))
    for number in numbers:
        tally.runs += 1
        dice = Dice(seed, f"hostile/files/{number}")
        child_dice = Dice(seed, f"hostile/files/{number}/child")
        deadly = 1 + dice.roll(60) if boundaries else 0
        child = Child(_moving(folder, child_dice, deadly))
        if not deadly:
            time.sleep(dice.roll(1000) / 1000 * _LATEST_S)
            child.kill()
        told = child.rest()
        what = f"seed {seed}, files {number}"
        fallen = [line for line in told if line.startswith("!")]
        if fallen:
            tally.crash(f"{what}: {fallen[0][-900:]}")
            return
        begun = [line[2:] for line in told if line.startswith("> ")]
        done = [line[2:] for line in told if line.startswith("< ")]
        under_way = begun[-1] if len(begun) > len(done) else ""
        tally.counts[f"killed during {under_way}" if under_way else "killed between two"] += 1
        _believe(can, truths, done, tally, what)


def _moving(folder: Path, dice: Dice, deadly: int) -> Callable[[Callable[[str], None]], None]:
    """Return a game that moves files about and says so, until it dies."""

    def act(tell: Callable[[str], None]) -> None:
        if deadly:
            kill_at(deadly)
        mover = _Mover(folder, dice)
        for _ in range(_MOST):
            tell(f"> {mover.pick()}")
            tell(f"< {mover.move()}")

    return act


def _lay(can: Path, dice: Dice) -> dict[str, Truth]:
    """Lay three playthroughs into a can, and return what each says, by its first digest."""
    truths: dict[str, Truth] = {}
    can.mkdir()
    for number, start in enumerate(("story", "docking", "story")):
        session = make_session(can, number)
        player = Player(session, dice)
        player.begin(start)
        for _ in range(6):
            player.act()
        session.close()
    for path in can.glob(f"*{SUFFIX}"):
        truth = read_truth(path)
        truths[truth.label.ident] = truth
    return truths


class _Mover:
    """Moves files about in a can by chance."""

    def __init__(self, folder: Path, dice: Dice) -> None:
        self._can = Can(folder / "saves")
        self._aside = folder
        self._dice = dice
        self._next = ""

    def pick(self) -> str:
        """Decide what is done next, and return its name."""
        self._next = _OPERATIONS[self._dice.roll(len(_OPERATIONS))]
        return self._next

    def move(self) -> str:
        """Do it, and return its name and the file that came of it."""
        made: Path | None = getattr(self, f"_{self._next}")()
        return f"{self._next} {made or ''}"

    def _one(self, films: Sequence[Path]) -> Path | None:
        return films[self._dice.roll(len(films))] if films else None

    def _films(self) -> list[Path]:
        return sorted(self._can.folder.glob(f"[!.]*{SUFFIX}"))

    def _delete(self) -> Path | None:
        path = self._one(self._films())
        return None if path is None else self._can.bin.put(path)

    def _restore(self) -> Path | None:
        path = self._one(sorted(self._can.bin.folder.glob(f"[!.]*{SUFFIX}")))
        # An older edition's original lies there too; it is restored as any other.
        return None if path is None else self._can.bin.restore(path.name)

    def _export(self) -> Path | None:
        path = self._one(self._films())
        if path is None:
            return None
        with Film.open(path, writable=False) as film:
            return write_export(self._can.folder, film.title, PRINT, lambda sink: write_print(film, sink))

    def _import(self) -> Path | None:
        path = self._one(sorted((self._can.folder / EXPORTS).glob(f"[!.]*{PRINT}")))
        if path is None:
            return None
        with import_film(path, self._can) as film:
            return film.path

    def _salvage(self) -> Path | None:
        path = self._one(self._films())
        if path is None:
            return None
        broken = self._aside / "broken.film"
        content = bytearray(path.read_bytes())
        content[5000:5100] = bytes(100)
        broken.write_bytes(content)
        found = salvage(broken).film
        if found is None:
            return None
        with found, found.keep(self._can.folder) as kept:
            return kept.path

    def _migrate(self) -> Path | None:
        source = OLD_FILMS[self._dice.roll(len(OLD_FILMS))]
        lying = self._can.folder / source.name
        if lying.exists():
            return None
        coming = self._aside / "coming"
        copy(source, coming)
        with suppress(FileNotFoundError):
            copy(source.with_name(source.name + "-journal"), self._can.folder / (source.name + "-journal"))
        coming.rename(lying)
        with Film.open(lying) as film:
            return film.path

    def _save(self) -> Path | None:
        path = self._one(self._films())
        if path is None:
            return None
        with Film.open(path) as film:
            film.bookmark(f"name {self._dice.roll(9)}", 0, 1, "named", "2026-03-05T10:00:00.000+00:00")
        return path


def _believe(can: Path, truths: dict[str, Truth], done: Sequence[str], tally: Tally, what: str) -> None:
    """Look for every playthrough, and at every file."""
    lying = [path for where in (can, can / "bin") for path in where.glob(f"[!.]*{SUFFIX}")]
    found: list[Truth] = []
    for path in lying:
        try:
            found.append(read_truth(path))
        except SaveRefused as refusal:
            tally.lose(f"{what}: {path.name} is {refusal}")
    for ident, truth in truths.items():
        if not any(each.moments == truth.moments for each in found):
            tally.lose(f"{what}: the playthrough {ident} is nowhere")
    for path in (can / EXPORTS).glob(f"[!.]*{PRINT}"):
        with path.open("rb") as source, read_print(source, path.name) as film:
            if truth_of(film).moments not in {each.moments for each in found}:
                tally.counts["prints of what was deleted for good"] += 1
    for line in done:
        operation, _, made = line.partition(" ")
        if operation == "migrate" and made and not _is_kept(Path(made).stem, lying):
            tally.lose(f"{what}: what {Path(made).stem} was before its migration is nowhere")
    summaries = Can(can).films()
    if any(summary.refusal is not None for summary in summaries):
        tally.lose(f"{what}: the can refuses {[each.file for each in summaries if each.refusal]}")
    with suppress(UsedWrongly):
        for summary in summaries[:1]:
            with Film.open(summary.path) as film:
                film.bookmark("after the kill", 0, 1, "named", "2026-03-06T10:00:00.000+00:00")
                film.check()


def _is_kept(stem: str, lying: Sequence[Path]) -> bool:
    """Tell whether an old film lies somewhere as an earlier edition left it, byte by byte."""
    originals = [path for path in OLD_FILMS if path.stem == stem]
    if any(path.with_name(path.name + "-journal").exists() for path in originals):
        # What was half written was rolled back first; its bytes are no longer those.
        return True
    contents = {path.read_bytes() for path in originals}
    return any(path.read_bytes() in contents for path in lying if path.stem.startswith(stem))
