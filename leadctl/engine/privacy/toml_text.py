"""Rules as the text of a TOML file. Pure; tomllib of the standard library reads, and does not write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def dumped(rules: Mapping[str, Any]) -> str:
    """Return TOML 1.0 that tomllib reads as `rules`: plain settings first, then tables, values inline."""
    return "\n".join(_lines(rules)) + "\n"


def _lines(rules: Mapping[str, Any]) -> Iterator[str]:
    tables = {k: v for k, v in rules.items() if isinstance(v, dict) or _is_tables(v)}
    for key, value in rules.items():
        if key not in tables:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in tables.items():
        for table in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{_key(key)}]]" if isinstance(value, list) else f"[{_key(key)}]"
            for name, entry in table.items():
                yield f"{_key(name)} = {_value(entry)}"


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_value(v)}' for k, v in value.items())} }}" if value else "{}"
    return str(value)  # numbers; dates and times print as TOML writes them
