"""Reads a rules file that a command line names."""

from __future__ import annotations

from pathlib import Path

from leadctl.commands._context import config_path
from leadctl.errors import UsageError


def read_rules(file: str | None) -> tuple[str, str]:
    """Return (text, name for messages) of a rules file; None = --config, LEADCTL_CONFIG or ./leadctl.toml."""
    path = Path(file) if file else config_path()
    try:
        return path.read_bytes().decode("utf-8"), str(path)
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text", slug="not-utf8", hint="save it as UTF-8") from None
    except OSError as error:
        hint = "leadctl init writes a starter; --config names another file"
        raise UsageError(f"cannot read {path}: {error.strerror}", slug="no-rules-file", hint=hint) from None
