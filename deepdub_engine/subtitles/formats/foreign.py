"""Subtitle formats that are not supported, recognised so that they are refused by their name.

Some look like a supported one: their time codes count frames where TMPlayer has text.
"""

from __future__ import annotations

import re

_FRAGMENT = 100_000
_CODE = r"\d{1,2}:\d{2}:\d{2}[:;.]\d{2}"
_LINE = r"(?:^|[\r\n])[ \t\ufeff]*"
# Each is searched for in the first part of the file; the most telling first.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EBU STL", re.compile(r"\A\d{3}STL\d{2}\.\d{2}")),
    ("SCC", re.compile(r"\A\s*Scenarist_SCC")),
    ("TTML", re.compile(r"http://www\.w3\.org/ns/ttml|http://www\.w3\.org/20\d\d/\d\d/ttaf1|<tt:|<tt[ >]")),
    ("XML", re.compile(r"\A\s*<(?:\?xml|(?:USFSubtitles|timedtext|transcript|TextStream|DCSubtitle|SubtitleReel)\b)")),
    ("RealText", re.compile(r"\A\s*<window\b", re.IGNORECASE)),
    ("SubViewer", re.compile(r"\A\s*\[INFORMATION\]|\[BEGIN\]\s*\*{3,}|\[STYLE\]no", re.IGNORECASE)),
    (
        "SubViewer or SBV",
        re.compile(_LINE + r"\d{1,2}:\d{2}:\d{2}\.\d{2,3},\d{1,2}:\d{2}:\d{2}\.\d{2,3}[ \t]*[\r\n]"),
    ),
    ("MPSub", re.compile(_LINE + r"FORMAT=(?:TIME|\d)")),
    ("AQTitle", re.compile(_LINE + r"-->>[ \t]*\d+")),
    (
        "JACOsub",
        re.compile(_LINE + r"#T(?:IMERES)?[ \t]?\d+[ \t]*[\r\n]|" + _LINE + _CODE + "[ \t]+" + _CODE + r"[ \t]*\{"),
    ),
    ("Avid DS caption", re.compile(r"<begin subtitles>", re.IGNORECASE)),
    ("Spruce STL", re.compile(_LINE + rf"\$\w+[ \t]*=|{_LINE}{_CODE}[ \t]*,[ \t]*{_CODE}[ \t]*,")),
    (
        "time codes that count frames, such as Adobe Encore's",
        re.compile(_LINE + rf"(?:\d+[ \t:.]+)?{_CODE}[ \t,;-]+{_CODE}(?!\d)"),
    ),
    ("LRC", re.compile(_LINE + r"\[\d{1,3}:\d{2}[.:]\d{2,3}\]")),
    ("DKS", re.compile(_LINE + r"\[\d{1,2}:\d{2}:\d{2}\]")),
    ("PJS", re.compile(_LINE + r"\d+,[ \t]*\d+,[ \t]*\"")),
)


def refused_format(text: str) -> str | None:
    """Return the name of a recognised but unsupported format, or None."""
    head = text[:_FRAGMENT]
    if head.lstrip().startswith(('{"', "[{", "{\n", "{\r")) and '"start"' in head:
        return "JSON"
    return next((name for name, sign in _SIGNS if sign.search(head)), None)
