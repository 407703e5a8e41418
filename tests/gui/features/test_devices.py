"""Output devices: chosen, unplugged, and missing."""

from __future__ import annotations

from deepdub_engine.base.errors import SoundUnavailable
from deepdub_gui.features.listening.output_menu import OutputMenu
from tests.helpers.open_window import OpenWindow


def test_devices_are_listed_when_the_menu_opens_and_the_choice_is_remembered(opened: OpenWindow) -> None:
    window = opened.window
    menu = OutputMenu(window.jobs, None, lambda: ("default", "Headphones"), window)
    menu.chosen.connect(window.listening._use_device)
    menu.aboutToShow.emit()
    opened.until(opened.idle)
    assert [action.text() for action in menu.actions()] == ["System default", "default", "Headphones"]
    menu.actions()[2].trigger()
    opened.until(opened.idle)
    assert opened.settings.output == "Headphones"
    assert menu.actions()[2].isChecked()


def test_without_any_device_the_menu_says_why_and_offers_the_default(opened: OpenWindow) -> None:
    def find() -> tuple[str, ...]:
        raise SoundUnavailable("the library PortAudio is missing")

    menu = OutputMenu(opened.window.jobs, "Headphones", find, opened.window)
    menu.aboutToShow.emit()
    opened.until(opened.idle)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["System default", "Headphones", "No device: the library PortAudio is missing"]


def test_a_chosen_device_that_is_not_there_offers_the_default(ready: OpenWindow) -> None:
    window, status = ready.window, ready.window.status
    ready.settings.output = "Headphones"
    window.playback.failed.emit(SoundUnavailable("it has gone"))
    assert status.help_button.text() == "Use the default"
    status.help_button.click()
    ready.until(lambda: window.playback.playing and ready.idle())
    assert ready.settings.output is None
    window.playback.toggle()
