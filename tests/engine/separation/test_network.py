"""The network, its weights and the checkpoint reader."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crc32c import crc32c
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import DeepdubError, WeightsDamaged, WeightsMissing
from deepdub_engine.separation.models.registry import find_model
from deepdub_engine.separation.network import Heads, UNetSpec, Units
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC, SPLEETER_SPECS
from deepdub_engine.separation.network.weights import Weights, fold_norm, layer_shapes, one_net, read_spleeter
from tests.helpers.spleeter_checkpoint import random_tensors, write_bundle, write_checkpoint
from tests.helpers.tiny_models import TINY_UNET, random_weights

Array = npt.NDArray[np.float64]


def convolve(x: Array, kernel: Array, stride: int, before: int, after: int, dilation: int = 1) -> Array:
    """Cross-correlate ``[in, t, f]`` with ``[out, in, h, w]``."""
    padded = np.pad(x, ((0, 0), (before, after), (before, after)))
    reach = dilation * (kernel.shape[2] - 1) + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, (reach, reach), (1, 2))
    return np.einsum("itfhw,oihw->otf", windows[:, ::stride, ::stride, ::dilation, ::dilation], kernel, optimize=True)


def spread(x: Array, kernel: Array) -> Array:
    """Transposed convolution with stride 2 and kernel ``[in, out, h, w]``."""
    _, rows, columns = x.shape
    full = np.zeros((kernel.shape[1], 2 * rows + 3, 2 * columns + 3))
    for h in range(5):
        for w in range(5):
            full[:, h : h + 2 * rows : 2, w : w + 2 * columns : 2] += np.einsum("itf,io->otf", x, kernel[:, :, h, w])
    return full[:, 1:-2, 1:-2]


def elu(x: Array) -> Array:
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def plain_mask(x: Array, net: Weights) -> Array:
    return 1 / (1 + np.exp(-plain_output(x, net)))


def plain_output(x: Array, net: Weights, units: Units = Units.RECTIFIERS) -> Array:
    """The network of `spleeter.md` in plain NumPy."""
    leaky = elu if units is Units.ELUS else lambda y: np.where(y > 0, y, 0.2 * y)
    plain = elu if units is Units.ELUS else lambda y: np.maximum(0, y)
    w: dict[str, Any] = {name: array.astype(np.float64) for name, array in net.items()}

    def biased(layer: str, y: Array) -> Array:
        return y + w[f"{layer}.bias"][:, None, None]

    def norm(layer: str, y: Array) -> Array:
        return y * w[f"{layer}.scale"][:, None, None] + w[f"{layer}.shift"][:, None, None]

    skips = []
    for step in range(6):
        skips.append(biased(f"conv{step}", convolve(x, w[f"conv{step}.kernel"], 2, 1, 2)))
        if step < 5:
            x = leaky(norm(f"conv{step}", skips[-1]))
    x = skips[5]
    for step in range(6):
        x = norm(f"up{step}", plain(biased(f"up{step}", spread(x, w[f"up{step}.kernel"]))))
        if step < 5:
            x = np.concatenate([skips[4 - step], x])
    return biased("head", convolve(x, w["head.kernel"], 1, 3, 3, 2))


def magnitudes(spec: UNetSpec) -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(5)
    return (rng.gamma(0.7, 3, (2, spec.frames, spec.bins))).astype(np.float32)


def vocals_mask(network: Network, magnitude: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the network's vocals mask for magnitudes."""
    above = network.spec.frame // 2 + 1 - network.spec.bins
    return network.start(np.pad(magnitude, ((0, 0), (0, 0), (0, above))).astype(np.complex64)).outputs()[0][0]


def test_the_graph_is_the_network_it_claims_to_be_with_two_nets() -> None:
    spec = UNetSpec(128, 64, (2, 3, 4, 4, 3, 2), 2)
    weights, seen = random_weights(spec), magnitudes(spec)
    power = [(plain_mask(seen.astype(np.float64), one_net(weights, net)) * seen) ** 2 for net in (0, 1)]
    wanted = (power[0] + 0.5e-10) / (power[0] + power[1] + 1e-10)
    assert wanted.std() > 0.05
    np.testing.assert_allclose(vocals_mask(Network(spec, weights), seen), wanted, atol=5e-5)


