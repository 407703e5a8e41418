"""The subtitles on the picture: which are shown at a time, and how they look, in the present state of the document."""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication, QImage

from deepdub_engine.subtitles import Cue, SubtitleFile, origins
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.latest_only_worker import LatestOnlyWorker
from deepdub_gui.document.session import Session

if TYPE_CHECKING:
    from deepdub_engine.subtitles.appearance.appearance import Appearance
    from deepdub_engine.subtitles.appearance.looks import StyledText
    from deepdub_gui.features.video.text_painter import Painting

_LOG = logging.getLogger(__name__)
_KEPT_IMAGES = 8
_MOST_TEXTS = 30  # at the same time
_HIGHEST_PX = 1440  # a larger picture shows a scaled image, which is quick to draw


@dataclass(frozen=True, slots=True, eq=False)
class _Styling:
    """A request for the looks of cues: the file, and the edited cues before their retiming, or None."""

    file: SubtitleFile
    known: Appearance | None
    cues: tuple[Cue, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Styles:
    """The appearance of a file, and where its edited cues come from; None if they are those of the file."""

    appearance: Appearance
    origins: tuple[int | None, ...] | None


def _painted(painting: Painting) -> QImage:
    """Draw texts; without their looks if these cannot be drawn."""
    from deepdub_engine.subtitles.appearance.looks import StyledRun, StyledText, TextLook
    from deepdub_gui.features.video.text_painter import paint_texts

    try:
        return paint_texts(painting)
    except Exception:  # noqa: BLE001 - a broken style must not take the subtitle away
        _LOG.exception("subtitles are drawn without their styles")
        plain = tuple(StyledText((StyledRun(text.plain, TextLook()),)) for text in painting.texts)
        return paint_texts(replace(painting, texts=plain))


def _styles_of(styling: _Styling) -> _Styles:
    from deepdub_engine.subtitles.appearance.appearance import Appearance

    appearance = styling.known or Appearance.of(styling.file)
    needed = styling.cues is not None and appearance.has_places
    return _Styles(appearance, origins(styling.file.cues, styling.cues or ()) if needed else None)


class SubtitleOverlay(QObject):
    """Draws the subtitles that are shown at a time on a transparent image, outside the GUI thread.

    `changed` is emitted when `image` has changed.

    Parameters
    ----------
    session, jobs
        The cues on screen, and the job runner.
    """

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.image: QImage | None = None
        self.texts: tuple[StyledText, ...] = ()
        self._is_active = False
        self._time_ms, self._size = 0, QSize()
        self._order: tuple[Sequence[Cue], list[int], list[int], int] = ((), [], [], 0)
        self._file: SubtitleFile | None = None
        self._edited: tuple[Cue, ...] | None = None
        self._known: Appearance | None = None
        self._styles: _Styles | None = None  # as long as nothing was drawn
        self._state: tuple[object, ...] = ()
        self._wanted: Painting | None = None
        self._images: OrderedDict[Painting, QImage] = OrderedDict()
        self._styling = LatestOnlyWorker(jobs, tr("Reading the styles of the subtitles"), _styles_of, self)
        self._styling.answered.connect(self._take_styles)
        self._painting = LatestOnlyWorker(jobs, tr("Drawing subtitles"), _painted, self)
        self._painting.answered.connect(self._take_image)
        session.cues_changed.connect(self._follow_cues)
        session.subtitles_changed.connect(self._follow_cues)

    def set_active(self, is_active: bool) -> None:
        """Start or stop to draw."""
        self._is_active = is_active
        self._follow_cues()

    def show_at(self, time_ms: float) -> None:
        """Show the subtitles at a time of the clip."""
        self._time_ms = int(time_ms)
        self._show()

    def set_size(self, size: QSize) -> None:
        """Set the size of the picture, in physical pixels."""
        if size.height() > _HIGHEST_PX:
            size = QSize(max(1, size.width() * _HIGHEST_PX // size.height()), _HIGHEST_PX)
        if size != self._size:
            self._size = size
            self._show()

    # Looks

    def _follow_cues(self) -> None:
        """Ask for the styles of another file, and for the origins of edited cues."""
        session, file = self._session, self._session.subtitles
        if not self._is_active:
            self._show()
            return
        from deepdub_engine.subtitles.appearance.appearance import Appearance

        edited = session.shown.cues
        is_same_file = file is not None and self._file is not None and file.source is self._file.source
        if not is_same_file:
            self._known, self._styles = None, _Styles(Appearance(), None)
        if file is None:
            self._styling.ask(None)
        elif not is_same_file or (edited is not self._edited and (self._known is None or self._known.has_places)):
            self._styling.ask(_Styling(file, self._known, edited))
        self._file, self._edited = file, edited
        self._show()

    def _take_styles(self, _styling: _Styling, styles: _Styles) -> None:
        self._known, self._styles = styles.appearance, styles
        self._show()

    # Times

    def _shown_cues(self) -> list[int]:
        """Return the indices of the cues that are shown now, in order of their start."""
        cues = self._session.cues
        if cues is not self._order[0]:
            order = sorted(range(len(cues)), key=lambda index: cues[index].start_ms)
            longest_ms = max((cue.end_ms - cue.start_ms for cue in cues), default=0)
            self._order = cues, order, [cues[index].start_ms for index in order], longest_ms
        _, order, starts_ms, longest_ms = self._order
        first = bisect_left(starts_ms, self._time_ms - longest_ms)
        last = bisect_right(starts_ms, self._time_ms)
        return [index for index in order[first:last] if cues[index].end_ms > self._time_ms][:_MOST_TEXTS]

    def _show(self) -> None:
        is_shown = self._is_active and self._session.subtitles is not None
        indices = self._shown_cues() if is_shown else []
        state = (self._session.cues, tuple(indices), self._styles, self._size.toTuple())
        if state == self._state:  # as on most of the 60 calls a second during playback
            return
        self._state = state
        self.texts = texts = self._styled(indices)
        wanted = None
        if texts and not self._size.isEmpty():
            from deepdub_gui.features.video.text_painter import Painting

            wanted = Painting(texts, self._size.width(), self._size.height(), QGuiApplication.font().family())
        if wanted == self._wanted:
            return
        self._wanted = wanted
        known = self._images.get(wanted) if wanted is not None else None
        self._painting.ask(wanted if known is None else None)
        if wanted is None or known is not None:  # else the former image stays until this one is drawn
            self._set_image(known)

    def _styled(self, indices: Sequence[int]) -> tuple[StyledText, ...]:
        """Return the texts of cues as they look."""
        if self._styles is None:
            return ()
        looks, cues, came = self._styles.appearance, self._session.cues, self._styles.origins
        shown = (
            looks.shown(cues[index], index if came is None else came[index] if index < len(came) else None)
            for index in indices
        )
        return tuple(text for text in shown if text.runs)

    def _take_image(self, painting: Painting, image: QImage) -> None:
        self._images[painting] = image
        while len(self._images) > _KEPT_IMAGES:
            self._images.popitem(last=False)
        self._set_image(image)

    def _set_image(self, image: QImage | None) -> None:
        if image is not self.image:
            self.image = image
            self.changed.emit()
