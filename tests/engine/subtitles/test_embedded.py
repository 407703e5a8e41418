"""Subtitle tracks of a media file are listed and opened in clip time and in their own format, or refused."""

from __future__ import annotations

import json

import pytest
from av.stream import Disposition
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_engine.base.errors import (
    DeepdubError,
    FileMissing,
    ImageSubtitles,
    NoCues,
    NoSubtitleTracks,
    NoSuchSubtitleTrack,
    NotMedia,
)
from deepdub_engine.base.progress import finish
from deepdub_engine.cli import main
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.embedded import extract_subtitles, subtitle_tracks
from tests.helpers.subtitle_media import HEADER, SAID, SubtitlesToMake, make_subtitled

SRT = "1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>,\nyou.\n\n2\n00:00:04,000 --> 00:00:04,800\nGrüße\n"
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<i>Hello</i>,\nyou.\n\n00:00:04.000 --> 00:00:04.800\nGrüße\n"
ASS = HEADER.decode() + (
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}Hello{\\i0},\\Nyou.\n"
    "Dialogue: 0,0:00:04.00,0:00:04.80,Default,,0,0,0,,Grüße\n"
)
MANY = (
    SubtitlesToMake("hdmv_pgs_subtitle", SAID, language="eng"),
    SubtitlesToMake("subrip", SAID[:1], language="ger", title="Signs", disposition=Disposition.forced),
    SubtitlesToMake("ass", language="kor", title="Alle Wörter"),
    SubtitlesToMake("subrip", language="eng", disposition=Disposition.default),
)


@pytest.fixture
def many(tmp_path):
    return make_subtitled(tmp_path / "film.mkv", MANY)


def test_the_tracks_are_listed_with_what_the_file_says_of_them(many):
    assert probe(many).subtitles == subtitle_tracks(many)
    assert subtitle_tracks(many) == (
        SubtitleTrack(0, "hdmv_pgs_subtitle", TrackKind.PICTURES, "eng"),
        SubtitleTrack(1, "subrip", TrackKind.TEXT, "ger", "Signs", is_forced=True),
        SubtitleTrack(2, "ass", TrackKind.TEXT, "kor", "Alle Wörter"),
        SubtitleTrack(3, "subrip", TrackKind.TEXT, "eng", is_default=True),
    )


@pytest.mark.parametrize(
    ("name", "codec", "kind", "text"),
    [
        ("film.mkv", "subrip", "srt", SRT),
        ("film.mkv", "ass", "ass", ASS),
        ("film.mkv", "webvtt", "vtt", VTT),
        ("film.mp4", "mov_text", "srt", SRT),
        ("film.mov", "mov_text", "srt", SRT),
    ],
)
def test_a_text_track_is_opened_in_its_own_format(tmp_path, name, codec, kind, text):
    path = make_subtitled(tmp_path / name, [SubtitlesToMake(codec, language="eng")])
    file = finish(extract_subtitles(path))
    assert (file.format, file.path) == (kind, tmp_path / f"film.eng.{kind}")
    assert file.source.text == text
    save_subtitles(file, file.cues, file.path)
    assert load_subtitles(file.path).cues == file.cues


def test_a_number_chooses_the_track_and_without_one_it_is_what_players_show(many):
    assert finish(extract_subtitles(many)).path.name == "film.eng.srt"
    assert finish(extract_subtitles(many, 2)).path.name == "film.kor.ass"
    assert finish(extract_subtitles(many, 1)).cues == (Cue(1000, 2500, "<i>Hello</i>,\nyou."),)


def test_the_suggested_name_is_unused(many, tmp_path):
    (tmp_path / "film.eng.srt").write_text("mine")
    assert finish(extract_subtitles(many)).path == tmp_path / "film.eng.2.srt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.eng.srt", "film.mkv"]


def test_times_count_from_the_start_of_the_clip(tmp_path):
    path = make_subtitled(tmp_path / "late.mkv", [SubtitlesToMake()], start_ms=5000)
    starts = [cue.start_ms for cue in finish(extract_subtitles(path)).cues]
    assert starts == pytest.approx([1000, 4000], abs=25)  # AAC sound may start up to a frame earlier


def test_subtitles_without_sound_are_opened_too(tmp_path):
    path = make_subtitled(tmp_path / "only.mkv", [SubtitlesToMake()], has_sound=False)
    assert len(finish(extract_subtitles(path)).cues) == 2


def test_texts_in_an_old_code_page_are_recognised(tmp_path):
    said = [(1000 * n, 1000 * n + 900, "") for n in range(1, 9)]
    words = "Привет, как дела? Я не знаю, что сказать."
    path = make_subtitled(tmp_path / "old.mkv", [SubtitlesToMake("subrip", said, [words.encode("cp1251")] * len(said))])
    file = finish(extract_subtitles(path))
    assert (file.encoding, file.cues[0].text) == ("cp1251", words)


def test_blank_lines_in_a_packet_do_not_end_its_subtitle(tmp_path):
    path = make_subtitled(tmp_path / "blank.mkv", [SubtitlesToMake("webvtt", SAID[:1], [b"One\r\n\r\ntwo\0"])])
    assert [cue.text for cue in finish(extract_subtitles(path)).cues] == ["One\ntwo"]


def test_pictures_are_refused_in_a_sentence(many):
    with pytest.raises(ImageSubtitles, match=r"Subtitle track 0 of “film\.mkv” is image-based .*PGS"):
        finish(extract_subtitles(many, 0))


@pytest.mark.parametrize("number", [-1, 4])
def test_a_track_that_is_not_there_is_refused_with_those_that_are(many, number):
    with pytest.raises(NoSuchSubtitleTrack, match="choose one of tracks 0 to 3"):
        finish(extract_subtitles(many, number))


