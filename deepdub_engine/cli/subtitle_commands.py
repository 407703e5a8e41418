"""The command ``extract``, and descriptions of subtitle tracks."""

from __future__ import annotations

from argparse import Namespace

from deepdub_engine.audio.media import SubtitleTrack, TrackKind
from deepdub_engine.base.atomic import require_folder
from deepdub_engine.base.errors import OutputExists
from deepdub_engine.base.messages import counted
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
    text = f"{counted(len(file.cues), 'subtitle', 'subtitles')} as {NAMES[file.format]} in {options.output}"
    return Report(text, values, file.warnings)


def subtitle_line(track: SubtitleTrack) -> str:
    """Return a one-line description of a subtitle track."""
    remarks = [
        *([track.language] if track.language else []),
        *([f"“{track.title}”"] if track.title else []),
        *(["default"] if track.is_default else []),
        *(["forced"] if track.is_forced else []),
        *(["pictures"] if track.kind is TrackKind.PICTURES else []),
    ]
    return ", ".join([f"  subtitle track {track.number}: {track.format}", *remarks])


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
