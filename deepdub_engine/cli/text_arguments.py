"""The arguments of the commands ``check`` and ``convert``."""

from __future__ import annotations

from pathlib import Path

from deepdub_engine.base.messages import mark
from deepdub_engine.cli.groups import LIMITS, OUTPUT
from deepdub_engine.cli.parser import Parser, typed
from deepdub_engine.subtitles import SUFFIXES
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS
from deepdub_engine.subtitles.editing.limit_texts import parse_limits


def fill_check(parser: Parser) -> None:
    """Add the arguments of ``check``, but for those of subtitle files."""
    group = parser.group(LIMITS)
    group.add_argument(
        "--limits",
        type=typed(parse_limits, "limits"),
        default=DEFAULT_LIMITS,
        metavar="LIMITS",
        help=mark(
            "deepdub, netflix, netflix-other, netflix-ko, bbc, ebu, or limits such as"
            " cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83"
        ),
    )
    group.add_argument("--media", type=Path, metavar="MEDIA", help=mark("clip that the subtitles must not outlast"))


def fill_convert(parser: Parser) -> None:
    """Add the arguments of ``convert``, but for those of subtitle files."""
    group = parser.group(OUTPUT)
    group.add_argument("output", type=Path, metavar="FILE", help=mark("output path; its suffix names the format"))
    group.add_argument(
        "--to", choices=sorted(SUFFIXES), metavar="FORMAT", help=mark("format, where the suffix names none")
    )
    group.add_argument("--force", action="store_true", help=mark("replace an existing result"))
