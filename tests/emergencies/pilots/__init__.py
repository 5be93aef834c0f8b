"""The pilots: they fly on what the seat has."""
