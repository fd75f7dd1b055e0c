"""Named mappings of leadctl.toml: how a file of a certain make is read, chosen by `--mapping NAME`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from leadctl.config import Config
from leadctl.config.model import MappingRule
from leadctl.errors import NotFoundError, UsageError, did_you_mean


def find_mapping(config: Config, name: str) -> MappingRule:
    """Return the mapping of this name (case ignored). Raises NotFoundError with the nearest."""
    for rule in config.mappings:
        if rule.name.casefold() == name.strip().casefold():
            return rule
    near = did_you_mean(name, [rule.name for rule in config.mappings])
    hint = "leadctl import mappings lists them" if config.mappings else "[[mapping]] in leadctl.toml makes one"
    raise NotFoundError(f'the rules in force have no mapping "{name}"{near}', slug="no-mapping", hint=hint)


def with_mapping(config: Config, name: str | None, flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flags explicit, delimiter and encoding with what the mapping says where the flags say nothing.

    A `--map` goes before the mapping: for its column, and for its field, which the mapping then gives up. Raises
    NotFoundError for an unknown mapping.
    """
    given = {key: flags.get(key) for key in ("explicit", "delimiter", "encoding")}
    if name is None:
        return given
    rule = find_mapping(config, name)
    typed: Mapping[str, str] = given["explicit"] or {}
    headers = {header.strip().casefold() for header in typed}
    fields = {field.strip().casefold() for field in typed.values()} - {"", "-"}
    kept = {
        header: field
        for header, field in rule.columns
        if header.strip().casefold() not in headers and field.strip().casefold() not in fields
    }
    return {
        "explicit": {**kept, **typed},
        "delimiter": given["delimiter"] or rule.delimiter,
        "encoding": given["encoding"] or rule.encoding,
    }


@contextmanager
def naming(config: Config, name: str | None) -> Iterator[None]:
    """Say in errors about columns and fields that it is the mapping which names them."""
    try:
        yield
    except UsageError as problem:
        if name is None or problem.slug not in {"unknown-column", "unknown-field", "mapped-twice", "bad-delimiter"}:
            raise
        rule = find_mapping(config, name)
        words = [word for pair in rule.columns for word in pair]
        if problem.slug == "bad-delimiter" or any(f'"{word}"' in problem.message for word in words):
            message = f'mapping "{rule.name}": {problem.message}'
            raise UsageError(message, slug=problem.slug, hint=problem.hint) from None
        raise
