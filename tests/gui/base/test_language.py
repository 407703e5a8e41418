"""The translated window: every text is translated, and only texts."""

import ast
import re
import runpy
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QWidget,
)

import deepdub_gui
from deepdub_engine.base.errors import DeepdubError, SubtitleInvalid
from deepdub_engine.base.formatting import duration
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Progress
from deepdub_engine.base.resources import resource
from deepdub_engine.separation.models.inventory import InventoryEntry
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import CONTEXT, LANGUAGES, install_translator, language_of, tr
from deepdub_gui.features.models.texts import busy_text
from tests.helpers.error_examples import ERROR_SENTENCES
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow, open_window

SOURCES = Path(deepdub_gui.__file__).parent
_MOVED = r"말소리에 맞게 −\S+ s 이동했습니다\. 결과가 뚜렷하며, 다음 후보\(\S+ s\)는 점수가 \d+ % 낮습니다\."
TOOL = SOURCES.parent / "packaging" / "translate.py"


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    return runpy.run_path(str(TOOL))["collect"]()


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    install_translator(qapp, "ko")
    yield
    install_translator(qapp, "en")


def fields(text: str) -> list[tuple[str, str]]:
    # A language without plurals leaves out the nouns of ``{count:subtitle|subtitles}``.
    parsed = string.Formatter().parse(text)
    return sorted((name, "" if "|" in (spec or "") else spec or "") for _, name, spec, _ in parsed if name is not None)


def test_every_text_has_its_translation_in_korean_and_none_is_stale(qapp: QApplication, words) -> None:
    written = runpy.run_path(str(TOOL))["read"](resource("languages", "ko.ts"))
    assert [text for text in words if not written.get(text)] == [], "run packaging/translate.py, and translate these"
    assert [text for text in written if text not in words] == [], "run packaging/translate.py"
    translator = QTranslator()
    assert translator.load(str(resource("languages", "ko.qm")))
    different = [text for text in words if translator.translate(CONTEXT, text) != written[text]]
    assert different == [], "run packaging/translate.py"


@pytest.mark.parametrize("path", sorted(resource("languages", "ko.ts").parent.glob("*.ts")), ids=lambda path: path.stem)
def test_translations_take_the_same_values_and_keep_a_letter_for_the_keyboard(path: Path) -> None:
    written = runpy.run_path(str(TOOL))["read"](path)
    for text, translation in written.items():
        if "{" in text:
            assert fields(text) == fields(translation), text
        assert ("&" in text) == ("&" in translation), text
        assert text.endswith("…") == translation.endswith("…"), text
        assert (text[:1].isspace(), text[-1:].isspace()) == (translation[:1].isspace(), translation[-1:].isspace()), (
            text
        )


