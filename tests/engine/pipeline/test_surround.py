"""Films with many channels: where the speech is found, what is taken out of each channel, and what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.media.centre import CENTRE_NAME, centre_of
from deepdub_engine.audio.media.channels import Speakers
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.centre_first import CentreFirstSeparator, separate_centre_first, separate_here
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.spoken_channels import (
    CentreSpeech,
    SpeechPlace,
    SpokenParts,
    centre_speech,
    find_centre_speech,
)
from deepdub_engine.pipeline.surround import SurroundResult, separate_surround
from deepdub_engine.separation.incremental import IncrementalSeparator, StemsOrigin
from deepdub_engine.separation.models.registry import Model, default_model
from deepdub_engine.separation.stem_cache import StemCache, audio_digest
from deepdub_engine.separation.stems import Stems
from deepdub_engine.separation.surround import FadedVocals
from tests.engine.cli.test_cli import SAMPLE, TRUE_SUBS, deepdub
from tests.helpers.clips import write_clip_file
from tests.helpers.media_files import TrackToMake, make_media

RATE_HZ = 48_000
SECONDS = 12
SAMPLES = SECONDS * RATE_HZ + 321


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "caches"))


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Speech from the sample, float32 ``[n]``."""
    folder = tmp_path_factory.mktemp("speech")
    clip = finish(decode(SAMPLE, folder, start_ms=3000)).clip
    stems = finish(separate_here(clip, default_model(), folder))
    return stems.vocals.read(0, SAMPLES).mean(axis=1)


def names(layout: str) -> Speakers:
    return tuple(channel.name for channel in av.AudioLayout(layout).channels)


