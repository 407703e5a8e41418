"""The rows of a sentence folder, read from disk."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from deepdub_engine.base.errors import FolderInvalid, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.regular import open_regular
from deepdub_engine.pipeline.publishing import settle
from deepdub_engine.sentences.segments import SegmentNames

AUDIO_FOLDER = "audio_segments"
SEGMENTS_CSV = "segments.csv"


@dataclass(frozen=True, slots=True)
class SegmentFiles(SegmentNames):
    """A row of ``segments.csv``: the folder of its files, its hash, if it is a sentence, and its take if chosen."""

    audio: Path
    hash: int
    spoken: bool
    take: str = ""

    @property
    def original(self) -> Path:
        """The original audio."""
        return self.audio / self.wav_name

    @property
    def vocals(self) -> Path:
        """The separated speech."""
        return self.audio / self.vocals_name

    @property
    def accompaniment(self) -> Path:
        """Everything but the speech."""
        return self.audio / self.accompaniment_name

    @property
    def speech(self) -> Path:
        """The generated speech."""
        return self.audio / (self.take or self.gen_vocals_name)

    @property
    def path(self) -> Path:
        """The segment's file in the remixed audio."""
        return self.audio / self.path_name


def read_rows(folder: Path) -> list[SegmentFiles]:
    """Return the rows of a sentence folder.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If ``segments.csv`` is missing, damaged or empty, or a file is of another result.
    OutputBusy, OutputNotWritable
        If a job is writing to the folder, or what a killed one left cannot be undone.
    """
    table = folder / SEGMENTS_CSV
    settle(folder)
    try:
        with io.TextIOWrapper(open_regular(table), encoding="utf-8", newline="") as file:
            found = [(int(row["hash"]), row["path"]) for row in csv.DictReader(file)]
    except OSError as error:
        raise from_os_error(error, table, writing=False) from error
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        raise FolderInvalid(folder, message("{name} is damaged", name=SEGMENTS_CSV)) from error
    if not found:
        raise FolderInvalid(folder, message("{name} is empty", name=SEGMENTS_CSV))
    rows = []
    for number, name in found:
        silent = SegmentFiles(folder / AUDIO_FOLDER, number, spoken=False)
        row = silent if name == silent.path_name else replace(silent, spoken=True)
        if name != row.path_name:
            raise FolderInvalid(folder, message("{name} is damaged", name=SEGMENTS_CSV))
        rows.append(row)
    return rows
