"""Every parameter of every command that names a thing: a shell completes it, and a wrong name is answered helpfully.

A new parameter has to be put into one of the tables of leadctl/commands/_completion.py, or among FREE here.
"""

from __future__ import annotations

import sqlite3

import pytest

from leadctl.commands._completion import kind_of
from leadctl.reports import REPORTS
from tests.commands.test_same_flags import tree

RULES = """
timezone = "America/New_York"
record_types = ["Inbound", "Partner"]
value_slabs = [5_000, 20_000]
score_bands = { hot = 40, warm = 20, cold = 0 }
[[mapping]]
name = "fair"
columns = { "Firma" = "company" }
[notify]
from = "leads@example.com"
smtp = "mail.example.com"
[[notify.webhook]]
name = "crm"
url = "https://crm.example.com/in"
[[strategy]]
name = "Call list"
mode = "pull"
to = { users = ["ana"] }
when = { source = ["Web form"] }
[[strategy]]
name = "Enterprise"
method = "round_robin"
to = { users = ["ana"] }
when = { source = ["Referral"] }
"""
LEADS = """Lead ID,Name,Email,Source,Source type,Campaign,Product,Confidence,Record type
L1,Ann,ann@x.example,Referral,organic,Spring Launch,Dispatch,high,Inbound
L2,Bea,bea@y.example,Portal,organic,Spring Launch,Dispatch,high,Inbound
"""
NOW = "2026-03-02T12:00:00-05:00"

# What is free: text, numbers, times, a new name, the words of a file.
FREE = {
    "limit", "reason", "since", "until", "from_", "to", "at", "first", "last", "lasting", "starts", "wait", "keep",
    "count", "every", "min_free", "note", "notes", "text", "email", "phone", "name", "company", "state", "city",
    "postal_code", "latitude", "longitude", "value", "external_id", "received", "amount", "weight", "per_hour",
    "per_day", "per_week", "open_cap", "shift", "quiet_hours", "again_in", "tick_age", "offer_age", "alert_age",
    "held_age", "import_age", "run_age", "backup_age", "known_at", "reminder", "empty", "delimiter", "new_login",
    "new_name", "login", "owner_column", "owned_since", "recipient_column",
}  # fmt: skip
FILES = {"file", "folder", "output", "rejects", "propose", "approve", "backups"}
BY_PARSER = {("runs", "list", "kind")}  # of fixed words, completed and checked where the line is parsed

# Where any word is right, for it may be the first of its kind.
NEW = {
    *((*path, "tags") for path in (("user", "add"), ("user", "edit"), ("user", "tag", "add"))),
    *(("lead", verb, name) for verb in ("add", "edit") for name in ("source", "campaign", "product")),
    *(("import", "leads", name) for name in ("source", "source_type", "campaign")),
    *(("import", "costs", name) for name in ("source", "campaign")),
    *(("account", verb, "attributes") for verb in ("add", "edit")),
    ("watch", "source"),
    *(("lead", verb, name) for verb in ("add", "edit") for name in ("country", "priority")),  # a warning, as in a file
    ("import", "territories", "table"),
    ("lead", "action", "name"),
    ("lead", "touch", "kind"),
    *(("report", name, "save") for name in REPORTS),
}

