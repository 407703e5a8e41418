"""Collects the texts of window and engine for translators, and compiles their translations for the window.

    python packaging/translate.py

gives each `resources/languages/*.ts` the words that are new, takes away those that are gone, makes the `.qm` beside it,
and says what is not translated yet. The `.ts` files are Qt's: Qt Linguist (`pyside6-linguist`) opens them. For a new
language, copy one under that language's name and empty its translations; `deepdub_gui/base/i18n.py` lists the
languages.
Qt's own `lupdate` is not used: it gives every class a context of its own, and does not know `tr` outside classes.
"""

from __future__ import annotations

import ast
import json
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
_CONTEXT = "Deepdub"
_SOURCES = ("deepdub_engine", "deepdub_gui")
_FUNCTIONS = frozenset({"tr", "mark", "message"})
_MODELS = "resources/models/models.json"


def collect(root: Path = ROOT) -> dict[str, set[str]]:
    """Return the texts inside `tr`, `mark` and `message`, and the model titles, with the files that use them."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for folder in _SOURCES for path in (root / folder).rglob("*.py")):
        for text in _texts(ast.parse(path.read_text("utf-8"))):
            found.setdefault(text, set()).add(path.relative_to(root).as_posix())
    for model in json.loads((root / _MODELS).read_text("utf-8"))["models"]:
        found.setdefault(model["title"], set()).add(_MODELS)
    return found


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and node.args:
            yield from _literals(node.args[0])


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def read(path: Path) -> dict[str, str]:
    """Return the texts of a `.ts` file with their translations, empty if untranslated."""
    if not path.is_file():
        return {}
    messages = ET.parse(path).iter("message")  # noqa: S314 - our own file
    return {one.findtext("source", ""): one.findtext("translation", "") for one in messages}


def write(path: Path, words: dict[str, set[str]], translations: dict[str, str]) -> None:
    """Write a `.ts` file; texts without a translation are marked as unfinished."""
    top = ET.Element("TS", version="2.1", language=path.stem, sourcelanguage="en")
    context = ET.SubElement(top, "context")
    ET.SubElement(context, "name").text = _CONTEXT
    for text in sorted(words, key=lambda text: (min(words[text]), text)):
        message = ET.SubElement(context, "message")
        for place in sorted(words[text]):
            ET.SubElement(message, "location", filename=f"../../{place}")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = translations.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ET.indent(top)
    text = ET.tostring(top, "unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def main() -> None:
    """Update all languages."""
    words = collect()
    for path in sorted(LANGUAGES.glob("*.ts")):
        translations = read(path)
        write(path, words, translations)
        missing = [text for text in words if not translations.get(text)]
        subprocess.run(["pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)  # noqa: S607
        print(f"{path.name}: {len(words)} texts, {len(missing)} not translated")
        for text in missing:
            print(f"  {text!r}")


if __name__ == "__main__":
    main()
