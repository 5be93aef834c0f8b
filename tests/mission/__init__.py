"""Tests of the mission machine."""
