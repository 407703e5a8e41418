"""The commands that write, each with small inputs and an older result to replace."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from deepdub_engine.cli import model_commands
from deepdub_engine.pipeline import clip as clip_commands
from deepdub_engine.pipeline.publishing import undo_unfinished
from deepdub_engine.pipeline.rows import read_rows
from deepdub_engine.separation.models import atomic_install, checking
from tests.helpers.dub_clip import made_voice, make_dub_clip
from tests.helpers.media_files import TrackToMake, make_media, noise
from tests.helpers.package_index import FILES, good_wheel, part_offer, tar_of
from tests.helpers.subtitle_media import SubtitlesToMake, make_subtitled
from tests.helpers.tiny_models import random_model

RATE_HZ = 8000
_PART = "deepfilternet3"


@dataclass(frozen=True, slots=True)
class Command:
    """A command under attack.

    Parameters
    ----------
    name
        Its name in the report.
    older, newer
        The arguments that make the result to replace, and the new one, in a folder with the inputs.
    reads
        What the next reader of the result does first, such as undoing a half publication.
    changes
        The input that is also the result, if there is one.
    parts
        Whether each file of the result is a result of its own.
    """

    name: str
    older: tuple[str, ...]
    newer: tuple[str, ...]
    reads: Callable[[Path], object] | None = None
    changes: str = ""
    parts: bool = False


def _rows(folder: Path) -> object:
    return read_rows(folder / "out")


def _dub_rows(folder: Path) -> object:
    return read_rows(folder / "dub")


def _stems(folder: Path) -> None:
    undo_unfinished(folder / "out")


_OUT = ("-o", "out", "--force", "--quiet")
_FILE = ("-o", "out.srt", "--force", "--quiet")
_REMIX = ("remix", "dub", "--force", "--quiet")
_FILM = (*_REMIX, "--into", "film.mkv", "-o", "out.mov", "--bwf", "out.wav")
_SHEETS = ("lines", "dub", "--sheets", "out", "--quiet")
_BATCH = ("-o", "out", "--steps", "align", "--workers", "2", "--quiet")
_NOTHING = ("models", "list", "--quiet")
_SHORT = ("--clip", "0:00", "0:02", "--keep")
COMMANDS: tuple[Command, ...] = (
    Command("shift", ("shift", "subs.srt", "--by", "1s", *_FILE), ("shift", "subs.srt", "--by", "2s", *_FILE)),
    Command(
        "sentences",
        ("sentences", "subs.srt", "-o", "out.csv", "--force", "--quiet"),
        ("sentences", "other.srt", "-o", "out.csv", "--force", "--quiet"),
    ),
    Command(
        "align",
        ("align", "--reference", "other.srt", "subs.srt", *_FILE),
        ("align", "--reference", "third.srt", "subs.srt", *_FILE),
    ),
    Command(
        "convert",
        ("convert", "subs.srt", "out.vtt", "--force", "--quiet"),
        ("convert", "other.srt", "out.vtt", "--force", "--quiet"),
    ),
    Command("extract", ("extract", "film.mkv", *_FILE), ("extract", "film2.mkv", *_FILE)),
    Command("import", _NOTHING, ("models", "import", "part.tar.gz", "--name", _PART, "--force")),
    Command("fetch", _NOTHING, ("models", "fetch", _PART, "--source", "github", "--force")),
    Command(
        "segments", ("segments", "film.wav", "subs.srt", *_OUT), ("segments", "film.wav", "other.srt", *_OUT), _rows
    ),
    Command("run", ("run", "film.wav", "subs.srt", *_OUT), ("run", "film.wav", "other.srt", *_OUT, "--keep"), _rows),
    Command("separate", ("separate", "film.wav", *_OUT), ("separate", "film.wav", *_OUT, *_SHORT), _stems),
    Command("remix", _REMIX, (*_REMIX, "--level", "-23LUFS", "--me"), _dub_rows, changes="dub"),
    Command(
        "deliver",
        (*_FILM, "--title", "A"),
        (*_FILM, "--title", "B", "--timecode", "01:00:00:00"),
        _dub_rows,
        "dub",
        True,
    ),
    Command("keep", ("lines", "dub", "--keep", "1"), ("lines", "dub", "--keep", "2"), None, "dub", True),
    Command("sheets", _SHEETS, (*_SHEETS, "--fps", "24", "--timecode", "01:00:00:00"), parts=True),
    Command("batch", ("batch", "season", *_BATCH), ("batch", "season2", *_BATCH), parts=True),
)


def write_inputs(folder: Path) -> None:
    """Write what the commands read."""
    make_media(folder / "film.wav", [TrackToMake(noise(3 * RATE_HZ), rate_hz=RATE_HZ)])
    for name, first in (("subs.srt", 100), ("other.srt", 400), ("third.srt", 1600)):
        blocks = [
            f"{n}\n{_clock(first + 500 * n)} --> {_clock(first + 500 * n + 400)}\nLine {n} of {name}.\n\n"
            for n in range(1, 5)
        ]
        (folder / name).write_text("".join(blocks), encoding="utf-8")
    make_subtitled(folder / "film.mkv", [SubtitlesToMake()])
    make_subtitled(folder / "film2.mkv", [SubtitlesToMake()], start_ms=500)
    made = make_dub_clip(folder / "made", 3, 9, RATE_HZ)
    for number in range(2):
        made.speak(number, made_voice(5 + number, made.slot_s(number), RATE_HZ))
    made.folder.rename(folder / "dub")
    (folder / "part.tar.gz").write_bytes(tar_of(FILES))
    for name, subtitles, film in (("season", "subs.srt", "film.mkv"), ("season2", "other.srt", "film2.mkv")):
        (folder / name).mkdir()
        for source, target in (("film.wav", "E01.wav"), (subtitles, "E01.srt"), (film, "E02.mkv")):
            shutil.copyfile(folder / source, folder / name / target)


def _clock(time_ms: int) -> str:
    return f"00:00:{time_ms // 1000:02},{time_ms % 1000:03}"


@contextlib.contextmanager
def small_models(folder: Path) -> Iterator[None]:
    """Let the commands use a tiny network, and a catalogue with a part of two small files on a server of ours."""
    folder.mkdir()
    archive = tar_of(FILES)
    (folder / "made.tar.gz").write_bytes(archive)
    model = random_model(folder)
    with _serving(folder) as url:
        offer = replace(
            part_offer(good_wheel(), address=f"{url}/made.tar.gz"),
            name=_PART,
            folder=_PART,
            wheel=None,
            sha256=hashlib.sha256(archive).hexdigest(),
        )
        with contextlib.ExitStack() as patches:
            for module in (model_commands, checking, atomic_install):
                patches.enter_context(mock.patch.object(module, "CATALOGUE", (offer,)))
            patches.enter_context(mock.patch.object(clip_commands, "default_model", return_value=model))
            yield


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while server.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()
