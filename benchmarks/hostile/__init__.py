"""Everything that can happen to a save, done to it on purpose and counted: ``python -m benchmarks hostile``.

Law: the same seed does the same things. Nothing is forgiven: what was acknowledged and is not there
afterwards is lost, whatever is raised that is no sentence for a player is a crash, and either ends the run
with 1.
"""
