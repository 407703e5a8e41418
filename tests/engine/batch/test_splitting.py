"""A long clip is separated by several workers, and nobody can tell from the files."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.batch.batch import Episode, EpisodeResult, plan_batch, run_batch
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.pools import LocalPool
from deepdub_engine.batch.running import Outcome, run_task
from deepdub_engine.batch.splitting import SplitRule, pieces_for
from deepdub_engine.batch.tasks import Task
from deepdub_engine.cli import main
from deepdub_engine.pipeline.pieces import piece_span
from deepdub_engine.separation.models.registry import default_model
from tests.helpers.media_files import TrackToMake, make_media, noise

SAMPLE, LATE = resource("sample", "sample.mkv"), resource("sample", "sample_3s_off.srt")
RULE = SplitRule(piece_ms=20_000)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Samples, int]:
    """The sample, four times, each time at another level: float32 ``[n, 2]``, and its rate."""
    clip = finish(decode(SAMPLE, tmp_path_factory.mktemp("sound"))).clip
    once = clip.read(0, clip.samples)
    return np.concatenate([np.float32(gain) * once for gain in (1, 0.5, 0.9, 0.3)]), clip.rate_hz


def made(path: Path, sound: Samples, rate_hz: int, layout: str = "stereo") -> Item:
    make_media(path, [TrackToMake(sound, "flac", rate_hz, layout=layout, sample_format="s16")])
    return Item(path.stem, path, LATE)


def done(episodes: Sequence[Episode], root: Path, workers: int) -> tuple[EpisodeResult, ...]:
    return finish(run_batch(episodes, root, lambda progressed: LocalPool(workers, progressed)))


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sentences.xlsx" and not path.name.startswith(".done")
    }


def kinds_of(result: EpisodeResult) -> list[str]:
    return sorted(outcome.task.kind.value for outcome in result.outcomes)


def test_a_clip_in_pieces_has_the_same_files(tmp_path: Path, sound: tuple[Samples, int]) -> None:
    item = made(tmp_path / "film.mkv", *sound)
    kinds = (StepKind.ALIGN, StepKind.RUN)
    whole = plan_batch([item], kinds, tmp_path / "whole", {}, workers=1, rule=RULE)
    split = plan_batch([item], kinds, tmp_path / "split", {}, workers=3, rule=RULE)
    assert (len(whole[0].pieces), len(split[0].pieces)) == (0, 3)
    (result,) = done(whole, tmp_path / "whole", 1)
    assert (result.error, kinds_of(result)) == ("", ["align", "run"])
    (result,) = done(split, tmp_path / "split", 2)
    assert (result.error, kinds_of(result)) == ("", ["align", "piece", "piece", "piece", "run"])
    found = hashes(tmp_path / "split")
    assert found == hashes(tmp_path / "whole")
    assert sum(name.endswith(".wav") for name in found) > 10
    assert not list((tmp_path / "split").rglob("*.pieces*"))
    (again,) = done(split, tmp_path / "split", 2)
    assert all(outcome.was_done for outcome in again.outcomes)


def test_a_film_with_a_centre_has_the_same_files(tmp_path: Path, sound: tuple[Samples, int]) -> None:
    stereo, rate_hz = sound
    stereo = stereo[: 62 * rate_hz]
    six = 0.2 * noise(len(stereo), 6)
    six[:, 2] = stereo.mean(axis=1)
    six[45 * rate_hz : 50 * rate_hz, 0] += stereo[45 * rate_hz : 50 * rate_hz, 0]  # speech beside the centre, too
    item = made(tmp_path / "film.mkv", six, rate_hz, "5.1(side)")
    for name, workers in (("whole", 1), ("split", 3)):
        episodes = plan_batch([item], [StepKind.SEPARATE], tmp_path / name, {}, workers=workers, rule=RULE)
        (result,) = done(episodes, tmp_path / name, 2)
        assert not result.error
        assert result.outcomes[-1].values["speech_place"] == "centre and sides"
        assert len(result.outcomes) == workers if workers == 1 else workers + 1
    assert hashes(tmp_path / "split") == hashes(tmp_path / "whole")


def test_pieces_that_are_lost_damaged_or_of_another_clip_are_separated_again(
    tmp_path: Path, sound: tuple[Samples, int]
) -> None:
    stereo, rate_hz = sound
    items = [
        made(tmp_path / f"{name}.mkv", stereo[at : at + 61 * rate_hz], rate_hz) for name, at in (("a", 0), ("b", 9))
    ]
    whole = plan_batch(items[:1], [StepKind.SEPARATE], tmp_path / "whole", {})
    done(whole, tmp_path / "whole", 1)
    made_pieces = tmp_path / "pieces"
    for item in items:
        (episode,) = plan_batch([item], [StepKind.SEPARATE], made_pieces, {}, workers=3, rule=RULE)
        assert not any(run_task(task).error for task in episode.pieces)
    folder, other = made_pieces / "a" / ".pieces", made_pieces / "b" / ".pieces"
    (folder / "1of3" / "piece.json").write_text(json.dumps({"span": [0, 9], "speech": None}))
    (folder / "2of3" / "vocals.pcm").write_bytes(b"short")
    for name in ("vocals.pcm", "piece.json"):
        (folder / "3of3" / name).write_bytes((other / "3of3" / name).read_bytes())
    (episode,) = plan_batch(items[:1], [StepKind.SEPARATE], made_pieces, {})
    (result,) = done([episode], made_pieces, 1)
    assert not result.error
    assert hashes(made_pieces / "a" / "stems") == hashes(tmp_path / "whole" / "a" / "stems")
    assert not folder.exists()


@given(
    st.integers(1, 40_000_000),
    st.sampled_from([32_000, 44_100, 48_000, 96_000]),
    st.integers(2, 12),
)
def test_pieces_cover_the_clip_once(samples: int, rate_hz: int, count: int) -> None:
    clip = PcmClip(Path("clip.pcm"), rate_hz, 2, samples)
    spans = [piece_span(clip, default_model().spec, number, count) for number in range(1, count + 1)]
    assert spans[0][0] == 0
    assert spans[-1][1] == samples
    assert all(one[1] == other[0] for one, other in itertools.pairwise(spans))
    assert all(start <= stop for start, stop in spans)


@pytest.mark.parametrize(
    ("items", "workers", "expected"),
    [(1, 1, []), (1, 4, [4]), (2, 3, [3, 3]), (2, 4, [2, 2]), (4, 4, []), (1, 40, [6])],
)
def test_the_pieces_suit_the_workers(tmp_path: Path, items: int, workers: int, expected: list[int]) -> None:
    path = make_media(tmp_path / "clip.wav", [TrackToMake(noise(8000 * 4), rate_hz=32_000)])
    listed = [Item(f"e{number}", path) for number in range(items)]
    rule = SplitRule(piece_ms=160)
    assert list(pieces_for(listed, [StepKind.RUN], {}, workers, rule).values()) == expected
    assert pieces_for(listed, [StepKind.ALIGN], {}, workers, rule) == {}


def test_a_rate_with_other_bits_in_pieces_stays_whole(tmp_path: Path) -> None:
    path = make_media(tmp_path / "clip.wav", [TrackToMake(noise(22_050), rate_hz=22_050)])
    assert pieces_for([Item("a", path)], [StepKind.RUN], {}, 4, SplitRule(piece_ms=100)) == {}


def test_the_plan_says_that_a_film_is_split(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soundfile.write(tmp_path / "film.flac", np.zeros(21 * 60 * 32_000, np.int16), 32_000, subtype="PCM_16")
    (tmp_path / "film.srt").write_text(LATE.read_text("utf-8"), "utf-8")
    words = ["batch", str(tmp_path), "-o", str(tmp_path / "out"), "--dry-run", "--workers"]
    for workers, count in (("4", 2), ("1", 0)):
        capsys.readouterr()
        assert main([*words, workers, "--json", "--quiet"]) == 0
        assert json.loads(capsys.readouterr().out)["episodes"][0]["pieces"] == count
    assert main([*words, "4"]) == 0
    assert "separated in 2 pieces, because there are more workers than episodes" in capsys.readouterr().out


class _StoppedPool:
    """Runs nothing, and fails what it is told to."""

    def __init__(self, failing: StepKind) -> None:
        self._failing, self.seen = failing, list[str]()

    def submit(self, task: Task) -> Future[Outcome]:
        self.seen.append(task.kind.value)
        result: Future[Outcome] = Future()
        result.set_result(Outcome(task, "It failed." if task.kind is self._failing else ""))
        return result

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("failing", "ran", "error"), [(StepKind.PIECE, True, ""), (StepKind.ALIGN, False, "It failed.")]
)
def test_only_a_failed_command_fails_the_episode(tmp_path: Path, failing: StepKind, ran: bool, error: str) -> None:
    path = make_media(tmp_path / "clip.wav", [TrackToMake(noise(32_000), rate_hz=32_000)])
    items = [Item("a", path, LATE)]
    episodes = plan_batch(items, (StepKind.ALIGN, StepKind.RUN), tmp_path, {}, workers=2, rule=SplitRule(piece_ms=300))
    pool = _StoppedPool(failing)
    (result,) = finish(run_batch(episodes, tmp_path / "out", lambda _: pool))
    assert result.error == error
    assert ("run" in pool.seen) is ran
    assert pool.seen.count("piece") == 2
