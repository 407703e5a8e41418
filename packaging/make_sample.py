"""Make the sample scene in resources/sample: three voices over music, rain and thunder, with subtitles.

The voices are those of Debian's ``flite``; everything else is synthesised (sample_sounds.py). The same version of
flite gives the same files. Needs numpy, soundfile and av.

    python packaging/make_sample.py [-o FOLDER] [--stems FOLDER]
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import sample_sounds as sounds
import soundfile
from sample_sounds import RATE_HZ, Sound

LENGTH_S = 41
FIRST_LINE_MS = 4000
LATE_MS = 3000
VOICE_RATE_HZ = 16_000
SPEECH_RMS = 0.1
SPEECH_OVER_BACKGROUND_DB = 4.5
PAN = {"slt": -0.2, "rms": 0.2, "awb": 0.0}
TARGET = Path(__file__).resolve().parents[1] / "resources" / "sample"


class NoVoice(Exception):
    """flite is missing or failed; the text says what to do."""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """A cue of the scene: its voice, the pause before it, its text, and the stretch of its duration (1 for none).

    A line without a voice describes a sound that lasts `lasts_ms`.
    """

    voice: str
    pause_ms: int
    text: str
    stretch: float = 1.0
    lasts_ms: int = 0


SCENE = (
    ScriptLine("slt", 0, "Did you hear that?"),
    ScriptLine("rms", 350, "It is only the wind.", 0.95),
    ScriptLine("", 450, "(Three knocks on the door)", lasts_ms=1400),
    ScriptLine("slt", 300, "The wind does not knock three times!"),
    ScriptLine("awb", 500, "Let me in, please: I have walked since sunset,", 0.95),
    ScriptLine("awb", 150, "and the bridge behind me is gone.", 0.95),
    ScriptLine("rms", 400, "Nobody crosses that bridge at night.", 0.95),
    ScriptLine("slt", 350, "Who are you?"),
    ScriptLine("slt", 250, "What do you want from us?"),
    ScriptLine("awb", 500, "They say you keep the letter"),
    ScriptLine("awb", 120, "that my father wrote before the war."),
    ScriptLine("rms", 500, "We burned it... long ago."),
    ScriptLine("slt", 500, "No. I kept it."),
    ScriptLine("awb", 450, "Then read it to me,"),
    ScriptLine("awb", 120, "before the lamp goes out."),
    ScriptLine("slt", 800, "It says: never trust the man"),
    ScriptLine("slt", 150, "who comes in out of the rain."),
)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its times in the scene and its audio."""

    line: ScriptLine
    start_ms: int
    end_ms: int
    speech: Sound


