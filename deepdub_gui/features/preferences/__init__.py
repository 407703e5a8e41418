"""Preferences and help: shortcuts, settings, the tour and the handbook."""
