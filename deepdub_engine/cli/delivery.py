"""Delivery of a mix with ``remix``: into the film, as Broadcast Wave, and cue sheets with ``lines``."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from deepdub_engine.audio.broadcast_wav import write_broadcast_wav
from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.media.names import codec_name
from deepdub_engine.base.errors import FilmNameMissing
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.timecodes import FRAME_RATES, parse_timecode
from deepdub_engine.cli.parser import Parser
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline.cue_sheets import SheetLine, write_cue_sheets
from deepdub_engine.pipeline.dub.status import LineStatus
from deepdub_engine.pipeline.film_export import export_film


def add_delivery(parser: Parser) -> None:
    """Add the options of ``remix`` that deliver the mix."""
    film = parser.group(mark("into the film"))
    film.add_argument(
        "--into", type=Path, metavar="FILM", help=mark("copy this film and add the mix as its first track")
    )
    film.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=mark("the film to write: .mkv, .mp4, .mov or .ts")
    )
    film.add_argument("--language", metavar="CODE", help=mark("language of the new track, such as deu or kor"))
    film.add_argument("--title", metavar="TEXT", help=mark("name of the new track in players"))
    film.add_argument("--only", action="store_true", help=mark("leave the film's own sound tracks out"))
    wave = parser.group(mark("as Broadcast Wave"))
    wave.add_argument(
        "--bwf", type=Path, metavar="WAV", help=mark("also write the mix at 48 kHz and 24 bit with time code")
    )
    _add_timecode(wave)


def add_sheets(parser: Parser) -> None:
    """Add the options of ``lines`` that write cue sheets."""
    sheets = parser.group(mark("cue sheets"))
    sheets.add_argument("--sheets", type=Path, metavar="DIR", help=mark("write a cue sheet per speaker, CSV and HTML"))
    _add_timecode(sheets)


def _add_timecode(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--fps",
        choices=list(FRAME_RATES),
        default="25",
        metavar="RATE",
        help=mark("frames per second of the time code; 25 by default"),
    )
    group.add_argument(
        "--timecode", default="00:00:00:00", metavar="HH:MM:SS:FF", help=mark("time code of the start of the clip")
    )


def delivered(options: Namespace, mix: Path, report: Report) -> Job[Report]:
    """Deliver a mix as the options say; return the report with what was written.

    Raises
    ------
    DeepdubError
        If something cannot be delivered.
    """
    lines, values, warnings = report.lines, dict(report.values), report.warnings
    if options.bwf is not None:
        start_s = parse_timecode(options.timecode, options.fps)
        writing = write_broadcast_wav(
            mix, options.bwf, start_s, description=options.title or options.folder.name, force=options.force
        )
        yield from staged(writing, 0.0, 0.5 if options.into else 1.0)
        lines += (message("{path}: Broadcast Wave", path=options.bwf),)
        values["bwf"] = str(options.bwf)
    if options.into is not None:
        if options.output is None:
            raise FilmNameMissing(options.into)
        track = AddedTrack(mix, options.language, options.title)
        exporting = export_film(
            options.into, track, options.output, keep_original=not options.only, force=options.force
        )
        film = yield from staged(exporting, 0.5 if options.bwf else 0.0, 1.0)
        lines += (message("{path}: the film with the mix ({codec})", path=film.path, codec=codec_name(film.codec)),)
        values["film"] = str(film.path)
        warnings = (*warnings, *film.left_out)
    return Report(lines, values, warnings, report.exit_code)


def sheet_report(options: Namespace, lines: Sequence[LineStatus], report: Report) -> Report:
    """Write the cue sheets that the options ask for; return the report with their paths.

    Raises
    ------
    DeepdubError
        If the time code is none, or a sheet cannot be written.
    """
    if options.sheets is None:
        return report
    start_s: Fraction = parse_timecode(options.timecode, options.fps)
    rows = [SheetLine(line.number, line.start_ms, line.end_ms, line.text, line.speaker) for line in lines]
    paths = write_cue_sheets(rows, options.sheets, title=options.folder.name, rate=options.fps, start_s=start_s)
    values = {**report.values, "sheets": [str(path) for path in paths]}
    written = message("{count:cue sheet|cue sheets} in {folder}", count=len(paths), folder=options.sheets)
    return Report((*report.lines, written), values, report.warnings)
