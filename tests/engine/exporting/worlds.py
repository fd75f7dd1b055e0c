"""Whole databases driven by command lines, for what must hold between two of them."""

from __future__ import annotations

import csv
import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from leadctl.cli import invoke

RULES = """
timezone = "America/New_York"
empty_values = ["Select"]
[[attribute]]
name = "Budget"
type = "money"
[[attribute]]
name = "Seats"
type = "number"
[[attribute]]
name = "Trial"
type = "bool"
[[attribute]]
name = "Renewal"
type = "date"
[[status]]
name = "New"
system = "new"
[[status]]
name = "Tried"
system = "attempted"
[[status]]
name = "In talks"
system = "contacted"
[[status]]
name = "Won"
system = "closed"
[[status]]
name = "Lost"
system = "dead"
[[duplicate]]
match = ["email"]
on_match = "link"
[[strategy]]
name = "Big ones"
method = "round_robin"
when = { value = { min = 1000 } }
to = { users = ["ana", "bob"] }
accept_within = "2h"
[[strategy]]
name = "Everybody"
method = "round_robin"
to = { users = ["ana", "bob", "carla"] }
"""
USERS = (
    "login,name,email\nana,Ana Lee,ana@firm.example\nbob,Bob Hill,bob@firm.example\ncarla,Carla Diaz,c@firm.example\n"
)
KINDS = ("leads", "distributions", "activities", "assignments")
IMPORTED_AS = {"assignments": "distributions"}


class World:
    """One database in a folder of its own, with the rules and users above."""

    def __init__(self, folder: Path, rules: str = RULES) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        (folder / "rules.toml").write_text(rules, "utf-8")
        (folder / "users.csv").write_text(USERS, "utf-8")
        self.now = "2026-03-02T09:00:00-05:00"
        self.ok("init", "--config", str(folder / "leadctl.toml"))
        self.ok("import", "users", str(folder / "users.csv"))
        self.ok("config", "apply", str(folder / "rules.toml"))

    def run(self, *words: str) -> tuple[int, str, str]:
        """Return exit code, stdout and stderr of one command line."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = invoke([*words, "--db", str(self.folder / "leads.db"), "--now", self.now])
        sys.stdout.flush()
        return code, out.getvalue(), err.getvalue()

    def ok(self, *words: str, codes: tuple[int, ...] = (0,)) -> str:
        """Return stdout of a command line that must end with one of `codes`."""
        code, out, err = self.run(*words)
        assert code in codes, (words, code, out, err)
        return out

    def import_(
        self, kind: str, data: bytes, *flags: str, ending: str = "csv", may_reject: str = ""
    ) -> dict[str, int]:  # fmt: skip
        """Return the figures of an import of these bytes."""
        import json

        if not data:  # NDJSON of nothing
            return {}
        path = self.folder / f"in.{ending}"
        path.write_bytes(data)
        told = json.loads(self.ok("import", IMPORTED_AS.get(kind, kind), str(path), *flags, "--json", codes=(0, 1)))
        assert told["rejected_by_reason"].keys() <= {may_reject}, told["examples"]
        return told

    def export(self, kind: str, *flags: str, ending: str = "csv") -> bytes:
        """Return the bytes of an export."""
        path = self.folder / f"out.{ending}"
        self.ok("export", kind, "-o", str(path), "--force", *flags)
        return path.read_bytes()

    def exports(self, *flags: str, ending: str = "csv") -> dict[str, bytes]:
        """Return the four exports."""
        return {kind: self.export(kind, *flags, ending=ending) for kind in KINDS}


def csv_of(header: list[str], rows: list[list[str]]) -> bytes:
    """Return a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([header, *rows])
    return out.getvalue().encode("utf-8", "surrogatepass")


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
