"""The errors and warnings of this run, and when a message goes."""
