"""The command line with closed, full, broken or ASCII-only output, and when it is interrupted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.base.resources import resource
from deepdub_engine.cli.interruption import DeferredInterrupt

SAMPLE = resource("sample", "sample.mkv")
TRUE_SUBS = resource("sample", "sample.srt")

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell and signals")


def shell(line: str, folder: Path, *arguments: object, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command line in which “deepdub” is the program and $1, $2 … are the arguments."""
    script = f'deepdub() {{ "{sys.executable}" -m deepdub_engine "$@"; }}\n{line}'
    command = ["bash", "-c", script, "bash", *map(str, arguments)]
    paths = {"PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)}
    return subprocess.run(
        command, cwd=folder, env=os.environ | paths | environ, capture_output=True, text=True, timeout=120, check=False
    )


@posix
def test_closed_streams_change_nothing_but_what_is_said(tmp_path: Path) -> None:
    line = 'deepdub segments "$1" "$2" -o out <&- >&- 2>&-'
    result = shell(line, tmp_path, SAMPLE, TRUE_SUBS)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "out" / "segments.csv").exists()


@posix
def test_a_closed_stderr_leaves_the_json_of_an_error(tmp_path: Path) -> None:
    result = shell("deepdub info missing.wav --json 2>&-", tmp_path)
    assert (result.returncode, json.loads(result.stdout)["exit_code"]) == (1, 1)
    assert "missing.wav" in json.loads(result.stdout)["error"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_result_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    result = shell('deepdub info "$1" > /dev/full', tmp_path, SAMPLE)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "deepdub: The result cannot be written to standard output (No space left on device)."
    ]


@posix
@pytest.mark.parametrize("command", ['info "$1"', 'info "$1" --json', "info missing.wav --json"])
def test_a_broken_pipe_prints_no_traceback(command: str, tmp_path: Path) -> None:
    result = shell(f"deepdub {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path, SAMPLE)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "Errno" not in result.stderr


@posix
def test_text_beyond_the_encoding_of_the_terminal_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nÄh, 日本。\n", encoding="utf-8")
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    table = shell("deepdub sentences a.srt", tmp_path, **ascii_only)
    assert (table.returncode, "\\xc4h, \\u65e5" in table.stdout) == (0, True)
    values = shell("deepdub sentences a.srt --json", tmp_path, **ascii_only)
    assert json.loads(values.stdout)["sentences"][0]["sentence"] == "Äh, 日本。"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_an_undecodable_file_name_gives_valid_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff.mkv")
    (tmp_path / name).symlink_to(SAMPLE)
    result = shell('deepdub info "$1" --json', tmp_path, name)
    assert json.loads(result.stdout)["path"] == name


@posix
@pytest.mark.parametrize("arguments", ["info --json", "run a b --json", "--json", "info a --json --unheard-of"])
def test_wrong_arguments_are_json_too_when_asked(arguments: str, tmp_path: Path) -> None:
    result = shell(f"deepdub {arguments}", tmp_path)
    assert result.returncode == 2
    assert json.loads(result.stdout)["exit_code"] == 2
    assert result.stderr.startswith("usage: deepdub")


@posix
def test_closing_the_terminal_removes_what_was_half_done(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deepdub_engine", "run", SAMPLE, TRUE_SUBS, "-o", tmp_path / "out"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        begun = next(line for line in process.stderr if line.startswith("Separating"))
        process.send_signal(signal.SIGHUP)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, begun + errors
    assert list(tmp_path.iterdir()) == []


@posix
def test_ignored_signals_stay_ignored() -> None:
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with DeferredInterrupt() as interruption:
            os.kill(os.getpid(), signal.SIGHUP)
            interruption.check()
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, former)


@posix
def test_an_interrupt_waits_for_the_end_of_a_step_and_a_second_one_does_not() -> None:
    steps: list[str] = []
    with DeferredInterrupt() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        steps.append("the step goes on")
        with pytest.raises(KeyboardInterrupt):
            interruption.check()
        os.kill(os.getpid(), signal.SIGINT)
        steps.append("cleaning up is not interrupted")
        interruption.check()
    with DeferredInterrupt():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert steps == ["the step goes on", "cleaning up is not interrupted"]
