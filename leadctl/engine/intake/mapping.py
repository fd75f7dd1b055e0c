"""Which column goes where: by the user's word, by the system whose export it is, by its header, else an attribute."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from leadctl.engine.intake.aliases import DOUBTFUL, LEAD_ALIASES, OWNER_ALIASES, PSEUDO_FIELDS
from leadctl.engine.intake.header import key, tidy
from leadctl.engine.intake.own import KEY, KEY_HEADERS, NAME, attribute_of, own_leads, told_only
from leadctl.engine.intake.profiles import Profile, recognise
from leadctl.engine.intake.rejects import EXTRA_COLUMNS
from leadctl.engine.normalise.text import is_empty
from leadctl.errors import UsageError, did_you_mean
from leadctl.models import LEAD_FIELDS

_SECOND = {"email": "email2", "phone": "mobile"}  # where a second column of the kind goes
_DATE_LIKE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}\b|[a-z]{3,9}\.? \d|\d{1,2}[ -][a-z]{3}", re.IGNORECASE)
_TEST_CELL = "<test lead: dummy data for"
_TEST_MAILS = frozenset({"test@meta.com", "test@fb.com"})

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class Vocabulary(dict[str, tuple[str, ...]]):
    """Field -> headers that mean it, best first. `profiles`: whether whole exports are recognised."""

    profiles: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file. Neither `field` nor `attribute`: ignored.

    `zone`: its times are of this zone, whatever the import's. `prefix`: taken off the front of each value.
    """

    index: int
    header: str
    field: str | None
    attribute: str | None = None
    zone: str | None = None
    prefix: str | None = None

    def cut(self, cells: list[str]) -> list[str]:
        """Return the cells without the system's prefix, `p:` of a phone number, say."""
        return cells if self.prefix is None else [cell.removeprefix(self.prefix) for cell in cells]


@dataclass(frozen=True)
class Mapping_:  # noqa: N801  `Mapping` is taken by the standard library
    """Every column of the file in order, the profile it was recognised by, and what the user should be told."""

    columns: list[Column]
    profile: str | None = None
    notes: list[str] = field(default_factory=list)
    is_test: Callable[[Sequence[str]], bool] | None = None  # tells an ad platform's test leads; None = has none

    def index(self, name: str) -> int | None:
        """Return the position of the column mapped to field `name`, or None."""
        return next((c.index for c in self.columns if c.field == name), None)


def lead_vocabulary() -> Vocabulary:
    """Return the lead fields with their headers, whole exports recognised."""
    words = Vocabulary(LEAD_ALIASES)
    words[KEY] = KEY_HEADERS
    words.profiles = True
    return words


def map_columns(
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    vocabulary: Mapping[str, tuple[str, ...]],
    explicit: Mapping[str, str],
) -> Mapping_:
    """Return what each column means.

    `samples`: cells of some rows; they decide about headers with two meanings. `explicit`: header -> field, `-` or
    empty to ignore it, `attribute:NAME` to keep it under that name. Raises UsageError for a header or field that
    does not exist, with the nearest name, and for two columns mapped to one field.
    """
    return _Mapper(header, samples, vocabulary).run(explicit)


def find_owner(header: Sequence[str]) -> str | None:
    """Return the header that most likely names the lead's owner, or None."""
    keys = {key(name): name for name in reversed(header)}
    return next((keys[key(alias)] for alias in OWNER_ALIASES if key(alias) in keys), None)


def show_mapping(mapping: Mapping_, samples: Sequence[Sequence[str]]) -> list[tuple[str, str, str, str, str]]:
    """Return a row per column: header, where it goes, three of its values (different ones, not empty)."""
    rows = []
    for column in mapping.columns:
        values = list(dict.fromkeys(row[column.index].strip() for row in samples if row[column.index].strip()))[:3]
        target = column.field or (f"attribute {column.attribute}" if column.attribute else "(ignored)")
        one, two, three = [*values, "", "", ""][:3]
        rows.append((tidy(column.header), target, one, two, three))
    return rows


