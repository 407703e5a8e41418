"""What a batch needs before it starts: the length of its clips, and disk."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.formatting import size_text
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import format_clock
from deepdub_engine.batch.items import Item
from deepdub_engine.pipeline.disk_needs import disk_needs
from deepdub_engine.pipeline.requests import ClipRequest

_WHAT = mark("Reading")


@dataclass(frozen=True, slots=True)
class BatchNeeds:
    """What a batch needs.

    Parameters
    ----------
    lengths_ms
        The length of each clip by the name of its episode; 0 if it cannot be read.
    needed_bytes
        Disk that one command takes at most while it works.
    free_bytes
        Free disk where the results go.
    """

    lengths_ms: Mapping[str, int]
    needed_bytes: int
    free_bytes: int

    @property
    def is_enough(self) -> bool:
        """Whether there is disk for one command at a time."""
        return self.needed_bytes <= self.free_bytes

    def to_message(self) -> Message:
        """Return a sentence with the length of all clips and the disk."""
        return message(
            "{count:episode|episodes}, {length} in all; each command needs up to {needed} of disk while it works,"
            " {free} are free",
            count=len(self.lengths_ms),
            length=format_clock(sum(self.lengths_ms.values())),
            needed=size_text(self.needed_bytes),
            free=size_text(self.free_bytes),
        )


def measure(items: Sequence[Item], root: Path) -> Job[BatchNeeds]:
    """Return what a batch needs in a folder, which need not exist.

    Yields
    ------
    Progress
        Clips that were looked into.
    """
    lengths_ms = dict[str, int]()
    needed = 0
    for number, item in enumerate(items):
        yield Progress(number, len(items), _WHAT)
        lengths_ms[item.name], most = _look_into(item)
        needed = max(needed, most)
    there = next(parent for parent in (root.absolute(), *root.absolute().parents) if parent.exists())
    return BatchNeeds(lengths_ms, needed, shutil.disk_usage(there).free)


def _look_into(item: Item) -> tuple[int, int]:
    """Return the length of a clip in milliseconds, and the bytes that `run` takes; 0 for what is unknown."""
    try:
        length_ms = probe(item.media).duration_ms
    except DeepdubError:
        return 0, 0
    with contextlib.suppress(DeepdubError, ValueError):  # the command itself will say what is wrong
        track, depth = item.options.get("track"), item.options.get("depth")
        request = ClipRequest(item.media, int(track) if track else None, depth=Depth(depth) if depth else None)
        needs = disk_needs(request)
        return length_ms, needs.sentence_folder() if needs else 0
    return length_ms, 0
