"""What the program is built on and how: licences fit, and nothing runs what it reads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

import audit  # noqa: E402

BAD_CODE = {
    "eval(text)": "eval",
    "import pickle": "import of pickle",
    "from pickle import loads": "import of pickle",
    "import os\nos.system(name)": "os.system",
    "subprocess.run(name, shell=True)": "shell",
    "subprocess.run(name, shell=flag)": "shell",
    "np.load(path)": "np.load without allow_pickle=False",
    "np.load(path, allow_pickle=True)": "np.load without allow_pickle=False",
    "ssl._create_unverified_context()": "ssl._create_unverified_context",
}


def test_nothing_in_the_program_runs_what_it_reads() -> None:
    assert list(audit.dangers()) == []


@pytest.mark.parametrize("code", BAD_CODE)
def test_code_that_could_run_what_it_reads_is_found(code: str) -> None:
    assert [what for _, what in audit.dangers_in(code)] == [BAD_CODE[code]]


@pytest.mark.parametrize("code", ["dialog.exec()", "np.load(f, allow_pickle=False)", "run(name, shell=False)"])
def test_harmless_code_is_not_reported(code: str) -> None:
    assert list(audit.dangers_in(code)) == []


def test_the_licences_of_all_pinned_packages_fit_the_gpl() -> None:
    names = audit.pinned(audit.CONSTRAINTS.read_text(encoding="utf-8"))
    assert len(names) > 20
    assert sum(audit.licence_of(name) is not None for name in names) > 10
    assert list(audit.bad_licences(names)) == []


@pytest.mark.parametrize("licence", ["", "Proprietary", "SSPL-1.0", "Freeware"])
def test_a_licence_that_does_not_fit_is_named(licence: str) -> None:
    assert audit.problem_of(licence) is not None
