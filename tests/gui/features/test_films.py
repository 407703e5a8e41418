"""Films with a centre channel in the window: separated by the centre, and it says so."""

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import TrackToMake, make_media, tone
from tests.helpers.open_window import SAMPLE, OpenWindow

RATE_HZ = 48_000
SAMPLES = 10 * RATE_HZ


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's sound in the centre of a 5.1 film, and tones beside it."""
    folder = tmp_path_factory.mktemp("film")
    clip = finish(decode(SAMPLE, folder, start_ms=3000)).clip
    sound = tone(SAMPLES, RATE_HZ, 220, 6, level=0.05)
    sound[:, 2] = clip.read(0, SAMPLES).mean(axis=1)
    return make_media(folder / "film.mkv", [TrackToMake(sound, "flac", layout="5.1", sample_format="s16")])


def test_a_film_is_separated_by_its_centre_and_the_message_says_so(opened: OpenWindow, film: Path) -> None:
    titles: list[str] = []
    opened.window.jobs.started.connect(lambda job: titles.append(job.title))
    opened.open(film)
    opened.until(opened.idle)
    assert "Listening for speech" in titles
    opened.separate()
    opened.until(lambda: opened.session.stems is not None and opened.session.stems.complete)
    assert "centre channel" in opened.window.status.message
    clip, stems = opened.session.clip, opened.session.stems
    vocals, accompaniment = stems.vocals.read(0, SAMPLES), stems.accompaniment.read(0, SAMPLES)
    np.testing.assert_array_equal(vocals + accompaniment, clip.read(0, SAMPLES))
    np.testing.assert_array_equal(vocals[:, 0], vocals[:, 1])
    opened.until(opened.idle)
    opened.open(film)
    opened.until(lambda: opened.session.stems is not None and opened.idle())
    assert "earlier" in opened.window.status.message
    np.testing.assert_array_equal(opened.session.stems.vocals.read(0, SAMPLES), vocals)


def test_another_clip_can_be_opened_while_a_film_is_listened_to(opened: OpenWindow, film: Path) -> None:
    opened.open(film)
    opened.open(SAMPLE)
    opened.until(opened.idle)
    assert opened.session.media.path == SAMPLE
    assert opened.session.stems is None
