"""``speakers`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deepdub_engine.pipeline.dub.lines import SENTENCES_JSON
from deepdub_engine.speakers import child
from deepdub_engine.speakers.reference import read_cast_file
from deepdub_engine.subtitles import Cue
from tests.engine.cli.test_cli_dub import deepdub
from tests.helpers.dub_clip import DubClip, make_dub_clip
from tests.helpers.voice_weights import WHY_NOT, published_voice_weights, random_voice_weights, write_torch_file

RATE_HZ = 16_000


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DubClip:
    weights = write_torch_file(tmp_path / "weights.pt", random_voice_weights())
    monkeypatch.setattr(child, "voice_weights", lambda: weights)
    return make_dub_clip(tmp_path / "film", 5, 20.0, RATE_HZ)


def table(clip: DubClip) -> list[dict[str, object]]:
    return json.loads((clip.folder / SENTENCES_JSON).read_text(encoding="utf-8"))["sentences"]


def rewrite(clip: DubClip, changes: dict[int, str]) -> None:
    rows = table(clip)
    for at, name in changes.items():
        rows[at]["speaker"] = name
    (clip.folder / SENTENCES_JSON).write_text(json.dumps({"version": 1, "sentences": rows}), encoding="utf-8")


def test_every_line_gets_a_speaker_in_the_tables_and_the_cast_file(
    clip: DubClip, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    csv = (clip.folder / "sentences.csv").read_bytes()
    assert deepdub("speakers", clip.folder, "--count", 2, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    rows = table(clip)
    assert [line["speaker"] for line in found["lines"]] == [row["speaker"] for row in rows]
    assert {row["speaker"] for row in rows} == {"Speaker 1", "Speaker 2"}
    assert {row["speaker_source"] for row in rows} == {"suggested"}
    assert (clip.folder / "sentences.csv").read_bytes() == csv
    speakers = read_cast_file(clip.folder / "cast.json")
    assert sum(one.lines for one in speakers) == 5
    assert all((clip.folder / path).is_file() for one in speakers for path in one.clips)
    assert deepdub("lines", clip.folder, "--sheets", tmp_path / "sheets", "--quiet") == 0
    assert {path.stem for path in (tmp_path / "sheets").glob("*.csv")} == {"all", "Speaker 1", "Speaker 2"}


def test_names_that_a_person_writes_hold_and_suggestions_are_made_again(clip: DubClip) -> None:
    assert deepdub("speakers", clip.folder, "--count", 2, "--quiet") == 0
    rewrite(clip, {0: "Anna", 3: "Ben"})
    assert deepdub("speakers", clip.folder, "--count", 2, "--quiet") == 0
    rows = table(clip)
    assert [rows[at]["speaker"] for at in (0, 3)] == ["Anna", "Ben"]
    assert [rows[at]["speaker_source"] for at in (0, 3)] == ["person", "person"]
    assert {row["speaker"] for row in rows} == {"Anna", "Ben"}
    rewrite(clip, {})
    assert deepdub("speakers", clip.folder, "--quiet") == 0
    assert [table(clip)[at]["speaker"] for at in (0, 3)] == ["Anna", "Ben"]


def test_names_in_the_subtitles_hold(clip: DubClip) -> None:
    named = [f"ANNA: {cue.text}" for cue in clip.cues[:2]] + [cue.text for cue in clip.cues[2:]]
    cues = tuple(Cue(cue.start_ms, cue.end_ms, text) for cue, text in zip(clip.cues, named, strict=True))
    clip.rewrite(cues)
    assert deepdub("speakers", clip.folder, "--quiet") == 0
    rows = table(clip)
    assert [rows[at]["speaker"] for at in (0, 1)] == ["ANNA", "ANNA"]
    assert {rows[at]["speaker_source"] for at in (0, 1)} == {"subtitle"}


def test_speakers_stay_when_the_sentences_are_exported_again(clip: DubClip) -> None:
    assert deepdub("speakers", clip.folder, "--count", 2, "--quiet") == 0
    rewrite(clip, {1: "Anna"})
    before = [row["speaker"] for row in table(clip)]
    clip.rewrite(clip.cues)
    assert [row["speaker"] for row in table(clip)] == before


def test_speakers_of_another_episode_are_recognised(clip: DubClip, tmp_path: Path) -> None:
    assert deepdub("speakers", clip.folder, "--count", 1, "--quiet") == 0
    rewrite(clip, {0: "Anna"})
    assert deepdub("speakers", clip.folder, "--count", 1, "--quiet") == 0
    cast = (clip.folder / "cast.json").rename(tmp_path / "cast.json")
    clip.rewrite(clip.cues)
    rewrite(clip, dict.fromkeys(range(5), ""))
    assert deepdub("speakers", clip.folder, "--cast", cast, "--count", 1, "--quiet") == 0
    assert {row["speaker"] for row in table(clip)} == {"Anna"}


@pytest.mark.parametrize("count", ["0", "-1", "1000", "two", "\u0661"])
def test_a_number_that_is_none_is_refused(clip: DubClip, count: str) -> None:
    assert deepdub("speakers", clip.folder, f"--count={count}") == 2


def test_a_folder_without_vocals_and_a_damaged_table_are_refused(
    clip: DubClip, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in clip.audio.glob("*_vocals.wav"):
        path.unlink()
    assert deepdub("speakers", clip.folder) == 1
    assert "vocals" in capsys.readouterr().err
    (clip.folder / SENTENCES_JSON).write_text('{"sentences": [{"number": "x"}]}', encoding="utf-8")
    assert deepdub("speakers", clip.folder) == 1
    assert "damaged" in capsys.readouterr().err


def test_the_voices_of_the_sample_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = published_voice_weights()
    if weights is None:
        pytest.skip(WHY_NOT)
    monkeypatch.setattr(child, "voice_weights", lambda: weights)
    sample = Path(__file__).parents[3] / "resources" / "sample"
    folder = tmp_path / "sample"
    media, subtitles = sample / "sample.mkv", sample / "sample.srt"
    assert deepdub("run", media, subtitles, "-o", folder, "--model", "speech", "--quiet") == 0
    assert deepdub("speakers", folder, "--quiet") == 0
    assert all(one.lines for one in read_cast_file(folder / "cast.json"))
