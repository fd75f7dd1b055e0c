"""The elements of a JSON array one by one: memory stays flat whatever the array's length and whatever is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from leadctl.engine.intake.encoding import MAX_FIELD

CHUNK: Final = 1 << 20  # characters
TOO_LONG: Final = f"too long: an object of more than {MAX_FIELD} characters"
_SHOWN: Final = 1000  # characters kept of a value that is too long to be read
_TAIL: Final = 20  # a fault so near the end of what was read may only mean that more is to come
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_OUTSIDE: Final = re.compile(r'["{}\[\]]')
_INSIDE: Final = re.compile(r'["\\]')


class Element(NamedTuple):
    """A value of the array; when it is too long to be read, `why` says so and `value` holds its beginning."""

    value: Any
    why: str = ""


def elements(path: Path, encoding: str) -> Iterator[Element]:
    """Yield the values of the array that the file is, numbers as they are written.

    Raises ValueError, in plain words, at the place where the file is no JSON.
    """
    with path.open(encoding=encoding, errors="surrogatepass", newline="") as file:
        window = _Window(file)
        window.take("[", "an array")
        number = 0
        while window.next() != "]":
            if number:
                window.take(",", f"a comma or ] after object {number}")
            number += 1
            yield window.element(number)
        window.take("]", "]")
        if window.next():
            raise ValueError(f"something follows the array of {number} objects")


class _Window:
    """The part of a text that is looked at: it grows at its end and is cut off at its start."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0

    def _more(self) -> bool:
        """Read on, as much again as is held; return whether there was anything."""
        held = self._text[self._at :]
        part = self._file.read(max(CHUNK, len(held)))
        self._text, self._at = held + part, 0
        return bool(part)

    def next(self) -> str:
        """Return the character that comes after white space; an empty text at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            assert found is not None
            self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, character: str, what: str) -> None:
        """Move past one character. Raises ValueError when it is another."""
        if self.next() != character:
            raise ValueError(f"{what} is missing")
        self._at += 1

    def element(self, number: int) -> Element:
        """Return the value that begins here, the `number`th of the array, and move past it."""
        self.next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise ValueError(f"object {number} is nested too deeply") from None
            except json.JSONDecodeError as fault:
                grown = len(self._text) - self._at > MAX_FIELD
                cut = fault.msg.startswith("Unterminated") or fault.pos >= len(self._text) - _TAIL
                if cut and grown:
                    return Element(self._skip(), TOO_LONG)
                if not cut or not self._more():
                    raise ValueError(f"{fault.msg} in object {number}") from None
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at = end
            return Element(value)

    def _skip(self) -> str:
        """Move past a value without keeping it; return its beginning."""
        shown = self._text[self._at : self._at + _SHOWN]
        depth, quoted = 0, False
        while True:
            found = (_INSIDE if quoted else _OUTSIDE).search(self._text, self._at)
            if found is None or (found[0] == "\\" and found.end() == len(self._text)):
                self._at = len(self._text) if found is None else found.start()
                if not self._more():
                    raise ValueError("the end of it is missing")
                continue
            self._at = found.end()
            if found[0] == "\\":
                self._at += 1
            elif found[0] == '"':
                quoted = not quoted
            else:
                depth += 1 if found[0] in "{[" else -1
            if not depth and not quoted:
                return shown
