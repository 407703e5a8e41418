"""The same as ``deepdub align MEDIA SUBS -o OUT --json``, with the speech of MEDIA cached beside it.

``python tests/bench/align_once.py MEDIA SUBS OUT``; exit status 1 and no file if the suggestion is not confident.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from deepdub_engine.alignment.speech import SpeechActivity, load_activity, save_activity
from deepdub_engine.alignment.speech.detector import detect_speech
from deepdub_engine.alignment.suggestion import suggest
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles import load_subtitles, save_subtitles


def main() -> int:
    """Align one subtitle file."""
    media, subs, out = map(Path, sys.argv[1:])
    file = load_subtitles(subs)
    suggestion = finish(suggest(_activity(media), file.cues))
    if suggestion.confident:
        save_subtitles(file, suggestion.retiming.apply(file.cues), out, overwrite=True)
    print(json.dumps({"confident": suggestion.confident, "offset_ms": suggestion.retiming.offset_ms}))
    return 0 if suggestion.confident else 1


def _activity(media: Path) -> SpeechActivity:
    kept = media.with_suffix(".activity")
    activity = load_activity(kept)
    if activity is None:
        with tempfile.TemporaryDirectory() as folder:
            activity = finish(detect_speech(finish(decode(media, Path(folder))).clip))
        save_activity(activity, kept)
    return activity


if __name__ == "__main__":
    sys.exit(main())
