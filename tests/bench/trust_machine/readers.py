"""Every reader that is attacked: its first files, and what has to hold when a damaged one is read."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from deepdub_engine.base.resources import resource
from deepdub_engine.project import Document, History, Journal, Project, load_project, read_journal, save_project
from deepdub_engine.speakers.cast import Cast, Line, Source, Speaker
from deepdub_engine.subtitles.retime import Break, Retiming
from tests.bench.trust_machine.findings import Finding
from tests.bench.trust_machine.folder_readers import LinesReader, RowsReader
from tests.bench.trust_machine.media_readers import SoundReader, TrackReader, WavReader
from tests.bench.trust_machine.store_readers import ArchiveReader, BundleReader, EntryReader, WheelReader
from tests.bench.trust_machine.subtitle_reader import check_subtitles

Check = Callable[[Path, Path, random.Random], str]
STATES = 5
_ASS = (
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:05.00,Default,,0,0,0,,note\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,{\\an8\\k20}Hello\\Nthere, you.\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,네, 그래요.\n"
)
_SSA = (
    "[Script Info]\nScriptType: v4.00\n\n[V4 Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: Marked=0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Hello\\Nthere, you.\n"
)
_SAMI = (
    '<SAMI><HEAD><STYLE TYPE="text/css"><!-- P{} .KRCC{Name:Korean;lang:ko-KR;} .ENCC{Name:English;lang:en-US;} -->'
    "</STYLE></HEAD><BODY>\n<SYNC Start=1000><P Class=KRCC>Hello<br>there.\n<SYNC Start=2500><P Class=KRCC>&nbsp;\n"
    '<SYNC Start="3000"><P Class=KRCC><font color=red>네</font>\n<SYNC Start=3000><P Class=ENCC>Yes.\n'
    "<SYNC Start=3500><P Class=KRCC>&nbsp;\n</BODY></SAMI>"
)
_SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere.\n\n2\n00:00:03,000 --> 00:00:04,000 X1:1 X2:2\n<i>네</i>\n\n"
    "3\n00:00:04,500 --> 00:00:06,000\n- Yes.\n- No, über?\n"
)
_VTT = (
    b"WEBVTT - x\n\nNOTE no\n\nSTYLE\n::cue{}\n\n1\n00:01.000 --> 00:02.500 line:1\n<v Anna>Hello "
    b"<00:02.000><b>there</b>.\n\nid\n01:00:03.000 --> 01:00:04.000\n&lt;Yes&gt;\n"
)
_ROLLING = (
    b"WEBVTT\nKind: captions\n\n00:00:00.000 --> 00:00:01.500 align:start position:0%\n \n"
    b"a<00:00:00.500><c> b</c>\n\n00:00:01.500 --> 00:00:01.510\na b\n \n\n"
    b"00:00:01.510 --> 00:00:03.000\na b\nc<00:00:02.000><c> d</c>\n"
)
TEXTS: Mapping[str, tuple[bytes, ...]] = {
    ".srt": (
        _SRT.encode(),
        _SRT.replace("\n", "\r\n").encode("utf-16"),
        _SRT.encode("cp949", "replace"),
        _SRT.replace("네", "Straße").encode("cp1252"),
        _SRT.replace(",", ".").encode("utf-8-sig"),
        b"00:01 --> 00:02\nHello\n\n00:00:03 --> 00:00:04\nAgain\n",
    ),
    ".vtt": (
        _VTT,
        _ROLLING,
    ),
    ".ass": (_ASS.encode(), _ASS.replace("\n", "\r\n").encode("utf-8-sig")),
    ".ssa": (_SSA.encode(),),
    ".smi": (_SAMI.encode(), _SAMI.replace(".ENCC{Name:English;lang:en-US;} ", "").replace("ENCC", "KRCC").encode()),
    ".sub": (b"{1}{1}25\n{10}{25}{y:i}Hello|there.\n{30}{60}Again.\n{70}{}x\n", b"{1}{1}23.976\n{0}{25}a\n{30}{60}b\n"),
    ".mpl": (b"[10][25]/Hello|there.\n[30][60]Again.\n[70][]x\n",),
    ".txt": ("00:00:01:Hello|there.\n00:00:03:\n00:00:05:네\n".encode(), b"0:00:01:Hello\n0:00:05=Again\n"),
}


class Reader(Protocol):
    """A reader under attack: intact files, each with a suffix, and what has to hold for damaged ones.

    `check` returns a key of what happened, and raises `Finding` or, for a file that is refused, a `DeepdubError`.
    """

    @property
    def seeds(self) -> tuple[tuple[str, bytes], ...]: ...

    def check(self, path: Path, folder: Path, chance: random.Random) -> str: ...


@dataclass(frozen=True, slots=True)
class SimpleReader:
    """A reader that is one function."""

    seeds: tuple[tuple[str, bytes], ...]
    checks: Check

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Call the function."""
        return self.checks(path, folder, chance)


READERS: Mapping[str, Callable[[Path], Reader]] = {
    "subtitles": lambda _: SimpleReader(_texts(), check_subtitles),
    "project": lambda folder: SimpleReader(_project(folder), _check_project),
    "journal": lambda folder: SimpleReader(_journal(folder), _check_journal),
    "rows": RowsReader,
    "wav": WavReader,
    "bundle": BundleReader,
    "archive": ArchiveReader,
    "wheel": WheelReader,
    "entry": EntryReader,
    "lines": LinesReader,
    "sound": SoundReader,
    "track": TrackReader,
}
TEXT_READERS = ("subtitles", "project", "journal", "rows")


def _texts() -> tuple[tuple[str, bytes], ...]:
    sample = resource("sample", "sample.srt").read_bytes()[:2000]
    return (*((suffix, text) for suffix, texts in TEXTS.items() for text in texts), (".srt", sample))


def _project(folder: Path) -> tuple[tuple[str, bytes], ...]:
    path = folder / "work.deepdub"
    retiming = Retiming(-3000, Fraction(25, 24), breaks=(Break(5000, 400),))
    found = []
    cast = Cast((Speaker(1, "Anna"), Speaker(2)), (Line(1), None, Line(2, Source.SUGGESTED, is_unsure=True)))
    for document in (Document(retiming, cast=cast), Document()):
        save_project(Project(document=document), path)
        found.append((".deepdub", path.read_bytes()))
    return tuple(found)


def _journal(folder: Path) -> tuple[tuple[str, bytes], ...]:
    path = folder / "journal.jsonl"
    journal = Journal(path, sync=False)
    journal.begin(Project(), None, History())
    for number in range(1, STATES + 1):
        journal.step(f"Shift {number}", Document(Retiming(number)))
    journal.go(STATES - 1)
    journal.close()
    return ((".jsonl", path.read_bytes()),)


def _check_project(path: Path, folder: Path, chance: random.Random) -> str:
    project = load_project(path)
    target = folder / "again.deepdub"
    save_project(project, target)
    if load_project(target).document != project.document:
        raise Finding("a project that was read and saved is another")
    return "read"


def _check_journal(path: Path, folder: Path, chance: random.Random) -> str:
    found = read_journal(path)
    return "nothing" if found is None else "step " * len(found.history.steps)
