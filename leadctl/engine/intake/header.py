"""What makes two column headers the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

FORMULA: Final = frozenset("=+-@＝＋－＠")  # a cell that begins so is run by spreadsheets
_LETTERS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def key(header: str) -> str:
    """Return the header as it is compared: letters and digits only, casefolded, without accents.

    `First Name*`, `first_name` and `FirstName` are one name, and so are `Téléphone` and `telephone`; `Email Domain`
    is not `Email`: headers are the same or not, never alike by a part.
    """
    plain = unicodedata.normalize("NFKD", header.casefold()).casefold()  # twice: 𝒩 becomes a capital N
    return "".join(_LETTERS.findall("".join(ch for ch in plain if not unicodedata.combining(ch))))


def tidy(header: str) -> str:
    """Return the header as it is shown and as an attribute is named: without byte order mark and outer blanks.

    A quote that keeps a spreadsheet from running it is taken off, as from cells.
    """
    plain = " ".join(header.replace("\ufeff", "").replace("\0", "").split())
    return plain[1:] if plain[:1] == "'" and plain[1:2] in FORMULA else plain
