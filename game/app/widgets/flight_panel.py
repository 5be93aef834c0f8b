"""The commander's panel in a flight, and nothing that the commander would not have.

Law: drawn from `game.emergencies.docking.instruments` alone. Range and closing speed stand there as dashes:
the unit that knew them is dead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, Run, fit, row_width
from game.app.widgets.cells import NONE, TWO_COLUMNS, Cell, laid, side_by_side
from game.app.widgets.drawn import Drawn
from game.emergencies.docking.watch import FUEL_LOW_KG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.emergencies.docking.instruments import Instruments

SHORT_S = 60
"""Less light or radio than this asks for care [s]. Chosen for play: the ground calls the last minute."""


@dataclass(frozen=True, slots=True)
class PanelReading:
    """What the panel shows.

    Attributes:
        instruments: the ship's own.
        tap: how long the next tap is, in words; ``""`` where nothing can be tapped.
        time: how time passes, in words.
        dark: whether it is night out there.
        ground: whether there is a ground that could be heard; the trainer has none.
        called_m: the range that was called last, as it was said [m]; 0 for none yet.
        called_ago_s: how long ago it was measured [s].
    """

    instruments: Instruments
    tap: str
    time: str
    dark: bool
    ground: bool
    called_m: float = 0.0
    called_ago_s: int = 0


class FlightPanel(Drawn):
    """The readings in two columns."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._reading: PanelReading | None = None

    def show(self, reading: PanelReading) -> None:
        """Draw a reading."""
        if reading != self._reading:
            self._reading = reading
            self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the readings take."""
        return 8 if width >= TWO_COLUMNS else 14

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the readings."""
        if self._reading is None:
            return ()
        reading, width = self._reading, size.width
        pairs = self._pairs(reading)
        rows: list[Row] = []
        for number, (left, right) in enumerate(pairs):
            if number == len(pairs) - 3:
                rows.append(self._rates(reading.instruments, width))
            rows += side_by_side((left, right), width)
        return [*rows, self._switches(reading.instruments, width)]

    def _pairs(self, reading: PanelReading) -> list[tuple[Cell, Cell]]:
        say, panel = self._house.say, reading.instruments
        jets = " ".join(say(f"fly.jet.{jet}") for jet in panel.jets)
        low = panel.propellant_kg < FUEL_LOW_KG
        felt = panel.counted_m_s
        counted = NONE if felt is None else say("fly.m_s", speed=f"{felt + 0.0:+.2f}")
        return [
            (self._light(reading), self._radio(reading)),
            (
                Cell(
                    say("fly.panel.fuel"),
                    say("fly.kg", kg=round(panel.propellant_kg)),
                    Ink.CAUTION if low else Ink.PROSE,
                    "!" if low else "",
                ),
                Cell(say("fly.panel.home"), say("fly.kg", kg=round(panel.home_kg)), Ink.PAST),
            ),
            (
                Cell(say("fly.panel.jets"), jets or say("fly.jet.none"), Ink.ACCENT if jets else Ink.PAST),
                Cell(say("fly.panel.sets"), str(panel.sets)),
            ),
            (
                Cell(say("fly.panel.range"), NONE, Ink.DIM),
                self._called(reading),
            ),
            (
                Cell(say("fly.panel.counted"), counted, Ink.DIM if counted == NONE else Ink.PROSE),
                Cell(
                    say("fly.panel.word"),
                    say("fly.word.given" if panel.go else "fly.word.not_yet"),
                    Ink.PROSE if panel.go else Ink.PAST,
                ),
            ),
            (
                Cell(say("fly.panel.pulse"), reading.tap or NONE, Ink.ACCENT if reading.tap else Ink.DIM),
                Cell(say("fly.panel.pace"), reading.time, Ink.ACCENT),
            ),
        ]

    def _called(self, reading: PanelReading) -> Cell:
        """Return the range as somebody said it, with its age; the ship itself knows none."""
        label = self._house.say("fly.panel.called")
        if not reading.called_m:
            return Cell(label, NONE, Ink.DIM)
        metres = f"{reading.called_m:.1f}".removesuffix(".0")
        told = self._house.say("fly.called", metres=metres, seconds=reading.called_ago_s)
        return Cell(label, told, Ink.PAST)

    def _light(self, reading: PanelReading) -> Cell:
        say, label = self._house.say, self._house.say("fly.panel.light")
        if reading.dark:
            return Cell(label, say("fly.light.dark"), Ink.CAUTION, "!")
        left_s = reading.instruments.light_left_s
        return Cell(label, say("fly.light.day")) if left_s is None else self._left(label, left_s)

    def _radio(self, reading: PanelReading) -> Cell:
        say, label = self._house.say, self._house.say("fly.panel.radio")
        left_s = reading.instruments.radio_left_s
        if not reading.ground:
            return Cell(label, NONE, Ink.DIM)
        return (
            Cell(label, say("fly.radio.relay"), Ink.CAUTION, "!")
            if left_s is None
            else self._left(label, left_s)
        )

    def _left(self, label: str, left_s: float) -> Cell:
        """Return the cell of something that ends."""
        say = self._house.say
        minutes, seconds = divmod(max(0, round(left_s)), 60)
        short = left_s < SHORT_S
        ink, sign = (Ink.CAUTION, "!") if short else (Ink.PROSE, "")
        return Cell(label, say("fly.left", minutes=minutes, seconds=f"{seconds:02d}"), ink, sign)

    def _rates(self, panel: Instruments, width: int) -> Row:
        say = self._house.say
        pitch, yaw, roll = (f"{round(rate, 2) + 0.0:+.2f}" for rate in panel.rates_deg_s)
        label = say("fly.panel.rates")
        value = say("fly.rates", pitch=pitch, yaw=yaw, roll=roll)
        room = width - row_width(((label, Ink.DIM),)) - 1
        fast = any(abs(rate) > 0.5 for rate in panel.rates_deg_s)
        return laid(
            Cell(label, fit(value, room), Ink.CAUTION if fast else Ink.PROSE, "!" if fast else ""), width
        )

    def _switches(self, panel: Instruments, width: int) -> Row:
        runs: list[Run] = []
        for name, is_on in (
            ("rate_hold", panel.rate_hold),
            ("lamp", panel.lamp),
            ("filter", panel.filter_on),
            ("narrow", panel.narrow),
        ):
            word = self._house.say(f"fly.switch.{name}")
            piece: tuple[Run, ...] = (
                ("● " if is_on else "○ ", Ink.ACCENT if is_on else Ink.DIM),
                (word + "  ", Ink.PROSE if is_on else Ink.DIM),
            )
            if row_width((*runs, *piece)) - 2 <= width:
                runs += piece
        return tuple(runs)
