"""docs/reports.md: every column with its definition, from the docstrings of measures. `python -m leadctl.generate`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Final

from leadctl.reports.measures.base import Described, Measure, Section
from leadctl.reports.spec import ALIASES, DIMENSIONS, TIMES

HEAD: Final = """# Reports

`leadctl report performance` shows how strategies and users do with the leads they are given; `leadctl report summary`
lists every distributed lead, or groups them. Flags: `leadctl report --help`. This page is generated from the code
(`make docs`).

**What counts.** A passage (one distribution of one lead to one recipient) counts in the period in which it was made.
E is the set of passages of a row, U the distinct leads in E. Undone passages are in no report; recalled ones are. An
open broadcast counts for nobody, a taken one for its taker. A passage that is handed on by design counts until it is
handed on; while it stands it is a row `[West]`; the footer says how many were handed on and `--hops` lists them. Work
counts for the passage it belongs to and only when it happened before the period's end. Work that belongs to no passage,
and work on a passage that was handed on before the period's end, is listed as `(no strategy)`, or `(transferred)` after
a transfer to its user.

**Totals.** Passages, actions and appointments add up, those of `(no strategy)` and `(transferred)` included, so that
every activity is in the grand total once. Everything that counts leads counts distributed leads and is counted anew at
every level, so a subtotal may be below the sum of its rows. Rates come from the counts of their own level. 0/0 prints
`-`, null in JSON. `other` is the section of passages without push or pull: `(imported)`, `(named)`, `(manual)`,
`(handout)`.

**Periods.** Half-open, of whole local days in the zone of `--tz`, else of the rules. Without one: performance the last
30 days, summary twelve months. `--count activity` counts the work that happened in the period, whatever the date of
its distribution; then rates print `-`.

**Trend and comparison.** `--trend day|week|month` adds the table `trend`, the same figures per stretch in which the
leads were distributed. `--compare previous` puts the period before beside any report of groups: as many whole calendar
months before where the period is made of such, else as many days. `KEY:before` is the figure there, `KEY:change` the
difference (of a rate in percentage points). `--outcomes to-date` counts the same leads with the outcomes up to now, not
up to the period's end: such figures move.

**Formats.** `--format table|markdown|csv|json|xlsx|html`, else the suffix of `-o FILE` names it; `-o -` is stdout. A
file is written whole, mode 0600, and never over another without `--force`. The same cell reads the same everywhere: CSV
and JSON hold raw numbers (a rate as a fraction of 1, money in minor units, durations in seconds, a trend as one number
per bucket) and ISO times with offset; CSV holds one table (`--table KEY`) and puts a quote before what a spreadsheet
would run. A workbook holds dates in the report's zone, money in whole units, one sheet per table with rows first and
sums below, charts, and the criteria. On a terminal less important columns give way to its width (`--wide` shows all),
bars stand beside shares, and what is longer than the screen goes through `LEADCTL_PAGER`, else `PAGER`, else
`less -FRX` (`--no-pager`); `NO_COLOR` and `TERM=dumb` are heeded. Colour tells changes for the better from others.

**Pages.** `--format html` is one file that needs nothing else: criteria, key figures, charts with their words and
figures, sortable tables, what the columns mean. Nothing leaves it (its content security policy allows its own style and
script alone), and without JavaScript only sorting is missing. Where rows name leads (`lead_id`), the first 300 leads
have their page in the file, linked from the row: what is known of them now, so none with `--known-at`. On paper these
are left out. `leadctl lead show LEAD -o lead.html` is such a page alone.

**Saved filters.** `--save NAME` keeps the flags of a question as they were typed, for that report: periods such as
`--last-week` move on with time; where a report goes (`-o`, `--format`, `--wide`) is not kept. `--filter NAME` asks
again, and what is typed beside it wins: a period over the saved one whatever flags either has, any other flag over its
own. With `--default` the filter is asked whenever neither a period nor a filter is typed. The header names the filter
in use and what was typed beside it. `leadctl report filters list|show|delete`. `leadctl report all -o FOLDER` writes
every report of one moment, all or none, with an index page for HTML; each takes its own default.

**Known at.** A past period changes by facts recorded later about it; the header counts them. `--known-at T` prints the
report as it was known then: facts recorded after T are left out, answers, ends, voids and undos after T are taken back,
and whose work it is, milestones, statuses and owners are worked out anew; rules, rosters and memberships are those of
then. The as-of moment is T at the latest; relative periods are those of now; a date is its last second. It is made in a
temporary copy of the file (room for it is needed where `TMPDIR` points). Kept without a date, so as they are today:
names, the account tree and attributes, owners of teams, present scores of leads, and for which gate a lead was held
before it was given out.

**Moments.** Account, team, source, campaign, product, priority, value, record type and system status are those of the
passage; the account tree and attributes are today's. The as-of moment is the period's last second or now, whichever is
earlier: a later answer leaves the row pending. Disabled means disabled then.
"""

# report -> the module of its measures, which says under SECTIONS what docs/reports.md lists
PAGES: Final = {
    "performance": "leadctl.reports.measures.performance",
    "summary": "leadctl.reports.measures.summary",
    "allocation": "leadctl.reports.measures.allocation",
    "response": "leadctl.reports.measures.response",
    "fairness": "leadctl.reports.measures.fairness",
    "sources": "leadctl.reports.measures.sources",
}


def sections(report: str) -> tuple[Section, ...]:
    """Return the documented tables of one report."""
    found: tuple[Section, ...] = importlib.import_module(PAGES[report]).SECTIONS
    return found


def definition(of: str | Callable[..., Any]) -> str:
    """Return the definition: a text, or the first line of a docstring."""
    return of if isinstance(of, str) else (of.__doc__ or "").strip().splitlines()[0]


def described(column: Measure | Described) -> tuple[str, str]:
    """Return (keys, definition) of one documented column."""
    return (column.key if isinstance(column, Measure) else column.keys), definition(column.of)


def markdown() -> str:
    """Return the whole of docs/reports.md."""
    aliases = ", ".join(f"`{alias}` = `{name}`" for alias, name in ALIASES.items())
    parts = [HEAD]
    for report in PAGES:
        for section in sections(report):
            parts += [f"## {section.title}", *([f"\n{section.intro}"] if section.intro else []), *_table(section)]
    return "\n".join(
        [
            *parts,
            "## Groups and filters",
            "",
            f"Up to three of {', '.join(f'`{d}`' for d in DIMENSIONS)}, `attribute:NAME` (of the account, else of the"
            f" lead), {', '.join(f'`{t}`' for t in TIMES)}. {aliases}. Each but the times is a filter too; given"
            " twice, either value fits. `(none)` is the group, and the filter value, of what is empty.",
            "",
        ]
    )


def _table(section: Section) -> list[str]:
    rows = [described(column) for column in section.columns]
    return ["", "| column | definition |", "|---|---|", *(f"| {key} | {text} |" for key, text in rows), ""]
