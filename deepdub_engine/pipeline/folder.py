"""The sentence folder: segments, stems per sentence, tables and lists, as the seed's notebook wrote them."""

from __future__ import annotations

import contextlib
import csv
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.errors import OutputExists, from_os_error
from deepdub_engine.pcm import BLOCK_SAMPLES, Depth, PcmClip, Samples
from deepdub_engine.progress import Job, Progress
from deepdub_engine.segments import Segment, concat_list, cut_segments, segment_table
from deepdub_engine.sentences import Sentence, fit_sentences, sentence_table
from deepdub_engine.separation import Stems
from deepdub_engine.subtitles import Cue, srt_text
from deepdub_engine.tables import table_csv
from deepdub_engine.timing import format_clock
from deepdub_engine.wav import write_clip, write_wav

AUDIO_FOLDER = "audio_segments"
CONCAT_LIST = "audio_segments_list.txt"
SEGMENTS_CSV = "segments.csv"
SENTENCES_CSV = "sentences.csv"
SUBTITLES = "subs_gen.srt"
STEMS = ("vocals", "accompaniment")
_STAGING = ".deepdub-folder-partial"


@dataclass(frozen=True, slots=True)
class SentenceFolder:
    """What was written.

    Parameters
    ----------
    folder
        Where.
    sentences, segments
        The rows of the two tables.
    files
        Paths of all files, relative to `folder`.
    warnings
        Sentences about what the person should know.
    """

    folder: Path
    sentences: tuple[Sentence, ...]
    segments: tuple[Segment, ...]
    files: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def check_sentence_folder(output: Path, *, force: bool) -> None:
    """Raise `OutputExists` if a sentence folder is there already and is not to be replaced."""
    for name in (AUDIO_FOLDER, SEGMENTS_CSV, SENTENCES_CSV, SUBTITLES):
        if not force and (output / name).exists():
            raise OutputExists(output / name)


def write_sentence_folder(
    clip: PcmClip,
    stems: Stems | None,
    sentences: Sequence[Sentence],
    cues: Sequence[Cue],
    output: Path,
    *,
    depth: Depth | None = None,
    force: bool = False,
) -> Job[SentenceFolder]:
    """Cut a clip into its segments and write everything the voice step needs.

    All files are made in a hidden folder first and moved into place at the end, lists last: an interrupted
    export leaves nothing that looks finished. Generated speech that is already in the folder is never touched.

    Parameters
    ----------
    clip
        The decoded clip; the segments concatenated are its samples, bit for bit.
    stems
        Its stems, for the two files beside each sentence; None leaves them out.
    sentences, cues
        Timed from the start of the clip.
    output
        The folder.
    depth
        Of the files; None for the clip's own.

    Raises
    ------
    OutputExists
        If an earlier result is there and `force` is off.
    DiskFull, OutputNotWritable
        If the disk does not take it.
    """
    check_sentence_folder(output, force=force)
    segments = cut_segments(sentences, clip.samples, clip.rate_hz)
    kept = fit_sentences(sentences, clip.samples, clip.rate_hz)
    staging = output / _STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        (staging / AUDIO_FOLDER).mkdir(parents=True)
        for number, row in enumerate(segments):
            yield Progress(number, len(segments), "Writing sentences")
            _write_segment(clip, stems, row, staging / AUDIO_FOLDER, depth or clip.depth)
        _write_lists(staging, kept, segments, cues, clip.duration_ms)
        if force:
            _remove_former(output, {name for row in segments for name in _segment_files(row)})
        files = _publish(staging, output)
    except OSError as error:
        raise from_os_error(error, output, writing=True) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    yield Progress(len(segments), len(segments), "Writing sentences")
    return SentenceFolder(output, kept, segments, files, tuple(_warnings(sentences, kept, clip.duration_ms)))


def stem_blocks(
    clip: PcmClip, stems: Stems, start_sample: int, stop_sample: int, depth: Depth
) -> Iterator[tuple[Samples, Samples]]:
    """Yield vocals and accompaniment of a stretch, block by block, as files of `depth` hold them."""
    for start in range(start_sample, stop_sample, BLOCK_SAMPLES):
        stop = min(start + BLOCK_SAMPLES, stop_sample)
        yield stems.read(clip, start, stop, depth)


def _write_segment(clip: PcmClip, stems: Stems | None, row: Segment, folder: Path, depth: Depth) -> None:
    write_clip(folder / row.wav_name, clip, row.start_sample, row.stop_sample, depth)
    if stems is None or not row.spoken:
        return
    pairs = list(stem_blocks(clip, stems, row.start_sample, row.stop_sample, depth))  # a sentence: it fits in memory
    for number, name in enumerate((row.vocals_name, row.accompaniment_name)):
        blocks = [pair[number] for pair in pairs]
        write_wav(folder / name, blocks, clip.rate_hz, stems.vocals.channels, row.samples, depth)


def _write_lists(
    staging: Path, sentences: Sequence[Sentence], segments: Sequence[Segment], cues: Sequence[Cue], clip_ms: int
) -> None:
    inside = [cue for cue in cues if cue.start_ms < clip_ms and cue.end_ms > 0]
    texts = {
        f"{AUDIO_FOLDER}/{CONCAT_LIST}": concat_list(segments),
        SUBTITLES: srt_text(inside),
        SENTENCES_CSV: table_csv(sentence_table(sentences)),
        SEGMENTS_CSV: table_csv(segment_table(segments)),
    }
    for name, text in texts.items():
        (staging / name).write_text(text, encoding="utf-8", newline="")


def _publish(staging: Path, output: Path) -> tuple[str, ...]:
    """Move all files into place: sound first, then the lists that refer to it."""
    (output / AUDIO_FOLDER).mkdir(exist_ok=True)
    sound = sorted((staging / AUDIO_FOLDER).glob("*.wav"))
    lists = [staging / AUDIO_FOLDER / CONCAT_LIST, *(staging / n for n in (SUBTITLES, SENTENCES_CSV, SEGMENTS_CSV))]
    names = [path.relative_to(staging).as_posix() for path in (*sound, *lists)]
    for name in names:
        (staging / name).replace(output / name)
    return tuple(names)


def _segment_files(row: Segment) -> tuple[str, ...]:
    return row.wav_name, row.vocals_name, row.accompaniment_name


def _remove_former(output: Path, wanted: set[str]) -> None:
    """Remove the segments of an earlier result that the new one does not have; nothing that we did not write."""
    former = output / SEGMENTS_CSV
    with contextlib.suppress(OSError, KeyError, UnicodeDecodeError, csv.Error):
        with former.open(encoding="utf-8", newline="") as file:
            hashes = [int(row["hash"]) for row in csv.DictReader(file) if row["hash"].isdigit()]
        former.unlink()
        for number in hashes:
            for name in (f"{number}.wav", *(f"{number}_{stem}.wav" for stem in STEMS)):
                if name not in wanted:
                    (output / AUDIO_FOLDER / name).unlink(missing_ok=True)


def _warnings(sentences: Sequence[Sentence], kept: Sequence[Sentence], clip_ms: int) -> Iterator[str]:
    lost = len(sentences) - len(kept)
    if lost:
        yield f"{lost} of {len(sentences)} sentences lie outside the clip, which ends at {format_clock(clip_ms)}."
