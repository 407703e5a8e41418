"""The command line on real files: results, JSON, exit codes, and one clear sentence for each error."""

import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from deepdub_engine.base.resources import resource
from deepdub_engine.cli import main
from deepdub_engine.subtitles import load_subtitles
from tests.engine.pipeline.test_notebook_tables import EPISODE, SEGMENTS, SENTENCES
from tests.helpers.dub_clip import made_voice

SAMPLE = resource("sample", "sample.mkv")
TRUE_SUBS = resource("sample", "sample.srt")
LATE_SUBS = resource("sample", "sample_3s_off.srt")


def deepdub(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as exit_:
        return int(exit_.code or 0)


def make_picture_only(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 64
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        container.mux(stream.encode(None))


def failing(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Run a command that must fail; return its exit code and the only stderr line that is not usage."""
    code = deepdub(*arguments)
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = [line for line in captured.err.splitlines() if line.startswith("deepdub")]
    assert len(lines) == 1, captured.err
    return code, lines[0]


@pytest.fixture(scope="module")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("run") / "out"
    assert deepdub("run", SAMPLE, LATE_SUBS, "--shift", "-3s", "-o", output, "--quiet") == 0
    return output


def test_run_on_the_sample_gives_every_file_of_the_contract(sample_run: Path) -> None:
    audio = sample_run / "audio_segments"
    spoken = [line.rsplit(",", 1)[1] for line in (sample_run / "sentences.csv").read_text().splitlines()[1:]]
    assert len(spoken) == 12
    for number in spoken:
        lengths = {soundfile.info(audio / f"{number}{stem}.wav").frames for stem in ("", "_vocals", "_accompaniment")}
        assert len(lengths) == 1
    rows = (sample_run / "segments.csv").read_text().splitlines()
    assert rows[0] == "start,end,hash,path"
    assert rows[1].startswith("1970-01-01 00:00:00.000,1900-01-01 00:00:04.000,")
    total = sum(soundfile.info(audio / f"{row.split(',')[2]}.wav").frames for row in rows[1:])
    assert total == 41 * 48_000
    hidden = {path.name for path in sample_run.iterdir() if path.name.startswith(".")}
    assert hidden == {".deepdub-folder.json"}  # the list of all files, written last


def test_shifted_subtitles_give_the_same_sentences_as_the_true_ones(sample_run: Path, tmp_path: Path) -> None:
    assert deepdub("sentences", TRUE_SUBS, "-o", tmp_path / "true.csv", "--quiet") == 0
    assert (tmp_path / "true.csv").read_bytes() == (sample_run / "sentences.csv").read_bytes()


def test_the_vocals_of_the_sample_hold_the_speech(sample_run: Path) -> None:
    rows = [row.split(",") for row in (sample_run / "segments.csv").read_text().splitlines()[1:]]
    audio = sample_run / "audio_segments"
    spoken = [row[2] for row in rows if row[3].endswith("_gen.wav")]
    share = [
        np.square(soundfile.read(audio / f"{number}_vocals.wav")[0]).sum()
        / np.square(soundfile.read(audio / f"{number}.wav")[0]).sum()
        for number in spoken
    ]
    assert 0.3 < np.median(share) < 1.0


def test_remix_of_the_sample_is_exactly_as_long_as_the_clip(
    sample_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = json.loads((sample_run / "sentences.json").read_text())["sentences"][0]
    length_s = 1.5 * (first["end_ms"] - first["start_ms"]) / 1000
    soundfile.write(sample_run / first["voice"], made_voice(1, length_s, 24_000), 24_000)
    assert deepdub("remix", sample_run, "--json", "--force") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["generated"], result["lines"][0]["voice"]) == (1, f"{first['hash']}_gen_vocals.wav")
    assert result["samples"] == 41 * 48_000
    assert soundfile.info(result["path"]).frames == 41 * 48_000


def test_separate_writes_two_stems_that_add_up_to_the_clip(tmp_path: Path) -> None:
    assert deepdub("separate", SAMPLE, "--clip", "4", "9", "-o", tmp_path, "--quiet") == 0
    stems = [soundfile.read(tmp_path / f"sample_{stem}.wav", dtype="int16")[0] for stem in ("vocals", "accompaniment")]
    assert deepdub("segments", SAMPLE, TRUE_SUBS, "--clip", "4", "9", "-o", tmp_path / "cut", "--quiet") == 0
    files = [row.split(",")[2] for row in (tmp_path / "cut/segments.csv").read_text().splitlines()[1:]]
    clip = np.concatenate(
        [soundfile.read(tmp_path / f"cut/audio_segments/{name}.wav", dtype="int16")[0] for name in files]
    )
    assert len(clip) == 5 * 48_000
    assert np.array_equal(stems[0] + stems[1], clip)


def test_the_notebooks_tables_come_out_of_a_clip_as_long_as_its_own(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "clip1.wav", np.zeros((29_930 * 48, 2)), 48_000, subtype="PCM_16")
    (tmp_path / "ep1_eng.srt").write_text(EPISODE, encoding="utf-8")
    inputs = [tmp_path / "clip1.wav", tmp_path / "ep1_eng.srt", "--slice", "10_33", "11_00", "--shift", "+3"]
    assert deepdub("run", *inputs, "-o", tmp_path / "out", "--quiet") == 0
    sentences = (tmp_path / "out/sentences.csv").read_text(encoding="utf-8").splitlines()
    segments = (tmp_path / "out/segments.csv").read_text(encoding="utf-8").splitlines()
    assert [int(row.rsplit(",", 1)[1]) for row in sentences[1:]] == [row[3] for row in SENTENCES]
    assert segments[1:] == [",".join(str(value) for value in row) for row in SEGMENTS]
    listed = (tmp_path / "out/audio_segments/audio_segments_list.txt").read_text().splitlines()
    assert listed == [f"file '{row[3]}'" for row in SEGMENTS]


def test_shift_moves_every_cue_and_keeps_the_rest_of_the_file(tmp_path: Path) -> None:
    assert deepdub("shift", LATE_SUBS, "--by", "-0:00:03.000", "-o", tmp_path / "a.srt", "--quiet") == 0
    assert load_subtitles(tmp_path / "a.srt").cues == load_subtitles(TRUE_SUBS).cues


def test_shift_warns_of_subtitles_that_would_start_too_early(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deepdub("shift", TRUE_SUBS, "--by", "-5s", "-o", tmp_path / "a.srt", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["offset_ms"] == -5000
    assert "before 0" in result["warnings"][0]


def test_shift_with_nothing_to_do_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("shift", TRUE_SUBS, "-o", tmp_path / "a.srt") == 0
    shown = capsys.readouterr()
    assert "Nothing was shifted: give a shift, such as --by -3.4s" in shown.err
    assert "17 subtitles copied without a shift" in shown.out
    assert (tmp_path / "a.srt").read_bytes() == TRUE_SUBS.read_bytes()
    assert deepdub("shift", TRUE_SUBS, "--ratio", "25/24", "-o", tmp_path / "b.srt") == 0
    assert "Nothing was shifted" not in capsys.readouterr().err


def test_one_subtitle_is_counted_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nOne.\n")
    assert deepdub("shift", tmp_path / "one.srt", "--by", "-2", "-o", tmp_path / "a.srt") == 0
    shown = capsys.readouterr()
    assert "1 subtitle shifted by −2.000 s" in shown.out
    assert "1 subtitle would start before 0 and now starts at 0." in shown.err
    assert deepdub("sentences", tmp_path / "one.srt", "-o", tmp_path / "a.csv") == 0
    assert capsys.readouterr().out.startswith("1 sentence in ")


def test_info_names_the_format_the_codecs_and_the_frame_rate_as_people_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = tmp_path / "film.mp4"
    with av.open(str(film), "w") as container:
        picture = container.add_stream("mpeg4", rate=Fraction(24000, 1001))
        picture.width, picture.height = 64, 48
        sound = container.add_stream("aac", 48_000, layout="stereo")
        for number in range(12):
            frame = av.VideoFrame(64, 48, "yuv420p")
            frame.pts = number
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), "fltp", "stereo")
        frame.rate = 48_000
        container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    assert deepdub("info", film) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("film.mp4: MP4, ")
    assert shown[1] == "  video 0: MPEG-4, 64 × 48, 23.976 fps"
    assert shown[2].startswith("  track 0: AAC, 48000 Hz, stereo")
    assert deepdub("info", film, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["format"], result["format_name"]) == ("mov,mp4,m4a,3gp,3g2,mj2", "MP4")
    assert result["videos"][0]["frame_rate"] == pytest.approx(24000 / 1001)


def test_info_lists_tracks_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("info", SAMPLE, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["duration_ms"] == 41_000
    assert [(track["number"], track["rate_hz"], track["channels"]) for track in result["tracks"]] == [(0, 48_000, 2)]


def test_models_lists_and_verifies_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("models", "verify", "--json") == 0
    states = {model["name"]: model["state"] for model in json.loads(capsys.readouterr().out)["models"]}
    assert states["speech"] == "verified"


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["info", "{dir}/missing.mkv"], 1, "no file"),
        (["info", "{dir}/empty.wav"], 1, "empty.wav"),
        (["info", "{dir}/text.mp4"], 1, "text.mp4"),
        (["info", "{dir}"], 1, "cannot be read"),
        (["run", "{sample}", "{dir}/missing.srt", "-o", "{dir}/out"], 1, "no file"),
        (["run", "{sample}", "{dir}/empty.srt", "-o", "{dir}/out"], 1, "no subtitles"),
        (["run", "{sample}", "{dir}/reversed.srt", "-o", "{dir}/out"], 1, "before it starts"),
        (["run", "{sample}", "{dir}/binary.srt", "-o", "{dir}/out"], 1, "binary.srt"),
        (["run", "{sample}", "{subs}", "--slice", "50:00", "51:00", "-o", "{dir}/out"], 1, "no subtitles between"),
        (["run", "{sample}", "{subs}", "--slice", "9", "4", "-o", "{dir}/out"], 2, "empty"),
        (["run", "{sample}", "{subs}", "--clip", "10", "59", "-o", "{dir}/out"], 2, "not inside the clip"),
        (["run", "{sample}", "{subs}", "--track", "3", "-o", "{dir}/out"], 2, "no audio track 3"),
        (["run", "{sample}", "{subs}", "--track", "-1", "-o", "{dir}/out"], 2, "no audio track -1"),
        (["run", "{sample}", "{subs}", "--model", "nothing", "-o", "{dir}/out"], 2, "no model"),
        (["run", "{sample}", "{subs}", "-o", "{dir}/text.mp4"], 1, "cannot be written"),
        (["run", "{sample}", "{subs}", "-o", "/proc/out"], 1, "cannot be written"),
        (["run", "{sample}", "{subs}", "--model", "spleeter-2stems", "-o", "{dir}/out"], 1, "weights"),
        (["run", "{sample}", "{subs}", "--model", "{dir}", "-o", "{dir}/out"], 1, "weights"),
        (["separate", "{dir}/silent.mkv", "-o", "{dir}/out"], 1, "no audio"),
        (["shift", "{subs}", "--by", "3 apples", "-o", "{dir}/a.srt"], 2, "not a shift"),
        (["shift", "{subs}", "--by", "1s", "-o", "{dir}/empty.srt"], 1, "already exists"),
        (["shift", "{subs}", "--by", "-3000", "-o", "{dir}/a.srt"], 2, "write -3000ms or -3000s"),
        (["shift", "{subs}", "--by", "1s", "-o", "{dir}/new/a.srt"], 1, "there is no folder"),
        (["align", "{sample}", "{subs}", "-o", "{dir}/new/a.srt"], 1, "there is no folder"),
        (["align", "{subs}", "--reference", "{dir}/missing.srt", "-o", "{dir}/a.srt"], 1, "no file"),
        (["sentences", "{subs}", "-o", "{dir}/new/a.csv"], 1, "there is no folder"),
        (["extract", "{sample}", "-o", "{dir}/new/a.srt"], 1, "there is no folder"),
        (["extract", "{sample}", "-o", "{dir}/a.srt"], 1, "no subtitle track"),
        (["remix", "{dir}", "--bwf", "{dir}/new/a.wav"], 1, "there is no folder"),
        (["run", "{dir}/missing.mkv", "{subs}", "-o", "{dir}/new/er/out"], 1, "no file"),
        (["run", "{dir}/text.mp4", "{subs}", "-o", "{dir}/new/er/out"], 1, "text.mp4"),
        (["run", "{sample}", "{dir}/empty.srt", "-o", "{dir}/new/er/out"], 1, "no subtitles"),
        (["segments", "{sample}", "{subs}", "--clip", "10", "59", "-o", "{dir}/new/er/out"], 2, "not inside the clip"),
        (["separate", "{dir}/silent.mkv", "-o", "{dir}/new/er/out"], 1, "no audio"),
        (["separate", "{dir}/text.mp4", "--stems", "all", "--model", "spleeter-4stems", "-o", "{dir}/new/out"], 1, ""),
        (["separate", "{sample}", "--surround", "-o", "{dir}/new/er/out"], 2, "channels"),
        (["lines", "{dir}", "--sheets", "{dir}/new/sheets"], 1, "segments.csv"),
        (["models", "fetch", "nothing", "--into", "{dir}/new/er/models"], 2, "no model"),
        (["sentences", "{subs}", "--encoding", "klingon"], 1, "encoding"),
        (["remix", "{dir}"], 1, "segments.csv"),
        (["separate", "{sample}"], 2, "these arguments are missing"),
        (["unheard-of"], 2, "is none of"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    arguments: list[str], code: int, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "empty.srt").touch()
    (tmp_path / "text.mp4").write_text("not a film\n" * 100)
    (tmp_path / "binary.srt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "reversed.srt").write_text("1\n00:00:05,000 --> 00:00:04,000\nNo.\n")
    make_picture_only(tmp_path / "silent.mkv")
    before = contents(tmp_path)
    filled = [part.format(dir=tmp_path, sample=SAMPLE, subs=TRUE_SUBS) for part in arguments]
    found, sentence = failing(capsys, *filled)
    assert (found, word in sentence) == (code, True), sentence
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[Path, bytes]:
    """Return all files with their bytes, and all folders with none."""
    return {path: path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def test_a_result_is_not_overwritten_without_force(sample_run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, sentence = failing(capsys, "run", SAMPLE, TRUE_SUBS, "-o", sample_run)
    assert code == 1
    assert "already exists" in sentence


def test_an_error_is_json_too_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("info", tmp_path / "missing.mkv", "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert result["exit_code"] == 1
    assert "missing.mkv" in result["error"]


@pytest.mark.skipif(os.name != "posix", reason="signals and file size limits are POSIX")
def test_an_interrupt_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deepdub_engine", "run", SAMPLE, TRUE_SUBS, "-o", tmp_path / "out", "--verbose"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        partial = tmp_path / "out" / ".deepdub-partial" / "mixture.pcm"
        while not partial.exists() and process.poll() is None:
            pass
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals and file size limits are POSIX")
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000));"
        "from deepdub_engine.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "run", SAMPLE, TRUE_SUBS, "-o", tmp_path / "out", "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith(f"deepdub: There is no space left on the disk of “{tmp_path / 'out'}”")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
