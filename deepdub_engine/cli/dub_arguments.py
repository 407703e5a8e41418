"""The arguments of ``remix`` and ``lines``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.timing import parse_clock, parse_shift
from deepdub_engine.cli.delivery import add_delivery, add_sheets
from deepdub_engine.cli.groups import FILES, OUTPUT, VOICES
from deepdub_engine.cli.parser import BadValue, Parser, typed
from deepdub_engine.pipeline.dub.options import Bed, Fit, Level, LevelMode, RemixOptions

_LUFS = re.compile(r"([-−]?\d{1,3}(?:\.\d{1,3})?)\s*lufs", re.IGNORECASE)
_SLOWEST, _FASTEST = 0.5, 2.0


def level(text: str) -> Level:
    """Parse ``match``, ``keep`` or a loudness such as ``-23LUFS``."""
    typed = _LUFS.fullmatch(text.strip())
    if typed is not None:
        return Level(LevelMode.FIXED, -abs(float(typed[1].replace("−", "-"))))
    if text not in ("match", "keep"):
        raise BadValue(message("“{text}” is not match, keep or a loudness such as -23LUFS", text=text))
    return Level(LevelMode(text))


def speed(text: str) -> float:
    """Parse a speed from 0.5 to 2."""
    try:
        value = float(text)
    except ValueError as error:
        raise BadValue(message("“{text}” is not a number", text=text)) from error
    if not _SLOWEST <= value <= _FASTEST:
        sentence = message("“{text}” is not between {least} and {most}", text=text, least=_SLOWEST, most=_FASTEST)
        raise BadValue(sentence)
    return value


def decibels(text: str) -> float:
    """Parse decibels from −60 to 60."""
    try:
        value = float(text.lower().replace("−", "-").removesuffix("dbtp").removesuffix("db"))
    except ValueError as error:
        raise BadValue(message("“{text}” is not a number of decibels", text=text)) from error
    if not abs(value) <= 60:
        raise BadValue(message("“{text}” is not between −60 and 60 dB", text=text))
    return value


def peak(text: str) -> float | None:
    """Parse the ceiling of true peaks, 0 dBTP or below, or ``off``."""
    return None if text == "off" else -abs(decibels(text))


def numbers(text: str) -> tuple[int, ...]:
    """Parse line numbers, ``3,7,12-15``."""
    found: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})(?:-(\d{1,6}))?\s*", part)
        if match is None:
            raise BadValue(message("“{text}” is not a list of numbers such as 3,7,12-15", text=text))
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return tuple(found)


def move(text: str) -> tuple[int, int]:
    """Parse a line number and a distance, ``12=+120ms``; return the distance in milliseconds."""
    number, _, shift = text.partition("=")
    if not re.fullmatch(r"\s*\d{1,6}\s*", number) or not shift:
        raise BadValue(message("“{text}” is not a line and a distance such as 12=+120ms", text=text))
    shift_ms, _ = typed(parse_shift, "shift")(shift.strip().replace("−", "-"))
    return int(number), shift_ms


def fill_remix(parser: Parser) -> None:
    """Add the arguments of ``remix``."""
    files = parser.group(FILES)
    files.add_argument(
        "folder", type=Path, metavar="DIR", help=mark("sentence folder with <hash>_gen_vocals.wav files")
    )
    voices = parser.group(VOICES)
    voices.add_argument(
        "--fit",
        type=Fit,
        choices=list(Fit),
        default=Fit.FIT,
        metavar="HOW",
        help=mark("fit (default): shorten pauses, use free time, stretch, never cut; pad: pad and trim"),
    )
    _limits(parser)
    voices.add_argument(
        "--level",
        type=level,
        default=Level(),
        metavar="LEVEL",
        help=mark("match (the original; default), keep, or -23LUFS"),
    )
    voices.add_argument(
        "--room", metavar="FILE", help=mark("impulse response for the voices, or auto: as the original")
    )
    voices.add_argument(
        "--duck", type=decibels, default=0.0, metavar="DB", help=mark("lower everything else under voices")
    )
    voices.add_argument(
        "--bed",
        type=Bed,
        choices=list(Bed),
        default=Bed.ORIGINAL,
        metavar="BED",
        help=mark("between sentences: original (default) or accompaniment"),
    )
    output = parser.group(OUTPUT)
    output.add_argument(
        "--me", action="store_true", help=mark("also write audio_me.wav, music and effects without speech")
    )
    output.add_argument(
        "--peak", type=peak, default=-1.0, metavar="DBTP", help=mark("highest true peak; -1 by default, or off")
    )
    output.add_argument("--force", action="store_true", help=mark("replace existing results"))
    add_delivery(parser)


def fill_lines(parser: Parser) -> None:
    """Add the arguments of ``lines``."""
    parser.group(FILES).add_argument("folder", type=Path, metavar="DIR", help=mark("sentence folder"))
    _limits(parser)
    change = parser.group(mark("changes, one at a time")).add_mutually_exclusive_group()
    change.add_argument(
        "--keep", type=numbers, metavar="LINES", help=mark("keep the original of these lines, such as 3,7,12-15")
    )
    change.add_argument("--no-keep", type=numbers, metavar="LINES", help=mark("use the voices of these lines again"))
    change.add_argument(
        "--move",
        type=move,
        action="append",
        metavar="LINE=SHIFT",
        help=mark(
            "move the voice of a line from where it was fitted, 12=+120ms, as far as there is room; 12=0 puts it back"
        ),
    )
    change.add_argument("--map", action="store_true", help=mark("give voices of earlier exports their present names"))
    change.add_argument(
        "--undo", action="store_true", help=mark("move voices back that the last export or --map moved")
    )
    add_sheets(parser)


def _limits(parser: Parser) -> None:
    group = parser.group(VOICES)
    group.add_argument(
        "--fit-speed",
        nargs=2,
        type=speed,
        default=(0.9, 1.2),
        metavar=("MIN", "MAX"),
        help=mark("limits of the stretch; 0.9 1.2 by default"),
    )
    group.add_argument(
        "--free",
        nargs=2,
        type=typed(parse_clock, "time"),
        default=(200, 1000),
        metavar=("BEFORE", "BEHIND"),
        help=mark("free time to use around a sentence; 200ms 1s by default"),
    )


def remix_options(options: argparse.Namespace) -> RemixOptions:
    """Return the options of a remix from parsed arguments; those that a command does not have keep their defaults."""
    slow, fast = sorted(options.fit_speed)
    default = RemixOptions()
    return RemixOptions(
        getattr(options, "fit", default.fit),
        min(1.0, slow),
        max(1.0, fast),
        options.free[0],
        options.free[1],
        level=getattr(options, "level", default.level),
        bed=getattr(options, "bed", default.bed),
        duck_db=abs(getattr(options, "duck", default.duck_db)),
        room=getattr(options, "room", None),
        peak_dbtp=getattr(options, "peak", default.peak_dbtp),
        me=getattr(options, "me", False),
    )
