"""The dialog that asks how to export the film with the dubbed sound."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from deepdub_gui.base.help_pages import set_help
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.quiet_combo_box import QuietComboBox
from deepdub_gui.base.tab_order import set_tab_order
from deepdub_gui.dialogs.dub_options import DubOptions, TargetField, add_row
from deepdub_gui.dialogs.names import language_name
from deepdub_gui.document.dub_exporter import FilmChoice

_LANGUAGES = (
    *("ara", "ces", "dan", "deu", "ell", "eng", "fin", "fra", "heb", "hin", "hun", "ind", "ita", "jpn", "kor", "msa"),
    *("nld", "nor", "pol", "por", "ron", "rus", "spa", "swe", "tha", "tur", "ukr", "vie", "zho"),
)


class FilmDialog(QDialog):
    """Asks for the file, the mix, and the language and title of the new track.

    Parameters
    ----------
    choice
        The choice to start with.
    """

    def __init__(self, choice: FilmChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export film"))
        set_help(self, "dub.md", "the-way-home")
        self.options = DubOptions(choice.options, self)
        kinds = tr("Films (*.mkv *.mp4 *.m4v *.mov *.ts *.m2ts)")
        self.target = TargetField(choice.target, self.windowTitle(), kinds, self)
        self.language = QuietComboBox(self)
        self.language.addItem(tr("Not stated"), "")
        for code in sorted(_LANGUAGES, key=language_name):
            self.language.addItem(f"{language_name(code)} ({code})", code)
        self.language.setCurrentIndex(max(0, self.language.findData(choice.language)))
        self.title = QLineEdit(choice.title, self)
        self.title.setPlaceholderText(tr("None"))
        self.keep = QCheckBox(tr("&Keep the sound of the film as another track"), self)
        self.keep.setChecked(choice.keeps_original)
        form = self.options.form
        form.addRow(tr("L&anguage of the new track"), self.language)
        form.addRow(tr("&Title of the new track"), self.title)
        form.addRow(self.keep)
        add_row(form, tr("&File"), self.target)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.export = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        hint = PlainLabel(tr("Picture, subtitles, chapters and attachments are copied without a change."), self)
        hint.setObjectName("dim")
        column = QVBoxLayout(self)
        column.addWidget(self.options)
        column.addWidget(hint)
        column.addWidget(self.buttons)
        set_tab_order((self,))
        self.target.edit.textChanged.connect(self._allow)
        self.options.fit.currentIndexChanged.connect(self._allow)
        self.options.room.changed.connect(self._allow)
        self._allow()

    @property
    def choice(self) -> FilmChoice:
        """What the user chose."""
        return FilmChoice(
            self.target.path,
            self.options.options,
            str(self.language.currentData() or ""),
            self.title.text().strip(),
            self.keep.isChecked(),
        )

    def _allow(self) -> None:
        is_named = bool(self.target.path.suffix) and self.target.path.is_absolute()
        self.export.setEnabled(is_named and self.options.is_complete)
