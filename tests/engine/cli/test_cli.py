"""The command line on real files: results, JSON, exit codes, and one clear sentence for each error."""

import json
import os
import signal
import subprocess
import sys
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
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    filled = [part.format(dir=tmp_path, sample=SAMPLE, subs=TRUE_SUBS) for part in arguments]
    found, sentence = failing(capsys, *filled)
    assert (found, word in sentence) == (code, True), sentence
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


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
