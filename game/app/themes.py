"""Five looks for the same meanings.

Law: a theme changes colours and attributes, never what an ink means; every meaning also has a sign (see
`game.app.ink`), so that the monochrome look reads the same. The contrast and monochrome looks send no colour
but the terminal's own sixteen, or none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from game.app.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Mapping


def _inked(colours: dict[str, str], styles: dict[str, str]) -> dict[str, str]:
    """Return the style sheet's variables for a look: a colour and an attribute for each ink."""
    plain = colours["prose"]
    base = {"stress": "italic", "door": "underline", "head": "bold", "act": "bold", "cursor": "bold"}
    variables = {f"ink-{ink.value}": colours.get(ink.value, plain) for ink in Ink}
    variables |= {f"ink-{ink.value}-style": {**base, **styles}.get(ink.value, "none") for ink in Ink}
    variables["ink-cursor"] = colours["paper"]
    variables["cursor-paper"] = colours.get("accent", plain)
    variables["block-cursor-foreground"] = variables["ink-cursor"]
    variables["block-cursor-background"] = variables["cursor-paper"]
    variables["block-cursor-text-style"] = variables["ink-cursor-style"]
    variables["input-cursor-text-style"] = "reverse"
    variables["ansi-background"] = colours["paper"]
    variables["ansi-foreground"] = plain
    return variables


def _look(
    name: str, colours: dict[str, str], *, dark: bool = True, styles: dict[str, str] | None = None
) -> Theme:
    paper = colours["paper"]
    return Theme(
        name=f"offscript-{name}",
        primary=colours.get("accent", colours["prose"]),
        secondary=colours.get("dim", colours["prose"]),
        accent=colours.get("accent", colours["prose"]),
        warning=colours.get("caution", colours["prose"]),
        error=colours.get("act", colours["prose"]),
        success=colours.get("accent", colours["prose"]),
        foreground=colours["prose"],
        background=paper,
        surface=paper,
        panel=paper,
        dark=dark,
        ansi=paper.startswith("ansi_"),
        variables=_inked(colours, styles or {}),
    )


_DARK = _look(
    "dark",
    {
        "paper": "#0b0e13", "prose": "#e6e1d6", "stress": "#fffaf0", "past": "#948f86", "dim": "#77808c",
        "accent": "#7cc4e8", "caution": "#f0b03a", "act": "#ff6257", "head": "#fffaf0",
        "star": "#8b93a3", "air": "#8fd3ff", "earth": "#3d6f9e", "hull": "#dcd8cf", "wing": "#b98b3e",
    },
)  # fmt: skip
_LIGHT = _look(
    "light",
    {
        "paper": "#f5f1e6", "prose": "#1d1b17", "stress": "#000000", "past": "#68625a", "dim": "#6d675e",
        "accent": "#0b5c8a", "caution": "#8a5200", "act": "#b3140a", "head": "#000000",
        "star": "#8d877b", "air": "#3c88b4", "earth": "#5f8fb0", "hull": "#2b2823", "wing": "#8a6420",
    },
    dark=False,
)  # fmt: skip
_CONTRAST = _look(
    "contrast",
    {
        "paper": "ansi_black", "prose": "ansi_bright_white", "past": "ansi_white", "dim": "ansi_white",
        "accent": "ansi_bright_cyan", "caution": "ansi_bright_yellow", "act": "ansi_bright_red",
        "star": "ansi_white", "air": "ansi_bright_cyan", "earth": "ansi_bright_blue",
        "hull": "ansi_bright_white", "wing": "ansi_bright_yellow",
    },
    styles={"accent": "bold", "caution": "bold", "stress": "underline", "door": "bold underline"},
)  # fmt: skip
_MONOCHROME = _look(
    "monochrome",
    {"paper": "ansi_default", "prose": "ansi_default"},
    styles={
        "accent": "bold",
        "caution": "bold",
        "act": "bold reverse",
        "cursor": "reverse",
        "stress": "underline",
        "door": "bold underline",
    },
)
_PHOSPHOR = _look(
    "phosphor",
    {
        "paper": "#020a04", "prose": "#5ff08a", "stress": "#b6ffcb", "past": "#34a558", "dim": "#2f9450",
        "accent": "#c8ffd8", "caution": "#e6ff8a", "act": "#f4ffe0", "head": "#c8ffd8",
        "star": "#2f9450", "air": "#b6ffcb", "earth": "#1f7d40", "hull": "#8dffb0", "wing": "#3fbf6a",
    },
    styles={"accent": "bold", "caution": "bold", "act": "bold reverse"},
)  # fmt: skip

LOOKS: dict[str, Theme] = {
    "dark": _DARK,
    "light": _LIGHT,
    "contrast": _CONTRAST,
    "monochrome": _MONOCHROME,
    "phosphor": _PHOSPHOR,
}
"""Every look by the word that the profile keeps, in the order in which the settings offer them."""


_NAMED = {look.name: look for look in LOOKS.values()}


@cache
def styles_of(theme: str) -> Mapping[Ink, Style]:
    """Return how each ink is painted in a theme; a theme that is none of ours is painted as the dark look."""
    look = _NAMED.get(theme, _DARK)
    paper = Color.parse(look.background or "").rich_color
    styles: dict[Ink, Style] = {}
    for ink in Ink:
        colour = Color.parse(look.variables[f"ink-{ink.value}"]).rich_color
        style = Style.parse(look.variables[f"ink-{ink.value}-style"])
        under = Color.parse(look.variables["cursor-paper"]).rich_color if ink is Ink.CURSOR else paper
        styles[ink] = style + Style(color=colour, bgcolor=under)
    return styles


def look_for(word: str, *, no_colour: bool) -> Theme:
    """Return the look for a word of the profile; an unknown word is the dark one.

    Args:
        word: as the profile has it.
        no_colour: the player's environment asks for none (https://no-color.org).
    """
    return _MONOCHROME if no_colour else LOOKS.get(word, _DARK)
