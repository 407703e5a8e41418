"""Starting the program."""

import os
import subprocess
import sys

import pytest


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deepdub_gui", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **environment}
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")
@pytest.mark.parametrize("display", ["", ":4242"])
def test_without_a_display_it_says_so_in_a_sentence(display: str) -> None:
    result = start(QT_QPA_PLATFORM="xcb", DISPLAY=display, WAYLAND_DISPLAY="")
    assert result.returncode == 1
    assert result.stderr.startswith("deepdub-gui: There is no display")
    assert result.stderr.count("\n") == 1


def test_wrong_arguments_end_with_2() -> None:
    assert start("--colour", QT_QPA_PLATFORM="offscreen").returncode == 2


def test_the_window_never_loads_tensorflow_or_the_network() -> None:
    script = (
        "import sys, deepdub_gui.app\n"
        "print([name for name in ('tensorflow', 'openvino', 'spleeter', 'torch') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert result.stdout.strip() == "[]"
