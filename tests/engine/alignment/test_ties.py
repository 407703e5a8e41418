"""Where the sound repeats itself, several shifts fit equally well: the nearest is suggested, and none is certain."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.suggestion import Suggestion, suggest
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.subtitles import Cue
from tests.helpers.media_files import TrackToMake, make_media
from tests.helpers.synthetic_speech import Programme, programme, stretched_and_shifted

SUBTITLES = resource("sample", "sample_3s_off.srt")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that holds the sample twice, 41 s apart."""
    folder = tmp_path_factory.mktemp("twice")
    clip = finish(decode(resource("sample", "sample.mkv"), folder)).clip
    once = clip.read(0, 41 * clip.rate_hz)
    sound = np.concatenate([np.pad(once, ((0, 41 * clip.rate_hz - len(once)), (0, 0))), once])
    return make_media(folder / "twice.mkv", [TrackToMake(sound, "flac", clip.rate_hz)])


def aligned(film: Path, output: Path, *options: str, processors: int = 1) -> tuple[int, dict]:
    """Run the program with a number of processors for its arithmetic."""
    command = [sys.executable, "-m", "deepdub_engine", "align", film, SUBTITLES, "-o", output, "--json", "--quiet"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": str(processors), "OMP_NUM_THREADS": str(processors)}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_a_film_that_repeats_itself_is_not_aligned_unasked(twice: Path, tmp_path: Path) -> None:
    code, result = aligned(twice, tmp_path / "out.srt")
    assert (code, result["confident"], result["path"]) == (1, False, None)
    assert result["confidence"] <= 0.3
    assert result["reason"].startswith("The subtitles fit the speech about equally well at −3.0")
    assert " and at +37.9" in result["reason"]
    assert not (tmp_path / "out.srt").exists()


def test_the_number_of_processors_does_not_choose_the_copy(twice: Path, tmp_path: Path) -> None:
    found = [aligned(twice, tmp_path / f"{count}.srt", "--force", processors=count)[1] for count in (1, 2)]
    assert abs(found[0]["offset_ms"] + 3000) <= 60
    assert abs(found[1]["offset_ms"] - found[0]["offset_ms"]) <= 1


def suggested(likelihood: np.ndarray, cues: tuple[Cue, ...]) -> Suggestion:
    return finish(suggest(SpeechActivity(likelihood, likelihood), cues))


FILM = programme(3, 4)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2000), st.integers(-200, 200).map(lambda tenths: 100 * tenths + 7), st.integers(0, 2**32 - 1))
def test_a_copy_makes_right_subtitles_unsure_and_rounding_never_chooses(pause: int, late_ms: int, seed: int) -> None:
    once, late = FILM.activity.likelihood, stretched_and_shifted(FILM.cues, late_ms)
    repeated = np.concatenate([once, np.zeros(pause, np.uint8), once])
    found = suggested(repeated, late)
    assert not found.confident
    assert "about equally well" in str(found.reason)
    assert abs(found.retiming.offset_ms + late_ms) <= 60
    # Other processors round a little differently.
    steps = np.random.default_rng(seed).integers(-1, 2, len(repeated))
    rounded = np.clip(repeated.astype(np.int16) + steps, 0, 255).astype(np.uint8)
    assert abs(suggested(rounded, late).retiming.offset_ms - found.retiming.offset_ms) <= 20


def test_a_copy_makes_a_few_subtitles_unsure() -> None:
    short = part(FILM, 0, 110_000)
    once, late = short.activity.likelihood, stretched_and_shifted(short.cues, 5000)
    assert len(late) < 30
    assert suggested(once, late).confident
    found = suggested(np.concatenate([once, once]), late)
    assert not found.confident
    assert abs(found.retiming.offset_ms + 5000) <= 60


def part(film: Programme, start_ms: int, stop_ms: int) -> Programme:
    heard = film.activity.likelihood[start_ms // 10 : stop_ms // 10]
    cues = tuple(cue for cue in film.cues if start_ms <= cue.start_ms < cue.end_ms <= stop_ms)
    return Programme(SpeechActivity(heard, heard), stretched_and_shifted(cues, -start_ms))


def test_of_three_copies_the_nearest_is_taken() -> None:
    middle = stretched_and_shifted(FILM.cues, 240_000 + 4000)
    found = suggested(np.tile(FILM.activity.likelihood, 3), middle)
    assert abs(found.retiming.offset_ms + 4000) <= 60
    assert not found.confident


def test_subtitles_of_both_copies_fit_in_one_way_only() -> None:
    both = FILM.cues + stretched_and_shifted(FILM.cues, 240_000)
    found = suggested(np.tile(FILM.activity.likelihood, 2), stretched_and_shifted(both, 3000))
    assert found.confident
    assert abs(found.retiming.offset_ms + 3000) <= 40


def test_a_part_that_fits_in_two_places_is_not_certain_either() -> None:
    film = programme(1)
    middle_ms = film.cues[len(film.cues) // 2].start_ms
    cues = tuple(stretched_and_shifted((cue,), 9500 if cue.start_ms >= middle_ms else 2000)[0] for cue in film.cues)
    heard = film.activity.likelihood
    assert suggested(heard, cues).confident
    found = suggested(np.concatenate([heard, heard[middle_ms // 10 :]]), cues)
    assert not found.confident
    assert str(found.reason).count(" from 00:0") == 2
    assert abs(found.retiming.offset_ms + 2000) <= 60
    assert abs(found.retiming.breaks[0].jump_ms + 7500) <= 60


def test_subtitles_of_something_else_stay_refused_where_the_sound_repeats() -> None:
    found = suggested(np.tile(FILM.activity.likelihood, 2), programme(12, 4).cues)
    assert not found.confident
    assert "another video" in str(found.reason)


def test_a_clip_that_is_hardly_longer_than_its_subtitles_has_no_rival_to_name() -> None:
    found = suggested(FILM.activity.likelihood[:600], (Cue(0, 700, "One."), Cue(3000, 4500, "Two.")))
    assert str(found.reason).startswith("No shift stands out: the best is ")
    assert "next candidate" not in str(found.reason)
