"""Shared building blocks of the window: jobs, settings, translation, theme, icons and error texts."""
