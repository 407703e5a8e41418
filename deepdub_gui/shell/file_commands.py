"""The commands of the File menu that ask for a file or a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.shell.services import Services


class FileCommands:
    """Opens a clip or subtitles, and exports sentences or stems, each to or from a place that the person chooses.

    Parameters
    ----------
    services
        The dialogs, and what opens and exports.
    confirm_unsaved
        Prompts before changes are lost. Returns whether to continue now; after saving, it calls its argument.
    finish
        Commits a pending gesture.
    window
        The parent of the dialogs.
    """

    def __init__(
        self,
        services: Services,
        confirm_unsaved: Callable[[Callable[[], object]], bool],
        finish: Callable[[], None],
        window: QWidget,
    ) -> None:
        self._dialogs, self._opener, self._exporter = services.dialogs, services.opener, services.exporter
        self._confirm_unsaved, self._finish, self._window = confirm_unsaved, finish, window

    def open_paths(self, paths: list[Path]) -> None:
        """Open a clip, its subtitles, or both, after a prompt if unsaved subtitles would be replaced."""

        def open_them() -> None:
            self._opener.open_paths(paths)

        if not self._opener.brings_subtitles(paths) or self._confirm_unsaved(open_them):
            open_them()

    def open_clip(self, open_files: Callable[[list[Path]], None]) -> None:
        """Ask for a clip and open it."""
        path = self._dialogs.choose_media(self._window)
        if path is not None:
            open_files([path])

    def open_subtitles(self) -> None:
        """Ask for a subtitle file and open it."""
        path = self._dialogs.choose_subtitles(self._window)
        if path is None:
            return
        self._finish()

        def open_it() -> None:
            self._opener.open_subtitles(path)

        if self._confirm_unsaved(open_it):
            open_it()

    def export_sentences(self) -> None:
        """Ask for a folder and write the sentence folder to it."""
        self._export(tr("sentence folder"), self._exporter.export_sentences)

    def export_stems(self) -> None:
        """Ask for a folder and write the stems to it."""
        self._export(tr("stems"), self._exporter.export_stems)

    def _export(self, what: str, export: Callable[[Path], object]) -> None:
        folder = self._dialogs.choose_folder(self._window, tr("Export the {what} to", what=what))
        if folder is not None:
            export(folder)
