"""Whole games that were played once and must be played the same for ever."""
