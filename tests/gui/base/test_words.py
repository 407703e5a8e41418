"""The words of the window: one word for one thing, none that was found hard to understand, and nouns in the plural."""

import re
import runpy
from pathlib import Path

import pytest

import deepdub_gui

WORDS = runpy.run_path(str(Path(deepdub_gui.__file__).parent.parent / "packaging" / "translate.py"))["collect"]()
# Texts that name an option, and those of the command line, name files and values as they are.
SHOWN = {
    text: places
    for text, places in WORDS.items()
    if "--" not in text and not all(place.startswith("deepdub_engine/cli/") for place in places)
}

# What the window said once, and what it says instead.
GONE = {
    r"[Ll]oading the network": "Loading the model",
    r"\baccompaniment\b": "Music & effects",
    r"\b(acc|voc)\b": "Music+FX / Voice",
    r"takes that|leaves it\b": "Enter applies, Escape discards",
    r"[Tt]ake the taps": "Apply the taps",
    r"anchors off": "Remove all anchors",
    r"[Aa]s the system has it": "System default",
    r"as none clips": "as loud as possible without clipping",
    r"[Kk]eep of the results": "Keep stems up to",
    r"\bnext best\b|, [^;,]*% lower$": "clear result; the next candidate scores 52 % lower",
    r"[Rr]epeat behind": "Repeat after the subtitle",
    r"[Ss]peech fits at": "Moved by −3.41 s to fit the speech",
    r"[Tt]urn pages": "Page by page",
    r"is a key of the timeline": "Press Escape, then P",
    r"No subtitle is chosen yet": "Select a subtitle first",
    r"under-?runs?": "drop-outs",
    r"see and hear them as they were": "Compare with the file (hold)",
    r"\bcues?\b(?! sheet)": "subtitle",
    r"\bthe network\b(?! connection)": "the model",
}


@pytest.mark.parametrize(("gone", "better"), GONE.items(), ids=GONE.values())
def test_no_text_has_a_word_that_was_replaced(gone: str, better: str) -> None:
    found = {
        text: sorted(places)
        for text, places in SHOWN.items()
        if re.search(gone, text.replace("&", ""), re.IGNORECASE) and not text.startswith("Downloading")
    }
    assert found == {}, f"say “{better}”"


NOUNS = (
    r"(?:subtitles|sentences|segments|files|lines|voices|breaks|jobs|taps|trials|steps|peaks|channels|values|drop-outs|"
    r"items|models|takes|speakers|tracks|spans|parts|words|errors|warnings|places|results|projects|anchors|changes)\b"
)
# Never one of them.
SEVERAL = {
    "Move {number} subtitles",
    "Merge {number} subtitles",
    "Delete {number} subtitles",
    "Has {number} lines; {limit} is the limit.",
    "{kind} subtitles (*{suffix})",
    "{count} of {all} subtitles have problems.",
    "argument {name}: it needs {count} values",
    "{index} steps",
    "{peaks} peaks",
    "{found} sentences",
    "{count} drop-outs",
    "The {count} trials of the blind comparison have not been exported. Export them?",
    "{count} lines tapped: {shift} ± {spread} s. Enter applies the shift, Escape discards it.",
}


def test_a_number_has_its_noun_in_the_right_form() -> None:
    wrong = re.compile(rf"\{{(?!name|attempts)\w+\}} (?:\w+ )?{NOUNS}")
    assert [text for text in WORDS if wrong.search(text) and text not in SEVERAL] == []
