"""What a fuzzer once found (`tests/data/cases/fuzzed`, CC0) is read or refused, within bounds of time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "data" / "cases" / "fuzzed"
LIMIT_S = 30  # on a busy machine; 5 s on an idle one
LIMIT_BYTES = 4 << 30  # of address space, of which libraries reserve most
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000_000, 600_000_000))
"""
_RUN = """
from pathlib import Path
from tests.helpers.corpus_reader import main
main(sys.argv[1], [Path(name) for name in sys.argv[2:]])
"""


@pytest.mark.parametrize("kind", ["media", "subs", "rest"])
def test_every_file_of_the_corpus_is_read_or_refused_within_bounds(kind: str) -> None:
    paths = sorted(path for path in (CORPUS / kind).iterdir() if path.suffix != ".why")
    limits = _LIMITED.format(limit=LIMIT_BYTES) if sys.platform == "linux" else "import sys\n"
    done = subprocess.run(
        [sys.executable, "-c", limits + _RUN, kind, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
        timeout=LIMIT_S * len(paths),
    )
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [name for name, _, _ in rows] == [path.name for path in paths], done.stderr[-2000:]
    assert {name: wrong for name, _, wrong in rows if wrong} == {}
    assert {name: took_s for name, took_s, _ in rows if float(took_s) > LIMIT_S} == {}
