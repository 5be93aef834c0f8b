"""The station turned over by a docked ship's jets: machines, people, and its endings."""
