"""What can be checked of the bundle and the packages without building them."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging" / "bundle")]

import check_platforms  # noqa: E402
import imports  # noqa: E402
import launch  # noqa: E402
import trimming  # noqa: E402

from deepdub_engine import __version__  # noqa: E402
from deepdub_engine.batch import running  # noqa: E402
from deepdub_engine.cli.commands import COMMANDS  # noqa: E402
from deepdub_engine.player import process_backend  # noqa: E402
from deepdub_engine.project import SUFFIX  # noqa: E402
from deepdub_engine.separation import child  # noqa: E402
from deepdub_engine.speakers import child as voices  # noqa: E402
from deepdub_engine.subtitles.spelling import process as spelling  # noqa: E402

DESKTOP = ROOT / "packaging" / "desktop"
METADATA = DESKTOP / "org.deepdub.deepdub.metainfo.xml"


def test_the_bundle_knows_every_child_process_of_the_engine() -> None:
    expected = {
        child.WORKER_FLAG: child._MODULE,
        voices.WORKER_FLAG: voices._MODULE,
        process_backend.PLAYER_FLAG: process_backend._MODULE,
        spelling.SPELLING_FLAG: spelling._MODULE,
        running.WORKER_FLAG: running.WORKER_MODULE,
    }
    assert expected == launch.WORKERS
    assert [name for name in expected.values() if not callable(importlib.import_module(name).main)] == []


@pytest.mark.parametrize("program", ["deepdub", "deepdub-gui"])
@pytest.mark.parametrize("flag", launch.WORKERS)
def test_a_flag_starts_a_child_process_from_either_program(
    flag: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module(launch.WORKERS[flag]), "main", lambda: 42)
    assert launch.main([flag], program) == 42


def test_the_name_of_the_program_chooses_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["deepdub", "--version"])
    with pytest.raises(SystemExit) as ended:
        launch.main(["--version"], "deepdub")
    assert (ended.value.code, capsys.readouterr().out) == (0, f"deepdub {__version__}\n")


@pytest.mark.parametrize(("before", "after"), [("/opt/mine", "/opt/mine"), (None, None)])
def test_other_programs_get_the_library_path_of_the_person(
    before: str | None, after: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/deepdub/_internal")
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "0")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    launch.tidy_environment()
    assert os.environ.get("LD_LIBRARY_PATH") == after
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("openvino/libs/libopenvino_intel_cpu_plugin.so", True),
        ("openvino/libs/libopenvino.so.2641", True),
        ("openvino/libs/libopenvino_intel_gpu_plugin.so", False),
        ("openvino/libs/libopenvino_onnx_frontend.so.2641", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("PySide6/Qt/translations/qtbase_ko.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("libasound.so.2", False),
        ("libmvec.so.1", False),
        ("numpy-1.24.3.dist-info/METADATA", True),
        ("numpy-1.24.3.dist-info/RECORD", False),
        ("deepdub_engine/resources/sample/sample.mkv", True),
    ],
)
def test_the_bundle_keeps_what_the_program_needs(path: str, kept: bool) -> None:
    assert trimming.is_kept(path) is kept
    assert (trimming.trimmed([(path.replace("/", "\\"), path, "BINARY")]) != []) is kept


def test_every_package_that_is_imported_stays_in_the_bundle() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {line.split(";")[0].strip("<>=.0123456789 ").lower().replace("-", "_") for line in wanted}
    assert names & {name.lower() for name in trimming.MODULES} == set()


def test_nothing_that_deepdub_imports_anywhere_is_left_out_of_the_bundle() -> None:
    names = {name.replace(":", ".") + "." for name in imports.needed_in_a_bundle()}
    assert {"deepdub_engine.separation.worker.", "scipy.fft.", "pandas."} <= names
    assert [name for name in names for left_out in trimming.MODULES if name.startswith(f"{left_out}.")] == []


def test_imports_inside_functions_are_found_and_those_for_types_are_not() -> None:
    source = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from only.for_types import One
def late():
    try:
        import far.away
    except ImportError:
        from elsewhere import thing
"""
    assert list(imports.imported(source)) == ["typing:TYPE_CHECKING", "far.away", "elsewhere:thing"]


def test_a_module_that_the_bundle_lacks_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    there = ["json", "os:path", "collections:abc", "xml:dom"]
    assert launch.main([launch.CHECK, *there], "deepdub") == 0
    assert launch.main([launch.CHECK, *there, "no_such_module", "json:no_such_name"], "deepdub") == 1
    lines = capsys.readouterr().out.split("\n")
    assert [line.partition(": ")[0] for line in lines if line] == ["no_such_module", "json:no_such_name"]


