"""Segments are computed twice now and then, and a wrong result is found, corrected and logged."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.base.errors import SeparationUnstable
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.network.check_schedule import CheckSchedule
from deepdub_engine.separation.network.graph_io import Spectrum
from deepdub_engine.separation.network.runtime import Network, PendingInference
from deepdub_engine.separation.network.spec import NetworkSpec
from tests.helpers.tiny_models import TINY, TINY_UNET, random_model, random_weights

RATE_HZ = 44_100
SEGMENTS = 5


class FaultyNetwork(Network):
    """A network that adds to the outputs of some inferences, counted from 0 in the order they start."""

    def __init__(self, spec: NetworkSpec, faults: set[int]) -> None:
        super().__init__(spec, random_weights(spec), threads=2)
        self.faults, self.started, self.compilations = faults, 0, 1

    def renew(self) -> None:
        super().renew()
        self.compilations += 1

    def start(self, spectrum: Spectrum) -> PendingInference:
        return self._counted(super().start(spectrum))

    def repeat(self, pending: PendingInference) -> PendingInference:
        return self._counted(super().repeat(pending))

    def _counted(self, pending: PendingInference) -> PendingInference:
        number = self.started
        self.started += 1
        if number in self.faults:
            for output in pending.outputs():
                np.add(output, 0.25 + number, out=output)  # different each time
        return pending


class FaultyStream(FaultyNetwork):
    """A network whose second stream is always wrong, until it is compiled again."""

    def _counted(self, pending: PendingInference) -> PendingInference:
        if pending.stream == 1 and self.compilations == 1:
            self.faults = {self.started}
        return super()._counted(pending)


def clip_of(folder: Path, spec: NetworkSpec) -> PcmClip:
    samples = SEGMENTS * spec.frames * spec.hop - spec.frame
    sound = np.random.default_rng(3).standard_normal((samples, 2)).astype(np.float32) * np.float32(0.1)
    path = folder / "clip.pcm"
    with PcmWriter(path, 2) as writer:
        writer.write(sound)
    return PcmClip(path, RATE_HZ, 2, samples, Depth.FLOAT)


def vocals_of(folder: Path, network: Network) -> Samples:
    clip = clip_of(folder, network.spec)
    stems = finish(separate(clip, random_model(folder), folder / "stems", load=lambda _: network))
    return stems.vocals.read(0, clip.samples)


@pytest.fixture(params=[TINY, TINY_UNET], ids=["bands", "unet"])
def spec(request: pytest.FixtureRequest) -> NetworkSpec:
    found: NetworkSpec = request.param
    return found


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_a_right_network_computes_one_segment_twice(
    tmp_path: Path, spec: NetworkSpec, caplog: pytest.LogCaptureFixture
) -> None:
    network = FaultyNetwork(spec, set())
    vocals_of(tmp_path, network)
    assert (network.started, network.compilations) == (SEGMENTS + 1, 1)
    assert not warnings_in(caplog)


@pytest.mark.parametrize("fault", [0, 1])
def test_a_wrong_result_is_corrected_and_logged(
    tmp_path: Path, spec: NetworkSpec, fault: int, caplog: pytest.LogCaptureFixture
) -> None:
    right = vocals_of(tmp_path, FaultyNetwork(spec, set()))
    network = FaultyNetwork(spec, {fault})
    np.testing.assert_array_equal(vocals_of(tmp_path, network), right)
    assert network.compilations == 2
    assert ["computed again: results differed by" in line for line in warnings_in(caplog)] == [True]


def test_the_segments_of_a_wrong_stream_are_all_corrected(
    tmp_path: Path, spec: NetworkSpec, caplog: pytest.LogCaptureFixture
) -> None:
    right = vocals_of(tmp_path, FaultyNetwork(spec, set()))
    np.testing.assert_array_equal(vocals_of(tmp_path, FaultyStream(spec, set())), right)
    assert warnings_in(caplog)


def test_a_fault_that_stays_is_an_error_and_leaves_no_stems(tmp_path: Path, spec: NetworkSpec) -> None:
    network = FaultyNetwork(spec, set(range(1000)))
    with pytest.raises(SeparationUnstable, match="5 different results"):
        vocals_of(tmp_path, network)
    assert not list((tmp_path / "stems").iterdir())


@given(st.integers(1, 2000))
def test_checks_cost_less_than_three_percent_beyond_the_first(segments: int) -> None:
    schedule = CheckSchedule()
    checked = [number for number in range(segments) if schedule.takes_next()]
    assert checked[0] == 0
    assert len(checked) == 1 or len(checked) < 0.03 * segments
    assert len(checked) >= segments // 68
