"""A company whose every name, note and cell is hostile, made through the commands themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.safety.hostile import CELLS, ESCAPES, FORMULAS, MARKUP

Run = Callable[..., Any]
NAMES = (*FORMULAS[:5], *MARKUP, *ESCAPES.values(), "a|b", "tab\there", "\U0001f468\u200d\U0001f469\u200d\U0001f467")
TEXTS = [cell for cell in CELLS if cell.strip() and "\0" not in cell and len(cell) < 200]


def table(header: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a CSV text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return text.getvalue()


def quoted(text: str) -> str:
    """Return a TOML string."""
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + '"'


def rules() -> str:
    """Return rules whose strategies are named like formulas, markup and escape codes."""
    names = [*FORMULAS[:2], MARKUP[0], ESCAPES["colour"], MARKUP[-2]]
    strategies = [
        f'[[strategy]]\nname = {quoted(name)}\nto = {{ users = ["u0", "u1"] }}\nwhen = {{ value = {{ min = {at} }} }}\n'
        for at, name in enumerate(names)
    ]
    gate = f"[[gate]]\nname = {quoted(MARKUP[1])}\nhold_when = {{ value = {{ max = 1 }} }}\n"
    pull = f'[[strategy]]\nname = {quoted(FORMULAS[4])}\nmode = "pull"\nto = {{ users = ["u0"] }}\n'
    return f'timezone = "UTC"\nfeedback_after = "1h"\n{gate}{"".join(reversed(strategies))}{pull}'


def build(leadctl: Run) -> None:
    """Fill the database of the fixture `leadctl`; its files lie in the current folder."""
    users = [[f"u{n}", name, f"u{n}@x.example", "Corporate", name] for n, name in enumerate(NAMES)]
    write = {
        "users.csv": table("login,name,email,account,team", users),
        "accounts.csv": table("name,kind,region", [[n, "branch", n] for n in NAMES if n.strip()]),
        "leads.csv": table(
            "Lead ID,Name,Email,Phone,Company,City,Source,Campaign,Value,Created,Notes," + "Extra <b>=1+1</b>",
            [
                [
                    f"L{n}",
                    cell,
                    f"p{n}@x.example",
                    "+1 212 555 0100",
                    cell,
                    cell,
                    cell,
                    cell,
                    str(n % 6),
                    "2026-02-27 10:00",
                    cell,
                    cell,
                ]
                for n, cell in enumerate(TEXTS)
            ],
        ),
        "activities.csv": table(
            "Activity ID,Lead,User,Type,Date,Note",
            [[f"A{n}", f"L{n}", "u0", cell, "2026-02-28 07:00", cell] for n, cell in enumerate(TEXTS)],
        ),
        "costs.csv": table("Source,Campaign,Day,Cost", [[c, c, "2026-02-27", "5"] for c in TEXTS]),
        "opportunities.csv": table(
            "Lead,Amount,Name,Stage,User,Note", [[f"L{n}", "9", c, c, "u0", c] for n, c in enumerate(TEXTS)]
        ),
        "leadctl.toml": rules(),
    }
    for name, text in write.items():
        Path(name).write_text(text, "utf-8", newline="")
    for line in ("import accounts accounts.csv", "import users users.csv", "config apply leadctl.toml",
                 "import leads leads.csv", "import activities activities.csv", "import costs costs.csv",
                 "import opportunities opportunities.csv", "assign"):  # fmt: skip
        done = leadctl(*line.split(), now="2026-02-28T08:00:00Z")
        assert done.code in (0, 1), (line, done.err)
    for number, text in enumerate(NAMES[:12], 1):
        done = leadctl("lead", "action", f"L{number}", text, "--user", "u0", "--note", text)
        assert done.code in (0, 2, 4), done.err
