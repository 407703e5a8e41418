"""An output without a device: sound is pulled from the player as fast as it is rendered."""

from __future__ import annotations

from typing import Final

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.messages import message
from deepdub_engine.player.output import BlockRenderer, OutputStream

_PATIENCE_S: Final = 10.0


class _OfflineStream:
    underflows = 0
    name = "memory"

    def __init__(self, rate_hz: int, supply: BlockRenderer, latency_s: float) -> None:
        self.supply = supply
        self.running = False
        self.rate_hz = rate_hz
        self.latency_s = latency_s
        self.blocks = 0
        self._frames = 0

    @property
    def now_s(self) -> float:
        return self._frames / self.rate_hz

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def close(self) -> None:
        self.running = False

    def fill(self, block: Samples) -> None:
        if self.running:
            self.supply.render(block, self._frames / self.rate_hz + self.latency_s)
            self.blocks += 1
        self._frames += len(block)


class OfflineOutput:
    """An output that renders to memory.

    Parameters
    ----------
    block
        Maximum number of frames requested from the player at once.
    latency_s
        Simulated output latency.
    rate_hz
        The only supported sample rate; None accepts any.
    """

    def __init__(self, block: int = 512, latency_s: float = 0.0, rate_hz: int | None = None) -> None:
        self._block = block
        self._latency_s = latency_s
        self._rate_hz = rate_hz
        self._stream: _OfflineStream | None = None

    def open(self, rate_hz: int, supply: BlockRenderer) -> OutputStream:
        """Open a stream, which advances only when sound is pulled."""
        self._stream = _OfflineStream(self._rate_hz or rate_hz, supply, self._latency_s)
        return self._stream

    def pull(self, frames: int, *, wait: bool = True) -> Samples:
        """Return the next frames as float32 ``[frames, 2]``; silence while nothing plays.

        Parameters
        ----------
        wait
            Whether to let the reader thread catch up first, so that the result does not depend on timing.

        Raises
        ------
        SoundUnavailable
            If the reader thread does not catch up in time.
        """
        out = np.zeros((frames, 2), np.float32)
        for start in range(0, frames, self._block):
            stream = self._stream
            if stream is None:
                break
            if wait and stream.running and not stream.supply.prepare(_PATIENCE_S):
                raise SoundUnavailable(message("the files cannot be read fast enough"))
            stream.fill(out[start : start + self._block])
        return out
