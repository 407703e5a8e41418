"""The options for where sentences end."""

from __future__ import annotations

from pathlib import Path

from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.timing import parse_clock
from deepdub_engine.cli.groups import SENTENCES
from deepdub_engine.cli.parser import BadValue, Parser, typed

_LONGEST_MS = 3_600_000


def add_sentence_options(parser: Parser) -> None:
    """Add ``--pause`` and ``--sentences``, of which one may be given."""
    either = parser.group(SENTENCES).add_mutually_exclusive_group()
    either.add_argument(
        "--pause",
        type=_pause_ms,
        metavar="TIME",
        help=mark("a longer pause before the next subtitle ends a sentence; 1s by default"),
    )
    either.add_argument(
        "--sentences",
        type=Path,
        metavar="FILE",
        help=mark("use the sentences of this sentences.csv or sentences.json, timed from the start of the clip"),
    )


def _pause_ms(text: str) -> int:
    pause_ms = typed(parse_clock, "time")(text)
    if pause_ms > _LONGEST_MS:
        raise BadValue(message("“{text}” is too long for a pause: write a time such as 1s or 800ms", text=text))
    return pause_ms
