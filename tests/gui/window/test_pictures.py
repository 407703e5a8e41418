"""The pictures of the README and the handbook show the window as it is."""

import json
from pathlib import Path

import pictures
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication


def test_the_pictures_show_what_the_window_shows(qapp: QApplication, tmp_path: Path) -> None:
    expected = json.loads((pictures.PICTURES / "pictures.json").read_text("utf-8"))
    window = pictures.open_window(qapp, tmp_path, "light")
    shown = {scene: pictures.visible_texts(window) for scene in pictures.scenes(window, tmp_path)}
    window.session.undo.setClean()
    window.close()
    assert shown == expected, "run packaging/pictures.py, and look at the pictures"


def test_every_picture_is_there_in_both_themes() -> None:
    names = json.loads((pictures.PICTURES / "pictures.json").read_text("utf-8"))
    files = [f"{name}-{theme}.png" for name in names for theme in pictures.THEMES]
    sizes = {name: QImageReader(str(pictures.PICTURES / name)).size().toTuple() for name in files}
    assert set(sizes.values()) == {(pictures.WIDTH, pictures.HEIGHT)}
