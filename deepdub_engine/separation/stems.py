"""The two stems of a clip, and the writer of their files."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from deepdub_engine.audio.composite import CompositeClip, Patch, overlay
from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import DiskFull, OutputNotWritable, from_os_error
from deepdub_engine.base.spans import Spans, covers, merge_spans

_STEMS = ("vocals", "accompaniment")
_PARTIAL = ".partial-"


@dataclass(frozen=True, slots=True)
class Stems:
    """Vocals and accompaniment of a clip, which add up to the clip as far as its bit depth allows.

    Parameters
    ----------
    vocals, accompaniment
        Stems with the clip's length and rate, and, unless `exact`, its channel count and bit depth.
    exact
        Whether these are Spleeter's own stems: stereo floats that add up to the clip below 11 kHz only.
    """

    vocals: PcmClip
    accompaniment: PcmClip
    exact: bool = False

    @classmethod
    def of(cls, clip: PcmClip, folder: Path, *, exact: bool = False) -> Stems:
        """Return the finished stems of a clip in a folder."""
        form = dataclasses.replace(clip, channels=2, depth=Depth.FLOAT) if exact else clip
        vocals, accompaniment = (dataclasses.replace(form, path=path) for path in stem_paths(folder))
        return cls(vocals, accompaniment, exact)

    @classmethod
    def of_spans(cls, clip: PcmClip, folder: Path, spans: Spans, *, exact: bool = False) -> Stems:
        """Return the stems of a clip that has been separated in some spans only.

        Elsewhere the vocals are silent and the accompaniment is the clip, so both add up to the clip everywhere.
        """
        form = cls.of(clip, folder, exact=exact).vocals
        offsets = itertools.accumulate((stop - start for start, stop in spans), initial=0)
        places = [(*span, offset) for span, offset in zip(spans, offsets, strict=False)]

        def stem(path: Path, base_clip: PcmClip | None) -> PcmClip:
            patches = tuple(Patch(start, stop, path, offset) for start, stop, offset in places)
            return CompositeClip(path, form.rate_hz, form.channels, form.samples, form.depth, patches, base_clip)

        vocals, accompaniment = stem_paths(folder, spans)
        return cls(stem(vocals, None), stem(accompaniment, clip), exact)

    @property
    def spans(self) -> Spans:
        """The parts of the clip that have been separated."""
        whole = merge_spans([(0, self.vocals.samples)], self.vocals.samples)
        return self.vocals.spans if isinstance(self.vocals, CompositeClip) else whole

    @property
    def complete(self) -> bool:
        """Whether the whole clip has been separated."""
        return covers(self.spans, 0, self.vocals.samples)

    def covers(self, start_sample: int, stop_sample: int) -> bool:
        """Return whether a range of the clip has been separated."""
        return covers(self.spans, max(0, start_sample), min(self.vocals.samples, stop_sample))

    def merged_with(self, other: Stems) -> Stems:
        """Return these stems combined with those of another separation of the same clip."""
        mine, found = (self.vocals, self.accompaniment), (other.vocals, other.accompaniment)
        vocals, accompaniment = (_added(*pair) for pair in zip(mine, found, strict=True))
        return Stems(vocals, accompaniment, self.exact)

    def read(self, clip: PcmClip, start_sample: int, stop_sample: int, depth: Depth) -> tuple[Samples, Samples]:
        """Return vocals and accompaniment of a range of the clip, rounded to `depth`; see `split`."""
        vocals = self.vocals.read(start_sample, stop_sample)
        if self.exact:
            accompaniment = self.accompaniment.read(start_sample, stop_sample)
            return quantise(vocals, depth), quantise(accompaniment, depth)
        return split(clip.read(start_sample, stop_sample), vocals, depth)


def _added(mine: PcmClip, found: PcmClip) -> PcmClip:
    if not isinstance(found, CompositeClip):
        return found
    if not isinstance(mine, CompositeClip):
        return mine
    return dataclasses.replace(found, patches=overlay(mine.patches, found.patches))


def finite(block: Samples) -> Samples:
    """Return a block with NaN and infinite samples replaced by 0."""
    good = np.isfinite(block)
    return block if good.all() else np.where(good, block, np.float32(0))


def split(mixture: Samples, vocals: Samples, depth: Depth) -> tuple[Samples, Samples]:
    """Return the vocals rounded to a bit depth, and the rest of the mixture as accompaniment.

    Parameters
    ----------
    mixture, vocals
        float32 ``[n, channels]``.
    depth
        Bit depth of the files that will hold the stems.

    Returns
    -------
    tuple of ndarray
        Vocals and accompaniment. At integer depths both are quantised, within full scale, and add up exactly to the
        mixture; where the accompaniment would exceed full scale, the vocals are adjusted. Floats add up to the
        mixture within the rounding of one subtraction and one addition.
    """
    mixture = quantise(finite(mixture), depth)
    vocals = finite(vocals)
    if depth is not Depth.FLOAT:
        highest = np.float32(1 - 2.0 ** (1 - int(depth)))
        vocals = np.clip(quantise(vocals, depth), mixture - highest, mixture + np.float32(1))
    return vocals, mixture - vocals


def stems_in(clip: PcmClip, folder: Path, spans: Spans | None, *, exact: bool) -> Stems:
    """Return the stems of a clip, or of some spans of it, in a folder."""
    if spans is None:
        return Stems.of(clip, folder, exact=exact)
    return Stems.of_spans(clip, folder, spans, exact=exact)


def stem_paths(folder: Path, spans: Spans | None = None) -> tuple[Path, Path]:
    """Return the paths of the vocals and the accompaniment of a clip, or of some spans of it."""
    # The hash gives the same spans the same name in the parent and the child.
    mark = "" if spans is None else "-" + hashlib.blake2b(repr(spans).encode(), digest_size=8).hexdigest()
    vocals, accompaniment = (folder / f"{stem}{mark}.pcm" for stem in _STEMS)
    return vocals, accompaniment


def remove_partial(folder: Path, spans: Spans | None = None) -> None:
    """Remove unfinished stem files."""
    for path in stem_paths(folder, spans):
        with contextlib.suppress(OSError):
            _partial(path).unlink(missing_ok=True)


def _partial(path: Path) -> Path:
    return path.with_name(f"{_PARTIAL}{path.name}")


class StemFiles:
    """A writer of both stems under temporary names, which `finish` makes final; a context manager.

    Parameters
    ----------
    clip
        The mixture.
    folder
        Destination folder, created if missing.
    exact
        Write both stems as given, in stereo and unrounded.
    spans
        Parts of the clip to write; by default the whole clip.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the folder cannot be written; also from `write` and `finish`.
    """

    def __init__(self, clip: PcmClip, folder: Path, *, exact: bool = False, spans: Spans | None = None) -> None:
        self.exact = exact
        self._clip = clip
        self.folder = folder
        self._spans = spans
        self._stems = stems_in(clip, folder, spans, exact=exact)
        self._writers: list[PcmWriter] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in stem_paths(folder, spans):
                self._writers.append(PcmWriter(_partial(path), self._stems.vocals.channels))
        except OSError as error:
            raise from_os_error(error, folder, writing=True) from error
        except (DiskFull, OutputNotWritable) as error:
            self._abandon()
            raise dataclasses.replace(error, path=folder) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._abandon()

    def _close(self) -> None:
        for writer in self._writers:
            writer.__exit__(None, None, None)

    def _abandon(self) -> None:
        self._close()
        remove_partial(self.folder, self._spans)

    def write(self, vocals: Samples, other: Samples) -> None:
        """Append a block of the vocals and of the mixture, float32 ``[n, channels]``.

        In exact mode, `other` is the accompaniment instead of the mixture.
        """
        blocks = (vocals, other) if self.exact else split(other, vocals, self._clip.depth)
        try:
            for writer, block in zip(self._writers, blocks, strict=True):
                writer.write(block)
        except (DiskFull, OutputNotWritable) as error:
            raise dataclasses.replace(error, path=self.folder) from error

    def finish(self) -> Stems:
        """Close both files, rename them to their final names and return the stems."""
        self._close()
        try:
            for path, writer in zip(stem_paths(self.folder, self._spans), self._writers, strict=True):
                writer.path.replace(path)
        except OSError as error:
            raise from_os_error(error, self.folder, writing=True) from error
        return self._stems
