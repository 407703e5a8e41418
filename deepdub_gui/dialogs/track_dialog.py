"""The dialog that chooses a subtitle track of a clip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel, tooltip
from deepdub_gui.dialogs.names import language_name

_COLUMNS = (mark("Track"), mark("Language"), mark("Title"), mark("Format"), mark("Note"))
_WIDTHS = (64, 130, 220, 90)
_NUMBER = Qt.ItemDataRole.UserRole


class TrackDialog(QDialog):
    """Lists subtitle tracks; those that are not text are disabled, with a note.

    Parameters
    ----------
    tracks
        All subtitle tracks of the clip.
    """

    def __init__(self, tracks: Sequence[SubtitleTrack], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Open subtitles from the clip"))
        set_help(self, "formats.md", "subtitles-inside-a-clip")
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName(tr("Subtitle tracks"))
        self.list.setHeaderLabels(list(map(tr, _COLUMNS)))
        for number, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(number, width)
        self._items = [_item(track) for track in tracks]
        self.list.addTopLevelItems(self._items)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Open | kinds.Cancel, self)
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(tr("Subtitles open in their own format; the clip is not changed."), self))
        column.addWidget(self.list)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(self.accept)
        self.list.currentItemChanged.connect(self._allow)
        self._choose(tracks)
        self._allow()
        self.resize(740, 300)

    @property
    def number(self) -> int | None:
        """The number of the selected track; None if there is none."""
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return None
        return int(item.data(0, _NUMBER))

    def accept(self) -> None:
        """Close the dialog if a track is selected."""
        if self.number is not None:
            super().accept()

    def _choose(self, tracks: Sequence[SubtitleTrack]) -> None:
        texts = [track for track in tracks if track.kind is TrackKind.TEXT]
        shown = next((track for track in texts if track.is_default), texts[0] if texts else None)
        if shown is not None:
            self.list.setCurrentItem(self._items[tracks.index(shown)])

    def _allow(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(self.number is not None)


def _item(track: SubtitleTrack) -> QTreeWidgetItem:
    notes = {TrackKind.TEXT: [], TrackKind.PICTURES: [tr("images, not text")], TrackKind.UNKNOWN: [tr("not text")]}[
        track.kind
    ]
    notes += [tr("default")] if track.is_default else []
    notes += [tr("forced")] if track.is_forced else []
    texts = (str(track.number), language_name(track.language), track.title or "", track.format, ", ".join(notes))
    item = QTreeWidgetItem(texts)
    item.setData(0, _NUMBER, track.number)
    item.setToolTip(2, tooltip(track.title or ""))
    if track.kind is not TrackKind.TEXT:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item
