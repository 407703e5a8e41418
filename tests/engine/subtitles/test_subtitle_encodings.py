"""Encodings are detected and kept; subtitles opened in a wrong one can be decoded again from memory."""

# ruff: noqa: RUF001

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import SubtitleEncodingUnknown, SubtitleInvalid
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles import Cue, load_subtitles, preview_encodings, reread, save_subtitles, with_new_texts
from deepdub_engine.subtitles.reopening import original_bytes
from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.subtitle_samples import SRT, resaved

WORDS = {
    "cp1250": "Zażółć gęślą jaźń. Nie wiem, co się stało.",
    "cp1251": "Привет, как дела? Я не знаю, что сказать.",
    "koi8-r": "Привет, как дела? Я не знаю, что сказать.",
    "cp949": "안녕하세요. 오늘은 비가 오네요. 일기 예보에서 못 봤어요.",
    "cp932": "こんにちは。今日は雨が降っていますね。",
    "utf-8": "Grüße, 안녕하세요",
    "utf-16-le": "Grüße, 안녕하세요",
}


def opened(folder, words, encoding, read_as, name="film.srt"):
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nOK\n{words}\n" for n in range(1, 5)]
    path = folder / name
    path.write_bytes("\n".join(blocks).encode(encoding))
    return load_subtitles(path, read_as)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
def test_encoding_mark_and_line_ends_are_kept(write, tmp_path, newline, encoding, bom):
    data = bom + SRT.replace("Hello", "Grüße, 안녕").replace("\n", newline).encode(encoding)
    file = load_subtitles(write(data))
    assert (file.encoding, file.bom, file.newline) == (encoding, bool(bom), newline)
    assert file.cues[0].text == "<i>Grüße, 안녕</i>\nyou."
    assert resaved(file, Retiming(), tmp_path) == data
    shifted = data.decode(encoding).replace("00:00:01,000 --> 00:00:02,500", "00:00:04,000 --> 00:00:05,500")
    shifted = shifted.replace("00:00:03,000 --> 00:00:04,000", "00:00:06,000 --> 00:00:07,000")
    assert resaved(file, Retiming(3000), tmp_path) == shifted.encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "Ça va ? Où est-il passé, le garçon ? Très bien, j'ai été là à Noël."),
        ("cp1252", "Über die Brücke gehen die Mädchen früher. Schöne Grüße!"),
        ("cp1252", "¿Qué pasó? El niño comió la piña mañana."),
        ("cp1252", "Det är så här på ön, åker vi då?"),
        ("cp1250", "Zażółć gęślą jaźń. Nie wiem, co się stało."),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Řekl jsem ti, že přijdu později."),
        ("cp1251", "Привет, как дела? Я не знаю, что сказать. Это очень хорошо."),
        ("koi8_r", "Привет, как дела? Я не знаю, что сказать. Это очень хорошо."),
        ("cp949", "안녕하세요. 오늘은 비가 오네요. 일기 예보에서 못 봤어요."),
        ("cp932", "こんにちは。今日は雨が降っていますね。天気予報では見ませんでした。"),
        ("gb18030", "你好。今天下雨了。我在天气预报里没有看到这个。"),
        ("cp1253", "Καλημέρα, τι κάνεις; Δεν ξέρω τι να πω. Είναι πολύ ωραία μέρα."),
    ],
)
def test_old_code_pages_are_recognised_and_kept(write, tmp_path, encoding, words):
    blocks = [f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n{words}\r\n\r\n" for n in range(1, 20)]
    data = "".join(blocks).encode(encoding)
    file = load_subtitles(write(data))
    assert file.cues[0].text == words
    assert resaved(file, Retiming(), tmp_path) == data


def test_a_named_encoding_wins(write):
    data = SRT.replace("Hello", "ışığı").encode("cp1254")
    assert load_subtitles(write(data), "cp1254").cues[0].text == "<i>ışığı</i>\nyou."
    assert load_subtitles(write(data), "latin-1").cues[0].text == "<i>ýþýðý</i>\nyou."


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "UTF16"])
def test_naming_utf16_does_not_lose_the_mark(write, tmp_path, name):
    data = SRT.encode("utf-16")
    file = load_subtitles(write(data), name)
    assert file.bom
    assert resaved(file, Retiming(), tmp_path) == data


@pytest.mark.parametrize("name", ["klingon", "hex", "utf-8", "ascii", "idna", "\0"])
def test_a_named_encoding_that_does_not_fit_is_refused(write, name):
    with pytest.raises(SubtitleEncodingUnknown, match="encoding"):
        load_subtitles(write(SRT.encode() + 2 * b"\xff\xfe\xfa"), name)


