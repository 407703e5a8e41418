"""The report of a batch: ``report.csv`` and ``report.html``, with what needs a person's ear first."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.spreadsheets import as_text
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.items import StepKind

COLUMNS = ("episode", "state", "shift", "confidence", "sentences", "to check", "seconds", "memory MB", "media")
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #c0392b; --odd: #b9770e; --good: #1e8449; }
@media (prefers-color-scheme: dark) { :root { --bad: #ec7063; --odd: #f5b041; --good: #58d68d; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.failed { color: var(--bad); } .check { color: var(--odd); } .done { color: var(--good); }
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report.

    Parameters
    ----------
    name, media
        The episode, and its clip.
    state
        ``failed``, ``check`` or ``done``.
    shift, confidence
        What `align` found; empty if it did not run.
    sentences
        How many sentences the episode has; empty if nobody counted.
    remarks
        What a person should look at, one sentence each.
    seconds, memory_mb
        Time of its commands in seconds, and the most memory of one in MB.
    """

    name: str
    media: str
    state: str
    shift: str
    confidence: str
    sentences: str
    remarks: tuple[str, ...]
    seconds: float
    memory_mb: int


def report_rows(results: Sequence[EpisodeResult]) -> list[Row]:
    """Return a row for each episode: first those that failed, then those to check, each by confidence."""
    order = {"failed": 0, "check": 1, "done": 2}
    return sorted((_row(result) for result in results), key=lambda row: (order[row.state], row.confidence, row.name))


def _row(result: EpisodeResult) -> Row:
    values = {outcome.task.kind: outcome.values for outcome in result.outcomes}
    aligned, run = values.get(StepKind.ALIGN, {}), values.get(StepKind.RUN, {})
    shift = confidence = ""
    if "offset_ms" in aligned:
        shift = f"{aligned['offset_ms'] / 1000:+.3f} s".replace("-", "−")
        shift += "" if aligned.get("ratio", 1) == 1 else f", ×{aligned['ratio']:.5f}"
        shift += "".join(
            f", {one['jump_ms'] / 1000:+.3f} s at {one['at_ms'] / 1000:.0f} s" for one in aligned["breaks"]
        )
        confidence = f"{aligned['confidence']:.2f}"
    remarks = [result.error] if result.error else []
    remarks += [str(warning) for told in values.values() for warning in told.get("warnings", ())]
    state = "failed" if result.error else "check" if remarks else "done"
    spent = [outcome.values for outcome in result.outcomes]
    return Row(
        result.item.name,
        str(result.item.media),
        state,
        shift,
        confidence,
        str(len(run["sentences"])) if "sentences" in run else "",
        tuple(dict.fromkeys(remarks)),
        round(sum(float(each.get("seconds", 0)) for each in spent), 1),
        max((int(each.get("memory_mb", 0)) for each in spent), default=0),
    )


def write_report(results: Sequence[EpisodeResult], folder: Path) -> tuple[Path, Path]:
    """Write ``report.csv`` and ``report.html`` into a folder; return their paths."""
    rows = report_rows(results)
    paths = folder / "report.csv", folder / "report.html"
    for path, text in zip(paths, (_csv(rows), _html(rows)), strict=True):
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="")
    return paths


def _cells(row: Row) -> tuple[str, ...]:
    ends = (f"{row.seconds:.1f}", str(row.memory_mb), row.media)
    return (row.name, row.state, row.shift, row.confidence, row.sentences, " ".join(row.remarks), *ends)


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in _cells(row)] for row in rows)
    return text.getvalue()


def _html(rows: Sequence[Row]) -> str:
    counts = {state: sum(row.state == state for row in rows) for state in ("failed", "check", "done")}
    head = "".join(f"<th>{html.escape(column)}</th>" for column in COLUMNS)
    body = "\n".join(_html_row(row) for row in rows)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Deepdub: batch</title>'
        f"<style>{_STYLE}</style>\n<h1>Batch</h1>\n"
        f'<p><b class="failed">{counts["failed"]} failed</b>, <b class="check">{counts["check"]} to check</b>, '
        f'<b class="done">{counts["done"]} done</b></p>\n'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></html>\n"
    )


def _html_row(row: Row) -> str:
    cells = []
    for column, cell in zip(COLUMNS, _cells(row), strict=True):
        kind = f' class="{row.state}"' if column == "state" else ' class="number"' if column in COLUMNS[3:5] else ""
        cells.append(f"<td{kind}>{html.escape(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>"
