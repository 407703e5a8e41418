"""Cut a clip into sentences and the intervals between them, without gaps or overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deepdub_engine.base.timing import ms_to_sample, sample_to_ms
from deepdub_engine.sentences.sentences import Sentence, fit_sentences
from deepdub_engine.sentences.tables import hash_spans, span_frame, with_texts

if TYPE_CHECKING:
    import pandas as pd


class SegmentNames:
    """The file names of a row of the notebook's ``audio_df``, in one place."""

    __slots__ = ()
    hash: int
    spoken: bool

    @property
    def wav_name(self) -> str:
        """Name of the file with the original audio."""
        return f"{self.hash}.wav"

    @property
    def vocals_name(self) -> str:
        """Name of the file with the separated vocals."""
        return f"{self.hash}_vocals.wav"

    @property
    def accompaniment_name(self) -> str:
        """Name of the file with the accompaniment."""
        return f"{self.hash}_accompaniment.wav"

    @property
    def gen_vocals_name(self) -> str:
        """Name of the file with the generated speech."""
        return f"{self.hash}_gen_vocals.wav"

    @property
    def gen_name(self) -> str:
        """Name of the file with the generated speech mixed with the accompaniment."""
        return f"{self.hash}_gen.wav"

    @property
    def path_name(self) -> str:
        """Name of the file used in the dubbed audio: generated for spoken segments, original elsewhere."""
        return self.gen_name if self.spoken else self.wav_name


@dataclass(frozen=True, slots=True)
class Segment(SegmentNames):
    """One row of the notebook's ``audio_df``, and its file names.

    Parameters
    ----------
    start_ms, end_ms
        Times from the start of the clip.
    hash
        The notebook's hash of the segment, a 64-bit unsigned integer.
    spoken
        Whether it is a sentence.
    start_sample, stop_sample
        The same interval in samples.
    """

    start_ms: int
    end_ms: int
    hash: int
    spoken: bool
    start_sample: int
    stop_sample: int

    @property
    def samples(self) -> int:
        """Length in samples."""
        return self.stop_sample - self.start_sample


def cut_segments(sentences: Iterable[Sentence], samples: int, rate_hz: int) -> tuple[Segment, ...]:
    """Cut a clip at its sentences.

    Parameters
    ----------
    sentences
        Sentences beyond the clip are dropped, and one that crosses its end is cut there (`fit_sentences`).
    samples, rate_hz
        Length of the clip in samples, and its sample rate.

    Returns
    -------
    tuple of Segment
        Segments that cover all samples of the clip in order; none is empty. Times are rounded to samples as in
        `ms_to_sample`, except that the last segment ends with the clip, which may not end on a whole millisecond.
    """
    if samples <= 0:
        return ()
    rows: list[tuple[int, int, bool]] = []
    done_ms, end_ms = 0, sample_to_ms(samples, rate_hz)
    for sentence in fit_sentences(sentences, samples, rate_hz):
        if _place(done_ms, samples, rate_hz) < _place(sentence.start_ms, samples, rate_hz):
            rows.append((done_ms, sentence.start_ms, False))
        rows.append((sentence.start_ms, sentence.end_ms, True))
        done_ms = sentence.end_ms
    if not rows or _place(done_ms, samples, rate_hz) < samples:
        rows.append((done_ms, end_ms, False))
    return _segments(rows, samples, rate_hz)


def segment_table(segments: Sequence[Segment]) -> pd.DataFrame:
    """Return the notebook's ``audio_df``: ``start``, ``end`` (``datetime64[ns]``), ``hash`` (uint64) and ``path``."""
    table = _spans([(segment.start_ms, segment.end_ms, segment.spoken) for segment in segments])
    table["hash"] = hash_spans(table)
    return with_texts(table, "path", [segment.path_name for segment in segments])


def concat_list(segments: Iterable[Segment]) -> str:
    """Return ``audio_segments_list.txt`` for FFmpeg's concat demuxer: the files of the dubbed audio in order."""
    return "".join(f"file '{segment.path_name}'\n" for segment in segments)


def _place(time_ms: int, samples: int, rate_hz: int) -> int:
    # The clip's end, rounded to a millisecond, maps to its last sample.
    return samples if time_ms >= sample_to_ms(samples, rate_hz) else min(samples, ms_to_sample(time_ms, rate_hz))


def _segments(rows: Sequence[tuple[int, int, bool]], samples: int, rate_hz: int) -> tuple[Segment, ...]:
    starts = [0, *(_place(row[0], samples, rate_hz) for row in rows[1:])]
    stops = [*starts[1:], samples]
    hashes = hash_spans(_spans(rows)).tolist()
    return tuple(
        Segment(start_ms, end_ms, name, spoken, start, stop)
        for (start_ms, end_ms, spoken), name, start, stop in zip(rows, hashes, starts, stops, strict=True)
    )


def _spans(rows: Sequence[tuple[int, int, bool]]) -> pd.DataFrame:
    # In the notebook, a first segment without speech starts in 1970, all other segments in 1900.
    from_epoch = [start_ms == 0 and not spoken for start_ms, _, spoken in rows]
    return span_frame([row[0] for row in rows], [row[1] for row in rows], from_epoch)