def speak(line: ScriptLine) -> Sound:
    """Synthesise a line with flite; return it at 48 kHz, trimmed, at the same level as all lines."""
    if shutil.which("flite") is None:
        raise NoVoice("flite is not installed: on Debian, “apt-get install flite”.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.wav"
        command = ["flite", "-voice", line.voice, "--setf", f"duration_stretch={line.stretch}", "-t", line.text]
        done = subprocess.run([*command, "-o", str(path)], capture_output=True, text=True, check=False)
        if done.returncode or not path.exists():
            raise NoVoice(f"flite did not speak with the voice {line.voice}: {done.stderr.strip()}")
        speech, rate_hz = soundfile.read(path)
    if rate_hz != VOICE_RATE_HZ:
        raise NoVoice(f"The voice {line.voice} has {rate_hz} Hz instead of {VOICE_RATE_HZ}: install the full voices.")
    speech = brighten(upsample(trim(speech), RATE_HZ // VOICE_RATE_HZ))
    fade = np.clip(np.arange(len(speech)) / (0.004 * RATE_HZ), 0, 1)
    return speech * fade * fade[::-1] * SPEECH_RMS / active_rms(speech)


def trim(speech: Sound) -> Sound:
    """Trim the silence at both ends: 10 ms frames more than 36 dB below the loudest."""
    size = VOICE_RATE_HZ // 100
    frames = np.square(speech[: len(speech) // size * size].reshape(-1, size)).mean(axis=1)
    heard = np.flatnonzero(frames > frames.max() * 10**-3.6)
    return speech[heard[0] * size : (heard[-1] + 1) * size]


def upsample(sound: Sound, factor: int) -> Sound:
    """Raise the sample rate by an integer factor with a windowed sinc."""
    reach = 32 * factor
    kernel = np.sinc(np.arange(-reach, reach + 1) / factor) * np.kaiser(2 * reach + 1, 8.0)
    spread = np.zeros(len(sound) * factor)
    spread[::factor] = sound
    return np.convolve(spread, kernel, mode="same")


def brighten(speech: Sound) -> Sound:
    """Cut below 110 Hz and boost by 6 dB above 1 kHz, so that words stay clear over music."""
    spectrum = np.fft.rfft(speech)
    hz = np.fft.rfftfreq(len(speech), 1 / RATE_HZ)
    gain = hz**2 / (hz**2 + 110.0**2) * (1 + hz**2 / (hz**2 + 1000.0**2))
    return np.fft.irfft(spectrum * gain, len(speech))


def active_rms(sound: Sound) -> float:
    """Return the root mean square of a sound without its pauses: 20 ms frames within 30 dB of the loudest."""
    size = RATE_HZ // 50
    frames = np.square(sound[: len(sound) // size * size].reshape(-1, size)).mean(axis=1)
    return float(np.sqrt(frames[frames > frames.max() * 1e-3].mean()))


def play_scene(scene: Sequence[ScriptLine]) -> list[PlacedLine]:
    """Place each line after the previous one; lines start on whole milliseconds, so that subtitles are exact."""
    placed = []
    at_ms = FIRST_LINE_MS
    for line in scene:
        at_ms += line.pause_ms
        speech = speak(line) if line.voice else np.zeros(line.lasts_ms * RATE_HZ // 1000)
        end_ms = at_ms + -(-len(speech) * 1000 // RATE_HZ)
        placed.append(PlacedLine(line, at_ms, end_ms, speech))
        at_ms = end_ms
    return placed


def vocals(scene: Sequence[PlacedLine]) -> Sound:
    """Return the stereo track of the voices, each at its pan position."""
    track = np.zeros((LENGTH_S * RATE_HZ, 2))
    for placed in scene:
        if placed.line.voice:
            sounds.place(track, placed.speech, placed.start_ms / 1000, PAN[placed.line.voice])
    return track


def accompaniment(scene: Sequence[PlacedLine]) -> Sound:
    """Return music, rain and effects; the effects are timed by the lines they belong to."""
    knock_ms = next(placed.start_ms for placed in scene if not placed.line.voice)
    entry_ms = next(placed.start_ms for placed in scene if placed.line.text.startswith("They say"))
    track = sounds.music(LENGTH_S) + 0.06 * normal(sounds.rain(LENGTH_S))
    sounds.place(track, 0.40 * sounds.thunder(), 0.9, 0.4)
    sounds.place(track, 0.40 * sounds.thunder(), scene[-1].end_ms / 1000 + 0.2, -0.4)
    sounds.place(track, 0.45 * sounds.knocks(), knock_ms / 1000 + 0.2, 0.6)
    sounds.place(track, 0.25 * sounds.creak(), entry_ms / 1000 - 2.2, 0.6)
    sounds.place(track, 0.50 * sounds.footsteps(5), entry_ms / 1000 - 1.2, 0.4)
    t = sounds.seconds(LENGTH_S)
    return track * (np.clip(t / 0.5, 0, 1) * np.clip((LENGTH_S - t) / 1.5, 0, 1))[:, None]


def normal(sound: Sound) -> Sound:
    """Scale a sound to a root mean square of 1."""
    return sound / np.sqrt(np.square(sound).mean())


def spoken(scene: Sequence[PlacedLine]) -> npt.NDArray[np.bool_]:
    """Return a mask of the samples that lie inside a spoken line."""
    inside = np.zeros(LENGTH_S * RATE_HZ, bool)
    for placed in scene:
        if placed.line.voice:
            inside[placed.start_ms * RATE_HZ // 1000 : placed.end_ms * RATE_HZ // 1000] = True
    return inside


def decibels(power: float) -> float:
    """Return a mean square in dB."""
    return float(10 * np.log10(power + 1e-20))


def mix(scene: Sequence[PlacedLine]) -> tuple[Sound, Sound]:
    """Return vocals and accompaniment, with speech `SPEECH_OVER_BACKGROUND_DB` above the background."""
    voices, background = vocals(scene), accompaniment(scene)
    inside = spoken(scene)
    difference_db = decibels(np.square(voices[inside]).mean()) - decibels(np.square(background[inside]).mean())
    background *= 10 ** ((difference_db - SPEECH_OVER_BACKGROUND_DB) / 20)
    return voices, background


def write_media(path: Path, mixture: npt.NDArray[np.int16]) -> None:
    """Write 16-bit stereo as FLAC in Matroska, without the random identifiers that a muxer adds."""
    with av.open(str(path), "w", format="matroska", options={"fflags": "+bitexact"}) as container:
        container.metadata["title"] = "The letter: a sample scene of Deepdub"
        stream = container.add_stream("flac", rate=RATE_HZ, layout="stereo", format="s16")
        stream.metadata["language"] = "eng"
        stream.codec_context.options = {"compression_level": "12"}
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for frame in _frames(mixture):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frames(mixture: npt.NDArray[np.int16]) -> Iterator[av.AudioFrame]:
    size = 4096
    for at in range(0, len(mixture), size):
        block = np.ascontiguousarray(mixture[at : at + size]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate = RATE_HZ
        frame.pts = at
        yield frame


def subtitles(scene: Sequence[PlacedLine], late_ms: int = 0) -> str:
    """Return the scene as SubRip text."""
    text = io.StringIO()
    for number, placed in enumerate(scene, 1):
        start, end = (_clock(time_ms + late_ms) for time_ms in (placed.start_ms, placed.end_ms))
        text.write(f"{number}\n{start} --> {end}\n{placed.line.text}\n\n")
    return text.getvalue()


def _clock(time_ms: int) -> str:
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"


def report(voices: Sound, background: Sound, scene: Sequence[PlacedLine]) -> None:
    """Print the speech times and the levels of the scene."""
    inside = spoken(scene)
    mixture = voices + background
    print(f"speech {scene[0].start_ms} to {scene[-1].end_ms} ms, {inside.mean() * LENGTH_S:.1f} s of {LENGTH_S} s")
    for name, sound in (("vocals", voices), ("accompaniment", background), ("mixture", mixture)):
        print(f"{name}: peak {20 * np.log10(np.abs(sound).max()):.1f} dBFS, {decibels(np.square(sound).mean()):.1f} dB")
    over = decibels(np.square(voices[inside]).mean()) - decibels(np.square(background[inside]).mean())
    print(f"speech over background while spoken: {over:.1f} dB")


def main() -> int:
    """Make the files; return an exit code."""
    parser = argparse.ArgumentParser(description="Make the sample scene.")
    parser.add_argument("-o", dest="folder", type=Path, default=TARGET, help="where to write (resources/sample)")
    parser.add_argument("--stems", type=Path, help="also write the true vocals and accompaniment into this folder")
    wanted = parser.parse_args()
    try:
        scene = play_scene(SCENE)
    except NoVoice as error:
        print(error, file=sys.stderr)
        return 1
    voices, background = mix(scene)
    report(voices, background, scene)
    stems = [np.rint(sound * 32768).astype(np.int64) for sound in (voices, background)]
    total = stems[0] + stems[1]
    if np.abs(total).max() > 32767:
        print("The mixture clips: lower SPEECH_RMS.", file=sys.stderr)
        return 1
    wanted.folder.mkdir(parents=True, exist_ok=True)
    write_media(wanted.folder / "sample.mkv", total.astype(np.int16))
    for name, late_ms in (("sample.srt", 0), ("sample_3s_off.srt", LATE_MS)):
        (wanted.folder / name).write_text(subtitles(scene, late_ms), encoding="utf-8", newline="\n")
    if wanted.stems is not None:
        wanted.stems.mkdir(parents=True, exist_ok=True)
        for name, stem in zip(("vocals", "accompaniment"), stems, strict=True):
            soundfile.write(wanted.stems / f"{name}.wav", stem.astype(np.int16), RATE_HZ, subtype="PCM_16")
    return 0


if __name__ == "__main__":
    sys.exit(main())
