"""The child process of a batch that runs one command: ``python -m deepdub_engine.cli.batch_worker``.

Reads the command from standard input, and writes its progress and its report to standard output. When the input ends,
the parent is gone: the command ends, removes its unfinished files, and the process exits.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

from deepdub_engine.base.errors import DeepdubError, typed
from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame
from deepdub_engine.base.messages import message_to_json
from deepdub_engine.base.progress import Progress, finish
from deepdub_engine.cli.arguments import build_parser
from deepdub_engine.cli.commands import COMMANDS, piece_report
from deepdub_engine.cli.parser import BadArguments

_INTERVAL_S = 0.2
_ORPHANED = 3
_NICER = 5


class _Orphaned(Exception):
    """The parent is gone."""


def main() -> int:
    """Run one command; return the exit code of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    source, target = take_standard_streams()
    request = read_frame(source)
    if request is None:
        return _ORPHANED
    order = json.loads(request)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICER)  # the computer stays usable; on Windows, the parent sees to it
    if order["cpus"] and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, order["cpus"])
    over = threading.Event()
    threading.Thread(target=_watch, args=(source, over), daemon=True).start()
    try:
        reply = _answer(order, target, over)
    except (_Orphaned, OSError):
        return _ORPHANED
    with contextlib.suppress(OSError):
        write_frame(target, json.dumps({**reply, **_usage()}).encode())
    return 0


def _watch(source: BinaryIO, over: threading.Event) -> None:
    while read_frame(source) is not None:
        pass
    over.set()


def _answer(order: dict[str, Any], target: BinaryIO, over: threading.Event) -> dict[str, Any]:
    told_s = 0.0

    def show(progress: Progress) -> None:
        nonlocal told_s
        if over.is_set():
            raise _Orphaned
        if time.monotonic() - told_s >= _INTERVAL_S:
            told_s = time.monotonic()
            write_frame(target, json.dumps({"progress": progress.fraction}).encode())

    try:
        Path(order["folder"]).mkdir(parents=True, exist_ok=True)
        options = build_parser().parse_args(order["command"])
        options.pieces = Path(order["pieces"]) if "pieces" in order else None
        options.overview = Path(order["overview"]) if "overview" in order else None
        job = piece_report(options, *order["part"]) if "part" in order else COMMANDS[options.command](options)
        report = finish(job, show)
    except BadArguments as error:
        return {"exit_code": 2, "text": str(error.reason), "values": {}}
    except DeepdubError as error:
        return _failure(error)
    except (_Orphaned, BrokenPipeError):
        raise
    except Exception as error:
        known = typed(error)
        if known is None:
            raise
        return _failure(known)
    told = {
        "warnings": [str(warning) for warning in report.warnings],
        "warning_messages": [message_to_json(warning) for warning in report.warnings],
        "reason_message": message_to_json(report.reason),
    }
    text = "\n".join(map(str, report.lines))
    return {"exit_code": report.exit_code, "text": text, "values": {**report.values, **told}}


def _failure(error: DeepdubError) -> dict[str, Any]:
    reason = message_to_json(error.to_message())
    return {"exit_code": error.exit_code, "text": str(error), "values": {}, "reason": reason}


def _usage() -> dict[str, float]:
    if sys.platform == "win32":
        return {"cpu_s": round(time.process_time(), 2), "memory_mb": 0}
    import resource

    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    in_bytes = 1 if sys.platform == "darwin" else 1024
    memory_mb = max(usage.ru_maxrss for usage in both) * in_bytes / 1e6
    return {"cpu_s": round(sum(usage.ru_utime + usage.ru_stime for usage in both), 2), "memory_mb": round(memory_mb)}


if __name__ == "__main__":
    sys.exit(main())
