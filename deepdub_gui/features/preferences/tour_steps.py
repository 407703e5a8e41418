"""The steps of the tour."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.preferences.tour import TourStep
from deepdub_gui.shell.window_widgets import WindowWidgets
from deepdub_gui.shortcuts.tooltips import key_text


def make_tour_steps(widgets: WindowWidgets, menu_bar: QMenuBar) -> tuple[TourStep, ...]:
    """Return the four steps of the tour: see, shift, separate, save."""
    transport, actions = widgets.actions.transport, widgets.actions

    def separate() -> str:
        keys = ", ".join(filter(None, map(key_text, transport.sources)))
        return tr(
            "“Separate” ({key}) splits speech from music and effects; each clip needs it only once. "
            "Then switch between original, vocals, and music and effects ({keys}) while playing.",
            key=key_text(transport.separate),
            keys=keys,
        )

    def save() -> str:
        return tr(
            "The “File” menu saves the shifted subtitles, exports one audio file per sentence, and saves "
            "everything as a project. The “Help” menu has this tour, all shortcuts and the handbook "
            "({key}).",
            key=key_text(actions.handbook),
        )

    return (
        TourStep(
            widgets.timeline.parentWidget() or widgets.timeline,
            tr("See"),
            lambda: tr(
                "Drop a clip and its subtitles here. The waveform appears as the clip loads; the "
                "subtitles are boxes above it and rows in the table beside it."
            ),
        ),
        TourStep(
            widgets.shift_bar,
            tr("Shift"),
            lambda: tr(
                "Drag the slider until the boxes line up with the speech; sound and picture follow as you "
                "drag. “Suggest” detects the speech and finds the shift for you."
            ),
        ),
        TourStep(widgets.transport, tr("Separate and listen"), separate),
        TourStep(menu_bar, tr("Save and export"), save),
    )
