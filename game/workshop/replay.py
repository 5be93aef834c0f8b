"""``offscript replay FILE``: a recording played back as text.

Law: prints and returns an exit code; the flight is flown again, never guessed at. 0 when it was shown, 1 when
a keyframe differs from the flight flown again, 3 when the file cannot be read, with one line on stderr.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from game.emergencies.docking.state import DockingState
from game.emergencies.flown import Kind, simulation_of
from game.engine.debrief import sample_of
from game.engine.debriefing import look_back
from game.engine.recording import FASTEST, LONGEST_TICKS, SLOWEST, RecordingBroken, replay, verify
from game.engine.station_debrief import station_sample_of
from game.errors import SaveRefused, UsedWrongly
from game.readout.debrief_words import day_clock
from game.readout.debriefs import end_words, summary
from game.readout.panel import speaker_tag
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases
from game.storage.names import shown_name
from game.storage.recording_file import read_recording
from game.vocabulary.flying import (
    TICKS_PER_S,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    FlightOrder,
    Pulse,
    Say,
    Set,
    StopAll,
    WaveOff,
)
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, Tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from enum import Enum

    from game.emergencies.flown import Simulated
    from game.emergencies.station.state import StationState
    from game.engine.debriefing import AnyDebrief
    from game.engine.recording import Recording
    from game.vocabulary.flying import CueGiven

SHOWN, DIFFERS = 0, 1

_TRUTH_TICKS = 10 * TICKS_PER_S
"""Between two lines of truth."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    words = Phrasebook(phrases())
    parser.add_argument("file", metavar="FILE", help=words.say("replay.help_file"))
    parser.add_argument("--json", action="store_true", help=words.say("replay.help_json"))
    parser.add_argument(
        "--from", dest="since", metavar="SECONDS", default="0", help=words.say("replay.help_from")
    )
    parser.add_argument("--speed", metavar="N", default=None, help=words.say("replay.help_speed"))


def run(namespace: argparse.Namespace) -> int:
    """Play the file back, and return the exit code.

    Raises:
        UsedWrongly: if a number means nothing.
        SaveRefused: if the file cannot be read or flown.
    """
    path = Path(namespace.file)
    since = _number("--from", namespace.since, 0.0, LONGEST_TICKS / TICKS_PER_S)
    speed = _number("--speed", namespace.speed, SLOWEST, FASTEST) if namespace.speed is not None else None
    recording = read_recording(path)
    try:
        differs = verify(recording)
        show = _show_json if namespace.json else _show
        show(_Playing(recording, differs, round(since * TICKS_PER_S), _waiter(speed)))
    except RecordingBroken as error:
        raise SaveRefused("replay.damaged", file=shown_name(path)) from error
    return SHOWN if differs is None else DIFFERS


@dataclass(frozen=True, slots=True)
class _Playing:
    """What is played back.

    Attributes:
        recording: the flight.
        differs: the first tick at which a keyframe differs, or None.
        since: the first tick that is shown.
        wait: called before what belongs to a tick is shown.
    """

    recording: Recording
    differs: int | None
    since: int
    wait: Callable[[int], None]


def _waiter(speed: float | None) -> Callable[[int], None]:
    """Return what waits until a tick is due; nothing waits without a speed."""
    if speed is None:
        return lambda _: None
    shown: list[int] = []

    def wait(tick: int) -> None:
        if shown:
            time.sleep(max(0, tick - shown[-1]) / TICKS_PER_S / speed)
        shown.append(tick)

    return wait


def _number(option: str, typed: str, least: float, most: float) -> float:
    try:
        number = float(typed)
    except ValueError:
        number = float("nan")
    if not (isfinite(number) and least <= number <= most):
        shown = "".join(character if character.isprintable() else "?" for character in typed)[:40]
        raise UsedWrongly("replay.number", option=option, least=f"{least:g}", most=f"{most:g}", typed=shown)
    return number


# --- As text


def _show(playing: _Playing) -> None:
    recording = playing.recording
    words = Phrasebook(phrases())
    found = look_back(recording, decide=False)
    docking = recording.kind is Kind.DOCKING
    print(
        words.say(
            "replay.head" if docking else "replay.station_head",
            start=_typed(recording.start),
            rung=recording.rung.value,
            seed=recording.seed,
            attempt=recording.opening.attempt,
            time=day_clock(recording.opening.start_s),
        )
    )
    for tick, line in _lines(playing, found, words):
        playing.wait(tick)
        print(line, flush=True)
    for sentence in summary(found, words):
        print(sentence)
    print(_proof(playing, words))


