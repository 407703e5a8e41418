"""Training of the `speech` separator: recordings in, weights out."""
