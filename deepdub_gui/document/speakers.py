"""Who speaks each cue of a session, as far as the file has names beside the texts."""

from __future__ import annotations

from deepdub_engine.sentences.marks import places_after
from deepdub_engine.subtitles import Cue, SubtitleFile
from deepdub_engine.subtitles.speakers import speaker_names

Cues = tuple[Cue, ...]
_WITH_NAMES = ("ass", "ssa")


class CueSpeakers:
    """The speakers of cues while these are edited; those of the last question are kept."""

    def __init__(self) -> None:
        self._file: SubtitleFile | None = None
        self._cues: Cues = ()
        self._in_file: tuple[str, ...] = ()
        self._found: tuple[str, ...] = ()

    def of(self, file: SubtitleFile | None, cues: Cues) -> tuple[str, ...]:
        """Return the speaker of each cue, empty where unknown; nothing if only the texts can name speakers.

        Parameters
        ----------
        file, cues
            The file, and its cues as they were edited, before the retiming.
        """
        if file is None or file.format not in _WITH_NAMES:
            return ()
        if file is not self._file:
            self._file, self._cues = file, file.cues
            self._in_file = self._found = speaker_names(file)
        if cues is not self._cues:
            names = [""] * len(cues)
            for before, place in places_after(file.cues, cues).items():
                names[place] = names[place] or self._in_file[before]
            self._cues, self._found = cues, tuple(names)
        return self._found
