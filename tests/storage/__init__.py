"""Tests of the disk: what was acknowledged is there, and what is wrong is answered in one sentence."""
