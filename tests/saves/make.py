"""Makes an edition's films: plays that edition line by line, by its own code, to some twenty points.

    python -m tests.saves.make FOLDER INTO [NAME ...]

FOLDER holds the edition, taken out of the repository (``git archive COMMIT | tar -x -C FOLDER``); INTO is
where its films go, as ``tests/saves/edition_0_4``. With names, only those films are made. A film that lies
there already is left as it is.

Law: nothing of this checkout's game is imported. What a point asks for is typed at the game's own prompt; a
refused line, a point that is not reached or a package from elsewhere ends it with one sentence.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PROMPT = b"\n> "
_OFFER = re.compile(r"^\d+\. .*  \[(\w\S*)\]$", re.MULTILINE)
_SLATE = re.compile(
    r"^REEL (\d+), SCENE (\d+), TAKE \d+\. (.+)\. \d+ [A-Z]{3}, \d\d:\d\d:\d\d UTC\.$", re.MULTILINE
)
_MOST_LINES = 600
"""Lines to a point; more is a point that is never reached."""
_BEFORE_KILL_S = 0.02
"""Seconds between the last order and the end, so that it comes while the order is being carried out."""

_FREE_FLIGHT = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import edition, open_book, phrases
from game.vocabulary.flying import Rung
session = Session(
    open_book(), Can(Path(sys.argv[1])), phrases=Phrasebook(phrases()), edition=edition(),
    now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"), fresh_seed=lambda: 0,
)
session.begin_flight(Rung(sys.argv[3]), sys.argv[2], int(sys.argv[4]))
session.close()
"""
"""Begins a flight outside the story, which the edition's full screen does and its command line does not."""


@dataclass(frozen=True)
class Point:
    """A place of the mission, and how to get there.

    Attributes:
        name: the film's: the scene where it stands, and what sets it apart behind a hyphen.
        steps: one after the other: ``go SCENE`` plays until it stands in that scene;
            ``until CHOICE`` plays until that one is open; ``take N`` takes N choices
            more (in a flight, the crew's advice); ``end`` plays to the end; ``kill`` takes the program's life
            in the middle of an order; anything else is typed as it stands.
        reel: the marked start, or 0.
        rung: how the emergencies are met, or ``""``.
        seed: of the playthrough and of what is chosen where nothing is preferred.
        prefer: choices that are taken wherever they are open, the first of them first.
        recording: an ending; the edition's own recorded playthrough to it is followed.
        free: where a flight outside the story begins, or ``""``.
    """

    name: str
    steps: tuple[str, ...]
    reel: int = 0
    rung: str = ""
    seed: int = 7
    prefer: tuple[str, ...] = ()
    recording: str = ""
    free: str = ""

    @property
    def scene(self) -> str:
        """Where it stands."""
        return self.name.partition("-")[0]


_HAND = "take_control"
_FIRST_EDITION = (
    Point("cold_open", ()),
    Point("centrifuge", ("go centrifuge", "/save the arm", "take 2", "/retake 3", "take 2", "/load the arm")),
    Point("dry_water", ("go dry_water", "take 1", "/retake", "take 1"), seed=11),
    Point("sealed_ticket", ("take 2", "/save the cell", "go sealed_ticket", "take 1"), seed=3),
    Point("newsreel_firsts", ("take 1",), reel=2),
    Point("backed_off", ("go backed_off", "/save seventy metres"), reel=2, recording="the_rival"),
    Point("manual_approach-killed", ("go manual_approach", "take 1", "kill"), reel=2, recording="upright"),
    Point("struck", ("go struck",), reel=2, prefer=(_HAND, "turn_nose", "fast", "ride_it", "carry_on")),
    Point(
        "waved_off",
        ("go backed_off", "/save seventy", "go waved_off", "take 1"),
        reel=2,
        prefer=(_HAND, "off", "back_off", "stop_one", "wait_sun"),
    ),
    Point(
        "flight_home",
        ("go flight_home", "/retake 2", "go flight_home"),
        reel=2,
        prefer=("other_page", "go_home"),
    ),
    Point("hatch", ("go docked", "/retake 4", "go hatch", "take 1"), reel=2, recording="cut"),
    Point("cameo", ("go cameo", "take 1"), reel=3),
    Point(
        "surgery",
        (
            "go shooting_board",
            "/save the board",
            "go surgery",
            "/load the board",
            "take 2",
            "/retake 3",
            "go surgery",
        ),
        reel=3,
        seed=9,
        prefer=("his_own_time",),
    ),
    Point(
        "loss_of_attitude",
        ("go loss_of_attitude", "take 4", "/save one manifold", "take 2", "/retake 6", "take 3"),
        reel=4,
    ),
    Point("to_ships", ("go to_ships",), reel=4, prefer=("to_ships",)),
    Point("ballistic", ("go ballistic",), reel=5, prefer=("spin_it",)),
    Point("epilogue", ("go cutting_room", "take 1", "/save the table", "go epilogue"), reel=6, seed=4),
    Point("end_shortest_shoot", ("end",), recording="shortest_shoot"),
    Point("end_year_of_scarf", ("go premiere", "/retake 2", "end"), reel=6, seed=12),
)
"""Nothing is flown yet."""

