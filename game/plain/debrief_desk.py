"""The debrief, line by line: what the last flight came to, which decisions did it, and a Retake from each.

Law: everything is computed from the recording; a Retake goes into the film as every other one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.debrief import debrief, trained_flight
from game.readout.debrief_words import decision_sentences, summary, timeline
from game.readout.plots import Plot, draw, plain
from game.readout.plots_svg import debrief_svg
from game.storage.recording_file import export_picture, export_recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine.debrief import Debrief
    from game.engine.recording import Recording
    from game.plain.paper import Paper
    from game.readout.phrasebook import Phrasebook
    from game.session import Session

_COLUMNS, _ROWS = 76, 16
"""Of a picture in characters."""


class DebriefDesk:
    """Tells the last flight, and keeps what took seconds to compute."""

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
        self._known: tuple[Recording, Debrief] | None = None

    def obey(self, order: str) -> str | int:
        """Do what stands behind the word.

        Args:
            order: nothing for the debrief in words, ``plots`` or ``save``, or a decision's number.

        Returns:
            The id of the phrase that refuses it, ``""`` when it is done, or the tick to take again.

        Raises:
            SaveRefused: if a file cannot be written.
        """
        recording = self._session.recording()
        if recording is None:
            return "debrief_screen.none"
        if order not in {"", "plots", "save"} and not (order.isascii() and order.isdigit()):
            return "plain.debrief_order"
        found = self._found(recording)
        if order == "":
            self._tell(found)
        elif order == "plots":
            for plot in Plot:
                self._write(plain(draw(found, plot, self._phrases, _COLUMNS, _ROWS)))
        elif order == "save":
            self._save(recording, found)
        else:
            number = int(order[:9])
            if not 1 <= number <= len(found.decisions):
                return "plain.debrief_order"
            return found.decisions[number - 1].tick
        return ""

    def _found(self, recording: Recording) -> Debrief:
        if self._known is None or self._known[0] != recording:
            self._known = recording, debrief(recording, trained_flight(recording))
        return self._known[1]

    def _tell(self, found: Debrief) -> None:
        self._write(self._paper.wrap(" ".join(summary(found, self._phrases))))
        rows = [self._phrases.say("debrief_screen.decisions")]
        for number, decision in enumerate(found.decisions, 1):
            told, done = decision_sentences(found, decision, self._phrases)
            rows.append(self._paper.wrap(f"{number}. {told} {done}"))
        if not found.decisions:
            rows.append(self._paper.wrap(self._phrases.say("debrief_screen.no_decisions")))
        self._write("\n".join(rows))
        moments = [self._paper.wrap(f"{row.clock}  {row.text}") for row in timeline(found, self._phrases)]
        self._write("\n".join([self._phrases.say("debrief_screen.timeline"), *moments]))
        self._write(self._paper.wrap(self._phrases.say("plain.debrief_more")))

    def _save(self, recording: Recording, found: Debrief) -> None:
        folder = self._session.can.ensure_folder()
        svg = debrief_svg(found, self._phrases, summary(found, self._phrases))
        for path in (export_picture(folder, recording, svg), export_recording(folder, recording)):
            self._write(self._paper.wrap(self._phrases.say("debrief_screen.saved", file=str(path))))
