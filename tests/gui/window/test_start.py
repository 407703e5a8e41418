"""Startup: what the window waits for."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "library", ["pandas", "openvino", "urllib.request", "charset_normalizer", "chardet", "soundfile"]
)
def test_the_window_does_not_wait_for_what_only_a_later_job_needs(library: str) -> None:
    code = f"import sys, deepdub_gui.app; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
