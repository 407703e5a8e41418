"""Subtitle formats: parsers that remember where each time stands, and writers that keep untouched bytes."""
