"""What the checks of a story hand back.

Law: every finding names a file, a line and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