class Brackets(QTranslator):
    """Wraps every text of Deepdub in brackets, to reveal texts that bypass `tr`."""

    def translate(self, context: str, text: str, _more: str | None = None, _n: int = -1) -> str:
        return f"⟦{text}⟧" if context == CONTEXT else text

    def isEmpty(self) -> bool:  # noqa: N802 - overrides Qt's name
        return False


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    translator = Brackets(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    translator.deleteLater()


def shown(top: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text in a widget and its children, with its kind: tooltip, accessible name, label and so on."""
    for thing in (top, *top.findChildren(QWidget), *top.findChildren(QAction)):
        yield "tooltip", thing.toolTip()
        if isinstance(thing, QWidget):
            yield "name", thing.accessibleName()
            yield "description", thing.accessibleDescription()
        if isinstance(thing, (QLabel, QAbstractButton, QAction)):
            yield "text", thing.text()
        if isinstance(thing, QMenu):
            yield "title", thing.title()
        if isinstance(thing, QLineEdit):
            yield "placeholder", thing.placeholderText()
        if isinstance(thing, QComboBox):
            yield from (("row", thing.itemText(row)) for row in range(thing.count()))
        if isinstance(thing, QTreeWidget):
            yield from (("heading", thing.headerItem().text(column)) for column in range(thing.columnCount()))
        if isinstance(thing, QDialog):
            yield "title", thing.windowTitle()


# Text that is not translated: file, model and language names, times, units, and Qt's own texts.
DATA = re.compile(
    r"^(\W|\d|_|GB|ms|kHz|Hz|dB|TP|CC|MIT|GPL|[XAB]|s)*$|sample|Deepdub|English|한국어|speech|\.(csv|wav|mkv)|"
    r"Models?$|Setting up|Using the window|Command line|Files it writes|Troubleshooting|Where things are|break of|"
    r"^(Close|Float|Undocks and re-attaches the dock widget|Closes the dock widget|Press shortcut|Export(\.\.\.)?)$"
)


def texts_of(entry: InventoryEntry) -> Iterator[str]:
    """Yield an entry's untranslatable texts: its location, path and licence."""
    yield from (str(entry.place), str(entry.model.path), entry.model.licence)


def test_whatever_the_window_shows_can_be_translated(qapp, qtbot, tmp_path: Path, brackets: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    opened.open(SAMPLE, LATE_SUBS)
    window = opened.window
    window.listening.actions.mixer.trigger()
    window.projects.history.toggleViewAction().trigger()
    actions = window.actions_
    for action in (window.models.manage, window.listening.actions.abx, actions.keys, actions.settings, actions.tour):
        action.trigger()
    opened.until(opened.idle)
    bare = set()
    model_texts = [text for entry in window.models.service.entries for text in texts_of(entry)]
    for top in [window, *(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())]:
        for kind, text in shown(top):
            outside, before = re.sub(r"\([^()]*\)", "", text.replace("&", "")), ""
            while outside != before:  # brackets may be nested
                before, outside = outside, re.sub(r"⟦[^⟦⟧]*⟧", "", outside)
            for data in model_texts:
                outside = outside.replace(data, "")
            if re.search(r"[A-Za-z]{2}", outside) and not DATA.search(outside):
                bare.add((kind, text))
        if top is not window:
            top.close()
    opened.close()
    assert "\n".join(f"{kind}: {text}" for kind, text in sorted(bare)) == ""


def sentences_without_tr(path: Path) -> Iterator[str]:
    """Return strings in a file that look like sentences and are not inside `tr` or `mark`."""
    tree = ast.parse(path.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        around, inside = node, []
        while around in parents:
            around = parents[around]
            if isinstance(around, ast.Call):
                inside.append(ast.unparse(around.func))
            if isinstance(around, ast.stmt):
                break
        is_docstring = isinstance(around, ast.Expr) and isinstance(around.value, ast.Constant)
        is_said = re.search(r"[a-z]{2}[.:,]? [a-z]{2,}|^[A-Z][a-z]+( [a-z]+)+[.…]?$", node.value)
        is_for_us = any(name in ("tr", "mark") or name.startswith(("_LOG.", "parser.")) for name in inside)
        if is_said and not is_docstring and not is_for_us:
            yield f"{path.name}:{node.lineno}: {node.value}"


def test_no_sentence_bypasses_tr() -> None:
    # CSS rules for Qt; the command line's help; the report for those who mend the program.
    left_out = {"style_sheet.py", "app.py", "system_report.py"}
    files = [path for path in SOURCES.rglob("*.py") if path.name not in left_out]
    found = [line for path in files for line in sentences_without_tr(path)]
    assert "\n".join(line for line in found if "Using the window" not in line) == ""


def test_the_korean_window_speaks_korean_and_keeps_its_keys(qapp, qtbot, tmp_path: Path, korean: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    titles = [action.text() for action in opened.window.menuBar().actions()]
    assert titles[:2] == ["파일(&F)", "편집(&E)"]
    hangul = [entry for entry in opened.window.preferences.keymap.entries if re.search("[가-힣]", entry.text)]
    assert len(hangul) > 70
    assert opened.window.actions_.save.toolTip() == "자막 저장 (Ctrl+S)"
    names_in_korean = {entry.name for entry in opened.window.preferences.keymap.entries}
    opened.close()
    install_translator(qapp, "en")
    english = open_window(qapp, qtbot, tmp_path / "en")
    assert {entry.name for entry in english.window.preferences.keymap.entries} == names_in_korean
    english.close()


def test_the_main_job_is_done_in_korean(qapp, qtbot, tmp_path: Path, korean: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    opened.open(SAMPLE, LATE_SUBS)
    opened.window.shift_bar.slider.step(-3000)
    opened.window.shift_bar.finish()
    opened.answers.target = tmp_path / "fertig.srt"
    opened.window.actions_.save_as.trigger()
    opened.until(opened.idle)
    assert opened.answers.target.is_file()
    assert "저장했습니다" in opened.window.status.message
    assert opened.session.undo.undoText().startswith("이동")
    opened.close()


HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("error", [error for error, _ in ERROR_SENTENCES], ids=lambda error: type(error).__name__)
def test_every_error_of_the_engine_is_told_in_korean_with_its_values(korean: None, error: DeepdubError) -> None:
    wording = error.to_message()
    for text in (tr(wording), error_text(error)):
        assert HANGUL.search(text)
        assert text.endswith(".")
        assert not re.search("[{}]", text)
    for name, value in wording.values:
        field = next(spec for _, each, spec, _ in string.Formatter().parse(wording.text) if each == name)
        shown = format(tr(value) if hasattr(value, "text") else value, "" if "|" in (field or "") else field or "")
        assert shown in tr(wording)


def test_reasons_within_reasons_are_translated_and_those_of_the_system_left_alone(korean: None) -> None:
    path = Path("a.srt")
    inner = message("the times in line {line} cannot be read", line=12)
    assert error_text(SubtitleInvalid(path, inner)) == (
        "“a.srt”을(를) 자막으로 읽을 수 없습니다(12번 줄의 시간을 읽을 수 없음). SRT, ASS, VTT 파일을 고르세요."
    )
    outer = message("{reason}; before that, “{url}”: {before}", reason=inner, url="x", before="Broken pipe")
    assert tr(outer) == "12번 줄의 시간을 읽을 수 없음, 그 전에 “x”: Broken pipe"
    assert "(it is empty)" in error_text(SubtitleInvalid(path, "it is empty"))


def test_progress_and_time_left_are_told_in_korean(korean: None) -> None:
    assert tr(mark("Drawing the waveform")) == "파형 그리는 중"
    assert busy_text(Progress(43, 100, mark("Fetching"))) == "내려받는 중 43 %"
    assert busy_text(Progress(0, 0)) == "작업 중"
    assert [tr(duration(seconds)) for seconds in (7, 72, 7500)] == ["7초", "1분 12초", "2시간 5분"]


def test_files_that_cannot_be_opened_are_told_in_korean(qapp, qtbot, tmp_path: Path, korean: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    empty, spoiled = tmp_path / "empty.mkv", tmp_path / "spoiled.srt"
    empty.write_bytes(b"")
    opened.open(empty)
    assert opened.window.status.message == (
        "“empty.mkv”은(는) 열 수 있는 영상이나 소리 파일이 아닙니다(비어 있음). 다른 파일을 고르세요."
    )
    spoiled.write_text("1\n00:00:01,000 --> soon\nHello\n")
    opened.open(spoiled)
    assert "(2번 줄의 시간을 읽을 수 없음)" in opened.window.status.message
    opened.close()


def test_suggest_says_in_korean_what_it_found_and_why_it_refuses(qapp, qtbot, tmp_path: Path, korean: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    suggest, status = opened.window.shift_bar.suggest, opened.window.status
    opened.open(SAMPLE, LATE_SUBS)
    suggest.click()
    opened.until(opened.idle)
    assert re.fullmatch(_MOVED, status.message)
    few = tmp_path / "few.srt"
    few.write_text("1\n00:00:07,000 --> 00:00:08,000\nOne.\n\n2\n00:00:09,000 --> 00:00:10,000\nTwo.\n")
    opened.open(few)
    suggest.click()
    opened.until(opened.idle)
    assert status.message.startswith("두드러지는 이동이 없습니다. 가장 나은 것은 ")
    assert not re.search("[A-Za-z]{2}", status.message)
    assert status.help_button.text() == "그래도 적용"
    opened.close()


def test_models_are_described_in_korean(qapp, qtbot, tmp_path: Path, korean: None) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    opened.window.models.manage.trigger()
    opened.until(lambda: bool(opened.window.models.service.entries) and opened.idle())
    panel = next(dialog for dialog in opened.window.findChildren(QDialog) if dialog.isVisible())
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert {"말소리", "Spleeter, 2스템", "음악과 효과음 위의 대사, 가장 빠름, 내려받을 필요 없음."} <= set(said)
    panel.close()
    opened.close()


def test_the_language_is_the_one_that_is_set_or_else_the_system_s(opened: OpenWindow, monkeypatch) -> None:
    assert language_of("ko") == "ko"
    for wanted, expected in (
        (["ko-KR", "en-US"], "ko"),
        (["de-DE", "ko"], "ko"),
        (["en-GB"], "en"),
        (["fi"], "en"),
        ([], "en"),
    ):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _self, wanted=wanted: wanted)
        assert language_of("") == expected
        assert language_of("klingon") == expected
    opened.settings.language = "ko"
    assert opened.settings.language == "ko"
    box = opened.window.preferences.show_settings().box("Language")
    assert [box.itemText(row) for row in range(box.count())] == ["System default", *LANGUAGES.values()]
    assert box.currentText() == "한국어"


def test_a_missing_or_broken_translation_leaves_english(qapp: QApplication) -> None:
    install_translator(qapp, "xx")
    assert QCoreApplication.translate(CONTEXT, "&File") == "&File"
    translator = Broken(qapp)
    qapp.installTranslator(translator)
    assert tr("Opening “{name}”", name="a.mkv") == "Opening “a.mkv”"
    qapp.removeTranslator(translator)
    translator.deleteLater()
    install_translator(qapp, "en")


class Broken(QTranslator):
    """A translation with an unknown placeholder."""

    def translate(self, context: str, text: str, _more: str | None = None, _n: int = -1) -> str:
        return "{nothing} of this kind" if context == CONTEXT else text

    def isEmpty(self) -> bool:  # noqa: N802 - overrides Qt's name
        return False
