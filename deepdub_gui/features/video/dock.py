"""The video dock; no frame is decoded while it is hidden."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from deepdub_engine.base.timing import format_clock, round_half_up
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.settings import Settings
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.features.video.canvas import VideoWidget
from deepdub_gui.shell.services import Services
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.actions import Actions

if TYPE_CHECKING:
    from deepdub_engine.audio.media.video import VideoPicture
    from deepdub_gui.features.video.subtitle_overlay import SubtitleOverlay
    from deepdub_gui.features.video.video_thread import VideoThread

_NO_CLIP = mark("Open a clip to see its picture here.")
_NO_FILM = mark("This clip has no video.")


class VideoDock(QDockWidget):
    """A dock with the video frame at the playhead and the subtitles over it; hidden by default.

    Parameters
    ----------
    services
        The clip, the position to follow, and the stored settings.
    docks
        The window that holds the docks.
    """

    def __init__(self, services: Services, docks: QMainWindow) -> None:
        super().__init__(tr("Picture"), docks)
        self.setObjectName("picture")  # the saved window layout refers to this name
        self._session: Session = services.session
        self._playback: Playback = services.playback
        self._settings: Settings = services.settings
        self._jobs = services.jobs
        self._overlay: SubtitleOverlay | None = None
        self._projector: VideoThread | None = None
        self._steps = 0  # requested and not answered yet
        self._is_following_step = False
        self.canvas = VideoWidget(self, tr(_NO_CLIP))
        self.number = PlainLabel(self, objectName="dim")
        self._make_actions(docks.window())
        self._lay_out()
        docks.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self._connect()
        self._allow()
        self.hide()

    @property
    def overlay(self) -> SubtitleOverlay:
        """The subtitles over the picture; made when they are first shown."""
        if self._overlay is None:
            from deepdub_gui.features.video.subtitle_overlay import SubtitleOverlay

            self._overlay = overlay = SubtitleOverlay(self._session, self._jobs, self)
            overlay.changed.connect(lambda: self.canvas.show_subtitles(overlay.image))
        return self._overlay

    @property
    def is_running(self) -> bool:
        """Whether frames are being decoded."""
        return self._projector is not None

    def show_in(self, actions: Actions) -> None:
        """Add the actions to the View and Play menus."""
        actions.view.addActions([self.toggleViewAction(), self.subtitles])
        actions.play.insertActions(actions.previous_cue, [self.previous_frame, self.next_frame])

    def showEvent(self, event: QShowEvent) -> None:
        """Start decoding."""
        super().showEvent(event)
        self._update_thread()
        self._update_overlay()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop decoding."""
        super().hideEvent(event)
        self._stop()
        self._update_overlay()

    def _make_actions(self, window: QWidget) -> None:
        self.previous_frame = make_action(window, tr("Previous f&rame"), "Alt+,")
        self.next_frame = make_action(window, tr("Next fra&me"), "Alt+.")
        self.subtitles = make_action(window, tr("Subtitles on the p&icture"), "Ctrl+Alt+T", checkable=True)
        self.subtitles.setIconText(tr("Subtitles"))
        self.subtitles.setChecked(self._settings.subtitles_on_picture)
        set_action_names(self)
        action = self.toggleViewAction()
        action.setObjectName("picture")
        action.setText(tr("&Picture"))
        action.setShortcut("Ctrl+Alt+V")
        action.setToolTip(tr("Show the video in sync with the sound"))

    def _lay_out(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Close") if "close" in button.objectName() else tr("Undock"))
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        for action, text in ((self.previous_frame, "−1"), (self.next_frame, "+1")):
            action.setIconText(text)
            row.addWidget(self._button_of(action))
        row.addWidget(self.number, 1)
        row.addWidget(self._button_of(self.subtitles))
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.canvas, 1)
        column.addLayout(row)
        self.setWidget(whole)

    def _button_of(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        return button

    def _connect(self) -> None:
        session, playback, canvas = self._session, self._playback, self.canvas
        connect_actions({self.previous_frame: lambda: self.step(-1), self.next_frame: lambda: self.step(1)})
        self.subtitles.toggled.connect(self._choose_subtitles)
        session.media_changed.connect(self._update_thread)
        session.media_changed.connect(self._allow)
        playback.moved.connect(self._want)
        canvas.resized.connect(self._want)
        canvas.step_wanted.connect(self.step)

    # Steps

    def step(self, count: int) -> None:
        """Go on or back by frames, as decoded, and take the playhead there; show the picture first if it is hidden."""
        media = self._session.media
        if media is None or not media.has_video:
            return
        if self._projector is None:
            self.show()
            return
        if self._playback.playing:
            self._playback.toggle()
        self._steps += 1
        self._projector.step(count, *self._size())

    def _take_step(self, picture: VideoPicture | None, steps: int) -> None:
        self._steps = max(0, self._steps - steps)
        if picture is None:
            return
        self._show(picture)
        time_ms = math.ceil(picture.start_ms)
        self._is_following_step = True  # the frame is there, and may lie beyond the end of the sound
        self._playback.seek(time_ms)
        self._is_following_step = False
        self.overlay.show_at(time_ms)

    # Pictures

    def _allow(self) -> None:
        media = self._session.media
        for action in (self.previous_frame, self.next_frame):
            action.setEnabled(media is not None and media.has_video)

    def _update_thread(self) -> None:
        """Start or stop decoding to match the open clip and the visibility of the dock."""
        media = self._session.media
        path = media.path if media is not None and media.has_video and self.isVisible() else None
        if path is None or self._projector is None or self._projector.path != path:
            self._stop()
        if path is None:
            self.canvas.show_message(tr(_NO_FILM) if media is not None else tr(_NO_CLIP))
            self.number.clear()
        elif self._projector is None:
            from deepdub_gui.features.video.video_thread import VideoThread

            self._projector = VideoThread(path, self)
            self._projector.shown.connect(self._show)
            self._projector.stepped.connect(self._take_step)
            self._projector.failed.connect(lambda error: self.canvas.show_message(error_text(error)))
        self._want()

    def _stop(self) -> None:
        projector, self._projector = self._projector, None
        self._steps = 0
        if projector is not None:
            projector.close()
            projector.deleteLater()

    def _want(self, time_ms: int | None = None) -> None:
        at_ms = self._playback.position_ms if time_ms is None else time_ms
        if self._projector is not None and not (self._steps or self._is_following_step):
            self._projector.want(at_ms, *self._size())
            self.overlay.show_at(at_ms)

    def _size(self) -> tuple[int, int]:
        scale = self.devicePixelRatioF()
        return round(self.canvas.width() * scale), round(self.canvas.height() * scale)

    def _show(self, picture: VideoPicture) -> None:
        self.canvas.show_picture(picture)
        place = self.canvas.place.size()
        self.overlay.set_size(QSize(place) * self.devicePixelRatioF())
        text = tr("Frame {number}") if picture.is_counted else tr("Frame ≈ {number}")
        self.number.setText(text.format(number=picture.number))
        self.number.setToolTip(tr("It begins at {time}.", time=format_clock(round_half_up(picture.start_ms))))

    # Subtitles

    def _choose_subtitles(self, on: bool) -> None:
        self._settings.subtitles_on_picture = on
        self._update_overlay()

    def _update_overlay(self) -> None:
        is_active = self.isVisible() and self.subtitles.isChecked()
        if is_active or self._overlay is not None:
            self.overlay.set_active(is_active)
