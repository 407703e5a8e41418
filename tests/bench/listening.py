"""Minutes of playback to a real sound server on a busy machine: lost samples and latencies.

``python tests/bench/listening.py --minutes 10 --busy python separation --switches 1000``

Plays a loop of marked samples to a PulseAudio null sink and records its monitor. `underruns` is the player's count,
`sample_mismatches` counts frames that match no source, apart from the fade that each command may cause,
`switch_step_dbfs` is the largest discontinuity at a switch between similar tones. `playhead_error_ms` is the distance
between the playhead and the sound that 99 of 100 readings stay within, `playhead_error_ms_worst` the largest. The
latencies of the commands are reported too.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmWriter
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.player import Player, SoundDeviceOutput
from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.models.registry import default_model
from tests.helpers import pulse_server as pulse
from tests.helpers.marked_sources import MarkedSources

RATE_HZ = 48_000
LOOP = 20 * RATE_HZ
RAMP = 240
FADE = 480
Figures = dict[str, object]
Run = tuple[int, int, int, int]  # frame, source, sample, length
HELD = 900_000  # summing this many numbers takes about 20 ms and holds the interpreter lock


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--busy", nargs="*", choices=["python", "separation"], default=["separation"])
    parser.add_argument("--switches", type=int, default=60, help="per minute")
    parser.add_argument("--seeks", type=int, default=0, help="per minute")
    parser.add_argument("--latency", type=float, default=0.1, help="output latency in seconds")
    choice = parser.parse_args()
    if reason := pulse.missing():
        parser.error(reason)
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        (folder / "pulse").mkdir()
        server = stack.enter_context(pulse.PulseServer(folder / "pulse", RATE_HZ))
        stack.enter_context(pulse.default_device(server))
        figures = {"switch_step_dbfs": steps(server, folder)} | marked_samples(server, folder, choice)
    if not choice.json:
        for key, value in figures.items():
            print(f"{key:24} {value}")
    print(json.dumps(figures))
    return 0


def steps(server: pulse.PulseServer, folder: Path) -> float:
    """Switch between similar tones; return the largest second difference in the output: a step would stand out."""
    time_s = np.arange(10 * RATE_HZ) / RATE_HZ
    tones = []
    for level in (0.5, 0.45, 0.4):
        tone = (level * np.sin(2 * np.pi * 100 * time_s)).astype(np.float32)
        with PcmWriter(folder / f"{level}.pcm", 2) as writer:
            writer.write(np.stack([tone, tone], axis=1))
            tones.append(writer.clip(RATE_HZ))
    with server.recording() as recorder, contextlib.closing(Player(output=SoundDeviceOutput())) as player:
        player.set_sources(tones)
        player.play()
        act(player, 8, switches_hz=4, seeks_hz=0)
        heard = recorder.heard()
    begins = int(np.flatnonzero(heard.any(axis=1))[0]) + RAMP
    bends = np.abs(np.diff(heard[begins:], n=2, axis=0))
    return round(20 * float(np.log10(bends.max())), 1)


def marked_samples(server: pulse.PulseServer, folder: Path, choice: argparse.Namespace) -> Figures:
    """Play marked samples, send random commands, and analyse the recording."""
    marked = MarkedSources(folder, samples=LOOP, rate_hz=RATE_HZ)
    with contextlib.ExitStack() as stack:
        recorder = stack.enter_context(server.recording())
        player = stack.enter_context(contextlib.closing(Player(output=SoundDeviceOutput(latency_s=choice.latency))))
        player.set_sources(marked.clips)
        player.set_loop((0, marked.samples))
        player.play()
        with contextlib.ExitStack() as work:
            for kind in choice.busy:
                work.enter_context({"python": busy_interpreter, "separation": busy_cores}[kind]())
            started_s = time.perf_counter()
            with watching(player) as drawn:
                given = act(player, choice.minutes * 60, choice.switches / 60, choice.seeks / 60)
            passed_s = time.perf_counter() - started_s
            player.pause()
        figures: Figures = {"minutes": round(passed_s / 60, 2), "busy": choice.busy, "underruns": player.underruns}
        figures["commands_given"] = len(given)
        recorder.wait_more(RATE_HZ // 2)
        heard = recorder.heard()
        runs = marked.runs(heard)
        jumps = [command.time_s for command in given if command.place is not None]
        apart = playhead(drawn, jumps, marked.recognise(heard)[1], recorder)
        return figures | count_gaps(runs, heard) | delays(runs, given, recorder) | apart


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its time, its target, and the latency of the device at that time."""

    time_s: float
    source: int
    place: int | None
    latency_s: float


def act(player: Player, seconds: float, switches_hz: float, seeks_hz: float) -> list[Command]:
    """Send random seeks and switches at the given mean rates."""
    random = np.random.default_rng(1)
    never = threading.Event()
    end_s = time.perf_counter() + seconds
    rate_hz = switches_hz + seeks_hz
    given = []
    while (now_s := time.perf_counter()) < end_s:
        never.wait(min(end_s - now_s, (0.5 + random.random()) / rate_hz if rate_hz else 1))
        place = None
        if rate_hz and random.random() < switches_hz / rate_hz:
            player.select((player.selected + int(random.integers(1, 3))) % 3)
        elif rate_hz:
            place = int(random.integers(0, player.samples - RATE_HZ))
            player.seek(place)
        given.append(Command(time.perf_counter(), player.selected, place, player.device.latency_s))
    return given if rate_hz else []


