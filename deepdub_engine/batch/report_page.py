"""The page of a batch: one file without scripts that opens from the disk, what needs a person's ear first."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from deepdub_engine.base.messages import MessageOrText, joined, mark, message
from deepdub_engine.base.timing import format_clock
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.batch.overview import Overview, Place
from deepdub_engine.batch.report_picture import STYLE as PICTURE_STYLE
from deepdub_engine.batch.report_picture import picture

if TYPE_CHECKING:
    from deepdub_engine.batch.report import Row

STATES: Final = {"failed": mark("failed"), "check": mark("to check"), "done": mark("done")}
_SHOWN_PROBLEMS = 8
_WIDE = 20  # characters
_STYLE: Final = (
    """
:root { color-scheme: light dark; --back: #fbfbfa; --card: #fff; --text: #1d1f21; --faint: #63676c; --line: #dcdfe3;
  --bad: #b3261e; --odd: #8a5a00; --good: #1b6e3c; --wave: #b9c4d3; --rms: #5d7693; --cue: #2e7d6b; --place: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --back: #16181b; --card: #1f2226; --text: #e6e8ea; --faint: #9aa1a9;
  --line: #33383e; --bad: #ff8a80; --odd: #f2b84b; --good: #6fd398; --wave: #3c4856; --rms: #7f9ab9; --cue: #58b8a2;
  --place: #ff8a80; } }
* { box-sizing: border-box; }
body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
  max-width: 64rem; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: inline; } h4 { font-size: .9rem; margin: .75rem 0 .25rem; }
p, ul { margin: .25rem 0; } ul { padding-left: 1.25rem; } a { color: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { color: var(--faint); font-weight: 500; } .number { text-align: right; font-variant-numeric: tabular-nums; }
details { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--line);
  border-radius: .4rem; margin: .6rem 0; padding: .6rem .9rem; } summary { cursor: pointer; }
