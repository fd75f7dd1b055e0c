"""Writes the sample data: `python sample_data/make_sample_data.py [FOLDER]`.

Everything is invented and comes from one seed, so that running it again gives the same bytes. leadctl.toml beside
this file is written by hand; the strategies' names and members in make_history.py follow it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import invented as world
from make_history import past_month
from make_leads import ad_file, crm_file, crm_leads, fair_file

SEED = 2026_03_31
USER_HEADER = ("login", "name", "email", "account", "team", "tags", "timezone", "shift", "per_day", "open", "weight")
DISTRIBUTION_HEADER = (
    "distribution_id",
    "lead",
    "user",
    "strategy",
    "distributed_at",
    "answer",
    "answered_at",
    "reason",
)
ACTIVITY_HEADER = ("activity_id", "lead", "user", "kind", "name", "happened_at", "status", "starts_at")
COST_HEADER = ("source", "campaign", "first_day", "last_day", "cost", "currency")


def sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as a UTF-8 CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def cost_rows(rng: Random) -> list[tuple[str, str, date, date, str, str]]:
    """Return what the month cost: ads by the week, a list and a webinar as a whole, a newsletter of no one source."""
    rows: list[tuple[str, str, date, date, float]] = []
    march, last = date(2026, 3, 1), date(2026, 3, 31)
    for week in range(5):
        monday = date(2026, 3, 2) + timedelta(7 * week)
        sunday = min(monday + timedelta(6), last)
        share = ((sunday - monday).days + 1) / 7
        for campaign, usual in zip(world.CAMPAIGNS[:4], (420.0, 160.0, 210.0, 640.0), strict=True):
            rows.append(("Search ads", campaign, monday, sunday, usual * share * rng.uniform(0.7, 1.3)))
        for source, usual in (("fb", 900.0), ("ig", 480.0)):
            rows.append((source, "", monday, sunday, usual * share * rng.uniform(0.7, 1.3)))
    rows.append(("Purchased list", "", march, last, 1_750.0))
    rows.append(("Webinar", "Roofing Webinar", date(2026, 3, 9), date(2026, 3, 20), 2_400.0))
    rows.append(("", "Newsletter March", march, last, 380.0))
    return [(*row[:4], f"{row[4]:.2f}", "USD") for row in rows]


def files() -> dict[str, bytes]:
    """Return file name -> content of everything that is generated."""
    leads = crm_leads(Random(SEED))
    crm = crm_file(Random(SEED + 1), leads)
    past = past_month(Random(SEED + 2), leads)
    users = [[*u[:2], f"{u[0]}@tallyfield.example", *u[2:10]] for u in world.USERS]
    return {
        "accounts.csv": sheet(("name", "parent", "kind", "owner", "country", "region", "level", "crm"), world.ACCOUNTS),
        "teams.csv": sheet(("name", "owner", "account"), world.TEAMS),
        "users.csv": sheet(USER_HEADER, users),
        "crm_leads.csv": crm,
        "messe_koeln.csv": fair_file(Random(SEED + 3)),
        "meta_leads.csv": ad_file(Random(SEED + 4), leads),
        "distributions.csv": sheet(DISTRIBUTION_HEADER, past.distributions),
        "activities.csv": sheet(ACTIVITY_HEADER, past.activities),
        "touches.csv": sheet(("touch_id", "lead", "name", "happened_at"), past.touches),
        "opportunities.csv": sheet(("lead", "user", "amount", "happened_at", "name"), past.opportunities),
        "costs.csv": sheet(COST_HEADER, cost_rows(Random(SEED + 5))),
    }


def main() -> None:
    """Write every file into the folder named, else beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
