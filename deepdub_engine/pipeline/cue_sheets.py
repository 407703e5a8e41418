"""Cue sheets for the recording booth: one per speaker, as CSV for programs and as HTML for people."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.spreadsheets import as_text
from deepdub_engine.base.timecodes import timecode_at

FOLDER = "cue_sheets"
_COLUMNS = ("number", "in", "out", "duration", "speaker", "text")
_UNSAFE = frozenset('<>:"/\\|?*')
_NO_ONE = "unknown"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 12pt sans-serif; margin: 2em; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top; }}
td.time {{ font-family: monospace; white-space: nowrap; }}
tr {{ page-break-inside: avoid; }}
thead {{ display: table-header-group; }}
</style></head><body>
<h1>{title}</h1>
<table><thead><tr><th>No.</th><th>In</th><th>Out</th><th>Seconds</th><th>Text</th></tr></thead>
<tbody>
{rows}
</tbody></table></body></html>
"""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a cue sheet.

    Parameters
    ----------
    number
        Running number in the film, from 1.
    start_ms, end_ms
        Times in the clip in milliseconds.
    text
        What is said.
    speaker
        Who says it; empty if unknown.
    """

    number: int
    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


def write_cue_sheets(
    lines: Sequence[SheetLine], folder: Path, *, title: str, rate: str, start_s: Fraction = Fraction(0)
) -> tuple[Path, ...]:
    """Write ``all.csv`` and ``all.html``, and a pair of files for every speaker; return the paths.

    Parameters
    ----------
    lines
        All lines in the order of the film.
    folder
        Folder for the files; created if missing.
    title
        Name of the film.
    rate
        Frame rate of the time codes, a key of `FRAME_RATES`.
    start_s
        Time code of the start of the clip in seconds.

    Raises
    ------
    DiskFull, OutputNotWritable
        If a file cannot be written.
    """
    speakers = sorted({line.speaker for line in lines})
    sheets = [("all", title, list(lines))]
    if speakers != [""]:
        names = _file_names(speakers)
        sheets += [
            (names[speaker], f"{title} – {speaker or _NO_ONE}", [line for line in lines if line.speaker == speaker])
            for speaker in speakers
        ]
    written: list[Path] = []
    for name, heading, chosen in sheets:
        rows = [_row(line, rate, start_s) for line in chosen]
        written += [
            _write(folder / f"{name}.csv", _csv(rows)),
            _write(folder / f"{name}.html", _html(heading, rows)),
        ]
    return tuple(written)


def _row(line: SheetLine, rate: str, start_s: Fraction) -> tuple[str, ...]:
    start, end = (timecode_at(start_s + Fraction(ms, 1000), rate) for ms in (line.start_ms, line.end_ms))
    return (str(line.number), start, end, f"{(line.end_ms - line.start_ms) / 1000:.3f}", line.speaker, line.text)


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows(tuple(map(as_text, row)) for row in rows)
    return text.getvalue().encode("utf-8-sig")  # spreadsheets take files without a mark for an old code page


def _html(title: str, rows: Iterable[tuple[str, ...]]) -> bytes:
    cells = (
        f'<tr><td>{number}</td><td class="time">{start}</td><td class="time">{end}</td><td>{seconds}</td>'
        f"<td>{html.escape(text).replace(chr(10), '<br>')}</td></tr>"
        for number, start, end, seconds, _, text in rows
    )
    return _PAGE.format(title=html.escape(title), rows="\n".join(cells)).encode()


def _file_names(speakers: Iterable[str]) -> dict[str, str]:
    """Return a file name for every speaker, distinct also where case does not count."""
    names: dict[str, str] = {}
    taken = {"all"}
    for speaker in speakers:
        clean = "".join("_" if letter in _UNSAFE or ord(letter) < 32 else letter for letter in speaker)
        base = clean.strip(" .")[:60] or _NO_ONE
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base} {number}", number + 1
        taken.add(name.casefold())
        names[speaker] = name
    return names


def _write(path: Path, data: bytes) -> Path:
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return path
