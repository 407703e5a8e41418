"""How quickly the timeline paints: a clip of two hours, three lanes, 2,000 cues, in a window of 1280×800.

Every figure is the time from the call that the hand causes to the end of a real paint event of the whole view.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from deepdub_engine.pcm import PcmClip
from deepdub_engine.peaks import PeakBuilder, Peaks
from deepdub_engine.retime import Retiming
from deepdub_engine.subtitles import Cue
from deepdub_gui import theme
from deepdub_gui.timeline import Timeline

RATE_HZ, CHANNELS, DURATION_MS, CUES = 48_000, 2, 7_200_000, 2_000
REPAINTS = 200
MIDDLE_MS = DURATION_MS / 2
_STORED_MS = 90_000  # of samples around the middle; the rest of the file is a hole, which reads as silence


def main() -> int:
    """Measure, and print one JSON object as the last line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print nothing but the figures")
    quiet = arguments.parse_args().json
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme.apply(app, theme.light())
    with tempfile.TemporaryDirectory() as folder:
        clip = _sound(Path(folder) / "mixture.pcm")
        peaks = _peaks()
        timeline, cues = _timeline(peaks, clip)
        figures = _figures(timeline, cues, peaks, clip)
        timeline.close()
    if not quiet:
        for name, value in figures.items():
            print(f"{name:24} {value}")
    print(json.dumps(figures))
    return 0


def _noise(samples: int) -> np.ndarray:
    random = np.random.default_rng(1)
    syllables = np.arange(0, samples + RATE_HZ, RATE_HZ // 10)
    loudness = np.interp(np.arange(samples), syllables, random.random(len(syllables)) ** 2)
    return (loudness[:, None] * random.uniform(-1, 1, (samples, CHANNELS))).astype(np.float32)


def _sound(path: Path) -> PcmClip:
    samples = DURATION_MS * RATE_HZ // 1000
    start_ms = MIDDLE_MS - _STORED_MS / 2
    with path.open("wb") as file:
        file.truncate(samples * CHANNELS * 4)
        file.seek(round(start_ms * RATE_HZ / 1000) * CHANNELS * 4)
        file.write(_noise(_STORED_MS * RATE_HZ // 1000).tobytes())
    return PcmClip(path, RATE_HZ, CHANNELS, samples)


def _peaks() -> Peaks:
    builder, block = PeakBuilder(), _noise(1 << 20)
    samples = DURATION_MS * RATE_HZ // 1000
    while builder.samples < samples:
        builder.add(block[: samples - builder.samples])
    return builder.peaks(RATE_HZ)


def _timeline(peaks: Peaks, clip: PcmClip) -> tuple[Timeline, tuple[Cue, ...]]:
    step = DURATION_MS // CUES
    cues = tuple(
        Cue(at, at + step * 4 // 5, f"Line {at // step}\nand what it says") for at in range(0, DURATION_MS, step)
    )
    timeline = Timeline()
    timeline.resize(1280, 800)
    timeline.set_duration(DURATION_MS)
    for lane in range(3):
        timeline.set_lane(lane, peaks, clip)
    timeline.set_cues(cues, cues)
    timeline.set_current_cue(CUES // 2)
    timeline.set_problem_cues(frozenset(range(0, CUES, 50)))
    timeline.show()
    QApplication.processEvents()
    return timeline, cues


def _figures(timeline: Timeline, cues: tuple[Cue, ...], peaks: Peaks, clip: PcmClip) -> dict[str, float]:
    moves = [_painted(timeline, move) for move in _moves(timeline)]
    timeline.show_span(MIDDLE_MS - 10_000, MIDDLE_MS + 10_000)
    close = [_painted(timeline, lambda shift=shift: _shift(timeline, cues, shift)) for shift in range(-500, 500, 20)]
    timeline.zoom_to_fit()
    far = [_painted(timeline, lambda shift=shift: _shift(timeline, cues, shift)) for shift in range(-500, 500, 20)]
    timeline.show_span(MIDDLE_MS - 10_000, MIDDLE_MS + 10_000)
    ticks = [_moved_playhead(timeline, MIDDLE_MS + tick * 40) for tick in range(100)]
    return {
        "repaint_ms_median": round(statistics.median(moves), 3),
        "repaint_ms_worst": round(max(moves), 3),
        "repaints": len(moves),
        "slider_ms": round(max(statistics.median(close), statistics.median(far)), 3),
        "slider_ms_worst": round(max(*close, *far), 3),
        "playhead_ms_median": round(statistics.median(ticks), 3),
        "scale": timeline.devicePixelRatioF(),
    }


def _moves(timeline: Timeline) -> Iterator[Callable[[], None]]:
    """Yield 200 movements: in from the whole clip to single samples, scrolling on the way, and out again."""
    timeline.zoom_to_fit()
    _painted(timeline, lambda: None)
    zooms = 70
    for step in range(zooms):
        yield lambda: timeline.zoom(1.25, MIDDLE_MS)
        if step % 8 == 4:
            for _ in range(5):
                yield lambda: _scroll(timeline, 0.1)
            timeline.show_span(*_centred(timeline))
    for _ in range(REPAINTS - zooms - 5 * (zooms // 8) - (5 if zooms % 8 > 4 else 0)):
        yield lambda: timeline.zoom(1 / 1.25, MIDDLE_MS)


def _centred(timeline: Timeline) -> tuple[float, float]:
    start_ms, stop_ms = timeline.visible_ms
    half = (stop_ms - start_ms) / 2
    return MIDDLE_MS - half, MIDDLE_MS + half


def _scroll(timeline: Timeline, share: float) -> None:
    start_ms, stop_ms = timeline.visible_ms
    timeline.scroll(share * (stop_ms - start_ms))


def _shift(timeline: Timeline, cues: tuple[Cue, ...], shift_ms: int) -> None:
    timeline.set_cues(Retiming(shift_ms).apply(cues), cues)


def _painted(timeline: Timeline, action: Callable[[], None]) -> float:
    began = time.perf_counter()
    action()
    timeline.repaint_now()
    return 1000 * (time.perf_counter() - began)


def _moved_playhead(timeline: Timeline, time_ms: float) -> float:
    """Measure what happens while playing: only what the playhead touches is repainted, by the event loop."""
    began = time.perf_counter()
    timeline.set_playhead(time_ms, follow=True)
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    raise SystemExit(main())
