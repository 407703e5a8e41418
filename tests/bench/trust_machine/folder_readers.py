"""Damage in a sentence folder: its tables, its lists, its manifest and the voices that other programs put there."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.lines import keep_lines, line_statuses
from deepdub_engine.pipeline.rows import SEGMENTS_CSV, read_rows
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip

_RATE_HZ = 8000
_TABLES = ("sentences.json", "sentences.csv", ".deepdub-folder.json", "audio_segments/audio_segments_list.txt")
_DUB = (".deepdub-dub/manifest.json", ".deepdub-dub/voices.json")


class RowsReader:
    """Reads a damaged ``segments.csv``."""

    def __init__(self, folder: Path) -> None:
        made = make_dub_clip(folder / "made", 2, 7, _RATE_HZ)
        self.seeds = ((".csv", (made.folder / SEGMENTS_CSV).read_bytes()),)
        self._folder = folder / "rows"
        self._folder.mkdir()

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return the number of rows."""
        shutil.copyfile(path, self._folder / SEGMENTS_CSV)
        return "row " * len(read_rows(self._folder))


class LinesReader:
    """Surveys the lines of a sentence folder in which one file is damaged, and keeps one; what was there stays."""

    def __init__(self, folder: Path) -> None:
        made = make_dub_clip(folder / "made", 3, 9, _RATE_HZ)
        voice = made.speak(0, made_voice(5, made.slot_s(0), _RATE_HZ))
        made.speak(1, made_voice(6, made.slot_s(1) * 1.1, _RATE_HZ))
        finish(line_statuses(made.folder, RemixOptions()))
        self._made: DubClip = made
        names = [*_TABLES, *_DUB, voice.relative_to(made.folder).as_posix()]
        self._files = {f".{number}": made.folder / name for number, name in enumerate(names)}
        self._whole = {suffix: path.read_bytes() for suffix, path in self._files.items() if path.exists()}
        self._files = {suffix: self._files[suffix] for suffix in self._whole}
        self.seeds = tuple((suffix, data[:20_000]) for suffix, data in self._whole.items())

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return the statuses of the lines."""
        target = self._files[path.suffix]
        target.write_bytes(path.read_bytes())
        try:
            found = finish(line_statuses(self._made.folder, RemixOptions()))
            if path.suffix == ".0":  # the table that the person's choices are written to
                keep_lines(self._made.folder, [2], keep=chance.random() < 0.5)
            return path.suffix + " ".join(str(line.status) for line in found.lines)
        except DeepdubError as error:
            raise error from None
        finally:
            for suffix, file in self._files.items():
                file.write_bytes(self._whole[suffix])