def music(channels: int) -> Samples:
    """Chords that differ from channel to channel."""
    at = np.arange(SAMPLES) / RATE_HZ
    columns = [
        sum(0.02 * np.sin(2 * np.pi * (110 + 17 * column) * ratio * at) for ratio in (1, 1.25, 1.5, 2))
        for column in range(channels)
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def film(
    folder: Path,
    speech: Samples,
    gains: Mapping[str, float],
    *,
    layout: str = "5.1(side)",
    file: str = "film.mkv",
    codec: str = "flac",
    sample_format: str = "s32",
    between_s: tuple[float, float] | None = None,
) -> tuple[Path, Samples]:
    """Write a film with music on every channel but the centre, and speech as given; return it with its samples."""
    own = names(layout)
    sound = music(len(own))
    if "FC" in own:
        sound[:, own.index("FC")] = 0
    for name, gain in gains.items():
        part = speech if between_s is None or name == "FC" else _only(speech, between_s)
        sound[:, own.index(name)] += np.float32(gain) * part
    track = TrackToMake(sound, codec, RATE_HZ, layout=layout, sample_format=sample_format)
    return make_media(folder / file, [track]), sound


def _only(speech: Samples, between_s: tuple[float, float]) -> Samples:
    first, last = (round(at_s * RATE_HZ) for at_s in between_s)
    part = np.zeros_like(speech)
    part[first:last] = speech[first:last]
    return part


def found_in(path: Path, folder: Path) -> CentreSpeech:
    clip = finish(decode(path, folder)).clip
    centre = centre_of(clip)
    assert centre is not None
    return finish(find_centre_speech(clip, centre))


def si_sdr(truth: Samples, estimate: Samples) -> float:
    wanted, found = truth.astype(np.float64).ravel(), estimate.astype(np.float64).ravel()
    target = (found @ wanted) / (wanted @ wanted) * wanted
    return float(10 * np.log10((target @ target) / np.sum((found - target) ** 2)))


def read(path: Path) -> Samples:
    return soundfile.read(path, dtype="float32", always_2d=True)[0]


def surround(path: Path, output: Path) -> tuple[SurroundResult, Samples]:
    result = finish(separate_surround(ClipRequest(path), output))
    return result, read(result.surround)


def test_speech_in_the_centre_only_is_found_there(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    found = found_in(path, tmp_path / "clip")
    assert found.place is SpeechPlace.CENTRE
    assert found.centre_share > 0.99


@pytest.mark.parametrize(
    "gains",
    [{}, {"FL": 1.0, "FR": 1.0}, {"FC": 0.05, "FL": 1.0, "FR": 1.0}, {"FL": 1.0}],
    ids=["nobody", "fronts", "a trace in the centre", "left"],
)
def test_without_speech_in_the_centre_the_mix_down_is_separated_as_before(
    tmp_path: Path, speech: Samples, gains: dict[str, float]
) -> None:
    path, _ = film(tmp_path, speech, gains)
    clip = finish(decode(path, tmp_path / "clip")).clip
    found = found_in(path, tmp_path / "clip")
    assert found.place is SpeechPlace.MIX_DOWN
    parts = ((RATE_HZ, 3 * RATE_HZ),)
    plain = finish(separate_here(clip, default_model(), tmp_path / "plain", spans=parts))
    stems = finish(separate_centre_first(separate_here, clip, default_model(), tmp_path / "stems", found, spans=parts))
    assert stems.vocals.path.read_bytes() == plain.vocals.path.read_bytes()


def test_speech_beside_the_centre_is_taken_from_the_mix_down_where_it_is(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0, "SL": 0.7}, between_s=(0.0, 3.5))
    found = found_in(path, tmp_path / "clip")
    assert found.place is SpeechPlace.CENTRE_AND_SIDES
    assert all(stop <= 5.5 * RATE_HZ for _, stop in found.side_spans)
    clip = finish(decode(path, tmp_path / "clip")).clip
    model = default_model()
    stems = finish(separate_centre_first(separate_here, clip, model, tmp_path / "stems", found))
    mix_down = finish(separate_here(clip, model, tmp_path / "mix"))
    centre = finish(separate_here(centre_of(clip), model, tmp_path / "centre"))
    start, stop = found.side_spans[0]
    middle = slice(start + RATE_HZ // 10, stop - RATE_HZ // 10)
    vocals = stems.vocals.read(0, SAMPLES)
    np.testing.assert_allclose(vocals[middle], mix_down.vocals.read(middle.start, middle.stop), atol=1e-5)
    after = found.side_spans[-1][1]
    np.testing.assert_allclose(vocals[after:, :1], centre.vocals.read(after, SAMPLES), atol=2**-22)


def test_vocals_from_the_centre_are_better_and_both_stems_add_up_to_the_mix_down(
    tmp_path: Path, speech: Samples
) -> None:
    path, sound = film(tmp_path, speech, {"FC": 1.0})
    clip = finish(decode(path, tmp_path / "clip")).clip
    found = found_in(path, tmp_path / "clip")
    model = default_model()
    stems = finish(separate_centre_first(separate_here, clip, model, tmp_path / "stems", found))
    plain = finish(separate_here(clip, model, tmp_path / "plain"))
    truth = to_channels(sound * np.array([0, 0, 1, 0, 0, 0], np.float32), names("5.1(side)"), 2)
    mixture, vocals = clip.read(0, SAMPLES), stems.vocals.read(0, SAMPLES)
    assert si_sdr(truth, vocals) > si_sdr(truth, plain.vocals.read(0, SAMPLES)) + 3
    assert (stems.vocals.channels, stems.vocals.samples, stems.vocals.depth) == (2, SAMPLES, clip.depth)
    np.testing.assert_array_equal(vocals + stems.accompaniment.read(0, SAMPLES), mixture)
    assert [entry.name for entry in (tmp_path / "stems").iterdir() if entry.is_dir()] == []


def test_parts_of_a_film_are_separated_as_in_the_whole(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0, "SL": 0.7}, between_s=(0.0, 3.5))
    clip = finish(decode(path, tmp_path / "clip")).clip
    found = found_in(path, tmp_path / "clip")
    whole = finish(separate_centre_first(separate_here, clip, default_model(), tmp_path / "whole", found))
    spans = ((RATE_HZ, 2 * RATE_HZ), (4 * RATE_HZ, 6 * RATE_HZ + 5))
    parts = finish(separate_centre_first(separate_here, clip, default_model(), tmp_path / "parts", found, spans=spans))
    assert parts.spans == spans
    for start, stop in spans:
        np.testing.assert_array_equal(parts.vocals.read(start, stop), whole.vocals.read(start, stop))


def test_a_closed_separation_of_a_film_leaves_nothing(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    clip = finish(decode(path, tmp_path / "clip")).clip
    speech_found = CentreSpeech(SpeechPlace.CENTRE, 1.0)
    job = separate_centre_first(separate_here, clip, default_model(), tmp_path / "stems", speech_found)
    for _ in range(3):
        next(job)
    job.close()
    assert not list((tmp_path / "stems").iterdir())


def test_the_window_separates_films_by_their_centre_and_keeps_the_stems(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    clip = finish(decode(path, tmp_path / "clip")).clip
    mixture = finish(build_peaks(clip))
    model = default_model()
    origin = StemsOrigin.of(model, exact=False)
    separator = CentreFirstSeparator()
    cache = StemCache(tmp_path / "cache")
    try:
        work = IncrementalSeparator(separator, cache)
        part = finish(work.separate(clip, origin, ((0, RATE_HZ),), mixture))
        assert part.held.stems.spans == ((0, RATE_HZ),)
        result = finish(work.separate(clip, origin, ((0, SAMPLES),), mixture))
        known = separator.speech_of(clip)
    finally:
        separator.close()
    assert known is not None
    assert known.place is SpeechPlace.CENTRE
    here = finish(separate_centre_first(separate_here, clip, model, tmp_path / "here", known))
    held = result.held.stems
    np.testing.assert_allclose(held.vocals.read(0, SAMPLES), here.vocals.read(0, SAMPLES), atol=1e-4)
    assert finish(work.keep(result.held))
    again = finish(IncrementalSeparator(separator, cache).restore(clip, origin))
    assert again is not None
    assert again.stems.complete
    (clip.path.parent / CENTRE_NAME).unlink()
    assert finish(IncrementalSeparator(separator, cache).restore(clip, origin)) is None


def test_jobs_of_one_film_listen_once_and_a_closed_one_hands_over(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    clip = finish(decode(path, tmp_path / "clip")).clip
    separator = CentreFirstSeparator()
    first, second = separator.find_speech(clip), separator.find_speech(clip)
    next(first)
    assert next(second).total == 0  # it waits
    first.close()
    found = finish(second)
    assert found is not None
    assert found.place is SpeechPlace.CENTRE
    assert finish(separator.find_speech(clip)) is found is separator.speech_of(clip)
    separator.close()


def test_a_clip_with_a_centre_has_a_key_of_its_own(tmp_path: Path) -> None:
    clip = write_clip_file(tmp_path / "mixture.pcm", np.zeros((1000, 2), np.float32), RATE_HZ)
    plain = finish(audio_digest(clip))
    np.zeros(1000, "<f4").tofile(tmp_path / CENTRE_NAME)
    assert finish(audio_digest(clip)) != plain


def test_surround_stems_take_speech_out_of_the_centre_and_leave_all_else(tmp_path: Path, speech: Samples) -> None:
    path, sound = film(tmp_path, speech, {"FC": 1.0})
    result, accompaniment = surround(path, tmp_path / "out")
    stored = np.rint(sound.astype(np.float64) * 2**23) / 2**23
    others = [0, 1, 3, 4, 5]
    assert accompaniment.shape == sound.shape
    np.testing.assert_array_equal(accompaniment[:, others], stored[:, others].astype(np.float32))
    assert np.square(accompaniment[:, 2]).mean() < 0.1 * np.square(sound[:, 2]).mean()
    assert {channel.name: channel.separated_share for channel in result.channels} == {
        "FL": 0,
        "FR": 0,
        "FC": 1,
        "LFE": 0,
        "SL": 0,
        "SR": 0,
    }
    vocals, stereo = read(result.vocals), read(result.accompaniment)
    mixture = finish(decode(path, tmp_path / "clip")).clip.read(0, SAMPLES)
    np.testing.assert_array_equal(vocals + stereo, mixture)
    np.testing.assert_allclose(to_channels(accompaniment, names("5.1(side)"), 2), stereo, atol=3 * 2**-23)
    truth = to_channels(sound * np.array([0, 0, 1, 0, 0, 0], np.float32), names("5.1(side)"), 2)
    assert si_sdr(truth, vocals) > 12
    assert result.surround.name == "film_accompaniment_5.1.wav"
    with av.open(str(result.surround)) as file:
        assert file.streams.audio[0].layout.name == "5.1(side)"


def test_a_panned_line_is_taken_out_of_its_pair_and_the_rest_of_the_pair_stays(tmp_path: Path, speech: Samples) -> None:
    path, sound = film(tmp_path, speech, {"FC": 1.0, "SL": 0.8}, between_s=(0.0, 3.5))
    result, accompaniment = surround(path, tmp_path / "out")
    shares = {channel.name: channel.separated_share for channel in result.channels}
    assert 0 < shares.pop("SL") < 0.5
    assert shares == {"FL": 0, "FR": 0, "FC": 1, "LFE": 0, "SR": 0}
    bed = music(6)[:, 4]
    first = slice(0, 3 * RATE_HZ)
    assert np.square(accompaniment[first, 4] - bed[first]).mean() < 0.3 * np.square(sound[first, 4] - bed[first]).mean()
    late = slice(6 * RATE_HZ, None)
    np.testing.assert_allclose(accompaniment[late, 4], sound[late, 4], atol=2**-24)
    np.testing.assert_allclose(accompaniment[:, 5], sound[:, 5], atol=2**-24)


@pytest.mark.parametrize(
    ("layout", "file", "encoding", "gains"),
    [
        ("7.1", "film.flac", ("flac", "s16"), {"FC": 1.0}),
        ("5.1", "film.mov", ("pcm_s24le", "s32"), {"FC": 1.0}),
        ("5.1(side)", "film.mkv", ("ac3", "fltp"), {"FC": 1.0}),
        ("quad", "film.wav", ("pcm_s16le", "s16"), {"FL": 0.7, "FR": 0.7}),
        ("3.0", "film.wav", ("pcm_s16le", "s16"), {"FC": 1.0}),
        ("5.1", "film.mkv", ("flac", "s32"), {"FL": 0.7, "FR": 0.7}),
    ],
)
def test_every_layout_gets_an_accompaniment_of_its_own_layout_and_length(
    tmp_path: Path,
    speech: Samples,
    layout: str,
    file: str,
    encoding: tuple[str, str],
    gains: dict[str, float],
) -> None:
    codec, sample_format = encoding
    path, _ = film(tmp_path, speech, gains, layout=layout, file=file, codec=codec, sample_format=sample_format)
    clip = finish(decode(path, tmp_path / "clip")).clip
    result, accompaniment = surround(path, tmp_path / "out")
    assert result.surround.name == f"film_accompaniment_{layout.partition('(')[0]}.wav"
    with av.open(str(result.surround)) as made:
        assert tuple(channel.name for channel in made.streams.audio[0].layout.channels) == names(layout)
    assert accompaniment.shape == (clip.samples, len(names(layout)))
    separated = {channel.name for channel in result.channels if channel.separated_share}
    assert separated == set(gains)
    stereo = read(result.accompaniment)
    step = 2.0 ** -(15 if clip.depth.value == "16" else 22)
    np.testing.assert_allclose(to_channels(accompaniment, names(layout), 2), stereo, atol=2 * step)
    assert np.square(stereo).mean() < np.square(clip.read(0, clip.samples)).mean()


def test_music_alone_stays_as_it_is(tmp_path: Path, speech: Samples) -> None:
    path, sound = film(tmp_path, speech, {})
    result, accompaniment = surround(path, tmp_path / "out")
    assert not any(channel.separated_share for channel in result.channels)
    np.testing.assert_allclose(accompaniment, sound, atol=2**-24)
    assert not read(result.vocals).any()


def test_a_closed_surround_job_leaves_nothing(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    job = separate_surround(ClipRequest(path), tmp_path / "out")
    for progress in job:
        if progress.what == "Separating":
            break
    job.close()
    assert not (tmp_path / "out").exists()


def test_the_command_reports_each_channel_and_refuses_what_it_cannot_do(
    tmp_path: Path, speech: Samples, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    arguments = ("separate", path, "--surround", "-o", tmp_path / "out")
    assert deepdub(*arguments, "--json", "--quiet", "--clip", "0", "6", "--depth", "16") == 0
    values = json.loads(capsys.readouterr().out)
    assert values["layout"] == "5.1"
    assert [entry["name"] for entry in values["channels"]] == ["FL", "FR", "FC", "LFE", "SL", "SR"]
    info = soundfile.info(values["surround"])
    assert (info.frames, info.samplerate, info.channels, info.subtype) == (6 * RATE_HZ, RATE_HZ, 6, "PCM_16")
    assert deepdub(*arguments) == 1
    assert "film_vocals.wav" in capsys.readouterr().err
    assert deepdub(*arguments, "--exact", "--force") == 2
    assert "--exact" in capsys.readouterr().err
    assert deepdub("separate", SAMPLE, "--surround", "-o", tmp_path / "stereo") == 2
    assert "mono or stereo" in capsys.readouterr().err
    assert not (tmp_path / "stereo").exists()


def test_commands_say_where_the_speech_of_a_film_was_found(
    tmp_path: Path, speech: Samples, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    assert deepdub("separate", path, "-o", tmp_path / "out", "--keep", "--quiet", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["speech_place"], first["reused"], first["kept"]) == ("centre", False, True)
    assert deepdub("separate", path, "-o", tmp_path / "again") == 0
    assert "Cached stems were used" in capsys.readouterr().out
    assert deepdub("run", path, TRUE_SUBS, "-o", tmp_path / "run", "--no-cache") == 0
    assert "The speech was found in the centre channel." in capsys.readouterr().out
    assert deepdub("separate", SAMPLE, "-o", tmp_path / "stereo", "--clip", "0", "4", "--json", "--quiet") == 0
    assert json.loads(capsys.readouterr().out)["speech_place"] is None


def test_the_decision_follows_the_shares() -> None:
    def parts(seconds: float, energy: float) -> SpokenParts:
        spans = ((0, round(seconds * RATE_HZ)),) if seconds else ()
        return SpokenParts(spans, round(seconds * 1000), energy)

    assert centre_speech(parts(10, 1.0), parts(0, 0.0)).place is SpeechPlace.CENTRE
    assert centre_speech(parts(10, 1.0), parts(2, 0.2)).place is SpeechPlace.CENTRE_AND_SIDES
    assert centre_speech(parts(10, 1.0), parts(2, 0.2)).side_spans == ((0, 2 * RATE_HZ),)
    assert centre_speech(parts(10, 1.0), parts(9, 0.2)).place is SpeechPlace.MIX_DOWN
    assert centre_speech(parts(10, 1.0), parts(2, 1.2)).place is SpeechPlace.MIX_DOWN
    assert centre_speech(parts(0, 0.0), parts(0, 0.0)).place is SpeechPlace.MIX_DOWN


def test_vocals_fade_at_the_borders_of_parts_but_not_at_the_ends_of_the_clip(tmp_path: Path) -> None:
    clip = write_clip_file(tmp_path / "vocals.pcm", np.ones((10_000, 1), np.float32), RATE_HZ)
    vocals = FadedVocals(clip, ((0, 3000), (5000, 8000)))
    found = np.concatenate([np.zeros((300, 1)) if part is None else part for part in _read_in_parts(vocals)])[:, 0]
    fade = RATE_HZ // 50
    assert (found[0], found[3000 - fade - 1]) == (1, 1)
    assert not found[3000:5000].any()
    assert found[5000] == found[7999] == 0
    assert found[6500] == 1
    assert np.abs(np.diff(found)).max() < 1.5 / fade
    assert FadedVocals(None, ()).read(0, 100) is None


def _read_in_parts(vocals: FadedVocals) -> list[Samples | None]:
    return [vocals.read(start, min(start + 300, 9900)) for start in range(0, 9900, 300)]


def test_spleeters_own_stems_are_those_of_the_mix_down(tmp_path: Path, speech: Samples) -> None:
    path, _ = film(tmp_path, speech, {"FC": 1.0})
    clip = finish(decode(path, tmp_path / "clip")).clip
    asked: list[PcmClip] = []

    def run(clip: PcmClip, model: Model, folder: Path, **options: object) -> Stems:
        asked.append(clip)
        yield from ()
        return Stems.of(clip, folder)

    finish(separate_centre_first(run, clip, default_model(), tmp_path, None, exact=True))
    assert asked == [clip]
