import errno
import os
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from deepdub_engine.base.locks import FileLock

HOLD = """
import sys, time
from pathlib import Path
from deepdub_engine.base.locks import FileLock
lock = FileLock.take(Path(sys.argv[1]))
print(lock is not None, flush=True)
time.sleep(60)
"""


def test_a_lock_is_held_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = FileLock.take(path)
    assert lock is not None
    assert FileLock.take(path) is None
    lock.release()
    lock.release()
    again = FileLock.take(path)
    assert again is not None
    again.release()
    assert path.exists()


def test_the_lock_of_a_killed_program_is_free(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "True\n"
        assert FileLock.take(path) is None
        program.kill()
    lock = FileLock.take(path)
    assert lock is not None
    lock.release()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_disks_without_locks_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fails(handle: int, *, blocking: bool) -> bool:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filelock, "lock_descriptor", fails)
    lock = FileLock.take(tmp_path / "lock")
    assert lock is not None
    lock.release()
