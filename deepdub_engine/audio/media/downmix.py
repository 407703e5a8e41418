"""Downmix any number of channels to mono or stereo without losing the dialogue.

Mono and stereo are left unchanged. More channels become stereo with the coefficients of ITU-R BS.775: the centre goes
to both sides at −3 dB, each surround to its own side at −3 dB, a single rear or ceiling centre channel to both sides at
−6 dB, and the low-frequency effects are dropped, as the recommendation permits. Both rows are then divided by the
larger sum of their coefficients, so that no input within full scale can clip. A layout without speaker names counts as
5.1 or 7.1 if it has six or eight channels; otherwise its channels alternate between left and right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Samples

Matrix = npt.NDArray[np.float32]

_MINUS_3_DB = 0.5**0.5
_LEFT = {"FL": 1.0, "DL": 1.0, "FLC": 1.0}
_LEFT |= dict.fromkeys(("BL", "SL", "WL", "SDL", "SSL", "TFL", "TBL", "TSL", "TTL", "BFL"), _MINUS_3_DB)
_MIDDLE = {"FC": _MINUS_3_DB, "AMBI0": _MINUS_3_DB} | dict.fromkeys(("BC", "TC", "TFC", "TBC", "BFC"), 0.5)
_SILENT = ("LFE", "LFE2")
_USUAL_ORDER = {
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def stereo_matrix(names: Sequence[str]) -> Matrix:
    """Return the float32 matrix ``[2, channels]`` that mixes channels, named as FFmpeg does, down to stereo.

    Source: ITU-R BS.775-3, annex 4.
    """
    matrix = np.array([speaker_gains(name) for name in names], np.float64).T.reshape(2, len(names))
    if not matrix.any() or not is_named(names):
        usual = usual_names(len(names))
        if usual is not None:
            return stereo_matrix(usual)
        matrix = np.zeros((2, len(names)))
        matrix[0, 0::2] = matrix[1, 1::2] = 1
    total = np.abs(matrix).sum(axis=1).max()
    scaled: Matrix = (matrix / total).astype(np.float32)
    return scaled


def is_named(names: Sequence[str]) -> bool:
    """Return whether a layout names its speakers."""
    return any(name in _LEFT or name in _MIDDLE for name in names)


def usual_names(channels: int) -> tuple[str, ...] | None:
    """Return the usual speakers of six or eight channels without names; None for other numbers of channels."""
    return _USUAL_ORDER.get(channels)


def speaker_gains(name: str) -> tuple[float, float]:
    """Return the gains of a speaker in the left and right of a stereo mix-down, before scaling."""
    if name in _SILENT:
        return 0.0, 0.0
    if name in _MIDDLE:
        return _MIDDLE[name], _MIDDLE[name]
    if name in _LEFT:
        return _LEFT[name], 0.0
    # Paired speakers differ in one letter; the last "R" of the name marks the right side, as in "SR" and "TFR".
    head, side, tail = name.rpartition("R")
    return 0.0, _LEFT.get(f"{head}L{tail}", 0.0) if side else 0.0


def to_channels(block: Samples, names: Sequence[str], channels: int) -> Samples:
    """Convert a block to one or two channels.

    Parameters
    ----------
    block
        float32 ``[n, len(names)]``.
    names
        FFmpeg's channel names, in order.
    channels
        Number of channels of the clip, 1 or 2; blocks of a file joined from different sources may have others.
    """
    if block.shape[1] > 2:
        block = _mixed(block, stereo_matrix(names))
    if block.shape[1] == channels:
        return block
    if channels == 1:
        mono: Samples = block.mean(axis=1, keepdims=True, dtype=np.float32)
        return mono
    return np.repeat(block, 2, axis=1)


def _mixed(block: Samples, matrix: Matrix) -> Samples:
    # Channel by channel: the last bits of a matrix product depend on where the block was cut.
    result = np.zeros((len(block), 2), np.float32)
    for channel, (left, right) in enumerate(matrix.T):
        if left:
            result[:, 0] += left * block[:, channel]
        if right:
            result[:, 1] += right * block[:, channel]
    return result
