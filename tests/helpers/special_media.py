"""Media files with offsets, gaps, edit lists, clocks that wrap, joints, cuts, flags and odd heads."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

from tests.helpers.media_files import TrackToMake
from tests.helpers.media_kinds import COUNTED, Kind, clicks, pair, track, written
from tests.helpers.wav_heads import ODD_HEADS

_WRAP_TICKS = 1 << 33
_TS_HZ = 90_000
_TS_BYTES = 188
Write = Callable[[Path], Path]
Change = Callable[[bytearray], bytearray]


def special_kinds() -> Iterator[Kind]:
    """Yield all of them."""
    for group in (_delayed, _edited, _wrapped, _joined, _cut, _damaged, _flagged, _pictures, _heads, _piped):
        yield from group()


def file(name: str, *tracks: TrackToMake, **more: Any) -> Write:
    """Return a function that writes a file of this name."""
    return lambda folder: written(folder / name, list(tracks), **more)


def changed(writer: Write, change: Change) -> Write:
    """Return a function that writes a file and changes its bytes."""

    def write(folder: Path) -> Path:
        path = writer(folder)
        path.write_bytes(change(bytearray(path.read_bytes())))
        return path

    return write


def joined(*writers: Write, between: bytes = b"") -> Write:
    """Return a function that writes several files and joins their bytes."""

    def write(folder: Path) -> Path:
        parts = []
        for number, writer in enumerate(writers):
            (folder / str(number)).mkdir()
            parts.append(writer(folder / str(number)))
        path = folder / f"joined{parts[0].suffix}"
        path.write_bytes(between.join(part.read_bytes() for part in parts))
        return path

    return write


def at_clock(name: str, ticks: int, writer: Write, **options: str) -> Write:
    """Return a function that copies a file to a broadcast whose clock of 33 bits begins at some ticks."""

    def write(folder: Path) -> Path:
        source = writer(folder)
        with av.open(str(source)) as old, av.open(str(folder / name), "w", options=options) as new:
            streams = {one.index: new.add_stream_from_template(one) for one in old.streams}
            for packet in old.demux():
                if packet.dts is None or packet.pts is None:
                    continue
                times = [round(time * packet.time_base * _TS_HZ) + ticks for time in (packet.pts, packet.dts)]
                packet.stream, packet.time_base = streams[packet.stream_index], Fraction(1, _TS_HZ)
                packet.pts, packet.dts = times
                new.mux(packet)
        return folder / name

    return write


def wrapping(name: str, codec: str, before_s: float, *, video_s: float = 0, start_ms: int = 0) -> Write:
    """Return a function that writes a broadcast whose clock wraps after some seconds."""
    made = track(codec, start_ms=start_ms, bit_rate=256_000)
    source = file("source.mkv", made, video_s=video_s, video_codec="mpeg2video")
    return at_clock(name, _WRAP_TICKS - round(before_s * _TS_HZ), source)


def two_programmes(first_s: float, second_s: float) -> Write:
    """Return a function that writes a broadcast of two programmes, each with a clock of its own."""

    def write(folder: Path) -> Path:
        streams = []
        for number, (start_s, at_s) in enumerate(((first_s, 0.3), (second_s, 0.7))):
            (folder / str(number)).mkdir()
            source = file(
                "source.mkv", track("mp2", at_s=(at_s, 2.0), start_ms=500), video_s=3, video_codec="mpeg2video"
            )
            pids = {"mpegts_start_pid": str(0x100 + 16 * number), "mpegts_pmt_start_pid": str(0x1000 + number)}
            made = at_clock("a.ts", round(start_s * _TS_HZ), source, **pids)(folder / str(number))
            streams.append(_packets_but_pat(made.read_bytes()))
        path = folder / "two.ts"
        mixed = [packet for pair_of in zip(*streams, strict=False) for packet in pair_of]
        path.write_bytes(_pat([0x1000, 0x1001]) + b"".join(mixed))
        return path

    return write


def _packets_but_pat(data: bytes) -> list[bytes]:
    packets = [data[at : at + _TS_BYTES] for at in range(0, len(data), _TS_BYTES)]
    return [packet for packet in packets if int.from_bytes(packet[1:3], "big") & 0x1FFF]


def _pat(pids: Sequence[int]) -> bytes:
    """Return a packet with a programme association table (ISO/IEC 13818-1, 2.4.4.3)."""
    entries = b"".join(struct.pack(">HH", number, 0xE000 | pid) for number, pid in enumerate(pids, 1))
    section = struct.pack(">BHHBBB", 0, 0xB000 | (9 + len(entries)), 1, 0xC1, 0, 0) + entries
    section += struct.pack(">I", _crc(section))
    return (b"\x47\x40\x00\x10\x00" + section).ljust(_TS_BYTES, b"\xff")


def _crc(data: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value >> 31 else 0)) & 0xFFFFFFFF
    return value


def _delayed() -> Iterator[Kind]:
    usual = [("a.mkv", "flac"), ("a.mp4", "aac"), ("a.mov", "pcm_s16le"), ("a.ts", "mp2"), ("a.nut", "mp2")]
    for name, codec in [*usual, ("a.avi", "libmp3lame"), ("a.asf", "libmp3lame"), ("a.mpg", "mp2")]:
        yield Kind(f"offset, {codec} in {name}", file(name, track(codec, start_ms=1250), video_s=4))
    yield Kind("offset, libopus in a.webm", file("a.webm", track("libopus", start_ms=1250)))
    for name, codec in usual:
        yield Kind(f"late clock, {codec} in {name}", file(name, track(codec, start_ms=5000)))
        yield Kind(f"gap, {codec} in {name}", file(name, track(codec, skip_frames=frozenset(range(50, 62)))))
    for second_s in (10, 36_000, 90_000):
        yield Kind(f"two programmes, {second_s} s apart", two_programmes(10, 10 + second_s))
        yield Kind(f"two programmes, {second_s} s apart, late first", two_programmes(10 + second_s, 10))


def _edited() -> Iterator[Kind]:
    fragments = "empty_moov+frag_keyframe+default_base_moof"
    yield Kind("no edit list", file("a.mp4", track("aac"), options={"use_editlist": "0"}))
    yield Kind("index at the front", file("a.mp4", track("aac"), options={"movflags": "faststart"}))
    yield Kind("fragmented", file("a.mp4", track("aac"), options={"movflags": fragments}, video_s=3))
    late = track("aac", start_ms=1250)
    yield Kind("fragmented, late", file("a.mp4", late, options={"movflags": "frag_keyframe+delay_moov"}, video_s=5))
    for start, length_ms in [(24_000, 2000), (1024, 1500), (0, 3000), (50_000, 1900)]:
        shortened = edit(start, length_ms)
        yield Kind(f"edit list from {start}, {length_ms} ms", changed(file("a.m4a", track("aac")), shortened))
        delayed = file("a.mov", track("pcm_s16le", start_ms=1250), video_s=5)
        yield Kind(f"edit list of PCM from {start}, {length_ms} ms", changed(delayed, shortened))


def edit(start: int, length_ms: int) -> Change:
    """Rewrite the last edit of the last edit list: where it starts in the media, and how long it is."""

    def change(data: bytearray) -> bytearray:
        at = data.rindex(b"elst") + 4
        count = int.from_bytes(data[at + 4 : at + 8], "big")
        struct.pack_into(">Ii", data, at + 8 + 12 * (count - 1), length_ms, start)
        return data

    return change


def _wrapped() -> Iterator[Kind]:
    for name in ("a.ts", "a.mpg"):
        for codec in ("mp2", "ac3"):
            for before_s in (1.3, 7200.0, 60_000.0):
                yield Kind(f"wrap after {before_s} s, {codec} in {name}", wrapping(name, codec, before_s))
        between = wrapping(name, "mp2", 1.0, video_s=4, start_ms=1250)
        yield Kind(f"wrap between picture and sound in {name}", between)
        yield Kind(f"wrap with picture in {name}", wrapping(name, "mp2", 2.0, video_s=4, start_ms=250))


def _joined() -> Iterator[Kind]:
    raw = [
        ("mp3", "libmp3lame"),
        ("ac3", "ac3"),
        ("eac3", "eac3"),
        ("mp2", "mp2"),
        ("aac:adts", "aac"),
        ("flac", "flac"),
    ]
    for container, codec in raw:
        one, other = pair(container, codec), pair(container, codec, rate_hz=44_100)
        yield Kind(f"joined {codec}", joined(one, one), counted=True)
        if codec != "flac":
            yield Kind(f"joined {codec} of two rates", joined(one, other), counted=True)
            yield Kind(f"joined {codec}, low rate first", joined(other, one), counted=True)
    stereo, mono = pair("aac:adts", "aac"), pair("aac:adts", "aac", layout="mono")
    yield Kind("joined AAC, stereo then mono", joined(stereo, mono), counted=True)
    mp3 = pair("mp3", "libmp3lame")
    tag = b"ID3\x04\x00\x00\x00\x00\x17\x38" + bytes(3000)
    yield Kind("joined MP3 with tags between", joined(mp3, mp3, between=tag), counted=True)
    yield Kind("joined MP3 with old tags between", joined(mp3, mp3, between=b"TAG" + b"x" * 125), counted=True)
    for container, codec in [
        ("ogg", "libopus"),
        ("ogg", "vorbis"),
        ("ogg", "flac"),
        ("mpg:mpeg", "mp2"),
        ("loas:latm", "aac"),
    ]:
        yield Kind(f"joined {codec} in {container}", joined(pair(container, codec), pair(container, codec)))
    for codec in ("mp2", "aac", "ac3"):
        yield Kind(f"joined {codec} in ts", joined(pair("ts", codec), pair("ts", codec)))


def _cut() -> Iterator[Kind]:
    streams = [
        ("ts", "mp2"),
        ("mp3", "libmp3lame"),
        ("ac3", "ac3"),
        ("aac:adts", "aac"),
        ("ogg", "flac"),
        ("mpg:mpeg", "mp2"),
    ]
    for container, codec in streams:
        for size in (187, 1001):
            whole, name, counted = pair(container, codec), f"{codec} in {container}", container in COUNTED
            yield Kind(f"{name} without its first {size} bytes", changed(whole, _without_first(size)), counted)
            yield Kind(f"{name} without its last {size} bytes", changed(whole, _without_last(size)), counted)


def _without_first(size: int) -> Change:
    return lambda data: data[size:]


def _without_last(size: int) -> Change:
    return lambda data: data[:-size]


def _damaged() -> Iterator[Kind]:
    for container, codec in [
        ("ts", "mp2"),
        ("mp3", "libmp3lame"),
        ("aac:adts", "aac"),
        ("mkv", "ac3"),
        ("ogg", "flac"),
    ]:
        broken = changed(pair(container, codec), _zeroed_middle)
        yield Kind(f"damaged in the middle, {codec} in {container}", broken, container in COUNTED)
    faststart = {"movflags": "faststart"}
    yield Kind("broken first packet in Matroska", changed(file("a.mkv", track("ac3")), _broken_first))
    yield Kind("broken first packet in MP4", changed(file("a.mp4", track("ac3"), options=faststart), _broken_first))


def _zeroed_middle(data: bytearray) -> bytearray:
    middle = len(data) // 2
    data[middle : middle + 300] = bytes(300)
    return data


def _broken_first(data: bytearray) -> bytearray:
    at = data.index(b"\x0b\x77")  # the first frame of AC-3
    data[at : at + 200] = bytes(200)
    return data


def flagged(name: str, flags: Sequence[Disposition], codec: str = "aac") -> Write:
    """Return a function that writes tracks with flags, each with its first click at another place."""

    def write(folder: Path) -> Path:
        tracks = [track(codec, at_s=(0.2 + 0.3 * number, 2.0)) for number in range(len(flags))]
        source = written(folder / "source.nut", tracks)
        with av.open(str(source)) as old, av.open(str(folder / name), "w") as new:
            streams = [new.add_stream_from_template(one) for one in old.streams]
            for stream, flag in zip(streams, flags, strict=True):
                stream.disposition = flag
            for packet in old.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream_index]
                    new.mux(packet)
        return folder / name

    return write


def _flagged() -> Iterator[Kind]:
    default, forced, none = Disposition.default, Disposition.forced, Disposition(0)
    for name in ("a.mkv", "a.mp4", "a.mov"):
        yield Kind(f"default second in {name}", flagged(name, [none, default]))
        yield Kind(f"default last in {name}", flagged(name, [none, none, default]))
        yield Kind(f"default first in {name}", flagged(name, [default, none]))
        yield Kind(f"none default in {name}", flagged(name, [none, none]))
    yield Kind("forced and default in Matroska", flagged("a.mkv", [forced, default | forced]))


def _pictures() -> Iterator[Kind]:
    yield Kind("picture in a.mp3", file("a.mp3", track("libmp3lame"), cover=True), counted=True)
    for name, codec in [("a.flac", "flac"), ("a.mkv", "aac")]:
        yield Kind(f"picture in {name}", file(name, track(codec), cover=True))
    yield Kind("picture in a.m4a", file("a.m4a", track("aac"), cover=True, container_format="mp4"))


def _heads() -> Iterator[Kind]:
    for name, make in ODD_HEADS.items():
        yield Kind(f"WAV head: {name}", lambda folder, make=make: make(folder / "a.wav", clicks(layout="mono")))


def _piped() -> Iterator[Kind]:
    pcm = [("a.au", "pcm_s16be"), ("a.caf", "pcm_s16le"), ("a.wav", "pcm_s16le"), ("a.w64", "pcm_s16le")]
    others = [("a.aiff", "pcm_s16be"), ("a.flac", "flac"), ("a.mkv", "aac"), ("a.ogg", "libopus"), ("a.flv", "aac")]
    for name, codec in [*pcm, *others]:
        yield Kind(f"written to a pipe, {codec} in {name}", file(name, track(codec), to_pipe=True))
