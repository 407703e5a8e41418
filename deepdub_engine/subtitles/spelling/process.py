"""The other end of the process that checks words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.subtitles.spelling.dictionaries import Dictionary

SPELLING_FLAG: Final = "--spelling-worker"
_MODULE: Final = "deepdub_engine.subtitles.spelling.worker"
_BATCH: Final = 500  # words in one request, so that a suggestion does not wait for long


class SpellingAnswer(NamedTuple):
    """An answer of the process.

    Parameters
    ----------
    kind
        ``loaded``, ``checked`` or ``suggested``.
    words
        The words that were checked, or the one for which there are suggestions.
    found
        The wrong ones among them, or the suggestions.
    is_ready
        Whether there is a dictionary.
    """

    kind: str
    words: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    is_ready: bool = True


class SpellingProcess:
    """Checks words with one dictionary.

    Parameters
    ----------
    dictionary
        The dictionary.
    answered
        Called on another thread with each answer, and with None when the process has ended.

    Raises
    ------
    OSError
        If the process cannot be started.
    """

    def __init__(self, dictionary: Dictionary, answered: Callable[[SpellingAnswer | None], None]) -> None:
        self._process: WorkerProcess[dict[str, Any], SpellingAnswer] = WorkerProcess(
            _MODULE, SPELLING_FLAG, _encode, _decode, answered, priority=Priority.LOW, logs=False
        )
        self._process.send({"kind": "load", "dic": str(dictionary.dic)})

    def check(self, words: Iterable[str]) -> None:
        """Ask which words are wrong."""
        asked = list(words)
        for begin in range(0, len(asked), _BATCH):
            self._process.send({"kind": "check", "words": asked[begin : begin + _BATCH]})

    def suggest(self, word: str) -> None:
        """Ask for suggestions."""
        self._process.send({"kind": "suggest", "word": word})

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def _encode(request: dict[str, Any]) -> bytes:
    return json.dumps(request).encode()


def _decode(payload: bytes) -> SpellingAnswer:
    answer = json.loads(payload)
    if answer["kind"] == "checked":
        return SpellingAnswer("checked", tuple(answer["words"]), tuple(answer["wrong"]))
    if answer["kind"] == "suggested":
        return SpellingAnswer("suggested", (str(answer["word"]),), tuple(answer["found"]))
    return SpellingAnswer("loaded", is_ready=bool(answer["ok"]))
