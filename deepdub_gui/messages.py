"""Sentences of the window that are made from values."""

from __future__ import annotations

from deepdub_engine.errors import (
    DeepdubError,
    DownloadFailed,
    DownloadWrong,
    OutputChanged,
    OutputExists,
    WeightsMissing,
)


def error_text(error: Exception) -> str:
    """Return the sentence for any error; where the engine's names a command, this one names what the window has."""
    if isinstance(error, DownloadFailed):
        what = f"“{error.url}” could not be fetched ({error.reason})"
        return f"{what}: try again later, or fetch it on another machine and import the archive."
    if isinstance(error, DownloadWrong):
        what = f"“{error.url}” sent something else than the model ({error.reason}), and nothing was installed"
        return f"{what}: try another network, or fetch it on another machine and import the archive."
    if isinstance(error, WeightsMissing) and not error.is_shipped:
        return f"The model “{error.name}” is not installed: fetch it, or import it with Stems, Models."
    if isinstance(error, OutputExists):
        return f"“{error.path}” is there already: replace it, or keep it as it is."
    if isinstance(error, DeepdubError):
        return str(error)
    return f"Something went wrong that should not ({type(error).__name__}: {error}): the log has the details."


def replace_text(error: OutputExists | OutputChanged) -> str:
    """Return the sentence for what is in the way of a result, where it can be replaced with a button."""
    if isinstance(error, OutputChanged):
        return f"“{error.path}” was changed by another program after it was opened: replace it, or save as another."
    return f"“{error.path}” exists already: replace it, or export to another folder."
