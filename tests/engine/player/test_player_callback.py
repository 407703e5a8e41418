"""The audio callback never waits for a lock, allocates memory or opens a file."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
import pytest

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.player import Mix, OfflineOutput, Player, crossfade, difference, only
from deepdub_engine.player.mixer import AudioMixer
from deepdub_engine.player.output import BlockRenderer, OutputStream
from deepdub_engine.player.play_buffer import PlayBuffer, PlayRequest
from tests.helpers.marked_sources import MarkedSources

RATE_HZ = 48_000
BLOCK = 480
A_LITTLE = 1_900  # bytes: array views and numbers, but no block of sound
MIXES = [only(0), only(1), crossfade(0.3, 2, 1), crossfade(-0.8, 2, 1), difference(0, 2), (0.5, 0.25, 2.0), (), only(2)]
GAINS = [Mix(weights).gains(3) for weights in MIXES]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> MarkedSources:
    return MarkedSources(tmp_path_factory.mktemp("callback"), samples=4 * RATE_HZ, rate_hz=RATE_HZ)


@pytest.fixture
def tracing() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def full_feed(order: PlayRequest) -> PlayBuffer:
    feed = PlayBuffer(order, order.start, RATE_HZ)
    while feed.fill():
        pass
    return feed


@pytest.mark.measured
def test_the_callback_allocates_no_memory(marked: MarkedSources, tracing: None) -> None:
    mixer = AudioMixer()
    out = np.zeros((BLOCK, 2), np.float32)
    kept, most = [], []
    feeds = []  # freed by the reader, not by the callback
    for turn in range(40):
        loop = (turn * 1_000, turn * 1_000 + 3_000) if turn % 3 == 0 else None
        feeds.append(full_feed(PlayRequest(turn, turn * 1_000, marked.samples, loop, marked.clips, RATE_HZ)))
        mixer.least_jump, mixer.pending, mixer.playing = turn, feeds[-1], turn % 5 != 4
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        mixer.gains = GAINS[turn % len(GAINS)]
        for _ in range(8):
            mixer.render(out, 0.0)
        mixer.gains = GAINS[(turn + 3) % len(GAINS)]
        for _ in range(8):
            mixer.render(out, 0.0)
        after, peak = tracemalloc.get_traced_memory()
        kept.append(after - before)
        most.append(peak - before)
    assert max(most[4:]) < A_LITTLE
    assert max(kept[4:]) < 256  # a few numbers of the mixer and of this test


class _Watched(OfflineOutput):
    """An output that marks when the player is in the callback."""

    inside = False

    def open(self, rate_hz: int, supply: BlockRenderer) -> OutputStream:
        return super().open(rate_hz, _WatchedSupply(self, supply))


class _WatchedSupply:
    def __init__(self, output: _Watched, supply: BlockRenderer) -> None:
        self._output = output
        self.prepare, self.lost, self._render = supply.prepare, supply.lost, supply.render

    def render(self, out: Samples, heard_s: float) -> None:
        self._output.inside = True
        try:
            self._render(out, heard_s)
        finally:
            self._output.inside = False


class Witness:
    """Records what happens inside the callback, and counts what happens elsewhere."""

    def __init__(self, output: _Watched) -> None:
        self._output = output
        self._listener = threading.get_ident()
        self.inside: list[str] = []
        self.elsewhere = 0

    def note(self, what: str) -> None:
        if self._output.inside and threading.get_ident() == self._listener:
            self.inside.append(what)
        else:
            self.elsewhere += 1

    def lock(self) -> RecordedLock:
        return RecordedLock(self)


class RecordedLock:
    """A lock that records who acquires it."""

    def __init__(self, witness: Witness) -> None:
        self._lock = threading._allocate_lock()
        self._witness = witness
        self.release, self.locked = self._lock.release, self._lock.locked

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        self._witness.note("lock")
        return self._lock.acquire(blocking, timeout)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def test_the_callback_takes_no_lock_and_opens_no_file(marked: MarkedSources, monkeypatch: pytest.MonkeyPatch) -> None:
    output = _Watched()
    witness = Witness(output)
    read = np.fromfile

    def recorded_read(path: Path, *arguments: object, **options: object) -> np.ndarray:
        witness.note("file")
        return read(path, *arguments, **options)

    monkeypatch.setattr(threading, "Lock", witness.lock)
    monkeypatch.setattr(threading, "RLock", witness.lock)
    monkeypatch.setattr(np, "fromfile", recorded_read)
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.play()
    for turn in range(60):
        player.set_mix(Mix(MIXES[turn % len(MIXES)]))
        if turn % 3 == 0:
            player.seek(turn * 2_000)
        if turn % 7 == 0:
            player.set_loop((turn * 500, turn * 500 + 6_000))
        if turn % 11 == 0:
            player.set_speed(1 + turn % 2 / 2)
        output.pull(4_000)
    player.close()
    assert witness.elsewhere > 100
    assert not witness.inside
