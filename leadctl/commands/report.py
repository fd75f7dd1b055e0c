"""leadctl report NAME: one set of flags for every report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from leadctl.commands._context import clock, database, flags, note
from leadctl.errors import UsageError, did_you_mean

app = typer.Typer()

REPORT_NAMES = ("performance", "summary")
PERIOD, FILTER, COUNT, LAYOUT = "Period", "Filters", "What counts", "Layout"
Names = list[str] | None


def _switch(name: str, text: str, panel: str = PERIOD) -> Any:
    return typer.Option(name, help=text, rich_help_panel=panel)


def _many(text: str, *names: str) -> Any:
    return typer.Option(*names, help=f"{text} (repeatable: any of them).", rich_help_panel=FILTER)


@app.command()
def report(
    name: Annotated[str, typer.Argument(metavar="NAME", help="performance or summary")],
    today: Annotated[bool, _switch("--today", "Today.")] = False,
    yesterday: Annotated[bool, _switch("--yesterday", "Yesterday.")] = False,
    this_week: Annotated[bool, _switch("--this-week", "The whole week of today.")] = False,
    last_week: Annotated[bool, _switch("--last-week", "The week before.")] = False,
    this_month: Annotated[bool, _switch("--this-month", "The whole month of today.")] = False,
    last_month: Annotated[bool, _switch("--last-month", "The month before.")] = False,
    last_30_days: Annotated[bool, _switch("--last-30-days", "30 whole days, today included.")] = False,
    last_60_days: Annotated[bool, _switch("--last-60-days", "60 whole days, today included.")] = False,
    last_1_year: Annotated[bool, _switch("--last-1-year", "Twelve months, today included.")] = False,
    from_: Annotated[str | None, typer.Option("--from", help='First day: 2026-01-01 or "2 weeks ago".')] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last day, whole; without it up to today.")] = None,
    tz: Annotated[str | None, typer.Option(help="Zone of the day boundaries; default the config's.")] = None,
    account: Annotated[Names, _many("Account with all below it", "--account", "--partner")] = None,
    record_type: Annotated[
        Names, typer.Option(help="Exactly one kind of lead; without it all.", rich_help_panel=FILTER)
    ] = None,
    show_disabled: Annotated[bool, typer.Option("--show-disabled", help="Disabled users too (performance).")] = False,
    team: Annotated[Names, _many("Team", "--team")] = None,
    user: Annotated[Names, _many("User", "--user")] = None,
    strategy: Annotated[Names, _many("Strategy, also (manual), (imported) …", "--strategy")] = None,
    method: Annotated[Names, _many("Method", "--method")] = None,
    mode: Annotated[Names, _many("push, pull or other", "--mode")] = None,
    product: Annotated[Names, _many("Product", "--product")] = None,
    source: Annotated[Names, _many("Source", "--source")] = None,
    source_type: Annotated[Names, _many("Source type", "--source-type")] = None,
    campaign: Annotated[Names, _many("Campaign", "--campaign", "--source-campaign")] = None,
    priority: Annotated[Names, _many("high, medium or low", "--priority")] = None,
    confidence: Annotated[Names, _many("Confidence", "--confidence")] = None,
    value_slab: Annotated[Names, _many("Value slab of the rules", "--value-slab")] = None,
    score_band: Annotated[Names, _many("Score band of the rules", "--score-band")] = None,
    sales_stage: Annotated[Names, _many("Status", "--sales-stage")] = None,
    outcome: Annotated[Names, _many("pending, accepted, rejected …", "--outcome")] = None,
    attribute: Annotated[Names, _many("NAME=VALUE of the account, else of the lead", "--attribute")] = None,
    by: Annotated[
        str | None, typer.Option("--by", "--group-by", help="Up to three, comma-separated; none for the total alone.")
    ] = None,
    no_contact_rate: Annotated[bool, _switch("--no-contact-rate", "Without contact columns.", LAYOUT)] = False,
    no_actions: Annotated[bool, _switch("--no-actions", "Without actions.", LAYOUT)] = False,
    no_appointments: Annotated[bool, _switch("--no-appointments", "Without appointments.", LAYOUT)] = False,
    no_closed: Annotated[bool, _switch("--no-closed", "Without closed leads.", LAYOUT)] = False,
    status_change: Annotated[
        Names, typer.Option(help="A column of leads that entered this status (repeatable).")
    ] = None,
    contact_base: Annotated[str | None, typer.Option(help="new | distributed: what the rate divides by.")] = None,
    contact_means: Annotated[str | None, typer.Option(help="left | reached: what contact is.")] = None,
    count: Annotated[str | None, typer.Option(help="distribution | activity: whose date decides.")] = None,
    hops: Annotated[bool, typer.Option("--hops", help="List passages handed on by design too.")] = False,
    events_since_distribution: Annotated[
        bool, typer.Option("--events-since-distribution", help="Events before a distribution do not count (summary).")
    ] = False,
    columns: Annotated[str | None, typer.Option(help="Columns of summary rows, comma-separated.")] = None,
    sort: Annotated[str | None, typer.Option(help="COLUMN, or -COLUMN for the largest first.")] = None,
    format: Annotated[str | None, typer.Option(help="table | markdown | csv | json.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here; the suffix names the format.")
    ] = None,
    wide: Annotated[bool, typer.Option("--wide", help="All columns, however narrow the terminal.")] = False,
) -> None:
    """Print a report: performance (strategies and users) or summary (every distributed lead).

    Examples:  leadctl report performance --last-30-days --account West
               leadctl report summary --group-by partner,source-campaign -o out.csv
    """
    given = dict(locals())
    from leadctl.db.connection import snapshot

    with database() as con, snapshot(con):
        from leadctl.db.settings import glance
        from leadctl.reports import REPORTS, render

        known_report(name)
        config = glance(con)
        shape = render.choose(format, str(output) if output else None)
        table = REPORTS[name](con, config, build_spec(given, config))
        for line in table.warnings:
            note(line)
        if output is None:
            said = render.write(table, shape, sys.stdout, wide=wide)
        else:
            said = _write_file(table, shape, output)
        for line in said:
            note(line)


def known_report(name: str) -> None:
    """Raise UsageError with the nearest name unless there is such a report."""
    if name not in REPORT_NAMES:
        raise UsageError(
            f'no report "{name}"{did_you_mean(name, REPORT_NAMES)}',
            slug="unknown-report",
            hint="leadctl report " + " | ".join(REPORT_NAMES),
        )


ONLY = {
    "performance": (
        "show_disabled",
        "no_contact_rate",
        "no_actions",
        "no_appointments",
        "no_closed",
        "status_change",
        "contact_base",
        "contact_means",
        "count",
    ),
    "summary": ("events_since_distribution", "columns"),
}
FILTERS = (
    "team",
    "user",
    "strategy",
    "method",
    "mode",
    "product",
    "source",
    "source_type",
    "campaign",
    "priority",
    "confidence",
    "value_slab",
    "score_band",
    "sales_stage",
    "outcome",
)
CHOICES = {
    "contact_base": ("new", "distributed"),
    "contact_means": ("left", "reached"),
    "count": ("distribution", "activity"),
}


def _flag(name: str) -> str:
    return "--" + name.strip("_").replace("_", "-")


def build_spec(given: dict[str, Any], config: Any) -> Any:
    """Return the ReportSpec of the flags. Raises UsageError for flags that do not go together."""
    from leadctl.reports.performance import BY
    from leadctl.reports.spec import Filter, ReportSpec, parse_attributes, parse_group

    name = given["name"]
    _check(given)
    zone = given["tz"] or config.timezone
    now = clock(zone).now()
    period = resolve_period(given, zone, now, config.week_starts)
    filters = [Filter(f.replace("_", "-"), tuple(given[f])) for f in FILTERS if given[f]]
    filters += [Filter(kind, tuple(values)) for kind, values in parse_attributes(given["attribute"] or []).items()]
    group = parse_group(given["by"], BY if name == "performance" else ())
    if given["hops"] and name == "summary" and group:
        raise UsageError("--hops lists rows; it does not go with --group-by", slug="bad-flags")
    return ReportSpec(
        name,
        period,
        now,
        group,
        account=tuple(given["account"] or ()),
        record_type=(given["record_type"] or [None])[0],
        show_disabled=given["show_disabled"],
        filters=tuple(filters),
        contact_base=given["contact_base"] or "new",
        contact_means=given["contact_means"] or "left",
        count=given["count"] or "distribution",
        hops=given["hops"],
        status_changes=tuple(given["status_change"] or ()),
        without=tuple(_without(given)),
        columns=tuple(_words(given["columns"])),
        sort=given["sort"],
        events_since_distribution=given["events_since_distribution"],
        week_starts=config.week_starts,
    )


def resolve_period(given: dict[str, Any], zone: str, now: int, week_starts: str) -> Any:
    """Return the Period of the flags, or the report's default one."""
    from leadctl.reports.periods import DEFAULTS, FLAGS, resolve

    return resolve(
        [f for f in FLAGS if given[f.replace("-", "_")]],
        given["from_"],
        given["to"],
        zone=zone,
        now=now,
        week_starts=week_starts,
        default=DEFAULTS[given["name"]],
    )


