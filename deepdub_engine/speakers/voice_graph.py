"""The voice network as an OpenVINO graph, built directly from arrays.

CAM++: Wang, Zheng, Chen, Cheng and Chen, "CAM++: a fast and efficient network for speaker verification using
context-aware masking", Interspeech 2023. A small residual network over time and mel bands, then densely connected
layers over time, each masked by what its two seconds and the whole stretch are like, then mean and deviation.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.speakers.filterbank import BANDS
from deepdub_engine.speakers.layers import Arrays, Layers

EMBEDDING = 192
_BLOCKS = ((12, 1), (24, 2), (16, 2))  # layers and dilation
_CONTEXT = 100  # times after the first layer, of two hops each
_EPSILON = 1e-5
_KERNEL = 3
_SQUARE = 4  # dimensions of what a convolution over time and bands sees


def surroundings(frames: int) -> npt.NDArray[np.float32]:
    """Return what the second input of the graph is for stretches of some frames, float32 ``[times, times]``.

    Column by column, how much each time counts in the surroundings of another: the mean of the whole stretch plus the
    mean of its two seconds.
    """
    times = (frames + 1) // 2
    block = np.arange(times) // _CONTEXT
    together = block[:, None] == block
    return np.asarray(together / together.sum(axis=0) + 1 / times, np.float32)


def voice_graph(openvino: ModuleType, weights: Arrays) -> Any:
    """Return the graph, from mel levels ``[1, frames, 80]`` and `surroundings` to embeddings ``[1, 192]``.

    Parameters
    ----------
    openvino
        The module.
    weights
        The published arrays, by their published names.

    Raises
    ------
    KeyError, ValueError
        If the arrays are not those of this network.
    """
    layers = _Layers(weights)
    ops = layers.ops
    given = ops.parameter([1, -1, BANDS], np.float32, name="levels")
    around = ops.parameter([-1, -1], np.float32, name="surroundings")
    node = layers.picture(ops.unsqueeze(ops.transpose(given, layers.whole([0, 2, 1])), layers.whole([1])))
    node = layers.norm_relu(layers.over_time(node, "xvector.tdnn.linear", stride=2), "xvector.tdnn.nonlinear.batchnorm")
    for number, (count, dilation) in enumerate(_BLOCKS, 1):
        for layer in range(1, count + 1):
            added = layers.dense(node, around, f"xvector.block{number}.tdnnd{layer}", dilation)
            node = ops.concat([node, added], 1)
        name = f"xvector.transit{number}"
        node = layers.over_time(layers.norm_relu(node, f"{name}.nonlinear.batchnorm"), f"{name}.linear")
    node = layers.norm_relu(node, "xvector.out_nonlinear.batchnorm")
    return openvino.Model([layers.embedding(node)], [given, around], "voice")


class _Layers(Layers):
    """A factory of the layers of this network."""

    def norm(self, node: Any, name: str, dimensions: int = 3) -> Any:
        """Return a layer of batch normalisation, as scale and shift of each channel."""
        mean, variance = self._weights[f"{name}.running_mean"], self._weights[f"{name}.running_var"]
        scale = self._weights.get(f"{name}.weight", np.ones_like(mean)) / np.sqrt(variance + _EPSILON)
        shift = self._weights.get(f"{name}.bias", np.zeros_like(mean)) - mean * scale
        shape = (1, -1, *(1,) * (dimensions - 2))
        scaled = self.ops.multiply(node, self.constant(scale.reshape(shape)))
        return self.ops.add(scaled, self.constant(shift.reshape(shape)))

    def norm_relu(self, node: Any, name: str, dimensions: int = 3) -> Any:
        return self.ops.relu(self.norm(node, name, dimensions))

    def over_time(self, node: Any, name: str, *, stride: int = 1, dilation: int = 1) -> Any:
        """Return a convolution over time that keeps the length, with its bias if it has one."""
        kernel = self._weights[f"{name}.weight"]
        pad = [dilation * (kernel.shape[-1] - 1) // 2]
        found = self.ops.convolution(node, self.constant(kernel), [stride], pad, pad, [dilation])
        bias = self._weights.get(f"{name}.bias")
        return found if bias is None else self.ops.add(found, self.constant(bias.reshape(1, -1, 1)))

    def over_picture(self, node: Any, name: str, norm: str, stride: int = 1) -> Any:
        """Return a normalised convolution over bands and time, ``[batch, channels, bands, frames]``."""
        kernel = self._weights[f"{name}.weight"]
        pad = [kernel.shape[-1] // 2] * 2
        found = self.ops.convolution(node, self.constant(kernel), [stride, 1], pad, pad, [1, 1])
        return self.norm(found, norm, _SQUARE)

    def picture(self, node: Any) -> Any:
        """Return the residual network over bands and time, its bands and channels joined."""
        node = self.ops.relu(self.over_picture(node, "head.conv1", "head.bn1"))
        for name, stride in (("layer1.0", 2), ("layer1.1", 1), ("layer2.0", 2), ("layer2.1", 1)):
            node = self._residual(node, f"head.{name}", stride)
        node = self.ops.relu(self.over_picture(node, "head.conv2", "head.bn2", 2))
        channels = self._weights["head.conv2.weight"].shape[0] * (BANDS // 8)
        return self.ops.reshape(node, self.whole([0, channels, -1]), special_zero=True)

    def _residual(self, node: Any, name: str, stride: int) -> Any:
        inner = self.ops.relu(self.over_picture(node, f"{name}.conv1", f"{name}.bn1", stride))
        inner = self.over_picture(inner, f"{name}.conv2", f"{name}.bn2")
        if stride > 1:
            node = self.over_picture(node, f"{name}.shortcut.0", f"{name}.shortcut.1", stride)
        return self.ops.relu(self.ops.add(inner, node))

    def dense(self, node: Any, around: Any, name: str, dilation: int) -> Any:
        """Return a densely connected layer with its context-aware mask."""
        ops = self.ops
        node = self.over_time(self.norm_relu(node, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
        node = self.norm_relu(node, f"{name}.nonlinear2.batchnorm")
        local = self.over_time(node, f"{name}.cam_layer.linear_local", dilation=dilation)
        context = ops.matmul(node, around, transpose_a=False, transpose_b=False)
        hidden = ops.relu(self.over_time(context, f"{name}.cam_layer.linear1"))
        return ops.multiply(local, ops.sigmoid(self.over_time(hidden, f"{name}.cam_layer.linear2")))

    def embedding(self, node: Any) -> Any:
        """Return the embedding, from mean and deviation over time."""
        ops = self.ops
        mean = ops.reduce_mean(node, self.whole([2]), keep_dims=True)
        apart = ops.subtract(node, mean)
        total = ops.reduce_sum(ops.multiply(apart, apart), self.whole([2]), keep_dims=True)
        times = ops.convert(ops.gather(ops.shape_of(node), self.whole([2]), self.whole([0])), "f32")
        deviation = ops.sqrt(ops.divide(total, ops.subtract(times, self.constant(np.array([1.0])))))
        node = self.over_time(ops.concat([mean, deviation], 1), "xvector.dense.linear")
        return ops.squeeze(self.norm(node, "xvector.dense.nonlinear.batchnorm"), self.whole([2]))
