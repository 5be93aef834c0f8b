"""Tests of the line-mode front end."""
