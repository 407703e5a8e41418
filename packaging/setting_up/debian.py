"""Finds missing system packages on Debian-based systems; installs them as root, otherwise lists them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

# The libraries that PySide6 and its X11 plug-in link to, PortAudio with its plug-in for PulseAudio and PipeWire, and a
# font with all characters that the window shows.
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
# A virtual display and a sound server for the tests, and the reference for decoding.
TESTS = [*WINDOW, "xvfb", "pulseaudio", "pulseaudio-utils", "ffmpeg"]


def missing(wanted: Sequence[str], listing: str) -> list[str]:
    """Return the packages that are not installed, in order.

    Parameters
    ----------
    wanted
        Package names.
    listing
        Lines of name and state, from `installed`. Names may end in ``t64``, as in Debian 13 and later.
    """
    there = {line.split()[0] for line in listing.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in there and name + "t64" not in there]


def installed(wanted: Sequence[str]) -> str | None:
    """Return the name and state of packages, one per line; None on a system without dpkg."""
    if not shutil.which("dpkg-query"):
        return None
    names = [name + end for name in wanted for end in ("", "t64")]
    # dpkg-query reports unknown names on stderr only; those packages are not installed.
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names]
    return subprocess.run(query, stdout=-1, stderr=-3, text=True, check=False).stdout


def provide(wanted: Sequence[str]) -> list[str]:
    """Install missing packages as root, otherwise print the command; return those that are still missing."""
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
            f"These system packages could not be installed: {' '.join(left)}. Continuing without them.",
            file=sys.stderr,
            flush=True,
        )
    return left
