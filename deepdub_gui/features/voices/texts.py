"""Texts about generated voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from deepdub_engine.base.timing import format_shift
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.widgets.cue_table_model import VoiceNote

if TYPE_CHECKING:
    from deepdub_engine.pipeline.lines import Stray
    from deepdub_engine.pipeline.voices import Comparison, FolderVoices

ATTENTION = "attention"
_NAMES = {
    Status.DAMAGED: mark("damaged"),
    Status.TOO_LONG: mark("too long"),
    Status.SILENT: mark("silent"),
    Status.CLIPPED: mark("clipped"),
    Status.OLD_TEXT: mark("old text"),
    Status.CHANGED: mark("changed"),
    Status.NEW: mark("new"),
    Status.STRETCHED: mark("stretched"),
    Status.MOVED: mark("moved"),
    Status.FITS: mark("fits"),
    Status.KEPT: mark("original kept"),
    Status.NONE: mark("none"),
}
_SHORT = 40


def status_text(line: LineStatus) -> str:
    """Return all statuses of a line, the worst first: ``too long by 120 ms, new``."""
    return ", ".join(_one(line, status) for status in line.statuses)


def _one(line: LineStatus, status: Status) -> str:
    if status is Status.TOO_LONG:
        return tr("too long by {ms} ms", ms=line.over_ms)
    if status is Status.STRETCHED:
        return tr("stretched by {speed}", speed=f"{line.speed:.2f}")
    if status is Status.MOVED:
        return tr("moved by {shift}", shift=format_shift(line.moved_ms))
    return tr(_NAMES[status])


def words_of(line: LineStatus) -> str:
    """Return the text of a line, at most 40 characters of it; its number counts sentences, the list subtitles."""
    return _shortened(line.text)


def voice_note(line: LineStatus | None) -> VoiceNote | None:
    """Return what the table shows of a line."""
    if line is None:
        return None
    kinds = {status.name for status in line.statuses} | ({ATTENTION} if line.notices else set())
    text = status_text(line)
    tips = [text if line.voice is None else f"{line.voice}: {text}", *(tr(notice) for notice in line.notices)]
    return VoiceNote(_short_status(line), "\n".join(tips), frozenset(kinds))


def _short_status(line: LineStatus) -> str:
    """Return the statuses of a line for a narrow column: only the worst if it needs attention."""
    if line.status is Status.TOO_LONG:
        return "⚠ " + tr("{seconds} s too long", seconds=f"{line.over_ms / 1000:.1f}")
    if line.notices:
        return "⚠ " + tr(_NAMES[line.status])
    short = {Status.STRETCHED: f"×{line.speed:.2f}", Status.MOVED: format_shift(line.moved_ms)}
    shown = [status for status in line.statuses if status is not Status.FITS or not line.moved_ms]
    return ", ".join(short.get(status) or tr(_NAMES[status]) for status in shown)


def filter_kinds(lines: Sequence[LineStatus]) -> list[tuple[str, str]]:
    """Return the filters that find something, as kind and text."""
    counts = Counter(status for line in lines for status in line.statuses)
    attention = sum(bool(line.notices) for line in lines)
    found = [
        (status.name, f"{tr(_NAMES[status]).capitalize()} ({counts[status]})") for status in Status if counts[status]
    ]
    return [(ATTENTION, tr("Needs attention ({count})", count=attention)), *found] if attention else found


def loaded_text(voices: FolderVoices) -> str:
    """Return what was loaded."""
    if not voices.found:
        name = voices.lines.folder.name
        return tr("No generated speech in “{name}”: it has no <hash>_gen_vocals.wav files.", name=name)
    missing = tr(", {missing} still missing", missing=voices.missing) if voices.missing else ""
    sentences = tr("1 sentence") if voices.found == 1 else tr("{found} sentences", found=voices.found)
    return tr("Loaded generated speech for {sentences}{missing}.", sentences=sentences, missing=missing)


def attention_text(lines: Sequence[LineStatus]) -> str:
    """Return how many lines need attention, and the first of the worst; empty if none does."""
    bad = sorted((line for line in lines if line.notices), key=lambda line: list(Status).index(line.status))
    if not bad:
        return ""
    return tr(
        "Needs attention: {count}, first “{text}”: {status}.",
        count=len(bad),
        text=words_of(bad[0]),
        status=status_text(bad[0]),
    )


def comparison_text(found: Comparison) -> str:
    """Return how the subtitles differ from the folder; empty if they do not."""
    if not found.differ:
        return ""
    parts = (
        (found.renamed, mark("moved: {count}")),
        (found.reworded, mark("other text: {count}")),
        (found.added, mark("new: {count}")),
        (found.gone, mark("gone: {count}")),
    )
    counts = ", ".join(tr(text, count=len(each)) for each, text in parts if each)
    first = next(each for each, _ in parts if each)[0]
    return tr(
        "The subtitles differ from the folder ({counts}; first “{text}”).", counts=counts, text=_shortened(first.text)
    )


def stray_text(strays: Sequence[Stray]) -> str:
    """Return which files look like voices and belong to no line; empty if there are none."""
    known = [stray for stray in strays if stray.target is not None]
    if known:
        return tr(
            "Voices of an earlier export: {count}, first {name}, now “{text}”.",
            count=len(known),
            name=known[0].name,
            text=_shortened(known[0].text or ""),
        )
    if strays:
        return tr("Voices that belong to no line: {count}, first {name}.", count=len(strays), name=strays[0].name)
    return ""


def arrived_text(lines: Sequence[LineStatus]) -> str:
    """Return which voices another program has written."""
    if len(lines) == 1:
        return tr("New voice for “{text}”: {status}.", text=words_of(lines[0]), status=status_text(lines[0]))
    return tr("New voices: {count}.", count=len(lines))


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
