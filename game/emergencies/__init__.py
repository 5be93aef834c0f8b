"""What was not in the script, as simulations inside the story.

Law: pure. A protocol of three functions, begin, step, outcome, over frozen states and fixed ticks of 0.05 s.
Chance comes from the seed, light and radio from a table; nothing here knows a screen, a clock or a word.
"""