@pytest.mark.parametrize("heads", list(Heads))
def test_the_graph_is_the_network_it_claims_to_be_with_elus(heads: Heads) -> None:
    tiny = UNetSpec(128, 64, (2, 3, 4, 4, 3, 2), 3)
    spec = dataclasses.replace(tiny, units=Units.ELUS, heads=heads)
    weights, seen = random_weights(spec), magnitudes(spec)
    outputs = [plain_output(seen.astype(np.float64), one_net(weights, net), Units.ELUS) for net in range(3)]
    highest = np.max(outputs, axis=0)
    exponents = [np.exp(output - highest) for output in outputs]
    shares = [exponent / sum(exponents) for exponent in exponents]
    sigmoids = [1 / (1 + np.exp(-output)) for output in outputs]
    power = [(mask * seen) ** 2 for mask in (shares if heads is Heads.SOFTMAX else sigmoids)]
    wanted = (power[0] + 1e-10 / 3) / (sum(power) + 1e-10)
    assert wanted.std() > 0.05
    np.testing.assert_allclose(vocals_mask(Network(spec, weights), seen), wanted, atol=5e-5)


def test_a_network_gives_the_same_again() -> None:
    network, seen = Network(TINY_UNET, random_weights(TINY_UNET)), magnitudes(TINY_UNET)
    first = vocals_mask(network, seen).copy()
    other = vocals_mask(network, seen[:, ::-1] * 3).copy()
    assert np.abs(first - other).max() > 0.01
    np.testing.assert_array_equal(vocals_mask(network, seen), first)


@pytest.mark.parametrize(
    "change",
    [
        *({"bins": bins} for bins in (100, 4096)),
        *({"frames": frames} for frames in (0, 100)),
        *({"nets": nets} for nets in (1, 10)),
        {"filters": (1, 2)},
        {"hop": 1000},
    ],
)
def test_an_impossible_network_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dataclasses.replace(TINY_UNET, **change)


@pytest.mark.parametrize("nets", SPLEETER_SPECS)
def test_a_network_survives_serialization(nets: int) -> None:
    spec = SPLEETER_SPECS[nets]
    assert UNetSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    assert spec.nets == nets


def run_python(code: str, home: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS", "TF_BUILD"}
    }
    environment |= {"HOME": str(home), "LOCALAPPDATA": str(home), "USERPROFILE": str(home)}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_importing_the_engine_does_not_load_the_network(tmp_path: Path) -> None:
    code = (
        "import sys, deepdub_engine.separation.models.registry, deepdub_engine.separation\n"
        "import deepdub_engine.separation.network.runtime\n"
        "deepdub_engine.separation.models.registry.known_models()\n"
        "print([name for name in ('openvino', 'tensorflow', 'scipy', 'soxr') if name in sys.modules])"
    )
    assert run_python(code, tmp_path).strip() == "[]"


def test_the_network_opens_no_connection_and_starts_no_process(tmp_path: Path) -> None:
    # OpenVINO's model converter would send telemetry on import, from a forked process.
    code = (
        "import sys, time\n"
        "events = []\n"
        "wanted = ('socket.', 'os.fork', 'os.posix_spawn', 'subprocess.')\n"
        "sys.addaudithook(lambda event, _: event.startswith(wanted) and events.append(event))\n"
        "from deepdub_engine.separation.models.registry import default_model, load_network\n"
        "load_network(default_model())\n"
        "time.sleep(0.3)\n"
        "print(events, [name for name in sys.modules if 'telemetry' in name])"
    )
    home = tmp_path / "home"
    home.mkdir()
    assert run_python(code, home).strip() == "[] []"
    assert list(home.iterdir()) == []


