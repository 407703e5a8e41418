"""What an hour of film costs, and how many workers a scheduler and a file server can feed.

``python tests/bench/batch_model.py --json --minutes 60 --simulate 100 1000``

`hour` is measured: `align` and `run` of a clip of `--minutes`, each on one processor, scaled to an hour. `simulated`
runs tasks that only sleep on so many workers of a Dask scheduler, all in this process, through the same pool and the
same loop as ``deepdub batch``: `efficiency` is the time that the sleep alone would take, divided by the time that it
took, `cpu_ms_per_task` what scheduler, workers and client need for a task without sleep, less the heartbeats of idle
workers (`idle_share` of a processor, in this one process for all of them). `model` puts both together, for a film of
`--film-gb` an hour. Processor times hardly depend on what else the machine does; `efficiency` does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.batch.batch import Episode, run_batch
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.pools import DaskPool
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.tasks import Task

ROOT = Path(__file__).parents[2]
SERVERS = {"1 Gb/s": 0.11e9, "10 Gb/s": 1.1e9, "100 Gb/s": 11e9}  # bytes per second that arrive
_IDLE_S = 10
_QUIET = {  # a thousand workers in one process would otherwise watch nothing but themselves
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "60s",
    "distributed.admin.tick.interval": "10s",
    "distributed.admin.tick.limit": "60s",
    "distributed.scheduler.worker-ttl": None,
}
_RUN = """
import resource, sys
from deepdub_engine.cli import main
code = main(sys.argv[2:])
use = resource.getrusage(resource.RUSAGE_SELF)
counts = dict(line.split(": ") for line in open("/proc/self/io").read().splitlines())
print(use.ru_utime + use.ru_stime, use.ru_maxrss, counts["rchar"], counts["wchar"], file=open(sys.argv[1], "w"))
sys.exit(code)
"""


def main() -> int:
    """Measure, simulate, and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--minutes", type=float, default=60, help="length of the measured clip; 0 for none")
    parser.add_argument("--model", default="speech", help="separation model of the measured clip")
    parser.add_argument("--film-gb", type=float, default=2, help="gigabytes of a film with its picture, for an hour")
    parser.add_argument("--simulate", type=int, nargs="*", default=[100, 1000], help="numbers of workers")
    parser.add_argument("--sleep", type=float, default=30, help="mean seconds of a sleeping task")
    choice = parser.parse_args()
    figures: dict[str, Any] = {}
    if choice.minutes:
        figures["hour"] = _hour(choice.minutes, choice.model)
    figures["simulated"] = [_simulated(workers, choice.sleep) for workers in choice.simulate]
    if choice.minutes and choice.simulate:
        rate = min(one["bare_tasks_per_s"] for one in figures["simulated"])
        figures["model"] = _model(figures["hour"], rate, choice.film_gb)
    print(json.dumps(figures))
    return 0


def _hour(minutes: float, model: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip, out = folder / "clip.mkv", folder / "out"
        repeats = str(max(0, round(minutes * 60 / 41) - 1))
        source = ["ffmpeg", "-v", "error", "-stream_loop", repeats, "-i", str(resource("sample", "sample.mkv"))]
        subprocess.run([*source, "-map", "0:a:0", "-c:a", "aac", "-b:a", "192k", str(clip)], check=True)
        out.mkdir()
        late, aligned = resource("sample", "sample_3s_off.srt"), out / "subtitles.srt"
        steps = [
            _measured(["align", clip, late, "-o", aligned, "--force"], out),
            _measured(["run", clip, aligned, "-o", out / "sentences", "--model", model, "--no-cache"], out),
        ]
        scale = 60 / minutes
        kept = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        clip_bytes = clip.stat().st_size
        return {
            "minutes": minutes,
            "cpu_s": round(scale * sum(step["cpu_s"] for step in steps), 1),
            "cpu_s_align": round(scale * steps[0]["cpu_s"], 1),
            "cpu_s_run": round(scale * steps[1]["cpu_s"], 1),
            "memory_mb": round(max(step["memory_mb"] for step in steps)),
            "clip_gb": round(scale * clip_bytes / 1e9, 3),
            "read_gb": round(scale * (sum(step["read"] for step in steps) + 2 * clip_bytes) / 1e9, 2),  # and two hashes
            "written_gb": round(scale * sum(step["written"] for step in steps) / 1e9, 2),
            "disk_gb": round(scale * max(step["disk"] for step in steps) / 1e9, 2),
            "kept_gb": round(scale * kept / 1e9, 2),
        }


def _measured(words: Sequence[object], out: Path) -> dict[str, float]:
    told = out.parent / "told.txt"
    run = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(told), *map(str, words), "--quiet"],
        cwd=ROOT,
    )
    os.sched_setaffinity(run.pid, {min(os.sched_getaffinity(0))})
    most = 0
    while run.poll() is None:
        most = max(most, _size(out))
        time.sleep(0.2)
    if run.returncode:
        raise SystemExit("a command failed")
    cpu_s, memory_kb, read, written = map(float, told.read_text().split())
    return {"cpu_s": cpu_s, "memory_mb": memory_kb * 1024 / 1e6, "read": read, "written": written, "disk": most}


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _sleep(task: Task) -> Outcome:
    """Do what a task costs, without doing it."""
    time.sleep(float(task.arguments[0]))
    return Outcome(task, values={"seconds": float(task.arguments[0])})


