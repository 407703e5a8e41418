"""Weights are read without PyTorch, and nothing in their file is run."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from deepdub_engine.base.errors import DeepdubError, FileMissing, WeightsDamaged
from deepdub_engine.speakers.torch_file import read_arrays
from tests.helpers.overlap_weights import random_overlap_weights, write_overlap_file
from tests.helpers.voice_weights import pickle_of, write_torch_file

_SHAPES = arrays.array_shapes(min_dims=1, max_dims=4, max_side=5)
_ARRAYS = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=12),
    arrays.arrays(np.float32, _SHAPES, elements=st.floats(-1e6, 1e6, width=32)),
    min_size=1,
    max_size=4,
)
_HERE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_HERE
@given(stored=_ARRAYS)
def test_all_arrays_come_back(tmp_path: Path, stored: dict[str, np.ndarray]) -> None:
    found = read_arrays(write_torch_file(tmp_path / "weights.pt", stored))
    assert found.keys() == stored.keys()
    assert all(np.array_equal(found[name], values) for name, values in stored.items())


def test_arrays_in_a_dictionary_of_others_come_back(tmp_path: Path) -> None:
    stored = random_overlap_weights()
    path = write_overlap_file(tmp_path / "weights.pt", stored)
    found = read_arrays(path, inside="state_dict")
    assert found.keys() == stored.keys()
    assert all(np.array_equal(found[name], values) for name, values in stored.items())
    for inside in ("", "other"):
        with pytest.raises(WeightsDamaged):
            read_arrays(path, inside=inside)


class Hostile:
    """Runs a command when it is unpickled."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self.command,)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_hostile_pickle_is_refused_before_it_does_anything(tmp_path: Path, protocol: int) -> None:
    mark = tmp_path / "mark"
    hostile = pickle.dumps({"a": Hostile(f"echo > '{mark}'")}, protocol)
    with pytest.raises(WeightsDamaged):
        read_arrays(write_torch_file(tmp_path / "weights.pt", {}, pickled=hostile))
    assert not mark.exists()


@pytest.mark.parametrize(
    "name",
    [b"builtins\neval", b"builtins\ngetattr", b"torch\nload", b"torch._utils\nos", b"collections\nabc"],
)
def test_no_name_but_those_of_arrays_is_looked_up(tmp_path: Path, name: bytes) -> None:
    with pytest.raises(WeightsDamaged):
        read_arrays(write_torch_file(tmp_path / "weights.pt", {}, pickled=b"\x80\x02c" + name + b"\n."))


@pytest.mark.parametrize("other", [b"I7\n.", b"N.", b"].", pickle.dumps({"a": 1}), pickle.dumps({1: 2}), b"", b"("])
def test_a_pickle_of_anything_else_is_refused(tmp_path: Path, other: bytes) -> None:
    with pytest.raises(WeightsDamaged):
        read_arrays(write_torch_file(tmp_path / "weights.pt", {}, pickled=other))


def test_a_storage_that_is_shorter_than_it_says_is_refused(tmp_path: Path) -> None:
    pickled = pickle_of({"a": np.zeros(8, np.float32)})
    with pytest.raises(WeightsDamaged):
        read_arrays(write_torch_file(tmp_path / "weights.pt", {"a": np.zeros(4)}, pickled=pickled))


def test_a_storage_is_never_looked_for_outside_of_its_folder(tmp_path: Path) -> None:
    pickled = pickle_of({"a": np.zeros(1, np.float32)}).replace(b"\x01\x00\x00\x000", b"\x04\x00\x00\x00../0")
    path = write_torch_file(tmp_path / "weights.pt", {}, pickled=pickled)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("archive/data/../0", b"\0\0\0\0")
    with pytest.raises(WeightsDamaged):
        read_arrays(path)


@_HERE
@given(data=st.data())
def test_damage_is_an_error_and_no_crash(tmp_path: Path, data: st.DataObject) -> None:
    whole = write_torch_file(tmp_path / "weights.pt", {"a": np.arange(6, dtype=np.float32)}).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = tmp_path / "damaged.pt"
    damaged.write_bytes(whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :])
    try:
        found = read_arrays(damaged)
    except DeepdubError:
        return
    assert all(isinstance(values, np.ndarray) for values in found.values())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_arrays(tmp_path / "none.pt")
