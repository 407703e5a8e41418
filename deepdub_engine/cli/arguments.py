"""The arguments of every command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NoReturn, TypeVar

from deepdub_engine import __version__
from deepdub_engine.alignment.search_options import LARGEST_OFFSET_MS
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.timing import parse_clock, parse_ratio, parse_shift
from deepdub_engine.separation.models.registry import Engine

T = TypeVar("T")
_EPILOG = """times are written 10:33, 1:02:10.250 or 10_33; shifts +3s, -420ms or -0:00:07.420; a ratio 25/23.976.
exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted."""


class BadArguments(Exception):
    """Arguments that no command takes.

    Parameters
    ----------
    command
        As far as it is known, ``deepdub run``.
    usage, message
        How it is called, and what was wrong.
    """

    def __init__(self, command: str, usage: str, message: str) -> None:
        super().__init__(message)
        self.command = command
        self.usage = usage
        self.message = message


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadArguments(self.prog, self.format_usage(), message)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``deepdub``; it raises `BadArguments`, and ``SystemExit`` after printing help."""
    parser = _Parser(
        prog="deepdub",
        description="Fit subtitles to speech, separate speech from music and effects, cut both into sentences.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"deepdub {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (title, fill) in _COMMANDS.items():
        fill(_common(commands.add_parser(name, help=title, description=f"{title}.", epilog=_EPILOG)))
    return parser


def join_negatives(arguments: Sequence[str]) -> list[str]:
    """Write ``--shift -3s`` as ``--shift=-3s``: argparse would take the value for another option."""
    joined: list[str] = []
    for argument in arguments:
        negative = argument[:1] in "-−" and argument[1:2].isdigit()
        if negative and joined and joined[-1] in ("--shift", "--by"):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _typed(parse: Callable[[str], T], name: str) -> Callable[[str], T]:
    def convert(text: str) -> T:
        try:
            return parse(text)
        except DeepdubError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    convert.__name__ = name
    return convert


_clock = _typed(parse_clock, "time")
_shift = _typed(parse_shift, "shift")
_ratio: Callable[[str], Fraction] = _typed(parse_ratio, "ratio")


def _common(parser: argparse.ArgumentParser, *, default: object = False) -> argparse.ArgumentParser:
    for option, title in (
        ("--json", "print the result as JSON on stdout"),
        ("--quiet", "show no progress and no result text"),
        ("--verbose", "log what happens, with traces, on stderr"),
    ):
        parser.add_argument(option, action="store_true", default=default, help=title)
    return parser


def _media(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video or audio file")
    parser.add_argument("--track", type=int, default=0, metavar="N", help="audio track, counted from 0")


def _subtitles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subs", type=Path, metavar="SUBS", help="subtitle file")
    parser.add_argument("--encoding", metavar="NAME", help="text encoding of the subtitles, when not to be detected")


def _retiming(parser: argparse.ArgumentParser, option: str = "--shift") -> None:
    parser.add_argument(
        option, dest="shift", type=_shift, default=(0, Fraction(1)), metavar="BY", help="shift of all subtitles"
    )
    parser.add_argument(
        "--ratio", type=_ratio, default=Fraction(1), metavar="R", help="stretch all times by this first"
    )


def _cut(parser: argparse.ArgumentParser) -> None:
    either = parser.add_mutually_exclusive_group()
    pair = ("FROM", "TO")
    either.add_argument("--slice", nargs=2, type=_clock, metavar=pair, help="keep this stretch of the subtitles only")
    either.add_argument("--clip", nargs=2, type=_clock, metavar=pair, help="cut media and subtitles to this stretch")


def _output(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=what, help="where the result goes")
    parser.add_argument("--force", action="store_true", help="replace an earlier result")


def _sound(parser: argparse.ArgumentParser, *, model: bool) -> None:
    parser.add_argument(
        "--depth", type=Depth, choices=list(Depth), metavar="DEPTH", help="16, 24 or float; else as the source"
    )
    if model:
        _model(parser)


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="separation model, or a folder with a Spleeter checkpoint")
    parser.add_argument("--exact", action="store_true", help="both stems as Spleeter itself gives them")
    parser.add_argument(
        "--engine",
        type=Engine,
        choices=list(Engine),
        default=Engine.OPENVINO,
        metavar="NAME",
        help="openvino, or spleeter: its own package runs its model, where it is installed",
    )
    parser.add_argument("--keep", action="store_true", help="keep the stems for another time, and for the window")
    parser.add_argument("--no-cache", action="store_true", help="separate anew, even if the stems were kept")


def _info(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video or audio file")


def _run(parser: argparse.ArgumentParser) -> None:
    _segments(parser)
    _model(parser)


def _segments(parser: argparse.ArgumentParser) -> None:
    _media(parser)
    _subtitles(parser)
    _cut(parser)
    _retiming(parser)
    _sound(parser, model=False)
    _output(parser, "DIR")


def _sentences(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    parser.add_argument("--slice", nargs=2, type=_clock, metavar=("FROM", "TO"), help="keep this stretch only")
    _retiming(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="CSV", help="write the table here instead of stdout")
    parser.add_argument("--force", action="store_true", help="replace an earlier table")


def _separate(parser: argparse.ArgumentParser) -> None:
    _media(parser)
    parser.add_argument("--clip", nargs=2, type=_clock, metavar=("FROM", "TO"), help="separate this stretch only")
    _sound(parser, model=True)
    _output(parser, "DIR")


def _remix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="sentence folder with <hash>_gen_vocals.wav files")
    parser.add_argument("--force", action="store_true", help="replace an earlier audio_gen.wav")


def _shift_command(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    _retiming(parser, "--by")
    _output(parser, "OUT")


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video file with subtitle tracks")
    parser.add_argument(
        "--track", type=int, metavar="N", help="subtitle track, counted from 0; else the one that players show"
    )
    _output(parser, "OUT")


def _align(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, nargs="?", metavar="MEDIA", help="what the subtitles are for")
    parser.add_argument("--track", type=int, default=0, metavar="N", help="audio track, counted from 0")
    _subtitles(parser)
    parser.add_argument(
        "--reference", type=Path, metavar="R", help="fit to these subtitles, which are right, instead of MEDIA"
    )
    parser.add_argument(
        "--reference-encoding", metavar="NAME", help="text encoding of the reference, when not to be detected"
    )
    parser.add_argument(
        "--limit", type=_clock, default=LARGEST_OFFSET_MS, metavar="TIME", help="largest shift; 10:00 if not given"
    )
    parser.add_argument("--free-ratio", action="store_true", help="try any ratio, not only those of frame rates")
    parser.add_argument("--no-breaks", action="store_true", help="one shift for everything")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="where the result goes")
    parser.add_argument("--force", action="store_true", help="write it even when not sure; replace an earlier result")


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, title: str) -> argparse.ArgumentParser:
        # What was said before the action holds after it, too.
        return _common(actions.add_parser(name, help=title, description=f"{title}."), default=argparse.SUPPRESS)

    action("list", "List the models, and what is installed")
    fetch = action("fetch", "Fetch a model from the web, verify and install it")
    fetch.add_argument("name", metavar="NAME", help="spleeter-2stems, spleeter-4stems or spleeter-5stems")
    fetch.add_argument(
        "--mirror", action="append", default=[], metavar="URL", help="try this archive or folder on the web first"
    )
    fetch.add_argument("--force", action="store_true", help="fetch and replace what is installed")
    import_ = action("import", "Install a model from an archive, or from a model folder of Spleeter")
    import_.add_argument(
        "source", nargs="?", type=Path, metavar="SOURCE", help="without it $MODEL_PATH, or else pretrained_models"
    )
    import_.add_argument("--name", default="spleeter-2stems", metavar="NAME", help="install it as this model")
    import_.add_argument("--force", action="store_true", help="replace what is installed")
    verify = action("verify", "Verify models to the last byte")
    verify.add_argument("names", nargs="*", metavar="NAME", help="models to verify; all without a name")
    remove = action("remove", "Remove a model that was fetched or imported, and unfinished downloads of it")
    remove.add_argument("name", metavar="NAME", help="spleeter-2stems, spleeter-4stems or spleeter-5stems")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "info": ("Show tracks, rates, length, start offsets and subtitle tracks of a media file", _info),
    "run": ("Do everything: sentences, segments and the stems of each sentence", _run),
    "sentences": ("Make the table of sentences", _sentences),
    "segments": ("Cut the sound into sentences and the stretches between them", _segments),
    "separate": ("Separate the speech of a clip from its music and effects", _separate),
    "remix": ("Lay generated speech over the accompaniment and join all segments", _remix),
    "align": ("Find where subtitles belong by listening for speech, and say how sure that is", _align),
    "shift": ("Shift or stretch the times of a subtitle file", _shift_command),
    "extract": ("Write a subtitle track of a media file to a file of its own", _extract),
    "models": ("List, fetch, import, verify and remove separation models", _models),
}
