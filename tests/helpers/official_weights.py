"""The published weights that `packaging/bootstrap.py test` fetches for the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

OFFICIAL = Path(__file__).resolve().parents[2] / ".weights"


def official_weights(folder: str) -> Path:
    """Return the model folder (``MODEL_PATH``) with published weights; skip the test where they were not fetched.

    Parameters
    ----------
    folder
        The weights that the test needs: ``2stems``, ``deepfilternet3`` or ``campplus``.
    """
    if not (OFFICIAL / folder / "deepdub.json").is_file():
        pytest.skip(f"the published weights are not in “{OFFICIAL / folder}”: bootstrap.py test fetches them")
    return OFFICIAL
