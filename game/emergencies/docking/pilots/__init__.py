"""People who fly the approach for tests and tables: trained, novice, clumsy, and one who does nothing.

Law: a pilot is a function of a `View` and of its own memory, and a view holds what a person in the seat has:
the picture in the glass, the panel, and what was heard. Where a pilot fails, its eyes, its judgement or its
hands failed; no dice decide an approach.
"""
