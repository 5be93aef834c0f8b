"""The full screen, driven as a player drives it."""
