"""What a film can tell.

Law: every row is compared with its seal on the way out. Reading a moment never replays story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import UsedWrongly
from game.storage.head import believe_moments, read_head
from game.storage.moments import Bookmark, BookmarkKind, Frame, Head, Label, Moment, Move, MoveKind, Twig
from game.storage.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.database import Database


class FilmReading:
    """One playthrough, to read from.

    Attributes:
        path: its file; None while it is only in memory.
        label: what stands on the tin.
    """

    def __init__(self, known: Database, label: Label, path: Path | None) -> None:
        """Read from this database."""
        self.path = path
        self.label = label
        self._known = known
        self._known_tree = Tree(known)
        self._title: str | None = None
        self._believed = False

    @property
    def ident(self) -> str:
        """The playthrough's id: its file's stem, so that no two in a folder are alike."""
        return self.path.stem if self.path else self.label.ident

    @property
    def title(self) -> str:
        """What the can calls it: the title it was given last, or was born with."""
        if self._title is None:
            with self._known.refusing():
                given = self._known.sealed(
                    "SELECT title, made_at, seal FROM title ORDER BY ident DESC LIMIT 1",
                    tuple[str, str, bytes],
                )
            self._title = given[0][0] if given else self.label.title
        return self._title

    @property
    def database(self) -> Database:
        """What is read, for whoever copies a film row by row; nothing else writes into it."""
        return self._known

    @property
    def durable(self) -> bool:
        """Whether it lies on a disk."""
        return self.path is not None

    def words_to(self, moment: int) -> int:
        """Return how many words were shown on the line to a moment; raises as `moment` does."""
        self._refuse_unknown(moment)
        head = self.head()
        with self._known.refusing():
            return head.words + self._known_tree.words_between(head.moment, moment)

    def head(self) -> Head:
        """Return where the playthrough stands."""
        with self._known.refusing():
            return read_head(self._known)

    def count(self) -> int:
        """Return how many moments the playthrough holds."""
        return self._known_tree.count()

    def takes(self) -> dict[str, int]:
        """Return, for every scene, the largest take in which something was shot."""
        with self._known.refusing():
            rows = self._known.all(
                """SELECT scene, max(take) FROM (
                  SELECT scene, take FROM moment
                  UNION ALL SELECT m.scene, v.take FROM (
                    SELECT moment, take, moments,
                      lead(moments, 1, (SELECT max(ident) + 1 FROM moment)) OVER (ORDER BY ident) AS coming
                    FROM move WHERE kind != 'skip') v JOIN moment m ON m.ident = v.moment
                  WHERE v.coming > v.moments OR v.moments = 0
                ) GROUP BY scene""",
                tuple[str, int],
            )
        return dict(rows)

    def takes_on_line(self, moment: int) -> dict[str, int]:
        """Return in which take each scene on the line to a moment was last shot; raises as `moment` does."""
        self._refuse_unknown(moment)
        with self._known.refusing():
            return self._known_tree.takes_on_line(moment)

    def ordered_since(self, moment: int, before: int | None = None) -> bool:
        """Return whether a moment from this number on, and before another, came of an order."""
        query = "SELECT EXISTS (SELECT 1 FROM moment WHERE ident >= ? AND ident < ? AND command NOT NULL)"
        return bool(self._known.number(query, moment, self.count() if before is None else before))

    def moment(self, ident: int) -> Moment:
        """Return a moment with all that was.

        Raises:
            SaveRefused: if it is not, bit for bit, what was written.
            UsedWrongly: if there is no such moment.
        """
        self._believe_beside(ident)
        with self._known.refusing():
            return self._known_tree.moment(ident)

    def frame(self, ident: int) -> Frame:
        """Return a moment without its state; raises as `moment` does."""
        self._believe_beside(ident)
        with self._known.refusing():
            return self._known_tree.frame(ident)

    def line_of_descent(self, ident: int) -> list[Frame]:
        """Return the moments from the first to this one; raises as `moment` does."""
        self._believe_beside(ident)
        with self._known.refusing():
            return self._known_tree.line_of_descent(ident)

    def twigs(self) -> list[Twig]:
        """Return every moment as the map of takes needs it, by number; raises as `moment` does."""
        self._believe()
        with self._known.refusing():
            return self._known_tree.twigs()

    def moves(self) -> list[Move]:
        """Return every move of the head, the oldest first."""
        with self._known.refusing():
            rows = self._known.sealed(
                """SELECT kind, left_moment, left_take, left_words, moment, take, words, name, moments,
                  made_at, seal FROM move ORDER BY ident""",
                tuple[MoveKind, int, int, int, int, int, int, str, int, str, bytes],
            )
            return [Move(row[0], Head(*row[1:4]), Head(*row[4:7]), *row[7:10]) for row in rows]

    def bookmarks(self) -> list[Bookmark]:
        """Return the names and where each of them is now, the newest last."""
        return list(self._marks()[0].values())

    def dropped_bookmarks(self) -> list[Bookmark]:
        """Return the names that were taken away and where each was, the one that went last at the end."""
        return list(self._marks()[1].values())

    def _marks(self) -> tuple[dict[str, Bookmark], dict[str, Bookmark]]:
        with self._known.refusing():
            rows = self._known.sealed(
                "SELECT name, kind, moment, take, words, made_at, seal FROM bookmark ORDER BY ident",
                tuple[str, BookmarkKind, int | None, int, int, str, bytes],
            )
        names: dict[str, Bookmark] = {}
        dropped: dict[str, Bookmark] = {}
        for name, kind, moment, take, words, made_at, _ in rows:
            before = names.pop(name, None)
            gone = dropped.pop(name, None) or before
            if moment is not None:
                names[name] = Bookmark(name, moment, take, kind, made_at, words)
            elif gone is not None:
                dropped[name] = gone
        return names, dropped

    def edition_of(self, moment: int) -> str:
        """Return the edition of the story that this moment was, or would be, played with."""
        with self._known.refusing():
            rows = self._known.sealed(
                "SELECT first_moment, edition, made_at, seal FROM sitting ORDER BY ident",
                tuple[int, str, str, bytes],
            )
        known = (edition for first_moment, edition, _, _ in reversed(rows) if first_moment <= moment)
        return next(known, self.label.edition)

    def updated_at(self) -> str:
        """Return when something was last written, ISO 8601, UTC."""
        with self._known.refusing():
            return self._known.one(
                """SELECT max(at) FROM (
                  SELECT made_at AS at FROM moment WHERE ident = (SELECT max(ident) FROM moment)
                  UNION ALL SELECT made_at FROM move UNION ALL SELECT made_at FROM bookmark
                  UNION ALL SELECT made_at FROM title)""",
                tuple[str],
            )[0]

    def _believe_beside(self, moment: int) -> None:
        """Make sure that a moment is one of this film's; the one where it stands is known for that.

        Raises:
            SaveRefused: ``save.damaged`` if any moment is not.
            UsedWrongly: if there is no such moment.
        """
        self._refuse_unknown(moment)
        if moment != self.head().moment:
            self._believe()

    def _believe(self) -> None:
        """Make sure, once, that every moment's seal is one that was written into this film."""
        if not self._believed:
            with self._known.refusing():
                believe_moments(self._known)
            self._believed = True

    def _refuse_unknown(self, moment: int) -> None:
        if not 0 <= moment < self.count():
            raise UsedWrongly("save.no_moment", moment=moment)
