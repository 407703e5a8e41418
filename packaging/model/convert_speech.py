#!/usr/bin/env python3
"""Convert a training checkpoint into the model files that Deepdub ships.

    convert_speech.py RUN/checkpoint.pt [--key averaged] [--frames 1024] [--out resources/models]

Reads a checkpoint written by train_speech.py; writes speech.npz and its entry in models.json, and keeps the other
entries. Needs torch, which the program itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from deepdub_engine.separation.network.band_spec import BandSpec  # noqa: E402
from deepdub_engine.separation.network.weights import Weights  # noqa: E402

LICENCE = "CC-BY-4.0"


def convert(state: dict[str, Any], spec: BandSpec) -> Weights:
    """Return the weights of a trained network under the names that the program uses."""
    arrays = {name: tensor.float().cpu().numpy() for name, tensor in state.items()}
    weights: Weights = {}

    def norm(name: str, trained: str) -> None:
        weights[f"{name}.scale"], weights[f"{name}.shift"] = arrays[f"{trained}.weight"], arrays[f"{trained}.bias"]

    def both_ways(name: str, parts: list[str]) -> None:
        weights[name] = np.stack([sum(arrays[part + way] for part in parts) for way in ("", "_reverse")])

    for group in range(len(spec.bands)):
        for part in ("split", "head", "last"):
            weights[f"{part}{group}.kernel"] = arrays[f"{part}.{group}"]
            weights[f"{part}{group}.bias"] = arrays[f"{part}_bias.{group}"]
    for block in range(spec.blocks):
        name, trained = f"time{block}", f"over_time.{block}"
        norm(name, f"{trained}.norm")
        both_ways(f"{name}.input", [f"{trained}.lstm.weight_ih_l0"])
        both_ways(f"{name}.state", [f"{trained}.lstm.weight_hh_l0"])
        both_ways(f"{name}.gates", [f"{trained}.lstm.bias_ih_l0", f"{trained}.lstm.bias_hh_l0"])
        weights[f"{name}.kernel"], weights[f"{name}.bias"] = (arrays[f"{trained}.out.{p}"] for p in ("weight", "bias"))
        name, trained = f"mix{block}", f"over_bands.{block}"
        norm(name, f"{trained}.norm")
        for part, layer in (("into", "into"), ("every", "mix")):
            weights[f"{name}.{part}"] = arrays[f"{trained}.{layer}.weight"]
            weights[f"{name}.{part}_bias"] = arrays[f"{trained}.{layer}.bias"]
        weights[f"{name}.kernel"], weights[f"{name}.bias"] = (arrays[f"{trained}.out.{p}"] for p in ("weight", "bias"))
    norm("norm", "norm")
    return weights


def packed(weights: Weights) -> bytes:
    """Return an NPZ file that stores arrays with several axes as float16 and vectors as float32."""
    stored = {
        k: v.astype(np.float16) if v.ndim > 1 and min(v.shape[-2:]) > 1 else v for k, v in sorted(weights.items())
    }
    file = io.BytesIO()
    np.savez(file, **stored)
    return file.getvalue()


def main() -> None:
    """Parse the arguments, convert and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--key", default="averaged", help="weights to convert: averaged (default) or network")
    parser.add_argument("--frames", type=int, default=1024, help="frames that the network processes at once")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "models")
    args = parser.parse_args()

    loaded = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    spec = BandSpec.from_dict(loaded["shape"] | {"frames": args.frames})
    weights = convert(loaded[args.key], spec)
    if {name: array.shape for name, array in weights.items()} != spec.array_shapes():
        raise SystemExit(f"{args.checkpoint} does not belong to this network")
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise SystemExit(f"{args.checkpoint} contains NaN or infinite values")

    data = packed(weights)
    listing = args.out / "models.json"
    shipped = json.loads(listing.read_text(encoding="utf-8"))["models"] if listing.exists() else []
    former = next((each for each in shipped if each["name"] == "speech"), {"spec": {}})
    entry = {
        "name": "speech",
        "title": "Speech",
        "licence": LICENCE,
        "file": "speech.npz",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "spec": spec.to_dict() | {"overlap": former["spec"].get("overlap", spec.overlap)},
    }
    models = [entry if each is former else each for each in shipped]
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "speech.npz").write_bytes(data)
    listing.write_text(
        json.dumps({"models": models if entry in models else [entry]}, indent=2) + "\n", encoding="utf-8"
    )
    print(f"{args.out / 'speech.npz'}: {len(data) / 1e6:.1f} MB, step {loaded['step']}")


if __name__ == "__main__":
    main()
