"""The pictures of a debrief on one page, as SVG 1.1.

Law: pure, and complete in itself: no script, no font and no picture from elsewhere. Light and dark follow
the reader's own setting; what knows none shows it light.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from game.readout.charts import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.readout.charts import Axis, Chart, Curve
    from game.readout.phrasebook import Phrasebook

_WIDE, _HIGH = 1200, 900
_MARGIN, _HEAD, _FOOT = 36, 104, 36
_GAP_X, _GAP_Y = 44, 40
_LEFT, _TOP, _BOTTOM = 52, 34, 58
"""Within a panel, around the plot itself: labels, title, labels and legend."""

_ROOM = 110
"""Nearer to the next moment than this, a name stands on the other side, where there is as much room."""

_LIGHT = {
    "ground": "#fbfaf7",
    "panel": "#ffffff",
    "ink": "#22252b",
    "quiet": "#6a7180",
    "rule": "#dfe1e6",
    "flown": "#0b5fae",
    "second": "#b3560b",
    "trained": "#5b8a3c",
    "history": "#7a6a4f",
    "limit": "#b3261e",
    "mark": "#8a6fb0",
}
_DARK = {
    "ground": "#0e1116",
    "panel": "#151a21",
    "ink": "#e4e7ec",
    "quiet": "#98a2b3",
    "rule": "#2b323d",
    "flown": "#6cb6ff",
    "second": "#f2a65a",
    "trained": "#8ecf6a",
    "history": "#c9b48a",
    "limit": "#ff7b72",
    "mark": "#c3a6f2",
}
_NAMES = {
    Pen.FLOWN: "flown",
    Pen.SECOND: "second",
    Pen.TRAINED: "trained",
    Pen.LIMIT: "limit",
    Pen.HISTORY: "history",
}
_DASHES = {Pen.TRAINED: "2 4", Pen.HISTORY: "5 3 1 3", Pen.LIMIT: "7 5", Pen.SECOND: "9 3"}


def page_svg(
    pictures: Sequence[Chart], title: str, phrases: Phrasebook, sentences: tuple[str, ...] = ()
) -> str:
    """Return a page with up to four pictures.

    Args:
        pictures: from the left to the right, in two rows.
        title: the phrase of the heading.
        phrases: for titles, labels and legends.
        sentences: the first two stand under the heading.
    """
    wide = (_WIDE - 2 * _MARGIN - _GAP_X) / 2
    high = (_HIGH - _HEAD - _FOOT - _GAP_Y) / 2
    panels = [
        _panel(
            picture,
            phrases,
            _MARGIN + (index % 2) * (wide + _GAP_X),
            _HEAD + (index // 2) * (high + _GAP_Y),
            wide,
            high,
        )
        for index, picture in enumerate(pictures)
    ]
    head = [_text(_MARGIN, 46, phrases.say(title), "page")]
    head += [
        _text(_MARGIN, 68 + 18 * index, sentence, "said") for index, sentence in enumerate(sentences[:2])
    ]
    body = _element("rect", "", x=0, y=0, width=_WIDE, height=_HIGH, kind="ground")
    page = _element(
        "svg",
        _element("title", escape(phrases.say(title))) + _style() + body + "".join([*head, *panels]),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=" ".join(("0", "0", str(_WIDE), str(_HIGH))),
        width=_WIDE,
        height=_HIGH,
        role="img",
    )
    return f"{page}\n"


def _panel(picture: Chart, phrases: Phrasebook, x: float, y: float, wide: float, high: float) -> str:
    frame = _Frame(picture, x + _LEFT, y + _TOP, wide - _LEFT - 12, high - _TOP - _BOTTOM)
    parts = [
        _element("rect", "", x=x, y=y, width=wide, height=high, rx=6, kind="panel"),
        _text(x + 14, y + 22, phrases.say(f"plot.{picture.plot.value}.title"), "title"),
        *frame.grid(),
        *frame.moments(phrases),
        *(frame.curve(curve) for curve in picture.curves),
        *frame.calls(),
        *_legend(picture, phrases, x + 14, y + high - 14),
    ]
    return _element("g", "".join(parts))


class _Frame:
    """Where a chart stands on the page."""

    def __init__(self, picture: Chart, x: float, y: float, wide: float, high: float) -> None:
        self._picture = picture
        self._x, self._y, self._wide, self._high = x, y, wide, high

    def grid(self) -> Iterator[str]:
        """Yield the rules of both axes with their labels."""
        right, bottom = self._x + self._wide, self._y + self._high
        for value, label in self._picture.upright.ticks:
            y = self._level(value)
            yield _line(self._x, y, right, y, "rule")
            yield _text(self._x - 7, y + 4, label, "axis", anchor="end")
        free = 0.0
        for value, label in self._picture.level.ticks:
            x = self._across(value)
            if not self._x - 1 <= x <= right + 1:
                continue
            yield _line(x, self._y, x, bottom, "rule")
            if x - 4 * len(label) >= free:
                yield _text(x, bottom + 16, label, "axis", anchor="middle")
                free = x + 4 * len(label) + 4

    def moments(self, phrases: Phrasebook) -> Iterator[str]:
        """Yield an upright line for each moment, with its name."""
        places = [self._across(value) for value, _ in self._picture.moments]
        for index, (x, (_, name)) in enumerate(zip(places, self._picture.moments, strict=True)):
            if self._x <= x <= self._x + self._wide:
                yield _line(x, self._y, x, self._y + self._high, "mark", dash="3 4")
                low = self._y + 12 + 14 * (index % 3)
                said = phrases.say(f"plot.moment.{name}")
                last = index + 1 == len(places)
                crowded = not last and places[index + 1] - x < _ROOM and x > self._x + _ROOM
                if crowded or x > self._x + 0.75 * self._wide:
                    yield _text(x - 5, low, said, "moment", anchor="end")
                else:
                    yield _text(x + 5, low, said, "moment")

    def curve(self, curve: Curve) -> str:
        """Return one line; what is outside the picture is left out."""
        places = [
            (self._across(x), self._level(y))
            for x, y in curve.points
            if self._within(self._picture.level, x) and self._within(self._picture.upright, y)
        ]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dash = _DASHES.get(curve.pen)
        kind = f"line_{_NAMES[curve.pen]}"
        if dash is None:
            return _element("polyline", "", points=points, kind=kind)
        return _element("polyline", "", points=points, kind=kind, stroke_dasharray=dash)

    def calls(self) -> Iterator[str]:
        """Yield a ring for each call."""
        for x, y in self._picture.calls:
            if self._within(self._picture.level, x) and self._within(self._picture.upright, y):
                yield _element("circle", "", cx=self._across(x), cy=self._level(y), r=4, kind="call")

    def _across(self, value: float) -> float:
        return self._x + self._picture.level.place(value) * self._wide

    def _level(self, value: float) -> float:
        return self._y + (1.0 - self._picture.upright.place(value)) * self._high

    @staticmethod
    def _within(axis: Axis, value: float) -> bool:
        return -1e-6 <= axis.place(value) <= 1.0 + 1e-6


def _legend(picture: Chart, phrases: Phrasebook, x: float, y: float) -> Iterator[str]:
    for curve in reversed(picture.curves):
        said = phrases.say(f"plot.curve.{curve.name}")
        kind = f"line_{_NAMES[curve.pen]}"
        dash = _DASHES.get(curve.pen, "none")
        points = f"{x:.1f},{y - 4:.1f} {x + 22:.1f},{y - 4:.1f}"
        yield _element("polyline", "", points=points, kind=kind, stroke_dasharray=dash)
        yield _text(x + 28, y, said, "axis")
        x += 46 + 5.8 * len(said)
    if picture.calls:
        yield _element("circle", "", cx=x + 6, cy=y - 4, r=4, kind="call")
        yield _text(x + 16, y, phrases.say(f"plot.curve.{picture.called}"), "axis")


def _style() -> str:
    fonts = ",".join(("ui-sans-serif", "system-ui", "sans-serif"))
    rules = {
        "text": f"font-family:{fonts}",
        ".page": "font-size:22px;font-weight:600;fill:var(--ink)",
        ".said": "font-size:14px;fill:var(--quiet)",
        ".title": "font-size:14px;font-weight:600;fill:var(--ink)",
        ".axis": "font-size:12px;fill:var(--quiet)",
        ".moment": "font-size:11px;fill:var(--mark)",
    }
    return _element("style", "".join([*_themed(rules)]))


def _themed(rules: dict[str, str]) -> Iterator[str]:
    """Yield the rules with the light colours, then what changes in the dark."""
    # Variables are not known to every reader of SVG, so the colours are written out twice.
    shapes = {
        "ground": "fill:var(--ground)",
        "panel": "fill:var(--panel);stroke:var(--rule)",
        "rule": "stroke:var(--rule)",
        "mark": "stroke:var(--mark)",
        "call": "fill:none;stroke:var(--ink);stroke-width:1.4",
        **{
            f"line_{name}": f"fill:none;stroke:var(--{name});stroke-width:{2.2 if name == 'flown' else 1.6}"
            for name in _NAMES.values()
        },
    }
    every = {**rules, **{f".{name}": rule for name, rule in shapes.items()}}
    for chosen, rule in every.items():
        yield f"{chosen}{{{_coloured(rule, _LIGHT)}}}"
    dark = "".join(
        f"{chosen}{{{_coloured(rule, _DARK)}}}" for chosen, rule in every.items() if "var(" in rule
    )
    yield " ".join(("@media", f"(prefers-color-scheme:dark){{{dark}}}"))


def _coloured(rule: str, colours: dict[str, str]) -> str:
    for name, colour in colours.items():
        rule = rule.replace(f"var(--{name})", colour)
    return rule


def _line(x1: float, y1: float, x2: float, y2: float, kind: str, dash: str = "none") -> str:
    return _element("line", "", x1=x1, y1=y1, x2=x2, y2=y2, kind=kind, stroke_dasharray=dash)


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return _element("text", escape(words), x=x, y=y, kind=kind, text_anchor=anchor)


def _element(name: str, inside: str, *, kind: str = "", **attributes: str | float) -> str:
    """Return an element; an underscore in an attribute's name stands for a hyphen."""
    named: dict[str, str | float] = {"class": kind, **attributes} if kind else dict(attributes)
    written = [name]
    for key, value in named.items():
        number = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
        written.append(f'{key.replace("_", "-")}="{escape(number)}"')
    opened = " ".join(written)
    return f"<{opened}>{inside}</{name}>" if inside else f"<{opened}/>"
