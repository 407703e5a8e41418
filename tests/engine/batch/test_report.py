"""The report shows first what needs an ear, plays it, and runs nothing that a name or a subtitle brings along."""

from __future__ import annotations

import base64
import csv
import dataclasses
import html.parser
import io
import json
import os
import re
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import finish
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.checked import mark_checked
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.markers import write_marker
from deepdub_engine.batch.overview import COLUMNS, MOST_PLACES, OVERVIEW, Overview, Place, read_overview, write_overview
from deepdub_engine.batch.report import report_rows, write_report
from deepdub_engine.batch.report_page import page
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.tasks import Task
from deepdub_engine.subtitles import Cue
from tests.helpers.clips import write_clip_file

RATE_HZ = 48_000
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"' onload=alert(3) &amp;"


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    """A minute with a tone of 1 kHz at −12 dBFS."""
    at = np.arange(60 * RATE_HZ) / RATE_HZ
    tone = (0.25 * np.sin(2 * np.pi * 1000 * at)).astype(np.float32)
    return write_clip_file(tmp_path / "clip.pcm", np.stack([tone, tone], axis=1), RATE_HZ)


CUES = (
    Cue(2000, 4000, "First."),
    Cue(20_000, 22_000, HOSTILE),
    Cue(40_000, 40_100, "Short."),
    Cue(50_000, 52_000, "Last."),
)


def overview_of(path: Path, clip: PcmClip, heard: tuple[Cue, ...] | None) -> Overview:
    activity = None if heard is None else SpeechActivity.from_cues(heard)
    finish(write_overview(path, clip, CUES, activity, [30_000]))
    found = read_overview(path)
    assert found is not None
    return found


def result(
    folder: Path, name: str, *, error: str = "", confidence: float = 0.9, warnings: tuple[str, ...] = ()
) -> EpisodeResult:
    task = Task(name, StepKind.ALIGN, (), (), folder / "s.srt", folder, has_overview=True)
    values = {"offset_ms": 1500, "breaks": [], "confidence": confidence, "confident": confidence >= 0.5}
    values |= {"reason": "It is doubtful.", "warnings": list(warnings), "seconds": 75.0, "memory_mb": 400}
    outcome = Outcome(task, error, {} if error else values)
    return EpisodeResult(Item(name, Path(f"{name}.mkv")), (outcome,), error)


def test_levels_and_waveform_are_those_of_the_sound(tmp_path: Path, clip: PcmClip) -> None:
    overview = overview_of(tmp_path / OVERVIEW, clip, None)
    assert (overview.duration_ms, overview.peak_db) == (60_000, -12.0)
    assert overview.lufs == pytest.approx(-12.0, abs=0.2)  # BS.1770 weighs 1 kHz with nearly 0 dB
    assert len(overview.wave) == COLUMNS
    assert {low for low, _, _ in overview.wave} == {-250}
    assert {rms for _, _, rms in overview.wave} == {177}
    assert (overview.off, overview.uncued) == (None, None)


def test_the_places_to_hear_are_those_that_do_not_fit(tmp_path: Path, clip: PcmClip) -> None:
    overview = overview_of(
        tmp_path / OVERVIEW, clip, (CUES[0], Cue(10_000, 14_000, ""), Cue(40_000, 40_300, ""), CUES[3])
    )
    assert (overview.off, overview.uncued) == (1, 1)
    assert [place.at_ms for place in overview.places][:3] == [20_000, 10_040, 30_000]
    assert [str(place.why) for place in overview.places][3:] == ["The first subtitle.", "The last subtitle."]
    assert [str(text) for _, _, text in overview.problems] == ["Shown for only 0.10 s."]


def test_every_place_plays(tmp_path: Path, clip: PcmClip) -> None:
    overview = overview_of(tmp_path / OVERVIEW, clip, None)
    assert 0 < len(overview.places) <= MOST_PLACES
    for place in overview.places:
        data = base64.b64decode(place.sound)
        assert len(data) < 25_000
        with av.open(io.BytesIO(data)) as container:
            sound = np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)])
        assert len(sound) / 24_000 == pytest.approx(3.0, abs=0.1)
        middle = sound[12_000:60_000]
        assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.177, abs=0.01)
        assert np.argmax(np.abs(np.fft.rfft(middle))) / 2 == pytest.approx(1000 * len(middle) / 48_000, abs=3)


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parsed(text: str) -> _Page:
    found = _Page()
    found.feed(text)
    return found


