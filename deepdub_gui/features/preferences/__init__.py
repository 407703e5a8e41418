"""Preferences and help: shortcuts, settings, and the tour."""
