"""Connects the cast with the list, the timeline, the panel and the menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.speakers.cast import Cast
from deepdub_gui.base.i18n import tr
from deepdub_gui.features.speakers.actions import SpeakerActions
from deepdub_gui.features.speakers.cast_bar import CastBar
from deepdub_gui.features.speakers.cast_mode import CastMode
from deepdub_gui.features.speakers.commands import CastCommands
from deepdub_gui.features.speakers.finder import SpeakerFinder
from deepdub_gui.features.speakers.listening import LinePlayer
from deepdub_gui.features.speakers.panel import SpeakerPanel
from deepdub_gui.features.speakers.texts import lines_text, speaker_notes
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.action_entries import escaped, mark_refilled
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.status_bar import About
from deepdub_gui.widgets.timeline.speaker_stripes import SpeakerStripes

_MOST_ALIKE = 12


class SpeakerController(QObject):
    """Shows who speaks, lets a person settle it, and finds speakers.

    Parameters
    ----------
    services, widgets
        The document and its services, and the widgets of the window.
    navigator, notifier
        Goes to lines, and shows errors.
    docks
        The window that holds the docks.
    finish
        Commits what is being typed or dragged.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        navigator: CueNavigator,
        notifier: Notifier,
        docks: QMainWindow,
        finish: Callable[[], object],
    ) -> None:
        window = docks.window()
        super().__init__(window)
        self._services, self._widgets, self._navigator = services, widgets, navigator
        self._session, self._playback = services.session, services.playback
        self.actions = SpeakerActions(window)
        self.commands = CastCommands(services.session, finish, self)
        self.finder = SpeakerFinder(services.session, services.jobs, services.heard, self)
        self.player = LinePlayer(services.session, services.playback, navigator, self)
        timeline = widgets.timeline
        self.mode = CastMode(window, (timeline, widgets.table.view), lambda: timeline.drag.can_cancel)
        self.panel, self.bar = SpeakerPanel(docks), CastBar(widgets.table)
        self.stripes = SpeakerStripes(widgets.timeline.theme, widgets.timeline.canvas.cues)
        self._shown: tuple[Cast, int] = (Cast(), 0)
        self._aimed: frozenset[int] | None = None  # the lines for a number that is being typed
        self._waiting: PcmClip | None = None  # whose speakers are to be found when it is separated
        widgets.table.add_above(self.bar, (self.bar.close_,))
        widgets.timeline.add_layer(self.stripes)
        self._menu = self.actions.menu(self.panel.toggleViewAction(), window)
        self._line_menu = QMenu(tr("S&peaker"), window)
        mark_refilled(self._line_menu)
        self._connect_actions()
        self._connect(notifier)
        self._show()

    def show_in(self, edit: QMenu, before: QAction, submenus: list[QMenu]) -> None:
        """Add the menu of speakers to the Edit menu, and a submenu for a line to `submenus`."""
        edit.insertMenu(before, self._menu)
        submenus.append(self._line_menu)

    def _connect_actions(self) -> None:
        actions, commands, panel = self.actions, self.commands, self.panel
        connect_actions(
            {
                actions.find_speakers: self._find,
                actions.cast_mode: lambda: self._set_mode(is_on=actions.cast_mode.isChecked()),
                actions.next_open: self._go_to_open,
                actions.accept_chosen: lambda: commands.accept(self.chosen),
                actions.accept_all: commands.accept,
                actions.to_new_speaker: lambda: commands.split(self.chosen),
                actions.forget_speaker: lambda: commands.clear(self.chosen),
                actions.more_alike: self._select_alike,
                actions.hear_speaker: self._listen,
                actions.names_from_subtitles: commands.take_names,
                actions.add_speaker: commands.add,
                actions.rename_speaker: panel.edit_name,
                actions.merge_speakers: lambda: commands.merge(panel.numbers, panel.numbers[0]),
                actions.remove_speakers: lambda: commands.remove(panel.numbers),
            }
        )
        panel.add_actions(
            actions.find_speakers,
            (actions.cast_mode, actions.accept_all),
            (actions.hear_speaker, *actions.of_speakers, actions.add_speaker),
        )
        panel.renamed.connect(commands.rename, Qt.ConnectionType.QueuedConnection)
        panel.chosen.connect(self._select_lines)
        panel.selection_changed.connect(self._allow)
        panel.visibilityChanged.connect(lambda _: self._show_panel())
        self._line_menu.aboutToShow.connect(self._fill_line_menu)

    def _connect(self, notifier: Notifier) -> None:
        session, finder, mode = self._session, self.finder, self.mode
        session.cast_changed.connect(self._show)
        session.cues_changed.connect(self._show)
        for signal in (session.subtitles_changed, session.media_changed, finder.changed):
            signal.connect(self._allow)
        session.subtitles_changed.connect(self.player.stop)
        self._widgets.table.selection_changed.connect(self._show_target)
        self._playback.current_changed.connect(self._show_target)
        for source in (finder, self.commands):
            source.failed.connect(notifier.show_error)
        self.commands.told.connect(self._tell)
        finder.found.connect(self._take_found)
        self._services.separation.progressed.connect(self._after_separating)
        mode.number_given.connect(self._assign)
        mode.typing.connect(self._show_typed)
        mode.accepted.connect(self._accept)
        mode.left.connect(lambda: self._set_mode(is_on=False))
        self.bar.closed.connect(lambda: self._set_mode(is_on=False))

    # The chosen lines

    @property
    def chosen(self) -> frozenset[int]:
        """The lines that commands act on: several that are selected, or else the current one."""
        rows = self._widgets.table.selected_rows()
        if len(rows) > 1:
            return frozenset(rows)
        current = self._playback.current_cue
        if current is None:
            current = rows[0] if rows else self._playback.find_current()
        return frozenset() if current is None or current >= len(self._session.cues) else frozenset({current})

    def _select_lines(self, number: int) -> None:
        cues = [cue for cue in self._session.cast.cues_of(number) if cue < len(self._session.cues)]
        if cues:
            self._widgets.table.select_rows(cues, cues[0])

    # Display

    def _show(self) -> None:
        """Show who speaks; while a shift is adjusted nothing changes, and without speakers nothing is done."""
        cast, count = self._session.shown.cast, len(self._session.cues)
        if (cast is self._shown[0] or not (cast or self._shown[0])) and count == self._shown[1]:
            return
        had_cast, self._shown = bool(self._shown[0]), (cast, count)
        if cast or had_cast:
            notes = speaker_notes(cast, count) if cast else ()
            self._widgets.table.set_speakers(notes if cast else None)
            self.stripes.set_speakers(notes)
        self._show_panel()
        self._show_target()
        self._allow()

    def _show_panel(self) -> None:
        self.panel.show_cast(*self._shown)

    def _show_target(self) -> None:
        if not self.mode.is_on:
            return
        cues = self.chosen if self._aimed is None else self._aimed
        numbers = lines_text(cues)
        if len(cues) == 1:
            speaker = self._widgets.table.model.speaker(min(cues))
            name = tr("nobody yet") if speaker is None else speaker.text
            self.bar.show_line(tr("Line {number}: {name}", number=numbers, name=name))
        else:
            self.bar.show_line(tr("{count:line is|lines are} selected", count=len(cues)))

    def _allow(self) -> None:
        actions, cast, numbers = self.actions, self._session.cast, self.panel.numbers
        has_cues = bool(self._session.cues)
        actions.find_speakers.setEnabled(has_cues and self._session.clip is not None and not self.finder.is_busy)
        for action in (actions.cast_mode, actions.names_from_subtitles, actions.to_new_speaker, actions.next_open):
            action.setEnabled(has_cues)
        actions.more_alike.setEnabled(has_cues)
        for action in (actions.accept_chosen, actions.accept_all, actions.forget_speaker, actions.hear_speaker):
            action.setEnabled(has_cues and bool(cast))
        actions.add_speaker.setEnabled(self._session.subtitles is not None)
        is_listed = self.panel.isVisible()
        actions.rename_speaker.setEnabled(is_listed and bool(cast))
        actions.merge_speakers.setEnabled(is_listed and len(numbers) > 1)
        actions.remove_speakers.setEnabled(is_listed and bool(numbers))
        if not has_cues:
            self._set_mode(is_on=False)

    def _fill_line_menu(self) -> None:
        menu, actions, cast = self._line_menu, self.actions, self._session.cast
        menu.clear()
        chosen = self.chosen
        lines = {None if (line := cast.line_of(cue)) is None else line.speaker for cue in chosen}
        for speaker in cast.speakers:
            action = menu.addAction(f"{speaker.number} {escaped(self.commands.name(speaker.number))}")
            action.setCheckable(True)
            action.setChecked(lines == {speaker.number})
            action.triggered.connect(partial(self._assign_chosen, chosen, speaker.number))
        menu.addSeparator()
        menu.addActions(actions.of_lines)

    def _assign_chosen(self, cues: frozenset[int], number: int, _checked: bool = False) -> None:  # noqa: FBT002 - a slot
        self.commands.assign(cues, number)

    # The cast mode

    def _set_mode(self, *, is_on: bool) -> None:
        self.actions.cast_mode.setChecked(is_on)
        if is_on == self.mode.is_on:
            return
        self.mode.set_on(is_on=is_on)
        self.bar.setVisible(is_on)
        if is_on:
            if self._playback.current_cue is None and self._playback.find_current() is not None:
                self._widgets.table.select(self._playback.find_current() or 0)
            self._show_target()
            home = self._widgets.timeline if self._widgets.timeline.isVisible() else self._widgets.table.view
            home.setFocus()

    def _show_typed(self, typed: str) -> None:
        """Show the beginning of a number of two digits; it is for the lines that were chosen when it began."""
        if not typed:
            self._aimed = None
        elif self._aimed is None:
            self._aimed = self.chosen
        self.bar.show_typed(typed)
        self._show_target()

    def _assign(self, number: int) -> None:
        cues, self._aimed = self.chosen if self._aimed is None else self._aimed, None
        cues = frozenset(cue for cue in cues if cue < len(self._session.cues))
        if not cues:
            return
        if number:
            self.commands.assign(cues, number)
        else:
            self.commands.clear(cues)
        self._go_on(cues)

    def _accept(self) -> None:
        cues, cast = self.chosen, self._session.cast
        if any((line := cast.line_of(cue)) is not None and not line.is_settled for cue in cues):
            self.commands.accept(cues)
        self._go_on(cues)

    def _go_on(self, cues: frozenset[int]) -> None:
        """Go to the line after the last of some lines."""
        if cues:
            starts = self._session.cues
            self._playback.set_current_cue(max(cues, key=lambda cue: (starts[cue].start_ms, cue)))
            following = self._playback.cue_beside(1)
            if following is not None and following not in cues:
                self._widgets.table.select_rows([following], following)
                self._navigator.choose(following)
            self._show_target()

    def _go_to_open(self) -> None:
        """Go to the next line that is unknown or suggested; after the last one, to the first."""
        cues, cast = self._session.cues, self._session.cast
        lines = {cue: cast.line_of(cue) for cue in range(len(cues))}
        open_cues = [cue for cue, line in lines.items() if line is None or not line.is_settled]
        if not open_cues:
            self._tell(tr("All lines have their speakers."))
            return
        current = min(self.chosen, default=None)
        here = (-1, -1) if current is None else (cues[current].start_ms, current)
        order = sorted((cues[cue].start_ms, cue) for cue in open_cues)
        index = next((place for place in order if place > here), order[0])[1]
        self._widgets.table.select_rows([index], index)
        self._navigator.choose(index)

    # Finding and listening

    def _find(self) -> None:
        separation = self._services.separation
        if self._session.stems is not None:
            self.panel.show()
            self.finder.find(self.panel.wanted)
        elif separation.busy:
            self._waiting = self._session.clip
            self._tell(tr("Deepdub finds the speakers as soon as the separation has finished."))
        else:
            text = tr("Speakers are told apart by the separated voices: separate the clip first.")
            self._widgets.status.show_message(text, tr("Separate"), self._separate_first)

    def _separate_first(self) -> None:
        self._waiting = self._session.clip
        self._services.separation.separate()

    def _after_separating(self, progress: object) -> None:
        """Find the speakers if that was wanted before the separation, which has ended well."""
        if progress is None:
            waiting, self._waiting = self._waiting, None
            if waiting is not None and waiting is self._session.clip and self._session.stems is not None:
                self._find()

    def _take_found(self, found: Cast) -> None:
        self.commands.suggest(found)
        count = len({line.speaker for line in found.lines if line is not None})
        text = tr(
            "Found {count:speaker|speakers}. Check the suggestions in the cast mode, or accept them.", count=count
        )
        self._widgets.status.show_message(text, tr("Cast mode"), self._begin_mode)

    def _begin_mode(self) -> None:
        self._set_mode(is_on=True)

    def _select_alike(self) -> None:
        """Select the chosen lines and those most like them, as far as nobody has settled otherwise."""
        if not self.finder.has_heard:
            self._tell(tr("The voices have not been compared yet: find speakers first."))
            return
        chosen, cast = self.chosen, self._session.cast
        own = {line.speaker for cue in chosen if (line := cast.line_of(cue)) is not None}
        lines = {cue: cast.line_of(cue) for cue in range(len(self._session.cues))}
        others = [cue for cue, line in lines.items() if line is None or not line.is_settled or line.speaker in own]
        found = self.finder.alike(chosen, others, _MOST_ALIKE)
        if not found:
            self._tell(tr("There is too little voice in the selected lines to compare."))
            return
        self._widgets.table.select_rows({*chosen, *(one.cue for one in found)}, min(chosen))
        least = tr("{share} %", share=round(100 * max(0.0, found[-1].cosine)))
        text = tr(
            "Selected {count:line|lines} with the most similar voices, down to {least}.", count=len(found), least=least
        )
        self._tell(text)

    def _listen(self) -> None:
        cast, numbers = self._session.cast, self.panel.numbers if self.panel.isVisible() else []
        if not numbers:
            numbers = [line.speaker for cue in self.chosen if (line := cast.line_of(cue)) is not None][:1]
        cues = [cue for number in numbers[:1] for cue in cast.cues_of(number) if cue < len(self._session.cues)]
        if cues:
            self.player.play(cues)
        else:
            self._tell(tr("Select a line of the speaker, or a speaker in the panel, first."))

    def _tell(self, text: str) -> None:
        self._widgets.status.show_message(text, about=About.CUE)
