"""Connects the View menu with the timeline and the settings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from deepdub_engine.alignment.speech.speech_spans import spans_of_activity, spans_of_vocals
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.document.session import VOCALS, Session
from deepdub_gui.document.suggestions import SuggestionService
from deepdub_gui.features.viewing.actions import ViewActions
from deepdub_gui.features.viewing.brackets import BracketView
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.lane_stack import LaneStack
from deepdub_gui.widgets.timeline.spectrogram import SpectrogramTiles

_STEP = 1.5


class ViewController(QObject):
    """Applies the View actions to the timeline and saves the choices.

    Parameters
    ----------
    session, jobs, service
        The document, the job runner, and the service that detects speech.
    timeline, settings
        The timeline to change, and the settings that store the choices.
    window
        The parent of the actions.
    """

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        service: SuggestionService,
        timeline: Timeline,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._service, self._timeline, self._settings = session, service, timeline, settings
        self.actions = ViewActions(window)
        self.brackets = BracketView(session, timeline, settings, self)
        self.tiles = SpectrogramTiles(jobs, self)
        self._restore()
        self._connect()
        self._show_lanes(timeline.lane_stack)

    def show_in(self, window: Actions, show_video: Callable[[Actions], object]) -> None:
        """Add the actions to the View menu and connect the zoom actions; `show_video` adds those of the video."""
        self.actions.show_in(window.view)
        show_video(window)
        timeline = self._timeline
        connect_actions(
            {
                window.zoom_in: lambda: timeline.zoom(_STEP),
                window.zoom_out: lambda: timeline.zoom(1 / _STEP),
                window.zoom_fit: timeline.zoom_to_fit,
            }
        )

    def _restore(self) -> None:
        settings, actions, timeline = self._settings, self.actions, self._timeline
        timeline.following = settings.following
        actions.following[settings.following].setChecked(True)
        actions.colours_speech.setChecked(settings.colours_speech)
        actions.brackets.setChecked(settings.shows_sentences)
        timeline.arrange_lanes(LaneStack.from_text(settings.lanes))

    def _connect(self) -> None:
        actions, timeline, session = self.actions, self._timeline, self._session
        targets: dict[QAction, Callable[[], object]] = {
            actions.taller: lambda: timeline.set_amplitude(timeline.amplitude * _STEP),
            actions.lower: lambda: timeline.set_amplitude(timeline.amplitude / _STEP),
            actions.plain_height: lambda: timeline.set_amplitude(1.0),
            actions.even: lambda: timeline.arrange_lanes(timeline.lane_stack.evened()),
            actions.colours_speech: self._choose_colours,
            actions.brackets: lambda: self.brackets.set_shown(is_shown=actions.brackets.isChecked()),
            actions.spectrogram: self._choose_spectrogram,
        }
        for lane, (fold, alone) in enumerate(zip(actions.folds, actions.alones, strict=True)):
            targets[fold] = lambda lane=lane: timeline.arrange_lanes(timeline.lane_stack.toggled_fold(lane))
            targets[alone] = lambda lane=lane: timeline.arrange_lanes(timeline.lane_stack.toggled_alone(lane))
        for mode, action in actions.following.items():
            targets[action] = lambda mode=mode: self._choose_following(mode)
        connect_actions(targets)
        timeline.lanes_arranged.connect(self._show_lanes)
        self.tiles.arrived.connect(timeline.redraw_lanes)
        for signal in (session.media_changed, session.stems_changed, self._service.heard_changed):
            signal.connect(self._show_speech)

    def _choose_following(self, mode: FollowMode) -> None:
        self._timeline.following = self._settings.following = mode

    def _choose_colours(self) -> None:
        self._settings.colours_speech = self.actions.colours_speech.isChecked()
        self._show_speech()

    def _choose_spectrogram(self) -> None:
        is_on = self.actions.spectrogram.isChecked()
        self._timeline.set_spectrogram(self.tiles if is_on else None)
        if not is_on:
            self.tiles.forget()

    def _show_lanes(self, stack: LaneStack) -> None:
        self._settings.lanes = stack.to_text()
        for lane, (fold, alone) in enumerate(zip(self.actions.folds, self.actions.alones, strict=True)):
            for action in (fold, alone):
                action.setEnabled(lane < len(stack.shares))  # there may be no voices
            fold.setChecked(not stack.is_open(lane))
            alone.setChecked(stack.alone == lane)

    def _show_speech(self) -> None:
        spans = np.zeros((0, 2))
        heard, vocals = self._service.heard, self._session.peaks(VOCALS)
        if self._session.clip is None or not self.actions.colours_speech.isChecked():
            pass
        elif heard is not None:
            spans = spans_of_activity(heard.activity)
        elif self._session.stems is not None and vocals is not None:
            spans = spans_of_vocals(vocals)
        self._timeline.set_speech(spans)
