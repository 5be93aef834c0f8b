"""How a moment's parts are written: canonical JSON, squeezed where it pays, and the seals over them.

Law: the shapes here are the file's, not the game's. A field may be added with a default (which is not
written, so that what was sealed stays sealed); one that was ever released is never renamed and never means
anything else.
Everything read is checked against its type; nothing read is ever executed.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b

import msgspec

from game.engine.state import Flight, State, freeze_facts
from game.storage.order_codec import OrderRecord, order_of, order_record
from game.vocabulary.commands import Choose, Command, Fly
from game.vocabulary.values import Line, Offer, Place, Value, Voice

_LARGEST = 1 << 22
"""Bytes that one part may have when it is unpacked; a hundred times what the longest scene needs."""

_PLAIN, _SQUEEZED = b"=", b"z"
_SHORTEST_SQUEEZED = 64
"""Bytes below which squeezing is not tried."""

Sealed = str | int | bytes | None
"""What a seal may cover."""


class ChooseRecord(msgspec.Struct, frozen=True, tag="choose", forbid_unknown_fields=True):
    """`Choose` on disk."""

    scene: str
    beat: str
    choice: str


class FlyRecord(msgspec.Struct, frozen=True, tag="fly", forbid_unknown_fields=True):
    """`Fly` on disk."""

    tick: int
    orders: tuple[OrderRecord, ...]


class LineRecord(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """`Line` on disk."""

    voice: Voice
    text: str
    speaker: str = ""
    ident: str = ""


_NO_FLIGHT = msgspec.Raw()
"""Stands where none is under way; this very object, so that it is known for the default and not written."""


class StateRecord(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """`State` on disk, as the difference from another; a whole state is the difference from nothing.

    Attributes:
        seed: and turn, phase, reel, scene, beat, clock, offers, ending: as they are.
        facts: those that are new or have another value.
        facts_gone: the names of those that are no more.
        once: the once-only choices that were added.
        once_gone: those that are no more.
        flight: whole, while one is under way.
    """

    seed: int
    turn: int
    phase: str
    reel: int
    scene: str
    beat: str
    clock: str
    offers: tuple[tuple[str, str], ...] = ()
    ending: str = ""
    facts: dict[str, Value] = {}
    facts_gone: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    once_gone: tuple[str, ...] = ()
    flight: msgspec.Raw = _NO_FLIGHT


_encode = msgspec.json.Encoder(order="deterministic").encode


def seal(*values: Sealed) -> bytes:
    """Return 16 bytes that are equal only for equal values: BLAKE2b (RFC 7693) over their MessagePack."""
    return blake2b(msgspec.msgpack.encode(values), digest_size=16).digest()


def state_seal(state: State) -> bytes:
    """Return the seal over a whole state; it does not depend on how the state is kept."""
    return blake2b(_encode(_difference(state, None)), digest_size=16).digest()


def pack(plain: bytes) -> bytes:
    """Return a part as it is kept: behind one mark, squeezed if that saves an eighth."""
    if len(plain) >= _SHORTEST_SQUEEZED:
        squeezed = zlib.compress(plain)
        if len(squeezed) * 8 < len(plain) * 7:
            return _SQUEEZED + squeezed
    return _PLAIN + plain


def unpack(packed: bytes) -> bytes:
    """Return what `pack` was given.

    Raises:
        msgspec.ValidationError: or `zlib.error`, if this is not what was written, or would be larger than any
            scene needs.
    """
    mark, rest = packed[:1], packed[1:]
    if mark == _PLAIN:
        return rest
    if mark != _SQUEEZED:
        raise msgspec.ValidationError(f"a part begins with {mark!r}")
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(rest, _LARGEST)
    if not unpacking.eof or unpacking.unused_data:
        raise msgspec.ValidationError("a squeezed part does not end where it should")
    return plain


def encode_state(state: State, parent: State | None) -> bytes:
    """Return a state as its difference from the parent's, or whole where there is none."""
    return _encode(_difference(state, parent))


