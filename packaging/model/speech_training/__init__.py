"""Training of the `speech` separator."""
