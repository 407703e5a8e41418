"""File dialogs and prompts."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from deepdub_engine.subtitles import EncodingPreview, Language
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.plain_text import ask
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.names import language_name
from deepdub_gui.document.dub_exporter import FilmChoice, SoundtrackChoice

if TYPE_CHECKING:
    from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack

_MEDIA = mark(
    "Video and audio (*.mkv *.mka *.mp4 *.m4a *.mov *.avi *.ts *.webm *.wav *.flac *.mp3 *.ogg *.opus *.aac *.ac3)"
)
_SUBTITLES = mark("Subtitles (*.srt *.ass *.ssa *.vtt *.smi *.sami *.sub *.txt *.mpl)")
_PROJECTS = mark("Projects (*.deepdub)")
_ARCHIVES = mark("Archives (*.tar.gz *.tgz *.whl)")
_ALL = mark("All files (*)")
_RATES = ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"]


class SaveAnswer(enum.Enum):
    """The answers to the prompt to save changes."""

    SAVE = enum.auto()
    DISCARD = enum.auto()
    CANCEL = enum.auto()


class StopAnswer(enum.Enum):
    """The answers to the question whether to stop what a window that closes has begun."""

    STOP = enum.auto()
    GO_ON = enum.auto()
    CANCEL = enum.auto()


class Dialogs:
    """Shows Qt's dialogs, and remembers the last folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def choose_media(self, parent: QWidget) -> Path | None:
        """Ask for a clip to open."""
        return self._open(parent, tr("Open clip"), tr(_MEDIA))

    def choose_subtitles(self, parent: QWidget) -> Path | None:
        """Ask for subtitles to open."""
        return self._open(parent, tr("Open subtitles"), tr(_SUBTITLES))

    def choose_subtitle_track(self, parent: QWidget, tracks: Sequence[SubtitleTrack]) -> int | None:
        """Ask which subtitle track of a clip to open."""
        from deepdub_gui.dialogs.track_dialog import TrackDialog

        dialog = TrackDialog(tracks, parent)
        number = dialog.number if dialog.exec() else None
        dialog.deleteLater()
        return number

    def choose_encoding(self, parent: QWidget, previews: Sequence[EncodingPreview], current: str) -> str | None:
        """Ask for the encoding of subtitles."""
        from deepdub_gui.dialogs.encoding_dialog import EncodingDialog

        dialog = EncodingDialog(previews, current, parent)
        encoding = dialog.encoding if dialog.exec() else None
        dialog.deleteLater()
        return encoding

    def choose_language(self, parent: QWidget, languages: Sequence[Language], current: str | None) -> str | None:
        """Ask which language of subtitles to read; returns its key."""
        names = [_language_entry(language) for language in languages]
        keys = [language.key for language in languages]
        shown = keys.index(current) if current in keys else 0
        title, text = tr("Language of the subtitles"), tr("The other languages stay in the file and move along.")
        name, is_chosen = QInputDialog.getItem(parent, title, text, names, shown, False)
        return keys[names.index(name)] if is_chosen and name in names else None

    def choose_frame_rate(self, parent: QWidget, name: str) -> str | None:
        """Ask for the frame rate of subtitles that count frames, as text."""
        text = tr("“{name}” counts frames, but does not state how many there are in a second.", name=name)
        rate, is_chosen = QInputDialog.getItem(parent, tr("Frame rate"), text, _RATES, _RATES.index("25"), True)
        return rate if is_chosen else None

    def choose_reference(self, parent: QWidget) -> Path | None:
        """Ask for correctly timed reference subtitles."""
        return self._open(parent, tr("Choose correctly timed reference subtitles"), tr(_SUBTITLES))

    def choose_target(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask for a file to save the subtitles to, in their own format or another; the dialog confirms overwriting."""
        from deepdub_engine.subtitles.converting import TARGETS

        stays = suggestion.is_absolute() and suggestion.parent.is_dir()
        folder = suggestion.parent if stays else self._settings.last_folder
        own = suggestion.suffix
        names = {own: own[1:].upper(), **TARGETS} if own else TARGETS
        kinds = {tr("{kind} subtitles (*{suffix})", kind=name, suffix=suffix): suffix for suffix, name in names.items()}
        ordered = sorted(kinds, key=lambda kind: kinds[kind] != own)  # the own format comes first
        place = str(folder / suggestion.name)
        name, kind = QFileDialog.getSaveFileName(
            parent, tr("Save subtitles as"), place, ";;".join([*ordered, tr(_ALL)])
        )
        path, suffix = self._remember(name), kinds.get(kind, own)
        if path is None or suffix == own or path.suffix.lower() != own:
            return path
        path = path.with_suffix(suffix)  # another kind was chosen, and the suffix left as it was
        return path if not path.exists() or self._may_replace(parent, path) else None

    def _may_replace(self, parent: QWidget, path: Path) -> bool:
        kinds = QMessageBox.StandardButton
        text = tr("“{name}” exists already. Replace it?", name=path.name)
        return ask(parent, text, kinds.Yes | kinds.No, kinds.No) == kinds.Yes

    def ask_converting(self, parent: QWidget, name: str, lost: str) -> bool:
        """Ask whether to save a copy in a format that cannot keep everything; `lost` is a sentence that says what."""
        text = tr("{lost}\n\nSave “{name}” all the same? Your subtitles stay open as they are.", lost=lost, name=name)
        kinds = QMessageBox.StandardButton
        return ask(parent, text, kinds.Save | kinds.Cancel, kinds.Save) == kinds.Save

    def choose_project(self, parent: QWidget) -> Path | None:
        """Ask for a project to open."""
        return self._open(parent, tr("Open project"), tr(_PROJECTS))

    def choose_project_target(self, parent: QWidget, suggestion: Path) -> Path | None:
        """Ask for a file to save a project to; the dialog confirms overwriting."""
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save project as"), str(suggestion), tr(_PROJECTS))
        return self._remember(name)

    def find_missing(self, parent: QWidget, missing: Path) -> Path | None:
        """Ask for the new location of a missing clip."""
        return self._open(parent, tr("Locate “{name}”", name=missing.name), tr(_MEDIA))

    def choose_table(self, parent: QWidget, name: str) -> Path | None:
        """Ask for a CSV file to export trials to; the dialog confirms overwriting."""
        suggestion = str(self._settings.last_folder / name)
        chosen, _ = QFileDialog.getSaveFileName(parent, tr("Export the trials"), suggestion, tr("Tables (*.csv)"))
        return self._remember(chosen)

    def choose_soundtrack(self, parent: QWidget, choice: SoundtrackChoice) -> SoundtrackChoice | None:
        """Ask how and where to export the dubbed soundtrack."""
        from deepdub_gui.dialogs.soundtrack_dialog import SoundtrackDialog

        dialog = SoundtrackDialog(choice, parent)
        chosen = dialog.choice if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def choose_film(self, parent: QWidget, choice: FilmChoice) -> FilmChoice | None:
        """Ask how and where to export the film."""
        from deepdub_gui.dialogs.film_dialog import FilmDialog

        dialog = FilmDialog(choice, parent)
        chosen = dialog.choice if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def choose_archive(self, parent: QWidget) -> Path | None:
        """Ask for a model archive."""
        return self._open(parent, tr("Import model archive"), tr(_ARCHIVES))

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder to write to or read from."""
        name = QFileDialog.getExistingDirectory(parent, title, str(self._settings.last_folder))
        return self._remember(name)

    def ask_saving(self, parent: QWidget, name: str) -> SaveAnswer:
        """Ask whether to save unsaved changes."""
        return _asked_to_save(parent, tr("The changes to “{name}” have not been saved. Save them?", name=name))

    def ask_trials(self, parent: QWidget, count: int) -> SaveAnswer:
        """Ask whether to export the trials of a blind comparison."""
        if count == 1:
            text = tr("The trial of the blind comparison has not been exported. Export it?")
        else:
            text = tr("The {count} trials of the blind comparison have not been exported. Export them?", count=count)
        return _asked_to_save(parent, text)

    def ask_reach(self, parent: QWidget, project: str, paths: Sequence[Path]) -> bool:
        """Ask whether a project may use these files and folders, which the person has not opened here."""
        kinds = QMessageBox.StandardButton
        files = "\n".join("".join(c if c.isprintable() else "\ufffd" for c in str(path)) for path in paths)
        text = tr(
            "“{project}” names these files or folders outside its folder or wants to save to them:\n\n{files}\n\nAllow"
            " it to read them, to keep the fitted voices in a folder, and to save its subtitles there when you say so?"
            " Allow it only if you know where the project is from.",
            project=project,
            files=files,
        )
        return ask(parent, text, kinds.Yes | kinds.No, kinds.No) == kinds.Yes

    def ask_discarding(self, parent: QWidget, work: str) -> bool:
        """Ask whether to delete work permanently; `work` is a sentence that describes it."""
        kinds = QMessageBox.StandardButton
        text = tr("{work}\n\nDiscard it? This cannot be undone.", work=work)
        answer = ask(parent, text, kinds.Discard | kinds.Cancel, kinds.Cancel)
        return answer == kinds.Discard

    def ask_stopping(self, parent: QWidget) -> StopAnswer:
        """Ask whether to stop the season whose window closes."""
        kinds = QMessageBox.StandardButton
        text = tr(
            "The season is still being prepared. Stop it?\n\nWith No, it goes on in the background. What is done stays"
            " done in any case."
        )
        answer = ask(parent, text, kinds.Yes | kinds.No | kinds.Cancel, kinds.No)
        return {kinds.Yes: StopAnswer.STOP, kinds.No: StopAnswer.GO_ON}.get(answer, StopAnswer.CANCEL)

    def ask_ending(self, parent: QWidget) -> bool:
        """Ask whether to close the program although a season is being prepared."""
        kinds = QMessageBox.StandardButton
        text = tr(
            "A season is still being prepared, and closing Deepdub stops it. What is done stays done, and the next"
            " start goes on from there. Close Deepdub?"
        )
        return ask(parent, text, kinds.Yes | kinds.No, kinds.No) == kinds.Yes

    def _open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, str(self._settings.last_folder), f"{kinds};;{tr(_ALL)}")
        return self._remember(name)

    def _remember(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._settings.last_folder = path if path.is_dir() else path.parent
        return path


def _language_entry(language: Language) -> str:
    """Return the name of a language with its class, so that no two are the same."""
    return f"{language.name or language_name(language.code)} ({language.key.upper()})"


def _asked_to_save(parent: QWidget, text: str) -> SaveAnswer:
    kinds = QMessageBox.StandardButton
    answer = ask(parent, text, kinds.Save | kinds.Discard | kinds.Cancel, kinds.Save)
    return {kinds.Save: SaveAnswer.SAVE, kinds.Discard: SaveAnswer.DISCARD}.get(answer, SaveAnswer.CANCEL)
