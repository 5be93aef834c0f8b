"""Off Script: a text adventure for the terminal about twelve days in October 2021.

The rooms of this package stand on decks, and imports only look down; ARCHITECTURE.md has the plan and
`tests/test_architecture.py` holds it.
"""

__version__ = "0.5.0"
