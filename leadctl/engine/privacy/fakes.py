"""Made-up words for real ones: the same for the same, another for another, and no way back without the secret. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from leadctl.engine.normalise.company import company_key, mail_domain

_FIRST: Final = "b d f g h k l m n p r s t v w z".split()  # noqa: SIM905  sounds
_SECOND: Final = "a e i o u".split()  # noqa: SIM905
_CACHE: Final = 100_000
_WORD: Final = re.compile(r"[^\W_]+")
SHORT: Final = 3  # letters: a code of a country or state, no name
Told = Callable[[str], str]


class Fakes:
    """What stands for what; `secret` is thrown away with this object."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        remember = lru_cache(maxsize=_CACHE)
        self.word, self.name, self.email = remember(self._word), remember(self._name), remember(self._email)
        self.phone, self.company, self.place = remember(self._phone), remember(self._company), remember(self._place)
        self.domain = remember(self._domain)

    def number(self, kind: str, text: str) -> int:
        """Return 63 bits that stand for a text."""
        digest = blake2b(
            text.encode("utf-8", "surrogatepass"), digest_size=8, key=self._secret, person=kind.encode()[:16]
        )
        return int.from_bytes(digest.digest(), "big") >> 1

    def _word(self, text: str) -> str:
        """Return a word of eight letters that can be spoken."""
        left = self.number("word", text.casefold())
        letters = ""
        for _ in range(4):
            left, first = divmod(left, len(_FIRST))
            left, second = divmod(left, len(_SECOND))
            letters += _FIRST[first] + _SECOND[second]
        return letters

    def _name(self, text: str) -> str:
        """Return a name with as many words."""
        return _WORD.sub(lambda hit: self.word(hit[0]).capitalize(), text) if _WORD.search(text) else "Nn"

    def _email(self, text: str) -> str:
        """Return an address that nobody can have: example domains exist for that (RFC 2606).

        Those at one company stay at one; those at a provider who serves everybody have each a domain of their own.
        """
        address = text.strip().casefold()
        local = address.rpartition("@")[0]
        company = mail_domain(address) if local else None
        return f"{self.word(local)}{self.number('mail', address) % 10**9:09d}@{self.domain(company or address)}"

    def _domain(self, text: str) -> str:
        return f"{self.word('domain ' + text)}{self.number('domain', text) % 1000:03d}.example"

    def _phone(self, text: str) -> str:
        """Return a number that rings nowhere: no country has +999 (ITU-T E.164 list of codes)."""
        return f"+999{self.number('phone', text) % 10**12:012d}"

    def _company(self, text: str) -> str:
        """Return a company's name: the same for all spellings that are compared as one."""
        return self.company_key(company_key(text) or text).title()

    def company_key(self, key: str) -> str:
        """Return the key of the company that stands for the one with this key."""
        return f"{self.word('company ' + key)} {self.word('more ' + key)}"

    def _place(self, text: str) -> str:
        return self.word("place " + text.strip())

    def account(self, text: str) -> str:
        """Return a name for an account or team."""
        return f"{self.word('account ' + text).capitalize()} {self.word('desk ' + text).capitalize()}"

    def login(self, text: str) -> str:
        """Return a login."""
        return f"{self.word('login ' + text)}{self.number('login', text.casefold()) % 1000:03d}"

    def ident(self, text: str) -> str:
        """Return how another system may call something; what is empty stays so."""
        return f"X{self.number('id', text):016x}" if text else text

    def value(self, text: str) -> str:
        """Return the text of a column that nobody knows."""
        return self.word("value " + text.strip())

    def file(self, text: str) -> str:
        """Return the name of a file; the standard input stays what it was."""
        return text if text == "-" else f"file-{self.number('file', text) % 10**6:06d}.csv"

    def digest(self, text: str) -> str:
        """Return 64 hexadecimal digits."""
        return "".join(f"{self.number(f'digest {i}', text):016x}" for i in range(4))

    def attributes(self, text: str) -> str:
        """Return a JSON object of the same columns with made-up values; yes and no stay."""
        found = json.loads(text)
        return json.dumps({k: self.json_value(v) for k, v in found.items()}, ensure_ascii=False, separators=(",", ":"))

    def json_value(self, value: Any) -> Any:
        """Return what stands for one value of JSON; 0, 1, yes, no and nothing stay."""
        if isinstance(value, str):
            return self.value(value) if value else value
        if isinstance(value, dict):
            return {k: self.json_value(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.json_value(v) for v in value]
        if value is None or isinstance(value, bool) or value in (0, 1):
            return value
        return self.number("number", repr(value)) % 10**9
