import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.base.atomic import temporary_prefix
from deepdub_engine.base.bounded_cache import PROBE_BYTES, BoundedCache, sampled_digest


def stored(folder: Path, number: int, marker: str) -> Path:
    entry = folder / f"{number}.kept"
    if marker:
        entry.mkdir(parents=True)
    folder.mkdir(exist_ok=True)
    (entry / marker).write_bytes(bytes(100))
    os.utime(entry / marker, (number, number))
    return entry


def names(cache: BoundedCache) -> set[str]:
    return {entry.name for entry in cache.entries()}


@pytest.mark.parametrize("marker", ["", "entry.json"])
def test_the_least_recently_used_entries_are_removed_first(tmp_path: Path, marker: str) -> None:
    folder = tmp_path / "cache"
    cache = BoundedCache(folder, "*.kept", limit_entries=2, marker=marker)
    entries = [stored(folder, number, marker) for number in range(1, 5)]
    cache.mark_used(entries[0])
    cache.trim()
    assert names(cache) == {"1.kept", "4.kept"}
    assert {path.name for path in folder.iterdir()} == {"1.kept", "4.kept"}
    cache.clear()
    assert names(cache) == set()


def test_entries_are_removed_until_the_rest_fits(tmp_path: Path) -> None:
    cache = BoundedCache(tmp_path, "*.kept", limit_bytes=250)
    for number in range(1, 5):
        stored(tmp_path, number, "")
    assert cache.size == 400
    cache.trim()
    assert names(cache) == {"3.kept", "4.kept"}
    assert cache.size == 200


def test_other_files_stay_and_leftovers_of_crashes_go_after_a_day(tmp_path: Path) -> None:
    cache = BoundedCache(tmp_path, limit_bytes=0, marker="entry.json")
    for name in ("limit.txt", ".partial-new", ".partial-old"):
        (tmp_path / name).write_text("7")
    for name in (".new-young", ".old-old"):
        (tmp_path / name).mkdir()
    for name in (".partial-old", ".old-old"):
        os.utime(tmp_path / name, (1, 1))
    cache.trim()
    assert {path.name for path in tmp_path.iterdir()} == {"limit.txt", ".partial-new", ".new-young"}


def test_a_folder_that_is_missing_or_a_file_is_an_empty_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for name in ("missing", "file"):
        cache = BoundedCache(tmp_path / name)
        cache.trim()
        cache.clear()
        assert cache.size == 0
        cache.mark_used(tmp_path / name / "entry")
        cache.remove(tmp_path / name / "entry")
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_digest_depends_on_the_label_and_the_positions_that_are_read() -> None:
    data = bytearray(3 * PROBE_BYTES)
    before = sampled_digest(io.BytesIO(data), "a", [0, 2 * PROBE_BYTES])
    data[PROBE_BYTES] = 1
    assert sampled_digest(io.BytesIO(data), "a", [0, 2 * PROBE_BYTES]) == before
    assert sampled_digest(io.BytesIO(data), "b", [0, 2 * PROBE_BYTES]) != before
    data[0] = 1
    assert sampled_digest(io.BytesIO(data), "a", [0, 2 * PROBE_BYTES]) != before


def test_what_a_killed_process_left_is_removed_at_once(tmp_path: Path) -> None:
    code = "import os, tempfile, sys; from deepdub_engine.base.atomic import temporary_prefix as name;"
    code += "open(os.path.join(tempfile.mkdtemp(prefix=name(), dir=sys.argv[1]), 'a.pcm'), 'w'); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    (tmp_path / f"{temporary_prefix()}ours").mkdir()
    assert len(list(tmp_path.iterdir())) == 2
    BoundedCache(tmp_path, "*.kept").trim()
    assert [path.name for path in tmp_path.iterdir()] == [f"{temporary_prefix()}ours"]
