"""The engineer's panels: what the ship's seat, the laptop and the two loops tell, and nothing more.

Law: drawn from `game.emergencies.station.instruments` alone; what nobody tells stands there as dashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, Run, row_width
from game.app.widgets.cells import NONE, Cell, full_width, in_full, laid
from game.app.widgets.drawn import Drawn
from game.emergencies.station.limits import BATTERY_LOW, HEATING_K, REGAINED_TILT_RAD
from game.emergencies.station.state import InCharge, Pointing, Steering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.emergencies.station.instruments import StationReading

_LEVEL_DEG = REGAINED_TILT_RAD * 57.3
_FAR_DEG = 10.0
"""From here on it asks to act now that she is lost."""

_FAST_DEG_S = 0.1
_FULL = 0.98
"""From this share on the gyros are full."""

_SHORT_S = 300
"""Less light than this asks for care [s]. Chosen for play."""

_MINUTE_S = 60
_SECONDS = 2 * _MINUTE_S
"""Less than this is told in seconds [s]."""

_NARROW_MARGIN_KG = 5
_BLOCKS = 20
_ON, _OFF = "●", "○"


@dataclass(frozen=True, slots=True)
class PanelReading:
    """What the panel shows.

    Attributes:
        station: what the seat can know.
        time: how time passes, in words.
        rung: how hard it is, in a word.
        module: the jets that should not fire are the new module's, and nobody sits in the ship to stop them.
    """

    station: StationReading
    time: str
    rung: str
    module: bool = False


class StationPanel(Drawn):
    """The readings in two columns, where two have room beside each other; nothing of them is cut."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._reading: PanelReading | None = None
        self._height = 0
        self._tilt_deg = 0.0
        self._grows = False

    def show(self, reading: PanelReading) -> None:
        """Draw a reading."""
        if reading == self._reading:
            return
        self._reading = reading
        tilt_deg = reading.station.tilt_deg
        if tilt_deg is not None and tilt_deg != self._tilt_deg:
            self._grows, self._tilt_deg = tilt_deg > self._tilt_deg, tilt_deg
        self.redraw()
        if self._height and len(self._laid(self.content_size.width)) != self._height:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the readings take."""
        self._height = len(self._laid(width))
        return self._height

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the readings."""
        return self._laid(size.width)

    def _laid(self, width: int) -> Sequence[Row]:
        """Return the readings in as many rows as they take at a width."""
        if self._reading is None:
            return ()
        reading = self._reading.station
        ship = [(self._jet(reading), self._feed(reading)), (self._ship(reading), self._used(reading))]
        if self._reading.module:
            ship = [(self._module(reading), self._used(reading))]
        rows: list[Row] = [
            *in_full((self._over(reading), self._turns(reading)), width),
            *self._rates(reading, width),
            self._gyros(reading, width),
            *in_full((self._in_charge(reading), self._segment(reading)), width),
            *(row for pair in ship for row in in_full(pair, width)),
            *in_full((self._arrays(reading), self._sun(reading)), width),
            *in_full((self._power(reading), self._battery(reading)), width),
            *in_full((self._shed(reading), self._warm_or_film(reading)), width),
            *self._heard(reading, width),
            *in_full((self._site(reading), self._pace(self._reading)), width),
        ]
        return rows

    def _over(self, reading: StationReading) -> Cell:
        label = self._house.say("stn.panel.over")
        if reading.tilt_deg is None:
            return Cell(label, NONE, Ink.DIM)
        far = reading.tilt_deg > _LEVEL_DEG
        ink, sign = (Ink.CAUTION, "!") if far else (Ink.PROSE, "")
        if reading.lost and (reading.tilt_deg >= _FAR_DEG or self._grows):
            ink, sign = Ink.ACT, "!!"
        return Cell(label, self._house.say("stn.deg", degrees=f"{reading.tilt_deg:.1f}"), ink, sign)

    def _turns(self, reading: StationReading) -> Cell:
        label = self._house.say("stn.panel.rate")
        if reading.rate_deg_s is None:
            return Cell(label, NONE, Ink.DIM)
        fast = reading.rate_deg_s > _FAST_DEG_S
        value = self._house.say("stn.deg_s", rate=f"{reading.rate_deg_s:.3f}")
        return Cell(label, value, Ink.CAUTION if fast else Ink.PROSE, "!" if fast else "")

    def _rates(self, reading: StationReading, width: int) -> Sequence[Row]:
        """Return the rate about each axis, in one row where they have room, else a row each."""
        label = self._house.say("stn.panel.rates")
        if reading.rates_deg_s is None:
            return [laid(Cell(label, NONE, Ink.DIM), width)]
        pitch, yaw, roll = (f"{rate + 0.0:+.3f}" for rate in reading.rates_deg_s)
        together = Cell(label, self._house.say("stn.rates", pitch=pitch, yaw=yaw, roll=roll))
        if full_width(together) <= width:
            return [laid(together, width)]
        axes = (("pitch", pitch), ("yaw", yaw), ("roll", roll))
        labels = (label, "", "")
        return [
            laid(Cell(before, self._house.say(f"stn.rates.{axis}", rate=rate)), width)
            for before, (axis, rate) in zip(labels, axes, strict=True)
        ]

    def _gyros(self, reading: StationReading, width: int) -> Row:
        """Return how full the gyros are, as a bar."""
        label, share = self._house.say("stn.panel.gyros"), reading.momentum_share
        if share is None:
            return laid(Cell(label, NONE, Ink.DIM), width)
        full = share >= _FULL
        ink = Ink.CAUTION if full else Ink.PROSE if reading.gyros_on else Ink.DIM
        said = (
            self._house.say("stn.gyros.full")
            if full
            else self._house.say("stn.share", percent=round(100 * share))
        )
        sign = "! " if full else ""
        blocks = max(4, min(_BLOCKS, width - row_width(((label, ink), (sign + said, ink))) - 3))
        filled = min(blocks, round(share * blocks))
        bar = "▆" * filled + "▁" * (blocks - filled)
        pad = max(1, width - row_width(((label + bar + sign + said, ink),)) - 1)
        return ((label, Ink.DIM), (" " * pad, Ink.DIM), (bar, ink), (" ", Ink.DIM), (sign + said, ink))

    def _in_charge(self, reading: StationReading) -> Cell:
        nobody = reading.in_charge is InCharge.NOBODY
        value = self._house.say(f"stn.charge.{reading.in_charge.value}")
        return Cell(
            self._house.say("stn.panel.charge"),
            value,
            Ink.CAUTION if nobody or reading.fighting else Ink.PROSE,
            "!!" if reading.fighting else "!" if nobody else "",
        )

    def _segment(self, reading: StationReading) -> Cell:
        """Return what Zvezda's jets do, and whether they fire."""
        fires = any(reading.axes)
        quiet = reading.steering is Steering.OFF
        value = self._house.say(f"stn.steering.{reading.steering.value}")
        ink = Ink.ACCENT if fires else Ink.PAST if quiet else Ink.PROSE
        return Cell(self._house.say("stn.panel.segment"), value, ink, _ON if fires else "")

    def _jet(self, reading: StationReading) -> Cell:
        label, say = self._house.say("stn.panel.jet"), self._house.say
        if reading.firing:
            return Cell(label, say("stn.jet.firing", seconds=self._short(reading.thrust_s)), Ink.ACT, "!!")
        return Cell(label, say("stn.jet.off" if reading.control_on else "stn.jet.dead"), Ink.PAST)

    def _module(self, reading: StationReading) -> Cell:
        """Return what the new module's jets do, which nobody aboard can stop."""
        say = self._house.say
        if reading.firing:
            value = say("stn.jet.firing", seconds=self._short(reading.thrust_s))
            return Cell(say("stn.panel.module"), value, Ink.ACT, "!!")
        return Cell(say("stn.panel.module"), say("stn.jet.off"), Ink.PAST)

    def _short(self, seconds: int) -> str:
        """Return a time in one unit: seconds while there are few of them, else minutes begun."""
        if seconds < _SECONDS:
            return self._house.say("fly.seconds", seconds=seconds)
        return self._house.say("stn.minutes", minutes=-(-seconds // _MINUTE_S))

    def _feed(self, reading: StationReading) -> Cell:
        """Return which lines of the ship are open."""
        lines = (
            ("1", reading.manifold_1),
            ("2", reading.manifold_2),
            (self._house.say("stn.feed.valves"), reading.valves_open),
        )
        value = " ".join(f"{_ON if is_open else _OFF}{name}" for name, is_open in lines)
        return Cell(self._house.say("stn.panel.feed"), value)

    def _ship(self, reading: StationReading) -> Cell:
        margin = reading.margin_kg
        words = "stn.ship.kg" if margin >= 0 else "stn.ship.under"
        value = self._house.say(words, kg=reading.ship_kg, margin=abs(margin))
        if margin < 0:
            return Cell(self._house.say("stn.panel.ship"), value, Ink.ACT, "!!")
        near = margin <= _NARROW_MARGIN_KG
        return Cell(
            self._house.say("stn.panel.ship"), value, Ink.CAUTION if near else Ink.PROSE, "!" if near else ""
        )

    def _used(self, reading: StationReading) -> Cell:
        value = self._house.say("stn.segment.kg", kg=round(reading.segment_kg))
        return Cell(self._house.say("stn.panel.used"), value, Ink.PAST)

    def _arrays(self, reading: StationReading) -> Cell:
        left = "" if reading.arrays_s is None else self._short(reading.arrays_s)
        value = self._house.say(f"stn.arrays.{reading.pointing.value}", time=left).strip()
        hurt = bool(reading.lost_share)
        if hurt:
            percent = round(100 * (reading.lost_share or 0.0))
            value = f"{self._house.say('stn.arrays.hurt', percent=percent)} {value}"
        ink = Ink.CAUTION if hurt else Ink.PAST if reading.pointing is Pointing.TRACKING else Ink.PROSE
        return Cell(self._house.say("stn.panel.arrays"), value, ink, "!" if hurt else "")

    def _sun(self, reading: StationReading) -> Cell:
        say = self._house.say
        if reading.sunset_s is None:
            return Cell(say("stn.panel.sun"), say("stn.sun.night"), Ink.CAUTION, "!")
        short = reading.sunset_s < _SHORT_S
        value = self._short(reading.sunset_s)
        label = say("stn.panel.sunset")
        return Cell(label, value, Ink.CAUTION if short else Ink.PROSE, "!" if short else "")

    def _power(self, reading: StationReading) -> Cell:
        label = self._house.say("stn.panel.power")
        if reading.made_kw is None or reading.load_kw is None:
            return Cell(label, NONE, Ink.DIM)
        less = reading.made_kw < reading.load_kw
        value = self._house.say("stn.power.kw", made=round(reading.made_kw), load=round(reading.load_kw))
        return Cell(label, value, Ink.CAUTION if less else Ink.PROSE, "!" if less else "")

    def _battery(self, reading: StationReading) -> Cell:
        label = self._house.say("stn.panel.battery")
        if reading.charge is None:
            return Cell(label, NONE, Ink.DIM)
        percent, left = round(100 * reading.charge), reading.minutes_left
        value = (
            self._house.say("stn.battery", percent=percent)
            if left is None
            else self._house.say("stn.battery.left", percent=percent, minutes=left)
        )
        if reading.down:
            return Cell(label, value, Ink.ACT, "!!")
        low = reading.charge < BATTERY_LOW
        return Cell(label, value, Ink.CAUTION if low else Ink.PROSE, "!" if low else "")

    def _shed(self, reading: StationReading) -> Cell:
        loads = (("comfort", reading.comfort), ("film", reading.film), ("cooling", reading.cooling))
        off = [self._house.say(f"stn.loads.{name}") for name, is_on in loads if not is_on]
        label = self._house.say("stn.panel.loads")
        if reading.down:
            return Cell(label, self._house.say("stn.loads.down"), Ink.ACT, "!!")
        if not off:
            return Cell(label, self._house.say("stn.loads.none"), Ink.PAST)
        return Cell(label, " ".join(off))

    def _warm_or_film(self, reading: StationReading) -> Cell:
        """Return what the camera does, or how warm the cooling loops are once that asks for care."""
        if reading.loop_c is not None and reading.loop_c >= HEATING_K:
            value = self._house.say("stn.warm", degrees=f"{reading.loop_c:.1f}")
            return Cell(self._house.say("stn.panel.loops"), value, Ink.CAUTION, "!")
        rolls = self._house.say("stn.film.rolling" if reading.rolling else "stn.film.stopped")
        value = rolls if reading.shutters_open else self._house.say("stn.film.shut")
        return Cell(self._house.say("stn.panel.film"), value, Ink.ACCENT if reading.rolling else Ink.PAST)

    def _heard(self, reading: StationReading, width: int) -> Sequence[Row]:
        """Return who is heard, each with its sign, on as many rows as they take."""
        say = self._house.say
        label = say("stn.panel.heard")
        parts = (
            (say("stn.heard.site"), reading.site),
            (say("stn.heard.s_band", antenna=reading.antenna), reading.s_band),
            (say("stn.heard.ku"), reading.ku_band),
            (say("stn.heard.patched"), reading.moscow_heard),
            (say("stn.heard.houston"), reading.houston_heard),
        )
        rows: list[Row] = []
        runs: list[Run] = [(label, Ink.DIM)]
        for name, is_on in parts:
            piece: Row = (
                (f" {_ON if is_on else _OFF}", Ink.ACCENT if is_on else Ink.DIM),
                (name, Ink.PROSE if is_on else Ink.DIM),
            )
            if row_width((*runs, *piece)) > width:
                rows.append(tuple(runs))
                runs = [(" " * len(label), Ink.DIM)]
            runs += piece
        return [*rows, tuple(runs)]

    def _pace(self, reading: PanelReading) -> Cell:
        value = self._house.say("stn.pace", time=reading.time, rung=reading.rung)
        return Cell(self._house.say("stn.panel.time"), value, Ink.ACCENT)

    def _site(self, reading: StationReading) -> Cell:
        label = self._house.say("stn.panel.site")
        if reading.site_s is None:
            return Cell(label, NONE, Ink.DIM)
        return Cell(label, self._short(reading.site_s), Ink.PAST)
