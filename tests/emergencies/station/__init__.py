"""The station turned over: machines, people, and what it comes to."""
