"""leadctl init: the database and a starter leadctl.toml."""

from __future__ import annotations

import typer

from leadctl.commands._context import clock, config_path, db_path, note

app = typer.Typer()


@app.command()
def init() -> None:
    """Create the database (mode 0600) and, unless it exists, a commented starter leadctl.toml here.

    Example:  leadctl init --db leads.db
    """
    from leadctl.db.create import create_database

    path = db_path()
    create_database(path, clock().now())
    note(f"created {path}")
    note(f"{config_path()}: see leadctl config")
