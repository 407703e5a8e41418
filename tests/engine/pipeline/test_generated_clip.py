"""The generated speech as a clip: in its slots, as `remix` places it, and silence elsewhere."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import FolderInvalid
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import PADDED
from deepdub_engine.pipeline.generated_clip import load_generated
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.pipeline.rows import read_rows
from deepdub_engine.player import Mix, OfflineOutput, Player, together

RATE_HZ = 48_000
LENGTHS = (10_000, 30_000, 5_000, 40_000, 15_000)  # lengths of segments; every second one is a sentence


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    sound = np.random.default_rng(2).uniform(-0.2, 0.2, (sum(LENGTHS), 2)).astype(np.float32)
    with PcmWriter(tmp_path / "clip.pcm", 2) as writer:
        writer.write(sound)
        return writer.clip(RATE_HZ)


@pytest.fixture
def folder(tmp_path: Path, clip: PcmClip) -> Path:
    """A sentence folder with two sentences; the accompaniment of each is half the clip."""
    audio = tmp_path / "out" / "audio_segments"
    audio.mkdir(parents=True)
    rows = ["start,end,hash,path"]
    for number, (start, stop) in enumerate(itertools.pairwise(np.cumsum([0, *LENGTHS]).tolist())):
        sound = clip.read(start, stop)
        soundfile.write(audio / f"{number}.wav", sound, RATE_HZ, "FLOAT")
        soundfile.write(audio / f"{number}_accompaniment.wav", sound / 2, RATE_HZ, "FLOAT")
        rows.append(f"0,0,{number},{number}{'_gen' if number % 2 else ''}.wav")
    (tmp_path / "out" / "segments.csv").write_text("\n".join(rows) + "\n")
    return tmp_path / "out"


def speak(folder: Path, number: int, samples: int, rate_hz: int = RATE_HZ) -> None:
    wave = 0.3 * np.sin(np.arange(samples) / 7)
    soundfile.write(folder / "audio_segments" / f"{number}_gen_vocals.wav", wave, rate_hz, "FLOAT")


def test_speech_stands_in_its_slots_and_nowhere_else(tmp_path: Path, folder: Path, clip: PcmClip) -> None:
    speak(folder, 1, 20_000)
    speak(folder, 3, 60_000)
    speech = finish(load_generated(folder, clip, tmp_path / "cache"))
    assert (speech.found, speech.missing, speech.clip.samples) == (2, 0, clip.samples)
    heard = speech.clip.read(0, clip.samples)
    sounding = heard.any(axis=1)
    assert not sounding[:10_000].any()
    assert sounding[10_001:30_000].all()
    assert not sounding[30_001:45_000].any()
    assert sounding[45_001 : 85_000 - 1].all()
    assert not sounding[85_000:].any()


def test_it_is_heard_over_the_accompaniment_as_remix_writes_it(tmp_path: Path, folder: Path, clip: PcmClip) -> None:
    speak(folder, 1, 11_000, 16_000)
    speak(folder, 3, 60_000)
    speech = finish(load_generated(folder, clip, tmp_path / "cache"))
    with PcmWriter(tmp_path / "accompaniment.pcm", 2) as writer:
        writer.write(clip.read(0, clip.samples) / 2)
        accompaniment = writer.clip(RATE_HZ)
    result = finish(remix(folder, PADDED))
    written, _ = soundfile.read(result.path, dtype="float32")
    output = OfflineOutput()
    player = Player(output=output)
    player.set_sources([clip, None, accompaniment, speech.clip])
    player.set_mix(Mix(together([2, 3])))
    player.play()
    heard = output.pull(clip.samples)
    player.close()
    for start, stop in ((10_000, 40_000), (45_000, 85_000)):
        assert np.abs(heard[start:stop] - written[start:stop]).max() < 1e-6


def test_sentences_without_speech_are_counted_and_silent(tmp_path: Path, folder: Path, clip: PcmClip) -> None:
    speak(folder, 3, 1_000)
    speech = finish(load_generated(folder, clip, tmp_path / "cache"))
    assert (speech.found, speech.missing) == (1, 1)
    assert not speech.clip.read(0, 45_000).any()


def test_a_folder_of_another_clip_is_refused(tmp_path: Path, folder: Path, clip: PcmClip) -> None:
    other = PcmClip(clip.path, clip.rate_hz, clip.channels, clip.samples - 1)
    with pytest.raises(FolderInvalid, match="another clip"):
        finish(load_generated(folder, other, tmp_path / "cache"))
    assert len(read_rows(folder)) == len(LENGTHS)


def test_a_load_that_is_cancelled_leaves_no_file(tmp_path: Path, folder: Path, clip: PcmClip) -> None:
    speak(folder, 1, 20_000)
    job = load_generated(folder, clip, tmp_path / "cache")
    next(job)
    job.close()
    assert not list((tmp_path / "cache").iterdir())


def test_any_range_reads_as_in_the_whole(tmp_path: Path) -> None:
    with PcmWriter(tmp_path / "stored.pcm", 1) as writer:
        writer.write(np.arange(1, 1_001, dtype=np.float32)[:, np.newaxis])
    slots = ((100, 400, 0), (400, 500, 300), (900, 1_000, 400))
    patches = tuple(Patch(start, stop, writer.path, stored) for start, stop, stored in slots)
    sparse = CompositeClip(writer.path, RATE_HZ, 1, 1_200, patches=patches)
    whole = np.zeros((1_200, 1), np.float32)
    whole[100:500, 0] = np.arange(1, 401)
    whole[900:1_000, 0] = np.arange(401, 501)
    random = np.random.default_rng(3)
    for start, stop in [(-5, 3_000), (400, 400), *random.integers(0, 1_300, (200, 2)).tolist()]:
        assert np.array_equal(sparse.read(start, stop), whole[max(0, start) : max(0, stop)][: max(0, stop - start)])
