"""Measure loudness after ITU-R BS.1770, and compute the gains that match several sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.player.source_reader import PlaySource

_BLOCK_S: Final = 0.3  # larger blocks exceed malloc's 128 KB and are mapped anew each time: twice as slow
_SILENT_LUFS: Final = -70.0  # the absolute gate of BS.1770
_CEILING_DBTP: Final = -1.0  # maximum true peak of EBU R 128
_ROUNDING: Final = 0.0005  # FFmpeg reports peaks with three decimals


@dataclass(frozen=True, slots=True)
class Loudness:
    """The loudness of a whole source.

    Parameters
    ----------
    integrated_lufs
        Gated integrated loudness; −inf if nothing passes the gates of BS.1770.
    true_peak_dbtp
        True peak; −inf for silence.
    """

    integrated_lufs: float
    true_peak_dbtp: float


def measure_loudness(source: PlaySource, *, true_peak: bool = True) -> Job[Loudness]:
    """Measure a source with FFmpeg's ``ebur128``, in constant memory.

    Parameters
    ----------
    source
        The source.
    true_peak
        Whether to measure the true peak, which takes most of the time; without it, it is −inf.

    Raises
    ------
    FileMissing, FileUnreadable
        If the source cannot be read.
    """
    import av

    graph = av.filter.Graph()
    start = graph.add_abuffer(sample_rate=source.rate_hz, format="flt", layout="stereo")
    peak = "peak=true:" if true_peak else ""
    meter = graph.add("ebur128", f"{peak}metadata=1:framelog=quiet")
    graph.link_nodes(start, meter, graph.add("abuffersink")).configure()
    size = round(_BLOCK_S * source.rate_hz)
    found: dict[str, str] = {}
    for at in range(0, source.samples, size):
        yield Progress(at, source.samples, mark("Measuring loudness"))
        start.push(_frame(_stereo(source.read(at, at + size)), source.rate_hz, at))
        found |= _drain(graph)
    start.push(None)
    found |= _drain(graph)
    return _loudness(found)


def _stereo(block: Samples) -> Samples:
    block = np.nan_to_num(block, posinf=0.0, neginf=0.0)
    return block if block.shape[1] == 2 else np.repeat(block, 2, axis=1)


def _frame(block: Samples, rate_hz: int, at: int) -> Any:
    import av

    frame = av.AudioFrame(format="flt", layout="stereo", samples=len(block))
    frame.sample_rate = rate_hz
    frame.pts = at
    frame.planes[0].update(np.ascontiguousarray(block).tobytes())
    return frame


def _drain(graph: Any) -> dict[str, str]:
    import av

    found: dict[str, str] = {}
    while True:
        try:
            found |= graph.pull().metadata
        except (av.error.BlockingIOError, av.error.EOFError):
            return found


def _loudness(found: dict[str, str]) -> Loudness:
    lufs = float(found.get("lavfi.r128.I", _SILENT_LUFS))
    peak = max(
        (float(value) for key, value in found.items() if key.startswith("lavfi.r128.true_peaks_ch")), default=0.0
    )
    return Loudness(
        lufs if lufs > _SILENT_LUFS else -np.inf,
        float(20 * np.log10(peak + _ROUNDING)) if peak > 0 else -np.inf,
    )


def matched_gains_db(loudness: Sequence[Loudness | None], *, ceiling_dbtp: float = _CEILING_DBTP) -> tuple[float, ...]:
    """Return gains that match all sources to the loudest one, or to the loudest level possible without clipping.

    Parameters
    ----------
    loudness
        Loudness of each source; None or silence gets 0 dB.
    ceiling_dbtp
        True peak that no source may exceed.
    """
    known = [found for found in loudness if found is not None and np.isfinite(found.integrated_lufs)]
    if not known:
        return (0.0,) * len(loudness)
    loudest = max(found.integrated_lufs for found in known)
    possible = min(found.integrated_lufs + ceiling_dbtp - found.true_peak_dbtp for found in known)
    target = min(loudest, possible)
    return tuple(target - found.integrated_lufs if found in known else 0.0 for found in loudness)
