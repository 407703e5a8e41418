"""Say of every line what has become of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.timing import format_clock, sample_to_ms
from deepdub_engine.pipeline.dub.levels import LARGEST_GAIN_DB
from deepdub_engine.pipeline.dub.lines import Line
from deepdub_engine.pipeline.dub.plan import Placement
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_engine.pipeline.dub.survey import Survey
from deepdub_engine.pipeline.dub.voice import VoiceFacts


def line_statuses(
    found: Survey, laid: dict[str, str], gains_db: Sequence[float] | None = None
) -> tuple[LineStatus, ...]:
    """Return the status of every line.

    Parameters
    ----------
    found
        The folder.
    laid
        Digests of the voices that are in the mix, to see which are new or changed.
    gains_db
        The gain of each voice; None before it is known.
    """
    return tuple(
        _line_status(found, index, line, laid, gains_db[index] if gains_db else 0.0)
        for index, line in enumerate(found.lines)
    )


def _line_status(found: Survey, index: int, line: Line, laid: dict[str, str], gain_db: float) -> LineStatus:
    rate_hz = found.audio.form.rate_hz
    voice, placed, slot = found.voices[index], found.placements[index], found.slots[index]
    take = found.take(line)
    names = tuple(path.name for path in found.takes.by_hash.get(line.row.hash, ()))

    def in_ms(samples: int) -> int:
        return sample_to_ms(samples, rate_hz)

    fitted = found.manifest.fitted.get(str(line.row.hash), {}).get("lufs")
    measured = fitted if fitted is not None else (voice.lufs if voice else None)
    notices = tuple(_notices(found, index, line, gain_db))
    return LineStatus(
        line.number,
        line.row.hash,
        line.start_ms,
        in_ms(line.stop_sample),
        line.text,
        line.speaker,
        tuple(sorted(_statuses(found, index, line, laid), key=list(Status).index)),
        take.name if take else None,
        names,
        round(placed.speed, 4) if placed else 1.0,
        in_ms(placed.over) if placed else 0,
        in_ms(placed.before) if placed else 0,
        in_ms(placed.behind) if placed else 0,
        in_ms(placed.shortened) if placed else 0,
        placed.start if placed else None,
        placed.stop if placed else None,
        _rounded(slot.lufs) if slot else None,
        _rounded(measured),
        round(gain_db, 2),
        notices,
        placed.moved_ms if placed else 0,
        found.limits[index].least_ms if placed else 0,
        found.limits[index].most_ms if placed else 0,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _statuses(found: Survey, index: int, line: Line, laid: dict[str, str]) -> Iterator[Status]:
    take, voice, placed = found.take(line), found.voices[index], found.placements[index]
    if line.keep:
        yield Status.KEPT
    elif take is None:
        yield Status.NONE
    elif index in found.problems or voice is None or placed is None:
        yield Status.DAMAGED
    else:
        yield from _voice_statuses(voice, placed)
    if take is None or line.keep:
        return
    key = str(line.row.hash)
    now = str(found.manifest.voices.get(take.name, {}).get("digest", ""))
    if _old_text(found, key, now):
        yield Status.OLD_TEXT
    if key not in laid:
        yield Status.NEW
    elif laid[key] != now:
        yield Status.CHANGED


def _voice_statuses(voice: VoiceFacts, placed: Placement) -> Iterator[Status]:
    if voice.silent:
        yield Status.SILENT
    if voice.clipped:
        yield Status.CLIPPED
    if voice.damaged:
        yield Status.DAMAGED
    if placed.over:
        yield Status.TOO_LONG
    if placed.speed != 1:
        yield Status.STRETCHED
    if placed.moved_ms:
        yield Status.MOVED
    if not placed.over and placed.speed == 1 and not voice.silent:
        yield Status.FITS


def _old_text(found: Survey, key: str, digest: str) -> str | None:
    entry = found.marks.old_text.get(key)
    return entry["was"] if entry and entry["digest"] == digest else None


def _notices(found: Survey, index: int, line: Line, gain_db: float) -> Iterator[Message]:
    if index in found.problems:
        yield found.problems[index]
    take, voice, placed = found.take(line), found.voices[index], found.placements[index]
    if take is None or line.keep or voice is None or placed is None:
        return
    rate_hz = found.audio.form.rate_hz
    if placed.over:
        yield message(
            "{name} is {over} ms too long even at {speed} times its speed; it is laid whole until {time}",
            name=take.name,
            over=sample_to_ms(placed.over, rate_hz),
            speed=f"{placed.speed:.2f}",
            time=format_clock(sample_to_ms(placed.stop, rate_hz)),
        )
    if voice.silent:
        yield message("{name} is silent", name=take.name)
    if voice.damaged:
        yield message("{name} has samples that are not numbers; they are silent", name=take.name)
    if voice.clipped:
        yield message("{name} is clipped", name=take.name)
    if abs(gain_db) >= LARGEST_GAIN_DB:
        yield message("{name} needs more than {gain} dB to be as loud as the original", name=take.name, gain="20")
    was = _old_text(found, str(line.row.hash), str(found.manifest.voices.get(take.name, {}).get("digest", "")))
    if was is not None:
        yield message("{name} was made for another text: “{was}”", name=take.name, was=was)
