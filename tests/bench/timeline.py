"""Speed of the window: a clip of two hours, three lanes, 2,000 cues, 1280×800.

``python tests/bench/timeline.py --json``

Everything is real except the output device and the stems, which are copies of the clip. A repaint is timed from the
user's call to the end of the whole view's paint event. A slider move is timed from its mouse event until the event loop
has painted every change in the window; the cue table, which is updated at most every 40 ms, is included in some moves.
Opening writes 2.7 GB of samples. `disk_ratio` compares it with FFmpeg's program, if installed, which decodes the same
clip to a file of the same size, `decode_ratio` with plain decoding that writes nothing. On a virtual machine that
allocates memory lazily, the first openings are slower, and the best and the worst ratio lie far apart. Processor times
(`cpu`) are reported beside wall times; on a busy machine they show what the program itself needs.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import gc
import json
import os
import resource as system
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import av
import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.separation.stems import Stems
from deepdub_gui.app import build_window
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.session import ORIGINAL
from deepdub_gui.main_window import MainWindow
from deepdub_gui.widgets.timeline import Timeline
from tests.bench.plain_decoding import decode_to_file, decode_to_nothing
from tests.helpers.timeline import scroll_by

RATE_HZ, FRAME, PERIOD_FRAMES = 48_000, 1024, 2820  # one minute of sound, repeated
CUES, REPAINTS, STARTS, OPENINGS = 2_000, 200, 5, 3
PATIENCE_S = 600
Figures = dict[str, float]

START = """
import gc, sys, time
gc.disable()  # as the program does
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.app import build_window
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.base.settings import Settings
folder = Path(sys.argv[1])
app = QApplication([])
settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
window = build_window(app, settings, Dialogs(settings), Player(output=OfflineOutput()), folder / "c", folder / "j")
window.show()
window.repaint()
QTimer.singleShot(0, lambda: (print(time.time(), flush=True), window.close(), app.quit()))
app.exec()
"""


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--minutes", type=int, default=120, help="length of the clip")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = _start(folder)
        media, subtitles = _clip(folder / "clip.mp4", options.minutes), _cues(folder / "clip.srt", options.minutes)
        app = QApplication(sys.argv[:1])
        with _window(app, folder) as window:
            figures |= _first_openings(window, media, subtitles)
            _give_stems(window)
            figures |= _repaints(window.timeline)
            figures |= _slider(window)
            figures |= _playhead(window.timeline)
        with _window(app, folder) as window:
            figures |= _reopen(window, media)
    # In kilobytes, except on macOS.
    figures["memory_mb"] = round(system.getrusage(system.RUSAGE_SELF).ru_maxrss / 1000)
    if not options.json:
        for key, value in figures.items():
            print(f"{key:24} {value}")
    print(json.dumps(figures))
    return 0


# Input files


def _clip(path: Path, minutes: int) -> Path:
    """Write an MP4 clip with AAC sound: encode one minute and repeat its packets."""
    samples = PERIOD_FRAMES * FRAME
    random = np.random.default_rng(1)
    syllables = np.arange(0, samples + RATE_HZ, RATE_HZ // 10)
    loudness = np.interp(np.arange(samples), syllables, random.random(len(syllables)) ** 2)
    sound = (0.8 * loudness * random.uniform(-1, 1, (2, samples))).astype(np.float32)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=RATE_HZ, layout="stereo")
        stream.bit_rate, stream.time_base = 192_000, Fraction(1, RATE_HZ)
        packets = []
        for at in range(0, samples, FRAME):
            part = np.ascontiguousarray(sound[:, at : at + FRAME])
            frame = av.AudioFrame.from_ndarray(part, "fltp", "stereo")
            frame.sample_rate, frame.time_base, frame.pts = RATE_HZ, Fraction(1, RATE_HZ), at
            packets += [bytes(packet) for packet in stream.encode(frame)]
        for number in range(minutes * 60 * RATE_HZ // FRAME):
            packet = av.Packet(packets[number % len(packets)])
            packet.stream, packet.time_base = stream, Fraction(1, RATE_HZ)
            packet.pts = packet.dts = number * FRAME
            packet.duration = FRAME
            container.mux(packet)
    return path


def _cues(path: Path, minutes: int) -> Path:
    def clock(time_ms: int) -> str:
        seconds, ms = divmod(time_ms, 1000)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"

    step = minutes * 60_000 // CUES
    rows = (
        f"{number + 1}\n{clock(number * step)} --> {clock(number * step + step * 4 // 5)}\n"
        f"Line {number}\nand what it says.\n"
        for number in range(CUES)
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


# Starting and opening


def _start(folder: Path) -> Figures:
    took, worked = [], []
    for number in range(STARTS):
        began_s, before_s = time.time(), _children_s()
        run = [sys.executable, "-c", START, str(folder / f"start{number}")]
        told = subprocess.run(run, check=True, capture_output=True, text=True, env=_with_path())
        took.append(float(told.stdout.split()[-1]) - began_s)
        worked.append(_children_s() - before_s)
    return {
        "start_s": round(statistics.median(took), 3),
        "start_s_worst": round(max(took), 3),
        "start_cpu_s": round(statistics.median(worked), 3),  # includes closing the window
    }


def _children_s() -> float:
    used = system.getrusage(system.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _with_path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@contextlib.contextmanager
def _window(app: QApplication, folder: Path) -> Iterator[MainWindow]:
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    player = Player(output=OfflineOutput())
    window = build_window(app, settings, Dialogs(settings), player, folder / "cache", folder / "journals")
    window.show()
    _until(window.isVisible)
    gc.collect()
    gc.freeze()  # as the program does
    yield window
    window.session.undo.setClean()
    window.close()
    window.deleteLater()
    _until(lambda: not window.jobs.running)


def _until(condition: Callable[[], object]) -> None:
    """Run the event loop until the condition holds; it sleeps between events, as in the program."""
    end_s = time.perf_counter() + PATIENCE_S
    waking = QTimer(interval=20)
    waking.start()
    while not condition():
        if time.perf_counter() > end_s:
            raise TimeoutError("timed out")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    waking.stop()


def _open(window: MainWindow, media: Path, subtitles: Path) -> Figures:
    session, before = window.session, (None, window.session.clip, window.session.peaks(ORIGINAL))
    began_s, worked_s = time.perf_counter(), time.process_time()
    window.open_files([media, subtitles])
    _until(lambda: all(session.peaks(ORIGINAL) is not one for one in before))
    window.timeline.repaint_now()
    first_s, first_cpu_s = time.perf_counter() - began_s, time.process_time() - worked_s
    _until(lambda: all(session.clip is not one for one in before))
    window.timeline.repaint_now()
    decode_s, decode_cpu_s = time.perf_counter() - began_s, time.process_time() - worked_s
    _until(lambda: not window.jobs.running)  # speech detection runs too
    return {
        "first_peaks_s": round(first_s, 3),
        "first_peaks_cpu_s": round(first_cpu_s, 3),
        "decode_s": round(decode_s, 2),
        "decode_cpu_s": round(decode_cpu_s, 2),
    }


def _first_openings(window: MainWindow, media: Path, subtitles: Path) -> Figures:
    """Open the clip several times without a cache, each time after FFmpeg alone; return the medians."""
    rounds: list[Figures] = []
    for number in range(OPENINGS):
        if number:
            with media.open("ab") as file:
                file.write(b"\0\0\0\x08free")  # an empty MP4 box: same content, another fingerprint
        figures = decode_to_nothing(media) | decode_to_file(media, media.with_name("program.w64"))
        figures |= _open(window, media, subtitles)
        figures["decode_ratio"] = figures["decode_s"] / figures["plain_decode_s"]
        figures["decode_cpu_ratio"] = figures["decode_cpu_s"] / figures["plain_decode_cpu_s"]
        if "ffmpeg_to_file_s" in figures:
            figures["disk_ratio"] = figures["decode_s"] / figures["ffmpeg_to_file_s"]
        rounds.append(figures)
    summary = {key: round(statistics.median(figures[key] for figures in rounds), 3) for key in rounds[0]}
    for key in ("decode_ratio", "disk_ratio"):
        if ratios := [round(figures[key], 3) for figures in rounds if key in figures]:
            summary |= {f"{key}_least": min(ratios), f"{key}_worst": max(ratios)}
    return summary


def _reopen(window: MainWindow, media: Path) -> Figures:
    began_s, worked_s = time.perf_counter(), time.process_time()
    window.open_files([media])
    _until(lambda: window.session.peaks(ORIGINAL) is not None)
    window.timeline.repaint_now()
    took_s, worked_s = time.perf_counter() - began_s, time.process_time() - worked_s
    peaks, media_info = window.session.peaks(ORIGINAL), window.session.media
    assert peaks is not None
    assert media_info is not None
    share = peaks.samples / peaks.rate_hz / (media_info.duration_ms / 1000)
    return {"reopen_s": round(took_s, 3), "reopen_cpu_s": round(worked_s, 3), "reopen_share": round(share, 3)}


def _give_stems(window: MainWindow) -> None:
    clip, peaks = window.session.clip, window.session.peaks(ORIGINAL)
    assert clip is not None
    assert peaks is not None
    copies = [dataclasses.replace(peaks, levels=tuple(level.copy() for level in peaks.levels)) for _ in range(2)]
    window.session.set_stems(Stems(clip, clip), copies)
    window.navigator.choose(CUES // 2)
    _until(lambda: not window.jobs.running)


# Zooming, scrolling and dragging


def _repaints(timeline: Timeline) -> Figures:
    moves = [_painted(timeline, move) for move in _moves(timeline)]
    took, worked = zip(*moves, strict=True)
    return {
        "repaint_ms_median": round(statistics.median(took), 3),
        "repaint_ms_worst": round(max(took), 3),
        "repaint_cpu_ms_median": round(statistics.median(worked), 3),
        "repaint_cpu_ms_worst": round(max(worked), 3),
        "repaints": len(moves),
        "scale": timeline.devicePixelRatioF(),
    }


def _moves(timeline: Timeline) -> Iterator[Callable[[], None]]:
    """Yield 200 movements: zoom in from the whole clip to single samples, scrolling on the way, and zoom out again."""
    timeline.zoom_to_fit()
    middle_ms = sum(timeline.visible_ms) / 2
    _painted(timeline, lambda: None)
    zooms = 70
    for step in range(zooms):
        yield lambda: timeline.zoom(1.25, middle_ms)
        if step % 8 == 4:
            for _ in range(5):
                yield lambda: _scroll(timeline, 0.1)
            start_ms, stop_ms = timeline.visible_ms
            half = (stop_ms - start_ms) / 2
            timeline.show_span(middle_ms - half, middle_ms + half)
    for _ in range(REPAINTS - zooms - 5 * (zooms // 8) - (5 if zooms % 8 > 4 else 0)):
        yield lambda: timeline.zoom(1 / 1.25, middle_ms)


def _scroll(timeline: Timeline, share: float) -> None:
    start_ms, stop_ms = timeline.visible_ms
    scroll_by(timeline, share * (stop_ms - start_ms))


def _slider(window: MainWindow) -> Figures:
    """Drag the slider, zoomed in on a few cues and with all of them in view."""
    looks = []
    middle_ms = (window.session.media.duration_ms if window.session.media else 0) / 2
    for is_close in (True, False):
        window.timeline.zoom_to_fit()
        if is_close:
            window.timeline.show_span(middle_ms - 10_000, middle_ms + 10_000)
        _until(lambda: not window.jobs.running)
        looks.append(list(zip(*_drag(window), strict=True)))
    return {
        "slider_ms": round(max(statistics.median(took) for took, _ in looks), 3),
        "slider_ms_worst": round(max(max(took) for took, _ in looks), 3),
        "slider_cpu_ms": round(max(statistics.median(worked) for _, worked in looks), 3),
        "slider_cpu_ms_worst": round(max(max(worked) for _, worked in looks), 3),
    }


def _drag(window: MainWindow) -> Iterator[tuple[float, float]]:
    slider = window.shift_bar.slider
    x, y = slider.x_of(slider.value_ms), slider.height() / 2

    def mouse(kind: QEvent.Type, at_x: float, held: Qt.MouseButton) -> None:
        place, left = QPointF(at_x, y), Qt.MouseButton.LeftButton
        spot = slider.mapToGlobal(place)
        QApplication.sendEvent(slider, QMouseEvent(kind, place, spot, left, held, Qt.KeyboardModifier.NoModifier))

    mouse(QEvent.Type.MouseButtonPress, x, Qt.MouseButton.LeftButton)
    for step in range(1, 51):
        yield _handled(functools.partial(mouse, QEvent.Type.MouseMove, x + 3 * step, Qt.MouseButton.LeftButton))
    mouse(QEvent.Type.MouseMove, x, Qt.MouseButton.LeftButton)
    mouse(QEvent.Type.MouseButtonRelease, x, Qt.MouseButton.NoButton)


def _playhead(timeline: Timeline) -> Figures:
    """Move the playhead as during playback: only the changed area is repainted."""
    timeline.show_span(0, 20_000)
    QApplication.processEvents()
    moves = (functools.partial(timeline.set_playhead, 5000 + tick * 40, follow=True) for tick in range(100))
    ticks = [_handled(move)[0] for move in moves]
    return {"playhead_ms_median": round(statistics.median(ticks), 3)}


def _handled(action: Callable[[], None]) -> tuple[float, float]:
    """Run the event loop until everything that an action changes is painted; return the same as `_painted`."""
    began, before = time.perf_counter(), time.thread_time()
    action()
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - before)


def _painted(timeline: Timeline, action: Callable[[], None]) -> tuple[float, float]:
    """Return the wall time and the thread's processor time of an action with its repaint, in milliseconds."""
    began, before = time.perf_counter(), time.thread_time()
    action()
    timeline.repaint_now()
    return 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - before)


if __name__ == "__main__":
    raise SystemExit(main())