_UP = "go manual_approach"
_WITH_DOCKING = (
    Point("cold_open", ("take 1", "/retake", "take 1", "/save two ways", "/retake")),
    Point("trainer_hold", ("go trainer_hold", "take 4"), rung="assisted", prefer=("sit_down",)),
    Point("trainer_come_in", ("go trainer_come_in", "take 5"), rung="flown", prefer=("sit_down",)),
    Point("trainer_dark", ("go trainer_dark", "take 1"), rung="told", prefer=("sit_down",)),
    Point("sealed_ticket", ("go sealed_ticket", "take 1"), seed=5, prefer=("watch_him",)),
    Point("newsreel_firsts", ("take 2", "/retake 2", "take 1"), reel=2),
    Point("kurs_failure", ("until fly_bare",), reel=2, prefer=(_HAND,)),
    Point("manual_approach-assisted", (_UP, "take 8"), reel=2, rung="assisted", prefer=(_HAND,)),
    Point(
        "manual_approach-bare",
        (
            _UP,
            "left 1",
            "range",
            "wait 5",
            "/save in the glass",
            "right 2",
            "/retake",
            "take 4",
            "/load in the glass",
        ),
        reel=2,
        rung="bare",
        prefer=(_HAND,),
    ),
    Point(
        "manual_approach-rungs",
        (_UP, "take 2", "assisted", "take 2", "bare", "take 2", "flown", "wait 10"),
        reel=2,
        rung="flown",
        prefer=(_HAND,),
    ),
    Point("manual_approach-told", (_UP, "take 2"), reel=2, rung="told", prefer=(_HAND,)),
    Point(
        "manual_approach-second",
        (_UP, "take 2", "back off", "go backed_off", _UP, "take 4"),
        reel=2,
        rung="flown",
        prefer=(_HAND, "go_again"),
    ),
    Point(
        "manual_approach-sunrise",
        (_UP, "wait 5", "wave off", "go waved_off", _UP, "take 3"),
        reel=2,
        rung="assisted",
        prefer=(_HAND, "second_go"),
    ),
    Point("manual_approach-killed", (_UP, "take 6", "kill"), reel=2, rung="assisted", prefer=(_HAND,)),
    Point("backed_off", (_UP, "take 3", "back off", "go backed_off"), reel=2, rung="bare", prefer=(_HAND,)),
    Point("docked", ("go docked", "take 1"), reel=2, rung="assisted", prefer=(_HAND,)),
    Point("free_flight", ("take 3",), free="day", rung="bare"),
    Point("free_flight-dark", ("take 3", "/retake", "lamp on", "take 1"), free="in_the_dark", rung="flown"),
    Point("orders", ("go orders", "take 1"), reel=3, seed=2),
    Point("loss_of_attitude", ("go loss_of_attitude", "take 3", "/retake 2", "take 1"), reel=4),
    Point("undocked", ("go undocked",), reel=5),
    Point("premiere", ("go cutting_room", "/retake 2", "go premiere"), reel=6, seed=3),
    Point("end_sayan", ("end",), reel=6, prefer=("last_music",)),
)
"""The approach and its lessons are flown, the station is told."""

