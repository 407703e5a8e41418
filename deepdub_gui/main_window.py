"""The main window: its layout, menus and signal connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget

from deepdub_engine.base.progress import Progress
from deepdub_engine.base.resources import resource
from deepdub_engine.subtitles import Cue
from deepdub_gui.base.file_drop import DropWindow
from deepdub_gui.base.settings import SettingKey
from deepdub_gui.base.theme import Theme
from deepdub_gui.document.separation_scopes import in_ms
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS
from deepdub_gui.document.snap_times import SnapTimes
from deepdub_gui.features.desktop.controller import DesktopController
from deepdub_gui.features.editing.controller import EditingController
from deepdub_gui.features.finding.controller import FindingController
from deepdub_gui.features.handbook.controller import HandbookController
from deepdub_gui.features.listening.controller import ListeningController
from deepdub_gui.features.messages.controller import MessageController
from deepdub_gui.features.models.controller import ModelController
from deepdub_gui.features.preferences.controller import KeyedWidgets, PreferencesController
from deepdub_gui.features.preferences.setting_targets import SettingTargets
from deepdub_gui.features.project.controller import ProjectController
from deepdub_gui.features.retiming.controller import RetimingController
from deepdub_gui.features.season.controller import SeasonController
from deepdub_gui.features.separating.scope_menu import ScopeMenu
from deepdub_gui.features.speakers.controller import SpeakerController
from deepdub_gui.features.subtitles.controller import SubtitleController
from deepdub_gui.features.suggesting.controller import SuggestionController
from deepdub_gui.features.video.dock import VideoDock
from deepdub_gui.features.viewing.controller import ViewController
from deepdub_gui.features.voices.controller import VoiceController
from deepdub_gui.shell.action_states import update_action_states
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.file_commands import FileCommands
from deepdub_gui.shell.focus import keep_focus
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.recent_menu import RecentMenu
from deepdub_gui.shell.screen_fit import fit_to_screen, share_width
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.undo_actions import UndoActions
from deepdub_gui.shell.window_layout import split, stack_bands
from deepdub_gui.shell.window_title import window_title
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.shift.scope_choice import ScopeChoice
from deepdub_gui.widgets.status_bar import StatusBar
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.transport import TransportBar
from deepdub_gui.widgets.welcome_page import WelcomePage

_LANES = (ORIGINAL, VOCALS, ACCOMPANIMENT)


class MainWindow(DropWindow):
    """The main window; its central task needs no dialog.

    Parameters
    ----------
    services
        The session and the services that the window shows and controls.
    theme
        The theme to start with.
    """

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        session, jobs, playback = services.session, services.jobs, services.playback
        settings, dialogs, suggestions = services.settings, services.dialogs, services.suggestions
        self.session, self.jobs, self.playback = session, jobs, playback
        self.opener, self.separation, self._services = services.opener, services.separation, services
        self._settings, self._theme = settings, theme
        self.actions_ = Actions(self)
        self.timeline = Timeline(self)
        self.table = CueTable(self)
        self.shift_bar = ShiftBar(session, ScopeChoice(self.table, playback, self), settings.range_s, self)
        self.transport = TransportBar(self.actions_.transport, self)
        self.status = StatusBar(self)
        widgets = WindowWidgets(self.actions_, self.timeline, self.table, self.shift_bar, self.transport, self.status)
        self.models = ModelController(session, jobs, self.separation, dialogs, self.status, self)
        self._notifier = Notifier(self.status, services, self.models.remedy, self)
        self._notifier.follow_program(self.models.service)
        self.messages = MessageController(services, self.status, self)
        self.navigator = CueNavigator(session, playback, self.timeline, self.table, self._notifier, self)
        self.projects = ProjectController(services, widgets, self._notifier, self.open_files, self)
        self._saver = self.projects.saver
        self.season = SeasonController(services, widgets, self._notifier, self.open_files, self._saver.save, self)
        self._files = FileCommands(services, self._saver.confirm_unsaved, self.finish, self)
        self.subtitles = SubtitleController(
            session, jobs, self.opener, dialogs, self._saver.confirm_unsaved, self.shift_bar.finish, self
        )
        self.listening = ListeningController(services, self.actions_.transport, self)
        self.snap_times = SnapTimes(suggestions, playback)
        self.voices = VoiceController(services, widgets, self._notifier, self.snap_times, self)
        self.retiming = RetimingController(services, widgets, self.snap_times, self)
        self.suggesting = SuggestionController(services, self.shift_bar, self.status)
        self.video = VideoDock(services, self.projects.docks)
        self.viewing = ViewController(session, jobs, suggestions, self.timeline, settings, self)
        self.editing = EditingController(
            services, widgets, self.navigator, lambda: self.suggesting.checks, self.snap_times, self
        )
        self.finding = FindingController(services, widgets, self.navigator, self.finish, self.editing.check_again, self)
        self.speakers = SpeakerController(
            services, widgets, self.navigator, self._notifier, self.projects.docks, self.finish
        )
        self.models.voices_fetched.connect(self.speakers.finder.find_again)
        self.table.text_opened.emit(self.editing.column.panel.text.document())  # its words are checked, too
        self._lay_out()
        self._build_menus()
        self._connect_session()
        self._connect_widgets()
        self._connect_actions()
        self._build_preferences(widgets)
        self.shift_bar.ratio.list_closed.connect(self._take_keyboard)
        above, below = (self.projects.bar, self._invitation), (self.listening.mixer, self.transport, self.status)
        keep_focus(self, (*above, self.timeline, self.editing.column, self.shift_bar, *below), self._take_keyboard)
        self.set_theme(theme)
        self.projects.follow_view(self.listening.choose)
        self._restore()
        self._show_media()
        self._show_cues()
        self._take_keyboard()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.timeline.set_theme(theme)
        self.actions_.set_theme(theme)
        self.listening.set_theme(theme)
        self._show_playing()

    def open_sample(self) -> None:
        """Open the sample clip with subtitles that are 3 s late."""
        self.open_files([resource("sample", "sample.mkv"), resource("sample", "sample_3s_off.srt")])

    def open_files(self, paths: list[Path]) -> None:
        """Open a project, or a clip, its subtitles, or both."""
        self.finish()
        if self.projects.takes(paths) or self.season.takes(paths):
            return
        self._files.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, cancel running jobs, and release all resources."""
        self.finish()
        may_close = self._saver.is_left or (self.season.may_close() and self.listening.may_close(self.close))
        if not (may_close and self._saver.confirm_unsaved(self.close)):
            event.ignore()
            return
        self._settings.set_layout(SettingKey.GEOMETRY, self.saveGeometry())
        self._settings.set_layout(SettingKey.SPLITTER, self._splitter.saveState())
        self._settings.set_layout(SettingKey.DOCKS, self.projects.docks.saveState())
        dialogs = (self.models, self.preferences, self.handbook, self.messages, self.desktop, self.season)
        for part in (*dialogs, self.listening, self.voices, self.video):
            part.close()
        self.hide()  # closing can take a moment
        self.finding.end()
        self.jobs.cancel_all()
        self._services.voices.store_rest()
        self.status.forget_jobs()
        self.separation.close()
        self.playback.close()
        self.projects.close()
        self.session.close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click the focused button on Enter, since Space plays; end text input on Enter and Escape."""
        typing_ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        focused = self.focusWidget()
        if typing_ends and isinstance(focused, QAbstractButton) and event.key() != Qt.Key.Key_Escape:
            focused.click()
        elif typing_ends:
            self._take_keyboard()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        actions = self.actions_
        bands = (self.shift_bar, self.listening.mixer, self.transport, self.status)
        stack_bands(self.projects.bar, self.projects.docks, bands, self)
        self._stack = QStackedWidget(self)
        self._splitter = split(self.projects.docks, self._stack, self.editing.column)
        self._invitation = WelcomePage((actions.open_clip, actions.open_subtitles, actions.open_sample), self)
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(self.timeline)

    def _build_menus(self) -> None:
        history = UndoActions(self.session, self.shift_bar, self.finish, self)
        self._recent = RecentMenu(self._settings, self.open_files, self)
        steps = self.projects.history.toggleViewAction()
        self.actions_.build_menus(self, (history.undo, history.redo, steps), self._recent)
        self.subtitles.show_in(self.actions_.file, self.actions_.open_subtitles, self.status)
        self.season.show_in(self.actions_.file, self.actions_.export_sentences)
        self.retiming.show_in(self.actions_.shift)
        self.messages.show_in(self.actions_.help)
        end = self.editing.show_in(self.actions_.edit, self.actions_.settings)
        self.finding.show_in(self.actions_.edit, self.actions_.settings)
        self.suggesting.show_in(self.actions_.shift)
        self.viewing.show_in(self.actions_, self.video.show_in)
        submenus = self.editing.actions.submenus
        self.speakers.show_in(self.actions_.edit, end, submenus)
        rows, playback = self.table.selected_rows, self.playback
        self.scopes = ScopeMenu(self.session, self.separation, self._settings, rows, lambda: playback.position_ms, self)
        self.scopes.show_in(self.actions_.stems, self.actions_.transport.sources[0])
        self.transport.add_separate_menu(self.scopes.menu(self.actions_.transport.separate))
        self.listening.show_in(
            self.actions_.play, self.actions_.stems, self.transport, self.status, self.timeline, self._notifier
        )
        self.voices.show_in(self.listening.actions.generated, self.listening.actions.load_speech)
        self.models.show_in(self.actions_.stems, self.transport, self.actions_.transport.separate)
        controls = self.listening.controls
        self.transport.add_folds(controls.speed, controls.mixer, controls.ends)

    def _build_preferences(self, widgets: WindowWidgets) -> None:
        listening, modes = self.listening, self.viewing.actions.following
        rolls, loops, matching = listening.menus.set_rolls, listening.actions.loops_shift, listening.actions.matching
        targets = SettingTargets(
            self.shift_bar.set_range, modes, self.scopes.keep_up_to, rolls, loops, matching, self.finding.check_again
        )
        keyed = KeyedWidgets(
            (self.timeline, self.shift_bar.slider, self.suggesting.strip),
            (*listening.widgets_with_keys(), (self.shift_bar.suggest, (self.suggesting.suggest,))),
            (listening.abx,),
        )
        self.preferences = PreferencesController(widgets, keyed, self._settings, targets, self)
        self.handbook = HandbookController(self.actions_.handbook, self._settings.language, self)
        parts = (self._services, widgets, self._notifier, self._invitation, self.projects.service)
        self.desktop = DesktopController(*parts, self.open_files, self)

    def _connect_session(self) -> None:
        session = self.session
        session.media_changed.connect(self._show_media)
        session.lane_changed.connect(self._show_lane)
        session.stems_changed.connect(self._show_stems)
        session.cues_changed.connect(self._show_cues)
        session.cues_changed.connect(self.editing.refresh)
        for signal in (session.subtitles_changed, session.subtitles_renamed, session.undo.cleanChanged):
            signal.connect(self._show_title)
        session.subtitles_changed.connect(self.shift_bar.abandon)
        self.suggesting.checks_changed.connect(self.editing.marks.show)
        self.editing.marks.changed.connect(self._fill_table)
        self.suggesting.snapping.previewed.connect(self._show_snapped)
        self.suggesting.snapping.cancelled.connect(self._show_cues)
        self.jobs.started.connect(self.status.add_job)
        self.models.choice.changed.connect(self._show_sound)
        self.opener.opened.connect(self._settings.add_recent)
        self.separation.progressed.connect(self._show_separating)
        self.separation.changed.connect(self._allow)
        self._services.exporter.exporting.connect(self._allow)
        self.scopes.message_posted.connect(self._notifier.show_message)
        self.scopes.play_wanted.connect(self._play_preview)
        self.playback.underruns_changed.connect(self._show_sound)
        self.playback.moved.connect(self._show_position)
        self.playback.changed.connect(self._show_playing)
        self.playback.current_changed.connect(self._show_current)

    def _connect_widgets(self) -> None:
        self.timeline.seek_requested.connect(self.playback.seek)
        self.timeline.cue_clicked.connect(self.navigator.choose)
        self.timeline.cue_activated.connect(self.navigator.play)
        self.timeline.lane_chosen.connect(self.listening.choose)
        self.timeline.separate_requested.connect(self.separation.separate)
        self.table.cue_clicked.connect(self.navigator.choose)
        self.table.cue_activated.connect(self.navigator.play)
        self.shift_bar.refused.connect(self._notifier.show_error)
        self.shift_bar.range_changed.connect(lambda seconds: setattr(self._settings, "range_s", seconds))

    def _connect_actions(self) -> None:
        actions, transport, files = self.actions_, self.actions_.transport, self._files
        targets: dict[QAction, Callable[[], object]] = {
            actions.open_clip: lambda: files.open_clip(self.open_files),
            actions.open_subtitles: files.open_subtitles,
            actions.open_sample: self.open_sample,
            actions.save: lambda: self._finished(self._saver.save),
            actions.save_as: lambda: self._finished(self._saver.save_as),
            actions.open_project: self.projects.choose,
            actions.save_project: lambda: self._finished(self.projects.service.save),
            actions.save_project_as: lambda: self._finished(self.projects.service.save_as),
            actions.export_sentences: files.export_sentences,
            actions.export_stems: files.export_stems,
            actions.quit: self.close,
            transport.separate: self.separation.separate,
        }
        connect_actions(targets)
        self.navigator.connect_keys(actions)
        transport.loop.toggled.connect(self.playback.set_looping)
        connect_actions(
            {action: partial(self.listening.choose, number) for number, action in enumerate(transport.sources)}
        )

    def _show_media(self) -> None:
        media, clip = self.session.media, self.session.clip
        was_hidden = self._stack.currentWidget() is self._invitation
        self._stack.setCurrentWidget(self.timeline if media else self._invitation)
        focused = self.focusWidget()
        if media and was_hidden and not (focused and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)):
            self.timeline.setFocus()  # its shortcuts work at once, unless the user is typing
        if clip is None:
            self.timeline.set_duration(None)  # another clip is loading: reset the view
        self.timeline.set_duration(clip.duration_ms if clip else media.duration_ms if media else None)
        for lane in _LANES:
            self._show_lane(lane)
        if clip is None:
            self._show_position(0)
        self._show_title()
        self._show_stems()
        self._show_cues()

    def _show_lane(self, lane: int) -> None:
        self.timeline.set_lane(lane, self.session.peaks(lane), self.session.sources()[lane])

    def _show_stems(self) -> None:
        sources = self.session.sources()
        for action in self.actions_.transport.sources:
            action.setEnabled(sources[ORIGINAL] is not None)
        stems, clip = self.session.stems, self.session.clip
        self.timeline.set_separated(None if stems is None or clip is None or stems.complete else in_ms(stems, clip))
        self._allow()

    def _allow(self) -> None:
        update_action_states(self.actions_, self.timeline, self._services)

    def _show_cues(self) -> None:
        self.timeline.set_cues(self.session.cues, self.editing.ghosts())
        self.editing.marks.show()
        self.shift_bar.refresh()
        self._allow()

    def _fill_table(self) -> None:
        self.table.set_cues(self.session.cues, self.editing.marks.found)

    def _show_snapped(self, cues: tuple[Cue, ...]) -> None:
        """Preview the snapped cues, with the current ones as ghosts behind them."""
        self.timeline.set_cues(cues, self.session.cues)

    def _show_title(self) -> None:
        media, subtitles = self.session.media, self.session.subtitles
        self.setWindowTitle(window_title((media, subtitles), self.projects.service.path))
        self.setWindowModified(self.session.modified)
        self._invitation.ask_for_clip(has_subtitles=subtitles is not None)

    def _show_position(self, time_ms: int) -> None:
        self.transport.show_position(time_ms)
        self.timeline.set_playhead(float(time_ms), follow=self.playback.playing)

    def _show_playing(self) -> None:
        self.actions_.transport.show_playing(self.playback.playing, self._theme)
        self._show_sound()

    def _show_sound(self) -> None:
        clip = self.session.clip
        self.status.show_sound(clip.rate_hz if clip else None, self.models.label(), self.playback.underruns)

    def _show_current(self, index: int | None) -> None:
        self.timeline.set_current_cue(index)
        self.table.set_current(index, reveal=self.playback.playing)

    def _show_separating(self, progress: Progress | None) -> None:
        for lane in (VOCALS, ACCOMPANIMENT):
            self.timeline.set_lane_progress(lane, None if progress is None else progress.fraction)
        self._allow()

    def _play_preview(self, start_ms: int, stop_ms: int) -> None:
        self.listening.choose(VOCALS)
        self.playback.play_span(start_ms, stop_ms)
        self._notifier.show_looping()

    def _finished(self, go_on: Callable[[], None]) -> None:
        """Commit a pending gesture, then call `go_on`."""
        self.finish()
        go_on()

    def _take_keyboard(self) -> None:
        """Focus the timeline, or the welcome page if it is shown instead."""
        (self._stack.currentWidget() or self.timeline).setFocus()

    def finish(self) -> None:
        """Commit open gestures and text that is being edited."""
        self.editing.finish()
        self.shift_bar.finish()
        self.voices.finish()

    def _restore(self) -> None:
        fit_to_screen(self, self._settings.layout(SettingKey.GEOMETRY))
        share_width(self._splitter, self.width())
        self._splitter.restoreState(self._settings.layout(SettingKey.SPLITTER))
        self.projects.docks.restoreState(self._settings.layout(SettingKey.DOCKS))
