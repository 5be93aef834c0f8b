"""The whole approach, flown by somebody who has only the printed text.

Law of this module: `BlindPilot` is handed printed text and returns a line to type. It knows the story's words
and school geometry, and nothing else: no state, no simulation, no session.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from math import hypot, radians
from typing import TYPE_CHECKING, TextIO, cast

import pytest

from game.emergencies.docking.starts import Start
from game.vocabulary.flying import Rung
from tests.plain.seat import BOOK, fly_by_lines
from tests.plain.test_flight_desk import Cockpit
from tests.session.stage import make_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = {
    "a hair": 0.025,
    "a twentieth of": 0.05,
    "a tenth of": 0.1,
    "a seventh of": 0.15,
    "a fifth of": 0.2,
    "a quarter of": 0.25,
    "a third of": 0.33,
    "half a square": 0.5,
    "half its": 0.5,
    "two thirds of": 0.67,
    "one square and a quarter": 1.25,
    "one square and a half": 1.5,
    "one square and three quarters": 1.75,
    "one square": 1.0,
}
_COUNTED = (
    *("two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
NUMBERS = {word: number for number, word in enumerate(_COUNTED, 2)}

ONE_SET_M_S2 = 0.038
"""What a push gives in a second; a pilot knows the ship."""

MOST_TURNS = 250


def _size(words: str) -> float:
    """Return what a size in words comes to, in squares or widths."""
    for said, size in SIZES.items():
        if said in words:
            return size
    number = next((value for word, value in NUMBERS.items() if re.search(rf"\b{word}\b", words)), 16)
    return number + (0.5 if "and a half" in words else 0.0)


def _place(words: str) -> tuple[float, float]:
    """Return right and down of what is told as so much right or left, and so much high or low."""
    right = down = 0.0
    for part in re.finditer(r"([a-z ]+?) (right|left|high|low)\b", words):
        size = _size(part[1]) * (1.0 if part[2] in {"right", "low"} else -1.0)
        if part[2] in {"right", "left"}:
            right = size
        else:
            down = size
    return right, down


@dataclass
class Guess:
    """Where the ship stands off the line along one axis, and how fast it moves; what each is worth.

    A Kalman filter of two states, written out: places are seen, pushes are known, the rest is the orbit's.
    """

    place_m: float = 0.0
    speed_m_s: float = 0.0
    var_place: float = 4.0
    var_both: float = 0.0
    var_speed: float = 0.0004

    def wait(self, seconds: float, pushed_m_s: float) -> None:
        """Let time pass, at the beginning of which the ship was pushed."""
        self.speed_m_s += pushed_m_s
        self.place_m += self.speed_m_s * seconds
        self.var_place += 2.0 * self.var_both * seconds + self.var_speed * seconds**2
        self.var_both += self.var_speed * seconds
        self.var_speed += 0.0006**2 * seconds + (0.3 * pushed_m_s) ** 2

    def see(self, place_m: float, error_m: float) -> None:
        """Take in a look."""
        whole = self.var_place + error_m**2
        gain, turn = self.var_place / whole, self.var_both / whole
        off = place_m - self.place_m
        self.place_m += gain * off
        self.speed_m_s += turn * off
        self.var_speed -= turn * self.var_both
        self.var_both *= 1.0 - gain
        self.var_place *= 1.0 - gain


@dataclass
class BlindPilot:
    """Flies by what is said.

    Attributes:
        across: where the ship stands, above zero to the right of the line.
        height: likewise, above zero below it.
        ranges: seconds, and the distance from eye to plate with everything added that was pushed [m].
    """

    second: float = 0.0
    target: tuple[float, float] | None = (0.0, 0.0)
    rings: tuple[float, float] | None = None
    squares: float = 1.8
    plate: float = 0.0
    counted: float = 0.0
    pushed: float = 0.0
    go: bool = False
    dark: bool = False
    lamp: bool = False
    filter: bool = True
    asked: bool = False
    careful: bool = False
    across: Guess = field(default_factory=Guess)
    height: Guess = field(default_factory=Guess)
    slid: tuple[float, float] = (0.0, 0.0)
    ranges: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])

    def hear(self, text: str) -> None:
        """Take in what was printed."""
        text = re.sub(r"\s+", " ", text)
        *_, clock = re.finditer(r"(\d\d):(\d\d):(\d\d) UTC\.", text)
        now = int(clock[1]) * 3600.0 + int(clock[2]) * 60.0 + int(clock[3])
        passed = now - self.second if self.second else 0.0
        self.second = now
        self.pushed += self.counted * passed
        for sentence in re.findall(r"[A-Z][^.]*(?:\.\d[^.]*)*\.", text):
            self._sentence(sentence)
        far = self._eye_m()
        if self.target is not None:
            self.ranges.append((self.second, far + self.pushed))
        metres = radians(1.0) * far * (far + 6.0) / 6.0
        for index, guess in enumerate((self.across, self.height)):
            guess.wait(passed, self.slid[index])
            if self.rings is not None:
                # The near ring stands to the right of the far one when the ship is to the left of the line.
                guess.see(-self.rings[index] * metres, (0.15 + 0.1 * abs(self.rings[index])) * metres)
        self.slid = 0.0, 0.0

    def _sentence(self, said: str) -> None:
        """Take in one sentence."""
        if said.startswith("The target stands off the middle"):
            self.target = _place(said.partition(",")[2])
        elif said == "The target is in the middle.":
            self.target = 0.0, 0.0
        elif "out of the field" in said or "cannot be made out" in said:
            self.target = None
            self.rings = None
        elif said.startswith("The near ring stands off"):
            self.rings = _place(said.partition(",")[2])
        elif said.startswith("The near ring covers"):
            self.rings = 0.0, 0.0
        elif said.startswith("The module is"):
            self.squares, self.plate = _size(said), 0.0
        elif said.startswith("The module fills"):
            self.plate = _size(said.partition("plate is")[2])
        elif found := re.match(r"The computer has counted (\d+) cm/s (forward|backward)", said):
            self.counted = int(found[1]) / 100.0 * (1.0 if found[2] == "forward" else -1.0)
        elif said.startswith("Moscow has given the go"):
            self.go = True
        elif said.startswith("It is dark"):
            self.dark = True
        elif said in {"Lamp on.", "Lamp off."}:
            self.lamp = said == "Lamp on."
        elif said in {"Filter on.", "Filter off."}:
            self.filter = said == "Filter on."

    def _eye_m(self) -> float:
        """Return the distance from the eye to the plate: widths over angles [m]."""
        if self.plate:
            return 0.4 / radians(self.plate)
        return 2.35 / radians(self.squares)

    def answer(self) -> str:
        """Return what to type."""
        if not self.asked:
            self.asked = True
            return "moscow; filter off" if self.dark else "moscow"
        if self.dark and self.filter:
            self.filter = False
            return "filter off; lamp on"
        if self.dark and not self.lamp:
            self.lamp = True
            return "lamp on"
        if self.target is None:
            return "wait 5"
        orders = [*self._nose(), *self._slide(), *self._closing()]
        far = self._eye_m() - 4.5
        pause = 10.0 if far > 25.0 else 5.0 if far > 6.0 else 3.0
        longest = max([0.0, *(float(order.rpartition(" ")[2]) for order in orders)])
        return "; ".join([*orders, f"wait {max(pause, longest + 1.0):.0f}"])

    def _nose(self) -> list[str]:
        """Return how to lay the nose along the line: the target belongs where the ship stands off it."""
        assert self.target is not None
        degrees = 57.3 / self._eye_m()
        right = self.target[0] + self.across.place_m * degrees
        down = self.target[1] + self.height.place_m * degrees
        found: list[str] = []
        if abs(right) > 1.2:
            found.append(f"nose {'right' if right > 0.0 else 'left'} {min(4.0, abs(right) / 0.5):.1f}")
        if abs(down) > 1.2:
            found.append(f"nose {'down' if down > 0.0 else 'up'} {min(4.0, abs(down) / 0.5):.1f}")
        return found

    def _slide(self) -> list[str]:
        """Return how to come back to the line."""
        found: list[str] = []
        far = self._eye_m() - 4.5
        horizon = 40.0 if far > 30.0 else 20.0 if far > 8.0 else 12.0
        slid = [0.0, 0.0]
        for index, (guess, ways) in enumerate(
            ((self.across, ("right", "left")), (self.height, ("down", "up")))
        ):
            wanted = max(-0.06, min(0.06, -guess.place_m / horizon)) - guess.speed_m_s
            seconds = round(min(2.0, abs(wanted) / ONE_SET_M_S2 * 2.0), 1)
            if seconds >= (0.4 if far > 8.0 else 0.2):
                found.append(f"{ways[0] if wanted > 0.0 else ways[1]} {seconds:.1f}")
                slid[index] = seconds * 0.5 * ONE_SET_M_S2 * (1.0 if wanted > 0.0 else -1.0)
        self.slid = slid[0], slid[1]
        return found

    def _closing(self) -> list[str]:
        """Return how to keep the speed that goes with the distance."""
        far = self._eye_m() - 4.5
        off = hypot(self.across.place_m, self.height.place_m)
        wanted = 0.30 if far > 30.0 else 0.20 if far > 12.0 else 0.13
        if not self.go and far < 60.0:
            wanted = 0.0
        self.careful = far < 10.0 and off > (0.12 if self.careful else 0.06 + 0.02 * far)
        if self.careful:
            wanted = 0.02 if far > 1.5 else 0.1
        span = 90.0 if far > 15.0 else 45.0
        late = [(at - self.second, metres) for at, metres in self.ranges if at > self.second - span]
        # What the distance loses beside what was pushed is the orbit's doing: it pulls the ship away below.
        pull = max(-0.03, min(0.15, _line_through(late)[1])) if len(late) > 5 else 0.0
        missing = wanted - (self.counted - pull)
        if abs(missing) < 0.03:
            return []
        return [f"{'fwd' if missing > 0.0 else 'back'} {min(5.0, abs(missing) / ONE_SET_M_S2):.1f}"]


def _line_through(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return value at zero and slope of the straight line nearest to some points."""
    count = float(len(points))
    mean_t = mean_v = 0.0
    for t, value in points:
        mean_t += t / count
        mean_v += value / count
    over = under = 0.0
    for t, value in points:
        over += (t - mean_t) * (value - mean_v)
        under += (t - mean_t) ** 2
    slope = over / under if under > 0.0 else 0.0
    return mean_v - slope * mean_t, slope


