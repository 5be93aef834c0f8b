"""How fast the game is beside a bare program that does the least of the same kind: ``python -m benchmarks``.

Law: a ratio, never a time alone. Both sides run in turn, in one run, on one machine; the median of the pairs
counts, with its spread. Nothing here is a test, since a busy machine may miss any target.
"""
