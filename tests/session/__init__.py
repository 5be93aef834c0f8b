"""Tests of the sitting."""
