"""A cache entry: a folder with sample files, their peaks, and a marker file that describes them."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.private import close_to_others
from deepdub_engine.base.regular import open_regular
from deepdub_engine.separation.stem_cache.keys import StemKey
from deepdub_engine.separation.stems import Stems

MARKER = "entry.json"
_PEAKS = "peaks.npz"
_LARGEST_MARKER = 1 << 24
_MOST_LEVELS = 32

CachedStems = tuple[Stems, tuple[Peaks, Peaks]]


@dataclass(frozen=True, slots=True)
class EntryMetadata:
    """The description of an entry.

    Parameters
    ----------
    key
        The key, from `StemKey.to_dict`.
    sizes
        Size of each file in bytes, by name.
    parts
        Start, stop, number of the file pair, and offset of each part, in samples; None for a whole clip in pair 0.
    """

    key: dict[str, Any]
    sizes: dict[str, int]
    parts: tuple[tuple[int, int, int, int], ...] | None

    @property
    def covered(self) -> int:
        """The number of clip samples that have been separated."""
        if self.parts is None:
            return int(self.key["samples"])
        return sum(stop - start for start, stop, _, _ in self.parts)


def read_marker(folder: Path) -> EntryMetadata:
    """Return the marker of an entry, after checking that all files exist with the right sizes.

    Raises
    ------
    Exception
        Of any type if the entry is damaged.
    """
    with open_regular(folder / MARKER) as file:
        values = json.loads(file.read(_LARGEST_MARKER))
    parts = None if values["parts"] is None else tuple(_part(*part) for part in values["parts"])
    marker = EntryMetadata(dict(values["key"]), {str(name): int(size) for name, size in values["sizes"].items()}, parts)
    for name, size in marker.sizes.items():
        status = (folder / name).stat()
        if Path(name).name != name or not stat.S_ISREG(status.st_mode) or status.st_size != size:
            raise ValueError(f"{name} is not whole")
    return marker


def _part(start: int, stop: int, number: int, offset: int) -> tuple[int, int, int, int]:
    return int(start), int(stop), int(number), int(offset)


def write_entry(folder: Path, key: StemKey, stems: Stems, peaks: tuple[Peaks, Peaks]) -> None:
    """Write an entry to an empty folder; the marker is written last.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    pairs, parts = _taken_apart(stems)
    for number, pair in enumerate(pairs):
        for source, target in zip(pair, _files(folder, number), strict=True):
            share(source, target)
            _flush(target)
    arrays = {f"{stem}.{number}": bins for stem, each in enumerate(peaks) for number, bins in enumerate(each.levels)}
    np.savez(folder / _PEAKS, **arrays)
    for path in folder.iterdir():
        close_to_others(path)
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    text = json.dumps({"key": key.to_dict(), "sizes": sizes, "parts": parts})
    (folder / MARKER).write_text(text, encoding="utf-8")
    close_to_others(folder / MARKER)
    _flush(folder / MARKER)


def read_entry(folder: Path, key: StemKey, clip: PcmClip, into: Path) -> CachedStems:
    """Restore the stems of a clip and their peaks to the folder `into`.

    Raises
    ------
    Exception
        Of any type if the entry is damaged or has another key.
    DiskFull, OutputNotWritable
        If the folder cannot be written.
    """
    marker = read_marker(folder)
    if marker.key != key.to_dict():
        raise ValueError("made of something else")
    form = Stems.of(clip, into, exact=key.exact).vocals
    _check_parts(marker, form)
    peaks = _read_peaks(folder, clip)
    numbers = {0} if marker.parts is None else {number for _, _, number, _ in marker.parts}
    for number in numbers:
        for source, target in zip(_files(folder, number), _files(into, number), strict=True):
            _bring(source, target)
            if target.stat().st_size != marker.sizes[source.name]:
                raise ValueError(f"{source.name} is not whole")
    vocals, accompaniment = (_put_together(marker, form, into, stem, clip) for stem in range(2))
    return Stems(vocals, accompaniment, key.exact), peaks


def _bring(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        share(source, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise from_os_error(error, target.parent, writing=True) from error


def share(source: Path, target: Path) -> None:
    """Hard-link a file, or copy it where links are not supported; stem files are never modified."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _files(folder: Path, number: int) -> tuple[Path, Path]:
    return folder / f"{number}-vocals.pcm", folder / f"{number}-accompaniment.pcm"


def _taken_apart(stems: Stems) -> tuple[list[tuple[Path, Path]], list[tuple[int, int, int, int]] | None]:
    vocals, accompaniment = stems.vocals, stems.accompaniment
    if not isinstance(vocals, CompositeClip) or not isinstance(accompaniment, CompositeClip):
        return [(vocals.path, accompaniment.path)], None
    pairs: dict[tuple[Path, Path], int] = {}
    parts = []
    for mine, other in zip(vocals.patches, accompaniment.patches, strict=True):
        number = pairs.setdefault((mine.path, other.path), len(pairs))
        parts.append((mine.start_sample, mine.stop_sample, number, mine.offset_sample))
    return list(pairs), parts


def _put_together(marker: EntryMetadata, form: PcmClip, into: Path, stem: int, clip: PcmClip) -> PcmClip:
    if marker.parts is None:
        return dataclasses.replace(form, path=_files(into, 0)[stem])
    patches = tuple(
        Patch(start, stop, _files(into, number)[stem], offset) for start, stop, number, offset in marker.parts
    )
    path = patches[-1].path if patches else into
    base_clip = clip if stem else None
    return CompositeClip(path, form.rate_hz, form.channels, form.samples, form.depth, patches, base_clip)


def _check_parts(marker: EntryMetadata, form: PcmClip) -> None:
    frame = 4 * form.channels
    at = 0
    for start, stop, number, offset in marker.parts or ((0, form.samples, 0, 0),):
        if not (at <= start <= stop <= form.samples and offset >= 0):
            raise ValueError("parts that overlap")
        for path in _files(Path(), number):
            if marker.sizes[path.name] < frame * (offset + stop - start):
                raise ValueError(f"{path.name} is too short")
        at = stop


def _read_peaks(folder: Path, clip: PcmClip) -> tuple[Peaks, Peaks]:
    with open_regular(folder / _PEAKS) as packed, np.load(packed, allow_pickle=False) as file:
        found = {name: file[name] for name in file.files[: 2 * _MOST_LEVELS]}
    vocals, accompaniment = (
        Peaks(
            clip.rate_hz,
            clip.samples,
            tuple(found[f"{stem}.{level}"] for level in range(_MOST_LEVELS) if f"{stem}.{level}" in found),
        )
        for stem in range(2)
    )
    if not (vocals.is_sound and accompaniment.is_sound):
        raise ValueError("not the peaks of this clip")
    return vocals, accompaniment


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
