"""The command line speaks the language that was chosen in the window."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from deepdub_engine.base.errors import FileMissing
from deepdub_engine.base.translation import languages, load_catalogue, person_language
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import LANGUAGES, install_translator
from deepdub_gui.base.settings import Settings
from deepdub_gui.reopening import Reopening


def test_the_command_line_reads_the_language_from_the_settings_of_the_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    store = QSettings(str(tmp_path / "Deepdub" / "Deepdub.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    for code in ("ko", "en"):
        settings.language = code
        store.sync()
        assert person_language({"XDG_CONFIG_HOME": str(tmp_path)}, "linux") == code


def test_both_have_the_same_languages_and_the_same_words(qapp: QApplication) -> None:
    assert set(languages()) == set(LANGUAGES)
    error = FileMissing(Path("film.mkv"))
    install_translator(qapp, "ko")
    try:
        shown = error_text(error)
    finally:
        install_translator(qapp, "en")
    assert load_catalogue("ko").translate(error.to_message()) == shown != str(error)


@pytest.mark.parametrize(("frozen", "before"), [(False, ["-m", "deepdub_gui"]), (True, [])], ids=["Python", "bundle"])
def test_the_window_opens_again_in_a_bundle_too(
    frozen: bool, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Process:
        setProgram = setProcessEnvironment = staticmethod(lambda _: None)  # noqa: N815
        startDetached = staticmethod(lambda: None)  # noqa: N815

        def setArguments(self, arguments: list[str]) -> None:  # noqa: N802
            started.append(arguments)

    monkeypatch.setattr("deepdub_gui.reopening.QProcess", Process)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    reopening = Reopening.__new__(Reopening)
    reopening._environment = None  # type: ignore[assignment]
    reopening._start_program(["--resume", "folder"])
    assert started == [[*before, "--resume", "folder"]]
