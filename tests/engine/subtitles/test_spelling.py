"""The spelling of texts: which words are checked, with which dictionary, and what the process says."""

from __future__ import annotations

import queue
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import DictionaryMissing
from deepdub_engine.subtitles.spelling.dictionaries import (
    Dictionary,
    find_dictionaries,
    guess_language,
    pick_dictionary,
)
from deepdub_engine.subtitles.spelling.own_words import OwnWords
from deepdub_engine.subtitles.spelling.process import SpellingAnswer, SpellingProcess
from deepdub_engine.subtitles.spelling.words import words_in


def made_dictionary(folder: Path, code: str, *words: str) -> Dictionary:
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.aff").write_text("SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n", encoding="utf-8")
    (folder / f"{code}.dic").write_text("\n".join([str(len(words)), *words, ""]), encoding="utf-8")
    return Dictionary(code, folder / f"{code}.aff", folder / f"{code}.dic")


@pytest.mark.parametrize(
    ("text", "script", "words"),
    [
        ("<i>It's</i> a dog’s 2nd life.", "LATIN", ["It's", "dog's", "life"]),
        ("{\\an8}Café–bar", "LATIN", ["Café", "bar"]),
        ("Mina가 왔어. 네!", "HANGUL", ["왔어", "네"]),
        ("Привет, Bob", "CYRILLIC", ["Привет"]),
        ("♪ 123 … a", "LATIN", []),
    ],
)
def test_words_of_the_script_are_checked_and_tags_are_none(text: str, script: str, words: list[str]) -> None:
    assert [span.word for span in words_in(text, script)] == words


@given(st.text(st.sampled_from("ab'é한 .<>/i{}\\n\n"), max_size=30))
def test_words_stand_where_it_is_said(text: str) -> None:
    for span in words_in(text, "LATIN"):
        assert text[span.start] == span.word[0]
        assert text[span.stop - 1] == span.word[-1]
        assert span.start < span.stop <= len(text)


def test_dictionaries_are_pairs_of_files_and_the_first_folder_wins(tmp_path: Path) -> None:
    first = made_dictionary(tmp_path / "1", "de_DE", "Haus")
    made_dictionary(tmp_path / "2", "de_DE", "Hof")
    korean = made_dictionary(tmp_path / "2", "ko", "집")
    (tmp_path / "2" / "hyph_fr.dic").write_text("")
    (tmp_path / "2" / "hyph_fr.aff").write_text("")
    (tmp_path / "2" / "fr.dic").write_text("0\n")
    found = find_dictionaries([tmp_path / "missing", tmp_path / "1", tmp_path / "2"])
    assert found == {"de_DE": first, "ko": korean}


def test_the_folder_of_dicpath_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = made_dictionary(tmp_path / "own", "tlh", "Qapla")
    monkeypatch.setenv("DICPATH", str(tmp_path / "own"))
    assert find_dictionaries()["tlh"] == own


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de_DE"), ("de-AT", "de_AT"), ("en", "en_US"), ("en_ZA", "en_US"), ("ko", "ko"), ("pt_BR", "pt_PT")],
)
def test_a_language_finds_its_usual_country_or_any(tmp_path: Path, wanted: str, found: str) -> None:
    for code in ("de_AT", "de_DE", "en_GB", "en_US", "ko", "pt_PT"):
        made_dictionary(tmp_path, code)
    assert pick_dictionary(find_dictionaries([tmp_path]), wanted).code == found


def test_without_a_dictionary_it_is_said_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(DictionaryMissing, match=r"install one of Hunspell, such as the package hunspell-fr"):
        pick_dictionary({}, "fr")
    made_dictionary(tmp_path, "de_DE")
    with pytest.raises(DictionaryMissing, match=r"no dictionary for the language “fr”.*hunspell-fr.*choose another"):
        pick_dictionary(find_dictionaries([tmp_path]), "fr")


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["What is it?", "I don't know that, and you?"], "en"),
        (["Ich weiß es nicht.", "Und was ist das?"], "de"),
        (["Je ne sais pas.", "Vous êtes où, dans la rue ?"], "fr"),
        (["No lo sé.", "¿Por qué no está?"], "es"),
        (["몰라.", "What? 뭐라고?", "다시 말해 봐"], "ko"),
        (["Я не знаю."], "ru"),
        (["123", "♪"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_guessed_from_the_texts(texts: list[str], language: str) -> None:
    assert guess_language(texts) == language


def test_the_name_of_the_file_says_the_language_first() -> None:
    assert guess_language(["What is it?"], "film.de.srt") == "de"
    assert guess_language(["What is it?"], "film.pt-BR.srt") == "pt_BR"
    assert guess_language(["What is it?"], "film.final.srt") == "en"


def test_own_words_are_kept_in_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "own_words.txt"
    own = OwnWords(path)
    own.add("Mina")
    own.add(" Qapla' ")
    own.add("mina")
    assert path.read_text("utf-8") == "Mina\nQapla'\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = OwnWords(path)
    assert "MINA" in again
    assert "Mino" not in again


def test_a_damaged_file_of_own_words_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "own_words.txt"
    path.write_bytes(b"Mina\n\xff\xfe\n\n")
    own = OwnWords(path)
    assert "mina" in own
    own.add("x")
    assert "Mina" in path.read_text("utf-8")


class Talk:
    """A process and its answers."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.answers: queue.SimpleQueue[SpellingAnswer | None] = queue.SimpleQueue()
        self.process = SpellingProcess(dictionary, self.answers.put)

    def next(self) -> SpellingAnswer | None:
        return self.answers.get(timeout=30)


def test_the_process_finds_wrong_words_and_suggests_right_ones(tmp_path: Path) -> None:
    talk = Talk(made_dictionary(tmp_path, "en_XX", "receive", "letter", "office"))
    assert talk.next() == SpellingAnswer("loaded")
    talk.process.check(["receive", "recieve", "leter"])
    assert talk.next() == SpellingAnswer("checked", ("receive", "recieve", "leter"), ("recieve", "leter"))
    talk.process.suggest("leter")
    assert talk.next() == SpellingAnswer("suggested", ("leter",), ("letter",))
    talk.process.close()
    assert talk.next() is None


def test_a_dictionary_that_cannot_be_read_checks_nothing(tmp_path: Path) -> None:
    talk = Talk(Dictionary("xx", tmp_path / "xx.aff", tmp_path / "xx.dic"))
    talk.process.check(["a"])
    answers = [talk.next(), talk.next()]
    talk.process.close()
    assert answers == [SpellingAnswer("loaded", is_ready=False)] * 2
