"""A random life of one file, with a copy of it kept after every step: what was known then, for certain."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable
from pathlib import Path

from leadctl.config import load_text
from leadctl.db.connection import connect
from leadctl.db.create import create_database
from leadctl.engine import lifecycle, offers, people, ruleset, runs, undo
from leadctl.engine.handout import HandOut, hand_out
from leadctl.engine.history_import.activities import import_activities
from leadctl.engine.history_import.common import PastOptions
from leadctl.engine.history_import.distributions import import_distributions
from leadctl.engine.history_import.opportunities import import_opportunities
from leadctl.engine.history_import.touches import import_touches
from leadctl.engine.importing.leads import LeadOptions, import_leads
from leadctl.engine.importing.undo import undo_import
from leadctl.engine.pulling.release import release
from leadctl.engine.pulling.take import pull
from leadctl.engine.tick import tick
from leadctl.errors import LeadctlError
from tests.builders import add_account, add_team, add_user
from tests.life import model

START = 1_772_464_200  # a Monday
HOUR = 3_600
DAY = 86_400
STATUSES = ("New", "Waiting", "Attempted", "Contacted", "Closed", "Dead")
CONFIG = (
    model.CONFIG
    + """
[[strategy]]
name = "To the team"
method = "direct"
to = { team = "Desk" }
when = { country = "ES" }

[[strategy]]
name = "Asked together"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
when = { country = "PT" }
accept_within = "10m"
broadcast = true

