"""Text for spreadsheets, which run cells that look like formulas."""

from __future__ import annotations

_FORMULAS = tuple("=+-@\t\r")


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet does not run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