def fly_blind(
    rung: Rung, seed: int, print_as: Callable[[str], str] = lambda text: text
) -> tuple[Cockpit, list[str]]:
    """Fly until the flight is over; return how it ended, and everything that was typed and printed.

    Args:
        rung: how hard it is.
        seed: of the flight.
        print_as: changes what the pilot reads.
    """
    cockpit = Cockpit(rung, seed)
    text = "\n".join(cockpit.printed)
    pilot = BlindPilot()
    log = [text]
    for _ in range(MOST_TURNS):
        pilot.hear(print_as(text))
        line = pilot.answer()
        text = cockpit.type(line)
        log += [f"> {line}", text]
        if cockpit.ending is not None:
            break
    return cockpit, log


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN])
@pytest.mark.parametrize("seed", range(1, 6))
def test_an_approach_can_be_flown_by_its_text_alone(rung: Rung, seed: int) -> None:
    """From seventy metres until the capture is told, with the computer's help and without it."""
    cockpit, log = fly_blind(rung, seed)
    assert cockpit.ending is not None, log[-1]
    assert cockpit.ending.trigger == "captured", "\n".join(log[-8:])
    # The blind pilot is never refused: every order it thinks of can be typed.
    assert not [text for text in log if text.startswith("? ")]


class _Hands:
    """Reads what the program has printed since the last line, and types what the pilot answers."""

    def __init__(self, sink: io.StringIO) -> None:
        self._sink = sink
        self._pilot = BlindPilot()
        self._read = 0

    def readline(self, _: int = -1, /) -> str:
        """Return the next line to type; the end of input once no flight is told any more."""
        text = self._sink.getvalue()[self._read :]
        self._read += len(text)
        if " UTC. " not in text:
            return ""
        self._pilot.hear(text)
        return self._pilot.answer() + "\n"


