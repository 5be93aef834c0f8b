"""The line-mode front end: the same story, the same rules, for pipes, ssh, speech and braille.

Law: reads lines, writes lines; no escape codes, nothing drawn twice, and never a room that knows `textual`.
"""

from game.plain.desk import play_lines

__all__ = ["play_lines"]
