"""The words that a person has added to the dictionary, in a private file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.private import close_to_others, make_private

_MOST_BYTES = 4 << 20


class OwnWords:
    """Words of one's own, one a line; the file is written with each new word, and only its owner can read it.

    Parameters
    ----------
    path
        The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word.casefold() in self.words

    @property
    def words(self) -> frozenset[str]:
        """The words in lower case; read once."""
        if self._words is None:
            self._words = frozenset(map(str.casefold, self._read()))
        return self._words

    def add(self, word: str) -> None:
        """Add a word.

        Raises
        ------
        OutputNotWritable, DiskFull
            If the file cannot be written; the word counts until the end of the session all the same.
        """
        word = unicodedata.normalize("NFC", "".join(word.split()))
        known = self.words
        if not word or word.casefold() in known:
            return
        self._words = known | {word.casefold()}
        lines = sorted({*self._read(), word})
        make_private(self._path.parent)
        with replacing(self._path, overwrite=True) as temporary:
            temporary.touch(mode=0o600)
            close_to_others(temporary)
            temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        close_to_others(self._path)

    def _read(self) -> list[str]:
        try:
            with self._path.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8", "ignore")
        except OSError:
            return []
        return [line.strip() for line in text.splitlines() if line.strip()]
