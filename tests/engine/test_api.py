"""The public names of the engine: the quick start works as written, everything is explained, and nothing is slower."""

from __future__ import annotations

import doctest
import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine import api

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def test_the_quick_start_gives_the_tables_of_the_notebook(tmp_path: Path) -> None:
    result = doctest.testmod(
        api, extraglobs={"output": tmp_path / "out"}, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert result.attempted >= 10
    assert result.failed == 0


def test_all_public_names_are_there_sorted_and_explained() -> None:
    assert list(api.__all__) == sorted(api.__all__)
    things = [(name, getattr(api, name)) for name in api.__all__]
    silent = [
        name for name, thing in things if inspect.isclass(thing) or inspect.isfunction(thing) if not thing.__doc__
    ]
    assert silent == []


def test_the_program_does_not_load_the_module_of_public_names() -> None:
    code = "import sys, deepdub_engine.cli; sys.exit('deepdub_engine.api' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(importlib.util.find_spec("pdoc") is None, reason="pdoc is not installed")
def test_pages_of_the_docstrings_are_made_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PACKAGING / "api_pages.py"), str(tmp_path)], stdout=-1, stderr=-2, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    page = (tmp_path / "deepdub_engine" / "api.html").read_text("utf-8")
    assert [name for name in api.__all__ if f'id="{name}"' not in page and name != "__version__"] == []
