"""The entry point: runs a command, shows its progress and reports its result as text, JSON and an exit code."""

from __future__ import annotations

import json
import logging
import sys
from argparse import Namespace
from collections.abc import Sequence

from deepdub_engine.base.crash_report import keep_crash_report
from deepdub_engine.base.errors import DeepdubError, typed
from deepdub_engine.base.memory import require_address_space
from deepdub_engine.base.progress import Progress, finish
from deepdub_engine.cli.arguments import BadArguments, build_parser, join_negatives
from deepdub_engine.cli.commands import COMMANDS
from deepdub_engine.cli.interruption import DeferredInterrupt
from deepdub_engine.cli.report import Report, Reporter
from deepdub_engine.cli.streams import open_streams, write_line

WRONG_ARGUMENTS = 2
# What loading SciPy and decoding take; the commands that do neither run with less.
_NEEDED = 200_000_000
_LIGHT = frozenset({"info", "sentences", "shift", "extract", "models"})
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 means success, 1 failure with one sentence on stderr, 2 invalid arguments, 130 interrupted.
    """
    given = join_negatives(sys.argv[1:] if arguments is None else arguments)
    open_streams()
    try:
        options = build_parser().parse_args(given)
    except BadArguments as error:
        write_line(sys.stderr, error.usage.rstrip())
        return _fail(error.message, WRONG_ARGUMENTS, as_json="--json" in given, name=error.command)
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.CRITICAL, stream=sys.stderr)
    try:
        report = _run(options)
    except DeepdubError as error:
        logging.getLogger(__name__).debug("failed", exc_info=True)
        return _fail(str(error), error.exit_code, as_json=options.json)
    except KeyboardInterrupt:
        fetching = getattr(options, "action", "") == "fetch"
        fate = "a download from GitHub is kept and resumes next time" if fetching else "unfinished files are removed"
        return _fail(f"Interrupted: {fate}.", INTERRUPTED, as_json=options.json)
    except Exception as error:  # last resort: one sentence for the user, the traceback for the log
        logging.getLogger(__name__).debug("failed unexpectedly", exc_info=True)
        known = typed(error)
        if known is not None:
            return _fail(str(known), known.exit_code, as_json=options.json)
        keep_crash_report(error)
        sentence = (
            f"An internal error occurred ({type(error).__name__}: {error}): run it again with --verbose for details."
        )
        return _fail(sentence, 1, as_json=options.json)
    return _print(report, as_json=options.json, quiet=options.quiet)


def _run(options: Namespace) -> Report:
    if options.command not in _LIGHT:
        require_address_space(_NEEDED)
    with DeferredInterrupt() as interruption, Reporter(sys.stderr, quiet=options.quiet) as reporter:

        def step(progress: Progress) -> None:
            interruption.check()
            reporter.show(progress)

        return finish(COMMANDS[options.command](options), step)


def _print(report: Report, *, as_json: bool, quiet: bool) -> int:
    for warning in report.warnings:
        write_line(sys.stderr, f"Warning: {warning}")
    if report.exit_code:
        write_line(sys.stderr, f"deepdub: {report.text}")
    if not as_json and (quiet or report.exit_code):
        return report.exit_code
    text = (
        _json({**report.values, "warnings": [str(warning) for warning in report.warnings]}) if as_json else report.text
    )
    error = write_line(sys.stdout, text)
    if error is None:
        return report.exit_code
    if not isinstance(error, BrokenPipeError):  # a closed pipe, as with “| head”, is no error
        _fail(f"The result cannot be written to standard output ({error.strerror}).", 1, as_json=False)
    return 1


def _fail(sentence: str, code: int, *, as_json: bool, name: str = "deepdub") -> int:
    write_line(sys.stderr, f"{name}: {sentence}")
    if as_json:
        write_line(sys.stdout, _json({"error": sentence, "exit_code": code}))
    return code


def _json(values: dict[str, object]) -> str:
    # ASCII escapes survive any terminal encoding, and preserve undecodable bytes in file names.
    return json.dumps(values, ensure_ascii=True)