def _simulated(workers: int, mean_s: float) -> dict[str, float]:
    """Run two episodes of two tasks for each worker, once without sleep and once with it."""
    import dask
    from distributed import LocalCluster

    dask.config.set(_QUIET)
    began_s = time.monotonic()
    cluster = LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=False, dashboard_address=None, memory_limit=None
    )
    try:
        ready_s = time.monotonic() - began_s
        episodes, tasks = 2 * workers, 4 * workers
        idle = _idle_share()
        cpu_s, bare_s = time.process_time(), time.monotonic()
        _drained(cluster.scheduler_address, episodes, 0.0)
        cpu_s, bare_s = time.process_time() - cpu_s, time.monotonic() - bare_s
        took_s = _drained(cluster.scheduler_address, episodes, mean_s)
        ideal_s = tasks * mean_s / workers
        return {
            "workers": workers,
            "tasks": tasks,
            "sleep_s": mean_s,
            "ready_s": round(ready_s, 1),
            "ideal_s": round(ideal_s, 1),
            "took_s": round(took_s, 1),
            "efficiency": round(ideal_s / took_s, 3),
            "cpu_ms_per_task": round(1000 * max(0.0, cpu_s - idle * bare_s) / tasks, 2),
            "idle_share": round(idle, 3),
            "bare_tasks_per_s": round(tasks / bare_s, 1),
        }
    finally:
        cluster.close()


def _idle_share() -> float:
    """Return the share of a processor that the heartbeats of workers take that have nothing to do."""
    began_s, cpu_s = time.monotonic(), time.process_time()
    time.sleep(_IDLE_S)
    return (time.process_time() - cpu_s) / (time.monotonic() - began_s)


def _drained(address: str, episodes: int, mean_s: float) -> float:
    chance, root = random.Random(1), Path(tempfile.mkdtemp())
    planned = []
    for number in range(episodes):
        name = f"e{number:05}"
        pair = [
            Task(name, kind, (str(chance.uniform(0.5, 1.5) * mean_s),), (), root / name, root / name)
            for kind in (StepKind.ALIGN, StepKind.RUN)
        ]
        planned.append(Episode(Item(name, Path(name)), tuple(pair)))
    began_s = time.monotonic()
    make: Callable[..., DaskPool] = lambda _progressed: DaskPool(address, _sleep)  # noqa: E731
    results = finish(run_batch(planned, root, make))
    took_s = time.monotonic() - began_s
    shutil.rmtree(root)
    if any(result.error or len(result.outcomes) != 2 for result in results):
        raise SystemExit("a task was lost")
    return took_s


def _model(hour: dict[str, float], tasks_per_s: float, film_gb: float) -> dict[str, Any]:
    """Return how many workers of one processor a server and the scheduler can feed, and hours of film per hour."""
    task_s = hour["cpu_s"] / 2
    # Both commands hash the film, and decode it. At least it is read twice, and the results are copied.
    temporary = hour["read_gb"] + hour["written_gb"] - 4 * hour["clip_gb"]
    moved_gb = {"all": 4 * film_gb + temporary, "least": 2 * film_gb + hour["kept_gb"]}
    mb_per_s = {name: 1000 * size / hour["cpu_s"] for name, size in moved_gb.items()}
    limits = {
        server: {name: round(rate / 1e6 / needed, 1) for name, needed in mb_per_s.items()}
        for server, rate in SERVERS.items()
    }
    return {
        "film_hours_per_hour": {workers: round(3600 * workers / hour["cpu_s"], 1) for workers in (1, 2, 4, 100, 1000)},
        "moved_gb_per_hour": {name: round(size, 1) for name, size in moved_gb.items()},
        "mb_per_s_and_worker": {name: round(rate) for name, rate in mb_per_s.items()},
        "workers_a_server_feeds": limits,
        "workers_the_scheduler_feeds": int(tasks_per_s * task_s),
    }


if __name__ == "__main__":
    raise SystemExit(main())
