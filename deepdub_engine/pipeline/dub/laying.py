"""Lay the voices of a sentence folder: fit, level and mix them."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.errors import AccompanimentMissing, FileMissing, FileUnreadable, NoVoices, from_os_error
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.timing import format_clock, sample_to_ms
from deepdub_engine.pipeline.dub.bed import Bed, make_bed
from deepdub_engine.pipeline.dub.fitting import fitted_voice
from deepdub_engine.pipeline.dub.levels import Measured, voice_gains_db
from deepdub_engine.pipeline.dub.lines import Line
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER
from deepdub_engine.pipeline.dub.mixing import LaidVoice, Mix
from deepdub_engine.pipeline.dub.options import Bed as BedKind
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.plan import Placement
from deepdub_engine.pipeline.dub.rendering import (
    MUSIC_AND_EFFECTS,
    RESULT,
    render_music_and_effects,
    render_result,
    write_mixes,
)
from deepdub_engine.pipeline.dub.report import line_statuses
from deepdub_engine.pipeline.dub.room import Room, make_room
from deepdub_engine.pipeline.dub.status import LineStatus, Status, warnings_of
from deepdub_engine.pipeline.dub.survey import Survey, survey_folder, unreadable
from deepdub_engine.pipeline.dub.voice import read_voice, speech_lufs
from deepdub_engine.pipeline.generated_speech import SegmentFormat, length
from deepdub_engine.pipeline.publishing import exchange
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles


@dataclass(frozen=True, slots=True)
class Laid:
    """The result of laying voices; see `Remix`."""

    path: Path
    samples: int
    generated: int
    kept: int
    warnings: tuple[Message, ...]
    lines: tuple[LineStatus, ...]
    limited_db: float
    me: Path | None


def lay_voices(
    folder: Path, rows: list[SegmentFiles], form: SegmentFormat, work: Path, options: RemixOptions
) -> Job[Laid]:
    """Lay the voices of a folder into the clip and write the results; only what changed is made anew.

    Raises
    ------
    NoVoices
        If there is nothing to lay.
    AccompanimentMissing
        If the accompaniment is to be heard where there is none.
    FolderInvalid, FileMissing, FileUnreadable
        If segments or stems are missing or damaged.
    DiskFull, OutputNotWritable
        If the results cannot be written.
    """
    found = yield from staged(survey_folder(folder, rows, form, work, options), 0.0, 0.3)
    foreign = _foreign(found)
    if not foreign and not any(found.take(line) for line in found.lines):
        raise NoVoices(folder / AUDIO_FOLDER)
    found.audio = replace(found.audio, foreign=foreign)
    voices, gains_db = yield from staged(fit_voices(found, work, options), 0.3, 0.6)
    mix = Mix(_bed(found, options), voices, abs(options.duck_db), options.peak_dbtp)
    result = folder / AUDIO_FOLDER / RESULT
    staging = work / "made" / AUDIO_FOLDER
    staging.mkdir(parents=True)
    made = staging / RESULT
    fresh, limited_db = yield from staged(render_result(mix, found.manifest, result, made), 0.6, 0.9)
    aside, stale = yield from staged(write_mixes(mix, found.manifest, made, fresh, folder), 0.9, 0.95)
    me = yield from staged(_music_and_effects(found, mix, options, staging), 0.95, 1.0)
    _publish(staging, folder, stale)
    lines = line_statuses(found, _digests(found), gains_db)
    found.manifest.laid = _digests(found)
    store_manifest(found, voices)
    warnings = (*warnings_of(lines, limited_db), *_folder_warnings(found, aside))
    kept = sum(Status.NONE in line.statuses for line in lines)
    return Laid(result, found.audio.samples, len(voices), kept, warnings, lines, limited_db, me)


def fit_voices(
    found: Survey, work: Path, options: RemixOptions
) -> Job[tuple[tuple[LaidVoice, ...], tuple[float, ...]]]:
    """Fit and level the voices of a folder; return those that can be laid, and the gain of every line.

    Fitted voices are kept in the folder; only those that changed are made.
    """
    room = yield from staged(make_room(found, options.room), 0.0, 0.1)
    fitted = yield from staged(_fit(found, work, room), 0.1, 1.0)
    gains_db = voice_gains_db([_loudness(found, index) for index in range(len(found.lines))], options.level)
    voices = tuple(
        replace(voice, gain_db=gain_db) for voice, gain_db in zip(fitted, gains_db, strict=True) if voice is not None
    )
    return voices, gains_db


def _foreign(found: Survey) -> frozenset[int]:
    """Return the sentences without a voice whose mix was made elsewhere."""
    foreign = set()
    for line in found.lines:
        row = line.row
        if found.take(line) is None and row.path.is_file() and not found.manifest.wrote(row.path):
            with contextlib.suppress(FileMissing, FileUnreadable, OSError):
                same = filecmp.cmp(row.path, row.original, shallow=False)
                if not same and length(row.path) == line.samples:
                    foreign.add(row.hash)
    return frozenset(foreign)


def _fit(found: Survey, work: Path, room: Room | None) -> Job[list[LaidVoice | None]]:
    """Make the sounds of all placed voices that are not there yet."""
    laid: list[LaidVoice | None] = []
    store = found.folder / DUB_FOLDER
    store.mkdir(exist_ok=True)
    for index, (line, placed) in enumerate(zip(found.lines, found.placements, strict=True)):
        yield Progress(index, len(found.lines), mark("Fitting voices"))
        laid.append(None if placed is None else _fitted(found, index, line, placed, store, work, room))
        if laid[-1] is None:
            found.placements[index] = None
    return laid


def _fitted(
    found: Survey, index: int, line: Line, placed: Placement, store: Path, work: Path, room: Room | None
) -> LaidVoice | None:
    take, form = found.take(line), found.audio.form
    assert take is not None, "only lines with a voice are placed"  # noqa: S101
    try:
        facts = [found.manifest.digest(take), placed.pieces, placed.speed, placed.samples, form.rate_hz]
        key = hashlib.blake2b(json.dumps([*facts, room.key if room else ""]).encode(), digest_size=8).hexdigest()
        path = store / f"{line.row.hash}-{key}.wav"
        entry = found.manifest.fitted.get(str(line.row.hash), {})
        if entry.get("key") != key or not path.is_file():
            sound, _ = read_voice(take, form, work)
            made = fitted_voice(sound, form.rate_hz, placed)
            lufs = speech_lufs(made, form.rate_hz)
            made = room.applied(made, found.audio.samples - placed.start) if room else made
            write_wav(path, [made], form.rate_hz, made.shape[1], len(made), Depth.FLOAT)
            found.manifest.fitted[str(line.row.hash)] = entry = {"key": key, "lufs": lufs, "samples": len(made)}
    except (FileMissing, FileUnreadable) as error:
        found.problems[index] = unreadable(take, error)
        return None
    return LaidVoice(path, key, placed.start, placed.start + int(entry["samples"]), 0.0, line.row.hash)


def _loudness(found: Survey, index: int) -> Measured | None:
    slot, line = found.slots[index], found.lines[index]
    entry = found.manifest.fitted.get(str(line.row.hash), {})
    if found.placements[index] is None or slot is None:
        return None
    return Measured(line.speaker, entry.get("lufs"), slot.lufs)


def _bed(found: Survey, options: RemixOptions) -> Bed:
    placed = {line.row.hash for line, at in zip(found.lines, found.placements, strict=True) if at is not None}
    everywhere = options.bed is BedKind.ACCOMPANIMENT
    bare = [row.hash in placed or (everywhere and not row.spoken) for row in found.audio.rows]
    _check_accompaniment(found, bare)
    return make_bed(found.audio, bare)


def _check_accompaniment(found: Survey, bare: list[bool]) -> None:
    for row, alone, start in zip(found.audio.rows, bare, found.audio.bounds, strict=False):
        if alone and not row.accompaniment.exists():
            time_ms = sample_to_ms(start, found.audio.form.rate_hz)
            raise AccompanimentMissing(found.folder, format_clock(time_ms))


def _publish(staging: Path, folder: Path, stale: Iterable[str]) -> None:
    """Move all that was made to its place as a whole."""
    names = sorted(path.name for path in staging.iterdir())
    try:
        exchange(
            staging.parent,
            folder,
            [f"{AUDIO_FOLDER}/{name}" for name in names],
            [f"{AUDIO_FOLDER}/{name}" for name in stale],
        )
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error


def _music_and_effects(found: Survey, mix: Mix, options: RemixOptions, staging: Path) -> Job[Path | None]:
    if not options.me:
        return None
    bare = [True] * len(found.audio.rows)
    _check_accompaniment(found, bare)
    alone = Mix(make_bed(found.audio, bare), (), 0.0, mix.peak_dbtp)
    path = found.folder / AUDIO_FOLDER / MUSIC_AND_EFFECTS
    yield from render_music_and_effects(alone, found.manifest, path, staging / path.name)
    return path


def _digests(found: Survey) -> dict[str, str]:
    digests: dict[str, str] = {}
    for line, placed in zip(found.lines, found.placements, strict=True):
        take = found.take(line)
        if take is not None and placed is not None:
            digests[str(line.row.hash)] = str(found.manifest.voices[take.name]["digest"])
    return digests


def store_manifest(found: Survey, voices: tuple[LaidVoice, ...]) -> None:
    """Store the manifest, without what is no longer there, and remove fitted voices that are not in use."""
    used = {voice.path.name for voice in voices}
    for path in (found.folder / DUB_FOLDER).glob("*-*.wav"):
        if path.name not in used:
            path.unlink(missing_ok=True)
    present = {path.name for paths in found.takes.by_hash.values() for path in paths}
    found.manifest.voices = {name: entry for name, entry in found.manifest.voices.items() if name in present}
    lines = {str(line.row.hash) for line in found.lines}
    found.manifest.slots = {key: entry for key, entry in found.manifest.slots.items() if key in lines}
    found.manifest.fitted = {key: entry for key, entry in found.manifest.fitted.items() if key in lines}
    found.manifest.save(found.folder)


def _folder_warnings(found: Survey, aside: int) -> Iterator[Message]:
    for stray in found.takes.strays:
        yield stray_warning(stray)
    if aside:
        yield message("Mixes made elsewhere, now in “set_aside”: {count}.", count=aside)


def stray_warning(path: Path) -> Message:
    """Return a warning about a file that looks like a voice."""
    return message("{name} looks like a voice but belongs to no line: check its name.", name=path.name)
