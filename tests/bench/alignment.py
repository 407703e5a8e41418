"""Benchmark of alignment over many programmes: a sweep of seeds, optionally beside another command.

Each seed makes a programme from real recordings, in 72 cases. A case passes when 95 % of the spoken cues start within
250 ms of the truth; a case with the wrong subtitles passes when the command reports low confidence. Needs the
benchmark's program and recordings, which are not part of this project. A programme has six sounds; with
``--hear-once`` speech is detected once per sound, which makes a sweep much faster and affects only the times.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_ROW = re.compile(r"^(\S+)\s+(\S+)\s+(ok|FAIL)\s+([\d.]+) s\s+(.*)$", re.MULTILINE)
_MEDIAN = re.compile(r"median\s+(\d+) ms")
_OURS = f"{sys.executable} -P -m deepdub_engine align {{media}} {{subs}} -o {{out}} --json --quiet"
_ONCE = f"{sys.executable} -P {Path(__file__).parent / 'align_once.py'} {{media}} {{subs}} {{out}}"


def main() -> int:
    """Run the sweep and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--bench", type=Path, required=True, metavar="PY", help="the benchmark's program")
    parser.add_argument("--seed", type=int, action="append", metavar="N", help="may be repeated; default 7")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--beside", metavar="COMMAND", help="another command, with placeholders {media} {subs} {out}")
    parser.add_argument("--made", type=Path, metavar="DIR", help="use existing programmes: DIR/s<seed>")
    parser.add_argument("--hear-once", action="store_true", help="detect speech once per sound, not in every case")
    options = parser.parse_args()
    commands = {"ours": _ONCE if options.hear_once else _OURS} | ({"beside": options.beside} if options.beside else {})
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in commands}
    for seed in options.seed or [7]:
        with tempfile.TemporaryDirectory() as folder:
            made = options.made / f"s{seed}" if options.made else Path(folder)
            if not (made / "index.json").exists():
                _bench(options.bench, "make", str(made), "--minutes", str(options.minutes), "--seed", str(seed))
            for name, command in commands.items():
                text = _bench(options.bench, "score", str(made), "--", command)
                rows[name] += _ROW.findall(text)
                if not options.json:
                    print(f"seed {seed}, {name}:\n{text}", flush=True)
    print(json.dumps({name: _figures(found) for name, found in rows.items()}))
    return 0


def _bench(program: Path, *arguments: str) -> str:
    # Without this folder, whose `encodings.py` would hide Python's.
    paths = [str(Path(__file__).parents[2]), *(path for path in sys.path if path != str(Path(__file__).parent))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, str(program), *arguments], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout.decode()


def _figures(rows: list[tuple[str, ...]]) -> dict[str, Any]:
    passed = [row for row in rows if row[2] == "ok"]
    medians = [int(match[1]) for row in passed if (match := _MEDIAN.search(row[4]))]
    return {
        "cases": len(rows),
        "passed": len(passed),
        "median_error_ms": statistics.median(medians) if medians else None,
        "median_s": round(statistics.median(float(row[3]) for row in rows), 2) if rows else None,
        "failed": [f"{row[0]} {row[1]}: {row[4]}" for row in rows if row[2] != "ok"],
    }


if __name__ == "__main__":
    raise SystemExit(main())
