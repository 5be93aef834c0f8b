"""A flight that was flown, watched again with the same pieces with which it was seen.

Law: nothing here can change the flight; it is a `Playback` moved on, back, faster and slower. What only the
simulation knew is told here, since the flight is over. From any second of it the flight can be gone back to,
as a new take beside the one that is watched.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.screens.base import BACK, KEYS_HERE, QUIT
from game.app.screens.flight_scene import FlightScene
from game.app.screens.spoken_scene import FRAME_S, STILL_FRAME_S, SpokenScene
from game.app.screens.station_scene import StationScene
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.preview import PreviewPane
from game.app.widgets.preview_ask import Ask
from game.emergencies.docking import truth
from game.emergencies.flown import Kind
from game.emergencies.flown import clock as clock_of
from game.engine.recording import Playback, docking_of, station_of
from game.engine.station_debrief import station_sample_of
from game.vocabulary.flying import TICKS_PER_S
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
        ask: the line for the name of a what-if.
        pane: what differs from now, at the second that is shown.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("←→", "", "key.skip", "", 0),
        Key(", .", "", "key.step", "", 1),
        Key("1 2 4 8", "", "key.speed", "", 4),
        Key("Space", "space,p,P", "key.stand", "stand", 0),
        Key("Enter", "enter", "key.go_there", "go_there", 0),
        Key("I", "i,I", "key.what_if", "what_if", 0, first=True),
        Key("D", "d,D", "key.differs", "differs", 2),
        Key("V", "v,V", "key.turn_over", "turn_over", 3),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("debrief_screen.replay", "look.help", "what_if.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        *(Binding(str(speed), f"speed({speed})", show=False) for speed in SPEEDS),
        Binding("left,h,H", f"skip({-SKIP_S})", show=False),
        Binding("right,l,L", f"skip({SKIP_S})", show=False),
        Binding("comma", "step(-1)", show=False),
        Binding("full_stop", "step(1)", show=False),
        Binding("home", "seek(False)", show=False),
        Binding("end", "seek(True)", show=False),
    ]

    def __init__(
        self,
        house: House,
        recording: Recording,
        clock: Callable[[], float] = monotonic,
        *,
        moment: int | None = None,
        tick: int | None = None,
    ) -> None:
        """Make the screen.

        Args:
            house: the words, and the session.
            recording: what is watched.
            clock: a clock that never goes back [s].
            moment: of the flight or after it, to go back into it; None for the last one on the line to now.
            tick: where it is opened, standing; None begins at the beginning, and goes.
        """
        super().__init__(house)
        self.clock = clock
        self.ask = Ask()
        self.pane = PreviewPane(house, said=False)
        self.pane.add_class("low")
        self.pane.display = False
        self._moment = moment
        self.heading = Heading(house.say("debrief_screen.replay"))
        self.playback = Playback(recording)
        if tick is not None:
            self.playback = self.playback.sought(tick).toggled()
        self._state = recording.opening
        self._last_s: float | None = None
        self._frames: Timer | None = None

    def head(self) -> Widget:
        """Return the heading: what is watched is no take."""
        return self.heading

    def foot(self) -> Iterable[Widget]:
        """Return what differs from now, the line for a name, and the keys."""
        yield self.pane
        yield self.ask
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
        if not self.playback.paused:
            self.pane.display = False
        elif self.pane.display:
            self.pane.look(self._of_flight, self._tick)

    @property
    def _of_flight(self) -> int:
        """A moment of the flight or after it."""
        return self.house.session.present.moment if self._moment is None else self._moment

    @property
    def _tick(self) -> int:
        """The tick that is shown; of one that ended the flight, the last from which it can be flown."""
        recording = self.playback.recording
        return min(self.playback.tick, recording.ticks - (recording.ending is not None))

    async def action_go_there(self) -> None:
        """Go back to the second that is shown, as a new take."""
        await self.travel(lambda: self.house.session.go(self._of_flight, self._tick))

    def action_what_if(self) -> None:
        """Ask for the name of what shall be flown from the second that is shown."""
        self.stand_still()
        self._show()
        self.ask.ask("what_if", self.house.say("what_if.name"), self.house.say("what_if.name_hint"))

    async def on_ask_answered(self, message: Ask.Answered) -> None:
        """Go there, with that name."""
        self._close_ask()
        await self.travel(lambda: self.house.session.what_if(message.text, self._of_flight, self._tick))

    def on_ask_dropped(self) -> None:
        """Go on watching."""
        self._close_ask()

    def _close_ask(self) -> None:
        self.set_focus(None)
        self.ask.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the key that opens the line be a letter once it is open."""
        return action != "what_if" or not self.ask.asking

    def action_differs(self) -> None:
        """Stand, and show what differs from now; or no more."""
        self.stand_still()
        self.pane.display = not self.pane.display
        self._show()

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

    def action_skip(self, seconds: float) -> None:
        """Go some seconds on or back."""
        self.playback = self.playback.skipped(seconds)
        self._show()

    def action_step(self, by: int) -> None:
        """Stand, and go to the next second or to the one before: no second lies between two keys."""
        self.stand_still()
        second = self.playback.tick // TICKS_PER_S
        first = by < 0 and self.playback.tick % TICKS_PER_S
        self.playback = self.playback.sought((second + (0 if first else by)) * TICKS_PER_S)
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

    def __init__(
        self,
        house: House,
        recording: Recording,
        clock: Callable[[], float] = monotonic,
        *,
        moment: int | None = None,
        tick: int | None = None,
    ) -> None:
        super().__init__(house, recording, clock, moment=moment, tick=tick)
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


def replay_screen(
    house: House, recording: Recording, moment: int | None = None, tick: int | None = None
) -> PlayedBack:
    """Return the screen on which a recording is played back; ``moment`` and ``tick`` as for `PlayedBack`."""
    kind = ReplayScreen if recording.kind is Kind.DOCKING else StationReplayScreen
    return kind(house, recording, moment=moment, tick=tick)
