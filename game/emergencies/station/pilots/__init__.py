"""Pilots of the station's emergency: engineers that need no player.

Law: they order by what can be perceived (`view.View`) and never see the station's state; ``headless`` alone
holds both, and hands the one over.
"""
