"""docs/reports.md: every column with its definition, from the docstrings of measures. `python -m leadctl.generate`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from leadctl.reports import measures
from leadctl.reports.spec import ALIASES, DIMENSIONS, TIMES

HEAD: Final = """# Reports

`leadctl report performance` shows how strategies and users do with the leads they are given; `leadctl report summary`
lists every distributed lead, or groups them. Flags: `leadctl report --help`. This page is generated from the code
(`make docs`).

**What counts.** A passage (one distribution of one lead to one recipient) counts in the period in which it was made.
E is the set of passages of a row, U the distinct leads in E. Undone passages are in no report; recalled ones are. An
open broadcast counts for nobody, a taken one for its taker. A passage that is handed on by design counts until it is
handed on; while it stands it is a row `[West]`; the footer says how many were handed on and `--hops` lists them. Work
counts for the passage it belongs to and only when it happened before the period's end. Work that belongs to no passage
is listed as `(no strategy)`, or `(transferred)` after a transfer to its user.

**Totals.** Passages, actions and appointments add up, those of `(no strategy)` and `(transferred)` included, so that
every activity is in the grand total once. Everything that counts leads counts distributed leads and is counted anew at
every level, so a subtotal may be below the sum of its rows. Rates come from the counts of their own level. 0/0 prints
`-`, null in JSON. `other` is the section of passages without push or pull: `(imported)`, `(named)`, `(manual)`,
`(handout)`.

**Periods.** Half-open, of whole local days in the zone of `--tz`, else of the rules. Without one: performance the last
30 days, summary twelve months. `--count activity` counts the work that happened in the period, whatever the date of
its distribution; then rates print `-`.

**Moments.** Account, team, source, campaign, product, priority, value, record type and system status are those of the
passage; the account tree and attributes are today's. The as-of moment is the period's last second or now, whichever is
earlier: a later answer leaves the row pending. Disabled means disabled then.
"""

SUMMARY: Final[tuple[tuple[str, str], ...]] = (
    ("lead_id, lead", "The lead's id; its e-mail, else phone, else name."),
    ("distributed_at", "When this distribution was made, in the report's zone."),
    ("recipient, account", "Login of the user (`[West]` for an account or team), and his account at that moment."),
    (
        "accepted, rejected, pending",
        "Yes or No as of the report, at most one Yes. A distribution without an offer reads `auto` under accepted"
        " (null in JSON).",
    ),
    (
        "outcome",
        "pending, accepted, auto-accepted (also without an offer), rejected (reason), expired, rerouted (rejected or"
        " expired, and passed to someone later), recalled (taken back, or ended before it was answered).",
    ),
    ("sales_stage", "The lead's status at the as-of moment, or at the end of this passage if that came first."),
    (
        "marketing_events",
        "Touches of kind marketing up to as-of; `--events-since-distribution` leaves out earlier ones.",
    ),
    (
        "crm_events",
        "Activities and touches that came from a CRM; empty for an account without one: its own `crm`, else the nearest"
        " ancestor's, else yes once anything was imported from a CRM.",
    ),
    ("opportunity_value_raw", "The latest amount of each of the lead's opportunities as of the report, added up."),
    ("source_campaign", "The campaign of the passage, else empty."),
    ("people_involved", "Optional: logins of everyone who worked on the lead before as-of."),
    ("hand_offs", "Optional: passages of the lead after its first, and transfers that made no passage, before as-of."),
    ("reject_reason", "Optional: the reason given with a rejection."),
)
GROUPED: Final[tuple[tuple[str, str | Callable[..., Any]], ...]] = (
    ("distributions, unique_leads", "Passages, and distinct leads among them."),
    ("accepted, rejected, pending", "Passages with a Yes in that column."),
    ("other", measures.other),
    ("acceptance_rate", measures.acceptance_rate),
    ("worked_leads", "Distinct leads with attributed work before as-of."),
    ("followed_up_rate", measures.followed_up_rate),
    ("marketing_events, crm_events", "As above; an event counts once per group and once in the total."),
    ("opportunity_value", measures.weighted),
    ("opportunity_value_raw", "As above, once per lead and group."),
)


def definition(of: str | Callable[..., Any]) -> str:
    """Return the definition: a text, or the first line of a docstring."""
    return of if isinstance(of, str) else (of.__doc__ or "").strip().splitlines()[0]


def markdown() -> str:
    """Return the whole of docs/reports.md."""
    performance = [(m.key, definition(m.of)) for m in measures.PERFORMANCE]
    performance += [
        ("status:SLUG", definition(measures.status_entered)),
        ("status:SLUG_rate", definition(measures.status_entered_rate)),
        ("passed_on", "With `--hops`: passages to an account or team that were handed on before the period's end."),
    ]
    rows = [*SUMMARY[:8], ("opportunity_value", definition(measures.weighted)), *SUMMARY[8:]]
    aliases = ", ".join(f"`{alias}` = `{name}`" for alias, name in ALIASES.items())
    return "\n".join(
        [
            HEAD,
            "## Columns of `performance`",
            *_table(performance),
            "## Columns of `summary`, one row per distribution",
            *_table(rows),
            "## Columns of `summary --group-by`",
            *_table([(key, definition(of)) for key, of in GROUPED]),
            "## Groups and filters",
            "",
            f"Up to three of {', '.join(f'`{d}`' for d in DIMENSIONS)}, `attribute:NAME` (of the account, else of the"
            f" lead), {', '.join(f'`{t}`' for t in TIMES)}. {aliases}. Each but the times is a filter too; given"
            " twice, either value fits. `(none)` is the group, and the filter value, of what is empty.",
            "",
        ]
    )


def _table(rows: list[tuple[str, str]]) -> list[str]:
    return ["", "| column | definition |", "|---|---|", *(f"| {key} | {text} |" for key, text in rows), ""]
