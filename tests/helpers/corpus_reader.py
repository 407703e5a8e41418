"""Read one file of the corpus as the program would: ``python -m tests.helpers.corpus_reader KIND FOLDER FILE…``.

Prints a line for each file: its name, its seconds, and what is wrong; nothing is wrong with a `DeepdubError`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.stem_cache import StemCache, StemKey
from deepdub_engine.subtitles import load_subtitles, save_subtitles
from deepdub_engine.subtitles.embedded import extract_subtitles
from tests.helpers.clips import half_stems, noise_clip

_LARGEST_BYTES = 500_000_000


def read_media(path: Path, folder: Path) -> None:
    """Probe, decode, show and extract."""
    probe(path)
    with contextlib.suppress(DeepdubError):
        finish(extract_subtitles(path))
    with contextlib.suppress(DeepdubError), VideoReader(path) as reader:
        reader.picture_at(1000, 32, 32)
    finish(decode(path, folder))


def read_subtitles(path: Path, folder: Path) -> None:
    """Open and save unchanged: the same bytes."""
    file = load_subtitles(path)
    save_subtitles(file, file.cues, folder / path.name)
    assert (folder / path.name).read_bytes() == path.read_bytes(), "saving unchanged changes it"


def read_rest(path: Path, folder: Path) -> None:
    """Read a cache entry with this marker or these peaks, or a checkpoint with this index."""
    data = path.read_bytes()
    if path.name.endswith("bundle"):
        (folder / "checkpoint").write_text('model_checkpoint_path: "model"\n')
        (folder / "model.index").write_bytes(data)
        bundle = TensorBundle.open(folder, "x")
        for name in bundle.entries:
            with contextlib.suppress(DeepdubError):
                bundle.floats(name, (1,))
        return
    clip = noise_clip(folder, 1)
    stems = half_stems(clip, folder)
    key = StemKey("s", "w", False, clip.rate_hz, clip.channels, clip.samples, clip.depth.value)
    cache = StemCache(folder / "cache")
    assert cache.store(key, stems, (finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment))))
    entry = folder / "cache" / key.name
    if data.startswith(b"{"):
        (entry / "entry.json").write_bytes(data)
    else:
        (entry / "peaks.npz").write_bytes(data)
        marker = json.loads((entry / "entry.json").read_text())
        marker["sizes"]["peaks.npz"] = len(data)
        (entry / "entry.json").write_text(json.dumps(marker))
    found = cache.load(key, clip, folder / "again")
    if found is not None:
        assert np.isfinite(found[0].vocals.read(0, clip.samples)).all(), "it holds what is no sound"


READERS: Mapping[str, Callable[[Path, Path], None]] = {
    "media": read_media,
    "subs": read_subtitles,
    "rest": read_rest,
}


def main(kind: str, paths: list[Path]) -> None:
    """Read the files, and print a line for each."""
    for path in paths:
        folder = Path(tempfile.mkdtemp())
        began_s = time.perf_counter()
        wrong = ""
        try:
            READERS[kind](path, folder)
        except DeepdubError as error:
            wrong = "" if str(error) else "an error without a sentence"
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            wrong = f"{type(error).__name__}: {error}"
        took_s = time.perf_counter() - began_s
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        shutil.rmtree(folder)
        wrong = wrong or (f"it grew to {size} bytes" if size > _LARGEST_BYTES else "")
        print(f"{path.name}\t{took_s:.2f}\t{wrong}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], [Path(name) for name in sys.argv[2:]])
