"""The arguments of the commands ``check`` and ``convert``."""

from __future__ import annotations

import argparse
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.subtitles import SUFFIXES
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, PRESETS, CueLimits
from deepdub_engine.subtitles.editing.limit_texts import parse_limits


def fill_check(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``, but for those of subtitle files."""
    parser.add_argument(
        "--limits",
        type=_limits,
        default=DEFAULT_LIMITS,
        metavar="LIMITS",
        help=f"{', '.join(PRESETS)}, or limits such as cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83",
    )
    parser.add_argument("--media", type=Path, metavar="MEDIA", help="clip that the subtitles must not outlast")


def fill_convert(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``convert``, but for those of subtitle files."""
    parser.add_argument("output", type=Path, metavar="OUT", help="output path; its suffix names the format")
    parser.add_argument("--to", choices=sorted(SUFFIXES), help="format, where the suffix names none")
    parser.add_argument("--force", action="store_true", help="replace an existing result")


def _limits(text: str) -> CueLimits:
    try:
        return parse_limits(text)
    except DeepdubError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
