"""Shows results, warnings and failures: for users in their language, for programs as JSON in English."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.base.translation import Catalogue
from deepdub_engine.cli.report import Report
from deepdub_engine.cli.streams import write_line


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes to the standard streams.

    Parameters
    ----------
    catalogue
        The language of the texts for users.
    as_json
        Whether the result is written as JSON.
    quiet
        Whether the result is not written as text.
    name
        The command, before each sentence on stderr.
    """

    catalogue: Catalogue
    as_json: bool = False
    quiet: bool = False
    name: str = "deepdub"

    def show(self, report: Report) -> int:
        """Write a report; return the exit code."""
        say = self.catalogue.translate
        for warning in report.warnings:
            write_line(sys.stderr, say(message("Warning: {warning}", warning=warning)))
        text = "\n".join(map(say, report.lines))
        if report.exit_code:
            write_line(sys.stderr, f"{self.name}: {text}")
        if not self.as_json and (self.quiet or report.exit_code):
            return report.exit_code
        values = {**report.values, "warnings": [str(warning) for warning in report.warnings]}
        error = write_line(sys.stdout, _json(values) if self.as_json else text)
        if error is None:
            return report.exit_code
        if not isinstance(error, BrokenPipeError):  # a closed pipe, as with “| head”, is no error
            sentence = message("The result cannot be written to standard output ({reason}).", reason=error.strerror)
            write_line(sys.stderr, f"{self.name}: {say(sentence)}")
        return 1

    def fail(self, sentence: MessageOrText, code: int) -> int:
        """Write the sentence of a failure; return the exit code."""
        write_line(sys.stderr, f"{self.name}: {self.catalogue.translate(sentence)}")
        if self.as_json:
            write_line(sys.stdout, _json({"error": str(sentence), "exit_code": code}))
        return code


def _json(values: Mapping[str, object]) -> str:
    # ASCII escapes survive any terminal encoding, and preserve undecodable bytes in file names.
    return json.dumps(values, ensure_ascii=True)