def test_hostile_names_and_subtitles_stay_texts(tmp_path: Path, clip: PcmClip) -> None:
    overview_of(tmp_path / OVERVIEW, clip, (CUES[0],))
    results = [result(tmp_path, HOSTILE, warnings=(HOSTILE,)), result(tmp_path / "b", "b", error=HOSTILE)]
    _, path = write_report(results, tmp_path)
    text = path.read_text("utf-8")
    found = parsed(text)
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "b", "ul", "li", "table"}
    allowed |= {"thead", "tbody", "tr", "th", "td", "a", "details", "summary", "span", "dl", "dt", "dd", "div", "svg"}
    allowed |= {"path", "line", "text", "figure", "figcaption", "br", "audio"}
    assert {tag for tag, _ in found.tags} <= allowed
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "style"]
    sources = [attributes["src"] for _, attributes in found.tags if "src" in attributes]
    assert sources
    assert all(str(source).startswith("data:audio/mpeg;base64,") for source in sources)
    assert all(str(attributes["href"]).startswith("#e") for _, attributes in found.tags if "href" in attributes)
    assert "http:" not in text
    assert "https:" not in text
    assert HOSTILE in "".join(found.texts)


def test_the_policy_forbids_scripts_and_names_the_style() -> None:
    import hashlib

    text = page([])
    policy = next(attributes for tag, attributes in parsed(text).tags if "http-equiv" in attributes)["content"]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy


def test_what_needs_an_ear_comes_first(tmp_path: Path) -> None:
    results = [
        result(tmp_path / "a", "sure", warnings=("about the model",)),
        result(tmp_path / "b", "doubtful", confidence=0.3, warnings=("about the model",)),
        result(tmp_path / "c", "worse", confidence=0.1, warnings=("about the model", "of its own")),
        result(tmp_path / "d", "broken", error="It is broken."),
    ]
    listed, path = write_report(results, tmp_path)
    rows = list(csv.DictReader(listed.read_text("utf-8-sig").splitlines()))
    assert [row["episode"] for row in rows] == ["broken", "worse", "doubtful", "sure"]
    assert [row["state"] for row in rows] == ["failed", "check", "check", "done"]
    assert rows[1]["to check"] == "It is doubtful. of its own"
    text = path.read_text("utf-8")
    assert text.count("about the model") == 1
    opened = [attributes["class"] for tag, attributes in parsed(text).tags if tag == "details" and "open" in attributes]
    assert opened == ["failed", "check", "check"]


KOREAN = Catalogue(
    "ko",
    {
        "to check": "확인 필요",
        "Needs an ear": "들어 볼 것",
        "Waveform with subtitles": "자막이 있는 파형",
        "The first subtitle.": "첫 자막입니다.",
        "Shown for only {seconds} s.": "{seconds}초만 보입니다.",
        "{count:subtitle|subtitles} with problems": "문제 있는 자막 {count}개",
        "{count:subtitle|subtitles} off speech, {parts:part|parts} of speech without a subtitle": (
            "말과 어긋난 자막 {count}개, 자막 없는 말 {parts}곳"
        ),
        "It is {what}.": "{what}입니다.",
        "{jump} s at {at} s": "{at}초에서 {jump}초",
    },
)


