"""The log says what the program does, and nothing that the person wrote or named."""

import ast
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deepdub_engine
from deepdub_engine.base.errors import SubtitleInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.base.private_log import LOG_NAME, PrivateFormatter, Word, open_log

PACKAGES = Path(deepdub_engine.__file__).parent.parent
SECRET = "s3cr3t"


def record(name: str, text: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error is not None else None
    return logging.LogRecord(name, logging.INFO, f"/home/{SECRET}/here.py", 7, text, args, exc_info)


VALUES = st.one_of(
    st.text(max_size=5).map(lambda text: f"{text}{SECRET}{text}"),
    st.just(Path(f"/home/{SECRET}.srt")),
    st.just(ValueError(SECRET)),
    st.just(SubtitleInvalid(Path(f"{SECRET}.srt"), message("it says {what}", what=SECRET))),
    st.lists(st.just(SECRET)),
    st.dictionaries(st.just(SECRET), st.just(SECRET)),
    st.binary().map(lambda data: data + SECRET.encode()),
)


@given(st.sampled_from(["deepdub_gui.base.jobs", "deepdub_engine.subtitles", "av.something", "root"]), VALUES, VALUES)
def test_no_value_is_in_the_log_but_numbers_and_words_of_the_program(name: str, one: object, other: object) -> None:
    with pytest.raises(ValueError, match=SECRET) as caught:
        raise ValueError(SECRET) from SubtitleInvalid(Path(SECRET), SECRET)
    error = caught.value
    text = PrivateFormatter().format(record(name, "%s and %r, %d, %s", one, other, 7, Word("done"), error=error))
    assert SECRET not in text
    assert "ValueError" in text
    assert "SubtitleInvalid: “{path}”" in text or "SubtitleInvalid: “{name}”" in text
    assert "test_private_log.py:" in text
    if name.startswith("deepdub"):
        assert "and" in text
        assert "7, done" in text


def test_a_template_that_does_not_fit_its_values_is_written_as_it_is() -> None:
    assert "%d files" in PrivateFormatter().format(record("deepdub_gui", "%d files", SECRET))
    assert "100 %" in PrivateFormatter().format(record("deepdub_gui", "100 %"))


@pytest.fixture
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_log_turns_over_and_every_part_is_private(tmp_path: Path, careless_umask: None) -> None:
    folder = tmp_path / "state" / "log"
    handler = open_log(folder)
    line = record("deepdub_gui", "%s", Word("x" * 10_000))
    for _ in range(600):
        handler.handle(line)
    handler.close()
    parts = sorted(path.name for path in folder.iterdir())
    assert parts == [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in (1, 2, 3))]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 4_000_000


def test_where_no_log_can_be_written_the_program_still_starts(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(open_log(tmp_path / "file" / "log"), logging.StreamHandler)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for package in ("deepdub_engine", "deepdub_gui"):
        for path in (PACKAGES / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).lower().startswith("_log."):
                    yield f"{path.name}:{node.lineno}", node


def test_every_line_of_the_log_is_a_template_of_the_program() -> None:
    found = dict(calls())
    assert len(found) > 20
    assert [place for place, call in found.items() if not isinstance(call.args[0], ast.Constant)] == []
