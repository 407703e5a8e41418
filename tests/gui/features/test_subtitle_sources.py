"""Opening a subtitle track of the clip, and reopening subtitles in another encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_engine.project import load_project
from deepdub_engine.subtitles import Cue, EncodingPreview, load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.dialogs.encoding_dialog import EncodingDialog
from deepdub_gui.dialogs.names import encoding_name, language_name
from deepdub_gui.dialogs.track_dialog import TrackDialog
from deepdub_gui.document.commands import retime
from tests.helpers.open_window import OpenWindow
from tests.helpers.subtitle_media import SAID, SubtitlesToMake, make_subtitled

WORDS = "Zażółć gęślą jaźń. Nie wiem, co się stało."
TRACKS = (
    SubtitleTrack(0, "hdmv_pgs_subtitle", TrackKind.PICTURES, "eng", is_default=True),
    SubtitleTrack(1, "subrip", TrackKind.TEXT, "deu", "Schilder", is_forced=True),
    SubtitleTrack(2, "ass", TrackKind.TEXT, "kor", is_default=True),
)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    tracks = [
        SubtitlesToMake("hdmv_pgs_subtitle", SAID[:1], language="eng"),
        SubtitlesToMake("ass", language="kor"),
        SubtitlesToMake("subrip", language="eng"),
    ]
    return make_subtitled(tmp_path / "film.mkv", tracks, sound_s=2)


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    path = tmp_path / "polish.srt"
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{WORDS}\n" for n in range(1, 4)]
    path.write_bytes("\n".join(blocks).encode("cp1250"))
    return path


def open_track(opened: OpenWindow) -> None:
    opened.window.subtitles.open_track.trigger()
    opened.until(opened.idle)


def open_as(opened: OpenWindow, path: Path, encoding: str) -> None:
    """Open subtitles in the wrong encoding."""
    opened.window.opener.open_subtitles(path, encoding)
    opened.until(opened.idle)


def reopen(opened: OpenWindow, encoding: str | None) -> None:
    opened.answers.encoding = encoding
    opened.window.subtitles.reopen.trigger()
    opened.until(opened.idle)


# A subtitle track of the clip


def test_a_track_of_the_clip_is_chosen_opened_and_saved_under_a_name_of_its_own(
    opened: OpenWindow, clip: Path, tmp_path: Path
) -> None:
    assert not opened.window.subtitles.open_track.isEnabled()
    opened.open(clip)
    opened.answers.subtitle_track = 1
    open_track(opened)
    assert opened.answers.asked == ["subtitle track"]
    assert [cue.start_ms for cue in opened.session.cues] == [1000, 4000]
    assert opened.window.windowTitle().startswith("film.mkv · film.kor.ass")
    assert not opened.window.isWindowModified()
    retime(opened.session, Retiming(500))
    opened.answers.target = tmp_path / "mine.ass"
    opened.window.actions_.save.trigger()
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert opened.answers.asked[-1] == "target"
    saved = load_subtitles(tmp_path / "mine.ass")
    assert (saved.format, [cue.start_ms for cue in saved.cues]) == ("ass", [1500, 4500])
    assert not (tmp_path / "film.kor.ass").exists()


def test_a_name_of_another_format_gives_a_copy_and_nothing_is_lost(
    opened: OpenWindow, clip: Path, tmp_path: Path
) -> None:
    opened.open(clip)
    opened.answers.subtitle_track = 1
    open_track(opened)
    retime(opened.session, Retiming(500))
    opened.answers.target = tmp_path / "mine.srt"
    opened.window.actions_.save_as.trigger()
    opened.until(opened.idle)
    assert "SRT cannot keep: the styles" in opened.window.status.message
    assert opened.window.isWindowModified()
    assert (tmp_path / "mine.srt").read_text("utf-8").startswith("1\n00:00:")


def test_giving_up_the_choice_changes_nothing(opened: OpenWindow, clip: Path, polish: Path) -> None:
    opened.open(clip, polish)
    open_track(opened)
    assert opened.answers.asked == ["subtitle track"]
    assert opened.session.subtitles is not None
    assert opened.session.subtitles.path == polish


def test_changes_are_asked_about_before_a_track_takes_their_place(opened: OpenWindow, clip: Path, polish: Path) -> None:
    opened.open(clip, polish)
    retime(opened.session, Retiming(500))
    opened.answers.subtitle_track = 2
    open_track(opened)
    assert opened.answers.asked == ["subtitle track", "saving"]
    assert opened.session.subtitles is not None
    assert opened.session.subtitles.path.name == "film.eng.srt"


def test_a_clip_with_one_track_asks_nothing(opened: OpenWindow, tmp_path: Path) -> None:
    opened.open(make_subtitled(tmp_path / "film.mp4", [SubtitlesToMake("mov_text")], sound_s=2))
    open_track(opened)
    assert opened.answers.asked == []
    assert opened.session.cues[0] == Cue(1000, 2500, "<i>Hello</i>,\nyou.")


@pytest.mark.parametrize(
    ("tracks", "sentence"),
    [
        ([], "“film.mkv” has no subtitle tracks"),
        ([SubtitlesToMake("hdmv_pgs_subtitle", SAID[:1])], "is image-based (PGS)"),
    ],
)
def test_a_clip_without_text_says_so(opened: OpenWindow, tmp_path: Path, tracks, sentence: str) -> None:
    opened.open(make_subtitled(tmp_path / "film.mkv", tracks, sound_s=2))
    open_track(opened)
    assert sentence in opened.window.status.message
    assert opened.session.subtitles is None


def test_a_project_keeps_subtitles_that_are_in_no_file(opened: OpenWindow, clip: Path, tmp_path: Path) -> None:
    opened.open(clip)
    opened.answers.subtitle_track = 1
    open_track(opened)
    retime(opened.session, Retiming(500))
    opened.answers.project = tmp_path / "work.deepdub"
    opened.window.actions_.save_project.trigger()
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    project = load_project(tmp_path / "work.deepdub")
    assert project.subtitles is not None
    assert "; made by hand" in project.subtitles.text
    opened.open(clip)
    opened.open(tmp_path / "work.deepdub")
    assert [cue.start_ms for cue in opened.session.cues] == [1500, 4500]
    assert opened.session.subtitles is not None
    assert opened.session.subtitles.format == "ass"


def test_a_clip_with_subtitles_inside_offers_them(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    assert opened.window.status.message == "“film.mkv” contains subtitles."
    opened.answers.subtitle_track = 2
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)
    assert [cue.text for cue in opened.session.cues] == ["<i>Hello</i>,\nyou.", "Grüße"]
    assert "2 subtitles from the clip. Save them" in opened.window.status.message


def test_an_offer_goes_when_other_subtitles_are_opened(opened: OpenWindow, clip: Path, polish: Path) -> None:
    opened.open(clip)
    assert "contains subtitles" in opened.window.status.message
    opened.open(polish)
    assert opened.window.status.message == ""


def test_nothing_is_offered_where_subtitles_are_open_or_only_pictures_inside(
    opened: OpenWindow, clip: Path, polish: Path, tmp_path: Path
) -> None:
    opened.open(clip, polish)
    assert "contains subtitles" not in opened.window.status.message
    opened.open(make_subtitled(tmp_path / "other.mkv", [SubtitlesToMake("hdmv_pgs_subtitle", SAID[:1])], sound_s=2))
    assert "contains subtitles" not in opened.window.status.message


# Another encoding


def test_subtitles_are_read_again_in_another_encoding_and_keep_what_was_changed(
    opened: OpenWindow, polish: Path
) -> None:
    open_as(opened, polish, "cp1252")
    wrong = opened.session.cues[0].text
    assert wrong != WORDS
    retime(opened.session, Retiming(500))
    reopen(opened, "cp1250")
    assert [(cue.start_ms, cue.text) for cue in opened.session.cues] == [
        (1500, WORDS),
        (2500, WORDS),
        (3500, WORDS),
    ]
    assert opened.window.isWindowModified()
    assert "Central European" in opened.window.status.message
    opened.session.undo.undo()
    assert opened.session.cues[0] == Cue(1000, 1900, WORDS)
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert polish.read_bytes().decode("cp1250").count(WORDS) == 3


def test_without_changes_there_is_nothing_to_undo_or_to_save(opened: OpenWindow, polish: Path) -> None:
    open_as(opened, polish, "cp1252")
    before = polish.read_bytes()
    reopen(opened, "cp1250")
    assert opened.session.cues[0].text == WORDS
    assert opened.session.undo.count() == 0
    assert not opened.window.isWindowModified()
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert polish.read_bytes() == before


def test_giving_up_or_the_same_encoding_changes_nothing(opened: OpenWindow, polish: Path) -> None:
    assert not opened.window.subtitles.reopen.isEnabled()
    open_as(opened, polish, "cp1252")
    file = opened.session.subtitles
    for answer in (None, "cp1252"):
        reopen(opened, answer)
        assert opened.session.subtitles is file


# The dialogs


def test_the_dialog_lists_tracks_and_offers_text_only(qapp: QApplication, qtbot) -> None:
    dialog = TrackDialog(TRACKS)
    qtbot.addWidget(dialog)
    rows = [[dialog.list.topLevelItem(row).text(column) for column in range(5)] for row in range(3)]
    assert rows == [
        ["0", "English", "", "PGS", "images, not text, default"],
        ["1", "German", "Schilder", "SRT", "forced"],
        ["2", "Korean", "", "ASS", "default"],
    ]
    assert dialog.number == 2
    assert dialog.list.accessibleName() == "Subtitle tracks"
    opener = dialog.buttons.button(QDialogButtonBox.StandardButton.Open)
    with qtbot.waitSignal(dialog.finished):
        dialog.open()
        for _ in range(2):  # skip the bitmap tracks
            QTest.keyClick(dialog.list, Qt.Key.Key_Up)
            assert dialog.number == 1
        QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert (dialog.result(), dialog.number) == (1, 1)


def test_where_there_are_only_pictures_nothing_can_be_chosen(qapp: QApplication, qtbot) -> None:
    dialog = TrackDialog(TRACKS[:1])
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.number is None
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Open).isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()


def test_the_dialog_shows_what_each_encoding_would_say(qapp: QApplication, qtbot) -> None:
    previews = (EncodingPreview("cp1250", ("Zażółć",)), EncodingPreview("cp1252", ("Za¿ó³æ",)))
    dialog = EncodingDialog(previews, "cp1252")
    qtbot.addWidget(dialog)
    assert dialog.list.accessibleName()
    assert dialog.preview.accessibleName()
    with qtbot.waitSignal(dialog.finished):
        dialog.open()
        assert dialog.preview.toPlainText() == "Za¿ó³æ"
        assert not dialog.opener.isEnabled()
        QTest.keyClick(dialog.list, Qt.Key.Key_Up)
        assert dialog.preview.toPlainText() == "Zażółć"
        QTest.mouseClick(dialog.opener, Qt.MouseButton.LeftButton)
    assert (dialog.result(), dialog.encoding) == (1, "cp1250")


def test_encodings_and_languages_have_names(qapp: QApplication) -> None:
    assert encoding_name("cp949") == "Korean (Windows-949)"
    assert encoding_name("mac_roman") == "mac_roman"
    assert [language_name(code) for code in ("kor", "ko-KR", "ger", "xyz", None)] == [
        "Korean",
        "Korean",
        "German",
        "xyz",
        "",
    ]


# Another language, a frame rate, another likely encoding

TWO_LANGUAGES = """\
<SAMI><HEAD><STYLE TYPE="text/css"><!--
.KRCC {Name:Korean; lang:ko-KR; SAMIType:CC;}
.ENCC {Name:English; lang:en-US; SAMIType:CC;}
--></STYLE></HEAD><BODY>
<SYNC Start=1000><P Class=KRCC>안녕.<P Class=ENCC>Hello.
<SYNC Start=2000><P Class=KRCC>&nbsp;<P Class=ENCC>&nbsp;
</BODY></SAMI>
"""


def test_another_language_of_sami_is_offered_and_chosen(opened: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "film.smi"
    path.write_text(TWO_LANGUAGES, encoding="utf-8")
    subtitles = opened.window.subtitles
    assert not subtitles.choose_language.isEnabled()
    opened.open(path)
    assert [cue.text for cue in opened.session.cues] == ["안녕."]
    assert "several languages" in opened.window.status.message
    opened.answers.language = "encc"
    subtitles.choose_language.trigger()
    opened.until(opened.idle)
    assert opened.answers.asked == ["language"]
    assert [cue.text for cue in opened.session.cues] == ["Hello."]
    assert not opened.window.isWindowModified()
    retime(opened.session, Retiming(500))
    opened.window.actions_.save.trigger()
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert path.read_text(encoding="utf-8") == TWO_LANGUAGES.replace("1000", "1500").replace("2000", "2500")


@pytest.mark.parametrize(("answer", "starts"), [("25", [1000]), ("soon", []), (None, [])])
def test_a_frame_rate_is_asked_for_where_the_file_states_none(
    opened: OpenWindow, tmp_path: Path, answer: str | None, starts: list[int]
) -> None:
    path = tmp_path / "film.sub"
    path.write_text("{25}{50}One.\n")
    opened.answers.frame_rate = answer
    opened.open(path)
    assert opened.answers.asked == ["frame rate"]
    assert [cue.start_ms for cue in opened.session.cues] == starts
    assert ("frame rate" in opened.window.status.message) == (not starts)


def test_the_next_likely_encoding_is_offered_in_place(opened: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "film.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nDzień dobry.\n".encode("cp1250"))
    opened.open(path)
    file = opened.session.subtitles
    assert file is not None
    assert file.other_encoding is not None
    assert "may be" in opened.window.status.message
    former, text = file.encoding, file.cues[0].text
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)
    now = opened.session.subtitles
    assert now is not None
    assert {former, now.encoding} > {"cp1250"}
    assert "Dzień dobry." in (text, now.cues[0].text)
