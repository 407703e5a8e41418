"""The command ``speakers``."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path

from deepdub_engine.base.messages import MessageOrText, joined, mark, message
from deepdub_engine.base.progress import Job
from deepdub_engine.cli.groups import FILES
from deepdub_engine.cli.parser import BadValue, Parser
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline.speakers import FolderSpeakers, SpokenLine, tell_speakers
from deepdub_engine.speakers.cast import MOST_SPEAKERS

_SHOWN = 60


def fill_speakers(parser: Parser) -> None:
    """Add the arguments of ``speakers``."""
    files = parser.group(FILES)
    files.add_argument("folder", type=Path, metavar="DIR", help=mark("sentence folder, as “deepdub run” writes it"))
    voices = parser.group(mark("voices"))
    voices.add_argument(
        "--count", type=_count, metavar="NUMBER", help=mark("number of speakers; found by the voices if not given")
    )
    voices.add_argument(
        "--cast", type=Path, metavar="FILE", help=mark("cast.json of another episode, whose speakers are recognised")
    )


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_SPEAKERS:
        raise BadValue(message("“{text}” is not a number from 1 to {most}", text=text, most=MOST_SPEAKERS))
    return int(text)


def run_speakers(options: Namespace) -> Job[Report]:
    """Say who speaks each line of a sentence folder."""
    found = yield from tell_speakers(options.folder, count=options.count, cast_file=options.cast)
    unsure = sum(line.is_unsure for line in found.lines)
    lines: list[MessageOrText] = [_row(line) for line in found.lines]
    lines += [message("{name}: {count:line|lines}", name=one.name, count=one.lines) for one in found.speakers]
    lines.append(
        message(
            "{speakers:speaker|speakers} of {count:line|lines}, {unsure:of which is|of which are} unsure; {path}",
            speakers=len(found.speakers),
            count=len(found.lines),
            unsure=unsure,
            path=found.path,
        )
    )
    return Report(tuple(lines), _values(found))


def _row(line: SpokenLine) -> MessageOrText:
    text = line.text if len(line.text) <= _SHOWN else f"{line.text[: _SHOWN - 1]}…"
    notes = [message("unsure")] if line.is_unsure else []
    notes += [message("several at once")] if line.is_overlapped else []
    name = line.speaker or message("unknown")
    return joined("  ", [f"{line.number:5}", joined(", ", [name, *notes]), text])


def _values(found: FolderSpeakers) -> dict[str, object]:
    return {
        "path": str(found.path),
        "speakers": [{"number": one.number, "name": one.name, "lines": one.lines} for one in found.speakers],
        "lines": [
            {
                "number": line.number,
                "speaker": line.speaker or None,
                "source": None if line.source is None else str(line.source),
                "unsure": line.is_unsure,
                "overlapped": line.is_overlapped,
            }
            for line in found.lines
        ],
    }
