"""The options for where sentences end."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

_LONGEST_S = 3600


def add_sentence_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--pause`` and ``--sentences``, of which one may be given."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--pause",
        type=_pause_ms,
        metavar="SECONDS",
        help="a longer pause before the next subtitle ends a sentence; 1 by default",
    )
    either.add_argument(
        "--sentences",
        type=Path,
        metavar="FILE",
        help="use the sentences of this sentences.csv or sentences.json, timed from the start of the clip",
    )


def _pause_ms(text: str) -> int:
    try:
        seconds = float(text.strip().removesuffix("s").replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= _LONGEST_S:
        raise argparse.ArgumentTypeError(f"“{text}” is not a pause: write seconds, such as 1 or 0.8")
    return round(seconds * 1000)
