"""The commands ``remix`` and ``lines``."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from deepdub_engine.base.atomic import require_folder
from deepdub_engine.base.messages import Message, MessageOrText, joined, mark, message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.serialization import to_plain
from deepdub_engine.base.timing import format_clock, format_shift
from deepdub_engine.cli.delivery import delivered, sheet_report
from deepdub_engine.cli.dub_arguments import remix_options
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_engine.pipeline.lines import Lines, keep_lines, line_statuses, map_voices, move_voices, undo
from deepdub_engine.pipeline.remix import remix

_SHOWN = 60
_NAMES = {
    Status.DAMAGED: mark("damaged"),
    Status.TOO_LONG: mark("too long"),
    Status.SILENT: mark("silent"),
    Status.CLIPPED: mark("clipped"),
    Status.OLD_TEXT: mark("older than its text"),
    Status.CHANGED: mark("changed"),
    Status.NEW: mark("new"),
    Status.STRETCHED: mark("stretched"),
    Status.FITS: mark("fits"),
    Status.MOVED: mark("moved"),
    Status.KEPT: mark("kept"),
    Status.NONE: mark("none"),
}


def run_remix(options: Namespace) -> Job[Report]:
    """Lay the generated voices of a folder into its clip."""
    delivers = options.bwf is not None or options.into is not None
    for output in filter(None, (options.bwf, options.output)):
        require_folder(output)
    mixing = remix(options.folder, remix_options(options), force=options.force)
    result = yield from staged(mixing, 0.0, 0.7 if delivers else 1.0)
    lines = [
        message(
            "{path}: {generated:sentence|sentences} with generated speech, {kept} without",
            path=result.path,
            generated=result.generated,
            kept=result.kept,
        )
    ]
    if result.me is not None:
        lines.append(message("{path}: music and effects", path=result.me))
    values = {
        "path": str(result.path),
        "samples": result.samples,
        "rate_hz": result.rate_hz,
        "generated": result.generated,
        "kept": result.kept,
        "limited_db": round(result.limited_db, 2),
        "me": None if result.me is None else str(result.me),
        "lines": [line_values(line) for line in result.lines],
    }
    report = Report(tuple(lines), values, result.warnings)
    return (yield from staged(delivered(options, result.path, report), 0.7, 1.0)) if delivers else report


def run_lines(options: Namespace) -> Job[Report]:
    """Show the status of every line, after a change if one is asked for."""
    notes: list[MessageOrText] = []
    if options.undo:
        notes.append(
            message(
                "{count:voice has its former name|voices have their former names} again.", count=undo(options.folder)
            )
        )
    if options.map:
        count = map_voices(options.folder)
        notes.append(
            message(
                "{count:voice of an earlier export has the name of its sentence"
                "|voices of earlier exports have the names of their sentences}.",
                count=count,
            )
        )
    for numbers, keep in ((options.keep, True), (options.no_keep, False)):
        if numbers:
            count = keep_lines(options.folder, numbers, keep=keep)
            kept, used = (
                mark("{count:line keeps its original|lines keep their original}."),
                mark("{count:line uses its voice|lines use their voices}."),
            )
            notes.append(message(kept if keep else used, count=count))
    if options.move:
        count = yield from move_voices(options.folder, dict(options.move))
        moved = message("{count:voice is moved|voices are moved} as far as there is room.", count=count)
        notes.append(moved)
    found = yield from line_statuses(options.folder, remix_options(options))
    return sheet_report(options, found.lines, _report(found, notes))


def _report(found: Lines, notes: list[MessageOrText]) -> Report:
    counts = Counter(line.status for line in found.lines)
    parts = [joined(" ", [str(counts[status]), message(_NAMES[status])]) for status in Status if counts[status]]
    summary = message("{count:line|lines}: {summary}", count=len(found.lines), summary=joined(", ", parts))
    rows = [_row(line) for line in found.lines]
    values = {
        "folder": str(found.folder),
        "counts": {str(status): counts[status] for status in Status},
        "lines": [line_values(line) for line in found.lines],
        "strays": [
            {"name": stray.name, "number": stray.number, "text": stray.text, "takes_place_of": stray.target}
            for stray in found.strays
        ],
    }
    return Report((*notes, *rows, summary), values, found.warnings)


def _row(line: LineStatus) -> Message:
    text = line.text if len(line.text) <= _SHOWN else f"{line.text[: _SHOWN - 1]}…"
    values = (("number", line.number), ("start", format_clock(line.start_ms)), ("what", _what(line)), ("text", text))
    return Message("{number:5}  {start}  {what:34}  {text}", values)


def _what(line: LineStatus) -> Message:
    words = {
        Status.STRETCHED: message("stretched by {speed}", speed=f"{line.speed:.2f}"),
        Status.TOO_LONG: message("{over} ms too long", over=line.over_ms),
        Status.MOVED: message("moved by {shift}", shift=format_shift(line.moved_ms)),
    }
    return joined(", ", [words.get(status, message(_NAMES[status])) for status in line.statuses])


def line_values(line: LineStatus) -> dict[str, object]:
    """Return a line as JSON values; the hash is text, because many programs round numbers of this size."""
    values: dict[str, object] = to_plain(line)
    return {
        **values,
        "hash": str(line.hash),
        "status": str(line.status),
        "statuses": [str(status) for status in line.statuses],
        "notices": [str(notice) for notice in line.notices],
    }
