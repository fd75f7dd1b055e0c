"""Records of JSON and NDJSON as rows of cells. Objects within objects become columns `outer.inner`.

Envelopes of well-known services are opened: the one list of objects inside an object, HubSpot's `properties`, and
lists of named values such as Meta's `field_data` and Google's `user_column_data`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from leadctl.engine.intake.delimiter import MAX_COLUMNS
from leadctl.engine.intake.encoding import MAX_FIELD
from leadctl.engine.intake.json_stream import elements
from leadctl.engine.intake.tables import Cells, Opened, usable
from leadctl.errors import UsageError

MAX_JSON: Final = 50 << 20  # bytes; an object is read whole, an array and NDJSON piece by piece
MAX_KEY: Final = 1000  # characters, with the names of what is around it
_ENVELOPES: Final = ("properties", "fields")  # what they hold are the record's own fields
_NAMES: Final = ("name", "column_name", "field", "key", "label")
_VALUES: Final = ("values", "value", "string_value")


class _One(NamedTuple):
    """A record: its place, its cells by key, or why it is none and how it was found."""

    line: int
    cells: dict[str, str] | None
    why: str = ""
    raw: str = ""


def open_ndjson(path: Path, name: str) -> Opened:
    """Return a file of one object per line. Lines that are none are unusable records."""
    return _opened(lambda: _lines(path), "line", name, "JSON, one object per line")


def open_json(path: Path, name: str) -> Opened:
    """Return a file that is one JSON text: an array of objects, an object that holds one, or one object."""
    with path.open("rb") as file:
        head = file.read(4096)
    encoding = json.detect_encoding(head)
    try:
        if head.decode(encoding, "replace").lstrip("\ufeff \t\r\n").startswith("["):
            return _opened(lambda: _array(path, encoding), "object", name, f"JSON{_COUNTED}")
        objects, where = _objects(_whole(path, name))
    except ValueError as fault:
        raise UsageError(f"{name} is not JSON: {fault}", slug="not-json", hint="export it again, or as CSV") from None
    if objects is None:
        raise UsageError(
            f"{name} holds no list of objects", slug="not-json", hint='write [{"email": "ann@example.com"}, …]'
        )
    found = list(objects)
    return _opened(
        lambda: (_one(line, value) for line, value in enumerate(found, start=1)),
        "object",
        name,
        f"JSON{where}{_COUNTED}",
    )


_COUNTED: Final = ", lines are its objects counted from 1"


def _opened(read: Callable[[], Iterator[_One]], unit: str, name: str, note: str) -> Opened:
    header = _header(read(), unit, name)

    def records() -> Iterator[Cells]:
        for one in read():
            if one.cells is None:
                yield one.line, None, one.why, one.raw
            else:
                yield usable(one.line, [one.cells.get(h, "") for h in header])

    return Opened(header, [note], records)


def _whole(path: Path, name: str) -> Any:
    if path.stat().st_size > MAX_JSON:
        raise UsageError(
            f"{name} is one JSON object of more than {MAX_JSON >> 20} MB",
            slug="too-large",
            hint="write the list in it alone, [{…}, …], or one object per line (NDJSON): both are read piece by piece",
        )
    return _parsed(path.read_bytes())


def _array(path: Path, encoding: str) -> Iterator[_One]:
    """Yield the records of an array. Raises ValueError where it is no JSON."""
    for line, (value, why) in enumerate(elements(path, encoding), start=1):
        yield _One(line, None, why, str(value)) if why else _one(line, value)


def _one(line: int, value: Any) -> _One:
    if not isinstance(value, dict):
        return _One(line, None, "not an object", _shown(value))
    try:
        return _One(line, _flat(value))
    except ValueError as fault:
        return _One(line, None, str(fault), _shown(value))


def _shown(value: Any) -> str:
    """Return the beginning of a value that is no record, to be shown."""
    try:
        return json.dumps(value, ensure_ascii=False)[:1000]
    except RecursionError:
        return ""


def _lines(path: Path) -> Iterator[_One]:
    """Yield the lines that are not blank."""
    with path.open("rb") as file:
        line = 0
        while text := file.readline(MAX_FIELD):
            line += 1
            if len(text) == MAX_FIELD and not text.endswith(b"\n"):
                while (more := file.readline(MAX_FIELD)) and not more.endswith(b"\n"):
                    pass
                shown = text[:1000].decode("utf-8", "replace")
                yield _One(line, None, f"too long: a line of more than {MAX_FIELD} bytes", shown)
            elif text.strip() and text != b"\xef\xbb\xbf":
                yield _line(line, text)


def _line(line: int, text: bytes) -> _One:
    try:
        found = _one(line, _parsed(text))
    except ValueError as fault:
        found = _One(line, None, f"not JSON: {fault}")
    return (
        found
        if found.cells is not None
        else found._replace(raw=text.decode("utf-8", "replace").rstrip("\r\n")[:20_000])
    )


def _parsed(text: bytes) -> Any:
    """Return the JSON value, numbers as they are written. Raises ValueError."""
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf"), parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError as fault:
        raise ValueError(f"{fault.msg} at line {fault.lineno}, column {fault.colno}") from None


def _objects(whole: Any) -> tuple[list[Any] | None, str]:
    """Return the list of records in a JSON value, and where it was found."""
    if isinstance(whole, list):
        return whole, ""
    if not isinstance(whole, dict):
        return None, ""
    lists = {key: value for key, value in whole.items() if isinstance(value, list) and value and _all_objects(value)}
    if len(lists) == 1 and not _named_values(next(iter(lists.values()))):
        key, value = next(iter(lists.items()))
        return value, f', the list "{key}"'
    return [whole], ""


def _all_objects(values: list[Any]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _header(records: Iterable[_One], unit: str, name: str) -> list[str]:
    """Return every key of the records in the order in which they come. Raises UsageError for none, and for too many."""
    header: dict[str, None] = {}
    first: _One | None = None  # of those that cannot be used
    for one in records:
        if one.cells is None:
            first = first or one
            continue
        header.update(dict.fromkeys(one.cells))
        if len(header) > MAX_COLUMNS:
            raise UsageError(
                f"{name}: its objects have more than {MAX_COLUMNS} different keys",
                slug="too-many-columns",
                hint="keys are to be names of fields, not data",
            )
    if not header:
        why = f": {unit} {first.line} is {first.why}" if first else ""
        hint = f"mend {unit} {first.line}, or export the list again" if first else "export the list again"
        raise UsageError(f"{name} holds no records{why}", slug="empty-file", hint=hint)
    return list(header)


def _text(key: str) -> str:
    """Return a key as a header: half characters and zero bytes written out."""
    return "".join(f"\\u{ord(c):04x}" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in key)


def _flat(found: dict[str, Any]) -> dict[str, str]:
    """Return the cells of an object. Raises ValueError for one that no row can hold."""
    cells: dict[str, str] = {}
    try:
        _put(cells, "", found)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    long = next((key for key, cell in cells.items() if len(cell) > MAX_FIELD), None)
    if long is not None:
        raise ValueError(f'too long: "{long[:60]}" has more than {MAX_FIELD} characters')
    return {_text(key): cell for key, cell in cells.items()}


def _put(cells: dict[str, str], name: str, value: Any) -> None:
    """Put a value under its name, what it holds under names of its own."""
    if len(name) > MAX_KEY:
        raise ValueError(f"too long: a key of more than {MAX_KEY} characters")
    if len(cells) > MAX_COLUMNS:
        return  # the header says so
    if isinstance(value, dict):
        for key, inner in value.items():
            own = key in _ENVELOPES and isinstance(inner, dict)
            _put(cells, name if own else f"{name}.{key}" if name else key, inner)
    elif isinstance(value, list):
        if named := _named_values(value):
            for key, inner in named:
                _put(cells, key, inner)
        elif any(isinstance(inner, dict | list) for inner in value):
            cells[name] = json.dumps(value, ensure_ascii=False)
        else:
            cells[name] = "; ".join(filter(None, map(_cell, value)))
    else:
        cells[name] = _cell(value)


def _cell(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _named_values(values: list[Any]) -> list[tuple[str, Any]]:
    """Return (name, value) where a list is one of named values; else nothing."""
    found = []
    for one in values:
        if not isinstance(one, dict):
            return []
        name = next((one[key] for key in _NAMES if isinstance(one.get(key), str)), None)
        value = next((one[key] for key in _VALUES if key in one), None)
        if name is None or value is None or isinstance(value, dict):
            return []
        found.append((name, value))
    return found
