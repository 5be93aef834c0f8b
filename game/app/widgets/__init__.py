"""The pieces of the screens; each draws the values it is given and remembers nothing else."""
