"""The command-line arguments of all commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from deepdub_engine import __version__
from deepdub_engine.alignment.search_options import LARGEST_OFFSET_MS
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.messages import mark
from deepdub_engine.base.timing import parse_clock, parse_frame_rate, parse_ratio, parse_shift
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.cli.batch_command import fill_batch
from deepdub_engine.cli.dub_arguments import fill_lines, fill_remix
from deepdub_engine.cli.examples import EXAMPLES
from deepdub_engine.cli.groups import FILES, GENERAL, OUTPUT, SEPARATION, SUBTITLES, TIMES
from deepdub_engine.cli.model_arguments import fill_models
from deepdub_engine.cli.parser import MainParser, Parser, examples, typed
from deepdub_engine.cli.sentence_options import add_sentence_options
from deepdub_engine.cli.speaker_command import fill_speakers
from deepdub_engine.cli.spleeter_options import add_part, add_spleeter_options
from deepdub_engine.cli.text_arguments import fill_check, fill_convert
from deepdub_engine.separation.models.registry import Engine

_FIRST = tuple("0123456789.,")
SHELLS = ("bash", "zsh", "fish")
_AUDIO_TRACK = mark("audio track, counted from 0; the default track if not given")
_FORMATS = mark("times: 3.4s, 340ms, 10:33 or 1:02:10.250, and with a sign for shifts, -1:02.5")
_RATIOS = mark("a number without a unit is seconds; ratios: 25/23.976")
_CODES = mark("exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted")


def build_parser(catalogue: Catalogue | None = None) -> Parser:
    """Return the parser of ``deepdub``, which raises `BadArguments`, or ``SystemExit`` after printing help.

    Parameters
    ----------
    catalogue
        The language of help; English if not given.
    """
    catalogue = catalogue or Catalogue()
    say = catalogue.translate
    more = say(mark("“deepdub COMMAND --help” shows the options and examples of a command."))
    parser = MainParser(
        catalogue,
        {title: {name: text for name, (text, _) in commands.items()} for title, commands in _GROUPS.items()},
        prog="deepdub",
        description=say(
            mark("Align subtitles to speech, separate speech from music and effects, cut both into sentences.")
        ),
        epilog="\n\n".join(
            [examples(catalogue, EXAMPLES[""]), more, f"{say(_FORMATS)}\n{say(_RATIOS)}\n{say(_CODES)}"]
        ),
    )
    _help(parser)
    parser.add_argument(
        "--version", action="version", version=f"deepdub {__version__}", help=mark("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for group in _GROUPS.values():
        for name, (title, fill) in group.items():
            command = commands.add_parser(
                name,
                catalogue=catalogue,
                help=title,
                description=f"{say(title)}.",
                epilog=f"{examples(catalogue, EXAMPLES[name])}\n\n{say(_FORMATS)}\n{say(_RATIOS)}\n{say(_CODES)}",
            )
            fill(command)
            common(command)
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


def common(parser: Parser, *, default: object = False) -> None:
    """Add the options that every command has."""
    group = parser.group(GENERAL)
    for option, title in (
        ("--json", mark("print the result as JSON on stdout")),
        ("--quiet", mark("show no progress and no result text")),
        ("--verbose", mark("log details and tracebacks to stderr")),
    ):
        group.add_argument(option, action="store_true", default=default, help=title)
    _help(parser, GENERAL)


def _help(parser: Parser, group: str | None = None) -> None:
    place = parser.group(group) if group else parser
    place.add_argument("-h", "--help", action="help", help=mark("show this help and exit"))


_clock = typed(parse_clock, "time")
_shift = typed(parse_shift, "shift")
_seconds = typed(lambda text: parse_clock(text) / 1000, "time")
_ratio: Callable[[str], Fraction] = typed(parse_ratio, "ratio")
_frame_rate: Callable[[str], Fraction] = typed(parse_frame_rate, "rate")


def _media(parser: Parser) -> None:
    files = parser.group(FILES)
    files.add_argument("media", type=Path, metavar="MEDIA", help=mark("video or audio file"))
    files.add_argument("--track", type=int, metavar="NUMBER", help=_AUDIO_TRACK)


def _subtitles(parser: Parser) -> None:
    parser.group(FILES).add_argument("subs", type=Path, metavar="SUBS", help=mark("subtitle file"))
    group = parser.group(SUBTITLES)
    group.add_argument(
        "--encoding", metavar="ENCODING", help=mark("text encoding of the subtitles; detected by default")
    )
    group.add_argument(
        "--language",
        metavar="LANGUAGE",
        help=mark("one of several languages in SAMI, by class, code or name; the first by default"),
    )
    group.add_argument(
        "--fps",
        type=_frame_rate,
        metavar="RATE",
        help=mark("frames per second of MicroDVD, if the file does not state them"),
    )


def _check(parser: Parser) -> None:
    _subtitles(parser)
    fill_check(parser)


def _convert(parser: Parser) -> None:
    _subtitles(parser)
    fill_convert(parser)


def _retiming(parser: Parser, option: str = "--shift") -> None:
    group = parser.group(TIMES)
    group.add_argument(
        option,
        dest="shift",
        type=_shift,
        default=(0, Fraction(1)),
        metavar="SHIFT",
        help=mark("shift for all subtitles"),
    )
    group.add_argument(
        "--ratio", type=_ratio, default=Fraction(1), metavar="RATIO", help=mark("factor for all times, applied first")
    )


def _cut(parser: Parser) -> None:
    either = parser.group(TIMES).add_mutually_exclusive_group()
    pair = ("FROM", "TO")
    either.add_argument("--slice", nargs=2, type=_clock, metavar=pair, help=mark("use only this part of the subtitles"))
    either.add_argument(
        "--clip", nargs=2, type=_clock, metavar=pair, help=mark("use only this part of media and subtitles")
    )


def _output(parser: Parser, what: str, title: str) -> None:
    group = parser.group(OUTPUT)
    group.add_argument("-o", "--output", type=Path, required=True, metavar=what, help=title)
    group.add_argument("--force", action="store_true", help=mark("replace an existing result"))


def _depth(parser: Parser) -> None:
    parser.group(OUTPUT).add_argument(
        "--depth",
        type=Depth,
        choices=list(Depth),
        metavar="DEPTH",
        help=mark("16, 24 or float; as the source by default"),
    )


def _model(parser: Parser) -> None:
    group = parser.group(SEPARATION)
    group.add_argument(
        "--model", metavar="MODEL", help=mark("separation model, or a folder with a Spleeter checkpoint")
    )
    group.add_argument("--exact", action="store_true", help=mark("write the stems exactly as Spleeter does"))
    group.add_argument(
        "--engine",
        type=Engine,
        choices=list(Engine),
        default=Engine.OPENVINO,
        metavar="ENGINE",
        help=mark("inference engine: openvino, or spleeter for the installed Spleeter package"),
    )
    group.add_argument("--keep", action="store_true", help=mark("save the stems in the cache shared with the window"))
    group.add_argument("--no-cache", action="store_true", help=mark("separate again even if cached stems exist"))


def _info(parser: Parser) -> None:
    parser.group(FILES).add_argument("media", type=Path, metavar="MEDIA", help=mark("video or audio file"))


def _run(parser: Parser) -> None:
    _segments(parser)
    parser.group(OUTPUT).add_argument(
        "--reference",
        type=_seconds,
        metavar="TIME",
        help=mark("also write the cleanest speech of each speaker, as 10s"),
    )
    _model(parser)


def _segments(parser: Parser) -> None:
    _media(parser)
    _subtitles(parser)
    parser.group(SUBTITLES).add_argument(
        "--translation", type=Path, metavar="SUBS", help=mark("subtitles in the target language")
    )
    _cut(parser)
    _retiming(parser)
    add_sentence_options(parser)
    _output(parser, "DIR", mark("sentence folder to write"))
    _depth(parser)


def _sentences(parser: Parser) -> None:
    _subtitles(parser)
    parser.group(TIMES).add_argument(
        "--slice", nargs=2, type=_clock, metavar=("FROM", "TO"), help=mark("use only this part of the subtitles")
    )
    _retiming(parser)
    add_sentence_options(parser)
    group = parser.group(OUTPUT)
    group.add_argument(
        "-o", "--output", type=Path, metavar="CSV", help=mark("write the table to this file, not stdout")
    )
    group.add_argument("--force", action="store_true", help=mark("replace an existing table"))


def _separate(parser: Parser) -> None:
    _media(parser)
    add_part(parser, _clock)
    _model(parser)
    add_spleeter_options(parser)
    _output(parser, "DIR", mark("folder to write the stems to"))
    _depth(parser)
    parser.group(OUTPUT).add_argument(
        "--surround",
        action="store_true",
        help=mark("also write the accompaniment with all channels of a 5.1 or 7.1 track"),
    )


def _shift_command(parser: Parser) -> None:
    _subtitles(parser)
    _retiming(parser, "--by")
    _output(parser, "FILE", mark("subtitle file to write"))


def _extract(parser: Parser) -> None:
    files = parser.group(FILES)
    files.add_argument("media", type=Path, metavar="MEDIA", help=mark("video file with subtitle tracks"))
    files.add_argument(
        "--track",
        type=int,
        metavar="NUMBER",
        help=mark("subtitle track, counted from 0; the default track if not given"),
    )
    _output(parser, "FILE", mark("subtitle file to write"))


def _align(parser: Parser) -> None:
    files = parser.group(FILES)
    files.add_argument(
        "media", type=Path, nargs="?", metavar="MEDIA", help=mark("video or audio file of the subtitles")
    )
    files.add_argument("--track", type=int, metavar="NUMBER", help=_AUDIO_TRACK)
    _subtitles(parser)
    group = parser.group(SUBTITLES)
    group.add_argument(
        "--reference",
        type=Path,
        metavar="SUBS",
        help=mark("align to these correctly timed subtitles instead of MEDIA"),
    )
    group.add_argument(
        "--reference-encoding", metavar="ENCODING", help=mark("text encoding of the reference; detected by default")
    )
    search = parser.group(TIMES)
    search.add_argument(
        "--limit",
        type=_clock,
        default=LARGEST_OFFSET_MS,
        metavar="TIME",
        help=mark("largest shift to try; 10:00 by default"),
    )
    search.add_argument(
        "--free-ratio", action="store_true", help=mark("try any ratio, not only frame rate conversions")
    )
    search.add_argument("--no-breaks", action="store_true", help=mark("use a single shift for the whole file"))
    output = parser.group(OUTPUT)
    output.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=mark("subtitle file to write"))
    output.add_argument(
        "--force",
        action="store_true",
        help=mark("write the file even at low confidence; replace an existing result"),
    )


def _completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=mark("bash, zsh or fish"))


def _models(parser: Parser) -> None:
    fill_models(parser, common)


_GROUPS: dict[str, dict[str, tuple[str, Callable[[Parser], None]]]] = {
    mark("look at files"): {
        "info": (mark("Show tracks, rates, length, start offsets and subtitle tracks of a media file"), _info),
        "sentences": (mark("Make the table of sentences"), _sentences),
    },
    mark("subtitles"): {
        "align": (mark("Align subtitles to the speech in a media file, and report the confidence"), _align),
        "shift": (mark("Shift or stretch the times of a subtitle file"), _shift_command),
        "check": (mark("List the subtitles that break limits of reading speed, length and times"), _check),
        "convert": (mark("Convert subtitles to another format, and say what it cannot keep"), _convert),
        "extract": (mark("Extract a subtitle track of a media file to a subtitle file"), _extract),
    },
    mark("sound, and files for the voice step"): {
        "run": (mark("Make a complete sentence folder: sentences, segments and the stems of each sentence"), _run),
        "batch": (mark("Align and process many episodes, several at a time, and report"), fill_batch),
        "separate": (mark("Separate the speech of a clip from its music and effects"), _separate),
        "segments": (mark("Cut the audio into sentences and the gaps between them"), _segments),
    },
    mark("generated voices"): {
        "speakers": (mark("Say who speaks each line, by the voices in a sentence folder"), fill_speakers),
        "remix": (mark("Fit generated speech to the film and mix it with the accompaniment"), fill_remix),
        "lines": (mark("Show the status of every line and its generated speech"), fill_lines),
    },
    mark("the program itself"): {
        "models": (mark("List, fetch, import, verify and remove separation models"), _models),
        "completion": (mark("Print a script that completes the commands in a shell"), _completion),
    },
}