def count_gaps(runs: list[Run], heard: npt.NDArray[np.generic]) -> Figures:
    """Count silent gaps and unrecognised frames between the first and the last run."""
    between = [later[0] - run[0] - run[3] for run, later in itertools.pairwise(runs)]
    return {
        "runs": len(runs),
        "recognised_s": round(sum(run[3] for run in runs) / RATE_HZ, 1),
        "sample_mismatches": sum(max(0, frames - FADE - RAMP) for frames in between),
        "longest_between_ms": round(max(between, default=0) / RATE_HZ * 1000, 1),
        "silent_gaps": sum(holes(heard[run[0] + run[3] : later[0]]) for run, later in itertools.pairwise(runs)),
    }


def delays(runs: list[Run], given: list[Command], recorder: pulse.Recorder) -> Figures:
    """Return the delay of each command beyond the device's latency, and how many were never heard.

    A switch is heard from the start of its fade, a seek from the start of its ramp. A command that is overtaken by the
    next one within 50 ms does not count.
    """
    found, missed = [], 0
    begins = np.array([run[0] for run in runs])
    for command, following in itertools.pairwise(given):
        if following.time_s - command.time_s < 0.05:
            continue
        frame = recorder.frame_at(command.time_s)
        for run in runs[int(np.searchsorted(begins, frame)) :][:8]:
            lead = FADE if command.place is None else run[2] - command.place
            if run[1] == command.source and RAMP <= lead <= FADE + RAMP:
                found.append((run[0] - lead - frame) / RATE_HZ - command.latency_s)
                break
        else:
            missed += 1
    late_ms = np.array(found or [0.0]) * 1000
    return {
        "commands": len(found),
        "missed": missed,
        "late_ms": {"median": round(float(np.median(late_ms)), 1), "most": round(float(late_ms.max()), 1)},
    }


def playhead(
    drawn: list[tuple[float, int]],
    jumps: list[float],
    sample: npt.NDArray[np.int64],
    recorder: pulse.Recorder,
) -> Figures:
    """Return how far the playhead was from the sound, in milliseconds, and its spread in the first and last minute.

    Leaves out the instants between a seek and its sound, and those during a fade.
    """
    found: dict[str, list[float]] = {"first": [], "last": []}
    errors_ms = []
    for time_s, place in drawn:
        frame = recorder.frame_at(time_s)
        if sample[frame] < 0 or any(0 < time_s - jump_s < 0.2 for jump_s in jumps):
            continue
        ahead = (place - int(sample[frame]) + LOOP // 2) % LOOP - LOOP // 2  # also across the end of the loop
        ahead_ms = ahead / RATE_HZ * 1000
        errors_ms.append(abs(ahead_ms))
        if time_s < drawn[0][0] + 60:
            found["first"].append(ahead_ms)
        if time_s > drawn[-1][0] - 60:
            found["last"].append(ahead_ms)
    return {
        "playhead_error_ms": round(float(np.percentile(errors_ms or [0.0], 99)), 1),
        "playhead_error_ms_worst": round(max(errors_ms, default=0.0), 1),
        **{f"playhead_{which}_ms": spread(ms) for which, ms in found.items()},
    }


def spread(values: list[float]) -> dict[str, float]:
    """Return the number of values, their median, and the value farthest from 0."""
    many = np.array(values or [0.0])
    most = float(many[np.abs(many).argmax()])
    return {"seen": len(values), "median": round(float(np.median(many)), 1), "most": round(most, 1)}


def holes(gap: npt.NDArray[np.generic]) -> int:
    """Count the silences that are longer than the zero crossing of a ramp."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], ~gap.any(axis=1), [0]]).astype(int))).reshape(-1, 2)
    return int(np.sum(edges[:, 1] - edges[:, 0] > 16))


@contextlib.contextmanager
def watching(player: Player) -> Iterator[list[tuple[float, int]]]:
    """Record the time and the playhead ten times a second."""
    over, seen = threading.Event(), list[tuple[float, int]]()

    def work() -> None:
        while not over.wait(0.1):
            before_s = time.perf_counter()
            place = player.position_sample
            after_s = time.perf_counter()
            if after_s - before_s < 0.002:
                seen.append((after_s, place))

    with running([work], over):
        yield seen


@contextlib.contextmanager
def busy_interpreter() -> Iterator[None]:
    """Keep the interpreter of this process busy with three threads, 20 ms at a time."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            sum(range(HELD))

    with running([work] * 3, over):
        yield


@contextlib.contextmanager
def busy_cores() -> Iterator[None]:
    """Separate the sample in a loop on all cores."""
    over = threading.Event()

    def work() -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            clip = finish(decode(resource("sample", "sample.mkv"), folder)).clip
            while not over.is_set():
                job = separate_in_child(clip, default_model(), folder)
                with contextlib.closing(job):
                    for _ in job:
                        if over.is_set():
                            break

    with running([work], over):
        yield


@contextlib.contextmanager
def running(works: list[Callable[[], None]], over: threading.Event) -> Iterator[None]:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    raise SystemExit(main())
