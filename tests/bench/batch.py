"""A season on one computer: the same files as single commands, what kills lose, what a second worker gains.

``python tests/bench/batch.py --json --episodes 8 --kills 20``

Clips are the sample, repeated to `--minutes`, with subtitles that are late by different amounts. `identical` is 1 if
all files of the batch are those of the single commands, `overhead` the share of time that the batch takes beyond them
on one worker (both alternate; `overhead_cpu` in processor time, which a busy machine disturbs less),
`scaling_2_workers` how much faster two workers are, each with one processor.
`lost_after_kills` counts the differences after the batch, or one of its commands, was killed at random moments and the
batch was run again to its end; with `--cluster-kills`, the same on a Dask cluster whose scheduler, worker or client is
killed.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import hashlib
import importlib.util
import itertools
import json
import os
import random
import resource as usage
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.base.resources import resource
from deepdub_engine.batch.pairing import pair_folder
from deepdub_engine.subtitles import Cue, load_subtitles, srt_text

ROOT = Path(__file__).parents[2]
_TRIES = 5
SUBTITLES = resource("sample", "sample_3s_off.srt")
_SAMPLE_S = 41


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--episodes", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=3, help="length of each clip")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--four", action="store_true", help="also time four workers, whatever the number of processors")
    parser.add_argument("--cluster-kills", type=int, default=0, help="needs the extra “cluster”")
    choice = parser.parse_args()
    compileall.compile_dir(ROOT / "deepdub_engine", quiet=1)  # as it is installed: every command starts a new process
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        season = _season(folder / "season", choice.episodes, choice.minutes)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        figures: dict[str, object] = {}
        if choice.rounds:
            figures |= _times(season, folder, choice.rounds, four=choice.four)
        if choice.kills:
            figures |= _kills(season, folder, choice.kills)
        figures |= _cluster_kills(season, folder, choice.cluster_kills)
    print(json.dumps(figures))
    return 0


def _season(folder: Path, episodes: int, minutes: float) -> Path:
    folder.mkdir()
    repeats = max(0, round(minutes * 60 / _SAMPLE_S) - 1)
    # Subtitles in each repetition, or they would fit in any of them.
    cues = [
        Cue(cue.start_ms + 1000 * _SAMPLE_S * number, cue.end_ms + 1000 * _SAMPLE_S * number, cue.text)
        for number in range(repeats + 1)
        for cue in load_subtitles(SUBTITLES).cues
    ]
    source = ["ffmpeg", "-v", "error", "-stream_loop", str(repeats), "-i", str(resource("sample", "sample.mkv"))]
    for number in range(1, episodes + 1):
        clip = folder / f"Show.S01E{number:02}.mkv"
        delay = ["-af", f"adelay={number * 40}:all=1"]  # so that no two clips are the same
        subprocess.run([*source, "-map", "0:a:0", *delay, "-c:a", "flac", str(clip)], check=True)
        (folder / f"show 1x{number:02}.srt").write_text(srt_text(cues), encoding="utf-8")
    return folder


def _times(season: Path, folder: Path, rounds: int, *, four: bool) -> dict[str, float]:
    ratios, cpu_ratios, gains, fours, same = [], [], [], [], True
    for number in range(rounds):
        bare = _timed(lambda out: _single(season, out), folder / f"single{number}")
        one = _timed(lambda out: _batch(season, out, 1), folder / f"one{number}")
        two = _timed(lambda out: _batch(season, out, 2), folder / f"two{number}")
        ratios.append(one[0] / bare[0] - 1)
        cpu_ratios.append(one[1] / bare[1] - 1)
        gains.append(one[0] / two[0])
        if four:
            fours.append(one[0] / _timed(lambda out: _batch(season, out, 4), folder / f"four{number}")[0])
        hashes = [_hashes(folder / f"{kind}{number}") for kind in ("single", "one", "two")]
        same &= hashes[0] == hashes[1] == hashes[2]
    more = {"scaling_4_workers": round(statistics.median(fours), 3)} if fours else {}
    return {
        "identical": int(same),
        "overhead": round(statistics.median(ratios), 4),
        "overhead_cpu": round(statistics.median(cpu_ratios), 4),
        "scaling_2_workers": round(statistics.median(gains), 3),
        **more,
    }


def _timed(work: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """Return the seconds, and the processor seconds of all processes, that something takes."""
    began_s, cpu_s = time.perf_counter(), _cpu_s()
    work(folder)
    return time.perf_counter() - began_s, _cpu_s() - cpu_s


def _cpu_s() -> float:
    spent = usage.getrusage(usage.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _one_cpu() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _single(season: Path, out: Path) -> None:
    """Run the commands for each clip by hand, on one processor."""
    for item in pair_folder(season).items:
        target = out / item.name
        target.mkdir(parents=True)
        subtitles = target / "subtitles.srt"
        commands = (
            ["align", item.media, item.subtitles, "-o", subtitles, "--force"],
            ["run", item.media, subtitles, "-o", target / "sentences"],
        )
        for command in commands:
            run = [sys.executable, "-m", "deepdub_engine", *map(str, command), "--quiet"]
            subprocess.run(run, check=True, cwd=ROOT, preexec_fn=_one_cpu)


def _batch(season: Path, out: Path, workers: int) -> None:
    subprocess.run(_command(season, out, workers), check=True, cwd=ROOT, preexec_fn=_one_cpu if workers == 1 else None)


def _command(season: Path, out: Path, workers: int) -> list[str]:
    words = ["batch", str(season), "-o", str(out), "--workers", str(workers), "--quiet"]
    return [sys.executable, "-m", "deepdub_engine", *words]


def _hashes(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "report."))]
    # The sheet has the time in it; the list of former sentences says that an export was made once more.
    skip = {"sentences.xlsx", "sentences_before.json"}
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.name not in skip
    }


def _kills(season: Path, folder: Path, kills: int) -> dict[str, object]:
    """Kill the batch or one of its commands at random moments, each time going on with what is there."""
    chance, counts, lost = random.Random(1), dict.fromkeys(("group", "batch", "command"), 0), 0
    expected, whole_s = _reference(season, folder)
    while sum(counts.values()) < kills:
        out = folder / "killed"
        shutil.rmtree(out, ignore_errors=True)
        while sum(counts.values()) < kills:
            run = subprocess.Popen(_command(season, out, 2), cwd=ROOT, start_new_session=True)
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(chance.uniform(0.2, whole_s))
                break
            kind, children = chance.choice(list(counts)), _children(run.pid)
            kind = kind if children else "batch"
            counts[kind] += 1
            if kind == "command":
                os.kill(chance.choice(children), signal.SIGKILL)
                run.wait()
                break
            os.killpg(run.pid, signal.SIGKILL) if kind == "group" else run.kill()
            run.wait()
        lost += _differences(out, expected, _command(season, out, 2))
        print(f"{sum(counts.values())} kills, {lost} lost", file=sys.stderr)
    return {"kills": sum(counts.values()), "kills_by_kind": counts, "lost_after_kills": lost}


def _cluster_kills(season: Path, folder: Path, kills: int) -> dict[str, object]:
    """Kill the scheduler, a worker or the batch of a cluster at random moments."""
    if not kills or importlib.util.find_spec("distributed") is None:
        return {}
    chance, counts, lost = random.Random(2), dict.fromkeys(("scheduler", "worker", "client"), 0), 0
    expected, whole_s = _reference(season, folder)
    while sum(counts.values()) < kills:
        out = folder / "cluster"
        shutil.rmtree(out, ignore_errors=True)
        with Cluster(folder / "dask", 2) as cluster:
            run = subprocess.Popen(_cluster_command(season, out, cluster.address), cwd=ROOT)
            kind = list(counts)[sum(counts.values()) % 3]
            time.sleep(chance.uniform(0.2, whole_s + 3))  # a worker takes some seconds to start
            counts[kind] += 1
            if kind == "client":
                run.kill()
            else:
                cluster.kill(kind)
            if kind == "worker":
                cluster.add_worker()
            run.wait()
        with Cluster(folder / "dask", 2) as cluster:
            lost += _differences(out, expected, _cluster_command(season, out, cluster.address))
        print(f"{sum(counts.values())} kills in a cluster, {lost} lost", file=sys.stderr)
    return {"cluster_kills": sum(counts.values()), "cluster_kills_by_kind": counts, "lost_after_cluster_kills": lost}


def _reference(season: Path, folder: Path) -> tuple[dict[str, str], float]:
    """Return the files of a batch that nobody killed, and its seconds."""
    shutil.rmtree(folder / "reference", ignore_errors=True)
    seconds, _ = _timed(lambda out: _batch(season, out, 2), folder / "reference")
    return _hashes(folder / "reference"), seconds


def _differences(out: Path, expected: dict[str, str], command: list[str]) -> int:
    """Run a batch to its end; return 1 if a file is lost or wrong, plus the unfinished files that are left."""
    for _ in range(_TRIES):  # a command whose batch was killed may still be leaving the folder
        if subprocess.run(command, check=False, cwd=ROOT).returncode == 0:
            break
    found = _hashes(out)
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    left = [path.relative_to(out).as_posix() for path in out.rglob("*partial*")]
    if wrong or left:
        print(f"wrong or missing: {wrong}; left over: {left}", file=sys.stderr)
    return int(bool(wrong)) + len(left)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    others = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return sorted({int(word) for word in " ".join([text, *others]).split()})


class Cluster:
    """A Dask scheduler and workers on this computer, as separate processes; a context manager."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder, self.port = folder, _free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        words = ["--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        self._running = {"scheduler": [self._start("dask_scheduler", words)], "worker": []}
        _wait_for(self.port)
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> None:
        """Start a worker that does one task at a time."""
        words = [self.address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        self._running["worker"].append(
            self._start("dask_worker", [*words, "--local-directory", str(self._folder), "--death-timeout", "60"])
        )

    def _start(self, module: str, words: list[str]) -> subprocess.Popen[bytes]:
        run = [sys.executable, "-m", f"distributed.cli.{module}", *words]
        return subprocess.Popen(run, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self, kind: str) -> None:
        """Kill the scheduler, or a worker."""
        self._running[kind].pop().kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for run in itertools.chain(*self._running.values()):
            run.kill()
            run.wait()


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline_s = time.monotonic() + 120
    while time.monotonic() < deadline_s:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)


def _cluster_command(season: Path, out: Path, address: str) -> list[str]:
    words = ["batch", str(season), "-o", str(out), "--scheduler", address, "--workers", "2", "--quiet"]
    return [sys.executable, "-m", "deepdub_engine", *words]


if __name__ == "__main__":
    raise SystemExit(main())
