"""The language of the command line: the window's, else the system's, else English."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepdub_engine.base.messages import Message, joined, message
from deepdub_engine.base.translation import Catalogue, languages, load_catalogue, person_language

KOREAN = Catalogue(
    "ko", {"{count} files": "파일 {count}개", "files": "파일", "bad {name}": "나쁜 {other}", "empty": ""}
)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:ko:en"}, "ko"),
        ({"LANG": "C", "LANGUAGE": "ko"}, "en"),
        ({"LANGUAGE": "ko"}, "en"),
    ],
)
def test_the_language_of_the_system_is_that_of_gettext(environ: dict[str, str], language: str) -> None:
    assert person_language(environ, "linux") == language


@pytest.mark.parametrize(
    ("content", "language"),
    [
        ("[window]\nlanguage=ko\n", "ko"),
        ("[window]\nlanguage=en\n", "en"),
        ("[window]\nlanguage=\n", "ko"),
        ("[window]\nlanguage=xx\n", "ko"),
        ("[other]\nlanguage=en\n", "ko"),
        ("[window\nlanguage=en", "ko"),
        ("[window]\nlanguage=%en\n", "ko"),
        (b"\xff\xfe[window]", "ko"),
    ],
)
@pytest.mark.parametrize("variables", [{"XDG_CONFIG_HOME": ""}, {"HOME": ".config"}], ids=["XDG", "HOME"])
def test_the_language_chosen_in_the_window_wins(
    content: str | bytes, language: str, variables: dict[str, str], tmp_path: Path
) -> None:
    (name, below), *_ = variables.items()
    folder = tmp_path / below / "Deepdub"
    folder.mkdir(parents=True)
    (folder / "Deepdub.ini").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert person_language({name: str(tmp_path), "LANG": "ko_KR.UTF-8"}, "linux") == language


def test_on_windows_the_settings_are_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "Deepdub").mkdir()
    (tmp_path / "Deepdub" / "Deepdub.ini").write_text("[window]\nlanguage=ko\n", encoding="utf-8")
    assert person_language({"APPDATA": str(tmp_path)}, "win32") == "ko"
    assert person_language({"HOME": str(tmp_path)}, "win32") == "en"


def test_messages_and_those_inside_them_are_translated() -> None:
    assert KOREAN.translate(message("{count} files", count=3)) == "파일 3개"
    assert KOREAN.translate("files") == "파일"
    assert (
        KOREAN.translate(joined(", ", [message("{count} files", count=1), "files", message("files")]))
        == "파일 1개, files, 파일"
    )
    assert KOREAN.translate(Message("{what:5}|", (("what", message("files")),))) == "파일   |"


def test_what_has_no_fitting_translation_stays_english() -> None:
    assert KOREAN.translate(message("bad {name}", name="x")) == "bad x"
    assert KOREAN.translate("empty") == "empty"
    assert KOREAN.translate("never seen {x}") == "never seen {x}"


def test_every_language_has_a_catalogue_and_an_unknown_one_is_english() -> None:
    assert languages() == ("en", "ko")
    assert len(load_catalogue("ko").texts) > 500
    assert load_catalogue("xx") == Catalogue() == load_catalogue("en")


def test_messages_can_be_aligned_in_english_too() -> None:
    assert str(Message("{what:7}|", (("what", message("files")),))) == "files  |"
