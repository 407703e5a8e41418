"""The pages of the handbook as text: their order, their chapters, and a search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CONTENTS = "index.md"
_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+\.md)\)")
_MARKUP = re.compile(r"</?\w+>|[`*|]|\[([^\]]*)\]\([^)]*\)|!\[[^\]]*\]\([^)]*\)")
_NO_SLUG = re.compile(r"[^\w\- ]")
_EXCERPT_CHARS = 90


def anchor_of(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return _NO_SLUG.sub("", heading.lower()).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a page: a heading of the second level, and the text below it.

    Parameters
    ----------
    title
        The heading; empty for the text above the first one.
    text
        The Markdown text without the heading.
    """

    title: str
    text: str

    @property
    def anchor(self) -> str:
        """The anchor that GitHub gives the heading."""
        return anchor_of(self.title)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the handbook.

    Parameters
    ----------
    name
        The name of its file.
    title
        Its title in the contents.
    text
        Its Markdown text.
    """

    name: str
    title: str
    text: str

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in order; the first has no title and holds the text above the first heading."""
        is_code, title, lines, found = False, "", list[str](), list[Chapter]()
        for line in self.text.splitlines():
            is_code ^= line.startswith("```")
            if line.startswith("## ") and not is_code:
                found.append(Chapter(title, "\n".join(lines)))
                title, lines = line.removeprefix("## ").strip(), []
            else:
                lines.append(line)
        return (*found, Chapter(title, "\n".join(lines)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A chapter that a search has found.

    Parameters
    ----------
    page, chapter
        Where it is.
    excerpt
        The text around the first word that was searched for.
    """

    page: Page
    chapter: Chapter
    excerpt: str


def load_pages(folder: Path) -> tuple[Page, ...]:
    """Return the contents page and the pages that it links to, in this order.

    Raises
    ------
    OSError, UnicodeDecodeError
        If a page is missing or damaged.
    """
    contents = (folder / CONTENTS).read_text("utf-8")
    links = dict.fromkeys((name, title) for title, name in _LINK.findall(contents))
    pages = [Page(name, title, (folder / name).read_text("utf-8")) for name, title in links]
    title = contents.partition("\n")[0].removeprefix("# ").strip()
    return (Page(CONTENTS, title, contents), *pages)


def search(pages: Sequence[Page], words: str) -> list[Hit]:
    """Return the chapters that contain all words, in any case; those with a word in their title come first."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    hits = list(_hits(pages, wanted))
    return sorted(hits, key=lambda hit: not any(word in hit.chapter.title.casefold() for word in wanted))


def _hits(pages: Sequence[Page], wanted: Sequence[str]) -> Iterator[Hit]:
    for page in pages[1:]:
        for chapter in page.chapters:
            plain = _MARKUP.sub(r"\1", chapter.text)
            found = f"{page.title}\n{chapter.title}\n{plain}".casefold()
            if all(word in found for word in wanted):
                yield Hit(page, chapter, _excerpt(plain, wanted[0]))


def _excerpt(text: str, word: str) -> str:
    flat = " ".join(text.split())
    at = max(0, flat.casefold().find(word) - _EXCERPT_CHARS // 3)
    return ("… " if at else "") + flat[at : at + _EXCERPT_CHARS].strip()