def test_the_page_is_in_the_language_of_the_person_and_the_list_stays(tmp_path: Path, clip: PcmClip) -> None:
    overview_of(tmp_path / OVERVIEW, clip, (CUES[0], Cue(10_000, 14_000, ""), Cue(40_000, 40_300, ""), CUES[3]))
    told = result(tmp_path, "a", warnings=("It is late.", "damaged"))
    values = told.outcomes[0].values
    late = {"text": "It is {what}.", "values": {"what": "late"}}
    values |= {"warning_messages": [late, {"text": "{x}", "values": 3}], "breaks": [{"at_ms": 30_000, "jump_ms": 500}]}
    listed, path = write_report([told], tmp_path, KOREAN)
    english, text = listed.read_text("utf-8-sig"), path.read_text("utf-8")
    assert '<html lang="ko">' in text
    assert 'aria-label="자막이 있는 파형"' in text
    words = " ".join(parsed(text).texts)
    for wanted in (
        "확인 필요",
        "들어 볼 것",
        "첫 자막입니다.",
        "0.10초만 보입니다.",
        "문제 있는 자막 1개",
        "말과 어긋난 자막 1개, 자막 없는 말 1곳",
        "late입니다.",
        "+1.500 s, 30초에서 +0.500초",
    ):
        assert wanted in words
    assert "It is late. damaged" in english
    write_report([told], tmp_path)
    assert listed.read_text("utf-8-sig") == english
    assert '<html lang="en">' in path.read_text("utf-8")


def test_an_alignment_that_a_person_has_checked_needs_no_ear(tmp_path: Path) -> None:
    doubtful = result(tmp_path, "doubtful", confidence=0.1)
    (outcome,) = doubtful.outcomes
    outcome.task.output.touch()
    write_marker(outcome.task, "key", outcome.values)
    assert [row.state for row in report_rows([doubtful])] == ["check"]
    mark_checked(outcome.task)
    assert [row.state for row in report_rows([doubtful])] == ["done"]


def test_a_spreadsheet_sees_that_the_table_is_unicode(tmp_path: Path) -> None:
    table, _ = write_report([result(tmp_path, "드라마", confidence=0.9)], tmp_path)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")


def test_names_that_are_no_unicode_are_shown_as_far_as_possible(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xb5\xe5 1") if os.name == "posix" else "드 1"
    table, shown = write_report([result(tmp_path, name)], tmp_path)
    assert " 1" in table.read_text("utf-8-sig")
    assert " 1" in shown.read_text("utf-8")


def test_an_episode_that_failed_does_not_show_what_was_seen_before(tmp_path: Path, clip: PcmClip) -> None:
    overview_of(tmp_path / OVERVIEW, clip, None)
    _, path = write_report([result(tmp_path, "broken", error="It is broken.")], tmp_path)
    assert "<svg" not in path.read_text("utf-8")


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda x: json.dumps(x).encode())
)
def test_a_damaged_look_is_left_out(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("look") / OVERVIEW
    path.write_bytes(data)
    assert read_overview(path) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lufs", "loud"),
        ("lufs", 1e999),
        ("wave", [[1, 2]]),
        ("cues", 3),
        ("duration_ms", None),
        ("places", [{"at_ms": 1}]),
    ],
)
def test_a_look_with_one_wrong_value_is_left_out(tmp_path: Path, clip: PcmClip, field: str, value: object) -> None:
    overview = overview_of(tmp_path / OVERVIEW, clip, None)
    (tmp_path / OVERVIEW).write_text(json.dumps(dataclasses.asdict(overview) | {field: value}))
    assert read_overview(tmp_path / OVERVIEW) is None


def test_sound_that_is_no_base64_is_left_out(tmp_path: Path, clip: PcmClip) -> None:
    overview = overview_of(tmp_path / OVERVIEW, clip, None)
    places = (Place(0, "", "", '"><script>'),)
    (tmp_path / OVERVIEW).write_text(json.dumps(dataclasses.asdict(dataclasses.replace(overview, places=places))))
    assert read_overview(tmp_path / OVERVIEW) is None


def test_silence_and_an_empty_clip_are_shown_without_levels(tmp_path: Path) -> None:
    for samples in (0, RATE_HZ):
        clip = write_clip_file(tmp_path / "clip.pcm", np.zeros((samples, 2), np.float32), RATE_HZ)
        finish(write_overview(tmp_path / OVERVIEW, clip, (), None))
        overview = read_overview(tmp_path / OVERVIEW)
        assert overview is not None
        assert (overview.lufs, overview.peak_db, overview.places) == (None, None, ())
        write_report([result(tmp_path, "silent")], tmp_path)
