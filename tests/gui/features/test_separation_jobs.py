"""Separating part of a clip, previews, the queue, and stems from an earlier session."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.incremental import IncrementalSeparator, StemsOrigin
from deepdub_engine.separation.models.registry import default_model
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC
from deepdub_engine.separation.persistent import PersistentSeparator
from deepdub_engine.separation.segment_plan import segments_needed
from deepdub_engine.separation.stem_cache import StemCache
from deepdub_gui.document.separation_scopes import preview_span, sentence_spans
from deepdub_gui.widgets.status_bar import JobLine
from tests.helpers.clips import noise_clip
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow, open_window
from tests.helpers.playback import loop_ms
from tests.helpers.tiny_models import random_model


@pytest.fixture
def with_sample(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, TRUE_SUBS)
    return opened


def choose_rows(opened: OpenWindow, first: int, last: int) -> None:
    """Click a row, then Shift-click another."""
    view = opened.window.table.view
    for row, key in ((first, Qt.KeyboardModifier.NoModifier), (last, Qt.KeyboardModifier.ShiftModifier)):
        place = view.visualRect(view.model().index(row, 3)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, key, place)


def done(opened: OpenWindow, action) -> None:
    action.trigger()
    opened.until(opened.idle)


def titles_of(opened: OpenWindow) -> list[str]:
    titles: list[str] = []
    opened.window.jobs.started.connect(lambda job: titles.append(job.title))
    return titles


def test_only_the_selected_subtitles_are_separated(with_sample: OpenWindow) -> None:
    opened, scopes = with_sample, with_sample.window.scopes
    choose_rows(opened, 3, 5)
    assert opened.window.table.selected_rows() == [3, 4, 5]
    done(opened, scopes.selection)
    cues, stems, clip = opened.session.cues, opened.session.stems, opened.session.clip
    start, stop = cues[3].start_ms * 48, cues[5].end_ms * 48
    assert stems.spans == ((start, stop),)
    assert stems.vocals.read(start, stop).any()
    np.testing.assert_array_equal(stems.accompaniment.read(stop, clip.samples), clip.read(stop, clip.samples))
    # The rest can still be separated, and is not drawn as silence.
    assert opened.window.actions_.transport.separate.isEnabled()
    lane = opened.window.timeline._canvas.lanes[1]
    assert lane._separated_ms.tolist() == [[cues[3].start_ms, cues[5].end_ms]]
    opened.separate()
    opened.until(lambda: opened.session.stems.complete)
    assert lane._separated_ms is None
    assert not opened.window.actions_.transport.separate.isEnabled()
    assert not scopes.selection.isEnabled()


def test_with_nothing_selected_a_hint_appears(with_sample: OpenWindow) -> None:
    with_sample.window.table.view.clearSelection()
    with_sample.window.scopes.selection.trigger()
    assert "Select subtitles" in with_sample.window.status.message
    assert with_sample.idle()


def test_stems_of_the_sentences_can_be_handed_over(with_sample: OpenWindow, tmp_path: Path) -> None:
    opened, clip = with_sample, with_sample.session.clip
    done(opened, opened.window.scopes.sentences)
    spans = sentence_spans(clip, opened.session.sentence_rules.sentences(opened.session.cues))
    assert opened.session.stems.spans == spans
    opened.answers.folder = tmp_path / "out"
    done(opened, opened.window.actions_.export_stems)
    vocals, accompaniment = (
        soundfile.read(tmp_path / f"out/sample_{stem}.wav", dtype="float32")[0] for stem in ("vocals", "accompaniment")
    )
    np.testing.assert_allclose(vocals + accompaniment, clip.read(0, clip.samples), atol=1e-6)
    assert not vocals[: spans[0][0]].any()
    done(opened, opened.window.actions_.export_sentences)
    assert "without stems" not in opened.window.status.message
    count = len(list((tmp_path / "out/audio_segments").glob("*_vocals.wav")))
    assert f"Exported {count} sentences" in opened.window.status.message


def test_a_part_is_not_exported_as_if_it_were_the_whole(with_sample: OpenWindow, tmp_path: Path) -> None:
    opened = with_sample
    choose_rows(opened, 3, 5)
    done(opened, opened.window.scopes.selection)
    opened.answers.folder = tmp_path / "out"
    done(opened, opened.window.actions_.export_stems)
    assert "No stems were exported" in opened.window.status.message
    assert not (tmp_path / "out").exists()
    done(opened, opened.window.actions_.export_sentences)
    assert "Not separated, so without stems" in opened.window.status.message


def test_a_preview_is_heard_repeats_and_ends_with_a_click_elsewhere(with_sample: OpenWindow) -> None:
    opened, playback = with_sample, with_sample.window.playback
    playback.seek(12_000)
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_P)
    opened.until(lambda: playback.playing and opened.idle())
    assert playback.selected == 1
    start_ms, stop_ms = loop_ms(playback)
    assert start_ms <= 12_000 < stop_ms
    assert stop_ms - start_ms == 20_000
    heard = np.concatenate([opened.output.pull(4800) for _ in range(5)])
    expected = opened.session.stems.vocals.read(12 * 48_000, 12 * 48_000 + len(heard))
    np.testing.assert_array_equal(heard[4800:], expected[4800:])
    assert expected.any()
    titles = titles_of(opened)
    playback.seek(12_000)
    opened.window.scopes.preview.trigger()
    assert not [title for title in titles if "Preview" in title]  # finished
    playback.seek(stop_ms + 5000)
    assert loop_ms(playback) is None
    playback.toggle()
    opened.output.pull(48_000)
    opened.until(lambda: not playback.playing)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_a_preview_takes_two_segments_of_the_network_wherever_it_is(tmp_path: Path, rate_hz: int) -> None:
    clip = PcmClip(tmp_path / "film", rate_hz, 2, 600 * rate_hz)
    for time_ms in range(0, 580_000, 7_300):
        start, stop = preview_span(clip, time_ms, SPLEETER_SPEC)
        assert stop - start == 20 * rate_hz
        assert start <= time_ms * rate_hz / 1000 < stop
        assert segments_needed(clip, SPLEETER_SPEC, ((start, stop),)) == 2


def test_of_two_previews_asked_for_at_once_the_last_is_heard(with_sample: OpenWindow) -> None:
    opened, playback = with_sample, with_sample.window.playback
    for at_ms in (6000, 18_000, 35_000):
        playback.seek(at_ms)
        opened.window.scopes.preview.trigger()
    opened.until(lambda: playback.playing and opened.idle())
    assert loop_ms(playback)[0] <= 35_000 < loop_ms(playback)[1]
    assert len(opened.session.stems.spans) >= 1
    playback.toggle()
    opened.output.pull(48_000)
    opened.until(lambda: not playback.playing)


def test_an_export_waits_for_the_separation_and_has_its_stems(with_sample: OpenWindow, tmp_path: Path) -> None:
    opened, actions = with_sample, with_sample.window.actions_
    opened.answers.folder = tmp_path / "out"
    opened.window.scopes.sentences.trigger()
    actions.transport.separate.trigger()
    actions.export_sentences.trigger()
    actions.export_stems.trigger()
    jobs = opened.window.jobs.running
    assert [job.is_waiting for job in jobs] == [False, True, True, True]
    opened.until(lambda: any(line.isVisible() for line in opened.window.status.findChildren(JobLine)))
    waiting = [line.label.text() for line in opened.window.status.findChildren(JobLine)]
    assert any(text.endswith("· waiting") for text in waiting)
    opened.until(opened.idle)
    assert opened.session.stems.complete
    assert (tmp_path / "out/sample_vocals.wav").is_file()
    assert len(list((tmp_path / "out/audio_segments").glob("*_vocals.wav"))) > 5


def test_each_job_of_the_queue_can_be_cancelled(with_sample: OpenWindow, tmp_path: Path) -> None:
    opened, actions = with_sample, with_sample.window.actions_
    opened.answers.folder = tmp_path / "out"
    opened.window.scopes.sentences.trigger()
    actions.transport.separate.trigger()
    actions.export_sentences.trigger()
    first, second, third = opened.window.jobs.running
    second.cancel()
    opened.until(lambda: second not in opened.window.jobs.running)
    assert actions.transport.separate.isEnabled()
    first.cancel()
    opened.until(lambda: not third.is_waiting or opened.idle())
    opened.until(opened.idle)
    assert opened.session.stems is None
    assert "Separate first" in opened.window.status.message


def test_opening_the_film_again_brings_its_stems_back(
    qapp: QApplication, qtbot, tmp_path: Path, with_sample: OpenWindow
) -> None:
    opened = with_sample
    opened.separate()
    expected = opened.session.stems.vocals.read(0, 10**7)
    moved = tmp_path / "renamed.mkv"
    shutil.copyfile(SAMPLE, moved)
    titles = titles_of(opened)
    opened.open(moved)
    opened.until(lambda: opened.session.stems is not None and opened.idle())
    assert not [title for title in titles if "Separating" in title]
    np.testing.assert_array_equal(opened.session.stems.vocals.read(0, 10**7), expected)
    assert all(opened.session.peaks(lane) is not None for lane in range(3))
    assert "earlier" in opened.window.status.message
    opened.close()
    again = open_window(qapp, qtbot, tmp_path)
    again.open(SAMPLE)
    again.until(lambda: again.session.stems is not None and again.idle())
    np.testing.assert_array_equal(again.session.stems.vocals.read(0, 10**7), expected)
    again.close()


def test_with_caching_off_nothing_is_cached(with_sample: OpenWindow) -> None:
    opened = with_sample
    opened.window.scopes.keep_up_to(0)
    assert opened.settings.stem_cache_gb == 0
    opened.separate()
    assert opened.window.separation.cache.size == 0
    opened.open(SAMPLE)
    assert opened.session.stems is None
    opened.window.scopes.keep_up_to(5)
    opened.separate()
    assert opened.window.separation.cache.size > 0
    opened.window.separation.forget_kept()
    opened.until(opened.idle)
    assert opened.window.separation.cache.size == 0
    assert len(opened.session.stems.vocals.read(0, 100)) == 100


def test_stems_of_different_models_are_never_mixed(tmp_path: Path) -> None:
    clip = noise_clip(tmp_path, 5)
    (tmp_path / "other").mkdir()
    models = random_model(tmp_path), random_model(tmp_path / "other", seed=2)
    first, second = (StemsOrigin.of(model, exact=False) for model in models)
    work = IncrementalSeparator(PersistentSeparator(), StemCache(tmp_path / "cache"))
    mixture = finish_peaks(clip)
    one = finish(work.separate(clip, first, ((0, 8000),), mixture)).held
    two = finish(work.separate(clip, second, ((4000, 12_000),), mixture)).held
    assert two.stems.spans == ((4000, 12_000),)
    assert np.abs(one.stems.vocals.read(4000, 8000) - two.stems.vocals.read(4000, 8000)).max() > 0.01
    # Each result is cached on its own and found again.
    for held in (one, two):
        assert finish(work.keep(held))
        found = finish(work.separate(clip, held.origin, held.stems.spans, mixture))
        assert not found.fresh
        np.testing.assert_array_equal(found.held.stems.vocals.read(0, 12_000), held.stems.vocals.read(0, 12_000))
    work.separator.close()


def finish_peaks(clip):
    from deepdub_engine.audio.peaks import build_peaks

    return finish(build_peaks(clip))


def test_parts_of_one_model_grow_together(tmp_path: Path) -> None:
    clip, mixture = noise_clip(tmp_path, 5), None
    mixture = finish_peaks(clip)
    origin = StemsOrigin.of(default_model(), exact=False)
    work = IncrementalSeparator(PersistentSeparator(), StemCache(tmp_path / "cache"))
    finish(work.separate(clip, origin, ((0, 8000),), mixture))
    held = finish(work.separate(clip, origin, ((4000, 12_000),), mixture)).held
    assert held.stems.spans == ((0, 12_000),)
    for stem, peaks in zip((held.stems.vocals, held.stems.accompaniment), held.peaks, strict=True):
        whole = finish_peaks(stem)
        np.testing.assert_array_equal(peaks.levels[0], whole.levels[0])
    work.separator.close()


def test_a_job_that_ends_does_not_take_away_the_folder_in_which_another_begins(tmp_path: Path) -> None:
    clip = noise_clip(tmp_path, 5)
    mixture, origin = finish_peaks(clip), StemsOrigin.of(default_model(), exact=False)
    work = IncrementalSeparator(PersistentSeparator(), StemCache(tmp_path / "cache"))
    jobs = [work.separate(clip, origin, spans, mixture) for spans in (((0, 8000),), ((0, clip.samples),))]
    for job in jobs:
        next(job)
        next(job)  # separation has started, but no file is complete
    origin.folder(clip).mkdir()
    jobs[0].close()
    assert origin.folder(clip).is_dir()
    jobs[1].close()
    assert not origin.folder(clip).exists()
    work.separator.close()
