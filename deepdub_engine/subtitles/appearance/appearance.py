"""What the cues of a file look like on the picture."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from deepdub_engine.subtitles.appearance.looks import StyledRun, StyledText, TextLook
from deepdub_engine.subtitles.appearance.markup import marked
from deepdub_engine.subtitles.appearance.substation import Event, Sheet, read_events, read_sheet
from deepdub_engine.subtitles.appearance.webvtt import place_of
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.files import SubtitleFile

_LOG = logging.getLogger(__name__)
_SUBSTATION = frozenset({"ass", "ssa"})


@dataclass(frozen=True, slots=True)
class Appearance:
    """The styles of a subtitle file, to show its cues in any state of the document.

    Parameters
    ----------
    kind
        The format of the file.
    sheet, events
        The styles of ASS and SSA, and what each event says, in the order of the cues.
    settings
        The settings of WebVTT cues, in that order.
    """

    kind: str = "srt"
    sheet: Sheet = field(default_factory=Sheet)
    events: tuple[Event, ...] = ()
    settings: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: SubtitleFile) -> Appearance:
        """Read the styles of a file; plain text if they cannot be read."""
        text, starts = file.source.text, [start.start for start, _ in file.source.slots]
        try:
            if file.format in _SUBSTATION:
                events = read_events(text)
                return cls(
                    file.format, read_sheet(text, file.format), tuple(events.get(start, Event()) for start in starts)
                )
            if file.format == "vtt":
                ends = [end.stop if end is not None else start.stop for start, end in file.source.slots]
                return cls("vtt", settings=tuple(_rest_of_line(text, end) for end in ends))
        except Exception:  # noqa: BLE001 - a broken style must not take the subtitle away
            _LOG.exception("the styles cannot be read")
        return cls("srt" if file.format in _SUBSTATION else file.format)

    @property
    def has_places(self) -> bool:
        """Whether the look of a cue depends on its line in the file, and not on its text alone."""
        return bool(self.events or any(self.settings))

    def shown(self, cue: Cue, origin: int | None) -> StyledText:
        """Return how a cue looks; as plain text if its tags cannot be read.

        Parameters
        ----------
        cue
            The cue, as edited.
        origin
            The index of the cue in the file that it comes from; None if it was added.
        """
        try:
            return self._styled(cue, origin)
        except Exception:  # noqa: BLE001 - as above
            _LOG.exception("a subtitle is shown as plain text")
            return StyledText((StyledRun(cue.text, TextLook()),))

    def _styled(self, cue: Cue, origin: int | None) -> StyledText:
        if self.kind in _SUBSTATION:
            return self._substation(cue, origin)
        plain = StyledText(())
        read = marked(cue.text, TextLook(), {}, is_substation=False)
        if origin is not None and origin < len(self.settings) and self.settings[origin]:
            anchor, margins = place_of(self.settings[origin], plain.screen, plain.margins)
            plain = replace(plain, anchor=anchor, margins=margins)
        anchor = read.overrides.anchor or plain.anchor
        return replace(plain, runs=_trimmed(read.runs), anchor=anchor, position=read.overrides.position)

    def _substation(self, cue: Cue, origin: int | None) -> StyledText:
        event = self.events[origin] if origin is not None and origin < len(self.events) else Event()
        style = self.sheet.style(event.style)
        looks = {name: each.look for name, each in self.sheet.styles.items()}
        read = marked(cue.text, style.look, looks, is_substation=True)
        own, usual = event.margins, style.margins
        margins = own[0] or usual[0], own[1] or usual[1], own[2] or usual[2]
        anchor, position = read.overrides.anchor or style.anchor, read.overrides.position
        return StyledText(_trimmed(read.runs), anchor, margins, position, self.sheet.screen, event.layer)


def _rest_of_line(text: str, position: int) -> str:
    stop = min((at for at in (text.find("\n", position), text.find("\r", position)) if at >= 0), default=len(text))
    return text[position : min(stop, position + 1000)].strip()


def _trimmed(runs: tuple[StyledRun, ...]) -> tuple[StyledRun, ...]:
    """Return runs without blank lines at the end; none if nothing is visible."""
    if not "".join(run.text for run in runs).strip():
        return ()
    kept = list(runs)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return (*kept[:-1], StyledRun(kept[-1].text.rstrip(), kept[-1].look))