details.failed { border-left-color: var(--bad); } details.check { border-left-color: var(--odd); }
details.done { border-left-color: var(--good); }
b.failed { color: var(--bad); } b.check { color: var(--odd); } b.done { color: var(--good); }
.faint, dt { color: var(--faint); } dd { margin: 0; font-variant-numeric: tabular-nums; }
dl { display: grid; gap: .4rem 1rem; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); margin: .5rem 0; }
dt { font-size: .85rem; } dl .wide { grid-column: span 2; }
.places { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
figure { border: 1px solid var(--line); border-radius: .3rem; margin: 0; padding: .4rem .6rem; }
figcaption { font-size: .9rem; } audio { height: 2.2rem; margin-top: .3rem; width: 100%; }
"""
    + PICTURE_STYLE
)
_HEAD: Final = (
    "",
    mark("episode"),
    mark("state"),
    mark("shift"),
    mark("confidence"),
    mark("off speech"),
    mark("loudness"),
    mark("time"),
    mark("memory"),
)
Say = Callable[[MessageOrText], str]


def page(rows: Sequence[Row], notes: Sequence[MessageOrText] = (), catalogue: Catalogue | None = None) -> str:
    """Return the page; all texts are escaped, and nothing in it is loaded from elsewhere.

    Parameters
    ----------
    rows
        The episodes, those that need an ear first.
    notes
        What holds for all episodes.
    catalogue
        Its language; English if not given.
    """
    catalogue = catalogue or Catalogue()
    writer = _Writer(catalogue.translate)
    cards = [writer.card(number, row) for number, row in enumerate(rows, 1)]
    doubtful = [card for card, row in zip(cards, rows, strict=True) if row.state != "done"]
    done = [card for card, row in zip(cards, rows, strict=True) if row.state == "done"]
    table = "\n".join(writer.table_row(number, row) for number, row in enumerate(rows, 1))
    head = "".join(f"<th>{writer.text(title)}</th>" for title in _HEAD)
    hashed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; media-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{html.escape(catalogue.language)}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Deepdub: {writer.text(mark('batch'))}</title>\n<style>{_STYLE}</style></head>\n"
        f"<body><h1>{writer.text(mark('Batch'))}</h1>\n<p>{writer.counts(rows)}</p>\n"
        + writer.list_(notes)
        + writer.section(mark("Needs an ear"), doubtful)
        + f"<h2>{writer.text(mark('All episodes'))}</h2>\n"
        + f"<table><thead><tr>{head}</tr></thead><tbody>\n{table}\n</tbody></table>\n"
        + writer.section(mark("Done"), done)
        + "</body></html>\n"
    )


class _Writer:
    """Writes the parts of the page in a language; `say` translates."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def text(self, text: MessageOrText) -> str:
        return html.escape(self._say(text))

    def counts(self, rows: Sequence[Row]) -> str:
        return ", ".join(
            f'<b class="{state}">{sum(row.state == state for row in rows)} {self.text(name)}</b>'
            for state, name in STATES.items()
        )

    def section(self, title: str, cards: Sequence[str]) -> str:
        return f"<h2>{self.text(title)}</h2>\n{''.join(cards)}" if cards else ""

    def table_row(self, number: int, row: Row) -> str:
        overview = row.overview
        off = "" if overview is None or overview.off is None else str(overview.off)
        cells = [
            ("number", str(number)),
            ("", f'<a href="#e{number}">{html.escape(row.name)}</a>'),
            ("", self._state(row)),
            ("number", self.text(row.shift)),
            ("number", html.escape(row.confidence)),
            ("number", off),
            ("number", _level(overview)),
            ("number", self._duration(row.seconds)),
            ("number", _memory(row.memory_mb)),
        ]
        return "<tr>" + "".join(f'<td class="{kind}">{cell}</td>' for kind, cell in cells) + "</tr>"

    def card(self, number: int, row: Row) -> str:
        is_open = "" if row.state == "done" else " open"
        name, media = html.escape(row.name), html.escape(row.media)
        parts = [
            f'<summary><h3>{name}</h3> {self._state(row)} <span class="faint">{media}</span></summary>',
            self.list_(row.remarks),
            self._facts(row),
        ]
        if row.overview is not None:
            label = self._say(mark("Waveform with subtitles"))
            parts += [picture(row.overview, label), self._players(row.overview.places), self._problems(row.overview)]
        return f'<details id="e{number}" class="{row.state}"{is_open}>{"".join(parts)}</details>\n'

    def _facts(self, row: Row) -> str:
        facts: list[tuple[str, MessageOrText]] = [
            (mark("Shift"), row.shift),
            (mark("Confidence"), row.confidence),
            (mark("Sentences"), row.sentences),
        ]
        if row.overview is not None:
            peak = "" if row.overview.peak_db is None else f"{_signed(row.overview.peak_db)} dBFS"
            facts += [
                (mark("Length"), format_clock(row.overview.duration_ms)),
                (mark("Loudness"), _level(row.overview)),
                (mark("Highest sample"), peak),
                (mark("Against speech"), _against_speech(row.overview)),
            ]
        spent = ", ".join(f"{step.name} {self._duration(step.seconds)}" for step in row.steps)
        facts += [
            (mark("Time"), f"{self._duration(row.seconds)} ({spent})" if spent else ""),
            (mark("Memory"), _memory(row.memory_mb)),
        ]
        items = "".join(self._fact(title, value) for title, value in facts if value)
        return f"<dl>{items}</dl>" if items else ""

    def _fact(self, title: str, value: MessageOrText) -> str:
        kind = "wide" if len(self._say(value)) > _WIDE else "short"
        return f'<div class="{kind}"><dt>{self.text(title)}</dt><dd>{self.text(value)}</dd></div>'

    def _players(self, places: Sequence[Place]) -> str:
        if not places:
            return ""
        players = "".join(map(self._player, places))
        return f'<h4>{self.text(mark("Listen"))}</h4><div class="places">{players}</div>'

    def _player(self, place: Place) -> str:
        words = f"“{html.escape(place.text)}” " if place.text else ""
        told = f'<b>{format_clock(place.at_ms)}</b> {words}<br><span class="faint">{self.text(place.why)}</span>'
        sound = f"data:audio/mpeg;base64,{html.escape(place.sound)}"
        return f'<figure><figcaption>{told}</figcaption><audio controls preload="none" src="{sound}"></audio></figure>'

    def _problems(self, overview: Overview) -> str:
        if not overview.problem_count:
            return ""
        shown: list[MessageOrText] = [
            joined("", (f"{number}, {format_clock(at_ms)}: ", text))
            for number, at_ms, text in overview.problems[:_SHOWN_PROBLEMS]
        ]
        more = overview.problem_count - len(shown)
        shown += [message("and {count} more", count=more)] if more > 0 else []
        title = message("{count:subtitle|subtitles} with problems", count=overview.problem_count)
        return f"<h4>{self.text(title)}</h4>{self.list_(shown)}"

    def list_(self, lines: Sequence[MessageOrText]) -> str:
        return f"<ul>{''.join(f'<li>{self.text(line)}</li>' for line in lines)}</ul>" if lines else ""

    def _state(self, row: Row) -> str:
        return f'<b class="{row.state}">{self.text(STATES[row.state])}</b>'

    def _duration(self, seconds: float) -> str:
        if seconds < 60:
            return self._say(message("{seconds} s", seconds=f"{seconds:.1f}"))
        return self._say(message("{time} min", time=f"{int(seconds) // 60}:{int(seconds) % 60:02}"))


def _against_speech(overview: Overview) -> MessageOrText:
    if overview.off is None or overview.uncued is None:
        return ""
    if not overview.off and not overview.uncued:
        return message("every subtitle fits")
    return message(
        "{count:subtitle|subtitles} off speech, {parts:part|parts} of speech without a subtitle",
        count=overview.off,
        parts=overview.uncued,
    )


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _level(overview: Overview | None) -> str:
    return "" if overview is None or overview.lufs is None else f"{_signed(overview.lufs)} LUFS"


def _memory(memory_mb: int) -> str:
    return f"{memory_mb} MB" if memory_mb else ""
