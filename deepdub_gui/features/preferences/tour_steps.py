"""What the tour says about the window."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar

from deepdub_gui.base.i18n import tr
from deepdub_gui.features.preferences.tour import Stop
from deepdub_gui.shell.window_widgets import Surfaces
from deepdub_gui.shortcuts.tooltips import key_text


def stops_of(surfaces: Surfaces, menu_bar: QMenuBar) -> tuple[Stop, ...]:
    """Return the four stops: see, shift, separate, save."""
    transport, actions = surfaces.actions.transport, surfaces.actions

    def separate() -> str:
        keys = ", ".join(filter(None, map(key_text, transport.sources)))
        return tr(
            "“Separate” ({key}) lifts the speech off music and effects, once for each clip. "
            "Then listen to the original, the vocals or the accompaniment ({keys}), at the same "
            "instant.",
            key=key_text(transport.separate),
            keys=keys,
        )

    def save() -> str:
        return tr(
            "“File” saves the shifted subtitles, exports one sound file per sentence, and keeps "
            "everything together as a project. “Help” has this tour, all keys and the handbook "
            "({key}).",
            key=key_text(actions.handbook),
        )

    return (
        Stop(
            surfaces.timeline.parentWidget() or surfaces.timeline,
            tr("See"),
            lambda: tr(
                "Drop a clip and its subtitles here. The waveform grows while the clip is read; the "
                "subtitles are boxes above it and rows beside it."
            ),
        ),
        Stop(
            surfaces.shift_bar,
            tr("Shift"),
            lambda: tr(
                "Drag the slider until the boxes lie on the speech; what you hear and see follows your "
                "hand. “Suggest” listens for speech, and finds the place by itself."
            ),
        ),
        Stop(surfaces.transport, tr("Separate and listen"), separate),
        Stop(menu_bar, tr("Save and export"), save),
    )
