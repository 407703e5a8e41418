"""Tell voices apart with Resemblyzer, for `speakers.py --peer`; runs by itself, in a Python that has it.

Reads a JSON object from the standard input: `vocals` (a file of float32), `channels`, `rate_hz`, `spans` (start and
stop of each sentence in samples) and `count` (of speakers). Writes one as the last line, with the speaker of each
sentence. `found`: agglomerative clustering (Ward), cut where the count is right most often on the episodes of
`speakers.py` themselves, which favours it. `untuned`: spectral clustering, up to 20 speakers, with published options
of "Turn-to-Diarize" (Xia and others, ICASSP 2022), which groups turns as we do. `given`: as `found`, into `count`.
Needs resemblyzer, spectralcluster and scikit-learn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from librosa import resample
from resemblyzer import VoiceEncoder, normalize_volume, preprocess_wav
from sklearn.cluster import AgglomerativeClustering
from spectralcluster import LaplacianType, SpectralClusterer
from spectralcluster.configs import turntodiarize_auto_tune, turntodiarize_refinement_options

Real = npt.NDArray[np.float32]
_RATE_HZ = 16_000  # which the encoder hears
_LEVEL_DB = -30  # to which it raises what is softer
_MOST = 20
_CUT = 1.1  # between unit vectors


def main() -> int:
    """Answer one request."""
    request = json.load(sys.stdin)
    directions = directions_of(request)
    answer = {
        "found": AgglomerativeClustering(n_clusters=None, distance_threshold=_CUT).fit_predict(directions),
        "untuned": spectral().predict(directions),
        "given": AgglomerativeClustering(n_clusters=request["count"]).fit_predict(directions),
    }
    print(json.dumps({name: [int(speaker) for speaker in speakers] for name, speakers in answer.items()}))
    return 0


def spectral() -> Any:
    """Return the spectral clustering of turns."""
    return SpectralClusterer(
        min_clusters=2,
        max_clusters=_MOST,
        refinement_options=turntodiarize_refinement_options,
        autotune=turntodiarize_auto_tune,
        laplacian_type=LaplacianType.GraphCut,
        row_wise_renorm=True,
        custom_dist="cosine",
    )


def directions_of(request: Mapping[str, Any]) -> Real:
    """Return the direction of each sentence, ``[sentences, 256]``, as the package's own examples compute it."""
    encoder = VoiceEncoder("cpu", verbose=False)
    sound = np.fromfile(request["vocals"], "<f4").reshape(-1, request["channels"]).mean(axis=1)
    found = []
    for start, stop in request["spans"]:
        said = preprocess_wav(sound[start:stop], source_sr=request["rate_hz"])
        if len(said) < _RATE_HZ // 10:  # it takes nearly all for silence
            said = resample(sound[start:stop], orig_sr=request["rate_hz"], target_sr=_RATE_HZ)
            said = normalize_volume(said, _LEVEL_DB, increase_only=True)
        found.append(encoder.embed_utterance(said))
    return np.array(found, np.float32)


if __name__ == "__main__":
    sys.exit(main())
