"""The station saved by somebody who has only the printed text.

Law of this module: `BlindEngineer` is handed printed text and returns a line to type. It knows the flight
book's order and the story's words, and nothing else: no state, no simulation, no session.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TextIO, cast

import pytest

from game.emergencies.station.scenarios import Scenario
from game.vocabulary.flying import Rung
from tests.plain.cabin import Cabin
from tests.plain.seat import BOOK, fly_by_lines
from tests.session.stage import make_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_TURNS = 300

ANSWERS = {
    "does he stop the camera": "keep rolling",
    "before the arrays are locked": "lock first",
    "what can you do without": "comfort first",
    "do they go": "stay",
    "the book's rate, or faster": "by the book",
    "quite still": "when still",
    "what does she say": "the truth",
}
"""By words of the question: what is answered."""

TOLD = ("tell moscow", "tell houston", "warn vera", "warn ruben", "tell hale", "tell gleb")
"""Who is told what, in this order, once the jet has been seen to."""

SHIP = ("send stop", "manifold one", "manifold two", "valves")
"""What is done, one after the other, while the jet fires: pages 3 and 4."""


class BlindEngineer:
    """Runs the emergency by what is said."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._asked: list[str] = []
        self._busy: set[str] = set()
        self._done: list[str] = []
        self._turn = 0
        self._level = self._still = self._lost = False

    def hear(self, text: str) -> None:
        """Take in what was printed."""
        text = re.sub(r"\s+", " ", text)
        situation = text.partition(" UTC. ")[2].partition(" 1. Advice")[0]
        self._asked, self._busy = [], set()
        for said in re.split(r"(?<=[.?]) (?=[A-Z])", situation):
            self._sentence(said)

    def _sentence(self, said: str) -> None:
        """Take in one sentence."""
        if "waits for your answer" in said:
            self._asked.append(said)
        elif busy := re.match(r"(\w+) is (?:in|on the way|\w+ing\b).*\byet\b", said):
            self._busy.add(busy[1].lower())
        elif said.startswith("You sit") and " yet" in said:
            self._busy.add("me")
        elif said.startswith("She hangs"):
            self._level = "hangs level" in said or bool(re.search(r"hangs [1-4] degree", said))
            self._still = "does not turn" in said
        elif said.startswith("Attitude"):
            self._lost = True
        for about in ("jet", "charge", "arrays", "segment", "off"):
            for begins in SENTENCES[about]:
                if said.startswith(begins):
                    self._said[about] = said

    def answer(self) -> str:
        """Return what to type; a look round comes before every order, and costs nothing."""
        self._turn += 1
        if self._turn % 2:
            return "status"
        for asked in self._asked:
            for words, reply in ANSWERS.items():
                if words in asked:
                    return reply
        return "; ".join(self._orders()) or "wait 10"

    def _orders(self) -> list[str]:
        """Return what can be ordered now: one thing to each who has free hands."""
        found: list[str] = []
        if "fires" in self._said.get("jet", "") and "me" not in self._busy:
            closing = next((order for order in SHIP if order not in self._done), "")
            self._done.append(closing)
            found += [closing] if closing else []
        telling = next((order for order in TOLD if order not in self._done), "")
        self._done.append(telling)
        found += [telling] if telling else []
        if self._lost:
            found += [order for order in (self._hale(), self._gleb()) if order]
        return [*found, "wait 10"] if found else []

    def _hale(self) -> str:
        """Return what the other segment is to do next, by the book."""
        if "hale" in self._busy:
            return ""
        charge, arrays = self._said.get("charge", ""), self._said.get("arrays", "")
        if "gyros hold" in charge and self._said.get("segment") is not None and self._level:
            if "locked edge-on" in arrays:
                return "hale unlock arrays"
            return "hale everything on" if "Switched off" in self._said.get("off", "") else ""
        if "cannot hold her" in charge:
            return "hale free drift"
        if "loose" in arrays:
            return "hale arrays edge on"
        if "not locked" in arrays:
            return "hale lock arrays"
        resting = "hold her" in self._said.get("segment", "")
        return "hale gyros take over" if resting and self._level and self._still else ""

    def _gleb(self) -> str:
        """Return what the Russian segment is to do next, by the book."""
        if "gleb" in self._busy or "locked edge-on" not in self._said.get("arrays", ""):
            return ""
        charge, segment = self._said.get("charge", ""), self._said.get("segment", "")
        if "fires" in self._said.get("jet", "") or "gyros" in charge:
            return ""
        if "Russian" not in charge:
            return "gleb take control"
        if "are off" in segment:
            return "gleb stop her turning"
        return "gleb turn her back" if "hold her" in segment and not self._level else ""


