"""The window of the season: its episodes, what is done with them, and how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.file_drop import dropped_files
from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.tab_order import set_tab_order
from deepdub_gui.dialogs.dialogs import Dialogs, StopAnswer
from deepdub_gui.features.season.bars import ListBar, PlanBar, ProgressBar, WorkBar
from deepdub_gui.features.season.memory import SeasonMemory
from deepdub_gui.features.season.pairs import PairMenu
from deepdub_gui.features.season.recent import SeasonsMenu
from deepdub_gui.features.season.review import SeasonReview
from deepdub_gui.features.season.rows import Standing
from deepdub_gui.features.season.service import SeasonService
from deepdub_gui.features.season.table import SeasonTable
from deepdub_gui.shortcuts.actions import connect_actions
from deepdub_gui.widgets.message_line import MessageLine

_INVITATION = mark("Drop a folder with clips and subtitles here")
_SIZE_PX, _DETAIL_PX = (960, 640), 36


class _Invitation(PlainLabel):
    """The text in the empty window, with the frame of a drop area, as on the welcome page."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = self.font()
        font.setPixelSize(20)
        self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(12, 12, -12, -12), 12, 12)


class SeasonWindow(QWidget):
    """A window of its own, beside the main window, which stays usable.

    Parameters
    ----------
    service, review, memory
        The season, what opens alignments to check, and what keeps the recent seasons.
    dialogs
        Ask for files and folders.
    owner
        The main window, which closes this one.
    """

    def __init__(
        self, service: SeasonService, review: SeasonReview, memory: SeasonMemory, dialogs: Dialogs, owner: QWidget
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.service, self.review, self.memory = service, review, memory
        self._dialogs, self._owner = dialogs, owner
        self._is_left, self._failure, self._new_clips = False, "", 0
        self.setWindowTitle(tr("Season"))
        self.setWindowIcon(owner.windowIcon())
        self.setAcceptDrops(True)
        set_help(self, "season.md", owner=owner)
        self.table = SeasonTable(self)
        self.pairs = PairMenu(service, dialogs, self)
        self.seasons = SeasonsMenu(memory, self)
        self.list_bar, self.plan_bar = ListBar(self.seasons, self.pairs, self), PlanBar(self)
        self.progress_bar, self.work_bar = ProgressBar(self), WorkBar(self)
        self.invitation = _Invitation(tr(_INVITATION), self)
        self.unpaired = PlainLabel(self, objectName="dim", wordWrap=True)
        self.detail = MessageLine("dim", self)
        self.detail.setMinimumHeight(_DETAIL_PX)  # a sentence moves nothing
        self._lay_out()
        self._connect()
        self._list()
        self._allow()
        self.resize(*_SIZE_PX)

    def leave(self) -> None:
        """Close the window without a question, because the main window closes."""
        self._is_left = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what becomes of the work, and close."""
        if self.service.is_running and not self._is_left:
            answer = self._dialogs.ask_stopping(self)
            if answer is StopAnswer.CANCEL:
                event.ignore()
                return
            if answer is StopAnswer.STOP:
                self.service.cancel()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files and folders while nothing is being done."""
        if dropped_files(event) and not self.service.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped episodes."""
        if files := dropped_files(event):
            event.acceptProposedAction()
            self.service.add(files)

    # Layout

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.invitation)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.list_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.unpaired)
        column.addWidget(self.detail)
        column.addWidget(self.plan_bar)
        column.addWidget(self.progress_bar)
        column.addWidget(self.work_bar)
        set_tab_order((self,))
        self.list_bar.add.setFocus()

    def _connect(self) -> None:
        service, bar, work = self.service, self.list_bar, self.work_bar
        service.listed.connect(self._list)
        service.moved.connect(self._move)
        service.changed.connect(self._allow)
        service.restored.connect(self._show_choices)
        service.failed.connect(self._show_failure)
        self.memory.failed.connect(self._show_failure)
        self.memory.grown.connect(self._show_new)
        bar.add.clicked.connect(self._choose_folder)
        bar.remove.clicked.connect(self._remove)
        bar.language_chosen.connect(service.set_language)
        bar.subtitles.pressed.connect(self._aim)
        self.plan_bar.chosen.connect(service.set_kinds)
        self.plan_bar.workers.setValue(service.workers)
        self.plan_bar.workers.valueChanged.connect(service.set_workers)
        self.plan_bar.place.clicked.connect(self._choose_root)
        work.start.clicked.connect(self._start)
        work.pause.toggled.connect(service.pause)
        work.cancel.clicked.connect(service.cancel)
        work.retry.clicked.connect(service.retry)
        work.check.clicked.connect(self.review.next)
        work.report.clicked.connect(self._open_report)
        work.closer.clicked.connect(self.close)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.table.selectionModel().currentChanged.connect(self._choose_row)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.activated.connect(lambda _: self._act())
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)

    # What is shown

    def _list(self) -> None:
        rows = self.service.rows
        number = self.table.currentIndex().row()
        self.table.episodes.list_rows(rows)
        if rows:
            self.table.selectRow(max(0, min(number, len(rows) - 1)))
        was_empty = self._stack.currentWidget() is self.invitation
        self._stack.setCurrentWidget(self.table if rows else self.invitation)
        if rows and was_empty:
            self.table.setFocus()
        names = ", ".join(f"“{path.name}”" for path in self.service.unpaired[:4])
        more = len(self.service.unpaired) - 4
        text = tr("Belong to no clip: {names}", names=names) + (tr(" and {count} more", count=more) if more > 0 else "")
        self.unpaired.setText(text)
        self.unpaired.setVisible(bool(names))
        self._choose_row()

    def _move(self) -> None:
        self.table.episodes.move_rows(self.service.rows)
        self._show_detail()

    def _show_failure(self, error: Exception) -> None:
        self._failure = error_text(error)
        self._show_detail()

    def _show_choices(self) -> None:
        self.plan_bar.show_choices(self.service.kinds, self.service.workers)
        self.list_bar.language.setText(self.service.language)

    def _show_new(self, count: int) -> None:
        self._new_clips = count
        self._show_detail()

    def _add_new(self) -> None:
        self._new_clips = 0
        self.service.add_new()

    def _choose_row(self) -> None:
        self._failure, self._new_clips = "", 0
        self._show_detail()

    def _show_detail(self) -> None:
        """Show what failed, or the whole sentence of the current episode if it does not fit into the list."""
        row = self.table.current
        if self._failure:
            self.detail.show_message(self._failure, error=True)
        elif self._new_clips:
            text = tr("{count:clip has|clips have} come into the folder since.", count=self._new_clips)
            self.detail.show_message(text, tr("Add"), self._add_new)
        elif row is not None and row.standing is Standing.FAILED:
            self.detail.show_message(f"{row.item.name}: {tr(row.reason)}", error=True)
        elif row is not None and row.is_pair_doubtful and row.standing is Standing.NEW:
            self.detail.show_message(tr("Several subtitle files fit “{name}”.", name=row.item.media.name))
        elif row is not None and row.standing is Standing.CHECK:
            text = tr("It is not certain where the subtitles of “{name}” belong.", name=row.item.name)
            self.detail.show_message(text, tr("Open to check"), self._open_current)
        else:
            self.detail.clear()

    def _allow(self) -> None:
        service = self.service
        chosen = self.table.chosen
        may_edit = not (service.is_running or service.is_pairing)
        self.list_bar.allow(may_edit=may_edit, is_one=len(chosen) == 1, is_any=bool(chosen))
        self.plan_bar.allow(may_edit=may_edit)
        self.plan_bar.show_plan(service.root, service.needs, is_measuring=bool(service.rows) and service.needs is None)
        self.progress_bar.show_state(service)
        self.work_bar.allow(service)

    # What is done

    def _start(self) -> None:
        self._failure = ""
        self.service.start()

    def _choose_folder(self) -> None:
        folder = self._dialogs.choose_folder(self, tr("Add a folder of episodes"))
        if folder is not None:
            self.service.add([folder])

    def _choose_root(self) -> None:
        folder = self._dialogs.choose_folder(self, tr("Folder of the results"))
        if folder is not None:
            self.service.set_root(folder)

    def _remove(self) -> None:
        self.service.remove(self.table.chosen)

    def _aim(self) -> None:
        """Let the menu of the subtitles be about the selected episode."""
        chosen = self.table.chosen
        self.pairs.set_row(chosen[0] if len(chosen) == 1 else -1)

    def _act(self) -> None:
        """Do what suits the current episode: check it, or change its subtitles."""
        row = self.table.current
        if row is None:
            return
        if row.standing is Standing.CHECK:
            self._open_current()
        elif self.list_bar.subtitles.isEnabled():
            self._aim()
            self.pairs.popup(
                self.table.viewport().mapToGlobal(self.table.visualRect(self.table.currentIndex()).center())
            )

    def _open_current(self) -> None:
        row = self.table.current
        doubt = next((one for one in self.service.doubts if row is not None and one.item.name == row.item.name), None)
        if doubt is not None:
            self.review.open(doubt)

    def _mark_checked(self) -> None:
        names = {self.service.rows[number].item.name for number in self.table.chosen}
        for doubt in self.service.doubts:
            if doubt.item.name in names:
                self.service.set_checked(doubt)

    def _open_menu(self, place: QPoint) -> None:
        chosen, service = self.table.chosen, self.service
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        may_edit = not (service.is_running or service.is_pairing)
        if len(chosen) == 1:
            self._aim()
            menu.addMenu(self.pairs).setEnabled(may_edit)
        is_check = any(service.rows[number].standing is Standing.CHECK for number in chosen)
        opens, checked = menu.addAction(tr("&Open to check")), menu.addAction(tr("&Mark as checked"))
        opens.setEnabled(is_check and len(chosen) == 1)
        checked.setEnabled(is_check)
        folder = menu.addAction(tr("Show &folder"))
        folder.setEnabled(len(chosen) == 1 and self._folder_of(chosen[0]) is not None)
        menu.addSeparator()
        remove = menu.addAction(tr("&Remove from the list"))
        remove.setEnabled(may_edit)
        connect_actions(
            {
                opens: self._open_current,
                checked: self._mark_checked,
                folder: lambda: self._show_folder(chosen[0]),
                remove: self._remove,
            }
        )
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _folder_of(self, number: int) -> Path | None:
        root = self.service.root
        folder = root / self.service.rows[number].item.name if root is not None else None
        return folder if folder is not None and folder.is_dir() else None

    def _show_folder(self, number: int) -> None:
        folder = self._folder_of(number)
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _open_report(self) -> None:
        report = self.service.report
        if report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(report)))