def test_fourier_transforms_need_nothing_else_of_scipy() -> None:
    code = (
        "import sys, launch; launch.leave_special_functions_out(); import scipy.fft;"
        "print(scipy.fft.irfft(scipy.fft.rfft([1.0, 2.0]))[1], *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "packaging" / "bundle", stdout=-1, text=True, check=True
    )
    value, *loaded = done.stdout.split()
    assert value == "2.0"
    left_out = [name for name in trimming.MODULES if name.startswith("scipy.") and name != "scipy.special"]
    assert set(left_out) & set(loaded) == set()


def test_no_hook_of_the_packer_loads_qt_at_each_start_on_linux() -> None:
    assert ("pyi_rth_pyside6" in trimming.UNUSED_HOOKS) is (sys.platform == "linux")
    assert "pyi_rth_multiprocessing" in trimming.UNUSED_HOOKS
    sources = [path.read_text("utf-8") for path in imports.modules().values()]
    assert [text for text in sources if "import multiprocessing" in text or "from multiprocessing" in text] == []


def test_docstrings_stay_where_a_package_needs_them() -> None:
    table = [("numpy.core", "a.py", "PYMODULE-1"), ("deepdub_engine", "b.py", "PYMODULE-1")]
    assert [row[2] for row in trimming.without_docstrings(table)] == ["PYMODULE-1", "PYMODULE-2"]


def test_the_desktop_knows_projects_by_their_suffix_and_the_program_by_its_name() -> None:
    entry = dict(
        line.split("=", 1) for line in (DESKTOP / "deepdub.desktop").read_text("utf-8").splitlines() if "=" in line
    )
    spaces = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(DESKTOP / "deepdub.xml").find("m:mime-type", spaces)
    assert kind is not None
    assert kind.find("m:glob", spaces).get("pattern") == f"*{SUFFIX}"  # type: ignore[union-attr]
    assert entry["MimeType"] == f"{kind.get('type')};"
    assert entry["Exec"].split()[0] == launch.WINDOW
    metadata = ET.parse(METADATA)
    assert metadata.findtext("launchable") == "deepdub.desktop"
    assert metadata.findtext("provides/mediatype") == kind.get("type")
    assert __version__ in [one.get("version") for one in metadata.iter("release")]


@pytest.mark.parametrize(
    "command",
    [
        ["appstreamcli", "validate", "--no-net", str(METADATA)],
        ["desktop-file-validate", str(DESKTOP / "deepdub.desktop")],
    ],
    ids=lambda command: command[0],
)
def test_the_files_for_the_desktop_are_valid(command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, stdout=-1, stderr=-2, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_package_in_a_version_that_is_not_pinned_is_found() -> None:
    constraints = "numpy==1.24.3; python_version < '3.12'\nnumpy==2.5.5  # newer\nJinja2==3.1.6\n"
    assert check_platforms.unpinned("numpy==2.5.5\njinja2==3.1.6\n", constraints) == []
    assert check_platforms.unpinned("numpy==2.4.0\nmarkupsafe==1.0\n", constraints) == [
        "markupsafe==1.0",
        "numpy==2.4.0",
    ]


def test_every_system_and_version_of_python_is_resolved() -> None:
    found = {(target.system, target.python) for target in check_platforms.targets()}
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    versions = [row.rsplit(" ", 1)[1] for row in classifiers if row.startswith("Programming Language :: Python :: 3.")]
    assert {(system, version) for system in check_platforms.SYSTEMS for version in versions} <= found
    extras = {extra for target in check_platforms.targets() for extra in target.extras}
    assert extras == set(
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    )


def test_every_command_has_a_man_page_with_its_examples() -> None:
    pytest.importorskip("argparse_manpage", reason="argparse-manpage is not installed")
    pages = dict(importlib.import_module("man_pages").command_pages())
    assert set(pages) == {"deepdub", *(f"deepdub-{name}" for name in COMMANDS)}
    for name, page in pages.items():
        assert page.startswith(f'.TH {name.upper()} "1"'.replace("-", r"\-"))
        titles = {line.removeprefix(".SH ") for line in page.splitlines() if line.startswith(".SH ")}
        assert {"NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "SEE ALSO"} <= titles
    assert r"deepdub run film.mkv film.srt \-o film\-sentences" in pages["deepdub-run"]
    assert ".B 130\ninterrupted" in pages["deepdub-run"]
