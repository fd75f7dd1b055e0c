"""leadctl lead …: find leads, show one, record the work on it."""

from __future__ import annotations

import typer

from leadctl.commands.lead import add, browse, edit, follow_up, privacy, rescore, work

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def lead() -> None:
    """Find leads, show one, record the work on it. LEAD is an id, external id, e-mail or phone."""


add.register(app)
edit.register(app)
browse.register(app)
follow_up.register(app)
rescore.register(app)
work.register(app)
privacy.register(app)
