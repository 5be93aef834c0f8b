"""Reference cases against this room: nine families, every number from the case.

Law: what is compared is what the game flies: the same functions, the same equations, no second
implementation. A case brings its inputs, its expected rows and, where it has them, its tolerances; nothing
here knows a shipped case by its numbers. Nothing here reads a file: ``verify`` gets a parsed one.

Families: o1 torqued body in orbit, o2 gravity-gradient libration, o3 port to port, o4 Clohessy-Wiltshire
against exact motion, o5 free body against Jacobi's functions, o6 powered pulses, o7 the station turned, o8
entry, o9 eclipse.
"""

from __future__ import annotations

from game.flight.verification.families import verify
from game.flight.verification.reading import CaseRefused
from game.flight.verification.verdicts import Check, Verdict

__all__ = ["CaseRefused", "Check", "Verdict", "verify"]
