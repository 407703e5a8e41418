"""Connects the generated voices with the table, the transport row, the menus and the message line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.reasons import allow
from deepdub_gui.document.dub_exporter import FilmChoice, SoundtrackChoice
from deepdub_gui.document.snap_times import SnapTimes
from deepdub_gui.features.voices import texts
from deepdub_gui.features.voices.actions import VoiceActions
from deepdub_gui.features.voices.moving import VoiceMoving
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.shift.steps import STEP_MS


class VoiceController(QObject):
    """Shows the voices that are open, and exports them.

    Parameters
    ----------
    services, widgets
        The document and its services, and the widgets of the window.
    notifier
        Shows errors.
    window
        The parent of the actions and dialogs.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        notifier: Notifier,
        snap_times: SnapTimes,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services, self._widgets, self._notifier, self._window = services, widgets, notifier, window
        self._voices, self._dubs = services.voices, services.dubs
        options = services.settings.dub_options
        self._voices.set_options(options)
        self._soundtrack, self._film = SoundtrackChoice(Path(), options), FilmChoice(Path(), options)
        self._noted = 0
        self.actions = VoiceActions(window)
        self.moving = VoiceMoving(
            self._voices,
            services.session,
            widgets.timeline,
            widgets.status,
            self._line,
            snap_times.starts_and_ends,
        )
        connect_actions(
            {
                self.actions.update_folder: self._update_folder,
                self.actions.map: self._voices.map_strays,
                self.actions.undo: self._voices.undo_moves,
                self.actions.attention: lambda: self._widgets.table.show_voices_of(texts.ATTENTION),
                self.actions.export_soundtrack: self._export_soundtrack,
                self.actions.export_film: self._export_film,
                self.actions.earlier: lambda: self.moving.nudge(-STEP_MS),
                self.actions.later: lambda: self.moving.nudge(STEP_MS),
                self.actions.finely_earlier: lambda: self.moving.nudge(-STEP_MS // 10),
                self.actions.finely_later: lambda: self.moving.nudge(STEP_MS // 10),
                self.actions.reset: self.moving.reset,
            }
        )
        self.actions.line.aboutToShow.connect(self._fill_line)
        hand = widgets.timeline.voice_mouse
        hand.began.connect(self._select)
        hand.menu_requested.connect(self._show_menu)
        for rate, action in self.actions.rates.items():
            connect_actions({action: partial(self._export_sheets, rate)})
        voices, dubs = self._voices, self._dubs
        voices.changed.connect(self._show)
        voices.loaded.connect(self._tell_loaded)
        voices.arrived.connect(self._tell_arrived)
        voices.mapped.connect(lambda count: self._tell(tr("Voices with new names: {count}.", count=count), True))
        voices.undone.connect(lambda count: self._tell(tr("Voices with their former names: {count}.", count=count)))
        for source in (voices, dubs):
            source.failed.connect(notifier.show_error)
        dubs.message_posted.connect(notifier.show_message)
        dubs.replace_wanted.connect(notifier.offer_replacing)
        dubs.changed.connect(self._allow)
        services.session.cues_changed.connect(self._follow_cues)
        services.session.media_changed.connect(self._allow)
        services.playback.current_changed.connect(self._mark_line)
        widgets.table.view.selectionModel().selectionChanged.connect(self._mark_line)

    def show_in(self, listen: QAction, load: QAction) -> None:
        """Add the button and the menus to the window; `listen` plays the voices, and `load` chooses a folder."""
        actions, widgets = self.actions, self._widgets
        actions.show_in(widgets.actions.file, widgets.actions.export_stems, widgets.actions.stems)
        menu = actions.menu(load, self._window)
        listen.setIconText(tr("4 Voices"))
        widgets.transport.add_voices(listen, menu)
        self._show()

    def finish(self) -> None:
        """Commit the steps of keys."""
        self.moving.finish()

    def close(self) -> None:
        """Stop to watch the folder."""
        self.moving.finish()
        self._voices.close()

    # Display

    def _show(self) -> None:
        voices, timeline = self._voices.voices, self._widgets.timeline
        timeline.set_has_voices(voices is not None)
        self.moving.show()
        self._mark_line()
        if voices is None:
            self.actions.summary.setText(tr("No voices are open"))
        else:
            name, count = voices.lines.folder.name, len(voices.lines.lines)
            self.actions.summary.setText(
                tr(
                    "{name}: {found} of {count:line has a voice|lines have a voice}",
                    name=name,
                    found=voices.found,
                    count=count,
                )
            )
        self._show_lines()
        self._allow()

    def _show_lines(self) -> None:
        voices, table = self._voices.voices, self._widgets.table
        if voices is None:
            table.set_voices(None, ())
            return
        notes = [texts.voice_note(line) for line in self._voices.lines_of_cues]
        self._noted = len(notes)
        table.set_voices(notes, texts.filter_kinds(voices.lines.lines))

    def _follow_cues(self) -> None:
        """Show no note beside a wrong cue; while a shift is adjusted, all of them stay right."""
        if self._voices.voices is not None and len(self._services.session.cues) != self._noted:
            self._show_lines()

    def _mark_line(self) -> None:
        line = self._line()
        self._widgets.timeline.voice_boxes.set_current(line.hash if line is not None else None)
        self._allow_moves()

    def _allow_moves(self) -> None:
        line = self._line()
        for action in self.actions.moves:
            action.setEnabled(self._voices.voices is not None)  # it says which lines can be moved
        self.actions.reset.setEnabled(line is not None and line.moved_ms != 0)

    def _allow(self) -> None:
        actions, voices = self.actions, self._voices.voices
        lines = voices.lines if voices is not None else None
        actions.map.setEnabled(lines is not None and any(stray.target for stray in lines.strays))
        actions.attention.setEnabled(lines is not None and any(line.notices for line in lines.lines))
        actions.undo.setEnabled(lines is not None)
        actions.update_folder.setEnabled(lines is not None)
        actions.line.menuAction().setEnabled(lines is not None)
        no_voices = "" if lines is not None else tr("Load generated speech first.")
        allow(actions.sheets.menuAction(), no_voices)
        for action in actions.rates.values():
            action.setEnabled(lines is not None)
        for action in (actions.export_soundtrack, actions.export_film):
            allow(
                action,
                "" if self._dubs.may_export else no_voices or tr("An export is running, or no line has a voice."),
            )

    # Messages

    def _tell_loaded(self) -> None:
        voices = self._voices.voices
        if voices is not None:
            self._tell(texts.loaded_text(voices))

    def _tell_arrived(self, names: tuple[str, ...]) -> None:
        voices = self._voices.voices
        lines = [line for line in voices.lines.lines if set(names) & set(line.takes)] if voices is not None else []
        if lines:
            bad = [line for line in lines if line.notices]
            text, more = texts.arrived_text(lines), texts.attention_text(bad) if len(lines) > 1 else ""
            self._show_text(f"{text} {more}".strip(), self.actions.attention if bad else None)
        elif voices is not None and any(stray.name in names for stray in voices.lines.strays):
            known = any(stray.target for stray in voices.lines.strays)
            self._show_text(texts.stray_text(voices.lines.strays), self.actions.map if known else None)

    def _tell(self, text: str, undoes: bool = False) -> None:  # noqa: FBT002 - a slot
        """Show a message, with what is wrong with the voices and the next step."""
        voices, comparison, actions = self._voices.voices, self._voices.comparison, self.actions
        if voices is None:
            return
        strays = texts.stray_text(voices.lines.strays)
        attention = texts.attention_text(voices.lines.lines)
        differs = texts.comparison_text(comparison) if comparison is not None else ""
        step = None
        if undoes:
            step, attention, differs, strays = actions.undo, "", "", ""
        elif any(stray.target for stray in voices.lines.strays):
            step = actions.map
        elif differs:
            step = actions.update_folder
        elif attention:
            step = actions.attention
        self._show_text(" ".join(filter(None, (text, attention, strays, differs))), step)

    def _show_text(self, text: str, step: QAction | None) -> None:
        labels = {
            self.actions.map: tr("Use them"),
            self.actions.update_folder: tr("Update the folder"),
            self.actions.attention: tr("Show lines"),
            self.actions.undo: tr("Undo"),
        }
        status = self._widgets.status
        if step is None:
            status.show_message(text)
        else:
            status.show_message(text, labels[step], step.trigger)

    # User actions

    def _update_folder(self) -> None:
        if self._voices.folder is not None:
            self._services.exporter.export_sentences(self._voices.folder, force=True)

    def _line(self) -> LineStatus | None:
        cue, lines = self._services.playback.current_cue, self._voices.lines_of_cues
        rows = self._widgets.table.selected_rows()
        at = rows[0] if rows else cue
        return lines[at] if at is not None and at < len(lines) else None

    def _select(self, number: int) -> None:
        """Select the subtitle of a line, so that keys and menus mean it."""
        lines = self._voices.lines_of_cues
        cue = next((at for at, line in enumerate(lines) if line is not None and line.hash == number), None)
        if cue is not None:
            self._widgets.table.select_rows([cue])

    def _show_menu(self, number: int, place: QPoint) -> None:
        self._select(number)
        self.actions.line.popup(place)

    def _fill_line(self) -> None:
        menu, line = self.actions.line, self._line()
        menu.clear()
        if line is None:
            menu.addAction(tr("Select a line that is in the folder")).setEnabled(False)
            return
        keep = menu.addAction(tr("&Keep its original"))
        keep.setCheckable(True)
        keep.setChecked(Status.KEPT in line.statuses)
        keep.triggered.connect(lambda on: self._voices.keep_original(line, keep=on))
        menu.addSeparator()
        if not line.takes:
            menu.addAction(tr("This line has no voice")).setEnabled(False)
        group = QActionGroup(menu)
        for name in line.takes:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == line.voice)
            group.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self._voices.choose_take(line, name))
        menu.addSeparator()
        menu.addActions(self.actions.moves)

    def _export_soundtrack(self) -> None:
        choice = replace(self._soundtrack, target=self._target(self._soundtrack.target, ".wav"))
        chosen = self._services.dialogs.choose_soundtrack(self._window, choice)
        if chosen is not None:
            self._soundtrack = chosen
            self._services.settings.dub_options = chosen.options
            self._film = replace(self._film, options=replace(chosen.options, me=False))
            self._voices.set_options(self._film.options)
            self._dubs.export_soundtrack(chosen)

    def _export_film(self) -> None:
        media = self._services.session.media
        suffix = media.path.suffix.lower() if media is not None else ""
        suffix = suffix if suffix in (".mkv", ".mp4", ".m4v", ".mov", ".ts", ".m2ts") else ".mkv"
        choice = replace(self._film, target=self._target(self._film.target, suffix))
        chosen = self._services.dialogs.choose_film(self._window, choice)
        if chosen is not None:
            self._film = chosen
            self._services.settings.dub_options = chosen.options
            self._soundtrack = replace(
                self._soundtrack, options=replace(chosen.options, me=self._soundtrack.options.me)
            )
            self._voices.set_options(chosen.options)
            self._dubs.export_film(chosen)

    def _export_sheets(self, rate: str) -> None:
        folder = self._services.dialogs.choose_folder(self._window, tr("Export the cue sheets to"))
        if folder is not None:
            self._dubs.export_cue_sheets(folder, rate)

    def _target(self, former: Path, suffix: str) -> Path:
        media = self._services.session.media
        if media is None:
            return former
        here = former.parent if former.name else media.path.parent
        return here / f"{media.path.stem}_dub{suffix}"
