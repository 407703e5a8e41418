#!/usr/bin/env python3
"""Turn trained weights into the files that Deepdub ships.

    convert_speech.py CHECKPOINT.pt [--key ema] [--frames 512] [--out resources/models]

Writes speech.npz and its entry in models.json. The checkpoint holds the state of a network as the training recipe names
its parts, or several of them under keys. Needs torch, which the program itself does not.
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

from deepdub_engine.network import AboveBins, InputForm, NetworkSpec  # noqa: E402
from deepdub_engine.network.spec import STEPS  # noqa: E402
from deepdub_engine.network.weights import Weights, fold_norm, layer_shapes  # noqa: E402

BINS = 704  # 7.6 kHz: above it the recordings hold no speech
LICENCE = "CC-BY-4.0"


def convert(state: dict[str, Any]) -> Weights:
    """Rename the parts of a trained network and fold its batch norms."""
    arrays = {name: tensor.float().cpu().numpy() for name, tensor in state.items()}
    weights: Weights = {}

    def layer(name: str, trained: str, norm: str | None) -> None:
        weights[f"{name}.kernel"] = arrays[f"{trained}.weight"]
        weights[f"{name}.bias"] = arrays[f"{trained}.bias"]
        if norm is not None:
            parts = (arrays[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var"))
            weights[f"{name}.scale"], weights[f"{name}.shift"] = fold_norm(*parts)

    for step in range(STEPS):
        layer(f"conv{step}", f"conv.{step}", f"conv_norm.{step}" if step < STEPS - 1 else None)
        layer(f"up{step}", f"up.{step}", f"up_norm.{step}")
    layer("head", "head", None)
    return weights


def packed(weights: Weights) -> bytes:
    """Return an NPZ file with kernels in float16, the rest in float32."""
    stored = {f"0.{k}": v.astype(np.float16) if k.endswith(".kernel") else v for k, v in sorted(weights.items())}
    file = io.BytesIO()
    np.savez(file, **stored)
    return file.getvalue()


def main() -> None:
    """Read the arguments, convert, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--key", default="ema", help="which of several states (default: ema)")
    parser.add_argument("--frames", type=int, default=512, help="frames that the network sees at once")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "models")
    args = parser.parse_args()

    loaded = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    weights = convert(loaded.get(args.key, loaded))
    filters = tuple(weights[f"conv{step}.kernel"].shape[0] for step in range(STEPS))
    spec = NetworkSpec(BINS, args.frames, filters, InputForm.COMPRESSED, 1, AboveBins.MEAN)
    if {name: array.shape for name, array in weights.items()} != layer_shapes(spec):
        raise SystemExit(f"{args.checkpoint} is of another network")
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise SystemExit(f"{args.checkpoint} holds values that are not numbers")

    data = packed(weights)
    entry = {
        "name": "speech",
        "title": "Speech",
        "licence": LICENCE,
        "file": "speech.npz",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "spec": spec.to_dict(),
    }
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "speech.npz").write_bytes(data)
    (args.out / "models.json").write_text(json.dumps({"models": [entry]}, indent=2) + "\n", encoding="utf-8")
    print(f"{args.out / 'speech.npz'}: {len(data) / 1e6:.1f} MB, step {loaded.get('step', 'unknown')}")


if __name__ == "__main__":
    main()
