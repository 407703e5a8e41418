"""A short run of the machine that attacks the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def attack(tmp_path: Path, *options: str) -> dict[str, object]:
    """Run some attacks, and return their figures; what fuzzing finds is kept in a folder."""
    done = subprocess.run(
        [sys.executable, "tests/bench/trust.py", "--json", "--keep", str(tmp_path / "found"), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures
