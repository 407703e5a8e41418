"""The voices of a sentence folder for the window: their statuses, their sound, and how they compare with subtitles."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deepdub_engine.audio.composite import CompositeClip
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks, silent_peaks, updated_peaks
from deepdub_engine.base.errors import FolderInvalid
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import merge_spans
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.exporting import known_sentences, named
from deepdub_engine.pipeline.dub.identity import Known, match_sentences, recover_moves
from deepdub_engine.pipeline.dub.laying import fit_voices, store_manifest
from deepdub_engine.pipeline.dub.manifest import stamp
from deepdub_engine.pipeline.dub.options import Fit, RemixOptions
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_engine.pipeline.dub.survey import Survey, survey_folder
from deepdub_engine.pipeline.dub.voice_clip import VoiceClip, make_voice_clip
from deepdub_engine.pipeline.generated_clip import load_generated
from deepdub_engine.pipeline.lines import Lines, lines_of
from deepdub_engine.pipeline.remix import segment_format
from deepdub_engine.pipeline.rows import read_rows
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder
from deepdub_engine.sentences.segments import cut_segments
from deepdub_engine.sentences.sentences import Sentence, fit_sentences, sentences_from_cues
from deepdub_engine.subtitles import Cue

_SETTLED_NS = 2_000_000_000  # a file that changed later may still be being written


@dataclass(frozen=True, slots=True, eq=False)
class FolderVoices:
    """The voices of a sentence folder.

    Parameters
    ----------
    lines
        The status of every line.
    speech
        The voices as they are laid, as long as the clip.
    peaks
        The peaks of `speech`.
    sentences
        The sentences of the folder.
    stamps
        Size and time of change, by name, of every take and of every file that looks like one.
    unsettled
        Whether a take is so new that it may still be being written.
    """

    lines: Lines
    speech: VoiceClip | CompositeClip
    peaks: Peaks
    sentences: tuple[Known, ...]
    stamps: dict[str, tuple[int, ...]]
    unsettled: bool

    @property
    def found(self) -> int:
        """Number of lines with a voice."""
        return sum(line.voice is not None for line in self.lines.lines)

    @property
    def missing(self) -> int:
        """Number of lines without one."""
        return len(self.lines.lines) - self.found


def load_voices(
    folder: Path, clip: PcmClip, cache: Path, options: RemixOptions | None = None, former: FolderVoices | None = None
) -> Job[FolderVoices]:
    """Fit and level the voices of a sentence folder and return them as one sound, with the status of every line.

    Only voices that changed since the last call, or the last remix, are read. With `Fit.PAD`, and without an
    accompaniment in the folder, voices are padded or trimmed to their slots.

    Parameters
    ----------
    folder
        The sentence folder.
    clip
        The clip that it was made from.
    cache
        Folder for the sound.
    options
        How voices are laid.
    former
        The result of the last call for the same clip, whose peaks are reused.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or belongs to another clip.
    OutputBusy
        If another job is writing to the folder.
    DiskFull, OutputNotWritable
        If the folder or the cache cannot be written.
    """
    options = options or RemixOptions()
    rows = read_rows(folder)
    began_ns = time.time_ns()
    with work_folder(folder, SENTENCE_FOLDER) as work:
        recover_moves(folder)
        form = segment_format(folder, rows)
        found = yield from staged(survey_folder(folder, rows, form, work, options), 0.0, 0.4)
        if (form.rate_hz, found.audio.samples) != (clip.rate_hz, clip.samples):
            raise FolderInvalid(folder, message("it belongs to another clip"))
        stamps = _stamps(found)
        voices, gains_db = yield from staged(fit_voices(found, work, options), 0.4, 0.8)
        lines = lines_of(found, gains_db)
        speech: VoiceClip | CompositeClip
        speech = yield from staged(make_voice_clip(voices, clip, cache / "voices"), 0.8, 0.9)
        store_manifest(found, voices)
    if options.fit is Fit.PAD or not any(row.accompaniment.exists() for row in rows if row.spoken):
        speech = (yield from staged(load_generated(folder, clip, cache), 0.9, 0.95)).clip
    yield Progress(95, 100, mark("Drawing the waveform"))
    newest_ns = max((each[1] for each in stamps.values() if each), default=0)
    return FolderVoices(
        lines,
        speech,
        _peaks(speech, former),
        tuple(known_sentences(folder)),
        stamps,
        abs(began_ns - newest_ns) < _SETTLED_NS,
    )


def with_moved_voice(voices: FolderVoices, number: int, by_ms: int) -> FolderVoices:
    """Return voices of which one was moved by hand, as they will be loaded once `move_voice` has stored it.

    Parameters
    ----------
    voices
        The voices of a folder.
    number
        The hash of the line.
    by_ms
        How far its voice is moved from where the fit lays it.
    """
    line = next((each for each in voices.lines.lines if each.hash == number), None)
    speech = voices.speech
    if line is None or line.laid_start_sample is None or not isinstance(speech, VoiceClip):
        return voices
    moved_ms = min(max(by_ms, line.least_moved_ms), line.most_moved_ms) if by_ms else 0
    by = ms_to_sample(moved_ms, speech.rate_hz) - ms_to_sample(line.moved_ms, speech.rate_hz)
    start, stop = line.laid_start_sample + by, (line.laid_stop_sample or line.laid_start_sample) + by
    statuses = {*line.statuses} - {Status.MOVED} | ({Status.MOVED} if moved_ms else set())
    changed = replace(
        line,
        laid_start_sample=start,
        laid_stop_sample=stop,
        moved_ms=moved_ms,
        statuses=tuple(sorted(statuses, key=list(Status).index)),
    )
    sound = speech.with_moved(number, start)
    changed_spans = merge_spans([*speech.spans_of(number), *sound.spans_of(number)], sound.samples)
    lines = tuple(changed if each is line else each for each in voices.lines.lines)
    return replace(
        voices,
        lines=replace(voices.lines, lines=lines),
        speech=sound,
        peaks=updated_peaks(voices.peaks, sound, changed_spans),
    )


def is_movable(voices: FolderVoices, line: LineStatus) -> bool:
    """Return whether a line has a voice that may be moved by hand, that is, one that was fitted."""
    return line.laid_start_sample is not None and isinstance(voices.speech, VoiceClip)


def _stamps(found: Survey) -> dict[str, tuple[int, ...]]:
    paths = [path for takes in found.takes.by_hash.values() for path in takes]
    return {path.name: tuple(stamp(path)) for path in (*paths, *found.takes.strays)}


def _peaks(speech: VoiceClip | CompositeClip, former: FolderVoices | None) -> Peaks:
    if isinstance(speech, VoiceClip) and former is not None and isinstance(former.speech, VoiceClip):
        return updated_peaks(former.peaks, speech, speech.changed_spans(former.speech))
    return updated_peaks(silent_peaks(speech.rate_hz, speech.samples), speech, speech.spans)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a sentence folder compares with subtitles.

    Parameters
    ----------
    hashes
        For each cue the hash of the line of the folder that it belongs to; None if there is none.
    renamed
        Sentences of the subtitles that have another name, and often other times, in the folder.
    reworded
        Sentences with the same times and another text.
    added
        Sentences that the folder does not have.
    gone
        Sentences that only the folder has.
    """

    hashes: tuple[int | None, ...]
    renamed: tuple[Known, ...] = ()
    reworded: tuple[Known, ...] = ()
    added: tuple[Known, ...] = ()
    gone: tuple[Known, ...] = ()

    @property
    def differ(self) -> int:
        """Number of sentences that differ."""
        return len(self.renamed) + len(self.reworded) + len(self.added) + len(self.gone)


