"""One screen a file; the title is imported at the start, every other one when it is first asked for."""
