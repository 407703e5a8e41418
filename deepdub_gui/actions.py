"""Every action of the window, with its key, and the menus they are in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from deepdub_gui.keys.entries import name_actions
from deepdub_gui.transport import TransportActions


class Actions:
    """The window's actions.

    Parameters
    ----------
    window
        Owns them; they work while it has the focus.
    """

    def __init__(self, window: QMainWindow) -> None:
        self.transport = TransportActions(window)
        keys = QKeySequence.StandardKey

        def make(text: str, key: QKeySequence.StandardKey | str | None = None) -> QAction:
            action = QAction(text, window)
            if key is not None:
                action.setShortcut(QKeySequence(key))
            return action

        self.open_clip = make("&Open clip…", keys.Open)
        self.open_subtitles = make("Open &subtitles…", "Ctrl+Shift+O")
        self.open_sample = make("Open the sa&mple")
        self.save = make("&Save subtitles", keys.Save)
        self.save_as = make("Save subtitles &as…", "Ctrl+Shift+S")
        self.open_project = make("Open &project…", "Ctrl+Alt+O")
        self.save_project = make("Sa&ve project", "Ctrl+Alt+S")
        self.save_project_as = make("Save pro&ject as…")
        self.export_sentences = make("Export se&ntence folder…", "Ctrl+Shift+E")
        self.export_stems = make("Export s&tems…")
        self.quit = make("&Quit", keys.Quit)
        self.reset_shift = make("&Reset shift", "Ctrl+0")
        self.earlier = make("100 ms &earlier", "Z")
        self.later = make("100 ms &later", "Shift+Z")
        self.previous_cue = make("&Previous cue", "Alt+Up")
        self.next_cue = make("&Next cue", "Alt+Down")
        self.play_cue = make("Play &cue", "F5")
        self.back = make("1 s &back", "Left")
        self.forward = make("1 s &forward", "Right")
        self.zoom_in = make("Zoom &in", keys.ZoomIn)
        self.zoom_out = make("Zoom &out", keys.ZoomOut)
        self.zoom_fit = make("Show &whole clip", "Ctrl+9")
        self.handbook = make("&Handbook", "F1")
        self.tour = make("Take the &tour")
        self.keys = make("&Keys…", "Ctrl+F1")
        self.settings = make("Se&ttings…", "Ctrl+,")
        self.about = make("&About Deepdub")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        name_actions(self)

    def build_menus(self, window: QMainWindow, history: Sequence[QAction], recent: QMenu) -> None:
        """Fill the menu bar; undo, redo, the list of steps and the recent files come from outside."""
        bar = window.menuBar()
        self.file = file = bar.addMenu("&File")
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
        edit = bar.addMenu("&Edit")
        edit.addActions(history)
        edit.insertSeparator(history[-1])
        edit.addSeparator()
        edit.addAction(self.settings)
        self.shift = bar.addMenu("&Shift")
        self.shift.addActions([self.earlier, self.later, self.reset_shift])
        self.play = play = bar.addMenu("&Play")
        play.addActions([self.transport.play, self.play_cue, self.transport.loop])
        play.addSeparator()
        play.addActions([self.back, self.forward, self.previous_cue, self.next_cue])
        self.stems = bar.addMenu("S&tems")
        self.stems.addAction(self.transport.separate)
        self.stems.addSeparator()
        self.stems.addActions(list(self.transport.sources))
        self.view = bar.addMenu("&View")
        self.view.addActions([self.zoom_in, self.zoom_out, self.zoom_fit])
        bar.addMenu("&Help").addActions([self.handbook, self.tour, self.keys, self.about])
