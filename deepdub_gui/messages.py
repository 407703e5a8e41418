"""Sentences of the window that are made from values."""

from __future__ import annotations

from deepdub_engine.errors import DeepdubError, OutputExists


def error_text(error: Exception) -> str:
    """Return the sentence for any error."""
    if isinstance(error, DeepdubError):
        return str(error)
    return f"Something went wrong that should not ({type(error).__name__}: {error}): the log has the details."


def replace_text(error: OutputExists) -> str:
    """Return the sentence for a result that exists already, where it can be replaced with a button."""
    return f"“{error.path}” exists already: replace it, or export to another folder."
