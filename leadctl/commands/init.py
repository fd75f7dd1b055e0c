"""leadctl init: the database and a starter leadctl.toml."""

from __future__ import annotations

from pathlib import Path

import typer

from leadctl.commands._context import config_path, db_path, note
from leadctl.commands._rules_file import clock_for
from leadctl.errors import ConflictError, UsageError

app = typer.Typer()


@app.command()
def init() -> None:
    """Create the database (mode 0600) and, unless it exists, a commented starter leadctl.toml here.

    Example:  leadctl init --db leads.db
    """
    from leadctl.db.create import create_database

    path, rules = db_path(), config_path()
    try:
        create_database(path, clock_for(_text_of(rules)).now())
        note(f"created {path}")
    except ConflictError:
        if rules.exists():
            raise
        note(f"{path} exists already and was left as it is")
    if rules.exists():
        note(f"{rules} exists already and was left as it is")
    else:
        _write(rules, starter_text())
        note(f"created {rules}: edit it, then leadctl config apply {rules}")
    note("next: leadctl import accounts FILE, leadctl import users FILE, leadctl import leads FILE")


def _text_of(rules: Path) -> str:
    """Return the rules that are here already, "" when there are none or they cannot be read."""
    try:
        return rules.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def starter_text() -> str:
    """Return the commented leadctl.toml that a new user begins with."""
    from importlib import resources

    return (resources.files("leadctl.config") / "starter.toml").read_text("utf-8")


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f"{path.name}.new")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", slug="cannot-write") from None
