"""Damaged files for `trust`: ``python -m tests.bench.trust_files SEED FIRST COUNT`` prints one line per failure.

The seed and the number of the execution alone determine which file is damaged, and how.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from deepdub_engine.audio.media import decode
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.pipeline.rows import SEGMENTS_CSV, read_rows
from deepdub_engine.project import Document, History, Journal, Project, load_project, read_journal, save_project
from deepdub_engine.subtitles import load_subtitles, save_subtitles
from deepdub_engine.subtitles.embedded import extract_subtitles, subtitle_tracks
from deepdub_engine.subtitles.retime import Break, Retiming
from tests.helpers.media_files import TrackToMake, make_media, noise
from tests.helpers.subtitle_media import SubtitlesToMake, make_subtitled

SLOW_S = 5.0
TOKENS = (
    b"\n",
    b"\r\n",
    b"\0",
    b"-->",
    b"{",
    b"}",
    b"[",
    b'"',
    b",",
    b"99999999999",
    b"-1",
    b"\xff\xfe",
    b"\xf0\x9f",
    b"<i>",
)
SUBTITLES = {
    "lines.vtt": "WEBVTT\n\nNOTE no\n\n1\n00:01.000 --> 00:02.500 line:1\n<v Anna>Hello <00:02.000><b>there</b>.\n",
    "lines.smi": "<SAMI><BODY><SYNC Start=1000><P>Hello<br>there.<SYNC Start=2500><P>&nbsp;</BODY></SAMI>",
    "lines.sub": "{1}{1}25\n{10}{25}{y:i}Hello|there.\n{30}{60}Again.\n",
    "lines.ass": "[Script Info]\nScriptType: v4.00+\n\n"
    "[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n"
    "[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\an8}Hello\\Nthere, you.\n",
}
SOUNDS = {
    "wav": ("pcm_s16le", "s16"),
    "flac": ("flac", "s16"),
    "mp3": ("mp3", "fltp"),
    "mkv": ("libopus", "flt"),
    "mp4": ("aac", "fltp"),
    "ts": ("ac3", "fltp"),
    "avi": ("mp3", "fltp"),
    "ogg": ("libopus", "flt"),
    "mov": ("alac", "s16p"),
    "aiff": ("pcm_s16be", "s16"),
}
STATES = 5
ROWS = (
    "start,end,hash,path\n"
    "1970-01-01 00:00:00.000,1900-01-01 00:00:04.000,497886639842037174,497886639842037174.wav\n"
    "1900-01-01 00:00:04.000,1900-01-01 00:00:04.840,15046919792458594188,15046919792458594188_gen.wav\n"
)
Reader = Callable[[Path, Path], object]


def main(seed: int, first: int, count: int) -> int:
    """Damage and read files, and print the failures."""
    with mock.patch("os.fsync"), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = _kinds(folder)
        for number in range(first, first + count):
            chance = random.Random(f"{seed} {number}")
            whole, read = kinds[number % len(kinds)]
            path = folder / f"damaged{whole.suffix}"
            path.write_bytes(_damaged(whole.read_bytes(), chance))
            if failure := _failure(read, path, folder):
                print(f"{number} ({whole.name}): {failure}", flush=True)
    return 0


def _failure(read: Reader, path: Path, folder: Path) -> str:
    began_s = time.perf_counter()
    try:
        read(path, folder)
    except DeepdubError as error:
        if not str(error):
            return f"{type(error).__name__} says nothing"
    except Exception as error:  # noqa: BLE001 - any other exception is a finding
        return f"{type(error).__name__}: {error}"
    took_s = time.perf_counter() - began_s
    return f"took {took_s:.1f} s" if took_s > SLOW_S else ""


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Change, cut out, repeat, insert or cut off bytes, a few times."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(found) + 1), chance.choice((1, 1, 4, 32, 500))
        match chance.randrange(6):
            case 0:
                found[at : at + size] = chance.randbytes(min(size, len(found) - at))
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * chance.choice((1, 3, 50))
            case 3:
                found[at:at] = chance.choice(TOKENS)
            case 4:
                found[at : at + 1] = bytes(256 - byte if byte else 255 for byte in found[at : at + 1])
            case 5 if chance.random() < 0.2:
                del found[at:]
    return bytes(found)


def _kinds(folder: Path) -> list[tuple[Path, Reader]]:
    """Write an intact file of each format; return each with its reader."""
    sources = folder / "whole"
    sources.mkdir()
    texts = [resource("sample", "sample.srt")]
    for name, text in SUBTITLES.items():
        texts.append(sources / name)
        texts[-1].write_text(text, "utf-8")
    sound = noise(12_000)
    kinds: list[tuple[Path, Reader]] = [(path, _read_subtitles) for path in texts]
    for suffix, (codec, form) in SOUNDS.items():
        kinds.append(
            (make_media(sources / f"sound.{suffix}", [TrackToMake(sound, codec, sample_format=form)]), _read_sound)
        )
    film = make_subtitled(sources / "film.mkv", [SubtitlesToMake()])
    kinds.append((film, _read_track))
    kinds += [(_project(sources / "work.deepdub"), _read_project), (_journal(sources / "journal.jsonl"), _read_journal)]
    rows = sources / "segments.csv"
    rows.write_text(ROWS, "utf-8")
    return [*kinds, (rows, _read_rows)]


def _project(path: Path) -> Path:
    save_project(Project(document=Document(Retiming(-3000, breaks=(Break(5000, 400),)))), path)
    return path


def _journal(path: Path) -> Path:
    journal = Journal(path, sync=False)
    journal.begin(Project(), None, History())
    for number in range(1, STATES + 1):
        journal.step(f"Shift {number}", Document(Retiming(number)))
    journal.go(STATES - 1)
    journal.close()
    return path


def _read_subtitles(path: Path, folder: Path) -> None:
    """Open, shift and save subtitles, reopen the result, and check its times."""
    file = load_subtitles(path)
    shifted = Retiming(1000).apply(file.cues)
    target = folder / f"saved{path.suffix}"
    save_subtitles(file, shifted, target, base=file.cues)
    again = load_subtitles(target, file.encoding).cues
    if len(again) != len(shifted):
        raise ValueError(f"{len(shifted)} cues were saved, but {len(again)} were read back")


def _read_sound(path: Path, folder: Path) -> None:
    finish(decode(path, folder / "sound"))


def _read_track(path: Path, folder: Path) -> None:
    if subtitle_tracks(path):
        finish(extract_subtitles(path))


def _read_project(path: Path, folder: Path) -> None:
    load_project(path)


def _read_journal(path: Path, folder: Path) -> None:
    read_journal(path)


def _read_rows(path: Path, folder: Path) -> None:
    path.replace(folder / SEGMENTS_CSV)
    read_rows(folder)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
