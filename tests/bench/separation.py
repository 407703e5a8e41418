"""Benchmark of separation against Spleeter: same checkpoint, same file, same processors, one run.

Each measurement runs in its own process, so that it has its own peak memory. Both programs do the same work: one WAV
file in, two float WAV files out; runs alternate. `speed_ratio` compares wall times with everything imported and warm,
`cold_ratio` those of whole processes, `cpu_ratio` processor times, which are more reliable on a busy machine. Spleeter
touches some 8 GB, and a virtual machine may first need ten seconds to provide them: `speed_ratio` is the median of all
pairs, `speed_ratio_least` compares the fastest run of each, when the memory was there. `preview_s` is the time from
pressing Preview to the first sound. `speech_realtime` and `film_realtime` are how many times faster than real time
these models separate, from file to files. The weights are those that Spleeter published if they are here, or random
ones, which does not affect speed: `weights` says which. Needs Spleeter (Python 3.11) and a POSIX system.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[2]))

RATE_HZ = 44_100
SHORT_S, MIDDLE_S, HOURS_S = 30, 300, 7200
LONG_MIN = (10, 20)


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--quick", action="store_true", help="use 60 s instead of 5 min, and 10 min instead of 2 h")
    parser.add_argument("--long", action="store_true", help="also 10 and 20 min, against Spleeter if memory allows")
    parser.add_argument("--repeats", type=int, default=2, metavar="N", help="number of pairs at 5 min")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return _one(*options.one)
    if importlib.util.find_spec("spleeter") is None:
        parser.error("Spleeter is not installed")
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(Path(folder), options)
    if not options.json:
        for name, value in figures.items():
            print(f"{name:24} {value}")
    print(json.dumps(figures))
    return 0


def _figures(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    official = _lay_out_weights(folder)
    middle_s, hours_s = (60, 600) if options.quick else (MIDDLE_S, HOURS_S)
    pairs = [_pair(folder, middle_s) for _ in range(max(1, options.repeats))]
    short = _pair(folder, SHORT_S)
    figures = {
        "weights": "official" if official else "random",
        "speed_ratio": _ratio(pairs, "warm_s"),
        "speed_ratio_least": round(_fastest(pairs, "spleeter") / _fastest(pairs, "ours"), 2),
        "speed_ratio_30s": _ratio([short], "warm_s"),
        "cold_ratio": _ratio(pairs, "cold_s"),
        "cpu_ratio": _ratio(pairs, "cpu_s"),
        "max_error": max(pair["max_error"] for pair in (*pairs, short)),
        "seconds": middle_s,
        "ours_s": [round(pair["ours"]["warm_s"], 2) for pair in pairs],
        "spleeter_s": [round(pair["spleeter"]["warm_s"], 2) for pair in pairs],
        "rss_mb_5min": max(pair["ours"]["rss_mb"] for pair in pairs),
        "rss_mb_spleeter": max(pair["spleeter"]["rss_mb"] for pair in pairs),
        "first_stem_s": min(pair["ours"]["first_s"] for pair in pairs),
        "load_s": min(pair["ours"]["load_s"] for pair in pairs),
        "processors": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 1),
    }
    if options.long:
        for minutes in LONG_MIN:
            figures |= _long_pair(folder, minutes)
    _write_sound(folder / "clip.wav", middle_s)
    figures |= _process(folder, "preview")
    for name in ("speech", "film"):
        figures |= _realtime(folder, name, middle_s)
    _write_sound(folder / "clip.wav", hours_s)
    longest = _process(folder, "ours")
    return figures | {
        "rss_mb_2h": longest["rss_mb"],
        "memory_ratio": round(longest["rss_mb"] / figures["rss_mb_5min"], 3),
        "seconds_2h": hours_s,
        "ours_2h_s": round(longest["warm_s"], 1),
    }


def _lay_out_weights(folder: Path) -> bool:
    """Write Spleeter's published weights into a folder, or random ones; return whether they are the published."""
    from tests.helpers.published_weights import copy_for_spleeter, published_weights
    from tests.helpers.spleeter_checkpoint import write_checkpoint

    weights = published_weights()
    if weights is None:
        write_checkpoint(folder / "2stems")
        return False
    copy_for_spleeter(weights, folder)
    return True


