"""Audits what Deepdub is built on: known weaknesses, licences, and code that could run what it reads.

    python packaging/audit.py            licences and code; needs no network
    python packaging/audit.py --online   also asks pip-audit about the pinned versions

Run it with the interpreter of `.venv`, where the pinned packages are installed. It exits with 1 if it finds something.
"""

from __future__ import annotations

import argparse
import ast
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
CODE = (ROOT / "deepdub_engine", ROOT / "deepdub_gui")

# Licences that may be combined with the GPL, version 3; the last two with its version 3 only.
_COMPATIBLE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python|MPL|zlib|HPND|Unlicense|CC0|LGPL|Lesser|GPL|General Public|Public Domain"
    r"|Boost|BSL|0BSD|Zope|ZPL|CNRI|NumPy|Artistic)",
    re.IGNORECASE,
)
_INCOMPATIBLE = re.compile(r"\b(?:proprietary|commercial|SSPL|BUSL|non-?commercial|CC-BY-NC|EULA)\b", re.IGNORECASE)
# Packages that do not name their licence in their metadata, as read in their sources.
_READ = {
    "pysrt": "GPL-3.0",
    "spleeter": "MIT",
    "sentencepiece": "Apache-2.0",
}
_DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}
_DANGEROUS_NAMES = {
    ("os", "system"),
    ("os", "popen"),
    ("pickle", "load"),
    ("pickle", "loads"),
    ("marshal", "loads"),
    ("ssl", "_create_unverified_context"),
    ("yaml", "load"),
    ("torch", "load"),
}
_DANGEROUS_IMPORTS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
# Subclasses of Unpickler that look names up in their own table: values of the engine, for the pipe to our own child
# process, and arrays of PyTorch's files, whose digest is pinned besides.
_EXAMINED = {
    ("deepdub_engine/player/messages.py", "import of pickle"),
    ("deepdub_engine/speakers/torch_file.py", "import of pickle"),
}


def pinned(text: str) -> tuple[str, ...]:
    """Return the names of the packages in a file of constraints."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(dict.fromkeys(re.split(r"[=<>!~;\[ ]", line)[0] for line in lines if line))


def licence_of(name: str) -> str | None:
    """Return what an installed package says of its licence; None if it is not installed."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    said = [metadata.get("License-Expression") or "", (metadata.get("License") or "").split("\n")[0]]
    said += [row for row in metadata.get_all("Classifier") or () if row.startswith("License ::")]
    return "; ".join(filter(None, said)) or _READ.get(name.lower(), "")


def problem_of(licence: str) -> str | None:
    """Return what keeps a licence from being combined with the GPL, version 3; None if nothing does."""
    if not licence:
        return "it names no licence"
    if _INCOMPATIBLE.search(licence) and not re.search(r"GPL|OSI Approved|Apache|MIT|BSD", licence):
        return f"it cannot be combined with the GPL ({licence})"
    return None if _COMPATIBLE.search(licence) else f"its licence is unknown ({licence})"


def bad_licences(names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each installed package whose licence does not fit."""
    for name in names:
        licence = licence_of(name)
        problem = None if licence is None else problem_of(licence)
        if problem is not None:
            yield f"{name}: {problem}"


def dangers_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines in which code could run what it reads, and what it uses for that."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, f"import of {name}") for name in _imported(node) if name in _DANGEROUS_IMPORTS)
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, what) for what in _dangers_of(node))


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return [name.split(".")[0] for name in names]


def _dangers_of(call: ast.Call) -> Iterator[str]:
    called = call.func
    if isinstance(called, ast.Name) and called.id in _DANGEROUS_CALLS:
        yield called.id
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        pair = (called.value.id, called.attr)
        if pair in _DANGEROUS_NAMES:
            yield ".".join(pair)
        if pair == ("np", "load") and not _is_false(call, "allow_pickle"):
            yield "np.load without allow_pickle=False"
    if any(keyword.arg == "shell" and not _is_constant(keyword.value, value=False) for keyword in call.keywords):
        yield "shell"


def dangers(folders: Iterable[Path] = CODE) -> Iterator[str]:
    """Yield a line for each place in the program that could run what it reads."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for line, what in dangers_in(path.read_text(encoding="utf-8")):
                if (name, what) not in _EXAMINED:
                    yield f"{name}:{line}: {what}"


def weaknesses() -> Iterator[str]:
    """Yield what pip-audit knows of the pinned versions; it asks the package index, so this needs a network."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield from (done.stdout + done.stderr).splitlines()


def main() -> int:
    """Run the audit; return 1 if it finds something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--online", action="store_true", help="ask pip-audit, too")
    options = parser.parse_args()
    found = [*bad_licences(pinned(CONSTRAINTS.read_text(encoding="utf-8"))), *dangers()]
    found += weaknesses() if options.online else ()
    print("\n".join(found) or "nothing found")
    return int(bool(found))


def _is_false(call: ast.Call, name: str) -> bool:
    return any(keyword.arg == name and _is_constant(keyword.value, value=False) for keyword in call.keywords)


def _is_constant(node: ast.expr, *, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


if __name__ == "__main__":
    sys.exit(main())
