"""Write the dubbed sound: ``audio_gen.wav``, the mix of every sentence, and the music and effects."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Depth, Samples
from deepdub_engine.audio.wav import wav_writer, write_wav
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Spans, merge_spans, overlapping
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER, Manifest, stamp
from deepdub_engine.pipeline.dub.mixing import Mix, touched_spans
from deepdub_engine.pipeline.generated_speech import open_sound
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles
from deepdub_engine.separation.estimate import check_free_space

RESULT = "audio_gen.wav"
MUSIC_AND_EFFECTS = "audio_me.wav"
LIST = "audio_gen_list.txt"
SET_ASIDE = "set_aside"
_AS_STORED = {Depth.INT16: "int16", Depth.INT24: "int32", Depth.FLOAT: "float32"}


def render_result(mix: Mix, manifest: Manifest, result: Path, target: Path) -> Job[tuple[Spans, float]]:
    """Write ``audio_gen.wav`` to `target`; blocks that did not change are copied from the one before, `result`.

    Returns
    -------
    tuple of Spans and float
        The parts that were made anew, and by how many decibels the sound was limited at most.

    Raises
    ------
    DiskTooSmall
        If the disk has no room for it; raised before anything is written.
    """
    form, grid = mix.bed.audio.form, mix.grid
    _check_space(mix, target)
    keys = [mix.key(*span) for span in grid]
    valid = bool(manifest.result) and manifest.result == stamp(result) and len(manifest.blocks) == len(grid)
    known = manifest.blocks if valid else [[None, 0.0]] * len(grid)
    fresh, blocks = [], []
    with (
        wav_writer(target, form.rate_hz, form.channels, mix.bed.audio.samples, form.depth) as write,
        open_sound(result) if valid else contextlib.nullcontext() as former,
    ):
        for (start, stop), key, (known_key, known_db) in zip(grid, keys, known, strict=True):
            if former is not None and key == known_key:
                former.seek(start)
                block, limited_db = former.read(stop - start, dtype=_AS_STORED[form.depth], always_2d=True), known_db
            else:
                block, limited_db = mix.block(start, stop)
                fresh.append((start, stop))
            write(block)
            blocks.append([key, limited_db])
            yield Progress(stop, mix.bed.audio.samples, mark("Mixing"))
    manifest.blocks, manifest.result = blocks, stamp(target)
    limited = max((float(limited_db) for _, limited_db in blocks), default=0.0)
    return merge_spans(fresh, mix.bed.audio.samples), limited


def write_mixes(
    mix: Mix, manifest: Manifest, result: Path, fresh: Spans, folder: Path
) -> Job[tuple[int, tuple[str, ...]]]:
    """Cut ``<hash>_gen.wav`` of each sentence from the result, and of each gap that differs from the original.

    They are written beside `result`, in a folder of their own. A mix that was made elsewhere and is in the way in the
    sentence folder is set aside. Return how many were, and the names of former mixes to remove.
    """
    audio = mix.bed.audio
    changed = merge_spans([*touched_spans(mix), *_limited(mix, manifest)], audio.samples)
    names: list[str] = []
    wanted: list[tuple[SegmentFiles, int, int]] = []
    stale: list[str] = []
    for index, row in enumerate(audio.rows):
        start, stop = audio.span(index)
        differs = row.spoken or mix.bed.bare[index] or bool(overlapping(changed, start, stop))
        names.append(row.gen_name if differs else row.wav_name)
        path = row.audio / row.gen_name
        if not differs:
            if manifest.wrote(path):
                stale.append(path.name)
        elif row.hash not in audio.foreign and (overlapping(fresh, start, stop) or not _written(manifest, path)):
            wanted.append((row, start, stop))
    aside = sum(_set_aside(row, manifest, folder) for row, _, _ in wanted)
    manifest.pending = [row.gen_name for row, _, _ in wanted]
    manifest.save(folder)
    for number, (row, start, stop) in enumerate(wanted):
        yield Progress(number, len(wanted), mark("Writing mixes"))
        path = result.parent / row.gen_name
        form = audio.form
        write_wav(path, _part(result, start, stop, form.depth), form.rate_hz, form.channels, stop - start, form.depth)
        manifest.written[path.name] = stamp(path)
    manifest.written = {name: manifest.written[name] for name in names if name in manifest.written}
    manifest.pending = []
    if not _write_list(result.parent, audio.rows, names):
        stale.append(LIST)
    return aside, tuple(stale)


def render_music_and_effects(mix: Mix, manifest: Manifest, path: Path, target: Path) -> Job[None]:
    """Write ``audio_me.wav`` to `target`, unless it is at `path` and nothing changed."""
    form = mix.bed.audio.form
    key = hashlib.blake2b("".join(mix.key(*span) for span in mix.grid).encode(), digest_size=16).hexdigest()
    if manifest.me == [key, stamp(path)]:
        return
    _check_space(mix, target)
    with wav_writer(target, form.rate_hz, form.channels, mix.bed.audio.samples, form.depth) as write:
        for start, stop in mix.grid:
            write(mix.block(start, stop)[0])
            yield Progress(stop, mix.bed.audio.samples, mark("Writing music and effects"))
    manifest.me = [key, stamp(target)]


def _check_space(mix: Mix, target: Path) -> None:
    form = mix.bed.audio.form
    check_free_space(target.parent, form.depth.sample_bytes * form.channels * mix.bed.audio.samples)


def _limited(mix: Mix, manifest: Manifest) -> Iterator[tuple[int, int]]:
    for span, (_, limited_db) in zip(mix.grid, manifest.blocks, strict=True):
        if limited_db:
            yield span


def _written(manifest: Manifest, path: Path) -> bool:
    return path.is_file() and manifest.written.get(path.name) == stamp(path)


def _set_aside(row: SegmentFiles, manifest: Manifest, folder: Path) -> bool:
    path = row.audio / row.gen_name
    if not path.is_file() or manifest.wrote(path) or filecmp.cmp(path, row.original, shallow=False):
        return False
    target = free_name(folder / SET_ASIDE / path.name)
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    return True


def remove_gap_mixes(rows: Sequence[SegmentFiles], manifest: Manifest) -> None:
    """Remove the mixes of gaps, and their list, which are not part of a padded result."""
    for row in rows:
        path = row.audio / row.gen_name
        if not row.spoken and manifest.wrote(path):
            path.unlink(missing_ok=True)
    (rows[0].audio / LIST).unlink(missing_ok=True)


def remove_partial_files(folder: Path) -> None:
    """Remove what a killed remix left; call it while holding the folder's lock."""
    for name in (AUDIO_FOLDER, DUB_FOLDER):
        for path in (folder / name).glob(".partial-*"):
            path.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return a path that does not exist yet: this one, or one with a number."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.{number}{path.suffix}")
    return free


def _part(result: Path, start: int, stop: int, depth: Depth) -> Iterator[Samples]:
    with open_sound(result) as file:
        file.seek(start)
        for at in range(start, stop, BLOCK_SAMPLES):
            yield file.read(min(BLOCK_SAMPLES, stop - at), dtype=_AS_STORED[depth], always_2d=True)


def _write_list(audio: Path, rows: Sequence[SegmentFiles], names: list[str]) -> bool:
    """Write which files, joined, are the result, and return True, unless ``audio_segments_list.txt`` names them."""
    if names == [row.path_name for row in rows]:
        return False
    with replacing(audio / LIST) as temporary:
        temporary.write_text("".join(f"file '{name}'\n" for name in names), encoding="utf-8", newline="")
    return True
