"""Writes the sample data: `python sample_data/make_sample_data.py [FOLDER]`.

Everything is invented and comes from one seed, so that running it again gives the same bytes. leadctl.toml beside
this file is written by hand; the strategies' names and members in make_history.py follow it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
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


def sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as a UTF-8 CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


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
    }


def main() -> None:
    """Write every file into the folder named, else beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