def _lines(playing: _Playing, found: AnyDebrief, words: Phrasebook) -> Iterator[tuple[int, str]]:
    """Yield what happened, with its tick."""
    recording = playing.recording
    begun = recording.opening.start_s
    book = open_book()
    orders = {given.tick: given.orders for given in recording.orders}
    said = list(recording.said)
    for state, _ in replay(recording):
        tick = state.tick
        clock = day_clock(begun + tick // TICKS_PER_S)
        while said and said[0].tick <= tick:
            line = said.pop(0)
            if line.tick >= playing.since:
                who = speaker_tag(book, line.who)
                yield tick, words.say("replay.said", clock=clock, who=who, text=line.text)
        if tick < playing.since:
            continue
        if tick % _TRUTH_TICKS == 0 or tick == recording.ticks:
            yield tick, _truth(state, clock, words)
        for order in orders.get(tick, ()):
            yield tick, words.say("replay.order", clock=clock, order=order_text(order))
        if tick == recording.ticks and found.result is not None:
            yield tick, words.say("replay.ended", clock=clock, sentence=end_words(found, words))


def _truth(state: Simulated, clock: str, words: Phrasebook) -> str:
    if not isinstance(state, DockingState):
        return _station_truth(state, clock, words)
    sample = sample_of(state)
    return words.say(
        "replay.truth",
        clock=clock,
        range=f"{round(sample.range_m, 1) + 0.0:.1f}",
        closing=f"{round(sample.closing_m_s, 2) + 0.0:.2f}",
        right=f"{sample.offset_right_m:+.2f}",
        down=f"{sample.offset_down_m:+.2f}",
        angle=f"{sample.angle_deg:.1f}",
        propellant=f"{sample.propellant_kg:.0f}",
    )


def _station_truth(state: StationState, clock: str, words: Phrasebook) -> str:
    sample = station_sample_of(state)
    return words.say(
        "replay.station_truth",
        clock=clock,
        tilt=f"{sample.tilt_deg:.1f}",
        rate=f"{sample.rate_deg_s:.3f}",
        momentum=f"{100.0 * sample.momentum:.0f}",
        charge_of=sample.in_charge.value,
        made=f"{sample.made_kw:.0f}",
        charge=f"{100.0 * sample.charge:.0f}",
        ship=f"{sample.ship_kg:.1f}",
    )


def _proof(playing: _Playing, words: Phrasebook) -> str:
    recording = playing.recording
    ours = simulation_of(recording.kind)
    if not recording.replays:
        return words.say("replay.keyframes_only", theirs=recording.simulation, ours=ours)
    if playing.differs is None:
        return words.say("replay.verified", simulation=ours, frames=len(recording.keyframes))
    clock = day_clock(recording.opening.start_s + playing.differs // TICKS_PER_S)
    return words.say("replay.differs", simulation=ours, clock=clock)


def order_text(order: FlightOrder) -> str:
    """Return an order as it is typed when a flight is flown line by line."""
    match order:
        case Pulse(control, ticks):
            return f"{_typed(control)} {ticks / TICKS_PER_S:g}"
        case Burn(control, on):
            return f"{_typed(control)} {_on(on)}"
        case StopAll():
            return "stop"
        case Set(switch, on):
            return f"{_typed(switch)} {_on(on)}"
        case Brake():
            return "brake"
        case BackOff():
            return "back off"
        case WaveOff():
            return "wave off"
        case Call(whom):
            return _typed(whom)
        case Say(word):
            return f"say {_typed(word)}"
        case ChangeRung(rung):
            return _typed(rung)
        case Assign(who, task):
            return f"order {_typed(who)} {_typed(task)}"
        case Tell(whom, news):
            return f"tell {_typed(whom)} {_typed(news)}"
        case Answer(question, reply):
            return f"{_typed(question)}: {_typed(reply)}"
        case AllToShips():
            return "all to the ships"
        case AllStay():
            return "all stay"
    assert_never(order)


def _typed(word: Enum) -> str:
    return str(word.value).replace("_", " ")


def _on(on: bool) -> str:
    return "on" if on else "off"


# --- As JSON


def _show_json(playing: _Playing) -> None:
    recording = playing.recording
    orders: list[str] = []
    due = {given.tick: given.orders for given in recording.orders}
    for state, cues in replay(recording):
        tick = state.tick
        # What is ordered at a tick is carried out by the step that leaves it.
        orders += [order_text(order) for order in due.get(tick - 1, ())]
        if tick == recording.ticks:
            orders += [order_text(order) for order in due.get(tick, ())]
        whole = tick % TICKS_PER_S == 0 or tick == recording.ticks or not recording.replays
        if not whole or tick < playing.since:
            continue
        playing.wait(tick)
        row = {**_row(state), "orders": orders, "replayed": recording.replays}
        if tick == recording.ticks:
            row |= _last(playing, cues)
        print(json.dumps(row), flush=True)
        orders = []


def _row(state: Simulated) -> dict[str, object]:
    if not isinstance(state, DockingState):
        return _station_row(state)
    sample = sample_of(state)
    return {
        "tick": sample.tick,
        "seconds": sample.tick / TICKS_PER_S,
        "clock": day_clock(int(state.now_s)),
        "range_m": round(sample.range_m, 4),
        "closing_m_s": round(sample.closing_m_s, 5),
        "offset_right_m": round(sample.offset_right_m, 4),
        "offset_down_m": round(sample.offset_down_m, 4),
        "angle_deg": round(sample.angle_deg, 3),
        "propellant_kg": round(sample.propellant_kg, 3),
    }


def _station_row(state: StationState) -> dict[str, object]:
    sample = station_sample_of(state)
    return {
        "tick": sample.tick,
        "seconds": sample.tick / TICKS_PER_S,
        "clock": day_clock(int(state.now_s)),
        "tilt_deg": round(sample.tilt_deg, 4),
        "rate_deg_s": round(sample.rate_deg_s, 6),
        "turned_deg": round(sample.turned_deg, 4),
        "momentum_share": round(sample.momentum, 4),
        "in_charge": sample.in_charge.value,
        "made_kw": round(sample.made_kw, 3),
        "load_kw": round(sample.load_kw, 3),
        "charge": round(sample.charge, 5),
        "soyuz_propellant_kg": round(sample.ship_kg, 3),
        "station_propellant_kg": round(sample.segment_kg, 3),
    }


def _last(playing: _Playing, cues: tuple[CueGiven, ...]) -> dict[str, object]:
    recording = playing.recording
    return {
        "ending": recording.ending.beat if recording.ending else None,
        "cues": [given.cue.value for given in cues],
        "simulation": recording.simulation,
        "keyframes": len(recording.keyframes),
        "verified": recording.replays and playing.differs is None,
    }
