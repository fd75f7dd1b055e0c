"""The flags of the reports: each written once, and which report takes which. Typer reads them as a signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from leadctl.errors import UsageError

PERIOD, FILTER, COUNT, LAYOUT, SAVED = "Period", "Filters", "What counts", "Layout", "Saved filters"
Names = list[str] | None
Text = str | None
REMINDER_DAYS: Final = 14


def _flag(name: str, text: str, panel: str) -> tuple[Any, Any]:
    return Annotated[bool, typer.Option(name, help=text, rich_help_panel=panel)], False


def _text(text: str, panel: str, *names: str, **more: Any) -> tuple[Any, Any]:
    return Annotated[Text, typer.Option(*names, help=text, rich_help_panel=panel, **more)], None


def _many(text: str, *names: str) -> tuple[Any, Any]:
    words = f"{text} (repeatable: any of them)."
    return Annotated[Names, typer.Option(*names, help=words, rich_help_panel=FILTER)], None


# parameter -> (annotation, default), in the order of --help
COMMON_FIRST: Final[dict[str, tuple[Any, Any]]] = {
    "today": _flag("--today", "Today.", PERIOD),
    "yesterday": _flag("--yesterday", "Yesterday.", PERIOD),
    "this_week": _flag("--this-week", "The whole week of today.", PERIOD),
    "last_week": _flag("--last-week", "The week before.", PERIOD),
    "this_month": _flag("--this-month", "The whole month of today.", PERIOD),
    "last_month": _flag("--last-month", "The month before.", PERIOD),
    "last_30_days": _flag("--last-30-days", "30 whole days, today included.", PERIOD),
    "last_60_days": _flag("--last-60-days", "60 whole days, today included.", PERIOD),
    "last_1_year": _flag("--last-1-year", "Twelve months, today included.", PERIOD),
    "from_": _text('First day: 2026-01-01 or "2 weeks ago".', PERIOD, "--from"),
    "to": _text("Last day, whole; without it up to today.", PERIOD, "--to"),
    "tz": _text("Zone of the day boundaries; default the config's.", PERIOD),
    "account": _many("Account with all below it", "--account", "--partner"),
    "record_type": (
        Annotated[Names, typer.Option(help="Exactly one kind of lead; without it all.", rich_help_panel=FILTER)],
        None,
    ),
    "team": _many("Team", "--team"),
    "user": _many("User", "--user"),
    "strategy": _many("Strategy, also (manual), (imported) …", "--strategy"),
    "method": _many("Method", "--method"),
    "mode": _many("push, pull or other", "--mode"),
    "product": _many("Product", "--product"),
    "source": _many("Source", "--source"),
    "source_type": _many("Source type", "--source-type"),
    "campaign": _many("Campaign", "--campaign", "--source-campaign"),
    "priority": _many("high, medium or low", "--priority"),
    "confidence": _many("Confidence", "--confidence"),
    "value_slab": _many("Value slab of the rules", "--value-slab"),
    "score_band": _many("Score band of the rules", "--score-band"),
    "sales_stage": _many("Status", "--sales-stage"),
    "outcome": _many("pending, accepted, rejected …", "--outcome"),
    "attribute": _many("NAME=VALUE of the account, else of the lead", "--attribute"),
    "by": _text("Up to three, comma-separated; none for the total alone.", LAYOUT, "--by", "--group-by"),
}
COMMON_LAST: Final[dict[str, tuple[Any, Any]]] = {
    "known_at": _text('As it was known then: "2026-03-01 18:00"; a date is its end.', COUNT, "--known-at", metavar="T"),
    "columns": _text("Columns to show, in this order, comma-separated.", LAYOUT),
    "compare": _text("previous: beside the equal period before, with the change.", LAYOUT, metavar="previous"),
    "sort": _text("COLUMN, or -COLUMN for the largest first.", LAYOUT),
    "table": _text("Only this one of the report's tables.", LAYOUT),
    "format": _text("table | markdown | csv | json | xlsx | html.", LAYOUT),
    "as_json": _flag("--json", "As --format json.", LAYOUT),
    "output": (
        Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", help="Write here; the suffix names the format; - is stdout.", rich_help_panel=LAYOUT
            ),
        ],
        None,
    ),
    "force": _flag("--force", "Write over an existing file.", LAYOUT),
    "wide": _flag("--wide", "All columns, however narrow the terminal.", LAYOUT),
    "save": _text("Keep this question under a name; relative periods stay relative.", SAVED, "--save", metavar="NAME"),
    "filter": _text("Ask as saved; what is typed beside it wins.", SAVED, "--filter", metavar="NAME"),
    "default": _flag("--default", "The filter saved or named here is taken when no period or filter is typed.", SAVED),
    "no_pager": _flag("--no-pager", "Print long reports at once.", LAYOUT),
}
_OUTCOMES: Final = _text("period | to-date: outcomes up to its end, or up to now.", COUNT)
OWN: Final[dict[str, dict[str, tuple[Any, Any]]]] = {
    "performance": {
        "show_disabled": _flag("--show-disabled", "Disabled users too.", COUNT),
        "no_contact_rate": _flag("--no-contact-rate", "Without contact columns.", LAYOUT),
        "no_actions": _flag("--no-actions", "Without actions.", LAYOUT),
        "no_appointments": _flag("--no-appointments", "Without appointments.", LAYOUT),
        "no_closed": _flag("--no-closed", "Without closed leads.", LAYOUT),
        "status_change": (
            Annotated[
                Names,
                typer.Option(help="A column of leads that entered this status (repeatable).", rich_help_panel=LAYOUT),
            ],
            None,
        ),
        "contact_base": _text("new | distributed: what the rate divides by.", COUNT),
        "contact_means": _text("left | reached: what contact is.", COUNT),
        "count": _text("distribution | activity: whose date decides.", COUNT),
        "outcomes": _OUTCOMES,
        "trend": _text("day | week | month: the figures per stretch of distribution.", LAYOUT),
        "deals": _flag("--deals", "Won and dead leads, value, days to close.", LAYOUT),
        "timing": _flag("--timing", "Time to first action, share in time, untouched.", LAYOUT),
        "push_pull": _flag("--push-pull", "Push beside pull, with a caution.", LAYOUT),
        "hints": _flag("--hints", "What stands out, with the command to look further.", LAYOUT),
        "hops": _flag("--hops", "List passages handed on by design too.", COUNT),
    },
    "summary": {
        "hops": _flag("--hops", "List passages handed on by design too.", COUNT),
        "events_since_distribution": _flag(
            "--events-since-distribution", "Events before a distribution do not count.", COUNT
        ),
        "reminder": _text(
            f"Leads left alone for DAYS days (default {REMINDER_DAYS}), by account.",
            COUNT,
            "--reminder",
            metavar="[DAYS]",
        ),
        "show_undone": _flag("--show-undone", "List distributions taken back too; they count nowhere.", COUNT),
    },
    "allocation": {
        "per": _text("hour | day | week of table throughput; without it by the period's length.", LAYOUT),
    },
    "response": {},
    "fairness": {},
    "sources": {"outcomes": _OUTCOMES},
}


def filled_in(args: list[str]) -> list[str]:
    """Return the words typed, a bare --reminder with its days: the parser knows no flag whose value may be missing."""
    following = [*args[1:], "-"]
    return [
        f"{word}={REMINDER_DAYS}" if word == "--reminder" and after.startswith("-") else word
        for word, after in zip(args, following, strict=False)  # a line without words
    ]


ALL: Final = "all"  # every report at once: the flags that all of them have
OF_ALL: Final[dict[str, tuple[Any, Any]]] = {
    **{name: option for name, option in COMMON_FIRST.items() if name != "by"},
    "known_at": COMMON_LAST["known_at"],
    "format": _text("html, xlsx, csv …, comma-separated; without it html.", LAYOUT),
    "output": (
        Annotated[
            Path | None,
            typer.Option("-o", "--output", help="The folder to write; it may be new.", rich_help_panel=LAYOUT),
        ],
        None,
    ),
    "force": _flag("--force", "Write over existing files.", LAYOUT),
}


class ReportCommand(TyperCommand):
    """Says of another report's flag whose it is."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the line. Raises UsageError for a flag of another report."""
        try:
            return super().parse_args(ctx, filled_in(args))
        except Exception as problem:  # the parser's own class, which Typer does not hand out
            flag = str(getattr(problem, "option_name", ""))
            owners = [r for r, own in OWN.items() if flag in {f"--{name.replace('_', '-')}" for name in own}]
            if not owners:
                raise
            text = f"{flag} belongs to report {' and '.join(owners)}"
            raise UsageError(text, slug="bad-flags", hint=f"{ctx.command_path} --help") from None


def options_of(report: str) -> dict[str, tuple[Any, Any]]:
    """Return parameter -> (annotation, default) of one report, in the order of --help."""
    return OF_ALL if report == ALL else {**COMMON_FIRST, **OWN[report], **COMMON_LAST}


def command(report: str, doc: str, run: Callable[[str, dict[str, Any]], None]) -> Callable[..., None]:
    """Return the function of `leadctl report REPORT`, with the report's flags as its signature."""
    options = options_of(report)

    def callback(**given: Any) -> None:
        if given.pop("as_json", False):
            if given["format"] not in {None, "json"}:
                raise UsageError("--json is --format json: give one of them", slug="bad-flags")
            given["format"] = "json"
        run(report, given)

    callback.__name__ = report
    callback.__doc__ = doc
    callback.__annotations__ = {name: annotation for name, (annotation, _) in options.items()}
    callback.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what Typer reads
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in options.items()
        ]
    )
    return callback