class _Mapper:
    def __init__(
        self, header: Sequence[str], samples: Sequence[Sequence[str]], vocabulary: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.header = header
        self.samples = samples
        self.vocabulary = vocabulary
        self.keys = [key(name) for name in header]
        self.fields: dict[int, str] = {}  # column -> field
        self.taken: set[str] = set()
        self.named: dict[int, str] = {}  # column -> attribute, by the user
        self.closed: set[int] = set()  # decided: not to be mapped by aliases
        self.ignored: set[int] = {at for at, k in enumerate(header) if tidy(k).casefold() in EXTRA_COLUMNS}
        self.notes: list[str] = []
        self.leads = bool(getattr(vocabulary, "profiles", False))

    def run(self, explicit: Mapping[str, str]) -> Mapping_:
        self._explicit(explicit)
        profile = (own_leads(self.header) or recognise(self.header)) if self.leads else None
        if self.leads:
            self.ignored |= told_only(self.keys) - self.closed
        if profile is not None and profile.name == NAME:
            self.named = {at: name for at, h in enumerate(self.header) if (name := attribute_of(h))} | self.named
            self.closed |= self.named.keys()
        if profile is not None:
            self.notes.append(f"columns of {'an' if profile.name[0] in 'AEIOU' else 'a'} {profile.name} export")
            self._profile(profile)
        self._aliases()
        if self.leads:
            self._seconds()
            if any(_ADDRESS.fullmatch(name.strip()) for name in self.header):
                self.notes.append("the header line holds an e-mail address: put a header above it, such as email,name")
        columns = self._columns(profile)
        return Mapping_(columns, profile.name if profile else None, self.notes, _test_of(profile, self.keys))

    def _explicit(self, explicit: Mapping[str, str]) -> None:
        for name, target in explicit.items():
            at = self._find(name)
            wanted = target.strip()
            self.closed.add(at)
            if wanted in {"", "-"}:
                self.ignored.add(at)
            elif wanted.casefold().startswith("attribute:"):
                self.named[at] = wanted.partition(":")[2].strip() or tidy(self.header[at])
            else:
                self._set(at, self._known_field(wanted), explicit=True)

    def _find(self, name: str) -> int:
        for same in (str, tidy, lambda text: tidy(text).casefold(), key):
            hits = [at for at, header in enumerate(self.header) if same(header) == same(name)]
            free = [at for at in hits if at not in self.closed]
            if free or hits:
                return (free or hits)[0]
        raise UsageError(
            f'the file has no column "{name}"{did_you_mean(name, map(tidy, self.header))}',
            slug="unknown-column",
            hint=f"its columns are {', '.join(map(tidy, self.header[:40]))}",
        )

    def _known_field(self, wanted: str) -> str:
        known = [*LEAD_FIELDS, *PSEUDO_FIELDS] if self.leads else list(self.vocabulary)
        by_key = {key(name): name for name in known}
        if (found := by_key.get(key(wanted))) is not None:
            return found
        raise UsageError(
            f'"{wanted}" is not a field{did_you_mean(wanted, known)}',
            slug="unknown-field",
            hint=f"fields are {', '.join(known)}; to keep the column as it is: attribute:NAME",
        )

    def _set(self, at: int, name: str, explicit: bool = False) -> None:
        if name in self.taken:
            if explicit:
                other = next(i for i, f in self.fields.items() if f == name)
                raise UsageError(
                    f'"{tidy(self.header[other])}" and "{tidy(self.header[at])}" are both mapped to {name}',
                    slug="mapped-twice",
                    hint='map each field once; ignore the other column with --map "Header=-"',
                )
            return
        self.fields[at] = name
        self.taken.add(name)

    def _profile(self, profile: Profile) -> None:
        for header, name in profile.columns.items():  # in the profile's order: the better column of a field first
            for at in self._free(header):
                if name is not None and name not in self.taken:
                    self._set(at, name)
                elif name is None:
                    self.closed.add(at)

    def _free(self, wanted: str) -> list[int]:
        return [
            at
            for at, k in enumerate(self.keys)
            if k == wanted and at not in self.fields and at not in self.closed and at not in self.ignored
        ]

    def _aliases(self) -> None:
        for name, aliases in self.vocabulary.items():
            for alias in (*aliases, name):
                if name in self.taken:
                    break
                for at in self._free(key(alias)):
                    if alias not in DOUBTFUL or not self.leads or self._plausible(at, name):
                        self._set(at, name)
                        break

    def _seconds(self) -> None:
        """Map a second e-mail column to email2 and a second phone column to mobile."""
        for first, second in _SECOND.items():
            if second in self.taken or first not in self.taken:
                continue
            for alias in self.vocabulary.get(first, ()):
                free = [at for at in self._free(key(alias)) if alias not in DOUBTFUL or self._plausible(at, first)]
                if free:
                    self._set(free[0], second)
                    break

    def _plausible(self, at: int, name: str) -> bool:
        """Return whether the cells of a doubtful header look like the field (half of them do)."""
        if name == "job_title":  # `Title` beside a person or company; alone it is the title of something else
            return bool(self.taken & {"full_name", "first_name", "last_name", "company", "email"})
        cells = [row[at].strip() for row in self.samples if at < len(row) and not is_empty(row[at].strip())]
        looks = _LOOKS.get(name)
        return looks is None or not cells or sum(map(looks, cells)) * 2 >= len(cells)

    def _columns(self, profile: Profile | None) -> list[Column]:
        columns, used = [], {name.casefold() for name in self.named.values()}
        for at, header in enumerate(self.header):
            k = self.keys[at]
            prefix = profile.prefixes.get(k) if profile else None
            zone = profile.zones.get(k) if profile else None
            attribute = None
            if at in self.named:
                attribute = self.named[at]
            elif at not in self.fields and at not in self.ignored and not self._blank(at):
                attribute = _unused(tidy(header) or f"column {at + 1}", used)
            columns.append(Column(at, header, self.fields.get(at), attribute, zone, prefix))
        return columns

    def _blank(self, at: int) -> bool:
        """Return whether the column has neither a name nor a value."""
        return not tidy(self.header[at]) and not any(row[at].strip() for row in self.samples if at < len(row))


def _unused(name: str, used: set[str]) -> str:
    """Return `name`, or `name (2)` when the file has it twice (case does not count), and note it as used."""
    found, n = name, 1
    while found.casefold() in used:
        n += 1
        found = f"{name} ({n})"
    used.add(found.casefold())
    return found


def _digits(text: str) -> int:
    return sum(ch.isdigit() for ch in text)


_LOOKS: Mapping[str, Callable[[str], bool]] = {
    "phone": lambda text: _digits(text) >= 7 and _digits(text) * 2 > len(text),
    "mobile": lambda text: _digits(text) >= 7 and _digits(text) * 2 > len(text),
    "full_name": lambda text: _digits(text) < 5 and "@" not in text,
    "value": lambda text: _digits(text) > 0 and _digits(text) + 5 >= len(text) and "-" not in text[1:],
    "received_at": lambda text: _DATE_LIKE.match(text) is not None,
    "email": lambda text: "@" in text,
    "external_id": lambda text: _digits(text) > 0,
}


def _test_of(profile: Profile | None, keys: Sequence[str]) -> Callable[[Sequence[str]], bool] | None:
    if profile is None:
        return None
    if profile.test_cells:
        return lambda cells: any(
            cell.startswith(_TEST_CELL) or cell.strip().casefold() in _TEST_MAILS for cell in cells
        )
    if profile.test_column in keys:
        at = keys.index(profile.test_column)
        return lambda cells: cells[at].strip().casefold() in {"true", "1", "yes"}
    return None


__all__ = [
    "Column",
    "Mapping_",
    "Vocabulary",
    "find_owner",
    "lead_vocabulary",
    "map_columns",
    "show_mapping",
]
