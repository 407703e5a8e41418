"""The last two layers of the U-Net as plain convolutions with one output channel per pixel of a block.

They have one and two channels, where a processor computes eight or sixteen of them at the price of one. Figures stand
at `deepdub_engine.separation.network.unet_graph`.
"""

from __future__ import annotations

import numpy as np

from deepdub_engine.separation.network.weights import Array

BLOCK = 4  # pixels along each axis
STRIDE = BLOCK // 2  # in the input, which has half the resolution
_TAPS_UP, _TAPS_HEAD, _DILATION = 5, 4, 2


def block_up_kernel(kernel: Array) -> Array:
    """Convert the kernel of a transposed convolution of stride 2 to one of stride `STRIDE` that outputs whole blocks.

    Parameters
    ----------
    kernel
        ``[in, out, 5, 5]``, of a transposed convolution cropped by 1 before and 2 after.

    Returns
    -------
    ndarray
        ``[BLOCK * BLOCK * out, in, STRIDE + 2, STRIDE + 2]``, for padding 1 and ``depth_to_space`` with blocks first.
    """
    # Pixel p of a block depends on inputs j, from one before the block to one after it, each through tap p + 1 - 2 j.
    places = STRIDE + 2
    taps = np.zeros((BLOCK, places, _TAPS_UP), np.float32)
    for pixel in range(BLOCK):
        for place in range(places):
            tap = pixel + 1 - 2 * (place - 1)
            if 0 <= tap < _TAPS_UP:
                taps[pixel, place, tap] = 1
    blocks = np.einsum("ioyx,ahy,bwx->aboihw", kernel, taps, taps)
    return np.ascontiguousarray(blocks.reshape(-1, kernel.shape[0], places, places), np.float32)


def block_head_kernel(kernel: Array) -> Array:
    """Convert the kernel of the head, a one-channel convolution with dilation 2 and padding 3, to work on blocks.

    Parameters
    ----------
    kernel
        ``[out, 1, 4, 4]``.

    Returns
    -------
    ndarray
        ``[BLOCK * BLOCK * out, BLOCK * BLOCK, 3, 3]``, for padding 1 and blocks first.
    """
    taps = np.zeros((BLOCK, 3, BLOCK, _TAPS_HEAD), np.float32)
    for pixel in range(BLOCK):
        for tap in range(_TAPS_HEAD):
            block, seen = divmod(pixel + _DILATION * tap - 3, BLOCK)
            taps[pixel, block + 1, seen, tap] = 1
    blocks = np.einsum("oiyx,ahqy,bwrx->aboqrihw", kernel, taps, taps)
    return np.ascontiguousarray(blocks.reshape(-1, BLOCK * BLOCK, 3, 3), np.float32)