def _realtime(folder: Path, name: str, seconds: int) -> dict[str, float | None]:
    """Return the speed of a model and its memory; None if there is no such model here."""
    from deepdub_engine.base.errors import DeepdubError
    from deepdub_engine.separation.models.registry import find_model

    try:
        find_model(name)
    except DeepdubError:
        return {f"{name}_realtime": None, f"{name}_rss_mb": None}
    found = _process(folder, name)
    return {f"{name}_realtime": round(seconds / found["warm_s"], 1), f"{name}_rss_mb": found["rss_mb"]}


def _long_pair(folder: Path, minutes: int) -> dict[str, float | None]:
    """Compare both at a length for which Spleeter may run out of memory: its ratio is None if it is killed."""
    _write_sound(folder / "clip.wav", 60 * minutes)
    ours = _process(folder, "ours")
    try:
        ratio = round(_process(folder, "spleeter")["warm_s"] / ours["warm_s"], 2)
    except RuntimeError:
        ratio = None
    return {
        f"speed_ratio_{minutes}min": ratio,
        f"ours_{minutes}min_s": round(ours["warm_s"], 2),
        f"rss_mb_checkpoint_{minutes}min": ours["rss_mb"],
    }


def _ratio(pairs: list[dict[str, Any]], what: str) -> float:
    return round(float(statistics.median(pair["spleeter"][what] / pair["ours"][what] for pair in pairs)), 2)


def _fastest(pairs: list[dict[str, Any]], program: str) -> float:
    return float(min(pair[program]["warm_s"] for pair in pairs))


def _pair(folder: Path, seconds: int) -> dict[str, Any]:
    _write_sound(folder / "clip.wav", seconds)
    ours, spleeter = (_process(folder, program) for program in ("ours", "spleeter"))
    return {"ours": ours, "spleeter": spleeter, "max_error": _largest_difference(folder)}


def _write_sound(path: Path, seconds: int) -> None:
    """Write swelling noise over tones: loud and quiet passages, so that masks vary."""
    rng = np.random.default_rng(1)
    time_s = np.arange(RATE_HZ) / RATE_HZ
    swell = (0.5 - 0.5 * np.cos(2 * np.pi * time_s))[:, None]
    with soundfile.SoundFile(path, "w", RATE_HZ, 2, "FLOAT", format="RF64") as file:
        for _ in range(seconds):
            tones = 0.2 * np.sin(2 * np.pi * rng.uniform(80, 6000, 2) * time_s[:, None])
            file.write((tones + 0.2 * swell * rng.standard_normal((RATE_HZ, 2))).astype(np.float32))


def _process(folder: Path, program: str) -> dict[str, float]:
    """Run a program once in its own process and return its measurements."""
    command = [sys.executable, __file__, "--one", program, str(folder)]
    environment = os.environ | {"MODEL_PATH": str(folder), "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures if program == "preview" else figures | {"cold_s": time.perf_counter() - began}


def _largest_difference(folder: Path) -> float:
    """Return the largest difference between any two samples of the last pair's stems."""
    largest = 0.0
    for stem in ("vocals", "accompaniment"):
        with (
            soundfile.SoundFile(folder / f"ours_{stem}.wav") as ours,
            soundfile.SoundFile(folder / f"spleeter_{stem}.wav") as theirs,
        ):
            if ours.frames != theirs.frames:
                raise RuntimeError(f"{ours.frames} samples instead of {theirs.frames}")
            for first, second in zip(ours.blocks(1 << 20), theirs.blocks(1 << 20), strict=True):
                largest = max(largest, float(np.abs(first - second).max()))
    return largest


def _one(program: str, folder: str) -> int:
    path = Path(folder) / "clip.wav"
    if program == "preview":
        print(json.dumps(_previews(path)))
        return 0
    figures = _spleeter(path) if program == "spleeter" else _ours(path, "" if program == "ours" else program)
    print(json.dumps(figures | {"rss_mb": _peak_mb()}))
    return 0


def _peak_mb() -> float:
    import resource

    kilo = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilo / 1e6, 1)


