"""What a batch needs before it starts: the length of its clips, disk and time."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.formatting import duration, size_text
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.timing import format_clock
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.pipeline.clip import model_of
from deepdub_engine.pipeline.disk_needs import disk_needs
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.separation.estimate import initial_pace

_WHAT = mark("Reading")
# What stays of a second of stereo at 48 kHz and 16 bit, and the folders that tell that it is there already.
_KEPT_BYTES_PER_S = {StepKind.RUN: 2_900_000_000 // 3600, StepKind.SEPARATE: 1_400_000_000 // 3600}
_FOLDERS = {StepKind.RUN: "sentences", StepKind.SEPARATE: "stems"}
_START_S = 2.0  # of each command
_ALIGN_S = 0.006  # of one processor for a second of film, measured and rounded up as in `separation.estimate`


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
    workers
        How many commands run at a time.
    kept_bytes
        Disk that the results take which are not there yet, about.
    seconds
        How long it takes, about, as if nothing were done yet.
    problems
        Why the clip or the subtitles of an episode cannot be read, by its name.
    """

    lengths_ms: Mapping[str, int]
    needed_bytes: int
    free_bytes: int
    workers: int = 1
    kept_bytes: int = 0
    seconds: float = 0.0
    problems: Mapping[str, Message] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        """Whether there is disk for the commands that run at a time, and for what they leave."""
        return self.workers * self.needed_bytes + self.kept_bytes <= self.free_bytes

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

    def result_message(self) -> Message:
        """Return a sentence with the disk that the results take and the time."""
        time = duration(max(1.0, self.seconds))
        if not self.kept_bytes:
            return message("it takes about {time} with {count:worker|workers}", time=time, count=self.workers)
        return message(
            "the results take about {kept} more, and about {time} with {count:worker|workers}",
            kept=size_text(self.kept_bytes),
            time=time,
            count=self.workers,
        )


def measure(
    items: Sequence[Item],
    root: Path,
    kinds: Collection[StepKind] = (),
    options: Mapping[str, str] | None = None,
    workers: int = 1,
) -> Job[BatchNeeds]:
    """Return what a batch needs in a folder, which need not exist.

    Parameters
    ----------
    items, root, options
        As for `plan_batch`.
    kinds, workers
        What is done, and how many commands run at a time; without kinds, results and time are not estimated.

    Yields
    ------
    Progress
        Clips that were looked into.
    """
    lengths_ms, problems = dict[str, int](), dict[str, Message]()
    needed = 0
    for number, item in enumerate(items):
        yield Progress(number, len(items), _WHAT)
        lengths_ms[item.name] = 0
        try:
            lengths_ms[item.name] = probe(item.media).duration_ms
            if item.subtitles is not None:
                open_regular(item.subtitles).close()
        except DeepdubError as error:
            problems[item.name] = error.to_message()
        else:
            needed = max(needed, _working_bytes(item))
    there = next(parent for parent in (root.absolute(), *root.absolute().parents) if parent.exists())
    kept = sum(
        lengths_ms[item.name] // 1000 * _KEPT_BYTES_PER_S[kind]
        for item in items
        for kind in _KEPT_BYTES_PER_S.keys() & kinds
        if not (root / item.name / _FOLDERS[kind]).exists()
    )
    spent_s = [_seconds(item, lengths_ms[item.name], kinds, options or {}) for item in items]
    seconds = max(sum(spent_s) / max(1, workers), max(spent_s, default=0.0) if len(items) >= workers else 0.0)
    return BatchNeeds(lengths_ms, needed, shutil.disk_usage(there).free, workers, kept, seconds, problems)


def _working_bytes(item: Item) -> int:
    """Return the disk that `run` takes for an episode; 0 if that is unknown."""
    with contextlib.suppress(DeepdubError, ValueError):  # the command itself will say what is wrong
        track, depth = item.options.get("track"), item.options.get("depth")
        request = ClipRequest(item.media, int(track) if track else None, depth=Depth(depth) if depth else None)
        needs = disk_needs(request)
        return needs.sentence_folder() if needs else 0
    return 0


def _seconds(item: Item, length_ms: int, kinds: Collection[StepKind], options: Mapping[str, str]) -> float:
    """Return how long one processor works on an episode, about; a remix, which is quick, does not count."""
    if not length_ms:
        return 0.0
    separations = [kind for kind in (StepKind.RUN, StepKind.SEPARATE) if kind in kinds]
    spent_s = _START_S * len(kinds)
    if StepKind.ALIGN in kinds:
        spent_s += _ALIGN_S * length_ms / 1000
    if separations:
        try:
            model = model_of(ClipRequest(item.media, model={**options, **item.options}.get("model")))
        except DeepdubError:  # the episode will say so
            return spent_s
        spent_s += len(separations) * initial_pace(model.spec, 1).seconds(length_ms / 1000)
    return spent_s
