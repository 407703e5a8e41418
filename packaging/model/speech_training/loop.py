"""The training loop: batches, steps, weight averaging, validation, checkpoints and a log."""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from speech_training.loss import separation_loss
from speech_training.mixing import draw_mixture
from speech_training.network import NetworkShape, SpeechNetwork, sounds, spectra
from speech_training.recordings import RATE_HZ, Library
from speech_training.validation import validate


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Hyperparameters of a run; equal settings on one machine give equal weights.

    Parameters
    ----------
    steps
        Number of training steps.
    falling
        Fraction of the steps, at the end, over which the learning rate decays linearly to zero.
    batch, seconds
        Items per batch, and the length of each.
    rate
        Peak learning rate.
    seed
        Seed of the initial weights and of every mixture.
    average
        Decay of the exponential moving average of the weights.
    """

    steps: int = 5400
    falling: float = 0.35
    batch: int = 5
    seconds: float = 4.0
    rate: float = 1.5e-3
    seed: int = 1
    average: float = 0.998

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step: warm-up, plateau, linear decay."""
        rise = min(1.0, (step + 1) / 100)
        left = (self.steps - step) / (self.steps * self.falling)
        return self.rate * rise * min(1.0, max(left, 0.0))


class Run:
    """A training run in a folder, which can be interrupted and resumed."""

    def __init__(
        self, folder: Path, library: Library, validation: Library, settings: TrainingSettings, shape: NetworkShape
    ) -> None:
        self.folder, self.library, self.validation, self.settings = folder, library, validation, settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(settings.seed)
        self.network = SpeechNetwork(shape).to(self.device)
        self.averaged = copy.deepcopy(self.network)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), settings.rate, betas=(0.9, 0.98))
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def checkpoint(self) -> Path:
        """Return the path of the checkpoint from which the run resumes."""
        return self.folder / "checkpoint.pt"

    def take_up(self) -> bool:
        """Resume from the folder's checkpoint; return whether there was one."""
        if not self.checkpoint.exists():
            return False
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        return True

    def save(self) -> None:
        """Write the checkpoint atomically."""
        state: dict[str, Any] = {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "shape": self.network.shape.to_dict(),
            "settings": asdict(self.settings),
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def log(self, **values: Any) -> None:
        """Append a line to the run's log and print it."""
        line = json.dumps(values)
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)

    def train(self, validate_every: int = 500, report_every: int = 50) -> None:
        """Train up to the last step, validating and reporting at the given intervals."""
        begun, first, losses = time.monotonic(), self.step, []
        for speech, bed in self._batches():
            losses.append(self._learn(speech.to(self.device), bed.to(self.device)))
            self.step += 1
            if self.step % report_every == 0:
                hours = self.step * self.settings.batch * self.settings.seconds / 3600
                minutes = (time.monotonic() - begun) / 60
                loss = round(float(np.mean(losses[-200:])), 3)
                self.log(step=self.step, minutes=round(minutes, 1), hours=round(hours, 2), loss=loss, since=first)
                self.save()
            if self.step % validate_every == 0 or self.step == self.settings.steps:
                self.log(step=self.step, **validate(self.averaged, self.validation, self.device))
        self.save()

    def _learn(self, speech: Tensor, bed: Tensor) -> float:
        shape = self.network.shape
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.rate_at(self.step)
        truth, mixture = spectra(speech, shape), spectra(speech + bed, shape)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            got = self.network(mixture)
        samples = speech.shape[-1]
        error = sounds(got - truth, samples, shape)
        whole = sounds(mixture, samples, shape)
        loss = separation_loss(got, truth, mixture, error, sounds(truth, samples, shape), whole)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        kept = min(self.settings.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for average, now in zip(self.averaged.parameters(), self.network.parameters(), strict=True):
                average.lerp_(now, 1 - kept)
        return float(loss.detach())

    def _batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Draw the mixtures of a step; they depend only on the seed and the step."""
        length = int(self.settings.seconds * RATE_HZ)
        items = [
            draw_mixture(self.library, length, np.random.default_rng([self.settings.seed, step, item]))
            for item in range(self.settings.batch)
        ]
        speech, bed = (np.stack(stems).transpose(0, 2, 1) for stems in zip(*items, strict=True))
        return torch.from_numpy(np.ascontiguousarray(speech)), torch.from_numpy(np.ascontiguousarray(bed))

    def _batches(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield batches and prefetch the next ones."""
        ahead = max(1, min(8, (os.cpu_count() or 1) - 1)) if self.device.type == "cuda" else 1
        with ThreadPoolExecutor(ahead) as pool:
            coming: list[Future[tuple[Tensor, Tensor]]] = []
            for step in range(self.step, self.settings.steps):
                while len(coming) < 2 * ahead and step + len(coming) < self.settings.steps:
                    coming.append(pool.submit(self._batch, step + len(coming)))
                yield coming.pop(0).result()
