"""The process that checks words: Hunspell stops the interpreter while it reads a dictionary or seeks suggestions."""

from __future__ import annotations

import json
import signal
import sys
from typing import Any

from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame

_MOST_SUGGESTIONS = 8


class _Checker:
    """Answers requests with the dictionary that was loaded last."""

    def __init__(self) -> None:
        self._dictionary: Any = None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        kind = request["kind"]
        if kind == "load":
            self._dictionary = _loaded(request["dic"])
            return {"kind": "loaded", "ok": self._dictionary is not None}
        if self._dictionary is None:
            return {"kind": "loaded", "ok": False}
        if kind == "check":
            words = request["words"]
            return {"kind": "checked", "words": words, "wrong": [word for word in words if not self._is_right(word)]}
        word = request["word"]
        return {"kind": "suggested", "word": word, "found": list(self._dictionary.suggest(word))[:_MOST_SUGGESTIONS]}

    def _is_right(self, word: str) -> bool:
        return bool(self._dictionary.spell(word))


def _loaded(dic: str) -> Any:
    try:
        from hunspell import Hunspell
    except ImportError:
        return None
    folder, _, name = dic.replace("\\", "/").rpartition("/")
    try:
        return Hunspell(name.removesuffix(".dic"), hunspell_data_dir=folder)
    except Exception:  # noqa: BLE001 - whatever the library raises for a damaged dictionary
        return None


def main() -> int:
    """Answer requests until the input ends; return the exit status."""
    requests, answers = take_standard_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole process group; leave it to the parent
    checker = _Checker()
    try:
        while (payload := read_frame(requests)) is not None:
            write_frame(answers, json.dumps(checker.answer(json.loads(payload))).encode())
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
