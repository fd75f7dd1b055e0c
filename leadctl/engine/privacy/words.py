"""The words by which a person is known wherever they stand: addresses, numbers, the full name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from leadctl.db.mentions import like
from leadctl.db.persons import Contact

ERASED: Final = "erased"
LEAST_DIGITS: Final = 7  # of a number that is looked for in sentences
LEAST_ID: Final = 8  # characters of an external id that is looked for in sentences
_BETWEEN: Final = r"[\s().\-/\u00a0]{0,3}"
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Words:
    """`patterns` find cells that may hold one of the words (of LIKE); `regex` finds the words in a cell."""

    patterns: tuple[str, ...]
    regex: re.Pattern[str] | None

    def says(self, text: str) -> bool:
        """Return whether `text` holds one of the words."""
        return self.regex is not None and self.regex.search(text) is not None

    def without(self, text: str) -> str:
        """Return `text` with `erased` for each of the words."""
        return text if self.regex is None else self.regex.sub(ERASED, text)


def words_of(contacts: Iterable[Contact]) -> Words:
    """Return the words of these leads. A name counts from two words on, an external id from eight characters on."""
    texts, numbers = set[str](), set[str]()
    for c in contacts:
        texts |= {v for v in (c.email, c.email2, c.email_raw) if v and "@" in v}
        texts |= {name for name in (c.name, " ".join(filter(None, (c.first_name, c.last_name)))) if " " in name.strip()}
        texts |= {c.external_id} if c.external_id and len(c.external_id) >= LEAST_ID else set()
        numbers |= {v for v in (c.phone, c.mobile, c.phone_raw, c.mobile_raw) if v}
    forms = {form for number in numbers for form in _numbers(number)}
    parts = [_text(text) for text in texts]
    parts += [rf"(?<!\d)\+?{_BETWEEN.join(form)}(?!\d)" for form in forms]
    patterns = {like(text) for text in texts} | {f"%{'%'.join(form[-4:])}%" for form in forms}
    if not parts:
        return Words((), None)
    longest_first = sorted(dict.fromkeys(parts), key=len, reverse=True)
    return Words(tuple(sorted(patterns)), re.compile("|".join(longest_first), re.IGNORECASE))


def _text(text: str) -> str:
    """Return the pattern of a text that is no part of a longer word or address, its blanks of any kind."""
    body = r"\s+".join("".join(map(_letter, word)) for word in text.split())
    return rf"(?<![\w.+\-]){body}(?![\w\-]|\.\w)" if text[0].isalnum() else body


def _letter(letter: str) -> str:
    """Return the pattern of a letter, as it is or as JSON may write it: `\\u00e9`."""
    if letter.isascii():
        return re.escape(letter)
    forms = {letter, *(json.dumps(case)[1:-1] for case in (letter, letter.lower(), letter.upper()))}
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))})"


def _numbers(number: str) -> set[str]:
    """Return the digits of a number, with and without its country's, where they are enough to be one."""
    digits = "".join(_DIGIT.findall(number))
    found = {digits}
    if number.startswith("+"):
        import phonenumbers

        with suppress(phonenumbers.NumberParseException):
            found.add(str(phonenumbers.parse(number).national_number))
    return {form for form in found if len(form) >= LEAST_DIGITS}
