"""Long inputs, each in a process of its own whose memory is measured: 50,000 cues, and a file of 12 hours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
_CUES = """
import sys, time
from pathlib import Path
from deepdub_engine.subtitles import load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming
path = Path(sys.argv[1]) / "long.srt"
def clock(at): return f"{at // 3600000:02}:{at // 60000 % 60:02}:{at // 1000 % 60:02},{at % 1000:03}"
cue = "{n}\\n{start} --> {stop}\\nLine {n}.\\n\\n"
cues = (cue.format(n=n, start=clock(900 * n), stop=clock(900 * n + 800)) for n in range(1, 50001))
path.write_text("".join(cues))
began = time.perf_counter()
file = load_subtitles(path)
save_subtitles(file, Retiming(1500).apply(file.cues), path)
again = load_subtitles(path).cues
assert len(again) == 50000 and again[-1].start_ms == file.cues[-1].start_ms + 1500
took = time.perf_counter() - began
"""
_HOURS = """
import sys, time
from pathlib import Path
import soundfile
from deepdub_engine.audio.media import decode
from deepdub_engine.base.progress import finish
path = Path(sys.argv[1]) / "long.wav"
rate, samples = 8000, 12 * 3600 * 8000
with soundfile.SoundFile(path, "w", rate, 1, subtype="PCM_16") as file:
    file.write([0.0] * rate)
head = path.read_bytes()[:44]
size = 2 * samples
with path.open("r+b") as file:
    file.truncate(44 + size)  # a hole: silence that takes no space
    file.seek(4); file.write((36 + size).to_bytes(4, "little"))
    file.seek(40); file.write(size.to_bytes(4, "little"))
began = time.perf_counter()
clip = finish(decode(path, Path(sys.argv[1]) / "out")).clip
assert clip.samples == samples, clip.samples
took = time.perf_counter() - began
"""
_TELL = """
import json, resource
print(json.dumps([round(took, 1), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


def long_runs(*, hours: bool) -> dict[str, object]:
    """Return seconds and megabytes of 50,000 cues and, if asked for, of 12 hours of sound (1.4 GB of disk)."""
    found: dict[str, object] = {"cues_50000_s_mb": _measured(_CUES)}
    return found | ({"hours_12_s_mb": _measured(_HOURS)} if hours else {})


def _measured(code: str) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", code + _TELL, folder],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    found: list[float] = json.loads(done.stdout)
    return found
