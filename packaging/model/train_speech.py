#!/usr/bin/env python3
"""Train the `speech` separator on the recordings listed in a folder's manifests.

    train_speech.py FOLDER RUN [--steps 5400] [--seed 1] [--size small|large] [--threads 1]

Reads FOLDER/train*.csv (columns file, kind, speaker, source; kinds speech, music, fx, rir). Writes a checkpoint and
log.jsonl to RUN; run the same command again to resume an interrupted run. On a CPU, one thread is as fast as two.
Needs av, numpy, scipy, soundfile and soxr, which the program installs too, and torch, which it does not.
"""

from __future__ import annotations

import argparse
import platform
from dataclasses import asdict
from pathlib import Path

import torch
from speech_training.loop import Run, TrainingSettings
from speech_training.network import LARGE, SMALL
from speech_training.recordings import KINDS, load_libraries


def main() -> None:
    """Parse the arguments, load the recordings and train."""
    usual = TrainingSettings()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--batch", type=int, default=usual.batch)
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--size", choices=("small", "large"), default="small")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    settings = TrainingSettings(steps=args.steps, seed=args.seed, batch=args.batch, rate=args.rate)
    training, validation = load_libraries(args.folder)
    run = Run(args.run, training, validation, settings, SMALL if args.size == "small" else LARGE)
    taken_up = run.take_up()
    recordings = {kind: (len(training.by_kind[kind]), len(validation.by_kind[kind])) for kind in KINDS}
    size = sum(parameter.numel() for parameter in run.network.parameters())
    run.log(
        settings=asdict(settings),
        shape=run.network.shape.to_dict(),
        recordings=recordings,
        values=size,
        taken_up=run.step if taken_up else None,
        device=str(run.device),
        torch=torch.__version__,
        python=platform.python_version(),
    )
    run.train()


if __name__ == "__main__":
    main()
