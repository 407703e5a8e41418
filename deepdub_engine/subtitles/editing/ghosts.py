"""The original times of edited cues."""

from __future__ import annotations

from deepdub_engine.subtitles import Cue, origins

Cues = tuple[Cue, ...]


class OriginalCues:
    """Maps cues to their originals in the file; caches the mapping."""

    def __init__(self) -> None:
        self._of_file: Cues = ()
        self._base: Cues = ()
        self._origins: tuple[int | None, ...] = ()
        self._all: Cues | None = None

    def of(self, of_file: Cues, base: Cues, shown: Cues) -> Cues:
        """Return for each cue its original in the file; for a new cue, the cue itself.

        Parameters
        ----------
        of_file, base, shown
            The cues in the file; the current ones before the retiming; and after it.
        """
        if base is of_file:
            return of_file
        if of_file is not self._of_file or base is not self._base:
            self._of_file, self._base, self._origins = of_file, base, origins(of_file, base)
            known = [index for index in self._origins if index is not None]
            self._all = tuple(of_file[index] for index in known) if len(known) == len(base) else None
        if self._all is not None:
            return self._all  # the same tuple while a slider moves
        pairs = zip(self._origins, shown, strict=True)
        return tuple(cue if index is None else of_file[index] for index, cue in pairs)
