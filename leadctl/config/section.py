"""Reads one table of the rules file key by key and collects every fault instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from leadctl.clock import parse_duration
from leadctl.config.keys import ACCEPTED, LATER, NOT_SUPPORTED
from leadctl.config.lines import Lines, Path
from leadctl.errors import ConfigError, did_you_mean

Choice = TypeVar("Choice", bound=str)


class Finding(NamedTuple):
    """One fault (`kind` fault: refused) or oddity (warning). `code` is stable; `where` is the key as people say it."""

    kind: str
    code: str
    line: int | None
    where: str
    message: str
    remedy: str
    text: str  # FILE:LINE: where: message; remedy


class Faults:
    """What is wrong (`add`) and what is odd (`warn`) in one file, each as `FILE:LINE: key: message; remedy`."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._found: list[Finding] = []

    @cached_property
    def lines(self) -> Lines:
        """Return the line finder; built only when something must be said."""
        return Lines(self.text)

    def _note(self, kind: str, code: str, path: Path, words: str, message: str, remedy: str) -> None:
        line = self.lines.of(path)
        place = self.file if line is None else f"{self.file}:{line}"
        said = f"{message}; {remedy}" if remedy else message
        text = f"{place}: {words}: {said}" if words else f"{place}: {said}"
        self._found.append(Finding(kind, code, line, words, message, remedy, text))

    def add(self, path: Path, words: str, message: str, *, code: str = "fault", remedy: str = "") -> None:
        """Note a fault at `path`; `words` is the key as people say it."""
        self._note("fault", code, path, words, message, remedy)

    def warn(self, path: Path, words: str, message: str, *, code: str = "oddity", remedy: str = "") -> None:
        """Note something that is allowed but probably not meant."""
        self._note("warning", code, path, words, message, remedy)

    def findings(self, kind: str | None = None) -> tuple[Finding, ...]:
        """Return what was found in the order of the file, each once; faults or warnings alone when asked."""
        wanted = [f for f in self._found if kind in (None, f.kind)]
        ordered = sorted(wanted, key=lambda f: f.line or 0)
        return tuple({finding.text: finding for finding in ordered}.values())

    def warnings(self) -> tuple[str, ...]:
        """Return the warnings in the order of the file, each once."""
        return tuple(finding.text for finding in self.findings("warning"))

    def raise_any(self) -> None:
        """Raise ConfigError with every fault in the order of the file; return when there is none."""
        found = [finding.text for finding in self.findings("fault")]
        if found:
            raise fault_error(self.file, found)


def fault_error(file: str, faults: Sequence[str]) -> ConfigError:
    """Return the error that lists `faults` of `file`."""
    count = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
    return ConfigError(f"{file} has {count}; nothing was applied", faults, hint="docs/config.md describes every key")


def kind_of(value: object) -> str:
    """Return what a TOML value is, in words."""
    names = {bool: "true/false", str: "a text", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


class Section:
    """One table of the file. `kind` names its keys in ACCEPTED; `words` says it (`strategy "Enterprise"`)."""

    def __init__(self, faults: Faults, data: dict[str, Any], kind: str, path: Path = (), words: str = "") -> None:
        self.faults = faults
        self.data = data
        self.path = path
        self.words = words
        self.kind = kind
        self._check_keys()

    def _check_keys(self) -> None:
        for key in self.data:
            if key in LATER.get(self.kind, ()):
                self.fault(key, NOT_SUPPORTED)
            elif key not in ACCEPTED[self.kind]:
                hint = did_you_mean(key, ACCEPTED[self.kind]) or f"; known: {', '.join(ACCEPTED[self.kind])}"
                self.fault(key, f"unknown key{hint}")

    def say(self, key: str | None) -> str:
        """Return the key in words: `strategy "Enterprise": limits.per_hour`."""
        if not key:
            return self.words
        if not self.words:
            return key
        joint = "." if ": " in self.words else ": "
        return f"{self.words}{joint}{key}"

    def fault(self, key: str | None, message: str) -> None:
        """Note a fault at `key` of this table (None = the table itself)."""
        self.faults.add((*self.path, key) if key else self.path, self.say(key), message)

    def warn(self, key: str | None, message: str, code: str = "oddity") -> None:
        """Note a warning at `key`."""
        self.faults.warn((*self.path, key) if key else self.path, self.say(key), message, code=code)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Return a text, trimmed. An empty one counts as missing."""
        value = self.data.get(key)
        if value is None:
            if required:
                self.fault(key, f'is missing; add {key} = "…"')
            return default
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"must be a text, not {kind_of(value) if value != '' else 'empty'}")
            return default
        return value.strip()

    def choice(self, key: str, options: Iterable[Choice], default: Choice) -> Choice:
        """Return one of `options`; anything else is a fault with the nearest one."""
        value = self.text(key)
        if not value:
            return default
        known = list(options)
        for option in known:
            if option == value.casefold():
                return option
        near = did_you_mean(value, known) or f"; choose from {', '.join(known)}"
        self.fault(key, f'"{value}" is not known{near}')
        return default

    def integer(self, key: str, least: int | None = None, most: int | None = None) -> int | None:
        """Return a whole number within the bounds, or None when absent."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(key, f"must be a whole number, not {kind_of(value)}")
            return None
        if (least is not None and value < least) or (most is not None and value > most):
            bounds = f"at least {least}" if most is None else f"between {least} and {most}"
            self.fault(key, f"is {value}; must be {bounds}")
            return None
        return value

    def boolean(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {kind_of(value)}")
            return default
        return value

    def duration(self, key: str) -> int | None:
        """Return seconds of `90s 5m 2h 3d 2w`, or None when absent."""
        value = self.text(key)
        if not value:
            return None
        try:
            return parse_duration(value)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one. Repeated ones are a fault."""
        value = self.data.get(key)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) and i.strip() for i in items):
            self.fault(key, 'must be a list of texts, such as ["a", "b"]')
            return ()
        found = tuple(i.strip() for i in items)
        seen: set[str] = set()
        for item in found:
            if item.casefold() in seen:
                self.fault(key, f'"{item}" is named twice')
            seen.add(item.casefold())
        return found

    def texts_as_they_are(self, key: str) -> tuple[str, ...]:
        """Return a list of texts in which one may stand twice and blanks count: the words of a command."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(i, str) and i for i in value):
            self.fault(key, 'must be a text or a list of texts, such as ["pass", "show", "smtp"]')
            return ()
        return tuple(value)

    def table(self, key: str, kind: str) -> Section | None:
        """Return the sub-table `key` whose keys are ACCEPTED[kind], or None when absent."""
        data = self.raw_table(key)
        return None if data is None else Section(self.faults, data, kind, (*self.path, key), self.say(key))

    def raw_table(self, key: str) -> dict[str, Any] | None:
        """Return the sub-table `key` with whatever keys it has, or None when absent."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, f"must be a table such as {key} = {{ … }}, not {kind_of(value)}")
            return None
        return value

    def tables(self, key: str) -> list[Section]:
        """Return every `[[key]]`, each with its name in its words."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault(key, f"must be written as [[{key}]], once per {key}")
            return []
        found = []
        for index, data in enumerate(value):
            name = data.get("name")
            words = f'{key} "{name}"' if isinstance(name, str) and name.strip() else f"{key} {index + 1}"
            words = f"{self.words}.{words}" if self.words else words
            found.append(Section(self.faults, data, key, (*self.path, key, index), words))
        return found