# kind -> (what is typed, the name it is like); None: a number or a code has no like, the remedy is told
WRONG = {
    "user": ("anna", "ana"), "account": ("Wesst", "West"), "team": ("West dsk", "West desk"),
    "strategy": ("Enterprize", "Enterprise"), "status": ("Contactd", "Contacted"), "source": ("Refferal", "Referral"),
    "campaign": ("Spring Lunch", "Spring Launch"), "product": ("Dispach", "Dispatch"),
    "record_type": ("Inbuond", "Inbound"), "mapping": ("fairr", "fair"), "tag": ("senoir", "senior"),
    "territory": ("us-zp", "us-zip"), "zone": ("Europe/Berlim", "Europe/Berlin"), "report filter": ("weekli", "weekly"),
    "channel": ("crmm", "crm"), "way": ("emial", "email"), "help topic": ("cookbok", "cookbook"),
    "export": ("leeds", "leads"),
    "export format": ("cvs", "csv"), "preset": ("salesfrce", "salesforce"), "watched kind": ("leds", "leads"),
    "account kind": ("brnch", "branch"), "yes or no": ("yess", None), "doctor check": ("verfy", "verify"),
    "dimension": ("acount", "account"), "report table": ("mian", "main"),
    "warning": ("unreachable-catch-al", "unreachable-catch-all"),
    "figure": ("contact_rte", "contact_rate"), "report": ("performnce", "performance"),
    "import field": ("Email=emial", "email"), "field of a new lead": ("emial=x", "email"),
    "condition": ("emial=x", "email"), "priority": ("hgh", "high"), "hold": ("no_stratgy", "no_strategy"),
    "cap": ("dya=40", "day"), "encoding": ("utf9", "utf-8"), "touch source": ("marketng", "marketing"),
    "method": ("round_robn", "round_robin"), "mode": ("psh", "push"), "source type": ("organc", "organic"),
    "confidence": ("hgh", "high"), "value slab": ("undr 5,000", "under 5,000"), "score band": ("wrm", "warm"),
    "outcome": ("rejectd", "rejected"), "attribute": ("regin=x", "region"), "contact_base": ("nw", "new"),
    "contact_means": ("lft", "left"), "outcomes": ("to-dat", "to-date"), "trend": ("wek", "week"),
    "compare": ("previus", "previous"), "per": ("hor", "hour"), "run": ("99", None), "lead": ("99999", None),
    "import": ("99", None), "version": ("99", None), "absence": ("99", None), "alert": ("99", None),
    "activity": ("99999", None), "country": ("XX", None), "format": ("jsn", "json"), "column": ("emial", "email"),
    "action": ("", None), "touch": ("", None),
}  # fmt: skip
OF_COMMAND = {  # where the command decides what is right
    ("pull", "strategy"): ("Cal list", "Call list"),
    ("queue", "strategy"): ("Cal list", "Call list"),
    ("report", "performance", "count"): ("activty", "activity"),
    **{
        ("import", what, "explicit"): ("Email=nmae", "name")
        for what in ("accounts", "teams", "activities", "touches", "opportunities")
    },
    ("import", "distributions", "explicit"): ("Email=answr", "answer"),
    ("import", "territories", "explicit"): ("Email=contry", "country"),
    ("import", "costs", "explicit"): ("Email=campain", "campaign"),
    ("geo", "load", "explicit"): ("Email=ctiy", "city"),
    ("feedback", "import", "explicit"): ("Email=statsu", "status"),
    ("report", "performance", "column"): ("closed_leds", "closed_leads"),
    ("report", "summary", "column"): ("recipint", "recipient"),
    ("report", "allocation", "column"): ("distributd", "distributed"),
    ("report", "response", "column"): ("offred", "offered"),
    ("report", "fairness", "column"): ("entitld", "entitled"),
    ("report", "sources", "column"): ("generatd", "generated"),
}

VALID = {
    "user": "ana", "account": "West", "team": "West desk", "lead": "L1", "strategy": "Enterprise", "status": "New",
    "source": "Referral", "tag": "senior", "run": "1", "import": "1", "version": "1", "absence": "1", "activity": "1",
    "export": "leads", "report filter": "weekly", "channel": "crm", "territory": "us-zip", "action": "call",
    "touch": "email_opened", "report": "performance",
}  # fmt: skip
GIVEN = {
    "file": "leads.csv", "folder": ".", "name": "Someone", "login": "zoe", "text": "x", "at": "2026-03-03",
    "starts": "2026-03-03 10:00", "amount": "5", "reason": "asked", "first": "2026-03-09", "last": "2026-03-10",
    "output": "out", "until": "2026-03-09", "weight": "1",
}  # fmt: skip
BESIDE = {  # what else the line needs
    "geo load": ["--dry-run"],
    "config check": ["--strict"],
    "account disable": ["--with-users"],
    "account edit": ["--city", "Miami"],
    "team edit": ["--owner", "bob"],
    "user edit": ["--name", "Someone"],
    "lead follow-up": ["--at", "2026-03-04"],
    "lead add": ["--email", "new@x.example"],
    "lead edit": ["--email", "new@x.example"],
    "report all": ["-o", "out"],
    "why-not": ["ana"],
    "notify drop": ["--failed"],
}
ALONE = {("team", "edit", "owner"), ("notify", "drop", "alerts"), ("why-not", "user"), ("why-not", "strategy")}


