"""The debrief, line by line: what a flight came to, which decisions did it, and a Retake from each.

Law: everything is computed from the recording; a Retake goes into the film as every other one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.debriefing import look_back
from game.plain.orders import Misread
from game.readout.charts import draw_chart, plain
from game.readout.debriefs import charts, decision_sentences, page, summary, timeline
from game.storage.recording_file import export_picture, export_recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine.debriefing import AnyDebrief
    from game.engine.recording import Recording
    from game.plain.paper import Paper
    from game.readout.phrasebook import Phrasebook
    from game.session import Session

_COLUMNS, _ROWS = 76, 16
"""Of a picture in characters."""

SIGN = "#"
"""Before the moment of a flight, as `/flights` prints it; a number without it is a decision's."""


@dataclass(frozen=True, slots=True)
class Again:
    """A tick of a flight that shall be taken again.

    Attributes:
        flight: the flight's moment, as `/flights` lists it; None for the one of this line.
        tick: from the beginning of that approach.
    """

    flight: int | None
    tick: int


class DebriefDesk:
    """Tells a flight, and keeps what took seconds to compute."""

    def __init__(
        self, session: Session, phrases: Phrasebook, paper: Paper, write: Callable[[str], None]
    ) -> None:
        """Sit down.

        Args:
            session: whose flight it is.
            phrases: the words.
            paper: how lines look.
            write: takes a block of text, and puts an empty line behind it.
        """
        self._session = session
        self._phrases = phrases
        self._paper = paper
        self._write = write
        self._known: tuple[Recording, AnyDebrief] | None = None

    def obey(self, order: str) -> Misread | Again | None:
        """Do what stands behind the word.

        Args:
            order: nothing for the debrief of the flight that is under way or was flown last on this line, in
                words; ``plots`` or ``save``; or a decision's number. ``#12`` in front of any of these means
                the flight with that moment, of any line.

        Returns:
            What refuses it, None when it is done, or what to take again.

        Raises:
            SaveRefused: if a file cannot be written.
        """
        of, rest = self._meant(order)
        if isinstance(of, Misread):
            return of
        recording = self._session.recording(of)
        if recording is None:
            if of is not None:
                return Misread("plain.no_flight_there", (("typed", of),))
            return Misread("debrief_screen.none", ())
        if rest not in {"", "plots", "save"} and not (rest.isascii() and rest.isdigit()):
            return Misread("plain.debrief_order", (("typed", rest[:40]),))
        found = self._found(recording)
        if rest == "":
            self._tell(found, of)
        elif rest == "plots":
            for picture in charts(found):
                self._write(plain(draw_chart(picture, self._phrases, _COLUMNS, _ROWS)))
        elif rest == "save":
            self._save(recording, found)
        else:
            return self._decision(rest, found, of)
        return None

    def _meant(self, order: str) -> tuple[int | Misread | None, str]:
        """Return the flight that is meant, None for the one of this line, and what is wanted of it."""
        if not order.startswith(SIGN):
            return None, order
        number, _, rest = order.removeprefix(SIGN).strip().partition(" ")
        moment = int(number[:9]) if number.isascii() and number.isdigit() else -1
        if 0 <= moment < self._session.present.moments:
            return moment, rest.strip()
        return Misread("plain.debrief_no_flight", (("typed", f"{SIGN}{number[:40]}"),)), ""

    def _decision(self, typed: str, found: AnyDebrief, of: int | None) -> Misread | Again:
        number = int(typed[:9])
        if not found.decisions:
            return Misread("plain.debrief_no_decision", ())
        if not 1 <= number <= len(found.decisions):
            return Misread("plain.debrief_no_such", (("typed", typed[:40]),))
        return Again(of, found.decisions[number - 1].tick)

    def _found(self, recording: Recording) -> AnyDebrief:
        if self._known is None or self._known[0] != recording:
            self._known = recording, look_back(recording)
        return self._known[1]

    def _tell(self, found: AnyDebrief, of: int | None) -> None:
        self._write(self._paper.wrap(" ".join(summary(found, self._phrases))))
        rows = [self._phrases.say("debrief_screen.decisions")]
        for number, (told, done) in enumerate(decision_sentences(found, self._phrases), 1):
            rows.append(self._paper.wrap(f"{number}. {told} {done}"))
        if not found.decisions:
            rows.append(self._paper.wrap(self._phrases.say("debrief_screen.no_decisions")))
        self._write("\n".join(rows))
        moments = [self._paper.wrap(f"{row.clock}  {row.text}") for row in timeline(found, self._phrases)]
        self._write("\n".join([self._phrases.say("debrief_screen.timeline"), *moments]))
        order = self._phrases.say("plain.debrief_this")
        if of is not None:
            order = self._phrases.say("plain.debrief_of", flight=of)
        more = "plain.debrief_more" if found.decisions else "plain.debrief_more_none"
        self._write(self._paper.wrap(self._phrases.say(more, order=order)))

    def _save(self, recording: Recording, found: AnyDebrief) -> None:
        folder = self._session.can.ensure_folder()
        svg = page(found, self._phrases)
        for path in (export_picture(folder, recording, svg), export_recording(folder, recording)):
            self._write(self._paper.wrap(self._phrases.say("debrief_screen.saved", file=str(path))))
