"""A fixed part of everything that can happen to a save; ``python -m benchmarks hostile`` does all of it."""