SENTENCES = {
    "jet": ("Your ship's jet fires", "Nothing of your ship fires"),
    "charge": (
        "The gyros hold the station",
        "The gyros are still in charge",
        "Nobody holds",
        "The Russian segment is in charge",
    ),
    "arrays": ("The arrays are loose", "The arrays are turning", "The arrays stand", "The arrays are"),
    "segment": ("The segment's jets",),
    "off": ("Switched off", "Everything is switched on"),
}
"""How the sentences begin that are kept in mind, by what they are about."""


def save_blind(
    rung: Rung, seed: int, print_as: Callable[[str], str] = lambda text: text
) -> tuple[Cabin, list[str]]:
    """Go on until it is over; return how it ended, and everything that was typed and printed.

    Args:
        rung: how hard it is.
        seed: of the emergency.
        print_as: changes what the engineer reads.
    """
    cabin = Cabin(rung, seed)
    text = "\n".join(cabin.printed)
    engineer = BlindEngineer()
    log = [text]
    for _ in range(MOST_TURNS):
        engineer.hear(print_as(text))
        line = engineer.answer()
        text = cabin.type(line)
        log += [f"> {line}", text]
        if cabin.ending is not None:
            break
    return cabin, log


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN])
@pytest.mark.parametrize("seed", range(1, 6))
def test_the_station_can_be_saved_by_its_text_alone(rung: Rung, seed: int) -> None:
    """From the first second until control is back, sooner than when nobody does anything, with no trouble."""
    cabin, log = save_blind(rung, seed)
    assert cabin.ending is not None, log[-1]
    facts = dict(cabin.ending.facts)
    assert cabin.ending.trigger == "regained", "\n".join(log[-8:])
    assert cast("int", facts["minutes_lost"]) <= 16
    assert cast("int", facts["peak_tilt_deg"]) <= 30
    assert facts["roll_trouble"] == "none"
    # The blind engineer is never refused: every order it thinks of can be typed.
    assert not [text for text in log if text.startswith("? ")]


def test_the_text_alone_is_what_is_gone_by() -> None:
    """Where it prints nothing of the jet, the same reader leaves it on, and she goes much farther over."""

    def wrong(text: str) -> str:
        return text.replace("Your ship's jet fires", "Nothing of your ship is worth a word")

    peaks: list[int] = []
    for print_as in (str, wrong):
        cabin, _ = save_blind(Rung.FLOWN, 1, print_as)
        assert cabin.ending is not None
        peaks.append(cast("int", dict(cabin.ending.facts)["peak_tilt_deg"]))
    assert peaks[1] > 1.5 * peaks[0]


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
@pytest.mark.parametrize("seed", range(1, 6))
def test_the_first_choice_always_brings_it_to_a_good_end(rung: Rung, seed: int) -> None:
    """The standing advice, always taken, regains the station long before history did, without a trouble."""
    cabin = Cabin(rung, seed)
    for _ in range(MOST_TURNS):
        cabin.type("1")
        if cabin.ending is not None:
            break
    assert cabin.ending is not None
    facts = dict(cabin.ending.facts)
    assert cabin.ending.trigger in {"held", "regained"}
    assert cast("int", facts["minutes_lost"]) <= 14
    assert facts["roll_trouble"] == "none"


def test_the_drill_is_passed_by_the_first_choice() -> None:
    """On the evening before, whatever the seed."""
    for seed in range(3):
        cabin = Cabin(Rung.FLOWN, seed, Scenario.DRILL)
        while cabin.ending is None:
            cabin.type("1")
        assert (cabin.ending.trigger, cabin.ending.beat) == ("drill_over", "drill_passed")


class _Hands:
    """Reads what the program has printed since the last line, and types what the engineer answers."""

    def __init__(self, sink: io.StringIO) -> None:
        self._sink = sink
        self._engineer = BlindEngineer()
        self._read = 0

    def readline(self, _: int = -1, /) -> str:
        """Return the next line to type; the end of input once no emergency is told any more."""
        text = self._sink.getvalue()[self._read :]
        self._read += len(text)
        if "[advice]" not in text and "Nothing new" not in text:
            return ""
        self._engineer.hear(text)
        return self._engineer.answer() + "\n"


def test_the_program_itself_is_run_blind(tmp_path: Path) -> None:
    """Through the line-mode game, its session and its film: the last that is read is that she is stable."""
    sink = io.StringIO()
    session = make_session(tmp_path, book=BOOK)
    session.begin_flight(Rung.FLOWN, Scenario.ROLL.value, 3)
    fly_by_lines(session, cast("TextIO", _Hands(sink)), sink)  # it is asked for a line at a time, and no more
    assert session.present.state.flight is None
    assert session.present.state.known()["station_outcome"] == "regained"
    session.close()
