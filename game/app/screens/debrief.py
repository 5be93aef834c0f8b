"""The debrief: what the last flight came to, the decisions that did it, and the four pictures.

Law: everything here is computed from the recording, beside the play; a Retake goes into the film as every
other one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink, Row
from game.app.screenplay import breaks
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.page import Page
from game.engine.debriefing import look_back
from game.engine.decisions import DECISIONS
from game.readout.charts import Pen, draw_chart
from game.readout.debrief_words import Kind
from game.readout.debriefs import charts, decision_sentences, page, summary, timeline
from game.storage.recording_file import export_picture, export_recording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.engine.debriefing import AnyDebrief
    from game.engine.recording import Recording

WIDEST = 100
"""Columns of a picture; wider ones say nothing more. Chosen for reading."""

PICTURE_ROWS = 15

_INKS = {
    Pen.BLANK: Ink.DIM,
    Pen.FRAME: Ink.DIM,
    Pen.LABEL: Ink.DIM,
    Pen.TITLE: Ink.HEAD,
    Pen.MARK: Ink.DIM,
    Pen.LIMIT: Ink.CAUTION,
    Pen.TRAINED: Ink.EARTH,
    Pen.HISTORY: Ink.DIM,
    Pen.SECOND: Ink.WING,
    Pen.FLOWN: Ink.PROSE,
    Pen.CALL: Ink.ACCENT,
}
_KINDS = {Kind.FLOWN: Ink.PROSE, Kind.CALL: Ink.ACCENT, Kind.HISTORY: Ink.DIM}


class DebriefScreen(RoomScreen):
    """A page about one flight.

    Attributes:
        found: the debrief, as far as it is computed.
        complete: whether it is all there, the decisions with it.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("", "", "key.retake_there", "", 0),
        Key("P", "p,P", "key.play_back", "play_back", 0),
        Key("L", "l,L", "key.look_first", "look_first", 1),
        Key("S", "s,S", "key.save_pictures", "save_pictures", 2),
        Key("R", "r,R", "key.save_recording", "save_recording", 2),
        Key("Space", "", "key.page", "", 3),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("debrief_screen.title", "look.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        *(Binding(str(number), f"retake({number})", show=False) for number in range(1, DECISIONS + 1)),
        Binding("f,F", "leave", show=False),
    ]

    def __init__(self, house: House, moment: int | None = None) -> None:
        """Make the screen.

        Args:
            house: the words, and the session.
            moment: of the flight or after it; None for the last flight on the line to now.
        """
        super().__init__(house)
        self.heading = Heading(house.say("debrief_screen.title"))
        self._moment = moment
        self._look_first = False
        self.page = Page(self._rows, WIDEST)
        self.found: AnyDebrief | None = None
        self.complete = False
        self._recording: Recording | None = None

    def compose(self) -> ComposeResult:
        """Put the page between the heading and the keys."""
        yield self.heading
        yield self.page
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Fly it again beside the screen, so that a key is heard meanwhile."""
        self.set_focus(self.page)
        session = self.house.session
        self._recording = session.recording(self._moment) if session.is_open else None
        if self._recording is None:
            self.tell("debrief_screen.none", refused=True)
            return
        self.tell("debrief_screen.working")
        self.run_worker(self._compute, thread=True, exclusive=True)

    def _compute(self) -> None:
        """Compute the debrief beside the screen: at once what is quickly found, then what takes seconds."""
        recording = self._recording
        if recording is None:
            return
        for decide in (False, True):
            found = look_back(recording, decide=decide)
            if not (self.is_attached and app_of(self).is_running):
                return
            app_of(self).call_from_thread(self._show, found)
        app_of(self).call_from_thread(self._finish)

    def _show(self, found: AnyDebrief) -> None:
        self.found = found
        self.page.on_resize()

    def _finish(self) -> None:
        self.complete = True
        self.offer()
        self.hush()
        self.page.on_resize()

    def offer(self) -> None:
        """Show the keys of the decisions that there are."""
        many = len(self.found.decisions) if self.found is not None else 0
        self.key_line.set_range(many)

    def on_page_moved(self) -> None:
        """Say whether there is more to read."""
        self.status.set_aside(self.house.say("play.more") if self.page.more else "")

    def _rows(self, measure: int) -> Sequence[Row]:
        found = self.found
        if found is None:
            return ()
        rows: list[Row] = []
        words = min(measure, self.house.profile.text_width)
        for sentence in summary(found, self.house.phrases):
            rows += _wrapped(sentence, words, Ink.PROSE)
        rows += [(), ((self.house.say("debrief_screen.decisions"), Ink.HEAD),)]
        if not found.decisions:
            told = "debrief_screen.no_decisions" if self.complete else "debrief_screen.working"
            rows += _wrapped(self.house.say(told), words, Ink.DIM)
        for number, (told, done) in enumerate(decision_sentences(found, self.house.phrases), 1):
            lines = [*_wrapped(told, words - 3, Ink.PROSE), *_wrapped(done, words - 3, Ink.PAST)]
            for at, line in enumerate(lines):
                rows.append((((f"{number}  " if at == 0 else "   "), Ink.ACCENT), *line))
        for picture in charts(found):
            rows.append(())
            rows += [
                tuple((text, _INKS[pen]) for text, pen in row)
                for row in draw_chart(picture, self.house.phrases, max(40, measure), PICTURE_ROWS)
            ]
        rows += [(), ((self.house.say("debrief_screen.timeline"), Ink.HEAD),)]
        for moment in timeline(found, self.house.phrases):
            lines = _wrapped(moment.text, words - 10, _KINDS[moment.kind])
            for at, line in enumerate(lines):
                rows.append((((f"{moment.clock}  " if at == 0 else " " * 10), Ink.DIM), *line))
        return rows

    async def action_retake(self, number: int) -> None:
        """Take the flight again from before a decision, or look at it first."""
        if self.found is None or not self.complete:
            self.tell("debrief_screen.wait" if self._recording else "debrief_screen.none", refused=True)
            return
        if number > len(self.found.decisions):
            self.tell("debrief_screen.no_such", number=number, refused=True)
            return
        tick = self.found.decisions[number - 1].tick
        if self._look_first:
            self._play_back(tick)
        else:
            await self.travel(lambda: self.house.session.retake_to_tick(tick, self._moment))

    def action_look_first(self) -> None:
        """Let a number open the recorder at its decision, or go there at once."""
        self._look_first = not self._look_first
        self.key_line.reword("key.retake_there", "key.look_there" if self._look_first else "key.retake_there")
        self.tell("debrief_screen.look_first" if self._look_first else "debrief_screen.at_once")

    def action_play_back(self) -> None:
        """Watch the flight again."""
        self._play_back(None)

    def _play_back(self, tick: int | None) -> None:
        if self._recording is None:
            self.tell("debrief_screen.none", refused=True)
            return
        from game.app.screens.replay import replay_screen

        app_of(self).push_screen(replay_screen(self.house, self._recording, self._moment, tick))

    def action_save_pictures(self) -> None:
        """Write the four pictures into the folder of the films."""
        recording, found = self._recording, self.found
        if recording is None or found is None or not self.complete:
            self.tell("debrief_screen.wait" if recording else "debrief_screen.none", refused=True)
            return
        svg = page(found, self.house.phrases)
        self._tell_file(self.attempt(lambda: export_picture(self._folder(), recording, svg)))

    def action_save_recording(self) -> None:
        """Write the recording into the folder of the films."""
        recording = self._recording
        if recording is None:
            self.tell("debrief_screen.none", refused=True)
            return
        self._tell_file(self.attempt(lambda: export_recording(self._folder(), recording)))

    def _folder(self) -> Path:
        return self.house.session.can.ensure_folder()

    def _tell_file(self, path: Path | None) -> None:
        if path is not None:
            self.tell("debrief_screen.saved", file=str(path))


def _wrapped(text: str, measure: int, ink: Ink) -> list[Row]:
    return [((text[start:stop], ink),) for start, stop in breaks(text, measure)]
