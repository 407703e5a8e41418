"""The tables for the voice step and for people."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.exporting import VoiceStep
from deepdub_engine.pipeline.folder import write_sentence_folder
from deepdub_engine.sentences.details import CueDetails
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import Cue
from tests.helpers.dub_clip import DubClip, make_dub_clip

RATE_HZ = 16_000


@pytest.fixture
def clip(tmp_path: Path) -> DubClip:
    return make_dub_clip(tmp_path, 4, 14.0, RATE_HZ)


def rows(folder: Path) -> list[dict]:
    return json.loads((folder / "sentences.json").read_text(encoding="utf-8"))["sentences"]


def rewritten(clip: DubClip, texts: list[str], **step: object) -> list[dict]:
    cues = tuple(Cue(cue.start_ms, cue.end_ms, text) for cue, text in zip(clip.cues, texts, strict=True))
    voice_step = VoiceStep(**step)
    sentences = sentences_from_cues(cues)
    finish(
        write_sentence_folder(clip.clip, clip.stems, sentences, cues, clip.folder, force=True, voice_step=voice_step)
    )
    return rows(clip.folder)


def test_each_sentence_has_its_times_its_free_time_its_reference_and_its_loudness(clip: DubClip) -> None:
    found = rows(clip.folder)
    assert [row["number"] for row in found] == [1, 2, 3, 4]
    for row, cue, sentence in zip(found, clip.cues, clip.sentences.sentences, strict=True):
        assert (row["start_ms"], row["end_ms"], row["text"]) == (cue.start_ms, cue.end_ms, cue.text)
        assert row["hash"] == str(sentence.hash)
        assert len(soundfile.read(clip.folder / row["reference"])[0])
        assert -45 < row["loudness_lufs"] < -10
    assert found[0]["free_before_ms"] == clip.cues[0].start_ms
    assert found[1]["free_before_ms"] == found[0]["free_behind_ms"] == clip.cues[1].start_ms - clip.cues[0].end_ms
    assert found[3]["free_behind_ms"] == 14_000 - clip.cues[3].end_ms


def test_speakers_translations_and_efforts_are_told(clip: DubClip) -> None:
    target = tuple(Cue(cue.start_ms + 40, cue.end_ms - 40, f"번역 {n}.") for n, cue in enumerate(clip.cues))
    texts = ["MINA: Come in.", "- Who is it? \n- Me.", "Ha ha ha!", "He who laughs last."]
    found = rewritten(clip, texts, details=CueDetails((), target))
    assert [row["speaker"] for row in found] == ["MINA", None, None, None]
    assert [row["voices"] for row in found] == [1, 2, 1, 1]
    assert [row["effort"] for row in found] == [False, False, True, False]
    assert [row["translation"] for row in found] == [f"번역 {n}." for n in range(4)]
    assert not any(row["keep"] for row in found)


def test_each_speaker_gets_a_reference_of_vocals_alone(clip: DubClip) -> None:
    texts = ["MINA: One, two.", "JO: Three.", "MINA: Four.", "JO: Five."]
    rewritten(clip, texts, reference_s=1.5)
    names = sorted(path.name for path in (clip.folder / "references").iterdir())
    assert names == ["JO.wav", "MINA.wav"]
    for name in names:
        sound, rate_hz = soundfile.read(clip.folder / "references" / name, always_2d=True)
        assert rate_hz == RATE_HZ
        assert 0.8 <= len(sound) / rate_hz <= 1.8
        assert np.std(sound) > 0.01
        # the accompaniment has a steady tone of 220 Hz, which the reference has not in its pauses
        assert np.abs(sound).min(axis=1).min() == 0


def test_the_sheet_shows_formulas_and_hashes_as_text_and_times_for_people(clip: DubClip) -> None:
    texts = ['=HYPERLINK("http://x","y").', "+1.", "-2 <b>&.", "@sum."]
    found = rewritten(clip, texts)
    with zipfile.ZipFile(clip.folder / "sentences.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=HYPERLINK" in strings
    for row in found:
        assert row["hash"] in strings
        assert row["start"] in strings
    assert found[0]["start"] == "00:00:01.000"


def test_equal_exports_are_equal_files(clip: DubClip) -> None:
    before = {name: (clip.folder / name).read_bytes() for name in ("sentences.json", "sentences.xlsx")}
    clip.rewrite(clip.cues)
    assert {name: (clip.folder / name).read_bytes() for name in before} == before
