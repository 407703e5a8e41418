"""The models that separate: choosing one, and fetching, importing, verifying and removing their weights."""
