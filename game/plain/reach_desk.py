"""Every moment is a place, line by line: back and forth, a look ahead, and what if.

Law: nothing that was played is lost by any of it; a look changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.mission.phases import DOCKING_LANDINGS, DRILL_LANDINGS, LESSON_LANDINGS, STATION_LANDINGS
from game.plain.moment_words import Spot, length, read_spot, span_to, split_moment
from game.plain.orders import Misread
from game.plain.teller import was_refused
from game.readout.panel import read_day
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from game.engine.state import State
    from game.narrative.book import Declarations
    from game.narrative.previously import Recaps
    from game.plain.debrief_desk import DebriefDesk
    from game.plain.teller import Teller
    from game.readout.previews import PreviewRow
    from game.readout.recap import Length
    from game.session import Flown, Present, Preview

_SIGN, _PLAIN_SIGN = "›", "-"
"""Before what was chosen: on the screen, and where a sign may have to be spoken; there before orders too."""

_LANDINGS = frozenset((*DOCKING_LANDINGS, *LESSON_LANDINGS, *STATION_LANDINGS, *DRILL_LANDINGS))


class ReachDesk:
    """Goes to any moment of the open playthrough.

    Attributes:
        orders: what it does, by the word that is typed.
    """

    def __init__(self, teller: Teller, read_recaps: Callable[[Declarations], Recaps]) -> None:
        """Sit down.

        Args:
            teller: who speaks.
            read_recaps: gives the sentences of what happened before, when they are asked for.
        """
        self.orders: Mapping[str, Callable[[str], None]] = {
            "retake": self.retake,
            "undo": self.undo,
            "redo": self.redo,
            "go": self.go,
            "look": self.look,
            "what-if": self.what_if,
            "on": self.on,
            "flights": self.flights,
            "debrief": self.debrief,
            "previously": self.previously,
        }
        self._teller = teller
        self._session = teller.session
        self._debriefing: DebriefDesk | None = None
        self._read_recaps = read_recaps
        self._recaps: Recaps | None = None
        self._welcomed: set[str] = set()

    def undo(self, _: str) -> None:
        """Take back the last Retake, load or what-if."""
        self._teller.stand(self._session.undo())

    def redo(self, _: str) -> None:
        """Make again what was taken back."""
        self._teller.stand(self._session.redo())

    def retake(self, count: str) -> None:
        """Go back one choice, or several."""
        if count and not (count.isascii() and count.isdigit() and int(count[:9]) >= 1):
            self._teller.refuse("retake.number", typed=count[:40])
            return
        self._teller.stand(self._session.retake(int(count[:9]) if count else 1))

    def go(self, typed: str) -> None:
        """Go to a moment, in a flight to a second of it."""
        spot = self._spot(typed)
        if spot is not None:
            self._teller.stand(self._session.go(spot.moment, spot.tick))

    def what_if(self, typed: str) -> None:
        """The same, and what is shot from there has a name, if one was typed."""
        moment, name = split_moment(typed)
        spot = self._spot(moment)
        if spot is not None:
            self._teller.stand(self._session.what_if(name, spot.moment, spot.tick))

    def look(self, typed: str) -> None:
        """Tell what a moment is like, and what became otherwise since; play stays where it is."""
        spot = self._spot(typed)
        if spot is None:
            return
        preview = self._session.look(spot.moment, spot.tick)
        self._teller.write("\n\n".join(self._looked(preview)))
        if preview.state != preview.present:
            self._teller.say("plain.look_more", spot=typed.removeprefix("#"))

    def _looked(self, preview: Preview) -> Iterator[str]:
        """Yield a preview in paragraphs; what belongs under a heading stands under it."""
        from game.readout.previews import About, Looked, read_preview, say_preview
        from game.readout.story_map import build_map

        session = self._session
        now = session.present.moment
        looked = Looked(
            state=preview.state,
            present=preview.present,
            lines=preview.frame.lines,
            there=preview.there,
            here=preview.here,
            untried=build_map(session.twigs(), now).untried_at(preview.moment),
            is_now=preview.state == preview.present,
        )
        rows: list[PreviewRow] = []
        for row in say_preview(read_preview(session.book, looked), self._teller.phrases):
            if rows and row.about not in {About.CHOSEN, About.MORE}:
                yield self._block(rows)
                rows = []
            if row.about is About.PANEL:
                # Who flies by lines is told the whole picture, and the panel in it.
                yield self._seen_at(preview.state)
            else:
                rows.append(row)
        yield self._block(rows)

    def _seen_at(self, state: State) -> str:
        """Return what is perceived in a flight, as a desk tells it that has told nothing yet."""
        if state.flight is None:
            return ""
        from game.plain.flight_seats import take_seat

        there = replace(self._session.present, state=state, lines=())
        return take_seat(state.flight.sim, self._teller).situation(there, whole=True)

    def _block(self, rows: list[PreviewRow]) -> str:
        from game.readout.previews import About

        def told(row: PreviewRow) -> str:
            text = row.text.replace(_SIGN, _PLAIN_SIGN)
            bare = row.about is About.CHOSEN and not text.startswith(_PLAIN_SIGN)
            return f"{_PLAIN_SIGN} {text}" if bare else text

        paper = self._teller.paper
        return "\n".join(paper.item(told(row)) if row.line is None else paper.line(row.line) for row in rows)

    def on(self, _: str) -> None:
        """Go on with what was read before, as far as it was read."""
        present = self._session.skip()
        if was_refused(present):
            self._teller.tell(notice for notice in present.notices if notice.refused)
        else:
            self._teller.go_on(present, far=True)

    def flights(self, _: str) -> None:
        """List every flight that was ever flown in this playthrough, whatever line it lies on."""
        flights = self._session.flights()
        if not flights:
            self._teller.refuse("debrief_screen.none")
            return
        self._teller.write("\n".join(self._teller.paper.item(self._flight(flown)) for flown in flights))
        last = flights[-1]
        self._teller.say(
            "plain.flights_more", moment=last.moment, time=length(last.ticks // TICKS_PER_S // 2)
        )

    def _flight(self, flown: Flown) -> str:
        book, say = self._session.book, self._teller.phrases.say
        twigs = self._session.twigs()
        span = span_to(twigs[flown.moment], twigs)
        if span is None:
            raise ValueError("nothing was flown there")
        return say(
            "plain.flight",
            moment=flown.moment,
            kind=say(f"plain.flight_kind.{flown.kind}"),
            scene=book.scene(flown.scene).title if book.has(flown.scene) else flown.scene,
            take=flown.take,
            first=f"{read_day(str(span.begun))}:{span.begun:%S}",
            last=f"{span.ended:%H:%M:%S}",
            length=length(span.length_s),
            end=say(self._end(flown)),
        )

    def _end(self, flown: Flown) -> str:
        """Return the phrase that says how a flight ended: by the beat at which the story went on."""
        if flown.live or not flown.over:
            return "plain.flight_end.live" if flown.live else "plain.flight_end.left"
        for line in self._session.look(flown.moment).frame.lines:
            beat = line.ident.rpartition("/")[2]
            if beat in _LANDINGS:
                return f"plain.flight_end.{beat}"
        return "plain.flight_end.over"

    def debrief(self, order: str) -> None:
        """Tell what a flight came to, or take it again from a decision."""
        if self._debriefing is None:
            # The debrief flies the flight again in many ways; who asks for none does not wait for it.
            from game.plain.debrief_desk import DebriefDesk

            teller = self._teller
            self._debriefing = DebriefDesk(teller.session, teller.phrases, teller.paper, teller.write)
        answer = self._debriefing.obey(order.lower())
        if isinstance(answer, Misread):
            self._teller.refuse(answer.phrase, **dict(answer.values))
        elif answer is not None:
            self._teller.stand(self._session.retake_to_tick(answer.tick, answer.flight))

    def previously(self, typed: str) -> None:
        """Tell what happened so far on this line of moments."""
        from game.readout.recap import LENGTHS

        lengths: dict[str, Length] = {length: length for length in LENGTHS}
        found = lengths.get(typed.lower() or LENGTHS[0])
        if found is None:
            self._teller.refuse("plain.previously_length", typed=typed[:40])
        elif not self._told(found):
            self._teller.refuse("plain.previously_none")

    def welcome(self, present: Present) -> None:
        """Tell somebody who was away from a film for long what happened so far, in short; once a sitting."""
        from game.readout.recap import wants_recap

        if wants_recap(present.absent_s) and present.film not in self._welcomed:
            self._welcomed.add(present.film)
            self._told("short")

    def _told(self, length: Length) -> bool:
        """Tell what happened so far, and return whether there was anything to tell."""
        from game.readout.recap import recap

        session = self._session
        if self._recaps is None:
            self._recaps = self._read_recaps(session.book.declarations)
        paragraphs = recap(self._recaps, session.passed(), session.present.state, length)
        for number, paragraph in enumerate(paragraphs):
            told = paragraph if number else self._teller.phrases.say("plain.previously", told=paragraph)
            self._teller.write(self._teller.paper.wrap(told))
        return bool(paragraphs)

    def _spot(self, typed: str) -> Spot | None:
        """Return the moment that was typed; None where that was refused."""
        spot = read_spot(typed, self._session.twigs(), self._ticks_of)
        if isinstance(spot, Spot):
            return spot
        self._teller.refuse(spot.phrase, **dict(spot.values))
        return None

    def _ticks_of(self, moment: int) -> int:
        recording = self._session.recording(moment)
        return recording.ticks if recording is not None else 0
