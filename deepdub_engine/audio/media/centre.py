"""The centre channel of a film, kept beside its stereo mix-down: where dialogue usually is, and little else.

The file holds the centre's share of the mix-down, mono and unrounded, so that the mix-down less this file is what all
other channels contribute.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deepdub_engine.audio.pcm import Depth, PcmClip

if TYPE_CHECKING:
    from deepdub_engine.audio.media.channel_sink import ChannelFile
    from deepdub_engine.audio.media.channels import Speakers

CENTRE_NAME = "centre.pcm"


def centre_file(speakers: Speakers, folder: Path) -> Sequence[ChannelFile]:
    """Return the file for the centre of a layout, if it has one; `decode` keeps it."""
    from deepdub_engine.audio.media.channel_sink import ChannelFile
    from deepdub_engine.audio.media.channels import CENTRE, has_centre
    from deepdub_engine.audio.media.downmix import stereo_matrix

    if not has_centre(speakers):
        return ()
    column = speakers.index(CENTRE)
    gain = float(stereo_matrix(speakers)[0, column])
    return (ChannelFile(folder / CENTRE_NAME, (column,), gain, Depth.FLOAT),)


def centre_of(clip: PcmClip) -> PcmClip | None:
    """Return the centre's share of a clip that `decode` wrote, float32 mono; None if its track has no centre."""
    path = clip.path.with_name(CENTRE_NAME)
    try:
        is_whole = clip.channels == 2 and path.stat().st_size == 4 * clip.samples
    except OSError:
        return None
    return PcmClip(path, clip.rate_hz, 1, clip.samples) if is_whole else None