def bitwise_crc(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def test_checksums_are_those_of_the_standard() -> None:
    assert crc32c(b"123456789") == 0xE3069283
    assert crc32c(bytes(32)) == 0x8A9136AA  # RFC 3720, B.4
    assert crc32c(bytes(range(32))) == 0x46DD794E
    assert crc32c(b"") == 0


@settings(max_examples=20)
@given(st.binary(min_size=1, max_size=60), st.integers(0, 300))
def test_checksums_of_long_data_are_those_of_a_plain_loop(piece: bytes, repeats: int) -> None:
    data = piece * repeats + piece[::-1]
    assert crc32c(data) == bitwise_crc(data)


def test_checksums_of_very_long_data_follow_from_their_parts() -> None:
    data = np.random.default_rng(1).bytes(200_003)
    checksum = 0
    for start in range(0, len(data), 977):
        checksum = crc32c(data[start : start + 977], checksum)
    assert crc32c(data) == checksum


SMALL = {
    "conv2d/bias": np.arange(5, dtype=np.float32),
    "conv2d/kernel": np.arange(24, dtype=np.float32).reshape(2, 3, 4),
    "conv2d_1/bias": np.full(3, -0.5, np.float32),
    **{f"layer_{number:02}/gamma": np.full(2, number, np.float32) for number in range(20)},
}


def test_what_is_in_a_checkpoint_is_read(tmp_path: Path) -> None:
    write_bundle(tmp_path / "model", SMALL)
    bundle = TensorBundle.open(tmp_path, "test")
    for name, tensor in SMALL.items():
        np.testing.assert_array_equal(bundle.floats(name, tensor.shape), tensor)
    with pytest.raises(WeightsDamaged):
        bundle.floats("conv2d/bias", (6,))
    with pytest.raises(WeightsDamaged):
        bundle.floats("nothing", (5,))


@pytest.fixture(scope="module")
def small_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_bundle(folder / "model", SMALL)
    return folder


def read_small(folder: Path) -> dict[str, npt.NDArray[np.float32]]:
    bundle = TensorBundle.open(folder, "test")
    return {name: bundle.floats(name, tensor.shape) for name, tensor in SMALL.items()}


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_checkpoint_is_refused_and_never_misread(small_checkpoint: Path, data: st.DataObject) -> None:
    path = small_checkpoint / data.draw(st.sampled_from(["model.index", "model.data-00000-of-00001"]))
    whole = path.read_bytes()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 3))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged[: data.draw(st.sampled_from([len(whole), len(whole) - 1, len(whole) // 2, 47, 0]))])
    tensors = None
    try:
        with contextlib.suppress(WeightsDamaged):
            tensors = read_small(small_checkpoint)
    finally:
        path.write_bytes(whole)
    # Bytes that are not read, such as the padding of the index, may change.
    assert tensors is None or all(np.array_equal(tensors[name], tensor) for name, tensor in SMALL.items())


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_for_an_index_are_refused(small_checkpoint: Path, garbage: bytes) -> None:
    path = small_checkpoint / "model.index"
    whole = path.read_bytes()
    path.write_bytes(garbage + whole[-8:])
    try:
        with pytest.raises(WeightsDamaged):
            read_small(small_checkpoint)
    finally:
        path.write_bytes(whole)


def test_a_checkpoint_without_its_data_is_refused(tmp_path: Path) -> None:
    write_bundle(tmp_path / "model", SMALL)
    (tmp_path / "model.data-00000-of-00001").unlink()
    with pytest.raises(WeightsDamaged, match="missing"):
        read_small(tmp_path)


def test_a_folder_that_was_moved_is_still_a_checkpoint(tmp_path: Path) -> None:
    write_bundle(tmp_path / "model", SMALL)
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "/elsewhere/models/model"\n', encoding="utf-8")
    assert TensorBundle.open(tmp_path, "test").index == tmp_path / "model.index"
    (tmp_path / "checkpoint").unlink()
    with pytest.raises(WeightsMissing):
        TensorBundle.open(tmp_path, "test")


@pytest.fixture(scope="module")
def spleeter_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_checkpoint(tmp_path_factory.mktemp("spleeter") / "2stems")


def test_a_checkpoint_of_spleeter_becomes_two_nets(spleeter_folder: Path) -> None:
    weights, tensors = read_spleeter(spleeter_folder, "test"), random_tensors(1)
    assert set(weights) == {f"{net}.{name}" for net in (0, 1) for name in layer_shapes(SPLEETER_SPEC)}
    kernel: Any = tensors["conv2d_9/kernel"]
    np.testing.assert_array_equal(weights["1.conv2.kernel"], kernel.transpose(3, 2, 0, 1))
    parts: Any = [tensors[f"batch_normalization_18/{p}"] for p in ("gamma", "beta", "moving_mean", "moving_variance")]
    np.testing.assert_array_equal(weights["1.up0.scale"], fold_norm(*parts)[0])


@pytest.mark.parametrize("stems", [4, 5])
def test_a_checkpoint_of_more_stems_is_not_taken_for_another(tmp_path: Path, stems: int) -> None:
    names = [f"conv2d_{number}".removesuffix("_0") for number in range(7 * stems)]
    write_bundle(tmp_path / "model", {f"{name}/kernel": np.zeros(1, np.float32) for name in names})
    assert find_model(str(tmp_path)).spec == SPLEETER_SPECS[stems]
    with pytest.raises(WeightsDamaged, match="another network"):
        read_spleeter(tmp_path, "test")


def test_one_wrong_bit_in_eighty_megabytes_is_noticed(spleeter_folder: Path) -> None:
    path = spleeter_folder / "model.data-00000-of-00001"
    with path.open("r+b") as file:
        file.seek(40_000_001)
        byte = file.read(1)[0]
        file.seek(40_000_001)
        file.write(bytes([byte ^ 4]))
    with pytest.raises(DeepdubError, match="checksum"):
        read_spleeter(spleeter_folder, "test")
