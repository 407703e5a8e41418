"""The output of a command: its progress and its result."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TextIO

from tqdm import tqdm

from deepdub_engine.base.formatting import duration
from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.base.progress import Progress, RemainingTime
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.cli.streams import write_line

_QUICK_S = 1.0  # shorter jobs log no progress
_BAR = "{desc} {percentage:3.0f} % |{bar}| {postfix[0]}"


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a command, for users (`lines`) and for programs (`values`, as JSON, in English).

    With a non-zero exit code, the lines say why nothing was done and go to stderr. `reason` is for the report of a
    batch: why the result is as it is.
    """

    lines: tuple[MessageOrText, ...]
    values: Mapping[str, Any]
    warnings: tuple[MessageOrText, ...] = ()
    exit_code: int = 0
    reason: MessageOrText = ""


class Reporter:
    """A progress display on stderr: a bar on a terminal, otherwise a line for every 10 %."""

    def __init__(self, stream: TextIO, catalogue: Catalogue, *, quiet: bool) -> None:
        self._stream = stream
        self._say = catalogue.translate
        self._quiet = quiet
        self._pace = RemainingTime(time.monotonic())
        self._tenth = -1
        self._what = ""
        self._bar: Any = None

    def __enter__(self) -> Self:
        if not self._quiet and self._stream.isatty():
            self._bar = tqdm(total=1000, file=self._stream, bar_format=_BAR, postfix=[""], leave=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, progress: Progress) -> None:
        """Show the progress of the job."""
        now_s = time.monotonic()
        self._pace = self._pace.after(now_s, progress.fraction)
        left_s = self._pace.left_s(now_s)
        left = "" if left_s is None else self._say(message("{time} left", time=duration(left_s)))
        if self._bar is not None:
            self._bar.set_description_str(self._say(progress.what), refresh=False)
            self._bar.postfix[0] = left
            self._bar.update(round(progress.fraction * 1000) - self._bar.n)
        elif not self._quiet:
            self._print_tenth(progress, left)

    def _print_tenth(self, progress: Progress, left: str) -> None:
        tenth = int(progress.fraction * 10)
        quick = time.monotonic() - self._pace.began_s < _QUICK_S
        if quick or (tenth <= self._tenth and progress.what == self._what):
            return
        self._tenth, self._what = tenth, progress.what
        ending = f" · {left}" if left else ""
        # A closed stderr must not stop the job.
        self._quiet = (
            write_line(self._stream, f"{self._say(progress.what)} {progress.fraction:.0%}{ending}") is not None
        )