def compare_voices(
    sentences: Sequence[Known], cues: Sequence[Cue], clip: PcmClip, joined: Sequence[Sentence] | None = None
) -> Job[Comparison]:
    """Compare the sentences of a folder with subtitles, timed from the start of the clip.

    Parameters
    ----------
    sentences
        The sentences of the folder.
    cues
        The subtitles.
    clip
        The clip.
    joined
        Their sentences; joined by rule if None.
    """
    yield Progress(0, 2, mark("Comparing the voices with the subtitles"))
    joined = sentences_from_cues(cues) if joined is None else joined
    kept = fit_sentences(joined, clip.samples, clip.rate_hz)
    new = named(kept, cut_segments(joined, clip.samples, clip.rate_hz))
    old_of = {each.hash: each for each in sentences}
    same = {each.hash for each in new if each.hash in old_of}
    rest = [each for each in sentences if each.hash not in same]
    yield Progress(1, 2, mark("Comparing the voices with the subtitles"))
    moved = match_sentences(rest, [each for each in new if each.hash not in same]) if rest else {}
    line_of = {target.hash: name for name, target in moved.items()} | {name: name for name in same}
    names = [line_of.get(each.hash) for each in new]
    return Comparison(
        tuple(names[at] if (at := _sentence_of(cue, kept)) is not None else None for cue in cues),
        tuple(each for each in new if line_of.get(each.hash, each.hash) != each.hash),
        tuple(each for each in new if each.hash in same and _plain(old_of[each.hash].text) != _plain(each.text)),
        tuple(each for each in new if each.hash not in line_of),
        tuple(each for each in rest if each.hash not in moved),
    )


def _sentence_of(cue: Cue, sentences: Sequence[Sentence]) -> int | None:
    """Return the index of the sentence, in order of start, that a cue is part of."""
    middle_ms = (cue.start_ms + cue.end_ms) // 2
    for at in (
        bisect_right(sentences, cue.start_ms, key=_start_ms) - 1,
        bisect_right(sentences, middle_ms, key=_start_ms) - 1,
    ):
        if at >= 0 and sentences[at].start_ms <= middle_ms <= sentences[at].end_ms:
            return at
    return None


def _start_ms(sentence: Sentence) -> int:
    return sentence.start_ms


def _plain(text: str) -> str:
    return " ".join(text.split())