[[strategy]]
name = "Asked as a team"
method = "direct"
to = { team = "Desk" }
when = { country = "NL" }
accept_within = "2h"
"""
)
OTHER = CONFIG.replace("cold = 0", "cold = 10").replace('users = ["cat", "dan"]', 'users = ["cat", "dan", "eve"]')
COUNTRIES = ("DE", "FR", "GB", "US", "IT", "SE", "ES", "PT", "NL")


class Life:
    """The file `con`, lived in by `step`; `past` holds (moment, the file's bytes) after each step."""

    pauses: tuple[int, ...] = (1, 1, 60, 300, 900, HOUR)  # seconds between two steps

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, random.Random(seed)
        file = folder / "life.db"
        create_database(file, 0)
        self.con = connect(file)
        self.con.execute("pragma synchronous = off")
        west = add_account(self.con, "West")
        self.users = {
            login: add_user(self.con, login, account_id=west if account == "West" else 1)
            for login, account in model.ACCOUNTS.items()
        }
        add_team(self.con, "Desk", self.users["eve"], [self.users["dan"], self.users["eve"]])
        self.text = CONFIG
        ruleset.apply(self.con, CONFIG, START - 10, "ops")
        self.config = load_text(CONFIG, "rules")
        self.now = START
        self.files = itertools.count(1)
        self.past: list[tuple[int, bytes, str]] = []
        self.done: list[str] = []

    # ------------------------------------------------------------ living

    def kinds(self) -> dict[Callable[[], None], int]:
        """Return the steps and how often each is taken."""
        return {
            self.leads: 6, self.leads_again: 2, self.assign: 6, self.pull_one: 4, self.release_one: 1, self.answer: 6,
            self.tick: 3, self.give: 3, self.work: 10, self.work_late: 4, self.void: 3, self.undo_run: 4,
            self.activities: 3, self.distributions: 3, self.values: 2, self.undo_import: 3, self.disable: 1,
            self.rules: 1, self.hand_out: 3, self.wait: 3,
        }  # fmt: skip

    def live(self, steps: int) -> None:
        kinds = self.kinds()
        for number in range(steps):
            step = self.leads if number == 0 else self.rng.choices(list(kinds), list(kinds.values()))[0]
            self.now += self.rng.choice(self.pauses)
            try:
                step()
            except LeadctlError as problem:
                self.done.append(f"{self.now} {step.__name__}: {problem.message}")
            else:
                self.done.append(f"{self.now} {step.__name__}")
            self.keep()

    def keep(self) -> None:
        """Keep what is known after a step."""
        self.past.append((self.now, self.con.serialize(), self.text))

    def one(self, sql: str, *values: object) -> int:
        """Return one of the numbers that a select gives. Raises LeadctlError when there is none."""
        found = [row[0] for row in self.con.execute(sql, values)]
        if not found:
            raise LeadctlError("nothing to do")
        return self.rng.choice(found)

    def user(self) -> str:
        return self.rng.choice(list(self.users))

    def lead(self) -> int:
        return self.one("select id from lead where undone_at is null")

    def file(self, header: str, rows: list[str]) -> str:
        path = self.folder / f"{next(self.files)}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return str(path)

    def ago(self) -> str:
        """Return a moment of the days before, as files write it."""
        from leadctl.clock import iso

        return iso(self.now - self.rng.choice([0, 60, 1_800, HOUR, 9 * HOUR, 2 * DAY]))

    # ------------------------------------------------------------ steps

    def leads(self) -> None:
        number, rng = next(self.files), self.rng
        owned = rng.random() < 0.2
        rows = [
            f"{number}-{i},p{rng.randint(1, 40)}@example.com,{rng.choice(COUNTRIES)},{rng.choice([5, 200])},"
            f"{rng.choice(['Fair', 'Web'])},{rng.choice(['gold', 'tin'])},{self.user() if owned else ''},"
            f"{self.ago() if rng.random() < 0.7 else ''}"
            for i in range(rng.randint(1, 6))
        ]
        path = self.file("Lead ID,Email,Country,Value,Lead Source,Plan,Owner,Created", rows)
        import_leads(self.con, LeadOptions(path, owner_column="Owner" if owned else None), self.config, self.now)

    def leads_again(self) -> None:
        """The same leads with other cells, other statuses, other owners."""
        rng = self.rng
        ids = [r[0] for r in self.con.execute("select external_id from lead where undone_at is null order by id")]
        rows = [
            f"{key},{rng.choice([7, 300])},{rng.choice(['Fair', 'Web', 'Ads'])},{rng.choice(['gold', 'zinc'])},"
            f"{rng.choice(STATUSES)},{self.user()}"
            for key in rng.sample(ids, min(len(ids), 4))
        ]
        path = self.file("Lead ID,Value,Lead Source,Plan,Status,Owner", rows)
        options = LeadOptions(
            path, owner_column="Owner", update_status=rng.random() < 0.5, update_owner=rng.random() < 0.4
        )
        import_leads(self.con, options, self.config, self.now)

    def assign(self) -> None:
        runs.assign(self.con, self.config, self.now)

    def pull_one(self) -> None:
        pull(self.con, self.config, self.rng.choice(["ana", "bob", "cat"]), self.now, "ops")

    def release_one(self) -> None:
        lead = self.one("select lead_id from distribution where mode = 'pull' and ended_at is null")
        release(self.con, self.config, [lead], self.now, "ops")

    def answer(self) -> None:
        offer = self.one(
            "select id from distribution where offered = 1 and accepted_at is null and ended_at is null"
            " and undone_at is null"
        )
        row = self.con.execute("select level, user_id from distribution where id = ?", (offer,)).fetchone()
        user = row[1] if row[0] == "user" else self.users[self.rng.choice(["dan", "eve"])]
        said = offers.accept if self.rng.random() < 0.6 else offers.reject
        said(self.con, self.config, f"offer:{offer}", user, self.now)

    def tick(self) -> None:
        tick(self.con, self.config, self.now)

    def wait(self) -> None:
        self.now += self.rng.choice([700, 2 * HOUR, DAY])

    def give(self) -> None:
        lifecycle.give(self.con, self.lead(), self.users[self.user()], self.now, "boss")

    def hand_out(self) -> None:
        level = self.rng.choice(["team", "account"])
        lead = self.one("select lead_id from distribution where level = ? and ended_at is null", level)
        at = self.now - self.rng.choice([0, 0, 30, 600])
        hand_out(
            self.con, [str(lead)], HandOut(level, self.rng.choice(["dan", "eve"]), at), self.config, self.now, "boss"
        )

    def _work(self, at: int) -> None:
        lead = self.one("select lead_id from distribution where undone_at is null")
        users = [r[0] for r in self.con.execute("select user_id from distribution where lead_id = ?", (lead,)) if r[0]]
        user = self.rng.choice(users) if users and self.rng.random() < 0.8 else self.users[self.user()]
        kind, status = self.rng.random(), self.rng.choice(STATUSES)
        if kind < 0.4:
            lifecycle.add_action(self.con, lead, user, at, self.now, "ops", name="call")
        elif kind < 0.5:
            lifecycle.add_action(self.con, lead, user, at, self.now, "ops", name="call", status=status)
        elif kind < 0.8:
            lifecycle.change_status(self.con, lead, user, at, self.now, "ops", status=status)
        elif kind < 0.9:
            lifecycle.add_appointment(self.con, lead, user, at, self.now, "ops", starts_at=self.now + DAY)
        else:
            lifecycle.set_value(self.con, lead, user, at, self.now, amount=self.rng.randint(1, 9) * 100)

    def work(self) -> None:
        self._work(self.now)

    def work_late(self) -> None:
        """Typed in afterwards."""
        self._work(self.now - self.rng.choice([30, 300, 900, HOUR, DAY]))

    def void(self) -> None:
        activity = self.one("select id from activity where voided_at is null")
        lifecycle.void(self.con, activity, self.now, "ops", reason="wrong")

    def undo_run(self) -> None:
        run = self.one("select id from run where kind in ('assign', 'pull', 'tick') and undone_at is null")
        undo.undo(self.con, run, self.now, force=self.rng.random() < 0.3)

    def _past(self) -> tuple[list[str], PastOptions]:
        keys = [r[0] for r in self.con.execute("select external_id from lead where undone_at is null order by id")]
        return self.rng.sample(keys, min(len(keys), 4)), PastOptions("")

    def activities(self) -> None:
        rng, (leads, _) = self.rng, self._past()
        rows = [
            f"a{next(self.files)},{lead},{rng.choice([self.user(), self.user(), ''])},"
            f"{rng.choice(['call', 'status', 'meeting'])},{rng.choice([*STATUSES, '', '', ''])},{self.ago()}"
            for lead in leads
        ]
        path = self.file("Activity ID,Lead ID,User,Type,To Status,Date", rows)
        import_activities(self.con, PastOptions(path), self.config, self.now)

    def distributions(self) -> None:
        rng, (leads, _) = self.rng, self._past()
        rows = [
            f"d{next(self.files)},{lead},{self.user()},{self.ago()},{rng.choice(['Offers', 'Pool', ''])},"
            f"{rng.choice(['accepted', 'rejected', '', ''])}"
            for lead in leads
        ]
        path = self.file("Distribution ID,Lead ID,User,Date,Strategy,Answer", rows)
        import_distributions(self.con, PastOptions(path), self.config, self.now)

    def values(self) -> None:
        leads, _ = self._past()
        rows = [f"{lead},{self.rng.randint(1, 9)}00,{self.ago()}" for lead in leads]
        if self.rng.random() < 0.5:
            path = self.file("Lead ID,Amount,Date", rows)
            import_opportunities(self.con, PastOptions(path), self.config, self.now)
        else:
            path = self.file("Lead ID,Name,Date", rows)
            import_touches(self.con, PastOptions(path), self.config, self.now)

    def undo_import(self) -> None:
        number = self.one("select id from import where undone_at is null")
        undo_import(self.con, number, self.config, self.now, force=self.rng.random() < 0.7)

    def disable(self) -> None:
        login = self.user()
        if self.con.execute("select disabled_at from user where login = ?", (login,)).fetchone()[0] is None:
            people.disable_user(self.con, self.config, login, self.now, "left", leads_to="keep")
        else:
            people.enable_user(self.con, self.config, login, self.now)

    def rules(self) -> None:
        self.text = OTHER if self.text == CONFIG else CONFIG
        ruleset.apply(self.con, self.text, self.now, "ops")
        self.config = load_text(self.text, "rules")


def shown(table: object) -> str:
    """Return all that a report says, as text: for comparing."""
    import io

    from leadctl.reports.render import json as as_json

    stream = io.StringIO()
    as_json.write(table, stream)
    return json.dumps(json.loads(stream.getvalue()), indent=1, sort_keys=True)
