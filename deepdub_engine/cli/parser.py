"""The parser of the command line: errors as exceptions, and help in the person's language."""

from __future__ import annotations

import argparse
import functools
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NoReturn, TypeVar

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import MessageOrText, mark, message
from deepdub_engine.base.translation import Catalogue

T = TypeVar("T")
_WIDTH = 100  # at most: longer lines are hard to read
_FIRST_COLUMN = 30
# What argparse says, in English; its own translations belong to the C library's, which nobody ships.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"the following arguments are required: (?P<names>.*)"), mark("these arguments are missing: {names}")),
    (re.compile(r"unrecognized arguments: (?P<names>.*)"), mark("these arguments are unknown: {names}")),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: (?P<given>.+) \(choose from (?P<choices>.+)\)"),
        mark("argument {name}: {given} is none of {choices}"),
    ),
    (re.compile(r"argument (?P<name>.+?): expected one argument"), mark("argument {name}: it needs a value")),
    (
        re.compile(r"argument (?P<name>.+?): expected (?P<count>\d+) arguments"),
        mark("argument {name}: it needs {count} values"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): invalid (?:int|float) value: (?P<given>.+)"),
        mark("argument {name}: {given} is not a number"),
    ),
    (
        re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
        mark("argument {name}: it cannot be used together with {other}"),
    ),
    (re.compile(r"one of the arguments (?P<names>.+) is required"), mark("one of these arguments is missing: {names}")),
)


class BadArguments(Exception):
    """Invalid command-line arguments.

    Parameters
    ----------
    command
        The command as far as it was parsed, such as ``deepdub run``.
    usage, reason
        Its usage line, and what is wrong.
    """

    def __init__(self, command: str, usage: str, reason: MessageOrText) -> None:
        super().__init__(str(reason))
        self.command = command
        self.usage = usage
        self.reason = reason


class BadValue(Exception):
    """A value that an argument cannot have; the parser adds the name of the argument.

    Parameters
    ----------
    reason
        What is wrong.
    """

    def __init__(self, reason: MessageOrText) -> None:
        super().__init__(str(reason))
        self.reason = reason


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Formats help in the language of a catalogue; the texts of arguments are translated when they are shown."""

    def __init__(self, prog: str, catalogue: Catalogue, **options: int) -> None:
        columns = shutil.get_terminal_size((_WIDTH + 2, 24)).columns
        super().__init__(prog, max_help_position=_FIRST_COLUMN, width=min(_WIDTH, columns - 2), **options)
        self._catalogue = catalogue

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the usage line, its first word translated."""
        prefix = f"{self._catalogue.translate(mark('usage'))}: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a group of arguments, its title translated."""
        super().start_section(self._catalogue.translate(heading) if heading else heading)

    def add_arguments(self, actions: Iterable[argparse.Action]) -> None:
        """Add the rows of arguments, those without a name first."""
        super().add_arguments(sorted(actions, key=lambda action: bool(action.option_strings)))

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return self._catalogue.translate(action.help) if action.help else action.help


def typed(parse: Callable[[str], T], name: str) -> Callable[[str], T]:
    """Return a parser of arguments, such as of a time, that raises `BadValue` where `parse` raises an engine error."""

    def convert(text: str) -> T:
        try:
            return parse(text)
        except DeepdubError as error:
            raise BadValue(error.to_message()) from error

    convert.__name__ = name
    return convert


class Parser(argparse.ArgumentParser):
    """A parser that raises `BadArguments`, and writes its help in the language of a catalogue.

    Parameters
    ----------
    catalogue
        The translations.
    options
        As for `argparse.ArgumentParser`.
    """

    def __init__(self, catalogue: Catalogue | None = None, **options: object) -> None:
        self.catalogue = catalogue or Catalogue()
        formatter = functools.partial(HelpFormatter, catalogue=self.catalogue)
        super().__init__(formatter_class=formatter, add_help=False, **options)  # type: ignore[arg-type]
        self._titled: dict[str, argparse._ArgumentGroup] = {}

    def group(self, title: str) -> argparse._ArgumentGroup:
        """Return the group of arguments with a title, which is made when it is first asked for."""
        if title not in self._titled:
            self._titled[title] = self.add_argument_group(title)
        return self._titled[title]

    def error(self, message: MessageOrText) -> NoReturn:
        """Raise `BadArguments`."""
        reason = _reason(message) if isinstance(message, str) else message
        raise BadArguments(self.prog, self.format_usage(), reason)

    def _get_value(self, action: argparse.Action, arg_string: str) -> object:
        # The only place where argparse knows the argument and the exception; it would keep the English text alone.
        try:
            return super()._get_value(action, arg_string)
        except BadValue as error:
            name = "/".join(action.option_strings) or action.metavar or action.dest
            self.error(message("argument {name}: {reason}", name=name, reason=error.reason))


class MainParser(Parser):
    """The parser of ``deepdub`` itself, whose help shows the commands in groups.

    Parameters
    ----------
    catalogue
        The translations.
    groups
        Titles of groups, each with the names and titles of its commands.
    options
        As for `argparse.ArgumentParser`.
    """

    def __init__(
        self,
        catalogue: Catalogue | None = None,
        groups: Mapping[str, Mapping[str, str]] | None = None,
        **options: object,
    ) -> None:
        super().__init__(catalogue, **options)
        self.groups = groups or {}

    def format_help(self) -> str:
        """Return the help."""
        formatter = HelpFormatter(self.prog, self.catalogue)
        formatter.add_usage(f"{self.prog} COMMAND [OPTION ...]", (), ())
        formatter.add_text(self.description)
        for title, commands in self.groups.items():
            _section(formatter, title, [_row(name, help_) for name, help_ in commands.items()])
        _section(formatter, mark("options"), [action for action in self._actions if action.option_strings])
        formatter.add_text(self.epilog)
        return formatter.format_help()


def _section(formatter: HelpFormatter, title: str, actions: Sequence[argparse.Action]) -> None:
    formatter.start_section(title)
    formatter.add_arguments(actions)
    formatter.end_section()


def _row(name: str, title: str) -> argparse.Action:
    return argparse.Action([], name, metavar=name, help=title)


def examples(catalogue: Catalogue, rows: Sequence[tuple[str, str]]) -> str:
    """Return examples as a paragraph of help: what each does, in the language of the catalogue, and its command."""
    lines = [f"{catalogue.translate(mark('examples'))}:"]
    for title, command in rows:
        lines += [f"  # {catalogue.translate(title)}", f"  {command}"]
    return "\n".join(lines)


def _reason(said: str) -> MessageOrText:
    for pattern, text in _SAID:
        if found := pattern.fullmatch(said):
            return message(text, **found.groupdict())
    return said
