"""Tests of the pilots of the station's emergency."""
