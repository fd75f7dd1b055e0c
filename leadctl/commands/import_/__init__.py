"""leadctl import …: leads, people, a CRM's past."""

from __future__ import annotations

import typer

from leadctl.commands.import_ import leads, lookups, mappings, past, people

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def import_() -> None:
    """Bring in leads, people, a CRM's past, customers, territories or costs from files; - is stdin."""


leads.register(app)
people.register(app)
past.register(app)
lookups.register(app)
mappings.register(app)
