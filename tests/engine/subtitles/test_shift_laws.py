"""In every notation, a file that is not changed is saved as it is, and a shift and its inverse give the file again."""

# ruff: noqa: RUF001

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.subtitles import load_subtitles
from tests.helpers.subtitle_samples import SHIFTS, shifted

STARTS = st.lists(st.integers(7_200_000, 8_600_000), min_size=1, max_size=6, unique=True).map(sorted)
FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
RATES = ("23.976", "24", "25", "29.97", "30", "59.94")


def clock(time_ms, *, hours=2, colon=":", point=",", digits=3):
    seconds, ms = divmod(time_ms, 1000)
    fraction = f"{point}{ms:03}"[: digits + 1] if digits else ""
    return f"{seconds // 3600:0{hours}}{colon}{seconds // 60 % 60:02}{colon}{seconds % 60:02}{fraction}"


@st.composite
def srt_files(draw):
    digits = draw(st.sampled_from([2, 3]))
    hours, colon, point = (
        draw(st.sampled_from([1, 2])),
        draw(st.sampled_from([":", "：", " : "])),
        draw(st.sampled_from(",.")),
    )
    arrow = draw(st.sampled_from([" --> ", "-->", " -> ", " → ", " –> ", " -- > ", "\u200e --> \u200f"]))
    front = draw(st.sampled_from(["{n}\n", "", "{n} ", "{n}\n\u202b"]))
    script = FULLWIDTH if draw(st.booleans()) else {}
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    blocks = []
    for number, start in enumerate(draw(STARTS), 1):
        end = start + draw(st.integers(1, 5000)) * draw(st.sampled_from([1, 1, 1, -1]))
        times = [
            clock(at, hours=hours, colon=colon, point=point, digits=digits).translate(script) for at in (start, end)
        ]
        blocks.append(f"{front.format(n=number)}{arrow.join(times)}\nHi\nyou\n")
    broken = "9\n0a:00:03,000 --> 00:00:04,000\nnot read\n"
    last = f"10\n{clock(9_000_000, hours=hours, colon=colon, point=point, digits=digits).translate(script)}"
    end = clock(9_001_000, hours=hours, colon=colon, point=point, digits=digits).translate(script)
    blocks += [broken] * draw(st.integers(0, 1)) + [f"{last}{arrow}{end}\nLast\n"]
    return "\n".join(blocks).replace("\n", newline).encode()


@st.composite
def frame_files(draw):
    rate = draw(st.sampled_from(RATES))
    head = draw(st.sampled_from(["{1}{1}", "{0}{0}"])) + rate
    lines = []
    for start in draw(STARTS):
        frame = int(start * float(rate)) // 1000
        end = draw(st.sampled_from(["", str(frame + 40), str(frame + 41), str(frame - 1)]))
        lines.append(f"{{{frame}}}{{{end}}}Hi|you")
    return "\n".join([head, *lines, "{600000}{600040}Last", "{3x}{4}no", ""]).encode()


@st.composite
def other_files(draw):
    starts = [start // 1000 for start in draw(STARTS)]
    kind = draw(st.sampled_from(["tmp", "mpl2", "sami"]))
    if kind == "tmp":
        lines = [f"{clock(1000 * at, digits=0)}:{draw(st.sampled_from(['Hi|you', '']))}" for at in starts]
        return "\n".join([*lines, "02:40:00:Last"]).encode()
    if kind == "mpl2":
        ends = st.sampled_from([15, 1, -1, None])
        lines = [f"[{10 * at}][{'' if (more := draw(ends)) is None else 10 * at + more}]Hi" for at in starts]
        return "\n".join([*lines, "[96000][96010]Last"]).encode()
    style = "<STYLE><!--\n.A {Name:One; lang:ko;}\n.B {Name:Two; lang:en;}\n--></STYLE>"
    points = [
        f"<SYNC Start={1000 * at + draw(st.integers(0, 999))}><P Class={draw(st.sampled_from('AB'))}>"
        f"{draw(st.sampled_from(['Hi', '&nbsp;', 'you<P Class=B>ho']))}"
        for at in starts
    ]
    return "\n".join(
        ["<SAMI>", style, "<BODY>", "<SYNC Start=x>", *points, "<SYNC Start=9900000><P Class=A>End"]
    ).encode()


FILES = st.one_of(srt_files(), frame_files(), other_files())


@settings(max_examples=120)
@given(FILES)
def test_what_is_not_changed_is_saved_byte_for_byte(tmp_path_factory, data):
    assert shifted(tmp_path_factory.getbasetemp(), data, 0, "film") == data


@settings(max_examples=200)
@given(FILES, SHIFTS)
def test_a_shift_and_its_inverse_give_the_file_again(tmp_path_factory, data, shift_ms):
    folder = tmp_path_factory.getbasetemp()
    there = shifted(folder, data, shift_ms, "film")
    (folder / "film").write_bytes(there)
    before = [cue.text for cue in load_subtitles(folder / "film").cues]
    assert shifted(folder, there, -shift_ms, "film") == data
    assert [cue.text for cue in load_subtitles(folder / "film").cues] == before


@settings(max_examples=60)
@given(st.integers(-7000, 7000), st.integers(0, 1))
def test_whole_seconds_stay_whole_seconds_where_they_can(tmp_path_factory, shift_s, rest):
    data = b"1\n02:00:01 --> 02:00:02\nHi\n\n2\n2:00:03 --> 02:00:04\nyou\n"
    folder = tmp_path_factory.getbasetemp()
    there = shifted(folder, data, 1000 * shift_s + 250 * rest, "film")
    assert (b"," in there) == bool(rest)
    if not rest:
        assert shifted(folder, there, -1000 * shift_s, "film") == data
