"""The takes: the map of all that this player shot, with a look at every moment before going there.

Law: looking changes nothing; going is a move that can be undone. What was never taken is counted and named as
it stood on the screen, and nothing here leads there but playing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container

from game.app.ink import fit
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.map_view import MapView
from game.app.widgets.preview import PreviewPane, how_it_ended
from game.app.widgets.preview_ask import Ask
from game.errors import OffScriptError
from game.readout.story_map import Layout, Wanted, build_map, lay_out
from game.readout.story_map_words import Legend, say_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.widgets.rows import RowList
    from game.readout.story_map import StoryMap
    from game.session import Present, Session
    from game.storage.moments import Twig

_SEARCH = "search"
_WHAT_IF = "what_if"

_FEW = 500
"""So many moments are read at once, more of them beside the screen. Chosen so that nobody sees a wait."""
_LONGEST_SHOWN = 30
"""Characters of a search that the heading repeats. Chosen for 80 columns."""


class StoryMapScreen(RoomScreen):
    """Every line of takes."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "", "key.go_there", "", 0),
        Key("I", "i,I", "key.what_if", "what_if", 0, first=True),
        Key("Space", "", "key.unfold", "", 1),
        Key("N", "n,N", "key.next_branch", "next_branch", 4),
        Key("/", "slash", "key.search_takes", "search", 1, first=True),
        Key("E", "e,E", "key.by_ending", "by_ending", 7),
        Key("P", "p,P", "key.by_person", "by_person", 8),
        Key("F", "f,F", "key.flights", "app.visit('flights')", 2),
        Key("U", "u,U", "key.undo", "undo", 3),
        Key("Y", "y,Y", "key.redo", "redo", 4),
        Key("D", "d,D", "key.dailies", "app.visit('dailies')", 5),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("takes.title", "takes.help", "look.help", "what_if.help")
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("w,W", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("takes.title"))
        self.ask = Ask()
        self.list = MapView(house.say("takes.none"))
        self.pane = PreviewPane(house)
        self.layout_now: Layout | None = None
        self._map: StoryMap | None = None
        self._legend: Legend | None = None
        self._words: list[str] = []
        self._wanted = Wanted()
        self._unfolded: set[int] = set()

    def compose(self) -> ComposeResult:
        """Put the map beside the look at it, or above it where there is no room."""
        yield self.heading
        yield self.ask
        with Container(id="takes"):
            yield self.list
            yield self.pane
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Stand first; the map is laid out when this can be seen."""
        self.set_focus(self.list)
        self.offer()
        self.tell("takes.loading")
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        if not self.is_attached:
            return
        beside = self._session.twigs_beside() if self._session.present.moments > _FEW else None
        if beside is None:
            self.hush()
            self._read()
        else:
            film = self._session.present.film
            self.run_worker(lambda: self._read_beside(film, beside), thread=True, exclusive=True)

    def _read_beside(self, film: str, read: Callable[[], list[Twig]]) -> None:
        """Read all that was shot in a thread, and lay it out when it is known."""
        twigs: list[Twig] = []
        with suppress(OffScriptError):
            # What cannot be read here is read, or refused, where it is laid out.
            twigs = read()
        if self.is_attached and app_of(self).is_running:
            app_of(self).call_from_thread(self._take_over, film, twigs)

    def _take_over(self, film: str, twigs: list[Twig]) -> None:
        if self.is_attached:
            self._session.keep_twigs(film, twigs)
            self.hush()
            self._read()

    @property
    def _session(self) -> Session:
        return self.house.session

    def _read(self) -> None:
        """Lay out all that was shot, the cursor on now."""
        session = self._session
        twigs = session.twigs()
        story_map = build_map(twigs, session.present.moment)
        self._map = story_map
        self._legend = Legend(
            session.book, self.house.phrases, session.ways(), session.bookmarks(), self._ends(story_map)
        )
        self._words = []
        self._lay_out(story_map.now)

    def _ends(self, story_map: StoryMap) -> Callable[[int], str]:
        """Return what tells how a flight ended, by its last moment; asked when its row is looked at."""
        landings: dict[int, int] = {}
        for flown in self._session.flights():
            parent = story_map.shots[flown.moment].parent
            if flown.over and parent is not None:
                landings.setdefault(parent, flown.moment)
        known: dict[int, str] = {}

        def end_of(moment: int) -> str:
            landing = landings.get(moment)
            if landing is None:
                return ""
            if landing not in known:
                known[landing] = how_it_ended(self.house, landing)
            return known[landing]

        return end_of

    def _lay_out(self, moment: int | None = None) -> None:
        """Draw the map as it is asked for, the cursor on a moment, or in the stay where it was."""
        story_map, legend = self._map, self._legend
        if story_map is None or legend is None:
            return
        row = self.list.map_row
        if moment is not None:
            stay = story_map.stay_of[moment]
        else:
            stay = story_map.here.number if row is None else row.stay
        if self._wanted.text:
            self._gather()
        unfolded = {stay.number for stay in story_map.stays if stay.moments[0] in self._unfolded}
        layout = lay_out(
            story_map,
            self._wanted,
            words_of=lambda stay: self._words[stay.number],
            unfolded=unfolded,
            marked=legend.marks.keys(),
        )
        self.layout_now = layout
        self.list.show_map(layout, story_map, legend, layout.row_of(stay, moment))
        present = self._session.present
        short = replace(self._wanted, text=fit(self._wanted.text.strip(), _LONGEST_SHOWN))
        said = say_wanted(layout, short, legend)
        count = self.house.say("takes.count", takes=present.takes, moments=present.moments)
        self.heading.set_count(said or count)
        self.offer()
        self._look()

    def _gather(self) -> None:
        """Put together what a search looks through, once: it needs the title of every scene."""
        story_map, legend = self._map, self._legend
        if not self._words and story_map is not None and legend is not None:
            self._words = [legend.words_of(story_map, stay) for stay in story_map.stays]

    def offer(self) -> None:
        """Show the keys that mean something now."""
        present = self._session.present
        unmeant = [] if present.undo else ["key.undo"]
        unmeant += [] if present.redo else ["key.redo"]
        self.key_line.leave_out(*unmeant)
        if present.undo:
            self.key_line.reword("key.undo", f"key.undo.{present.undo}")

    def _look(self) -> None:
        """Look at what is under the cursor."""
        row, story_map = self.list.map_row, self._map
        if row is None or story_map is None:
            self.pane.show(None)
            return
        stay = story_map.stays[row.stay]
        untried = story_map.untried_at(row.moment)
        # What was open before, where it is folded, is not open where the row leads.
        before = () if row.inside else story_map.untried_in(stay)
        self.pane.look(row.moment, untried=untried, before=[way for way in before if way not in untried])

    def on_row_list_moved(self) -> None:
        """Look at what is under the cursor now."""
        self._look()

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Go to the moment under the cursor; from now, only back to the play."""
        del message
        row = self.list.map_row
        if row is None:
            return
        if row.moment == self._session.present.moment:
            await app_of(self).run_action("play")
        else:
            await self.travel(lambda: self._session.go(row.moment))

    def on_map_view_unfolding(self, message: MapView.Unfolding) -> None:
        """Show the decisions of a stay, or no more."""
        row, story_map = self.list.map_row, self._map
        if row is None or story_map is None:
            return
        first = story_map.stays[row.stay].moments[0]
        unfold = first not in self._unfolded if message.unfold is None else message.unfold
        if unfold:
            self._unfolded.add(first)
        else:
            self._unfolded.discard(first)
        self._lay_out()

    def action_next_branch(self) -> None:
        """Go to where the next line of takes begins; after the last comes the first."""
        rows = self.layout_now.rows if self.layout_now is not None else ()
        heads = [number for number, row in enumerate(rows) if row.head]
        if not heads:
            self.tell("takes.one_line")
            return
        self.list.action_move_to(next((number for number in heads if number > self.list.at), heads[0]))

    def action_by_ending(self) -> None:
        """Show only what leads to the next ending that was come to; after the last, everything."""
        endings = self._map.endings if self._map is not None else ()
        if not endings:
            self.tell("takes.no_endings")
            return
        self._wanted = replace(self._wanted, ending=_next(endings, self._wanted.ending))
        self._lay_out()

    def action_by_person(self) -> None:
        """Show only where the next one who was met speaks; after the last, everything."""
        people = self._map.speakers if self._map is not None else ()
        if not people:
            self.tell("takes.no_people")
            return
        self._wanted = replace(self._wanted, person=_next(people, self._wanted.person))
        self._lay_out()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the keys that open the line be letters once it is open."""
        return action not in (_SEARCH, _WHAT_IF) or not self.ask.asking

    def action_search(self) -> None:
        """Open the line to search."""
        self.ask.ask(
            _SEARCH, self.house.say("takes.search"), self.house.say("takes.search_hint"), self._wanted.text
        )
        self.call_after_refresh(self._gather)

    def action_what_if(self) -> None:
        """Ask for the name of what shall be shot from the moment under the cursor."""
        if self.list.map_row is not None:
            self.ask.ask(_WHAT_IF, self.house.say("what_if.name"), self.house.say("what_if.name_hint"))

    def on_ask_typed(self, message: Ask.Typed) -> None:
        """Search as it is typed."""
        if message.about == _SEARCH:
            self._wanted = replace(self._wanted, text=message.text)
            self._lay_out()

    async def on_ask_answered(self, message: Ask.Answered) -> None:
        """Go to what was found, or to the moment that has its name now."""
        self._close_ask()
        row = self.list.map_row
        if message.about == _WHAT_IF and row is not None:
            await self.travel(lambda: self._session.what_if(message.text, row.moment))

    def on_ask_dropped(self) -> None:
        """Go back to the map; what was searched for stays searched for."""
        self._close_ask()

    def _close_ask(self) -> None:
        self.set_focus(self.list)
        self.ask.close()

    def action_leave(self) -> None:
        """Take the filter away; without one, go back to the screen before."""
        if self._wanted:
            self._wanted = Wanted()
            self._lay_out()
            self.tell("filter.gone")
        else:
            super().action_leave()

    def action_undo(self) -> None:
        """Take the last move of the head back, and stay here."""
        self._step(self._session.undo)

    def action_redo(self) -> None:
        """Make it again."""
        self._step(self._session.redo)

    def _step(self, order: Callable[[], Present]) -> None:
        present = self.attempt(order)
        if present is None:
            return
        if not any(notice.refused for notice in present.notices):
            self._read()
        self.tell_notices(present.notices)


def _next(words: Sequence[str], now: str) -> str:
    """Return the word after one; ``""`` after the last, and the first after ``""``."""
    ring = ("", *words)
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else ""
