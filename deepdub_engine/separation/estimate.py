"""Estimates of the time and disk space that a separation takes, improved by the timing of earlier runs."""

from __future__ import annotations

import math
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DiskTooSmall
from deepdub_engine.base.progress import Job, T
from deepdub_engine.base.spans import Spans, length, merge_spans
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.network.threads import usable_threads
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC
from deepdub_engine.separation.network.weights import array_shapes, multiply_adds
from deepdub_engine.separation.segment_plan import segments_needed

_SAMPLE_BYTES = 4  # working files hold floats, whatever the bit depth of the clip
# Measured on two cores of a 2024 server and rounded up: an estimate that is too long annoys less.
_START_S = 0.6
_LOADING_S = 9e-8  # per weight: read, verify, compile
_SPECTRA_S = 0.008  # per second of audio: resample, transform both ways, write
_PRODUCTS_HZ = 3e10  # multiply-adds per second and core
_SPEECH_S = 0.02  # per second of audio and core: DeepFilterNet
_LEAST_S, _LONGEST_S = 1e-5, 3600.0
_SHORT_S = 30.0


@dataclass(frozen=True, slots=True)
class SeparationPace:
    """The separation speed of a model on this machine.

    Parameters
    ----------
    start_s
        Start-up time before the network runs, in seconds.
    second_s
        Processing time per second of audio, in seconds.
    """

    start_s: float
    second_s: float

    @property
    def is_plausible(self) -> bool:
        """Whether both times are within reasonable limits."""
        return 0 <= self.start_s <= _LONGEST_S and _LEAST_S <= self.second_s <= _LONGEST_S

    def seconds(self, sound_s: float) -> float:
        """Return the seconds that `sound_s` seconds of audio take."""
        return self.start_s + self.second_s * sound_s

    def learned(self, run: JobTiming, sound_s: float) -> SeparationPace:
        """Return the pace that fits a run: estimating the same run with it gives the time that the run took.

        Parameters
        ----------
        run
            Timing of the run, from `with_timing`.
        sound_s
            Seconds of audio that it processed, from `sound_seconds`.
        """
        after_s, rest_s = run.seconds - run.first_s, (1 - run.first_fraction) * sound_s
        if rest_s >= _SHORT_S and after_s > 0:
            second_s = after_s / rest_s
            found = SeparationPace(max(0.0, run.seconds - second_s * sound_s), second_s)
        else:  # too short to tell start-up from processing
            factor = run.seconds / self.seconds(sound_s)
            found = SeparationPace(self.start_s * factor, self.second_s * factor)
        return found if found.is_plausible else self


@dataclass(frozen=True, slots=True)
class JobTiming:
    """The timing of a job: its total seconds, and the time and fraction done of its first real progress."""

    seconds: float
    first_s: float
    first_fraction: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate for a separation: seconds, bytes on disk, and whether the seconds come from earlier runs."""

    seconds: float
    size: int
    measured: bool


def initial_pace(spec: NetworkSpec, threads: int | None = None) -> SeparationPace:
    """Return the estimated pace of a network that has not run on this machine yet.

    Parameters
    ----------
    spec
        The network; its multiply-adds per segment are counted layer by layer.
    threads
        Number of processor cores; by default all that this process may use.
    """
    cores = threads or usable_threads()
    numbers = sum(math.prod(shape) for shape in array_shapes(spec).values())
    products_s = multiply_adds(spec) / _segment_s(spec) / (_PRODUCTS_HZ * cores)
    own = SeparationPace(_START_S + _LOADING_S * numbers, _SPECTRA_S + products_s)
    if not isinstance(spec, FilmSpec):
        return own
    vocals = initial_pace(SPLEETER_SPEC, cores)
    return SeparationPace(own.start_s + vocals.start_s, own.second_s + vocals.second_s + _SPEECH_S / cores)


def _segment_s(spec: NetworkSpec) -> float:
    """Return the seconds of audio by which a segment takes a separation further."""
    return (spec.frames - spec.overlap) * spec.hop / spec.rate_hz


def sound_seconds(clip: PcmClip, model: Model, spans: Spans | None = None) -> float:
    """Return the seconds of audio, in whole segments without their overlaps, that a clip or parts of it take."""
    spec = model.spec
    wanted = merge_spans([(0, clip.samples)], clip.samples) if spans is None else spans
    return segments_needed(clip, spec, wanted) * _segment_s(spec)


def estimate(
    clip: PcmClip, model: Model, spans: Spans | None = None, *, exact: bool = False, pace: SeparationPace | None = None
) -> Estimate:
    """Return the time and disk space that a separation will take.

    Parameters
    ----------
    clip, model, exact
        As for `separate`.
    spans
        Of the clip that will be separated, as `merge_spans` returns them; all if not given.
    pace
        Measured pace of this model; by default `initial_pace`.
    """
    seconds = (pace or initial_pace(model.spec)).seconds(sound_seconds(clip, model, spans))
    samples = clip.samples if spans is None else length(spans)
    return Estimate(seconds, stem_bytes(clip, samples, exact=exact), pace is not None)


def stem_bytes(clip: PcmClip, samples: int, *, exact: bool = False) -> int:
    """Return the size in bytes of both stems of a number of samples."""
    return 2 * _SAMPLE_BYTES * (2 if exact else clip.channels) * samples


def check_free_space(folder: Path, needed: int) -> None:
    """Check that a disk has enough free space.

    Parameters
    ----------
    folder
        Destination folder; it need not exist yet.
    needed
        Required space in bytes.

    Raises
    ------
    DiskTooSmall
        If less space is free. A disk whose free space is unknown counts as large enough.
    """
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        disk = shutil.disk_usage(there)
    except OSError:
        return
    if disk.total and disk.free < needed:  # some file systems state no size at all
        raise DiskTooSmall(folder, needed, disk.free)


def with_timing(job: Job[T]) -> Job[tuple[T, JobTiming]]:
    """Run a job unchanged and return its result together with its timing."""
    began_s = time.monotonic()
    first: tuple[float, float] | None = None
    try:
        while True:
            progress = next(job)
            if first is None and progress.fraction > 0:
                first = time.monotonic() - began_s, progress.fraction
            yield progress
    except StopIteration as stop:
        seconds = time.monotonic() - began_s
        return stop.value, JobTiming(seconds, *(first or (seconds, 1.0)))
    finally:
        job.close()
