"""The picture of the station from outside."""
