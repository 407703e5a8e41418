"""The commands ``remix`` and ``lines``."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from deepdub_engine.base.atomic import require_folder
from deepdub_engine.base.messages import counted
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.serialization import to_plain
from deepdub_engine.base.timing import format_clock, format_shift
from deepdub_engine.cli.delivery import delivered, sheet_report
from deepdub_engine.cli.dub_arguments import remix_options
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline import remix
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_engine.pipeline.lines import Lines, keep_lines, line_statuses, map_voices, move_voices, undo

_SHOWN = 60


def run_remix(options: Namespace) -> Job[Report]:
    """Lay the generated voices of a folder into its clip."""
    delivers = options.bwf is not None or options.into is not None
    for output in filter(None, (options.bwf, options.output)):
        require_folder(output)
    mixing = remix(options.folder, remix_options(options), force=options.force)
    result = yield from staged(mixing, 0.0, 0.7 if delivers else 1.0)
    generated = counted(result.generated, "sentence", "sentences")
    text = f"{result.path}: {generated} with generated speech, {result.kept} without"
    if result.me is not None:
        text += f"\n{result.me}: music and effects"
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
    report = Report(text, values, result.warnings)
    return (yield from staged(delivered(options, result.path, report), 0.7, 1.0)) if delivers else report


def run_lines(options: Namespace) -> Job[Report]:
    """Show the status of every line, after a change if one is asked for."""
    notes: list[str] = []
    if options.undo:
        back = counted(undo(options.folder), "voice has its former name", "voices have their former names")
        notes.append(f"{back} again.")
    if options.map:
        named = map_voices(options.folder)
        notes.append(
            counted(
                named,
                "voice of an earlier export has the name of its sentence.",
                "voices of earlier exports have the names of their sentences.",
            )
        )
    for numbers, keep in ((options.keep, True), (options.no_keep, False)):
        if numbers:
            changed = keep_lines(options.folder, numbers, keep=keep)
            one, many = (
                ("line keeps its original.", "lines keep their original.")
                if keep
                else ("line uses its voice.", "lines use their voices.")
            )
            notes.append(counted(changed, one, many))
    if options.move:
        moved = yield from move_voices(options.folder, dict(options.move))
        notes.append(
            counted(moved, "voice is moved as far as there is room.", "voices are moved as far as there is room.")
        )
    found = yield from line_statuses(options.folder, remix_options(options))
    return sheet_report(options, found.lines, _report(found, notes))


def _report(found: Lines, notes: list[str]) -> Report:
    counts = Counter(line.status for line in found.lines)
    summary = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
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
    text = "\n".join([*notes, *rows, f"{counted(len(found.lines), 'line', 'lines')}: {summary}"])
    return Report(text, values, found.warnings)


def _row(line: LineStatus) -> str:
    text = line.text if len(line.text) <= _SHOWN else f"{line.text[: _SHOWN - 1]}…"
    return f"{line.number:5}  {format_clock(line.start_ms)}  {_what(line):34}  {text}"


def _what(line: LineStatus) -> str:
    words = {
        Status.STRETCHED: f"stretched by {line.speed:.2f}",
        Status.TOO_LONG: f"{line.over_ms} ms too long",
        Status.MOVED: f"moved by {format_shift(line.moved_ms)}",
    }
    return ", ".join(words.get(status, str(status)) for status in line.statuses)


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
