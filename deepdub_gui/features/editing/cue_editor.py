"""Applies what is typed and stepped in the editor under the list; each change is one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.time_notation import TimeNotation
from deepdub_engine.base.timecodes import nearest_frame_rate
from deepdub_engine.project import Document
from deepdub_engine.subtitles import Cue, editing
from deepdub_engine.subtitles.editing import EditLimits
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.commands import change
from deepdub_gui.features.editing.service import Cues, EditingService
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.cue_editor import CueEditorPanel, TimePart

_PAUSE_MS = 500  # steps closer than this are one undo step, as in the shift slider
_NAMES = {
    TimePart.START: mark("Set the start of subtitle {number} to {time}"),
    TimePart.END: mark("Set the end of subtitle {number} to {time}"),
    TimePart.LENGTH: mark("Set the duration of subtitle {number} to {time}"),
}
_TYPED = {
    TimePart.START: editing.set_start,
    TimePart.END: editing.set_end,
    TimePart.LENGTH: editing.set_length,
}


@dataclass(frozen=True, slots=True)
class _Gesture:
    """Steps that are shown and not committed yet."""

    part: TimePart
    index: int
    before: Document
    shown: Cues
    value_ms: int
    wanted: Document


class CueEditor(QObject):
    """Connects the panel with the current subtitle.

    While the person types and it plays, the panel keeps its subtitle, whatever becomes current.

    Parameters
    ----------
    service, services
        Applies the edits; and provides the cues, the current one and the settings.
    navigator, panel
        What goes to the next subtitle, and the fields.
    set_text
        Sets the text of a cue as an undo step.
    settle, leave
        Ends the gestures of other parts before an edit; gives the keyboard back.
    """

    def __init__(
        self,
        service: EditingService,
        services: Services,
        navigator: CueNavigator,
        panel: CueEditorPanel,
        set_text: Callable[[int, str], None],
        settle: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(panel)
        self._service, self._session, self._playback = service, services.session, services.playback
        self._navigator, self._settings, self.panel = navigator, services.settings, panel
        self._set_text, self._settle, self._leave = set_text, settle, leave
        self._source: object = None
        self.index: int | None = None
        self._gesture: _Gesture | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._commit)
        panel.set_open(services.settings.editor_open)
        self._connect()
        self._show_notation()

    @property
    def notation(self) -> TimeNotation:
        """How times are written."""
        media = self._session.media
        rate = media.frame_rate if media is not None else None
        return TimeNotation(nearest_frame_rate(rate) if rate else None, self._settings.in_frames)

    def finish(self) -> None:
        """Commit everything that was typed and stepped."""
        self.panel.enter()
        self._commit()

    def begin(self) -> None:
        """Move the keyboard to the text of the current subtitle."""
        if not self.panel.is_open:
            self.panel.head.click()
        if self._playback.find_current() is not None:
            self.panel.text.setFocus()

    def _connect(self) -> None:
        session, panel = self._session, self.panel
        self._playback.current_changed.connect(self._follow)
        self._navigator.chosen.connect(self._show)
        session.cues_changed.connect(self._refresh)
        session.subtitles_changed.connect(self._begin_anew)
        session.media_changed.connect(self._show_notation)
        panel.text.entered.connect(self._enter_text)
        for part, field in panel.times.items():
            field.entered.connect(partial(self._enter_time, part))
            field.stepped.connect(partial(self._step, part))
            field.escaped.connect(self._abandon)
            field.rested.connect(self._commit)
        panel.next.connect(self._go_on)
        panel.left.connect(self._leave)
        panel.folded.connect(lambda folded: setattr(self._settings, "editor_open", not folded))
        panel.frames_chosen.connect(self._choose_frames)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._catch_up)

    # Which subtitle

    def _follow(self, index: int | None) -> None:
        is_kept = self.panel.has_focus or self.panel.is_typing
        if not (is_kept and self._playback.playing and self.index is not None):
            self._show(index)

    def _catch_up(self) -> None:
        """Show the current subtitle once the person no longer types in another."""
        if self.index != self._playback.current_cue and not (self.panel.has_focus or self.panel.is_typing):
            self._show(self._playback.current_cue)

    def _show(self, index: int | None) -> None:
        if self._source is not self._open_source():
            self._begin_anew()
        elif index != self.index:
            self.finish()
        self.index = index
        self._refresh()

    def _open_source(self) -> object:
        file = self._session.subtitles
        return file.source if file is not None else None

    def _refresh(self) -> None:
        cues, index = self._session.cues, self.index
        cue = cues[index] if index is not None and index < len(cues) else None
        if cue is not None and self.panel.text.is_modified:
            self.panel.show_times(cue)
        else:
            self.panel.show_cue(None if index is None else index + 1, cue)

    def _begin_anew(self) -> None:
        """Discard what was typed, because other subtitles have been loaded."""
        self._pause.stop()
        self._gesture, self._source = None, self._open_source()
        self.panel.revert()
        self.index = self._playback.current_cue
        self._refresh()

    def _go_on(self) -> None:
        self.finish()
        if self.index is not None:
            self._playback.set_current_cue(self.index)
        self._navigator.step(1)

    # How times are written

    def _show_notation(self) -> None:
        self.panel.set_notation(self.notation)

    def _choose_frames(self, in_frames: bool) -> None:
        self.finish()
        self._settings.in_frames = in_frames
        self._show_notation()

    # What is typed

    def _enter_text(self, text: str) -> None:
        self._commit()
        self._settle()
        if self.index is not None:
            self._set_text(self.index, text)
        self._refresh()  # as it was tidied

    def _enter_time(self, part: TimePart, text: str) -> None:
        self._commit()
        self._settle()
        index, shown = self.index, self._service.shown
        if index is None or index >= len(shown):
            return
        try:
            time_ms = self._read(part, text, shown[index])
        except DeepdubError as error:
            self._service.failed.emit(error)
            return
        edited = _TYPED[part](shown, index, time_ms, self._limits)
        self._service.edit(self._name(part, index, edited[index]), lambda _: edited)

    def _read(self, part: TimePart, text: str, cue: Cue) -> int:
        if part is TimePart.LENGTH:
            return self.notation.read_end(text, cue.start_ms)
        return self.notation.read(text)

    def _name(self, part: TimePart, index: int, cue: Cue) -> str:
        notation = self.notation
        time = {
            TimePart.START: notation.write(cue.start_ms),
            TimePart.END: notation.write(cue.end_ms),
            TimePart.LENGTH: notation.write_length(cue.start_ms, cue.end_ms),
        }[part]
        return tr(_NAMES[part], number=index + 1, time=time)

    # What is stepped

    @property
    def _limits(self) -> EditLimits:
        # Exact times are meant: overlaps are marked as problems, but not prevented.
        return replace(self._service.limits, avoid_overlaps=False)

    def _step(self, part: TimePart, steps: int, step_ms: int) -> None:
        gesture = self._gesture
        if gesture is None or gesture.part is not part or self._is_overtaken(gesture):
            self._commit()
            self._settle()
            gesture = self._begun(part)
        if gesture is None:
            return
        to_ms = max(min(0, gesture.value_ms), self.notation.stepped(gesture.value_ms, steps, step_ms))
        make = editing.move_start if part is TimePart.START else editing.move_end
        edited = make(gesture.shown, gesture.index, to_ms, self._limits)
        cue, wanted = edited[gesture.index], self._service.document(gesture.shown, edited)
        value_ms = cue.start_ms if part is TimePart.START else cue.end_ms
        self._gesture = replace(gesture, value_ms=value_ms, wanted=wanted)
        self._session.preview(wanted)
        self._pause.start()

    def _begun(self, part: TimePart) -> _Gesture | None:
        index, shown, document = self.index, self._service.shown, self._session.document
        if index is None or index >= len(shown) or self._session.previewing:
            return None
        value_ms = shown[index].start_ms if part is TimePart.START else shown[index].end_ms
        return _Gesture(part, index, document, shown, value_ms, document)

    def _is_overtaken(self, gesture: _Gesture) -> bool:
        return self._session.document is not gesture.before or self._session.shown != gesture.wanted

    def _commit(self) -> None:
        self._pause.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None and not self._is_overtaken(gesture):
            cue = self._session.cues[gesture.index]
            change(self._session, self._name(gesture.part, gesture.index, cue), gesture.wanted)

    def _abandon(self) -> None:
        """Take the steps back that are not committed."""
        self._pause.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None and not self._is_overtaken(gesture):
            self._session.preview(None)
