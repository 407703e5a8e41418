"""Who speaks each cue of a session: what a person or the machine has said, else what the file says."""

from __future__ import annotations

from deepdub_engine.sentences.grouping import SpokenTexts
from deepdub_engine.sentences.marks import places_after
from deepdub_engine.speakers.cast import Cast
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
        self._texts = SpokenTexts()
        self._joined: tuple[Cues, Cast, tuple[str, ...]] = ((), Cast(), ())

    def of(self, file: SubtitleFile | None, cues: Cues, cast: Cast) -> tuple[str, ...]:
        """Return the speaker of each cue, empty where unknown; nothing if only the texts can name speakers.

        Parameters
        ----------
        file, cues
            The file, and its cues as they were edited, before the retiming.
        cast
            Who speaks; unsure suggestions do not count, as they would cut sentences in two.
        """
        if not cast:
            return self._of_file(file, cues)
        known_cues, known_cast, names = self._joined
        if cues is not known_cues or cast is not known_cast:
            names = self._with_cast(self.in_subtitles(file, cues), cast)
            self._joined = cues, cast, names
        return names

    def in_subtitles(self, file: SubtitleFile | None, cues: Cues) -> tuple[str, ...]:
        """Return the speaker of each cue as the file or the text names it; empty where they do not."""
        return self._of_file(file, cues) or tuple(self._texts.of(cue.text).speaker for cue in cues)

    def _with_cast(self, names: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
        labels = {speaker.number: speaker.label for speaker in cast.speakers}
        found = list(names)
        for cue, line in enumerate(cast.lines[: len(names)]):
            if line is not None and not line.is_unsure:
                found[cue] = labels[line.speaker]
        return tuple(found)

    def _of_file(self, file: SubtitleFile | None, cues: Cues) -> tuple[str, ...]:
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
