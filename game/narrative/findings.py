"""What the checks of a story hand back.

Law: every finding names a file, a line and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.promises import Promise


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a writer should look at.

    Attributes:
        file: relative to ``story/``.
        line: from 1; 0 where the whole file is meant.
        message: what is wrong and what to do.
    """

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run of the checks found, in the order of files and lines.

    Attributes:
        errors: the story must not be published with these.
        warnings: worth a look.
        promises: what later reels still owe.
        lists: by reel: how many lists of two and more options there are, and in how many two are the same.
        told: by reel: how many words it has, and how often a feeling is told in them.
        unlisted: the words that are not in the word list.
    """

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    promises: tuple[Promise, ...] = ()
    lists: Mapping[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    told: Mapping[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    unlisted: tuple[str, ...] = ()
