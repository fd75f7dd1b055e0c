"""leadctl anonymise: a copy of the database that can be shared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from leadctl.commands import _context
from leadctl.commands._context import database, note, out, print_json

app = typer.Typer(rich_markup_mode=None)


@app.command()
def anonymise(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Write over FILE.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check that it could be written and write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write a copy of the database that can be shared: people, companies, addresses, numbers and sentences are
    replaced or gone, and every report gives the same figures.

    The same person is the same made-up person everywhere. Words that ten leads or more share (a source, a country)
    stay, and so do times, amounts and your names of strategies, statuses and tags: see docs/privacy.md.

    Example:  leadctl anonymise shared.db
    """
    from leadctl.commands._progress import bar
    from leadctl.db import backup
    from leadctl.engine.privacy.anonymise import anonymise as write

    path = _context.db_path()
    with database() as con:
        if dry_run:
            backup.check_target(file, path, force=force)
            out(f"{file}: would be written. Nothing was written.")
            return
        with bar(str(file)) as progress:
            done = write(con, path, file, force=force, progress=progress)
    if as_json:
        print_json({"file": str(done.path), "bytes": done.size, "schema": done.facts.schema, **done.facts.counts})
        return
    counts = ", ".join(f"{count:,} {word}" for word, count in done.facts.counts.items())
    out(f"{done.path}: {counts}")
    note("look through what you share: names of strategies, statuses, tags and frequent words are as they were")
