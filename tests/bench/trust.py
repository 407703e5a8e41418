"""Attacks the program: kills, failing surroundings, damaged files, long runs, and a comparison of bits.

``python tests/bench/trust.py --json`` does all of it, which takes hours; ``--minutes 10`` a slice of each, as CI does.
`trust_machine` describes the attacks. What damaged files reveal is kept in `tests/data/fuzzed`, where every later run
of the tests reads it again. Kills need ``fork``; on Windows only the window is killed.

`kills` counts all kills, `lost` those after which work was lost, a result was neither the older nor the newer one as a
whole, or something was left, and the failures in other surroundings. `wrong_results` and `segments_compared` come from
`bits`, `fuzz_executions` and `fuzz_failures` from all readers.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])  # this folder would hide modules of Python from child processes
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be copied safely

from tests.bench.trust_machine.fuzz import fuzz  # noqa: E402
from tests.bench.trust_machine.readers import READERS, TEXT_READERS  # noqa: E402

Figures = dict[str, object]
FOUND = Path(__file__).parents[1] / "data" / "fuzzed"
_OTHERS_OF_A_THOUSAND = 10  # executions of slower readers for a thousand of texts
_FRAMES = ("64", "64", "64", "256", "0")  # of the segments that are compared, in turn; 0: whole ones
# The part of the time that each attack gets when it is limited.
_SHARES: Mapping[str, float] = {
    "kills": 0.35,
    "limits": 0.1,
    "children": 0.05,
    "windows": 0.1,
    "sound": 0.03,
    "soak": 0.05,
    "fuzz": 0.27,
    "bits": 0.05,
}


def main() -> int:
    """Run the attacks and print a JSON object as the last line."""
    options = _options()
    figures: Figures = {"kills": 0, "lost": 0, "fuzz_executions": 0, "fuzz_failures": 0}
    figures |= {"wrong_results": 0, "segments_compared": 0}
    for name, attack in ATTACKS.items():
        if not options.only or name in options.only:
            figures |= attack(options)
    figures["kills"] = _sum(figures, "_kills")
    figures["lost"] = _sum(figures, "_lost")
    if not options.json:
        for key, value in figures.items():
            print(f"{key:20} {value}")
    print(json.dumps(figures, ensure_ascii=False))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--minutes", type=float, metavar="N", help="a slice of every attack that takes about so long")
    parser.add_argument("--only", nargs="+", choices=list(ATTACKS), metavar="ATTACK", help=", ".join(ATTACKS))
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="kills at random moments for each command")
    parser.add_argument(
        "--commands", nargs="+", default=(), metavar="NAME", help="the commands to kill; all by default"
    )
    parser.add_argument("--no-steps", action="store_true", help="kill at random moments only, not at each step")
    parser.add_argument("--executions", type=int, default=1_000_000, metavar="N", help="damaged texts to read")
    parser.add_argument("--readers", nargs="+", choices=list(READERS), metavar="NAME", help="readers; all by default")
    parser.add_argument("--segments", type=int, default=10_000, metavar="N", help="segments to compare bit by bit")
    parser.add_argument("--soak", type=float, default=8, metavar="HOURS", help="of a film that the window plays")
    parser.add_argument("--keep", type=Path, default=FOUND, metavar="DIR", help="folder for what damaged files reveal")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _sum(figures: Figures, ending: str) -> int:
    values = (value for name, value in figures.items() if name.endswith(ending))
    return sum(value for value in values if isinstance(value, int))


def _until_s(options: argparse.Namespace, attack: str) -> float:
    return time.monotonic() + _seconds(options, attack)


def _seconds(options: argparse.Namespace, attack: str) -> float:
    return 60 * options.minutes * _SHARES[attack] if options.minutes else 1e9


def _kills(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.commands import COMMANDS
    from tests.bench.trust_machine.kills import kill_commands

    if not hasattr(os, "fork"):
        return {}
    names = options.commands or [command.name for command in COMMANDS]
    seconds = _seconds(options, "kills") / len(names)
    figures: Figures = {}
    for name in names:
        with tempfile.TemporaryDirectory(dir=_fast()) as place:
            found = kill_commands(
                options.kills,
                chance=random.Random(options.seed),
                folder=Path(place),
                names=[name],
                steps=not options.no_steps,
                until_s=time.monotonic() + seconds,
            ).figures()
        figures = _merged(figures, found)
    return figures


def _merged(one: Figures, other: Figures) -> Figures:
    merged = dict(one)
    for key, value in other.items():
        known = merged.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            merged[key] = known | value
        elif isinstance(value, int) and isinstance(known, int):
            merged[key] = known + value
        else:
            merged[key] = value
    return merged


def _limits(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.limits import limit_commands

    if sys.platform != "linux":
        return {}
    with tempfile.TemporaryDirectory(dir=_fast()) as place:
        until_s, names = _until_s(options, "limits"), tuple(options.commands)
        chance = random.Random(options.seed)
        return limit_commands(chance=chance, folder=Path(place), names=names, until_s=until_s).figures()


def _children(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.children import kill_children

    if sys.platform != "linux":
        return {}
    with tempfile.TemporaryDirectory() as place:
        chance, until_s = random.Random(options.seed), _until_s(options, "children")
        return kill_children(options.kills, chance=chance, folder=Path(place), until_s=until_s)


def _windows(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.windows import has_display_server, kill_windows

    chance, until_s = random.Random(options.seed), _until_s(options, "windows")
    figures = kill_windows(options.kills, chance=chance, until_s=until_s)
    if has_display_server():
        figures |= kill_windows(options.kills // 10, chance=chance, until_s=until_s, display=True)
    return figures


def _sound(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.sound import kill_servers

    chance, until_s = random.Random(options.seed), _until_s(options, "sound")
    return kill_servers(options.kills // 10, chance=chance, until_s=until_s)


def _soak(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.soak import soak

    if sys.platform != "linux":
        return {}
    return soak(options.soak, seed=options.seed, seconds=_seconds(options, "soak"))


def _fuzz(options: argparse.Namespace) -> Figures:
    names = options.readers or list(READERS)
    texts = [name for name in names if name in TEXT_READERS]
    plan = {name: options.executions // max(1, len(texts)) for name in texts}
    plan |= {name: options.executions * _OTHERS_OF_A_THOUSAND // 1000 for name in names if name not in texts}
    seconds = _seconds(options, "fuzz") / len(plan)
    return fuzz(plan, seed=options.seed, keep=options.keep, seconds=seconds).figures()


def _long(options: argparse.Namespace) -> Figures:
    from tests.bench.trust_machine.long_runs import long_runs

    return long_runs(hours=not options.minutes)


def _bits(options: argparse.Namespace) -> Figures:
    command = [sys.executable, str(Path(__file__).with_name("bits.py")), "--json", "--segments", str(options.segments)]
    command += ["--frames", *_FRAMES]
    if options.minutes:
        command += ["--minutes", str(options.minutes * _SHARES["bits"]), "--processes", "1"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    found = json.loads(done.stdout.splitlines()[-1])
    figures = {"wrong_results": found["different"], "segments_compared": found["segments"]}
    return {**figures, "segments_whole": found["whole"], "segments_caught": found["caught"]}


def _fast() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


# Commands are copied while this process has no threads, so they come first.
ATTACKS: Mapping[str, Callable[[argparse.Namespace], Figures]] = {
    "kills": _kills,
    "limits": _limits,
    "children": _children,
    "windows": _windows,
    "sound": _sound,
    "soak": _soak,
    "fuzz": _fuzz,
    "long": _long,
    "bits": _bits,
}


if __name__ == "__main__":
    raise SystemExit(main())
