"""Tests of the writer's tools."""
