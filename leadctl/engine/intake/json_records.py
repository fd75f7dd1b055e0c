"""Records of JSON and NDJSON as rows of cells. Objects within objects become columns `outer.inner`.

Envelopes of well-known services are opened: the one list of objects inside an object, HubSpot's `properties`, and
lists of named values such as Meta's `field_data` and Google's `user_column_data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from leadctl.engine.intake.delimiter import MAX_COLUMNS
from leadctl.engine.intake.encoding import MAX_FIELD
from leadctl.engine.intake.tables import Cells, Opened, usable
from leadctl.errors import UsageError

MAX_JSON: Final = 200 << 20  # bytes; an array is read whole, NDJSON line by line
_ENVELOPES: Final = ("properties", "fields")  # what they hold are the record's own fields
_NAMES: Final = ("name", "column_name", "field", "key", "label")
_VALUES: Final = ("values", "value", "string_value")


def open_ndjson(path: Path, name: str) -> Opened:
    """Return a file of one object per line. Lines that are none are unusable records."""
    header = _header((found for _, found, _, _ in _lines(path)), name)

    def records() -> Iterator[Cells]:
        for line, found, why, raw in _lines(path):
            yield (line, None, why, raw) if found is None else usable(line, [found.get(h, "") for h in header])

    return Opened(header, ["JSON, one object per line"], records)


def open_json(path: Path, name: str) -> Opened:
    """Return a file that is one JSON text: an array of objects, an object that holds one, or one object."""
    if path.stat().st_size > MAX_JSON:
        raise UsageError(
            f"{name} is JSON of more than {MAX_JSON >> 20} MB",
            slug="too-large",
            hint="write one object per line (NDJSON): that is read line by line",
        )
    try:
        whole = _parsed(path.read_bytes())
    except ValueError as fault:
        raise UsageError(f"{name} is not JSON: {fault}", slug="not-json", hint="export it again, or as CSV") from None
    objects, where = _objects(whole)
    if objects is None:
        raise UsageError(
            f"{name} holds no list of objects", slug="not-json", hint='write [{"email": "ann@example.com"}, …]'
        )
    flat = [_flat(one) if isinstance(one, dict) else None for one in objects]
    header = _header(flat, name)

    def records() -> Iterator[Cells]:
        for line, (found, raw) in enumerate(zip(flat, objects, strict=True), start=1):
            if found is None:
                yield line, None, "not an object", str(raw)[:1000]
            else:
                yield usable(line, [found.get(h, "") for h in header])

    return Opened(header, [f"JSON{where}, lines are its objects counted from 1"], records)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str] | None, str, str]]:
    """Yield (line, flat object or None, why not, as found) of the lines that are not blank."""
    with path.open("rb") as file:
        line = 0
        while text := file.readline(MAX_FIELD):
            line += 1
            if len(text) == MAX_FIELD and not text.endswith(b"\n"):
                while (more := file.readline(MAX_FIELD)) and not more.endswith(b"\n"):
                    pass
                yield line, None, f"a line longer than {MAX_FIELD} bytes", text[:1000].decode("utf-8", "replace")
            elif text.strip() and text != b"\xef\xbb\xbf":
                yield line, *_line(text)


def _line(text: bytes) -> tuple[dict[str, str] | None, str, str]:
    try:
        found = _parsed(text)
        if isinstance(found, dict):
            return _flat(found), "", ""
        why = "not an object"
    except ValueError as fault:
        why = f"not JSON: {fault}"
    return None, why, text.decode("utf-8", "replace").rstrip("\r\n")[:20_000]


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


def _header(objects: Iterable[dict[str, str] | None], name: str) -> list[str]:
    """Return every key of the objects in the order in which they come. Raises UsageError for none, and for too many."""
    header: dict[str, None] = {}
    for one in objects:
        if one is not None:
            header.update(dict.fromkeys(one))
            if len(header) > MAX_COLUMNS:
                raise UsageError(
                    f"{name}: its objects have more than {MAX_COLUMNS} different keys",
                    slug="too-many-columns",
                    hint="keys are to be names of fields, not data",
                )
    if not header:
        raise UsageError(f"{name} holds no records", slug="empty-file", hint="export the list again")
    return [_text(key) for key in header]


def _text(key: str) -> str:
    """Return a key as a header: half characters and zero bytes written out."""
    return "".join(f"\\u{ord(c):04x}" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in key)


def _flat(found: dict[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    _put(cells, "", found)
    return {_text(key): cell for key, cell in cells.items()}


def _put(cells: dict[str, str], name: str, value: Any) -> None:
    """Put a value under its name, what it holds under names of its own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _put(
                cells,
                name if key in _ENVELOPES and isinstance(inner, dict) else f"{name}.{key}" if name else key,
                inner,
            )
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
