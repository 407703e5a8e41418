"""Installs the Debian package in a bare Debian, uses it there, and purges it.

    python packaging/bundle/check_install.py

makes a root with debootstrap (apt-get install debootstrap), installs the package there with ``apt install``, which
brings what it depends on, looks for the desktop entry and the man page, runs the program on the sample, purges the
package, and looks for what it left. Needs root, and the package index of Debian.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build import OUT

_SUITE = "bookworm"
_SAMPLE = "/usr/lib/deepdub/_internal/deepdub_engine/resources/sample"
_COMMANDS = (
    "deepdub --version",
    f"deepdub run {_SAMPLE}/sample.mkv {_SAMPLE}/sample_3s_off.srt --shift=-3s -o /tmp/out --quiet",
    "test -s /tmp/out/sentences.csv",
    f"mkdir /tmp/season; cp {_SAMPLE}/sample.mkv {_SAMPLE}/sample.srt /tmp/season",
    "deepdub batch /tmp/season -o /tmp/sentences --quiet",
    "QT_QPA_PLATFORM=offscreen deepdub-gui --version",
    "test -s /usr/share/applications/deepdub.desktop",
    "test -s /usr/share/man/man1/deepdub-run.1.gz -o -e /etc/dpkg/dpkg.cfg.d/docker",
)


def inside(root: Path, line: str) -> None:
    """Run a line of shell in the root."""
    print("#", line, flush=True)
    environ = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
    # In its own namespace, so that the mounts go with it.
    mounts = "".join(f'mount --rbind /{name} "$0/{name}"; ' for name in ("proc", "sys", "dev"))
    command = ["unshare", "--mount", "sh", "-ec", f'{mounts}exec chroot "$0" sh -ec "$1"', str(root), line]
    subprocess.run(command, env=environ, check=True)


def main() -> int:
    """Install, use and purge the package; return 1 if something is left."""
    package = max(OUT.glob("deepdub_*.deb"), default=None)
    if package is None or not shutil.which("debootstrap"):
        print(
            "It needs the package of debian_package.py, and debootstrap (apt-get install debootstrap).", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        made = ["debootstrap", "--variant=minbase", "--include=ca-certificates", _SUITE, str(root)]
        subprocess.run(made, stdout=-3, check=True)
        for name in ("etc/ssl/certs/ca-certificates.crt", "etc/resolv.conf", "etc/apt/apt.conf.d"):
            _bring(Path("/", name), root / name)
        shutil.copy(package, root / "tmp" / package.name)
        inside(
            root,
            f"apt-get -q update > /dev/null; apt-get install -qy /tmp/{package.name} > /tmp/log; tail -n 3 /tmp/log",
        )
        before = subprocess.run(["dpkg-deb", "--contents", str(package)], stdout=-1, text=True, check=True).stdout
        print(f"{len(before.splitlines())} files installed")
        for command in _COMMANDS:
            inside(root, command)
        inside(root, "apt-get purge -qy deepdub > /tmp/log; tail -n 1 /tmp/log")
        left = [
            str(path.relative_to(root))
            for place in ("usr", "etc", "var/lib")
            for path in (root / place).rglob("*deepdub*")
        ]
        left = [name for name in left if "/dpkg/" not in name and "/apt/" not in name]
    print(f"Left behind: {', '.join(left)}" if left else "Nothing is left behind.")
    return 1 if left else 0


def _bring(source: Path, target: Path) -> None:
    """Copy what the system needs to reach its package index, such as the address of a proxy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        target.unlink(missing_ok=True)
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
