"""The report of a batch: ``report.csv`` and ``report.html``, with what needs a person's ear first."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.messages import Message, MessageOrText, joined, message, told_from_json
from deepdub_engine.base.spreadsheets import as_text
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.checked import is_checked
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.overview import OVERVIEW, Overview, read_overview
from deepdub_engine.batch.report_page import page

COLUMNS = (
    "episode",
    "state",
    "shift",
    "confidence",
    "sentences",
    "to check",
    "seconds",
    "memory MB",
    "off speech",
    "loudness LUFS",
    "highest sample dBFS",
    "media",
)
_UNPRINTABLE = "replace"  # names of files that are no Unicode, as of old archives
_NUMBERS = {"off speech", "loudness LUFS", "highest sample dBFS"}


@dataclass(frozen=True, slots=True)
class StepTime:
    """A command, and the seconds that it took; of pieces, all together."""

    name: str
    seconds: float


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
    overview
        What is to see and to hear of it; None if nobody looked.
    steps
        Its commands, with the time of each.
    """

    name: str
    media: str
    state: str
    shift: MessageOrText
    confidence: str
    sentences: str
    remarks: tuple[MessageOrText, ...]
    seconds: float
    memory_mb: int
    overview: Overview | None = None
    steps: tuple[StepTime, ...] = ()


def shared_warnings(results: Sequence[EpisodeResult]) -> tuple[MessageOrText, ...]:
    """Return the warnings that all of several episodes have, such as one about the model."""
    each = [_warnings(result) for result in results if not result.error]
    return tuple(text for text in each[0] if all(text in others for others in each)) if len(each) > 1 else ()


def _warnings(result: EpisodeResult) -> list[MessageOrText]:
    found: list[MessageOrText] = []
    for values in (outcome.values for outcome in result.outcomes):
        texts = values.get("warnings", ())
        told = values.get("warning_messages", texts)
        found += [_told(one, text) for one, text in zip(told, texts, strict=False)]
    return found


def _told(value: object, otherwise: object) -> MessageOrText:
    """Return a message that a command reported; without one, or if it is damaged, its English text."""
    try:
        return told_from_json(value) or str(otherwise)
    except ValueError:
        return str(otherwise)


def report_rows(results: Sequence[EpisodeResult]) -> list[Row]:
    """Return a row for each episode: first those that failed, then those to check, each by confidence."""
    order, shared = {"failed": 0, "check": 1, "done": 2}, shared_warnings(results)
    rows = [_row(result, shared) for result in results]
    return sorted(rows, key=lambda row: (order[row.state], row.confidence, -_off(row), row.name))


def _off(row: Row) -> int:
    return row.overview.off or 0 if row.overview else 0


def _row(result: EpisodeResult, shared: Sequence[MessageOrText]) -> Row:
    values = {outcome.task.kind: outcome.values for outcome in result.outcomes}
    aligned, run = values.get(StepKind.ALIGN, {}), values.get(StepKind.RUN, {})
    confidence = f"{aligned['confidence']:.2f}" if "offset_ms" in aligned else ""
    remarks: list[MessageOrText] = [result.reason or result.error] if result.error else []
    if aligned and not aligned.get("confident", True) and not _is_checked(result):
        remarks.append(_told(aligned.get("reason_message"), aligned.get("reason", "")))
    remarks += [warning for warning in _warnings(result) if warning not in shared]
    overview = _overview(result)
    if overview is not None and overview.off:
        remarks.append(message("{count:subtitle does|subtitles do} not match the speech.", count=overview.off))
    state = "failed" if result.error else "check" if remarks else "done"
    spent = [outcome.values for outcome in result.outcomes]
    return Row(
        result.item.name,
        str(result.item.media),
        state,
        _shift(aligned) if "offset_ms" in aligned else "",
        confidence,
        str(len(run["sentences"])) if "sentences" in run else "",
        tuple(dict.fromkeys(remarks)),
        round(sum(float(each.get("seconds", 0)) for each in spent), 1),
        max((int(each.get("memory_mb", 0)) for each in spent), default=0),
        overview,
        _steps(result),
    )


def _shift(aligned: Mapping[str, Any]) -> Message:
    parts: list[MessageOrText] = [f"{aligned['offset_ms'] / 1000:+.3f} s".replace("-", "−")]
    if aligned.get("ratio", 1) != 1:
        parts.append(f"×{aligned['ratio']:.5f}")
    for one in aligned["breaks"]:
        jump, at = f"{one['jump_ms'] / 1000:+.3f}", f"{one['at_ms'] / 1000:.0f}"
        parts.append(message("{jump} s at {at} s", jump=jump, at=at))
    return joined(", ", parts)


def _overview(result: EpisodeResult) -> Overview | None:
    looking = (outcome.task for outcome in result.outcomes if outcome.task.has_overview and not outcome.error)
    task = next(looking, None)
    return None if task is None else read_overview(task.folder / OVERVIEW)


def _is_checked(result: EpisodeResult) -> bool:
    return any(is_checked(each.task) for each in result.outcomes if each.task.kind is StepKind.ALIGN)


def _steps(result: EpisodeResult) -> tuple[StepTime, ...]:
    spent: dict[str, float] = {}
    for outcome in result.outcomes:
        name = outcome.task.kind.value
        spent[name] = spent.get(name, 0.0) + float(outcome.values.get("seconds", 0))
    return tuple(StepTime(name, seconds) for name, seconds in spent.items())


def write_report(
    results: Sequence[EpisodeResult], folder: Path, catalogue: Catalogue | None = None
) -> tuple[Path, Path]:
    """Write ``report.csv``, in English, and ``report.html``, in the language of a catalogue; return their paths.

    Raises
    ------
    OutputNotWritable, DiskFull
        If one cannot be written, as where a spreadsheet has it open; the page is written first.
    """
    rows = report_rows(results)
    table, shown = folder / "report.csv", folder / "report.html"
    with replacing(shown) as temporary:
        temporary.write_text(page(rows, shared_warnings(results), catalogue), "utf-8", _UNPRINTABLE, newline="")
    with replacing(table) as temporary:  # spreadsheets take files without a mark for an old code page
        temporary.write_text(_csv(rows), "utf-8-sig", _UNPRINTABLE, newline="")
    return table, shown


def _cells(row: Row) -> tuple[str, ...]:
    overview = row.overview
    levels = (overview.lufs, overview.peak_db) if overview else (None, None)
    off = "" if overview is None or overview.off is None else str(overview.off)
    remarks = " ".join(map(str, row.remarks))
    head = (row.name, row.state, str(row.shift), row.confidence, row.sentences, remarks, f"{row.seconds:.1f}")
    return (*head, str(row.memory_mb), off, *("" if level is None else f"{level:.1f}" for level in levels), row.media)


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = zip(COLUMNS, _cells(row), strict=True)
        writer.writerow([cell if column in _NUMBERS else as_text(cell) for column, cell in cells])
    return text.getvalue()
