"""A chapter of the description, and how it is laid out. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDTH = 100


class Chapter(NamedTuple):
    """A title and its sentences."""

    title: str
    sentences: tuple[str, ...]


def plain(chapters: Iterable[Chapter], width: int = WIDTH) -> Iterator[str]:
    """Yield the lines as text: titles in a line of their own, sentences below, wrapped at `width` characters."""
    for number, chapter in enumerate(chapters):
        if number:
            yield ""
        yield chapter.title
        for sentence in chapter.sentences:
            yield from textwrap.wrap(sentence, width, initial_indent="  ", subsequent_indent="    ")


def markdown(chapters: Iterable[Chapter]) -> Iterator[str]:
    """Yield the lines as Markdown: a heading per chapter, a list item per sentence."""
    for number, chapter in enumerate(chapters):
        if number:
            yield ""
        yield f"## {_escaped(chapter.title)}"
        yield ""
        for sentence in chapter.sentences:
            yield f"- {_escaped(sentence)}"


def _escaped(text: str) -> str:
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text
