"""Separation models: choosing one, and fetching, importing, verifying and removing weights."""
