"""Tests of the script: its language, its reader, its walk and its checks."""
