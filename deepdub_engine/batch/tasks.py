"""The commands of a batch: which run for an episode, on what, and where their results go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_engine.base.errors import NoSubtitlesFor
from deepdub_engine.batch.items import OPTIONS, Item, StepKind
from deepdub_engine.batch.languages import is_language
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER, Manifest
from deepdub_engine.pipeline.dub.marks import VOICES_JSON
from deepdub_engine.pipeline.dub.rendering import MUSIC_AND_EFFECTS
from deepdub_engine.pipeline.remix import RESULT
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SEGMENTS_CSV
from deepdub_engine.subtitles import SUFFIXES
from deepdub_engine.subtitles.embedded import chosen_track
from deepdub_engine.subtitles.embedded.writing import suffix_of

PIECES = ".pieces"
_REMIXED = {RESULT, MUSIC_AND_EFFECTS}
_SAMI = set(SUFFIXES["sami"])
_DECODING = {StepKind.ALIGN, StepKind.RUN, StepKind.SEPARATE}


@dataclass(frozen=True, slots=True)
class Task:
    """A command for an episode.

    Parameters
    ----------
    item
        Name of the episode.
    kind
        The command.
    arguments
        Its arguments, without the command itself.
    inputs
        The files that it reads.
    output
        The file or folder that it writes.
    folder
        The folder of the episode, which keeps the marker of what is done.
    part
        Of a piece: its number, from 1, and how many there are.
    needed_by
        Of a piece: the commands of its episode; if all are done, it is not needed.
    has_overview
        Whether it also writes the overview of the clip for the report.
    """

    item: str
    kind: StepKind
    arguments: tuple[str, ...]
    inputs: tuple[Path, ...]
    output: Path
    folder: Path
    part: tuple[int, int] | None = None
    needed_by: tuple[Task, ...] = ()
    has_overview: bool = False

    @property
    def command(self) -> str:
        """The command that does it."""
        return (StepKind.SEPARATE if self.kind is StepKind.PIECE else self.kind).value

    @property
    def pieces(self) -> Path:
        """The folder in which other tasks leave pieces of the separated clip."""
        return self.folder / PIECES

    @property
    def joins(self) -> bool:
        """Whether it uses the pieces."""
        return self.kind in (StepKind.RUN, StepKind.SEPARATE)

    @property
    def marker(self) -> Path:
        """The file that says what was done, with which inputs."""
        if self.kind is StepKind.PIECE:
            return self.output / "done.json"
        return self.folder / f".done-{self.kind}.json"

    @property
    def mixed(self) -> tuple[Path, ...]:
        """The files that a remix reads, in order: segments, stems and voices, but not what an earlier remix wrote."""
        if self.kind is not StepKind.REMIX:
            return ()
        audio, own = self.output / AUDIO_FOLDER, Manifest.load(self.output)
        lists = (self.output / SEGMENTS_CSV, self.output / DUB_FOLDER / VOICES_JSON)
        sounds = (path for path in sorted(audio.glob("*")) if path.suffix.lower() == ".wav")
        read = [path for path in sounds if path.name not in _REMIXED and not own.wrote(path)]
        return (*(path for path in lists if path.is_file()), *read)


def tasks_for(item: Item, kinds: Sequence[StepKind], root: Path, options: Mapping[str, str]) -> tuple[Task, ...]:
    """Return the commands for an episode in the order in which they depend on each other.

    Parameters
    ----------
    item
        The episode.
    kinds
        The chosen commands, in any order.
    root
        The folder of the batch.
    options
        Options for all episodes; those of the episode itself come first.

    Raises
    ------
    NoSubtitlesFor
        If a command needs subtitles, and the clip has none inside either.
    DeepdubError
        If the clip has to be looked into and cannot be read.
    """
    folder, given = root / item.name, {**options, **item.options}
    tasks: list[Task] = []

    def add(kind: StepKind, arguments: Sequence[str], inputs: Sequence[Path], output: Path) -> None:
        has_overview = kind in _DECODING and not any(task.has_overview for task in tasks)
        chosen = [f"--{name}={value}" for name, value in given.items() if value and kind in OPTIONS[name]]
        target = ["--force"] if kind is StepKind.REMIX else ["-o", str(output), "--force"]
        extra = [Path(given["translation"])] if kind is StepKind.RUN and "translation" in given else []
        words = (*arguments, *chosen, *target)
        tasks.append(Task(item.name, kind, words, (*inputs, *extra), output, folder, has_overview=has_overview))

    subtitles = item.subtitles
    if subtitles is None and {StepKind.ALIGN, StepKind.RUN} & set(kinds):
        track = _track_inside(item.media, given.get("language", ""))
        subtitles = folder / f"from_clip{suffix_of(track.codec)}"
        add(StepKind.EXTRACT, [str(item.media), f"--track={track.number}"], [item.media], subtitles)
    given |= reading_options(item, given)
    if StepKind.ALIGN in kinds and subtitles is not None:
        aligned = folder / f"subtitles{subtitles.suffix.lower()}"
        add(StepKind.ALIGN, [str(item.media), str(subtitles)], [item.media, subtitles], aligned)
        subtitles = aligned
    sentences = folder / "sentences"
    if StepKind.RUN in kinds and subtitles is not None:
        add(StepKind.RUN, [str(item.media), str(subtitles)], [item.media, subtitles], sentences)
    if StepKind.SEPARATE in kinds:
        add(StepKind.SEPARATE, [str(item.media)], [item.media], folder / "stems")
    if StepKind.REMIX in kinds:
        add(StepKind.REMIX, [str(sentences)], [], sentences)
    return tuple(tasks)


def reading_options(item: Item, options: Mapping[str, str]) -> dict[str, str]:
    """Return the encoding and the language with which the subtitles of an episode are read; empty for none.

    `extract` writes UTF-8, and only SAMI has several languages in a file: the language chooses others by their name.
    """
    is_file, is_sami = item.subtitles is not None, item.subtitles is not None and item.subtitles.suffix.lower() in _SAMI
    return {
        "encoding": options.get("encoding", "") if is_file else "",
        "language": options.get("language", "") if is_sami else "",
    }


def piece_tasks(item: Item, tasks: Sequence[Task], count: int, options: Mapping[str, str]) -> tuple[Task, ...]:
    """Return the tasks that separate an episode in pieces, for those of its commands that need its stems."""
    if count < 2 or not any(task.joins for task in tasks):
        return ()
    folder = tasks[0].folder
    given = {**options, **item.options}
    chosen = [f"--{name}={value}" for name, value in given.items() if StepKind.PIECE in OPTIONS[name]]
    needed_by = tuple(task for task in tasks if task.kind is not StepKind.REMIX)
    pieces = []
    for number in range(1, count + 1):
        output = folder / PIECES / f"{number}of{count}"
        words = (str(item.media), *chosen, "-o", str(output), "--force")
        part = (number, count)
        pieces.append(Task(item.name, StepKind.PIECE, words, (item.media,), output, folder, part, needed_by))
    return tuple(pieces)


def _track_inside(media: Path, language: str) -> SubtitleTrack:
    """Return the text track with a language if there is one, else the one that `extract` takes by itself."""
    texts = [track for track in probe(media).subtitles if track.kind is TrackKind.TEXT]
    if not texts:
        raise NoSubtitlesFor(media)
    spoken = [track for track in texts if language and track.language and is_language(track.language, language)]
    return chosen_track(media, spoken or texts, None)
