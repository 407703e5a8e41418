"""The architecture page and its picture agree with the import contracts and with the code."""

import ast
import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "resources" / "handbook" / "architecture.md"
PICTURE = PAGE.with_name("layers.svg")
PACKAGES = ("deepdub_engine", "deepdub_gui")
SVG = "{http://www.w3.org/2000/svg}"
OUTSIDE = {"__main__", "[tool.importlinter]"}


def contract(package: str) -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (found,) = (one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == [package])
    return found


def listed(package: str) -> list[str]:
    _, table = PAGE.read_text("utf-8").split(f"`{package}/` contains:\n\n")
    return re.findall(r"^\| `(\w+)` \|", table.split("\n\n")[0], re.MULTILINE)


def drawn() -> dict[str, list[str]]:
    """Return the layers in the picture below the name of each package, from the top down."""
    texts = [(text.get("x"), float(text.get("y")), text.text) for text in ET.parse(PICTURE).iter(f"{SVG}text")]
    layers = [one for one in ET.parse(PICTURE).iter(f"{SVG}text") if "layer-name" in one.get("class")]
    columns = {title: float(x) for x, _, title in texts if title in PACKAGES}
    found: dict[str, list[str]] = {title: [] for title in columns}
    for layer in sorted(layers, key=lambda one: float(one.get("y"))):
        title = max((name for name in columns if columns[name] <= float(layer.get("x"))), key=columns.get)
        found[title].append(layer.text)
    return found


def defined() -> set[str]:
    """Return the names of all classes and functions, and of methods and signals as ``Class.member``."""
    names: set[str] = set()
    for path in [
        *(ROOT / PACKAGES[0]).rglob("*.py"),
        *(ROOT / PACKAGES[1]).rglob("*.py"),
        *ROOT.glob("tests/helpers/*"),
    ]:
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            if isinstance(node, ast.ClassDef):
                members = [one.name for one in node.body if isinstance(one, ast.FunctionDef)]
                targets = [one.targets for one in node.body if isinstance(one, ast.Assign)]
                members += [target.id for group in targets for target in group if isinstance(target, ast.Name)]
                names.update(f"{node.name}.{member}" for member in members)
                names.update(members)
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_the_page_and_its_picture_list_the_layers_of_the_contract(package: str) -> None:
    assert listed(package) == contract(package)
    assert drawn()[package] == contract(package)


def test_every_path_and_name_on_the_page_exists() -> None:
    page = PAGE.read_text("utf-8")
    layers = {layer for package in PACKAGES for layer in contract(package)}
    known = defined() | layers | set(PACKAGES) | OUTSIDE
    missing = []
    for quoted in re.findall(r"`([^`\n]+)`", page):
        if quoted.startswith(("deepdub ", "python ", "--")) or quoted == "deepdub-gui":
            continue
        exists = (ROOT / quoted).exists() if "/" in quoted or quoted.endswith(".toml") else quoted in known
        if not exists:
            missing.append(quoted)
    assert not missing


def test_every_link_on_the_page_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE.read_text("utf-8"))
    assert links
    assert all((PAGE.parent / link).is_file() for link in links)


def test_the_picture_has_colours_for_both_themes() -> None:
    text = PICTURE.read_text("utf-8")
    dark = text.split("prefers-color-scheme: dark")[1].split("</style>")[0]
    classes = {name for one in re.findall(r'class="([^"]+)"', text) for name in one.split()} - {"layer-name"}
    assert classes == set(re.findall(r"\.(\w+) \{", dark))
