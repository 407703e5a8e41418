"""Help reads well alone: grouped, with examples that work, in the person's language; and shells complete commands."""

from __future__ import annotations

import argparse
import json
import runpy
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import deepdub_engine
from deepdub_engine.base.resources import resource
from deepdub_engine.base.translation import Catalogue, load_catalogue
from deepdub_engine.cli import main
from deepdub_engine.cli.arguments import SHELLS, build_parser, join_negatives
from deepdub_engine.cli.commands import COMMANDS
from deepdub_engine.cli.examples import EXAMPLES

TOOL = Path(deepdub_engine.__file__).parent.parent / "packaging" / "translate.py"
CASES = [command for rows in EXAMPLES.values() for _, command in rows]


def parsers(parser: argparse.ArgumentParser | None = None) -> Iterator[argparse.ArgumentParser]:
    parser = parser or build_parser()
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from parsers(command)


@pytest.mark.parametrize("command", CASES)
def test_every_example_is_understood(command: str) -> None:
    words = shlex.split(command.split(">", maxsplit=1)[0])
    assert words[0] == "deepdub"
    options = build_parser().parse_args(join_negatives(words[1:]))
    assert options.command in COMMANDS


@pytest.mark.parametrize("parser", list(parsers()), ids=lambda parser: parser.prog)
def test_every_help_has_examples_and_fits_a_terminal_of_100_columns(parser: argparse.ArgumentParser) -> None:
    text = parser.format_help()
    assert "examples:\n" in text
    assert text.startswith(f"usage: {parser.prog}")
    too_long = [line for line in text.splitlines() if len(line) > 100 and not line.startswith("  deepdub ")]
    assert too_long == []


@pytest.mark.parametrize("parser", list(parsers()), ids=lambda parser: parser.prog)
def test_every_option_says_what_it_does_and_every_value_has_a_name_of_its_own(parser: argparse.ArgumentParser) -> None:
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    assert [action for action in shown if not action.help and action.dest not in ("command", "action")] == []
    assert [action for action in shown if action.metavar in ("N", "S", "R", "BY", "OUT", "NAME")] == []


def test_the_first_help_shows_every_command_in_a_group() -> None:
    text = build_parser().format_help()
    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []
    assert "positional arguments" not in text


def test_all_texts_of_help_can_be_translated() -> None:
    known = runpy.run_path(str(TOOL))["collect"]()
    texts = [action.help for one in parsers() for action in one._actions if action.help != argparse.SUPPRESS]
    titles = [group.title for one in parsers() for group in one._action_groups if group._group_actions]
    titles = [title for title in titles if title not in ("positional arguments", "options")]
    assert [text for text in [*texts, *titles] if text and text not in known] == []


def test_help_is_written_in_the_language_of_the_catalogue() -> None:
    texts = {"usage": "사용법", "video or audio file": "영상 또는 음성 파일", "files": "파일"}
    parser = build_parser(Catalogue("ko", texts))
    command = next(one for one in parsers(parser) if one.prog == "deepdub info")
    lines = command.format_help().splitlines()
    assert lines[0].startswith("사용법: deepdub info")
    assert "파일:" in lines
    assert any(line.split() == ["MEDIA", "영상", "또는", "음성", "파일"] for line in lines)


def test_errors_follow_the_language_of_the_person_and_json_stays_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert main(["info", str(tmp_path / "none.mkv"), "--json"]) == 1
    said = capsys.readouterr()
    assert "파일이 없습니다" in said.err
    assert "There is no file" in json.loads(said.out)["error"]


def test_progress_and_results_follow_the_language_of_the_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    media, subtitles = resource("sample", "sample.mkv"), resource("sample", "sample_3s_off.srt")
    assert main(["align", str(media), str(subtitles), "-o", str(tmp_path / "right.srt")]) == 0
    assert "말소리에 맞게" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["run", "film.mkv"], "these arguments are missing: SUBS, -o/--output"),
        (["info", "film.mkv", "--foo"], "these arguments are unknown: --foo"),
        (["fly"], "argument COMMAND: 'fly' is none of"),
        (["info"], "these arguments are missing: MEDIA"),
        (["extract", "film.mkv", "--track", "two", "-o", "x"], "argument --track: 'two' is not a number"),
        (["extract", "film.mkv", "-o"], "argument -o/--output: it needs a value"),
        (["segments", "a", "b", "-o", "c", "--clip", "1"], "argument --clip: it needs 2 values"),
        (
            ["segments", "a", "b", "-o", "c", "--clip", "1", "2", "--slice", "1", "2"],
            "argument --slice: it cannot be used together with --clip",
        ),
        (["remix", "dir", "--fit-speed", "0.1", "1"], "argument --fit-speed: “0.1” is not between 0.5 and 2.0"),
    ],
)
def test_wrong_arguments_are_one_sentence(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("deepdub")
    assert reason in last
    assert load_catalogue("ko").language == "ko"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completion_script_is_valid(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    assert "deepdub" in script.read_text("utf-8")
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n", str(script)], stdout=-1, stderr=-2, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["deepdub", "se"], ["segments", "sentences", "separate"]),
        (["deepdub", "models", "f"], ["fetch"]),
        (["deepdub", "info", "film"], ["film.mkv"]),
        (["deepdub", "shift", "--en"], ["--encoding"]),
        (["deepdub", "completion", "z"], ["zsh"]),
    ],
)
def test_bash_completes_commands_options_and_files(
    words: list[str], offered: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", "bash"]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "film.mkv").touch()
    line = f"""
        source ./script
        COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}
        _shtab_deepdub deepdub {shlex.quote(words[-1])} {shlex.quote(words[-2])} 2> /dev/null
        printf '%s\\n' "${{COMPREPLY[@]}}" | sort"""
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, stdout=-1, text=True, check=True)
    assert done.stdout.split() == offered
