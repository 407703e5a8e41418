"""Cached stems: what the window or a command has separated is not separated again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline import clip as pipeline_clip
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import default_model
from deepdub_engine.separation.stem_cache import StemCache, audio_digest, default_folder, key_for, weights_digest
from tests.engine.cli.test_cli import SAMPLE, TRUE_SUBS, deepdub

PART = ("--clip", "4", "6")


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StemCache:
    """An empty stem cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "caches"))
    monkeypatch.setenv("HOME", str(tmp_path / "caches"))
    return StemCache.default()


def result(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert deepdub(*arguments, *PART, "--json", "--quiet") == 0
    return json.loads(capsys.readouterr().out)


def stems_in(folder: Path) -> list[bytes]:
    return [(folder / f"sample_{stem}.wav").read_bytes() for stem in ("vocals", "accompaniment")]


def test_stems_that_were_kept_are_found_by_every_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: StemCache
) -> None:
    first = result(capsys, "separate", SAMPLE, "-o", tmp_path / "one", "--keep")
    assert (first["reused"], first["kept"]) == (False, True)
    (notice,) = first["warnings"]
    assert notice.startswith("“speech” is used, because the weights of the better model “film” are not installed")
    assert result(capsys, "separate", SAMPLE, "-o", tmp_path / "chosen", "--model", "speech")["warnings"] == []
    again = result(capsys, "separate", SAMPLE, "-o", tmp_path / "two")
    assert again["reused"] is True
    assert stems_in(tmp_path / "two") == stems_in(tmp_path / "one")
    assert result(capsys, "run", SAMPLE, TRUE_SUBS, "-o", tmp_path / "run")["reused"] is True
    assert result(capsys, "separate", SAMPLE, "-o", tmp_path / "three", "--no-cache")["reused"] is False
    cache.clear()
    assert result(capsys, "separate", SAMPLE, "-o", tmp_path / "four")["reused"] is False


def test_nothing_is_kept_unasked(capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: StemCache) -> None:
    assert result(capsys, "separate", SAMPLE, "-o", tmp_path / "one")["kept"] is False
    assert cache.size == 0
    assert not default_folder().exists()


def test_nothing_is_kept_where_the_window_was_told_to_keep_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: StemCache
) -> None:
    cache.limit_bytes = 0
    cache.trim()
    found = result(capsys, "separate", SAMPLE, "-o", tmp_path / "one", "--keep")
    assert found["kept"] is False
    assert "not cached" in str(found["warnings"])
    assert cache.size == 0


@pytest.mark.parametrize("keep", [True, False])
def test_stems_of_the_spleeter_package_are_never_kept_and_the_warning_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: StemCache, keep: bool
) -> None:
    monkeypatch.setattr(pipeline_clip, "check_spleeter", lambda _: None)
    monkeypatch.setattr(pipeline_clip, "find_model", lambda _: default_model())
    monkeypatch.setattr(
        pipeline_clip,
        "separate_in_child",
        lambda clip, _, folder, **options: separate(clip, default_model(), folder, **options),
    )
    options = ["--engine", "spleeter", *(["--keep"] if keep else [])]
    found = result(capsys, "separate", SAMPLE, "-o", tmp_path / "one", *options)
    assert (found["reused"], found["kept"]) == (False, False)
    expected = ["The stems were not cached: --keep has no effect with --engine spleeter."] if keep else []
    assert found["warnings"] == expected
    assert cache.size == 0


def part_of_sample(folder: Path) -> PcmClip:
    return finish(decode(SAMPLE, folder, start_ms=4000, stop_ms=6000)).clip


def test_what_the_window_has_kept_of_all_of_a_clip_is_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, cache: StemCache
) -> None:
    clip, model = part_of_sample(tmp_path / "clip"), default_model()
    stems = finish(separate(clip, model, tmp_path / "stems"))
    key = key_for(clip, finish(audio_digest(clip)), weights_digest(model), exact=False)
    assert cache.store(key, stems, (finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment))))
    assert result(capsys, "separate", SAMPLE, "-o", tmp_path / "out")["reused"] is True


def test_the_room_is_the_one_that_the_window_was_told_last(cache: StemCache) -> None:
    usual = StemCache.default().limit_bytes
    cache.limit_bytes = 7
    cache.trim()
    assert StemCache.default().limit_bytes == 7
    (default_folder() / "limit.txt").write_text("a lot")
    assert StemCache.default().limit_bytes == usual
