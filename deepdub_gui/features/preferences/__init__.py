"""What fits the window to a person: keys, settings, the tour, help."""
