"""The tests: a folder for each room of ``game/``, and those of the whole."""
