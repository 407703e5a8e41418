"""Sample subtitle files of all formats, and helpers that open and shift them."""

from __future__ import annotations

from hypothesis import strategies as st

from deepdub_engine.subtitles import load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming

HEAD = """\
[Script Info]
; made by hand
Title: Tale
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

"""
EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def clock(time_ms, *, hour_digits=1, digits=2, point="."):
    seconds, ms = divmod(time_ms, 1000)
    fraction = f"{point}{ms:03}"[: digits + 1]
    return f"{seconds // 3600:0{hour_digits}}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"


def load(folder, data, name="film.ass"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_subtitles(path)


def shifted(folder, data, shift_ms, name="film.ass"):
    """Open a file, shift it, and save it under the same name."""
    file = load(folder, data, name)
    save_subtitles(file, Retiming(shift_ms).apply(file.cues), file.path)
    return file.path.read_bytes()


def ass(*lines):
    return HEAD + EVENTS + "".join(f"{line}\n" for line in lines)


SMI = """\
<sami><head><style>.KRCC {lang: ko-KR;}</style></head><body>
<sync start=1000><p class=KRCC>안녕<br>하세요
<sync start=2500><p class=KRCC>&nbsp;
<sync start=2500><p class=ENCC>&nbsp;
<sync start=4000><p class=KRCC>네
<sync start=5000><p class=KRCC>그래
</body></sami>
"""


STARTS = st.integers(2 * 360_000, 3 * 360_000)  # in hundredths; no shift below reaches 0 or adds a digit
LINE = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\ufeff", exclude_categories=("Cs",)), max_size=30)
WORDS = st.text(st.sampled_from("abc é,1-<>{}\\N;:"), max_size=20)
NEWLINES = st.sampled_from(["\n", "\r\n"])
SHIFTS = st.integers(-7_000_000, 7_000_000)


@st.composite
def ass_files(draw):
    hour_digits = draw(st.sampled_from([1, 2]))

    def event(kind):
        start = draw(STARTS)
        times = [clock(10 * at, hour_digits=hour_digits) for at in (start, start + draw(st.integers(0, 1000)))]
        speaker = draw(WORDS).replace(",", "")
        return f"{kind}: {draw(st.integers(0, 9))},{times[0]},{times[1]},Default,{speaker},0,0,0,,{draw(WORDS)}"

    lines = [*HEAD.splitlines(), *EVENTS.splitlines()]
    kinds = draw(st.lists(st.sampled_from(["Dialogue", "Dialogue", "Comment", ";", ""]), max_size=6))
    lines += [event(kind) if kind[:1] in ("D", "C") else kind + draw(WORDS)[1:0] for kind in [*kinds, "Dialogue"]]
    lines += ["", "[Fonts]", "fontname: x.ttf", draw(LINE).lstrip(" \t[")]
    newline = draw(NEWLINES)
    return newline.join(lines).encode() + draw(st.sampled_from([b"", newline.encode()]))


@st.composite
def vtt_files(draw):
    blocks = [draw(st.sampled_from(["WEBVTT", "WEBVTT - tale", "WEBVTT\nKind: captions"]))]
    for kind in [*draw(st.lists(st.sampled_from(["NOTE", "STYLE", "cue", "cue"]), max_size=6)), "cue"]:
        words = draw(st.text(st.sampled_from("abc é<>/.1:"), min_size=1, max_size=20)).strip() or "x"
        start = draw(STARTS) * 10 + draw(st.integers(0, 9))
        end = start + draw(st.integers(1, 9999))
        times = [clock(at, hour_digits=2, digits=3) for at in (start, end, (start + end) // 2)]
        settings = draw(st.sampled_from(["", " line:10% align:start", " region:r1"]))
        cue = f"{times[0]} --> {times[1]}{settings}\n<v Anna>{words} <{times[2]}><c>later</c>"
        blocks.append(draw(st.sampled_from(["", "intro\n", "7\n"])) + cue if kind == "cue" else f"{kind}\n{words}")
    return draw(NEWLINES).join("\n\n".join(blocks).split("\n")).encode()


@st.composite
def other_files(draw):
    starts = sorted(draw(st.lists(st.integers(7201, 9000), min_size=1, max_size=6, unique=True)))
    kind = draw(st.sampled_from(["mpl2", "tmp", "sami"]))
    lines = {
        "mpl2": [f"[{10 * at}][{10 * at + 15}]Hi|you" for at in starts],
        "tmp": [f"{clock(1000 * at, hour_digits=2, digits=0)[:8]}:Hi|you" for at in starts],
        "sami": [f"<SYNC Start={1000 * at}><P>Hi\n<SYNC Start={1000 * at + 400}><P>&nbsp;" for at in starts],
    }[kind]
    head, foot = ("<SAMI><BODY>", "</BODY></SAMI>") if kind == "sami" else ("", "")
    return "\n".join([head, *lines, foot]).encode()


FILES = st.one_of(ass_files(), vtt_files(), other_files())


SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>Hello</i>
you.

7
00:00:03,000 --> 00:00:04,000 X1:40 X2:600 Y1:20 Y2:50
{\\an8}Odd number, and a place.


"""


def resaved(file, retiming, folder):
    save_subtitles(file, retiming.apply(file.cues), folder / "out")
    return (folder / "out").read_bytes()
