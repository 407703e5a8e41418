"""The actions of the main window, their default shortcuts, and the menu bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.icons import icon
from deepdub_gui.base.reasons import ReasonTips
from deepdub_gui.base.theme import Theme
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import make_action
from deepdub_gui.widgets.transport import TransportActions


class Actions:
    """The actions of the main window.

    Parameters
    ----------
    window
        Owns the actions; their shortcuts work while it has the focus.
    """

    def __init__(self, window: QMainWindow) -> None:
        self.transport = TransportActions(window)
        keys = QKeySequence.StandardKey

        self.open_clip = make_action(window, tr("&Open clip…"), keys.Open)
        self.open_subtitles = make_action(window, tr("Open &subtitles…"), "Ctrl+Shift+O")
        self.open_sample = make_action(window, tr("Open the sa&mple"))
        self.save = make_action(window, tr("&Save subtitles"), keys.Save)
        self.save_as = make_action(window, tr("Save subtitles &as…"), "Ctrl+Shift+S")
        self.open_project = make_action(window, tr("Open &project…"), "Ctrl+Alt+O")
        self.save_project = make_action(window, tr("Sa&ve project"), "Ctrl+Alt+S")
        self.save_project_as = make_action(window, tr("Save pro&ject as…"))
        self.export_sentences = make_action(window, tr("Export se&ntence folder…"), "Ctrl+Shift+E")
        self.export_stems = make_action(window, tr("Export s&tems…"))
        self.quit = make_action(window, tr("&Quit"), keys.Quit)
        self.reset_shift = make_action(window, tr("&Reset shift"), "Ctrl+0")
        self.earlier = make_action(window, tr("100 ms &earlier"), "Z")
        self.later = make_action(window, tr("100 ms &later"), "Shift+Z")
        self.previous_cue = make_action(window, tr("&Previous subtitle"), "Alt+Up")
        self.next_cue = make_action(window, tr("&Next subtitle"), "Alt+Down")
        self.play_cue = make_action(window, tr("Play &subtitle"), "F5", "R")  # both are common in other editors
        self.back = make_action(window, tr("1 s &back"), "Left")
        self.forward = make_action(window, tr("1 s &forward"), "Right")
        self.half_back = make_action(window, tr("½ s back"), "Alt+Left")
        self.half_forward = make_action(window, tr("½ s forward"), "Alt+Right")
        self.zoom_in = make_action(window, tr("Zoom &in"), keys.ZoomIn)
        self.zoom_out = make_action(window, tr("Zoom &out"), keys.ZoomOut)
        self.zoom_fit = make_action(window, tr("Show &whole clip"), "Ctrl+9")
        self.handbook = make_action(window, tr("&Handbook"), "F1")
        self.tour = make_action(window, tr("Take the &tour"))
        self.keys = make_action(window, tr("&Keys…"), "Ctrl+F1")
        self.settings = make_action(window, tr("Se&ttings…"), "Ctrl+,")
        self.about = make_action(window, tr("&About Deepdub"))
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        set_action_names(self)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        self.transport.set_theme(theme)
        icons = {
            self.open_clip: "open-media",
            self.open_subtitles: "open-subtitles",
            self.save: "save",
            self.export_sentences: "export",
            self.zoom_in: "zoom-in",
            self.zoom_out: "zoom-out",
            self.zoom_fit: "zoom-fit",
        }
        for action, name in icons.items():
            action.setIcon(icon(name, theme))

    def build_menus(self, window: QMainWindow, history: Sequence[QAction], recent: QMenu) -> None:
        """Fill the menu bar; `history` holds undo, redo and the history panel, `recent` the recent files."""
        bar = window.menuBar()
        self.file = file = bar.addMenu(tr("&File"))
        file.addActions([self.open_clip, self.open_subtitles, self.open_project, self.open_sample])
        file.addMenu(recent)
        file.addSeparator()
        file.addActions([self.save, self.save_as])
        file.addSeparator()
        file.addActions([self.save_project, self.save_project_as])
        file.addSeparator()
        file.addActions([self.export_sentences, self.export_stems])
        file.addSeparator()
        file.addAction(self.quit)
        ReasonTips(file)
        self.edit = edit = bar.addMenu(tr("&Edit"))
        edit.addActions(history)
        edit.insertSeparator(history[-1])
        edit.addSeparator()
        edit.addAction(self.settings)
        self.shift = bar.addMenu(tr("&Shift"))
        self.shift.addActions([self.earlier, self.later, self.reset_shift])
        self.play = play = bar.addMenu(tr("&Play"))
        play.addActions([self.transport.play, self.play_cue, self.transport.loop])
        play.addSeparator()
        play.addActions([self.back, self.forward, self.half_back, self.half_forward])
        play.addActions([self.previous_cue, self.next_cue])
        self.stems = bar.addMenu(tr("S&tems"))
        self.stems.addAction(self.transport.separate)
        self.stems.addSeparator()
        self.stems.addActions(list(self.transport.sources))
        self.view = bar.addMenu(tr("&View"))
        self.view.addActions([self.zoom_in, self.zoom_out, self.zoom_fit])
        self.help = bar.addMenu(tr("&Help"))
        self.help.addActions([self.handbook, self.tour, self.keys, self.about])
