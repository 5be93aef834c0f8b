"""The flight room: against references, and against what must hold."""
