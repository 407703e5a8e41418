"""Sentences and segments: the tables and file names of the voice step."""
