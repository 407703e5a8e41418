"""The options of the ``spleeter`` command in ``separate``: there, or refused with what to do instead."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.base.errors import SliceOutside
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.timing import format_clock
from deepdub_engine.cli.groups import SEPARATION, TIMES
from deepdub_engine.cli.parser import BadValue, Parser

_CLASHES = {"clip": ("offset", "duration"), "offset": ("clip",), "duration": ("clip",)}
_CONVERT = mark("stems are written as WAV, which loses nothing: convert them afterwards, for example with FFmpeg")
_REFUSED = (
    ("-b", "--bitrate", _CONVERT),
    (
        "-f",
        "--filename_format",
        mark("the files are called <name>_<stem>.wav in the folder given with -o: rename them afterwards"),
    ),
    ("-a", "--adapter", mark("any file that FFmpeg reads is decoded without an adapter: omit this option")),
    ("-i", "--inputs", mark("write the file without this option: deepdub separate MEDIA -o DIR")),
)
_NO_WIENER = mark("there is no Wiener filter here: omit this option, or use it with the command “spleeter” itself")


class _Part(argparse.Action):
    """Stores a part of the clip, unless another option already gives one."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        for other in _CLASHES[self.dest]:
            if getattr(namespace, other) is not None:
                parser.error(f"argument {option_string}: not allowed with argument --{other}")
        setattr(namespace, self.dest, values)


class _Refused(argparse.Action):
    """Refuses an option without a value; the sentence is its constant."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        if isinstance(parser, Parser):
            parser.error(message("argument {name}: {reason}", name=self.option_strings[0], reason=message(self.const)))


def _refusal(sentence: str) -> Callable[[str], str]:
    def refuse(_: str) -> str:
        raise BadValue(message(sentence))

    return refuse


def _codec(text: str) -> str:
    if text != "wav":
        raise BadValue(message(_CONVERT))
    return text


def add_part(parser: Parser, clock: Callable[[str], int]) -> None:
    """Add ``--clip``, and Spleeter's ``--offset`` and ``--duration``."""
    group = parser.group(TIMES)
    group.add_argument(
        "--clip", nargs=2, type=clock, action=_Part, metavar=("FROM", "TO"), help=mark("separate only this part")
    )
    group.add_argument(
        "-s", "--offset", type=clock, action=_Part, metavar="TIME", help=mark("separate only what follows this time")
    )
    group.add_argument(
        "-d",
        "--duration",
        type=clock,
        action=_Part,
        metavar="TIME",
        help=mark("separate at most so much; all by default"),
    )


def add_spleeter_options(parser: Parser) -> None:
    """Add ``--stems``, other names of our options, and those of Spleeter's options that are refused."""
    parser.group(SEPARATION).add_argument(
        "--stems",
        choices=("two", "all"),
        default="two",
        metavar="KIND",
        help=mark("two: vocals and accompaniment, the default; all: each stem of spleeter-4stems or spleeter-5stems"),
    )
    parser.add_argument("-p", "--params_filename", dest="model", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument("-c", "--codec", type=_codec, help=argparse.SUPPRESS)
    for short, name, sentence in _REFUSED:
        parser.add_argument(short, name, type=_refusal(sentence), help=argparse.SUPPRESS)
    parser.add_argument("--mwf", action=_Refused, nargs=0, const=_NO_WIENER, help=argparse.SUPPRESS)


def chosen_range_ms(options: Namespace) -> tuple[int, int | None] | None:
    """Return the part of the clip that the options choose, or None for the whole clip.

    A duration may be longer than what is left, as in Spleeter.

    Raises
    ------
    FileMissing, FileUnreadable, NotMedia
        If the length of the clip is needed and cannot be read.
    SliceOutside
        If the part begins after the end of the clip.
    """
    if options.clip is not None:
        start_ms, stop_ms = options.clip
        return start_ms, stop_ms
    offset_ms, duration_ms = getattr(options, "offset", None), getattr(options, "duration", None)
    if offset_ms is None and duration_ms is None:
        return None
    start_ms = offset_ms or 0
    whole_ms = probe(options.media).duration_ms
    if 0 < whole_ms <= start_ms:
        raise SliceOutside(format_clock(start_ms), "the end", format_clock(whole_ms))
    if duration_ms is None or 0 < whole_ms < start_ms + duration_ms:
        return start_ms, None
    return start_ms, start_ms + duration_ms
