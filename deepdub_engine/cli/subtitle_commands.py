"""The command ``extract``, and descriptions of subtitle tracks."""

from __future__ import annotations

from argparse import Namespace

from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_engine.base.atomic import require_folder
from deepdub_engine.base.errors import OutputExists
from deepdub_engine.base.messages import Message, MessageOrText, joined, message
from deepdub_engine.base.progress import Job
from deepdub_engine.cli.report import Report
from deepdub_engine.subtitles import NAMES, save_subtitles
from deepdub_engine.subtitles.embedded import extract_subtitles


def extract(options: Namespace) -> Job[Report]:
    """Extract a subtitle track of a media file to a subtitle file."""
    if options.output.exists() and not options.force:
        raise OutputExists(options.output)
    require_folder(options.output)
    file = yield from extract_subtitles(options.media, options.track)
    save_subtitles(file, file.cues, options.output, overwrite=options.force)
    values = {"path": str(options.output), "format": file.format, "cues": len(file.cues)}
    text = message(
        "{count:subtitle|subtitles} as {format} in {path}",
        count=len(file.cues),
        format=NAMES[file.format],
        path=options.output,
    )
    return Report((text,), values, file.warnings)


def subtitle_line(track: SubtitleTrack) -> Message:
    """Return a one-line description of a subtitle track."""
    remarks: list[MessageOrText] = [
        *([track.language] if track.language else []),
        *([f"“{track.title}”"] if track.title else []),
        *([message("default")] if track.is_default else []),
        *([message("forced")] if track.is_forced else []),
        *([message("pictures")] if track.kind is TrackKind.PICTURES else []),
    ]
    head = message("  subtitle track {number}: {format}", number=track.number, format=track.format)
    return joined(", ", [head, *remarks])


def subtitle_values(track: SubtitleTrack) -> dict[str, object]:
    """Return the properties of a subtitle track as JSON-compatible values."""
    return {
        "number": track.number,
        "codec": track.codec,
        "kind": track.kind.value,
        "language": track.language,
        "title": track.title,
        "default": track.is_default,
        "forced": track.is_forced,
    }
