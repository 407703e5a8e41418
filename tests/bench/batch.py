"""A season on one computer: the same files as single commands, what kills lose, what a second worker gains.

``python tests/bench/batch.py --json --episodes 8 --kills 20``

Clips are the sample, repeated to `--minutes`, with subtitles that are late by different amounts. `identical` is 1 if
all files of the batch are those of the single commands, `overhead` the share of time that the batch takes beyond them
on one worker (both alternate), `scaling_2_workers` how much faster two workers are, each with one processor.
`lost_after_kills` counts the differences after the batch was killed at random moments and run again to its end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.base.resources import resource
from deepdub_engine.batch.pairing import pair_folder

ROOT = Path(__file__).parents[2]
SUBTITLES = resource("sample", "sample_3s_off.srt")


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--episodes", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=3, help="length of each clip")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=100)
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        season = _season(folder / "season", choice.episodes, choice.minutes)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        figures = _times(season, folder, choice.rounds)
        figures |= _kills(season, folder, choice.kills)
    print(json.dumps(figures))
    return 0


def _season(folder: Path, episodes: int, minutes: float) -> Path:
    folder.mkdir()
    repeats = max(0, round(minutes * 60 / 41) - 1)
    source = ["ffmpeg", "-v", "error", "-stream_loop", str(repeats), "-i", str(resource("sample", "sample.mkv"))]
    for number in range(1, episodes + 1):
        clip = folder / f"Show.S01E{number:02}.mkv"
        delay = ["-af", f"adelay={number * 40}:all=1"]  # so that no two clips are the same
        subprocess.run([*source, "-map", "0:a:0", *delay, "-c:a", "flac", str(clip)], check=True)
        shutil.copyfile(SUBTITLES, folder / f"show 1x{number:02}.srt")
    return folder


def _times(season: Path, folder: Path, rounds: int) -> dict[str, float]:
    ratios, gains, same = [], [], True
    for number in range(rounds):
        bare = _timed(lambda out: _single(season, out), folder / f"single{number}")
        one = _timed(lambda out: _batch(season, out, 1), folder / f"one{number}")
        two = _timed(lambda out: _batch(season, out, 2), folder / f"two{number}")
        ratios.append(one / bare - 1)
        gains.append(one / two)
        hashes = [_hashes(folder / f"{kind}{number}") for kind in ("single", "one", "two")]
        same &= hashes[0] == hashes[1] == hashes[2]
    return {
        "identical": int(same),
        "overhead": round(statistics.median(ratios), 4),
        "scaling_2_workers": round(statistics.median(gains), 3),
    }


def _timed(work: object, folder: Path) -> float:
    began_s = time.perf_counter()
    work(folder)  # type: ignore[operator]
    return time.perf_counter() - began_s


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
    skip = {"sentences.xlsx"}
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.name not in skip
    }


def _kills(season: Path, folder: Path, kills: int) -> dict[str, int]:
    """Kill the batch at random moments until it was killed often enough, each time going on with what is there."""
    chance, expected, lost, killed = random.Random(1), _hashes(folder / "two0"), 0, 0
    whole_s = 2.0
    while killed < kills:
        out = folder / "killed"
        shutil.rmtree(out, ignore_errors=True)
        while killed < kills:
            began_s = time.perf_counter()
            run = subprocess.Popen(_command(season, out, 2), cwd=ROOT, start_new_session=True)
            try:
                run.wait(chance.uniform(0.3, max(1.0, 0.6 * whole_s)))
                whole_s = max(whole_s, time.perf_counter() - began_s)
                break
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGKILL) if chance.random() < 0.5 else run.kill()
                run.wait()
                killed += 1
        _batch(season, out, 2)
        lost += _hashes(out) != expected
        lost += sum(1 for _ in out.rglob("*partial*"))
    return {"kills": killed, "lost_after_kills": lost}


if __name__ == "__main__":
    raise SystemExit(main())
