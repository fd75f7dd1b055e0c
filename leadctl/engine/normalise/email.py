"""E-mail addresses: found in a cell, checked by email-validator, in lower case. No look-up in the network, ever.

The common shape is checked here and its domain by the library once: 1 µs instead of 35 an address, same results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from leadctl.engine.normalise.text import clean

_LOCAL: Final = re.compile(r"[A-Za-z0-9_+\-]+(?:[.'][A-Za-z0-9_+\-]+)*")  # o'neill too
_SEVERAL: Final = re.compile(r"[;,|/\n\r]+")
# possessive, and begun only where a piece begins: a cell of a million letters takes as long as it is, not its square
_DISPLAY: Final = re.compile(r"(?<![^<>])[^<>]*+<\s*+([^<>\s]++)\s*+>")
_MAILTO: Final = re.compile(r"(?:mailto|e-?mail)\s*:\s*", re.IGNORECASE)
_MAX_DOMAINS: Final = 200_000  # of a cache that must not grow with the file

_domains: dict[str, str] = {}  # as typed -> normalised; "" = not a domain, the library says why

Answer = tuple[str | None, str | None]  # address, problem: at most one of them


def email(text: str) -> Answer:
    """Return (address in lower case, None), (None, what is wrong), or (None, None) for an empty cell.

    Of several addresses in the cell it is the first sound one.
    """
    found = _fast(text)
    return (found, None) if found else _slow(text)


def emails(cells: Iterable[str]) -> list[Answer]:
    """Return email(cell) for a whole column."""
    local, known = _LOCAL.fullmatch, _domains
    answers: list[Answer] = []
    add = answers.append
    for text in cells:
        name, at, domain = text.rpartition("@")
        rest = known.get(domain) if at else None
        if rest and len(name) <= 64 and local(name):
            add((f"{name.lower()}@{rest}", None))
        else:
            add(email(text))
    return answers


def split_emails(text: str) -> list[str]:
    """Return the sound addresses of a cell, in order, each once: `a@x.com; b@x.com` has two."""
    found: dict[str, None] = {}
    for part in _parts(text):
        address = _fast(part) or check(part)[0]
        if address:
            found[address] = None
    return list(found)


def check(text: str) -> Answer:
    """Return what email-validator says of one bare address, without its deliverability check (no network)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized.lower(), None
    except EmailNotValidError as fault:
        return None, str(fault)
    except (ValueError, RecursionError) as fault:  # labels that the idna codec refuses in its own words
        return None, f"not an e-mail address: {fault}"


def _fast(text: str) -> str | None:
    name, at, domain = text.rpartition("@")
    if not at or len(name) > 64 or not _LOCAL.fullmatch(name):
        return None
    rest = _domains.get(domain)
    if rest is None:
        if not domain.isascii() or len(domain) > 180:  # long ones: the whole length counts, leave it to the library
            return None
        if len(_domains) >= _MAX_DOMAINS:
            _domains.clear()
        address, _ = check(f"a@{domain}")
        rest = _domains[domain] = address[2:] if address else ""
    return f"{name.lower()}@{rest}" if rest else None


def _slow(text: str) -> Answer:
    parts = _parts(text)
    if not parts:
        return None, None
    problem = None
    for part in parts:
        found = _fast(part)
        if found:
            return found, None
        found, fault = check(part)
        if found:
            return found, None
        problem = problem or fault
    return None, problem


def _parts(text: str) -> list[str]:
    """Return the possible addresses of a cell without display names, `mailto:` and blanks."""
    plain = clean(text)
    if not plain:
        return []
    pieces = _DISPLAY.findall(plain)
    for piece in _SEVERAL.split(_DISPLAY.sub(";", plain) if pieces else plain):
        words = piece.split()
        if len(words) > 1 and all("@" in word for word in words):
            pieces += words  # parted by blanks alone
        elif words:
            pieces.append(piece)
    addresses = [piece for piece in pieces if "@" in piece]
    return [_bare(piece) for piece in addresses] or [plain]


def _bare(piece: str) -> str:
    return _MAILTO.sub("", piece.strip(), count=1).strip().strip("<>()[]\"'").rstrip(".,") or piece