_ROLL = "go loss_of_attitude"
_SHEET = ("sign_it", "sign_it_then")
_WITH_STATION = (
    Point("cold_open", ("take 1", "/save her pencil", "/retake", "take 1")),
    Point("four_minutes", ("go four_minutes", "/retake 2", "take 2"), seed=8, prefer=("watch_him",)),
    Point("trainer_hold", ("go trainer_hold", "take 5"), rung="bare", prefer=("sit_down",)),
    Point("manual_approach", (_UP, "take 5", "/retake 2", "wait 5"), reel=2, rung="flown", prefer=(_HAND,)),
    Point("flight_home", ("go flight_home",), reel=2, prefer=("other_page", "go_home")),
    Point("newsreel_monopoly", ("take 1",), reel=3),
    Point("cupola_day", ("go cupola_day", "/save the window", "take 1", "/retake", "take 1"), reel=3, seed=6),
    Point("drill", ("until told_arrays", "take 1"), reel=4, rung="told", prefer=("run_it", "run_it_then")),
    Point("drill-flown", ("until advice", "take 5"), reel=4, rung="flown", prefer=("run_it", "run_it_then")),
    Point("engine_test", ("go engine_test", "take 1"), reel=4, prefer=_SHEET),
    Point("loss_of_attitude-assisted", (_ROLL, "take 8"), reel=4, rung="assisted", prefer=_SHEET),
    Point(
        "loss_of_attitude-orders",
        (
            _ROLL,
            "tell moscow",
            "timur read rates",
            "wait 20",
            "/save eight degrees",
            "camera off",
            "/retake",
            "take 3",
        ),
        reel=4,
        rung="flown",
        prefer=_SHEET,
    ),
    Point(
        "loss_of_attitude-bare",
        (_ROLL, "take 6", "assisted", "take 4", "bare"),
        reel=4,
        rung="bare",
        prefer=_SHEET,
    ),
    Point("loss_of_attitude-told", (_ROLL, "take 4"), reel=4, rung="told", prefer=_SHEET),
    Point(
        "loss_of_attitude-late",
        (_ROLL, "take 10", *["wait 60"] * 6, "take 2"),
        reel=4,
        rung="flown",
        prefer=_SHEET,
    ),
    Point("loss_of_attitude-killed", (_ROLL, "take 7", "kill"), reel=4, rung="assisted", prefer=_SHEET),
    Point("regained", ("go regained",), reel=4, rung="told", prefer=_SHEET),
    Point("to_ships", (_ROLL, "take 3", "to the ships", "go to_ships"), reel=4, rung="flown", prefer=_SHEET),
    Point("the_table", ("go the_table", "take 2"), reel=4, rung="told", prefer=_SHEET),
    Point("free_flight-module", ("take 4",), free="module", rung="flown"),
    Point("free_flight-drill", ("take 2", "/retake", "take 3"), free="drill", rung="bare"),
    Point("steppe", ("go steppe", "take 1"), reel=5),
    Point("rehabilitation", ("take 1",), reel=6),
    Point("end_upright", ("go premiere", "/save the lights", "end"), reel=6, seed=9),
)
"""The station is flown as well."""