def test_the_program_itself_is_flown_blind(tmp_path: Path) -> None:
    """Through the line-mode game, its session and its film: the last that is read is the capture."""
    sink = io.StringIO()
    session = make_session(tmp_path, book=BOOK)
    session.begin_flight(Rung.FLOWN, "day", 3)
    fly_by_lines(session, cast("TextIO", _Hands(sink)), sink)  # it is asked for a line at a time, and no more
    session.close()
    last = sink.getvalue().rpartition("\n> ")[0].rpartition("\n> ")[2]
    assert "Capture" in last
    assert "Strike" not in last


def test_the_text_alone_is_what_is_flown_by() -> None:
    """With the words for right and left exchanged in what is printed, the same pilot does not dock."""
    exchanged = {"right": "left", "left": "right", "high": "low", "low": "high"}

    def wrong(text: str) -> str:
        return re.sub(r"\b(right|left|high|low)\b", lambda found: exchanged[found[1]], text)

    cockpit, _ = fly_blind(Rung.ASSISTED, 1, wrong)
    assert cockpit.ending is None or cockpit.ending.trigger not in ("captured", "captured_hard")


def test_the_first_choice_always_brings_the_flight_to_its_end() -> None:
    """The crew's advice, always taken, docks on nearly every seed of twenty, with the computer's help."""
    docked = 0
    for seed in range(20):
        cockpit = Cockpit(Rung.ASSISTED, seed)
        for _ in range(MOST_TURNS):
            if cockpit.ending is not None:
                break
            cockpit.type("1")
        assert cockpit.ending is not None, seed
        docked += cockpit.ending.trigger in ("captured", "captured_hard")
    assert docked >= 17


@pytest.mark.parametrize("start", [start for start in Start if start is not Start.DAY])
def test_the_lessons_end_by_the_first_choice(start: Start) -> None:
    """Each of them, and it is passed."""
    cockpit = Cockpit(Rung.FLOWN, 2, start)
    for _ in range(MOST_TURNS):
        if cockpit.ending is not None:
            break
        cockpit.type("1")
    assert cockpit.ending is not None
    assert (cockpit.ending.trigger, cockpit.ending.beat) == ("lesson_over", "passed")