def cases():
    """Return {(words of the command …, parameter): its option} of all that take a value.

    Flags that several reports share are looked at in the first of them.
    """
    found, shared = {}, set()
    for path, command in tree().items():
        for p in command.params:
            if getattr(p, "is_flag", False):
                continue
            words = tuple(path.split())
            same = (words[0], p.name, p.help) if words[0] == "report" and len(words) == 2 and p.opts else None
            if same is None or same not in shared or p.name in {"columns", "sort", "user"}:
                found[*words, p.name] = (command, p)
            shared.add(same)
    return found


CASES = cases()
KINDS = {case: kind_of(case[:-1], case[-1]) for case in CASES}
NAMED = [case for case, kind in KINDS.items() if kind is not None]


def test_every_parameter_is_completed_or_free():
    unknown = [case for case, kind in KINDS.items() if kind is None and case[-1] not in FREE | FILES]
    assert [case for case in unknown if case not in BY_PARSER] == []
    assert len(NAMED) > 200


def test_the_tables_here_speak_of_what_there_is():
    assert set(CASES) >= BY_PARSER | NEW - {case for case in NEW if case[-1] == "save"}
    assert {kind for kind in KINDS.values() if kind} - {"count"} == set(WRONG)
    assert {case[-1] for case, kind in KINDS.items() if kind is None} >= FREE | FILES


@pytest.fixture(scope="module")
def kept():
    """Return a place for the database that is made once."""
    return {}


@pytest.fixture
def desk(leadctl, db_file, tmp_path, kept):
    """Return leadctl over a database with one thing of every kind, and files in the folder."""
    (tmp_path / "leadctl.toml").write_text(RULES, "utf-8")
    (tmp_path / "leads.csv").write_text(LEADS, "utf-8")
    if not kept:
        (tmp_path / "users.csv").write_text("login,name,tags\nana,Ana,senior\nbob,Bob,\n", "utf-8")
        (tmp_path / "zips.csv").write_text("country,zip_from,zip_to,user\nUS,00000,99999,ana\n", "utf-8")
        for line in (
            ["account", "add", "West", "--set", "region=West"], ["import", "users", "users.csv"],
            ["team", "add", "West desk", "--members", "ana"],
            ["import", "territories", "zips.csv", "--table", "us-zip"],
            ["config", "apply", "leadctl.toml"], ["import", "leads", "leads.csv"], ["assign"],
            *(["report", name, "--last-week", "--save", "weekly"] for name in REPORTS),
        ):  # fmt: skip
            done = leadctl(*line, "--no-notify", now=NOW)
            assert done.code in {0, 1}, (line, done.err)
        kept["bytes"] = db_file.read_bytes()
    db_file.write_bytes(kept["bytes"])
    return leadctl


def line_of(case, typed):
    """Return a whole line with `typed` for the parameter, and something right for whatever else it needs."""
    command, wanted = CASES[case]
    path = case[:-1]
    words, options = [], []
    for p in command.params:
        kind = kind_of(path, p.name)
        if p is wanted:
            value = typed
        elif p.required:
            value = VALID[kind] if kind else GIVEN[p.name]
        else:
            continue
        if p.opts[-1].startswith("-"):
            options += [p.opts[-1], value]
        else:
            words.append(value)
    beside = [] if case in ALONE else BESIDE.get(" ".join(path), [])
    return [*path, *words, *options, *beside]


@pytest.mark.parametrize("case", [c for c in NAMED if c not in NEW], ids=" ".join)
def test_a_wrong_name_is_answered_with_the_nearest(desk, db_file, case):
    kind = KINDS[case]
    wrong, right = OF_COMMAND.get(case) or OF_COMMAND.get((*case[:-1], kind)) or WRONG[kind]
    before = contents(db_file)
    done = desk(*line_of(case, wrong), now=NOW)
    assert done.code in {2, 4}, done
    assert "leadctl: error: " in done.err, done.err
    if right is not None:
        assert f'did you mean "{right}"?' in done.err, done.err
    else:
        assert wrong in done.err
        assert "\nhint: " in done.err or "neither yes nor no" in done.err, done.err
    assert contents(db_file) == before


def contents(path):
    con = sqlite3.connect(path)
    try:
        return list(con.iterdump())
    finally:
        con.close()
