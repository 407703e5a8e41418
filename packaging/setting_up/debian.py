"""System packages on Debian and its relatives: finds the missing ones, installs them when it may, else names them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

# What PySide6's libraries and X11 plug-in are linked with, PortAudio and its way to PulseAudio or PipeWire, and a font
# with every sign that the window shows.
WINDOW = [
    "libportaudio2",
    "libasound2-plugins",
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "fonts-dejavu-core",
]
# A screen and a sound device for the tests.
TESTS = [*WINDOW, "xvfb", "pulseaudio", "pulseaudio-utils"]


def missing(wanted: Sequence[str], listing: str) -> list[str]:
    """Return the packages that are not installed, in order.

    Parameters
    ----------
    wanted
        Names of packages.
    listing
        Lines of name and state, as `installed` reads them. Names may end in ``t64``, as since Debian 13.
    """
    there = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in there and name + "t64" not in there]


def installed(wanted: Sequence[str]) -> str | None:
    """Return name and state of packages, a line each; None on a system without Debian's packages."""
    if not shutil.which("dpkg-query"):
        return None
    names = [name + end for name in wanted for end in ("", "t64")]
    # Unknown names are complained about on stderr, and mean what they seem to: not installed.
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names]
    return subprocess.run(query, stdout=-1, stderr=-3, text=True, check=False).stdout


def provide(wanted: Sequence[str]) -> list[str]:
    """Install what is missing when root, else name it; return what is missing still."""
    listing = installed(wanted)
    absent = missing(wanted, listing) if listing is not None else []
    if not absent:
        return []
    command = "apt-get install --yes --no-install-recommends " + " ".join(absent)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"These system packages are missing; install them with: sudo {command}", file=sys.stderr, flush=True)
        return absent
    print(f"Installing system packages: {' '.join(absent)}", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in ("apt-get update", command):
        done = subprocess.run(step.split(), stdout=-1, stderr=-2, text=True, env=environ, check=False)
    left = missing(wanted, installed(wanted) or "")
    if left:
        print("\n".join(done.stdout.splitlines()[-5:]), file=sys.stderr)
        print(
            f"These system packages could not be installed: {' '.join(left)}. Going on without.",
            file=sys.stderr,
            flush=True,
        )
    return left