def decode_state(plain: bytes, parent: State | None) -> State:
    """Return the state that `encode_state` was given together with the same parent.

    Raises:
        msgspec.MsgspecError: or another error of the decoders, if this is not what was written.
    """
    record = msgspec.json.decode(plain, type=StateRecord)
    facts = parent.known() if parent else {}
    once = set(parent.once) if parent else set[str]()
    for name in record.facts_gone:
        facts.pop(name, None)
    facts.update(record.facts)
    return State(
        seed=record.seed,
        turn=record.turn,
        phase=record.phase,
        reel=record.reel,
        place=Place(record.scene, record.beat),
        clock=record.clock,
        facts=freeze_facts(facts),
        once=tuple(sorted((once - set(record.once_gone)) | set(record.once))),
        offers=tuple(Offer(ident, label) for ident, label in record.offers),
        ending=record.ending,
        flight=_decode_flight(bytes(record.flight)) if record.flight else None,
    )


def encode_lines(lines: tuple[Line, ...]) -> bytes:
    """Return a moment's lines as they are kept."""
    return _encode([LineRecord(line.voice, line.text, line.speaker, line.ident) for line in lines])


def decode_lines(plain: bytes) -> tuple[Line, ...]:
    """Return the lines that `encode_lines` was given; raises as `decode_state` does."""
    records = msgspec.json.decode(plain, type=list[LineRecord])
    return tuple(Line(record.voice, record.text, record.speaker, record.ident) for record in records)


def encode_command(command: Command | None) -> bytes | None:
    """Return an order as it is kept; the first moment has none."""
    if command is None:
        return None
    if isinstance(command, Fly):
        return _encode(FlyRecord(command.tick, tuple(order_record(each) for each in command.orders)))
    return _encode(ChooseRecord(command.at.scene, command.at.beat, command.choice))


def decode_command(plain: bytes | None) -> Command | None:
    """Return the order that `encode_command` was given; raises as `decode_state` does."""
    if plain is None:
        return None
    record = msgspec.json.decode(plain, type=ChooseRecord | FlyRecord)
    if isinstance(record, FlyRecord):
        return Fly(record.tick, tuple(order_of(each) for each in record.orders))
    return Choose(Place(record.scene, record.beat), record.choice)


def encode_words(words: tuple[str, ...]) -> str:
    """Return a short list of words as one text."""
    return _encode(words).decode()


def decode_words(text: str) -> tuple[str, ...]:
    """Return the words that `encode_words` was given; raises as `decode_state` does."""
    return msgspec.json.decode(text, type=tuple[str, ...])


def _difference(state: State, parent: State | None) -> StateRecord:
    facts = state.known()
    before = parent.known() if parent else {}
    once, once_before = set(state.once), set(parent.once) if parent else set[str]()
    return StateRecord(
        seed=state.seed,
        turn=state.turn,
        phase=state.phase,
        reel=state.reel,
        scene=state.place.scene,
        beat=state.place.beat,
        clock=state.clock,
        offers=tuple((offer.ident, offer.label) for offer in state.offers),
        ending=state.ending,
        facts={name: value for name, value in facts.items() if not _is_same(value, before.get(name))},
        facts_gone=tuple(sorted(before.keys() - facts.keys())),
        once=tuple(sorted(once - once_before)),
        once_gone=tuple(sorted(once_before - once)),
        flight=_encode_flight(state.flight) if state.flight else _NO_FLIGHT,
    )


def _encode_flight(flight: Flight) -> msgspec.Raw:
    from game.storage.flight_codec import encode_flight

    return msgspec.Raw(encode_flight(flight))


def _decode_flight(plain: bytes) -> Flight:
    from game.storage.flight_codec import decode_flight

    return decode_flight(plain)


def _is_same(value: Value, before: Value | None) -> bool:
    # 1 == True in Python, and they are not the same fact.
    return type(value) is type(before) and value == before
