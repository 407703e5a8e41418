"""A clip separated in pieces, by several workers, and joined to the same stems, bit for bit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import Any

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.media.centre import centre_file, centre_of
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.spans import Span, Spans, subtract_spans
from deepdub_engine.pipeline.centre_first import looks_in_centre, separate_centre_first, separate_here
from deepdub_engine.pipeline.clip import clip_range, model_of
from deepdub_engine.pipeline.publishing import undo_unfinished
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.spoken_channels import CentreSpeech, SpeechPlace, find_centre_speech
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.segment_plan import segment_grid
from deepdub_engine.separation.stem_cache.keys import StemKey, audio_digest, key_for, weights_digest
from deepdub_engine.separation.stems import StemFiles, Stems, stem_paths
from deepdub_engine.separation.surround import blocks_of

EXACT_RATES_HZ = (32_000, 44_100, 48_000, 96_000)  # at which a part gets the same bits as in the whole clip
_VOCALS, _DESCRIPTION = "vocals.pcm", "piece.json"
_WORK_FOLDER = ".deepdub-partial"
_LARGEST_DESCRIPTION = 1 << 22
_SAMPLE_BYTES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """The vocals of a part of a clip: start and stop in samples, and their file."""

    span: Span
    path: Path


@dataclass(frozen=True, slots=True)
class FoundPieces:
    """The pieces of a clip, in order, and where its speech was found when they were made."""

    pieces: tuple[Piece, ...]
    speech: CentreSpeech | None

    @property
    def spans(self) -> Spans:
        """The parts that the pieces hold."""
        return tuple(piece.span for piece in self.pieces)


def piece_span(clip: PcmClip, spec: NetworkSpec, number: int, count: int) -> Span:
    """Return the samples of a piece, 1 to `count`; pieces begin where segments of the whole clip begin."""
    grid, common = segment_grid(clip, spec), gcd(clip.rate_hz, spec.rate_hz)

    def border(at: int) -> int:
        if at in (0, count):
            return clip.samples if at else 0
        start = grid.start(round(at * grid.count / count)) * spec.hop
        return min(clip.samples, start * (clip.rate_hz // common) // (spec.rate_hz // common))

    return border(number - 1), border(number)


def separate_piece(request: ClipRequest, number: int, count: int, output: Path) -> Job[CentreSpeech | None]:
    """Decode a clip, separate one of its pieces, and write the vocals to a folder of its own.

    Parameters
    ----------
    request
        The clip.
    number, count
        Which piece, 1 to `count`.
    output
        Receives the vocals, float32, and what they belong to.

    Raises
    ------
    DeepdubError
        As `run`.
    """
    model = model_of(request)
    undo_unfinished(output)
    start_ms, stop_ms = clip_range(request)
    with work_folder(output, _WORK_FOLDER) as work:
        (output / _DESCRIPTION).unlink(missing_ok=True)
        decoding = decode(request.path, work, track=request.track, start_ms=start_ms, stop_ms=stop_ms, keep=centre_file)
        clip = (yield from staged(decoding, 0.0, 0.2)).clip
        key = yield from staged(_key_of(clip, model), 0.2, 0.22)
        speech = yield from staged(_speech_of(clip, model), 0.22, 0.25)
        span = piece_span(clip, model.spec, number, count)
        if span[0] < span[1]:
            separating = separate_centre_first(separate_here, clip, model, work, speech, spans=(span,))
            yield from staged(separating, 0.25, 1.0)
            _keep(stem_paths(work, (span,))[0], output / _VOCALS)
        with replacing(output / _DESCRIPTION) as temporary:
            text = json.dumps({"key": key.to_dict(), "span": span, "speech": _speech_values(speech)})
            temporary.write_text(text, encoding="utf-8")
        return speech


def _key_of(clip: PcmClip, model: Model) -> Job[StemKey]:
    sound = yield from audio_digest(clip)
    return key_for(clip, sound, weights_digest(model), exact=False)


def _speech_of(clip: PcmClip, model: Model) -> Job[CentreSpeech | None]:
    centre = centre_of(clip)
    if centre is None or not looks_in_centre(clip, model, exact=False):
        return None
    return (yield from find_centre_speech(clip, centre))


def _keep(found: Path, target: Path) -> None:
    try:
        with found.open("rb+") as file:
            os.fsync(file.fileno())
        found.replace(target)
    except OSError as error:
        raise from_os_error(error, target.parent, writing=True) from error


def find_pieces(folder: Path, clip: PcmClip, model: Model) -> Job[FoundPieces | None]:
    """Return the pieces in a folder that belong to this sound and model, without overlaps; None if there are none."""
    described = [(path.parent, values) for path in sorted(folder.glob(f"*/{_DESCRIPTION}")) if (values := _read(path))]
    if not described:
        return None
    key = (yield from _key_of(clip, model)).to_dict()
    found = sorted(
        (piece, values)
        for place, values in described
        if values["key"] == key and (piece := _whole_piece(place, values, clip)) is not None
    )
    pieces: list[Piece] = []
    for (start, stop, path), _ in found:
        if not pieces or pieces[-1].span[1] <= start:
            pieces.append(Piece((start, stop), Path(path)))
    return FoundPieces(tuple(pieces), _speech_from(found[0][1]["speech"])) if pieces else None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        with open_regular(path) as file:
            values = json.loads(file.read(_LARGEST_DESCRIPTION))
        start, stop = values["span"]
        _speech_from(values["speech"])
        return {"key": values["key"], "speech": values["speech"], "span": (int(start), int(stop))}
    except Exception:  # noqa: BLE001 - a piece can only save time: whatever is wrong with it, separate again
        return None


def _whole_piece(place: Path, values: dict[str, Any], clip: PcmClip) -> tuple[int, int, str] | None:
    start, stop = values["span"]
    path = place / _VOCALS
    try:
        is_whole = path.stat().st_size == _SAMPLE_BYTES * clip.channels * (stop - start)
    except OSError:
        return None
    return (start, stop, str(path)) if is_whole and 0 <= start < stop <= clip.samples else None


def join_pieces(
    clip: PcmClip, found: FoundPieces, folder: Path, separate: Callable[[Spans, Path], Job[Stems]]
) -> Job[Stems]:
    """Write the stems of a clip from its pieces; what they lack is separated.

    Parameters
    ----------
    clip, found
        The clip and its pieces.
    folder
        Receives the stems.
    separate
        Separates some spans of the clip into a folder.
    """
    missing = subtract_spans(((0, clip.samples),), found.spans)
    patches = [Patch(*piece.span, piece.path, 0) for piece in found.pieces]
    begin = 0.0
    if missing:
        begin = 0.9
        stems = yield from staged(separate(missing, folder / "missing"), 0.0, begin)
        patches += _patches(stems.vocals)
    ordered = tuple(sorted(patches, key=lambda patch: patch.start_sample))
    vocals = CompositeClip(ordered[-1].path, clip.rate_hz, clip.channels, clip.samples, clip.depth, ordered, None)
    return (yield from staged(_write(clip, vocals, folder), begin, 1.0))


def _patches(vocals: PcmClip) -> Sequence[Patch]:
    if isinstance(vocals, CompositeClip):
        return vocals.patches
    return (Patch(0, vocals.samples, vocals.path, 0),)


def _write(clip: PcmClip, vocals: PcmClip, folder: Path) -> Job[Stems]:
    with StemFiles(clip, folder) as files:
        for start, stop in blocks_of(((0, clip.samples),)):
            files.write(vocals.read(start, stop), clip.read(start, stop))
            yield Progress(stop, clip.samples, mark("Writing stems"))
        return files.finish()


def _speech_values(speech: CentreSpeech | None) -> dict[str, Any] | None:
    if speech is None:
        return None
    return {"place": speech.place.value, "centre_share": speech.centre_share, "side_spans": speech.side_spans}


def _speech_from(values: dict[str, Any] | None) -> CentreSpeech | None:
    if values is None:
        return None
    sides = tuple((int(start), int(stop)) for start, stop in values["side_spans"])
    return CentreSpeech(SpeechPlace(values["place"]), float(values["centre_share"]), sides)