def _check(given: dict[str, Any]) -> None:
    name = given["name"]
    for report_name, only in ONLY.items():
        for flag in only:
            if given[flag] and name != report_name:
                raise UsageError(f"{_flag(flag)} belongs to report {report_name}", slug="bad-flags")
    if len({kind.strip().casefold() for kind in given["record_type"] or ()}) > 1:
        raise UsageError("--record-type takes one kind of lead", slug="bad-flags", hint="without it all are reported")
    for flag, known in CHOICES.items():
        if given[flag] is not None and given[flag] not in known:
            raise UsageError(
                f'{_flag(flag)}: "{given[flag]}" is none of {", ".join(known)}{did_you_mean(given[flag], known)}',
                slug="bad-choice",
            )
    if given["columns"] and given["by"] and given["by"].strip().casefold() != "none":
        raise UsageError("--columns chooses columns of rows; groups have their own", slug="bad-flags")


def _without(given: dict[str, Any]) -> Sequence[str]:
    switches = ("contact-rate", "actions", "appointments", "closed")
    return [s for s in switches if given["no_" + s.replace("-", "_")]]


def _words(text: str | None) -> list[str]:
    return [w.strip() for w in (text or "").split(",") if w.strip()]


def _write_file(table: Any, shape: str, path: Path) -> list[str]:
    """Write beside the file, private, then take its place: a reader never sees half a report."""
    import os
    import tempfile

    from leadctl.errors import DatabaseError
    from leadctl.reports import render

    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise DatabaseError(f"cannot write {path}: {error.strerror}", slug="cannot-write") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            said = render.write(table, shape, stream)
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise DatabaseError(f"cannot write {path}: {error.strerror}", slug="cannot-write") from None
        raise
    if not flags.quiet:
        said = [*said, f"written to {path}"]
    return said
