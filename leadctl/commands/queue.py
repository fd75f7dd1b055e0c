"""leadctl queue: what could be pulled, and what not and why. Nothing is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl import clock as times
from leadctl.commands import _pages, _pulls
from leadctl.commands._context import applied_config, clock, database, out, print_json, print_table

if TYPE_CHECKING:
    from leadctl.engine.pulling.listing import Overview, QueueView

app = typer.Typer(rich_markup_mode=None)


@app.command()
def queue(
    user: Annotated[
        str | None, typer.Option("--user", "-u", help="What this user could pull, in his order; else every queue.")
    ] = None,
    strategy: Annotated[str | None, typer.Option("--strategy", help="This pull strategy only.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many per strategy; 0 = all.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what could be pulled without taking it, and count what is not to be had now, and why.

    Example:  leadctl queue --user ana
    """
    from leadctl.engine.pulling import listing

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        if user is None:
            lines = listing.overview(con, config, now, strategy=strategy)
            _show_overview(lines, config.timezone, as_json)
        else:
            views = listing.queue(con, config, user, now, strategy=strategy, limit=limit)
            _show_queue(views, user, config.timezone, as_json)


def _show_queue(views: list[QueueView], user: str, zone: str, as_json: bool) -> None:
    if as_json:
        print_json([_queue_json(view, zone) for view in views])
        return
    if not views:
        out(f"{user} is in no pull strategy.")
    for number, view in enumerate(views):
        if number:
            out()
        count = f"more than {view.available:,}" if view.cut else f"{view.available:,}"
        out(f"{view.strategy}: {count} to pull")
        rows = [
            (c.lead_id, c.name, c.company, c.status, c.score, c.pull_count, times.show(c.added_at, zone))
            for c in view.leads
        ]
        if rows:
            headers = ("lead", "who", "company", "status", "score", "pulls", "added")
            print_table(headers, rows, right=(0, 4, 5))
        for reason in _pulls.reasons(view.short.as_json(), user, zone):
            if not (rows and reason == _pulls.NOTHING):
                out(f"  {reason}")


def _queue_json(view: QueueView, zone: str) -> dict[str, object]:
    return {
        "strategy": view.strategy,
        "available": view.available,
        "more": view.cut,
        "leads": [_pulls.card_json(card._asdict(), zone) for card in view.leads],
        "not_available": _pulls.short_json(view.short.as_json(), zone),
    }


def _show_overview(lines: list[Overview], zone: str, as_json: bool) -> None:
    if as_json:
        print_json([{**line.as_json(), "next_at": _pages.json_moment(line.next_at, zone)} for line in lines])
        return
    headers = ("strategy", "takes from", "ready", "not now", "cooling", "next at", "members", "on shift")
    rows = [
        (
            line.strategy,
            line.takes,
            f"{line.ready:,}" + ("+" if line.cut else ""),
            "; ".join(f"{n:,} {_pulls.OF_LEADS.get(code, code)}" for code, n in _not_now(line).items()),
            f"{line.cooling:,}",
            _pages.moment(line.next_at, zone),
            line.members,
            line.on_shift,
        )
        for line in lines
    ]
    print_table(headers, rows, right=(2, 4, 6, 7), empty='the rules have no pull strategy: mode = "pull"')


def _not_now(line: Overview) -> dict[str, int]:
    return line.refused | ({"exhausted": line.exhausted} if line.exhausted else {})
