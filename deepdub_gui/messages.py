"""Sentences of the window that are made from values."""

from __future__ import annotations

from deepdub_engine.errors import DeepdubError, OutputChanged, OutputExists


def error_text(error: Exception) -> str:
    """Return the sentence for any error."""
    if isinstance(error, DeepdubError):
        return str(error)
    return f"Something went wrong that should not ({type(error).__name__}: {error}): the log has the details."


def replace_text(error: OutputExists | OutputChanged) -> str:
    """Return the sentence for what is in the way of a result, where it can be replaced with a button."""
    if isinstance(error, OutputChanged):
        return f"“{error.path}” was changed by another program after it was opened: replace it, or save as another."
    return f"“{error.path}” exists already: replace it, or export to another folder."
