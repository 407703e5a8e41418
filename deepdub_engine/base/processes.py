"""Start modules of the program as child processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Of the Windows API: PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE and ERROR_INVALID_PARAMETER.
_QUERY, _STILL_ACTIVE, _NO_SUCH_PROCESS = 0x1000, 259, 87


def command(module: str, flag: str) -> list[str]:
    """Return the command that runs a module in a child process.

    Parameters
    ----------
    module
        Full name of a module that can be run with ``python -m``.
    flag
        Command-line flag by which the executable of a bundle, which has no interpreter, selects the module.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, flag]
    # -P: a module in the working folder must not shadow a library.
    return [sys.executable, "-P", "-m", module]


def environment(blas_threads: int | None = None) -> dict[str, str]:
    """Return an environment in which a child process has the same import path.

    Parameters
    ----------
    blas_threads
        How many threads OpenBLAS starts in the child; by default, one for each processor.
    """
    found = os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)}
    return found if blas_threads is None else found | {"OPENBLAS_NUM_THREADS": str(blas_threads)}


def is_running(pid: int) -> bool:
    """Return whether a process with this number runs on this computer; True if that cannot be known."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY, 0, pid)
        if handle:
            status = ctypes.c_ulong()
            known = kernel.GetExitCodeProcess(handle, ctypes.byref(status))
            kernel.CloseHandle(handle)
            return not known or status.value == _STILL_ACTIVE
        return ctypes.get_last_error() != _NO_SUCH_PROCESS
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # of another user
    return True
