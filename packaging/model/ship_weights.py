#!/usr/bin/env python3
"""Put new weights of a shipped model into the program: ``ship_weights.py film PATH.npz``.

The file is copied to `resources/models`, and its size and SHA-256 go into `models.json`; everything else stays as it
is. Arrays must have the names and shapes of the model's network.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from deepdub_engine.separation.network import spec_from_dict  # noqa: E402
from deepdub_engine.separation.network.weights import array_shapes  # noqa: E402

FOLDER = ROOT / "resources" / "models"


def ship(name: str, data: bytes, folder: Path = FOLDER) -> Path:
    """Write an NPZ file as the weights of a model, and note its size and SHA-256.

    Raises
    ------
    SystemExit
        If there is no such model, or the arrays do not belong to its network.
    """
    listing = folder / "models.json"
    models = json.loads(listing.read_text(encoding="utf-8"))
    entry = next((each for each in models["models"] if each["name"] == name), None)
    if entry is None:
        raise SystemExit(f"there is no model “{name}” in {listing}")
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    if {key: array.shape for key, array in arrays.items()} != array_shapes(spec_from_dict(entry["spec"])):
        raise SystemExit(f"the weights do not belong to the network of “{name}”")
    if not all(np.isfinite(array).all() for array in arrays.values()):
        raise SystemExit("the weights contain NaN or infinite values")
    entry |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path: Path = folder / Path(entry["file"]).name
    path.write_bytes(data)
    listing.write_text(json.dumps(models, indent=2) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Parse the arguments and ship."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="name of the model: film or speech")
    parser.add_argument("weights", type=Path, help="NPZ file, float16 or float32")
    options = parser.parse_args()
    path = ship(options.name, options.weights.read_bytes())
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