_WITH_THE_CAN = (
    Point("cold_open", ("take 1", "/retake", "/undo", "/redo", "/rename The one that was renamed"), seed=2),
    Point(
        "centrifuge",
        ("go centrifuge", "/quicksave", "take 2", "/what-if 1 the other word", "take 1", "/quickload", "/on"),
        seed=4,
    ),
    Point(
        "dry_water",
        ("go seat_liner", "/save a", "take 1", "/save b", "/drop a", "go dry_water", "/go 2", "/undo"),
        seed=6,
    ),
    Point("trainer_dark", ("go trainer_dark", "take 1"), rung="told", prefer=("sit_down",)),
    Point("trainer_come_in", ("go trainer_come_in", "take 3"), rung="flown", prefer=("sit_down",)),
    Point("newsreel_firsts", ("take 2", "/what-if 0", "take 1"), reel=2, seed=2),
    Point(
        "backed_off",
        ("go backed_off", "/what-if 3 a third try", "go backed_off"),
        reel=2,
        rung="told",
        recording="the_rival",
    ),
    Point(
        "manual_approach-assisted",
        (_UP, "take 7", "/quicksave", "take 2"),
        reel=2,
        rung="assisted",
        seed=3,
        prefer=(_HAND,),
    ),
    Point(
        "manual_approach-what_if",
        (_UP, "take 5", "/what-if 14 with a push", "fwd 1", "take 3", "/undo", "/redo", "take 1"),
        reel=2,
        rung="flown",
        seed=4,
        prefer=(_HAND,),
    ),
    Point(
        "manual_approach-second",
        (_UP, "take 2", "back off", "go backed_off", "/save seventy metres", _UP, "take 4"),
        reel=2,
        rung="bare",
        seed=5,
        prefer=(_HAND, "go_again"),
    ),
    Point(
        "manual_approach-killed",
        (_UP, "take 5", "/retake", "take 2", "kill"),
        reel=2,
        rung="flown",
        seed=6,
        prefer=(_HAND,),
    ),
    Point("free_flight", ("take 3", "/what-if 1 by hand", "left 1", "take 1"), free="come_in", rung="flown"),
    Point("free_flight-module", ("take 3", "/retake", "take 2"), free="module", rung="assisted", seed=2),
    Point("newsreel_monopoly", ("take 1",), reel=3, seed=2),
    Point("orders", ("go orders", "/quicksave", "take 1", "/quickload", "take 1"), reel=3, seed=3),
    Point(
        "drill", ("until advice", "take 4"), reel=4, rung="assisted", prefer=("run_it", "run_it_then"), seed=2
    ),
    Point(
        "loss_of_attitude",
        (_ROLL, "take 5", "/what-if 9 nobody told", "take 3"),
        reel=4,
        rung="flown",
        prefer=_SHEET,
        seed=3,
    ),
    Point(
        "loss_of_attitude-bare",
        (_ROLL, "tell moscow", "take 4", "wait 60"),
        reel=4,
        rung="bare",
        prefer=_SHEET,
        seed=4,
    ),
    Point(
        "loss_of_attitude-told",
        (_ROLL, "take 6", "/retake 3", "/undo"),
        reel=4,
        rung="told",
        prefer=_SHEET,
        seed=5,
    ),
    Point(
        "loss_of_attitude-killed", (_ROLL, "take 6", "kill"), reel=4, rung="assisted", prefer=_SHEET, seed=6
    ),
    Point(
        "long_night",
        ("go loss_of_attitude", "go long_night"),
        reel=4,
        rung="told",
        prefer=(*_SHEET, "fire_now", "keep_on", "hand_now"),
        seed=7,
    ),
    Point("chute", ("go chute", "/save under the silk", "take 1"), reel=5, prefer=("spin_it",), seed=2),
    Point(
        "cutting_room",
        ("go cutting_room", "take 1", "/what-if 2 another cut", "go cutting_room"),
        reel=6,
        seed=2,
    ),
    Point("end_sayan", ("end",), reel=6, prefer=("last_music",), seed=3),
)
"""Moves can be undone and made again, and ways have names."""

_WITH_THE_LONG_START = (
    Point("cold_open", ("take 1", "/retake", "take 1", "/undo")),
    Point("medical_board", ("go medical_board", "take 2", "/save the chair", "/retake"), seed=2),
    Point("centrifuge", ("go centrifuge", "take 1", "/quicksave", "take 1"), seed=3),
    Point(
        "evenings", ("go evenings", "take 2", "/what-if 1 another evening", "go evenings", "take 1"), seed=4
    ),
    Point("dry_water", ("go dry_water", "take 2"), seed=5, prefer=("knock",)),
    Point("parabolas", ("go parabolas", "take 3"), seed=6),
    Point("pressure_panel", ("go pressure_panel", "take 2", "/retake"), seed=7),
    Point("trainer_hold", ("go trainer_hold", "take 5"), rung="flown", prefer=("sit_down",), seed=8),
    Point("trainer_dark", ("go trainer_dark", "take 1"), rung="told", prefer=("sit_down", "into_the_dark")),
    Point("sealed_ticket", ("go sealed_ticket", "take 2"), seed=10),
    Point("seat_swap", ("go seat_swap", "take 1", "/save the names"), seed=11, rung="told"),
    Point("last_evening", ("go last_evening", "take 2"), seed=12),
    Point("newsreel_laika", ("go newsreel_laika",), seed=13),
    Point("the_wheel", ("take 2", "/retake", "take 1"), reel=2),
    Point("first_orbit", ("go first_orbit", "take 1"), reel=2, seed=2),
    Point("kurs_failure", ("go kurs_failure", "take 2"), reel=2, seed=3),
    Point("manual_approach-told", (_UP, "take 3"), reel=2, rung="told", prefer=(_HAND,), seed=4),
    Point(
        "manual_approach-flown",
        (_UP, "take 5", "/retake 2", "fwd 1", "take 3"),
        reel=2,
        rung="flown",
        prefer=(_HAND,),
        seed=5,
    ),
    Point(
        "manual_approach-killed",
        (_UP, "take 6", "kill"),
        reel=2,
        rung="assisted",
        prefer=(_HAND,),
        seed=6,
    ),
    Point("hard_contact", ("go hard_contact",), reel=2, rung="told", prefer=(_HAND, "fast", "ride_it")),
    Point("waved_off", (_UP, "wait 5", "wave off", "go waved_off", "take 1"), reel=2, rung="bare"),
    Point("hatch", ("go hatch", "take 2"), reel=2, rung="told", prefer=(_HAND,), seed=9),
    Point("free_flight", ("take 3",), free="day", rung="flown"),
    Point("orders", ("go orders", "take 1"), reel=3, seed=3),
    Point("loss_of_attitude", (_ROLL, "take 5"), reel=4, rung="flown", prefer=_SHEET, seed=3),
    Point("premiere", ("go premiere",), reel=6, seed=3),
    Point("end_shortest_shoot", ("end",), recording="shortest_shoot"),
)
"""The first two reels are long, and a newsreel stands elsewhere."""

