"""The writer's tools behind ``offscript story``: they read the story, play it by the thousand, and count.

Law: nothing here is needed to play. What these tools say is for writers, so it stands in the code.
"""
