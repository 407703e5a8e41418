"""A short slice of the attacks on the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.pulse_server import missing
from tests.helpers.trust_attack import attack


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_a_window_says_when_nothing_can_be_heard_and_plays_again(tmp_path: Path) -> None:
    figures = attack(tmp_path, "--only", "sound", "--kills", "20")
    assert (figures["sound_kills"], figures["lost"], figures["sound_findings"]) == (2, 0, [])