EDITIONS: Mapping[str, tuple[Point, ...]] = {
    "0.1": _FIRST_EDITION,
    "0.2": _WITH_DOCKING,
    "0.3": _WITH_STATION,
    "0.4": _WITH_THE_CAN,
    "0.5": _WITH_THE_LONG_START,
}
"""The points of each edition, and of those after it until the next that has its own."""


class PointMissedError(Exception):
    """The edition did not do what a point asks for."""


class Prompt:
    """The edition's program, playing line by line, and what it said last."""

    def __init__(
        self, command: Sequence[str], folder: Path, scenes: Mapping[tuple[str, str, str], str]
    ) -> None:
        self._program = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._program.stdout is not None, "it was asked for"
        self._heard_at = self._program.stdout.fileno()
        self._scenes = scenes
        self.scene = ""
        self.offers: list[str] = []
        self.over = False
        self._hear("")

    def type(self, line: str) -> None:
        """Type a line, and hear what comes of it."""
        self._write(line)
        self._hear(line)

    def kill(self) -> None:
        """Take its life while it carries out an order."""
        self._write("1")
        time.sleep(_BEFORE_KILL_S)
        self._program.kill()
        self.close()

    def close(self) -> None:
        """End its input, and wait for it."""
        for pipe in (self._program.stdin, self._program.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._program.wait()

    def _write(self, line: str) -> None:
        pipe = self._program.stdin
        if pipe is None or self.over:
            raise PointMissedError(f"the film was over before {line!r} was typed")
        pipe.write(line.encode() + b"\n")
        pipe.flush()

    def _hear(self, typed: str) -> None:
        heard = b""
        while not heard.endswith(_PROMPT):
            part = os.read(self._heard_at, 1 << 16)
            if not part:
                self.over = True
                break
            heard += part
        said = heard.decode()
        if self.over and "\n[end] " not in said:
            raise PointMissedError(f"after {typed!r} the program ended: {said[-300:]}")
        refused = [line for line in said.splitlines() if line.startswith("? ")]
        if refused:
            raise PointMissedError(f"at {self.scene}, {typed!r} was refused: {refused[0]}")
        for reel, number, slugline in _SLATE.findall(said):
            self.scene = self._scenes[reel, number, slugline]
        self.offers = _OFFER.findall(said) or self.offers


class Player:
    """Plays to a point: follows what is recorded or preferred, and chooses by the seed where nothing is."""

    def __init__(self, prompt: Prompt, point: Point, recorded: Sequence[str]) -> None:
        self._prompt = prompt
        self._prefer = point.prefer
        self._recorded = list(recorded)
        self._chance = random.Random(point.seed)  # noqa: S311  a way through a story

    def step(self, step: str) -> None:
        """Do one step of a point."""
        order, _, rest = step.partition(" ")
        match order:
            case "go":
                self._play_until(lambda: self._prompt.scene == rest)
            case "until":
                self._play_until(lambda: rest in self._prompt.offers)
            case "take":
                for _ in range(int(rest)):
                    self.take()
            case "end":
                self._play_until(lambda: self._prompt.over)
            case "kill":
                self._prompt.kill()
            case _:
                self._prompt.type(step)

    def _play_until(self, there: Callable[[], bool]) -> None:
        for _ in range(_MOST_LINES):
            if there():
                return
            self.take()
        raise PointMissedError(f"not reached in {_MOST_LINES} lines")

    def take(self) -> None:
        """Take one choice."""
        offers = self._prompt.offers
        if not offers:
            raise PointMissedError(f"nothing is offered at {self._prompt.scene}")
        self._prompt.type(self._choice(offers))

    def _choice(self, offers: list[str]) -> str:
        for ident in self._prefer:
            if ident in offers:
                return ident
        if "advice" in offers:
            return "1"
        for number, ident in enumerate(self._recorded):
            if ident in offers:
                del self._recorded[: number + 1]
                return ident
        return self._chance.choice(offers)


def make(edition: Path, into: Path, names: Sequence[str]) -> list[str]:
    """Make an edition's films, and return a sentence for each that could not be made.

    Raises:
        PointMissedError: if the folder's own package is not the one that answers there.
    """
    missed: list[str] = []
    version = _version(edition)
    scenes = _scenes(edition)
    into.mkdir(parents=True, exist_ok=True)
    for point in points_of(version):
        target = into / f"{point.name}.film"
        if target.exists() or (names and point.name not in names):
            continue
        with TemporaryDirectory() as saves:
            try:
                made = _play(edition, Path(saves), point, scenes)
            except PointMissedError as error:
                missed.append(f"{point.name}: {error}")
                continue
            target.write_bytes(made.read_bytes())
        print(f"{target.stat().st_size / 1000:7.0f} kB  {point.name}", flush=True)  # noqa: T201  a tool's answer
    return missed


def points_of(version: str) -> tuple[Point, ...]:
    """Return the points of the newest edition in the table that is not newer than this one."""
    wanted = _numbers(version)
    return EDITIONS[max((known for known in EDITIONS if _numbers(known) <= wanted), key=_numbers)]


def _numbers(version: str) -> tuple[int, int]:
    major, minor, *_ = version.split(".")
    return int(major), int(minor)


def _play(edition: Path, saves: Path, point: Point, scenes: Mapping[tuple[str, str, str], str]) -> Path:
    command = [sys.executable, "-m", "game", "--plain", "--saves", str(saves)]
    seed, recorded = point.seed, list[str]()
    if point.recording:
        file = edition / "tests" / "playthroughs" / f"{point.recording}.json"
        row = json.loads(file.read_text(encoding="utf-8"))
        seed, recorded = row["seed"], row["choices"]
    if point.free:
        _run(edition, "-c", _FREE_FLIGHT, str(saves), point.free, point.rung, str(seed))
    else:
        command += ["--seed", str(seed)]
        command += ["--reel", str(point.reel)] if point.reel else []
        command += ["--difficulty", point.rung] if point.rung else []
    prompt = Prompt(command, edition, scenes)
    try:
        player = Player(prompt, point, recorded)
        for step in point.steps:
            player.step(step)
    finally:
        prompt.close()
    if list(saves.glob("*-journal")):
        raise PointMissedError("it was killed in the middle of a write; once more")
    (row,) = map(json.loads, _run(edition, "-m", "game", "saves", "list", "--json", "--saves", str(saves)))
    if row["scene"] != point.scene:
        raise PointMissedError(f"it stands at {row['scene']}")
    return saves / str(row["file"])


def _version(edition: Path) -> str:
    file, version = _run(edition, "-c", "import game; print(game.__file__); print(game.__version__)")
    if not Path(file).is_relative_to(edition):
        raise PointMissedError(f"the package that answers is {file}, not the edition's")
    return version


def _run(edition: Path, *words: str) -> list[str]:
    """Run Python in the edition's folder, and return the lines that it prints."""
    command = [sys.executable, *words]
    told = subprocess.run(
        command, cwd=edition, env=_environment(), check=True, capture_output=True, text=True
    )
    return told.stdout.splitlines()


def _scenes(edition: Path) -> dict[tuple[str, str, str], str]:
    """Return every scene's id by what its slate shows: reel, number and slugline."""
    found: dict[tuple[str, str, str], str] = {}
    for file in edition.glob("story/*/**/*.md"):
        head = dict(
            re.findall(
                r"^(\w+): (.*)$", file.read_text(encoding="utf-8").partition("\n---\n")[0], re.MULTILINE
            )
        )
        if "scene" in head:
            found[head["reel"], head["number"], head["slugline"]] = head["scene"]
    return found


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("OFFSCRIPT_", "PYTHON"))
    }


if __name__ == "__main__":
    try:
        sys.exit("\n".join(make(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), sys.argv[3:])) or 0)
    except PointMissedError as wrong:
        sys.exit(str(wrong))