@pytest.mark.parametrize(
    "data", [bytes(1000), bytes(range(256)) * 9, b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_bytes_that_are_no_text_are_refused(write, data):
    with pytest.raises(SubtitleEncodingUnknown, match=r"film\.srt.*--encoding"):
        load_subtitles(write(data))


@pytest.mark.parametrize("encoding", WORDS)
def test_the_right_encoding_is_offered_with_lines_that_show_it(tmp_path, encoding):
    wrong = None if encoding.startswith("utf") else "latin-1"
    file = opened(tmp_path, WORDS[encoding], encoding, wrong)
    found = {preview.encoding: preview.lines for preview in finish(preview_encodings(file))}
    assert found[encoding][:2] == (WORDS[encoding], WORDS[encoding])
    assert reread(file, encoding).cues[0] == Cue(1000, 1900, f"OK\n{WORDS[encoding]}")


@pytest.mark.parametrize("encoding", ["cp1250", "cp949", "utf-8"])
def test_the_likeliest_comes_first_and_no_two_say_the_same(tmp_path, encoding):
    previews = finish(preview_encodings(opened(tmp_path, WORDS[encoding], encoding, None)))
    assert previews[0].encoding == encoding
    assert len({preview.encoding for preview in previews}) == len(previews)
    assert len({preview.lines for preview in previews}) == len(previews)


def test_lines_of_ass_are_shown_without_their_columns(tmp_path):
    path = tmp_path / "film.ass"
    path.write_bytes("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Grüße, you\n".encode("cp1252"))
    assert finish(preview_encodings(load_subtitles(path)))[0].lines == ("Grüße, you",)


def test_subtitles_without_special_letters_show_their_first_lines(tmp_path):
    preview = finish(preview_encodings(opened(tmp_path, "you", "ascii", None)))[0]
    assert preview.lines[:4] == ("1", "00:00:01,000 --> 00:00:01,900", "OK", "you")


def test_the_file_on_the_disk_is_not_needed(tmp_path):
    file = opened(tmp_path, WORDS["cp1250"], "cp1250", "cp1252")
    data = file.path.read_bytes()
    file.path.unlink()
    assert original_bytes(file) == data
    assert WORDS["cp1250"] in reread(file, "cp1250").cues[0].text


def test_an_encoding_that_does_not_fit_is_refused(tmp_path):
    with pytest.raises(SubtitleEncodingUnknown):
        reread(opened(tmp_path, WORDS["cp1250"], "cp1250", "cp1252"), "utf-8")


def test_edited_texts_are_kept_and_the_others_are_decoded_again(tmp_path):
    former = opened(tmp_path, "Zażółć", "cp1250", "cp1252")
    file = reread(former, "cp1250")
    edited = [Cue(5, 6, former.cues[0].text), Cue(7, 8, "Written by hand: é")]
    assert with_new_texts(edited, former, file) == (Cue(5, 6, "OK\nZażółć"), Cue(7, 8, "Written by hand: é"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_few_broken_bytes_do_not_spoil_utf8_and_are_kept(tmp_path, mark):
    words = "안녕하세요. 오늘은 비가 오네요.".encode()
    data = mark + b"".join(
        b"%d\n00:00:0%d,000 --> 00:00:0%d,900\n%s\n\n" % (n, n, n, words[:-2] + b"\xec" if n == 2 else words)
        for n in range(1, 5)
    )
    (tmp_path / "film.srt").write_bytes(data)
    file = load_subtitles(tmp_path / "film.srt")
    assert (file.encoding, file.bom, file.cues[0].text) == ("utf-8", bool(mark), words.decode())
    assert "are not valid characters" in str(file.warnings[0])
    assert original_bytes(file) == data
    save_subtitles(file, [*file.cues[:3], replace(file.cues[3], text="Neu")], tmp_path / "out.srt")
    assert words[:-2] + b"\xec" in (tmp_path / "out.srt").read_bytes()
    assert "utf-8" in [preview.encoding for preview in finish(preview_encodings(file))]


def test_utf8_can_be_asked_for_where_it_is_damaged_more(tmp_path):
    data = b"1\n00:00:01,000 --> 00:00:02,000\n\xc3\xa9 \xc3\xa0 \xff \xc3\xa8\n"
    (tmp_path / "film.srt").write_bytes(data)
    file = reread(load_subtitles(tmp_path / "film.srt", "latin-1"), "utf-8")
    assert file.cues[0].text.startswith("é à ")
    assert original_bytes(file) == data


@given(st.binary(max_size=60), st.sampled_from(["latin-1", "cp1252", "cp949", "gb18030", "cp932", None]))
def test_whatever_was_read_gives_its_bytes_back(tmp_path_factory, data, encoding):
    path = tmp_path_factory.getbasetemp() / "film.srt"
    whole = b"1\n00:00:01,000 --> 00:00:02,000\nx" + data.replace(b"\0", b"") + b"\n"
    path.write_bytes(whole)
    try:
        file = load_subtitles(path, encoding)
    except SubtitleEncodingUnknown:
        return
    assert original_bytes(file) == whole
    assert finish(preview_encodings(file))


def test_an_encoding_under_which_no_times_are_read_is_not_chosen(tmp_path):
    path = tmp_path / "numbered.vtt"
    # In the likeliest encoding, the byte behind the number of the cue is a letter.
    path.write_bytes(b"WEBVTT\n\n01\xb800:03.000 --> 00:04.000\nWords.\n")
    file = load_subtitles(path)
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in file.cues] == [(3000, 4000, "Words.")]
    save_subtitles(file, file.cues, tmp_path / "again.vtt")
    assert (tmp_path / "again.vtt").read_bytes() == path.read_bytes()
    path.write_bytes(b"Caf\xe9\n")
    with pytest.raises(SubtitleInvalid, match="no subtitle times"):
        load_subtitles(path)