def test_a_file_without_subtitle_tracks_says_so(tmp_path):
    path = make_subtitled(tmp_path / "none.mkv", [])
    assert subtitle_tracks(path) == ()
    with pytest.raises(NoSubtitleTracks, match=r"none\.mkv.*no subtitle tracks"):
        finish(extract_subtitles(path))


def test_an_empty_track_says_so(tmp_path):
    path = make_subtitled(tmp_path / "empty.mkv", [SubtitlesToMake(said=())])
    with pytest.raises(NoCues, match=r"empty\.mkv"):
        finish(extract_subtitles(path))


def test_a_file_that_is_not_a_container_is_refused(tmp_path):
    (tmp_path / "film.mkv").write_bytes(b"no film at all" * 100)
    with pytest.raises(NotMedia):
        subtitle_tracks(tmp_path / "film.mkv")
    with pytest.raises(FileMissing):
        finish(extract_subtitles(tmp_path / "missing.mkv"))


def test_reading_can_be_cancelled_between_packets_and_tells_how_far_it_is(tmp_path):
    path = make_subtitled(tmp_path / "film.mkv", [SubtitlesToMake()], sound_s=20)
    seen = []
    finish(extract_subtitles(path), seen.append)
    fractions = [progress.fraction for progress in seen]
    assert len(fractions) > 10
    assert fractions == sorted(fractions)
    assert fractions[-1] > 0.8
    job = extract_subtitles(path)
    next(job)
    next(job)
    job.close()
    path.unlink()  # fails on Windows if the file is still open


BROKEN: dict[str, bytes] = {}


@given(
    st.sampled_from(["mkv", "mp4"]),
    st.lists(st.tuples(st.integers(0, 10**7), st.binary(min_size=1, max_size=8)), max_size=12),
    st.integers(0, 10**7),
)
def test_a_damaged_container_is_read_as_far_as_it_goes_or_refused(tmp_path_factory, kind, wounds, length):
    folder = tmp_path_factory.getbasetemp()
    if kind not in BROKEN:
        codec = "ass" if kind == "mkv" else "mov_text"
        BROKEN[kind] = make_subtitled(folder / f"whole.{kind}", [SubtitlesToMake(codec)], sound_s=1).read_bytes()
    data = bytearray(BROKEN[kind])
    for place, put in wounds:
        at = place % len(data)
        data[at : at + len(put)] = put
    path = folder / f"broken.{kind}"
    path.write_bytes(data[: max(1, length % len(data))] if length % 3 == 0 else data)
    try:
        file = finish(extract_subtitles(path))
    except DeepdubError as error:
        assert "broken" in str(error)  # noqa: PT017
    else:
        assert file.cues


# The command line


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr()


def test_info_lists_the_subtitle_tracks(many, capsys):
    code, streams = run(capsys, "info", many)
    assert code == 0
    assert "  subtitle track 0: PGS, eng, pictures\n" in streams.out
    assert "  subtitle track 1: SRT, ger, “Signs”, forced\n" in streams.out
    assert "  subtitle track 3: SRT, eng, default\n" in streams.out
    code, streams = run(capsys, "info", many, "--json")
    assert json.loads(streams.out)["subtitles"][2] == {
        "number": 2,
        "codec": "ass",
        "kind": "text",
        "language": "kor",
        "title": "Alle Wörter",
        "default": False,
        "forced": False,
    }


def test_extract_writes_a_track_that_the_other_commands_take(many, tmp_path, capsys):
    out, shifted = tmp_path / "film.ass", tmp_path / "shifted.ass"
    code, streams = run(capsys, "extract", many, "--track", 2, "-o", out)
    assert (code, out.read_text("utf-8")) == (0, ASS)
    assert "2 subtitles as ASS" in streams.out
    assert run(capsys, "shift", out, "--by", "+1s", "-o", shifted)[0] == 0
    assert "0:00:02.00,0:00:03.50" in shifted.read_text("utf-8")


@pytest.mark.parametrize("name", ["film.mkv", "film.mp4"])
def test_a_media_file_in_the_place_of_subtitles_is_named_as_one(tmp_path, capsys, name):
    codec = "mov_text" if name.endswith("mp4") else "subrip"
    path = make_subtitled(tmp_path / name, [SubtitlesToMake(codec)], sound_s=1)
    code, streams = run(capsys, "sentences", path)
    assert code == 1
    assert "it is a media file, and the subtitles inside it have to be extracted first" in streams.err


def test_extract_replaces_nothing_unasked_and_promises_no_other_format(many, tmp_path, capsys):
    out = tmp_path / "film.srt"
    out.write_text("mine")
    code, streams = run(capsys, "extract", many, "-o", out)
    assert (code, out.read_text()) == (1, "mine")
    assert "already exists" in streams.err
    assert run(capsys, "extract", many, "-o", out, "--force")[0] == 0
    code, streams = run(capsys, "extract", many, "--track", 2, "-o", tmp_path / "other.srt")
    assert (code, (tmp_path / "other.srt").exists()) == (2, False)
    assert "choose a name that ends in .ass" in streams.err


def test_shift_and_align_keep_the_format_that_a_name_promises(tmp_path, capsys):
    subs = tmp_path / "film.ass"
    subs.write_text(ASS, "utf-8")
    for command in (["shift", subs, "--by", "1s"], ["align", subs, "--reference", subs]):
        code, streams = run(capsys, *command, "-o", tmp_path / "film.vtt")
        assert code == 2
        assert "format of these subtitles, ASS" in streams.err
    assert not (tmp_path / "film.vtt").exists()
