"""What the separators beneath the film network need to hear, all in samples at 44.1 kHz.

Both run on a grid of their own that begins with the clip, so that a part of a clip gets what the whole clip gets.
"""

from __future__ import annotations

from deepdub_engine.base.spans import Span
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC

RATE_HZ = SPLEETER_SPEC.rate_hz
# DeepFilterNet works on chunks, of which two run at a time: its recurrent layers then read their weights half as often.
# Its state settles while it hears the run-in, which is dropped; with 3 s a chunk differs from the same part of an
# endless run by −31 dB. Chunks fade into each other.
CHUNK_SAMPLES = 20 * RATE_HZ
CHUNKS_AT_ONCE = 2
RUN_IN_SAMPLES = 3 * RATE_HZ
RUN_OUT_SAMPLES = RATE_HZ // 5  # the fade, the 40 ms that it looks ahead, and the reach of both resamplers
FADE_SAMPLES = RATE_HZ // 20
LONGEST_CHUNK_SAMPLES = RUN_IN_SAMPLES + CHUNK_SAMPLES + RUN_OUT_SAMPLES


def spleeter_segments(span: Span) -> Span:
    """Return the range of Spleeter's segments that cover a span; frames begin one frame before the clip."""
    spec = SPLEETER_SPEC
    first_frame, last_frame = span[0] // spec.hop + 1, (max(span[0], span[1] - 1) + spec.frame) // spec.hop
    return first_frame // spec.frames, last_frame // spec.frames + 1


def spleeter_start(segment: int) -> int:
    """Return the sample at which the first frame of one of Spleeter's segments begins; negative at the start."""
    return segment * SPLEETER_SPEC.frames * SPLEETER_SPEC.hop - SPLEETER_SPEC.frame


def chunk_start(chunk: int) -> int:
    """Return the sample at which the run-in of a chunk begins."""
    return max(0, chunk * CHUNK_SAMPLES - RUN_IN_SAMPLES)


def chunks_for(span: Span) -> range:
    """Return the chunks that cover a span, fades included; all that run together with one of them are there, too."""
    first = max(0, span[0] - FADE_SAMPLES) // CHUNK_SAMPLES
    last = max(span[0], span[1] - 1) // CHUNK_SAMPLES
    return range(first - first % CHUNKS_AT_ONCE, last - last % CHUNKS_AT_ONCE + CHUNKS_AT_ONCE)


def context_of(span: Span) -> Span:
    """Return the span that both separators need to hear for a span of the film network."""
    first, stop = spleeter_segments(span)
    chunks = chunks_for(span)
    return (
        min(max(0, spleeter_start(first)), chunk_start(chunks.start)),
        max((stop * SPLEETER_SPEC.frames - 1) * SPLEETER_SPEC.hop, chunks.stop * CHUNK_SAMPLES + RUN_OUT_SAMPLES),
    )
