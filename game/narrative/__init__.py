"""The script: scenes as read from Markdown, their small language, and the walk through a beat.

Law: pure. This room is handed text and values and hands back values; it opens no file and remembers nothing.
"""
