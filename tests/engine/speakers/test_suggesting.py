"""Voices are heard in a child process, and become a suggested cast."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import FileMissing, VoicesCrashed, WeightsDamaged, WeightsMissing
from deepdub_engine.base.processes import is_running
from deepdub_engine.base.progress import finish
from deepdub_engine.base.spans import Span
from deepdub_engine.base.worker_process import WorkerProcess
from deepdub_engine.speakers import child, suggesting
from deepdub_engine.speakers.cast import Cast, Line, Source, Speaker
from deepdub_engine.speakers.child import hear_in_child
from deepdub_engine.speakers.editing import suggest
from deepdub_engine.speakers.protocol import VoicesRequest, decode_request, encode_request
from deepdub_engine.speakers.reference import Reference
from deepdub_engine.speakers.suggesting import cast_of, span_of, suggest_cast, utterances_of
from deepdub_engine.subtitles.cues import Cue
from tests.engine.speakers.test_clustering import made
from tests.helpers.voice_weights import random_voice_weights, write_torch_file

RATE_HZ = 48_000


@pytest.fixture
def vocals(tmp_path: Path) -> PcmClip:
    sound = np.random.default_rng(0).normal(0, 0.1, (4 * RATE_HZ, 2)).astype(np.float32)
    sound[2 * RATE_HZ : 3 * RATE_HZ] = 0
    with PcmWriter(tmp_path / "vocals.pcm", 2) as writer:
        writer.write(sound)
        return writer.clip(RATE_HZ)


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write_torch_file(tmp_path / "weights.pt", random_voice_weights())
    monkeypatch.setattr(child, "voice_weights", lambda: path)
    return path


def seconds(start: float, stop: float) -> tuple[int, int]:
    return int(start * RATE_HZ), int(stop * RATE_HZ)


def test_each_sentence_has_its_voice_and_silence_has_none(vocals: PcmClip, weights: Path) -> None:
    voices = finish(hear_in_child(vocals, [seconds(0, 2), seconds(2, 3), seconds(3, 4)]))
    assert [len(voice.direction) for voice in voices] == [192, 0, 192]
    assert voices[0].heard_ms > voices[2].heard_ms > 500
    assert np.linalg.norm(voices[0].direction) == pytest.approx(1, abs=1e-4)


def test_stems_in_parts_are_heard_as_well(vocals: PcmClip, weights: Path) -> None:
    patch = Patch(RATE_HZ, 2 * RATE_HZ, vocals.path, 0)
    parts = CompositeClip(vocals.path, RATE_HZ, 2, vocals.samples, patches=(patch,))
    heard = finish(hear_in_child(parts, [seconds(0, 1), seconds(1, 2)]))
    whole = finish(hear_in_child(vocals, [seconds(0, 1)]))
    assert [len(voice.direction) for voice in heard] == [0, 192]
    assert heard[1].direction == pytest.approx(whole[0].direction, abs=1e-5)


def test_a_request_survives_the_way_to_the_child(vocals: PcmClip, weights: Path) -> None:
    request = VoicesRequest.of(vocals, weights, (seconds(0, 1), seconds(1, 4)))
    assert decode_request(encode_request(request)) == request
    assert request.vocals == vocals


def test_closing_the_job_ends_the_child(vocals: PcmClip, weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids: list[int] = []
    kill = WorkerProcess.kill
    monkeypatch.setattr(WorkerProcess, "kill", lambda self: (pids.append(self.pid), kill(self))[1])
    job = hear_in_child(vocals, [seconds(0, 2)] * 50)
    for _ in range(3):
        next(job)
    job.close()
    assert pids
    assert not is_running(pids[0])


def test_without_weights_the_error_says_how_to_get_them(
    vocals: PcmClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    monkeypatch.setattr("deepdub_engine.separation.models.parts.store_folder", lambda: tmp_path / "store")
    with pytest.raises(WeightsMissing, match="campplus"):
        finish(suggest_cast(vocals, [Cue(0, 1000, "Come in.")]))


def test_damaged_weights_and_missing_vocals_are_errors_of_the_job(vocals: PcmClip, weights: Path) -> None:
    weights.write_bytes(b"PK\3\4 nothing")
    with pytest.raises(WeightsDamaged):
        finish(hear_in_child(vocals, [seconds(0, 1)]))
    write_torch_file(weights, random_voice_weights())
    vocals.path.unlink()
    with pytest.raises(FileMissing):
        finish(hear_in_child(vocals, [seconds(0, 1)]))


def test_weights_of_another_network_are_damaged(vocals: PcmClip, weights: Path) -> None:
    write_torch_file(weights, {"lstm.weight": np.zeros((2, 2), np.float32)})
    with pytest.raises(WeightsDamaged, match=r"weights\.pt"):
        finish(hear_in_child(vocals, [seconds(0, 1)]))


def test_a_child_that_crashes_is_an_error(vocals: PcmClip, weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_MODULE", "deepdub_engine.no_such_module")
    with pytest.raises(VoicesCrashed):
        finish(hear_in_child(vocals, [seconds(0, 1)]))


def test_cues_where_nothing_is_separated_get_no_line(vocals: PcmClip, weights: Path) -> None:
    cues = [Cue(0, 1000, "One."), Cue(1500, 2500, "Two."), Cue(3000, 4000, "Three.")]
    cast = finish(suggest_cast(vocals, cues, spans=(seconds(0, 1.2), seconds(2.8, 4)))).cast
    assert [line is not None for line in map(cast.line_of, range(3))] == [True, False, True]


def test_voices_that_were_heard_before_are_not_heard_again(
    vocals: PcmClip, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cues = [Cue(0, 1000, "One."), Cue(1500, 2500, "Two.")]
    first = finish(suggest_cast(vocals, cues))
    known = {span_of(one, vocals): voice for one, voice in zip(first.utterances, first.voices, strict=True)}
    asked: list[list[Span]] = []
    real = suggesting.hear_in_child
    monkeypatch.setattr(suggesting, "hear_in_child", lambda where, spans: (asked.append(spans), real(where, spans))[1])
    assert finish(suggest_cast(vocals, cues, known=known)) == first
    assert asked == []
    longer = finish(suggest_cast(vocals, [*cues, Cue(3000, 4000, "Three.")], known=known))
    assert asked == [[seconds(3, 4)]]
    assert longer.voices[:2] == first.voices


CUES = tuple(Cue(at * 3000, at * 3000 + 2500, f"Line {at}.") for at in range(8))


def test_all_cues_of_a_sentence_get_its_speaker_and_speakers_are_numbered_by_their_first_lines() -> None:
    utterances = utterances_of(CUES, [[0, 1], [2], [3, 4], [5], [6, 7]])
    cast = cast_of(made([3, 1, 3, 1, 3]), utterances, Cast())
    assert [line.speaker for line in cast.lines if line] == [1, 1, 2, 1, 1, 2, 1, 1]
    assert cast.speakers == (Speaker(1), Speaker(2))
    assert {line.source for line in cast.lines if line} == {Source.SUGGESTED}
    cast.check()


def test_settled_lines_hold_and_show_what_their_speakers_sound_like() -> None:
    known = Cast((Speaker(2, "Anna"), Speaker(7, "Ben"))).with_lines(
        {0: Line(7, Source.PERSON), 1: Line(2, Source.SUBTITLE), 2: Line(2, Source.SUGGESTED)}
    )
    found = cast_of(made([0, 1, 0, 1, 0, 1, 2, 2]), utterances_of(CUES), known)
    cast = suggest(known, found)
    assert [line.speaker for line in cast.lines if line] == [7, 2, 7, 2, 7, 2, 1, 1]
    assert cast.lines[:2] == known.lines[:2]


def test_speakers_of_another_episode_keep_their_names() -> None:
    voices = made([0, 1, 0, 1, 2, 2, 2, 2])
    cast = cast_of(voices, utterances_of(CUES), Cast(), references=[Reference(4, "Anna", 3, (), voices[1].direction)])
    assert [speaker.name for speaker in cast.speakers] == ["", "Anna", ""]


@pytest.mark.parametrize(
    ("cues", "overlapped"),
    [
        ([Cue(0, 2000, "One."), Cue(1000, 3000, "Two.")], [True, True]),
        ([Cue(0, 2000, "One."), Cue(1900, 3000, "Two.")], [False, False]),
        ([Cue(0, 2000, "- One.\n- Two."), Cue(3000, 4000, "- Three.")], [True, False]),
    ],
)
def test_lines_that_others_speak_into_are_marked(cues: list[Cue], overlapped: list[bool]) -> None:
    cast = cast_of(made([0, 0]), utterances_of(cues), Cast())
    assert [line.is_overlapped for line in cast.lines if line] == overlapped
    assert [line.is_unsure for line in cast.lines if line] == overlapped