def _ours(path: Path, name: str) -> dict[str, float]:
    """Separate as the command line does, but in this process: decode, separate, write two WAV files.

    Uses the named model, or in exact mode the Spleeter checkpoint if the name is empty.
    """
    folder = path.parent
    from deepdub_engine.audio.media.decode import decode
    from deepdub_engine.audio.pcm import Depth
    from deepdub_engine.base.progress import finish
    from deepdub_engine.pipeline.clip import export_stems
    from deepdub_engine.separation.local import separate
    from deepdub_engine.separation.models.registry import find_model, load_network

    exact = not name
    model = find_model(name or str(folder / "2stems"))
    began = time.perf_counter()
    network = load_network(model)
    network.warm_up()
    loaded, cpu_s = time.perf_counter(), time.process_time()
    times: list[float] = []
    clip = finish(decode(path, folder)).clip
    job = separate(clip, model, folder, exact=exact, load=lambda _: network)  # loaded and warmed up above
    stems = finish(job, lambda progress: times.append(time.perf_counter()) if progress.done else None)
    finish(export_stems(clip, stems, folder, "ours", depth=Depth.FLOAT, force=True))
    return {
        "warm_s": time.perf_counter() - loaded,
        "cpu_s": time.process_time() - cpu_s,
        "load_s": round(loaded - began, 3),
        "first_s": round(times[0] - loaded, 3),
    }


def _previews(path: Path) -> dict[str, float]:
    """Press Preview in the window, with a network of Spleeter's size, and wait for vocals at the output.

    `preview_s` is the slowest of several presses with the network loaded, `preview_median_s` their median, and
    `preview_cold_s` the first press, which starts the process and loads the network. The output accepts sound at once;
    a real device adds its latency, some tens of milliseconds.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from deepdub_engine.player import Player
    from deepdub_engine.player.offline import OfflineOutput
    from deepdub_gui.app import build_window
    from deepdub_gui.base.settings import Settings
    from deepdub_gui.dialogs.dialogs import Dialogs

    app = QApplication([])
    settings = Settings(QSettings(str(path.with_name("settings.ini")), QSettings.Format.IniFormat))
    settings.model, settings.stem_cache_gb = "spleeter-2stems", 0
    output = OfflineOutput()
    window = build_window(app, settings, Dialogs(settings), Player(output=output), path.with_name("cache"))

    def until(condition: Callable[[], bool]) -> None:
        while not condition():
            app.processEvents()
            time.sleep(0.002)  # leave the processors to the network

    def press(at_ms: int) -> float:
        window.playback.seek(at_ms)
        began = time.perf_counter()
        window.scopes.preview.trigger()
        until(lambda: window.playback.playing)
        while not (window.playback.playing and output.pull(256).any()):
            app.processEvents()
        taken_s = time.perf_counter() - began
        until(lambda: not window.jobs.running)
        window.playback.toggle()
        output.pull(RATE_HZ)
        until(lambda: not window.playback.playing)
        return taken_s

    window.show()
    window.open_files([path])
    until(lambda: window.session.clip is not None and not window.jobs.running)
    assert window.session.clip is not None
    step_ms = (window.session.clip.duration_ms - 20_000) // 6
    times = [press(10_000 + number * step_ms) for number in range(6)]
    window.close()
    warm = times[1:]
    return {
        "preview_s": round(max(warm), 2),
        "preview_median_s": round(statistics.median(warm), 2),
        "preview_cold_s": round(times[0], 2),
    }


def _spleeter(path: Path) -> dict[str, float]:
    """Do the same with Spleeter, which loads its checkpoint in every call, as its users see it."""
    from spleeter.separator import Separator

    separator = Separator("spleeter:2stems", multiprocess=False)
    separator.separate(np.zeros((RATE_HZ, 2), np.float32))
    began, cpu_s = time.perf_counter(), time.process_time()
    waveform, _ = soundfile.read(path, dtype="float32", always_2d=True)
    for stem, samples in separator.separate(waveform).items():
        soundfile.write(path.with_name(f"spleeter_{stem}.wav"), samples, RATE_HZ, "FLOAT")
    return {"warm_s": time.perf_counter() - began, "cpu_s": time.process_time() - cpu_s}


if __name__ == "__main__":
    raise SystemExit(main())
