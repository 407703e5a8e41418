"""Stress test of separation: many segments under load must be equal to the bit.

Several processes run side by side, each with its own HOME and all with the same temporary folder. Each loads the
networks again and again and separates the same clip, which ends a little after a segment begins, as the network's
first inferences in a process and a padded segment are the likeliest to differ. With `--frames`, the processes take
turns with shorter segments: loading, streams and threads are the same, and many more segments are computed in the same
time. `segments` counts the segments, `whole` those of full length, `different` those that are not what most runs
return, `caught` the warnings of `separation.verification`.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import functools
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.separation.local import network_stems
from deepdub_engine.separation.models.registry import find_model, load_weights
from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.segment_grid import SegmentGrid
from deepdub_engine.separation.segment_plan import SegmentPlan

Samples = npt.NDArray[np.float32]
LOADS_PER_PROCESS = 6
_LAST_FRAMES = 128


def main() -> int:
    """Run the stress test and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--segments", type=int, default=10_000, metavar="N", help="stop after this many")
    parser.add_argument("--minutes", type=float, default=600, metavar="N", help="stop after this time")
    parser.add_argument("--processes", type=int, default=3, metavar="N", help="processes side by side")
    parser.add_argument(
        "--clip-segments", type=int, default=2, metavar="N", help="length of the clip in whole segments"
    )
    parser.add_argument(
        "--frames", type=int, nargs="+", default=[0], metavar="N", help="lengths of segments, multiples of 64; 0: whole"
    )
    parser.add_argument("--model", action="append", help="a model's name, or a folder with Spleeter's weights")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what differs within a process here")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.model = options.model or ["speech"]
    if options.one:
        return _one(options)
    figures = _figures(options)
    if not options.json:
        for name, value in figures.items():
            print(f"{name:24} {value}")
    print(json.dumps(figures))
    return int(bool(figures["different"]))


def _figures(options: argparse.Namespace) -> dict[str, object]:
    began = time.monotonic()
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    caught = loads = 0
    failed: list[str] = []

    def loop(number: int) -> None:
        nonlocal caught, loads
        turn = number
        while time.monotonic() - began < 60 * options.minutes and _total(counts) < options.segments:
            model = options.model[turn % len(options.model)]
            frames = options.frames[turn // len(options.model) % len(options.frames)]
            turn += 1
            try:
                found = _process(model, frames, home)
            except RuntimeError as error:
                failed.append(str(error))
                continue
            caught, loads = caught + found["caught"], loads + LOADS_PER_PROCESS
            for key, digest in found["digests"]:
                counts[key][digest] += 1
            with contextlib.suppress(OSError):
                print(_total(counts), _different(counts), caught, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(options.processes) as pool:
        list(pool.map(loop, range(options.processes)))
    return {
        "segments": _total(counts),
        "whole": _total({key: count for key, count in counts.items() if key.split(" ")[1] == "0"}),
        "different": _different(counts),
        "caught": caught,
        "loads": loads,
        "failed": failed,
        "models": options.model,
        "processes": options.processes,
        "frames": options.frames,
        "seconds": round(time.monotonic() - began, 1),
        "processors": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 1),
    }


def _total(counts: dict[str, collections.Counter[str]]) -> int:
    return sum(sum(each.values()) for each in list(counts.values()))


def _different(counts: dict[str, collections.Counter[str]]) -> int:
    return sum(sum(each.values()) - max(each.values()) for each in list(counts.values()))


def _process(model: str, frames: int, home: str) -> dict[str, Any]:
    own = tempfile.mkdtemp(dir=home)
    done = subprocess.run(
        [sys.executable, __file__, *sys.argv[1:], "--one", model, str(frames)],
        env=os.environ | {"HOME": own},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{model}: {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.name == "deepdub_engine.separation.verification"


def _one(options: argparse.Namespace) -> int:
    """Load a network a few times, separate with each, and print digests of all segments."""
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    name, frames = options.one[0], int(options.one[1])
    model = find_model(name)
    weights = load_weights(model)
    spec = _shortened(model.spec, frames) if frames else model.spec
    samples = _samples(model.spec, options.clip_segments)
    digests: list[tuple[str, str]] = []
    first: list[Samples] = []
    for load in range(LOADS_PER_PROCESS):
        parts = list(_separated(Network(spec, weights), spec, samples))
        first = first or parts
        for number, (part, wanted) in enumerate(zip(parts, first, strict=True)):
            digests.append((f"{name} {frames} {number}", hashlib.sha256(part.tobytes()).hexdigest()))
            if options.keep and not np.array_equal(part, wanted):
                options.keep.mkdir(parents=True, exist_ok=True)
                kept = f"{Path(name).name}-{os.getpid()}-{load}-{number}.npz"
                np.savez(options.keep / kept, found=part, wanted=wanted)
    print(json.dumps({"digests": digests, "caught": warnings.count}))
    return 0


def _shortened(spec: NetworkSpec, frames: int) -> NetworkSpec:
    if isinstance(spec, BandSpec):
        return dataclasses.replace(spec, frames=frames, overlap=min(spec.overlap, frames // 4))
    return dataclasses.replace(spec, frames=frames)


def _samples(spec: NetworkSpec, segments: int) -> int:
    """Return the length of a clip that ends soon after the last of some whole segments begins."""
    begun = min(_LAST_FRAMES, spec.frames // 2)
    return ((segments - 1) * (spec.frames - spec.overlap) + spec.overlap + begun) * spec.hop


def _separated(network: Network, spec: NetworkSpec, samples: int) -> Iterator[Samples]:
    grid = SegmentGrid.of(spec, samples)
    whole, numbers = (0, samples), (0, grid.count)
    plan = SegmentPlan((whole,), whole, True, 0, spec.frame, spec.frame, 0, numbers, grid)
    for part in network_stems(_blocks(samples), network, plan):
        yield np.ascontiguousarray(part)


def _blocks(samples: int) -> Iterator[Samples]:
    sound = _sound(samples)
    for start in range(0, samples, 1 << 16):
        yield sound[start : start + (1 << 16)]


@functools.cache
def _sound(samples: int) -> Samples:
    rng = np.random.default_rng(7)
    time_s = np.arange(samples)[:, None] / 44_100
    tones = sum(np.sin(2 * np.pi * hz * time_s) for hz in rng.uniform(80, 4000, (6, 2)))
    swell = np.square(np.sin(2 * np.pi * 0.7 * time_s))
    sound: Samples = (0.03 * tones + 0.1 * swell * rng.standard_normal((samples, 2))).astype(np.float32)
    return sound


if __name__ == "__main__":
    sys.exit(main())
