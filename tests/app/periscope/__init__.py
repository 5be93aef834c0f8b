"""The round glass."""
