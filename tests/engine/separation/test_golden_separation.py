"""Golden figures of separation with Spleeter's published weights, so that a change of sound cannot slip in.

SI-SDR (Le Roux et al., “SDR – half-baked or well done?”, ICASSP 2019) of the channel mean of both stems, for 12 s of
the sample's speech over its own music and effects at 0 dB. If a change of the sound is meant, measure again and say in
the change log what became better or worse.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import find_model
from tests.helpers.clips import write_clip_file
from tests.helpers.published_weights import WHY_NOT, published_weights
from tests.helpers.sample_stems import RATE_HZ, sample_stems

WEIGHTS = published_weights()
EXACT_WITHIN_DB, DEFAULT_WITHIN_DB = 0.05, 0.2
PART = slice(12 * RATE_HZ, 24 * RATE_HZ)

pytestmark = pytest.mark.skipif(WEIGHTS is None, reason=WHY_NOT)


def si_sdr_db(found: Samples, true: Samples) -> float:
    estimate, target = found.mean(axis=1, dtype=np.float64), true.mean(axis=1, dtype=np.float64)
    aimed = (estimate @ target) / (target @ target) * target
    return float(10 * np.log10((aimed @ aimed) / ((estimate - aimed) @ (estimate - aimed))))


def speech_and_background(kind: str) -> tuple[Samples, Samples]:
    """Return speech and one kind of background, equally loud."""
    true = sample_stems()
    speech = true.speech[PART]
    background = {"music": true.music, "effects": true.effects, "both": true.music + true.effects}[kind][PART]
    return speech, background * np.sqrt(np.square(speech).mean() / np.square(background).mean())


@pytest.mark.parametrize("exact", [False, True], ids=["default", "exact"])
@pytest.mark.parametrize(
    ("kind", "mixture_db", "vocals_db", "accompaniment_db", "accompaniment_exact_db"),
    [("music", 0.17, 12.41, 12.24, 12.23), ("effects", 2.55, 8.42, 5.33, 4.90), ("both", 0.37, 11.43, 11.06, 10.98)],
)
def test_stems_are_as_good_as_they_were(
    tmp_path: Path,
    kind: str,
    mixture_db: float,
    vocals_db: float,
    accompaniment_db: float,
    accompaniment_exact_db: float,
    exact: bool,
) -> None:
    speech, background = speech_and_background(kind)
    mixture = speech + background
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    stems = finish(separate(clip, find_model(str(WEIGHTS)), tmp_path, exact=exact))
    found = [stem.read(0, clip.samples) for stem in (stems.vocals, stems.accompaniment)]
    figures = [si_sdr_db(mixture, speech), si_sdr_db(found[0], speech), si_sdr_db(found[1], background)]
    wanted = [mixture_db, vocals_db, accompaniment_exact_db if exact else accompaniment_db]
    assert figures == pytest.approx(wanted, abs=EXACT_WITHIN_DB if exact else DEFAULT_WITHIN_DB)
