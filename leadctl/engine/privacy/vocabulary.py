"""The words of the house in a copy that is shared: rules, figures and filters that name people and places. Pure."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from leadctl.db.personal import PERSONAL, Kind
from leadctl.engine.privacy.fakes import SHORT, Fakes, Told
from leadctl.engine.privacy.toml_text import dumped
from leadctl.models import slug

_EMAIL: Final = re.compile(r"[^\s@\"'<>(),;:]+@[^\s@\"'<>(),;:]+\.[^\W\d_]{2,}")
_PHONE: Final = re.compile(r"(?<!\w)\+\d[\d\s().\-/]{6,18}\d(?!\w)")
_URL: Final = re.compile(r"\b[a-z][a-z0-9+.\-]*://\S+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_MEASURES: Final = frozenset({"min", "max", "gt", "lt", "before", "after", "age", "present"})
_NOT_SHARED: Final = ("notify",)  # whom to tell, and how: a copy tells nobody


class Vocabulary:
    """Says what stands for words of the house.

    `exact`: lower-case name -> what stands for it, wherever it stands; `names` are those of people, whose single words
    are replaced too. `attributes` are the columns that nobody knows. `shared` says whether many rows have a word of
    a lead's column, which then stays.
    """

    def __init__(
        self,
        fakes: Fakes,
        exact: Mapping[str, str],
        names: Iterable[str],
        attributes: Iterable[str],
        shared: Callable[[str, str], bool],
    ) -> None:
        self._fakes, self._exact, self._shared = fakes, exact, shared
        self._attributes = {slug(a) for a in attributes}
        words = {w.casefold(): fakes.word(w) for name in names for w in _WORD.findall(name) if len(w) >= SHORT}
        self._parts = {**words, **{k: v for k, v in exact.items() if len(k) >= SHORT}}
        longest = sorted(self._parts, key=len, reverse=True)
        body = "|".join(r"\s+".join(map(re.escape, part.split())) for part in longest)
        self._regex = re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE) if longest else None

    def phrase(self, text: str) -> str:
        """Return a name or sentence without people, accounts, addresses and numbers."""
        known = self._exact.get(text.strip().casefold())
        if known is not None:
            return known
        left, equals, right = text.partition("=")
        if equals and slug(left) in self._attributes and right:
            return f"{left}={self._fakes.value(right)}"
        plain = _URL.sub("https://removed.example", text)
        plain = _EMAIL.sub(lambda hit: self._fakes.email(hit[0]), plain)
        plain = _PHONE.sub(lambda hit: self._fakes.phone("+" + "".join(filter(str.isdigit, hit[0]))), plain)
        return plain if self._regex is None else self._regex.sub(self._stands_for, plain)

    def _stands_for(self, hit: re.Match[str]) -> str:
        said = self._parts.get(" ".join(hit[0].casefold().split()))
        if said is None:
            return self._fakes.word(hit[0])
        return said[0].upper() + said[1:] if hit[0][0].isupper() else said

    def json_text(self, text: str) -> str:
        """Return JSON with `phrase` of every text in it; a text that is no object or list is one itself."""
        if text[:1] not in {"{", "["}:
            return self.phrase(text)
        try:
            found = json.loads(text)
        except ValueError:
            return self.phrase(text)
        return json.dumps(self._walked(found), ensure_ascii=False, separators=(",", ":"))

    def _walked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._exact.get(k.casefold(), self.phrase(k)): self._walked(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._walked(v) for v in value]
        return self.phrase(value) if isinstance(value, str) else value

    # ------------------------------------------------------------ the rules file

    def rules(self, text: str) -> str:
        """Return a rules file of the same rules about the people and places of the copy; comments are gone."""
        try:
            found = tomllib.loads(text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError:
            return ""
        for section in _NOT_SHARED:
            found.pop(section, None)
        return dumped({key: self._rule(value, key, None, weights=False) for key, value in found.items()})

    def _rule(self, value: Any, key: str, field: Told | None, *, weights: bool) -> Any:
        """Return a value of the rules; `field`: what stands for values of the lead's field that is compared."""
        if isinstance(value, dict):
            inner = weights or key == "weights"
            return {
                (self._exact.get(k.casefold(), k) if inner else k): self._rule(
                    v, k, field or self._field(k, key), weights=inner
                )
                for k, v in value.items()
            }
        if isinstance(value, list):
            return [self._rule(item, key, field, weights=weights) for item in value]
        if not isinstance(value, str) or key in _MEASURES:
            return value
        return (field or self.phrase)(value)

    def _field(self, name: str, inside: str) -> Told | None:
        """Return what stands for values of a lead's field where rules compare or set it, else None."""
        if inside not in {"when", "hold_when", "require", "set", "any", "all", "not"}:
            return None
        if slug(name) in self._attributes:
            return self._fakes.value
        kind = PERSONAL["lead"].get(name)
        if kind is Kind.WORD:
            return lambda text: text if len(text) <= SHORT or self._shared(name, text) else self._fakes.word(text)
        if kind in {Kind.FREE, Kind.RULES}:
            return self._fakes.word
        return None if kind is None else cell_of(self._fakes).get(kind)


def cell_of(fakes: Fakes) -> dict[Kind, Told]:
    """Return what stands for a text of each kind that stands for itself."""
    return {
        Kind.NAME: fakes.name,
        Kind.EMAIL: fakes.email,
        Kind.PHONE: fakes.phone,
        Kind.COMPANY: fakes.company,
        Kind.ACCOUNT: fakes.account,
        Kind.PLACE: fakes.place,
        Kind.ID: fakes.ident,
        Kind.FILE: fakes.file,
        Kind.ATTRIBUTES: fakes.attributes,
    }
