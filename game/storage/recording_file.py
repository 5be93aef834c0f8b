"""A recording as a small file that can be given away: one line of magic, then canonical JSON, squeezed.

Law: nothing in a file is executed and nothing in it is believed: sizes are bounded before anything is
unpacked, every value is checked against its type, and the whole must make sense as a flight. A file is
written whole or not at all, and one that is there already stays unless its replacement was asked for.

The shapes here are the file's. A field may be added with a default; none that was released is renamed.
"""

from __future__ import annotations

import gzip
import os
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import DockingState
from game.emergencies.flown import Kind, simulation_of
from game.emergencies.protocol import Ending
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import StationState
from game.engine.recording import Given, Keyframe, Recording, RecordingBroken, Said, refuse_broken
from game.errors import SaveRefused
from game.storage.disk import sync
from game.storage.names import shown_name
from game.storage.order_codec import OrderRecord, order_of, order_record
from game.storage.refusals import disk_refusal
from game.vocabulary.flying import Rung  # noqa: TC001  msgspec reads the annotations at run time
from game.vocabulary.values import Value, Voice  # noqa: TC001  as above

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.emergencies.flown import Simulated

SUFFIX: Final = ".flight"

MAGIC: Final = b"OFF SCRIPT FLIGHT 1\n"
"""The first line: whose file this is, and the version of its shape."""

_OURS: Final = b"OFF SCRIPT FLIGHT "

LARGEST_FILE: Final = 1 << 21
"""Bytes that a file may have; fifty times a long flight."""

LARGEST_PLAIN: Final = 1 << 24
"""Bytes that it may have when it is unpacked; eight times the longest flight of the station."""

_GZIP = 31
"""The window of zlib that reads a gzip member and nothing else."""

_NEVER = 1 << 31
_MOST_FREE = 1000
"""Files of one name that a folder may have before a new one is refused."""


