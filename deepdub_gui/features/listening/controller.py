"""Creates the listening parts and connects them to the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.player import SoundDeviceOutput, responds
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.theme import Theme
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS
from deepdub_gui.features.listening.abx_dialog import AbxDialog
from deepdub_gui.features.listening.abx_exporter import AbxExporter
from deepdub_gui.features.listening.abx_session import AbxSession
from deepdub_gui.features.listening.actions import SPEEDS, ListeningActions
from deepdub_gui.features.listening.aux_sources import AuxSources
from deepdub_gui.features.listening.controls import ListeningControls
from deepdub_gui.features.listening.cue_edge_player import CueEdgePlayer
from deepdub_gui.features.listening.loudness import LoudnessMatcher
from deepdub_gui.features.listening.menus import ListeningMenus
from deepdub_gui.features.listening.metering import Metering
from deepdub_gui.features.listening.mixer_panel import MixerPanel
from deepdub_gui.features.listening.momentary_keys import MomentaryKey
from deepdub_gui.features.listening.monitor import GENERATED, MIXED, MixerState, MonitorSelection
from deepdub_gui.features.listening.monitor_controller import MonitorController
from deepdub_gui.features.listening.output_menu import OutputMenu
from deepdub_gui.features.listening.output_watch import OutputWatch
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.status_bar import About, StatusBar
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.transport import TransportActions, TransportBar

_SCRUB_MS = 40
_FADE_STEP = 0.1


class ListeningController(QObject):
    """Owns the mixer, the meters, the extra sources, the output menu and the ABX test, and connects them.

    Parameters
    ----------
    services
        The document, and the services of the window.
    sources
        The actions that switch between the sources.
    window
        The parent of all actions, menus and widgets.
    """

    def __init__(
        self,
        services: Services,
        sources: TransportActions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        session, jobs, playback, settings = services.session, services.jobs, services.playback, services.settings
        self._session, self._jobs, self._playback = session, jobs, playback
        self._settings, self._dialogs, self._sources, self._window = settings, services.dialogs, sources, window
        self._voices = services.voices
        self.actions = ListeningActions(window)
        self.monitor = MonitorController(session, playback, self)
        self.metering = Metering(playback, self.monitor, self)
        self.aux_sources = AuxSources(session, playback, services.voices, self)
        self.matching = LoudnessMatcher(session, jobs, self.monitor, self)
        self.edge_player = CueEdgePlayer(session, playback, self)
        self.output = OutputMenu(jobs, settings.output, parent=window)
        self.watch = OutputWatch(lambda: responds(SoundDeviceOutput(settings.output)), self._is_unheard, self)
        self.menus = ListeningMenus(self.actions, self.monitor, settings, playback.set_rolls, window)
        self.controls = ListeningControls(self.menus.speed, self.actions.mixer, window)
        self.mixer = MixerPanel(self.monitor, self.metering, self.actions.mutes, self.actions.solos, window)
        self.abx = AbxDialog(AbxSession(self.monitor, playback, self), sources.play, window)
        added = (self.actions.generated, self.actions.removed)
        for action in added:
            sources.add_to_group(action)
        playback.set_rolls(*settings.pre_post_roll_ms)
        MomentaryKey((*sources.sources, *added), self.monitor, window)

    def widgets_with_keys(self) -> tuple[tuple[QWidget, tuple[QAction, ...]], ...]:
        """Return the controls that are not buttons of an action, with the actions that do the same."""
        actions, controls = self.actions, self.controls
        normal = actions.speeds[SPEEDS.index(1.0)]
        return (
            (controls.speed, (actions.slower, actions.faster, normal)),
            (controls.fader, (actions.towards_accompaniment, actions.towards_vocals)),
        )

    def show_in(
        self,
        play: QMenu,
        stems: QMenu,
        transport: TransportBar,
        status: StatusBar,
        timeline: Timeline,
        notifier: Notifier,
    ) -> None:
        """Add the controls and menus to the window, and connect all signals."""
        self._timeline, self._status, self._notifier = timeline, status, notifier
        self.menus.show_in(play, self._sources.loop, stems, self.output)
        transport.add_listening(self.controls)
        self._connect_actions()
        self.matching.message_posted.connect(notifier.show_message)
        self.matching.failed.connect(notifier.show_error)
        self.monitor.changed.connect(self._show)
        self._voices.loaded.connect(lambda: self.monitor.listen(GENERATED))
        self.edge_player.outside.connect(notifier.show_cue_outside)
        self.output.chosen.connect(self._use_device)
        self._trials = AbxExporter(self.abx.session, self.abx, self._jobs, self._dialogs, notifier, self)
        self._playback.failed.connect(self._show_failure)
        self.watch.found.connect(lambda: status.expire(About.OUTPUT))
        self._playback.changed.connect(lambda: self._show_speed(self._playback.speed))
        self.controls.faded.connect(self._fade)
        self.controls.meter.reset_wanted.connect(self.metering.reset)
        self.metering.measured.connect(lambda levels: self.controls.meter.set_level(levels[-1]))
        self.metering.descriptions_due.connect(self.controls.meter.update_description)
        timeline.scrub_requested.connect(lambda time_ms: self._playback.scrub(time_ms, resume=True))
        timeline.scrub_ended.connect(self._playback.end_scrub)
        self._show_speed(1.0)
        self.actions.loops_shift.setChecked(self._settings.loops_shift)
        self.actions.matching.setChecked(self._settings.matched)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Apply the colours of a theme to the meters."""
        self.mixer.set_theme(theme)
        self.controls.meter.set_theme(theme, theme.accent)

    def choose(self, source: int) -> None:
        """Switch to original, vocals, accompaniment or the voices, or report that they are missing."""
        if self.monitor.has(MonitorSelection(source)):
            self.monitor.listen(source)
        elif source == GENERATED:
            self._choose_generated()
        else:
            self._show()
            if self._session.clip is not None:
                self._notifier.show_stem_missing(source)

    def may_close(self, later: Callable[[], object]) -> bool:
        """Return whether the window may close now; if the user chooses to save first, call `later` afterwards."""
        return self._trials.confirm_unsaved(later)

    def close(self) -> None:
        """Close the ABX dialog, and stop the meters and the search for a lost device."""
        self.watch.stop()
        self.abx.close()
        self.metering.stop()

    def _connect_actions(self) -> None:
        actions, playback = self.actions, self._playback
        targets: dict[QAction, Callable[[], object]] = {
            actions.scrub_back: lambda: self._scrub(-_SCRUB_MS),
            actions.scrub_forward: lambda: self._scrub(_SCRUB_MS),
            actions.slower: lambda: self._step_speed(-1),
            actions.faster: lambda: self._step_speed(1),
            actions.generated: self._choose_generated,
            actions.removed: self._choose_removed,
            actions.towards_accompaniment: lambda: self._fade(self.monitor.heard.position - _FADE_STEP),
            actions.towards_vocals: lambda: self._fade(self.monitor.heard.position + _FADE_STEP),
            actions.reset_mixer: self._reset_mixer,
            actions.load_speech: self._load_speech,
            actions.abx: self._show_abx,
        }
        targets |= {action: lambda edge=edge: self.edge_player.play(edge) for edge, action in actions.edges.items()}
        for speed, action in zip(SPEEDS, actions.speeds, strict=True):
            targets[action] = lambda speed=speed: playback.set_speed(speed)
        connect_actions(targets)
        for switch, name, set_ in (
            (actions.loops_shift, "loops_shift", playback.set_loops_shift),
            (actions.matching, "matched", self.matching.set_wanted),
        ):
            switch.toggled.connect(set_)
            switch.toggled.connect(lambda on, name=name: setattr(self._settings, name, on))
        actions.mixer.toggled.connect(self.mixer.setVisible)
        actions.ticks.toggled.connect(self._tick)
        for name, switches in (("muted", actions.mutes), ("soloed", actions.solos)):
            for source, action in enumerate(switches):
                action.triggered.connect(lambda on, name=name, source=source: self._switch(name, source, on=on))

    # Display

    def _show(self) -> None:
        heard, state, has = self.monitor.heard, self.monitor.mixer_state, self.monitor.has
        actions = self.actions
        current = actions.generated if heard.source == GENERATED else None
        if heard.pair is not None:
            current = actions.removed
        (current or self._sources.sources[heard.source]).setChecked(True)
        self._timeline.set_active_lane(GENERATED if current is actions.generated else heard.lane)
        has_stems = has(MonitorSelection(VOCALS)) and has(MonitorSelection(ACCOMPANIMENT))
        self.controls.show_fader(heard.position, usable=has_stems)
        for action in (actions.removed, actions.towards_accompaniment, actions.towards_vocals):
            action.setEnabled(has_stems)
        for action in (actions.generated, actions.load_speech):
            action.setEnabled(has(MonitorSelection(ORIGINAL)))
        for switches, on in ((actions.mutes, state.muted), (actions.solos, state.soloed)):
            for source, action in enumerate(switches):
                action.setChecked(source in on)
                action.setEnabled(has(MonitorSelection(source)))
        self.mixer.show_state(state)
        self.controls.show_mixer(is_changed=bool(state.muted or state.soloed or any(state.gain_db)))
        if self.abx.isVisible() and not self.monitor.is_blind:
            self.abx.refresh()

    def _show_speed(self, speed: float) -> None:
        self.controls.show_speed(speed)
        if speed in SPEEDS:
            self.actions.speeds[SPEEDS.index(speed)].setChecked(True)

    def _show_failure(self, error: Exception) -> None:
        """Show an error; if the output device is unavailable, offer the default device or another try."""
        if not isinstance(error, SoundUnavailable):
            self._notifier.show_error(error)
        elif self._settings.output is not None:
            self._show_unheard(error, tr("Use the default"), self._use_default)
        else:
            self._show_unheard(error, tr("Play"), self._play)

    def _show_unheard(self, error: Exception, button: str, do: Callable[[], object]) -> None:
        self._status.show_message(error_text(error), button, do, error=True, about=About.OUTPUT)
        self.watch.start()

    def _is_unheard(self) -> bool:
        return self._status.about is About.OUTPUT

    # User actions

    def _fade(self, position: float) -> None:
        self.monitor.fade(round(position, 2))

    def _switch(self, name: str, source: int, *, on: bool) -> None:
        self.monitor.set_mixer_state(self.monitor.mixer_state.switched(name, source, on=on))

    def _reset_mixer(self) -> None:
        self.monitor.set_mixer_state(
            MixerState(frozenset(), frozenset(), (0.0,) * len(MIXED), self.monitor.mixer_state.ticking)
        )

    def _tick(self, ticking: bool) -> None:
        state = self.monitor.mixer_state
        self.aux_sources.set_ticking(ticking)
        self.monitor.set_mixer_state(MixerState(state.muted, state.soloed, state.gain_db, ticking))

    def _scrub(self, step_ms: int) -> None:
        self._playback.scrub(max(0, self._playback.position_ms + step_ms))
        self._timeline.reveal(float(self._playback.position_ms))

    def _step_speed(self, step: int) -> None:
        place = min(range(len(SPEEDS)), key=lambda index: abs(SPEEDS[index] - self._playback.speed))
        self._playback.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, place + step))])

    def _choose_generated(self) -> None:
        if self.monitor.has(MonitorSelection(GENERATED)):
            self.monitor.listen(GENERATED)
        else:
            self._show()
            voices = self._voices.voices
            if voices is not None and voices.found:
                self._notifier.show_stem_missing(ACCOMPANIMENT)
                return
            text = tr("There is no generated speech yet. Load a sentence folder that contains generated speech.")
            self._status.show_message(text, tr("Load"), self._load_speech, about=About.SOUND)

    def _choose_removed(self) -> None:
        self.monitor.toggle_removed()
        if self.monitor.heard.pair is not None:
            names = (tr("vocals"), tr("vocals"), tr("music & effects"))[self.monitor.heard.pair[1]]
            self._notifier.show_message(
                tr("You are hearing the original without the {names}. Press the same key to go back.", names=names),
                about=About.SOUND,
            )

    def _load_speech(self) -> None:
        folder = self._dialogs.choose_folder(self._window, tr("Load generated speech from a sentence folder"))
        if folder is not None:
            self._voices.load(folder)

    def _show_abx(self) -> None:
        self.abx.show()
        self.abx.activateWindow()

    def _use_device(self, name: str | None) -> None:
        self._settings.output = name
        self._playback.set_device(name)

    def _use_default(self) -> None:
        self._settings.output = None
        self.output.show_chosen(None)
        self._playback.set_device(None, play=True)

    def _play(self) -> None:
        if not self._playback.playing:
            self._playback.toggle()
