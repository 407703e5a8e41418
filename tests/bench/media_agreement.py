"""Compare our decoding of files of every kind with the ffmpeg program: lengths and clicks to 1 ms.

    python tests/bench/media_agreement.py [--json] [--only TEXT]

Tries each container with each codec that PyAV can write, and the offsets, gaps, edit lists, wraps, joints, cuts, flags
and odd heads of `tests.helpers.media_kinds`. Prints each difference with its reason from
`tests.helpers.known_differences`, and exits with 1 if one has none.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.helpers.known_differences import known
from tests.helpers.media_kinds import CannotBeWritten, Kind, every_pair
from tests.helpers.reference_ffmpeg import FFMPEG, heard_by_ffmpeg, heard_by_us
from tests.helpers.special_media import special_kinds


def compared(kind: Kind, folder: Path) -> tuple[str, str]:
    """Return the difference for one kind, and the outcome: agrees, refused by both, known, or unknown."""
    path = kind.write(folder)
    ours, theirs = heard_by_us(path, folder / "out"), heard_by_ffmpeg(path, counted=kind.counted)
    difference = ours.difference_from(theirs)
    if not difference:
        return "", "refused" if ours.error else "agrees"
    return difference, "known" if known(kind.name) else "unknown"


def main() -> int:
    """Compare all kinds, or those whose name has a text in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="", metavar="TEXT")
    options = parser.parse_args()
    if FFMPEG is None:
        sys.exit("ffmpeg is not installed.")
    counts = dict.fromkeys(("agrees", "refused", "known", "unknown", "not_written"), 0)
    for kind in itertools.chain(special_kinds(), every_pair()):
        if options.only not in kind.name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                difference, outcome = compared(kind, Path(folder))
            except CannotBeWritten:
                difference, outcome = "", "not_written"
        counts[outcome] += 1
        if difference and not options.json:
            why = known(kind.name)
            print(f"{kind.name}: {difference}{f' ({why[1]})' if why else ''}", flush=True)
    print(json.dumps(counts) if options.json else ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 1 if counts["unknown"] else 0


if __name__ == "__main__":
    sys.exit(main())