class _SaidRecord(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    tick: int
    who: str
    text: str
    voice: Voice


class _EndingRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    trigger: str
    beat: str
    facts: tuple[tuple[str, Value], ...]
    clock: str


_State = TypeVar("_State")
_Start = TypeVar("_Start")


class _FlightRecord(msgspec.Struct, Generic[_State, _Start], frozen=True):
    emergency: str
    simulation: int
    edition: str
    seed: int
    rung: Rung
    start: _Start
    ticks: int
    orders: tuple[tuple[int, tuple[OrderRecord, ...]], ...]
    keyframes: tuple[_State, ...]
    said: tuple[_SaidRecord, ...]
    ending: _EndingRecord | None


_AnyRecord = _FlightRecord[DockingState, Start] | _FlightRecord[StationState, Scenario]


class _HeadRecord(msgspec.Struct, frozen=True):
    """As much of a flight as can be read whatever the rest is."""

    emergency: Kind
    simulation: int


_encode = msgspec.json.Encoder(order="deterministic").encode


def encode_recording(recording: Recording) -> bytes:
    """Return a recording as the bytes of its file; the same recording gives the same on this machine.

    Raises:
        SaveRefused: ``replay.too_large`` if `decode_recording` would refuse it.
    """
    plain = _encode(_as_record(recording))
    packed = MAGIC + gzip.compress(plain, mtime=0)
    if len(plain) > LARGEST_PLAIN or len(packed) > LARGEST_FILE:
        raise SaveRefused("replay.too_large", file=recording_name(recording))
    return packed


def decode_recording(packed: bytes, file: str) -> Recording:
    """Return the recording that `encode_recording` was given.

    Args:
        packed: the file's bytes.
        file: its name as the player may see it.

    Raises:
        SaveRefused: in one sentence: ``replay.empty``, ``replay.foreign``, ``replay.newer``,
            ``replay.too_large``, ``replay.cut``, ``replay.damaged`` or ``replay.other_simulation``.
    """
    plain = _unpacked(packed, file)
    try:
        recording = _as_recording(_read(plain))
        refuse_broken(recording)
    except (msgspec.MsgspecError, RecordingBroken, ValueError, ArithmeticError, RecursionError) as error:
        raise _not_understood(plain, file) from error
    return recording


def read_recording(path: Path) -> Recording:
    """Return the recording in a file; raises as `decode_recording` does, and for what the disk refuses."""
    file = shown_name(path)
    with _refusing(file):
        if path.is_dir():
            raise SaveRefused("replay.foreign", file=file)
        with path.open("rb") as stream:
            packed = stream.read(LARGEST_FILE + 1)
    return decode_recording(packed, file)


def write_recording(path: Path, recording: Recording, *, replace: bool = False) -> None:
    """Write a recording to a file, whole or not at all.

    Args:
        path: of the file.
        recording: of the flight.
        replace: whether a file that is there may go.

    Raises:
        SaveRefused: ``replay.exists`` if there is one and it may not; or what the disk refuses.
    """
    _write(path, encode_recording(recording), replace=replace)


def export_recording(folder: Path, recording: Recording) -> Path:
    """Write a recording under a free name into a folder, and return where it is.

    Raises:
        SaveRefused: if the folder cannot be written.
    """
    return _write_beside(folder, recording_name(recording), SUFFIX, encode_recording(recording))


def export_picture(folder: Path, recording: Recording, svg: str) -> Path:
    """Write a picture of a recording's debrief under a free name into a folder, and return where it is.

    Raises:
        SaveRefused: if the folder cannot be written.
    """
    return _write_beside(folder, recording_name(recording), ".svg", svg.encode("utf-8"))


def recording_name(recording: Recording) -> str:
    """Return what a recording's file is called, without its ending: what was flown, how, and the seed."""
    words = [recording.emergency, recording.start.value, recording.rung.value]
    return "-".join([*words, str(recording.seed), str(recording.opening.attempt)])


def _clean(text: str) -> str:
    """Return words from a file in one line that does nothing to a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _unpacked(packed: bytes, file: str) -> bytes:
    if not packed:
        raise SaveRefused("replay.empty", file=file)
    if not packed.startswith(MAGIC):
        if packed.startswith(_OURS):
            raise SaveRefused("replay.newer", file=file)
        if MAGIC.startswith(packed):
            raise SaveRefused("replay.cut", file=file)
        raise SaveRefused("replay.foreign", file=file)
    if len(packed) > LARGEST_FILE:
        raise SaveRefused("replay.too_large", file=file)
    unpacking = zlib.decompressobj(_GZIP)
    try:
        plain = unpacking.decompress(packed[len(MAGIC) :], LARGEST_PLAIN)
    except zlib.error as error:
        raise SaveRefused("replay.damaged", file=file) from error
    if unpacking.unconsumed_tail:
        raise SaveRefused("replay.too_large", file=file)
    if not unpacking.eof:
        raise SaveRefused("replay.cut", file=file)
    if unpacking.unused_data:
        raise SaveRefused("replay.damaged", file=file)
    return plain


def _not_understood(plain: bytes, file: str) -> SaveRefused:
    """Return why a flight that was unpacked cannot be read: of another simulation, or damaged."""
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        head = msgspec.json.decode(plain, type=_HeadRecord)
        theirs, ours = head.simulation, simulation_of(head.emergency)
        if theirs != ours and 0 < theirs < _NEVER:
            return SaveRefused("replay.other_simulation", file=file, theirs=theirs, ours=ours)
    return SaveRefused("replay.damaged", file=file)


def _write(path: Path, content: bytes, *, replace: bool) -> None:
    file = shown_name(path)
    with _refusing(file):
        unfinished = path.with_name(f".{path.name}-{os.urandom(3).hex()}")
        try:
            unfinished.write_bytes(content)
            sync(unfinished)
            if replace:
                unfinished.replace(path)
            else:
                # Unlike a look before it, the link fails when another hand was there first.
                path.hardlink_to(unfinished)
        except FileExistsError as error:
            raise SaveRefused("replay.exists", file=file) from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        sync(path.parent)


def _write_beside(folder: Path, name: str, suffix: str, content: bytes) -> Path:
    with _refusing(shown_name(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_FREE):
        path = folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")
        if path.exists():
            continue
        try:
            _write(path, content, replace=False)
        except SaveRefused as refusal:
            if refusal.phrase != "replay.exists":
                raise
        else:
            return path
    raise SaveRefused("replay.exists", file=f"{name}{suffix}")


@contextmanager
def _refusing(file: str) -> Generator[None]:
    """Within this block what the operating system refuses is raised as `SaveRefused`."""
    try:
        yield
    except OSError as error:
        refusal = disk_refusal(error, file)
        phrases = {"save.missing": "replay.missing", "save.read_only": "replay.forbidden"}
        raise SaveRefused(phrases.get(refusal.phrase, "replay.disk"), file=file) from error
    except ValueError as error:
        # A name with a NUL in it.
        raise SaveRefused("replay.missing", file=file) from error


def _read(plain: bytes) -> _AnyRecord:
    """Return what a file holds; the emergency's word in it decides what shape the rest has."""
    if msgspec.json.decode(plain, type=_HeadRecord).emergency is Kind.DOCKING:
        return msgspec.json.decode(plain, type=_FlightRecord[DockingState, Start])
    return msgspec.json.decode(plain, type=_FlightRecord[StationState, Scenario])


def _as_record(recording: Recording) -> _FlightRecord[Simulated, Start | Scenario]:
    ending = recording.ending
    return _FlightRecord(
        emergency=recording.emergency,
        simulation=recording.simulation,
        edition=recording.edition,
        seed=recording.seed,
        rung=recording.rung,
        start=recording.start,
        ticks=recording.ticks,
        orders=tuple((given.tick, tuple(map(order_record, given.orders))) for given in recording.orders),
        keyframes=tuple(frame.state for frame in recording.keyframes),
        said=tuple(_SaidRecord(said.tick, said.who, said.text, said.voice) for said in recording.said),
        ending=_EndingRecord(ending.trigger, ending.beat, ending.facts, ending.clock) if ending else None,
    )


def _as_recording(record: _AnyRecord) -> Recording:
    if not record.keyframes:
        raise RecordingBroken("there is no keyframe")
    ending = record.ending
    return Recording(
        emergency=record.emergency,
        simulation=record.simulation,
        edition=record.edition,
        seed=record.seed,
        rung=record.rung,
        start=record.start,
        opening=record.keyframes[0],
        orders=tuple(Given(tick, tuple(map(order_of, orders))) for tick, orders in record.orders),
        keyframes=tuple(Keyframe(state.tick, state) for state in record.keyframes),
        said=tuple(Said(said.tick, said.who, _clean(said.text), said.voice) for said in record.said),
        ending=Ending(ending.trigger, ending.beat, ending.facts, ending.clock) if ending else None,
        ticks=record.ticks,
    )
