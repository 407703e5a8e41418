"""The error messages of the window."""

from __future__ import annotations

from collections.abc import Callable

from deepdub_engine.base.errors import (
    DeepdubError,
    DownloadFailed,
    DownloadMismatch,
    FolderInvalid,
    FrameRateUnknown,
    OutputChanged,
    OutputExists,
    SubtitleEncodingUnknown,
    WeightsMissing,
    typed,
)
from deepdub_gui.base.i18n import tr

Remedy = tuple[str, Callable[[], object]]
"""The text of a button that helps with an error, and its callback."""


def error_text(error: Exception) -> str:
    """Return the message for any error; where the engine's mentions a command, name the window's button instead."""
    known = typed(error)
    if known is not None:
        return _in_the_window(known) or tr(known.to_message())
    return tr(
        "Internal error ({name}: {error}). The log has the details.",
        name=type(error).__name__,
        error=error,
    )


def _in_the_window(error: DeepdubError) -> str:
    """Return the message for an error whose own does not suit the window; empty for any other error."""
    text = ""
    match error:
        case DownloadFailed(url=url, reason=reason):
            what = tr("“{url}” could not be downloaded ({reason})", url=url, reason=reason)
            text = tr("{what}: try again later, or download it on another computer and import the archive.", what=what)
        case DownloadMismatch(url=url, reason=reason):
            what = tr(
                "“{url}” did not send the expected model ({reason}); nothing was installed",
                url=url,
                reason=reason,
            )
            text = tr(
                "{what}: try another network, or download it on another computer and import the archive.", what=what
            )
        case WeightsMissing(name=name) if not error.is_shipped:
            text = tr("The model “{name}” is not installed: fetch or import it in Stems, Models.", name=name)
        case OutputExists(path=path):
            text = tr("“{path}” already exists: replace it, or keep it.", path=path)
        case FolderInvalid(path=path, reason=reason):
            text = tr(
                "“{path}” is not a sentence folder of this clip ({reason}): choose another, or export it again.",
                path=path,
                reason=reason,
            )
        case SubtitleEncodingUnknown(path=path):
            text = tr("“{name}” has an unknown text encoding: save it as UTF-8 and open it again.", name=path.name)
        case FrameRateUnknown(path=path):
            text = tr(
                "“{name}” counts frames but does not state the frame rate: open it again and enter the rate.",
                name=path.name,
            )
    return text


def replace_text(error: OutputExists | OutputChanged) -> str:
    """Return the message for a file that is in the way of a result, shown with a button that replaces it."""
    if isinstance(error, OutputChanged):
        return tr(
            "“{path}” was changed by another program after it was opened: replace it, or save under another name.",
            path=error.path,
        )
    return tr("“{path}” already exists: replace it, or export to another folder.", path=error.path)
