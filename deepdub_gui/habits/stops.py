"""What the tour says about the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deepdub_gui.habits.tour import Stop
from deepdub_gui.keys.tips import key_text

if TYPE_CHECKING:
    from deepdub_gui.main_window import MainWindow


def stops_of(window: MainWindow) -> tuple[Stop, ...]:
    """Return the four stops: see, shift, separate, save."""
    transport, actions = window.actions_.transport, window.actions_

    def separate() -> str:
        keys = ", ".join(filter(None, map(key_text, transport.sources)))
        return (
            f"“Separate” ({key_text(transport.separate)}) lifts the speech off music and effects, once for each clip. "
            f"Then listen to the original, the vocals or the accompaniment ({keys}), at the same instant."
        )

    def save() -> str:
        return (
            "“File” saves the shifted subtitles, exports one sound file per sentence, and keeps everything together "
            f"as a project. “Help” has this tour, all keys and the handbook ({key_text(actions.handbook)})."
        )

    return (
        Stop(
            window.timeline.parentWidget(),
            "See",
            lambda: (
                "Drop a clip and its subtitles here. The waveform grows while the clip is read; the subtitles are "
                "boxes above it and rows beside it."
            ),
        ),
        Stop(
            window.shift_bar,
            "Shift",
            lambda: (
                "Drag the slider until the boxes lie on the speech; what you hear and see follows your hand. "
                "“Suggest” listens for speech, and finds the place by itself."
            ),
        ),
        Stop(window.transport, "Separate and listen", separate),
        Stop(window.menuBar(), "Save and export", save),
    )
