"""Look at a sentence folder: its lines, their voices, and where these would be laid."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, FileMissing, FileUnreadable
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.pipeline.dub.folder_audio import FolderAudio, open_folder_audio
from deepdub_engine.pipeline.dub.lines import Line, read_lines
from deepdub_engine.pipeline.dub.manifest import Manifest, stamp
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.placing import MoveLimits, move_voices
from deepdub_engine.pipeline.dub.plan import Placement, Request, plan_voices
from deepdub_engine.pipeline.dub.takes import Takes, find_takes
from deepdub_engine.pipeline.dub.voice import SlotFacts, VoiceFacts, measure_slot, measure_voice, read_voice
from deepdub_engine.pipeline.generated_speech import SegmentFormat, check_is_file
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles

_LONGEST_SLOT_S = 300  # vocals of longer slots are measured up to here


@dataclass(slots=True)
class Survey:
    """What was found in a folder.

    Parameters
    ----------
    folder
        The folder.
    audio
        Its sounds.
    lines
        Its lines.
    takes
        Its voices.
    manifest, marks
        What is stored about them; the manifest is completed with what was measured.
    voices
        What was measured of the voice of each line; None without one that can be laid.
    slots
        What was measured of the vocals in each slot; None where there is no voice.
    problems
        Why a voice cannot be laid, by the index of its line.
    placements
        Where the voices go, those moved by hand included.
    limits
        How far the voice of each line may be moved by hand.
    """

    folder: Path
    audio: FolderAudio
    lines: tuple[Line, ...]
    takes: Takes
    manifest: Manifest
    marks: Marks
    voices: list[VoiceFacts | None] = field(default_factory=list)
    slots: list[SlotFacts | None] = field(default_factory=list)
    problems: dict[int, Message] = field(default_factory=dict)
    placements: list[Placement | None] = field(default_factory=list)
    limits: tuple[MoveLimits, ...] = ()

    def take(self, line: Line) -> Path | None:
        """Return the voice of a line."""
        return self.takes.of(line.row.hash)


def survey_folder(
    folder: Path, rows: list[SegmentFiles], form: SegmentFormat, work: Path, options: RemixOptions
) -> Job[Survey]:
    """Measure the voices of a folder that are new or changed, and plan where all of them go.

    A voice that cannot be read does not stop the job: it is among the problems.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If segments or stems are missing or damaged.
    """
    audio = open_folder_audio(folder, rows, form)
    lines = read_lines(folder, rows, audio.bounds, form.rate_hz)
    marks = Marks.load(folder)
    chosen = {int(key): name for key, name in marks.chosen.items() if key.isdigit()}
    takes = find_takes(folder / AUDIO_FOLDER, [line.row.hash for line in lines], chosen)
    found = Survey(folder, audio, lines, takes, Manifest.load(folder), marks)
    for index, line in enumerate(lines):
        yield Progress(index, len(lines), mark("Measuring voices"))
        voice = None if line.keep else _measured(found, index, line, work)
        found.voices.append(voice)
        found.slots.append(_slot(found, line) if voice else None)
    _plan(found, options)
    return found


def _plan(found: Survey, options: RemixOptions) -> None:
    requests = [
        Request(line.start_sample, line.stop_sample, voice, slot) if voice and slot else None
        for line, voice, slot in zip(found.lines, found.voices, found.slots, strict=True)
    ]
    slots = [(line.start_sample, line.stop_sample) for line in found.lines]
    samples, rate_hz = found.audio.samples, found.audio.form.rate_hz
    planned = plan_voices(requests, slots, samples, rate_hz, options)
    moved_ms = [found.marks.moved.get(str(line.row.hash), 0) for line in found.lines]
    placed, found.limits = move_voices(planned, moved_ms, slots, samples, rate_hz, options)
    found.placements = list(placed)
    for index, placement in enumerate(found.placements):
        if placement and placement.stop > found.audio.samples:
            found.problems[index] = message("its voice is longer than the whole clip")
            found.placements[index] = None


def _measured(found: Survey, index: int, line: Line, work: Path) -> VoiceFacts | None:
    path = found.take(line)
    if path is None:
        return None
    try:
        check_is_file(path)
        if not line.row.accompaniment.exists():
            found.problems[index] = message("it has no music and effects: separate it and export it again")
            return None
        found.manifest.digest(path)
        entry = found.manifest.voices[path.name]
        known = entry.get("facts")
        rate_hz = found.audio.form.rate_hz
        if known is None or entry.get("rate_hz") != rate_hz:
            sound, damaged = read_voice(path, found.audio.form, work)
            known = to_plain(measure_voice(sound, rate_hz, damaged=damaged))
            entry |= {"facts": known, "rate_hz": rate_hz}
        return from_plain(VoiceFacts, known)
    except (FileMissing, FileUnreadable) as error:
        found.problems[index] = unreadable(path, error)
    except ValueError:  # a manifest from elsewhere
        found.manifest.voices.pop(path.name, None)
        return _measured(found, index, line, work)
    return None


def unreadable(path: Path, error: DeepdubError) -> Message:
    """Return why a voice cannot be laid."""
    if isinstance(error, FileUnreadable):
        return message("{name} cannot be used ({reason}): make it again", name=path.name, reason=error.reason)
    return message("{name} has disappeared", name=path.name)


def _slot(found: Survey, line: Line) -> SlotFacts:
    key, now = str(line.row.hash), [*stamp(line.row.vocals), *stamp(line.row.accompaniment), line.samples]
    entry = found.manifest.slots.get(key)
    if entry is not None and entry.get("stamp") == now:
        try:
            return from_plain(SlotFacts, entry["facts"])
        except (ValueError, KeyError):
            pass
    rate_hz = found.audio.form.rate_hz
    (index,) = found.audio.indices(line.start_sample, line.start_sample + 1)
    facts = measure_slot(found.audio.vocals(index, _LONGEST_SLOT_S * rate_hz), rate_hz)
    found.manifest.slots[key] = {"stamp": now, "facts": to_plain(facts)}
    return facts
