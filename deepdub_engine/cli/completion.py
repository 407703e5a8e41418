"""The command ``completion``: a script that completes the commands, their options and paths in a shell."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.cli.report import Report

_FOLDERS = ("DIR",)  # metavars of paths that are folders


def completion(options: Namespace) -> Job[Report]:
    """Return the completion script of a shell, as the text of the report."""
    import shtab

    from deepdub_engine.cli.arguments import build_parser  # it names this command

    yield Progress(0, 1, mark("Writing the script"))
    parser = build_parser()
    complete_paths(parser)
    script = shtab.complete(parser, options.shell)
    return Report((script.rstrip("\n"),), {"shell": options.shell, "script": script})


def complete_paths(parser: argparse.ArgumentParser) -> None:
    """Mark the arguments of a parser and of its commands that are paths, so that shells complete files or folders."""
    import shtab

    for action in parser._actions:  # noqa: SLF001 - there is no public list of arguments; shtab uses this one, too
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                complete_paths(command)
        elif action.type is Path:
            action.complete = shtab.DIRECTORY if action.metavar in _FOLDERS else shtab.FILE  # type: ignore[attr-defined]
