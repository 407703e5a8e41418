"""Spectrograms of the lanes: tiles computed in the background when they become visible, and their rendering."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.spectrogram import STEPS_PER_DB, TILE_COLUMNS, SpectrogramParams, Tile, spectrogram_tile
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner, RunningJob
from deepdub_gui.base.theme import blend
from deepdub_gui.widgets.timeline.axis import TimeAxis

_MOST_TILES = 600  # about 33 kB each; several times what three lanes of a wide screen need
_QUIETEST_DB, _LOUDEST_DB = 28, 80  # above −100 dB: the ends of the colour scale
Colours = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Key:
    """The key of a tile; `sound` counts how often the sound of the lane has changed."""

    lane: int
    sound: int
    level: int
    number: int


class SpectrogramTiles(QObject):
    """An LRU cache of spectrogram tiles, which computes missing tiles that are visible.

    `arrived` is emitted when new tiles are ready.

    Parameters
    ----------
    jobs
        Runs the computation; after a cancellation it starts again when other tiles become visible.
    """

    arrived = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._tiles: OrderedDict[_Key, Tile] = OrderedDict()
        self._clips: dict[int, tuple[int, PcmClip]] = {}
        self._wanted: dict[int, tuple[_Key, ...]] = {}
        self._refused: dict[int, tuple[_Key, ...]] = {}  # cancelled, or the file was unreadable
        self._made: deque[tuple[_Key, Tile]] = deque()
        self._lock = threading.Lock()
        self._running: RunningJob | None = None

    def forget(self) -> None:
        """Stop computing and drop all tiles."""
        with self._lock:
            self._wanted.clear()  # the running job ends when nothing is wanted
        self._tiles.clear()
        self._clips.clear()
        self._refused.clear()

    def columns(self, lane: int, clip: PcmClip, axis: TimeAxis) -> npt.NDArray[np.uint8]:
        """Return the levels of the visible columns, uint8 ``[columns, bins]``; missing tiles are 0 and requested."""
        form = SpectrogramParams.of_rate(clip.rate_hz)
        per_column = axis.ms_per_column * clip.rate_hz / 1000
        level = form.level_for(per_column)
        edges = (axis.start_ms * clip.rate_hz / 1000 + np.arange(axis.columns + 1) * per_column) / form.hop(level)
        first = np.floor(edges[:-1]).astype(np.int64)
        last = np.maximum(first, np.ceil(edges[1:]).astype(np.int64) - 1)
        last_column = -(-clip.samples // form.hop(level)) - 1
        keys = self._keys(lane, clip, level, range(int(first[0]), min(int(last[-1]), last_column) + 1))
        result = np.zeros((axis.columns, form.bins), np.uint8)
        for key in keys:
            tile = self._tiles.get(key)
            if tile is not None:
                self._tiles.move_to_end(key)
                for found in (first, last):
                    inside = np.flatnonzero(found // TILE_COLUMNS == key.number)
                    levels = tile[found[inside] - key.number * TILE_COLUMNS]
                    result[inside] = np.maximum(result[inside], levels)
        self._want(lane, tuple(key for key in keys if key not in self._tiles))
        return result

    def _keys(self, lane: int, clip: PcmClip, level: int, columns: range) -> Sequence[_Key]:
        sound, known = self._clips.get(lane, (0, None))
        if known is not clip and known != clip:
            sound += 1
            self._clips[lane] = sound, clip
            for key in [key for key in self._tiles if key.lane == lane]:
                del self._tiles[key]
        if not len(columns):
            return ()
        numbers = range(max(0, columns[0] // TILE_COLUMNS), columns[-1] // TILE_COLUMNS + 1)
        return [_Key(lane, sound, level, number) for number in numbers]

    def _want(self, lane: int, keys: tuple[_Key, ...]) -> None:
        if self._refused.get(lane) == keys:
            return
        self._refused.pop(lane, None)
        with self._lock:
            self._wanted[lane] = keys
        if keys and self._running is None:
            self._start()

    def _start(self) -> None:
        job = self._jobs.start(
            tr("Drawing the spectrogram"),
            self._make,
            succeeded=lambda _: None,
            failed=lambda _: None,  # the job runner logs it
            progressed=lambda _: self._store_tiles(),
            ended=self._end,
        )
        job.cancelled.connect(self._refuse)
        self._running = job

    def _make(self) -> Job[None]:
        """Compute tiles until none is wanted; runs on a worker thread."""
        done = 0
        while (wanted := self._next()) is not None:
            key, clip, left = wanted
            yield Progress(done, done + left, tr("Drawing the spectrogram"))
            try:
                tile = spectrogram_tile(clip, key.level, key.number)
            except DeepdubError:  # the file has become unreadable
                with self._lock:
                    self._refused[key.lane] = self._wanted.pop(key.lane, ())
                continue
            self._made.append((key, tile))
            with self._lock:
                self._wanted[key.lane] = tuple(other for other in self._wanted.get(key.lane, ()) if other != key)
            done += 1

    def _next(self) -> tuple[_Key, PcmClip, int] | None:
        with self._lock:
            keys = [key for lane in self._wanted.values() for key in lane]
        for key in keys:
            sound, clip = self._clips.get(key.lane, (0, None))
            if clip is not None and sound == key.sound:
                return key, clip, len(keys)
        return None

    def _store_tiles(self) -> None:
        had = bool(self._made)
        while self._made:
            key, tile = self._made.popleft()
            if self._clips.get(key.lane, (0, None))[0] == key.sound:
                self._tiles[key] = tile
        while len(self._tiles) > _MOST_TILES:
            self._tiles.popitem(last=False)
        if had:
            self.arrived.emit()

    def _refuse(self) -> None:
        """Refuse the wanted tiles until other ones become visible."""
        with self._lock:
            self._refused = {lane: keys for lane, keys in self._wanted.items() if keys}
            self._wanted.clear()

    def _end(self) -> None:
        self._running = None
        self._store_tiles()
        with self._lock:
            is_left = any(self._wanted.values())
        if is_left:  # requested after the job found nothing more to do
            self._start()


def picture(levels: npt.NDArray[np.uint8], height: int, gain: float, colours: Colours) -> Colours:
    """Return the pixels ``[height, columns]`` of levels ``[columns, bins]``, low frequencies at the bottom.

    If several bins share a row, the highest level is shown, so that no harmonic is lost.
    """
    bins = levels.shape[1]
    edges = np.arange(height) * bins // height
    rows = np.maximum.reduceat(levels, edges, axis=1) if height < bins else levels[:, edges]
    raised = colours if gain == 1 else colours[np.clip(np.arange(256) + _steps_of(gain), 0, 255)]
    return np.ascontiguousarray(raised[rows].T[::-1])


def colour_map(base_clip: QColor, colour: QColor, strongest: QColor) -> Colours:
    """Return a colour map of 256 RGB words: from the background through the lane's colour to the strongest."""
    stops: Iterable[tuple[float, QColor]] = ((0.0, base_clip), (0.6, blend(colour, base_clip, 0.85)), (1.0, strongest))
    places, ends = zip(*stops, strict=True)
    quietest, loudest = (db * STEPS_PER_DB for db in (_QUIETEST_DB, _LOUDEST_DB))
    share = np.clip((np.arange(256) - quietest) / (loudest - quietest), 0, 1)
    red, green, blue = (
        np.interp(share, places, [getattr(end, part)() for end in ends]).round().astype(np.uint32)
        for part in ("red", "green", "blue")
    )
    return np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue


def _steps_of(gain: float) -> int:
    return round(STEPS_PER_DB * 20 * float(np.log10(gain)))
