"""What a separation takes in time and on disk, said before it begins; and learning from those that have ended."""

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
from deepdub_engine.separation.network.runtime import usable_threads
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.network.weights import array_shapes, products
from deepdub_engine.separation.segment_plan import segments_needed

_SAMPLE_BYTES = 4  # sound that is worked on is stored as floats, whatever its depth
# Of a run on two cores of a server of 2024, rounded up: a guess that is too long is forgiven sooner than one too short.
_START_S = 0.6
_LOADING_S = 9e-8  # for each number of the weights: reading, verifying, compiling
_SPECTRA_S = 0.008  # for each second of sound: resampling, spectra and back, writing
_PRODUCTS_HZ = 3e10  # multiplications with addition that a processor core does in a second
_LEAST_S, _LONGEST_S = 1e-5, 3600.0
_SHORT_S = 30.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a model separates on this machine.

    Parameters
    ----------
    start_s
        Seconds until the network runs.
    second_s
        Seconds that a second of sound takes after that.
    """

    start_s: float
    second_s: float

    @property
    def is_plausible(self) -> bool:
        """Whether both are numbers that can be."""
        return 0 <= self.start_s <= _LONGEST_S and _LEAST_S <= self.second_s <= _LONGEST_S

    def seconds(self, sound_s: float) -> float:
        """Return the seconds that so many seconds of sound take."""
        return self.start_s + self.second_s * sound_s

    def learned(self, run: Run, sound_s: float) -> Pace:
        """Return the pace after a run, which is believed: from it, the same run again is estimated as it was.

        Parameters
        ----------
        run
            As `timed` returns it.
        sound_s
            As `sound_seconds` returns them.
        """
        after_s, rest_s = run.seconds - run.first_s, (1 - run.first_fraction) * sound_s
        if rest_s >= _SHORT_S and after_s > 0:
            second_s = after_s / rest_s
            found = Pace(max(0.0, run.seconds - second_s * sound_s), second_s)
        else:  # too short to tell its beginning from the rest
            factor = run.seconds / self.seconds(sound_s)
            found = Pace(self.start_s * factor, self.second_s * factor)
        return found if found.is_plausible else self


@dataclass(frozen=True, slots=True)
class Run:
    """How a job went: its seconds, and how many had passed, and what part was done, when it first got on."""

    seconds: float
    first_s: float
    first_fraction: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a separation will take: seconds, bytes of disk, and whether the seconds follow from earlier runs."""

    seconds: float
    size: int
    measured: bool


def first_guess(spec: NetworkSpec, threads: int | None = None) -> Pace:
    """Return the pace of a network that has not run on this machine.

    Parameters
    ----------
    spec
        The network; its products of a segment are counted layer by layer.
    threads
        Processor cores; those that may be used if not given.
    """
    numbers = sum(math.prod(shape) for shape in array_shapes(spec).values())
    segment_s = spec.frames * spec.hop / spec.rate_hz
    products_s = products(spec) / segment_s / (_PRODUCTS_HZ * (threads or usable_threads()))
    return Pace(_START_S + _LOADING_S * numbers, _SPECTRA_S + products_s)


def sound_seconds(clip: PcmClip, model: Model, spans: Spans | None = None) -> float:
    """Return the seconds of sound that the network sees, in whole segments, for parts of a clip or all of it."""
    spec = model.spec
    wanted = merge_spans([(0, clip.samples)], clip.samples) if spans is None else spans
    return segments_needed(clip, spec, wanted) * spec.frames * spec.hop / spec.rate_hz


def estimate(
    clip: PcmClip, model: Model, spans: Spans | None = None, *, exact: bool = False, pace: Pace | None = None
) -> Estimate:
    """Say what a separation will take.

    Parameters
    ----------
    clip, model, exact
        As for `separate`.
    spans
        Of the clip that will be separated, as `merge_spans` returns them; all if not given.
    pace
        From earlier runs of this model, if there were any.
    """
    seconds = (pace or first_guess(model.spec)).seconds(sound_seconds(clip, model, spans))
    samples = clip.samples if spans is None else length(spans)
    return Estimate(seconds, stem_bytes(clip, samples, exact=exact), pace is not None)


def stem_bytes(clip: PcmClip, samples: int, *, exact: bool = False) -> int:
    """Return the bytes of both stems of so many samples."""
    return 2 * _SAMPLE_BYTES * (2 if exact else clip.channels) * samples


def check_room(folder: Path, needed: int) -> None:
    """Refuse what certainly does not fit.

    Parameters
    ----------
    folder
        Where it is to go; it need not exist yet.
    needed
        In bytes.

    Raises
    ------
    DiskTooSmall
        If the disk has less room. A disk that does not say is taken to have enough.
    """
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        return
    if free < needed:
        raise DiskTooSmall(folder, needed, free)


def timed(job: Job[T]) -> Job[tuple[T, Run]]:
    """Drive a job as it is, and return its result with how it went."""
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
        return stop.value, Run(seconds, *(first or (seconds, 1.0)))
    finally:
        job.close()
