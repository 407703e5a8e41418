"""Makes the man pages and the completion scripts of the Debian package; run with the interpreter of the bundle's venv.

python packaging/bundle/man_pages.py FOLDER
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from argparse_manpage.manpage import Manpage

from deepdub_engine import __version__
from deepdub_engine.cli.arguments import SHELLS, build_parser
from deepdub_engine.cli.completion import complete_paths
from deepdub_engine.cli.examples import EXAMPLES

_FILES = {"bash": "deepdub", "zsh": "_deepdub", "fish": "deepdub.fish"}
_EXIT = "exit codes: "


def page(parser: argparse.ArgumentParser, description: str, sections: Mapping[str, str] | None = None) -> str:
    """Return the man page of a program or a command.

    Parameters
    ----------
    parser
        Its parser; what follows its arguments is replaced by the sections.
    description
        One line for its name.
    sections
        Further sections: their titles, and what is in them in the language of man pages.
    """
    data = {
        "project_name": "Deepdub",
        "description": description,
        "version": __version__,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "manual_title": "User Commands",
    }
    parser.epilog = None
    made = Manpage(parser, format="single-commands-section", _data=data)
    made.prog = parser.prog.replace(" ", "-")
    words = parser.prog.split()
    made.synopsis = [escaped(parser.prog), *map(escaped, made.synopsis[len(words) :])]
    for title, text in (sections or {}).items():
        made.add_section(title, "=", text)
    return str(made)


def escaped(text: str) -> str:
    """Return a text in the language of man pages."""
    return text.replace("\\", r"\e").replace("-", r"\-")


def examples(names: Iterable[str]) -> str:
    """Return the examples of commands: what each does, and its line."""
    rows = [row for name in names for row in EXAMPLES.get(name, ())]
    return "\n".join(f".PP\n{escaped(title)}:\n.PP\n.RS 4\n.EX\n{escaped(line)}\n.EE\n.RE" for title, line in rows)


def endings(epilog: str) -> dict[str, str]:
    """Return the sections for what stands below the examples in the help: how to write times, and the exit codes."""
    lines = epilog.rpartition("\n\n")[2].splitlines()
    codes = next((line for line in lines if line.startswith(_EXIT)), "").removeprefix(_EXIT)
    rows = [row.split(" ", 1) for row in codes.split(", ") if row]
    notes = [line for line in lines if not line.startswith(_EXIT)]
    status = "\n".join(f".TP\n.B {code}\n{meaning}" for code, meaning in rows)
    return {"notes": "\n.br\n".join(map(escaped, notes)), "exit status": status} if rows else {}


def see_also(names: Iterable[str]) -> str:
    """Return references to other pages."""
    return "\n".join(f".BR {escaped(name)} (1)" for name in names)


def command_pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of the page of ``deepdub`` and of each of its commands."""
    main_parser = build_parser()
    groups = main_parser.groups
    endings_of_all = endings(main_parser.epilog)
    top = argparse.ArgumentParser(
        prog="deepdub", usage="deepdub COMMAND [OPTION ...]", description=main_parser.description, add_help=False
    )
    top.add_argument("-h", "--help", action="help", help="show the help and exit, also behind a command")
    top.add_argument("--version", action="version", version="", help="show the version and exit")
    listed = "\n".join(
        f".SS {title.capitalize()}\n"
        + "\n".join(f".TP\n.BR deepdub\\-{name} (1)\n{escaped(text)}." for name, text in commands.items())
        for title, commands in groups.items()
    )
    names = [name for commands in groups.values() for name in commands]
    sections = {"commands": listed, "examples": examples([""]), **endings_of_all, "see also": see_also(["deepdub-gui"])}
    yield "deepdub", page(top, "prepare a film for dubbing", sections)
    parsers = next(action.choices for action in main_parser._actions if isinstance(action.choices, dict))  # noqa: SLF001
    for name in names:
        parser = parsers[name]
        title = str(parser.description).rstrip(".")
        own = [each for each in EXAMPLES if each == name or each.startswith(f"{name} ")]
        below = endings(parser.epilog or "")
        sections = {"examples": examples(own), **below, "see also": see_also(["deepdub", "deepdub-gui"])}
        yield f"deepdub-{name}", page(parser, title[0].lower() + title[1:], sections)


def main(folder: Path) -> None:
    """Write the man pages, and a script for each shell."""
    import shtab

    from deepdub_gui.app import build_parser as build_window_parser

    folder.mkdir(parents=True, exist_ok=True)
    sections = {"see also": see_also(["deepdub"])}
    window = page(build_window_parser(), "prepare a film for dubbing, in a window", sections)
    for name, text in [("deepdub-gui", window), *command_pages()]:
        (folder / f"{name}.1").write_text(text, encoding="utf-8")
    parser = build_parser()
    complete_paths(parser)
    for shell in SHELLS:
        (folder / _FILES[shell]).write_text(shtab.complete(parser, shell), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
