"""What the disk is asked beside what SQLite asks it.

Law: this is imported before the first frame, and so nothing else of the room is by it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut (fsync(2))."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:
        if path.is_dir() and os.name == "nt":
            # A folder cannot be opened there; NTFS keeps its own journal of names.
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
