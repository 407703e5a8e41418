"""Downloads from servers that drop, stall, truncate, lie or redirect: the right file in the end, or one clear error."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.base.errors import DeepdubError, DiskFull, DownloadFailed, DownloadMismatch
from deepdub_engine.base.progress import Progress, finish
from deepdub_engine.separation.models.catalogue import CATALOGUE, addresses, find_catalogue_entry
from deepdub_engine.separation.models.fetch import RetryPolicy, fetch
from tests.helpers.faulty_server import (
    Answer,
    ServerScript,
    never_ends,
    redirects,
    refuses_ranges,
    says,
    sends,
    serve_file,
    serving,
    stalls,
    status,
    trickles,
)

DATA = gzip.compress(np.random.default_rng(1).bytes(300_000))
OTHER = gzip.compress(np.random.default_rng(2).bytes(300_000))
SHA256 = hashlib.sha256(DATA).hexdigest()
STEADY = RetryPolicy(connect_s=20, stall_s=20, trickle_bytes=1000, tries=3, gain_bytes=100_000, pause_s=0)
QUICK = replace(STEADY, connect_s=0.5, stall_s=0.5)  # for servers that stall
LARGEST = 1_000_000
HALF = len(DATA) // 2


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def get(plan: ServerScript, folder: Path, paths: Sequence[str] = ("/a",), patience: RetryPolicy = STEADY) -> Path:
    urls = [path if "://" in path else plan.url + path for path in paths]
    finish(fetch(urls, folder / "model.tar.gz", SHA256, largest=LARGEST, patience=patience))
    return folder / "model.tar.gz"


def leave_half(folder: Path) -> None:
    """Download half of the file, as an interrupted program does."""
    with serving({"/a": [serve_file(DATA, stop=HALF, then=stalls)]}) as plan:
        job = fetch([plan.url + "/a"], folder / "model.tar.gz", SHA256, largest=LARGEST, patience=STEADY)
        while next(job).done < HALF:
            pass
        job.close()
    assert (folder / "model.tar.gz.part").stat().st_size == HALF


def test_an_archive_arrives_with_progress_in_bytes(tmp_path: Path) -> None:
    seen: list[Progress] = []
    with serving({"/a": [serve_file(DATA)]}) as plan:
        job = fetch([plan.url + "/a"], tmp_path / "model.tar.gz", SHA256, largest=LARGEST, patience=STEADY)
        assert finish(job, seen.append) == plan.url + "/a"
    assert (tmp_path / "model.tar.gz").read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["model.tar.gz"]
    fetched = [progress.done for progress in seen if progress.what == "Fetching"]
    assert fetched == sorted(fetched)
    assert fetched[-1] == len(DATA)
    assert {progress.total for progress in seen if progress.what == "Fetching"} == {len(DATA)}
    assert "gzip" not in plan.requests[0].headers["Accept-Encoding"]


MENDED: dict[str, list[Answer]] = {
    "drops": [serve_file(DATA, stop=HALF), serve_file(DATA, stop=HALF + 9), serve_file(DATA)],
    "drops at once": [says(b""), says(b""), serve_file(DATA)],
    "drops often, but brings something each time": [
        *(serve_file(DATA, stop=100_000 * part + 1) for part in range(1, 3)),
        says(b""),
        serve_file(DATA),
    ],
    "stalls": [serve_file(DATA, stop=HALF, then=stalls), serve_file(DATA)],
    "did not respond": [stalls, serve_file(DATA)],
    "trickles": [serve_file(DATA, stop=10, then=trickles), serve_file(DATA)],
    "is busy": [status(503), status(500), serve_file(DATA)],
    "refuses ranges": [serve_file(DATA, stop=HALF), refuses_ranges(DATA)],
    "answers 416": [serve_file(DATA, stop=HALF), status(416), serve_file(DATA)],
    "sends another range": [
        serve_file(DATA, stop=HALF),
        sends(DATA[9:], {"Content-Range": f"bytes 9-{len(DATA) - 1}/{len(DATA)}"}, 206),
        serve_file(DATA),
    ],
    "sends a range without saying which": [serve_file(DATA, stop=HALF), sends(DATA[HALF:], {}, 206), serve_file(DATA)],
    "has another file meanwhile": [serve_file(OTHER, stop=HALF, etag='"two"'), serve_file(DATA)],
    "mixes two files": [serve_file(OTHER, stop=HALF), serve_file(DATA)],
    "does not say how long it is": [sends(DATA, {"Connection": "close"})],
    "says nonsense about the length": [sends(DATA, {"Content-Length": "many"})],
    "promises more than there is": [serve_file(DATA + b"....", stop=len(DATA)), serve_file(DATA)],
    "says it is packed": [sends(DATA, {"Content-Encoding": "gzip", "Content-Length": len(DATA)})],
}


@pytest.mark.parametrize("trouble", MENDED)
def test_temporary_failures_are_retried(tmp_path: Path, trouble: str) -> None:
    with serving({"/a": list(MENDED[trouble])}) as plan:
        patience = QUICK if trouble in ("stalls", "did not respond", "trickles") else STEADY
        assert get(plan, tmp_path, patience=patience).read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["model.tar.gz"]


BROKEN: dict[str, tuple[Answer, type[DeepdubError], str]] = {
    "drops every time": (says(b""), DownloadFailed, "connection was lost"),
    "stalls every time": (serve_file(DATA, stop=9, then=stalls), DownloadFailed, "stopped sending"),
    "never answers": (stalls, DownloadFailed, "did not respond"),
    "trickles": (serve_file(DATA, stop=9, then=trickles), DownloadFailed, "stopped sending"),
    "404": (status(404), DownloadFailed, "404"),
    "403": (status(403), DownloadFailed, "403"),
    "500": (status(500), DownloadFailed, "500"),
    "503": (status(503), DownloadFailed, "503"),
    "416": (status(416), DownloadFailed, "416"),
    "does not speak HTTP": (says(b"220 mail.example ESMTP\r\n"), DownloadFailed, "connection was lost"),
    "redirect in a circle": (redirects("/a"), DownloadFailed, "loop"),
    "redirect to a file": (redirects("file:///etc/passwd"), DownloadFailed, "not on the web"),
    "permanent redirect to a file": (redirects("file:///etc/passwd", 308), DownloadFailed, "not on the web"),
    "redirect to data": (redirects("data:text/plain,a"), DownloadFailed, "not on the web"),
    "redirect to FTP": (redirects("ftp://127.0.0.1/a"), DownloadFailed, "not on the web"),
    "redirect to nowhere": (redirects("http://"), DownloadFailed, ""),
    "web page": (sends(b"<html>Log in</html>", {"Content-Type": "text/html; charset=utf-8"}), DownloadMismatch, "page"),
    "web page called an archive": (
        sends(b"<html>Log in", {"Content-Type": "application/gzip"}),
        DownloadMismatch,
        "not an",
    ),
    "another archive": (serve_file(OTHER), DownloadMismatch, "checksum"),
    "cut off, and says so": (serve_file(DATA[:HALF]), DownloadMismatch, "checksum"),
    "nothing": (sends(b"", {"Content-Length": 0}), DownloadMismatch, "checksum"),
    "huge": (sends(b"", {"Content-Length": 10**15}), DownloadMismatch, "bytes long"),
    "endless": (never_ends(b"\x1f\x8b"), DownloadMismatch, "is too large"),
    "endless headers": (says(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1000), DownloadFailed, "connection was lost"),
}


@pytest.mark.parametrize("trouble", BROKEN)
def test_permanent_failures_are_reported(tmp_path: Path, trouble: str) -> None:
    answer, kind, words = BROKEN[trouble]
    hangs = trouble in ("stalls every time", "never answers", "trickles")
    patience = replace(QUICK, tries=2) if hangs else STEADY
    with serving({"/a": [answer]}) as plan, pytest.raises(kind) as caught:
        get(plan, tmp_path, patience=patience)
    assert words in str(caught.value)
    assert plan.url in str(caught.value)
    assert len(plan.requests) <= 10 + STEADY.tries
    assert not (tmp_path / "model.tar.gz").exists()


def test_an_interrupted_download_goes_on_where_it_ended(tmp_path: Path) -> None:
    leave_half(tmp_path)
    with serving({"/a": [serve_file(DATA)]}) as plan:
        assert get(plan, tmp_path).read_bytes() == DATA
    assert plan.requests[0].headers["Range"] == f"bytes={HALF}-"
    assert "If-Range" not in plan.requests[0].headers  # the ETag was another server's; the checksum decides


def test_the_same_server_is_asked_for_the_same_file(tmp_path: Path) -> None:
    with serving({"/a": [serve_file(DATA, stop=HALF), serve_file(DATA)]}) as plan:
        get(plan, tmp_path)
    assert plan.requests[1].headers["If-Range"] == '"one"'


def test_a_part_that_was_damaged_meanwhile_is_fetched_again(tmp_path: Path) -> None:
    leave_half(tmp_path)
    part = tmp_path / "model.tar.gz.part"
    part.write_bytes(part.read_bytes()[:-4] + b"oops")
    with serving({"/a": [serve_file(DATA)]}) as plan:
        assert get(plan, tmp_path).read_bytes() == DATA
    assert [request.headers.get("Range") for request in plan.requests] == [f"bytes={HALF}-", None]


@pytest.mark.parametrize("note", ["", "{}", "[3]", '{"sha256": "other", "total": 3, "url": "", "etag": ""}', "\0"])
def test_a_part_of_something_else_is_thrown_away(tmp_path: Path, note: str) -> None:
    leave_half(tmp_path)
    (tmp_path / "model.tar.gz.part.json").write_text(note, encoding="utf-8")
    with serving({"/a": [serve_file(DATA)]}) as plan:
        assert get(plan, tmp_path).read_bytes() == DATA
    assert "Range" not in plan.requests[0].headers


def test_a_part_that_was_whole_needs_no_server(tmp_path: Path) -> None:
    leave_half(tmp_path)
    (tmp_path / "model.tar.gz.part").write_bytes(DATA)
    with serving({}) as plan:
        assert get(plan, tmp_path).read_bytes() == DATA
        assert get(plan, tmp_path).read_bytes() == DATA
    assert plan.requests == []


@pytest.mark.parametrize("answer", [serve_file(DATA, stop=HALF, then=stalls), stalls])
def test_cancelling_ends_a_download_at_once(tmp_path: Path, answer: Answer) -> None:
    with serving({"/a": [answer]}) as plan:
        patience = RetryPolicy(connect_s=60, stall_s=60)
        job = fetch([plan.url + "/a"], tmp_path / "model.tar.gz", SHA256, largest=LARGEST, patience=patience)
        while not plan.requests or (answer is not stalls and next(job).done < HALF):
            next(job)
        began_s = time.monotonic()
        job.close()
        assert time.monotonic() - began_s < 1
    assert [thread for thread in threading.enumerate() if thread.name == "deepdub-fetch"] == []


def test_a_server_that_hangs_does_not_stop_the_progress(tmp_path: Path) -> None:
    with serving({"/a": [stalls]}) as plan:
        patience = RetryPolicy(connect_s=60, stall_s=60)
        job = fetch([plan.url + "/a"], tmp_path / "model.tar.gz", SHA256, largest=LARGEST, patience=patience)
        for _ in range(4):
            began_s = time.monotonic()
            next(job)
            assert time.monotonic() - began_s < 1
        job.close()


def test_redirects_are_followed_and_keep_the_range(tmp_path: Path) -> None:
    answers = {
        "/a": [redirects("/b")],
        "/b": [redirects("/c", 307)],
        "/c": [serve_file(DATA, stop=HALF), serve_file(DATA)],
    }
    with serving(answers) as plan:
        assert get(plan, tmp_path).read_bytes() == DATA
    assert [request.path for request in plan.requests] == ["/a", "/b", "/c"] * 2
    assert plan.requests[-1].headers["Range"] == f"bytes={HALF}-"


def test_the_next_mirror_goes_on_where_the_first_one_failed(tmp_path: Path) -> None:
    answers = {"/a": [serve_file(DATA, stop=HALF), status(404)], "/b": [serve_file(OTHER)], "/c": [serve_file(DATA)]}
    with serving(answers) as plan:
        assert get(plan, tmp_path, ["http://127.0.0.1:1/a", "/a", "/b", "/c"]).read_bytes() == DATA
    assert plan.requests[2].headers["Range"] == f"bytes={HALF}-"
    assert [request.path for request in plan.requests] == ["/a", "/a", "/b", "/b", "/c"]


def test_if_every_mirror_fails_all_reasons_are_reported(tmp_path: Path) -> None:
    page = sends(b"<html>", {"Content-Type": "text/html"})
    with serving({"/a": [page], "/b": [serve_file(OTHER)]}) as plan, pytest.raises(DownloadFailed) as caught:
        get(plan, tmp_path, ["/a", "/b", "/c"])
    for words in ("/a”: a web page", "/b”: its checksum", "404"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/a",
        "http://127.0.0.1:99999/a",
        "http://127.0.0.1/a b\n",
        "http://nowhere.invalid/a",
        "http://[::1/a",
        "http:///a",
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "data:,a",
        "nothing",
    ],
)
def test_an_address_that_cannot_be_is_refused_without_waiting(tmp_path: Path, address: str) -> None:
    patience = RetryPolicy(connect_s=5, pause_s=60)
    with pytest.raises(DownloadFailed):
        finish(fetch([address], tmp_path / "model.tar.gz", SHA256, largest=LARGEST, patience=patience))


def test_certificates_are_verified(tmp_path: Path) -> None:
    with serving({"/a": [serve_file(DATA)]}) as plan, pytest.raises(DownloadFailed):
        get(plan, tmp_path, [plan.url.replace("http:", "https:") + "/a"])
    assert not (tmp_path / "model.tar.gz").exists()


def test_a_proxy_from_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/a": [serve_file(DATA)]}) as plan:
        monkeypatch.setenv("http_proxy", plan.url)
        assert get(plan, tmp_path, ["http://models.example/a"]).read_bytes() == DATA
    assert [request.path for request in plan.requests] == ["http://models.example/a"]


def test_a_full_disk_is_said_to_be_full_and_what_is_there_is_kept(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with serving({"/a": [serve_file(DATA)]}) as plan:
        resource.setrlimit(resource.RLIMIT_FSIZE, (HALF, hard))
        try:
            with pytest.raises(DiskFull):
                get(plan, tmp_path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert 0 < (tmp_path / "model.tar.gz.part").stat().st_size <= HALF
        assert get(plan, tmp_path).read_bytes() == DATA


def test_a_file_that_does_not_fit_is_not_begun(tmp_path: Path) -> None:
    with serving({"/a": [sends(b"", {"Content-Length": 10**17})]}) as plan, pytest.raises(DiskFull):
        finish(fetch([plan.url + "/a"], tmp_path / "model.tar.gz", SHA256, largest=10**18, patience=STEADY))
    assert list(tmp_path.iterdir()) == []


def test_addresses_follow_spleeters_own_variables_and_mirrors_come_first() -> None:
    offer = find_catalogue_entry("spleeter:2stems")
    assert offer is CATALOGUE[0]
    official = "https://github.com/deezer/spleeter/releases/download/v1.4.0/2stems.tar.gz"
    assert addresses(offer, environ={}) == (official,)
    environ = {"GITHUB_HOST": "http://mirror.example/", "GITHUB_REPOSITORY": "me/mine", "GITHUB_RELEASE": "v9"}
    assert addresses(offer, environ=environ) == ("http://mirror.example/me/mine/releases/download/v9/2stems.tar.gz",)
    mirrors = ["https://a.example/models/", "b.example/x.tar.gz"]
    expected = ("https://a.example/models/2stems.tar.gz", "https://b.example/x.tar.gz", official)
    assert addresses(offer, mirrors=mirrors, environ={}) == expected


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/a", "data:,x"])
def test_a_redirect_away_from_the_web_is_told_as_what_it_is(tmp_path: Path, target: str) -> None:
    with serving({"/a": [redirects(target)]}) as plan, pytest.raises(DownloadFailed, match="not on the web"):
        get(plan, tmp_path)
