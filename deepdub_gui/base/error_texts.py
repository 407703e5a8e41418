"""Sentences of the window that are made from values."""

from __future__ import annotations

from collections.abc import Callable

from deepdub_engine.base.errors import (
    DeepdubError,
    DownloadFailed,
    DownloadWrong,
    FolderInvalid,
    OutputChanged,
    OutputExists,
    SubtitleEncodingUnknown,
    WeightsMissing,
)
from deepdub_gui.base.i18n import tr

Remedy = tuple[str, Callable[[], object]]
"""The text of a button that helps with an error, and what it does."""


def error_text(error: Exception) -> str:
    """Return the sentence for any error; where the engine's names a command, this one names what the window has."""
    if isinstance(error, DeepdubError):
        return _in_the_window(error) or tr(error.wording())
    return tr(
        "Something went wrong that should not ({name}: {error}): the log has the details.",
        name=type(error).__name__,
        error=error,
    )


def _in_the_window(error: DeepdubError) -> str:
    """Return the sentence for an error whose own would not help here; empty for any other."""
    text = ""
    match error:
        case DownloadFailed(url=url, reason=reason):
            what = tr("“{url}” could not be fetched ({reason})", url=url, reason=reason)
            text = tr("{what}: try again later, or fetch it on another machine and import the archive.", what=what)
        case DownloadWrong(url=url, reason=reason):
            what = tr(
                "“{url}” sent something else than the model ({reason}), and nothing was installed",
                url=url,
                reason=reason,
            )
            text = tr("{what}: try another network, or fetch it on another machine and import the archive.", what=what)
        case WeightsMissing(name=name) if not error.is_shipped:
            text = tr("The model “{name}” is not installed: fetch it, or import it with Stems, Models.", name=name)
        case OutputExists(path=path):
            text = tr("“{path}” is there already: replace it, or keep it as it is.", path=path)
        case FolderInvalid(path=path, reason=reason):
            text = tr(
                "“{path}” is not a sentence folder of this clip ({reason}): choose another, or export it again.",
                path=path,
                reason=reason,
            )
        case SubtitleEncodingUnknown(path=path):
            text = tr("“{name}” is in no text encoding we know: save it as UTF-8 and open it again.", name=path.name)
    return text


def replace_text(error: OutputExists | OutputChanged) -> str:
    """Return the sentence for what is in the way of a result, where it can be replaced with a button."""
    if isinstance(error, OutputChanged):
        return tr(
            "“{path}” was changed by another program after it was opened: replace it, or save as another.",
            path=error.path,
        )
    return tr("“{path}” exists already: replace it, or export to another folder.", path=error.path)
