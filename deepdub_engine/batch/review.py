"""The alignments of a batch that a person has to check, as projects with the subtitles where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from deepdub_engine.alignment.suggestion import Suggestion
from deepdub_engine.audio.media.probe import chosen_track, probe
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import message
from deepdub_engine.base.timing import parse_frame_rate
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.checked import is_checked
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.tasks import Task, reading_options
from deepdub_engine.project import SUFFIX, Document, FileRef, MediaPart, Project, SubtitlesPart, load_project
from deepdub_engine.project.checksums import file_checksum
from deepdub_engine.project.files import save_project
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Break, Retiming

_LARGEST_DENOMINATOR = 100_000  # of a ratio of frame rates


@dataclass(frozen=True, slots=True)
class Doubt:
    """An alignment of low confidence.

    Parameters
    ----------
    item, task
        The episode, and the task that aligned it.
    suggestion
        What was found. The batch has written the subtitles with it.
    """

    item: Item
    task: Task
    suggestion: Suggestion

    @property
    def source(self) -> Path:
        """The subtitles before they were aligned."""
        return self.task.inputs[1]

    @property
    def project(self) -> Path:
        """The project in which the episode is checked."""
        return self.task.folder / f"{self.item.name}{SUFFIX}"


def is_doubtful(result: EpisodeResult) -> bool:
    """Return whether an episode was aligned with low confidence, checked or not."""
    return _aligned(result) is not None


def find_doubts(results: Sequence[EpisodeResult]) -> tuple[Doubt, ...]:
    """Return the doubtful alignments that nobody has checked, the least certain first."""
    found = (_aligned(result) for result in results)
    open_ = (doubt for doubt in found if doubt is not None and not is_checked(doubt.task))
    return tuple(sorted(open_, key=lambda doubt: (doubt.suggestion.confidence, doubt.item.name)))


def _aligned(result: EpisodeResult) -> Doubt | None:
    for outcome in result.outcomes:
        values = outcome.values
        if outcome.task.kind is StepKind.ALIGN and not outcome.error and "offset_ms" in values:
            ratio = Fraction(float(values["ratio"])).limit_denominator(_LARGEST_DENOMINATOR)
            breaks = tuple(Break(int(one["at_ms"]), int(one["jump_ms"])) for one in values["breaks"])
            retiming = Retiming(int(values["offset_ms"]), ratio, breaks)
            reason = message("Moved by {retiming}, as the season suggested.", retiming=retiming)
            suggestion = Suggestion(retiming, float(values["confidence"]), reason)
            return None if suggestion.confident else Doubt(result.item, outcome.task, suggestion)
    return None


def write_review(doubt: Doubt) -> Path:
    """Write the project in which an alignment is checked, and return its path.

    Its subtitles have the times of the source and are saved over the aligned ones, from which the next steps of the
    batch go on. A project in which a person has worked is kept; if the source has changed since, there is another one.

    Raises
    ------
    DeepdubError
        If the clip or the subtitles cannot be read, or the project cannot be written.
    """
    options = doubt.item.options
    rate = parse_frame_rate(options["fps"]) if options.get("fps") else None
    reading = reading_options(doubt.item, options)
    file = load_subtitles(doubt.source, reading["encoding"] or None, language=reading["language"] or None, fps=rate)
    number = int(options["track"]) if options.get("track", "").isdecimal() else None
    media = doubt.item.media
    track = chosen_track(media, probe(media).tracks, number).number
    part = replace(
        SubtitlesPart.of(file),
        file=FileRef.to(doubt.task.output, None),
        digest=file_checksum(doubt.task.output),
    )
    project = Project(MediaPart(FileRef.to(media, None), track, media.stat().st_size), part)
    path, count = doubt.project, 1
    while path.exists():
        there = _there(path)
        is_untouched = there.document == Document() and there.subtitles is not None
        is_ours = there.subtitles is not None and there.subtitles.text == part.text
        if is_ours and (not is_untouched or _is_same(there, project)):
            return path
        if is_untouched:
            break
        count += 1
        path = doubt.project.with_name(f"{doubt.item.name} {count}{SUFFIX}")
    save_project(project, path)
    return path


def _there(path: Path) -> Project:
    """Return the project at a path; an empty one, which is not ours, if it cannot be read."""
    try:
        return load_project(path)
    except DeepdubError:
        return Project()


def _is_same(there: Project, project: Project) -> bool:
    """Return whether two projects are about the same files in the same state."""

    def key(one: Project) -> tuple[object, ...]:
        media, subtitles = one.media, one.subtitles
        return (
            media and (media.file.path, media.track, media.size),
            subtitles and (subtitles.file.path, subtitles.digest),
        )

    return key(there) == key(project)
