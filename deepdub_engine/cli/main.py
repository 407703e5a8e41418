"""Runs a command, shows its progress, and turns its ending into text, JSON and an exit code."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from deepdub_engine.cli.arguments import build_parser, join_negatives
from deepdub_engine.cli.commands import COMMANDS
from deepdub_engine.cli.report import Report, Reporter
from deepdub_engine.errors import DeepdubError
from deepdub_engine.progress import finish

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 1 failed with one sentence on stderr, 2 wrong arguments, 130 interrupted.
    """
    options = build_parser().parse_args(join_negatives(sys.argv[1:] if arguments is None else arguments))
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.CRITICAL, stream=sys.stderr)
    signal.signal(signal.SIGTERM, _interrupt)
    reporter = Reporter(sys.stderr, quiet=options.quiet)
    try:
        with reporter:
            report = finish(COMMANDS[options.command](options), reporter.show)
        _print(report, as_json=options.json, quiet=options.quiet)
    except DeepdubError as error:
        logging.getLogger(__name__).debug("failed", exc_info=True)
        return _fail(str(error), error.exit_code, as_json=options.json)
    except KeyboardInterrupt:
        return _fail("Interrupted: what was half done has been removed.", INTERRUPTED, as_json=options.json)
    except BrokenPipeError:
        # The reader of our output has gone, as in “| head”; Python would complain again while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # the last line of defence: a person is told in a sentence, the log has the trace
        logging.getLogger(__name__).debug("failed unexpectedly", exc_info=True)
        sentence = (
            f"Something went wrong that should not ({type(error).__name__}: {error}): run it again with --verbose."
        )
        return _fail(sentence, 1, as_json=options.json)
    return 0


def _print(report: Report, *, as_json: bool, quiet: bool) -> None:
    for warning in report.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    if as_json:
        print(json.dumps({**report.values, "warnings": list(report.warnings)}, ensure_ascii=False))
    elif not quiet:
        print(report.text)
    sys.stdout.flush()


def _fail(sentence: str, code: int, *, as_json: bool) -> int:
    print(f"deepdub: {sentence}", file=sys.stderr)
    if as_json:
        print(json.dumps({"error": sentence, "exit_code": code}, ensure_ascii=False))
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
