"""The words of the game: scenes, cards and small tables. No logic."""
