"""Links keep leading to their files, private data is private, nothing empty stays, devices are refused."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.speech.activity_cache import ActivityCache
from deepdub_engine.audio.media.peak_cache import PeakCache
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.crash_report import crash_report, keep_crash_report
from deepdub_engine.base.errors import (
    DiskFull,
    FileUnreadable,
    InstallationBroken,
    MemoryShort,
    OutputNotWritable,
    from_os_error,
    typed,
)
from deepdub_engine.base.progress import finish
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.resources import resource
from deepdub_engine.cli import main
from deepdub_engine.project import Document, History, Journal, Journals, Project
from deepdub_engine.separation.stem_cache import StemCache, key_for
from tests.helpers.clips import half_stems, noise_clip

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions and links")


@posix
def test_a_link_keeps_leading_to_the_file_that_is_saved(tmp_path: Path) -> None:
    (tmp_path / "nas").mkdir()
    (tmp_path / "nas/ep1.srt").write_text("old")
    (tmp_path / "nas/ep1.srt").chmod(0o640)
    (tmp_path / "ep1.srt").symlink_to(tmp_path / "nas/ep1.srt")
    with replacing(tmp_path / "ep1.srt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "ep1.srt").is_symlink()
    assert (tmp_path / "nas/ep1.srt").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "nas/ep1.srt").stat().st_mode) == 0o640


@posix
def test_a_pipe_is_neither_replaced_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.srt")
    with pytest.raises(OutputNotWritable, match="pipe"), replacing(tmp_path / "pipe.srt"):
        pass
    with pytest.raises(FileUnreadable, match="pipe"):
        open_regular(tmp_path / "pipe.srt")
    assert (tmp_path / "pipe.srt").is_fifo()


def test_a_full_disk_leaves_no_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), replacing(tmp_path / "a/b/c.srt"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not list(tmp_path.iterdir())


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_private_data_is_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    former = os.umask(mask)
    try:
        (tmp_path / "clip").mkdir()
        clip = noise_clip(tmp_path / "clip", 0.5)
        stems, peaks = half_stems(clip, tmp_path / "clip"), finish(build_peaks(clip))
        root = tmp_path / "private"
        PeakCache(root / "peaks").store(b"k" * 16, peaks)
        assert isinstance(finish(ActivityCache(root / "activity").activity(clip)), SpeechActivity)
        assert StemCache(root / "stems").store(key_for(clip, "s", "w", exact=False), stems, (peaks, peaks))
        place = Journals(root / "journals").new()
        journal = Journal(place.journal)
        journal.begin(Project(), None, History(Document()))
        journal.close()
        place.release()
        keep_crash_report(ValueError("secret"), root / "log")
    finally:
        os.umask(former)
    found = [path for path in root.rglob("*") if path.parent != root or path.is_dir()]
    assert len(found) > 8
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_errors_of_the_system_and_of_libraries_become_sentences() -> None:
    def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
        error.__cause__ = cause
        return error

    mapped = raised(ImportError("numpy cannot be imported"), ImportError("x.so: failed to map segment from object"))
    assert isinstance(typed(mapped), MemoryShort)
    assert isinstance(typed(MemoryError()), MemoryShort)
    assert isinstance(typed(OSError(errno.ENOMEM, "Cannot allocate memory")), MemoryShort)
    assert isinstance(typed(ModuleNotFoundError("no av", name="av")), InstallationBroken)
    assert typed(ValueError("mistake")) is None
    long = typed(OSError(errno.ENAMETOOLONG, "File name too long", "n" * 300))
    assert "file name too long" in str(long)
    assert isinstance(from_os_error(OSError(errno.ENOSPC, "x"), Path("a"), writing=True), DiskFull)


@pytest.mark.parametrize(
    "arguments",
    [
        ["shift", "{subs}", "--by", "1", "-o", "{name}.srt"],
        ["shift", "{name}.srt", "--by", "1", "-o", "{dir}/a.srt"],
        ["sentences", "{subs}", "-o", "{name}.csv"],
        ["align", "{subs}", "--reference", "{subs}", "-o", "{name}.srt"],
        ["extract", "{film}", "-o", "{name}.srt"],
        ["run", "{film}", "{subs}", "-o", "{name}"],
        ["separate", "{film}", "-o", "{name}/a"],
        ["segments", "{film}", "{subs}", "-o", "{name}"],
        ["lines", "{name}"],
        ["remix", "{name}"],
        ["models", "import", "{name}"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_an_overlong_name_is_one_sentence_in_every_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    film, subs = (resource("sample", name) for name in ("sample.mkv", "sample.srt"))
    filled = [part.format(film=film, subs=subs, dir=tmp_path, name=tmp_path / ("n" * 300)) for part in arguments]
    assert main([*filled, "--quiet"]) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("deepdub")]
    assert len(lines) == 1
    assert "internal error" not in lines[0].lower()
    assert not list(tmp_path.iterdir())


@posix
@pytest.mark.parametrize("command", [["shift", "--by", "1"], ["sentences"], ["align", "--reference", "{subs}"]])
@pytest.mark.parametrize("is_there", [True, False])
def test_every_command_writes_through_a_link(command: list[str], is_there: bool, tmp_path: Path) -> None:
    subs = resource("sample", "sample.srt")
    (tmp_path / "nas").mkdir()
    target, link = tmp_path / "nas" / "there.srt", tmp_path / "here.srt"
    link.symlink_to(target)
    if is_there:
        target.write_text("old")
    name, *rest = [part.format(subs=subs) for part in command]
    assert main([name, str(subs), *rest, "-o", str(link), "--force", "--quiet"]) == 0
    assert link.is_symlink()
    assert len(target.read_text("utf-8")) > 100
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["here.srt", "nas", "there.srt"]


def test_an_overlong_name_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["info", str(tmp_path / ("n" * 5000 + ".srt"))]) == 1
    text = capsys.readouterr().err
    assert "name too long" in text
    assert "internal error" not in text.lower()


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited as on Linux")
@pytest.mark.parametrize(
    ("limit_mb", "command"),
    [(120, "info"), (120, "separate"), (300, "separate"), (400, "align"), (500, "align"), (1000, "run")],
)
def test_under_a_tight_memory_limit_there_is_a_sentence(tmp_path: Path, limit_mb: int, command: str) -> None:
    script = (
        f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, ({limit_mb} << 20, {limit_mb} << 20));"
        " runpy.run_module('deepdub_engine', run_name='__main__')"
    )
    files = [str(resource("sample", name)) for name in ("sample.mkv", "sample.srt")]
    arguments = {"info": files[:1], "separate": [*files[:1], "-o"], "align": [*files, "-o"], "run": [*files, "-o"]}
    output = [] if command == "info" else [str(tmp_path / "out")]
    whole = [sys.executable, "-c", script, command, *arguments[command], *output]
    # It must not hang: OpenBLAS waits for ever for memory that it does not get.
    done = subprocess.run(whole, capture_output=True, text=True, check=False, timeout=90)
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr.lower()
    if done.returncode:
        assert "There is not enough memory" in done.stderr
        assert not (tmp_path / "out").exists()
    assert done.returncode or command == "align"


def test_a_crash_report_has_versions_and_places_and_no_content(tmp_path: Path) -> None:
    def fails() -> None:
        try:
            {}["the secret film.mkv"]
        except KeyError as error:
            raise ValueError("“a secret line” is bad") from error

    with pytest.raises(ValueError, match="secret") as caught:
        fails()
    report = crash_report(caught.value)
    paths = {keep_crash_report(caught.value, tmp_path) for _ in range(2)}
    assert "secret" not in report
    assert str(Path.home()) not in report
    assert "KeyError" in report
    assert "test_files_of_the_person.py" in report
    assert "Python 3." in report
    assert all(path is not None and path.read_text(encoding="utf-8") == report for path in paths)
    assert keep_crash_report(ValueError(), tmp_path / "missing" / ("n" * 300)) is None
