"""The README and the handbook: every link leads somewhere, every command runs as written."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.base.processes import environment
from tests.helpers.official_weights import official_weights

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "resources" / "handbook"
SAMPLE = ROOT / "resources" / "sample"
PAGES = [ROOT / "README.md", *sorted(HANDBOOK.glob("*/*.md"))]
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
FILES = {
    **dict.fromkeys(("sample.mkv", "clip.mkv", "film.mkv", "broadcast.mkv", "episode.mkv"), "sample.mkv"),
    **dict.fromkeys(("sample_3s_off.srt", "film.srt", "subtitles.srt"), "sample_3s_off.srt"),
    **dict.fromkeys(("german.srt", "episode.srt"), "sample.srt"),
    "season/Show.S01E01.mkv": "sample.mkv",
    "season/show 1x01.srt": "sample_3s_off.srt",
}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_and_chapters_that_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    broken = []
    for groups in LINK.findall(text):
        link = "".join(groups)
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in anchors_of(target.read_text("utf-8"))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("language", [folder.name for folder in sorted(HANDBOOK.iterdir()) if folder.is_dir()])
def test_the_contents_name_every_page_once(language: str) -> None:
    if language == "pictures":
        return
    folder = HANDBOOK / language
    named = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "index.md").read_text("utf-8"))
    assert sorted(named) == sorted(path.name for path in folder.glob("*.md") if path.name != "index.md")


def test_both_languages_have_the_same_pages_with_the_same_commands() -> None:
    english = {path.name: COMMANDS.findall(path.read_text("utf-8")) for path in (HANDBOOK / "en").glob("*.md")}
    korean = {path.name: COMMANDS.findall(path.read_text("utf-8")) for path in (HANDBOOK / "ko").glob("*.md")}
    assert korean == english


@pytest.mark.parametrize(
    "page", [each for each in PAGES if each.parent.name != "ko" and "```sh" in each.read_text("utf-8")], ids=name_of
)
def test_the_commands_run_as_written(page: Path, tmp_path: Path) -> None:
    (tmp_path / "season").mkdir()
    for name, original in FILES.items():
        shutil.copyfile(SAMPLE / original, tmp_path / name)
    commands = "".join(COMMANDS.findall(page.read_text("utf-8")))
    models = {"MODEL_PATH": str(official_weights("campplus"))} if "deepdub speakers" in commands else {}
    for line in commands.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "deepdub"
        if arguments[0] == "remix":
            _speak(tmp_path / arguments[1])
        run = [sys.executable, "-m", "deepdub_engine", *arguments]
        environ = {**environment(), **models}
        done = subprocess.run(run, check=False, cwd=tmp_path, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def _speak(folder: Path) -> None:
    """Do the work of the voice step: the first sentence is spoken anew."""
    vocals = min((folder / "audio_segments").glob("*_vocals.wav"))
    shutil.copyfile(vocals, vocals.with_name(vocals.name.replace("_vocals", "_gen_vocals")))
