"""The commands behind the cue actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from deepdub_engine.subtitles import Cue, editing
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.features.editing.in_place_editor import InPlaceTextEditor
from deepdub_gui.features.editing.selection import CueSelection
from deepdub_gui.features.editing.service import Cues, EditingService, named

_USUAL_MS = 2000


class CueCommands(QObject):
    """The commands that edit cues; each is one undo step.

    Parameters
    ----------
    service, selection, text
        Applies the edits, knows the target cues, and opens the text field.
    position_ms
        Returns the position of the playhead.
    speech_at
        Returns the span of speech without a cue at a time; None if there is none.
    """

    def __init__(
        self,
        service: EditingService,
        selection: CueSelection,
        text: InPlaceTextEditor,
        position_ms: Callable[[], int],
        speech_at: Callable[[int], tuple[int, int] | None],
    ) -> None:
        super().__init__(service)
        self._service, self._selection, self._text = service, selection, text
        self._position_ms, self._speech_at = position_ms, speech_at
        text.edited.connect(self.set_text)

    def set_text(self, index: int, text: str) -> None:
        """Set the text of a cue."""
        self._service.edit(
            tr("Edit the text of subtitle {number}", number=index + 1), lambda cues: editing.set_text(cues, index, text)
        )

    def begin_text(self) -> None:
        """Open the text field for the target cue."""
        target = self._selection.target
        if target is not None:
            self._selection.choose(target)
            self._text.begin(target)

    def insert(self) -> None:
        """Insert a cue at the playhead, with the span of the speech there if known, and open its text field."""
        at_ms = self._position_ms()
        start_ms, end_ms = self._speech_at(at_ms) or (at_ms, at_ms + _USUAL_MS)
        places: list[int] = []

        def inserted(cues: Cues) -> Cues:
            more, place = editing.insert(cues, Cue(start_ms, end_ms, ""), self._service.limits)
            places.append(place)
            return more

        if self._service.edit(tr("Insert a subtitle"), inserted):
            self._text.begin(places[0])

    def split(self) -> None:
        """Split the cue at the playhead, preferring the target cue if several are there."""
        at_ms, cues, target = self._position_ms(), self._service.shown, self._selection.target
        there = [index for index, cue in enumerate(cues) if cue.start_ms < at_ms < cue.end_ms]
        if target is None or (there and target not in there):
            target = there[0] if there else None
        if target is not None:
            place = target
            self._service.edit(
                tr("Split subtitle {number}", number=place + 1),
                lambda cues: editing.split(cues, place, at_ms, self._service.limits),
            )

    def merge(self) -> None:
        """Merge the selected cues; a single one is merged with the next."""
        chosen = self._selection.chosen
        if len(chosen) == 1:
            following = editing.next_cue_index(self._service.shown, min(chosen))
            chosen = chosen if following is None else chosen | {following}
        name = tr("Merge {number} subtitles", number=len(chosen))
        self._service.edit(name, lambda cues: editing.merge(cues, chosen))

    def delete(self) -> None:
        """Delete the selected cues."""
        chosen = self._selection.chosen
        if chosen:
            self._service.edit(
                named(mark("Delete subtitle {number}"), mark("Delete {number} subtitles"), chosen),
                lambda cues: editing.delete(cues, chosen),
            )

    def set_start(self) -> None:
        """Set the start of the target cue to the playhead."""
        self._set(
            mark("Set the start of subtitle {number}"),
            lambda cues, index, at_ms: editing.set_start(cues, index, at_ms, self._service.limits),
        )

    def set_end(self) -> None:
        """Set the end of the target cue to the playhead."""
        self._set(
            mark("Set the end of subtitle {number}"),
            lambda cues, index, at_ms: editing.set_end(cues, index, at_ms, self._service.limits),
        )

    def move_rest(self) -> None:
        """Move the target cue so that it starts at the playhead, and all later cues by the same amount."""
        self._set(mark("Move subtitle {number} and all later ones"), editing.move_following)

    def _set(self, name: str, make: Callable[[Cues, int, int], Cues]) -> None:
        target, at_ms = self._selection.target, self._position_ms()
        if target is not None:
            self._service.edit(tr(name, number=target + 1), lambda cues: make(cues, target, at_ms))
