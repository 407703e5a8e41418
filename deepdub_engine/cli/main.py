"""The entry point: runs a command, shows its progress and reports its result as text, JSON and an exit code."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from collections.abc import Sequence

from deepdub_engine.base.crash_report import keep_crash_report
from deepdub_engine.base.errors import DeepdubError, typed
from deepdub_engine.base.memory import require_address_space
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Progress, finish
from deepdub_engine.base.translation import Catalogue, load_catalogue, person_language
from deepdub_engine.cli.arguments import build_parser, join_negatives
from deepdub_engine.cli.commands import COMMANDS
from deepdub_engine.cli.interruption import DeferredInterrupt
from deepdub_engine.cli.parser import BadArguments
from deepdub_engine.cli.report import Report, Reporter
from deepdub_engine.cli.streams import open_streams, write_line
from deepdub_engine.cli.teller import Teller

WRONG_ARGUMENTS = 2
# What loading SciPy and decoding take; the commands that do neither run with less.
_NEEDED = 200_000_000
_LIGHT = frozenset({"info", "sentences", "shift", "extract", "models", "completion"})
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 means success, 1 failure with one sentence on stderr, 2 invalid arguments, 130 interrupted.
    """
    given = join_negatives(sys.argv[1:] if arguments is None else arguments)
    open_streams()
    catalogue = load_catalogue(person_language())
    try:
        options = build_parser(catalogue).parse_args(given)
    except BadArguments as error:
        write_line(sys.stderr, error.usage.rstrip())
        teller = Teller(catalogue, as_json="--json" in given, name=error.command)
        return teller.fail(error.reason, WRONG_ARGUMENTS)
    teller = Teller(catalogue, as_json=options.json, quiet=options.quiet)
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.CRITICAL, stream=sys.stderr)
    try:
        report = _run(options, catalogue)
    except DeepdubError as error:
        logging.getLogger(__name__).debug("failed", exc_info=True)
        return teller.fail(error.to_message(), error.exit_code)
    except KeyboardInterrupt:
        kept = mark("Interrupted: a download from GitHub is kept and resumes next time.")
        removed = mark("Interrupted: unfinished files are removed.")
        fetching = getattr(options, "action", "") == "fetch"
        return teller.fail(message(kept if fetching else removed), INTERRUPTED)
    except Exception as error:  # last resort: one sentence for the user, the traceback for the log
        logging.getLogger(__name__).debug("failed unexpectedly", exc_info=True)
        known = typed(error)
        if known is not None:
            return teller.fail(known.to_message(), known.exit_code)
        keep_crash_report(error)
        sentence = message(
            "An internal error occurred ({name}: {error}): run it again with --verbose for details.",
            name=type(error).__name__,
            error=error,
        )
        return teller.fail(sentence, 1)
    return teller.show(report)


def _run(options: Namespace, catalogue: Catalogue) -> Report:
    if options.command not in _LIGHT:
        require_address_space(_NEEDED)
    with DeferredInterrupt() as interruption, Reporter(sys.stderr, catalogue, quiet=options.quiet) as reporter:

        def step(progress: Progress) -> None:
            interruption.check()
            reporter.show(progress)

        return finish(COMMANDS[options.command](options), step)
