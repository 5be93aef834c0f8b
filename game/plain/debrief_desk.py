"""The debrief, line by line: what the last flight came to, which decisions did it, and a Retake from each.

Law: everything is computed from the recording; a Retake goes into the film as every other one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.debriefing import look_back
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
        self._known: tuple[Recording, AnyDebrief] | None = None

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
            for picture in charts(found):
                self._write(plain(draw_chart(picture, self._phrases, _COLUMNS, _ROWS)))
        elif order == "save":
            self._save(recording, found)
        else:
            number = int(order[:9])
            if not found.decisions:
                return "plain.debrief_no_decision"
            if not 1 <= number <= len(found.decisions):
                return "plain.debrief_no_such"
            return found.decisions[number - 1].tick
        return ""

    def _found(self, recording: Recording) -> AnyDebrief:
        if self._known is None or self._known[0] != recording:
            self._known = recording, look_back(recording)
        return self._known[1]

    def _tell(self, found: AnyDebrief) -> None:
        self._write(self._paper.wrap(" ".join(summary(found, self._phrases))))
        rows = [self._phrases.say("debrief_screen.decisions")]
        for number, (told, done) in enumerate(decision_sentences(found, self._phrases), 1):
            rows.append(self._paper.wrap(f"{number}. {told} {done}"))
        if not found.decisions:
            rows.append(self._paper.wrap(self._phrases.say("debrief_screen.no_decisions")))
        self._write("\n".join(rows))
        moments = [self._paper.wrap(f"{row.clock}  {row.text}") for row in timeline(found, self._phrases)]
        self._write("\n".join([self._phrases.say("debrief_screen.timeline"), *moments]))
        more = "plain.debrief_more" if found.decisions else "plain.debrief_more_none"
        self._write(self._paper.wrap(self._phrases.say(more)))

    def _save(self, recording: Recording, found: AnyDebrief) -> None:
        folder = self._session.can.ensure_folder()
        svg = page(found, self._phrases)
        for path in (export_picture(folder, recording, svg), export_recording(folder, recording)):
            self._write(self._paper.wrap(self._phrases.say("debrief_screen.saved", file=str(path))))
