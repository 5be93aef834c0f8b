"""A flight that was flown, watched again with the same pieces with which it was seen.

Law: nothing here can change the flight; it is a `Playback` moved on, back, faster and slower. What only the
simulation knew is told here, since the flight is over.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.screens.base import BACK, QUIT
from game.app.screens.flight_scene import FlightScene
from game.app.screens.spoken_scene import FRAME_S, STILL_FRAME_S, SpokenScene
from game.app.screens.station_scene import StationScene
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.emergencies.docking import truth
from game.emergencies.flown import Kind
from game.emergencies.flown import clock as clock_of
from game.engine.recording import Playback, docking_of, station_of
from game.engine.station_debrief import station_sample_of
from game.vocabulary.values import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from game.app.house import House
    from game.emergencies.flown import Simulated
    from game.engine.recording import Recording

SKIP_S = 10.0
"""How far one key goes on or back [s]."""

SPEEDS = (1, 2, 4, 8)
"""Seconds of flight in a second."""


class PlayedBack(SpokenScene):
    """A recording, from its beginning; what of a state is seen, the screen of each emergency knows.

    Attributes:
        clock: a clock that never goes back [s]; the machine's own.
        playback: where it stands, and how fast it goes.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("←→", "", "key.skip", "", 0),
        Key("1 2 4 8", "", "key.speed", "", 0),
        Key("Space", "space,p,P", "key.stand", "stand", 0),
        Key("I", "i,I", "key.turn_over", "turn_over", 2),
        BACK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        *(Binding(str(speed), f"speed({speed})", show=False) for speed in SPEEDS),
        Binding("left,h,H", "skip(-1)", show=False),
        Binding("right,l,L", "skip(1)", show=False),
        Binding("home", "seek(False)", show=False),
        Binding("end", "seek(True)", show=False),
    ]

    def __init__(self, house: House, recording: Recording, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house)
        self.clock = clock
        self.heading = Heading(house.say("debrief_screen.replay"))
        self.playback = Playback(recording)
        self._state = recording.opening
        self._last_s: float | None = None
        self._frames: Timer | None = None

    def head(self) -> Widget:
        """Return the heading: what is watched is no take."""
        return self.heading

    def foot(self) -> Iterable[Widget]:
        """Return the keys."""
        yield self.key_line

    def on_mount(self) -> None:
        """Show the opening, and go."""
        still = app_of(self).animation_level == "none"
        self._frames = self.set_interval(STILL_FRAME_S if still else FRAME_S, self.beat)
        self.set_out(app_of(self).size)
        self._show()

    def beat(self) -> None:
        """Move on by the time that has passed."""
        now_s = self.clock()
        passed_s = 0.0 if self._last_s is None else now_s - self._last_s
        self._last_s = now_s
        moved = self.playback.advanced(passed_s)
        if moved != self.playback:
            shown, self.playback = self.playback.tick, moved
            if moved.tick != shown:
                self._show()

    def _show(self) -> None:
        state = self.playback.state(self._state)
        self._state = state
        speed = self.house.say("debrief_screen.speed", speed=f"{self.playback.speed:g}")
        stands = self.house.say("debrief_screen.stands")
        self.talk.show_all(
            heard
            for said in self.playback.recording.said
            if said.tick <= state.tick
            for heard in self.heard((Line(said.voice, said.text, said.who),), said.tick)
        )
        self.heading.set_count(clock_of(state).split(" ")[1])
        self.show_state(state, stands if self.playback.paused else speed)
        self.tell_truth(state)

    def show_state(self, state: Simulated, time: str) -> None:
        """Draw a state.

        Args:
            state: of the flight.
            time: how fast it goes, in words.
        """
        raise NotImplementedError

    def tell_truth(self, state: Simulated) -> None:
        """Say how it truly was."""
        raise NotImplementedError

    def hush(self) -> None:
        """Say how it truly was: that stands when nothing else does."""
        self.tell_truth(self._state)

    def action_stand(self) -> None:
        """Stand, or go on; from the end, from the beginning."""
        self.playback = self.playback.toggled()
        self._show()

    def action_skip(self, by: int) -> None:
        """Go ten seconds on or back."""
        self.playback = self.playback.skipped(by * SKIP_S)
        self._show()

    def action_seek(self, to_end: bool) -> None:
        """Go to the beginning or the end."""
        self.playback = self.playback.sought(self.playback.recording.ticks if to_end else 0)
        self._show()

    def action_speed(self, speed: int) -> None:
        """Go at a speed."""
        self.playback = self.playback.at_speed(float(speed))
        self._show()

    def turn_over(self) -> None:
        """Show the next of the pieces that have no room beside each other."""
        raise NotImplementedError

    def action_turn_over(self) -> None:
        """Show panel or talk where there is no room for both."""
        self.turn_over()

    def on_screen_suspend(self) -> None:
        """Stand while something lies over it."""
        self.stand_still()

    def stand_still(self) -> None:
        """Stand until a key goes on."""
        if not self.playback.paused:
            self.playback = self.playback.toggled()


class ReplayScreen(PlayedBack, FlightScene):
    """A docking played back."""

    def __init__(self, house: House, recording: Recording, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house, recording, clock)
        self.has_pad = False

    def show_state(self, state: Simulated, time: str) -> None:
        """Draw the glass and the panel."""
        self.show_flight(docking_of(state), "", time)

    def tell_truth(self, state: Simulated) -> None:
        """Say where the ship truly was."""
        true = truth.read(docking_of(state))
        self.tell(
            "debrief_screen.truth",
            range=f"{true.range_m:.1f}",
            closing=f"{true.closing_m_s:.2f}",
            off=f"{true.miss_m:.2f}",
            angle=f"{true.angle_deg:.1f}",
        )

    def turn_over(self) -> None:
        """Show panel or talk."""
        FlightScene.turn_over(self)


class StationReplayScreen(PlayedBack, StationScene):
    """An emergency of the station played back."""

    def show_state(self, state: Simulated, time: str) -> None:
        """Draw the picture, the panel and the map."""
        self.show_station(station_of(state), time)

    def tell_truth(self, state: Simulated) -> None:
        """Say how far over she truly was, and on what power."""
        sample = station_sample_of(station_of(state))
        self.tell(
            "debrief_screen.station_truth",
            tilt=f"{sample.tilt_deg:.1f}",
            rate=f"{sample.rate_deg_s:.3f}",
            momentum=f"{100.0 * sample.momentum:.0f}",
            charge=f"{100.0 * sample.charge:.0f}",
        )

    def turn_over(self) -> None:
        """Show panel, map, or more of the talk."""
        StationScene.turn_over(self)


def replay_screen(house: House, recording: Recording) -> PlayedBack:
    """Return the screen on which a recording is played back."""
    if recording.kind is Kind.DOCKING:
        return ReplayScreen(house, recording)
    return StationReplayScreen(house, recording)
